"""Each number of a text against the sources: which cell or sentence it is from, how it follows from several, or that no
source has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from jzdocs.build.pipeline import drop_accepted, drop_allowed
from jzdocs.errors import Report
from jzdocs.evidence.agreement import Index, distance, factors, is_same_measure
from jzdocs.evidence.collect import Collected, collect, loaded
from jzdocs.evidence.derived import Derivation, derivation
from jzdocs.evidence.figures import document_values
from jzdocs.evidence.operands import Lines, Tables
from jzdocs.evidence.values import Value, affinity, bare_name
from jzdocs.facts.rounding import plain
from jzdocs.messages.message import Message, message
from jzdocs.options import BuildOptions
from jzdocs.patterns import compiled
from jzdocs.project import Project

State = Literal["source", "derived", "formula", "none"]
_RANKED = 200  # values that agree which are compared by name
_NAMED = 0.6  # from here on a name is that of the same thing
_CANDIDATES = 3
_YEAR = compiled(r"(?:19|20)\d\d")
_TELLING = 3  # digits that two numbers hardly share by chance


class Judged(Struct, frozen=True):
    """A number of a text: where it is from (`sources`, the likeliest first), how it was derived, or what comes near
    it."""

    value: Value
    state: State
    sources: tuple[Value, ...] = ()
    derivation: Derivation | None = None
    near: tuple[Value, ...] = ()
    problem: Literal["", "digits", "unit"] = ""


class Checked(Struct, frozen=True):
    """A document that was checked: its numbers, and what is wrong with them."""

    figures: Sequence[Judged]
    report: Report


class Evidence:
    """The sources that texts are checked against."""

    def __init__(self, paths: Sequence[Path], checked: Sequence[Path]) -> None:
        """Read files and folders; `checked` are the documents that will be checked, which are no sources where they
        only lie in one of the folders. Raises UsageError where there is no source."""
        self.collected: Collected = collect(paths, checked)
        self._index = Index(self.collected.values)
        self._tables = Tables(self.collected.values)

    def check(self, path: Path, project: Project, options: BuildOptions | None = None) -> Checked:
        """Return where the numbers of a document come from; each that no source has is reported, but for those that the
        author or the project accepts. Raises JzdocsError where it cannot be read."""
        document = loaded(path, project, options)
        figures = self.judge(document_values(document))
        report = Report()
        for figure in figures:
            _report(figure, report)
        drop_allowed(report, document.source)
        drop_accepted(report, project)
        return Checked(figures, report)

    def judge(self, values: Sequence[Value]) -> list[Judged]:
        """Return where each number of a text comes from."""
        sources = [self._sources(value) for value in values]
        stated: Mapping[int, dict[int, Value]] = defaultdict(dict)
        amounts: Mapping[int, list[Value]] = defaultdict(list)
        for value, found in zip(values, sources, strict=True):
            amounts[value.passage].append(value)
            if found:
                stated[value.passage][id(found[0])] = found[0]
        return [
            Judged(value, "source", tuple(found))
            if found
            else self._underived(value, list(stated[value.passage].values()), amounts[value.passage])
            for value, found in zip(values, sources, strict=True)
        ]

    def _sources(self, value: Value) -> list[Value]:
        """Return the values of sources that a number agrees with, the likeliest first."""
        found = self._index.agreeing(value)[:_RANKED]
        if len(found) < 2:
            return found
        sentence, context = bare_name(value.sentence + "".join(value.labels)), bare_name(value.context)
        order = {
            id(source): (
                -round(affinity(source.labels, sentence), 2),
                -_same_years(source, value),
                -affinity(source.labels, context),
                _apart(value, source),
            )
            for source in found
        }
        return sorted(found, key=lambda source: order[id(source)])

    def _underived(self, value: Value, stated: Sequence[Value], beside: Sequence[Value]) -> Judged:
        """Return how a number that stands in no source follows from those that do, or what comes near it."""
        if value.formula:
            return Judged(value, "formula")
        others = [other for other in beside if other is not value]
        lines = Lines(self._tables, stated, bare_name(value.context + "".join(value.labels)), others)
        derived = derivation(value, value.around, lines)
        if derived is not None:
            return Judged(value, "derived", derivation=derived)
        near = self._near(value)
        return Judged(value, "none", near=near, problem=_problem(value, near))

    def _near(self, value: Value) -> tuple[Value, ...]:
        """Return the values of sources that may have been meant: those of the same name, else the nearest."""
        context = bare_name(value.sentence + "".join(value.labels))
        named: list[tuple[float, float, int, Value]] = []
        for place, source in enumerate(self._index):
            score = affinity(source.labels, context)
            if score >= _NAMED:
                named.append((-round(score, 1), _apart(value, source), place, source))
        chosen = [source for *_, source in sorted(named)[:_CANDIDATES]]
        nearest = sorted(self._index.near(value, 2), key=lambda source: _apart(value, source))
        for source in nearest:
            if len(chosen) < _CANDIDATES and all(source is not other for other in chosen):
                chosen.append(source)
        return tuple(chosen)


def _same_years(source: Value, value: Value) -> int:
    """Return how many years that the names of a source hold stand in the paragraph of a number too."""
    return sum(year in value.context for label in source.labels for year in _YEAR.findall(label))


def _apart(value: Value, source: Value) -> float:
    """Return how far a source is from a number: 0 (the same) to 1; 2 where it is of another measure."""
    amounts = [abs(value.amount * factor) for factor in factors(value, source.unit, source.multiplier)]
    return min((float(distance(amount, abs(source.amount))) for amount in amounts), default=2.0)


def _problem(value: Value, near: Sequence[Value]) -> Literal["", "digits", "unit"]:
    """Return what kind of slip a number without a source shows beside the likeliest value."""
    if not near or (affinity(near[0].labels, bare_name(value.sentence)) < _NAMED):
        return ""
    source = near[0]
    if value.unit == source.unit and value.half < source.half and abs(value.amount - source.amount) <= source.half:
        return "digits"
    digits, other = _digits(value), _digits(source)
    differs = value.amount != source.amount or not is_same_measure(value.unit, source.unit)
    return "unit" if digits == other and len(digits) >= _TELLING and differs else ""


def _digits(value: Value) -> str:
    """Return the digits of a number without the point and the zeros on both sides."""
    return plain(abs(value.amount / value.multiplier)).replace(".", "").strip("0")


def _report(figure: Judged, report: Report) -> None:
    if figure.state != "none":
        return
    at, text = figure.value.at, figure.value.text
    first = figure.near[0] if figure.near else None
    if first is None:
        report.warn(at, "F160.alone", text=text)
    elif figure.problem == "digits":
        report.warn(at, "F161", text=text, source=_shown(first), place=first.at)
    elif figure.problem == "unit":
        report.warn(at, "F162", text=text, source=_shown(first), place=first.at)
    else:
        report.warn(at, "F160", text=text, near=_listed(figure.near))


def _listed(near: Sequence[Value]) -> Message:
    """Return values with their places as part of a sentence."""
    shown = [message("evidence.value", text=_shown(value), name=name_of(value), place=value.at) for value in near]
    whole = shown[0]
    for each in shown[1:]:
        whole = message("evidence.and", first=whole, second=each)
    return whole


def name_of(value: Value) -> str:
    """Return the names of a value's row and column, or its subject."""
    return " ".join(value.labels)


def _shown(value: Value) -> str:
    """Return a value as its source prints it, with the unit of its column."""
    bare = value.text and value.text[-1].isdigit() and value.unit
    return f"{value.text}{value.unit}" if bare and value.multiplier == 1 else value.text
