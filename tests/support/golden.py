"""Golden files: what a document was when somebody looked at it, as lines of text in a JSON file."""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

RENEW = "JZDOCS_RENEW_GOLDEN"
_SHOWN = 80  # lines of the difference: the first tell enough


def check_golden(path: Path, found: Mapping[str, Sequence[str]]) -> None:
    """Compare parts of a document, each a name and lines, with a golden file; with the variable set, renew the file."""
    parts = {name: list(rows) for name, rows in found.items()}
    if os.environ.get(RENEW):
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(parts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return
    golden = json.loads(path.read_text(encoding="utf-8"))
    if golden == parts:
        return
    difference: list[str] = []
    for name in [*golden, *(n for n in parts if n not in golden)]:
        before, after = golden.get(name, []), parts.get(name, [])
        difference += difflib.unified_diff(before, after, f"{name}: golden", f"{name}: now", "", "", 1, "")
    shown = "\n".join(difference[:_SHOWN]) or "the parts stand in another order"
    more = f"\n… and {len(difference) - _SHOWN} lines more" if len(difference) > _SHOWN else ""
    pytest.fail(
        f"not as in {path.name}:\n{shown}{more}\n\nIf the new state is right, look at the pages, and then renew the file "
        f"with {RENEW}=1 python -m pytest -n 0 {os.environ.get('PYTEST_CURRENT_TEST', '').split(' ')[0]}",
        pytrace=False,
    )
