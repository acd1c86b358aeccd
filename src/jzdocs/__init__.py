"""jzdocs: one source, two faithful documents — Chinese briefings as Word and PDF, with numbers that can be traced.

The functions and types of `jzdocs.api` can be imported from here; they are loaded when they are first used, so that
`import jzdocs` itself takes no time.
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers take it for true; typing itself takes longer to import than all of this

__version__ = "0.1.0"

__all__ = [
    "Built",
    "Difference",
    "Document",
    "DocumentError",
    "Fact",
    "Facts",
    "Finding",
    "Findings",
    "FindingsError",
    "JzdocsError",
    "Location",
    "Outline",
    "Pulled",
    "Section",
    "SurroundingsError",
    "UsageError",
    "__version__",
    "build",
    "check",
    "diff",
    "facts",
    "outline",
    "pull",
]

if TYPE_CHECKING:
    from jzdocs.api import (
        Built,
        Difference,
        Document,
        DocumentError,
        Fact,
        Facts,
        Finding,
        Findings,
        FindingsError,
        JzdocsError,
        Location,
        Outline,
        Pulled,
        Section,
        SurroundingsError,
        UsageError,
        build,
        check,
        diff,
        facts,
        outline,
        pull,
    )

_PACKAGES = ("build", "facts", "pull")  # functions that have the name of a package, which stands for them


def __getattr__(name: str) -> object:
    """Load a name of the API (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    if name in _PACKAGES:
        return importlib.import_module(f"{__name__}.{name}")
    value: object = getattr(importlib.import_module("jzdocs.api"), name)
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
