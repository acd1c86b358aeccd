"""Thirty questions of a new user, each with the page that answers it: the page has the words, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from docsite.assemble import _MAKERS, _own_page
from docsite.nav import PAGES

_HERE = Path(__file__).parent
_CACHE: dict[tuple[str, str], str] = {}


def questions() -> Iterator[tuple[str, str, str, str]]:
    for line in (_HERE / "questions.md").read_text(encoding="utf-8").splitlines()[6:]:
        question, page, chinese, english = (cell.strip() for cell in line.strip("|").split("|"))
        yield question, page, chinese, english


def page_text(name: str, language: str) -> str:
    if (name, language) not in _CACHE:
        _CACHE[name, language] = _MAKERS[name](language) if name in _MAKERS else _own_page(name, language)  # type: ignore[arg-type]
    return _CACHE[name, language]


def test_there_are_thirty() -> None:
    assert len(list(questions())) >= 30
    assert {page for _, page, _, _ in questions()} <= {page.file for page in PAGES}


@pytest.mark.parametrize("question, page, chinese, english", [pytest.param(*q, id=q[0]) for q in questions()])
def test_a_page_answers(question: str, page: str, chinese: str, english: str) -> None:
    for words, language in ((chinese, "zh"), (english, "en")):
        text = re.sub(r"\s+", " ", page_text(page, language))
        assert words in text, f"{page} ({language}) does not say {words!r}"


def test_the_first_page_leads_to_those_that_answer() -> None:
    for folder in ("docs", "docs/zh"):
        text = (ROOT / folder / "index.md").read_text(encoding="utf-8")
        assert {"tutorial-clerk.md", "gallery.md", "codes.md", "publishing.md"} <= set(
            re.findall(r"\]\(([\w.-]+)\)", text)
        )
