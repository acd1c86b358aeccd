"""Three-way merge of sequences: what both sides changed alike is taken once, what one side changed is taken, the rest
is a conflict. `base` is what both began with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from jzdocs.patterns import compiled


class Clean(Struct, frozen=True):
    """A stretch that is agreed on."""

    items: Sequence[str]


class Conflict(Struct, frozen=True):
    """A stretch that both sides changed, each in its way."""

    base: Sequence[str]
    ours: Sequence[str]
    theirs: Sequence[str]


def merge3(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Clean | Conflict]:
    """Yield the stretches of a merge, cut at what all three have in common (the algorithm of diff3)."""
    i = j = k = 0
    for start, a, b, length in _common(base, ours, theirs):
        yield from _between(base[i:start], ours[j:a], theirs[k:b])
        if length:
            yield Clean(base[start : start + length])
        i, j, k = start + length, a + length, b + length


def _between(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Clean | Conflict]:
    """Yield the stretch between two that all three have in common; nothing where it is empty."""
    if not (base or ours or theirs):
        return
    if list(ours) == list(theirs) or list(theirs) == list(base):
        yield Clean(ours)
    elif list(ours) == list(base):
        yield Clean(theirs)
    else:
        yield Conflict(base, ours, theirs)


def _common(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield (place in base, in ours, in theirs, length) of what all three have in common, the end last."""
    first = SequenceMatcher(None, base, ours, autojunk=False).get_matching_blocks()
    second = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(first) and j < len(second):
        a, b = first[i], second[j]
        start, end = max(a.a, b.a), min(a.a + a.size, b.a + b.size)
        if start < end:
            yield start, a.b + start - a.a, b.b + start - b.a, end - start
        if a.a + a.size < b.a + b.size:
            i += 1
        else:
            j += 1
    yield len(base), len(ours), len(theirs), 0


_TOKEN = compiled(
    r"\$[^$\s](?:[^$\n]*[^$\s])?\$(?!\d)|\[[^\[\]]*\]\{[^{}]*\}|\{[A-Za-z][\w.-]*(?::\w+)?\}|@fact:(?:\{[^{}]*\}|[A-Za-z0-9_.-]+)|@(?:fig|tbl|sec|eq):[\w.-]+|\[\^[^\]]+\]|\d[\d,.]*|[A-Za-z]+|\*\*|.",
    re.S,
)


def pieces(text: str) -> list[str]:
    """Return a line in pieces that change as a whole: marked numbers, references, formulas, numbers, words,
    characters."""
    return _TOKEN.findall(text)


def merge_texts(base: str, ours: str, theirs: str) -> tuple[str, bool]:
    """Return a line merged, and whether it is without conflicts; where both changed the same place, theirs is taken."""
    out: list[str] = []
    clean = True
    for part in merge3(pieces(base), pieces(ours), pieces(theirs)):
        out += part.items if isinstance(part, Clean) else part.theirs
        clean = clean and isinstance(part, Clean)
    return "".join(out), clean


OURS, THEIRS = "源文件", "Word"  # how conflicts in a source name the sides


def merge_files(base: str, ours: str, theirs: str) -> tuple[str, list[int]]:
    """Return a file merged, and the lines (from 1) at which conflicts begin. Lines that both sides changed are merged
    by their words; what stays in conflict is marked with both sides."""
    out: list[str] = []
    conflicts = []
    for part in merge3(base.split("\n"), ours.split("\n"), theirs.split("\n")):
        if isinstance(part, Clean):
            out += part.items
            continue
        text, clean = merge_texts("\n".join(part.base), "\n".join(part.ours), "\n".join(part.theirs))
        if clean and part.base and part.ours and part.theirs:
            out += text.split("\n")
            continue
        conflicts.append(len(out) + 1)
        out += [f"<<<<<<< {OURS}", *part.ours, "=======", *part.theirs, f">>>>>>> {THEIRS}"]
    return "\n".join(out), conflicts
