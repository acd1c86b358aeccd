"""Building leaves reportlab as it was: whoever uses it in the same process (a notebook) gets the PDF that they would
have got."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import hashlib, io, sys
from pathlib import Path

from reportlab import rl_config
from reportlab.lib import fonts
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from PIL import Image


def state():
    settings = {name: getattr(rl_config, name) for name in dir(rl_config) if not name.startswith("_")}
    registries = sorted(pdfmetrics._fonts), sorted(pdfmetrics._dynFaceNames), sorted(pdfmetrics._typefaces)
    families = dict(fonts._tt2ps_map), dict(fonts._ps2tt_map)
    return settings, registries, families, pdfdoc.PDFStream.format


def own_pdf():
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1)
    canvas.drawString(100, 700, "a user's own page")
    canvas.drawImage(ImageReader(Image.new("RGB", (8, 8), "#1F4E79")), 0, 0)
    canvas.save()
    return out.getvalue()


def built(failing):
    from jzdocs.build import pipeline
    from jzdocs.pdf import writer
    from jzdocs.project import lone

    path = Path(sys.argv[1])
    if failing:
        writer._Writer._outline = lambda self: 1 // 0
        try:
            pipeline.build(path, lone(path))
        except ZeroDivisionError:
            return b""
        raise SystemExit("it did not fail")
    return pipeline.build(path, lone(path)).files["a.pdf"]


rl_config.pdfComments = 1
before_pdf, before = own_pdf(), state()
assert b"ASCII85Decode" in before_pdf
data = built(sys.argv[2] == "failing")
assert state() == before, "reportlab was left changed"
assert own_pdf() == before_pdf
if data:
    assert b"ASCII85Decode" not in data and b"Helvetica" not in data
    import re
    assert data.count(b"endstream") == len(re.findall(rb"[\\r\\n]endstream", data))
print("same")
"""


@pytest.mark.parametrize("how", ["whole", "failing"])
def test_reportlab_is_as_it_was_after_a_build(tmp_path: Path, how: str) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: 题\ntemplate: report\n---\n\n# 章\n\n正文。\n", encoding="utf-8")
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "a.md"), how]
    environment = {"SOURCE_DATE_EPOCH": "1700000000", "JZDOCS_CACHE": "", "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.stdout == "same\n", done.stderr
