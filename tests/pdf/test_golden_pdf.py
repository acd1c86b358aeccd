"""The objects of a small PDF, one by one: information, catalog, outline, labels, links, structure tree, fonts, XMP."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from golden import check_golden
from jzdocs.frames import (
    ARTIFACT,
    Anchor,
    Drawing,
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
from jzdocs.pdf.archive import xmp
from jzdocs.pdf.color_profile import srgb_profile
from jzdocs.pdf.fonts import EmbeddedFace, to_unicode
from jzdocs.pdf.writer import write_pdf
from jzdocs.style.faces import Faces
from jzdocs.units import Size, pt

CASES = Path(__file__).parent / "cases"
META = Meta(
    title="甲 & <乙>",
    subtitle="副题",
    issuer=("甲市统计局", "乙市城管局"),
    date="2025-11-20",
    keywords=("给水", "排水"),
)
HEIGHT = 400
TAGS = (
    Tag(kind="Document", parent=-1, lang="zh-CN"),
    Tag(kind="H1", parent=0, title="一 给水"),
    Tag(kind="P", parent=0),
    Tag(kind="Link", parent=2),
    Tag(kind="Table", parent=0),
    Tag(kind="TR", parent=4),
    Tag(kind="TH", parent=5, scope="Column", colspan=2),
    Tag(kind="TD", parent=5, rowspan=3),
    Tag(kind="TD", parent=5),
    Tag(kind="L", parent=0, numbering="Decimal"),
    Tag(kind="LI", parent=9),
    Tag(kind="Figure", parent=0, alt="一图", box=(pt(10), pt(50), pt(100), pt(60)), after=2),
    Tag(kind="Note", parent=0, id="note-1", actual="注"),
    Tag(kind="Note", parent=0, id="note-2", lang="en"),
    Tag(kind="P", parent=0),
)


def run(x: float, y: float, text: str, **more: Any) -> TextRun:
    return TextRun(pt(x), pt(y), "song", pt(12), "1F4E79", text, **more)


FIRST: tuple[Item, ...] = (
    Anchor(0, pt(20), "a", "一　给水", 1),
    Mark(1),
    run(10, 30, "一给水"),
    Mark(2),
    run(10, 50, "甲乙", spacing=50),
    run(40, 50, "Latin", adjust=((-1, 20), (1, 30.5), (4, -10)), stretch=1.05),
    run(80, 50, "ab", adjust=((0, 12),)),
    Mark(3),
    run(100, 50, "网址"),
    Link(pt(100), pt(40), pt(24), pt(14), "https://example.org/路径?a=(1)\\", 3, "网址"),
    Link(pt(124), pt(40), pt(24), pt(14), "#b", 3),
    Link(pt(150), pt(40), pt(24), pt(14), "#nowhere", 3),
    Mark(ARTIFACT),
    Rule(pt(10), pt(60), pt(110), pt(61), pt(0.5), "C00000"),
    Mark(6),
    run(10, 80, "头"),
    Mark(7),
    run(30, 80, "格——⸺"),
    Mark(8),
    run(50, 80, "斜", angle=30.0),
    Mark(10),
    run(10, 100, "项\u00ad"),
    Mark(11),
    Slot(pt(10), pt(50), "drawing"),
    Slot(pt(10), pt(50), "none"),
    Mark(13),
    run(10, 120, "note"),
    Mark(14),
    run(10, 140, "上页"),
)
SECOND: tuple[Item, ...] = (
    Mark(14),
    run(10, 20, "下页"),
    Anchor(0, pt(40), "b", "跳级", 4),
    Anchor(0, pt(60), "c", "再次", 2),
    Anchor(0, pt(65), "d", "再下一级", 3),
    Anchor(0, pt(70), "untitled"),
    Mark(12),
    run(10, 90, "注一"),
)
DRAWING: tuple[Item, ...] = (
    Outline((("M", 0, 0), ("L", pt(10), pt(5)), ("Z",)), fill="00FF80"),
    Outline((("M", 0, 0), ("C", 1, 2, 3, 4, pt(5), pt(6))), stroke="000000", width=pt(1), dash=(pt(2), pt(3))),
    Outline((("M", 0, 0), ("L", pt(7), 0)), fill="FFFFFF", stroke="102030", width=pt(0.25)),
    TextRun(pt(5), pt(8), "hei", pt(9), "333333", "图"),
)


def small_pdf(faces: Faces, archive: Any = "a-2a", meta: Meta = META, **contents: Any) -> pikepdf.Pdf:
    size = Size(pt(300), pt(HEIGHT))
    drawings = {"drawing": Drawing(Size(pt(100), pt(60)), DRAWING)}
    pages = Pages(
        (Page(size, FIRST), Page(Size(pt(HEIGHT), pt(300)), SECOND, "ii"), Page(size, (), "7")),
        {"a": 0, "b": 1, "c": 1},
        tags=TAGS,
    )
    return pikepdf.open(io.BytesIO(write_pdf(pages, meta, faces, Contents(drawings, {}, **contents), archive)))


def described(value: Any, depth: int = 0) -> str:
    """An object in a line; pages and objects above are not entered, and streams are told by their length."""
    if isinstance(value, pikepdf.Stream):
        return f"stream of {len(value.read_bytes())} bytes"
    if isinstance(value, pikepdf.Dictionary):
        if value.get("/Type") == "/Page":
            return f"page {int(value.StructParents) + 1}"
        skipped = {"/Parent", "/Prev", "/Next", "/First", "/Last", "/Kids", "/K"}
        inside = (f"{k} {described(v, depth + 1)}" for k, v in sorted(value.items()) if k not in skipped)
        return f"<{' '.join(inside)}>" if depth < 6 else "…"
    if isinstance(value, pikepdf.Array):
        return f"[{' '.join(described(v, depth + 1) for v in value)}]"
    return (
        repr(value) if isinstance(value, str) else f"{value}" if isinstance(value, Decimal | int) else repr(str(value))
    )


def bookmarks(node: Any, depth: int = 0) -> Iterator[str]:
    item = node.get("/First")
    while item is not None:
        yield f"{'  ' * depth}{item.Title} {described(item.get('/Dest'))} count {item.get('/Count')}"
        yield from bookmarks(item, depth + 1)
        item = item.get("/Next")


def elements(node: Any, pdf: pikepdf.Pdf, depth: int = 0) -> Iterator[str]:
    """Every element of a structure tree, with its marked content and links where they stand among its children."""
    pages = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
    shown = {k: v for k, v in sorted(node.items()) if k not in ("/K", "/P", "/Pg", "/Type")}
    home = f" page {pages[node.Pg.objgen]}" if "/Pg" in node else ""
    yield f"{'  ' * depth}{' '.join(f'{k} {described(v)}' for k, v in shown.items())}{home}"
    for kid in node.K:
        if isinstance(kid, int):
            yield f"{'  ' * depth}  content {kid}"
        elif kid.get("/Type") == "/MCR":
            yield f"{'  ' * depth}  content {kid.MCID} of page {pages[kid.Pg.objgen]}"
        elif kid.get("/Type") == "/OBJR":
            yield f"{'  ' * depth}  link {kid.Obj.StructParent} on page {pages[kid.Pg.objgen]}"
        else:
            yield from elements(kid, pdf, depth + 1)


def fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    found = pdf.pages[0].Resources.Font
    for name in sorted(found.keys()):
        font = found[name]
        if font.Subtype != "/Type0":
            continue
        yield f"{name} {font.BaseFont} {font.Encoding}"
        (cid,) = font.DescendantFonts
        yield f"  {' '.join(f'{k} {described(v)}' for k, v in sorted(cid.items()) if k != '/FontDescriptor')}"
        yield from (f"  {k} {described(v)}" for k, v in sorted(cid.FontDescriptor.items()) if "FontFile" not in k)
        file = cid.FontDescriptor.FontFile2
        assert len(file.read_bytes()) == file.Length1
        yield from (f"  {row}" for row in font.ToUnicode.read_bytes().decode().splitlines())


def parts(pdf: pikepdf.Pdf) -> dict[str, list[str]]:
    """What a golden file holds of a PDF."""
    root = pdf.Root
    structure = root.StructTreeRoot
    kinds = {
        k: v for k, v in root.items() if k not in ("/Pages", "/Outlines", "/StructTreeRoot", "/Metadata", "/Dests")
    }
    numbers = structure.ParentTree.Nums
    out = {
        "information": [f"{k} {described(v)}" for k, v in sorted(pdf.docinfo.items())],
        "catalog": [f"{k} {described(v)}" for k, v in sorted(kinds.items())],
        "outline": list(bookmarks(root.Outlines)),
        "structure": list(elements(structure.K, pdf)),
        "parents": [
            f"{numbers[i]} {[str(e.S) for e in v] if isinstance(v := numbers[i + 1], pikepdf.Array) else v.S}"
            for i in range(0, len(numbers), 2)
        ],
        "next": [str(structure.ParentTreeNextKey), described(structure.get("/IDTree").Kids[0].Limits)],
        "fonts": list(fonts(pdf)),
        "xmp": root.Metadata.read_bytes().decode().splitlines(),
    }
    for number, page in enumerate(pdf.pages, 1):
        keys = ("/MediaBox", "/Rotate", "/StructParents", "/Tabs", "/Annots")
        out[f"page {number}"] = [f"{k} {described(page.get(k))}" for k in keys]
        out[f"page {number}"] += page.Contents.read_bytes().decode("latin-1").splitlines()
    return out


def test_the_objects_are_as_they_were_approved(faces: Faces) -> None:
    check_golden(CASES / "small.json", parts(small_pdf(faces)))


def test_attached_files_stand_in_the_order_of_their_names(faces: Faces) -> None:
    files = {"b.csv": b"1,2", "a.facts.json": b"{}", "c.bin": b"abc"}
    pdf = small_pdf(faces, "a-3a", attached=files, trace=b"trace")
    root = pdf.Root
    assert [str(spec.UF) for spec in root.AF] == ["a.facts.json", "b.csv", "c.bin"]
    names = root.Names.EmbeddedFiles.Names
    assert [str(names[i]) for i in (0, 2, 4)] == ["a.facts.json", "b.csv", "c.bin"]
    for spec, media_type in zip(root.AF, ("/application/json", "/text/csv", "/application/octet-stream"), strict=True):
        data = files[str(spec.F)]
        assert str(spec.Desc) == str(spec.F) and spec.AFRelationship == "/Data" and spec.Type == "/Filespec"
        assert spec.EF.F.objgen == spec.EF.UF.objgen and spec.EF.F.read_bytes() == data
        assert (spec.EF.F.Type, spec.EF.F.Subtype) == ("/EmbeddedFile", media_type)
        assert int(spec.EF.F.Params.Size) == len(data)
        assert str(spec.EF.F.Params.ModDate) == str(root.PieceInfo["/jzdocs"].LastModified)
    assert root.PieceInfo["/jzdocs"].Private.read_bytes() == b"trace"


def test_files_are_attached_only_where_the_standard_allows_it(faces: Faces) -> None:
    plain = small_pdf(faces, "a-2a", attached={"a.csv": b"1"})
    root = plain.Root
    assert "/AF" not in root and "/Names" not in root and "/PieceInfo" not in root
    without = small_pdf(faces, "a-3a")
    assert "/AF" not in without.Root


def test_a_document_without_title_and_issuer_has_a_title_and_no_empty_properties(faces: Faces) -> None:
    pdf = small_pdf(faces, meta=Meta(date="2025-11-20"))
    text = pdf.Root.Metadata.read_bytes().decode()
    assert str(pdf.docinfo["/Title"]) == "无题" and '<rdf:li xml:lang="x-default">无题<' in text
    assert "dc:creator" not in text and "dc:description" not in text and "pdf:Keywords" not in text
    assert "<pdfaid:part>3<" in xmp(META, "a-3a") and "<pdfaid:part>2<" in xmp(META, "a-2a")


def test_the_colour_profile_does_not_change() -> None:
    data = srgb_profile.__wrapped__()  # not the one that another test got
    assert hashlib.sha256(data).hexdigest() == "58d5f18d69aed02d7d66878f2da6386d1f2a0d055371daef839ab5f01b5d3fd9"
    assert int.from_bytes(data[:4], "big") == len(data) and data[36:40] == b"acsp"
    assert [int.from_bytes(data[24 + 2 * i : 26 + 2 * i], "big") for i in range(6)] == [2000, 1, 1, 0, 0, 0]


def test_a_to_unicode_map_has_at_most_a_hundred_entries_a_block() -> None:
    rows = to_unicode({glyph: chr(0x4E00 + glyph) for glyph in range(251)}).splitlines()
    begins = [i for i, row in enumerate(rows) if row.endswith("beginbfchar")]
    assert [rows[i] for i in begins] == ["100 beginbfchar", "100 beginbfchar", "50 beginbfchar"]
    for i in begins:
        assert rows[i + int(rows[i].split()[0]) + 1] == "endbfchar"
    entries = [row for row in rows if row.startswith("<") and len(row.split()) == 2 and row != "<0000> <FFFF>"]
    assert entries == [f"<{glyph:04X}> <{0x4E00 + glyph:04X}>" for glyph in range(1, 251)]


@pytest.mark.parametrize("text", ["abcdefg", "甲乙丙", "aeg甲z"])
def test_widths_are_runs_of_neighbouring_glyphs(text: str, faces: Faces) -> None:
    face = faces["song"]
    glyphs = {code: face.glyph(c) for code, c in enumerate(text, 1)}
    found = list(EmbeddedFace(face, "F1")._widths(glyphs))
    widths = {}
    for start, run_of in zip(found[::2], found[1::2], strict=True):
        assert run_of.sequence and start - 1 not in widths
        widths.update({start + i: width for i, width in enumerate(run_of.sequence)})
    expected = {code: face.font.get_glyph_h_advance(g) * 1000 / face.upem for code, g in glyphs.items()}
    assert widths == pytest.approx({code: w for code, w in expected.items() if w != 1000}, abs=0.001)
