"""Single items, links, labels and elements as they stand in the PDF, read back by a library of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image as Picture

from jzdocs.errors import DocumentError
from jzdocs.frames import (
    ARTIFACT,
    Anchor,
    Drawing,
    Image,
    Item,
    Link,
    Mark,
    Page,
    Pages,
    Path as Outline,
    Rule,
    Slot,
    Tag,
    TextRun,
)
from jzdocs.model.nodes import Meta
from jzdocs.painting.contents import Contents
from jzdocs.pdf.color_profile import srgb_profile
from jzdocs.pdf.provenance import traced_pdf
from jzdocs.pdf.reading_order import Spoken, as_text, read_aloud
from jzdocs.pdf.writer import _ascii, write_pdf
from jzdocs.style.faces import Faces
from jzdocs.units import Size, pt

A4 = Size(pt(600), pt(800))
FILE = "key-of-the-picture"


def png(width: int = 4, height: int = 2) -> bytes:
    out = io.BytesIO()
    Picture.new("RGB", (width, height), "#1F4E79").save(out, "PNG")
    return out.getvalue()


@contextmanager
def written(
    faces: Faces, *pages: Page, tags: tuple[Tag, ...] = (), drawings: Mapping[str, Drawing] | None = None, **more: Any
) -> Iterator[pikepdf.Pdf]:
    contents = Contents(drawings or {}, {FILE: png()})
    data = write_pdf(Pages(pages, tags=(Tag("Document", -1), *tags), **more), Meta(), faces, contents)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield pdf


def page(*items: Item, label: str = "1", size: Size = A4) -> Page:
    return Page(size, (Mark(ARTIFACT), *items), label)


def operations(pdf: pikepdf.Pdf, *names: str) -> list[tuple[str, list[Any]]]:
    found = []
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        if str(operator) in names:
            found.append((str(operator), [float(v) if not isinstance(v, pikepdf.Object) else v for v in operands]))
    return found


def run(text: str, x: int = 0, y: int = 0, **more: Any) -> TextRun:
    return TextRun(x, y, "song", pt(10), "000000", text, **more)


# --- where items stand


@pytest.mark.parametrize("inside", [False, True])
def test_a_picture_stands_where_it_is_put(faces: Faces, inside: bool) -> None:
    """The lower left corner and the size, in points from the lower left corner of the page."""
    image = Image(pt(30), pt(70), pt(120), pt(60), FILE)
    drawing = Drawing(Size(pt(200), pt(200)), (Mark(ARTIFACT), image))
    items: tuple[Item, ...] = (Slot(pt(100), pt(200), "chart"),) if inside else (image,)
    with written(faces, page(*items), drawings={"chart": drawing}) as pdf:
        x, y = (130, 800 - 270 - 60) if inside else (30, 800 - 70 - 60)
        matrices = [values for _, values in operations(pdf, "cm")]
        assert [120, 0, 0, 60, x, y] in matrices
        names = [str(operator) for _, operator in pikepdf.parse_content_stream(pdf.pages[0])]
        assert names.index("BDC") < names.index("Do") < names.index("EMC")  # it belongs to somebody


@pytest.mark.parametrize("inside", [False, True])
def test_rules_outlines_and_texts_stand_where_they_are_put(faces: Faces, inside: bool) -> None:
    items = (
        Rule(pt(10), pt(20), pt(30), pt(40), pt(2), "FF0000"),
        Outline((("M", pt(1), pt(2)), ("C", pt(3), pt(4), pt(5), pt(6), pt(7), pt(8)), ("Z",)), fill="00FF00"),
        run("汉", pt(11), pt(13)),
    )
    drawing = Drawing(Size(pt(200), pt(200)), (Mark(ARTIFACT), *items))
    shown: tuple[Item, ...] = (Slot(pt(100), pt(200), "chart"),) if inside else items
    dx, dy = (100, 200) if inside else (0, 0)
    with written(faces, page(*shown), drawings={"chart": drawing}) as pdf:
        assert operations(pdf, "m", "l", "c", "w", "Td", "h", "f", "S") == [
            ("w", [2]),
            ("m", [10 + dx, 780 - dy]),
            ("l", [30 + dx, 760 - dy]),
            ("S", []),
            ("m", [1 + dx, 798 - dy]),
            ("c", [3 + dx, 796 - dy, 5 + dx, 794 - dy, 7 + dx, 792 - dy]),
            ("h", []),
            ("f", []),
            ("Td", [11 + dx, 787 - dy]),
        ]


def test_a_slot_without_drawing_stays_empty(faces: Faces) -> None:
    with written(faces, page(Slot(0, 0, "none"), run("汉"))) as pdf:
        assert len(operations(pdf, "TJ")) == 1


@pytest.mark.parametrize(
    ("fill", "stroke", "painted"), [("FF0000", None, "f"), (None, "00FF00", "S"), ("FF0000", "00FF00", "B")]
)
def test_outlines_are_filled_stroked_or_both(faces: Faces, fill: str | None, stroke: str | None, painted: str) -> None:
    outline = Outline((("M", 0, 0), ("L", pt(9), 0)), fill, stroke, pt(1.5), (pt(3), pt(1)))
    with written(faces, page(outline)) as pdf:
        found = dict(operations(pdf, "rg", "RG", "w", "f", "S", "B"))
        assert ("rg" in found, "RG" in found) == (fill is not None, stroke is not None)
        assert painted in found
        if stroke:
            assert (found["RG"], found["w"]) == ([0, 1, 0], [1.5])
            (dash,) = (values[0] for name, values in operations(pdf, "d"))
            assert [float(v) for v in dash] == [3, 1]


def test_a_turned_text_is_turned_counter_clockwise(faces: Faces) -> None:
    with written(faces, page(run("汉", pt(50), pt(100), angle=90.0))) as pdf:
        ((_, matrix),) = operations(pdf, "Tm")
        assert matrix == pytest.approx([0, 1, -1, 0, 50, 700], abs=1e-3)


def test_spacing_holds_for_its_run_only_and_stretching_is_undone(faces: Faces) -> None:
    with written(faces, page(run("汉字", spacing=100.0, stretch=1.25), run("汉"))) as pdf:
        assert [values for _, values in operations(pdf, "Tc")] == [[pytest.approx(0.8)], [0]]  # 0.1 em of 10, ÷ 1.25
        assert [values for _, values in operations(pdf, "Tz")] == [[125], [100]]


@pytest.mark.parametrize(
    ("adjust", "stretch", "expected"),
    [
        ((), 1.0, ["2"]),
        (((0, 50.0),), 1.0, ["1", -50, "1"]),  # a positive number moves left in PDF
        (((-1, 20.0), (0, 50.0)), 1.0, [-20, "1", -50, "1"]),
        (((0, 50.0), (1, 10.0)), 1.0, ["1", -50, "1", -10]),
        (((0, 50.0),), 1.25, ["1", -40, "1"]),
    ],
)
def test_adjustments_stand_between_the_glyphs(
    faces: Faces, adjust: tuple[tuple[int, float], ...], stretch: float, expected: list[Any]
) -> None:
    with written(faces, page(run("汉字", adjust=adjust, stretch=stretch))) as pdf:
        ((_, (array,)),) = operations(pdf, "TJ")
        found = [str(len(bytes(v)) // 2) if isinstance(v, pikepdf.String) else float(v) for v in array]
        assert found == expected


# --- links, bookmarks, labels


def annotations(pdf: pikepdf.Pdf, number: int = 0) -> list[Any]:
    return list(pdf.pages[number].get("/Annots", []))


def test_links_have_their_area_their_target_and_their_words(faces: Faces) -> None:
    tags = (Tag("P", 0), Tag("Link", 1), Tag("Link", 1))
    items = (
        Mark(2),
        run("汉"),
        Link(pt(10), pt(20), pt(30), pt(12), "#there", 2, "那里"),
        Mark(3),
        run("字"),
        Link(pt(50), pt(20), pt(30), pt(12), "https://example.org/路(1)", 3),
        Link(0, 0, pt(9), pt(9), "#nowhere", 3),
        Mark(ARTIFACT),
        Anchor(pt(5), pt(100), "there"),
    )
    with written(faces, page(*items), tags=tags, anchors={"there": 0}) as pdf:
        inner, outer = annotations(pdf)
        assert [float(v) for v in inner.Rect] == [10, 800 - 32, 40, 780]
        assert (str(inner.Contents), str(outer.Contents)) == ("那里", "https://example.org/路(1)")
        assert str(outer.A.URI) == "https://example.org/%E8%B7%AF(1)"
        assert [annotation.StructParent for annotation in (inner, outer)] == [1, 2]  # after the only page
        destination = pdf.Root.Names.Dests if "/Names" in pdf.Root else pdf.Root.get("/Dests")
        assert destination is not None or isinstance(inner.Dest, pikepdf.Array)


def test_a_target_is_shown_a_little_below_the_upper_edge_of_the_window(faces: Faces) -> None:
    heading = Anchor(pt(50), pt(100), "one", "第一部分", 1)
    with written(faces, page(heading, run("汉")), anchors={"one": 0}) as pdf, pdf.open_outline() as outline:
        destination = outline.root[0].destination
        found = pdf.Root.Dests[destination] if not isinstance(destination, pikepdf.Array) else destination
        _, kind, left, top, _ = found
        assert (str(kind), float(left), float(top)) == ("/XYZ", 0, 704)


def test_bookmarks_close_up_skipped_levels_and_are_closed_below_the_first(faces: Faces) -> None:
    titles = [("甲", 1), ("乙", 3), ("丙", 3), ("丁", 2), ("戊", 1)]
    items = [Anchor(0, pt(i), f"h{i}", title, level) for i, (title, level) in enumerate(titles)]
    plain = Anchor(0, 0, "t")
    with written(faces, page(*items, plain, run("汉"))) as pdf, pdf.open_outline() as outline:

        def tree(entries: Any) -> list[Any]:
            return [(str(entry.title), tree(entry.children)) for entry in entries]

        assert tree(outline.root) == [("甲", [("乙", [("丙", [])]), ("丁", [])]), ("戊", [])]


def test_labels_are_those_that_are_printed(faces: Faces) -> None:
    labels = ["", "i", "3", "1-2"]
    with written(faces, *(page(run("汉"), label=label) for label in labels)) as pdf:
        assert [p.label for p in pdf.pages] == ["封面", "i", "3", "1-2"]


def test_each_page_has_its_own_size_and_number_in_the_tree(faces: Faces) -> None:
    with written(faces, page(run("汉")), page(run("字"), size=Size(pt(800), pt(600)))) as pdf:
        assert [[float(v) for v in p.MediaBox] for p in pdf.pages] == [[0, 0, 600, 800], [0, 0, 800, 600]]
        assert [p.StructParents for p in pdf.pages] == [0, 1]
        assert {str(p.Tabs) for p in pdf.pages} == {"/S"} and not any("/Trans" in p for p in pdf.pages)
        assert pdf.Root.StructTreeRoot.ParentTreeNextKey == 2


@pytest.mark.parametrize(
    ("address", "written_as"),
    [
        ("https://a.org/b?c=d&e=f#g", "https://a.org/b?c=d&e=f#g"),
        ("https://a.org/(1)", "https://a.org/\\(1\\)"),
        ("https://a.org/路", "https://a.org/%E8%B7%AF"),
        ("https://a.org/b c", "https://a.org/b%20c"),
        ("https://a.org/b\\c", "https://a.org/b%5Cc"),
        ("https://a.org/%E8", "https://a.org/%E8"),
    ],
)
def test_addresses_are_ascii(address: str, written_as: str) -> None:
    assert _ascii(address) == written_as


# --- the structure tree


def test_names_of_elements_are_in_the_order_that_a_name_tree_needs(faces: Faces) -> None:
    """ISO 32000-1, 7.9.6: names are sorted, and the limits are the first and the last."""
    count = 11
    tags = tuple(Tag("Note", 0, id=f"note-{i}") for i in range(1, count + 1))
    items = [item for i in range(1, count + 1) for item in (Mark(i), run("汉"))]
    with written(faces, page(*items), tags=tags) as pdf:
        (leaf,) = pdf.Root.StructTreeRoot.IDTree.Kids
        names = [str(name) for name in list(leaf.Names)[::2]]
        assert names == sorted(f"note-{i}" for i in range(1, count + 1))
        assert [str(name) for name in leaf.Limits] == ["note-1", "note-9"]
        assert [str(element.ID) for element in list(leaf.Names)[1::2]] == names


def test_elements_without_content_are_left_out(faces: Faces) -> None:
    tags = (Tag("Div", 0), Tag("P", 1, id="empty"), Tag("P", 0, id="full"))
    with written(faces, page(Mark(3), run("汉")), tags=tags) as pdf:
        root = pdf.Root.StructTreeRoot
        (only,) = root.K.K
        assert str(only.S) == "/P" and str(only.ID) == "full"
        assert [str(v) for v in list(root.IDTree.Kids[0].Names)[::2]] == ["full"]


def test_an_element_that_goes_on_overleaf_names_the_page(faces: Faces) -> None:
    tags = (Tag("P", 0),)
    with written(faces, page(Mark(1), run("汉")), page(Mark(1), run("字")), tags=tags) as pdf:
        (paragraph,) = pdf.Root.StructTreeRoot.K.K
        assert paragraph.Pg.objgen == pdf.pages[0].objgen
        here, there = paragraph.K
        assert here == 0 and str(there.Type) == "/MCR" and there.MCID == 0
        assert there.Pg.objgen == pdf.pages[1].objgen
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        assert numbers[::2] == [0, 1]
        assert [next(iter(kids)).objgen for kids in numbers[1::2]] == [paragraph.objgen] * 2


def test_a_childs_place_is_where_it_was_painted(faces: Faces) -> None:
    tags = (Tag("P", 0), Tag("Span", 1, lang="en"), Tag("Span", 1, actual="x"))
    items = (Mark(1), run("甲"), Mark(3), run("乙"), Mark(1), run("丙"), Mark(2), run("丁"))
    with written(faces, page(*items), tags=tags) as pdf:
        (paragraph,) = pdf.Root.StructTreeRoot.K.K
        kinds = [kid if isinstance(kid, int) else str(kid.get("/Lang", kid.get("/ActualText"))) for kid in paragraph.K]
        assert kinds == [0, "x", 2, "en"]


def test_cells_and_lists_have_their_attributes(faces: Faces) -> None:
    tags = (
        Tag("L", 0, numbering="Decimal"),
        Tag("TH", 0, scope="Column", colspan=2),
        Tag("TD", 0, rowspan=3),
        Tag("TD", 0),
        Tag("Figure", 0, alt="图", box=(pt(10), pt(20), pt(30), pt(40))),
    )
    items = [item for i in range(1, 6) for item in (Mark(i), run("汉"))]
    with written(faces, page(*items), tags=tags) as pdf:
        found = [kid.get("/A") for kid in pdf.Root.StructTreeRoot.K.K]
        assert str(found[0].ListNumbering) == "/Decimal"
        assert (str(found[1].Scope), found[1].ColSpan, "/RowSpan" in found[1]) == ("/Column", 2, False)
        assert (found[2].RowSpan, "/ColSpan" in found[2], "/Scope" in found[2]) == (3, False, False)
        assert found[3] is None
        assert [float(v) for v in found[4].BBox] == [10, 740, 40, 780]


# --- reading aloud


def spoken(path: Path, pdf: pikepdf.Pdf) -> list[Spoken]:
    pdf.save(path)
    return list(read_aloud(path))


def test_a_screen_reader_hears_the_texts_in_their_order(faces: Faces, tmp_path: Path) -> None:
    tags = (
        Tag("P", 0),
        Tag("Link", 1),
        Tag("Figure", 0, alt="一张图"),
        Tag("P", 3),
        Tag("Div", 0, lang="en"),
        Tag("P", 5),
    )
    items = (
        Mark(1),
        run("甲⸺乙"),
        run("⸺"),  # a pair of dashes has a text of its own, and belongs to the paragraph
        Mark(2),
        run("丙"),
        Mark(1),
        run("丁"),
        Mark(3),
        run("不读"),
        Mark(4),
        run("也不读"),
        Mark(ARTIFACT),
        run("页眉⸺"),
        run("⸺"),
        Mark(6),
        run("word"),
    )
    with written(faces, page(*items), tags=tags) as pdf:
        found = spoken(tmp_path / "a.pdf", pdf)
    assert [as_text(element) for element in found] == [
        "Document",
        "  P: 甲——乙——丙丁",
        "    Link: 丙",
        "  Figure: 一张图",
        "  Div [en]",
        "    P: word",
    ]


def test_a_text_that_goes_on_overleaf_is_heard_whole(faces: Faces, tmp_path: Path) -> None:
    pages = (page(Mark(1), run("前半")), page(Mark(2), run("另文"), Mark(1), run("后半")))
    with written(faces, *pages, tags=(Tag("P", 0), Tag("P", 0))) as pdf:
        found = spoken(tmp_path / "a.pdf", pdf)
    assert [(element.depth, element.role, element.text) for element in found] == [
        (0, "Document", ""),
        (1, "P", "前半后半"),
        (1, "P", "另文"),
    ]


def test_what_is_no_tagged_pdf_of_ours_is_said(faces: Faces, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"no PDF")
    for read in (lambda: list(read_aloud(path)), lambda: traced_pdf(path)):
        with pytest.raises(DocumentError) as failure:
            read()
        assert failure.value.diagnostic.code == "X050" and failure.value.diagnostic.location.path == str(path)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    for read, code in ((lambda: list(read_aloud(path)), "X051"), (lambda: traced_pdf(path), "X052")):
        with pytest.raises(DocumentError) as failure:
            read()
        assert failure.value.diagnostic.code == code


# --- the document as a whole


def test_the_clock_leaves_no_trace(faces: Faces, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    meta = Meta(title="题")
    pages, contents = Pages((page(run("汉")),), tags=(Tag("Document", -1),)), Contents({}, {})
    first = write_pdf(pages, meta, faces, contents)
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    assert write_pdf(pages, meta, faces, contents) == first


def test_the_profile_has_the_white_point_of_its_standard() -> None:
    """ICC.1:2001-04, 6.1: the version, the class, the colour spaces, the date, the signature, D50 as fixed-point
    numbers, and as many tags as follow."""
    profile = srgb_profile.__wrapped__()
    assert int.from_bytes(profile[:4], "big") == len(profile)
    assert profile[8:12] == bytes.fromhex("02100000") and profile[12:24] == b"mntrRGB XYZ "
    assert profile[24:36] == bytes.fromhex("07d0 0001 0001 0000 0000 0000") and profile[36:40] == b"acsp"
    assert profile[68:80] == bytes.fromhex("0000f6d6 00010000 0000d32d")
    count = int.from_bytes(profile[128:132], "big")
    entries = {profile[132 + 12 * i : 136 + 12 * i]: profile[136 + 12 * i : 144 + 12 * i] for i in range(count)}
    assert len(entries) == 9 and entries[b"rTRC"] == entries[b"gTRC"] == entries[b"bTRC"]
    for place in entries.values():
        start, length = int.from_bytes(place[:4], "big"), int.from_bytes(place[4:], "big")
        assert start % 4 == 0 and 128 + 4 + 12 * count <= start <= start + length <= len(profile)


def test_a_bold_face_is_described_as_bold(faces: Faces) -> None:
    runs = tuple(run("汉")._replace(face=key) for key in ("song", "song.bold"))
    with written(faces, page(*runs)) as pdf:
        fonts = {str(font.BaseFont): font for font in pdf.pages[0].Resources.Font.values() if font.Subtype == "/Type0"}
        stems = {name: int(font.DescendantFonts[0].FontDescriptor.StemV) for name, font in fonts.items()}
    weights = {
        face.name: int.from_bytes(face.hb_face.reference_table("OS/2").data[4:6], "big")
        for face in (faces["song"], faces["song.bold"])
    }
    assert len(stems) == 2 and len(set(weights.values())) == 2
    assert {name.split("+")[1]: stem for name, stem in stems.items()} == {
        name: round(50 + (weight / 65) ** 2) for name, weight in weights.items()
    }
