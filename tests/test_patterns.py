"""The table of compiled patterns: nothing is compiled twice, and nothing in it is believed."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from jzdocs import patterns

SOURCES = Path(patterns.__file__).parent
# what stands below the table, and compiles what it needs by itself
BELOW = {"settings.py", "errors.py", "limits.py", "files.py", "file_names.py", "bounded.py", "link_addresses.py"}
BELOW |= {"pdf_bounds.py", "user_secret.py", "workers.py", "resources.py", "units.py", "patterns.py"}


def in_a_process(script: str, cache: Path, **env: str) -> str:
    """Run a script with a cache of its own, and return what it prints."""
    surroundings = {name: value for name, value in os.environ.items() if name != "JZDOCS_CACHE_KEY"}
    surroundings |= {"JZDOCS_CACHE": str(cache), "PYTHONPATH": str(SOURCES.parent)} | env
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=surroundings, check=True)
    return done.stdout


COUNT = """
import json
from re import _compiler
from jzdocs import patterns
compile_one, compiled = _compiler._code, []
def counted(*arguments):
    compiled.append(arguments)
    return compile_one(*arguments)
_compiler._code = counted
import jzdocs.build.pipeline
patterns.save()
print(json.dumps([len(compiled), len(patterns._table.used)]))
"""


def test_a_second_process_compiles_none_of_what_the_first_compiled(tmp_path: Path) -> None:
    """Those of other libraries, and the first few, are all that is left."""
    first, patterns_first = json.loads(in_a_process(COUNT, tmp_path))
    second, patterns_second = json.loads(in_a_process(COUNT, tmp_path))
    assert patterns_first == patterns_second > 1000
    assert first > 1000
    assert second < 250


EQUAL = """
from jzdocs import patterns
calls, compiled = [], patterns.compiled
def recorded(pattern, flags=0):
    calls.append((pattern, flags, compiled(pattern, flags)))
    return calls[-1][2]
patterns.compiled = recorded
import jzdocs.build.pipeline, jzdocs.pull.pull, jzdocs.rules.judge
import re
print(len(calls), [p for p, flags, made in calls if re.compile(p, flags) != made])
"""


def test_every_pattern_is_the_one_that_python_makes(tmp_path: Path) -> None:
    """Python compares flags and programs of patterns, too."""
    for _ in range(2):
        in_a_process(COUNT, tmp_path)
        number, different = in_a_process(EQUAL, tmp_path).split(" ", 1)
        assert int(number) > 1000
        assert different == "[]\n"


MATCH = """
from jzdocs import patterns
import jzdocs.build.pipeline
print(len(patterns._table.stored), patterns.compiled(r"(?P<a>[一二]+)b").search("x一二b")["a"])
"""


@pytest.mark.parametrize("damage", ["truncated", "changed", "of another user", "a link", "empty"])
def test_a_table_that_is_not_sealed_by_the_user_is_not_read(tmp_path: Path, damage: str) -> None:
    """The patterns are compiled as ever."""
    cache, config = tmp_path / "cache", tmp_path / "config"
    in_a_process(COUNT, cache, XDG_CONFIG_HOME=str(config))
    (table,) = cache.glob("patterns-*")
    assert int(in_a_process(MATCH, cache, XDG_CONFIG_HOME=str(config)).split()[0]) > 1000
    data = table.read_bytes()
    match damage:
        case "truncated":
            table.write_bytes(data[: len(data) // 2])
        case "changed":
            table.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
        case "empty":
            table.write_bytes(b"")
        case "a link":
            table.rename(cache / "elsewhere")
            table.symlink_to(cache / "elsewhere")
        case _:
            config = tmp_path / "other"
    assert in_a_process(MATCH, cache, XDG_CONFIG_HOME=str(config)).split() == ["0", "一二"]


def test_without_a_cache_nothing_is_written(tmp_path: Path) -> None:
    """No folder, no table, the same patterns."""
    used = json.loads(in_a_process(COUNT, Path(), JZDOCS_CACHE="", HOME=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path)))
    assert used[1] > 1000
    assert not [path for path in tmp_path.rglob("*") if "patterns" in path.name]


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    """A file stands where the folder should be made."""
    (tmp_path / "file").write_text("")
    assert json.loads(in_a_process(COUNT, tmp_path / "file" / "below"))[1] > 1000


def test_a_wrong_pattern_is_an_error_of_python() -> None:
    """As if it had been compiled there."""
    with pytest.raises(re.error):
        for number in range(50):
            patterns.compiled(f"({number}")


def test_patterns_of_modules_are_compiled_by_the_table() -> None:
    """So that a new one does not slow every command down."""
    loose = []
    for path in SOURCES.rglob("*.py"):
        if path.relative_to(SOURCES).parts[0] in ("messages", "codes") or path.name in BELOW:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {id(n) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef | ast.Lambda) for n in ast.walk(f)}
        loose += [f"{path.name}:{node.lineno}" for node in ast.walk(tree) if id(node) not in inside and _compiles(node)]
    assert loose == []


def _compiles(node: ast.AST) -> bool:
    """Whether a node is a call of re.compile for text."""
    is_call = isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
    first = node.args[0] if isinstance(node, ast.Call) and node.args else None
    return is_call and not (isinstance(first, ast.Constant) and isinstance(first.value, bytes))
