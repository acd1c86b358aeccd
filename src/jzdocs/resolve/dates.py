"""Dates in charts of time: the facts that they name, or what is written."""

from __future__ import annotations

from typing import Protocol

from msgspec.structs import replace

from jzdocs.charts.calendar_days import day_number, days_of
from jzdocs.errors import Location, Report
from jzdocs.model import nodes

NO_VALUE = ("", "—", "-", "…")


class Finder(Protocol):
    """What finds facts by name, and reports what it does not find."""

    report: Report

    def find(self, name: str, at: Location) -> nodes.Fact | None:
        """Return the fact of a name, None where there is none."""


def bind_date(binder: Finder, value: nodes.Value) -> nodes.Value:
    """Return a date with its first day as the number, counted from the year 1, and as it is printed.

    A date that is written in the block is no figure of the text, which is told; what is no date is an error.
    """
    if value.raw in NO_VALUE:
        return value
    if value.raw[:1].isdecimal():
        days = days_of(value.raw)
        if days is None:
            binder.report.error(value.at, "C061", raw=value.raw)
            return value
        binder.report.warn(value.at, "F010.date", raw=value.raw)
        return replace(value, number=day_number(value.raw), printed=days.printed)
    fact = binder.find(value.raw, value.at)
    if fact is None:
        return value
    number = day_number(fact.text)
    if number is None:
        binder.report.error(value.at, "C061.fact", name=fact.id, text=fact.text)
    return replace(value, number=number, printed=fact.text, fact=fact.id)
