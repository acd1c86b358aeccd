"""The formatting that a Word file has in effect: every source of it, each over the one before."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from jzdocs.source.word_effective import Effective, read_effective, sections
from jzdocs.source.word_looks import PageLook, ParagraphLook, RunLook
from jzdocs.source.word_package import open_package, w

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/>'
    '<w:sz w:val="21"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" '
    'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr><w:jc w:val="both"/></w:pPr>'
    '</w:style><w:style w:type="paragraph" w:styleId="b"><w:name w:val="Base"/><w:basedOn w:val="a"/><w:pPr>'
    '<w:spacing w:before="100"/><w:ind w:firstLineChars="200" w:firstLine="420"/></w:pPr><w:rPr><w:b/>'
    '<w:rFonts w:eastAsia="楷体"/><w:sz w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="Child"/><w:basedOn w:val="b"/><w:rPr><w:color '
    'w:val="2E75B6"/></w:rPr></w:style><w:style w:type="character" w:styleId="d"><w:name w:val="Strong"/><w:rPr><w:b/>'
    "</w:rPr></w:style>"
)
THEME = (
    f'<a:theme {A} name="x"><a:themeElements><a:clrScheme name="x"><a:accent1><a:srgbClr val="5B9BD5"/></a:accent1>'
    '</a:clrScheme><a:fontScheme name="x"><a:majorFont><a:latin typeface="Cambria"/><a:ea typeface=""/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:font script="Hans" typeface="等线"/>'
    "</a:minorFont></a:fontScheme></a:themeElements></a:theme>"
)


def read(body: str, styles: str = DEFAULTS + STYLES, numbering: str = "") -> tuple[Effective, list[Any], Any]:
    """The formatting of a file, its paragraphs, and its body."""
    parts = {"styles": f"<w:styles {W}>{styles}</w:styles>", "theme": THEME}
    if numbering:
        parts["numbering"] = f"<w:numbering {W}>{numbering}</w:numbering>"
    links = "".join(f'<Relationship Id="r{k}" Type="{REL}/{k}" Target="{k}.xml"/>' for k in parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{links}</Relationships>")
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    package = open_package(out.getvalue(), "a.docx")
    body_element = package.document.root.find(w("body"))
    return read_effective(package), list(body_element.iter(w("p"))), body_element


def looks(paragraph: str, **more: str) -> tuple[ParagraphLook, list[RunLook]]:
    effective, (first, *_), _ = read(paragraph, **more)
    return effective.paragraph(first), [run.look for run in effective.runs(first)]


def test_defaults_and_theme_hold_where_nothing_else_is_written() -> None:
    paragraph, (run,) = looks("<w:p><w:r><w:t>正文</w:t></w:r></w:p>")
    assert (run.east, run.latin, run.size, run.bold) == ("等线", "Calibri", 21, False)
    assert (paragraph.after, paragraph.line, paragraph.rule, paragraph.align) == (160, 259, "auto", "justify")


def test_styles_go_before_defaults_and_direct_formatting_before_styles() -> None:
    paragraph, (first, second) = looks(
        '<w:p><w:pPr><w:pStyle w:val="c"/><w:spacing w:line="560" w:lineRule="exact"/></w:pPr>'
        '<w:r><w:t>一</w:t></w:r><w:r><w:rPr><w:b w:val="0"/><w:rFonts w:eastAsia="黑体"/><w:sz w:val="44"/></w:rPr>'
        "<w:t>二</w:t></w:r></w:p>"
    )
    assert (first.east, first.latin, first.size, first.bold, first.color) == ("楷体", "Calibri", 32, True, "2E75B6")
    assert (second.east, second.size, second.bold, second.color) == ("黑体", 44, False, "2E75B6")
    # attributes of one property come from several levels
    assert (paragraph.before, paragraph.after, paragraph.line, paragraph.rule) == (100, 160, 560, "exact")


def test_bold_of_two_styles_is_not_bold() -> None:
    _, (plain, strong) = looks(
        '<w:p><w:pPr><w:pStyle w:val="c"/></w:pPr><w:r><w:t>一</w:t></w:r><w:r><w:rPr><w:rStyle w:val="d"/></w:rPr>'
        "<w:t>二</w:t></w:r></w:p>"
    )
    assert plain.bold
    assert not strong.bold  # 17.7.3


def test_measures_in_characters_go_before_twips() -> None:
    paragraph, _ = looks('<w:p><w:pPr><w:pStyle w:val="c"/></w:pPr><w:r><w:t>一</w:t></w:r></w:p>')
    assert paragraph.first == 640  # two characters of 16 pt, not 420
    hanging, _ = looks(
        '<w:p><w:pPr><w:pStyle w:val="c"/><w:ind w:hanging="300"/></w:pPr><w:r><w:t>一</w:t></w:r></w:p>'
    )
    assert hanging.first == -300
    effective, (first,), _ = read(
        '<w:p><w:pPr><w:spacing w:beforeLines="50" w:before="10"/></w:pPr><w:r><w:t>一</w:t></w:r></w:p>'
    )
    assert effective.paragraph(first, PageLook(grid="lines", pitch=312)).before == 156


def test_indents_of_lists_lie_between_style_and_direct_formatting() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/>'
        '<w:pPr><w:ind w:left="840" w:hanging="420"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    paragraph, _ = looks(
        f'<w:p><w:pPr><w:pStyle w:val="c"/>{listed}</w:pPr><w:r><w:t>一</w:t></w:r></w:p>', numbering=numbering
    )
    assert (paragraph.left, paragraph.first, paragraph.numbered) == (840, -420, True)
    direct, _ = looks(
        f'<w:p><w:pPr>{listed}<w:ind w:left="0" w:firstLine="0"/></w:pPr><w:r><w:t>一</w:t></w:r></w:p>',
        numbering=numbering,
    )
    assert (direct.left, direct.first) == (0, 0)


def test_what_is_deleted_is_not_there_and_what_is_inserted_is() -> None:
    effective, (first,), _ = read(
        "<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>乙</w:delText></w:r></w:del><w:ins><w:r><w:t>丙</w:t>"
        '<w:br w:type="page"/></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>'
    )
    assert "".join(run.text for run in effective.runs(first)) == "甲丙\f"


def test_sections_have_their_pages_and_blocks() -> None:
    _, _, body = read(
        '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr></w:pPr></w:p><w:p/><w:tbl/><w:sectPr>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:bottom="1984" w:left="1588" w:right="1474" '
        'w:header="851" w:footer="992" w:gutter="0"/><w:docGrid w:type="linesAndChars" w:linePitch="579" '
        'w:charSpace="-842"/></w:sectPr>'
    )
    (wide, _, first), (page, section, rest) = sections(body)
    assert (wide.width, len(first)) == (16838, 1)
    assert (page.measure, page.depth, page.grid, page.pitch, page.char_space) == (
        8844,
        12756,
        "linesAndChars",
        579,
        -842,
    )
    assert len(rest) == 2
    assert section is not None


@pytest.mark.parametrize(
    ("look", "pitch", "height"),
    [
        (ParagraphLook(line=560, rule="exact"), 579, 560),
        (ParagraphLook(line=560, rule="atLeast"), 0, 560),
        (ParagraphLook(), 0, 416),
        (ParagraphLook(), 579, 579),
        (ParagraphLook(line=360), 312, 936),
        (ParagraphLook(line=360, snap=False), 312, 624),
    ],
)
def test_height_of_lines(look: ParagraphLook, pitch: int, height: int) -> None:
    assert look.height(32, pitch) == height


VALUES = st.one_of(
    st.sampled_from(["", "0", "1", "on", "auto", "-5", "1e9", "x", "12.5", "nan", "中"]), st.text(max_size=3)
)


@settings(deadline=None, max_examples=60)
@given(st.lists(VALUES.filter(lambda v: v.isprintable() and not set(v) & set('<>&"')), min_size=8, max_size=8))
def test_no_value_stops_the_reading(values: list[str]) -> None:
    names = ("w:sz", "w:b", "w:color", "w:position", "w:u", "w:vanish")
    run = "".join(f'<{name} w:val="{value}"/>' for name, value in zip(names, values, strict=False))
    spacing = f'<w:spacing w:before="{values[6]}" w:lineRule="{values[7]}" w:line="{values[0]}"/>'
    indent = f'<w:ind w:firstLineChars="{values[1]}" w:left="{values[2]}"/><w:outlineLvl w:val="{values[3]}"/>'
    paragraph, (look,) = looks(
        f"<w:p><w:pPr>{spacing}{indent}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>甲</w:t></w:r></w:p>"
    )
    assert isinstance(paragraph.height(look.size, 0), int)
