"""Every paragraph, row, heading, caption and note of every sample is edited singly: each edit comes home exactly or is
told, none is wrong and none silent.

A run takes a sample of the edits; `make pull-proof` takes all (JZDOCS_PULL_PROOF=1) and prints the shares.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pytest

from every_edit import Trial, Trials
from pull_proof import FAILED, Outcome, Specimen, is_text_edit, judged, judged_file, shares, specimens
from word_edits import WordFile, as_word, edited, opened, through_libreoffice

ALL = bool(os.environ.get("JZDOCS_PULL_PROOF"))
SAMPLE = 24  # edits of a document that an ordinary run takes
AGAIN = 6  # every so many edits are built again
LEAST_EXACT = 0.95


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Specimen]:
    return specimens(tmp_path_factory.mktemp("every"))


def chosen(file: WordFile, subject: Specimen, offset: int, most: int = SAMPLE) -> list[Trial]:
    """All edits of a document, or as many as an ordinary run takes, at equal distances."""
    trials = list(Trials(file, subject.texts).all())
    step = 1 if ALL else max(1, len(trials) // most)
    return trials[offset % step :: step]


def check(outcomes: Sequence[Outcome]) -> None:
    """Print the shares; fail on an edit that is wrong or silent, and where too few come home exactly."""
    sys.stdout.write(f"\n{shares(outcomes)}\n")
    failed = [str(outcome) for outcome in outcomes if outcome.verdict in FAILED]
    assert not failed, f"{len(failed)} of {len(outcomes)}\n" + "\n".join(failed[:20])
    of_text = [outcome for outcome in outcomes if is_text_edit(outcome.trial)]
    exact = sum(outcome.verdict == "exact" for outcome in of_text)
    assert exact >= LEAST_EXACT * len(of_text), [str(o) for o in of_text if o.verdict != "exact"]


def test_edits_by_a_library_come_home(documents: list[Specimen]) -> None:
    outcomes = []
    for subject in documents:
        file = opened(subject.data)
        for number, trial in enumerate(chosen(file, subject, 0)):
            outcomes.append(judged(subject, file, trial, again=number % AGAIN == 0))
    check(outcomes)


def test_edits_by_a_chinese_word_come_home(documents: list[Specimen]) -> None:
    outcomes = []
    for subject in documents:
        file = opened(as_word(subject.data))
        outcomes += [judged(subject, file, trial) for trial in chosen(file, subject, 5)]
    check(outcomes)


def test_edits_of_files_that_libreoffice_saved_come_home(documents: list[Specimen], tmp_path: Path) -> None:
    outcomes = []
    saved = through_libreoffice([subject.data for subject in documents], tmp_path / "before")
    for subject, data in zip(documents, saved, strict=True):
        file = opened(data)
        trials = chosen(file, subject, 2, SAMPLE // 2)
        outcomes += [judged(subject, file, trial, says=False) for trial in trials]
    check(outcomes)


def test_edits_that_libreoffice_saves_come_home(documents: list[Specimen], tmp_path: Path) -> None:
    pairs = []
    for subject in documents:
        file = opened(subject.data)
        clear = (trial for trial in Trials(file, subject.texts).all() if trial.expected is not None)
        clear = (t for t in clear if not (t.way == "delete" and "[]" in t.shown))  # a note would go with its mark
        pairs += [(subject, file, trial) for trial in islice(clear, 1, None, 9 if ALL else 25)]
    saved = through_libreoffice([edited(file, trial.change).packed() for _, file, trial in pairs], tmp_path / "after")
    check(
        [judged_file(subject, data, trial, says=False) for (subject, _, trial), data in zip(pairs, saved, strict=True)]
    )


@pytest.mark.parametrize("maker", ["library", "Word"])
def test_unedited_files_bring_nothing_home(documents: list[Specimen], maker: str) -> None:
    for subject in documents:
        data = as_word(subject.data) if maker == "Word" else opened(subject.data).packed()
        outcome = judged_file(subject, data, Trial("none", 0, lambda file: None, "", subject.texts))
        assert outcome.verdict == "exact", outcome
