"""Office Math → LaTeX, for formulas that were written or edited in Word. Elements are named by their local names, so
that any reader of XML will do (ECMA-376 Part 1, 22.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from jzdocs.formula import symbols

_BRACKETS = {"{": "\\{", "}": "\\}", "⟨": "\\langle", "⟩": "\\rangle", "‖": "\\|", "": "."}
_BRACKETS |= {"⌈": "\\lceil", "⌉": "\\rceil", "⌊": "\\lfloor", "⌋": "\\rfloor"}
_SCRIPTS = {"double-struck": "mathbb", "script": "mathcal", "fraktur": "mathfrak", "sans-serif": "mathsf"}
_SCRIPTS |= {"monospace": "mathtt"}
_ENVIRONMENTS = {("(", ")"): "pmatrix", ("[", "]"): "bmatrix", ("|", "|"): "vmatrix", ("{", ""): "cases"}
_SKIPPED = frozenset(("ctrlPr", "rPr", "bookmarkStart", "bookmarkEnd", "proofErr"))


def latex_of(element: Any) -> str:
    """Return the LaTeX of a formula, an element `m:oMath`."""
    return " ".join(_children(element).split())


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _child(element: Any, name: str) -> Any:
    return next((child for child in element if _name(child) == name), None)


def _value(element: Any, properties: str, name: str, default: str = "") -> str:
    """Return a property of an element: the `val` of `name` in its `properties`."""
    parent = _child(element, properties)
    found = _child(parent, name) if parent is not None else None
    if found is None:
        return default
    return next((value for key, value in found.attrib.items() if key.endswith("val")), "1")


def _children(element: Any) -> str:
    return "" if element is None else "".join(_element(child) for child in element)


def _part(element: Any, name: str) -> str:
    return _children(_child(element, name)).strip()


def _group(element: Any, name: str) -> str:
    return f"{{{_part(element, name)}}}"


def _element(element: Any) -> str:
    name = _name(element)
    if name.endswith("Pr") or name in _SKIPPED:
        return ""
    maker = _MAKERS.get(name)
    return maker(element) if maker else _children(element)


def _run(element: Any) -> str:
    text = "".join(child.text or "" for child in element if _name(child) == "t").replace("\u200b", "")
    if not text:
        return ""
    properties = _child(element, "rPr")
    if properties is not None and _child(properties, "nor") is not None:
        return f"\\text{{{text}}}"
    script, style = _value(element, "rPr", "scr"), _value(element, "rPr", "sty", "i")
    if command := _SCRIPTS.get(script):
        return f"\\{command}{{{text}}}"
    letters = any(char.isascii() and char.isalpha() for char in text)
    if text in symbols.tables().functions:
        return f"\\{text} "
    if letters and style in ("p", "b", "bi"):
        return f"\\{ {'p': 'mathrm', 'b': 'mathbf', 'bi': 'boldsymbol'}[style] }{{{text}}}"
    return "".join(map(_character, text))


def _character(char: str) -> str:
    return _commands().get(char, char)


@lru_cache(maxsize=1)
def _commands() -> dict[str, str]:
    """Return the commands of characters that are no ASCII, or that mean something in LaTeX."""
    tables = symbols.tables()
    found: dict[str, str] = {}
    for name, (char, _, _) in tables.symbols.items():
        if len(char) == 1 and char not in found and not (char.isascii() and char.isprintable()):
            found[char] = f"\\{name} "
    found |= {char: f"\\{name} " for name, (char, _) in tables.large.items()}
    found |= {char: f"\\{char}" for char in "%$#&_{}"}
    return found | {
        "\\": "\\backslash ",
        "−": "-",
        "\u2003": "\\quad ",
        "\u2009": "\\,",
        "\u2005": "\\ ",
        "\u2002": "\\enspace ",
    }


def _fraction(element: Any) -> str:
    if _value(element, "fPr", "type") == "noBar":
        return f"{{{_part(element, 'num')} \\atop {_part(element, 'den')}}}"
    return f"\\frac{_group(element, 'num')}{_group(element, 'den')}"


def _root(element: Any) -> str:
    degree = _part(element, "deg")
    return f"\\sqrt{f'[{degree}]' if degree else ''}{_group(element, 'e')}"


def _base(element: Any) -> str:
    base = _part(element, "e")
    return base if len(base) == 1 else f"{{{base}}}"


def _large(element: Any) -> str:
    sign = _character(_value(element, "naryPr", "chr", "∫")).strip()
    sub, sup = _part(element, "sub"), _part(element, "sup")
    scripts = (f"_{{{sub}}}" if sub else "") + (f"^{{{sup}}}" if sup else "")
    return f"{sign}{scripts} {_part(element, 'e')}"


def _delimited(element: Any) -> str:
    left, right = _value(element, "dPr", "begChr", "("), _value(element, "dPr", "endChr", ")")
    parts = [child for child in element if _name(child) == "e"]
    if len(parts) == 1 and len(parts[0]) == 1 and _name(parts[0][0]) == "m":
        environment = _ENVIRONMENTS.get((left, right))
        if environment:
            return _rows(parts[0][0], environment)
    bar = f" \\middle{_BRACKETS.get(_value(element, 'dPr', 'sepChr', '|'), '|')} "
    body = bar.join(_children(part).strip() for part in parts)
    sides = [_BRACKETS.get(char, char) for char in (left, right)]
    return f"\\left{sides[0]} {body} \\right{sides[1]}"


def _rows(element: Any, environment: str = "matrix") -> str:
    rows = (" & ".join(_children(cell).strip() for cell in row if _name(cell) == "e") for row in _named(element, "mr"))
    return _environment(environment, rows)


def _named(element: Any, name: str) -> Iterator[Any]:
    return (child for child in element if _name(child) == name)


def _lines(element: Any) -> str:
    lines = (_children(line).strip().replace("\\&", "&") for line in _named(element, "e"))
    return _environment("aligned", lines)


def _environment(name: str, rows: Iterable[str]) -> str:
    body = " \\\\ ".join(rows)
    return f"\\begin{{{name}}} {body} \\end{{{name}}}"


def _accent(element: Any) -> str:
    mark = _value(element, "accPr", "chr", "\u0302")
    names = {char: name for name, (char, below, _) in reversed(symbols.tables().accents.items()) if not below}
    return f"\\{names.get(mark, 'hat')}{_group(element, 'e')}"


def _bar(element: Any) -> str:
    return f"\\{'overline' if _value(element, 'barPr', 'pos') == 'top' else 'underline'}{_group(element, 'e')}"


def _brace(element: Any) -> str:
    names = {char: name for name, (char, _, _) in symbols.tables().accents.items()}
    return f"\\{names.get(_value(element, 'groupChrPr', 'chr', '⏟'), 'underbrace')}{_group(element, 'e')}"


_MAKERS: dict[str, Callable[[Any], str]] = {
    "r": _run,
    "f": _fraction,
    "rad": _root,
    "sSub": lambda e: f"{_base(e)}_{_group(e, 'sub')}",
    "sSup": lambda e: f"{_base(e)}^{_group(e, 'sup')}",
    "sSubSup": lambda e: f"{_base(e)}_{_group(e, 'sub')}^{_group(e, 'sup')}",
    "sPre": lambda e: f"{{}}_{_group(e, 'sub')}^{_group(e, 'sup')}{_part(e, 'e')}",
    "nary": _large,
    "func": lambda e: f"{_part(e, 'fName')} {_part(e, 'e')}",
    "d": _delimited,
    "m": _rows,
    "eqArr": _lines,
    "acc": _accent,
    "bar": _bar,
    "groupChr": _brace,
    "limLow": lambda e: f"\\underset{_group(e, 'lim')}{_group(e, 'e')}",
    "limUpp": lambda e: f"\\overset{_group(e, 'lim')}{_group(e, 'e')}",
    "borderBox": lambda e: f"\\boxed{_group(e, 'e')}",
}
