"""Characters of symbol fonts → Unicode: what `w:sym` and text in Wingdings or Symbol show.

Symbol fonts have characters of their own at the codes 0x20 to 0xFF, which Word files also write as U+F020 to U+F0FF
(ECMA-376 Part 1, 17.3.3.30). Where Unicode has a sign only among its later pictographs, the plainer one is taken that
faces for Chinese text have: a ballot box for the boxes of forms, a simple arrow for an ornamental one.
"""

from __future__ import annotations

_SYMBOL = (
    dict(
        enumerate(
            " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
            0x20,
        )
    )
    | dict(
        enumerate(
            "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
            0xA0,
        )
    )
    | dict(enumerate("〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭", 0xF1))
)


def _at(codes: str, signs: str) -> dict[int, str]:
    """Return signs by their codes, which are written in hexadecimal."""
    return dict(zip((int(code, 16) for code in codes.split()), signs, strict=True))


_WINGDINGS = (
    _at("20 22 28 2A 3F 41 45 46 47 48 4A 4C 51 52 54 58 59 5A 5B 5D", " ✂☎✉✍✌☜☞☝☟☺☹✈☼❄✠✡☪☯☸")
    | dict(enumerate("♈♉♊♋♌♍♎♏♐♑♒♓", 0x5E))
    | _at("6A 6B 6C 6D 6E 6F 70 71 72 73 74 75 76 77 78 79 7A 7B 7D 7E", "&&●○■□□❑❒◆◆◆❖◆⌧□⌘❀❝❞")
    | dict(enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", 0x80))
    | _at("9E 9F A0 A1 A2 A3 A4 A5 A6 A7 A8 AA AB AC AD AF B5", "·•▪○○○◉◎○▪☐✦★✶✸✹✰")
    | _at("D5 D6 D7 D8 D9 DA DB DC DD DE DF E0 E1 E2 E3 E4 E5 E6", "⌫⌦◀▶▲▼➲➔➔➔←→↑↓↖↗↙↘")
    | _at("E7 E8 E9 EA EB EC ED EE EF F0 F1 F2 F3 F4 F5 F6 F7 F8", "←➔↑↓↖↗↙↘⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂")
    | _at("F9 FA FB FC FD FE", "▭▫✗✓☒☑")
)
_WINGDINGS_2 = (
    _at("4F 50 51 52 53 54 55 56 57 58", "✗✓☒☑☒☒☒⊗⊘⊘")
    | dict(enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", 0x69))
    | _at("95 96 97 98 99 9A 9B 9E 9F A0 A1 A2 A3 A4 A5", "··●●○◉◎·▪■□□☐□■")
)
_WINGDINGS_3 = _at("66 67 68 69 6A 6B 6C 6D 70 71 72 73 75 76 77 78 7B 7C 7D 7E", "←→↑↓↖↗↙↘▲▼△▽◀▶◁▷◀▶▶◀")
_WEBDINGS = _at("31 32 33 34 35 36 37 38 3C 61 63 67 6E 72 73", "□◀▶▲▼◀▶◀■✓□■●✗?")
_FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}


def is_symbol_font(name: str) -> bool:
    """Return whether the characters of a font are not those that their codes say."""
    return name.lower() in _FONTS


def symbol(font: str, code: int) -> str:
    """Return the sign that a symbol font has at a code, "" where none is known.

    A font that is no symbol font has what Unicode says, but for codes of private use.
    """
    table = _FONTS.get(font.lower())
    if table is None:
        return chr(code) if 0x20 <= code < 0xD800 or 0xF900 <= code <= 0x10FFFF else ""
    return table.get(code - 0xF000 if 0xF000 <= code <= 0xF0FF else code, "")


def unsymbolic(text: str, font: str) -> tuple[str, str]:
    """Return a text that is set in a symbol font as it looks, and the characters of it that have no known sign.

    Word writes such text in codes of private use, or in those of Latin letters; other characters come from other fonts.
    """
    out, unknown = [], []
    for char in text:
        code = ord(char)
        sign = symbol(font, code) if code <= 0xFF or 0xF000 <= code <= 0xF0FF else char
        out.append(sign or ("" if code > 0xFF else char))
        if not sign:
            unknown.append(char)
    return "".join(out), "".join(unknown)
