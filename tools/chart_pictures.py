"""Make the pictures of docs/charts: the example of each page is built, and its first page cut to what stands on it.

python tools/chart_pictures.py [NAME …]
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from jzdocs.build import pipeline
from jzdocs.project import lone

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "charts"
DPI, MARGIN = 110, 12
_EXAMPLE = re.compile(r"^`{4}markdown\n(?P<source>.*?)^`{4}$", re.M | re.S)
_HEAD, _FOOT = 0.1, 0.94  # of a page: where the running head ends and the page number begins


def examples(page: Path) -> list[str]:
    """Return the sources that stand as examples on a page of the documentation."""
    return [match["source"] for match in _EXAMPLE.finditer(page.read_text(encoding="utf-8"))]


def picture(source: str) -> Image.Image:
    """Return what stands on the first page of a source that is built."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "example.md"
        path.write_text(source, encoding="utf-8")
        built = pipeline.build(path, lone(path), formats=("pdf",))
    if built.report.errors:
        raise SystemExit("\n".join(map(str, built.report)))
    page = pypdfium2.PdfDocument(built.files["example.pdf"])[0].render(scale=DPI / 72).to_pil().convert("RGB")
    return inked(page).quantize(64)


def inked(page: Image.Image) -> Image.Image:
    """Return the part of a page that has something on it, without running head and page number."""
    inner = page.crop((0, round(page.height * _HEAD), page.width, round(page.height * _FOOT)))
    left, top, right, bottom = ImageChops.difference(inner, Image.new("RGB", inner.size, "white")).getbbox()
    room = (max(0, left - MARGIN), max(0, top - MARGIN), right + MARGIN, bottom + MARGIN)
    return inner.crop(room)


def main(names: list[str]) -> None:
    """Write the picture of each page named, or of all, beside it."""
    for page in sorted(FOLDER.glob("*.md")):
        found = examples(page)
        if found and (not names or page.stem in names):
            picture(found[0]).save(page.with_suffix(".png"), optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
