"""Plain text with marks → inline Markdown. Whatever the text says is escaped, so that it prints as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.formula.recognise import escaped as without_formulas
from jzdocs.patterns import compiled
from jzdocs.source.marked_text import MarkedText
from jzdocs.source.pieces import Mark

_SPECIAL = compiled(r"([\\`*_\[\]<>|&@~^${}])")
_LINE_START = compiled(r"^(\s*)([#>+\-=:]|\d+[.)])")
_LINK_REFUSED = compiled(r"^\s*(?:vbscript|javascript|file|data):", re.I)  # by markdown-it, CommonMark's parser
# what stands as it is in the address of a link (RFC 3986 2.2 and 2.3), and `%`
_ADDRESS = compiled(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'*+,;=%\u0080-\U0010ffff]")
_CODE_BEHIND = compiled(r"[-\u2010\u2011]\d|[²³⁰¹⁴-⁹⁻]")
_CODE_BEFORE = compiled(r"\d[-\u2010\u2011]$")
_ORDINAL_BEHIND = compiled(r"[.．、)）](?!\d)")
_BEFORE_ORDINAL = "：:；;。 \u3000\n"
_LABEL = compiled(r"(?:[图表式]|附件|专栏)\s*$")
_Outer = Literal["strong", "em"]
_OUTER: tuple[_Outer, ...] = ("strong", "em")
_STARS = {"strong": "**", "em": "*"}
_WHOLE = ("ruby", "math", "dots", "sup", "sub", "note")


class FigureName(Struct, frozen=True):
    """A number from `start` to `end` of a text that is marked as a figure, and its name."""

    start: int
    end: int
    name: str


class _Leaf(Struct, frozen=True):
    """A stretch of Markdown, the address that it links to, and whether it is bold or slanted."""

    text: str
    link: str = ""
    strong: bool = False
    em: bool = False


def written(content: MarkedText, figures: Sequence[FigureName] = (), *, fresh: bool = True) -> str:
    """Return a text with its marks as Markdown; lines are divided by `<br>`. `fresh`: it begins a line."""
    text = _with_marks(content, figures, fresh=fresh)
    # brackets that are escaped each by itself may be those of a formula together
    return text if any(mark.kind == "math" for mark in content.marks) else without_formulas(text)


def _with_marks(content: MarkedText, figures: Sequence[FigureName], *, fresh: bool) -> str:
    """Return a text with its marks; what Markdown would read in another way is left plain."""
    leaves = list(_leaves(content, figures, fresh=fresh))
    # what Markdown cannot emphasise there keeps its words
    plain = "".join(_linked([replace(leaf, strong=False, em=False) for leaf in leaves]))
    if not any(leaf.strong or leaf.em for leaf in leaves):
        return plain
    texts = {outer: "".join(_linked(leaves, outer)) for outer in _OUTER}
    # stars of two marks side by side are hard to tell apart
    order = sorted(_OUTER, key=lambda outer: "****" in texts[outer])
    return next((texts[outer] for outer in order if _is_read_back(texts[outer], plain, leaves, outer)), plain)


def escaped(text: str, *, fresh: bool = True) -> str:
    """Return a text with everything escaped that Markdown would read as markup; `fresh`: it begins a line."""
    out = without_formulas(_SPECIAL.sub(r"\\\1", text))
    if fresh:
        out = _LINE_START.sub(lambda m: m[1] + (m[2][:-1] + "\\" + m[2][-1] if m[2][0].isdigit() else "\\" + m[2]), out)
    return out


def comments_of(content: MarkedText) -> list[str]:
    """Return the comments on a text as a source has them."""
    return [
        f"<!-- {re.sub('-{2,}', '—', mark.value).replace('>', '＞').strip('-')} -->"
        for mark in content.marks
        if mark.kind == "comment"
    ]


def may_be_figure(start: int, end: int, content: MarkedText) -> bool:
    """Return whether a number may be marked as a figure: no other mark cuts through it, it stands in no formula, link
    or number of a list, nothing raised or lowered adjoins it, and it is no part of a code (0354-2636001), no ordinal
    that a line begins with, and no label (图1)."""
    text, before = content.text, content.text[max(0, start - 4) : start]
    part_of_code = _CODE_BEHIND.match(text, end) or _CODE_BEFORE.search(before)
    if part_of_code or _LABEL.search(before):
        return False
    if _ORDINAL_BEHIND.match(text, end) and (not start or before[-1] in _BEFORE_ORDINAL):
        return False
    for mark in content.marks:
        if mark.kind in ("sup", "sub"):
            if mark.start <= end and mark.end >= start:
                return False
        elif mark.kind in ("ruby", "math", "dots", "link", "literal"):
            if mark.start < end and mark.end > start:
                return False
        elif start < mark.start < end or start < mark.end < end:
            return False
    return True


def _leaves(content: MarkedText, figures: Sequence[FigureName], *, fresh: bool) -> Iterator[_Leaf]:
    text = content.text
    wholes = {mark.start: mark for mark in content.marks if mark.kind in _WHOLE and mark.end > mark.start}
    points: dict[int, list[Mark]] = {}
    for mark in content.marks:
        if mark.kind == "note" and mark.start == mark.end:
            points.setdefault(mark.start, []).append(mark)
    named = {figure.start: figure for figure in figures}
    cuts = sorted({len(text), *wholes, *points, *named, *(c for m in content.marks for c in (m.start, m.end))})
    looks = _Spans(content)
    position = index = 0
    while position < len(text):
        for mark in points.pop(position, ()):
            yield looks.leaf(f"[^{mark.value}]", max(0, position - 1))
        while index < len(cuts) and cuts[index] <= position:
            index += 1
        if whole := wholes.get(position):
            yield looks.leaf(_whole(whole, text), position)
            position = whole.end
        elif figure := named.get(position):
            bare = escaped(text[figure.start : figure.end], fresh=False)
            yield looks.leaf(f"[{bare}]{{#{figure.name}}}", position)
            position = figure.end
        else:
            end = cuts[index]
            lines = text[position:end].split("\n")
            parts = [escaped(line, fresh=fresh and not position and not i) for i, line in enumerate(lines)]
            yield looks.leaf("<br>".join(parts), position)
            position = end
    for place in sorted(points):
        for mark in points[place]:
            yield looks.leaf(f"[^{mark.value}]", max(0, place - 1))


class _Spans:
    """The bold, slanted and linked stretches of a text, asked for from front to back."""

    def __init__(self, content: MarkedText) -> None:
        self._spans = {
            kind: sorted((m for m in content.marks if m.kind == kind), key=lambda m: m.start)
            for kind in ("strong", "em", "link")
        }
        self._next = dict.fromkeys(self._spans, 0)

    def leaf(self, text: str, position: int) -> _Leaf:
        """Return Markdown that comes from `position` of the text, with what it stands in."""
        link, strong, em = (self._at(kind, position) for kind in ("link", "strong", "em"))
        return _Leaf(text, _address(link.value) if link else "", strong is not None, em is not None)

    def _at(self, kind: str, position: int) -> Mark | None:
        spans = self._spans[kind]
        while self._next[kind] < len(spans) and spans[self._next[kind]].end <= position:
            self._next[kind] += 1
        if self._next[kind] < len(spans) and spans[self._next[kind]].start <= position:
            return spans[self._next[kind]]
        return None


def _whole(mark: Mark, text: str) -> str:
    """Return what a mark makes of the text that it covers."""
    covered = text[mark.start : mark.end]
    match mark.kind:
        case "math":
            follows = text[mark.end : mark.end + 1]
            return f"${mark.value}$" + (" " if follows.isdigit() else "")
        case "ruby":
            return f"[{escaped(covered, fresh=False)}]{{ruby={mark.value}}}"
        case "dots":
            return f"[{escaped(covered, fresh=False)}]{{.dots}}"
        case "note":
            return f"[^{mark.value}]"
        case _:
            bare = escaped(covered, fresh=False).replace("\n", " ")
            return f"<{mark.kind}>{bare}</{mark.kind}>" if covered.strip() else bare


def _linked(leaves: Sequence[_Leaf], outer: _Outer = "strong") -> Iterator[str]:
    for link, group in groupby(leaves, key=lambda leaf: leaf.link):
        text = "".join(_emphasised(list(group), outer))
        yield _around(text, "[", f"](<{link}>)") if link else text


def _emphasised(leaves: Sequence[_Leaf], outer: _Outer) -> Iterator[str]:
    """Yield leaves with marks of emphasis around them, those of `outer` around the others."""
    inner: _Outer = "em" if outer == "strong" else "strong"
    for on, group in groupby(leaves, key=lambda leaf: getattr(leaf, outer)):
        text = ""
        for inside_on, inside in groupby(list(group), key=lambda leaf: getattr(leaf, inner)):
            words = "".join(leaf.text for leaf in inside)
            text += _around(words, _STARS[inner], _STARS[inner]) if inside_on else words
        yield _around(text, _STARS[outer], _STARS[outer]) if on else text


def _around(text: str, before: str, behind: str) -> str:
    """Return a text with marks around it, which do not enclose blanks."""
    bare = text.strip(" \u3000\t\u00a0")
    if not bare:
        return text
    start = text.index(bare)
    return f"{text[:start]}{before}{bare}{behind}{text[start + len(bare) :]}"


def _address(address: str) -> str:
    """Return the address of a link as Markdown takes it, "" for one that it refuses."""
    if _LINK_REFUSED.match(address):
        return ""
    return _ADDRESS.sub(lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode()), address.strip())


@cache
def _parser() -> Any:
    from jzdocs.source.parser import make_parser

    return make_parser()


def _is_read_back(text: str, plain: str, leaves: Sequence[_Leaf], outer: _Outer) -> bool:
    """Return whether Markdown reads as many bold and slanted stretches as were written, and the same words as in the
    text without them (`plain`)."""
    tokens, bare = (_parser().parseInline(part)[0].children or [] for part in (text, plain))
    words, bare_words = ("".join(t.content for t in part if t.type.startswith("text")) for part in (tokens, bare))
    found: dict[str, int] = {name: sum(1 for token in tokens if token.type == f"{name}_open") for name in _OUTER}
    return words == bare_words and _stretches(leaves, outer) == found


def _stretches(leaves: Sequence[_Leaf], outer: _Outer) -> dict[str, int]:
    """Return how many bold and how many slanted stretches were written."""
    inner: _Outer = "em" if outer == "strong" else "strong"
    counts: dict[str, int] = dict.fromkeys(_OUTER, 0)
    for _, linked in groupby(leaves, key=lambda leaf: leaf.link):
        for on, group in groupby(list(linked), key=lambda leaf: getattr(leaf, outer)):
            inside = list(group)
            counts[outer] += on and _has_text(inside)
            runs = groupby(inside, key=lambda leaf: getattr(leaf, inner))
            counts[inner] += sum(1 for inside_on, run in runs if inside_on and _has_text(run))
    return counts


def _has_text(leaves: Iterable[_Leaf]) -> bool:
    return bool("".join(leaf.text for leaf in leaves).strip(" \u3000\t\u00a0"))
