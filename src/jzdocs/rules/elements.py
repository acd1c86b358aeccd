"""How the elements of official documents are worded: patterns of numbers, dates, offices, notes (GB/T 9704-2012, 7).

They are wide: an element whose form is wrong is to be recognised all the same.
"""

from __future__ import annotations

import re
from typing import Literal

from jzdocs.patterns import compiled

Role = Literal[
    "blank",
    "copy_number",
    "secrecy",
    "urgency",
    "head",
    "number",
    "title",
    "approval",
    "addressee",
    "heading",
    "item",
    "body",
    "attachments",
    "signature",
    "date",
    "remark",
    "copies",
    "printed",
    "attachment",
    "attachment_title",
    "attachment_text",
    "cell",
    "other",
]

KINDS = (
    "决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|方案|办法|规定|细则|规则|计划|要点|规划|制度|总结|"
    "条例|措施|清单|预案|复函|说明|倡议书|讲话|汇报|守则|章程|指南|简报"
)
KIND = compiled(rf"(?P<kind>{KINDS})(?:[（(][^）)]*[）)]|》)*$")
SURELY_TITLE = compiled(rf"关于.*(?:{KINDS})(?:[（(][^）)]*[）)])?$", re.S)
NUMBER = compiled(
    r"^(?P<body>[\u4e00-\u9fff]{1,14}?)[ \u3000]*"
    r"(?:(?P<open>[\[［(（【{｛〈〔﹝])[ \u3000]*(?P<year>(?:19|20)?\d\d)年?[ \u3000]*(?P<close>[\]］)）】}｝〉〕﹞])"
    r"|(?P<bare>(?:19|20)\d\d)年?)[ \u3000]*(?P<nth>第?)[ \u3000]*(?P<serial>\d{1,5})[ \u3000]*(?P<unit>号?)"
    r"(?=$|[ \u3000\t\n]|签发)"
)
NUMBER_ALONE = compiled(r"^(?:第[ \u3000]*\d+[ \u3000]*[期号次]|[〔\[(（]\d{4}[〕\])）][ \u3000]*第?\d+[号期])$")
ATTENDANCE = compiled("^(?:出B席|请B假|列B席|缺B席|参B加|记B录|主B持)[^，。]{0,6}[：:]".replace("B", "[ \u3000]*"))
SIGNED_OFF = compiled(r"签发人[ \u3000]*(?P<colon>[：:]?)[ \u3000]*(?P<names>[\u4e00-\u9fff \u3000]*)")
HEAD = compiled(r"^[\u4e00-\u9fff \u3000（）()\n]{3,80}?(?:文件|纪要|命令|令)$")
OFFICE = compiled(
    r"(?:局|委员会|委|厅|部|办公室|办公厅|政府|中心|院|办|公司|学校|大学|学院|银行|会|处|署|社|馆|所|站|组|指挥部|团|队|分局|法院|检察院|"
    r"协会|集团|支行|分行|医院|中学|小学|幼儿园|街道|管委会|工委|党组|党委|支部|总队|支队|大队|海关)$"
)
COPY_NUMBER = compiled(r"^\d{1,8}$")
SECRECY = compiled(r"^(?:绝密|机密|秘密)(?:[★☆*＊ \u3000]*[\d一二三四五六七八九十]+[ \u3000]*[年个月]+|[★☆*＊].*)?$")
URGENCY = compiled(r"^(?:特[ \u3000]*急|加[ \u3000]*急|平[ \u3000]*急|特[ \u3000]*提)$")
LEVELS: tuple[re.Pattern[str], ...] = (
    compiled(r"^[ \u3000]*(?P<number>[一二三四五六七八九十]{1,3})(?P<mark>[、.．，,：:]|[ \u3000]+(?=\S))"),
    compiled(r"^[ \u3000]*(?P<number>[（(][一二三四五六七八九十]{1,3}[）)])(?P<mark>[、.．，,]?)"),
    compiled(r"^[ \u3000]*(?P<number>\d{1,2})(?P<mark>[.．、，,](?!\d)|[.．](?=\d{4}年))"),
    compiled(r"^[ \u3000]*(?P<number>[（(]\d{1,2}[）)])(?P<mark>[、.．，,]?)"),
)
DATE = compiled(
    r"^(?P<year>[12]\d{3}|[一二][〇○零Ｏ0O九八一二三四五六七]{3}|\d\d)[ \u3000]*(?:年|[.．/\-—])[ \u3000]*"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})[ \u3000]*(?:月|[.．/\-—])[ \u3000]*"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})[ \u3000]*[日号]?$"
)
ATTACHMENTS = compiled(r"^附[ \u3000]*件[ \u3000]*(?P<colon>[：:]?)(?P<rest>.*)$", re.S)
ATTACHMENT = compiled(
    r"^附[ \u3000]*件[ \u3000]*(?P<number>\d{0,2}|[一二三四五六七八九十]{1,3})[ \u3000]*(?P<colon>[：:、.．]?)$"
)
LISTED = compiled(r"^[ \u3000]*\d{1,2}[.．、，,:： \u3000]")
COPIES = compiled(r"^(?P<name>(?:抄|主|分|报|发)[ \u3000]*[送报发])[ \u3000]*(?P<colon>[：:]?)(?P<rest>.*)$", re.S)
PRINTED = compiled(
    r"^(?P<office>\S.*?)[ \u3000\t\n]*(?P<date>(?:\d{2,4}|[一二][〇○零九八一二三四五六七]{3})[年.．/\-]"
    r"[\d一二三四五六七八九十]{1,3}[月.．/\-][\d一二三四五六七八九十]{1,3}日?)[ \u3000]*(?P<word>印[ \u3000]*发|印)?$",
    re.S,
)
REMARK = compiled(r"^[（(](?P<inner>.*)[）)]$", re.S)
REMARK_WORDS = compiled(r"^(?:[（(][ \u3000]*)?(?:此件|本件|联系人|联系方式|主动公开|依申请公开|公开方式|信息公开)")
APPROVAL = compiled(r"^[（(](?=.*\d).*(?:通过|批准|公布|施行|印发|修订)[）)]$", re.S)
ADDRESSEE_WORDS = compiled(
    r"^[ \u3000]*(?:各|全|市|省|县|区|州|国务院|中央|中共|有关|驻|自治区|\[|本|[\u4e00-\u9fff]{2,14}"
    r"(?:人民政府|委员会|厅|局|部|办|公司|学校|学院|院|处|中心|委|行|会|镇|乡|街道|所|单位))"
)
INTRODUCTION = compiled(
    r"(?:如下|以下|下列|通知|安排|要求|事项|方案|意见|汇报|报告)[：:]$|[。；]|^(?:为|根据|按照|现将|经)"
)
PLACEHOLDER = compiled(r"^[\[［【].*[\]］】]$")
TAIL = compiled("^(?:审核|核稿|校对|打印|拟稿|录入|共印|印数|联系人|责任编辑|排版)[ \u3000]*[：:]|^[（(]?共印")


def level_of(text: str) -> int:
    """Return the level (1 to 4) whose number begins a text, 0 where none does."""
    return next((level for level, form in enumerate(LEVELS, 1) if form.match(text)), 0)


def is_office(text: str) -> bool:
    """Return whether a text is the name of an office, or of several with blanks between."""
    return bool(OFFICE.search(text) or PLACEHOLDER.match(text))


def is_line_of_minutes(text: str) -> bool:
    """Return whether a line names an office and a date, as minutes and bulletins have it below the red head."""
    match = PRINTED.match(text)
    return bool(match and OFFICE.search(match["office"].strip()) and len(text) <= _LONGEST_LINE)


_LONGEST_LINE = 40
