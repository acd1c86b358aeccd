"""Where the head of an official document stands (GB/T 9704-2012: 7.2 files, 10.1 letters, 10.2 orders, 10.3 minutes).

Distances in millimetres are measured as with a ruler, from ink to ink or to the edge of a rule; distances in lines from
the middle of one line's share to that of another. All lengths are EMU from the upper left corner of the type area. Both
writers follow the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.frames import Item, TextRun
from jzdocs.layout.official_frame import Frame
from jzdocs.resolve import official as official_texts
from jzdocs.resolve.front_pieces import joint
from jzdocs.style.stylesheet import TextStyle
from jzdocs.units import mm, pt

RULE = pt(1.5)  # how thick the red rule of a file is
LETTER_RULES = (pt(2.25), pt(0.75))  # thick above, thin below
LETTER_RULE_GAP = pt(1.1)
LETTER_RULE_LENGTH = mm(170)
_HEAD_TOP, _ORDER_TOP, _LETTER_TOP, _LETTER_FOOT = mm(35), mm(20), mm(30), mm(20)
_RULE_BELOW = mm(4)
_PITCH = 1.3  # of several issuers, in ems
_BESIDE_GAP, _BESIDE_ROOM = 0.3, 2.3  # 文件 beside several issuers: the gap before it, and its room with that, in ems
_HALF_POINT = pt(0.5)


class RedName(Struct, frozen=True):
    """A line of the red head: its text, left end, baseline and size, and what is added between its characters."""

    text: str
    left: int
    baseline: int
    size: int
    spacing: int = 0


class RedRule(Struct, frozen=True):
    """A red rule: its upper edge and how thick it is."""

    top: int
    thickness: int


class HeadPlan(Struct, frozen=True):
    """Where the parts of a head stand: baselines of `marks` (份号, 密级, 紧急程度), the red `names` with 文件 `beside`
    them, how wide these are, baselines of the `rows` of number and signers (in minutes of the line below them), the
    red `rules`; `end` is the baseline of the line that follows, the title."""

    marks: tuple[int, ...]
    names: tuple[RedName, ...]
    beside: RedName | None
    width: int
    rows: tuple[int, ...]
    rules: tuple[RedRule, ...]
    end: int


def head_plan(frame: Frame, form: str) -> HeadPlan:
    """Return the plan of a head in a form."""
    return _letter_plan(frame) if form == "letter" else _file_plan(frame, form)


def centred(frame: Frame, style: TextStyle) -> int:
    """Return the depth of a baseline in a line of the grid in which the characters stand in the middle."""
    return (frame.grid - style.size) // 2 + round(style.size * 0.88)


def row_count(frame: Frame, form: str) -> int:
    """Return how many lines stand between the red names and the rule: number and signers share some."""
    signers = (len(frame.official.signers) + 1) // 2
    numbered = max(signers, 1 if frame.official.number else 0)
    return numbered + (1 if form == "minutes" and any(official_texts.minutes_line(frame.meta)) else 0)


def follows(frame: Frame, form: str) -> TextStyle:
    """Return the style of what follows a head: the title, or the text of an order without one."""
    return frame.body if form == "order" and not frame.meta.title else frame.setter.sheet.style("title")


def _file_plan(frame: Frame, form: str) -> HeadPlan:
    """Return the plan of a file, of minutes or of an order: the ink of the red names begins 35 mm (of an order 20 mm)
    below the upper edge of the type area, the number stands two lines below them, a red rule 4 mm below that (an order
    has none), the title two lines below the rule; the stylesheet may give other distances."""
    count = len(official_texts.marks(frame.official))
    marks = tuple(i * frame.grid + frame.setter.baseline(frame.body, frame.grid) for i in range(count))
    opening, lines = frame.setter.sheet.opening, 2 * frame.grid
    top = max(_ORDER_TOP if form == "order" else _given(opening.head, _HEAD_TOP), count * frame.grid)
    names, beside, width = _names(frame, form, top)
    foot = max((name.baseline + _depth(frame, name) for name in (*names, *([beside] if beside else []))), default=top)
    rows, number = row_count(frame, form), centred(frame, frame.body)
    first = foot + _given(opening.number, lines) + number
    baselines = tuple(first + i * frame.grid for i in range(rows))
    title = centred(frame, follows(frame, form))
    if form == "order":
        end = foot + (2 * bool(rows) + rows + 2) * frame.grid + title
        return HeadPlan(marks, names, beside, width, baselines, (), end)
    lowest = max(foot, baselines[-1] + _row_depth(frame, form)) if rows else foot
    rule = RedRule(lowest + _given(opening.rule, _RULE_BELOW), _given(opening.thickness, RULE))
    end = rule.top + rule.thickness + _given(opening.title, lines) + title
    return HeadPlan(marks, names, beside, width, baselines, (rule,), end)


def _given(length: int | None, standard: int) -> int:
    """Return a length of the stylesheet, that of the standard where it gives none."""
    return standard if length is None else length


def _letter_plan(frame: Frame) -> HeadPlan:
    """Return the plan of a letter (10.1): its red names 30 mm below the edge of the paper, red double rules 4 mm below
    them and 20 mm above the foot of the paper, marks and number seven eighths of a character below the rules, the title
    two lines below the last of them."""
    page, size = frame.page, frame.body.size
    names, _, width = _names(frame, "letter", _LETTER_TOP - page.top)
    foot = max((name.baseline + _depth(frame, name) for name in names), default=_LETTER_TOP - page.top)
    above = _double(foot + _RULE_BELOW, LETTER_RULES)
    last = page.size.height - _LETTER_FOOT - page.top
    below = _double(last, LETTER_RULES[::-1])
    first = above[1].top + above[1].thickness + size * 7 // 8 + _first_rise(frame)
    count = len(official_texts.marks(frame.official))
    rows = max(1, count)
    marks = tuple(first + i * frame.grid for i in range(count))
    end = first - centred(frame, frame.body) + (rows + 2) * frame.grid + centred(frame, follows(frame, "letter"))
    number = (first,) if frame.official.number else ()
    return HeadPlan(marks, names, None, width, number, (*above, *below), end)


def _double(top: int, thicknesses: tuple[int, ...]) -> tuple[RedRule, RedRule]:
    """Return two rules, one below the other."""
    first, second = thicknesses
    return RedRule(top, first), RedRule(top + first + LETTER_RULE_GAP, second)


def _names(frame: Frame, form: str, top: int) -> tuple[tuple[RedName, ...], RedName | None, int]:
    """Return the lines of the red head, the ink of the first at `top`, 文件 beside several of a file, and the width of
    the names: smaller where they would not fit the measure, several spread to one width (7.2.4)."""
    lines = official_texts.head_lines(frame.meta, form)
    style = frame.setter.sheet.style("red_head")
    face = frame.setter.faces[frame.setter.faces.key(style.font, style.bold)]
    together = joint(frame.meta, form)
    room = frame.width - (round(_BESIDE_ROOM * style.size) if together else 0)
    # an em a character at least: so wide they are in Word, whatever its font
    widest = max((max(face.width(text), 1000 * len(text)) for text in lines), default=0)
    fitting = min(style.size, room * 1000 // widest if widest else style.size)
    size = style.size if fitting == style.size else fitting // _HALF_POINT * _HALF_POINT
    if len(lines) == 1:
        widest = face.width(lines[0])
    width = round(widest * size / 1000)
    left = (frame.width - width - (round(_BESIDE_ROOM * style.size) if together else 0)) // 2
    base = top + _rise(frame, lines[0] if lines else "", size)
    names = tuple(
        RedName(
            text,
            left,
            base + index * round(size * _PITCH),
            size,
            round((widest - face.width(text)) * size / 1000) // (len(text) - 1) if len(text) > 1 else 0,
        )
        for index, text in enumerate(lines)
    )
    if not together:
        return names, None, width
    middle = (names[0].baseline + names[-1].baseline) // 2
    return names, RedName("文件", left + width + round(_BESIDE_GAP * style.size), middle, style.size), width


def _rise(frame: Frame, text: str, size: int) -> int:
    """Return how far the ink of a red name reaches above its baseline."""
    style = frame.setter.sheet.style("red_head")
    face = frame.setter.faces[frame.setter.faces.key(style.font, style.bold)]
    inks = [ink for char in text if (ink := face.ink[char])]
    return round(max((ink[3] for ink in inks), default=880) * size / 1000)


def _depth(frame: Frame, name: RedName) -> int:
    """Return how far the ink of a red name reaches below its baseline."""
    style = frame.setter.sheet.style("red_head")
    face = frame.setter.faces[frame.setter.faces.key(style.font, style.bold)]
    inks = [ink for char in name.text if (ink := face.ink[char])]
    return round(-min((ink[1] for ink in inks), default=-120) * name.size / 1000)


def _row_depth(frame: Frame, form: str) -> int:
    """Return how far the ink of the last line above the red rule reaches below its baseline."""
    texts: Sequence[str] = (frame.official.number,)
    if form == "minutes" and any(line := official_texts.minutes_line(frame.meta)):
        texts = line
    style = replace(frame.body, indent=0)
    lines = [frame.line(text, style, -1) for text in texts if text]
    if not lines:  # signers alone
        signer = frame.setter.sheet.style("signer")
        lines = [frame.line(frame.official.signers[-1], replace(signer, leading=frame.grid), -1)]
    return max(_reach(frame, line.items)[1] for line in lines)


def _first_rise(frame: Frame) -> int:
    """Return how far the ink of the first line below a letter's rules reaches above its baseline."""
    label = frame.setter.sheet.style("label")
    texts = [(text, label if bold else frame.body) for text, bold in official_texts.marks(frame.official)[:1]]
    texts += [(frame.official.number, frame.body)] if frame.official.number else []
    lines = [frame.line(text, replace(style, leading=frame.grid), -1) for text, style in texts]
    return max((_reach(frame, line.items)[0] for line in lines), default=round(frame.body.size * 0.88))


def _reach(frame: Frame, items: Iterable[Item]) -> tuple[int, int]:
    """Return how far the ink of a set line reaches above and below its baseline."""
    above, below = [0], [0]
    for item in items:
        if isinstance(item, TextRun):
            face = frame.setter.faces[item.face]
            inks = [ink for char in item.text if (ink := face.ink[char])]
            above += [round(ink[3] * item.size / 1000) for ink in inks]
            below += [round(-ink[1] * item.size / 1000) for ink in inks]
    return max(above), max(below)
