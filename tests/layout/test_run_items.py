"""The items of a single line and the measures behind it: links, annotations, dots, hyphens, raised text, and what a
break costs, to the unit."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from jzdocs.frames import ARTIFACT, Anchor, Link, Mark, Path, TextRun
from jzdocs.layout import char_classes
from jzdocs.layout.char_classes import FORBIDDEN, UNIT_BREAK, UNIT_INSIDE
from jzdocs.layout.compose import latin_sums
from jzdocs.layout.hyphens import HYPHEN_BREAK, has_long_words, hyphenated
from jzdocs.layout.justify import JustifiedLine, justify_line
from jzdocs.layout.linebreak import _crowded_cost, _emergency, _is_short, _torn_cost, torn
from jzdocs.layout.measure import MeasuredParagraph, Span, measure_paragraph
from jzdocs.layout.runs import NOTE_ANCHOR, NOTE_MARK_ANCHOR, line_runs
from jzdocs.style.faces import Faces
from jzdocs.units import pt

SIZE = pt(10)
EM = SIZE / 1000
X, Y = pt(7), pt(50)


def span(text: str, **more: object) -> Span:
    return Span(text, "song", SIZE, "000000")._replace(**more)


def measured(faces: Faces, *spans: Span) -> MeasuredParagraph:
    return measure_paragraph(spans, SIZE, faces)


def items(faces: Faces, *spans: Span, justified: JustifiedLine | None = None) -> list[object]:
    p = measured(faces, *spans)
    line = justified or justify_line(p, 0, p.length, p.natural(0, p.length), justify=False)
    return list(line_runs(p, line, X, Y, 5, faces))


# --- runs of one line


def test_a_bare_line_is_a_mark_and_a_run(faces: Faces) -> None:
    mark, run = items(faces, span("汉字"))
    assert mark == Mark(5)
    assert isinstance(run, TextRun) and (run.x, run.y, run.text, run.size) == (X, Y, "汉字", SIZE)


def test_a_link_covers_its_text_from_above_the_letters_to_below(faces: Faces) -> None:
    found = items(faces, span("汉"), span("链接", href="#a", tag=9), span("字"))
    assert [item.tag for item in found if isinstance(item, Mark)] == [5, 9, 5]
    (link,) = (item for item in found if isinstance(item, Link))
    assert link == Link(X + SIZE, Y - round(880 * EM), 2 * SIZE, round(1060 * EM), "#a", 9, "链接")
    assert not any(isinstance(item, Anchor) for item in found)
    alone = items(faces, span("链接", href="#a", tag=9))
    assert any(isinstance(item, Link) and item.width == 2 * SIZE for item in alone)


def test_the_mark_of_a_note_is_where_the_note_leads_back_to(faces: Faces) -> None:
    found = items(faces, span("汉"), span("[3]", href=f"#{NOTE_ANCHOR}3", tag=9))
    (anchor,) = (item for item in found if isinstance(item, Anchor))
    (link,) = (item for item in found if isinstance(item, Link))
    assert anchor == Anchor(link.x, link.y, f"{NOTE_MARK_ANCHOR}3")


def test_a_target_is_at_the_first_part_of_its_text_only(faces: Faces) -> None:
    p = measured(faces, span("汉"), span("字字字", anchor="a"))
    lines = [justify_line(p, start, end, 2000, justify=False) for start, end in ((0, 2), (2, 4))]
    found = [[i for i in line_runs(p, line, X, Y, 5, faces) if isinstance(i, Anchor)] for line in lines]
    assert found == [[Anchor(X + SIZE, Y - round(880 * EM), "a")], []]
    (alone,) = (i for i in items(faces, span("字", anchor="b")) if isinstance(i, Anchor))
    assert alone == Anchor(X, Y - round(880 * EM), "b")


def test_raised_text_stands_higher_and_counts_in_its_own_ems(faces: Faces) -> None:
    small = span("2", size=pt(6), rise=380)
    first, second = (item for item in items(faces, span("m"), small) if isinstance(item, TextRun))
    assert first.y == Y and second.y == Y - round(380 * EM)
    assert second.x == round(X + faces["song"].width("m") * EM)
    alone = items(faces, span("2", rise=380))
    assert [item.y for item in alone if isinstance(item, TextRun)] == [Y - round(380 * EM)]


def test_an_annotation_stands_centred_above_its_text(faces: Faces) -> None:
    found = items(faces, span("潇河", ruby="Xiāo", ruby_tag=8))
    base, *above = (item for item in found if isinstance(item, TextRun))
    assert (base.text, base.x) == ("潇河", X)
    assert {run.size for run in above} == {SIZE // 2} and {run.y for run in above} == {Y - round(SIZE * 0.93)}
    assert "".join(run.text for run in above) == "Xiāo"
    width = sum(faces[run.face].width(run.text) * run.size / 1000 for run in above)
    assert above[0].x == pytest.approx(X + (2 * SIZE - width) / 2, abs=2)
    owners = [item for item in found if isinstance(item, Mark)]
    assert owners == [Mark(5), Mark(8)]


def test_dots_belong_to_nobody_and_stand_below_letters(faces: Faces) -> None:
    found = items(faces, span("重，点", dots=True))
    assert [item for item in found if isinstance(item, Mark)] == [Mark(5), Mark(ARTIFACT)]
    assert sum(isinstance(item, Path) for item in found) == 2
    disc = next(item for item in found if isinstance(item, Path))
    radius = SIZE * 0.065
    lefts = [segment[-2] for segment in disc.segments if segment[0] in "MC"]
    assert min(lefts) == pytest.approx(X + SIZE / 2 - radius) and max(lefts) == pytest.approx(X + SIZE / 2 + radius)  # type: ignore[type-var]
    assert disc.fill == "000000" and disc.stroke is None


def test_a_line_that_ends_inside_a_word_has_a_hyphen_at_its_end(faces: Faces) -> None:
    p = hyphenated(measured(faces, span("infrastructure")), faces)
    end = next(k for k in sorted(p.hyphens) if k > 4)
    line = justify_line(p, 0, end, p.natural(0, end) + p.hyphens[end], justify=True)
    runs = [item for item in line_runs(p, line, X, Y, 5, faces) if isinstance(item, TextRun)]
    assert [run.text for run in runs] == ["infrastructure"[:end], "\u00ad"]
    assert runs[1].x == pytest.approx(X + p.natural(0, end) * EM, abs=2) and runs[1].y == Y
    assert line.hyphen == p.hyphens[end] == round(faces["song"].advance["-"])


def test_glyphs_that_are_widened_are_latin_alone(faces: Faces) -> None:
    p = measured(faces, span("汉ab字"))
    line = JustifiedLine(0, 4, 0.0, {}, p.natural(0, 4) + 50.0, False, 0, 1.05)
    runs = [item for item in line_runs(p, line, X, Y, 5, faces) if isinstance(item, TextRun)]
    assert [(run.text, run.stretch) for run in runs] == [("汉", 1.0), ("ab", 1.05), ("字", 1.0)]
    latin = faces["song"].width("ab")
    assert runs[1].x == pytest.approx(X + 1250 * EM, abs=2)
    assert runs[2].x == pytest.approx(X + (1000 + 250 + 1.05 * latin + 250) * EM, abs=2)


def test_a_space_that_ends_a_line_is_kept_for_the_reader(faces: Faces) -> None:
    p = measured(faces, span("one two"))
    line = justify_line(p, 0, 4, p.natural(0, 3), justify=True)
    assert (line.end, line.spaced) == (3, True)
    (run,) = (item for item in line_runs(p, line, X, Y, 5, faces) if isinstance(item, TextRun))
    assert run.text == "one "
    last = justify_line(measured(faces, span("one ")), 0, 4, 9000, justify=False)
    assert (last.end, last.spaced) == (3, False)  # nothing follows


# --- measures


def test_text_under_one_annotation_is_never_divided_and_has_room_for_it(faces: Faces) -> None:
    wide = span("河", ruby="Xiāo Hé Qiáo")
    p = measured(faces, span("甲"), wide, span("乙"))
    lack = round(sum(faces[k].width(t) for k, t in faces.split("song", wide.ruby)) * 0.5) - 1000
    assert lack > 0 and p.gap(1) == p.gap(2) == lack // 2 + 40
    alone = measured(faces, wide)
    assert alone.gap(0) == alone.gap(1) == 0 and alone.reach[-1] == 1000
    narrow = measured(faces, span("甲"), span("潇河湾", ruby="Xi"), span("乙"))
    assert [narrow.gap(k) for k in range(1, 5)] == [0, 0, 0, 0]
    assert [narrow.penalties[k] >= FORBIDDEN for k in range(1, 5)] == [False, True, True, False]


def test_raised_text_stays_with_what_it_stands_behind(faces: Faces) -> None:
    p = measured(faces, span("面积甲"), span("注", size=pt(6), rise=380), span("乙"))
    assert p.penalties[3] >= FORBIDDEN and p.penalties[4] == 0.0
    first = measured(faces, span("注", size=pt(6), rise=380), span("乙"))
    assert first.penalties[1] == 0.0 and first.reach == [0, 600, 1600]


@pytest.mark.parametrize(
    ("text", "penalties"),
    [
        ("共5个人", {2: UNIT_BREAK}),
        ("共5万个人", {2: UNIT_BREAK, 3: UNIT_BREAK}),
        ("共5平方米", {2: UNIT_BREAK, 3: UNIT_INSIDE, 4: UNIT_INSIDE}),
        ("共5%的", {2: FORBIDDEN}),
        ("第5章节", {1: UNIT_INSIDE, 2: UNIT_BREAK}),
    ],
)
def test_numbers_and_units_are_parted_at_a_price(faces: Faces, text: str, penalties: dict[int, float]) -> None:
    p = measured(faces, span(text))
    assert {k: p.penalties[k] for k in penalties} == penalties
    assert all(p.penalties[k] == 0.0 for k in range(1, p.length) if k not in penalties)


def test_dashes_narrower_than_an_em_become_one_glyph_of_two_ems(faces: Faces) -> None:
    p = measured(faces, span("汉——字", anchor="a"))
    if faces["song"].advance["—"] >= 980:
        pytest.skip("the face joins two dashes")
    assert p.text == "汉⸺字" and p.reach == [0, 1000, 3000, 4000]
    assert [s.anchor for s in p.spans] == ["a", "", ""]
    assert p.spans[1].stretch == pytest.approx(2000 / faces[p.spans[1].face].advance["⸺"])


def test_tabs_are_an_em_wide_and_typed_spaces_have_no_body(faces: Faces) -> None:
    assert measured(faces, span("汉\t字")).reach[-1] == pytest.approx(3000, abs=500)
    spaced = measured(faces, span("汉 字"))
    assert spaced.reach[-1] == 2500 and spaced.penalties[1] >= FORBIDDEN
    assert measured(faces, span("one two")).reach[-1] == faces["song"].width("onetwo") + 300


# --- hyphens


def test_words_of_six_letters_are_hyphenated_and_addresses_are_not(faces: Faces) -> None:
    assert [has_long_words(text) for text in ("short", "longer", "见https://longer.example.org", "")] == [
        False,
        True,
        False,
        False,
    ]
    p = hyphenated(measured(faces, span("汉infrastructure与https://infrastructure.org")), faces)
    places = sorted(p.hyphens)
    assert places and all(1 < k < 15 for k in places)
    assert all(p.penalties[k] == HYPHEN_BREAK and p.gaps[k].penalty == HYPHEN_BREAK for k in places)
    assert p.places == sorted(p.gaps)
    small = hyphenated(measured(faces, span("infrastructure", size=pt(5)), span("汉")), faces)
    assert {small.hyphens[k] for k in small.hyphens} == {round(faces["song"].advance["-"] / 2)}


# --- what lines cost


@pytest.mark.parametrize(
    ("excess", "elastic", "cost"),
    [(10, 10, 600.0), (10, 9, 900.0), (45, 0, 900.0), (45.5, 0, 1e6 + 45.5), (60, 10, 1e6 + 50), (60, 15, 900.0)],
)
def test_a_line_too_long_costs_more_the_less_it_can_give(excess: float, elastic: float, cost: float) -> None:
    assert _crowded_cost(excess, elastic) == cost


@pytest.mark.parametrize(
    ("rest", "opens", "elastic", "cost"),
    [(600, 2, 100, 1060.0), (601, 2, 100, 3002.0), (700, 2, 0, 3400.0), (100, 0, 100, 1010.0), (100, 0, 0, 3200.0)],
)
def test_a_line_that_is_torn_costs_more_the_more_is_left(rest: float, opens: int, elastic: float, cost: float) -> None:
    assert _torn_cost(rest, opens, elastic) == cost


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("甲", True),
        ("甲。", True),
        ("甲。”）！", True),
        ("甲乙", False),
        ("。”", True),
        ("甲" + "。" * 7, False),
        ("甲" + "。" * 6, True),
    ],
)
def test_a_last_line_of_one_character_is_short(text: str, short: bool) -> None:
    assert _is_short("前文" + text, 2) == short


def test_a_piece_without_breaks_is_cut_at_the_edge_or_before_what_may_begin_a_line(faces: Faces) -> None:
    word = measured(faces, span("A" * 20))
    assert [_emergency(word, 0, last) for last in (7, 1, 0, 20)] == [7, 1, 1, 20]
    han = measured(faces, span("汉汉汉……"))
    assert han.penalties[3] >= FORBIDDEN and _emergency(han, 0, 3) == 2 and _emergency(han, 2, 3) == 3


def test_lines_that_gaps_cannot_fill_or_that_do_not_fit_are_torn(faces: Faces) -> None:
    p = measured(faces, span("汉" * 12))
    assert torn(p, [4, 8, 12], 4750, 4750) == []
    assert torn(p, [4, 8, 12], 4752, 4750) == [0]
    assert torn(p, [4, 8, 12], 4750, 4752) == [1]
    assert torn(p, [4, 8, 12], 3999, 3998) == [1]
    assert torn(p, [12], 99, 99) == []
    hyphened = replace(p, hyphens={4: 300})
    assert torn(hyphened, [4, 8, 12], 4299, 4000) == [] and torn(hyphened, [4, 8, 12], 4298, 4000) == [0]


def test_sums_of_latin_count_letters_digits_and_signs(faces: Faces) -> None:
    p = measured(faces, span("汉a 1。"))
    a, one = (faces["song"].width(char) for char in "a1")
    assert latin_sums(p) == [0, 0, a, a, a + one, a + one]


def test_classes_of_single_characters() -> None:
    classes = {char: char_classes.MARKS[char] for char in "，”（·…⸺é#"}
    names = (
        char_classes.CLOSER,
        char_classes.CLOSER,
        char_classes.OPENER,
        char_classes.DOT,
        char_classes.DASH,
        char_classes.DASH,
        char_classes.LATIN,
        char_classes.OTHER,
    )
    assert tuple(classes.values()) == names
