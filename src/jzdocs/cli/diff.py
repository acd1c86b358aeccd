"""`jzdocs diff`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import to_builtins

from jzdocs.cli.printing import chinese, print_json, say

if TYPE_CHECKING:
    from jzdocs.diff import Difference

_HEADS = {
    "figures": ("Figures", "数字"), "texts": ("Text", "文字"), "charts": ("Charts", "图表"), "same": ("nothing changed", "没有变化"),
    "added": ("new document", "新增文档"), "removed": ("document gone", "文档已无"),
    "columns": ("figure | before | after | difference | rate | where", "数字 | 原 | 现 | 差 | 幅度 | 位置"),
    "chart": ("chart | value | before | after", "图 | 项目 | 原 | 现"),
}  # fmt: skip


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="how to report")
def command(old: Path, new: Path, form: str) -> int:
    """What changed between two builds (output folders, or files of them): figures, sentences, charts."""
    from jzdocs.diff import difference

    found = difference(old, new)
    if form == "json":
        print_json(to_builtins(found))
        return 0
    lines = list(_markdown(found) if form == "markdown" else _text(found))
    for line in lines or [_HEADS["same"][chinese()]]:
        say(line)
    return 0


def _text(found: Difference) -> Iterator[str]:
    for kind in ("added", "removed"):
        yield from (f"{_HEADS[kind][chinese()]}: {name}" for name in getattr(found, kind))
    for one in found.figures:
        more = "，".join(t for t in (one.difference, one.rate) if t)
        pages = f"  p. {'、'.join(one.pages)}" if one.pages else ""
        yield f"{one.place}: {one.id}  {one.before or '—'} → {one.after or '—'}" + (f"  ({more})" if more else "") + pages
    for text in found.texts:
        yield f"{text.place}:"
        yield from (f"  {mark} {line}" for mark, line in (("-", text.before), ("+", text.after)) if line)
    for chart in found.charts:
        yield f"{chart.figure}: {chart.name}  {chart.before or '—'} → {chart.after or '—'}"


def _markdown(found: Difference) -> Iterator[str]:
    """A comment for a pull request."""
    for kind in ("added", "removed"):
        yield from (f"- {_HEADS[kind][chinese()]}: {name}" for name in getattr(found, kind))
    if found.figures:
        yield f"### {_HEADS['figures'][chinese()]}\n"
        yield f"| {_HEADS['columns'][chinese()]} |"
        yield "|" + " --- |" * 6
        for one in found.figures:
            yield f"| `{one.id}` | {one.before or '—'} | {one.after or '—'} | {one.difference} | {one.rate} | {one.place} |"
        yield ""
    if found.texts:
        yield f"### {_HEADS['texts'][chinese()]}\n\n```diff"
        for text in found.texts:
            yield f"@@ {text.place} @@"
            yield from (f"{mark}{line}" for mark, line in (("-", text.before), ("+", text.after)) if line)
        yield "```\n"
    if found.charts:
        yield f"### {_HEADS['charts'][chinese()]}\n"
        yield f"| {_HEADS['chart'][chinese()]} |"
        yield "|" + " --- |" * 4
        yield from (f"| {c.figure} | {c.name} | {c.before or '—'} | {c.after or '—'} |" for c in found.charts)
