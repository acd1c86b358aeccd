"""Markdown → Document: CommonMark with tables and footnotes (markdown-it), front matter, fenced blocks, facts and
references."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import Any

from markdown_it.token import Token
from msgspec.structs import replace

from jzdocs.errors import Location, Report
from jzdocs.model import nodes
from jzdocs.model.rewrite import map_blocks
from jzdocs.model.walk import blocks as blocks_of, plain
from jzdocs.patterns import compiled
from jzdocs.source.block_marks import (
    is_contents,
    is_page_break,
    is_prose,
    notice_heading,
    notice_title,
    with_alert_title,
    with_captions,
    with_task_box,
)
from jzdocs.source.cell_contents import read_cell
from jzdocs.source.decoration import with_pictures
from jzdocs.source.fence_context import Fence, FenceContext
from jzdocs.source.fences import misspelt_kind, read_fence, split_info
from jzdocs.source.formulas import block_formula, fenced_formula
from jzdocs.source.front_matter import read_front_matter
from jzdocs.source.inline import Image, InlineReader
from jzdocs.source.leftovers import report_unused_links, with_contents
from jzdocs.source.nesting import refuse_deep, refuse_many, report_deep
from jzdocs.source.parser import make_parser
from jzdocs.source.picture_loader import LoadPicture
from jzdocs.source.pipe_tables import read_pipes
from jzdocs.source.sealing import opened_path
from jzdocs.source.source_map import SourceText

MAX_LEVEL = 4
_HEADING_ID = compiled(r"\s*\{:?\s*(?:#([\w:.-]+))?\s*(-)?((?:\s*\.[A-Za-z][\w-]*)*)\s*\}\s*$")
_ALLOW = compiled(r"<!--\s*jz:\s*allow\s+([A-Z]\d{3}(?:[\s,，、]+[A-Z]\d{3})*)\b\s*(.*?)-->", re.S)
_COLUMNS = compiled(r"columns(?:\s+([2-4]))?")
_LANGUAGE = compiled(r"(?a:[\w.+#-]*)(?:[ ,:{\[][\x00-\x7f]*)?|\{[\x00-\x7f]*\}")  # behind ```: no Chinese text
_LONGEST_HEADING = 60
_NOT_IN_NOTES = (
    nodes.Figure,
    nodes.FigureRow,
    nodes.KeyFigures,
    nodes.Cover,
    nodes.TitleBlock,
    nodes.Contents,
    nodes.FigureList,
    nodes.Sources,
    nodes.OfficialPart,
    nodes.Attachment,
    nodes.Columns,
    nodes.PageBreak,
)
_STOPS = "。！？：；.!?:;"
LoadData = Callable[[nodes.DataFile], nodes.DataTable | None]


class MarkdownReader:
    """A reader of one assembled text.

    `load_picture` and `load_data` fetch a picture or a table of data from the project's folder; they report what is
    refused or missing and return None. Tables that a program gives are `given`; they go before those of the front
    matter. After `read`, `allowed` maps the lines of `<!-- jz: allow … -->` to codes and reason.
    """

    inline: InlineReader
    fences: FenceContext

    def __init__(
        self,
        source: SourceText,
        report: Report,
        load_picture: LoadPicture,
        load_data: LoadData = lambda _: None,
        given: Mapping[str, nodes.DataTable] | None = None,
    ) -> None:
        self._given = given or {}
        self.source, self.report, self.load_picture, self.load_data = source, report, load_picture, load_data
        self.lines: list[str] = []
        self.notes: dict[str, tuple[nodes.Block, ...]] = {}
        self.allowed: dict[int, tuple[tuple[str, ...], str]] = {}
        self.contents: list[nodes.Contents] = []

    def read(self) -> nodes.Document:
        """Return the document. Problems go to the report, and what can be read is returned."""
        self.lines = self.source.text.split("\n")
        meta, first = read_front_matter(self.source, self.report)
        meta = with_pictures(meta, self.load_picture, self.report)
        body = "\n".join("" if i < first else line for i, line in enumerate(self.lines))
        refuse_deep(self.source)
        md = make_parser()
        env: dict[str, Any] = {}
        tokens = md.parse(body, env)
        refuse_many(tokens, self._at)
        report_deep(tokens, self._at, self.report)
        self.inline = InlineReader(md, self.report, env, notes=self.notes)
        files = [file for file in meta.data if file.name not in self._given]
        data = {file.name: table for file in files if (table := self.load_data(file))} | dict(self._given)
        fences = InlineReader(md, self.report, env, uses=True)
        self.fences = FenceContext(self.source, fences, self.report, data, self._loaded)
        blocks = self._blocks(_Cursor(tokens), "")
        report_unused_links(env, tokens, self._place, self.report)
        whole = with_contents(blocks, self.contents, meta)
        return nodes.Document(meta, whole, self.notes, data=data, at=self.source.at(0))

    # --- places

    def _at(self, token: Token) -> Location:
        return self._place(token.map[0]) if token.map else self.source.at(0)

    def _place(self, line: int) -> Location:
        """Return the place where the text of line `line` (from 0) begins, behind its indent and quotation marks."""
        text = self.lines[line] if line < len(self.lines) else ""
        return self.source.at(line, len(text) - len(text.lstrip(" >")))

    def _inline(self, token: Token, line: int) -> tuple[nodes.Inline, ...]:
        """Return the children of an inline token whose first line is line `line` (from 0)."""
        starts, columns, offset = list[int](), list[int](), 0
        for number, part in enumerate(token.content.split("\n"), line):
            raw = self.lines[number] if number < len(self.lines) else ""
            starts.append(offset)
            columns.append(max(0, raw.find(part)))
            offset += len(part) + 1

        def place(index: int) -> Location:
            number = max(0, bisect_right(starts, index) - 1)
            return self.source.at(line + number, columns[number] + index - starts[number])

        return self.inline.read(token.children or [], token.content, place)

    # --- blocks

    def _blocks(self, cursor: _Cursor, closing: str) -> list[nodes.Block]:
        """Return the blocks up to the token of type `closing` ("": to the end)."""
        blocks: list[nodes.Block] = []
        while cursor.more():
            token = cursor.take()
            if token.type == closing:
                break
            blocks.extend(self._block(token, cursor))
        return with_captions(blocks)

    def _block(self, token: Token, cursor: _Cursor) -> Sequence[nodes.Block]:
        at = self._at(token)
        match token.type:
            case "heading_open":
                return self._heading(token, cursor)
            case "paragraph_open":
                return self._paragraph(token, cursor)
            case "bullet_list_open" | "ordered_list_open":
                ordered = token.type.startswith("ordered")
                start = int(token.attrGet("start") or 1) if ordered else 1
                return [nodes.List(ordered, start, self._items(cursor, token.type.replace("open", "close")), at)]
            case "blockquote_open":
                return [nodes.Quote(with_alert_title(self._blocks(cursor, "blockquote_close")), at)]
            case "div_open" | "admonition_open":
                return self._notice(token, self._blocks(cursor, token.type.replace("open", "close")), at)
            case "fence":
                return [self._fence(token)]
            case "code_block":
                return self._indented(token, at)
            case "display_formula":
                return [block_formula(token.content, token.meta["id"], token.meta["written"], at, self.report)]
            case "hr":
                return [nodes.ThematicBreak(at)]
            case "pipe_table":
                return [read_pipes(token.meta["table"], self._cell, self._place, self.report)]
            case "html_block":
                return self._html(token, at)
            case "footnote_reference_open":
                return self._note(token, self._blocks(cursor, "footnote_reference_close"), at)
            case "dl_open" | "dl_close" | "dd_open" | "dd_close":
                return []
            case "dt_open":
                inline = cursor.take()
                cursor.take()
                return [nodes.Paragraph((nodes.Strong(self._inline(inline, (inline.map or [0])[0]), at),), at=at)]
            case _:
                self.report.error(at, "S022.block", type=token.type)
        return []

    def _heading(self, token: Token, cursor: _Cursor) -> Sequence[nodes.Block]:
        inline = cursor.take()
        cursor.take()
        assert token.map
        line, at = token.map[0], self._at(token)
        if token.markup in ("-", "=") and _is_text(inline.content):  # text with a rule below it
            self.report.warn(at, "S072.rule")
            return [*self._text_blocks(inline, line), nodes.ThematicBreak(self._place(token.map[1] - 1))]
        match = _HEADING_ID.search(inline.content)
        id_, unnumbered = (match[1] or "", bool(match[2]) or ".unnumbered" in match[3]) if match else ("", False)
        if match:
            inline.content = inline.content[: match.start()]
            inline.children = self.inline.md.parseInline(inline.content, self.inline.env)[0].children
        level = int(token.tag[1])
        if level > MAX_LEVEL:
            self.report.warn(at, "S031", level=level)
        inlines = self._inline(inline, line)
        return [nodes.Heading(min(level, MAX_LEVEL), inlines, id_, numbered=not unnumbered, at=at)]

    def _paragraph(self, token: Token, cursor: _Cursor) -> Sequence[nodes.Block]:
        inline = cursor.take()
        cursor.take()
        line = (inline.map or token.map or [0])[0]
        if is_page_break(inline.content):
            return [nodes.PageBreak(self._place(line))]
        if is_contents(inline.content):
            self.contents.append(nodes.Contents(at=self._place(line)))
            return self.contents[-1:]
        return self._text_blocks(inline, line)

    def _text_blocks(self, inline: Token, line: int) -> list[nodes.Block]:
        """Return the paragraph of an inline token, and the pictures in it below."""
        images: list[Image] = []
        self.inline.images = images
        inlines = _stripped(self._inline(inline, line))
        self.inline.images = None
        return self._with_pictures(inlines, images, self._place(line))

    def _with_pictures(
        self, inlines: tuple[nodes.Inline, ...], images: Sequence[Image], at: Location
    ) -> list[nodes.Block]:
        for image in images if inlines else ():
            self.report.warn(image.at, "S021")
        out: list[nodes.Block] = [_paragraph(inlines, at)] if inlines else []
        pictures = [figure for image in images if (figure := self._loaded(image))]
        if len(pictures) < 2 or inlines:
            return [*out, *pictures]
        from jzdocs.source.pictures import side_by_side

        return side_by_side(pictures, at)

    def _loaded(self, image: Image) -> nodes.Figure | None:
        """Return a picture as a figure; None where it cannot be read, which is reported."""
        from jzdocs.source.pictures import picture_figure  # only documents with pictures pay for it

        loaded = self.load_picture(opened_path(image.address), image.at)
        return picture_figure(image, loaded, self.fences.inline, self.report) if loaded else None

    def _items(self, cursor: _Cursor, closing: str) -> tuple[nodes.ListItem, ...]:
        items = []
        while cursor.more() and (token := cursor.take()).type != closing:
            blocks = with_task_box(self._blocks(cursor, "list_item_close"))
            items.append(nodes.ListItem(blocks, self._at(token)))
        return tuple(items)

    def _notice(self, token: Token, blocks: list[nodes.Block], at: Location) -> list[nodes.Block]:
        """Return a `:::` block or an admonition: a quotation with its title; where it only asks for a look, its
        blocks."""
        info, given = token.meta["info"], token.meta.get("title")
        title = given if given is not None else notice_title(info)
        if title is None and token.type == "admonition_open":
            title = info
        if title is None:
            self.report.warn(at, "S072.div", name=info)
            return blocks
        heading = [notice_heading(self.inline.parse(title, lambda _: at), at)] if title else []
        return [nodes.Quote((*heading, *blocks), at)]

    def _note(self, token: Token, blocks: list[nodes.Block], at: Location) -> list[nodes.Block]:
        """Keep the blocks of a footnote; return those that no footnote can hold, which stay in the text."""
        label = token.meta["label"]
        if label in self.notes:
            self.report.warn(at, "S078.note", label=label)
            return blocks
        outside = [block for block in blocks if not _fits_a_note(block)]
        for block in outside:
            self.report.warn(block.at, "S075", label=label)
        self.notes[label] = map_blocks(tuple(b for b in blocks if _fits_a_note(b)), _without_heading)
        return outside

    def _indented(self, token: Token, at: Location) -> list[nodes.Block]:
        """Return an indented block: code, or text that somebody indented."""
        text = token.content.rstrip("\n")
        if not is_prose(text) or not token.map:
            return [nodes.CodeBlock(text, "", at)]
        self.report.warn(at, "S077")
        out: list[nodes.Block] = []
        for number, line in enumerate(text.split("\n"), token.map[0]):
            if line.strip():
                out += self._text_at(line.strip(), self._place(number))
        return out

    def _text_at(self, text: str, at: Location) -> list[nodes.Block]:
        """Return the paragraph of a text that begins at a place, and the pictures in it."""
        images: list[Image] = []
        self.inline.images = images
        inlines = _stripped(self.inline.parse(text, lambda index: _behind(at, index)))
        self.inline.images = None
        return self._with_pictures(inlines, images, at)

    def _cell(self, text: str, line: int, column: int) -> nodes.Cell:
        row = self._place(line)
        at = _behind(row, column)
        if not text:
            return nodes.Cell((), at=row)
        inlines, figures = read_cell(self.inline, text, lambda index: _behind(at, index), self._loaded)
        return nodes.Cell(inlines, at=row, figures=figures)

    def _fence(self, token: Token) -> nodes.Block:
        at, info = self._at(token), token.info.strip()
        assert token.map
        if info.split(" ")[0] == "columns":
            return nodes.Columns(self._column_count(info, at), tuple(self._inside(token)), at)
        if (id_ := fenced_formula(info)) is not None:
            return block_formula(token.content.strip(), id_, token.content.rstrip("\n"), at, self.report)
        if kind := misspelt_kind(info):
            self.report.error(at, "S019.info", info=info, kind=kind)
        if split := split_info(info):
            block = read_fence(Fence(split[0], split[1], token.content, token.map[0] + 1, at), self.fences)
            if block is not None:
                return block
        if not _LANGUAGE.fullmatch(info):
            self.report.warn(at, "S079.info", text=info)
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

    def _html(self, token: Token, at: Location) -> list[nodes.Block]:
        for match in _ALLOW.finditer(token.content):
            self.allowed[at.line] = (tuple(re.findall(r"[A-Z]\d{3}", match[1])), match[2].strip())
        if not re.sub(r"<!--.*?-->", "", token.content, flags=re.S).strip():
            return []
        from jzdocs.source.html_blocks import HtmlContext, read_html  # only documents with HTML pay for it

        starts = list(accumulate((len(line) + 1 for line in token.content.split("\n")), initial=0))
        first = token.map[0] if token.map else 0

        def place(index: int) -> Location:
            number = bisect_right(starts, index) - 1
            line = self.lines[first + number] if first + number < len(self.lines) else ""
            shift = max(0, line.find(token.content[starts[number] : starts[number + 1] - 1]))
            return self.source.at(first + number, shift + index - starts[number])

        def inlines(text: str, start: int) -> tuple[nodes.Inline, ...]:
            return self.inline.parse(text, lambda index: place(start + index))

        def text(content: str, start: int) -> list[nodes.Block]:
            lines = "\n".join(line.strip() for line in content.split("\n") if line.strip())
            return self._text_at(lines, place(start))

        return read_html(token.content, HtmlContext(text, inlines, place, self.report))


def _paragraph(inlines: tuple[nodes.Inline, ...], at: Location) -> nodes.Paragraph:
    """Return a paragraph, with a bold sentence at its start as its run-in heading."""
    first = inlines[0]
    if isinstance(first, nodes.Strong) and len(inlines) > 1 and plain(first.children)[-1:] in _STOPS:
        return nodes.Paragraph(_without_blank(inlines[1:]), first.children, at)
    return nodes.Paragraph(inlines, at=at)


def _stripped(inlines: tuple[nodes.Inline, ...]) -> tuple[nodes.Inline, ...]:
    """Return inlines without blanks at both ends, which pictures leave that stood there."""
    start, end = 0, len(inlines)
    while start < end and _is_blank(inlines[start]):
        start += 1
    while end > start and _is_blank(inlines[end - 1]):
        end -= 1
    return inlines[start:end]


def _is_blank(inline: nodes.Inline) -> bool:
    return isinstance(inline, nodes.Break) or (isinstance(inline, nodes.Text) and not inline.text.strip(" \t\n"))


def _behind(at: Location, count: int) -> Location:
    """Return the place `count` characters behind another in its line."""
    return replace(at, column=at.column + count, offset=at.offset + count if at.offset >= 0 else -1)


def _is_text(content: str) -> bool:
    """Return whether what stands over a line of dashes is text and no heading."""
    return len(content) > _LONGEST_HEADING or "\n" in content or content.rstrip("*_ ")[-1:] in ("。", "；", "，", "、")


def _fits_a_note(block: nodes.Block) -> bool:
    """Return whether a footnote can hold a block: only what is numbered or makes pages stays in the text."""
    return not any(
        isinstance(inner, _NOT_IN_NOTES) or (isinstance(inner, nodes.Table) and (inner.title or inner.landscape))
        for inner in blocks_of((block,))
    )


def _without_heading(block: nodes.Block) -> nodes.Block:
    """Return a heading inside a note as a bold line."""
    return notice_heading(block.inlines, block.at) if isinstance(block, nodes.Heading) else block


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
