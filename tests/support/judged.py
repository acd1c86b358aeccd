"""Sentences that are right, and the same with one number changed."""

from __future__ import annotations

from jzdocs.checks.sentences import findings


def assert_only_the_fault_is_found(right: str, number: str, wrong: str) -> None:
    """Check that a right sentence is not accused, and that it is with its first `number` replaced by `wrong`."""
    assert not list(findings(right))
    faulty = right.replace(number, wrong, 1)
    assert faulty != right
    assert list(findings(faulty))
