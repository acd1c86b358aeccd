"""Markdown → Document. CommonMark with tables and footnotes (markdown-it), front matter, fenced specifications,
facts and references."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from msgspec.structs import replace

from jzdocs.errors import Location, Report
from jzdocs.model import nodes
from jzdocs.model.walk import plain
from jzdocs.source.emphasis import CjkParserInline
from jzdocs.source.fences import Fence, FenceReader, split_info
from jzdocs.source.fields import Field, Keys, Scalar, Sequence, parse_yaml
from jzdocs.source.inline import InlineReader, dots_rule, fact_rule, ruby_rule
from jzdocs.source.source_map import SourceText

MAX_NESTING = 60
_HEADING_ID = re.compile(r"\s*\{\s*(?:#([A-Za-z0-9_:.-]+))?\s*(-|\.unnumbered)?\s*\}\s*$")
_ALLOW = re.compile(r"<!--\s*jz:\s*allow\s+([A-Z]\d{3})\b\s*(.*?)-->", re.S)
_META_KEYS = {
    "title",
    "subtitle",
    "issuer",
    "date",
    "place",
    "short_title",
    "template",
    "keywords",
    "derived",
    "data",
    *nodes.Official.__struct_fields__,
}
_COLUMNS = re.compile(r"columns(?:\s+([2-4]))?")
_STOPS = "。！？：；.!?:;"
LoadPicture = Callable[[str, Location], nodes.Picture | None]
LoadData = Callable[[nodes.DataFile], nodes.DataTable | None]


class MarkdownReader:
    """Reads one assembled text. `load_picture` and `load_data` fetch a picture or table from the project's folder
    (None: refused or missing, reported)."""

    inline: InlineReader
    fences: FenceReader

    def __init__(
        self, source: SourceText, report: Report, load_picture: LoadPicture, load_data: LoadData = lambda _: None
    ) -> None:
        self.source, self.report, self.load_picture, self.load_data = source, report, load_picture, load_data
        self.lines: list[str] = []
        self.notes: dict[str, tuple[nodes.Paragraph, ...]] = {}
        self.allowed: dict[int, tuple[str, str]] = {}

    def read(self) -> nodes.Document:
        """The document. Problems go to the report; what can be read is returned."""
        self.lines = self.source.text.split("\n")
        meta, first = read_front_matter(self.source, self.report)
        body = "\n".join("" if i < first else line for i, line in enumerate(self.lines))
        md = make_parser()
        env: dict[str, Any] = {}
        tokens = md.parse(body, env)
        if any(t.level >= MAX_NESTING - 2 for t in tokens):
            deep = next(t for t in tokens if t.level >= MAX_NESTING - 2)
            self.report.error(self._at(deep), "S030", most=MAX_NESTING // 2)
        self.inline = InlineReader(md, self.report, env)
        data = {file.name: table for file in meta.data if (table := self.load_data(file))}
        self.fences = FenceReader(self.source, InlineReader(md, self.report, env, uses=True), self.report, data)
        blocks = self._blocks(_Cursor(tokens), "")
        return nodes.Document(meta, tuple(blocks), self.notes, data=data, at=self.source.at(0))

    # --- places

    def _at(self, token: Token) -> Location:
        return self._place(token.map[0], 0) if token.map else self.source.at(0)

    def _place(self, line: int, column: int) -> Location:
        text = self.lines[line] if line < len(self.lines) else ""
        return self.source.at(line, column or len(text) - len(text.lstrip(" >")))

    def _inline(self, token: Token, line: int) -> tuple[nodes.Inline, ...]:
        """The children of an inline token that begins on line `line`."""
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
        out: list[nodes.Block] = []
        while cursor.more():
            token = cursor.take()
            if token.type == closing:
                break
            block = self._block(token, cursor)
            if block is not None:
                out.append(block)
        return out

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
        if match and (match[1] or match[2]):
            inline.content = inline.content[: match.start()]
            inline.children = self.inline.md.parseInline(inline.content, self.inline.env)[0].children
        level = int(token.tag[1])
        assert token.map
        id_ = (match[1] or "") if match else ""
        unnumbered = bool(match and match[2])
        if level > 4:
            self.report.warn(self._at(token), "S031", level=level)
        return nodes.Heading(
            min(level, 4), self._inline(inline, token.map[0]), id_, numbered=not unnumbered, at=self._at(token)
        )

    def _paragraph(self, token: Token, cursor: _Cursor) -> nodes.Block | None:
        inline = cursor.take()
        cursor.take()
        line = (inline.map or token.map or [0])[0]
        children = inline.children or []
        if len(children) == 1 and children[0].type == "image":
            return self._picture(children[0], self._place(line, 0))
        inlines = self._inline(inline, line)
        at = self._place(line, 0)
        if not inlines:
            return None
        first = inlines[0]
        if isinstance(first, nodes.Strong) and len(inlines) > 1 and plain(first.children)[-1:] in _STOPS:
            return nodes.Paragraph(_without_blank(inlines[1:]), first.children, at)
        return nodes.Paragraph(inlines, at=at)

    def _picture(self, token: Token, at: Location) -> nodes.Block | None:
        loaded = self.load_picture(str(token.attrGet("src") or ""), at)
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
        at = self._at(token)
        assert token.map
        if columns := _COLUMNS.fullmatch(token.info.strip()):
            return nodes.Columns(int(columns[1] or 2), tuple(self._inside(token)), at)
        split = split_info(token.info)
        if split:
            block = self.fences.read(Fence(split[0], split[1], token.content, token.map[0] + 1, at))
            if block is not None:
                return block
        return nodes.CodeBlock(token.content.rstrip("\n"), token.info.strip().split(" ")[0], at)

    def _inside(self, token: Token) -> list[nodes.Block]:
        """The blocks of the Markdown that a fence encloses."""
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
                cells.append(nodes.Cell(self._inline(inline, line), at=self._place(line, 0)))
            elif token.type == "tr_close":
                rows[part].append(tuple(cells))
        return nodes.Table("", tuple(rows["thead"]), tuple(rows["tbody"]), tuple(align), at=self._at(opening))

    def _html(self, token: Token, at: Location) -> None:
        for match in _ALLOW.finditer(token.content):
            self.allowed[at.line] = (match[1], match[2].strip())
        rest = re.sub(r"<!--.*?-->", "", token.content, flags=re.S).strip()
        if rest:
            self.report.warn(at, "S024.block")


def _without_blank(inlines: tuple[nodes.Inline, ...]) -> tuple[nodes.Inline, ...]:
    """Inlines without the blanks behind a run-in heading, which are there to read the source by."""
    first = inlines[0]
    if not isinstance(first, nodes.Text) or not first.text.startswith(" "):
        return inlines
    bare = first.text.lstrip(" ")
    cut = len(first.text) - len(bare)
    at = replace(first.at, column=first.at.column + cut, offset=first.at.offset + cut if first.at.offset >= 0 else -1)
    return (nodes.Text(bare, at), *inlines[1:]) if bare else inlines[1:]


class _Cursor:
    """A list of tokens that is read from front to back."""

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
    """The Markdown dialect of jzdocs."""
    md = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING})
    md.inline = CjkParserInline()
    md.configure("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"]).use(
        footnote_plugin, inline=False
    )
    md.core.ruler.disable(
        "footnote_tail"
    )  # notes stay where they are written; they are numbered when all references are known
    md.inline.ruler.before("link", "fact", fact_rule)
    md.inline.ruler.before("link", "ruby", ruby_rule)
    md.inline.ruler.before("link", "dots", dots_rule)
    return md


def read_front_matter(source: SourceText, report: Report) -> tuple[nodes.Meta, int]:
    """The meta data, and the first line (from 0) behind the front matter."""
    lines = source.text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines) or lines[start].rstrip() != "---":
        return nodes.Meta(), 0
    end = next((i for i in range(start + 1, len(lines)) if lines[i].rstrip() in ("---", "...")), None)
    if end is None:
        report.error(source.at(start), "S015")
        return nodes.Meta(), len(lines)
    keys = parse_yaml("\n".join(lines[start + 1 : end]), source, start + 1, report)
    return _meta(keys, report), end + 1


def _meta(keys: Keys, report: Report) -> nodes.Meta:
    def texts(name: str) -> tuple[str, ...]:
        found = keys.get(name)
        if isinstance(found, Scalar):
            return (found.text,) if found.text else ()
        return tuple(i.text for i in found.items if isinstance(i, Scalar)) if isinstance(found, Sequence) else ()

    extra = {k: v.text for k, v in keys if isinstance(v, Scalar) and k not in _META_KEYS}
    official = nodes.Official(
        keys.text("head"),
        keys.text("number"),
        keys.text("copy"),
        keys.text("secrecy"),
        keys.text("urgency"),
        texts("signers"),
        texts("to"),
        texts("attachments"),
        texts("cc"),
        keys.text("printed_by"),
        _date(keys, "printed_on", report),
        keys.text("seal") in ("yes", "true", "是"),
        keys.text("remark"),
        texts("present"),
        texts("absent"),
        texts("observers"),
    )
    return nodes.Meta(
        keys.text("title"),
        keys.text("subtitle"),
        texts("issuer"),
        _date(keys, "date", report),
        keys.text("place"),
        keys.text("short_title"),
        keys.text("template"),
        texts("keywords"),
        extra,
        official,
        tuple(_derived(keys)),
        tuple(_data_files(keys, report)),
    )


_DATA_KEYS = {"file", "sheet", "head", "unit"}


def _data_files(keys: Keys, report: Report) -> Iterator[nodes.DataFile]:
    """`data:` with a table's file, a list of them, or a line `name: file` for each; of a workbook `{file: …, sheet:
    …}`."""
    found = keys.get("data")
    named: list[tuple[str, Field]] = []
    if isinstance(found, Keys) and "file" not in found.items:
        named = list(found)
    elif found is not None:
        items = found.items if isinstance(found, Sequence) else (found,)
        named = [("", item) for item in items]
    seen: set[str] = set()
    for name, item in named:
        file = item.text("file") if isinstance(item, Keys) else item.text if isinstance(item, Scalar) else ""
        name = name or re.sub(r"\W+", "_", Path(file).stem)
        if (
            not file
            or not re.fullmatch(r"\w+", name)
            or (isinstance(item, Keys) and not _DATA_KEYS.issuperset(item.items))
        ):
            report.error(item.at, "S017")
            continue
        if name in seen:
            report.error(item.at, "S017.twice", name=name)
            continue
        seen.add(name)
        more = item if isinstance(item, Keys) else Keys({}, item.at)
        head = more.text("head", "0")
        yield nodes.DataFile(
            name, file, more.text("sheet"), int(head) if head.isdecimal() else 0, more.text("unit"), item.at
        )


def _derived(keys: Keys) -> Iterator[nodes.Derivation]:
    """`derived:` with a line for each figure that is computed from others."""
    found = keys.get("derived")
    for name, formula in found if isinstance(found, Keys) else ():
        if isinstance(formula, Scalar):
            yield nodes.Derivation(name, formula.text, found.place(name) if isinstance(found, Keys) else formula.at)


def _date(keys: Keys, name: str, report: Report) -> str:
    """A date as ISO 8601, where it is written in digits."""
    date = keys.text(name)
    if date and re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", date):
        year, month, day = (int(p) for p in date.split("-"))
        if not (1 <= month <= 12 and 1 <= day <= 31):
            report.error(keys.place(name), "S016", date=date)
        date = f"{year:04}-{month:02}-{day:02}"
    return date


def picture_loader(root: Path, report: Report, looked_at: list[Path] | None = None) -> LoadPicture:
    """A loader of PNG and JPEG files below `root`; anything else is refused, with its place. Files that were looked
    at are added to `looked_at`."""

    def load(href: str, at: Location) -> nodes.Picture | None:
        from jzdocs.source.pictures import load_picture  # only documents with pictures pay for it

        return load_picture(root, href, at, report, looked_at)

    return load
