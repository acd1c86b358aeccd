"""Verdicts about paragraphs from earlier builds: the same findings, and only new paragraphs are judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdocs.cache.store import Store
from jzdocs.checks import judged
from jzdocs.checks.judged import JudgedTexts

RIGHT = "全年完成投资30亿元，其中一季度12亿元、二季度18亿元。"
WRONG = "全市接待游客由120万人次增加到150万人次，增加40万人次。"


@pytest.fixture
def judgements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are judged, in their order."""
    texts: list[str] = []
    judge = judged.findings
    monkeypatch.setattr(judged, "findings", lambda text: texts.append(text) or judge(text))
    return texts


def test_what_was_judged_is_not_judged_again(tmp_path: Path, judgements: list[str]) -> None:
    """The findings are the same to the letter."""
    first = JudgedTexts(Store(tmp_path), "a")
    before = [first.verdicts(text) for text in (RIGHT, WRONG)]
    first.save()
    second = JudgedTexts(Store(tmp_path), "a")
    assert [second.verdicts(text) for text in (RIGHT, WRONG)] == before
    assert judgements == [RIGHT, WRONG]
    assert [verdict.stated for verdict in before[1]] == ["40万人次"]
    assert before[0] == ()


def test_a_changed_paragraph_is_judged(tmp_path: Path, judgements: list[str]) -> None:
    """A digit is enough."""
    first = JudgedTexts(Store(tmp_path), "a")
    first.verdicts(WRONG)
    first.save()
    second = JudgedTexts(Store(tmp_path), "a")
    assert second.verdicts(WRONG.replace("40", "30")) == ()
    assert len(judgements) == 2


@pytest.mark.parametrize("other", ["b", "version"])
def test_another_document_or_program_judges_anew(tmp_path: Path, judgements: list[str], other: str) -> None:
    """Verdicts of one version of the checks say nothing about another."""
    first = JudgedTexts(Store(tmp_path), "a")
    first.verdicts(WRONG)
    first.save()
    store = Store(tmp_path, version="2") if other == "version" else Store(tmp_path)
    JudgedTexts(store, "a" if other == "version" else "b").verdicts(WRONG)
    assert len(judgements) == 2


def test_a_damaged_entry_is_dropped(tmp_path: Path, judgements: list[str]) -> None:
    """And counted."""
    store = Store(tmp_path)
    first = JudgedTexts(store, "a")
    first.verdicts(WRONG)
    first.save()
    store.put("judged", first._key, b"\x93\x01")
    assert JudgedTexts(store, "a").verdicts(WRONG)
    assert store.damaged["judged"] == 1
    assert len(judgements) == 2


def test_paragraphs_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    """The entry does not grow with the years."""
    first = JudgedTexts(Store(tmp_path), "a")
    for number in range(40):
        first.verdicts(f"共有{number}家。")
    first.save()
    second = JudgedTexts(Store(tmp_path), "a")
    second.verdicts("共有1家。")
    second.save()
    assert len(JudgedTexts(Store(tmp_path), "a")._stored) == 1
