"""Single items in an OFD file: where they stand, what they are drawn with, what they say."""

from __future__ import annotations

import io
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings, strategies as st
from lxml import etree
from PIL import Image as Picture

from jzdocs.frames import (
    ARTIFACT,
    Anchor,
    Clip,
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
from jzdocs.model.nodes import Meta, Official
from jzdocs.ofd.text import _deltas
from jzdocs.ofd.writer import write_ofd
from jzdocs.painting.contents import Contents
from jzdocs.painting.structure import UntaggedError
from jzdocs.style.faces import Faces
from jzdocs.units import Size, mm
from ofd_check import check
from ofd_svg import NS, deltas, floats

A4 = Size(mm(210), mm(297))
TAGS = (Tag("Document", -1), Tag("H1", 0, title="一"), Tag("P", 0), Tag("Link", 2), Tag("Figure", 0, alt="图"))


def png(mode: str = "RGB", form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Picture.new(mode, (4, 2), 7).save(out, form)
    return out.getvalue()


def pages_of(*items: Item, **more: Any) -> Pages:
    return Pages((Page(A4, (Mark(2), *items), "1"),), tags=TAGS, **more)


TITLED = Meta(title="题")


def write(faces: Faces, pages: Pages, meta: Meta = TITLED, **more: Any) -> bytes:
    kind = more.pop("kind", "archive")
    contents = Contents(more.pop("drawings", {}), more.pop("pictures", {}), **more)
    data = write_ofd(pages, meta, faces, contents, kind)
    assert check(data, archived=kind == "archive") == []
    return data


def part(data: bytes, name: str) -> Any:
    return etree.fromstring(ZipFile(io.BytesIO(data)).read(name))


def content(data: bytes, page: int = 0) -> Any:
    return part(data, f"Doc_0/Pages/Page_{page}/Content.xml")


def texts(data: bytes) -> list[Any]:
    return list(content(data).iterfind(".//o:TextObject", NS))


def run(text: str, x: float = 20, y: float = 30, **more: Any) -> TextRun:
    values = {"face": "song", "size": mm(4), "color": "1F4E79", **more}
    return TextRun(mm(x), mm(y), text=text, **values)


def start(unit: Any) -> tuple[float, float]:
    """Where the first character begins on the page."""
    left, top, *_ = floats(unit.get("Boundary"))
    a, b, c, d, e, f = floats(unit.get("CTM", "1 0 0 1 0 0"))
    code = unit.find("o:TextCode", NS)
    x, y = float(code.get("X")), float(code.get("Y"))
    return round(left + a * x + c * y + e, 3), round(top + b * x + d * y + f, 3)


def glyphs(unit: Any) -> list[int]:
    return [int(v) for v in floats(unit.findtext("o:CGTransform/o:Glyphs", None, NS))]


# --- text


def test_a_text_begins_where_it_is_put_and_steps_by_its_advances(faces: Faces) -> None:
    (unit,) = texts(write(faces, pages_of(run("甲乙A", spacing=100, adjust=((0, 250.0),)))))
    code = unit.find("o:TextCode", NS)
    assert start(unit) == (20, 30)
    assert code.text == "甲乙A"
    assert deltas(code.get("DeltaX"), 3) == pytest.approx([0, 4 * 1.35, 4 * 1.1])
    assert float(unit.get("Size")) == 4
    assert unit.find("o:FillColor", NS).get("Value") == "31 78 121"


def test_what_stands_before_the_first_character_moves_it(faces: Faces) -> None:
    (unit,) = texts(write(faces, pages_of(run("甲乙", adjust=((-1, -500.0),)))))
    assert start(unit) == (18, 30)


def test_a_stretched_text_says_so_and_stands_closer(faces: Faces) -> None:
    (unit,) = texts(write(faces, pages_of(run("甲乙", stretch=0.8))))
    assert unit.get("HScale") == "0.8" and unit.get("CTM") is None
    assert floats(unit.find("o:TextCode", NS).get("DeltaX")) == [3.2]


def test_a_turned_text_turns_around_its_origin(faces: Faces) -> None:
    (unit,) = texts(write(faces, pages_of(run("甲", angle=90.0))))
    assert start(unit) == (20, 30)
    assert floats(unit.get("CTM"))[:4] == pytest.approx([0, -1, 1, 0], abs=1e-6)
    left, top, width, height = floats(unit.get("Boundary"))
    assert left < 20 and top < 30 < top + height + 1 and width < 5 and height < 5


def test_characters_beyond_the_first_plane_are_objects_of_their_own(faces: Faces) -> None:
    found = texts(write(faces, pages_of(run("☀😀🎉☁", face="@emoji"))))
    assert [unit.findtext("o:TextCode", None, NS) for unit in found] == ["☀", "😀", "🎉", "☁"]
    assert all(len(glyphs(unit)) == 1 for unit in found)
    places = [start(unit)[0] for unit in found]
    assert places == sorted(places) and len(set(places)) == 4


def test_two_dashes_drawn_as_one_are_two_characters(faces: Faces) -> None:
    (unit,) = texts(write(faces, pages_of(run("甲⸺乙"))))
    assert unit.findtext("o:TextCode", None, NS) == "甲——乙"
    first, second = glyphs(unit)[1:3]
    assert first != second
    places = deltas(unit.find("o:TextCode", NS).get("DeltaX"), 4)
    assert sum(places) == pytest.approx(4 + 4 * faces["song"].advance["⸺"] / 1000, abs=0.01)


def test_a_glyph_for_several_characters_has_blanks_beside_it(faces: Faces) -> None:
    number = faces["song"].glyph("永")
    (unit,) = texts(write(faces, pages_of(run("fi", glyph=number), Mark(ARTIFACT), run(" "))))[:1]
    assert unit.findtext("o:TextCode", None, NS) == "fi"
    assert len(glyphs(unit)) == 2 and glyphs(unit)[0] != glyphs(unit)[1]


def test_a_drawn_soft_hyphen_stays_one_and_others_vanish(faces: Faces) -> None:
    found = texts(write(faces, pages_of(run("\u00ad"), run("甲\u200b\u00ad乙"))))
    assert [unit.findtext("o:TextCode", None, NS) for unit in found] == ["\u00ad", "甲乙"]


def test_a_character_that_no_face_has_keeps_its_name(faces: Faces) -> None:
    (unit,) = texts(write(faces, pages_of(run("甲\U0002a6a5"))))[1:]
    assert unit.findtext("o:TextCode", None, NS) == "\U0002a6a5" and glyphs(unit)[0] > 0


def test_an_emboldened_text_has_strokes_around_it(faces: Faces) -> None:
    (unit,) = texts(write(faces, pages_of(run("甲", face="kai.emboldened"))))
    assert unit.get("Stroke") == "true" and float(unit.get("LineWidth")) == pytest.approx(0.12)
    assert [etree.QName(child).localname for child in unit][:2] == ["FillColor", "StrokeColor"]


def test_a_control_character_cannot_break_the_file(faces: Faces) -> None:
    (unit,) = texts(write(faces, pages_of(run("甲\x00<&>\ufffe"))))
    assert unit.findtext("o:TextCode", None, NS) == "甲\ufffd<&>\ufffd"


@given(st.lists(st.sampled_from([0.0, 1.5, 4.2333, 5.0001]), max_size=40))
@settings(deadline=None)
def test_equal_steps_in_a_row_are_counted(steps: list[float]) -> None:
    assert deltas(_deltas(steps), len(steps) + 1)[1:] == pytest.approx(steps)


@given(st.text("汉ab ，⸺\u00ad😀1", min_size=1, max_size=12), st.floats(0.5, 2).map(lambda v: round(v, 2)), st.data())
@settings(deadline=None, max_examples=40)
def test_any_text_is_a_right_file_with_all_its_characters(
    faces: Faces, text: str, stretch: float, data: st.DataObject
) -> None:
    angle = data.draw(st.sampled_from([0.0, 30.0, 90.0]))
    written = write(faces, pages_of(run(text, 100, 100, stretch=stretch, angle=angle)))
    found = "".join(unit.findtext("o:TextCode", None, NS) for unit in texts(written))
    expected = text if text == "\u00ad" else text.replace("\u00ad", "")
    assert found == expected.replace("⸺", "——")


# --- rules, paths, pictures


def path_of(data: bytes) -> Any:
    return content(data).find(".//o:PathObject", NS)


def points(unit: Any) -> list[float]:
    left, top, *_ = floats(unit.get("Boundary"))
    words = [w for w in unit.findtext("o:AbbreviatedData", None, NS).split() if not w.isalpha()]
    return [round(float(v) + (top if i % 2 else left), 3) for i, v in enumerate(words)]


def test_a_rule_stands_where_it_is_put(faces: Faces) -> None:
    unit = path_of(write(faces, pages_of(Rule(mm(10), mm(20), mm(30), mm(20), mm(0.5), "FF0000"))))
    assert points(unit) == [10, 20, 30, 20] and unit.get("LineWidth") == "0.5"
    assert unit.find("o:StrokeColor", NS).get("Value") == "255 0 0"


def test_a_path_keeps_its_curves_dashes_ends_and_transparency(faces: Faces) -> None:
    segments = (
        ("M", mm(10), mm(10)),
        ("C", mm(11), mm(12), mm(13), mm(14), mm(15), mm(16)),
        ("L", mm(9), mm(9)),
        ("Z",),
    )
    item = Outline(segments, "00FF00", "0000FF", mm(1), (mm(2), mm(1)), (1, 2), (0.5, 1.0), True)
    unit = path_of(write(faces, pages_of(item)))
    assert unit.findtext("o:AbbreviatedData", None, NS).split()[::1][0] == "M"
    assert [w for w in unit.findtext("o:AbbreviatedData", None, NS).split() if w.isalpha()] == ["M", "B", "L", "C"]
    assert points(unit) == [10, 10, 11, 12, 13, 14, 15, 16, 9, 9]
    expected = {"Cap": "Round", "Join": "Bevel", "DashPattern": "2 1", "Fill": "true", "Rule": "Even-Odd"}
    assert {name: unit.get(name) for name in expected} == expected
    assert unit.find("o:FillColor", NS).get("Alpha") == "128" and unit.find("o:StrokeColor", NS).get("Alpha") is None


def test_a_filled_path_has_nothing_that_belongs_to_strokes(faces: Faces) -> None:
    unit = path_of(write(faces, pages_of(Outline((("M", 0, 0), ("L", mm(5), mm(5)), ("Z",)), fill="000000", width=9))))
    assert unit.get("Stroke") == "false" and unit.get("LineWidth") is None


def test_a_drawing_stands_where_its_slot_is(faces: Faces) -> None:
    drawing = Drawing(A4, (Mark(4), Rule(0, 0, mm(5), 0, mm(1), "000000"), run("图", 1, 2)))
    data = write(faces, pages_of(Slot(mm(50), mm(60), "d"), Slot(0, 0, "none")), drawings={"d": drawing})
    assert points(path_of(data)) == [50, 60, 55, 60]
    assert start(texts(data)[0]) == (51, 62)


SQUARE = (("M", mm(10), mm(10)), ("L", mm(20), mm(10)), ("L", mm(20), mm(20)), ("L", mm(10), mm(20)), ("Z",))
ROUND = (("M", mm(10), mm(10)), ("C", mm(12), mm(9), mm(18), mm(9), mm(20), mm(20)), ("Z",))


def test_a_clip_holds_until_it_is_lifted(faces: Faces) -> None:
    line = Rule(mm(5), mm(15), mm(30), mm(15), mm(1), "000000")
    data = write(faces, pages_of(Clip(ROUND), Clip(SQUARE), line, Clip(), line, Clip(), line))
    found = [unit.findall("o:Clips/o:Clip", NS) for unit in content(data).iterfind(".//o:PathObject", NS)]
    assert [len(clips) for clips in found] == [2, 1, 0]


def test_a_clip_that_hides_nothing_is_left_out(faces: Faces) -> None:
    inside = Rule(mm(12), mm(15), mm(18), mm(15), mm(1), "000000")
    assert path_of(write(faces, pages_of(Clip(SQUARE), inside, Clip()))).find("o:Clips", NS) is None


def test_a_rectangle_cuts_the_boundary_of_a_picture(faces: Faces) -> None:
    image = Image(mm(15), mm(15), mm(10), mm(10), "k")
    data = write(faces, pages_of(Clip(SQUARE), image, Clip()), pictures={"k": png()})
    unit = content(data).find(".//o:ImageObject", NS)
    assert unit.get("Boundary") == "15 15 5 5" and unit.get("CTM") == "10 0 0 10 0 0"


def test_what_leaves_the_page_is_cut_at_its_edge(faces: Faces) -> None:
    items = (run("甲乙", 208, 296), Rule(mm(-5), mm(5), mm(300), mm(5), mm(1), "000000"))
    write(faces, pages_of(*items, Image(mm(200), mm(290), mm(50), mm(50), "k")), pictures={"k": png()})


@pytest.mark.parametrize(
    ("data", "form"),
    [(png(), "PNG"), (png("L", "JPEG"), "JPEG"), (png("RGB", "GIF"), "PNG"), (png("RGB", "BMP"), "PNG")],
)
def test_pictures_are_png_or_jpeg(faces: Faces, data: bytes, form: str) -> None:
    image = Image(0, 0, mm(10), mm(5), "k")
    written = write(faces, pages_of(image, image), pictures={"k": data})
    (media,) = part(written, "Doc_0/DocumentRes.xml").iterfind(".//o:MultiMedia", NS)
    assert media.get("Format") == form
    kept = ZipFile(io.BytesIO(written)).read("Doc_0/Res/" + media.findtext("o:MediaFile", None, NS))
    assert (kept == data) == (form in ("PNG", "JPEG") and data[:3] in (b"\x89PN", b"\xff\xd8\xff"))


# --- links, structure, metadata


def linked(href: str) -> Pages:
    link = Link(mm(10), mm(10), mm(20), mm(5), href, 3, "去那里")
    first = Page(A4, (Mark(3), run("链接"), link), "1")
    second = Page(A4, (Anchor(0, mm(100), "b", "二", 1), Mark(1), run("二")), "2")
    return Pages((first, second), {"b": 1}, tags=TAGS)


def test_a_link_leads_to_its_place(faces: Faces) -> None:
    data = write(faces, linked("#b"))
    annotation = part(data, "Doc_0/Annots/Page_0.xml").find("o:Annot", NS)
    target = annotation.find(".//o:Goto/o:Dest", NS)
    page_ids = [page.get("ID") for page in part(data, "Doc_0/Document.xml").iterfind("o:Pages/o:Page", NS)]
    assert target.get("PageID") == page_ids[1] and float(target.get("Top")) == pytest.approx(100 - 1.411, abs=0.001)
    assert annotation.findtext("o:Remark", None, NS) == "去那里"
    assert annotation.find("o:Appearance", NS).get("Boundary") == "10 10 20 5"


def test_a_link_to_nowhere_is_left_out(faces: Faces) -> None:
    assert not any("Annots" in name for name in ZipFile(io.BytesIO(write(faces, linked("#nowhere")))).namelist())


def test_an_address_is_kept_in_archives_and_works_in_exchange(faces: Faces) -> None:
    address = "https://example.org/?a=1&b=<2>"
    archived = part(write(faces, linked(address)), "Doc_0/Annots/Page_0.xml")
    assert archived.findtext(".//o:Parameter[@Name='URI']", None, NS) == address
    assert archived.find(".//o:Action", NS) is None
    exchanged = part(write(faces, linked(address), kind="exchange"), "Doc_0/Annots/Page_0.xml")
    assert exchanged.find(".//o:URI", NS).get("URI") == address


def test_permissions_and_view_are_declared_in_exchange_only(faces: Faces) -> None:
    exchanged = part(write(faces, linked("#b"), kind="exchange"), "Doc_0/Document.xml")
    assert exchanged.findtext("o:Permissions/o:Edit", None, NS) == "false"
    assert exchanged.find("o:Permissions/o:Print", NS).get("Printable") == "true"
    assert exchanged.find("o:VPreferences", NS) is not None
    assert part(write(faces, linked("#b")), "Doc_0/Document.xml").find("o:Permissions", NS) is None


def test_levels_of_the_outline_are_closed_up(faces: Faces) -> None:
    anchors = [
        Anchor(0, mm(10 * i), f"a{i}", title, level)
        for i, (title, level) in enumerate([("甲", 1), ("乙", 4), ("丙", 2), ("丁", 1)])
    ]
    root = part(write(faces, pages_of(*anchors, run("甲"))), "Doc_0/Document.xml").find("o:Outlines", NS)
    assert [entry.get("Title") for entry in root] == ["甲", "丁"]
    assert [entry.get("Title") for entry in root[0].iterfind("o:OutlineElem", NS)] == ["乙", "丙"]


def test_tags_hold_their_objects_in_reading_order(faces: Faces) -> None:
    figure = (Mark(4), Rule(mm(1), mm(1), mm(9), mm(1), mm(1), "000000"))
    data = write(faces, pages_of(run("段"), *figure, Mark(1), run("题"), Mark(ARTIFACT), run("页眉")))
    structure = part(data, "Doc_0/Tags/Structure.xml")
    document = structure[1]
    assert [etree.QName(child).localname for child in document] == ["H1", "P", "Figure"]
    shown = {unit.get("ID"): unit.findtext("o:TextCode", None, NS) for unit in texts(data)}
    assert [shown.get(child[0].text) for child in document] == ["题", "段", None]
    assert document[2].get("Alt") == "图" and structure[0][0].get("Label") == "1"
    referred = {reference.text for reference in structure.iter(f"{{{NS['o']}}}ObjectRef")}
    assert "页眉" not in {shown.get(number) for number in referred}


def test_an_item_without_a_tag_is_a_fault(faces: Faces) -> None:
    with pytest.raises(UntaggedError):
        write(faces, Pages((Page(A4, (run("甲"),)),), tags=TAGS))


def test_records_carry_their_metadata(faces: Faces) -> None:
    official = Official(number="甲政发〔2025〕3号", secrecy="机密★1年", urgency="特急", to=("乙县",), cc=("丙", "丁"))
    meta = Meta("关于甲的通知", issuer=("甲市", "乙局"), date="2025-11-20", official=official, retention="30年")
    root = part(write(faces, pages_of(run("甲")), meta), "OFD.xml")
    found = {data.get("Name"): data.text for data in root.iter(f"{{{NS['o']}}}CustomData")}
    assert found == {
        "题名": "关于甲的通知",
        "文件编号": "甲政发〔2025〕3号",
        "责任者": "甲市、乙局",
        "日期": "2025-11-20",
        "文种": "通知",
        "紧急程度": "特急",
        "主送": "乙县",
        "抄送": "丙、丁",
        "密级": "机密",
        "保密期限": "1年",
        "保管期限": "30年",
        "页数": "1",
        "语种": "zh-CN",
        "格式信息": "GB/T 33190-2016",
        "文档创建程序": "jzdocs",
    }
    assert root.findtext(".//o:CreationDate", None, NS) == "2025-11-20"


def test_attachments_have_their_names(faces: Faces) -> None:
    files = {"简报.facts.json": b"{}", "chart-1.csv": b"\xef\xbb\xbfa"}
    data = write(faces, pages_of(run("甲")), attached=files)
    listed = part(data, "Doc_0/Attachs/Attachments.xml")
    assert [a.get("Name") for a in listed] == ["chart-1.csv", "简报.facts.json"]
    archive = ZipFile(io.BytesIO(data))
    assert {name: archive.read(f"Doc_0/Attachs/{name}") for name in files} == files
    assert all(info.flag_bits & 0x800 for info in archive.infolist() if not info.filename.isascii())


def test_pages_may_turn(faces: Faces) -> None:
    pages = Pages(
        (Page(A4, (Mark(2), run("甲"))), Page(Size(mm(297), mm(210)), (Mark(2), run("乙", 280, 100)))), tags=TAGS
    )
    assert content(write(faces, pages), 1).findtext(".//o:PhysicalBox", None, NS) == "0 0 297 210"
