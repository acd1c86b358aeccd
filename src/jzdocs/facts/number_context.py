"""What a number in Arabic numerals is by what stands around it: a date or time, a label (图1, 〔2014〕21号), the number
of an item or note, or part of a code."""

from __future__ import annotations

import re
from typing import Literal

from jzdocs.patterns import compiled

Part = Literal["number", "date", "label", "nothing"]

_YEAR = compiled(r"(?:19|20)\d\d")
_CHAIN = compiled(
    r"\d+(?:[.]\d+){2,}|\d+(?:-\d+){2,}|\d{4}/\d{1,2}/\d{1,2}|\d{3,4}-\d{7,8}"
    r"|(?:19|20)\d\d\.(?:0\d|1[0-2])(?![\d万亿%])"
)
_DAY = compiled(r"(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])(?:\1(?:0?[1-9]|[12]\d|3[01]))?")
_TIME = compiled(r"(?:[01]?\d|2[0-4])[:：∶][0-5]\d(?:[:：∶][0-5]\d)?(?![\d.%:：∶])")
_RATIO_BEFORE = compiled(r"(?:比|比为|比例|比例为|比值|比率|比分|按|以|约为|比达|比约|之比为|\d[:：∶])\s?$")
_RATIO_BEHIND = compiled(r"的?(?:比例|之比|比分|配比|配备|配置|万比例|比)")
_STRUCTURE = compiled(r"(?:比例|比重|结构|比值|比率|配比|之比|[生师女男床护城数业]比|比)[^，。；：]{0,16}$")
_SHIFTED = compiled(
    r"\d[:：∶]\d[^，。；]{0,10}(?:调整|优化|变化?|演变|提高|提升|下降|降低|转变|改善)[^，。；]{0,8}[为到至成]\D{0,3}$"
)
_WHOLE = 100  # percent
_TIME_BEFORE = compiled(r"(?:日|上午|下午|晚上?|凌晨|中午|早上?|至|到|[-—~～]|时间|时)\s?$")
_ITEM_BEHIND = compiled(r"[、.．)）](?!\d)|、(?=(?:19|20)\d\d年)")
_ITEM_BEFORE = "：:；;。！？ \u3000\t\n"
_HEADING = compiled(
    r"\d{1,2}[ \u3000\t]+(?=[\u4e00-\u9fff“《])|\d{1,2}\.\d{1,2}[ \u3000\t]*(?=[\u4e00-\u9fff“《])(?![版时模的])"
)
_NAMED = compiled(
    r"(?:^|[\s，。；：、:（(《“”\"见如由从和及与至])(?:[图表例式]|(?:示例|案例|公式)\s?)\s?$"
    r"|(?:附件|附表|附图|附录|附则|专栏|图表|式样|方案)\s?$"
    r"|(?:热线|拨打|电话|传真|邮编|邮政编码|邮箱|账号|帐号|编号|号码|代码|手机|微信|QQ|证号|案号|文号|房间|座机|分机|区号|信箱)"
    r"(?:号码?)?[为是]?[:：]?\s?$"
    r"|(?:No|NO|№)[.．]?\s?$"
)
_COUNTED_BEHIND = compiled("[个通件部台次条户万亿]")  # 受理热线26400个, 手机12万部
_NAMED_ENDS = frozenset("图表例式件录则栏案线打话真编码箱号机信Q区为是间:： \u3000\t.．oO№")
_JOINED_BEFORE = ("“", '"', "〔", "[", "‘")
_JOINED_BEHIND = ("”", '"', "’")
_LONGEST_NUMBER = 11  # digits; a longer integer without unit is a telephone number or a code
_YEARS_BEHIND = compiled(r"(?:[两二三四五六七八九十]个?|等)年(?![级度])")  # 1979、1980两年
_PERIOD_BEHIND = compiled(r"(?:以?来|间)(?![^，。；、]{0,2}[0-9])")


def token_end(text: str, start: int) -> tuple[int, Part]:
    """Return what the digits that begin at `start` are part of, where they are no plain number (2024-05-06, 18:00,
    0354-2636000, 2.0.1), and its end."""
    if chain := _CHAIN.match(text, start):
        whole = chain[0]
        return chain.end(), "date" if _DAY.fullmatch(whole) else "nothing"
    time = _TIME.match(text, start)
    if time and not _is_ratio(text, time):
        return time.end(), "date"
    return start, "number"


def _is_ratio(text: str, time: re.Match[str]) -> bool:
    """Whether what looks like a time is a ratio: 比例为1:20, 1:50的比例."""
    terms = re.split("[:：∶]", time[0])
    if len(terms) > 2 and abs(sum(map(int, terms)) - _WHOLE) <= 1:
        return True
    near = text[max(0, time.start() - 30) : time.start()]
    if _SHIFTED.search(near) or ("∶" in time[0] and _STRUCTURE.search(near)):
        return True
    before = near[-6:]
    if _TIME_BEFORE.search(before):
        return False
    if _RATIO_BEFORE.search(before) or _RATIO_BEHIND.match(text, time.end()):
        return True
    return time[0].startswith(("1:", "1：", "1∶"))


def is_item_number(text: str, start: int, end: int) -> bool:
    """Whether an integer of one or two digits is the number of an item, heading or note: （1） 1. 1、 [1]."""
    number = text[start:end]
    before, behind = text[start - 1 : start], text[end : end + 1]
    if len(number) <= 3 and before in ("[", "〔", "【") and behind in ("]", "〕", "】"):
        return len(number) <= 2 or before == "["
    if not number.isdigit() or len(number) > 2:
        return False
    if before in ("(", "（"):
        return behind in (")", "）")
    if start and before not in _ITEM_BEFORE:
        return False
    return end < len(text) and bool(_ITEM_BEHIND.match(text, end))


def is_heading_number(text: str, start: int, end: int) -> bool:
    """Whether a number without unit begins a line and numbers its words: 1 总体情况, 2.1总体要求."""
    if start and text[start - 1] != "\n":
        return False
    heading = _HEADING.match(text, start)
    return bool(heading and heading.end() >= end)


def is_label(text: str, start: int, end: int) -> bool:
    """Whether the words around a number make it a label, whatever follows it: 图1分布, 〔2014〕21号."""
    behind = text[end : end + 1]
    before = text[start - 1 : start]
    if before in _NAMED_ENDS and _NAMED.search(text[max(0, start - 10) : start]):
        return not _COUNTED_BEHIND.match(text, end)
    if behind == "号" and before in ("〕", "]", "】", ")", "）"):
        return True
    return before in ("〔", "[") and behind in ("〕", "]")


def bare_kind(text: str, start: int, end: int) -> Literal["level", "date", "label"]:
    """Return the kind of a number without unit."""
    number = text[start:end]
    before, behind = text[start - 1 : start], text[end : end + 1]
    if "." in number:
        return "level" if _is_decimal_number(before, behind) else "label"
    if _YEAR.fullmatch(number) and _YEARS_BEHIND.match(text, end):
        return "date"
    if _YEAR.fullmatch(number) and before in ("(", "（") and behind in (")", "）"):
        return "label" if text[end + 1 : end + 2].isdigit() else "date"
    if len(number) >= _LONGEST_NUMBER or (number[0] == "0" and len(number) > 1):
        return "label"
    joined = before in (*_JOINED_BEFORE, "-", "−") or behind in (*_JOINED_BEHIND, "+", "＋")
    return "label" if joined or not behind or _is_han(behind) or _is_latin(behind) else "level"


def dated(text: str, number: str, unit: str, start: int, end: int) -> bool:
    """Whether a number with a unit of time is a point of time: 2024年, 3月, 19点30分, 5年来."""
    if unit in ("年", "学年", "年度", "财年"):
        return (
            bool(_YEAR.fullmatch(number)) or unit == "财年" or (unit == "年" and bool(_PERIOD_BEHIND.match(text, end)))
        )
    if unit in ("年代", "世纪"):
        return True
    highest = _HIGHEST.get(unit)
    if highest is None or len(number) > 2 or not number.isdigit() or int(number) > highest:
        return False
    before = text[max(0, start - 4) : start]
    if unit == "日":
        return not re.match(r"以?内|龄", text[end : end + 2]) or before.endswith("月")
    if unit == "点":
        return bool(_CLOCK_BEHIND.match(text, end) or _CLOCK_BEFORE.search(before))
    if unit == "分":
        return bool(re.search(r"\d[点时]$", before))
    return True


_HIGHEST = {"月": 12, "日": 31, "时": 31, "点": 24, "分": 59, "点钟": 24, "旬": 3}
_CLOCK_BEHIND = compiled(r"\d{1,2}分|整|半|钟|前|许|至|到|[-—~]\d")
_CLOCK_BEFORE = compiled(r"(?:日|上午|下午|晚上?|早上?|凌晨|中午|傍晚|夜)$")


def _is_decimal_number(before: str, behind: str) -> bool:
    """Whether a number with a point is no version (“3.0”, 3.0版)."""
    return before not in ("“", '"') and behind not in ("”", '"', "版", "时", "模") and not _is_latin(behind)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
