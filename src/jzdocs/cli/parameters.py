"""`--set 年份=2025`: values that the user gives to a source that is a template."""

from __future__ import annotations

from collections.abc import Sequence

from jzdocs.cli.terminal import Jobs
from jzdocs.errors import UsageError
from jzdocs.options import RowValue
from jzdocs.project import named_kind

PLACE = "--set"


def parameters(settings: Sequence[str], jobs: Jobs) -> tuple[RowValue, ...] | None:
    """Return the values of `--set`, None where there are none. Raises UsageError for one that names nothing or comes
    twice, and where none of the documents is a template."""
    if not settings:
        return None
    from jzdocs.data.values import parse_number

    values: dict[str, RowValue] = {}
    for setting in settings:
        name, equals, text = (part.strip() for part in setting.partition("="))
        if not equals or not name:
            raise UsageError("X200", value=setting)
        if name in values:
            raise UsageError("X200.twice", name=name)
        values[name] = RowValue(name, text, PLACE, counted=parse_number(text) is not None)
    if not any(named_kind(path) == "template" for path, _ in jobs):
        raise UsageError("X200.no_template", name=next(iter(values)), file=jobs[0][0].name)
    return tuple(values.values())
