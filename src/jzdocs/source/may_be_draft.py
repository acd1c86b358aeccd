"""Whether a Markdown file may be a draft that somebody wrote without knowing jzdocs."""

from __future__ import annotations

import re

from jzdocs.patterns import compiled

_OURS = compiled(
    r"^(?:```+|~~~+) *(?:chart|table|keyfigures|attachment|redhead|colophon|addressees|attachments|attendance|"
    r"signature|columns|cover|title|sources|contents|figures)\b|\]\{#|@(?:fact|fig|tbl|sec):",
    re.M,
)


def may_be_draft(text: str) -> bool:
    """Return whether a text has neither front matter nor blocks or figures of ours."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return bool(first) and first.rstrip() != "---" and not _OURS.search(text)
