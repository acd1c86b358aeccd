"""The packages that are handed on: the sdist is complete, and a wheel made from it works elsewhere."""

from __future__ import annotations

import email
import hashlib
import os
import subprocess
import sys
import tarfile
import zipfile
from email.message import Message
from pathlib import Path

import pytest

from conftest import ROOT


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def wheel_of(folder: Path) -> Path:
    (wheel,) = folder.glob("*.whl")
    return wheel


def test_a_wheel_installed_elsewhere_builds(packages: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", target, wheel_of(packages)],
        check=True,
        timeout=180,
    )
    work = tmp_path / "work"
    work.mkdir()
    (work / "talk.txt").write_text("标题\n\n再生水利用率由24.6%提升至38.2%，成效明显。\n\n完。\n", encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(target)}
    root = subprocess.run(
        [sys.executable, "-c", "import jzdocs.resources; print(jzdocs.resources.resource_root())"],
        cwd=work,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    assert root.stdout.strip() == str(target / "jzdocs" / "_data")
    subprocess.run(
        [sys.executable, "-m", "jzdocs", "build", "talk.txt"],
        cwd=work,
        env=env,
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert (work / "output" / "talk.pdf").stat().st_size > 10_000


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        return email.message_from_bytes(archive.read(name))


def test_the_wheel_names_the_licences_of_all_that_it_contains(packages: Path) -> None:
    fields = metadata(wheel_of(packages))
    assert fields["License-Expression"] == "MIT AND OFL-1.1 AND (GPL-3.0-only WITH Font-exception-2.0)"
    licences = fields.get_all("License-File") or []
    with zipfile.ZipFile(wheel_of(packages)) as archive:
        names = archive.namelist()
    fonts = [Path(name).name for name in names if name.endswith((".ttf", ".otf"))]
    assert len(fonts) == len(list((ROOT / "fonts").glob("*.ttf"))) > 0
    for font in fonts:
        family = font.split("-")[0]
        assert [name for name in licences if Path(name).name.startswith(f"{family}-")], f"no licence for {font}"
    assert all(any(name.endswith(f"/licenses/{licence}") for name in names) for licence in licences)
    assert "jzdocs/py.typed" in names or not (ROOT / "src" / "jzdocs" / "py.typed").exists()


def test_the_wheel_holds_the_page_of_the_browser(packages: Path, bundle: Path) -> None:
    with zipfile.ZipFile(wheel_of(packages)) as archive:
        for name in ("index.html", "app.js", "app.css", "licences.txt"):
            assert archive.read(f"jzdocs/serve/static/{name}") == (bundle / name).read_bytes()


def test_the_wheel_names_the_versions_of_python(packages: Path) -> None:
    fields = metadata(wheel_of(packages))
    assert fields["Requires-Python"] == ">=3.11"
    classifiers = fields.get_all("Classifier") or []
    named = [c.rsplit(" ", 1)[1] for c in classifiers if c.startswith("Programming Language :: Python :: 3.")]
    assert named == ["3.11", "3.12", "3.13", "3.14"]


def test_the_sdist_holds_all_that_building_and_testing_need(packages: Path) -> None:
    (sdist,) = packages.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    files = [name for name in tracked.stdout.split("\0") if name]
    if not files:
        pytest.skip("not a checkout")
    assert [name for name in files if name not in names and Path(ROOT / name).exists()] == []
    assert [name for name in names if name.split("/")[0] in (".venv", ".external", "build", "dist")] == []


def test_the_wheel_is_the_same_twice(tmp_path: Path) -> None:
    made = []
    for number in ("1", "2"):
        env = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "PYTHONHASHSEED": number, "TZ": f"UTC{number}"}
        folder = tmp_path / number
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
        subprocess.run(
            command, check=True, capture_output=True, timeout=300, env=env, umask=0o22 if number == "1" else 0o77
        )
        made.append(hashlib.sha256(wheel_of(folder).read_bytes()).hexdigest())
    assert made[0] == made[1]
