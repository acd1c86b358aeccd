"""The order of the passes: what each needs of those before it."""

from __future__ import annotations

import pytest

from jzdocs.resolve.passes import PASSES

NAMES = [step.name for step in PASSES]

# (earlier, later, why)
CONSTRAINTS = [
    ("normalise punctuation", "collect facts", "sentences are those of the printed text"),
    ("normalise punctuation", "space headings", "a space beside a half-width mark vanishes and is not widened"),
    ("order official parts", "drop needless breaks", "what follows a break is known when parts stand in order"),
    ("drop needless breaks", "pair half figures", "a needless break does not part two figures"),
    ("pair half figures", "number blocks", "a row numbers its figures from left to right"),
    ("normalise punctuation", "number blocks", "a heading's own number is told by its marks"),
    ("join note leads", "number notes", "a mark in a note's first words is part of its text"),
    ("number blocks", "collect facts", "a section is called by its number"),
    ("number blocks", "resolve references", "a reference prints the number of what it leads to"),
    ("number blocks", "fill lists", "the contents print the numbers"),
    ("use cells", "collect facts", "cells that are used are facts"),
    ("collect facts", "bind", "charts and key figures are bound to facts"),
    ("collect facts", "resolve references", "@fact prints a fact"),
    ("resolve references", "collect facts again", "sentences hold the texts of their references"),
    ("bind", "settle tables", "sparklines are drawn from bound numbers"),
    ("resolve references", "settle tables", "a table's rows stand in the order of the numbers that its cells print"),
    ("settle tables", "collect facts again", "facts are told of in the order in which they are printed"),
    ("collect facts again", "fill sources", "the list of sources prints the sentences"),
    ("bind", "anchor facts", "places in charts are told by the facts that they print"),
    ("resolve references", "anchor facts", "an @fact is a place that prints the fact"),
    ("anchor facts", "fill sources", "the list of sources refers to the anchors"),
    ("bind", "fill lists", "the page of key figures repeats bound cards"),
    ("fill sources", "fill lists", "the contents name the list of sources where there is one"),
]


@pytest.mark.parametrize(("earlier", "later", "why"), CONSTRAINTS)
def test_a_pass_comes_after_what_it_needs(earlier: str, later: str, why: str) -> None:
    assert NAMES.index(earlier) < NAMES.index(later), why


def test_each_pass_has_a_reason_for_its_place() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert set(NAMES) == {name for earlier, later, _ in CONSTRAINTS for name in (earlier, later)}
