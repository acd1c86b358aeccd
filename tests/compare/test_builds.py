"""What changed between two builds: figures with difference and rate, sentences, numbers of charts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builds import CHANGED, SOURCE, build
from command import run
from jzdocs.compare.builds import difference
from jzdocs.errors import UsageError


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("diff")
    return build(folder / "old", SOURCE), build(folder / "new", CHANGED)


@pytest.mark.parametrize("name", ["", "a.docx", "a.pdf", "a.facts.json"])
def test_figures_of_folders_and_files(builds: tuple[Path, Path], name: str) -> None:
    found = difference(*(b / name for b in builds))
    assert [(f.id, f.before, f.after, f.difference, f.rate) for f in found.figures] == [
        ("rate", "24.6%", "38.2%", "+13.6个百分点", ""),
        ("money", "1.2亿元", "1.5亿元", "+0.3亿元", "+25.0%"),
        ("new", "", "3处", "", ""),
        ("count", "约12个", "", "", ""),
    ]
    assert found.figures[0].place == "a.md:8" and found.figures[0].pages == ("1",)


def test_sentences_and_charts(builds: tuple[Path, Path]) -> None:
    found = difference(*builds)
    assert [(t.before[:8], t.after[:8], t.place) for t in found.texts] == [
        ("再生水利用率为2", "再生水利用率为3", "a.md:8"),
        ("要删的一段。", "", "a.md:12"),
    ]
    assert [(c.figure, c.name, c.before, c.after) for c in found.charts] == [
        ("图1\u3000投入（亿元）", "本市 亿元", "1.2", "1.5")
    ]


def test_the_same_build_differs_in_nothing(builds: tuple[Path, Path]) -> None:
    found = difference(builds[0], builds[0])
    assert not (found.figures or found.texts or found.charts or found.added or found.removed)


def test_documents_that_came_and_went(builds: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "b.facts.json").write_text('{"facts": []}', encoding="utf-8")
    found = difference(builds[0], tmp_path)
    assert (list(found.added), list(found.removed)) == (["b"], ["a"])


def test_a_changed_sentence_is_named_by_its_new_place(tmp_path: Path) -> None:
    old = build(tmp_path / "old", SOURCE)
    new = build(tmp_path / "new", SOURCE.replace("不变的一段。", "插在前面的一段。\n\n改了的一段。"))
    changes = difference(old, new).texts
    assert [(c.before, c.after, c.place) for c in changes] == [
        ("不变的一段。", "插在前面的一段。", "a.md:10"),
        ("", "改了的一段。", "a.md:12"),
    ]
    moved = build(tmp_path / "moved", SOURCE.replace("# 章\n", "# 章\n\n一句。").replace("不变的一段", "变了的一段"))
    assert [c.place for c in difference(old, moved).texts] == ["a.md:8", "a.md:11"]


def test_what_was_nought_has_no_rate(tmp_path: Path) -> None:
    for name, text, number in (("old", "0个", "0"), ("new", "3个", "3")):
        (tmp_path / name).mkdir()
        source = {"path": "a.md", "line": 1, "column": 1}
        record = {"id": "n", "text": text, "value": number, "unit": "个", "source": source}
        (tmp_path / name / "a.facts.json").write_text(json.dumps({"facts": [record]}), encoding="utf-8")
    (change,) = difference(tmp_path / "old", tmp_path / "new").figures
    assert (change.difference, change.rate) == ("+3个", "")


@pytest.mark.parametrize("name", ["nothing", "empty", "x.txt"])
def test_what_cannot_be_compared_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "x.txt").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError):
        difference(tmp_path / name, tmp_path / name)


def test_the_command(builds: tuple[Path, Path], tmp_path: Path) -> None:
    text = run("diff", *map(str, builds), cwd=tmp_path)
    assert text.returncode == 0 and "a.md:8: rate  24.6% → 38.2%  (+13.6个百分点)  p. 1" in text.stdout
    record = json.loads(run("diff", *map(str, builds), "--format", "json", cwd=tmp_path).stdout)
    assert record["figures"][1]["rate"] == "+25.0%"
    markdown = run("diff", *map(str, builds), "--format", "markdown", cwd=tmp_path).stdout
    assert "| `money` | 1.2亿元 | 1.5亿元 | +0.3亿元 | +25.0% | a.md:8 |" in markdown and "```diff" in markdown
    assert run("diff", str(builds[0]), str(builds[0]), cwd=tmp_path).stdout == "nothing changed\n"


def test_builds_of_plain_texts_are_compared_too(tmp_path: Path) -> None:
    for name, figure in (("old", "12"), ("new", "15")):
        (tmp_path / "talk.txt").write_text(
            f"标题\n\n正文第一段，有{figure}个项目。\n\n正文第二段。\n", encoding="utf-8"
        )
        assert run("build", "talk.txt", "--out", name, cwd=tmp_path).returncode == 0
    done = run("diff", "old", "new", "--out", "x.html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "x.html").read_text(encoding="utf-8").count("<i style=") >= 2
    assert run("diff", "old", "new", "--out", "x.html", cwd=tmp_path).returncode == 0  # a page of ours is replaced
    (tmp_path / "mine.html").write_text("<p>mine</p>", encoding="utf-8")
    done = run("diff", "old", "new", "--out", "mine.html", cwd=tmp_path)
    assert done.returncode == 2 and "error[X130]" in done.stderr
    assert (tmp_path / "mine.html").read_text(encoding="utf-8") == "<p>mine</p>"
