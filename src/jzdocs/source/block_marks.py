"""Marks of other Markdown dialects that stand for blocks: contents, page breaks, task lists, titles of notices,
captions of tables; and indented text that is prose, not code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from jzdocs.errors import Location
from jzdocs.model import nodes
from jzdocs.patterns import compiled

_CONTENTS = compiled(
    r"\[toc\]|\[\[_?toc_?\]\]|@\[toc\](?:\([^()]*\))?|\{:\s*toc\s*\}|\$\{toc\}|\\tableofcontents", re.I
)
_PAGE_BREAK = compiled(r"\\(?:newpage|pagebreak|clearpage|cleardoublepage)(?:\{\})?|\{\{<\s*pagebreak\s*>\}\}")
_ALERT = compiled(r"\[!([A-Za-z]+)\][+-]?[ \t]*(.*)")
_TASK = compiled(r"\[([ xX])\][ \t]+")
_CAPTION = compiled(r"(?::|[Tt]able:|表格?[:：])[ \t]+(?=\S)")
_CAPTION_ID = compiled(r"\s*\{#(?:tbl[-:])?([A-Za-z0-9_:.-]+)[^{}]*\}\s*$")
_TITLES = {
    **dict.fromkeys(("note", "info", "callout-note", "seealso"), "说明"),
    **dict.fromkeys(("tip", "hint", "success", "callout-tip", "check", "done"), "提示"),
    **dict.fromkeys(("important", "callout-important", "attention"), "重要"),
    **dict.fromkeys(("warning", "callout-warning"), "注意"),
    **dict.fromkeys(("caution", "danger", "error", "bug", "failure", "fail", "callout-caution"), "警告"),
    **dict.fromkeys(("abstract", "summary", "tldr"), "摘要"),
    **dict.fromkeys(("question", "help", "faq"), "问题"),
    **dict.fromkeys(("example",), "示例"),
    **dict.fromkeys(("quote", "cite"), ""),
    **dict.fromkeys(("details",), "详情"),
    **dict.fromkeys(("todo",), "待办"),
}
_CLASS = compiled(r"\.([A-Za-z][\w-]*)")
_TITLE = compiled(r"""title\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def is_contents(text: str) -> bool:
    """Return whether a paragraph asks for the contents, as [toc] does."""
    return bool(_CONTENTS.fullmatch(text))


def is_page_break(text: str) -> bool:
    """Return whether a paragraph asks for a new page, as \\newpage does."""
    return bool(_PAGE_BREAK.fullmatch(text))


def notice_title(info: str) -> str | None:
    """Return the title of the notice that `note`, `tip 标题` or `{.callout-note title="标题"}` opens: "" where it has
    none, None where it is no notice."""
    bare = info.strip()
    if bare.startswith("{") and bare.endswith("}"):
        named = next((name for name in _CLASS.findall(bare) if name in _TITLES), None)
        given = _TITLE.search(bare)
        if named is None and given is None:
            return None
        return (given[1] or given[2]) if given else _TITLES[named or ""]
    kind, _, title = bare.partition(" ")
    name = kind.lower()
    if name in _TITLES:
        return title.strip().strip("\"'") or _TITLES[name]
    return bare if re.search(r"[\u4e00-\u9fff]", bare) else None


def with_alert_title(blocks: Sequence[nodes.Block]) -> tuple[nodes.Block, ...]:
    """Return the blocks of a quotation with `[!NOTE]` or `[!NOTE] 标题` at its start as its title."""
    first = blocks[0] if blocks else None
    if not isinstance(first, nodes.Paragraph) or first.lead or not isinstance(first.inlines[0], nodes.Text):
        return tuple(blocks)
    match = _ALERT.match(first.inlines[0].text)
    if match is None or match[1].lower() not in _TITLES:
        return tuple(blocks)
    line_end = next(
        (i for i, inline in enumerate(first.inlines) if isinstance(inline, nodes.Text) and "\n" in inline.text),
        len(first.inlines),
    )
    at = first.inlines[0].at
    rest_of_line: list[nodes.Inline] = [nodes.Text(match[2], at)] if match[2] else []
    title = [*rest_of_line, *first.inlines[1:line_end]] or [nodes.Text(_TITLES[match[1].lower()], at)]
    out: list[nodes.Block] = [notice_heading(tuple(title), at)] if _is_filled(title) else []
    if line_end + 1 < len(first.inlines):
        out.append(replace(first, inlines=first.inlines[line_end + 1 :]))
    return (*out, *blocks[1:])


def _is_filled(inlines: Sequence[nodes.Inline]) -> bool:
    return any(not isinstance(inline, nodes.Text) or inline.text.strip() for inline in inlines)


def notice_heading(title: tuple[nodes.Inline, ...], at: Location) -> nodes.Paragraph:
    """Return the paragraph that a notice's title is."""
    return nodes.Paragraph((nodes.Strong(title, at),), at=at)


def with_task_box(blocks: Sequence[nodes.Block]) -> tuple[nodes.Block, ...]:
    """Return the blocks of a list item with `[ ]` or `[x]` at its start as ☐ or ☑."""
    first = blocks[0] if blocks else None
    if isinstance(first, nodes.Paragraph):
        run = first.lead or first.inlines
        if run and isinstance(run[0], nodes.Text) and (match := _TASK.match(run[0].text)):
            box = nodes.Text(("☐" if match[1] == " " else "☑") + " " + run[0].text[match.end() :], run[0].at)
            run = (box, *run[1:])
            changed = replace(first, lead=run) if first.lead else replace(first, inlines=run)
            return (changed, *blocks[1:])
    return tuple(blocks)


def with_captions(blocks: Sequence[nodes.Block]) -> list[nodes.Block]:
    """Return blocks with the captions of pandoc (`: 表题 {#tbl-a}` or `Table: 表题` before or behind a table) in their
    tables."""
    out: list[nodes.Block] = []
    waiting: nodes.Paragraph | None = None  # a caption whose table must follow
    for block in blocks:
        last = out[-1] if out else None
        if isinstance(block, nodes.Paragraph) and _is_caption(block):
            if isinstance(last, nodes.Table) and not last.title and waiting is None:
                out[-1] = _captioned(last, block)
                continue
            waiting = block
        elif waiting is not None and isinstance(block, nodes.Table) and not block.title:
            out[-1] = _captioned(block, waiting)
            waiting = None
            continue
        else:
            waiting = None
        out.append(block)
    return out


def is_caption(text: str) -> bool:
    """Return whether a text begins as a caption of pandoc does."""
    return bool(_CAPTION.match(text))


def _is_caption(block: nodes.Paragraph) -> bool:
    first = block.inlines[0] if block.inlines else None
    return not block.lead and isinstance(first, nodes.Text) and bool(_CAPTION.match(first.text))


def _captioned(table: nodes.Table, caption: nodes.Paragraph) -> nodes.Table:
    first, last = caption.inlines[0], caption.inlines[-1]
    assert isinstance(first, nodes.Text)
    match = _CAPTION.match(first.text)
    cut = match.end() if match else 0
    at = replace(first.at, column=first.at.column + cut, offset=first.at.offset + cut if first.at.offset >= 0 else -1)
    title = [nodes.Text(first.text[cut:], at), *caption.inlines[1:]]
    id_ = table.id
    last = title[-1]
    if isinstance(last, nodes.Text) and (match := _CAPTION_ID.search(last.text)):
        id_ = f"tbl:{match[1]}"
        title[-1] = replace(last, text=last.text[: match.start()])
    return replace(table, title=tuple(title), id=id_)


def is_prose(text: str) -> bool:
    """Return whether an indented block is prose that somebody indented, and not code: Chinese sentences."""
    han = sum("\u3400" <= char <= "\u9fff" for char in text)
    signs = sum(char in "{}=<>;$#|\\/`" for char in text)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return (
        han > 15
        and han * 2 > len(text)
        and signs * 20 < len(text)
        and all(line[-1] in "。！？；：…”）" for line in lines)
    )
