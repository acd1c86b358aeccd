"""Text that was changed in its place: paragraphs, headings, cells, captions, notes, the front matter; figures stay
marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from jzdocs.pull.align import Anchor
from jzdocs.pull.edits import Edit, EditSet, UnappliedEdit, is_text
from jzdocs.pull.facts import facts_in, rebound
from jzdocs.pull.merge import merge_texts, pieces
from jzdocs.pull.spans import Block, Scalar, quoted, without_pipes
from jzdocs.word.edited_file import Paragraph


def front(work: EditSet) -> None:
    """Title, subtitle and issuers; a title may stand on several lines."""
    document = work.edited.base["document"]
    if document not in work.spans:
        return
    spans = work.spans[document]
    groups: dict[str, list[tuple[Anchor, Paragraph | None]]] = {}
    for index, anchor in enumerate(work.anchors):
        kind = anchor.kind.partition(":")[0]
        if kind in ("title", "subtitle", "issuer"):
            key = anchor.kind if kind == "issuer" else kind
            place = work.found.get(index)
            groups.setdefault(key, []).append((anchor, work.edited.paragraphs[place] if place is not None else None))
    for key, members in groups.items():
        name, _, number = key.partition(":")
        old = " ".join(anchor.said for anchor, _ in members)
        new = " ".join(anchor.inner(p.text) for anchor, p in members if p and p.text)
        if old == new or not new:
            continue
        scalar = spans.front(name, int(number) if number else None)
        if scalar is None:
            work.left.append(UnappliedEdit(document, 1, new, f"the front matter has no “{name}”: write it there"))
            continue
        work.replaced.setdefault(document, {})[scalar.start, scalar.end] = quoted(_unescaped(new), scalar.style)
        work.edits.append(Edit("changed", document, spans.text.count("\n", 0, scalar.start) + 1, old, new))


def compare(work: EditSet, anchor: Anchor, paragraph: Paragraph) -> None:
    kind = anchor.kind.partition(":")[0]
    _restyle(work, anchor, paragraph)
    old, new = anchor.said, anchor.inner(paragraph.text)
    if old == new or kind in ("title", "subtitle", "issuer"):
        return
    if kind == "made":
        work.left.append(
            UnappliedEdit(anchor.path, 1, new, "the front matter makes this line: change date, place or issuer there")
        )
        return
    if kind == "data":
        at = f"{anchor.path} {anchor.kind.partition(':')[2]}"
        work.left.append(UnappliedEdit(anchor.path, anchor.line, new, f"it comes from a table of data: change {at}"))
        return
    new, gone = rebound(old, new)
    if old == new:
        return
    _told_facts(work, anchor, old, new, gone)
    place = work.place(anchor)
    if place is None:
        work.left.append(UnappliedEdit(anchor.path, anchor.line, new, "the source has no text of its own there"))
        return
    _replace(work, anchor, place, old, new)


def _restyle(work: EditSet, anchor: Anchor, paragraph: Paragraph) -> None:
    """A paragraph that became a heading, a heading of another level or none."""
    block = work.place(anchor) if anchor.kind == "" and anchor.path in work.spans else None
    if (
        not isinstance(block, Block)
        or block.item
        or paragraph.heading == block.level
        or not is_text(paragraph)
        or paragraph.note
    ):
        return
    spans = work.spans[anchor.path]
    start = spans.starts[block.first]
    mark = "#" * paragraph.heading + " " if paragraph.heading else ""
    work.replaced.setdefault(anchor.path, {})[start, block.start] = mark
    if block.level and not paragraph.heading:  # an id has no meaning behind a paragraph
        work.replaced[anchor.path][block.end, min(spans.starts[block.first + 1] - 1, len(spans.text))] = ""
    before, after = (f"Heading {level}" if level else "Body Text" for level in (block.level, paragraph.heading))
    work.edits.append(Edit("changed", anchor.path, anchor.line, before, after))


def _replace(work: EditSet, anchor: Anchor, place: Block | Scalar | tuple[int, int], old: str, new: str) -> None:
    text = work.files[anchor.path]
    match place:
        case Scalar():
            span, source = (place.start, place.end), place.value
        case Block():
            source = text[place.start : place.end]
            source = source.replace("\n" + place.prefix, "\n") if place.prefix else source
            span = (place.start, place.end)
        case _:
            span, source = place, text[place[0] : place[1]]
    if anchor.path.endswith(".j2") and re.search(r"\{\{|\{%", source):
        work.left.append(UnappliedEdit(anchor.path, anchor.line, new, "a template makes this line: change it there"))
        return
    merged = _merged(old, source, new)
    if isinstance(place, Scalar):
        written = quoted(merged, place.style)
    elif isinstance(place, Block):
        written = merged.replace("\n", "\n" + place.prefix)
    else:
        written = without_pipes(merged)
    work.replaced.setdefault(anchor.path, {})[span] = written
    work.edits.append(Edit("row" if anchor.kind.startswith("cell") else "changed", anchor.path, anchor.line, old, new))


def _told_facts(work: EditSet, anchor: Anchor, old: str, new: str, gone: Sequence[str]) -> None:
    """Changed figures, with the charts that follow; figures whose marks are gone."""
    after = facts_in(new)
    for name, text in facts_in(old).items():
        if name in after and after[name] != text:
            work.edits.append(
                Edit(
                    "figure", anchor.path, anchor.line, f"{name} {text}", f"{name} {after[name]}", work.followers(name)
                )
            )
    for name in gone:
        work.left.append(
            UnappliedEdit(
                anchor.path, anchor.line, name, "the figure stands nowhere in the sentence any more: its name is lost"
            )
        )


_MARKS = str.maketrans("，。；：！？“”‘’", ",.;:!?\"\"''")


def _unescaped(text: str) -> str:
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", text)


def _merged(old: str, source: str, new: str) -> str:
    """The source's text with the edit from `old` to `new`, which say it in canonical form; where that cannot be told
    apart, the new text."""
    was, ours, now = pieces(old), pieces(source), pieces(new)
    kept = list(was)
    for a, b, size in SequenceMatcher(
        None, [_key(t) for t in was], [_key(t) for t in ours], autojunk=False
    ).get_matching_blocks():
        kept[a : a + size] = ours[b : b + size]  # what was only normalised stays as its author wrote it
    for a, b, size in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks():
        now[b : b + size] = kept[a : a + size]
    text, _ = merge_texts("".join(kept), source, "".join(now))
    return text if _bare(text) == _bare(new) else new


def _key(piece: str) -> str:
    return unicodedata.normalize("NFKC", piece).translate(_MARKS)


def _bare(text: str) -> str:
    """The letters, digits and Han of a text, in whatever width."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())
