"""Markdown → Document: CommonMark with tables and footnotes (markdown-it), front matter, fenced blocks, facts and
references."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from msgspec.structs import replace

from jzdocs.errors import Location, Report
from jzdocs.model import nodes
from jzdocs.model.walk import plain
from jzdocs.source.emphasis import CjkParserInline
from jzdocs.source.fence_context import Fence, FenceContext
from jzdocs.source.fences import misspelt_kind, read_fence, split_info
from jzdocs.source.front_matter import read_front_matter
from jzdocs.source.inline import InlineReader, dots_rule, fact_rule, ruby_rule
from jzdocs.source.sealing import opened_path
from jzdocs.source.source_map import SourceText

MAX_NESTING = 60
MAX_LEVEL = 4
_HEADING_ID = re.compile(r"\s*\{\s*(?:#([A-Za-z0-9_:.-]+))?\s*(-|\.unnumbered)?\s*\}\s*$")
_ALLOW = re.compile(r"<!--\s*jz:\s*allow\s+([A-Z]\d{3}(?:[\s,，、]+[A-Z]\d{3})*)\b\s*(.*?)-->", re.S)
_COLUMNS = re.compile(r"columns(?:\s+([2-4]))?")
_STOPS = "。！？：；.!?:;"
LoadPicture = Callable[[str, Location], nodes.Picture | None]
LoadData = Callable[[nodes.DataFile], nodes.DataTable | None]


class MarkdownReader:
    """A reader of one assembled text.

    `load_picture` and `load_data` fetch a picture or a table of data from the project's folder; they report what is
    refused or missing and return None. After `read`, `allowed` maps the lines of `<!-- jz: allow … -->` to codes
    and reason.
    """

    inline: InlineReader
    fences: FenceContext

    def __init__(
        self, source: SourceText, report: Report, load_picture: LoadPicture, load_data: LoadData = lambda _: None
    ) -> None:
        self.source, self.report, self.load_picture, self.load_data = source, report, load_picture, load_data
        self.lines: list[str] = []
        self.notes: dict[str, tuple[nodes.Paragraph, ...]] = {}
        self.allowed: dict[int, tuple[tuple[str, ...], str]] = {}

    def read(self) -> nodes.Document:
        """Return the document. Problems go to the report, and what can be read is returned."""
        self.lines = self.source.text.split("\n")
        meta, first = read_front_matter(self.source, self.report)
        body = "\n".join("" if i < first else line for i, line in enumerate(self.lines))
        md = make_parser()
        env: dict[str, Any] = {}
        tokens = md.parse(body, env)
        deep = next((token for token in tokens if token.level >= MAX_NESTING - 2), None)
        if deep:
            self.report.error(self._at(deep), "S030", most=MAX_NESTING // 2)
        self.inline = InlineReader(md, self.report, env)
        data = {file.name: table for file in meta.data if (table := self.load_data(file))}
        self.fences = FenceContext(self.source, InlineReader(md, self.report, env, uses=True), self.report, data)
        blocks = self._blocks(_Cursor(tokens), "")
        return nodes.Document(meta, tuple(blocks), self.notes, data=data, at=self.source.at(0))

    # --- places

    def _at(self, token: Token) -> Location:
        return self._place(token.map[0]) if token.map else self.source.at(0)

    def _place(self, line: int) -> Location:
        """Return the place where the text of line `line` (from 0) begins, behind its indent and quotation marks."""
        text = self.lines[line] if line < len(self.lines) else ""
        return self.source.at(line, len(text) - len(text.lstrip(" >")))

    def _inline(self, token: Token, line: int) -> tuple[nodes.Inline, ...]:
        """Return the children of an inline token whose first line is line `line` (from 0)."""
        starts, offset = [], 0
        for number, part in enumerate(token.content.split("\n"), line):
            raw = self.lines[number] if number < len(self.lines) else ""
            starts.append((offset, number, max(0, raw.find(part))))
            offset += len(part) + 1

        def place(index: int) -> Location:
            start, number, column = next((s for s in reversed(starts) if s[0] <= index), starts[0])
            return self.source.at(number, column + index - start)

        return self.inline.read(token.children or [], token.content, place)

    # --- blocks

    def _blocks(self, cursor: _Cursor, closing: str) -> list[nodes.Block]:
        """Return the blocks up to the token of type `closing` ("": to the end)."""
        blocks: list[nodes.Block] = []
        while cursor.more():
            token = cursor.take()
            if token.type == closing:
                break
            block = self._block(token, cursor)
            if block is not None:
                blocks.append(block)
        return blocks

    def _block(self, token: Token, cursor: _Cursor) -> nodes.Block | None:
        at = self._at(token)
        match token.type:
            case "heading_open":
                return self._heading(token, cursor)
            case "paragraph_open":
                return self._paragraph(token, cursor)
            case "bullet_list_open" | "ordered_list_open":
                ordered = token.type.startswith("ordered")
                start = int(token.attrGet("start") or 1) if ordered else 1
                return nodes.List(ordered, start, self._items(cursor, token.type.replace("open", "close")), at)
            case "blockquote_open":
                return nodes.Quote(tuple(self._blocks(cursor, "blockquote_close")), at)
            case "fence":
                return self._fence(token)
            case "code_block":
                return nodes.CodeBlock(token.content.rstrip("\n"), "", at)
            case "hr":
                return nodes.ThematicBreak(at)
            case "table_open":
                return self._table(token, cursor)
            case "html_block":
                self._html(token, at)
            case "footnote_reference_open":
                blocks = self._blocks(cursor, "footnote_reference_close")
                self.notes[token.meta["label"]] = tuple(b for b in blocks if isinstance(b, nodes.Paragraph))
            case _:
                self.report.error(at, "S022.block", type=token.type)
        return None

    def _heading(self, token: Token, cursor: _Cursor) -> nodes.Heading:
        inline = cursor.take()
        cursor.take()
        match = _HEADING_ID.search(inline.content)
        id_, unnumbered = (match[1] or "", bool(match[2])) if match else ("", False)
        if match and (id_ or unnumbered):
            inline.content = inline.content[: match.start()]
            inline.children = self.inline.md.parseInline(inline.content, self.inline.env)[0].children
        level = int(token.tag[1])
        assert token.map
        if level > MAX_LEVEL:
            self.report.warn(self._at(token), "S031", level=level)
        inlines = self._inline(inline, token.map[0])
        return nodes.Heading(min(level, MAX_LEVEL), inlines, id_, numbered=not unnumbered, at=self._at(token))

    def _paragraph(self, token: Token, cursor: _Cursor) -> nodes.Block | None:
        inline = cursor.take()
        cursor.take()
        line = (inline.map or token.map or [0])[0]
        children = inline.children or []
        if len(children) == 1 and children[0].type == "image":
            return self._picture(children[0], self._place(line))
        inlines = self._inline(inline, line)
        at = self._place(line)
        if not inlines:
            return None
        first = inlines[0]
        if isinstance(first, nodes.Strong) and len(inlines) > 1 and plain(first.children)[-1:] in _STOPS:
            return nodes.Paragraph(_without_blank(inlines[1:]), first.children, at)
        return nodes.Paragraph(inlines, at=at)

    def _picture(self, token: Token, at: Location) -> nodes.Block | None:
        loaded = self.load_picture(opened_path(str(token.attrGet("src") or "")), at)
        if loaded is None:
            return None
        title = str(token.attrGet("title") or "")
        if not token.content:
            self.report.warn(at, "C030")
        return nodes.Figure("", loaded, (nodes.Text(title, at),) if title else (), alt=token.content, at=at)

    def _items(self, cursor: _Cursor, closing: str) -> tuple[nodes.ListItem, ...]:
        items = []
        while cursor.more() and (token := cursor.take()).type != closing:
            items.append(nodes.ListItem(tuple(self._blocks(cursor, "list_item_close")), self._at(token)))
        return tuple(items)

    def _fence(self, token: Token) -> nodes.Block:
        at, info = self._at(token), token.info.strip()
        assert token.map
        if info.split(" ")[0] == "columns":
            return nodes.Columns(self._column_count(info, at), tuple(self._inside(token)), at)
        if kind := misspelt_kind(info):
            self.report.error(at, "S019.info", info=info, kind=kind)
        if split := split_info(info):
            block = read_fence(Fence(split[0], split[1], token.content, token.map[0] + 1, at), self.fences)
            if block is not None:
                return block
        return nodes.CodeBlock(token.content.rstrip("\n"), info.split(" ")[0], at)

    def _column_count(self, info: str, at: Location) -> int:
        match = _COLUMNS.fullmatch(info)
        if match is None:
            self.report.error(at, "S019.columns", info=info)
        return int(match[1]) if match and match[1] else 2

    def _inside(self, token: Token) -> list[nodes.Block]:
        """Return the blocks of the Markdown that a fence encloses."""
        assert token.map
        first = token.map[0] + 1
        tokens = self.inline.md.parse(token.content, self.inline.env)
        for inner in tokens:
            if inner.map:
                inner.map = [line + first for line in inner.map]
        return self._blocks(_Cursor(tokens), "")

    def _table(self, opening: Token, cursor: _Cursor) -> nodes.Table:
        rows: dict[str, list[tuple[nodes.Cell, ...]]] = {"thead": [], "tbody": []}
        part, cells, line, align = "thead", list[nodes.Cell](), 0, list[nodes.Align]()
        while (token := cursor.take()).type != "table_close":
            if token.type in ("thead_open", "tbody_open"):
                part = token.tag
            elif token.type == "tr_open":
                cells, line = [], (token.map or [line])[0]
            elif token.type in ("th_open", "td_open"):
                style = str(token.attrGet("style") or "")
                name = style.removeprefix("text-align:") or "left"
                if part == "thead":
                    align.append(cast(nodes.Align, name))
                inline = cursor.take()
                cells.append(nodes.Cell(self._inline(inline, line), at=self._place(line)))
            elif token.type == "tr_close":
                rows[part].append(tuple(cells))
        return nodes.Table("", tuple(rows["thead"]), tuple(rows["tbody"]), tuple(align), at=self._at(opening))

    def _html(self, token: Token, at: Location) -> None:
        for match in _ALLOW.finditer(token.content):
            self.allowed[at.line] = (tuple(re.findall(r"[A-Z]\d{3}", match[1])), match[2].strip())
        rest = re.sub(r"<!--.*?-->", "", token.content, flags=re.S).strip()
        if rest:
            self.report.warn(at, "S024.block")


def _without_blank(inlines: tuple[nodes.Inline, ...]) -> tuple[nodes.Inline, ...]:
    """Return inlines without the blanks behind a run-in heading, which only make the source easier to read."""
    first = inlines[0]
    if not isinstance(first, nodes.Text) or not first.text.startswith(" "):
        return inlines
    bare = first.text.lstrip(" ")
    cut = len(first.text) - len(bare)
    at = replace(first.at, column=first.at.column + cut, offset=first.at.offset + cut if first.at.offset >= 0 else -1)
    return (nodes.Text(bare, at), *inlines[1:]) if bare else inlines[1:]


class _Cursor:
    """A position in a list of tokens that is read from front to back."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.index = 0

    def more(self) -> bool:
        return self.index < len(self.tokens)

    def take(self) -> Token:
        token = self.tokens[self.index]
        self.index += 1
        return token


def make_parser() -> MarkdownIt:
    """Return a parser of the Markdown dialect of jzdocs."""
    md = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING})
    md.inline = CjkParserInline()
    md.configure("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"]).use(
        footnote_plugin, inline=False
    )
    # notes stay where they are written: they are numbered when all references are known
    md.core.ruler.disable("footnote_tail")
    md.inline.ruler.before("link", "fact", fact_rule)
    md.inline.ruler.before("link", "ruby", ruby_rule)
    md.inline.ruler.before("link", "dots", dots_rule)
    return md


def picture_loader(
    root: Path, report: Report, looked_at: list[Path] | None = None, given: Mapping[str, bytes] | None = None
) -> LoadPicture:
    """Return a loader of PNG and JPEG files below `root`, which reports what it refuses at the picture's place.

    The files that it looks at are added to `looked_at`. Pictures that came with the text are `given` by name.
    """

    def load(href: str, at: Location) -> nodes.Picture | None:
        from jzdocs.source.pictures import checked_picture, load_picture  # only documents with pictures pay for it

        if given and (data := given.get(unquote(href))):
            return checked_picture(href, data, at, report)
        return load_picture(root, href, at, report, looked_at)

    return load
