"""The jinja2 in which templates and `--name` are evaluated: numbers of cells count in decimal arithmetic, and what goes
wrong is worded in the user's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import jinja2
from jinja2.filters import make_attrgetter
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from jzdocs.data.missing import Missing, ambiguous, blank, faulty
from jzdocs.data.values import CellValue, Number, compute, formatted_text, negated, number_of, rounded, total
from jzdocs.facts.cells import column, key
from jzdocs.options import AllRows, RowValue


class Environment(SandboxedEnvironment):
    """A sandbox whose arithmetic is that of `jzdocs.data.values`."""

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))
    intercepted_unops = frozenset(("-",))

    def __init__(self, **options: Any) -> None:
        """Make an environment; `options` are those of jinja2."""
        super().__init__(undefined=Missing, autoescape=False, **options)
        self.globals.pop("lipsum", None)  # makes text out of nothing, as much as is asked for
        self.filters |= {
            "round": rounded,
            "sum": _sum,
            "float": _float,
            "int": _int,
            "abs": _absolute,
            "format": _format,
            "groups": _groups,
        }

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what a name behind a full stop stands for: of a row its column, also one called `items`."""
        if isinstance(obj, RowView) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return what an operator gives."""
        return compute(operator, left, right)

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:
        """Return a value with the other sign."""
        return negated(arg)


class RowView(Mapping[str, Any]):
    """The row of this document as `row`, whose columns may have any names: `row["2025年产值"]`.

    A column is found by its head, by its head without the unit, or by its letters and digits.
    """

    def __init__(self, values: Sequence[RowValue]) -> None:
        self.columns = tuple(value.head for value in values)
        self._by_head = _by_name((value.head, value) for value in values)
        self._by_key = _by_name((key(column(value.head, "").name), value) for value in values)

    def __getitem__(self, name: str) -> Any:
        value = self._by_head.get(str(name), self._by_key.get(key(column(str(name), "").name)))
        if value is None:
            raise KeyError(name)
        return value

    def __iter__(self) -> Any:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)


def row_names(values: Sequence[RowValue]) -> dict[str, Any]:
    """Return the variables that a row gives a template: its columns by their letters and digits, `row`, and
    `rows`, where all are given."""
    named = _by_name((key(column(value.head, "").name), value) for value in values if value.head)
    names: dict[str, Any] = {"row": RowView([value for value in values if not isinstance(value.given, AllRows)])}
    for name, value in named.items():
        if name:
            names[name] = [RowView(row) for row in value.rows] if isinstance(value, AllRows) else value
    return names


def _by_name(pairs: Iterable[tuple[str, RowValue]]) -> dict[str, Any]:
    """Return the values of a row by names; a name that two columns share has no value."""
    out: dict[str, Any] = {}
    for name, value in pairs:
        if name in out:
            out[name] = ambiguous(name)
        elif value.fault:
            out[name] = faulty(value.head, value.place, value.fault)
        elif value.given is not None:
            out[name] = value.given
        elif value.text:
            out[name] = CellValue(value.text, value.head, value.place, counted=value.counted)
        else:
            out[name] = blank(value.head, value.place)
    return out


@jinja2.pass_environment
def _sum(environment: jinja2.Environment, values: Iterable[Any], attribute: Any = None, start: Any = 0) -> Any:
    getter = make_attrgetter(environment, attribute) if attribute is not None else None
    return total((getter(value) for value in values) if getter else values, start)


def _groups(rows: Iterable[Any], name: str) -> list[tuple[Any, list[Any]]]:
    """Return rows in groups that have one value in a column, each with that value, in the order of the rows."""
    groups: dict[str, tuple[Any, list[Any]]] = {}
    for row in rows:
        value = row[name]
        groups.setdefault(str(value), (value, []))[1].append(row)
    return list(groups.values())


def _float(value: Any, default: Any = Number(0)) -> Any:  # noqa: B008 (a constant)
    number = number_of(value)
    return default if number is None else number


def _int(value: Any, default: int = 0, base: int = 10) -> int:
    number = number_of(value)
    if number is not None and number.is_finite() and number.adjusted() < 30:
        return int(number)
    try:
        return int(str(value), base)
    except ValueError:
        return default


def _format(value: Any, *args: Any, **kwargs: Any) -> str:
    return formatted_text(value if isinstance(value, str) else str(value), kwargs or args)


def _absolute(value: Any) -> Any:
    return abs(value) if type(value) is int else negated(value) if (number_of(value) or 0) < 0 else value
