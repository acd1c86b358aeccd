"""Stylesheet → Word's styles (ECMA-376 Part 1, 17.7). All looks are styles, so that an editor can change them at one
place; each names a font for Chinese (eastAsia) and one for Latin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.layout.card_plan import STRIP_SCALE
from jzdocs.style.stylesheet import Stylesheet, TextStyle
from jzdocs.units import pt, to_pt, to_twips
from jzdocs.word.numbering import HEADINGS
from jzdocs.word.ooxml import Element, border, list_properties, on, w
from jzdocs.word.spacing import exact_line

_JUSTIFY = {"justify": "both", "left": "left", "center": "center", "right": "right"}
_LATIN = {"hei": "Arial"}
_BELOW_FIGURE = pt(14)


def fonts_of(sheet: Stylesheet, role: str) -> tuple[str, str]:
    """Return the (ascii, eastAsia) font names of a role. Without a role for Latin that is Times New Roman, beside Hei
    Arial."""
    latin = sheet.fonts["latin"].word if "latin" in sheet.fonts else _LATIN.get(role, "Times New Roman")
    if sheet.page.characters and role == "title" and "latin" not in sheet.fonts:
        latin = sheet.fonts[role].word  # light digits would stand beside the heavy Han of an official title
    return latin, sheet.fonts[role].word


def styles(sheet: Stylesheet) -> Element:
    """Return `w:styles`."""
    root = w("styles", _defaults(sheet), _latent())
    root.extend(_paragraph_styles(sheet))
    root.extend(_character_styles(sheet))
    root.extend(_table_styles())
    return root


def _defaults(sheet: Stylesheet) -> Element:
    """Return the properties of text that no style names (17.7.5)."""
    latin, east = fonts_of(sheet, sheet.body.font)
    size = _half_points(sheet.body)
    trimmed = "0" if sheet.page.characters else "1"
    return w(
        "docDefaults",
        w(
            "rPrDefault",
            w(
                "rPr",
                w("rFonts", ascii=latin, hAnsi=latin, eastAsia=east, cs=latin),
                w("kern", val="2"),
                w("sz", val=size),
                w("szCs", val=size),
                w("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"),
            ),
        ),
        # punctuation does not hang in the margin, and an opening mark at a line's start is trimmed, as in the PDF, but
        # not on a grid of characters, where （一） begins two characters in
        w("pPrDefault", w("pPr", w("overflowPunct", val="0"), w("topLinePunct", val=trimmed))),
    )


def _latent() -> Element:
    """Return how Word shows styles that the file does not hold (17.7.4.5)."""
    return w(
        "latentStyles",
        defLockedState="0",
        defUIPriority="99",
        defSemiHidden="0",
        defUnhideWhenUsed="0",
        defQFormat="0",
        count="376",
    )


def _half_points(style: TextStyle) -> int:
    """Return a style's size in the unit of `w:sz`."""
    return round(to_pt(style.size) * 2)


def _pitch(sheet: Stylesheet, text: TextStyle) -> Element | None:
    """Return the spacing that makes up for rounding a size to Word's half points, so that a line holds as many
    characters; None where nothing was rounded, unless the text's own spacing, which all styles are based on, must be
    taken back."""
    lost = _lost(text)
    return w("spacing", val=lost) if lost or _lost(sheet.body) else None


def _lost(text: TextStyle) -> int:
    """Return by how much a size is smaller than in Word's half points."""
    return to_twips(text.size) - _half_points(text) * 10


class Traits(Struct, frozen=True):
    """What a paragraph style says beside its text style: what it is based on and which style follows; its place in
    Word's list (`priority`, and whether it is among the `quick` ones); whether leading is `exact` or the least; whether
    it stays with the next paragraph; its outline level from 0; widow control; whether it is the default; whether its
    lines `snap` to the page's grid. `extra` holds further properties."""

    based: str | None = "Normal"
    following: str | None = None
    priority: int = 99
    quick: bool = True
    exact: bool = True
    keep: bool = False
    extra: Sequence[Element] = ()
    outline: int | None = None
    widow: bool = True
    default: bool = False
    snap: bool = False


def _style(sheet: Stylesheet, id_: str, name: str, text: TextStyle, traits: Traits | None = None) -> Element:
    """Return a paragraph style that follows a text style of the sheet."""
    traits = traits or Traits()
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val=traits.based) if traits.based else None,
        w("next", val=traits.following) if traits.following else None,
        w("uiPriority", val=traits.priority),
        w("qFormat") if traits.quick else None,
        _paragraph_properties(sheet, text, traits),
        _text_properties(sheet, text),
        type="paragraph",
        styleId=id_,
        default="1" if traits.default else None,
        customStyle="1" if id_ in _CUSTOM else None,
    )


def _paragraph_properties(sheet: Stylesheet, text: TextStyle, traits: Traits) -> Element:
    """Return `w:pPr` in the order of its schema (17.3.1.26)."""
    extra = {element.tag.rpartition("}")[2]: element for element in traits.extra}
    indent = extra.get("ind")
    return w(
        "pPr",
        w("keepNext") if traits.keep else None,
        w("keepLines") if traits.keep else None,
        on("widowControl", traits.widow),
        extra.get("numPr"),
        extra.get("pBdr"),
        extra.get("tabs"),
        on("snapToGrid", traits.snap),
        w(
            "spacing",
            before=to_twips(text.before) or None,
            after=to_twips(text.after),
            line=exact_line(sheet, text.leading),
            lineRule="exact" if traits.exact else "atLeast",
        ),
        first_line(text) if indent is None else indent,
        extra.get("contextualSpacing"),
        w("jc", val=_JUSTIFY[text.align]),
        w("outlineLvl", val=traits.outline) if traits.outline is not None else None,
    )


def first_line(text: TextStyle) -> Element:
    """Return the indent of the first line, in hundredths of a character beside twips: it follows the size."""
    characters = round(text.indent / text.size * 100)
    if not characters:
        return w("ind", firstLine="0")
    return w("ind", firstLineChars=characters, firstLine=to_twips(text.indent))


def _text_properties(sheet: Stylesheet, text: TextStyle) -> Element:
    """Return `w:rPr` in the order of its schema (17.3.2.28)."""
    latin, east = fonts_of(sheet, text.font)
    return w(
        "rPr",
        w("rFonts", ascii=latin, hAnsi=latin, eastAsia=east, cs=latin),
        on("b", text.bold),
        on("bCs", text.bold),
        w("color", val=text.color if text.color != "000000" else "auto"),
        _pitch(sheet, text),
        w("sz", val=_half_points(text)),
        w("szCs", val=_half_points(text)),
    )


# styles that Word does not know by these names
_CUSTOM = {
    "Issuer",
    "Imprint",
    "FigureHolder",
    "Note",
    "TableText",
    "TableHead",
    "TableSmall",
    "TableSmallHead",
    "SourceCode",
    "SectionEnd",
    "KeyTitle",
    "KeyNumber",
    "KeyLabel",
    "KeyContext",
    "KeyNumberStrip",
    "CoverTitle",
    "CoverSubtitle",
    "FrontTitle",
    "Spacer",
    "RedHead",
    "OfficialText",
    "OfficialLabel",
    "Colophon",
}


_CUSTOM_RUNS = {"CodeChar", "TextChar", "LabelChar", "SignerChar", "StrongHei", "StrongKai"}


def _paragraph_styles(sheet: Stylesheet) -> Iterator[Element]:
    """Yield all paragraph styles, in the order in which the file has them."""
    yield from _text_styles(sheet)
    yield from _front_styles(sheet)
    yield from _figure_styles(sheet)
    yield from _aside_styles(sheet)
    if sheet.page.characters:
        yield from _official_styles(sheet)
    yield from _key_figure_styles(sheet)
    yield from _empty_styles(sheet)


def _text_styles(sheet: Stylesheet) -> Iterator[Element]:
    """Yield the styles of text and headings."""
    plain = replace(sheet.body, indent=0)
    yield _style(sheet, "Normal", "Normal", plain, Traits(based=None, priority=0, default=True))
    yield _style(sheet, "BodyText", "Body Text", sheet.body, Traits(priority=1))
    for level, heading in enumerate(sheet.headings, 1):
        numbers = (list_properties(HEADINGS, level - 1),) if heading.numbering else ()
        traits = Traits(following="BodyText", priority=9, keep=True, outline=level - 1, extra=numbers)
        yield _style(sheet, f"Heading{level}", f"heading {level}", heading.text, traits)


def _front_styles(sheet: Stylesheet) -> Iterator[Element]:
    """Yield the styles of cover, title block, contents and lists of figures."""
    named, measure = sheet.style, to_twips(sheet.page.measure)
    yield _style(sheet, "Title", "Title", named("title"), Traits(following="Subtitle", priority=10))
    yield _style(sheet, "Subtitle", "Subtitle", named("subtitle"), Traits(following="BodyText", priority=11))
    for base in ("Title", "Subtitle"):
        bar = w("pBdr", w("left", val="single", sz="24", space="14", color=sheet.accent))
        traits = Traits(based=base, extra=(bar, w("ind", left="340", firstLine="0")))
        yield _style(sheet, f"Cover{base}", f"Cover {base}", named(base.lower()), traits)
    yield _style(sheet, "Issuer", "Issuer", named("issuer"))
    yield _style(sheet, "Imprint", "Imprint", named("imprint"))
    yield _style(sheet, "FrontTitle", "Front Title", named("toc_title"), Traits(keep=True))
    yield _style(sheet, "TOC1", "toc 1", named("toc1"), Traits(priority=39, quick=False, extra=(_leader(measure),)))
    second = replace(named("toc2"), indent=0)
    left = w("ind", left=to_twips(named("toc2").indent), firstLine="0")
    yield _style(sheet, "TOC2", "toc 2", second, Traits(priority=39, quick=False, extra=(_leader(measure), left)))
    yield _style(sheet, "TableofFigures", "table of figures", second, Traits(quick=False, extra=(_leader(measure),)))


def _leader(measure: int) -> Element:
    """Return the tab stop at the right edge to which dots lead."""
    return w("tabs", w("tab", val="right", leader="dot", pos=measure))


def _figure_styles(sheet: Stylesheet) -> Iterator[Element]:
    """Yield the styles of captions, notes below figures, pictures and tables."""
    named, plain = sheet.style, replace(sheet.body, indent=0)
    caption = replace(named("caption"), before=pt(5), after=_BELOW_FIGURE)
    yield _style(sheet, "Caption", "caption", caption, Traits(priority=35, exact=False))
    # space below the last note only: none between paragraphs of this style
    note = replace(named("note"), after=_BELOW_FIGURE)
    yield _style(sheet, "Note", "Note", note, Traits(extra=(w("contextualSpacing"),)))
    holder = replace(plain, align="center", before=pt(12))
    yield _style(sheet, "FigureHolder", "Figure", holder, Traits(exact=False, keep=True))
    yield _style(sheet, "TableText", "Table Text", named("table"), Traits(exact=False))
    yield _style(sheet, "TableHead", "Table Head", named("table_head"), Traits(exact=False, keep=True))
    small, small_head = (replace(named(name), size=pt(8), leading=pt(11)) for name in ("table", "table_head"))
    yield _style(sheet, "TableSmall", "Table Text Small", small, Traits(based="TableText", exact=False))
    yield _style(sheet, "TableSmallHead", "Table Head Small", small_head, Traits(based="TableHead", keep=True))


def _aside_styles(sheet: Stylesheet) -> Iterator[Element]:
    """Yield the styles of quotations, code, lists, footnotes, comments, headers and footers."""
    named, measure = sheet.style, to_twips(sheet.page.measure)
    two_ems = to_twips(2 * sheet.body.size)
    first = to_twips(named("quote").indent)
    quote = w("ind", left=two_ems, right=two_ems, firstLineChars="200", firstLine=first)
    yield _style(sheet, "Quote", "Quote", named("quote"), Traits(priority=29, extra=(quote,)))
    code = w("ind", left=two_ems, firstLine="0")
    yield _style(sheet, "SourceCode", "Source Code", named("code"), Traits(extra=(code,)))
    yield _style(sheet, "ListParagraph", "List Paragraph", replace(sheet.body, indent=0), Traits(priority=34))
    yield _style(sheet, "FootnoteText", "footnote text", named("footnote"), Traits(quick=False))
    yield _style(sheet, "CommentText", "annotation text", named("note"), Traits(quick=False))
    rule = w("pBdr", border("bottom", 4, named("header").color))
    tabs = w("tabs", w("tab", val="right", pos=measure))
    yield _style(sheet, "Header", "header", named("header"), Traits(quick=False, extra=(rule, tabs)))
    yield _style(sheet, "Footer", "footer", named("footer"), Traits(quick=False))


def _key_figure_styles(sheet: Stylesheet) -> Iterator[Element]:
    """Yield the styles of key figures; in a strip the number is smaller than on the collected page."""
    quiet = Traits(quick=False, exact=False)
    for id_, name in (("KeyTitle", "key_title"), ("KeyLabel", "key_label"), ("KeyContext", "key_context")):
        yield _style(sheet, id_, id_.replace("Key", "Key Figure "), sheet.style(name), quiet)
    number = sheet.style("key_number")
    yield _style(sheet, "KeyNumber", "Key Figure Number", number, quiet)
    strip = replace(number, size=round(number.size * STRIP_SCALE), leading=round(number.leading * STRIP_SCALE))
    traits = Traits(based="KeyNumber", quick=False, exact=False)
    yield _style(sheet, "KeyNumberStrip", "Key Figure Number Strip", strip, traits)


def _empty_styles(sheet: Stylesheet) -> Iterator[Element]:
    """Yield the styles of paragraphs without text, which take (almost) no room."""
    plain, traits = replace(sheet.body, indent=0), Traits(quick=False, widow=False)
    yield _style(sheet, "SectionEnd", "Section End", replace(plain, size=pt(1), leading=pt(1)), traits)
    yield _style(sheet, "Spacer", "Spacer", replace(plain, size=pt(4), leading=pt(4)), traits)


def _official_styles(sheet: Stylesheet) -> Iterator[Element]:
    """Yield the styles of official documents."""
    plain = replace(sheet.body, indent=0)
    yield _style(sheet, "RedHead", "Red Head", sheet.style("red_head"))
    yield _style(sheet, "OfficialText", "Official Text", plain)
    yield _style(
        sheet,
        "OfficialLabel",
        "Official Label",
        replace(sheet.style("label"), leading=plain.leading),
    )
    yield _style(sheet, "Colophon", "Colophon", sheet.style("colophon"), Traits(quick=False))


def _character_styles(sheet: Stylesheet) -> Iterator[Element]:
    """Yield the styles of runs."""
    yield w(
        "style",
        w("name", val="Default Paragraph Font"),
        w("uiPriority", val="1"),
        w("semiHidden"),
        w("unhideWhenUsed"),
        type="character",
        styleId="DefaultParagraphFont",
        default="1",
    )
    kai = fonts_of(sheet, "kai" if "kai" in sheet.fonts else sheet.body.font)
    code = fonts_of(sheet, sheet.style("code").font)
    label, text = fonts_of(sheet, sheet.style("label").font), fonts_of(sheet, sheet.body.font)
    for id_, name, properties in (
        ("Strong", "Strong", (w("b"), w("bCs"))),
        ("Emphasis", "Emphasis", (w("rFonts", ascii=kai[0], hAnsi=kai[0], eastAsia=kai[1]),)),
        ("CodeChar", "Code Char", (w("rFonts", ascii=code[0], hAnsi=code[0], eastAsia=code[1]), w("noProof"))),
        ("Hyperlink", "Hyperlink", (w("color", val=sheet.accent),)),
        ("LabelChar", "Label Char", (w("rFonts", ascii=label[0], hAnsi=label[0], eastAsia=label[1]),)),
        ("SignerChar", "Signer Char", (w("rFonts", ascii=kai[0], hAnsi=kai[0], eastAsia=kai[1]),)),
        ("TextChar", "Text Char", (w("rFonts", ascii=text[0], hAnsi=text[0], eastAsia=text[1]),)),
        ("StrongHei", "Strong Hei", (w("rFonts", ascii=label[0], hAnsi=label[0], eastAsia=label[1]),)),
        ("StrongKai", "Strong Kai", (w("rFonts", ascii=kai[0], hAnsi=kai[0], eastAsia=kai[1]),)),
        ("FootnoteReference", "footnote reference", (w("vertAlign", val="superscript"),)),
        ("CommentReference", "annotation reference", (w("sz", val=16), w("szCs", val=16))),
    ):
        yield w(
            "style",
            w("name", val=name),
            w("basedOn", val="DefaultParagraphFont"),
            w("uiPriority", val="20"),
            w("rPr", *properties),
            type="character",
            styleId=id_,
            customStyle="1" if id_ in _CUSTOM_RUNS else None,
        )


def _table_styles() -> Iterator[Element]:
    """Yield the styles of tables: with three rules, and without."""
    margins = w(
        "tblCellMar",
        *(w(side, w_=v, type="dxa") for side, v in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))),
    )
    yield w(
        "style",
        w("name", val="Normal Table"),
        w("uiPriority", val="99"),
        w("semiHidden"),
        w("unhideWhenUsed"),
        w("tblPr", w("tblInd", w_="0", type="dxa"), margins),
        type="table",
        styleId="TableNormal",
        default="1",
    )
    rules = w("tblPr", w("tblBorders", border("top", 6), border("bottom", 6)))
    head = w("tblStylePr", w("tcPr", w("tcBorders", border("bottom", 4))), type="firstRow")
    yield w(
        "style",
        w("name", val="Three Rules"),
        w("basedOn", val="TableNormal"),
        w("uiPriority", val="59"),
        w("qFormat"),
        rules,
        head,
        type="table",
        styleId="JzTable",
        customStyle="1",
    )
    yield w(
        "style",
        w("name", val="No Rules"),
        w("basedOn", val="TableNormal"),
        w("uiPriority", val="59"),
        w("tblPr"),
        type="table",
        styleId="JzPlain",
        customStyle="1",
    )
    yield w(
        "style",
        w("name", val="No List"),
        w("uiPriority", val="99"),
        w("semiHidden"),
        w("unhideWhenUsed"),
        type="numbering",
        styleId="NoList",
        default="1",
    )
