"""The public API: its examples run, its names are listed, it prints nothing and leaves nothing global changed."""

from __future__ import annotations

import doctest
import gc
import json
import locale
import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

import jzdocs
from jzdocs import api

GOOD = "---\ntitle: 简报\ntemplate: report\n---\n\n# 供水\n\n供水普及率为[98%]{#rate}。\n"
WRONG = "---\ntitle: 题\n---\n\n见@fig:none。\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talk.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "wrong.md").write_text(WRONG, encoding="utf-8")
    jzdocs.build_document("talk.md", out="output")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_the_examples_run() -> None:
    found = doctest.DocTestFinder(recurse=False)
    runner = doctest.DocTestRunner()
    functions = [name for name in api.__all__ if name[0].islower()]
    for name in functions:
        (test,) = found.find(getattr(api, name), name, globs=vars(api).copy())
        assert test.examples, name
        assert runner.run(test).failed == 0, name
    assert len(functions) == 6


def test_every_name_is_there_and_listed() -> None:
    assert set(dir(jzdocs)) == set(jzdocs.__all__) == {*api.__all__, "__version__"}
    for name in jzdocs.__all__:
        assert getattr(jzdocs, name) is not None
    with pytest.raises(AttributeError):
        jzdocs.nonsense  # type: ignore[attr-defined]  # noqa: B018


def test_importing_it_costs_nothing() -> None:
    code = "import sys; before = set(sys.modules); import jzdocs; import json; print(json.dumps(sorted(set(sys.modules) - before - {m for m in sys.modules if m.startswith('json')})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert "jzdocs" in loaded and not any(name.startswith("jzdocs.") for name in loaded) and len(loaded) < 30


def test_files_are_written_where_they_are_asked_for(folder: Path) -> None:
    result = jzdocs.build_document(folder / "talk.md", to=["pdf"], out=folder / "there")
    names = {"talk.pdf", "talk.facts.json", "build.json"}
    assert {path.name for path in (folder / "there").iterdir()} == names
    assert (folder / "there" / "talk.pdf").read_bytes() == result.files["talk.pdf"]
    assert json.loads((folder / "there" / "build.json").read_bytes())["documents"][0]["name"] == "talk"


def test_a_document_with_errors_writes_nothing(folder: Path) -> None:
    result = jzdocs.build_document("wrong.md", out="there")
    assert result.report.errors == 1 and not result.files and not (folder / "there").exists()


def test_a_template_gets_its_values(folder: Path) -> None:
    source = "---\ntitle: 简报\ntemplate: report\n---\n\n{{ 县区 }}普及率为[{{ 率 }}]{#rate}。\n"
    (folder / "county.md.j2").write_text(source, encoding="utf-8")
    result = jzdocs.build_document("county.md.j2", to="docx", data={"县区": "祁县", "率": "96%"})
    assert json.loads(result.files["county.facts.json"])["facts"][0]["text"] == "96%"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: jzdocs.build_document("none.md"), "X043"),
        (lambda: jzdocs.build_document("output/build.json"), "X040"),
        (lambda: jzdocs.build_document("talk.md", to=["html"]), "X044"),
        (lambda: jzdocs.build_document("talk.md", to=[]), "X044"),
        (lambda: jzdocs.build_document("talk.md", template="none"), "S041"),
        (lambda: jzdocs.compare_builds("none", "output"), "X043"),
        (lambda: jzdocs.pull_edits("none.docx", {}), "X043"),
    ],
)
def test_wrong_calls_say_what_is_wrong_in_both_languages(call, code: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(jzdocs.UsageError) as raised:
        call()
    assert raised.value.diagnostic.code == code and raised.value.exit_code == 2
    assert raised.value.diagnostic.worded("zh")[0] != raised.value.diagnostic.worded("en")[0]


def test_edits_come_back(folder: Path) -> None:
    from docx import Document

    document = Document(str(folder / "output" / "talk.docx"))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("普及率为", "普及率达到")
    document.save(str(folder / "edited.docx"))
    pulled = jzdocs.pull_edits("edited.docx", {"talk.md": GOOD})
    assert pulled.files[0].merged == GOOD.replace("普及率为", "普及率达到") and len(pulled.edits) == 1


@pytest.mark.usefixtures("folder")
def test_nothing_global_stays_changed(capfd: pytest.CaptureFixture[str]) -> None:
    def state() -> tuple[object, ...]:
        return (
            gc.get_threshold(),
            gc.isenabled(),
            locale.setlocale(locale.LC_ALL),
            os.environ.copy(),
            Path.cwd(),
            warnings.filters[:],
            sys.getrecursionlimit(),
        )

    before = state()
    jzdocs.build_document("talk.md")
    jzdocs.check_document("wrong.md")
    assert state() == before
    assert capfd.readouterr() == ("", "")


def test_commands_leave_the_process_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from jzdocs.cli.main import main

    monkeypatch.setenv("JZDOCS_CACHE", "")
    before = (gc.get_threshold(), gc.isenabled())
    for arguments in (["build", "talk.md"], ["build", "talk.md", "wrong.md"], ["check", "talk.md"], ["build", "none"]):
        with pytest.raises(SystemExit):
            main(arguments)
        assert (gc.get_threshold(), gc.isenabled()) == before
