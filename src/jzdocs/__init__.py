"""jzdocs: one source, two faithful documents — Chinese briefings as Word and PDF, with numbers that can be traced.

The functions and types of `jzdocs.api` can be imported from here; they are loaded when they are first used, so that
`import jzdocs` itself takes no time.
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers take it for true; typing itself takes longer to import than all of this

__version__ = "0.1.0"

__all__ = [
    "BuildResult",
    "Diagnostic",
    "Difference",
    "DocumentError",
    "JzdocsError",
    "Location",
    "Pulled",
    "Report",
    "SurroundingsError",
    "UsageError",
    "__version__",
    "build_document",
    "check_document",
    "compare_builds",
    "list_facts",
    "pull_edits",
    "read_outline",
]

if TYPE_CHECKING:
    from jzdocs.api import (
        BuildResult,
        Diagnostic,
        Difference,
        DocumentError,
        JzdocsError,
        Location,
        Pulled,
        Report,
        SurroundingsError,
        UsageError,
        build_document,
        check_document,
        compare_builds,
        list_facts,
        pull_edits,
        read_outline,
    )


def __getattr__(name: str) -> object:
    """Load a name of the API (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from jzdocs import api

    return getattr(api, name)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
