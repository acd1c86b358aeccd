"""`jzdocs diff`: list what changed between two builds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import to_builtins

from jzdocs.build.publish import publish_files
from jzdocs.cli import declare
from jzdocs.cli.terminal import joined, language, print_json, say, text
from jzdocs.errors import Location, UsageError, shown_path
from jzdocs.files import read_file
from jzdocs.messages.message import message
from jzdocs.project import reading

if TYPE_CHECKING:
    from jzdocs.compare.builds import Difference

_SIGN = b'<meta name="generator" content="jzdocs diff">'
_HEAD = 4096  # bytes of a page in which the sign stands


@declare.command("diff")
@declare.argument("old", "old", type=declare.PathType())
@declare.argument("new", "new", type=declare.PathType())
@declare.option("cli.diff.out", "--out", value="file", type=declare.PathType(folder=False))
@declare.format_option("text", "json", "markdown")
def command(old: Path, new: Path, out: Path | None, form: str) -> int:
    """Print what changed between two builds and return the exit status."""
    from jzdocs.compare.builds import difference
    from jzdocs.compare.page import difference_page

    with reading(old):
        changes = difference(old, new)
    if out:
        if out.suffix.lower() not in (".html", ".htm"):
            raise UsageError("X049", at=Location(str(out)), path=out)
        _refuse_foreign(out)
        page = difference_page(changes, old, new, language(), (str(old), str(new)))
        publish_files(out.parent, {out.name: page.encode()})
        say(shown_path(out), err=True)
    if form == "json":
        print_json(to_builtins(changes))
        return 0
    lines = list(_markdown(changes) if form == "markdown" else _text(changes))
    for line in lines or [text("diff.same")]:
        say(line)
    return 0


def _refuse_foreign(out: Path) -> None:
    """Raise UsageError for a file that `diff` did not write; an empty one holds nothing."""
    try:
        is_free = not out.lstat().st_size or _SIGN in read_file(out, _HEAD, follow=False)
    except FileNotFoundError:
        return
    if not is_free:
        raise UsageError("X130", at=Location(shown_path(out)), name=out.name, hint=message("hint.another_name"))


def _documents(changes: Difference) -> Iterator[str]:
    """Yield a line for each document that only one build has."""
    yield from (text("diff.added", name=name) for name in changes.added)
    yield from (text("diff.removed", name=name) for name in changes.removed)


def _text(changes: Difference) -> Iterator[str]:
    """Yield the lines of the report for a terminal."""
    yield from _documents(changes)
    for fact in changes.figures:
        amounts = joined(amount for amount in (fact.difference, fact.rate) if amount)
        pages = joined(fact.pages)
        yield (
            f"{fact.place}: {fact.id}  {fact.before or '—'} → {fact.after or '—'}"
            + (f"  {text('diff.changed_by', changes=amounts)}" if amounts else "")
            + (f"  {text('diff.on_page', pages=pages)}" if pages else "")
        )
    for change in changes.texts:
        yield f"{change.place}:"
        yield from (f"  {sign} {line}" for sign, line in (("-", change.before), ("+", change.after)) if line)
    for value in changes.charts:
        yield f"{value.figure}: {value.name}  {value.before or '—'} → {value.after or '—'}"


def _markdown(changes: Difference) -> Iterator[str]:
    """Yield the lines of a comment for a pull request."""
    yield from (f"- {_escaped(line)}" for line in _documents(changes))
    if changes.figures:
        yield f"### {text('diff.numbers')}\n"
        heads = ("diff.number", "diff.before", "diff.after", "diff.difference", "diff.rate", "diff.place")
        yield from _table_head(*map(text, heads))
        for fact in changes.figures:
            cells = (fact.before or "—", fact.after or "—", fact.difference, fact.rate, fact.place)
            name = re.sub(r"[`|\s]", "", fact.id)
            yield f"| `{name}` {_table_row(*cells)}"
        yield ""
    if changes.texts:
        fence = _fence(line for change in changes.texts for line in (change.place, change.before, change.after))
        yield f"### {text('diff.texts')}\n\n{fence}diff"
        for change in changes.texts:
            yield f"@@ {change.place} @@"
            yield from (f"{sign}{line}" for sign, line in (("-", change.before), ("+", change.after)) if line)
        yield f"{fence}\n"
    if changes.charts:
        yield f"### {text('diff.charts')}\n"
        yield from _table_head(*map(text, ("diff.chart", "diff.value", "diff.before", "diff.after")))
        for value in changes.charts:
            yield _table_row(value.figure, value.name, value.before or "—", value.after or "—")


def _table_row(*cells: str) -> str:
    return f"| {' | '.join(map(_escaped, cells))} |"


def _escaped(text: str) -> str:
    """Return a text whose characters mean nothing to Markdown or HTML (CommonMark, 2.4); it names nobody (@)."""
    marked = re.sub(r"([\\`*_{}\[\]()<>#!|~&])", r"\\\1", " ".join(text.split("\n")))
    return marked.replace("@", "&#64;").replace("://", ":\\//")


def _fence(lines: Iterable[str]) -> str:
    """Return a fence longer than any run of its marks in the lines between."""
    runs = (len(run) for line in lines for run in re.findall("`+", line or ""))
    return "`" * max(3, max(runs, default=0) + 1)


def _table_head(*names: str) -> Iterator[str]:
    yield f"| {' | '.join(names)} |"
    yield "|" + " --- |" * len(names)
