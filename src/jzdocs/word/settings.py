"""The settings of a Word file (ECMA-376 Part 1, 17.15)."""

from __future__ import annotations

from jzdocs.options import Embedding
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import to_twips
from jzdocs.word.ooxml import Element, w


def settings(sheet: Stylesheet, *, even: bool = False, fonts: Embedding = "") -> Element:
    """Return `w:settings`: mirrored margins, punctuation compressed as in Chinese (17.15.1.18), no compatibility mode,
    the separators of footnotes declared. `even` asks for headers of their own on even pages (17.10.1), `fonts` says
    which are embedded."""
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
        w("evenAndOddHeaders") if even or "even" in sheet.differing_pages else None,
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
