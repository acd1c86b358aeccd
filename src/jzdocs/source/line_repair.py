"""Plain text as it was copied → its lines as they were meant.

Hard-wrapped lines are joined, one long line is cut at its indents, digits that were torn apart are joined, the buttons
and labels of a web page and a table of contents are left out. What is left out or changed is reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from jzdocs.errors import Location, Report
from jzdocs.patterns import compiled
from jzdocs.provenance.text_places import place_of
from jzdocs.source.contents_list import without_contents
from jzdocs.source.lines import BLANKS, Line
from jzdocs.source.one_line import cut_lines, is_on_one_line
from jzdocs.source.web_page import without_furniture

_TORN = compiled(r"(?<![\d.])\d(?: \d){2,}(?: ?\. ?\d(?: \d)*)?(?![\d.])(?: (?=[亿万千百元人户个项所家%％]))?")
_ENDS = "。！？：；!?:;"
_OPENS = compiled(
    r"^(?:第[一二三四五六七八九十百\d]+[章节编篇部分条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、](?!\d)"
    r"|(?:主持人?|出席人?员?|列席人?员?|缺席人?员?|请假人?员?|参加人员|记录人?)[\u3000 ]*[：:]"
    r"|【|问[：:]|答[：:]|[一二三四五六七八九十]是|附件|注[：:])"
)
_INDENT = compiled(r"^(?:\u3000{1,2}|  +|\t)")


def repair_lines(text: str, shown: str, report: Report) -> list[Line]:
    """Return the lines of a text, whose file messages call `shown`."""
    lines = _cut(text)
    lines = without_furniture(lines, shown, report)
    lines = without_contents(lines, shown, report)
    lines = _without_torn_ends(_joined(lines))
    file_lines = text.split("\n")
    return [_with_whole_numbers(line, file_lines, shown, report) for line in lines]


def _cut(text: str) -> list[Line]:
    """Return the lines of the file; where it has hardly any, the paragraphs in them."""
    file_lines = text.split("\n")
    if is_on_one_line(file_lines):
        return cut_lines(file_lines)
    lines = []
    for number, line in enumerate(file_lines, 1):
        bare = line.lstrip(BLANKS)
        lines.append(Line(bare.rstrip(BLANKS), number, len(line) - len(bare) + 1, bool(_INDENT.match(line))))
    return lines


_NEVER_FIRST = compiled(r"[，。；：、！？）”’》〉」』】％%,;]|是[：:]")
_NEVER_LAST = "（“‘《〈「『"
_SUBSCRIPT = compiled(r"\d(?:\.\d)?")  # of PM2.5, CO2
_MAX_PIECE = 20


def _without_torn_ends(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, those joined that were torn where the page set a few words in bold: a line cannot begin with a
    closing mark or stop, and a short line above such a one belongs to what stands before it."""
    out: list[Line] = []
    filled = [line for line in lines if line.text]
    torn = {line.number for line in filled if _NEVER_FIRST.match(line.text)}
    for first, second in pairwise(filled):
        letter = first.text[-1].isascii() and first.text[-1].isalpha()
        below = first.number in torn and _SUBSCRIPT.fullmatch(first.text)
        if below or first.text[-1] in _NEVER_LAST or (letter and _SUBSCRIPT.fullmatch(second.text)):
            torn.add(second.number)
    if not torn:
        return list(lines)
    for line in lines:
        above = next((i for i in range(len(out) - 1, -1, -1) if out[i].text), None)
        if line.number in torn and line.text and above is not None and not _OPENS.match(line.text):
            _glue(out, above, line)
            further = next((i for i in range(above - 1, -1, -1) if out[i].text), None)
            short = len(out[above].text) - len(line.text) <= _MAX_PIECE
            if further is not None and short and _is_open(out[further].text) and not _OPENS.match(out[above].text):
                _glue(out, further, out[above])
        else:
            out.append(line)
    return out


def _glue(lines: list[Line], place: int, line: Line) -> None:
    """Add a line to that at `place`, and drop what stands behind it."""
    upper = lines[place]
    lines[place:] = [Line(_glued(upper.text, line.text), upper.number, upper.column, upper.indented)]


def _is_open(text: str) -> bool:
    """Return whether a line ends in the middle of a sentence."""
    return text[-1] not in _ENDS + "”》）)" and not (len(text) < _MAX_PIECE and _OPENS.match(text))


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
    alone = _alone(filled, measure)
    for line in lines:
        last = joined[-1] if joined else None
        if not indents and last and last.text and line.text and _opening_number(last.text) in alone:
            ends = last.text[-1] not in _ENDS + "，、" and (_line_width(line) >= measure - 3 or line.text[-1] in _ENDS)
            width_above = 0.0 if ends else width_above  # a heading that fills its line, and a paragraph below it
        full = width_above + _first_word(line.text) >= measure - 3
        goes_on = last and last.text and line.text and full and not _OPENS.match(line.text)
        if last and goes_on and not (indents and line.indented) and (indents or last.text[-1] not in _ENDS):
            joined[-1] = Line(_glued(last.text, line.text), last.number, last.column, last.indented)
        else:
            joined.append(line)
        width_above = _line_width(line)
    return joined


def _opening_number(text: str) -> str:
    """Return the form of the number that a line begins with, "" without one."""
    match = _OPENS.match(text)
    return re.sub(r"[一二三四五六七八九十百]+|\d+", "1", match[0]) if match and match[0][-1] not in "【：:" else ""


def _alone(lines: Sequence[Line], measure: float) -> set[str]:
    """Return the forms of numbers that stand in lines of their own, which are mostly shorter than the measure."""
    of_form: dict[str, list[bool]] = {}
    for line in lines:
        if form := _opening_number(line.text):
            of_form.setdefault(form, []).append(_line_width(line) < measure - 3 and line.text[-1] not in _ENDS)
    return {form for form, short in of_form.items() if sum(short) >= 2 and sum(short) >= 0.5 * len(short)}


def _line_width(line: Line) -> float:
    """Return the width of a line with its indent."""
    return _width(line.text) + min(2, line.column - 1)


def _first_word(text: str) -> float:
    """Return the width of the Latin word that a line begins with: it may have been too long for the line above."""
    match = re.match(r"[A-Za-z0-9]+", text)
    return _width(match[0]) if match else 0.0


def _measure(lines: Sequence[Line]) -> float:
    """Return the width (in em) of the longest lines that do not end with a stop."""
    widths = sorted(_line_width(line) for line in lines if line.text[-1] not in _ENDS) or [0.0]
    return widths[-2] if len(widths) > 8 else widths[-1]


def _is_wrapped(lines: Sequence[Line], measure: float, *, indents: bool) -> bool:
    """Return whether lines were cut at `measure`.

    Then hardly one is longer, and those of its width mostly end without a stop; where paragraphs are indented, the
    lines that continue one are not.
    """
    full = [i for i, line in enumerate(lines) if measure - 3 <= _line_width(line) <= measure + 1.5]
    longer = sum(1 for line in lines if _line_width(line) > measure + 1.5)
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


def _with_whole_numbers(line: Line, file_lines: Sequence[str], shown: str, report: Report) -> Line:
    """Return a line whose digits were torn apart (7 4 7 7 2 亿元) with whole numbers."""
    match = _TORN.search(line.text)
    if not match:
        return line
    text = _TORN.sub(lambda m: m[0].replace(" ", ""), line.text)
    begin = Location(shown, line.number, line.column)
    at = place_of(line.text, match.start(), begin, file_lines) or begin
    report.warn(at, "S056", found=match[0].strip(), joined=match[0].replace(" ", ""))
    return Line(text, line.number, line.column, line.indented)
