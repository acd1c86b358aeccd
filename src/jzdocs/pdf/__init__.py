"""Finished pages → PDF/A and PDF/UA (reportlab writes the file), and reading such a PDF again.

`writer` draws the items of the pages in their order and decides nothing; `structure` marks content and writes the
structure tree; `fonts` embeds faces; `archive` adds what an archived file needs. `reading_order` and `provenance` read.
"""

from __future__ import annotations

import sys
from types import ModuleType

_CHANGES = ("reportlab_mods", "reportlab_settings")


def _import_reportlab() -> None:
    """Import reportlab as it was published.

    It runs a `reportlab_mods.py` and a `reportlab_settings.py` from wherever Python looks for modules (in a notebook
    the current folder, where files of others may lie) or from the user's folder, and fails where that is no folder. So
    it finds empty ones while it is imported.
    """
    if "reportlab" in sys.modules:
        return
    empty = {name: ModuleType(name) for name in _CHANGES if name not in sys.modules}
    sys.modules.update(empty)
    try:
        import reportlab.rl_config  # noqa: F401
    finally:
        for name in empty:
            sys.modules.pop(name, None)


_import_reportlab()
