"""Many rows on one page: what stands between them gives way."""

from __future__ import annotations

from jzdocs.charts.planners.shared_rows import NameColumn

_MANY, _VERY_MANY = 16, 28  # rows
_LESS, _MUCH_LESS = 4.0, 6.4  # points that each row gives


def tightened(names: NameColumn, count: int) -> NameColumn:
    """Return a column of names whose rows stand closer where there are many of them."""
    less = _MUCH_LESS if count > _VERY_MANY else _LESS if count > _MANY else 0.0
    names.heights = [height - less for height in names.heights]
    return names
