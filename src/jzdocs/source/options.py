"""Typed reading of options: a struct says which keys a block or the front matter has, and what each may hold.

The annotation of a field is the whole rule:

    str                              a text
    bool                             yes or no (`Keys.flag`); Annotated[bool, {"all": True}] takes more words
    Literal["full", "half"]          one of these words
    Annotated[int, Meta(ge=1)]       a whole number in a range
    Annotated[Decimal, Meta(ge=0)]   a finite number in a range
    tuple[…, ...]                    a list of such values, or a single one
    Scalar | None                    a text with its place
    Keys | None, Field | None        a part that the block reads itself

A string in Annotated is the code of the finding for a wrong value; without one it is S019. A wrong value is reported at
its key (in a list: at the item), and the field keeps its default. A key without a value counts as absent where a text,
a list or a mapping is expected. Every field has a default.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from msgspec import Meta, Struct

from jzdocs.errors import Location, Report
from jzdocs.source.fields import Field, Keys, Scalar, Sequence

MAX_NUMBER = 10**15
_MAX_DIGITS = 18
Options = TypeVar("Options", bound=Struct)


class _Rule(Struct, frozen=True):
    """What a key may hold: its type, its range, the code for a wrong value, and further words for yes and no."""

    key: str
    type: Any
    range: Meta = Meta()
    code: str = ""
    words: Mapping[str, bool] | None = None
    default: Any = None

    def of(self, type_: Any) -> _Rule:
        """Return the rule for an item of a list."""
        return _rule(self.key, type_, self.code)


class _WrongValueError(Exception):
    """A value that breaks its rule: its place (None: its key), the finding, and the arguments of its wording."""

    def __init__(self, at: Location | None, finding: str, **arguments: object) -> None:
        super().__init__(finding)
        self.at, self.finding, self.arguments = at, finding, arguments


def read_options(options: type[Options], keys: Keys, report: Report) -> Options:
    """Return the options that `keys` give; keys that `options` lacks are passed over (see `report_unknown`)."""
    return options(**{name: _read(rule, keys, report) for name, rule in _rules(options).items()})


def read_texts(keys: Keys, key: str, report: Report) -> tuple[str, ...]:
    """Return the texts of one key: those of a list, or a single one."""
    texts: tuple[str, ...] = _read(_Rule(key, tuple[str, ...], default=()), keys, report)
    return texts


def read_list(keys: Keys, key: str, report: Report) -> Sequence | None:
    """Return the list of one key, None where it is absent or empty."""
    items: Sequence | None = _read(_Rule(key, Sequence | None), keys, report)
    return items


def _read(rule: _Rule, keys: Keys, report: Report) -> Any:
    """Return the value of a rule's key, or its default where the key is absent, empty or wrong (which is reported)."""
    field = keys.get(rule.key)
    if field is None:
        return rule.default
    if rule.type is bool:
        return keys.flag(rule.key, rule.default, report, rule.words)
    try:
        value = _value(rule, field)
    except _WrongValueError as wrong:
        at = wrong.at or keys.place(rule.key)
        report.error(at, wrong.finding, hint=None, name=rule.key, **wrong.arguments)
        return rule.default
    return rule.default if value is None else value


def report_unknown(options: type[Struct], keys: Keys, report: Report, block: str = "") -> None:
    """Report the keys that `options` lacks; `block` is the kind of block, or "" for a part inside one."""
    names = sorted(options.__struct_encode_fields__)
    for key in keys.items:
        if key not in names:
            finding = ("S014" if block else "S014.part") if names else "S014.no_keys"
            report.error(keys.place(key), finding, name=key, kind=block, known=", ".join(names))


def report_void(keys: Keys, names: tuple[str, ...], other: str, report: Report) -> None:
    """Report those of `names` that are given although the key `other` makes them void."""
    for name in names:
        if keys.get(name) is not None:
            report.error(keys.place(name), "S019.void", name=name, other=other)


def report_lacking(keys: Keys, names: tuple[str, ...], other: str, report: Report) -> None:
    """Report those of `names` that are given although the key `other`, which they belong to, is not."""
    for name in names:
        if keys.get(name) is not None:
            report.error(keys.place(name), "S019.lacking", name=name, other=other)


# --- rules


@cache
def _rules(options: type[Struct]) -> dict[str, _Rule]:
    """Return the rule of each field of `options`."""
    hints = get_type_hints(options, include_extras=True)
    fields = zip(options.__struct_fields__, options.__struct_encode_fields__, options.__struct_defaults__, strict=True)
    return {name: _rule(key, hints[name], default=default) for name, key, default in fields}


def _rule(key: str, annotation: Any, code: str = "", default: Any = None) -> _Rule:
    if get_origin(annotation) is not Annotated:
        return _Rule(key, annotation, code=code, default=default)
    type_, *extras = get_args(annotation)
    range_ = next((e for e in extras if isinstance(e, Meta)), Meta())
    words = next((e for e in extras if isinstance(e, dict)), None)
    code = next((e for e in extras if isinstance(e, str)), code)
    return _Rule(key, type_, range_, code, words, default)


# --- values


def _value(rule: _Rule, field: Field, at: Location | None = None) -> Any:
    """Return the value of a field, None where it is empty and may be; `at` is the place of an item of a list."""
    if rule.type is str:
        return _text(rule, field, at)
    if rule.type is int:
        return _whole(rule, _text(rule, field, at), at)
    if rule.type is Decimal:
        return _number(rule, _text(rule, field, at), at)
    if get_origin(rule.type) is Literal:
        return _choice(rule, _text(rule, field, at), at)
    if get_origin(rule.type) is tuple:
        return _items(rule, field)
    return _part(rule, field, at)


def _text(rule: _Rule, field: Field, at: Location | None) -> str:
    if not isinstance(field, Scalar):
        raise _WrongValueError(at, rule.code or "S019.text", text="…", **_bounds(rule))
    return field.text


def _whole(rule: _Rule, text: str, at: Location | None) -> int:
    value = int(text) if text.isdecimal() and len(text) <= _MAX_DIGITS else -1
    if not _within(rule, Decimal(value)):
        raise _WrongValueError(at, rule.code or "S019.whole", text=text, **_bounds(rule))
    return value


def _number(rule: _Rule, text: str, at: Location | None) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite() or not _within(rule, value):
        raise _WrongValueError(at, rule.code or "S019.number", text=text, **_bounds(rule))
    return value


def _choice(rule: _Rule, text: str, at: Location | None) -> str:
    words = get_args(rule.type)
    if text not in words:
        raise _WrongValueError(at, rule.code or "S019.choice", text=text, names=", ".join(words))
    return text


def _items(rule: _Rule, field: Field) -> tuple[Any, ...]:
    """Return the items of a list, or the single value as one; of an empty text none."""
    inner = rule.of(get_args(rule.type)[0])
    if isinstance(field, Sequence):
        return tuple(_value(inner, item, item.at) for item in field.items)
    if isinstance(field, Scalar) and not field.text:
        return ()
    return (_value(inner, field),)


def _part(rule: _Rule, field: Field, at: Location | None) -> Field | None:
    """Return a field that the block reads itself, where it has the form that is expected."""
    forms: tuple[type[Field], ...] = get_args(rule.type) or (rule.type,)
    if isinstance(field, forms):
        return field
    if isinstance(field, Scalar) and not field.text:
        return None
    finding = "S019.keys" if Keys in forms else "S019.list" if Sequence in forms else "S019.text"
    raise _WrongValueError(at, rule.code or finding, text="…")


def _bounds(rule: _Rule) -> dict[str, str]:
    """Return the ends of a rule's range as messages show them."""
    low, high = _ends(rule)
    return {"low": f"{low:,}", "high": f"{high:,}"}


def _ends(rule: _Rule) -> tuple[float, float]:
    low = -MAX_NUMBER if rule.range.ge is None else rule.range.ge
    return low, MAX_NUMBER if rule.range.le is None else rule.range.le


def _within(rule: _Rule, value: Decimal) -> bool:
    low, high = _ends(rule)
    return low <= value <= high
