"""Equations of Word (OMML, ECMA-376 Part 1, 22.1) → LaTeX, and the same as a line of plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from jzdocs.patterns import compiled
from jzdocs.source.word_package import M, W

_NARY = {"∑": r"\sum", "∏": r"\prod", "∫": r"\int", "∬": r"\iint", "∭": r"\iiint", "∮": r"\oint", "⋃": r"\bigcup"} | {
    "⋂": r"\bigcap",
    "∐": r"\coprod",
    "⋁": r"\bigvee",
    "⋀": r"\bigwedge",
}
_ACCENTS = {"\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "bar", "\u0307": "dot", "\u0308": "ddot"} | {
    "\u030c": "check",
    "\u0306": "breve",
    "\u0301": "acute",
    "\u0300": "grave",
    "\u20d7": "vec",
    "→": "vec",
    "^": "hat",
    "~": "tilde",
    "¯": "bar",
}
_SIGNS = {
    "×": r"\times",
    "÷": r"\div",
    "±": r"\pm",
    "∓": r"\mp",
    "·": r"\cdot",
    "⋅": r"\cdot",
    "≤": r"\leq",
    "≥": r"\geq",
    "≠": r"\neq",
    "≈": r"\approx",
    "≡": r"\equiv",
    "∝": r"\propto",
    "∞": r"\infty",
    "∂": r"\partial",
    "∇": r"\nabla",
    "∈": r"\in",
    "∉": r"\notin",
    "⊂": r"\subset",
    "⊆": r"\subseteq",
    "∪": r"\cup",
    "∩": r"\cap",
    "∅": r"\emptyset",
    "∀": r"\forall",
    "∃": r"\exists",
    "→": r"\rightarrow",
    "←": r"\leftarrow",
    "↔": r"\leftrightarrow",
    "⇒": r"\Rightarrow",
    "⇔": r"\Leftrightarrow",
    "…": r"\ldots",
    "⋯": r"\cdots",
    "∑": r"\sum",
    "∏": r"\prod",
    "∫": r"\int",
    "√": r"\surd",
    "∠": r"\angle",
    "⊥": r"\perp",
    "∥": r"\parallel",
    "∆": r"\Delta",
    "′": "'",
    "″": "''",
    "−": "-",
    "∗": "*",
}
_LETTERS = """
alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon varphi chi psi
omega epsilon vartheta phi varrho varpi varsigma Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
"""
_GREEK = dict(zip("αβγδεζηθικλμνξπρστυφχψωϵϑϕϱϖςΓΔΘΛΞΠΣΥΦΨΩ", _LETTERS.split(), strict=True))
_ESCAPED = {"%": r"\%", "#": r"\#", "&": r"\&", "_": r"\_", "$": r"\$", "{": r"\{", "}": r"\}", "\\": r"\backslash "}
_BRACKETS = {"{": r"\{", "}": r"\}", "⌊": r"\lfloor", "⌋": r"\rfloor", "⌈": r"\lceil", "⌉": r"\rceil", "‖": r"\|"} | {
    "〈": r"\langle",
    "⟨": r"\langle",
    "〉": r"\rangle",
    "⟩": r"\rangle",
    "∥": r"\|",
}
_NAMED = """
sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim max min sup inf det dim gcd
"""
_FUNCTIONS = frozenset(_NAMED.split())
_WORDS = compiled(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’、。]+")


def latex(equation: Any) -> str:
    """Return an `m:oMath` as LaTeX: what stands between two `$`."""
    return re.sub(r" {2,}", " ", _row(equation)).strip()


def linear(equation: Any) -> str:
    """Return the characters of an equation in their order: what it says where no formula can stand."""
    return "".join(node.text or "" for node in equation.iter(_m("t"), f"{{{W}}}t"))


def _m(tag: str) -> str:
    return f"{{{M}}}{tag}"


def _row(node: Any) -> str:
    """Return what an element holds, one thing after the other."""
    return _joined(_of(child) for child in node) if node is not None else ""


def _joined(parts: Iterator[str]) -> str:
    """Return parts of LaTeX side by side: a command and the letter behind it need a space between them."""
    out = ""
    for part in parts:
        out += f" {part}" if re.search(r"\\[A-Za-z]+$", out) and re.match(r"[A-Za-z]", part) else part
    return out


def _of(node: Any) -> str:
    """Return an element as LaTeX; of one that is unknown what it holds, of properties nothing."""
    if not isinstance(node.tag, str):
        return ""
    space, _, tag = node.tag[1:].partition("}")
    if space != M:
        deleted = tag in ("del", "moveFrom", "rPr", "pPr")
        return "" if deleted else _text(node.text or "") if tag == "t" else _row(node)
    if tag.endswith("Pr"):
        return ""
    maker = _MAKERS.get(tag)
    return maker(node) if maker else _row(node)


def _child(node: Any, tag: str) -> str:
    return _row(node.find(_m(tag)))


def _property(node: Any, tag: str, default: str = "") -> str:
    """Return the value of a property of an element (of `m:fPr` in `m:f`, say)."""
    name = node.tag.rpartition("}")[2]
    found = node.find(f"{_m(name + 'Pr')}/{_m(tag)}")
    return str(found.get(_m("val"), default)) if found is not None else default


def _run(node: Any) -> str:
    """Return a run: letters of a formula, or words where the run says that it is plain text."""
    text = "".join(t.text or "" for t in node.iter(_m("t")))
    upright = node.find(f"{_m('rPr')}/{_m('nor')}") is not None
    style = node.find(f"{_m('rPr')}/{_m('sty')}")
    if text.strip() in _FUNCTIONS:
        return f"\\{text.strip()} "
    if (upright or (style is not None and style.get(_m("val")) == "p")) and re.search(r"[A-Za-z]{2}", text):
        return f"\\mathrm{{{_text(text)}}}"
    return _text(text)


def _text(text: str) -> str:
    """Return characters as LaTeX; Chinese ones stand in `\\text{…}`."""
    out = ""
    for part in re.split(f"({_WORDS.pattern})", text):
        if _WORDS.fullmatch(part):
            out += f"\\text{{{part}}}"
        else:
            out += _joined(_character(char) for char in part)
    return out


def _character(char: str) -> str:
    if char in _SIGNS:
        return _SIGNS[char] + (" " if _SIGNS[char].startswith("\\") else "")
    if char in _GREEK:
        return f"\\{_GREEK[char]} "
    code = ord(char)
    if 0x1D400 <= code <= 0x1D7FF or char == "ℎ":  # letters of mathematics: the slant is LaTeX's own
        import unicodedata

        plain = unicodedata.normalize("NFKC", char)
        return _character(plain) if plain != char else char
    if char in "\u2061\u2062\u2063\u2064\u200b":
        return ""
    return _ESCAPED.get(char, " " if char.isspace() else char)


def _fraction(node: Any) -> str:
    top, bottom = _child(node, "num"), _child(node, "den")
    if _property(node, "type") in ("lin", "skw"):
        return f"{{{top}}}/{{{bottom}}}"
    if _property(node, "type") == "noBar":
        return f"\\binom{{{top}}}{{{bottom}}}"
    return f"\\frac{{{top}}}{{{bottom}}}"


def _scripts(node: Any) -> str:
    base = _child(node, "e") or "{}"
    if len(re.sub(r"\\[A-Za-z]+", "x", base).strip()) > 1 and not re.fullmatch(r"\\[A-Za-z]+\s*", base):
        base = f"{{{base}}}"
    low, high = _child(node, "sub"), _child(node, "sup")
    scripts = (f"_{{{low}}}" if low else "") + (f"^{{{high}}}" if high else "")
    if node.tag == _m("sPre"):
        return f"{{}}{scripts}{base}"
    return base.rstrip() + scripts


def _root(node: Any) -> str:
    degree = _child(node, "deg").strip()
    return f"\\sqrt[{degree}]{{{_child(node, 'e')}}}" if degree else f"\\sqrt{{{_child(node, 'e')}}}"


def _nary(node: Any) -> str:
    sign = _property(node, "chr", "∫")
    low, high = _child(node, "sub"), _child(node, "sup")
    limits = (f"_{{{low}}}" if low else "") + (f"^{{{high}}}" if high else "")
    return f"{_NARY.get(sign, _text(sign)).strip()}{limits} {_child(node, 'e')}"


def _brackets(node: Any) -> str:
    left, right = _property(node, "begChr", "("), _property(node, "endChr", ")")
    parts = [_row(e) for e in node.iterchildren(_m("e"))]
    middle = _property(node, "sepChr", "|")
    inside = f" {_BRACKETS.get(middle, middle)} ".join(parts) if middle else "".join(parts)
    opening, closing = (_BRACKETS.get(sign, sign) or "." for sign in (left, right))
    gap = " " if opening.startswith("\\") and opening[-1].isalpha() else ""
    return f"\\left{opening}{gap}{inside}\\right{closing} "


def _accent(node: Any) -> str:
    return f"\\{_ACCENTS.get(_property(node, 'chr', chr(0x302)), 'hat')}{{{_child(node, 'e')}}}"


def _bar(node: Any) -> str:
    name = "overline" if _property(node, "pos") == "top" else "underline"
    return f"\\{name}{{{_child(node, 'e')}}}"


def _group(node: Any) -> str:
    sign = _property(node, "chr", "⏟")
    name = {"⏞": "overbrace", "⏟": "underbrace"}.get(sign)
    return f"\\{name}{{{_child(node, 'e')}}}" if name else _child(node, "e") + _text(sign)


def _function(node: Any) -> str:
    return f"{_child(node, 'fName').strip()} {_child(node, 'e')}"


def _limit(sign: str) -> Callable[[Any], str]:
    def limit(node: Any) -> str:
        return f"{_child(node, 'e').strip()}{sign}{{{_child(node, 'lim')}}}"

    return limit


def _matrix(node: Any) -> str:
    rows = (" & ".join(_row(e) for e in row.iterchildren(_m("e"))) for row in node.iterchildren(_m("mr")))
    return "\\begin{matrix}" + r" \\ ".join(rows) + "\\end{matrix}"


def _lines(node: Any) -> str:
    return "\\begin{matrix}" + r" \\ ".join(_row(e) for e in node.iterchildren(_m("e"))) + "\\end{matrix}"


_MAKERS: dict[str, Callable[[Any], str]] = {
    "r": _run,
    "f": _fraction,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sPre": _scripts,
    "rad": _root,
    "nary": _nary,
    "d": _brackets,
    "acc": _accent,
    "bar": _bar,
    "groupChr": _group,
    "func": _function,
    "limLow": _limit("_"),
    "limUpp": _limit("^"),
    "m": _matrix,
    "eqArr": _lines,
}
