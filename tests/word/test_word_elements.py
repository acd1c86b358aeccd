"""Elements of official documents, comments, embedded fonts and styles of a reference document, as Word is told them."""

from __future__ import annotations

from typing import Any

import docx
import pytest
from msgspec.structs import replace

from jzdocs.cache.store import Store
from jzdocs.errors import NOWHERE, Location
from jzdocs.model import nodes
from jzdocs.resources import resource_root
from jzdocs.source.template import find_template
from jzdocs.style.faces import Faces
from jzdocs.style.load import build_sheet
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import mm, pt, to_pt, to_twips
from jzdocs.word import embedded
from jzdocs.word.anchors import Anchored, Anchors
from jzdocs.word.charts import NativeCharts
from jzdocs.word.comments import put_comments
from jzdocs.word.official import attachment, letter_footer, official
from jzdocs.word.ooxml import W, w
from jzdocs.word.reference_document import with_reference_styles
from jzdocs.word.styles import fonts_of

ISSUER = "晋中市人民政府"


@pytest.fixture(scope="module")
def gongwen() -> Stylesheet:
    """The stylesheet of official documents."""
    root = resource_root()
    template = find_template("gongwen", [root / "templates"])
    return build_sheet(template.styles, [*template.folders, root])


def value(element: Any, path: str, name: str = "val") -> str | None:
    found = element.find("/".join(f"{{{W}}}{tag}" for tag in path.split("/")))
    return None if found is None else found.get(f"{{{W}}}{name}")


def number(element: Any, path: str, name: str = "val") -> int:
    found = value(element, path, name)
    assert found is not None
    return int(found)


def text(element: Any) -> str:
    tags = {f"{{{W}}}t": None, f"{{{W}}}tab": "\t"}
    inside = (node for node in element.iter(*tags) if node.getparent().tag == f"{{{W}}}r")
    return "".join((node.text or "") if tags[node.tag] is None else "\t" for node in inside)


def elements(sheet: Stylesheet, part: str, form: str = "file", **front: Any) -> list[Any]:
    meta = nodes.Meta(
        title="题",
        date=front.pop("date", "2025-11-20"),
        issuer=front.pop("issuer", (ISSUER,)),
        official=nodes.Official(**front),
    )
    block = nodes.OfficialPart(part, form)  # type: ignore[arg-type]
    return official(block, (meta, NOWHERE), sheet, Anchors({}, {}))


def lengths(sheet: Stylesheet) -> tuple[int, int, int]:
    """A line, an em and the measure (twips)."""
    return sheet.body.leading // 635, to_twips(sheet.body.size), to_twips(sheet.page.measure)


# --- GB/T 9704-2012


def test_the_red_head_stands_35_mm_below_the_edge_whatever_is_above_it(gongwen: Stylesheet) -> None:
    line, _, _ = lengths(gongwen)
    (head, _), (copy, secrecy, marked, _) = (
        elements(gongwen, "head"),
        elements(gongwen, "head", copy="000001", secrecy="机密★1年"),
    )
    assert text(head) == f"{ISSUER}文件" and number(head, "pPr/spacing", "before") == to_twips(mm(35))
    assert [value(p, "pPr/pStyle") for p in (copy, secrecy)] == ["OfficialText", "OfficialLabel"]
    assert number(marked, "pPr/spacing", "before") == to_twips(mm(35)) - 2 * line
    assert value(head, "r/rPr/sz") is None


def test_a_red_head_too_long_for_the_measure_is_made_smaller(gongwen: Stylesheet) -> None:
    long = "晋" * 20
    (head, _) = elements(gongwen, "head", head=(long,))
    assert text(head) == long
    assert number(head, "r/rPr/sz") == round(to_pt(gongwen.page.measure) / 20 * 2)
    (minutes, *_) = elements(gongwen, "head", "minutes")
    assert text(minutes) == f"{ISSUER}会议纪要"


def test_joint_issuers_stand_beside_the_word_file(gongwen: Stylesheet) -> None:
    _, _, measure = lengths(gongwen)
    issuers = ("晋中市人民政府", "晋中市统计局")
    before, table, _ = elements(gongwen, "head", issuer=issuers)
    side = to_twips(gongwen.style("red_head").size) * 23 // 10
    fitting = int(min(to_pt(gongwen.style("red_head").size), (measure - side) / 20 / 7) * 2 - 0.02) / 2
    assert value(before, "pPr/spacing", "lineRule") == "exact"
    above = to_twips(mm(35)) - 0.15 * 20 * fitting  # half of a line's leading stands above its characters
    assert number(before, "pPr/spacing", "line") == pytest.approx(above, abs=1)
    assert [int(column.get(f"{{{W}}}w")) for column in table.iter(f"{{{W}}}gridCol")] == [measure - side, side]
    rows = table.findall(f"{{{W}}}tr")
    assert [[text(cell) for cell in row.iter(f"{{{W}}}tc")] for row in rows] == [[issuers[0], "文件"], [issuers[1], ""]]
    merges = [value(row.findall(f"{{{W}}}tc")[1], "tcPr/vMerge") for row in rows]
    assert merges == ["restart", "continue"]
    sizes = {number(row.find(f"{{{W}}}tc"), "p/r/rPr/sz") for row in rows}
    assert sizes == {fitting * 2}
    pitches = {number(row.find(f"{{{W}}}tc"), "p/pPr/spacing", "line") for row in rows}
    assert pitches == {round(fitting * 20 * 1.3)}
    assert {value(row.find(f"{{{W}}}tc"), "p/pPr/jc") for row in rows} == {"distribute"}


@pytest.mark.parametrize(
    ("signers", "lines"),
    [
        ((), ["市政发〔2025〕12号"]),
        (("张三",), ["\t市政发〔2025〕12号\t签发人：张三"]),
        (("张三", "李四"), ["\t市政发〔2025〕12号\t签发人：张三\t李四"]),
        (("张三", "李四", "王五"), ["\t\t签发人：张三\t李四", "\t市政发〔2025〕12号\t王五"]),
    ],
)
def test_number_and_signers_stand_above_the_red_rule(
    gongwen: Stylesheet, signers: tuple[str, ...], lines: list[str]
) -> None:
    line, em, measure = lengths(gongwen)
    found = elements(gongwen, "head", number="市政发〔2025〕12号", signers=signers)[1:]
    assert [text(p) for p in found] == lines
    first, *rest = [number(p, "pPr/spacing", "before") for p in found]
    assert 2 * line - 80 < first < 2 * line and set(rest) <= {0}  # what the red head's line has below its characters
    assert 2 * line <= number(found[-1], "pPr/spacing", "after") < 3 * line  # the title stands on the grid
    assert [value(p, "pPr/pBdr/bottom", "sz") for p in found] == [*[None] * (len(found) - 1), "12"]
    assert value(found[-1], "pPr/pBdr/bottom", "space") == "5"  # 4 mm below the characters
    stops = [[int(s.get(f"{{{W}}}pos")) for s in p.iter(f"{{{W}}}tab") if s.get(f"{{{W}}}pos")] for p in found]
    left = measure - em - 2 * em * len(signers[:2]) - em * (len(signers) > 1)  # of the first name, below it the third
    label = [em, left - 4 * em, *([left + 3 * em] if len(signers) > 1 else [])]
    assert stops == [label if signers else [], *([[em, left, left + 3 * em]] if len(signers) > 2 else [])]
    assert value(found[0], "pPr/jc") == ("left" if signers else "center")


def test_a_letters_head_stands_30_mm_below_the_edge_of_the_paper(gongwen: Stylesheet) -> None:
    line, em, measure = lengths(gongwen)
    red, rule, copy, last = elements(gongwen, "head", "letter", number="市函〔2025〕1号", copy="000001", urgency="特急")
    assert text(red) == ISSUER and number(red, "pPr/framePr", "y") == to_twips(mm(30))
    assert number(red, "pPr/framePr", "w") == measure and value(red, "pPr/framePr", "vAnchor") == "page"
    assert [value(rule, "pPr/pBdr/bottom", key) for key in ("val", "sz")] == ["thickThinSmallGap", "24"]
    assert [number(rule, "pPr/ind", side) for side in ("left", "right")] == [-to_twips(mm(7))] * 2
    assert number(rule, "pPr/spacing", "before") == to_twips(mm(4))
    assert (text(copy), text(last)) == ("000001\t市函〔2025〕1号", "特急")
    assert [value(p, "pPr/pStyle") for p in (copy, last)] == ["OfficialText", "OfficialLabel"]
    assert [number(p, "pPr/spacing", "before") for p in (copy, last)] == [em * 7 // 8, 0]
    assert number(copy, "pPr/spacing", "after") == 0 and 2 * line <= number(last, "pPr/spacing", "after") < 3 * line
    assert number(copy, "pPr/tabs/tab", "pos") == measure
    *_, alone = elements(gongwen, "head", "letter", number="市函〔2025〕1号")
    assert text(alone) == "\t市函〔2025〕1号"
    two = elements(gongwen, "head", "letter", issuer=(ISSUER, "晋中市统计局"))[:2]
    assert [number(p, "pPr/framePr", "w") for p in two] == [measure] * 2


def test_a_letters_first_page_ends_with_a_double_rule(gongwen: Stylesheet) -> None:
    rule, _ = letter_footer(gongwen)
    frame = {name: number(rule, "pPr/framePr", name) for name in ("x", "y", "w", "h")}
    assert frame == {"x": to_twips(mm(20)), "y": to_twips(mm(277)), "w": to_twips(mm(170)), "h": 20}
    assert value(rule, "pPr/pBdr/top", "val") == "thinThickSmallGap" and value(rule, "pPr/pBdr/top", "sz") == "24"
    assert value(rule, "pPr/pBdr/top", "color") == gongwen.style("red_head").color


def test_lists_of_attachments_and_of_people_hang_behind_their_labels(gongwen: Stylesheet) -> None:
    line, em, _ = lengths(gongwen)
    found = elements(gongwen, "attachments", attachments=("目录。", "名单"))
    assert [text(p) for p in found] == ["附件：1．目录", "　　　2．名单"]
    hang = round(4.5 * em)  # a Latin digit is half as wide as a Han character
    assert [number(p, "pPr/ind", "hanging") for p in found] == [hang] * 2
    assert [number(p, "pPr/ind", "left") for p in found] == [2 * em + hang] * 2
    assert [number(p, "pPr/spacing", "before") for p in found] == [line, 0]
    present, absent = elements(gongwen, "attendance", present=("张三", "李四"), absent=("王五",))
    assert [text(p) for p in (present, absent)] == ["出席：张三、李四", "请假：王五"]
    assert [run.find(f"{{{W}}}rPr") is not None for run in present.iter(f"{{{W}}}r")] == [True, False]
    assert elements(gongwen, "attendance") == elements(gongwen, "attachments") == elements(gongwen, "addressees") == []


def test_names_and_date_stand_two_ems_from_the_edge_and_under_a_seal_in_the_middle(gongwen: Stylesheet) -> None:
    line, em, measure = lengths(gongwen)
    between = {"2025年11月20日": 5 / 4}  # a quarter of an em between digits and characters
    width = lambda words: round((sum(0.5 if c.isascii() else 1 for c in words) + between.get(words, 0)) * em)  # noqa: E731
    date = "2025年11月20日"
    name, day = elements(gongwen, "signature")
    assert (text(name), text(day)) == (ISSUER, date)
    start = min(measure - 2 * em - width(ISSUER), measure - 2 * em - width(date) - 2 * em)
    assert [number(p, "pPr/ind", "left") for p in (name, day)] == [start, start + 2 * em]
    assert number(name, "pPr/spacing", "before") == line and number(day, "pPr/spacing", "before") == 0
    assert name.find(f"{{{W}}}pPr/{{{W}}}keepNext") is not None and day.find(f"{{{W}}}pPr/{{{W}}}keepNext") is None
    name, day = elements(gongwen, "signature", seal=True)
    edge = measure - 4 * to_twips(gongwen.page.measure // gongwen.page.characters)  # as on our pages
    assert number(day, "pPr/ind", "left") == pytest.approx(edge - width(date), abs=2)
    middle = edge - width(date) // 2
    assert number(name, "pPr/ind", "left") == pytest.approx(middle - width(ISSUER) // 2, abs=2)
    assert number(name, "pPr/spacing", "before") == 2 * line
    (only,) = elements(gongwen, "signature", issuer=())
    assert number(only, "pPr/ind", "left") == measure - 2 * em - width(date)
    (named, remark) = elements(gongwen, "signature", date="", remark=("此件公开发布",))
    assert number(named, "pPr/ind", "left") == measure - 2 * em - width(ISSUER)
    assert text(remark) == "（此件公开发布）" and number(remark, "pPr/ind", "left") == 2 * em
    (long, _) = elements(gongwen, "signature", issuer=("晋" * 60,))
    assert number(long, "pPr/ind", "left") == 0


def test_the_record_of_copies_ends_at_the_foot_of_the_type_area(gongwen: Stylesheet) -> None:
    _, _, measure = lengths(gongwen)
    style = gongwen.style("colophon")
    em, line = to_twips(style.size), to_twips(style.leading)
    bottom = to_twips(gongwen.page.size.height - gongwen.page.bottom)
    *found, end = elements(gongwen, "colophon", cc=("甲" * 40, "乙"), printed_by="晋中市人民政府办公室")
    top, copies, middle, printed, foot = found
    assert text(copies) == f"抄送：{'甲' * 40}、乙。" and text(printed) == "晋中市人民政府办公室\t2025年11月20日印发"
    rows = -(-(43 * em) // (measure - 5 * em))
    assert rows == 2
    ys = [number(p, "pPr/framePr", "y") for p in found]
    assert ys == [bottom - 3 * line, bottom - 3 * line, bottom - line, bottom - line, bottom]
    assert [value(p, "pPr/pBdr/top", "sz") for p in (top, middle, foot)] == ["8", "6", "8"]
    assert [number(copies, "pPr/ind", side) for side in ("left", "right", "hanging")] == [4 * em, em, 3 * em]
    assert number(printed, "pPr/tabs/tab", "pos") == measure - em and number(printed, "pPr/ind", "left") == em
    assert text(end) == ""
    alone = elements(gongwen, "colophon", issuer=(), date="", cc=("甲",))
    assert [text(p) for p in alone] == ["", "抄送：甲。", "", ""]
    assert [value(p, "pPr/pBdr/top", "sz") for p in alone] == ["8", None, "8", None]
    assert elements(gongwen, "colophon", issuer=(), date="") == []
    assert [text(p) for p in elements(gongwen, "colophon", "letter", cc=("甲",))] == ["抄送：甲。"]
    assert elements(gongwen, "colophon", "letter") == []


def test_an_attachment_begins_a_page(gongwen: Stylesheet) -> None:
    line, _, _ = lengths(gongwen)
    label, title = attachment(nodes.Attachment("名单和表", "2"), ["名单", "和表"], gongwen, Anchors({}, {}))
    assert (text(label), text(title)) == ("附件2", "名单和表")
    assert len(title.findall(f"{{{W}}}r/{{{W}}}br")) == 1
    assert label.find(f"{{{W}}}pPr/{{{W}}}pageBreakBefore") is not None
    assert [number(p, "pPr/spacing", "after") for p in (label, title)] == [line, line]


# --- findings as comments


def commented(anchors: list[tuple[str, int]], *comments: tuple[Location, str]) -> list[tuple[str, str]]:
    """(text of the paragraph, text of the comment) of each comment, in their order."""
    document = docx.Document()
    anchored = []
    for path, line in anchors:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{path}:{line}")
        paragraph.add_run("尾")
        anchored.append(Anchored("", Location(path, line), paragraph._p))
    empty = document.add_paragraph()._p
    elsewhere = docx.Document().add_paragraph("别处")._p
    anchored += [Anchored("", Location("a.md", 4), empty), Anchored("", Location("a.md", 4), elsewhere)]
    put_comments(document, anchored, comments)
    out = []
    for comment in document.comments:
        start = next(
            node
            for node in document.element.iter(f"{{{W}}}commentRangeStart")
            if node.get(f"{{{W}}}id") == str(comment.comment_id)
        )
        assert comment.author == "jzdocs" and comment.initials == "jz" and comment.timestamp is None
        order = list(start.getparent())
        runs = [child for child in order if child.tag == f"{{{W}}}r" and child.find(f"{{{W}}}t") is not None]
        end = next(
            node
            for node in order
            if "commentRangeEnd" in node.tag and node.get(f"{{{W}}}id") == start.get(f"{{{W}}}id")
        )
        assert order.index(start) < order.index(runs[0]) < order.index(runs[-1]) < order.index(end)
        out.append((text(start.getparent())[:-1], comment.text))
    return out


def test_a_comment_stands_at_the_last_paragraph_that_begins_above_it() -> None:
    anchors = [("a.md", 5), ("a.md", 9), ("b.md", 3), ("a.md", 2)]
    places = [("a.md", 5), ("a.md", 8), ("a.md", 9), ("a.md", 99), ("a.md", 2), ("a.md", 1), ("b.md", 7), ("c.md", 9)]
    found = commented(anchors, *((Location(path, line), f"{path} {line}") for path, line in places))
    assert found == [
        ("a.md:5", "a.md 5"),
        ("a.md:5", "a.md 8"),
        ("a.md:9", "a.md 9"),
        ("a.md:9", "a.md 99"),
        ("a.md:2", "a.md 2"),
        ("a.md:2", "a.md 1"),
        ("b.md:3", "b.md 7"),
        ("a.md:5", "c.md 9"),
    ]


def test_without_paragraphs_there_are_no_comments() -> None:
    assert commented([], (Location("a.md", 5), "甲")) == []


# --- embedded fonts


def test_the_key_of_a_font_is_a_guid_made_from_it() -> None:
    key = embedded._key(b"font")
    assert [len(part) for part in key.strip("{}").split("-")] == [8, 4, 4, 4, 12]
    assert key == embedded._key(b"font") != embedded._key(b"other")


def test_32_bytes_are_combined_with_the_key_read_backwards() -> None:
    """ECMA-376 Part 1, 17.8.1: the last byte of the key meets the first byte of the font."""
    key = "{00112233-4455-6677-8899-AABBCCDDEEFF}"
    data = bytes(40)
    backwards = bytes.fromhex("FFEEDDCCBBAA99887766554433221100")
    assert embedded.obfuscated(data, key) == backwards * 2 + bytes(8)
    assert embedded.obfuscated(b"\xff\x01", key) == bytes([0x00, 0xEF])


def test_each_family_is_embedded_once(sheet: Stylesheet, faces: Faces) -> None:
    named = embedded.with_family_names(sheet, faces)
    twice = replace(named, fonts={**named.fonts, "again": named.fonts["song"]})
    again = Faces(replace(sheet, fonts={**sheet.fonts, "again": sheet.fonts["song"]}))
    families = [family.name for family in embedded._families(twice, again)]
    assert len(families) == len(set(families)) and set(families) == {
        font.word for role, font in named.fonts.items() if faces[role].quadratic
    }
    for role, font in sheet.fonts.items():
        assert (named.fonts[role].word == font.word) == (not faces[role].quadratic)
    weights = {family.name: list(family.faces) for family in embedded._families(named, faces)}
    assert weights[named.fonts["song"].word] == ["Regular", "Bold"]


# --- a reference document's styles


def style(kind: str, id_: str, name: str | None, *more: Any) -> Any:
    return w("style", w("name", val=name) if name else None, *more, type=kind, styleId=id_)


def merged(theirs: list[Any], ours: list[Any]) -> dict[str, Any]:
    document = docx.Document()
    element = document.styles.element
    for child in list(element):
        element.remove(child)
    element.extend(theirs)
    header = document.sections[0].header
    header.is_linked_to_previous = False
    header.paragraphs[0]._p.get_or_add_pPr().style = "1"
    result = with_reference_styles(document, w("styles", *ours))
    styles = {entry.get(f"{{{W}}}styleId"): entry for entry in result.iter(f"{{{W}}}style")}
    assert len(styles) == len(list(result.iter(f"{{{W}}}style"))), "an id is used twice"
    styles["header"] = next(
        part.element for part in document.part.package.iter_parts() if "header" in str(part.partname)
    )
    return styles


def test_styles_are_known_by_their_names_and_get_our_ids() -> None:
    found = merged(
        [
            style("paragraph", "1", "Heading 1", w("basedOn", val="a"), w("next", val="Quote")),
            style("paragraph", "a", "normal"),
            style("paragraph", "Quote", "某样式"),
            style("character", "Quote2", "heading 1"),
        ],
        [
            style("paragraph", "Heading1", "heading 1"),
            style("paragraph", "Normal", "Normal"),
            style("paragraph", "Quote", "Quote"),
        ],
    )
    assert set(found) - {"header"} == {"Heading1", "Normal", "ReferenceQuote", "Quote", "Quote2"}
    assert value(found["Heading1"], "name") == "Heading 1"  # theirs, under our id
    assert value(found["Heading1"], "basedOn") == "Normal" and value(found["Heading1"], "next") == "ReferenceQuote"
    assert value(found["Quote"], "name") == "Quote" and value(found["ReferenceQuote"], "name") == "某样式"
    (reference,) = found["header"].iter(f"{{{W}}}pStyle")
    assert reference.get(f"{{{W}}}val") == "Heading1"


def test_their_headings_are_numbered_by_our_list() -> None:
    numbering = lambda: w("pPr", w("numPr", w("numId", val=1)))  # noqa: E731
    their_properties = w("pPr", w("keepNext"), w("keepLines"), w("numPr", w("numId", val=9)), w("jc", val="center"))
    found = merged(
        [
            style("paragraph", "1", "heading 1", their_properties),
            style("paragraph", "2", "heading 2", w("rPr", w("b"))),
            style("paragraph", "3", "heading 3", w("pPr", w("numPr", w("numId", val=9)))),
            style("paragraph", "4", "heading 4"),
        ],
        [
            style("paragraph", "Heading1", "heading 1", numbering()),
            style("paragraph", "Heading2", "heading 2", numbering()),
            style("paragraph", "Heading3", "heading 3"),
            style("paragraph", "Heading4", "heading 4", numbering()),
        ],
    )
    tags = [child.tag.rpartition("}")[2] for child in found["Heading1"].find(f"{{{W}}}pPr")]
    assert tags == ["keepNext", "keepLines", "numPr", "jc"]  # the order of the schema
    assert [value(found[f"Heading{i}"], "pPr/numPr/numId") for i in (1, 2, 3, 4)] == ["1", "1", None, "1"]
    assert [child.tag.rpartition("}")[2] for child in found["Heading2"]] == ["name", "pPr", "rPr"]
    assert [child.tag.rpartition("}")[2] for child in found["Heading4"]] == ["name", "pPr"]


def test_a_chart_is_set_in_latin_and_east_asian_faces(sheet: Stylesheet) -> None:
    looks = NativeCharts(docx.Document(), sheet, Store(None))._looks
    assert (looks.latin, looks.east) == fonts_of(sheet, sheet.chart.font) and looks.latin != looks.east
    assert looks.size == to_pt(sheet.chart.size) and looks.greys == sheet.chart.greys
    assert pt(looks.size) == sheet.chart.size
