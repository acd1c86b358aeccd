"""The mutation script: it plants faults, kills those that a test notices, and reports the others."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from mutants import __main__ as script
from mutants.operators import Mutant, compiles, mutants

TOY = """\
def clamp(value, low, high):
    return max(low, min(value, high))


def size(items):
    total = 0
    for item in items:
        total += item
    return total


def grow(by):
    import subprocess, sys
    return int(subprocess.run([sys.executable, "-m", "toy.child", str(by)], capture_output=True, text=True).stdout)
"""
CHILD = """\
import sys

print(int(sys.argv[1]) * 2)
"""
# `clamp` is tested in full, `size` is run and not looked at, `grow` is seen through a process of its own
TESTS = """\
import pytest
from toy import code


@pytest.fixture(scope="module")
def shared():
    return code.size([1, 2])


def test_clamp():
    assert [code.clamp(v, 0, 9) for v in (-1, 0, 4, 9, 10)] == [0, 0, 4, 9, 9]


def test_size(shared):
    assert shared is not None


def test_grow():
    assert code.grow(4) == 8
"""


def changes(source: str) -> set[str]:
    data = source.encode()
    return {m.applied(data).decode() for m in mutants("x.py", data) if compiles(m, data)}


@pytest.mark.parametrize(
    "source, fault",
    [
        ("a = b < c", "a = b <= c"),
        ("a = 宽 >= (高)", "a = 宽 > (高)"),
        ("a = b is not None", "a = b is None"),
        ("a = b and c", "a = b or c"),
        ("a = not b", "a = b"),
        ("a = b - c", "a = b + c"),
        ("a = 7", "a = 8"),
        ("a = 7", "a = 6"),
        ("a = True", "a = False"),
        ("a = min(b, c)", "a = max(b, c)"),
        ("a = f(b, c)", "a = f(c, b)"),
        ("a = f(b, c=d)", "a = f(b, )"),
        ("a = f(b=c, d=e)", "a = f(d=e)"),
        ("a = f(b=(c), d=(e))", "a = f(b=(c), )"),
        ("a = b[1:]", "a = b[:]"),
        ("a = b[:-1]", "a = b[:]"),
        ("f(a)", "pass"),
        ("a.b = c", "pass"),
        ("a += 1", "pass"),
        ("a = b if c else d", "a = b if not (c) else d"),
        ("if a:\n    b = c", "if not (a):\n    b = c"),
        ("while a:\n    break", "while a:\n    pass"),
        ("raise a", "pass"),
        ("a = b.startswith(c)", "a = b.endswith(c)"),
        ("a = sorted(b)", "a = list(b)"),
    ],
)
def test_faults(source: str, fault: str) -> None:
    assert fault in changes(source)


@pytest.mark.parametrize(
    "source",
    ["a: Literal[1]", "assert a == 1", "a = '1'", "a = b + '.'", "def f(a: Literal[1]):\n    '''1'''", "import a"],
)
def test_no_fault_where_none_would_show(source: str) -> None:
    assert changes(source) == set()


def test_a_fault_knows_its_statement_and_its_line() -> None:
    source = b"def f(a):\n    return g(\n        a,\n        \xe4\xb8\x80=1,\n    )\n"
    (constant,) = [m for m in mutants("x.py", source) if m.kind == "constant" and m.text == "2"]
    assert constant.lines == (2, 5) and constant.line(source) == 4 and constant.in_function
    assert constant.changed_lines(source) == ("        一=1,", "        一=2,")


def fault(file: str, kind: str, start: int) -> Mutant:
    return Mutant(file, kind, start, start + 1, "x", (1, 1), True)


def test_the_sample_is_even_over_folders_and_kinds() -> None:
    many = [fault("layout/a.py", "constant", i) for i in range(500)]
    few = [fault("layout/a.py", "not", i) for i in range(5)] + [fault("pdf/a.py", "slice", i) for i in range(5)]
    chosen = script.choose(many + few, 10, seed=3)
    assert chosen == script.choose(many + few, 10, seed=3) != script.choose(many + few, 10, seed=4)
    assert sum(m.file == "pdf/a.py" for m in chosen) == 5
    assert 2 <= sum(m.kind == "not" for m in chosen) <= 3
    assert len(script.choose(many + few, 1000, seed=3)) == 510


def toy(folder: Path) -> Path:
    for name, text in {
        "src/toy/__init__.py": "",
        "src/toy/code.py": TOY,
        "src/toy/child.py": CHILD,
        "tests/test_toy.py": TESTS,
        "pyproject.toml": "[tool.pytest.ini_options]\ntestpaths = ['tests']\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(project: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mutants", "--project", project, "--package", "src/toy", "--sample", "100", *more],
        env={**os.environ, "PYTHONPATH": str(ROOT / "tools")},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def test_a_toy(tmp_path: Path) -> None:
    project = toy(tmp_path)
    before = {path: path.read_bytes() for path in (project / "src").rglob("*.py")}
    clamp = [m for m in mutants("code.py", TOY.encode()) if m.lines == (2, 2)]
    done = run(project, "code", "child", "--processes", "2")
    assert done.returncode == 1, done.stdout + done.stderr
    # all faults of `clamp` are noticed, by its test alone
    assert done.stdout.count("code.py:2 ") == len(clamp) >= 2
    assert done.stdout.count(": killed by tests/test_toy.py::test_clamp") == len(clamp)
    # what runs in another process is seen, and belongs to the test that starts it
    assert "child.py:3 (arithmetic): killed by tests/test_toy.py::test_grow" in done.stdout
    # a shared fixture's lines belong to the test that uses it, which does not look
    assert "src/toy/code.py:8: statement; 1 tests run the line and pass\n@@ -7,3 +7,3 @@\n" in done.stdout
    assert "-        total += item\n+        pass\n" in done.stdout
    assert {path: path.read_bytes() for path in (project / "src").rglob("*.py")} == before
    # the map is kept: the second run does not record anew
    again = run(project, "code", "child", "--sample", "2", "--threshold", "0")
    assert "recording" in done.stdout and "recording" not in again.stdout and again.returncode == 0
