"""What a click does to a figure, as an edit of the source: mark, unmark, rename, choose as key figure.

An edit is made by the forms in which names are written, then proved: what is read afterwards must be what was there
before, but for the name. Where it is not, nothing is changed, and the reason is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from jzdocs.build.writers import LoadedDocument
from jzdocs.editing.names import name_places
from jzdocs.editing.text_edits import Replacement, TextJob, error_of, load_text, new_errors, offset_at, replaced
from jzdocs.editing.worker import Send
from jzdocs.errors import UsageError
from jzdocs.model import nodes
from jzdocs.model.walk import blocks, note_texts, own_texts, run_texts
from jzdocs.patterns import compiled
from jzdocs.provenance.places import SourceLines
from jzdocs.provenance.records import all_records
from jzdocs.source.table_writer import quoted

_NAME = compiled(r"[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*")
_FENCE = compiled(r"^(`{3,}|~{3,})[ \t]*(\w*)")
_ESCAPED = compiled(r"(?<!\\)\[[^\[\]]*$")
_LONGEST_LABEL = 16
_OF_TEMPLATE = "document.md.j2"  # the text that a template has around the source


class FigureChange(Struct, frozen=True):
    """What is to become of the figure `id` of a text: "rename" (to `name`), "mark" (with `name`, "": its own),
    "unmark", "key" or "unkey"."""

    job: TextJob
    id: str
    action: str
    name: str = ""


def change_figure(change: FigureChange, _: Send) -> str:
    """Return the text with the change. Raises UsageError where it cannot be made exactly."""
    loaded = load_text(change.job)
    text = change.job.text
    match change.action:
        case "rename":
            return _proved(loaded, change.job, _renamed(text, loaded, change), {change.id: _valid(change.name)})
        case "mark":
            name = _valid(change.name or change.id)
            return _proved(loaded, change.job, marked(text, loaded, {change.id: name}), {})
        case "unmark":
            return _proved(loaded, change.job, _unmarked(text, change.id), {})
        case "key":
            name = change.id
            if name not in loaded.document.facts:
                text = marked(text, loaded, {change.id: name})
                loaded = load_text(TextJob(change.job.path, text))
            if name in card_names(loaded.document):
                return text
            return _without_new_errors(loaded, change.job, _with_card(text, loaded, name))
        case "unkey":
            return _without_new_errors(loaded, change.job, _without_card(text, change.id))
        case _:
            raise UsageError("X175")


def _valid(name: str) -> str:
    """Return a name for a figure. Raises UsageError for what is none."""
    if not _NAME.fullmatch(name):
        raise UsageError("X181", name=name)
    return name


# --- figures of a text


def text_records(loaded: LoadedDocument) -> list[dict[str, Any]]:
    """Return a record for every number of the text itself, as `jzdocs facts` lists them."""
    return all_records(loaded.document, SourceLines({loaded.source.shown: lambda: loaded.source.data}))


def card_names(document: nodes.Document) -> set[str]:
    """Return the names of the key figures."""
    return {
        name
        for block in blocks(document.blocks)
        if isinstance(block, nodes.KeyFigures) and not block.collect
        for group in block.groups
        for card in group.cards
        for name in (card.figure.fact, card.upper)
        if name
    }


# --- marks


def marked(text: str, loaded: LoadedDocument, names: Mapping[str, str]) -> str:
    """Return a text with figures marked, `names` giving for the id of each its name. Raises UsageError for a figure
    whose place in the text is not certain."""
    records = {record["id"]: record for record in text_records(loaded)}
    edits = []
    for id_, name in names.items():
        record = records.get(id_)
        if record is None:
            raise UsageError("X172.item")
        if name in loaded.document.facts:
            raise UsageError("X181.taken", name=name)
        edits.append(_mark(text, loaded, record, name))
    return replaced(text, edits)


def _mark(text: str, loaded: LoadedDocument, record: Mapping[str, Any], name: str) -> Replacement:
    at, shown = record["source"], record["text"]
    if at["path"] != loaded.source.shown or "cell" in at or not at["line"]:
        raise UsageError("X182", text=shown)
    start = offset_at(text, at["line"], at["column"])
    line_start = text.rfind("\n", 0, start) + 1
    if not text.startswith(shown, start) or _ESCAPED.search(text[line_start:start]):
        raise UsageError("X182", text=shown)
    return Replacement(start, start + len(shown), f"[{shown}]{{#{name}}}")


def _unmarked(text: str, name: str) -> str:
    """Return a text in which a figure is not marked any more."""
    found = list(re.finditer(rf"\[((?:[^\[\]\\]|\\.)*)\]\{{#{re.escape(name)}\}}", text))
    if len(found) != 1:
        raise UsageError("X182", text=name)
    return replaced(text, [Replacement(found[0].start(), found[0].end(), found[0][1])])


def _renamed(text: str, loaded: LoadedDocument, change: FigureChange) -> str:
    """Return a text in which a figure has another name, wherever its name is written."""
    new = _valid(change.name)
    if change.id not in loaded.document.facts:
        raise UsageError("X172.item")
    if new in loaded.document.facts:
        raise UsageError("X181.taken", name=new)
    return replaced(text, [Replacement(start, end, new) for start, end in name_places(text, change.id)])


# --- key figures


def _with_card(text: str, loaded: LoadedDocument, name: str) -> str:
    """Return a text with a card for a figure: in the key figures of its part, else in a block of their own above the
    text of the part."""
    fact = loaded.document.facts[name]
    record = next((record for record in text_records(loaded) if record["id"] == name), None)
    label = ((record or {}).get("subject") or fact.subject or fact.sentence[:_LONGEST_LABEL] or name)[:_LONGEST_LABEL]
    card = [f"  - figure: {name}", f"    label: {quoted(label)}"]
    lines = text.split("\n")
    first, last, title = _part(loaded, fact.at.line, len(lines))
    block = next((found for found in _key_blocks(lines) if first <= found[0] < last), None)
    if block is None:
        new = ["```keyfigures", f"title: {quoted(title)}", "cards:", *card, "```", ""]
        place = _below_heading(lines, first)
        lines[place:place] = new if place == 0 or not lines[place - 1].strip() else ["", *new]
        return "\n".join(lines)
    start, end = block
    cards = [n for n in range(start, end) if re.match(r"\s*- figure:", lines[n])]
    indent = re.match(r"\s*", lines[cards[-1]])[0] if cards else "  "  # type: ignore[index]
    lines[end:end] = [
        f"{indent}{line.strip()}" if line.lstrip().startswith("-") else f"{indent}  {line.strip()}" for line in card
    ]
    return "\n".join(lines)


def _part(loaded: LoadedDocument, line: int, count: int) -> tuple[int, int, str]:
    """Return the part in which a line stands: its first line and the one behind its last (from 0), and its title."""
    heads = [
        (block.at.line, "".join(part.text for part in block.inlines if isinstance(part, nodes.Text)))
        for block in blocks(loaded.document.blocks)
        if isinstance(block, nodes.Heading) and block.level == 1 and block.at.path == loaded.source.shown
    ]
    above = [head for head in heads if head[0] <= line]
    below = [head for head in heads if head[0] > line]
    first, title = above[-1] if above else (1, loaded.document.meta.title)
    return first - 1, (below[0][0] - 1 if below else count), title


def _below_heading(lines: Sequence[str], first: int) -> int:
    """Return the line before which a block of a part is put: below its heading and the first paragraph; in a text
    without headings behind the front matter."""
    place = first
    if lines[:1] == ["---"] and first == 0:
        place = next((n for n in range(1, len(lines)) if lines[n].rstrip() in ("---", "...")), 0) + 1
    elif lines[first : first + 1] and lines[first].startswith("#"):
        place = first + 1
    while place < len(lines) and not lines[place].strip():
        place += 1
    return place


def _key_blocks(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the blocks of key figures: the line of the fence, and that which closes it (from 0)."""
    start = -1
    for number, line in enumerate(lines):
        opening = _FENCE.match(line)
        if opening and start < 0 and opening[2] == "keyfigures":
            start = number
        elif opening and start >= 0:
            yield start, number
            start = -1


def _without_card(text: str, name: str) -> str:
    """Return a text without the card of a figure, and without its block where that has no other."""
    lines = text.split("\n")
    for start, end in _key_blocks(lines):
        heads = [n for n in range(start, end) if re.match(r"\s*- figure:", lines[n])]
        own = [n for n in heads if re.fullmatch(rf"\s*- figure:\s*[\"']?{re.escape(name)}[\"']?\s*", lines[n])]
        if not own:
            continue
        if len(heads) == 1:
            behind = end + 1 if end + 1 < len(lines) and not lines[end + 1].strip() else end
            del lines[start : behind + 1]
            return "\n".join(lines)
        following = next((n for n in heads if n > own[0]), None)
        stop = own[0] + 1
        indent = len(lines[own[0]]) - len(lines[own[0]].lstrip())
        while stop < (following or end) and len(lines[stop]) - len(lines[stop].lstrip()) > indent:
            stop += 1
        del lines[own[0] : stop]
        return "\n".join(lines)
    raise UsageError("X182", text=name)


# --- proof


def _proved(loaded: LoadedDocument, job: TextJob, text: str, names: Mapping[str, str]) -> str:
    """Return a changed text, in which figures have other `names`. Raises UsageError where it prints something else or
    has new errors."""
    after = load_text(TextJob(job.path, text))
    _refuse_errors(loaded, after)
    if "".join(_words(loaded)) != "".join(_words(after)):
        raise UsageError("X182.changed")
    if names and {names.get(name, name) for name in loaded.document.facts} != set(after.document.facts):
        raise UsageError("X182.changed")
    return text


def _without_new_errors(loaded: LoadedDocument, job: TextJob, text: str) -> str:
    _refuse_errors(loaded, load_text(TextJob(job.path, text)))
    return text


def _refuse_errors(before: LoadedDocument, after: LoadedDocument) -> None:
    errors = new_errors(before.report.found, after.report.found)
    if errors:
        raise error_of(errors[0])


def _words(loaded: LoadedDocument) -> Iterator[str]:
    """Yield what the source of a document says; not what jzdocs makes of names: the list of sources, and what the
    template prints around it as soon as there is a figure."""
    document = loaded.document
    for block in blocks(document.blocks):
        if not isinstance(block, nodes.Sources):
            texts = (*run_texts(block), *own_texts(block))
            yield from (printed.text for printed in texts if _is_written(printed.at.path, loaded))
    yield from (printed.text for printed in note_texts(document))


def _is_written(path: str, loaded: LoadedDocument) -> bool:
    """Return whether what stands in a file is the author's, and not the template's."""
    return bool(path) and (path == loaded.source.shown or not path.endswith(_OF_TEMPLATE))
