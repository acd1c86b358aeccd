"""Named numbers in lines of Markdown, marked as `[12个]{#name}`: their marks are found again when the number was typed
over, and their text is changed where a chart's value was."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher

from jzdocs.facts.quantities import quantities
from jzdocs.patterns import compiled
from jzdocs.pull.merge import pieces

_FACT = compiled(r"\[((?:[^\[\]\\]|\\.)*)\]\{#([^{}]+)\}")
_NUMBER = compiled(r"\d[\d,]*(?:\.\d+)?")


def facts_in(text: str) -> dict[str, str]:
    """Return the marked numbers of a line: name → text."""
    return {match[2]: match[1] for match in _FACT.finditer(text)}


def rebound(old: str, new: str) -> tuple[str, list[str]]:
    """Return the new line with the numbers of the old one marked again where their marks were lost, and the names of
    those that are not found again."""
    new = _grown(old, _retyped(old, _unshifted(old, new)))
    unmarked = [name for name in facts_in(old) if name not in facts_in(new)]
    lost = []
    for name in unmarked:
        marked = _marked_again(old, new, name)
        if marked is None:
            lost.append(name)
        else:
            new = marked
    return new, lost


def _unshifted(old: str, new: str) -> str:
    """Return the new line with marks at their numbers again that a program moved by some characters (LibreOffice does
    so behind the mark of a note)."""
    for name, text in facts_in(old).items():
        match = next((m for m in _FACT.finditer(new) if m[2] == name), None)
        if match is None or match[1] == text:
            continue
        behind, before = text.removeprefix(match[1]), text.removesuffix(match[1])
        if behind != text and new.startswith(behind, match.end()):
            new = f"{new[: match.start()]}[{text}]{{#{name}}}{new[match.end() + len(behind) :]}"
        elif before != text and new[: match.start()].endswith(before):
            new = f"{new[: match.start() - len(before)]}[{text}]{{#{name}}}{new[match.end() :]}"
    return new


_NUMBER_BEFORE = compiled(r"\d[\d,]*(?:\.\d+)?$")


def _retyped(old: str, new: str) -> str:
    """Return the new line with a number inside its mark that was typed before it: where somebody types over the number
    alone, LibreOffice leaves the unit in the mark."""
    for name, text in facts_in(old).items():
        match = next((m for m in _FACT.finditer(new) if m[2] == name), None)
        if match is None or not text.endswith(match[1]) or re.search(r"\d", match[1]) or not re.search(r"\d", text):
            continue
        if number := _NUMBER_BEFORE.search(new, 0, match.start()):
            new = f"{new[: number.start()]}[{number[0]}{match[1]}]{{#{name}}}{new[match.end() :]}"
    return new


def _grown(old: str, new: str) -> str:
    """Return the new line with digits that were typed at the edge of a number inside its mark."""
    if re.search(r"[\d.]\[[^\]]*\]\{#", old):
        return new
    new = re.sub(r"(\d[\d,.]*)\[(\d(?:[^\[\]\\]|\\.)*)\]\{#", r"[\1\2]{#", new)
    return re.sub(r"\[((?:[^\[\]\\]|\\.)*\d)\](\{#[^{}]+\})(\d[\d,.]*)", r"[\1\3]\2", new)


def _marked_again(old: str, new: str, name: str) -> str | None:
    """Return the new line with a number marked that replaced the one of that name; None where there is none."""
    before, after = pieces(old), pieces(new)
    text = facts_in(old)[name]
    place = next(i for i, piece in enumerate(before) if piece.endswith(f"]{{#{name}}}"))
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal" or not a <= place < b:
            continue
        # what follows may hold the unit, where a number alone was typed
        for end in (d, min(len(after), d + 4)):
            stretch = "".join(after[c:end])
            if number := _successor(text, stretch):
                start = len("".join(after[:c])) + stretch.index(number)
                return f"{new[:start]}[{number}]{{#{name}}}{new[start + len(number) :]}"
    return None


def _successor(text: str, stretch: str) -> str:
    """Return the number in a stretch that stands where `text` stood: itself, or another of its unit; "" for none."""
    if text in stretch:
        return text
    unit = next((q.unit for q in quantities(text)), None)
    return next((q.text for q in quantities(stretch) if unit is not None and q.unit == unit), "")


def with_number(text: str, number: str) -> str | None:
    """Return a number's text with another value, printed as the old one was (thousands; as many decimals at least);
    None where the text holds no digits, or `number` is not a finite number."""
    match = _NUMBER.search(text)
    try:
        value = Decimal(repr(float(number))).normalize()
    except (ValueError, InvalidOperation):
        return None
    if match is None or not value.is_finite():
        return None
    decimals = max(len(match[0].partition(".")[2]), -int(value.as_tuple().exponent))
    printed = f"{value:,.{decimals}f}" if "," in match[0] else f"{value:.{decimals}f}"
    return text[: match.start()] + printed + text[match.end() :]


def set_fact(source: str, name: str, text: str) -> str | None:
    """Return a source with the text of a marked number replaced; None where it is not marked there."""
    match = re.search(rf"\[((?:[^\[\]\\]|\\.)*)\]\{{#{re.escape(name)}\}}", source)
    return None if match is None else source[: match.start(1)] + text + source[match.end(1) :]
