"""Templates end, whatever they do, with the line of the template; they read nothing outside; deep YAML and TOML is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdocs.build.pipeline import check
from jzdocs.errors import DocumentError, JzdocsError, UsageError
from jzdocs.project import find_project, project_of

HEAD = "---\ntitle: 题目\ntemplate: report\n---\n\n"
SMALL = "[limits]\ntemplate_seconds = 1\ntemplate_memory = 64\ntemplate_characters = 1000\ntemplate_lines = 200\n"


def refused(folder: Path, text: str, name: str = "a.md.j2", config: str = SMALL) -> JzdocsError:
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "jzdocs.toml").write_text(config, encoding="utf-8")
    (folder / "seeds" / name).write_text(text, encoding="utf-8")
    with pytest.raises(JzdocsError) as caught:
        check(folder / "seeds" / name, project_of(folder / "seeds" / name))
    return caught.value


@pytest.mark.parametrize(
    ("bomb", "variant"),
    [
        ("{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}", "time"),
        (
            "{% set l = namespace(x=[]) %}{% for i in range(60) %}{% set l.x = [l.x, l.x] %}{% endfor %}{{ l.x == [] }}"
            "{{ l.x | string | length }}",
            None,
        ),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "deep"),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", None),
        ("{% for i in range(2000) %}字{% endfor %}", "characters"),
        ("{{ ('a ' * 300) | wordwrap(1) }}", "lines"),
    ],
)
def test_bombs_end_with_their_line(tmp_path: Path, bomb: str, variant: str | None) -> None:
    error = refused(tmp_path, HEAD + bomb)
    assert isinstance(error, DocumentError)
    assert error.diagnostic.code == "X111" and error.diagnostic.location.line == (6 if len(bomb) < 1000 else 1)
    assert variant is None or error.diagnostic.variant == variant


def test_a_template_that_a_busy_machine_keeps_waiting_ends_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jzdocs.bounded._WALL", 0)  # the clock runs out before the processor time does
    bomb = "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}"
    error = refused(tmp_path, HEAD + bomb, config="[limits]\ntemplate_seconds = 60\n")
    assert error.diagnostic.variant == "time" and error.diagnostic.location.line == 6


def test_nothing_beside_a_source_is_included(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "p.md").write_text("秘密", encoding="utf-8")
    for name in ("p.md", "seeds/p.md", "../seeds/p.md", "/etc/passwd", "etc/passwd"):
        error = refused(tmp_path, HEAD + f'{{% include "{name}" %}}')
        assert error.diagnostic.code == "S044" and error.diagnostic.location.line == 6


@pytest.mark.parametrize("name", ["../evil", "..", "/etc", "//host/share/x"])
def test_a_template_outside_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (tmp_path / "evil").mkdir()
    (tmp_path / "evil" / "style.toml").write_text('extends = "report"', encoding="utf-8")
    error = refused(folder, f"---\ntitle: 题\ntemplate: {name}\n---\n\n文。\n", "a.md")
    assert error.diagnostic.code == "X112" and error.diagnostic.location.line == 3


def test_deep_front_matter_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\na: " + "[" * 200_000 + "\n---\n文。\n", encoding="utf-8")
    with pytest.raises(DocumentError) as failure:
        check(path, project_of(path))
    assert failure.value.diagnostic.code == "X115" and failure.value.diagnostic.location.line == 2
    path.write_text("---\na: " + "[" * 500 + "]" * 500 + "\n---\n文。\n", encoding="utf-8")
    assert [finding.location.line for finding in check(path, project_of(path)) if finding.code == "S012"] == [2]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("template_seconds = 0", "X110"),
        ("templates = 3", "X110"),
        ("x = " + "[" * 100, "X114"),
        ("digits = " + "9" * 5000, "X114"),
    ],
)
def test_wrong_limits_are_told_at_their_line(tmp_path: Path, line: str, key: str) -> None:
    (tmp_path / "jzdocs.toml").write_text(f"[limits]\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        find_project(tmp_path)
    assert caught.value.diagnostic.code == key and caught.value.diagnostic.location.line == 2
