"""What was made before is used again, and only when nothing that it is made from has changed: the bytes are those of
a build from nothing."""

from __future__ import annotations

import os
import random
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from command import run
from conftest import ROOT
from jzdocs.build.batch import BuildTask, RunOptions, build_all
from jzdocs.build.incremental import program_version
from jzdocs.build.result import BuildResult
from jzdocs.cache.store import Store
from jzdocs.frames import HEADER
from jzdocs.layout.line_cache import LineCache
from jzdocs.layout.measure import Span
from jzdocs.messages.catalogue import text
from jzdocs.project import Project, lone
from jzdocs.style import faces, fontfile
from jzdocs.style.stylesheet import Stylesheet
from projects import TEXT, picture, project, replaced, settle


def build(folder: Path, store: Store, **more: object) -> BuildResult:
    made = Project(folder, folder / "seeds", folder / "output", "report", ("pdf", "docx"))
    plan = RunOptions(formats=("pdf", "docx"), cache=store.folder)
    settle()
    (built,) = build_all([BuildTask(folder / "seeds" / "a.md", made, plan)], 1, store)
    assert not built.report.errors, list(map(str, built.report))
    return built


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store", version=program_version())


def recalled(built: BuildResult) -> bool:
    return explained(built) == "nothing that it is made from has changed"


def explained(built: BuildResult) -> str:
    return "; ".join(text(part, "en") for part in built.explanation)


def test_nothing_is_made_twice(tmp_path: Path, store: Store) -> None:
    folder = project(tmp_path / "p")
    first, second = build(folder, store), build(folder, store)
    assert not recalled(first) and recalled(second)
    assert second.files == first.files and second.entry() == first.entry()
    assert list(second.report) == list(first.report) and second.watched == first.watched


def template(folder: Path) -> None:
    (folder / "templates" / "report").mkdir(parents=True)
    (folder / "templates" / "report" / "style.toml").write_text(
        (ROOT / "templates/report/style.toml").read_text("utf-8"), "utf-8"
    )


CHANGES = {
    "the text": lambda f: replaced(f / "seeds/a.md", "投入", "共投入"),
    "a figure": lambda f: replaced(f / "seeds/a.md", "98%", "97%"),
    "a picture": lambda f: picture(f / "p.png", "blue"),
    "a template of the project's own, where there was none": template,
    "a font of the project's own, where there was none": lambda f: (
        (f / "fonts").mkdir(),
        shutil.copy(ROOT / "fonts/NotoSansSC-Regular.ttf", f / "fonts/NotoSerifSC-Regular.ttf"),
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changes_is_seen(tmp_path: Path, store: Store, what: str) -> None:
    folder = project(tmp_path / "p")
    before = build(folder, store)
    CHANGES[what](folder)
    after = build(folder, store)
    assert not recalled(after)
    assert after.files == build(folder, Store(None)).files
    if "template" not in what:  # the same stylesheet at another place
        assert after.files != before.files


def test_surroundings_count(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = project(tmp_path / "p")
    before = build(folder, store)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    after = build(folder, store)
    assert not recalled(after) and after.files["a.pdf"] != before.files["a.pdf"]


def test_going_back_finds_what_was_made(tmp_path: Path, store: Store) -> None:
    folder = project(tmp_path / "p")
    first = build(folder, store)
    replaced(folder / "seeds/a.md", "投入", "共投入")
    build(folder, store)
    replaced(folder / "seeds/a.md", "共投入", "投入")
    again = build(folder, store)
    assert recalled(again) and again.files == first.files


def test_charts_that_have_not_changed_are_not_drawn(tmp_path: Path, store: Store) -> None:
    folder = project(tmp_path / "p")
    assert explained(build(folder, store)) == "2 of 2 charts drawn; 8 of 8 paragraphs set"
    replaced(folder / "seeds/a.md", "投入", "共投入")
    assert explained(build(folder, store)) == "seeds/a.md changed; 0 of 2 charts drawn; 1 of 8 paragraphs set"
    replaced(folder / "seeds/a.md", "title: 供水普及率\nunit", "title: 普及率\nunit")
    assert (
        explained(build(folder, store)) == "seeds/a.md changed; 0 of 2 charts drawn; 1 of 8 paragraphs set"
    )  # a caption is no part of the drawing
    replaced(folder / "seeds/a.md", "普及率: [from", "率: [from")
    assert explained(build(folder, store)) == "seeds/a.md changed; 1 of 2 charts drawn; 0 of 8 paragraphs set"


def test_a_file_that_changes_during_the_build_is_not_taken_for_what_was_read(tmp_path: Path, store: Store) -> None:
    folder = project(tmp_path / "p")
    build(folder, store)
    os.utime(folder / "seeds/a.md", (time.time() + 5,) * 2)  # as if saved while it was built
    replaced(folder / "jzdocs.toml", "output = ", "output  = ")
    store_size = len(list(store.folder.iterdir()))  # type: ignore[union-attr]
    (folder / "seeds/a.md").write_text(TEXT + "\n尾。\n", "utf-8")
    os.utime(folder / "seeds/a.md", (time.time() + 5,) * 2)
    built = build(folder, store)
    assert not recalled(built) and not recalled(build(folder, store))
    assert len(list(store.folder.iterdir())) == store_size  # type: ignore[union-attr]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_after_any_edits_the_bytes_are_those_of_a_build_from_nothing(tmp_path: Path, store: Store, seed: int) -> None:
    folder = project(tmp_path / "p")
    chance = random.Random(seed)
    path = folder / "seeds/a.md"
    for _ in range(2):
        text = path.read_text(encoding="utf-8")
        match chance.randrange(4):
            case 0:
                text = text.replace("提高到", chance.choice(["升至", "提高到", "增至"]))
            case 1:
                text = text.replace("普及率:", f"率{chance.randrange(9)}:")
            case 2:
                text += f"\n又一段，有{chance.randrange(100)}个项目。\n"
            case _:
                text = text.replace("[2亿元]", f"[{chance.randrange(2, 9)}亿元]")
        path.write_text(text, encoding="utf-8")
        assert build(folder, store).files == build(folder, Store(None)).files


@pytest.mark.parametrize("damage", ["cut", "garbled", "gone", "all gone"])
def test_a_damaged_store_is_not_believed(tmp_path: Path, store: Store, damage: str) -> None:
    folder = project(tmp_path / "p")
    first = build(folder, store)
    chance = random.Random(damage)
    assert store.folder is not None
    for path in list(store.folder.iterdir()):
        data = path.read_bytes()
        if damage == "cut":
            path.write_bytes(data[: chance.randrange(len(data))])
        elif damage == "garbled":
            path.write_bytes(bytes(b ^ (chance.random() < 0.01) for b in data))
        elif damage == "all gone" or chance.random() < 0.5:
            path.unlink()
    assert build(folder, store).files == first.files
    assert recalled(build(folder, store))


def test_well_formed_nonsense_is_not_believed(tmp_path: Path, store: Store) -> None:
    folder = project(tmp_path / "p")
    first = build(folder, store)
    assert store.folder is not None
    for path in list(store.folder.iterdir()):
        kind, _, key = path.name.partition("-")
        if kind != "file":
            store.put(kind, key, b"\x93\x01\x02\x03")
    replaced(folder / "seeds/a.md", "投入", "共投入")
    assert build(folder, store).files == build(folder, Store(None)).files
    replaced(folder / "seeds/a.md", "共投入", "投入")
    assert build(folder, store).files == first.files


def test_another_folder_on_another_machine_finds_it(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = project(tmp_path / "one" / "p"), project(tmp_path / "two" / "q")
    monkeypatch.chdir(one)
    first = build(one, store)
    monkeypatch.chdir(two)
    second = build(two, store)
    assert recalled(second) and second.files == first.files


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    settle()
    cache = str(tmp_path / "cache")
    told = [
        run("build", "--explain", *more, cwd=folder, JZDOCS_CACHE=cache).stderr for more in ((), (), ("--no-cache",))
    ]
    assert told == [
        "a: 2 of 2 charts drawn; 8 of 8 paragraphs set\n",
        "a: nothing that it is made from has changed\n",
        "a: 2 of 2 charts drawn\n",
    ]
    before = {p.name: p.stat().st_mtime_ns for p in (folder / "output").iterdir()}
    (folder / "output" / "a.pdf").unlink()
    (folder / "output" / "a.docx").write_bytes(b"edited")
    assert run("build", cwd=folder, JZDOCS_CACHE=cache).returncode == 0
    after = {p.name: p.stat().st_mtime_ns for p in (folder / "output").iterdir()}
    assert sorted(before) == sorted(after)
    assert {name for name in before if before[name] != after[name]} == {
        "a.pdf",
        "a.docx",
    }  # what is right is left alone
    assert run("build", "--check", cwd=folder, JZDOCS_CACHE=cache).returncode == 0


def test_messages_in_the_word_file_are_in_the_language_of_its_reader(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT.replace("[from, to]", "[96, 98]").replace("![图](p.png)", ""), encoding="utf-8")
    settle()
    found = []
    for language in ("C.UTF-8", "zh_CN.UTF-8"):
        run(
            "build",
            "a.md",
            "--comments",
            "--out",
            language,
            cwd=tmp_path,
            JZDOCS_CACHE=str(tmp_path / "c"),
            LANG=language,
        )
        found.append((tmp_path / language / "a.docx").read_bytes())
    assert found[0] != found[1]  # the chart's own numbers are told of


def test_lone_documents_do_without_a_cache(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: 好\ntemplate: report\n---\n\n甲。\n", encoding="utf-8")
    (built,) = build_all([BuildTask(tmp_path / "a.md", lone(tmp_path / "a.md"), RunOptions())], 1, Store(None))
    assert set(built.files) == {"a.pdf", "a.docx", "a.facts.json"}


def test_another_process_makes_the_same_word_file(tmp_path: Path) -> None:
    folder, cache = project(tmp_path / "p"), {"JZDOCS_CACHE": str(tmp_path / "cache")}
    replaced(folder / "seeds/a.md", "[from, to]", "[96, to]")  # something to say in a comment
    settle()
    ask = ("build", "--comments", "--embed-fonts", "used")
    run(*ask, cwd=folder, **cache)
    replaced(folder / "seeds/a.md", "投入", "共投入")
    settle()
    told = run(*ask, "--explain", cwd=folder, **cache).stderr
    assert "seeds/a.md changed; 0 of 2 charts drawn" in told
    quick = {p.name: p.read_bytes() for p in (folder / "output").iterdir()}
    run(*ask, "--no-cache", cwd=folder, **cache)
    assert {p.name: p.read_bytes() for p in (folder / "output").iterdir()} == quick


def test_another_font_under_the_same_name_is_seen(tmp_path: Path, store: Store) -> None:
    folder = project(tmp_path / "p")
    replaced(folder / "seeds/a.md", "投入", "**共计Total**投入")
    (folder / "fonts").mkdir()
    own = folder / "fonts" / "NotoSansSC-Bold.ttf"
    shutil.copy(ROOT / "fonts/NotoSansSC-Bold.ttf", own)
    build(folder, store)
    shutil.copy(ROOT / "fonts/LXGWWenKai-Regular.ttf", own)
    fontfile.forget()
    faces.forget()
    assert build(folder, store).files == build(folder, Store(None)).files


def test_lines_of_an_artifact_are_not_those_of_the_text(sheet: Stylesheet) -> None:
    spans, style, measures = [Span("甲", "song", 12, "000000")], sheet.body, (1, 2, 3)
    body, other, artifact = (LineCache.key(spans, style, measures, tag)[0] for tag in (4, 7, HEADER))
    assert body == other != artifact


def test_system_fonts_are_watched_only_where_one_is_used(tmp_path: Path, store: Store) -> None:
    watched = build(project(tmp_path / "p"), store).watched
    assert not {str(folder) for folder in fontfile.system_folders()} & set(watched.folders)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_store_is_bounded_for_many_too(tmp_path: Path, jobs: str) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    for number in range(3):
        (cache / f"old-{number}").write_bytes(bytes(900_000))
        os.utime(cache / f"old-{number}", (1, 1))
    for name in "ab":
        (tmp_path / f"{name}.md").write_text("---\ntitle: 好\ntemplate: report\n---\n\n甲。\n", encoding="utf-8")
    settle()
    run("build", "a.md", "b.md", "--jobs", jobs, cwd=tmp_path, JZDOCS_CACHE=str(cache), JZDOCS_CACHE_SIZE="1")
    assert sum(p.stat().st_size for p in cache.iterdir()) <= 1024 * 1024
