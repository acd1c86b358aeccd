"""Fields of a Word file (ECMA-376 Part 1, 17.16): what their instructions say where that matters for the text.

The result of a field is text like other text. Read from the instruction are the address of a link, the signs that
have no result (circled characters, pinyin, fractions of EQ), and whether a field is a table of contents.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from msgspec import Struct

from jzdocs.patterns import compiled
from jzdocs.source.pieces import MarkKind
from jzdocs.source.word_package import is_on, value, w
from jzdocs.source.word_symbols import symbol


class Field(Struct):
    """A complex field that is open: its instruction as far as it was read, and whether its result has begun; whether
    that holds text; `form` is the data of a form field."""

    instruction: str = ""
    in_result: bool = False
    has_text: bool = False
    form: Any = None

    @property
    def name(self) -> str:
        """The first word of the instruction, in capitals."""
        return (self.instruction.split() or [""])[0].upper()


class FieldText(Struct, frozen=True):
    """What a field without a result prints, with the mark that it carries; `readable` is False where the
    instruction does not say it."""

    text: str = ""
    kind: MarkKind | Literal[""] = ""
    value: str = ""
    readable: bool = True


def link_address(instruction: str) -> str:
    """Return the address that a HYPERLINK field leads to, "" for another field, or a place in the same file."""
    match = re.match(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\s\\"]\S*))', instruction, re.I)
    return (match[1] or match[2] or "") if match else ""


def is_contents(instruction: str) -> bool:
    """Return whether a field is a table of contents or of figures."""
    return bool(re.match(r"\s*TO[CA]\b", instruction, re.I))


def without_result(field: Field) -> FieldText:
    """Return what a field prints whose result holds no text."""
    name = field.name
    if name.startswith("FORM"):
        return FieldText(_form_text(field))
    if name == "EQ":
        return _equation_text(field.instruction.strip()[2:])
    if name == "SYMBOL":
        return FieldText(_symbol_text(field.instruction))
    if name == "MACROBUTTON":
        return FieldText(" ".join(field.instruction.split()[2:]))
    return FieldText()


def _form_text(field: Field) -> str:
    """Return what a form field shows (17.16.17): a box that is ticked or not, or the chosen entry of a list."""
    data = field.form
    if data is None:
        return ""
    if (box := data.find(w("checkBox"))) is not None:
        state = box.find(w("checked"))
        return "☑" if is_on(state if state is not None else box.find(w("default"))) else "☐"
    if (entries := data.find(w("ddList"))) is not None:
        names = [entry.get(w("val"), "") for entry in entries.iterchildren(w("listEntry"))]
        chosen = value(entries, "result") or value(entries, "default") or "0"
        return names[int(chosen)] if chosen.isdecimal() and len(chosen) < 9 and int(chosen) < len(names) else ""
    return value(data.find(w("textInput")), "default") or ""


def _symbol_text(instruction: str) -> str:
    match = re.match(r"\s*SYMBOL\s+(0x[0-9A-Fa-f]+|\d+)", instruction, re.I)
    font = re.search(r'\\f\s+(?:"([^"]+)"|(\S+))', instruction)
    if match is None:
        return ""
    code = int(match[1], 16 if match[1].lower().startswith("0x") else 10)
    return symbol(font[1] or font[2] if font else "", code)


_CIRCLED = compiled(r"\\o(?:\\a[clr])?\s*\(\s*[○〇◯]\s*[,;，]\s*(.+?)\s*\)$")
_PINYIN = compiled(r"\\o(?:\\a[clrd])?\s*\(\s*\\s\\up\s*[\d.]+\s*\((.*?)\)\s*[,;，]\s*(.+?)\s*\)$")
_FRACTION = compiled(r"\\f\s*\(\s*([^(),;\\]+)\s*[,;，]\s*([^(),;\\]+)\s*\)$")
_ROOT = compiled(r"\\r\s*\(\s*(?:([^(),;\\]*)\s*[,;，]\s*)?([^(),;\\]+)\s*\)$")


def _equation_text(instruction: str) -> FieldText:
    """Return what an EQ field shows: a circled number or character, pinyin, a fraction, a root."""
    text = re.sub(r'\\\*\s*(?:jc\d+|hps\d+|"Font:[^"]*")', "", instruction).strip()
    if match := _CIRCLED.match(text):
        inner = match[1]
        if inner.isdecimal() and len(inner) < 9 and 0 < int(inner) <= 20:
            return FieldText(chr(0x2460 + int(inner) - 1))
        letter = ord(inner[0]) if len(inner) == 1 and inner.isascii() and inner.isalpha() else 0
        if letter:
            return FieldText(chr(0x24B6 + letter - 65) if inner.isupper() else chr(0x24D0 + letter - 97))
        return FieldText(f"({inner})")
    if match := _PINYIN.match(text):
        return FieldText(match[2], "ruby", match[1].strip())
    if match := _FRACTION.match(text):
        top, bottom = match[1].strip(), match[2].strip()
        return FieldText(f"{top}/{bottom}", "math", f"\\frac{{{_worded(top)}}}{{{_worded(bottom)}}}")
    if match := _ROOT.match(text):
        degree = f"[{match[1]}]" if match[1] else ""
        return FieldText(f"√{match[2]}", "math", f"\\sqrt{degree}{{{_worded(match[2])}}}")
    return FieldText(readable=False)


def _worded(text: str) -> str:
    """Return characters as LaTeX: Chinese ones stand in `\\text{…}`."""
    return re.sub(r"[\u2e80-\u9fff]+", lambda m: f"\\text{{{m[0]}}}", text).replace("%", r"\%")
