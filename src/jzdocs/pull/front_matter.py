"""Edits in what is printed of the front matter: title and subtitle, cover, the elements of official documents.

Each paragraph is recorded in pieces (see `resolve.front_pieces`). An edit comes home where it leaves what stands around
the values as it was; each value is then written to its key, in the form in which its author wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate

from msgspec import Struct

from jzdocs.patterns import compiled
from jzdocs.pull.align import Anchor
from jzdocs.pull.edits import EditSet
from jzdocs.pull.front_keys import FrontKeys, unescaped
from jzdocs.resolve.front_pieces import FrontPiece
from jzdocs.word.edited_file import Paragraph

_BLANK = compiled(r"([\s\u3000]+)")


class _Print(Struct, frozen=True):
    """A piece that prints a value, and what the edited file prints there."""

    piece: FrontPiece
    text: str

    @property
    def value(self) -> str:
        """The name of the value: the key, with the place of an item."""
        return self.piece.key if self.piece.index < 0 else f"{self.piece.key}:{self.piece.index}"

    @property
    def is_edited(self) -> bool:
        """Whether the text changed."""
        return self.text != self.piece.text


def collect_front_matter(edits: EditSet) -> None:
    """Collect edits of what is printed of the front matter."""
    if edits.document not in edits.spans:
        return
    keys = FrontKeys(edits)
    _leave_added(edits, keys)
    _collect_titles(edits, keys)
    prints = list(_prints(edits, keys))
    changes: dict[str, _Print] = {}  # that could be written
    lists: dict[str, list[_Print]] = {}
    for name, entry in _changes(edits, prints).items():
        if entry.piece.index >= 0:
            lists.setdefault(entry.piece.key, []).append(entry)
        elif keys.change(entry.piece, entry.text):
            changes[name] = entry
    for key, entries in lists.items():
        if keys.change_items(key, {entry.piece.index: (entry.piece.text, entry.text) for entry in entries}):
            changes |= {entry.value: entry for entry in entries}
    for entry in prints:
        _collect_derived(keys, entry, changes)


def _leave_added(edits: EditSet, keys: FrontKeys) -> None:
    """Tell of paragraphs that were put in among those which print the front matter: the source has no place for
    them."""
    paragraphs = edits.edited.paragraphs
    kinds = [_kind_at(edits, place) for place in range(len(paragraphs))]
    below = list(accumulate(reversed(kinds), lambda last, kind: kind or last, initial=""))[-2::-1]
    above, follows_text = "", False
    for place, paragraph in enumerate(paragraphs):
        if place in edits.built_at:
            above = kinds[place] or above
            anchor = edits.built[edits.built_at[place]].anchor
            follows_text = follows_text or (anchor >= 0 and not edits.anchors[anchor].in_front)
        elif not paragraph.cell and not paragraph.note and paragraph.text:
            before_text = below[place] == "text" and not follows_text
            if (above == "front" and not before_text) or (above == "" and below[place] == "front"):
                edits.seen.add(place)
                keys.leave("pull.front_beside", paragraph.text)


def _kind_at(edits: EditSet, place: int) -> str:
    """Return what the built paragraph with text at a place is: a print of the front matter ("front"), text of the
    source, something else that was made; "" where there is none."""
    if place not in edits.built_at or not edits.edited.paragraphs[place].key:
        return ""
    anchor = edits.built[edits.built_at[place]].anchor
    if anchor >= 0 and (edits.anchors[anchor].in_front or _is_label(edits.anchors[anchor])):
        return "front"
    return "text" if anchor >= 0 and edits.anchors[anchor].kind in ("", "broken") else "other"


def _is_label(anchor: Anchor) -> bool:
    """Return whether a paragraph is the label of an attachment, whose title follows."""
    return anchor.kind == "label" or (anchor.kind == "caption" and anchor.before == "附件")


# --- titles


def _collect_titles(edits: EditSet, keys: FrontKeys) -> None:
    """Collect edits of title and subtitle; a title may stand on several lines, and be printed on cover and first
    page."""
    for key in ("title", "subtitle"):
        runs = list(_printings(edits, key))
        edited = [new for old, new in runs if new != old]
        if not edited:
            continue
        old, new = runs[0][0], edited[0]
        if len(edited) < len(runs) or len(set(edited)) > 1:
            keys.leave("pull.front_elsewhere", new, name=key)
        elif not new or _flat(new) == _flat(old):  # line breaks are put in by jzdocs
            keys.leave("pull.front_line", old)
        else:
            keys.change(FrontPiece(_flat(old), key), _flat(new))


def _flat(text: str) -> str:
    """Return a title without line breaks."""
    return unescaped(text.replace("<br>", ""))


def _printings(edits: EditSet, key: str) -> Iterator[tuple[str, str]]:
    """Yield what was built and what stands there now, for each place that prints a title."""
    members: list[tuple[Anchor, Paragraph | None]] = []
    for index, anchor in enumerate(edits.anchors):
        kind, _, line = anchor.kind.partition(":")
        if kind != key:
            continue
        if members and (line == "0" or key == "subtitle"):
            yield _joined(members)
            members = []
        place = edits.places.get(index)
        members.append((anchor, edits.edited.paragraphs[place] if place is not None else None))
    if members:
        yield _joined(members)


def _joined(members: Sequence[tuple[Anchor, Paragraph | None]]) -> tuple[str, str]:
    old = " ".join(anchor.built_text for anchor, _ in members)
    return old, " ".join(anchor.inner(p.text) for anchor, p in members if p and p.text)


# --- other values


def _prints(edits: EditSet, keys: FrontKeys) -> Iterator[_Print]:
    """Yield what prints values of the front matter. Paragraphs in which something else was edited are told, and taken
    as they were."""
    renumbered = any(a.kind == "front" and i not in edits.places for i, a in enumerate(edits.anchors))
    for index, anchor in enumerate(edits.anchors):
        if anchor.kind == "made":  # of an earlier version
            _tell_of_line(edits, keys, index, anchor)
        pieces = _pieces(anchor)
        if not pieces:
            continue
        text = _text_at(edits, index)
        texts = texts_of(pieces, text, renumbered=renumbered) if text else [""] * len(pieces)
        if texts is None or _is_divided(edits, index, anchor) or _is_joined(edits, index, anchor):
            keys.leave("pull.front_part", text, name="、".join(dict.fromkeys(p.key for p in pieces if p.key)))
            texts = [piece.text for piece in pieces]
        yield from (_Print(piece, new) for piece, new in zip(pieces, texts, strict=True) if piece.key)


def _pieces(anchor: Anchor) -> tuple[FrontPiece, ...]:
    """Return the pieces of a paragraph; those of an issuer as earlier versions recorded it."""
    kind, _, index = anchor.kind.partition(":")
    if kind == "issuer":
        return (FrontPiece(unescaped(anchor.built_text), kind, int(index)),)
    return tuple(FrontPiece(*piece) for piece in anchor.pieces)


def _text_at(edits: EditSet, index: int) -> str:
    """Return what the paragraph of an anchor says now; "" where it is gone."""
    place = edits.places.get(index)
    return unescaped(edits.edited.paragraphs[place].text).strip() if place is not None else ""


def _is_divided(edits: EditSet, index: int, anchor: Anchor) -> bool:
    """Return whether a paragraph's end became a paragraph of its own."""
    place, text = edits.places.get(index), _text_at(edits, index)
    before = unescaped(anchor.text).strip()
    if place is None or text == before or not text or place + 1 >= len(edits.edited.paragraphs):
        return False
    return place + 1 not in edits.built_at and before.startswith(text)


def _is_joined(edits: EditSet, index: int, anchor: Anchor) -> bool:
    """Return whether a paragraph was joined with another, so that one line holds the marks of both."""
    holder = next((p for p in edits.edited.paragraphs if anchor.name in p.anchors), None)
    if holder is None or unescaped(holder.text).strip() == unescaped(anchor.text).strip():
        return False
    return sum(name.startswith("_jz_") for name in holder.anchors) > 1


def _tell_of_line(edits: EditSet, keys: FrontKeys, index: int, anchor: Anchor) -> None:
    place = edits.places.get(index)
    text = anchor.inner(edits.edited.paragraphs[place].text) if place is not None else ""
    if text != anchor.built_text:
        keys.leave("pull.front_line", text or anchor.built_text)


def texts_of(pieces: Sequence[FrontPiece], text: str, *, renumbered: bool = False) -> list[str] | None:
    """Return what a line says now in place of each piece; None where what stands around the values was edited, or the
    line can be divided in several ways. First only one value is taken to have changed. With `renumbered` the numbers
    that jzdocs counts may differ, since a line before is gone."""
    before = [piece.text for piece in pieces]
    if text == "".join(before).strip():
        return before
    places = [i for i, piece in enumerate(pieces) if piece.key]
    around = [_literally(piece, at_edge=i in (0, len(pieces) - 1)) for i, piece in enumerate(pieces)]
    if renumbered:
        around = [p if i in places else re.sub(r"\d+．", r"(?:\\d+[．.])?", p) for i, p in enumerate(around)]
    divided = partial(_divided, before, around, text)
    found = [texts for place in places if (texts := divided({place}, "(.*)"))]
    if not found:
        texts = divided(set(places), "(.*?)")
        found = [texts] if texts and texts == divided(set(places), "(.*)") else []
    return found[0] if len(found) == 1 and not any(map(_holds_gap, pieces, found[0])) else None


def _divided(before: Sequence[str], around: Sequence[str], text: str, places: set[int], sign: str) -> list[str] | None:
    """Return the pieces' texts where only those at `places` may have changed, None where that is not so; `around` are
    the patterns of the others."""
    patterns = [sign if i in places else pattern for i, pattern in enumerate(around)]
    match = re.fullmatch("".join(patterns), text, re.S)
    if match is None:
        return None
    groups = iter(match.groups())
    return [next(groups).strip() if i in places else old for i, old in enumerate(before)]


def _literally(piece: FrontPiece, *, at_edge: bool) -> str:
    """Return a pattern for a piece's text: blanks may differ, and vanish at the edges of a line."""
    blank = r"[\s\u3000]*" if at_edge else r"[\s\u3000]+"
    return "".join(blank if _BLANK.fullmatch(part) else re.escape(part) for part in _BLANK.split(piece.text))


def _holds_gap(piece: FrontPiece, new: str) -> bool:
    """Return whether a value got a blank by which lines part values."""
    return bool(piece.key and re.search(r"[\t\u3000]", new) and not re.search(r"[\t\u3000]", piece.text))


def _changes(edits: EditSet, prints: Sequence[_Print]) -> Mapping[str, _Print]:
    """Return the values that changed, by their names. Where several places print a value all must say the same."""
    groups: dict[str, list[_Print]] = {}
    for entry in prints:
        if not entry.piece.sources:
            groups.setdefault(entry.value, []).append(entry)
    changes: dict[str, _Print] = {}
    for name, group in groups.items():
        edited = [entry for entry in group if entry.is_edited]
        if not edited:
            continue
        if len(edited) < len(group) or len({entry.text for entry in edited}) > 1:
            shown = edited[0].text or edited[0].piece.text
            edits.leave_at("pull.front_elsewhere", edits.document, 1, shown, name=edited[0].piece.key)
            continue
        changes[name] = edited[0]
    return changes


def _collect_derived(keys: FrontKeys, entry: _Print, changes: Mapping[str, _Print]) -> None:
    """Collect what is printed of a key that the front matter lacks, made from other values: where it does not follow
    from these any more, the front matter says it."""
    if not entry.piece.sources:
        return
    follows = entry.piece.text
    for source in entry.piece.sources:
        if source in changes:
            follows = follows.replace(changes[source].piece.text, changes[source].text, 1)
    if entry.text != follows:
        keys.add(entry.piece, entry.text)
