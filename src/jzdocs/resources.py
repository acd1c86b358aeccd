"""Where the fonts and templates that come with jzdocs lie: inside the installed package, or at the top of a
checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_data"
_CHECKOUT = _PACKAGE.parents[1]


def resource_root() -> Path:
    """Return the folder that holds `fonts/` and `templates/`."""
    return _INSTALLED if (_INSTALLED / "templates").is_dir() else _CHECKOUT
