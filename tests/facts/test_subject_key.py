"""Subjects and periods against a key that was written by hand, one part of it held back while the rules were made."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdocs.facts.recognition import numbers_in

TEXTS = Path(__file__).parent / "texts"
Row = tuple[str, str, str]


def key(name: str) -> list[tuple[str, list[Row]]]:
    """The sentences of a key, each with its figures."""
    sentences: list[tuple[str, list[Row]]] = []
    for line in (TEXTS / f"{name}.key").read_text(encoding="utf-8").splitlines():
        if line.startswith("\t"):
            text, subject, period = line[1:].split("\t")
            sentences[-1][1].append((text, subject, period))
        elif not line.startswith("#"):
            sentences.append((line, []))
    return sentences


def wrong(name: str) -> tuple[int, list[str], list[str]]:
    """How many figures a key has; those with another subject, and those with another period."""
    count, subjects, periods = 0, [], []
    for sentence, rows in key(name):
        found = {number.quantity.text: number for number in numbers_in(sentence)}
        for text, subject, period in rows:
            count += 1
            number = found.get(text)
            read = number.subject if number else "(not read)"
            if read != subject:
                subjects.append(f"{text}: {read} for {subject}")
            if number is None or (number.period or "-") != period:
                periods.append(f"{text}: {number and number.period} for {period}")
    return count, subjects, periods


@pytest.mark.parametrize(("name", "least"), [("subjects", 120), ("subjects-held", 60)])
def test_subjects_and_periods_are_those_of_the_key(name: str, least: int) -> None:
    count, subjects, periods = wrong(name)
    assert count >= least
    assert len(subjects) <= 0.05 * count, subjects
    assert len(periods) <= 0.03 * count, periods
