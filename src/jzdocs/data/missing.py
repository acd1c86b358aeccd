"""Values that a template asks for and that are not there: names that nothing has, blank cells, columns of one name."""

from __future__ import annotations

from typing import Any, NoReturn

import jinja2
from jinja2.utils import missing

from jzdocs.messages.message import Message, message


class ValueProblem(jinja2.TemplateError):
    """Something that a template cannot do with its values; `reason` words it."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.key)
        self.reason = reason


class MissingValue(ValueProblem):
    """A value that is not there; `name` is what was asked for."""

    def __init__(self, reason: Message, name: str) -> None:
        super().__init__(reason)
        self.name = name


class Missing(jinja2.StrictUndefined):
    """What a name without a value stands for: any use of it raises MissingValue, with a reason in the user's
    language."""

    def _fail_with_undefined_error(self, *_: Any, **__: Any) -> NoReturn:
        if self._undefined_exception is not jinja2.UndefinedError:
            raise ValueProblem(message("reason.unsafe_attribute", name=str(self._undefined_name)))
        raise MissingValue(self._reason(), str(self._undefined_name or ""))

    def _reason(self) -> Message:
        name, owner = str(self._undefined_name or ""), self._undefined_obj
        if self._undefined_hint:
            return message("reason.empty_list")
        if owner is missing:
            return message("reason.undefined_name", name=name)
        columns = getattr(owner, "columns", ())
        if columns:
            return message("reason.no_column", name=name, names="、".join(columns))
        return message("reason.no_attribute", name=name)

    __str__ = __iter__ = __len__ = __bool__ = __eq__ = __ne__ = __hash__ = __contains__ = _fail_with_undefined_error
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __mod__ = __rmod__ = _fail_with_undefined_error
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __pow__ = __rpow__ = _fail_with_undefined_error
    __lt__ = __le__ = __gt__ = __ge__ = __int__ = __float__ = __neg__ = __pos__ = _fail_with_undefined_error
    __call__ = __getitem__ = _fail_with_undefined_error


class Blank(Missing):
    """The value of a blank cell: it is false, equals "" and is not defined; to print or to count it is an error."""

    def __init__(self, name: str, reason: Message) -> None:
        super().__init__(name=name)
        self._blank_reason = reason

    def _reason(self) -> Message:
        return self._blank_reason

    def __bool__(self) -> bool:  # type: ignore[override]
        return False

    def __eq__(self, other: object) -> bool:  # type: ignore[override]
        return other is None or other == "" or isinstance(other, Blank)

    def __ne__(self, other: object) -> bool:  # type: ignore[override]
        return not self == other

    def __hash__(self) -> int:  # type: ignore[override]
        return 0


def blank(name: str, place: str) -> Blank:
    """Return the value of a blank cell of the column `name`, which stands at `place`."""
    return Blank(name, message("reason.blank_cell", name=name, cell=place))


def ambiguous(name: str) -> Missing:
    """Return the value of a name that two columns share."""
    return Blank(name, message("reason.two_columns", name=name))


def faulty(name: str, place: str, fault: str) -> Missing:
    """Return the value of a cell that shows nothing that could be printed: a formula without result, an error."""
    reason = "reason.cell_uncomputed" if fault == "formula" else "reason.cell_error"
    return Blank(name, message(reason, name=name, cell=place))
