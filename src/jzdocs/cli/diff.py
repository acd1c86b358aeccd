"""`jzdocs diff`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import to_builtins

from jzdocs.build.publish import publish_files
from jzdocs.cli import declare
from jzdocs.cli.terminal import chinese, print_json, say
from jzdocs.errors import Location, UsageError, shown_path

if TYPE_CHECKING:
    from jzdocs.compare.builds import Difference

_HEADS = {
    "figures": ("Figures", "数字"),
    "texts": ("Text", "文字"),
    "charts": ("Charts", "图表"),
    "same": ("nothing changed", "没有变化"),
    "added": ("new document", "新增文档"),
    "removed": ("document gone", "文档已无"),
    "pages": ("Pages", "页面"),
    "before": ("before", "原"),
    "after": ("after", "现"),
    "columns": ("figure | before | after | difference | rate | where", "数字 | 原 | 现 | 差 | 幅度 | 位置"),
    "chart": ("chart | value | before | after", "图 | 项目 | 原 | 现"),
}


@declare.command("diff")
@declare.argument("old", "old", type=declare.PathType())
@declare.argument("new", "new", type=declare.PathType())
@declare.option("cli.diff.out", "--out", value="file", type=declare.PathType(folder=False))
@declare.format_option("text", "json", "markdown")
def command(old: Path, new: Path, out: Path | None, form: str) -> int:
    """What changed between two builds (output folders, or files of them): figures, sentences, charts."""
    from jzdocs.compare.builds import difference

    found = difference(old, new)
    if out:
        if out.suffix.lower() not in (".html", ".htm"):
            raise UsageError("X049", at=Location(str(out)), path=out)
        publish_files(out.parent, {out.name: _page(found, old, new).encode()})
        say(shown_path(out), err=True)
    if form == "json":
        print_json(to_builtins(found))
        return 0
    lines = list(_markdown(found) if form == "markdown" else _text(found))
    for line in lines or [_HEADS["same"][chinese()]]:
        say(line)
    return 0


def _page(found: Difference, old: Path, new: Path) -> str:
    """The page with all that changed, and both documents' pages next to each other."""
    from jinja2 import Environment, StrictUndefined

    from jzdocs.compare.pdf_pages import side_by_side

    text = Path(__file__).with_name("changes.html.j2").read_text(encoding="utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(text)
    documents = [(name, side_by_side(before, after)) for name, before, after in _pdfs(old, new)]
    words = {key: texts[chinese()] for key, texts in _HEADS.items()}
    title = "两次生成的变化" if chinese() else "What changed"
    return template.render(
        found=found, documents=documents, say=words, chinese=chinese(), title=title, old=old, new=new
    )


def _pdfs(old: Path, new: Path) -> Iterator[tuple[str, Path, Path]]:
    """The PDFs that both builds have: those of two folders, or those that two files are or lie beside."""
    if old.is_dir() and new.is_dir():
        yield from ((p.stem, p, new / p.name) for p in sorted(old.glob("*.pdf")) if (new / p.name).is_file())
        return
    before, after = (p.with_name(p.name.split(".", 1)[0] + ".pdf") for p in (old, new))
    if before.is_file() and after.is_file():
        yield after.stem, before, after


def _text(found: Difference) -> Iterator[str]:
    for kind in ("added", "removed"):
        yield from (f"{_HEADS[kind][chinese()]}: {name}" for name in getattr(found, kind))
    for one in found.figures:
        more = "，".join(t for t in (one.difference, one.rate) if t)
        pages = f"  p. {'、'.join(one.pages)}" if one.pages else ""
        yield (
            f"{one.place}: {one.id}  {one.before or '—'} → {one.after or '—'}" + (f"  ({more})" if more else "") + pages
        )
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
