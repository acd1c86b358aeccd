"""matplotlib draws what was planned: as frame items in the document's faces, and as a picture of 300 dots an inch."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path as FilePath

from PIL import Image

from conftest import ROOT
from jzdocs.charts.draw import render
from jzdocs.charts.marks import Area, Dot, Label, Line, Plan, Rect, Wedge
from jzdocs.charts.worker import ChartWorker, draw_all
from jzdocs.frames import Drawing, Path, TextRun
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import pt

PLAN = Plan(
    200.0,
    100.0,
    (
        Rect(10, 20, 50, 10, "1F4E79"),
        Line(((0, 50), (200, 50)), "7F7F7F", 0.5, (2.0, 1.0)),
        Area(((0, 0), (10, 0), (5, 8)), "BFBFBF"),
        Dot(100, 50, 3, "FFFFFF", "1F4E79"),
        Wedge(150, 50, 20, 0, 90, "B23A2E"),
        Label(20, 90, "再生水，38.2%", 8.5, "000000", "start", True),
    ),
)


def drawn(plan: Plan, faces: Faces, *, picture: bool = False) -> tuple[Drawing, bytes]:
    return render({"c": plan}, faces, "hei", frozenset(("c",)) if picture else frozenset())["c"]


def test_marks_become_items_in_place(sheet: Stylesheet, faces: Faces) -> None:
    drawing, _ = drawn(PLAN, faces)
    texts = [i for i in drawing.items if isinstance(i, TextRun)]
    assert [(t.text, t.face, round(t.x / 12700, 1), round(t.y / 12700, 1)) for t in texts] == [
        ("再生水，38.2%", "hei.bold", 20.0, 90.0)
    ]
    bars = [i for i in drawing.items if isinstance(i, Path) and i.fill == "1F4E79" and not i.stroke]
    xs = [float(v) / 12700 for s in bars[0].segments for v in s[1::2]]
    ys = [float(v) / 12700 for s in bars[0].segments for v in s[2::2]]
    assert (min(xs), max(xs), min(ys), max(ys)) == (10, 60, 20, 30)
    assert any(isinstance(i, Path) and i.dash for i in drawing.items)


def test_the_picture_has_300_dots_an_inch(sheet: Stylesheet, faces: Faces) -> None:
    _, png = drawn(PLAN, faces, picture=True)
    image = Image.open(io.BytesIO(png))
    assert abs(image.width - 200 / 72 * 300) <= 1
    assert round(image.info["dpi"][0]) == 300
    assert image.getpixel((round(35 / 72 * 300), round(25 / 72 * 300))) == (0x1F, 0x4E, 0x79)


def test_a_character_of_another_face_is_set_in_it(sheet: Stylesheet, faces: Faces) -> None:
    rare = "\u9fa6" if not faces["hei"].glyph("\u9fa6") and faces["song"].glyph("\u9fa6") else "镕"
    drawing, _ = drawn(Plan(100, 20, (Label(0, 15, f"甲{rare}乙", 8.5),)), faces)
    runs = [i for i in drawing.items if isinstance(i, TextRun)]
    assert "".join(r.text for r in runs) == f"甲{rare}乙"
    assert all(faces[r.face].glyph(c) for r in runs for c in r.text)


def test_the_worker_draws_the_same(sheet: Stylesheet) -> None:
    plans = {f"c{i}": PLAN for i in range(5)}
    worker = ChartWorker().start()
    worker.submit(plans, sheet, pictures=frozenset(plans))
    assert worker.result() == draw_all(plans, sheet, pictures=frozenset(plans))


def test_a_dead_worker_is_replaced_by_this_process(sheet: Stylesheet) -> None:
    worker = ChartWorker().start()
    worker.submit({"c": PLAN}, sheet, pictures=frozenset())
    worker.stop()
    assert worker.result()["c"][0].size.width == pt(200)


# a build, before and after which the process is compared; what the user set must neither change nor matter
_IN_A_PROCESS = """
import hashlib, os, sys
from pathlib import Path
if sys.argv[2] == "own settings":
    import matplotlib
    matplotlib.rcParams.update({"font.size": 30, "lines.linewidth": 9, "patch.linewidth": 9, "path.snap": True,
        "path.sketch": (1, 100, 2), "text.hinting": "force_autohint", "lines.scale_dashes": False,
        "patch.force_edgecolor": True, "text.antialiased": False, "path.simplify": True})
    before = dict(dict.items(matplotlib.rcParams))
environment = dict(os.environ)
from jzdocs.build.pipeline import build
from jzdocs.project import lone
path = Path(sys.argv[1])
files = build(path, lone(path)).files
import matplotlib
if sys.argv[2] != "own settings":
    before = dict(dict.items(matplotlib.rcParamsDefault)) | {"backend": dict.get(matplotlib.rcParams, "backend")}
after = dict(dict.items(matplotlib.rcParams))
changed = {name for name in before.keys() | after.keys() if repr(before.get(name)) != repr(after.get(name))}
assert not changed, changed
assert dict(os.environ) == environment, set(os.environ) ^ set(environment)
print(*(hashlib.sha256(files[name]).hexdigest() for name in sorted(files) if not name.endswith(".json")))
"""


def test_a_build_changes_no_settings_and_the_users_change_no_drawing(tmp_path: FilePath) -> None:
    shutil.copy(ROOT / "tests" / "word" / "kinds.md", tmp_path / "kinds.md")
    environment = {**os.environ, "MPLCONFIGDIR": str(tmp_path / "matplotlib"), "SOURCE_DATE_EPOCH": "0"}
    environment.pop("MPLBACKEND", None)
    hashes = []
    for settings in ("none", "own settings"):
        command = [sys.executable, "-c", _IN_A_PROCESS, str(tmp_path / "kinds.md"), settings]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        assert done.returncode == 0, done.stderr
        hashes.append(done.stdout)
    assert hashes[0].strip() and hashes[0] == hashes[1]


def test_nothing_imports_pyplot() -> None:
    code = "import sys, jzdocs.charts.draw, jzdocs.build.pipeline, jzdocs.word.writer, jzdocs.pdf.writer; assert 'matplotlib.pyplot' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_chart_data_is_csv_that_runs_nothing() -> None:
    from decimal import Decimal

    from jzdocs.charts.data import chart_data
    from jzdocs.model import nodes

    rows = (
        nodes.Row("=1+1", (nodes.Value("a", number=Decimal("41.90"), printed="41.90"),)),
        nodes.Row('甲"乙', (nodes.Value("—"),)),
    )
    figure = nodes.Figure(
        "x", nodes.Chart("bar", (nodes.Panel("", "%", rows),), series=("今年",)), (nodes.Text("题"),), number=3
    )
    (data,) = chart_data(nodes.Document(nodes.Meta(), (figure,))).values()
    assert data.decode("utf-8-sig").split("\r\n") == [
        '"","今年","单位"',
        '"\'=1+1","41.90","%"',
        '"甲""乙","—","%"',
        "",
    ]
