"""Every sentence of the program stands in the catalogue in both languages, and every call gives it what it needs."""

from __future__ import annotations

import ast
import importlib
import re
import string
from collections.abc import Iterator

import pytest
from hypothesis import given, strategies as st

from conftest import ROOT
from jzdocs.codes import CODES
from jzdocs.errors import Location, Report, UsageError
from jzdocs.messages import commands
from jzdocs.messages.catalogue import FAMILIES, Findings, text, wording
from jzdocs.messages.message import Message, message
from jzdocs.messages.texts import TEXTS as OTHER_TEXTS

FINDINGS: Findings = {
    key: pairs
    for module in FAMILIES.values()
    for key, pairs in importlib.import_module(f"jzdocs.messages.{module}").FINDINGS.items()
}
TEXTS = OTHER_TEXTS | commands.TEXTS
CODE = re.compile(r"[SFCRGTXND]\d{3}(\.\w+)?")
TEXT = re.compile(r"[a-z_]+(\.[a-z_0-9]+)+")


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def calls() -> Iterator[tuple[str, str, set[str] | None]]:
    """(place, key, names of the arguments) of every call that names a sentence; None where they are passed on."""
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                names: set[str] | None = {k.arg for k in node.keywords if k.arg}
                if any(k.arg is None for k in node.keywords) or any(isinstance(a, ast.Dict) for a in node.args):
                    names = None
                elif getattr(node.func, "id", "") in ("finding", "text_finding"):
                    names |= {"near"}  # what a rule finds quotes its paragraph
                for argument in node.args[:2]:
                    options = (argument.body, argument.orelse) if isinstance(argument, ast.IfExp) else (argument,)
                    for option in options:
                        if isinstance(option, ast.Constant) and isinstance(option.value, str):
                            yield f"{path.relative_to(ROOT)}:{node.lineno}", option.value, names


def test_every_finding_that_is_reported_has_a_wording_and_its_arguments() -> None:
    found = [(place, key, names) for place, key, names in calls() if CODE.fullmatch(key)]
    assert len(found) > 150
    assert [(place, key) for place, key, _ in found if key not in FINDINGS] == []
    for place, key, names in found:
        needed = set().union(*(fields(s) for pair in FINDINGS[key] for s in pair))
        assert names is None or needed <= names, (place, key, needed - names)


def test_every_text_that_is_used_is_in_the_catalogue() -> None:
    families = {key.partition(".")[0] for key in TEXTS}
    found = [(p, k, n) for p, k, n in calls() if TEXT.fullmatch(k) and k.partition(".")[0] in families]
    assert [(place, key) for place, key, _ in found if key not in TEXTS] == []
    for place, key, names in found:
        needed = set().union(*(fields(s) for s in TEXTS[key]))
        assert names is None or needed <= names, (place, key, needed - names)


def test_no_wording_is_left_over() -> None:
    named = {
        node.value
        for path in (ROOT / "src").rglob("*.py")
        if path.parent.name != "messages"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {key for key in FINDINGS if key not in named} == set()
    assert {key.partition(".")[0] for key in FINDINGS} == set(CODES)


@pytest.mark.parametrize("table", [FINDINGS, {k: ((e, ""), (z, "")) for k, (e, z) in TEXTS.items()}])
def test_both_languages_say_the_same_with_the_same_arguments(table: Findings) -> None:
    for key, (english, chinese) in table.items():
        for one, other in zip(english, chinese, strict=True):
            assert fields(one) == fields(other), key
            assert bool(one) == bool(other), key
        assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"[“\[][^”]*[”\]]|[：:]?\{.*?\}", "", english[0])), key


@given(st.text(min_size=1).filter(lambda s: s.isprintable()))
def test_arguments_come_through_unchanged(name: str) -> None:
    report = Report()
    report.error(Location("a.md", 1, 1), "F003", name=name, hint=message("hint.did_you_mean", name=name))
    (finding,) = report.found
    for language in ("en", "zh"):
        problem, hint = finding.worded(language)
        assert name in problem and name in hint


def test_messages_inside_messages_are_worded_in_the_same_language() -> None:
    outer = Message("reason.cannot_be_added", {"left": message("reason.plain_number"), "right": "%"})
    assert text(outer, "zh") == "无单位的数与%不能相加减"
    assert text(outer, "en") == "a plain number and % cannot be added"


def test_an_unknown_key_or_a_missing_argument_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        wording("F003", {}, "en")
    with pytest.raises(KeyError):
        text(Message("hint.nothing_of_the_kind"), "zh")


def test_an_exception_speaks_english_without_a_terminal() -> None:
    error = UsageError("X043", path="a.md", at=Location("a.md"))
    assert str(error) == "a.md: error[X043]: there is no file a.md; check the name"
    assert str(UsageError("X048")).startswith("error[X048]: --query")
