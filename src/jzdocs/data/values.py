"""The values of a row as templates see them: texts that print as they stand in their cell, and count where they are
numbers.

`41.90` keeps its zero and `1,234` its comma, yet `甲 + 乙` adds and `甲 > 乙` compares them, in decimal arithmetic. A
code such as `007` is a text. A blank cell has no value, and counts as nothing: also not as zero.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, localcontext
from typing import Any

import jinja2

from jzdocs.data.missing import ValueProblem
from jzdocs.messages.message import message
from jzdocs.patterns import compiled

_NUMBER = compiled(r"(?P<sign>[-−+]?)(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)(?P<percent>%?)")
_BRACKETED = compiled(r"\((?P<digits>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\)")  # how accountants write a negative
_CODE = compiled(r"0\d")  # a code or a telephone number begins so, no amount
_AMOUNT = compiled(r"[约近超逾共]?\s*[¥￥$]?\s*[-−+]?\d")  # 12万, 约3, ¥5: no number here, but meant as one
_MISSING = frozenset(("—", "——", "-", "–", "…", "……", "/", "\\", "*", "无", "N/A", "n/a", "NA", "null", "NULL"))
_TOO_WIDE = compiled(r"%[^a-zA-Z%]*(?:\d{5,}|\*)")
_PRECISION = 60
_SHOWN = 15  # significant digits of a quotient that does not end
_EXACT = Context(prec=400)
_MOST_REPEATED = 1_000_000  # characters or items that a template may make by multiplying
_MOST_EXPONENT = 1000


class Number(Decimal):
    """A result of arithmetic in a template: exact, printed without exponent; `percent` where it stands for hundredths
    (0.136 prints 13.6%)."""

    percent: bool = False

    def __str__(self) -> str:
        if not self.is_finite():
            return super().__str__()
        value = Decimal(self).scaleb(2, _EXACT) if self.percent else Decimal(self)
        text = f"{_shortened(value):f}"
        return f"{text}%" if self.percent else text

    __repr__ = __str__

    def __format__(self, spec: str, /, *more: Any) -> str:
        return format(Decimal(self), spec) if spec else str(self)

    def __eq__(self, other: object) -> bool:
        number = number_of(other)
        return number is not None and Decimal(self) == Decimal(number)

    def __lt__(self, other: object) -> bool:
        return _compare(operator.lt, self, other)

    def __le__(self, other: object) -> bool:
        return _compare(operator.le, self, other)

    def __gt__(self, other: object) -> bool:
        return _compare(operator.gt, self, other)

    def __ge__(self, other: object) -> bool:
        return _compare(operator.ge, self, other)

    def __round__(self, digits: int | None = None) -> Any:
        return rounded(self, digits or 0)

    def __index__(self) -> int:
        if self != self.to_integral_value():
            raise ValueProblem(message("reason.not_whole", text=str(self)))
        return int(self)

    __hash__ = Decimal.__hash__


class CellValue(str):
    """The text of a cell; `place` is where it stands (`d.csv:B2`), `name` its column, `number` what it amounts to.

    `counted` says whether its column holds numbers, so that a text among them is no text to be joined but a gap.
    """

    __slots__ = ("counted", "name", "number", "place")
    name: str
    place: str
    number: Number | None
    counted: bool

    def __new__(cls, text: str, name: str = "", place: str = "", *, counted: bool = False) -> CellValue:
        """Return the value of a cell with this text."""
        cell = super().__new__(cls, text)
        cell.name, cell.place, cell.counted, cell.number = name, place, counted, parse_number(text)
        return cell

    def lower(self) -> str:
        """Return the cell itself where it is a number, so that jinja's `max` compares numbers."""
        return self if self.number is not None else super().lower()

    def __bool__(self) -> bool:
        return bool(Decimal(self.number)) if self.number is not None else len(self) > 0

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str) and str.__eq__(self, other):
            return True
        number = number_of(other)
        return self.number is not None and number is not None and Decimal(self.number) == Decimal(number)

    def __lt__(self, other: Any) -> bool:
        return _compare(operator.lt, self, other)

    def __le__(self, other: Any) -> bool:
        return _compare(operator.le, self, other)

    def __gt__(self, other: Any) -> bool:
        return _compare(operator.gt, self, other)

    def __ge__(self, other: Any) -> bool:
        return _compare(operator.ge, self, other)

    def __int__(self) -> int:
        return int(_counted(self))

    def __index__(self) -> int:
        number = _counted(self)
        if number != number.to_integral_value():
            raise ValueProblem(message("reason.not_whole", text=str(self)))
        return int(number)

    def __float__(self) -> float:
        return float(_counted(self))

    def __round__(self, digits: int = 0) -> Number:
        return rounded(_counted(self), digits)

    def __abs__(self) -> Number:
        return number(abs(Decimal(_counted(self))), percent=_counted(self).percent)

    def __format__(self, spec: str, /) -> str:
        numeric = self.number is not None and spec and spec[-1] in "eEfFgGn%,_"
        return format(Decimal(_counted(self)), spec) if numeric else super().__format__(spec)

    def __reduce__(self) -> Any:
        return (str, (str(self),))

    __hash__ = str.__hash__


def number(value: Decimal, *, percent: bool = False) -> Number:
    """Return a number; `percent` where it prints as one (0.136 as 13.6%)."""
    result = Number(value)
    result.percent = percent
    return result


def parse_number(text: str) -> Number | None:
    """Return the number that a cell's text is, None where it is a text, a code (`007`) or a telephone number.

    Separators of thousands, a percent sign (12% is 0.12) and brackets around a negative amount are understood.
    """
    if match := _BRACKETED.fullmatch(text):
        return number(-Decimal(match["digits"].replace(",", "")))
    match = _NUMBER.fullmatch(text)
    if match is None or _CODE.match(match["digits"]):
        return None
    value = Decimal(match["digits"].replace(",", ""))
    value = -value if match["sign"] in ("-", "−") else value
    return number(value.scaleb(-2), percent=True) if match["percent"] else number(value)


def number_of(value: object) -> Number | None:
    """Return a value of a template as a number: cells and texts that are one, integers, floats as they are written."""
    match value:
        case bool():
            return None
        case Number():
            return value
        case CellValue():
            return value.number
        case int():
            return number(Decimal(value))
        case float():
            return number(Decimal(repr(value)))
        case Decimal():
            return number(value)
        case str():
            return parse_number(value)
    return None


def rounded(value: object, digits: int = 0, method: str = "common") -> Number:
    """Return a number with so many decimals, all of them printed: half is rounded up (四舍五入). `method` may be `ceil`
    or `floor`."""
    exact = _counted(value)
    ways = {"common": ROUND_HALF_UP, "ceil": "ROUND_CEILING", "floor": "ROUND_FLOOR"}
    if method not in ways:
        raise ValueProblem(message("reason.rounding_method"))
    shift = 2 if exact.percent else 0
    step = Decimal(1).scaleb(-int(digits) - shift)
    result = Decimal(exact).quantize(step, ways[method], _EXACT)
    return number(result if digits >= 0 else Decimal(f"{result:f}"), percent=exact.percent)


def total(values: Any, start: object = 0) -> Any:
    """Return the sum of values, in decimal arithmetic."""
    result: Any = start
    for value in values:
        is_first = isinstance(result, int) and result == 0 and number_of(value) is not None
        result = _counted(value) if is_first else compute("+", result, value)
    return result


def compute(sign: str, left: Any, right: Any) -> Any:
    """Return what an operator gives: decimal arithmetic for numbers, and what Python gives for texts and lists.

    Raises ValueProblem where a text or a blank cell would have to be counted.
    """
    for side in (left, right):
        if isinstance(side, jinja2.Undefined):
            str(side)  # raises
    if sign == "%" and isinstance(left, str) and not isinstance(left, CellValue):
        return formatted_text(left, right)
    numbers = _numeric(left), _numeric(right)
    if numbers[0] is not None and numbers[1] is not None:
        return _arithmetic(sign, numbers[0], numbers[1], whole=type(left) is int and type(right) is int)
    if sign == "+" and isinstance(left, str) and isinstance(right, str):
        return _joined(left, right)
    if sign == "*" and (times := _times(left, right)) is not None:
        return times
    if isinstance(left, CellValue) or isinstance(right, CellValue):
        _counted(left)
        _counted(right)
    return _OPERATORS[sign](left, right)


def formatted_text(pattern: str, values: Any) -> str:
    """Return what Python's `%` gives. Raises ValueProblem for a width that makes an endless text."""
    if _TOO_WIDE.search(pattern):
        raise ValueProblem(message("reason.too_much_repeated", most="9,999"))
    result: str = pattern % values
    return result


def negated(value: Any) -> Any:
    """Return a value with the other sign."""
    exact = _counted(value)
    return -value if type(value) is int else number(-Decimal(exact), percent=exact.percent)


_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
}


def _numeric(value: object) -> Number | None:
    """Return the number that a value is in arithmetic: a text that the template itself writes is none."""
    return None if isinstance(value, str) and not isinstance(value, CellValue) else number_of(value)


def _arithmetic(sign: str, left: Number, right: Number, *, whole: bool) -> Any:
    if sign == "**" and (abs(right) > _MOST_EXPONENT or left.adjusted() > _MOST_EXPONENT):
        raise ValueProblem(message("reason.too_large_power"))
    if whole and sign != "/":
        return _OPERATORS[sign](int(left), int(right)) if not (sign == "**" and right < 0) else _power(left, right)
    percent = left.percent and right.percent and sign in ("+", "-")
    if left.percent != right.percent and sign in ("+", "-") and Decimal(left) and Decimal(right):
        raise ValueProblem(message("reason.percent_and_number", left=left, right=right))
    with localcontext(Context(prec=_PRECISION)):
        try:
            result = _OPERATORS[sign](Decimal(left), Decimal(right))
        except (DivisionByZero, InvalidOperation, ZeroDivisionError):
            raise ValueProblem(message("reason.division_by_zero")) from None
    if sign == "*" and left.percent != right.percent:
        result = result.normalize()  # 24.6% of 100 is 24.6
    return number(result, percent=percent)


def _power(left: Number, right: Number) -> Number:
    with localcontext(Context(prec=_PRECISION)):
        return number(Decimal(left) ** Decimal(right))


def _shortened(value: Decimal) -> Decimal:
    """Return a quotient that does not end (10 / 3) with the digits that a spreadsheet shows; others as they are."""
    if len(value.as_tuple().digits) < _PRECISION - 1:
        return value
    return Context(prec=_SHOWN).plus(value).normalize()


def _joined(left: str, right: str) -> str:
    """Return two texts joined. Raises ValueProblem where one is a number and the other a gap among numbers."""
    for cell, other in ((left, right), (right, left)):
        if (
            isinstance(cell, CellValue)
            and cell.number is None
            and isinstance(other, CellValue)
            and other.number is not None
        ):
            if cell.counted or cell.strip() in _MISSING or _AMOUNT.match(cell):
                _counted(cell)
    return left + right


def _counted(value: Any) -> Number:
    """Return a value as a number. Raises ValueProblem, with the cell, where it is none."""
    if isinstance(value, jinja2.Undefined):
        str(value)  # raises
    result = number_of(value)
    if result is not None:
        return result
    if isinstance(value, CellValue) and value.place:
        raise ValueProblem(message("reason.cell_is_text", name=value.name, cell=value.place, text=str(value)))
    raise ValueProblem(message("reason.text_is_no_number", text=str(value)))


def _compare(compare: Callable[[Any, Any], bool], left: Any, right: Any) -> bool:
    """Return how two values compare: as numbers where one is a number, else as texts."""
    if isinstance(right, jinja2.Undefined):
        str(right)  # raises
    left_number, right_number = number_of(left), number_of(right)
    if left_number is None and right_number is None and isinstance(left, str) and isinstance(right, str):
        return compare(str(left), str(right))
    exact_left, exact_right = _counted(left), _counted(right)
    if exact_left.percent != exact_right.percent and Decimal(exact_left) and Decimal(exact_right):
        raise ValueProblem(message("reason.percent_and_number", left=exact_left, right=exact_right))
    return compare(Decimal(exact_left), Decimal(exact_right))


def _times(left: Any, right: Any) -> Any:
    """Return a text or a list repeated, None where neither side is one that can be. Raises ValueProblem for an endless
    one."""
    for items, times in ((left, right), (right, left)):
        is_text = isinstance(items, (str, list, tuple)) and not isinstance(items, CellValue)
        count = number_of(times) if is_text and not isinstance(times, (list, tuple)) else None
        if count is not None:
            if len(items) * max(count, Decimal(0)) > _MOST_REPEATED:
                raise ValueProblem(message("reason.too_much_repeated", most=f"{_MOST_REPEATED:,}"))
            return items * operator.index(times)
    return None
