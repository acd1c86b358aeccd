"""How official documents are set: run-in headings, titles, digits, turned attachments, and what stands with a
signature (GB/T 9704-2012, 7.3)."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from test_official import HAN, Sample, build, find, rows

from jzdocs.layout.official_title import shaped_lines
from jzdocs.layout.seals import SignatureMeasures, sealed_signature
from jzdocs.layout.setter import Setter
from jzdocs.resources import resource_root
from jzdocs.source.template import find_template
from jzdocs.style.faces import Faces
from jzdocs.style.load import build_sheet
from jzdocs.style.stylesheet import SealStyle
from jzdocs.units import mm
from reading import glyphs, lines, part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def setter() -> Setter:
    """What official documents are set with."""
    root = resource_root()
    template = find_template("gongwen", [root / "templates"])
    sheet = build_sheet(template.styles, [*template.folders, root])
    return Setter(sheet, Faces(sheet))


def faces(pdf: Path, start: str) -> list[tuple[str, str]]:
    """The stretches of the line that begins with a text: (face, text)."""
    line = next(line for page in glyphs(pdf) for line in lines(page) if "".join(g.text for g in line).startswith(start))
    out: list[tuple[str, str]] = []
    for glyph in line:
        if out and out[-1][0] == glyph.font:
            out[-1] = (glyph.font, out[-1][1] + glyph.text)
        else:
            out.append((glyph.font, glyph.text))
    return out


RUN_IN = [
    ("**（一）指导思想。**以民生为本。", "WenKai", "（一）指导思想。", "StrongKai"),
    ("（二）工作目标。以民生为本。", "WenKai", "（二）工作目标。", "SignerChar"),
    ("**一、总体要求。**以民生为本。", "NotoSansSC", "一、总体要求。", "StrongHei"),
    ("一、总体要求。以民生为本。", "NotoSansSC", "一、总体要求。", "LabelChar"),
]


@pytest.mark.parametrize(("source", "face", "heading", "style"), RUN_IN)
def test_a_run_in_heading_is_in_the_face_of_its_level(
    tmp_path: Path, source: str, face: str, heading: str, style: str
) -> None:
    document = build(tmp_path, source)
    (first, text), (second, rest) = faces(document.pdf, heading)
    assert face in first and text == heading and "FandolFang" in second and rest == "以民生为本。"
    body = part(document.docx, "word/document.xml")
    run = next(r for r in body.iter(f"{W}r") if "".join(t.text or "" for t in r.iter(f"{W}t")) == heading)
    assert run.find(f"{W}rPr/{W}rStyle").get(f"{W}val") == style


@pytest.mark.parametrize(
    "text", ["（一）从事供热经营的单位应当取得许可；", "（二）未经许可从事经营。", "（三）" + HAN + "。一是。"]
)
def test_what_is_no_heading_stays_in_the_face_of_the_text(tmp_path: Path, text: str) -> None:
    document = build(tmp_path, text)
    assert all("WenKai" not in face for face, _ in faces(document.pdf, text[:3]))


def test_text_behind_a_heading_is_in_the_face_of_the_text(tmp_path: Path) -> None:
    document = build(tmp_path, "# 任务\n\n## 抓好检修。供热单位应当检修。")
    (first, heading), (second, rest) = faces(document.pdf, "（一）")
    assert "WenKai" in first and heading == "（一）抓好检修。"
    assert "FandolFang" in second and rest == "供热单位应当检修。"


def test_an_opening_mark_keeps_its_place_at_the_start_of_a_paragraph(tmp_path: Path) -> None:
    document = build(tmp_path, "（一）指导思想\n\n坚持。")
    opened, plain = find(document, "（一）"), find(document, "坚持。")
    assert opened[1] == pytest.approx(plain[1], abs=0.05)


def test_digits_beside_fangsong_are_half_an_em_wide_and_light(tmp_path: Path) -> None:
    document = build(tmp_path, "面积1350万平方米。")
    found = {text: face for face, text in faces(document.pdf, "面积")}
    assert "STIX" in found["1350"] and "FandolFang" in found["面积"]
    line = next(line for line in lines(glyphs(document.pdf)[0]) if line[0].text == "面")
    steps = [b.x0 - a.x0 for a, b in pairwise(line) if a.text in "135" and b.text in "350"]
    assert steps == pytest.approx([15.75 / 2] * 3, abs=0.1)


# --- titles

TITLES = [
    ["晋中市人民政府关于进一步加强城镇集中供热管网安全运行管理工作的通知"],
    [
        "某某市人民政府",
        "某某市住房和城乡建设局关于进一步加强城镇集中供热管网安全运行和老旧小区供热设施更新改造工作的实施意见",
    ],
    ["晋中市人民政府办公室关于印发《晋中市城市更新行动实施方案（2025—2027年）》的通知"],
    ["某某市人民政府关于表彰2024年度全市安全生产工作先进集体和先进个人的决定"],
    ["某某省人民政府办公厅关于转发省发展改革委等部门关于加快推进充电基础设施建设更好支持新能源汽车下乡实施意见的通知"],
    ["某某市人民政府关于提请审议《某某市城市供热条例（草案）》的议案"],
]


@pytest.mark.parametrize("texts", TITLES)
def test_the_lines_of_a_title_make_a_trapezium_or_a_diamond(setter: Setter, texts: list[str]) -> None:
    style, width = setter.sheet.style("title"), setter.sheet.page.measure
    parts = shaped_lines(texts, style, setter, width)
    assert parts is not None and ["".join(part) for part in parts] == texts
    whole = [line for part in parts for line in part]
    assert len(whole) > 1 and all(setter.faces["title"].width(line) * style.size / 1000 <= width for line in whole)
    lengths = [setter.faces["title"].width(line) for line in whole]
    steps = [b - a for a, b in pairwise(lengths) if abs(b - a) > 400]
    assert not any(before < 0 < after for before, after in pairwise(steps))
    for word in ("安全生产", "实施意见", "住房和城乡建设局", "基础设施", "人民政府", "供热条例", "通知", "的通知"):
        assert "".join(texts).count(word) == sum(line.count(word) for line in whole), (word, whole)


def test_issuers_before_the_last_stand_on_lines_of_their_own(setter: Setter) -> None:
    texts = ["国家发展改革委办公厅", "国家税务总局办公厅", "财政部办公厅关于做好企业减税降费政策落实情况评估工作的通知"]
    parts = shaped_lines(texts, setter.sheet.style("title"), setter, setter.sheet.page.measure)
    assert parts is not None and parts[:2] == [[texts[0]], [texts[1]]]


def test_a_title_without_a_place_to_break_is_left_to_the_usual_rules(setter: Setter) -> None:
    assert shaped_lines(["a" * 90], setter.sheet.style("title"), setter, setter.sheet.page.measure) is None


# --- signature


@pytest.mark.parametrize("names", [[8, 8, 10, 9], [12, 12], [20, 18, 6], [10, 10, 10], [3, 3, 3], [26, 26]])
@pytest.mark.parametrize("date", [0, 8])
def test_names_of_several_sealed_issuers_stay_apart_within_the_type_area(names: list[int], date: int) -> None:
    em = mm(156) // 28
    widths = [n * em for n in names]
    plan = sealed_signature(SignatureMeasures(widths, date * em, mm(156), mm(10), em), SealStyle())
    left = iter(widths)
    for _, middles in plan.rows:
        ends = [(middle - (w := next(left)) // 2, middle + w // 2) for middle in middles]
        assert ends[0][0] >= 0 and ends[-1][1] <= mm(156) + 1
        assert all(a[1] < b[0] for a, b in pairwise(ends))
    assert sum(len(middles) for _, middles in plan.rows) == len(names)


def test_text_stands_on_the_page_of_a_signature_even_where_a_page_is_full_of_what_is_glued(tmp_path: Path) -> None:
    issuers = "晋中市城市管理局, 晋中市应急管理局, 晋中市市场监督管理局, 晋中市消防救援支队"
    document = build(tmp_path, "请认真贯彻执行。", issuers=issuers, more="seal: yes\nto: [各县人民政府]")
    signed = next(
        page for page in range(document.built.pages) if any("11月20日" in row[0] for row in rows(document, page))
    )
    text = [row[0] for row in rows(document, signed)]
    assert signed == 1 and text[0] == "请认真贯彻执行。"
    assert all(row[3] > 0 for row in rows(document, signed))


def test_an_attachment_is_turned_with_its_table_and_the_record_stands_upright(tmp_path: Path) -> None:
    table = "```table\nlandscape: yes\ncolumns: [序号, 任务]\nrows:\n  - [1, 排查]\n```"
    body = f"请执行。\n\n```attachment\ntitle: 分工表\n```\n\n{table}"
    document = build(tmp_path, body, more="cc: [市委办公室]")
    pages = pypdfium2.PdfDocument(document.pdf)
    wide = [page.get_width() > page.get_height() for page in pages]
    assert wide == [False, True, False, False]
    texts = ["".join(g.text for g in page) for page in glyphs(document.pdf)]
    assert "附件" in texts[1] and "排查" in texts[1] and "抄送" in texts[3]


# --- lines before a signature (7.3.5.5)

TASK = "项工作由有关部门牵头负责办理。"


def pitches(document: Sample) -> list[int]:
    """The pitches of the paragraphs that are not set as the others, in twips."""
    body = part(document.docx, "word/document.xml")
    paragraphs = [p for p in body.iter(f"{W}p") if TASK in "".join(t.text or "" for t in p.iter(f"{W}t"))]
    found = (p.find(f"{W}pPr/{W}spacing") for p in paragraphs)
    return sorted({int(spacing.get(f"{W}line")) for spacing in found if spacing is not None})


def tasks(count: int) -> str:
    """Paragraphs of a line each."""
    return "\n\n".join(f"第{'一二三四五六七八九十'[i % 10]}{TASK}" for i in range(count))


def pages_with(document: Sample, text: str) -> list[int]:
    """The pages on which a line begins with a text."""
    count = len(glyphs(document.pdf))
    return [page for page in range(count) if any(row[0].startswith(text) for row in rows(document, page))]


def test_lines_come_closer_so_that_a_signature_fits_or_spread_where_text_goes_over_to_it(tmp_path: Path) -> None:
    closer, wider, usual = {}, {}, []
    for count in (4, 8, 9, 26, 27, 28, 29):
        folder = tmp_path / str(count)
        folder.mkdir()
        document = build(folder, tasks(count), more="remark: 此件公开发布\ncolophon: no")
        signed = pages_with(document, "（此件公开发布）")
        assert signed and pages_with(document, "2025年") == signed  # a remark stays with the signature
        assert any(TASK in row[0] for row in rows(document, signed[0])) and len(glyphs(document.pdf)) == signed[0] + 1
        match pitches(document):
            case []:
                usual.append(count)
            case [pitch] if pitch < 579:
                closer[count] = (pitch, signed[0])
            case [pitch]:
                wider[count] = (pitch, signed[0])
                ys = [y for text, _, _, y in rows(document, signed[0] - 1) if TASK in text]
                steps = [b - a for a, b in pairwise(ys)]
                assert steps == pytest.approx([pitch / 1440 * 25.4] * len(steps), abs=0.05)
    assert usual and closer and wider
    assert {pitch for pitch, _ in closer.values()} <= {554, 531} and {page for _, page in closer.values()} == {1}
    assert {pitch for pitch, _ in wider.values()} <= {607, 637, 671}


# --- persons who sign


def test_persons_sign_below_each_other_and_short_names_are_as_wide_as_others(tmp_path: Path) -> None:
    more = "signatory: [市长　张三, 军分区司令员　欧阳丰, 政委　李四]\nsigners: [王五, 赵六七]"
    document = build(tmp_path, more=more)
    signed = [find(document, start) for start in ("市长", "军分区", "政委")]
    assert [row[1] for row in signed] == pytest.approx([signed[0][1]] * 3, abs=0.2)
    ends = [row[2] for row in signed]
    assert ends == pytest.approx([156 - 4 * 156 / 28] * 3, abs=0.6)
    printed = "".join(t.text or "" for t in part(document.docx, "word/document.xml").iter(f"{W}t"))
    assert "市长　张三军分区司令员　欧阳丰政委　李四2025年11月20日" in printed
    (line,) = (line for line in lines(glyphs(document.pdf)[0]) if "签" in {g.text for g in line})
    places = {g.text: g.x0 for g in line}
    em = 156 / 28 * 72 / 25.4
    assert places["五"] - places["王"] == pytest.approx(2 * em, abs=0.3) and places["六"] - places["赵"] < 1.1 * em
