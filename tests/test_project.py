"""jzdocs.toml: what it may say, and that anything else is an error at its line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import run
from jzdocs.errors import UsageError
from jzdocs.project import find_project


def write(folder: Path, text: str) -> Path:
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "seeds" / "a.md").write_text("---\ntitle: 甲\ntemplate: report\n---\n\n甲。\n", encoding="utf-8")
    (folder / "jzdocs.toml").write_text(text, encoding="utf-8")
    return folder


def test_what_it_says_is_read(tmp_path: Path) -> None:
    project = find_project(write(tmp_path, 'sources = "texts"\noutput = "out/x"\ntemplate = "report"\nto = ["docx"]\n'))
    assert project is not None
    assert (project.sources, project.output) == (tmp_path / "texts", tmp_path / "out" / "x")
    assert (project.template, project.formats) == ("report", ("docx",))
    empty = find_project(write(tmp_path, ""))
    assert empty is not None and empty.formats == ("pdf", "docx") and empty.template == "briefing"
    assert find_project(tmp_path / "seeds") == empty


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ('to = ["html"]', "X044", 1, 7),
        ('# formats\nto = [\n  "pdf",\n  "html",\n]', "X044", 4, 3),
        ("to = [1]", "X021", 1, 1),
        ("to = []", "X021", 1, 1),
        ('to = "pdf"', "X021", 1, 1),
        ('\n  template = ""', "X021", 2, 3),
        ("template = 3", "X021", 1, 1),
        ('sources = ""', "X021", 1, 1),
        ("output = ['a']", "X021", 1, 1),
        ('sources = "seeds"\nsorces = "x"', "X021", 2, 1),
        ('to = ["pdf"]\n"template" = ""', "X021", 2, 1),
        ('to = ["pdf"]\n[template]\nname = "x"', "X021", 2, 1),
        ('\noutput = "../x"', "X022", 2, 1),
        ('sources = "seeds"\ntemplate =', "X020", 2, 11),
        ('to = ["pdf"]\nto = ["pdf"]\n', "X020", 2, 13),
        ("to = [\n", "X020", 1, 7),
    ],
)
def test_what_is_wrong_is_an_error_at_its_place(tmp_path: Path, text: str, code: str, line: int, column: int) -> None:
    write(tmp_path, text)
    with pytest.raises(UsageError) as raised:
        find_project(tmp_path)
    at = raised.value.diagnostic.location
    assert (raised.value.diagnostic.code, at.path) == (code, str(tmp_path / "jzdocs.toml"))
    assert (at.line, at.column) == (line, column)
    for language in ("en", "zh"):
        assert all(raised.value.diagnostic.worded(language))  # type: ignore[arg-type]


def test_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "jzdocs.toml").write_bytes('template = "简报"'.encode("gb18030"))
    with pytest.raises(UsageError, match="not UTF-8"):
        find_project(tmp_path)


@pytest.mark.parametrize("text", ['to = ["html"]', "to = []", 'template = ""'])
def test_a_build_writes_nothing_then(tmp_path: Path, text: str) -> None:
    done = run("build", cwd=write(tmp_path, text))
    assert done.returncode == 2 and "jzdocs.toml:1:" in done.stderr and not (tmp_path / "output").exists()
