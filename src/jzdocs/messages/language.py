"""The user's language, as the environment says it."""

from __future__ import annotations

import os

from jzdocs.messages.message import Language


def user_language() -> Language:
    """Return the user's language, of those that messages are written in."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
