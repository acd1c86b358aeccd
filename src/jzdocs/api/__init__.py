"""The public API. Its names can be imported from `jzdocs`; what they need is loaded when they are first used."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

PLACES = {
    "Document": "jzdocs.api.document",
    "build": "jzdocs.api.functions",
    "check": "jzdocs.api.functions",
    "facts": "jzdocs.api.functions",
    "outline": "jzdocs.api.functions",
    "pull": "jzdocs.api.functions",
    "diff": "jzdocs.api.functions",
    "Built": "jzdocs.api.built",
    "Fact": "jzdocs.api.built",
    "Facts": "jzdocs.api.built",
    "Finding": "jzdocs.api.built",
    "Findings": "jzdocs.api.built",
    "FindingsError": "jzdocs.api.built",
    "Outline": "jzdocs.api.built",
    "Section": "jzdocs.api.built",
    "Pulled": "jzdocs.pull.pull",
    "Difference": "jzdocs.compare.builds",
    "DocumentError": "jzdocs.errors",
    "JzdocsError": "jzdocs.errors",
    "Location": "jzdocs.errors",
    "SurroundingsError": "jzdocs.errors",
    "UsageError": "jzdocs.errors",
}

if TYPE_CHECKING:
    from jzdocs.api.built import (
        Built as Built,
        Fact as Fact,
        Facts as Facts,
        Finding as Finding,
        Findings as Findings,
        FindingsError as FindingsError,
        Outline as Outline,
        Section as Section,
    )
    from jzdocs.api.document import Document as Document
    from jzdocs.api.functions import (
        build as build,
        check as check,
        diff as diff,
        facts as facts,
        outline as outline,
        pull as pull,
    )
    from jzdocs.compare.builds import Difference as Difference
    from jzdocs.errors import (
        DocumentError as DocumentError,
        JzdocsError as JzdocsError,
        Location as Location,
        SurroundingsError as SurroundingsError,
        UsageError as UsageError,
    )
    from jzdocs.pull.pull import Pulled as Pulled


def __getattr__(name: str) -> Any:
    """Load a name of the API (PEP 562)."""
    if name not in PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(PLACES[name]), name)
