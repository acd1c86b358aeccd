"""Rules of the page (GB/T 9704-2012, 5.1, 5.2, 7.5): paper, margins, grid, and the numbers of pages."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from jzdocs.patterns import compiled
from jzdocs.rules.elements import Role
from jzdocs.rules.faces import is_face
from jzdocs.rules.finding import Finding, NumberFix, PageFix, ParagraphFix, RunFix, finding
from jzdocs.rules.form import Footer, ParagraphForm, Section
from jzdocs.rules.official import Official

_MM = 1440 / 25.4
WIDTH, HEIGHT = 11906, 16838
MARGINS = {"top": 2098, "bottom": 1984, "left": 1588, "right": 1474}  # 37, 35, 28 and 26 mm
PITCH, SPREAD_SIZE = 579, 15.79  # 225 mm in 22 lines, 156 mm in 28 characters
_TOLERANCE = 1.05 * _MM  # ± 1 mm (5.2.1), and what rounding takes
_CLOSE = 40  # twips by which paper may differ from A4
_NUMBER = compiled(
    r"^(?P<open>[—―－\-–─]*)[ \u3000\u2002\u2003\xa0]*\d+[ \u3000\u2002\u2003\xa0]*(?P<close>[—―－\-–─]*)$"
)
_DASH = {"—", "―", "－", "─"}
NUMBER_SIZE = 28
_LETTER_TOP = 1000
_DIGITS = ("Times New Roman", "")  # digits that most documents have beside 宋体


def wrong_pages(official: Official) -> Iterator[Finding]:
    """Yield sections with other paper, margins or lines than the standard's, each fault once."""
    found: dict[tuple[str, str], Finding] = {}
    for fault in _page_faults(official):
        key = fault.key, str(fault.arguments.get("stated", ""))
        earlier = found.get(key)
        found[key] = replace(earlier, fixes=(*earlier.fixes, *fault.fixes)) if earlier else fault
    yield from found.values()


def _page_faults(official: Official) -> Iterator[Finding]:
    for index, section in enumerate(official.form.sections):
        first = _first_paragraph(official, index)
        if first is None:
            continue
        yield from _paper(section, index, first)
        if section.turned and any(p.section == index for p in official.of("title", "addressee")):
            stated = f"{section.width / _MM:.0f} mm × {section.height / _MM:.0f} mm"
            yield finding(first, "N100", PageFix(index, upright=True, margins=True), stated=stated)
        if not section.turned:
            margins = list(_margins(section, index, first, letter=official.letter))
            yield from margins
            if not margins:  # a type area of another size holds another grid
                yield from _grid(official, section, index, first)


def _first_paragraph(official: Official, index: int) -> ParagraphForm | None:
    inside = [p for p in official.form.paragraphs if p.section == index]
    return next((p for p in inside if p.words), inside[0] if inside else None)


def _paper(section: Section, index: int, first: ParagraphForm) -> Iterator[Finding]:
    width, height = sorted((section.width, section.height))
    if abs(width - WIDTH) > _CLOSE or abs(height - HEIGHT) > _CLOSE:
        stated = f"{section.width / _MM:.0f} mm × {section.height / _MM:.0f} mm"
        yield finding(first, "N100", PageFix(index, paper=True), stated=stated)


def _margins(section: Section, index: int, first: ParagraphForm, *, letter: bool) -> Iterator[Finding]:
    own = {"top": section.top, "left": section.left + section.gutter, "bottom": section.bottom, "right": section.right}
    right = {
        **MARGINS,
        "right": section.width - MARGINS["left"] - 8844,
        "bottom": section.height - MARGINS["top"] - 12756,
    }
    if abs(section.width - WIDTH) > _CLOSE or abs(section.height - HEIGHT) > _CLOSE:
        right = MARGINS
    wrong = [side for side in own if abs(own[side] - right[side]) > _TOLERANCE]
    if letter and "top" in wrong and own["top"] > _LETTER_TOP:
        wrong.remove("top")
    if wrong:
        stated = "、".join(f"{_SIDES[side]}{own[side] / _MM:.1f} mm" for side in wrong)
        proper = "、".join(f"{_SIDES[side]}{MARGINS[side] / _MM:.0f} mm" for side in wrong)
        yield finding(
            first, "N101", PageFix(index, margins=True), *_footer_fix(section, index), stated=stated, right=proper
        )


_SIDES = {"top": "上", "bottom": "下", "left": "左", "right": "右"}


def _grid(official: Official, section: Section, index: int, first: ParagraphForm) -> Iterator[Finding]:
    """Yield a grid that is in force and has other than 22 lines of 28 characters."""
    lines, characters = lines_of(section), characters_of(section, official.form.default_size)
    body = [p for p in official.of(*_LINED) if p.section == index and not p.part]
    exact = 2 * sum(p.line_rule == "exact" for p in body) > len(body)  # a line that is not is told by itself
    if section.grid == "linesAndChars" and (lines != LINES or characters not in (0, CHARACTERS)):
        yield finding(
            first,
            "N102",
            PageFix(index, grid=True),
            stated=f"{lines}×{characters or '—'}",
            right=f"{LINES}×{CHARACTERS}",
        )
    elif section.grid == "lines" and lines != LINES and not exact and body:
        yield finding(first, "N102.lines", PageFix(index, grid=True), stated=lines, right=LINES)


_LINED: tuple[Role, ...] = ("addressee", "body", "heading", "item", "attachments", "signature", "date")
LINES, CHARACTERS = 22, 28


def lines_of(section: Section) -> int:
    """Return how many lines the grid of a section has on a page, 0 where there is none."""
    height = section.height - section.top - section.bottom
    return int((height + 4) // section.pitch) if section.pitch else 0


def characters_of(section: Section, default_size: int) -> int:
    """Return how many characters the grid of a section has in a line, 0 where it has none."""
    if section.grid not in ("linesAndChars", "snapToChars"):
        return 0
    width = (section.width - section.left - section.gutter - section.right) / 20
    pitch = default_size / 2 + section.spread / 4096
    return int((width + 0.9) // pitch) if pitch > 0 else 0


# --- numbers of pages


def wrong_page_numbers(official: Official) -> Iterator[Finding]:
    """Yield sections without numbers of pages, and numbers in another form than — 1 — (7.5), each fault once."""
    found: dict[str, Finding] = {}
    seen: set[tuple[str, int]] = set()
    for index, section in enumerate(official.form.sections):
        first = _first_paragraph(official, index)
        if first is None:
            continue
        for fault in _faults(official, section, index, first, seen):
            earlier = found.get(fault.key)
            found[fault.key] = replace(earlier, fixes=(*earlier.fixes, *fault.fixes)) if earlier else fault
    yield from found.values()


def _faults(
    official: Official, section: Section, index: int, first: ParagraphForm, seen: set[tuple[str, int]]
) -> Iterator[Finding]:
    """Yield what is wrong with the numbers of pages of a section; `seen` are paragraphs of footers that were judged."""
    by_pages = {footer.pages: footer for footer in section.footers}
    numbers = [(f, p) for f in section.footers for p in f.paragraphs if p.numbered_page]
    if not numbers:
        typed = any(_NUMBER.match(p.words) for f in section.footers for p in f.paragraphs)
        yield finding(first, "N103.typed" if typed else "N103", NumberFix(index), *_footer_fix(section, index))
        return
    if section.numerals not in ("decimal", "numberInDash"):
        yield finding(first, "N150.numerals", PageFix(index, counting=True))
    if section.begins is not None and (section.begins > 1 if index == 0 else _is_bound(official, index)):
        key = "N150.begins" if index == 0 else "N150.anew"
        yield finding(first, key, PageFix(index, counting=True), stated=section.begins)
    own_form = official.letter or official.kind == "纪要"
    if section.first_differs and index == 0 and not own_form and not _has_number(by_pages.get("first")):
        yield finding(first, "N103.first", PageFix(index, first=True))
    if official.form.even_pages and not _has_number(by_pages.get("even")):
        yield finding(first, "N103.even", NumberFix(index))
    for footer, paragraph in numbers:
        if (footer.part, paragraph.number) not in seen:
            seen.add((footer.part, paragraph.number))
            yield from _form(paragraph, index, first)
            off = _height(section, footer, paragraph)
            if off and abs(section.bottom - MARGINS["bottom"]) <= _TOLERANCE:  # other margins are told by themselves
                fix = PageFix(index, footer=round(section.footer + off))
                yield finding(first, "N150", fix, stated=f"{(off + _BELOW) / _MM:.0f} mm")
            if _is_inside(footer, paragraph, even=official.form.even_pages):
                usable = not (section.headed or paragraph.frame.startswith("box"))  # a box is moved by a person
                yield finding(first, "N104.place", *((NumberFix(index, sides=True),) if usable else ()))
            elif _is_at_the_edge(paragraph):
                aside = ParagraphFix(paragraph.number, part=paragraph.part, **{paragraph.align: 1.0})  # type: ignore[arg-type]
                yield finding(first, "N150.margin", aside)


def _is_bound(official: Official, index: int) -> bool:
    """Return whether a section belongs to the document or an attachment that is bound with it (7.5)."""
    own = {official.role(p) for p in official.form.paragraphs if p.section == index}
    return bool(own - {"blank", "other"})


def _is_at_the_edge(paragraph: ParagraphForm) -> bool:
    """Return whether a number on one side of its page does not stand a character from the edge (7.5)."""
    if paragraph.in_table or paragraph.frame or paragraph.text != paragraph.text.strip():
        return False
    own = {"right": paragraph.right, "left": paragraph.left + paragraph.first}.get(paragraph.align)
    return own is not None and own < _LEAST_MARGIN


_LEAST_MARGIN = 0.5  # characters


def _height(section: Section, footer: Footer, paragraph: ParagraphForm) -> float | None:
    """Return how far from right a number's dashes stand, 7 mm below the type area (7.5), or None where it cannot be
    told: the footer is not one line, or in a box. The number is taken to have its size, the page its margins."""
    alone = [p for p in footer.paragraphs if p.words or p.drawn] == [paragraph] == [footer.paragraphs[-1]]
    if not alone or paragraph.frame or paragraph.in_table or section.turned:
        return None
    return _off(section, paragraph)


def _off(section: Section, paragraph: ParagraphForm) -> float:
    """Return by how much a number stands too low (negative: too high), 0 where it is near enough."""
    wrong_bottom = abs(section.bottom - MARGINS["bottom"]) > _TOLERANCE
    bottom = MARGINS["bottom"] if wrong_bottom else section.bottom
    distances = [bottom - section.footer - line / 2 - paragraph.after for line in _lines(section, paragraph)]
    if any(abs(distance - _BELOW) <= _NEAR_HEIGHT for distance in distances):
        return 0
    return distances[0] - _BELOW


def _footer_fix(section: Section, index: int) -> tuple[PageFix, ...]:
    """Return what puts the number of a section that gets its number, or its margins, at the right height."""
    for footer in section.footers:
        for paragraph in footer.paragraphs:
            if paragraph.numbered_page:
                off = _height(section, footer, paragraph)
                return (PageFix(index, footer=round(section.footer + off)),) if off else ()
    off = _off(section, ParagraphForm(0, "— 1 —"))
    return (PageFix(index, footer=round(section.footer + off)),) if off else ()


_BELOW = 7 * _MM
_NEAR_HEIGHT = 2.5 * _MM  # what faces of other heights make of a line
_LINE_OF_SIZE = 1.3  # the height of a line of 宋体, in sizes


def _lines(section: Section, paragraph: ParagraphForm) -> tuple[float, ...]:
    """Return the height of a footer's line, off the grid and on it: programs differ in whether footers follow it."""
    own = NUMBER_SIZE * 10 * _LINE_OF_SIZE
    if paragraph.line_rule == "exact":
        return (paragraph.line,)
    on_grid = -(-own // section.pitch) * section.pitch if section.grid and paragraph.snaps and section.pitch else own
    if paragraph.line_rule == "atLeast":
        return max(own, paragraph.line), max(on_grid, paragraph.line)
    return own * paragraph.line / _SINGLE, on_grid * paragraph.line / _SINGLE


_SINGLE = 240


def _is_inside(footer: Footer, paragraph: ParagraphForm, *, even: bool) -> bool:
    """Return whether a number does not stand on the outer side of its page."""
    place = paragraph.frame or paragraph.align
    if place.startswith("box"):
        place = place[len("box ") :] or "outside"
    if paragraph.in_table or "\t" in paragraph.text or footer.pages == "first":
        return False
    if footer.pages == "even" and even:
        return place in ("center", "right")
    far = paragraph.left + paragraph.first > _RIGHT_HALF
    return place in ("center", "left", "both") and not far


_RIGHT_HALF = 14  # characters of size 4 in half a line


def _has_number(footer: Footer | None) -> bool:
    return footer is not None and any(p.numbered_page for p in footer.paragraphs)


def _form(paragraph: ParagraphForm, index: int, first: ParagraphForm) -> Iterator[Finding]:
    """Yield what is wrong with the form of a number of a page: its dashes, size and face."""
    match = _NUMBER.match(paragraph.words)
    anew = NumberFix(index, paragraph.part, paragraph.number)
    if match is None or match["open"] not in _DASH or match["close"] not in _DASH:
        yield finding(first, "N104.dashes", anew, stated=paragraph.words)
        return
    printed = [run for run in paragraph.runs if paragraph.text[run.start : run.end].strip()]
    digits = [run for run in printed if any(c.isdigit() for c in paragraph.text[run.start : run.end])] or printed
    if any(run.size != NUMBER_SIZE for run in printed):
        size = next(run.size for run in printed if run.size != NUMBER_SIZE)
        fix = RunFix(paragraph.number, 0, len(paragraph.text), size=NUMBER_SIZE, part=paragraph.part)
        yield finding(first, "N104.size", fix, stated=f"{size / 2:g}")
    others = [run.latin for run in digits if not is_face(run.latin, "song") and run.latin not in _DIGITS]
    if others:
        fix = RunFix(paragraph.number, 0, len(paragraph.text), face="宋体", latin="宋体", part=paragraph.part)
        yield finding(first, "N104.face", fix, stated=others[0])
