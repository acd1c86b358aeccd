"""Where texts stand in a Markdown file: paragraphs, headings, cells, and the scalars of its YAML, by line and column.

Offsets are characters from 0, `line` and `column` of the lookups count from 1 as locations do; `first` and `last` are
lines from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal

import yaml
from msgspec import Struct

from jzdocs.errors import Report
from jzdocs.patterns import compiled
from jzdocs.source.front_matter import read_front_matter
from jzdocs.source.parser import make_parser
from jzdocs.source.source_map import whole

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast; its marks are the same
_SUFFIX = compiled(r"\s*\{\s*(?:#[A-Za-z0-9_:.-]+)?\s*(?:-|\.unnumbered)?\s*\}\s*$")
_SAFE = compiled(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^,\[\]{}#:\"']*")

_AROUND = {
    "fence": "fence",
    "pipe_table": "table",
    "display_formula": "fence",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
}
_COLUMNS = compiled(r"columns\b")


_STATEMENT = compiled(r"\{%-?\s*(end)?(?:for|if|macro|call|block|filter)\b")


def statements_of(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the first and last line (from 0) of each statement of a template that has an end."""
    open_lines: list[int] = []
    for number, line in enumerate(lines):
        for match in _STATEMENT.finditer(line):
            if not match[1]:
                open_lines.append(number)
            elif open_lines:
                yield open_lines.pop(), number


_PICTURE = r"!\[[^\]\n]*\]\([^()\n]*\)"
_BREAKS = r"(?:[ ]*<br[ ]*/?>)*[ ]*"
_PICTURES_BEFORE = compiled(f"(?:{_PICTURE}{_BREAKS})+")
_PICTURES_BEHIND = compiled(f"(?:{_BREAKS}{_PICTURE})+[ ]*$")


class Block(Struct, frozen=True):
    """Text of Markdown: where it starts and ends, the first and last line that it takes with its marks, and what its
    further lines begin with (`> `); `level` is that of a heading, `item` says that it is an item of a list."""

    start: int
    end: int
    first: int
    last: int
    prefix: str = ""
    level: int = 0
    item: bool = False


class RowLines(Struct, frozen=True):
    """The first and last line (from 0) of a row of a table in YAML, the key that its table stands under, how it is
    indented, and whether it is a list on one line."""

    first: int
    last: int
    key: str
    indent: str
    flow: bool


class Scalar(Struct, frozen=True):
    """A scalar of YAML: where it stands with its quotes, how it is quoted ("": not at all), and its value."""

    start: int
    end: int
    style: str
    value: str


class Spans:
    """The spans of a file. `starts` are the offsets of its lines, `body` is the line at which the front matter has
    ended, `keys` maps keys of the front matter to nodes of YAML, `columns` are the first and last lines of text set
    in columns, `statements` those of a template's statements that may repeat what stands in them."""

    def __init__(self, shown: str, text: str, *, is_template: bool = False) -> None:
        """Read a file; `shown` is its name in messages. It may be a template, or a part that one includes."""
        self.text, self.lines = text, text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        _, self.body = read_front_matter(whole(shown, text), Report())
        self._blocks: dict[int, list[Block]] = {}
        self._scalars: dict[tuple[int, int], Scalar] = {}
        self.keys: dict[str, Any] = {}
        self._around: list[tuple[str, int, int]] = []
        self._rows: list[RowLines] = []
        self.columns: list[tuple[int, int]] = []
        self.is_template = is_template
        self.statements = list(statements_of(self.lines)) if is_template else []
        self._read()

    def block(self, line: int, column: int) -> Block | None:
        """Return the text that begins on a line, nearest to a column; None where none does."""
        blocks = self._blocks.get(line - 1, [])
        return min(blocks, key=lambda b: abs(b.start - self.starts[line - 1] - column + 1), default=None)

    def around(self, line: int, kind: Literal["fence", "table", "list"]) -> tuple[int, int] | None:
        """Return the first and last line of the outermost fence, table with pipes or list that a line stands in; None
        where it stands in none."""
        inside = ((first, last) for name, first, last in self._around if name == kind and first <= line - 1 <= last)
        return next(inside, None)

    def block_around(self, line: int) -> tuple[int, int] | None:
        """Return the first and last line of the fence or table that a line (from 1) stands in, None for other text."""
        return self.around(line, "fence") or self.around(line, "table")

    def covering(self, line: int) -> Block | None:
        """Return the text that a line (from 1) belongs to, begun above it; None where there is none."""
        for above in range(line - 1, -1, -1):
            for block in self._blocks.get(above, ()):
                if block.last >= line - 1:
                    return block
            if not self.lines[above].strip():
                return None
        return None

    def mark_of(self, block: Block) -> str:
        """Return what stands before a block's text on its line: the marks of a heading, an item, a quotation."""
        return self.text[self.starts[block.first] : block.start]

    def row_around(self, line: int) -> RowLines | None:
        """Return the row of a table in YAML that a line (from 1) belongs to; None for other lines."""
        return next((row for row in self._rows if row.first <= line - 1 <= row.last), None)

    def starts_item(self, line: int) -> bool:
        """Return whether an item of a list begins on a line (from 0)."""
        return any(block.item for block in self._blocks.get(line, ()))

    def behind(self, line: int) -> int:
        """Return where the line behind a line (from 0) begins, or the text ends."""
        return min(self.starts[line + 1], len(self.text))

    def scalar(self, line: int, column: int) -> Scalar | None:
        """Return the scalar whose text begins at a place (behind the quote of a quoted one), or whose Markdown has its
        first text there; None where none does."""
        for back in range(3):  # emphasis at its start has marks before its text
            for quote in (0, 1):
                if scalar := self._scalars.get((line - 1, column - 1 - back - quote)):
                    return scalar
        return None

    def pipe_cell(self, line: int, index: int) -> tuple[int, int] | None:
        """Return (start, end) of a cell (from 0) of a row with pipes; None where the row has no such cell."""
        raw = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        places = [m.start() for m in re.finditer(r"(?<!\\)\|", raw)]
        if not raw.lstrip().startswith("|"):
            places = [-1, *places]
        if index + 1 >= len(places) + (not raw.rstrip().endswith("|")):
            return None
        start = places[index] + 1
        end = places[index + 1] if index + 1 < len(places) else len(raw)
        bare = raw[start:end].strip()
        offset = raw.index(bare, start) if bare else start
        return self.starts[line - 1] + offset, self.starts[line - 1] + offset + len(bare)

    def pipe_text(self, line: int, index: int) -> tuple[int, int] | None:
        """Return (start, end) of the text of a cell of a row with pipes, without the pictures before and behind it."""
        span = self.pipe_cell(line, index)
        if span is None:
            return None
        start, end = span
        before, behind = _PICTURES_BEFORE.match(self.text[start:end]), _PICTURES_BEHIND.search(self.text[start:end])
        if behind and behind.start() == 0:
            return start, start
        return start + (before.end() if before else 0), start + behind.start() if behind else end

    # --- reading

    def _read(self) -> None:
        body = ["" if i < self.body else line for i, line in enumerate(self.lines)]
        self._read_markdown("\n".join(body), 0)
        if self.body:
            self._yaml(1, "\n".join(self.lines[1 : self.body - 1]) + "\n", front=True)

    def _read_markdown(self, text: str, shift: int) -> None:
        """Record what stands in Markdown whose first line is the file's line `shift`."""
        tokens = make_parser().parse(text, {})
        level, items = 0, 0
        for index, token in enumerate(tokens):
            if token.map and shift:
                token.map = [token.map[0] + shift, token.map[1] + shift]
            columns = token.type == "fence" and bool(_COLUMNS.match(token.info))
            if token.map and (kind := _AROUND.get(token.type)) and not columns:
                last = token.map[1] - 1
                while last > token.map[0] and not self.lines[last].strip():
                    last -= 1
                self._around.append((kind, token.map[0], last))
            if token.type == "heading_open":
                level = int(token.tag[1])
            elif token.type == "heading_close":
                level = 0
            elif token.type in ("list_item_open", "list_item_close"):
                items += token.nesting
            elif token.type == "inline" and token.map and tokens[index - 1].type in ("paragraph_open", "heading_open"):
                self._inline(token.content, token.map, level, item=items > 0)
            elif columns and token.map:
                self.columns.append((token.map[0], token.map[1] - 1))
                self._read_markdown(token.content, token.map[0] + 1)
            elif token.type == "fence" and token.map:
                self._yaml(token.map[0] + 1, token.content)

    def _inline(self, content: str, lines: list[int], level: int, *, item: bool) -> None:
        """Record the text of a paragraph or heading, whose lines are (first, behind the last)."""
        parts = content.split("\n")
        number = lines[0]
        if parts[0] not in self.lines[number]:  # it holds a character that the parser replaces (U+0000)
            return
        column = self.lines[number].rfind(parts[0])  # behind its marks, which may hold the same: `1. 1`
        last = number + len(parts) - 1
        text = _SUFFIX.sub("", parts[-1]) if level else parts[-1]
        end = self.starts[last] + max(0, self.lines[last].rfind(parts[-1])) + len(text)
        prefix = ""
        if len(parts) > 1:
            prefix = self.lines[number + 1][: max(0, self.lines[number + 1].rfind(parts[1]))]
        elif item:
            prefix = " " * column
        self._blocks.setdefault(number, []).append(
            Block(self.starts[number] + column, end, lines[0], last, prefix, level, item)
        )

    def _yaml(self, first: int, text: str, *, front: bool = False) -> None:
        """Record the scalars of YAML that begins on a line (from 0); what is no YAML has none."""
        try:
            root = yaml.compose(text, Loader=_LOADER)
        except yaml.YAMLError:
            return
        if root is None:
            return
        raw = self.lines[first] if first < len(self.lines) else ""
        inner = text.split("\n", 1)[0]
        indent = len(raw) - len(inner) if raw.endswith(inner) else 0
        for node in _scalar_nodes(root):
            start, end = node.start_mark, node.end_mark
            place = (first + start.line, start.column + indent)
            behind = self.starts[first + end.line] + end.column + indent
            style = node.style or ""
            scalar = Scalar(self.starts[place[0]] + place[1], behind, style, node.value)
            self._scalars[place[0], place[1] + (1 if style in ("'", '"') else 0)] = scalar
        if not front and isinstance(root, yaml.MappingNode):
            for key, value in root.value:
                if isinstance(value, yaml.SequenceNode) and not value.flow_style:
                    self._record_rows(first, str(key.value), value)
        if front and isinstance(root, yaml.MappingNode):
            self.keys = {key.value: value for key, value in root.value}
            self._key_lines = {key.value: first + key.start_mark.line for key, _ in root.value}
            self._front = (first, indent)

    def _record_rows(self, first: int, key: str, table: yaml.SequenceNode) -> None:
        """Record the rows of a table, whose YAML begins on a line."""
        for node in table.value:
            if not isinstance(node, yaml.SequenceNode):
                continue
            start = first + node.start_mark.line
            while start and not re.match(r"\s*-\s", self.lines[start] + " "):
                start -= 1
            if not node.flow_style and start and re.fullmatch(r"\s*-\s*", self.lines[start - 1]):
                start -= 1
            ends = [n.end_mark.line - (n.style in ("|", ">")) for n in _scalar_nodes(node)]
            ends = [node.end_mark.line] if node.flow_style else ends
            last = max(start, first + max(ends, default=start - first))
            indent = re.match(r"\s*", self.lines[start])
            on_one_line = bool(node.flow_style) and start == last
            self._rows.append(RowLines(start, last, key, indent[0] if indent else "", on_one_line))

    def front(self, key: str, index: int | None = None) -> Scalar | None:
        """Return the scalar of a key of the front matter, or of an item of its list; None where there is none."""
        node = self.keys.get(key)
        if isinstance(node, yaml.SequenceNode) and index is not None and index < len(node.value):
            node = node.value[index]
        return self._scalar_of(node) if isinstance(node, yaml.ScalarNode) else None

    def _scalar_of(self, node: yaml.ScalarNode) -> Scalar | None:
        """Return the scalar of a node of the front matter."""
        first, indent = self._front
        quoted = node.style in ("'", '"')
        return self._scalars.get((first + node.start_mark.line, node.start_mark.column + indent + (1 if quoted else 0)))

    def front_items(self, key: str) -> list[Scalar] | None:
        """Return the items of a list of the front matter; None where a key has none, or other items than texts."""
        node = self.keys.get(key)
        if not isinstance(node, yaml.SequenceNode):
            return None
        scalars = [self._scalar_of(item) for item in node.value if isinstance(item, yaml.ScalarNode)]
        found = [scalar for scalar in scalars if scalar is not None]
        return found if len(found) == len(node.value) else None

    def front_is_flow(self, key: str) -> bool:
        """Return whether a list of the front matter stands in brackets."""
        return bool(self.keys[key].flow_style)

    def front_lines(self, key: str) -> tuple[int, int]:
        """Return the first and last line (from 0) of a key of the front matter with its value."""
        node, first = self.keys[key], self._key_lines[key]
        ends = [n.end_mark.line - (n.style in ("|", ">")) for n in _scalar_nodes(node)]
        ends = [node.end_mark.line] if getattr(node, "flow_style", False) else ends
        return first, max(first, *(self._front[0] + end for end in ends))


def _scalar_nodes(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _scalar_nodes(child)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalar_nodes(key)
            yield from _scalar_nodes(value)


def quoted(text: str, style: str) -> str:
    """Return a text as a scalar of YAML: quoted as it was, plain only where that is safe."""
    if style == "'":
        return "'" + text.replace("'", "''") + "'"
    if style == "" and _SAFE.fullmatch(text) and not text.endswith(" "):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def pipe_row(texts: Sequence[str]) -> str:
    """Return a row of a table with pipes."""
    return f"| {' | '.join(map(without_pipes, texts))} |"


def without_pipes(text: str) -> str:
    """Return a text as a cell of a table with pipes holds it."""
    return re.sub(r"(?<!\\)\|", r"\\|", text)
