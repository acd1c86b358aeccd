"""Stylesheet → Word's styles, numbering and settings. All looks are styles; eastAsia fonts stand in every one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from jzdocs.style.stylesheet import Stylesheet, TextStyle
from jzdocs.units import EMU_PER_TWIP, to_pt, to_twips
from jzdocs.word.ooxml import Element, border, list_properties, w

_JUSTIFY = {"justify": "both", "left": "left", "center": "center", "right": "right"}
_LATIN = {"hei": "Arial"}


def fonts_of(sheet: Stylesheet, role: str) -> tuple[str, str]:
    """(ascii, eastAsia) font names of a role; Latin in Times New Roman or, beside Hei, in Arial."""
    latin = sheet.fonts["latin"].word if "latin" in sheet.fonts else _LATIN.get(role, "Times New Roman")
    return latin, sheet.fonts[role].word


def styles(sheet: Stylesheet) -> Element:
    """`w:styles`."""
    root = w("styles", _defaults(sheet), _latent())
    root.extend(_paragraph_styles(sheet))
    root.extend(_character_styles(sheet))
    root.extend(_table_styles())
    return root


def _defaults(sheet: Stylesheet) -> Element:
    ascii_, east = fonts_of(sheet, sheet.body.font)
    size = _half(sheet.body)
    return w(
        "docDefaults",
        w(
            "rPrDefault",
            w(
                "rPr",
                w("rFonts", ascii=ascii_, hAnsi=ascii_, eastAsia=east, cs=ascii_),
                w("kern", val="2"),
                w("sz", val=size),
                w("szCs", val=size),
                w("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"),
            ),
        ),
        # punctuation does not hang in the margin, and an opening mark at a line's start is trimmed, as in the PDF
        w("pPrDefault", w("pPr", w("overflowPunct", val="0"), w("topLinePunct", val="1"))),
    )


def _latent() -> Element:
    return w(
        "latentStyles",
        defLockedState="0",
        defUIPriority="99",
        defSemiHidden="0",
        defUnhideWhenUsed="0",
        defQFormat="0",
        count="376",
    )


def _half(style: TextStyle) -> int:
    return round(to_pt(style.size) * 2)


def _pitch(text: TextStyle) -> Element | None:
    """Word's sizes are half points: what a size was rounded by is taken back from between characters, so that a line
    holds as many."""
    lack = to_twips(text.size) - _half(text) * 10
    return w("spacing", val=lack) if lack else None


def _style(
    sheet: Stylesheet,
    id_: str,
    name: str,
    text: TextStyle,
    *,
    based: str | None = "Normal",
    following: str | None = None,
    priority: int = 99,
    quick: bool = True,
    exact: bool = True,
    keep: bool = False,
    extra: Sequence[Element] = (),
    outline: int | None = None,
    widow: bool = True,
    default: bool = False,
    snap: bool = False,
) -> Element:
    """A paragraph style that follows a text style of the sheet; with `snap` its lines stand on the page's grid."""
    ascii_, east = fonts_of(sheet, text.font)
    chars = round(text.indent / text.size * 100) if text.indent else 0
    by_tag = {e.tag.split("}")[1]: e for e in extra}
    spacing = w(
        "spacing",
        before=to_twips(text.before) or None,
        after=to_twips(text.after),
        line=text.leading // EMU_PER_TWIP,
        lineRule="exact" if exact else "atLeast",
    )
    paragraph = w(
        "pPr",
        w("keepNext") if keep else None,
        w("keepLines") if keep else None,
        w("widowControl") if widow else w("widowControl", val="0"),
        by_tag.get("numPr"),
        by_tag.get("pBdr"),
        by_tag.get("tabs"),
        w("snapToGrid", val=None if snap else "0"),
        spacing,
        by_tag.get("ind")
        if "ind" in by_tag
        else w("ind", firstLineChars=chars, firstLine=to_twips(text.indent))
        if chars
        else w("ind", firstLine="0"),
        by_tag.get("contextualSpacing"),
        w("jc", val=_JUSTIFY[text.align]),
        w("outlineLvl", val=outline) if outline is not None else None,
    )
    run = w(
        "rPr",
        w("rFonts", ascii=ascii_, hAnsi=ascii_, eastAsia=east, cs=ascii_),
        w("b") if text.bold else w("b", val="0"),
        w("bCs") if text.bold else w("bCs", val="0"),
        w("color", val=text.color if text.color != "000000" else "auto"),
        _pitch(text),
        w("sz", val=_half(text)),
        w("szCs", val=_half(text)),
    )
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val=based) if based else None,
        w("next", val=following) if following else None,
        w("uiPriority", val=priority),
        w("qFormat") if quick else None,
        paragraph,
        run,
        type="paragraph",
        styleId=id_,
        default="1" if default else None,
        customStyle="1" if id_ in _CUSTOM else None,
    )


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


def _paragraph_styles(sheet: Stylesheet) -> Iterator[Element]:
    body = sheet.body
    plain = replace(body, indent=0)
    named = sheet.style
    yield _style(sheet, "Normal", "Normal", plain, based=None, priority=0, default=True)
    yield _style(sheet, "BodyText", "Body Text", body, priority=1, snap=bool(sheet.page.characters))
    for level, heading in enumerate(sheet.headings, 1):
        numbers = (list_properties(HEADINGS, level - 1),) if heading.numbering else ()
        yield _style(
            sheet,
            f"Heading{level}",
            f"heading {level}",
            heading.text,
            following="BodyText",
            priority=9,
            keep=True,
            outline=level - 1,
            extra=numbers,
        )
    yield _style(sheet, "Title", "Title", named("title"), following="Subtitle", priority=10)
    yield _style(sheet, "Subtitle", "Subtitle", named("subtitle"), following="BodyText", priority=11)
    bar = w("pBdr", w("left", val="single", sz="24", space="14", color=sheet.accent))
    side = w("ind", left="340", firstLine="0")
    yield _style(sheet, "CoverTitle", "Cover Title", named("title"), based="Title", extra=(bar, side))
    bar = w("pBdr", w("left", val="single", sz="24", space="14", color=sheet.accent))
    side = w("ind", left="340", firstLine="0")
    yield _style(sheet, "CoverSubtitle", "Cover Subtitle", named("subtitle"), based="Subtitle", extra=(bar, side))
    yield _style(sheet, "Issuer", "Issuer", named("issuer"))
    yield _style(sheet, "Imprint", "Imprint", named("imprint"))
    yield _style(sheet, "FrontTitle", "Front Title", named("toc_title"), keep=True)
    measure = to_twips(sheet.page.measure)
    yield _style(sheet, "TOC1", "toc 1", named("toc1"), priority=39, quick=False, extra=(_leader(measure),))
    left = w("ind", left=to_twips(named("toc2").indent), firstLine="0")
    yield _style(
        sheet,
        "TOC2",
        "toc 2",
        replace(named("toc2"), indent=0),
        priority=39,
        quick=False,
        extra=(_leader(measure), left),
    )
    yield _style(
        sheet,
        "TableofFigures",
        "table of figures",
        replace(named("toc2"), indent=0),
        quick=False,
        extra=(_leader(measure),),
    )
    yield _style(
        sheet, "Caption", "caption", replace(named("caption"), before=63500, after=177800), priority=35, exact=False
    )
    # space below the last note only: none between paragraphs of this style
    yield _style(sheet, "Note", "Note", replace(named("note"), after=177800), extra=(w("contextualSpacing"),))
    yield _style(sheet, "FigureHolder", "Figure", replace(plain, align="center", before=152400), exact=False, keep=True)
    yield _style(sheet, "TableText", "Table Text", named("table"), exact=False)
    yield _style(sheet, "TableHead", "Table Head", named("table_head"), exact=False, keep=True)
    small = replace(named("table"), size=101600, leading=139700)
    yield _style(sheet, "TableSmall", "Table Text Small", small, based="TableText", exact=False)
    yield _style(
        sheet,
        "TableSmallHead",
        "Table Head Small",
        replace(named("table_head"), size=101600, leading=139700),
        based="TableHead",
        keep=True,
    )
    quote = w(
        "ind",
        left=to_twips(2 * body.size),
        right=to_twips(2 * body.size),
        firstLineChars="200",
        firstLine=to_twips(named("quote").indent),
    )
    yield _style(sheet, "Quote", "Quote", named("quote"), priority=29, extra=(quote,))
    code = w("ind", left=to_twips(2 * body.size), firstLine="0")
    yield _style(sheet, "SourceCode", "Source Code", named("code"), extra=(code,))
    yield _style(sheet, "ListParagraph", "List Paragraph", plain, priority=34)
    yield _style(sheet, "FootnoteText", "footnote text", named("footnote"), quick=False)
    yield _style(sheet, "CommentText", "annotation text", named("note"), quick=False)
    rule = w("pBdr", border("bottom", 4, sheet.style("header").color))
    tabs = w("tabs", w("tab", val="right", pos=measure))
    yield _style(sheet, "Header", "header", named("header"), quick=False, extra=(rule, tabs))
    yield _style(sheet, "Footer", "footer", named("footer"), quick=False)
    if sheet.page.characters:
        yield from _official_styles(sheet)
    for id_, name in (("KeyTitle", "key_title"), ("KeyLabel", "key_label"), ("KeyContext", "key_context")):
        yield _style(sheet, id_, id_.replace("Key", "Key Figure "), named(name), quick=False, exact=False)
    number = named("key_number")
    yield _style(sheet, "KeyNumber", "Key Figure Number", number, quick=False, exact=False)
    strip = replace(number, size=round(number.size * 20 / 26), leading=round(number.leading * 20 / 26))
    yield _style(sheet, "KeyNumberStrip", "Key Figure Number Strip", strip, based="KeyNumber", quick=False, exact=False)
    tiny = replace(plain, size=12700, leading=12700)
    yield _style(sheet, "SectionEnd", "Section End", tiny, quick=False, widow=False)
    yield _style(sheet, "Spacer", "Spacer", replace(plain, size=50800, leading=50800), quick=False, widow=False)


def _official_styles(sheet: Stylesheet) -> Iterator[Element]:
    """Styles of official documents."""
    plain = replace(sheet.body, indent=0)
    yield _style(sheet, "RedHead", "Red Head", sheet.style("red_head"))
    yield _style(sheet, "OfficialText", "Official Text", plain, snap=True)
    yield _style(
        sheet, "OfficialLabel", "Official Label", replace(sheet.style("label"), leading=plain.leading), snap=True
    )
    yield _style(sheet, "Colophon", "Colophon", sheet.style("colophon"), quick=False)


def _leader(measure: int) -> Element:
    return w("tabs", w("tab", val="right", leader="dot", pos=measure))


def _character_styles(sheet: Stylesheet) -> Iterator[Element]:
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
    label = fonts_of(sheet, sheet.style("label").font)
    for id_, name, properties in (
        ("Strong", "Strong", (w("b"), w("bCs"))),
        ("Emphasis", "Emphasis", (w("rFonts", ascii=kai[0], hAnsi=kai[0], eastAsia=kai[1]),)),
        ("CodeChar", "Code Char", (w("rFonts", ascii=code[0], hAnsi=code[0], eastAsia=code[1]), w("noProof"))),
        ("Hyperlink", "Hyperlink", (w("color", val=sheet.accent),)),
        ("LabelChar", "Label Char", (w("rFonts", ascii=label[0], hAnsi=label[0], eastAsia=label[1]),)),
        ("SignerChar", "Signer Char", (w("rFonts", ascii=kai[0], hAnsi=kai[0], eastAsia=kai[1]),)),
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
            customStyle="1" if id_ in ("CodeChar", "LabelChar", "SignerChar") else None,
        )


def _table_styles() -> Iterator[Element]:
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


def settings(sheet: Stylesheet, *, even: bool = False, fonts: str = "") -> Element:
    """`w:settings`: mirrored margins, punctuation compressed as Chinese wants it, no compatibility mode, footnotes
    declared."""
    compat = w(
        "compat",
        w("spaceForUL"),
        w("balanceSingleByteDoubleByteWidth"),
        w("doNotLeaveBackslashAlone"),
        w("ulTrailSpace"),
        w("doNotExpandShiftReturn"),
        w("adjustLineHeightInTable"),
        w("useFELayout"),
        *(
            w("compatSetting", name=name, uri="http://schemas.microsoft.com/office/word", val=value)
            for name, value in (
                ("compatibilityMode", "15"),
                ("overrideTableStyleFontSizeAndJustification", "1"),
                ("enableOpenTypeFeatures", "1"),
                ("doNotFlipMirrorIndents", "1"),
                ("differentiateMultirowTableHeaders", "1"),
            )
        ),
    )
    return w(
        "settings",
        w("zoom", percent="100"),
        w("embedTrueTypeFonts") if fonts else None,
        w("saveSubsetFonts") if fonts == "used" else None,
        w("mirrorMargins") if sheet.page.inner != sheet.page.outer else None,
        w("bordersDoNotSurroundHeader"),
        w("bordersDoNotSurroundFooter"),
        w("defaultTabStop", val="420"),
        w("evenAndOddHeaders") if even or sheet.page.number.place == "outside" else None,
        w("drawingGridVerticalSpacing", val=to_twips(sheet.body.leading)),
        w("characterSpacingControl", val="compressPunctuation"),
        w("footnotePr", w("footnote", id="-1"), w("footnote", id="0")),
        compat,
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
        w(
            "clrSchemeMapping",
            bg1="light1",
            t1="dark1",
            bg2="light2",
            t2="dark2",
            accent1="accent1",
            accent2="accent2",
            accent3="accent3",
            accent4="accent4",
            accent5="accent5",
            accent6="accent6",
            hyperlink="hyperlink",
            followedHyperlink="followedHyperlink",
        ),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


HEADINGS = 1  # the number of the list that headings are


class Numbering:
    """Lists: headings are one of several levels, bound to their styles; of bullets and numbers every list gets its
    own instance, so that each counts from its start."""

    def __init__(self, sheet: Stylesheet) -> None:
        self._hang = to_twips(2 * sheet.body.size)
        self._headings = [heading.numbering for heading in sheet.headings]
        self._lists: list[tuple[bool, int]] = []

    def add(self, *, ordered: bool, start: int) -> int:
        """A new list; its number."""
        self._lists.append((ordered, start))
        return len(self._lists) + HEADINGS

    def element(self) -> Element:
        """`w:numbering`."""
        root = w("numbering")
        levels = (_heading_level(i, pattern) for i, pattern in enumerate(self._headings))
        root.append(w("abstractNum", w("multiLevelType", val="multilevel"), *levels, abstractNumId=0))
        for ordered in (False, True):
            root.append(
                w(
                    "abstractNum",
                    w("multiLevelType", val="hybridMultilevel"),
                    *(self._level(i, ordered) for i in range(9)),
                    abstractNumId=1 + int(ordered),
                )
            )
        root.append(w("num", w("abstractNumId", val=0), numId=HEADINGS))
        for number, (ordered, start) in enumerate(self._lists, HEADINGS + 1):
            override = w("lvlOverride", w("startOverride", val=start), ilvl="0") if ordered else None
            root.append(w("num", w("abstractNumId", val=1 + int(ordered)), override, numId=number))
        return root

    def _level(self, level: int, ordered: bool) -> Element:
        return w(
            "lvl",
            w("start", val="1"),
            w("numFmt", val="decimal" if ordered else "bullet"),
            w("lvlText", val=f"%{level + 1}." if ordered else "•"),
            w("lvlJc", val="left"),
            w("pPr", w("ind", left=self._hang * (level + 1), hanging=self._hang)),
            ilvl=level,
        )


def _heading_level(level: int, pattern: str) -> Element:
    """A level of the headings' list: the stylesheet's pattern (一、 第一章 1.1 ①) as Word counts it (ECMA-376 Part
    1, 17.9.11 and 17.18.59)."""
    if match := re.search(r"1(?:\.1)+", pattern):
        depth = match[0].count("1")
        form, text = (
            "decimal",
            pattern.replace(match[0], ".".join(f"%{n}" for n in range(max(1, level - depth + 2), level + 2))),
        )
    elif "一" in pattern:
        form, text = "chineseCountingThousand", pattern.replace("一", f"%{level + 1}")
    elif "①" in pattern:
        form, text = "decimalEnclosedCircleChinese", pattern.replace("①", f"%{level + 1}")
    else:
        form, text = "decimal", pattern.replace("1", f"%{level + 1}")
    joined = text.count("%") > 1
    return w(
        "lvl",
        w("start", val="1"),
        w("numFmt", val=form if pattern else "none"),
        w("pStyle", val=f"Heading{level + 1}") if pattern else None,
        w("isLgl") if joined else None,
        w("suff", val="nothing"),
        w("lvlText", val=text),
        w("lvlJc", val="left"),
        ilvl=level,
    )
