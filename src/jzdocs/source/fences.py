"""Fenced blocks that hold a specification: which kinds there are, and the readers of the small ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, cast

from msgspec import Meta, Struct

from jzdocs.errors import NOWHERE
from jzdocs.model import nodes
from jzdocs.patterns import compiled
from jzdocs.source.chart_blocks import read_chart
from jzdocs.source.fence_context import Fence, FenceContext
from jzdocs.source.fields import Scalar
from jzdocs.source.key_figure_blocks import read_key_figures
from jzdocs.source.table_blocks import read_table

_INFO = compiled(r"(\w+)\s*(?:\{?#([A-Za-z0-9_:.-]+)\}?)?\s*")


class NoOptions(Struct, frozen=True):
    """A block without options."""


class ContentsOptions(Struct, frozen=True):
    """The options of the contents: down to which level of heading they go."""

    title: str = "目录"
    depth: Annotated[int, Meta(ge=1, le=4)] = 2


class FigureListOptions(Struct, frozen=True):
    """The options of the list of figures and tables."""

    title: str = "图表目录"


class SourcesOptions(Struct, frozen=True):
    """The options of the list of sources: whether it prints `places`, the files and lines of the sentences."""

    title: str = "数字出处"
    places: bool = False


class TitleOptions(Struct, frozen=True):
    """The options of the title: whether issuers, place and date stand below it."""

    imprint: bool = True


class OfficialOptions(Struct, frozen=True):
    """The options of an element of an official document (GB/T 9704-2012: file, 10.1 letter, 10.2 order, 10.3 minutes);
    without a form the kind has its own. `text` are the lines of a head that the front matter does not
    give."""

    form: Annotated[Literal["", "file", "letter", "minutes", "order"], "S060"] = ""
    text: tuple[str, ...] = ()


class AttachmentOptions(Struct, frozen=True):
    """The options of an attachment; `number` is empty where there is only one, without `label` 附件 does not stand
    above it (a text that an order puts into force)."""

    number: Scalar | None = None
    title: Scalar | None = None
    label: bool = True


def read_fence(fence: Fence, context: FenceContext) -> nodes.Block | None:
    """Return the node of a fence, or None where its kind is none of ours: it is code.

    Problems go to the report of `context`, and the block is still made as far as it can be.
    """
    reader = _READERS.get(fence.kind)
    return reader(fence, context) if reader else None


def split_info(info: str) -> tuple[str, str] | None:
    """Return the kind and id of an info string like `chart #fig:reuse`, or None where it is not of this form."""
    match = _INFO.fullmatch(info.strip())
    return (match[1], match[2] or "") if match else None


def misspelt_kind(info: str) -> str:
    """Return the kind of ours that an info string begins with although it is not of the form of `split_info`, or ""."""
    kind = info.strip().split(" ")[0]
    return kind if kind in _READERS and split_info(info) is None else ""


def _cover(fence: Fence, context: FenceContext) -> nodes.Block:
    context.options(fence, NoOptions)
    return nodes.Cover(fence.at)


def _page_break(fence: Fence, context: FenceContext) -> nodes.Block:
    context.options(fence, NoOptions)
    return nodes.PageBreak(fence.at)


def _contents(fence: Fence, context: FenceContext) -> nodes.Block:
    options, _ = context.options(fence, ContentsOptions)
    return nodes.Contents(options.title, options.depth, at=fence.at)


def _figure_list(fence: Fence, context: FenceContext) -> nodes.Block:
    return nodes.FigureList(context.options(fence, FigureListOptions)[0].title, at=fence.at)


def _sources(fence: Fence, context: FenceContext) -> nodes.Block:
    options, _ = context.options(fence, SourcesOptions)
    return nodes.Sources(options.title, at=fence.at, places=options.places)


def _title(fence: Fence, context: FenceContext) -> nodes.Block:
    return nodes.TitleBlock(context.options(fence, TitleOptions)[0].imprint, fence.at)


def _official(fence: Fence, context: FenceContext) -> nodes.Block:
    options, _ = context.options(fence, OfficialOptions)
    part = "head" if fence.kind == "redhead" else fence.kind
    return nodes.OfficialPart(cast(Any, part), options.form, fence.at, options.text)


def _attachment(fence: Fence, context: FenceContext) -> nodes.Block:
    options, _ = context.options(fence, AttachmentOptions)
    title, number = options.title or Scalar("", NOWHERE), options.number or Scalar("", NOWHERE)
    if options.title is None:
        context.report.error(fence.at, "S061")
    return nodes.Attachment(title.text, number.text, fence.at, title.at, number.at, options.label)


_READERS: dict[str, Callable[[Fence, FenceContext], nodes.Block]] = {
    "chart": read_chart,
    "table": read_table,
    "keyfigures": read_key_figures,
    "contents": _contents,
    "figures": _figure_list,
    "sources": _sources,
    "cover": _cover,
    "title": _title,
    "pagebreak": _page_break,
    "attachment": _attachment,
    **dict.fromkeys(("redhead", "addressees", "attachments", "signature", "attendance", "colophon"), _official),
}
