"""Text that was changed in its place: paragraphs, headings, cells, captions, notes. Named numbers
stay marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from jzdocs.patterns import compiled
from jzdocs.pull.align import Anchor
from jzdocs.pull.edits import Edit, EditSet, Kind, is_text
from jzdocs.pull.facts import facts_in, rebound
from jzdocs.pull.merge import merge_texts, pieces
from jzdocs.pull.spans import Block, Scalar, quoted, without_pipes
from jzdocs.pull.template_code import CODE
from jzdocs.pull.units import is_in_loop
from jzdocs.word.edited_file import Paragraph

_BULLETS = ("-", "*", "+")
_DEEPEST = 4  # the lowest level of headings
_HALF_WIDTH = str.maketrans("，。；：！？“”‘’", ",.;:!?\"\"''")


def collect_text(edits: EditSet, anchor: Anchor, paragraph: Paragraph) -> None:
    """Collect what was edited in a paragraph that is found again."""
    _collect_shape(edits, anchor, paragraph)
    kind, _, address = anchor.kind.partition(":")
    old, new = anchor.built_text, anchor.inner(paragraph.text)
    if anchor.in_front:  # see `front_matter`
        return
    if kind in ("caption", "note") and anchor.is_framed(anchor.text) and not anchor.is_framed(paragraph.text):
        edits.leave("pull.frame", anchor, paragraph.text)  # its number, its unit, the word before a note
        return
    if old == new:
        return
    if kind == "broken":
        old, new = old.replace("<br>", ""), new.replace("<br>", "")
        if old == new:  # its lines are broken by jzdocs
            edits.leave("pull.generated", anchor, new)
            return
    if kind == "data":
        edits.leave("pull.data_cell", anchor, new, place=f"{anchor.path} {address}")
        return
    if edits.formulas_lost and _FORMULA.search(old):
        if _letters(_FORMULA.sub("", old)) != _letters(new):
            edits.leave("pull.formula", anchor, new)
        return
    new, lost = rebound(old, new)
    if old == new:
        return
    if _is_typed_over(old, new):
        edits.leave("pull.number_typed_over", anchor, new)
        return
    _collect_numbers(edits, anchor, old, new, lost)
    span = edits.span_of(anchor)
    if span is None:
        other = "pull.formula" if kind == "formula" else "pull.no_own_text"
        edits.leave("pull.template_line" if edits.is_template(anchor.path) else other, anchor, new)
        return
    _collect_replacement(edits, anchor, span, old, new)


def _collect_shape(edits: EditSet, anchor: Anchor, paragraph: Paragraph) -> None:
    """Collect that a paragraph became a heading, an item of a list or a quotation, or one of these something else."""
    block = edits.block_of(anchor)
    if block is None or paragraph.note or not is_text(paragraph):
        if not anchor.kind and edits.is_template(anchor.path) and anchor.path in edits.spans and not paragraph.note:
            _tell_of_shape(edits, anchor, paragraph)
        return
    spans = edits.spans[anchor.path]
    level = paragraph.heading + edits.lift(anchor) if paragraph.heading else 0
    before, after = spans.mark_of(block), "#" * level + " " if level > 0 else _mark(paragraph)
    if _same_shape(before, after, paragraph):
        return
    if edits.is_template(anchor.path) and (is_in_loop(spans, block.first) or "{{" in spans.lines[block.first]):
        edits.leave("pull.template_line", anchor, paragraph.text)
        return
    if paragraph.heading and not 0 < level <= max(_DEEPEST, block.level):
        edits.leave("pull.level", anchor, paragraph.text, deepest=_DEEPEST)
        return
    if block.first != block.last and (before[:1] == ">" or after[:1] in ("#", ">")):
        edits.leave("pull.shape", anchor, paragraph.text)  # each of its lines would have to change
        return
    edits.replace(anchor.path, (spans.starts[block.first], block.start), after)
    if block.level and not paragraph.heading:  # an id has no meaning behind a paragraph
        end = min(spans.starts[block.first + 1] - 1, len(spans.text))
        edits.replace(anchor.path, (block.end, end), "")
    if bool(block.item) != bool(paragraph.item):
        edits.set_apart(anchor.path, block, is_item=bool(paragraph.item))
    edits.applied.append(Edit("changed", anchor.path, anchor.line, _style_of(before), _style_of(after)))


_FORMULA = compiled(r"(?<!\\)\$[^$]+\$")


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


_LINE_MARK = compiled(r"\s*(?:#+|[-*+]|\d+[.)]|>)\s+")


def _tell_of_shape(edits: EditSet, anchor: Anchor, paragraph: Paragraph) -> None:
    """Tell that a paragraph in a template got another shape, where its line is no text of Markdown by itself."""
    lines = edits.spans[anchor.path].lines
    line = lines[anchor.line - 1] if 0 < anchor.line <= len(lines) else ""
    mark = _LINE_MARK.match(line)
    before = mark[0].lstrip() if mark else ""
    in_block = paragraph.cell or not is_text(paragraph) or edits.spans[anchor.path].block_around(anchor.line)
    if not in_block and not _same_shape(before, _mark(paragraph).lstrip(), paragraph):
        edits.leave("pull.template_line", anchor, paragraph.text)


def _mark(paragraph: Paragraph) -> str:
    """Return what a line of Markdown begins with in the shape of a paragraph."""
    if paragraph.heading:
        return "#" * paragraph.heading + " "
    if paragraph.item:
        depth, ordered = paragraph.item
        return "   " * depth + ("1. " if ordered else "- ")
    return "> " if paragraph.style.lower() in ("quote", "引用") else ""


def _same_shape(before: str, after: str, paragraph: Paragraph) -> bool:
    """Return whether two marks stand for one shape. A further paragraph of an item has no mark of its own, and the
    number of an item is Word's."""
    first, second = before.strip(), after.strip()
    if (first[:1].isdigit() and second[:1].isdigit()) or (first in _BULLETS and second in _BULLETS):
        return len(before) - len(before.lstrip()) <= 3 * (paragraph.item or (0, False))[0] + 3
    return first == second


def _style_of(mark: str) -> str:
    """Return the name of the style that a mark stands for."""
    bare = mark.strip()
    if bare.startswith("#"):
        return f"Heading {len(bare)}"
    return {"": "Body Text", ">": "Quote"}.get(bare, "List Paragraph")


def _collect_replacement(
    edits: EditSet, anchor: Anchor, span: Block | Scalar | tuple[int, int], old: str, new: str
) -> None:
    """Collect that a text changed from `old` to `new`, both in canonical form, as a change of what its author wrote."""
    text = edits.files[anchor.path]
    match span:
        case Scalar():
            place, source = (span.start, span.end), span.value
        case Block():
            place, source = (span.start, span.end), text[span.start : span.end]
            source = source.replace("\n" + span.prefix, "\n") if span.prefix else source
        case start, end:
            place, source = span, text[start:end]
    if edits.is_template(anchor.path) and CODE.search(source):
        edits.leave("pull.template_line", anchor, new)
        return
    merged = _merged(old, source, new)
    match span:
        case Scalar():
            written = quoted(edits.literal(anchor.path, merged), span.style)
        case Block():
            written = edits.literal(anchor.path, merged).replace("\n", "\n" + span.prefix)
        case _:
            written = edits.literal(anchor.path, without_pipes(merged))
    edits.replace(anchor.path, place, written)
    kind: Kind = "row" if anchor.kind.startswith("cell") else "changed"
    edits.applied.append(Edit(kind, anchor.path, anchor.line, old, new))


def _collect_numbers(edits: EditSet, anchor: Anchor, old: str, new: str, lost: Sequence[str]) -> None:
    """Collect changed numbers, with the charts that change with them, and those whose marks are `lost`."""
    after = facts_in(new)
    for name, text in facts_in(old).items():
        if name in after and after[name] != text:
            before, now = f"{name} {text}", f"{name} {after[name]}"
            edits.applied.append(Edit("figure", anchor.path, anchor.line, before, now, edits.charts_of(name)))
    for name in lost:
        edits.leave("pull.name_lost", anchor, name)


def _merged(old: str, source: str, new: str) -> str:
    """Return the author's text with the edit from `old` to `new`. The canonical form normalises what the author wrote
    (full-width marks, say): that stays as it was where it was not edited. Where the two cannot be told apart, return
    the new text."""
    old_pieces, source_pieces, new_pieces = pieces(old), pieces(source), pieces(new)
    as_written = list(old_pieces)
    keys, source_keys = [_key(piece) for piece in old_pieces], [_key(piece) for piece in source_pieces]
    for a, b, size in SequenceMatcher(None, keys, source_keys, autojunk=False).get_matching_blocks():
        as_written[a : a + size] = source_pieces[b : b + size]
    for a, b, size in SequenceMatcher(None, old_pieces, new_pieces, autojunk=False).get_matching_blocks():
        new_pieces[b : b + size] = as_written[a : a + size]
    text, _ = merge_texts("".join(as_written), source, "".join(new_pieces))
    if _bare(text) == _bare(new):
        return text
    in_braces = {match[1]: match[0] for match in re.finditer(r"\{([A-Za-z][\w.-]*)(?::\w+)?\}", source)}
    return re.sub(r"@fact:([A-Za-z0-9_.-]+)", lambda m: in_braces.get(m[1], m[0]), new)


# a number that only repeats another place; in blocks it is written with braces
_USE = compiled(r"@fact:(?:\{[^{}]*\}|[A-Za-z0-9_.-]+)|\{[A-Za-z][\w.-]*(?::\w+)?\}")
_TYPED_BESIDE = compiled(r"\d@fact:|(?:@fact:\{[^{}]*\})\d")


def _is_typed_over(old: str, new: str) -> bool:
    """Return whether digits were typed at the edge of a number that only repeats another place: a program left a part
    of its mark standing."""
    return len(_TYPED_BESIDE.findall(new)) > len(_TYPED_BESIDE.findall(old))


def _key(piece: str) -> str:
    """Return what a piece is compared by: its half-width form."""
    if _USE.fullmatch(piece):  # by name or by cell
        return "@fact"
    return unicodedata.normalize("NFKC", piece).translate(_HALF_WIDTH)


def _bare(text: str) -> str:
    """Return the letters, digits and Han characters of a text, in whatever width, with a sign for each number that
    repeats another place."""
    text = _USE.sub("@", text)
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum() or c == "@")
