"""What changed between two builds as a page of HTML: numbers, texts, charts, and the pages of both side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jzdocs.compare.builds import Difference
from jzdocs.messages.catalogue import text as worded
from jzdocs.messages.message import Language, message


def difference_page(changes: Difference, old: Path, new: Path, language: Language, names: tuple[str, str]) -> str:
    """Return the page in a language; `names` are what it calls the builds at `old` and `new`."""
    from jinja2 import Environment, StrictUndefined

    from jzdocs.compare.pdf_pages import side_by_side

    def text(key: str, **arguments: object) -> str:
        return worded(message(key, **arguments), language)

    source = Path(__file__).with_name("changes.html.j2").read_text(encoding="utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(source)
    documents = [(name, side_by_side(before, after)) for name, before, after in _pdfs(old, new)]
    return template.render(
        changes=changes, documents=documents, text=text, language=language, old=names[0], new=names[1]
    )


def _pdfs(old: Path, new: Path) -> Iterator[tuple[str, Path, Path]]:
    """Yield (name, before, after) of the PDFs that both builds have: those of two folders, or those that two files are
    or lie beside."""
    if old.is_dir() and new.is_dir():
        yield from ((p.stem, p, new / p.name) for p in sorted(old.glob("*.pdf")) if (new / p.name).is_file())
        return
    before, after = (p.with_name(p.name.split(".", 1)[0] + ".pdf") for p in (old, new))
    if before.is_file() and after.is_file():
        yield after.stem, before, after
