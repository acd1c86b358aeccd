"""What a web page or a PDF puts around a text: buttons, labels, page numbers, the captions of photographs.

A label that says what only a page has (打印, 字号, 首页 > …) is left out wherever it stands; the words beside it (大,
中, 加大, 】) and the page's own data (来源, 时间) only where such a label shows that the text was copied from a page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jzdocs.errors import Location, Report
from jzdocs.patterns import compiled
from jzdocs.source.dates import is_date
from jzdocs.source.lines import Line

_BUTTON = (
    r"(?:打印|打印本页|打印正文|下载|全屏|收藏|关闭|关闭窗口|分享|返回顶部|返回|纠错|字号|字体|朗读|语音播报|扫一扫|听全文|点赞|无障碍|"
    r"繁体|简体|微信|微博|分享到|分享至|加入收藏|保存|推荐|责任编辑|评论)"
)
_BESIDE = r"(?:特大|加大|大|中|小|还原|减小|默认|放大|缩小|A\+?|A-|T|\+|-|微信|微博|QQ|QQ空间|朋友圈|更多)"
_TRIM = r"[\s|｜/·【】\[\]［］（）()：:、]"
_BUTTONS = compiled(rf"^{_TRIM}*{_BUTTON}(?:{_TRIM}*(?:{_BUTTON}|{_BESIDE}))*{_TRIM}*$")
_BESIDE_BUTTONS = compiled(rf"^{_TRIM}*(?:{_BESIDE}(?:{_TRIM}*{_BESIDE})*)?{_TRIM}*$")
_FURNITURE = compiled(
    r"^(?:首页|您(?:现在)?的位置|您(?:所在|当前)的?位置|当前位置|当前所在位置|网站首页|所在位置).*[>》»›＞].*$"
    r"|^(?:[\u4e00-\u9fff]{2,10}\s*[>»›＞]\s*){2,}[\u4e00-\u9fff]{0,20}$"
    r"|^(?:来源|信息来源|发布机构|发布时间|发布日期|索引号|责任编辑|编辑|作者|浏览次数|阅读次数|字体|字号)[：:]"
    r".{0,60}(?:打印|字体|字号|大 中 小|浏览|次|\d{4}-\d\d?-\d\d?).{0,40}$"
    r"|^(?:分享到|分享至|扫一扫|上一篇|下一篇|上一条|下一条|附件下载|版权所有|网站标识码|.{0,12}ICP备).*$"
    r"|^(?:相关链接|相关附件|相关报道|相关新闻|延伸阅读|更多)\s*[>》»›＞]{1,3}$|^[0-9a-f]{16,40}[：:]?$"
    r"|^[-—－]\s*\d{1,4}\s*[-—－]$|^第\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?$"
)
_PAGE_DATA = compiled(
    r"^(?:来源|信息来源|文章来源|稿件来源|发布机构|发布单位|发布时间|发布日期|时间|日期|作者|编辑|责编|责任编辑|审核|浏览量|"
    r"浏览次数|阅读量|点击数|点击量|访问量|主办单位|相关链接|相关附件|相关报道)[：:]\s*.{0,40}$"
)
_CREDIT = compiled(
    r"^.{0,160}(?:记者|通讯员|摄影|摄影师)[\s\u3000]*[\u4e00-\u9fff·]{1,4}(?:[\s\u3000、]*[\u4e00-\u9fff·]{1,4}){0,3}[\s\u3000/]*摄(?:影)?[。）)]?$"
    r"|^[（(]?(?:摄影|图片来源|图源|供图|配图)[：:].{1,30}$|^图为.{4,80}$|^(?:图片|配图|题图|资料图)$"
)
_EMPTY_LABEL = compiled(
    r"^(?:来源|信息来源|文章来源|稿件来源|发布机构|发布单位|发布时间|发布日期|发表时间|时间|日期|作者|编辑|责编|责任编辑|浏览量|浏览次数|"
    r"阅读量|阅读次数|阅读|点击数|点击量|访问量|分享|字体|字号|您(?:现在|当前|所在)?的?位置|当前位置|索引号|主题分类|发文机关)[：:]$"
)
_TIME = compiled(
    r"^\d{4}(?:[-./]\d{1,2}[-./]\d{1,2}|年\d{1,2}月\d{1,2}日)\s*\d{1,2}(?::\d\d){1,2}$|^\d{4}年\d{1,2}月\d{1,2}日\s*\d{1,2}时\d{1,2}分$"
)
_OFFICE = compiled(r"(?:政府|办公室|办公厅|委员会|[局厅部院委会])$")
_POINTER = compiled(r"^[>》»›＞/]{1,2}$")
_MAX_VALUE = 16  # characters of what stands below a label
_OPENING = 24  # filled lines in which a page's data may stand above the text
_MAX_HEAD = 40


def without_furniture(lines: Sequence[Line], shown: str, report: Report) -> list[Line]:
    """Return the lines without buttons, labels and page numbers of a web page or PDF, captions of photographs and page
    heads; each is reported."""
    kinds = _kinds(lines)
    kept_lines = []
    for line, kind in zip(lines, kinds, strict=True):
        if kind:
            report.warn(Location(shown, line.number, line.column), kind, text=line.text)
        else:
            kept_lines.append(line)
    return kept_lines


def _kinds(lines: Sequence[Line]) -> list[str]:
    """Return for each line the code of the finding that tells that it is left out, or ""."""
    kinds = ["S054" if line.text and _is_label(line.text) else "" for line in lines]
    filled = [index for index, line in enumerate(lines) if line.text]
    _mark_pointers(lines, kinds, filled)
    _spread(lines, kinds, filled)
    _spread(lines, kinds, filled[::-1])
    _mark_labels_and_values(lines, kinds, filled)
    of_a_page = any(kinds)
    for position, index in enumerate(filled):
        text = lines[index].text
        if kinds[index]:
            continue
        near_edge = position < _OPENING or position >= len(filled) - _OPENING
        if of_a_page and near_edge and (_PAGE_DATA.match(text) or _TIME.match(text)):
            kinds[index] = "S054"
        elif len(text) <= 200 and _CREDIT.match(text):
            kinds[index] = "S062"
    _mark_page_heads(lines, kinds, filled)
    return kinds


def _is_label(text: str) -> bool:
    return len(text) <= 160 and bool(_BUTTONS.match(text) or _FURNITURE.match(text))


def _spread(lines: Sequence[Line], kinds: list[str], order: Sequence[int]) -> None:
    """Mark the words beside buttons (大, 中, 】), going from line to line."""
    beside = False
    for index in order:
        text = lines[index].text
        if kinds[index]:
            beside = bool(_BUTTONS.match(text)) or beside
        elif beside and len(text) <= 12 and _BESIDE_BUTTONS.match(text):
            kinds[index] = "S054"
        else:
            beside = False


def _mark_pointers(lines: Sequence[Line], kinds: list[str], filled: Sequence[int]) -> None:
    """Mark > on a line of its own, and the names of pages on both sides of it."""
    for position, index in enumerate(filled):
        if _POINTER.match(lines[index].text):
            around = [*filled[max(0, position - 1) : position + 2]]
            twice = filled[position + 2 : position + 3]  # the name of the page, once more
            around += [i for i in twice if lines[i].text == lines[around[-1]].text]
            for near in around:
                if len(lines[near].text) <= _MAX_VALUE:
                    kinds[near] = "S054"


def _mark_labels_and_values(lines: Sequence[Line], kinds: list[str], filled: Sequence[int]) -> None:
    """Mark the labels of a page's data that stand alone above and below the text, and what stands below them; only
    where other signs tell that it is a page."""
    if not any(kinds):
        return
    for position, index in enumerate(filled):
        near_edge = position < _OPENING or position >= len(filled) - _OPENING
        if near_edge and _EMPTY_LABEL.match(lines[index].text):
            kinds[index] = "S054"
            below = filled[position + 1] if position + 1 < len(filled) else None
            if below is not None and _is_value(lines[below].text):
                kinds[below] = "S054"


def _is_value(text: str) -> bool:
    return bool(_TIME.match(text)) or (
        len(text) <= _MAX_VALUE and not re.search(r"[：:。！？，]|报告|通知|公报|规划|意见|方案$", text)
    )


def _signs(lines: Sequence[Line], filled: Sequence[int], index: int) -> bool:
    """Return whether a line is the office that signs a document: a date stands below it."""
    below = next((lines[i].text for i in filled if i > index), "")
    return bool(_OFFICE.search(lines[index].text)) and is_date(below)


def _mark_page_heads(lines: Sequence[Line], kinds: list[str], filled: Sequence[int]) -> None:
    """Mark a document's title where it is repeated on page after page, or was left of pictures: in the first lines it
    stands once more, with the same words in any order of year and place."""
    counts: dict[str, list[int]] = {}
    for index in filled:
        text = lines[index].text.replace(" ", "").replace("\u3000", "")
        if 8 <= len(text) <= _MAX_HEAD and not re.search(r"[。；：，！？]", text):
            counts.setdefault(text, []).append(index)
    opening = [sorted(lines[i].text.replace(" ", "").rstrip("①②③*＊")) for i in filled[:4]]
    for text, places in counts.items():
        if len(places) >= 3 and sorted(text) in opening:
            for index in places:
                if index not in filled[:4] and not _signs(lines, filled, index):
                    kinds[index] = "S054"
