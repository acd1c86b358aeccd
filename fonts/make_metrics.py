"""Write the advance widths of the Latin fonts that Windows has, for tests: tests/support/windows_metrics.json.

    python fonts/make_metrics.py            # needs apt-get (Debian) and the `fonts` extra (fontTools)

Liberation Serif and Liberation Sans (Debian's fonts-liberation2, SIL Open Font License 1.1) are made to the advance
widths of Times New Roman and Arial. The fonts themselves are neither shipped nor needed afterwards.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "tests" / "support" / "windows_metrics.json"
PACKAGE = "fonts-liberation2"
SOURCE = (
    "advance widths in thousandths of an em of Liberation Serif and Sans 2.1.5 (Debian's fonts-liberation2, "
    "github.com/liberationfonts, SIL Open Font License 1.1), which are those of Times New Roman and Arial; "
    "written by fonts/make_metrics.py"
)
FAMILIES = {"Times New Roman": "LiberationSerif", "Arial": "LiberationSans"}
CHARACTERS = [chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100))] + list("–—‘’“”…‰€•†‡‹›™−")


def widths(path: Path) -> dict[str, int]:
    """Return the advance widths of a font file."""
    font = TTFont(path)
    glyphs, metrics, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    return {c: round(metrics[glyphs[ord(c)]][0] * 1000 / em) for c in CHARACTERS if ord(c) in glyphs}


def main() -> None:
    """Fetch the fonts and write the table."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["apt-get", "download", PACKAGE], cwd=folder, check=True)
        (package,) = Path(folder).glob("*.deb")
        subprocess.run(["dpkg-deb", "-x", str(package), folder], check=True)
        files = {path.stem: path for path in Path(folder).rglob("*.ttf")}
        tables = {
            family: {weight.lower(): widths(files[f"{stem}-{weight}"]) for weight in ("Regular", "Bold")}
            for family, stem in FAMILIES.items()
        }
    TARGET.write_text(json.dumps({"source": SOURCE, **tables}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
