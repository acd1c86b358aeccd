"""The functions of the API: their examples run, their names are listed, they print nothing and leave nothing global
changed, and they make the same bytes as the command line."""

from __future__ import annotations

import doctest
import gc
import importlib
import inspect
import json
import locale
import os
import pickle
import subprocess
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

import jzdocs
from jzdocs import api

GOOD = "---\ntitle: 简报\ntemplate: report\n---\n\n# 供水\n\n供水普及率为[98%]{#rate}。\n"
WRONG = "---\ntitle: 题\n---\n\n见@fig:none。\n"
CHART = '\n```chart #fig:a\nkind: bar\ntitle: 题\nunit: "%"\nrows: {甲: rate}\nalt: 图\n```\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talk.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "wrong.md").write_text(WRONG, encoding="utf-8")
    jzdocs.build("talk.md", out="output")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_the_examples_run() -> None:
    finder, runner = doctest.DocTestFinder(recurse=False), doctest.DocTestRunner()
    documented = {name: place for name, place in api.PLACES.items() if name[0].islower() or name == "Document"}
    for name, place in documented.items():
        module = importlib.import_module(place)
        (test,) = finder.find(getattr(module, name), name, globs={**vars(jzdocs), **vars(module), "Path": Path})
        assert test.examples, name
        assert runner.run(test).failed == 0, name
    assert set(documented) == {"build", "check", "facts", "outline", "pull", "diff", "Document"}


def test_every_name_is_there_and_listed() -> None:
    assert set(dir(jzdocs)) == set(jzdocs.__all__) == {*api.PLACES, "__version__"}
    for name in jzdocs.__all__:
        assert getattr(jzdocs, name) is not None
    with pytest.raises(AttributeError):
        jzdocs.nonsense  # type: ignore[attr-defined]  # noqa: B018


def test_importing_it_costs_nothing() -> None:
    code = (
        "import sys, time; before = set(sys.modules); start = time.perf_counter(); import jzdocs;"
        "seconds = time.perf_counter() - start; import json;"
        "print(json.dumps([seconds, sorted(n for n in set(sys.modules) - before if not n.startswith('json'))]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, loaded = json.loads(done.stdout)
    ours = [name for name in loaded if name.startswith("jzdocs.")]
    assert "jzdocs" in loaded and not ours and len(loaded) < 30 and seconds < 0.06


def test_a_package_of_the_same_name_does_not_hide_a_function(folder: Path) -> None:
    import jzdocs.build.pipeline
    import jzdocs.facts.reading
    import jzdocs.pull.pull

    assert jzdocs.build("talk.md", to="pdf").pages == 1
    assert jzdocs.facts(GOOD)["rate"]["value"] == "98"
    assert "edits" in dir(jzdocs.pull("output/talk.docx"))
    assert list(inspect.signature(jzdocs.build).parameters)[:2] == ["source", "template"]
    assert jzdocs.facts.__doc__ and "record for every number" in jzdocs.facts.__doc__
    assert pickle.loads(pickle.dumps(jzdocs.build)) is jzdocs.build


def test_files_are_written_where_they_are_asked_for(folder: Path) -> None:
    built = jzdocs.build(folder / "talk.md", to=["pdf"], out=folder / "there")
    names = {"talk.pdf", "talk.facts.json", "build.json"}
    assert {path.name for path in (folder / "there").iterdir()} == names
    assert (folder / "there" / "talk.pdf").read_bytes() == built.pdf == built.files["talk.pdf"]
    assert json.loads((folder / "there" / "build.json").read_bytes())["documents"][0]["name"] == "talk"
    with pytest.raises(jzdocs.UsageError) as raised:
        built.docx  # noqa: B018
    assert raised.value.diagnostic.code == "X203"
    assert built.facts["rate"]["pages"] == ["1"]


def test_errors_are_exceptions_with_codes_and_places(folder: Path) -> None:
    with pytest.raises(jzdocs.FindingsError) as raised:
        jzdocs.build("wrong.md", out="there")
    error = raised.value
    told = subprocess.run(
        [sys.executable, "-m", "jzdocs", "check", "wrong.md", "--format", "json"], capture_output=True, text=True
    )
    assert [d["code"] for d in json.loads(told.stdout)["diagnostics"]] == [f.code for f in error.findings]
    assert isinstance(error, jzdocs.DocumentError) and error.exit_code == 1
    assert (error.diagnostic.code, str(error.diagnostic.location)) == ("R001", "wrong.md:5:2")
    assert not (folder / "there").exists() and "R001" in str(error)
    again = pickle.loads(pickle.dumps(error))
    assert again.findings[0] == error.findings[0] and again.diagnostic.worded("zh")[0].startswith("引用")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: jzdocs.build("none.md"), "X043"),
        (lambda: jzdocs.build("output/build.json"), "X040"),
        (lambda: jzdocs.build("talk.md", to=["html"]), "X044"),
        (lambda: jzdocs.build("talk.md", to=[]), "X044"),
        (lambda: jzdocs.build("talk.md", template="none"), "S041"),
        (lambda: jzdocs.build("talk.md", data={"年份": "2025"}), "X200"),
        (lambda: jzdocs.build("talk.md", to="pdf").page(9), "X203"),
        (lambda: jzdocs.diff("none", "output"), "X043"),
        (lambda: jzdocs.pull("none.docx"), "X043"),
        (lambda: jzdocs.facts("none.md"), "X043"),
    ],
)
def test_wrong_calls_say_what_is_wrong_in_both_languages(call, code: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(jzdocs.UsageError) as raised:
        call()
    assert raised.value.diagnostic.code == code and raised.value.exit_code == 2
    assert raised.value.diagnostic.worded("zh")[0] != raised.value.diagnostic.worded("en")[0]


def test_a_template_gets_its_values_and_tables(folder: Path) -> None:
    source = (
        "---\ntitle: 简报\ntemplate: report\n---\n\n{{ 县区 }}普及率为[{{ 率 }}]{#rate}。\n\n"
        "{% for row in rows_of_data %}\n- {{ row.名 }}@fact:{rows_of_data.{{ row.名 }}.值}\n{% endfor %}\n"
    )
    (folder / "county.md.j2").write_text(source, encoding="utf-8")
    rows = [{"名": "甲", "值": 1.5}, {"名": "乙", "值": 2}]
    built = jzdocs.build("county.md.j2", to="docx", data={"县区": "祁县", "率": "96%", "rows_of_data": rows})
    assert [fact["text"] for fact in built.facts] == ["96%", "1.5", "2"]
    unused = jzdocs.check("county.md.j2", data={"县区": "祁县", "率": "96%", "rows_of_data": rows, "别的": "1"})
    assert [finding.code for finding in unused] == ["X201"]


def test_edits_come_back(folder: Path) -> None:
    from docx import Document

    document = Document(str(folder / "output" / "talk.docx"))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("普及率为", "普及率达到")
    document.save(str(folder / "edited.docx"))
    for pulled in (jzdocs.pull("edited.docx", {"talk.md": GOOD}), jzdocs.pull("edited.docx")):
        assert pulled.files[0].merged == GOOD.replace("普及率为", "普及率达到") and len(pulled.edits) == 1
    assert (folder / "talk.md").read_text(encoding="utf-8") == GOOD


def test_two_builds_are_compared(folder: Path) -> None:
    (folder / "talk.md").write_text(GOOD.replace("98%", "99%"), encoding="utf-8")
    (change,) = jzdocs.diff("output", jzdocs.build("talk.md")).figures
    assert (change.id, change.before, change.after, change.difference) == ("rate", "98%", "99%", "+1个百分点")


def test_the_command_line_makes_the_same_bytes(folder: Path) -> None:
    (folder / "talk.md").write_text(GOOD + CHART, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "jzdocs", "build", "talk.md", "--out", "cli"], check=True, capture_output=True
    )
    built = jzdocs.build("talk.md")
    assert {name: (folder / "cli" / name).read_bytes() for name in built.files} == dict(built.files)
    document = jzdocs.Document(title="简报", template="report", name="talk")
    document.markdown(GOOD.partition("---\n\n")[2] + CHART)
    (folder / "talk.md").write_text(document.source, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "jzdocs", "build", "talk.md", "--out", "cli"], check=True, capture_output=True
    )
    assert (folder / "cli" / "talk.pdf").read_bytes() == document.build().pdf


def _state() -> tuple[object, ...]:
    import matplotlib
    from reportlab import rl_config
    from reportlab.pdfbase import pdfdoc

    return (
        gc.get_threshold(),
        gc.isenabled(),
        locale.setlocale(locale.LC_ALL),
        os.environ.copy(),
        Path.cwd(),
        warnings.filters[:],
        sys.getrecursionlimit(),
        sys.get_int_max_str_digits(),
        dict(matplotlib.rcParams),
        (rl_config.invariant, rl_config.useA85, pdfdoc.PDFStream.format, pdfdoc.PDFZCompress),
    )


@pytest.mark.usefixtures("folder")
def test_nothing_global_stays_changed(capfd: pytest.CaptureFixture[str]) -> None:
    Path("talk.md").write_text(GOOD + CHART, encoding="utf-8")
    before = _state()
    jzdocs.build("talk.md")
    jzdocs.check("wrong.md")
    assert _state() == before
    assert capfd.readouterr() == ("", "")


def test_threads_may_build_at_once(folder: Path) -> None:
    Path("talk.md").write_text(GOOD + CHART, encoding="utf-8")
    before, alone = _state(), dict(jzdocs.build("talk.md").files)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: dict(jzdocs.build("talk.md").files), range(8)))
    assert all(result == alone for result in results) and _state() == before


def test_a_pool_of_processes_may_build(folder: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        built = list(pool.map(jzdocs.build, ["talk.md"] * 2))
        with pytest.raises(jzdocs.FindingsError):
            pool.submit(jzdocs.build, "wrong.md").result()
    assert [dict(one.files) for one in built] == [dict(jzdocs.build("talk.md").files)] * 2


def test_commands_leave_the_process_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from jzdocs.cli.main import main

    monkeypatch.setenv("JZDOCS_CACHE", "")
    before = (gc.get_threshold(), gc.isenabled())
    for arguments in (["build", "talk.md"], ["build", "talk.md", "wrong.md"], ["check", "talk.md"], ["build", "none"]):
        with pytest.raises(SystemExit):
            main(arguments)
        assert (gc.get_threshold(), gc.isenabled()) == before
