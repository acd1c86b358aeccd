"""A run of many documents in detail: tasks, what is put out for each, manifests, explanations, inputs, statuses."""

from __future__ import annotations

import hashlib
import json
import os
import time
from pathlib import Path

import pytest
from msgspec.structs import replace

import jzdocs
from jzdocs.build import batch, incremental
from jzdocs.build.batch import (
    BatchEntry,
    BuildTask,
    Lookup,
    RunOptions,
    batch_entry,
    build_and_publish_each,
    failed_build,
    files_by_folder,
    make_tasks,
    open_store,
    publish_result,
    repair_output,
)
from jzdocs.build.incremental import (
    BuildRequest,
    PreviousBuild,
    build_request,
    find_previous_build,
    program_version,
    store_build,
)
from jzdocs.build.inputs import input_hashes, watched_inputs
from jzdocs.build.result import BuildInputs, BuildResult, Timer, as_json, diagnostic_record, manifest, sha256
from jzdocs.cache.store import Store, digest
from jzdocs.data.rows import Row
from jzdocs.errors import Location, Report, UsageError, diagnostic
from jzdocs.messages.message import message
from jzdocs.options import BuildOptions, RowValue
from jzdocs.project import Project
from jzdocs.resources import resource_root
from jzdocs.style import fontfile
from projects import project


@pytest.fixture
def place(tmp_path: Path) -> Project:
    (tmp_path / "a.md").write_text("甲。\n", encoding="utf-8")
    return Project(tmp_path, tmp_path, tmp_path / "output", "report", ("docx",))


def result(place: Project, **values: object) -> BuildResult:
    plain = BuildResult("a", {"a.docx": b"word"}, Report(), 3, {}, {"a.md": "0"}, root=place.root)
    return replace(plain, **values)


def lookup(task: BuildTask) -> Lookup:
    return Lookup(task, BuildRequest("key", task.project.root, time.time() + 9), PreviousBuild())


def row(name: str = "乙") -> Row:
    return Row(name, (RowValue("县区", name),), Location("rows.csv", cell="A2"))


# --- tasks


def test_a_task_is_named_and_placed(place: Project, tmp_path: Path) -> None:
    plain = BuildTask(tmp_path / "a.md", place, RunOptions())
    assert (plain.name, plain.output, plain.options) == ("a", tmp_path / "output", BuildOptions())
    asked = RunOptions(output=tmp_path / "there", options=BuildOptions(fonts="used"))
    of_row = BuildTask(tmp_path / "a.md", place, asked, row())
    assert (of_row.name, of_row.output) == ("乙", tmp_path / "there")
    assert of_row.options == BuildOptions(fonts="used", row=(RowValue("县区", "乙"),), name="乙")
    assert make_tasks([(tmp_path / "a.md", place)], asked) == [BuildTask(tmp_path / "a.md", place, asked)]
    plain_run = RunOptions()
    assert (plain_run.formats, plain_run.check, plain_run.cache) == (("pdf", "docx"), False, None)


def test_a_run_without_a_cache_has_no_version(tmp_path: Path) -> None:
    assert (open_store(RunOptions()).folder, open_store(RunOptions()).version) == (None, "")
    with_cache = open_store(RunOptions(cache=tmp_path))
    assert (with_cache.folder, with_cache.version) == (tmp_path, program_version())


def test_files_are_grouped_by_their_folder(place: Project, tmp_path: Path) -> None:
    here, there = RunOptions(), RunOptions(output=tmp_path / "there")
    tasks = [BuildTask(tmp_path / "a.md", place, run) for run in (here, there, here)]
    results = [result(place, name=name, files={f"{name}.docx": name.encode()}) for name in "abc"]
    assert list(files_by_folder(tasks, results)) == [
        (
            tmp_path / "output",
            [results[0], results[2]],
            {"a.docx": b"a", "c.docx": b"c", "build.json": manifest([results[0], results[2]])},
        ),
        (tmp_path / "there", [results[1]], {"b.docx": b"b", "build.json": manifest([results[1]])}),
    ]


# --- one of many


def test_a_document_is_published_and_found_there_again(place: Project, tmp_path: Path) -> None:
    task = BuildTask(tmp_path / "a.md", place, RunOptions(cache=tmp_path / "cache"))
    built, store = result(place), Store(tmp_path / "cache")
    entry = publish_result(lookup(task), built, store)
    assert entry == BatchEntry("a", ("a.docx",), built.entry(), Report(), 0, unchanged=False)
    assert (tmp_path / "output" / "a.docx").read_bytes() == b"word"
    kinds = sorted(path.name.partition("-")[0] for path in (tmp_path / "cache").iterdir())
    assert kinds == ["build", "inputs"]  # its files lie in the output folder


def test_one_that_cannot_be_published_has_no_files(place: Project, tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"in the way")
    warning = diagnostic(Location("a.md", 3), "X043", "warning", {"path": "x"})
    task = BuildTask(tmp_path / "a.md", place, RunOptions(cache=tmp_path / "cache"))
    entry = publish_result(lookup(task), result(place, report=Report([warning])), Store(tmp_path / "cache"))
    assert entry.files == () and entry.entry["outputs"] == {}
    assert entry.exit_code == 3 and not entry.unchanged
    assert [(d.code, d.severity) for d in entry.report.found] == [("X043", "warning"), ("X030", "error")]
    assert [d["code"] for d in entry.entry["diagnostics"]] == [d.code for d in entry.report]
    assert not (tmp_path / "cache").exists()


def test_a_check_writes_nothing_and_tells_what_is_outdated(place: Project, tmp_path: Path) -> None:
    task = BuildTask(tmp_path / "a.md", place, RunOptions(cache=tmp_path / "cache", check=True), row())
    entry = publish_result(lookup(task), result(place), Store(tmp_path / "cache"))
    assert [d.code for d in entry.report.found] == ["X060"] and entry.files == () and entry.exit_code == 0
    assert entry.report.found[0].hint == message("hint.build_again")
    assert not (tmp_path / "output").exists() and not (tmp_path / "cache").exists()
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "a.docx").write_bytes(b"word")
    right = publish_result(lookup(task), result(place), Store(None))
    assert (right.report.found, right.files) == ([], ("a.docx",))


@pytest.mark.parametrize("check", [False, True])
def test_errors_keep_a_document_from_being_published(place: Project, tmp_path: Path, check: bool) -> None:
    wrong = diagnostic(Location("a.md", 1), "X043", "error", {"path": "x"})
    task = BuildTask(tmp_path / "a.md", place, RunOptions(check=check), row())
    entry = publish_result(lookup(task), result(place, report=Report([wrong])), Store(None))
    found = [(d.code, d.location) for d in entry.report.found]
    of_row = [] if check else [("X059", Location("rows.csv", cell="A2"))]
    assert found == [("X043", Location("a.md", 1)), *of_row]
    if not check:
        assert entry.report.found[1].arguments == {"name": "乙"} and entry.report.found[1].variant == "not_built"
    assert (entry.name, entry.files) == ("乙", ()) and not (tmp_path / "output").exists()


def test_an_entry_of_one_that_was_there(place: Project, tmp_path: Path) -> None:
    task = BuildTask(tmp_path / "a.md", place, RunOptions())
    built = result(place, exit_code=4)
    assert batch_entry(task, built, unchanged=True) == BatchEntry("a", ("a.docx",), built.entry(), Report(), 4, True)
    assert not batch_entry(task, built).unchanged


def test_a_build_that_an_error_ended(place: Project, tmp_path: Path) -> None:
    task = BuildTask(tmp_path / "a.md", place, RunOptions())
    error = UsageError("X043", at=Location("a.md"), path="x")
    assert failed_build(task, error) == BuildResult(
        "a", {}, Report([error.diagnostic]), 0, {}, {}, exit_code=error.exit_code, root=tmp_path
    )


def test_of_no_documents_nothing_is_built() -> None:
    assert list(build_and_publish_each([], 2)) == []


@pytest.mark.parametrize("check", [False, True])
def test_what_a_killed_run_left_is_repaired_unless_it_only_checks(
    place: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, check: bool
) -> None:
    repaired: list[Path] = []
    monkeypatch.setattr(batch, "repair_folder", repaired.append)
    repair_output(BuildTask(tmp_path / "a.md", place, RunOptions(check=check)))
    assert repaired == ([] if check else [tmp_path / "output"])


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (None, ()),
        ([], (message("cli.explain.not_cached"),)),
        (["a.md"], (message("cli.explain.changed", names="a.md"),)),
        (["a.md", "b.csv"], (message("cli.explain.changed", names="a.md, b.csv"),)),
    ],
)
def test_why_a_document_was_built_again(changed: list[str] | None, reason: tuple[object, ...]) -> None:
    assert batch._reason(changed) == reason


def test_a_result_is_stored_with_the_reason_first(place: Project, tmp_path: Path) -> None:
    task = BuildTask(tmp_path / "a.md", place, RunOptions())
    again = Lookup(task, lookup(task).request, PreviousBuild(None, ["a.md"]))
    charts = message("cli.explain.charts", new=0, all=2)
    stored = batch._stored(again, result(place, explanation=(charts,)), Store(tmp_path / "cache"))
    assert stored == result(place, explanation=(message("cli.explain.changed", names="a.md"), charts))
    kinds = sorted(path.name.partition("-")[0] for path in (tmp_path / "cache").iterdir())
    assert kinds == ["build", "file", "inputs"]


@pytest.mark.parametrize(
    ("processes", "items", "processes_used"), [(1, 3, 1), (2, 1, 1), (2, 2, 2), (9, 3, 3), (2, 3, 2)]
)
def test_a_pool_is_as_large_as_its_work(processes: int, items: int, processes_used: int) -> None:
    def work(item: int) -> tuple[int, int]:
        time.sleep(0.2)
        return item * 2, os.getpid()

    found = list(batch._spread(work, list(range(items)), processes, lambda item: (item, 0)))
    assert [item for item, _ in found] == [0, 2, 4][:items]
    used = {process for _, process in found}
    assert len(used) <= processes_used and (os.getpid() in used) == (processes_used == 1)


# --- found again


def test_a_build_is_found_while_its_inputs_are_the_same(place: Project, tmp_path: Path) -> None:
    store, request = Store(tmp_path / "cache"), BuildRequest("key", tmp_path, time.time() + 9)
    watched = BuildInputs((str(tmp_path / "a.md"), str(tmp_path / "none.md")), (), (str(tmp_path / "fonts"),))
    assert find_previous_build(store, request) == PreviousBuild(None, None)
    built = result(place, watched=watched)
    store_build(store, request, built)
    unchanged = (message("cli.explain.unchanged"),)
    assert find_previous_build(store, request) == PreviousBuild(replace(built, explanation=unchanged), [])
    (tmp_path / "a.md").write_text("乙。\n", encoding="utf-8")
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "x.ttf").write_bytes(b"")
    assert find_previous_build(store, request) == PreviousBuild(None, ["a.md", "folder project:fonts"])


def test_files_of_a_build_lie_in_its_folder_or_nowhere(place: Project, tmp_path: Path) -> None:
    store, request = Store(tmp_path / "cache"), BuildRequest("key", tmp_path, time.time() + 9)
    store_build(store, request, result(place), with_files=False)
    assert find_previous_build(store, request, place.output) == PreviousBuild(None, [])
    place.output.mkdir()
    (place.output / "a.docx").write_bytes(b"word")
    found = find_previous_build(store, request, place.output).result
    assert found is not None and found.files == {"a.docx": b"word"}
    assert find_previous_build(store, request).result is None
    (place.output / "a.docx").write_bytes(b"edited")
    assert find_previous_build(store, request, place.output).result is None


@pytest.mark.parametrize("age", [-1.0, 0.0, 0.019, 0.021, 1.0])
def test_a_build_whose_inputs_changed_meanwhile_is_not_stored(place: Project, tmp_path: Path, age: float) -> None:
    began = 1_700_000_000.0
    os.utime(tmp_path / "a.md", (began - age, began - age))
    store, watched = Store(tmp_path / "cache"), BuildInputs((str(tmp_path / "a.md"),))
    store_build(store, BuildRequest("key", tmp_path, began), result(place, watched=watched))
    assert (tmp_path / "cache").exists() is (age > 0.02)


def test_neither_errors_nor_nothing_are_stored(place: Project, tmp_path: Path) -> None:
    store, request = Store(tmp_path / "cache"), BuildRequest("key", tmp_path, time.time() + 9)
    wrong = diagnostic(Location("a.md", 1), "X043", "error", {"path": "x"})
    store_build(store, request, result(place, report=Report([wrong])))
    store_build(store, request, result(place, files={}))
    assert not (tmp_path / "cache").exists()


def test_a_request_differs_with_all_that_counts(place: Project, tmp_path: Path) -> None:
    def key(**values: object) -> str:
        whole = {"template": None, "formats": ("pdf",), "options": BuildOptions(), "language": "en", **values}
        return build_request(tmp_path / "a.md", place, **whole).key  # type: ignore[arg-type]

    comments = BuildOptions(comment=str)
    keys = [
        key(),
        key(template="plain"),
        key(formats=("docx",)),
        key(options=BuildOptions(archive="a-3a")),
        key(options=BuildOptions(fonts="all")),
        key(options=BuildOptions(row=())),
        key(options=BuildOptions(row=(RowValue("b", "1"),))),
        key(options=BuildOptions(name="x")),
        key(options=comments),
        key(options=comments, language="zh"),
    ]
    two = (RowValue("a", "1"), RowValue("b", "2"))
    assert len(set(keys)) == len(keys) and keys[0] == key(language="zh")
    assert key(options=BuildOptions(row=two)) == key(options=BuildOptions(row=two[::-1]))
    before = time.time()
    request = build_request(tmp_path / "a.md", place, None, ("pdf",), BuildOptions(), "")
    assert request.root == tmp_path and before <= request.began <= time.time()


def test_an_entry_that_cannot_be_decoded_is_damaged(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("inputs", "key", b"\xc1")
    assert find_previous_build(store, BuildRequest("key", tmp_path, 0.0)) == PreviousBuild()
    assert dict(store.damaged) == {"inputs": 1} and list(tmp_path.iterdir()) == []


def test_paths_count_from_the_project_or_from_what_is_shipped(tmp_path: Path) -> None:
    shipped = str(resource_root().resolve() / "fonts" / "x.ttf")
    inputs = BuildInputs((str(tmp_path / "b" / "a.md"), "/elsewhere/c.md"), (shipped,), (str(tmp_path),))
    named = incremental._renamed(inputs, tmp_path)
    assert named == BuildInputs(("project:b/a.md", "/elsewhere/c.md"), ("jzdocs:fonts/x.ttf",), ("project:.",))
    assert named.renamed(lambda name: str(incremental._path(name, tmp_path))) == inputs


def test_names_of_a_folder_in_their_order(tmp_path: Path) -> None:
    for name in ("z/b.ttf", "z/a.ttf", "c.ttf", "y/d.ttf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    names = [name.replace(os.sep, "/") for name in incremental._names_below(tmp_path)]
    assert names == ["/c.ttf", "/y/d.ttf", "/z/a.ttf", "/z/b.ttf"]
    states = incremental._states(BuildInputs(("none.md",), ("none.ttf",), ("none",)), tmp_path)
    assert states == {"none.md": "-", "font none.ttf": "-", "folder none": digest()}


def test_the_program_is_its_code_without_what_is_compiled(tmp_path: Path) -> None:
    for name in ("b.py", "a.txt", "c/d.py", "_data/e.py", "__pycache__/f.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert [Path(p).relative_to(tmp_path).as_posix() for p in incremental._code(tmp_path)] == ["b.py", "c/d.py"]
    assert len(program_version()) == 40


# --- results


def test_a_manifest_word_for_word(place: Project, tmp_path: Path) -> None:
    report = Report()
    report.warn(Location(str(tmp_path / "b.md"), 2, 5), "X043", path="甲")
    hash_ = hashlib.sha256(b"word").hexdigest()
    problem, hint = report.found[0].worded("en")
    entry = {
        "name": "a",
        "pages": 3,
        "inputs": {"a.md": "0"},
        "outputs": {"a.docx": hash_},
        "diagnostics": [
            {
                "path": "b.md",
                "line": 2,
                "column": 5,
                "code": "X043",
                "severity": "warning",
                "message": problem,
                "hint": hint,
            }
        ],
    }
    built = result(place, report=report)
    assert built.entry() == entry and sha256(b"word") == hash_
    expected = json.dumps(
        {"jzdocs": jzdocs.__version__, "documents": [entry, {"name": "x"}]}, ensure_ascii=False, indent=2
    )
    assert manifest([built, {"name": "x"}]).decode() == expected + "\n"
    assert diagnostic_record(report.found[0])["path"] == str(tmp_path / "b.md")
    assert diagnostic_record(report.found[0], "zh")["message"] == report.found[0].worded("zh")[0] != problem
    assert as_json({"甲": [1]}) == '{\n  "甲": [\n    1\n  ]\n}\n'.encode()


def test_times_of_a_stage_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    from jzdocs.build import result as module

    times = iter([12.0, 15.0, 16.5])
    monkeypatch.setattr(module, "perf_counter", lambda: next(times))
    timer = Timer(last=10.0)
    for stage in ("read", "draw", "read"):
        timer.mark(stage)
    assert (timer.stages, timer.last) == ({"read": 3.5, "draw": 3.0}, 16.5)


# --- inputs


def test_all_that_a_document_looks_at_is_listed_in_order(tmp_path: Path) -> None:
    from jzdocs.build.pipeline import load

    folder = project(tmp_path / "p")
    place = Project(folder, folder / "seeds", folder / "output", "report", ("docx",))
    loaded = load(folder / "seeds" / "a.md", place, None)
    watched = watched_inputs(loaded, place)
    assert len(watched.files) > 3 and list(watched.files) == sorted(set(watched.files))
    assert str(folder / "seeds" / "a.md") in watched.files
    assert len(watched.fonts) > 1 and list(watched.fonts) == sorted(set(watched.fonts))
    assert not set(watched.files) & set(watched.fonts)
    folders = [*loaded.source.template.folders, folder, resource_root()]
    assert watched.folders == tuple(dict.fromkeys(str(path / "fonts") for path in folders))
    assert not set(map(str, fontfile.system_folders())) & set(watched.folders)
    hashes = input_hashes(loaded, folder)
    assert hashes["seeds/a.md"] == sha256((folder / "seeds" / "a.md").read_bytes())
    style = next(name for name in hashes if name.endswith("style.toml"))
    assert hashes[style] == sha256((resource_root() / style.removeprefix("jzdocs/")).read_bytes())


def test_folders_of_the_system_are_watched_where_one_of_its_fonts_is_used(tmp_path: Path) -> None:
    from jzdocs.build.pipeline import load

    folder = project(tmp_path / "p")
    place = Project(folder, folder / "seeds", folder / "output", "report", ("docx",))
    loaded = load(folder / "seeds" / "a.md", place, None)
    role, font = next(iter(loaded.sheet.fonts.items()))
    assert font.file is not None
    elsewhere = replace(font, file=replace(font.file, path=tmp_path / "system" / "a.ttf"))
    sheet = replace(loaded.sheet, fonts={**loaded.sheet.fonts, role: elsewhere})
    watched = watched_inputs(replace(loaded, sheet=sheet), place)
    others = watched_inputs(loaded, place).folders
    assert watched.folders == tuple(dict.fromkeys((*others, *map(str, fontfile.system_folders()))))
    assert str(tmp_path / "system" / "a.ttf") in watched.fonts
