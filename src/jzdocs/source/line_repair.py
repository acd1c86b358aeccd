"""Plain text as it is found → its lines as they were meant: hard-wrapped lines joined again, one long line cut at
its indents, digits that were torn apart joined, a page's furniture and a table of contents left out. What is left
out or changed is reported.
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
_INDENT = re.compile(r"^(?:\u3000{1,2}|  +|\t)")


class Line(Struct, frozen=True):
    """A line as it was meant: its text, and where it begins (line and column from 1); a blank one has no text.
    `indented`: it was."""

    text: str
    number: int
    column: int = 1
    indented: bool = False


def repair_lines(text: str, shown: str, report: Report) -> list[Line]:
    """The lines of a text."""
    lines = _cut(text)
    lines = _without_furniture(lines, shown, report)
    lines = _without_contents(lines, shown, report)
    lines = _joined(lines)
    return [_mended(line, shown, report) for line in lines]


def _cut(text: str) -> list[Line]:
    """The lines of the file; where it has hardly any, they are cut at runs of ideographic spaces."""
    raw = text.split("\n")
    filled = [line for line in raw if line.strip(" \t\u3000\ufeff")]
    if len(filled) <= 3 and len(re.findall(r"\u3000{2,}", text)) >= 3:
        return list(_at_indents(raw))
    out = []
    for number, line in enumerate(raw, 1):
        bare = line.lstrip(" \t\u3000\ufeff")
        out.append(Line(bare.rstrip(" \t\u3000\ufeff"), number, len(line) - len(bare) + 1, bool(_INDENT.match(line))))
    return out


def _at_indents(raw: Sequence[str]) -> Iterator[Line]:
    for number, line in enumerate(raw, 1):
        for match in re.finditer(r"[^\u3000\s](?:(?!\u3000{2}).)*", line):
            yield Line(match[0].rstrip(" \t\u3000"), number, match.start() + 1, True)
            yield Line("", number)


def _without_furniture(lines: Sequence[Line], shown: str, report: Report) -> list[Line]:
    out = []
    for line in lines:
        if line.text and _FURNITURE.match(line.text):
            report.warn(Location(shown, line.number, line.column), "S054", text=line.text)
        else:
            out.append(line)
    return out


def _without_contents(lines: Sequence[Line], shown: str, report: Report) -> list[Line]:
    """Leave a table of contents out: its title, and lines with leaders and page numbers, or lines that stand again
    below."""
    place = next((i for i, line in enumerate(lines) if re.fullmatch(r"目\s*[录次]", line.text)), None)
    if place is None:
        return list(lines)
    later: dict[str, int] = {}
    for index, line in enumerate(lines):
        later[_key(line.text)] = index
    end = place + 1
    while end < len(lines) and (
        not lines[end].text or _LEADER.match(lines[end].text) or later[_key(lines[end].text)] > end
    ):
        end += 1
    if end - place < 3:
        return list(lines)
    report.warn(Location(shown, lines[place].number, 1), "S055")
    return [*lines[:place], *lines[end:]]


def _key(text: str) -> str:
    return re.sub(r"[\s.．·…\d]+$", "", text).replace(" ", "")


def _width(text: str) -> float:
    return sum(0.5 if c.isascii() else 1.0 for c in text)


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Join lines that a fixed measure cut (mail, PDF): nearly all full lines end without a stop at about the same
    width."""
    filled = [line for line in lines if line.text]
    if len(filled) < 4:
        return list(lines)
    indents = any(line.indented for line in lines)
    measure = _measure(filled)
    if not 14 <= measure <= 60 or not _is_wrapped(filled, measure, indents=indents):
        return list(lines)
    out: list[Line] = []
    before = 0.0  # the width of the file's line above
    for line in lines:
        last = out[-1] if out else None
        goes_on = last and last.text and line.text and before >= measure - 3 and not _OPENS.match(line.text)
        if last and goes_on and not (indents and line.indented) and (indents or last.text[-1] not in _ENDS):
            out[-1] = Line(_glue(last.text, line.text), last.number, last.column, last.indented)
        else:
            out.append(line)
        before = _width(line.text)
    return out


def _measure(lines: Sequence[Line]) -> float:
    """The width of the lines that do not end with a stop and are longest."""
    widths = sorted(_width(line.text) for line in lines if line.text[-1] not in _ENDS) or [0.0]
    return widths[-2] if len(widths) > 8 else widths[-1]


def _is_wrapped(lines: Sequence[Line], measure: float, *, indents: bool) -> bool:
    """Whether a measure cut the lines: hardly one is longer, and those of its width mostly end without a stop; where
    paragraphs are indented, lines that go on are not."""
    full = [i for i, line in enumerate(lines) if measure - 3 <= _width(line.text) <= measure + 1.5]
    longer = sum(1 for line in lines if _width(line.text) > measure + 1.5)
    open_ends = [i for i in full if lines[i].text[-1] not in _ENDS]
    if longer > 0.02 * len(lines) or len(open_ends) < (2 if indents else 3) or len(open_ends) < 0.5 * len(full):
        return False
    going_on = [
        i for i in open_ends if i + 1 < len(lines) and not lines[i + 1].indented and not _OPENS.match(lines[i + 1].text)
    ]
    return len(full) >= 0.35 * len(lines) or (indents and len(going_on) >= 0.8 * len(open_ends))


def _glue(left: str, right: str) -> str:
    """Two parts of a line: Latin words keep a space between them, numbers and Han none."""
    return (
        f"{left} {right}"
        if left[-1].isascii() and left[-1].isalpha() and right[0].isascii() and right[0].isalpha()
        else left + right
    )


def _mended(line: Line, shown: str, report: Report) -> Line:
    """Join digits that were torn apart (7 4 7 7 2 亿元)."""
    found = _TORN.search(line.text)
    if not found:
        return line
    text = _TORN.sub(lambda m: m[0].replace(" ", ""), line.text)
    at = Location(shown, line.number, line.column + found.start())
    report.warn(at, "S056", found=found[0].strip(), joined=found[0].replace(" ", ""))
    return Line(text, line.number, line.column, line.indented)
