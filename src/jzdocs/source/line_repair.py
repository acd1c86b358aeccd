"""Plain text as it was copied → its lines as they were meant.

Hard-wrapped lines are joined, one long line is cut at its indents, digits that were torn apart are joined, the buttons
and labels of a web page and a table of contents are left out. What is left out or changed is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from jzdocs.errors import Location, Report

_BUTTON = r"[【\[]?(?:打印|打印本页|下载|关闭|关闭窗口|收藏|分享|返回顶部|纠错)[】\]]?"
_FURNITURE = re.compile(
    r"^(?:首页|您(?:现在)?的位置|当前位置|网站首页).*[>》»›].*$"
    r"|^(?:来源|信息来源|发布机构|发布时间|发布日期|索引号|责任编辑|编辑|作者|浏览次数|阅读次数|字体|字号)[：:]"
    r".{0,60}(?:打印|字体|字号|大 中 小|浏览|次|\d{4}-\d\d?-\d\d?).{0,40}$"
    rf"|^{_BUTTON}(?:\s*{_BUTTON})*$"
    r"|^(?:分享到|分享至|扫一扫|上一篇|下一篇|相关链接|相关附件|附件下载|版权所有|主办单位|网站标识码|.{0,12}ICP备).*$"
    r"|^(?:下载|打印|字号)(?:[\s|｜]+(?:下载|打印|字号|大|中|小|关闭))+$"
    r"|^[-—－]\s*\d{1,4}\s*[-—－]$|^第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?$"
)
_LEADER = re.compile(r"^.{1,50}?(?:[.．·…]{3,}|\s{3,})\s*\d{1,4}$")
_TORN = re.compile(r"(?<![\d.])\d(?: \d){2,}(?: ?\. ?\d(?: \d)*)?(?![\d.])(?: (?=[亿万千百元人户个项所家%％]))?")
_ENDS = "。！？：；!?:;"
_OPENS = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[章节编篇部分条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、](?!\d)"
    r"|【|问[：:]|答[：:]|[一二三四五六七八九十]是|附件|注[：:])"
)
_BLANKS = " \t\u3000\ufeff"
_INDENT = re.compile(r"^(?:\u3000{1,2}|  +|\t)")


class Line(Struct, frozen=True):
    """A line as it was meant: its text ("" for a blank line), where it begins (line and column from 1), and whether it
    was indented."""

    text: str
    number: int
    column: int = 1
    indented: bool = False


def repair_lines(text: str, shown: str, report: Report) -> list[Line]:
    """Return the lines of a text, whose file messages call `shown`."""
    lines = _cut(text)
    lines = _without_furniture(lines, shown, report)
    lines = _without_contents(lines, shown, report)
    lines = _joined(lines)
    return [_with_whole_numbers(line, shown, report) for line in lines]


def _cut(text: str) -> list[Line]:
    """Return the lines of the file; where it has hardly any, they are cut at runs of ideographic spaces."""
    file_lines = text.split("\n")
    filled = [line for line in file_lines if line.strip(_BLANKS)]
    if len(filled) <= 3 and len(re.findall(r"\u3000{2,}", text)) >= 3:
        return list(_at_indents(file_lines))
    lines = []
    for number, line in enumerate(file_lines, 1):
        bare = line.lstrip(_BLANKS)
        lines.append(Line(bare.rstrip(_BLANKS), number, len(line) - len(bare) + 1, bool(_INDENT.match(line))))
    return lines


def _at_indents(file_lines: Sequence[str]) -> Iterator[Line]:
    for number, line in enumerate(file_lines, 1):
        for match in re.finditer(r"[^\u3000\s](?:(?!\u3000{2}).)*", line):
            yield Line(match[0].rstrip(" \t\u3000"), number, match.start() + 1, True)
            yield Line("", number)


def _without_furniture(lines: Sequence[Line], shown: str, report: Report) -> list[Line]:
    """Return the lines without the buttons, labels and page numbers of a web page or PDF."""
    text_lines = []
    for line in lines:
        if line.text and _FURNITURE.match(line.text):
            report.warn(Location(shown, line.number, line.column), "S054", text=line.text)
        else:
            text_lines.append(line)
    return text_lines


def _without_contents(lines: Sequence[Line], shown: str, report: Report) -> list[Line]:
    """Return the lines without a table of contents: its title, and lines with leaders and page numbers, or that occur
    again further down."""
    start = next((i for i, line in enumerate(lines) if re.fullmatch(r"目\s*[录次]", line.text)), None)
    if start is None:
        return list(lines)
    last_index = {_entry(line.text): index for index, line in enumerate(lines)}
    end = start + 1
    while end < len(lines) and (
        not lines[end].text or _LEADER.match(lines[end].text) or last_index[_entry(lines[end].text)] > end
    ):
        end += 1
    if end - start < 3:
        return list(lines)
    report.warn(Location(shown, lines[start].number, 1), "S055")
    return [*lines[:start], *lines[end:]]


def _entry(text: str) -> str:
    """Return a line without leaders, page number and spaces, by which contents and headings are compared."""
    return re.sub(r"[\s.．·…\d]+$", "", text).replace(" ", "")


def _width(text: str) -> float:
    """Return the width of a line in em: ASCII counts half."""
    return sum(0.5 if c.isascii() else 1.0 for c in text)


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Return lines that a fixed measure cut (mail, PDF) joined again, where most full lines end without a stop."""
    filled = [line for line in lines if line.text]
    if len(filled) < 4:
        return list(lines)
    indents = any(line.indented for line in lines)
    measure = _measure(filled)
    if not 14 <= measure <= 60 or not _is_wrapped(filled, measure, indents=indents):
        return list(lines)
    joined: list[Line] = []
    width_above = 0.0  # of the file's line above
    for line in lines:
        last = joined[-1] if joined else None
        goes_on = last and last.text and line.text and width_above >= measure - 3 and not _OPENS.match(line.text)
        if last and goes_on and not (indents and line.indented) and (indents or last.text[-1] not in _ENDS):
            joined[-1] = Line(_glued(last.text, line.text), last.number, last.column, last.indented)
        else:
            joined.append(line)
        width_above = _width(line.text)
    return joined


def _measure(lines: Sequence[Line]) -> float:
    """Return the width (in em) of the longest lines that do not end with a stop."""
    widths = sorted(_width(line.text) for line in lines if line.text[-1] not in _ENDS) or [0.0]
    return widths[-2] if len(widths) > 8 else widths[-1]


def _is_wrapped(lines: Sequence[Line], measure: float, *, indents: bool) -> bool:
    """Return whether lines were cut at `measure`.

    Then hardly one is longer, and those of its width mostly end without a stop; where paragraphs are indented, the
    lines that continue one are not.
    """
    full = [i for i, line in enumerate(lines) if measure - 3 <= _width(line.text) <= measure + 1.5]
    longer = sum(1 for line in lines if _width(line.text) > measure + 1.5)
    open_ends = [i for i in full if lines[i].text[-1] not in _ENDS]
    if longer > 0.02 * len(lines) or len(open_ends) < (2 if indents else 3) or len(open_ends) < 0.5 * len(full):
        return False
    going_on = [
        i for i in open_ends if i + 1 < len(lines) and not lines[i + 1].indented and not _OPENS.match(lines[i + 1].text)
    ]
    return len(full) >= 0.35 * len(lines) or (indents and len(going_on) >= 0.8 * len(open_ends))


def _glued(left: str, right: str) -> str:
    """Return two parts of a line as one: Latin words keep a space between them, numbers and Han none."""
    latin = left[-1].isascii() and left[-1].isalpha() and right[0].isascii() and right[0].isalpha()
    return f"{left} {right}" if latin else left + right


def _with_whole_numbers(line: Line, shown: str, report: Report) -> Line:
    """Return a line whose digits were torn apart (7 4 7 7 2 亿元) with whole numbers."""
    match = _TORN.search(line.text)
    if not match:
        return line
    text = _TORN.sub(lambda m: m[0].replace(" ", ""), line.text)
    at = Location(shown, line.number, line.column + match.start())
    report.warn(at, "S056", found=match[0].strip(), joined=match[0].replace(" ", ""))
    return Line(text, line.number, line.column, line.indented)
