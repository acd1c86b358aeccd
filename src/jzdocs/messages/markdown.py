"""Findings about Markdown: marks of other dialects, stars, notes, ragged tables, keys of the front matter.

Each entry: (what is wrong, what to do) in English, then in Chinese.
"""

from __future__ import annotations

from jzdocs.messages.catalogue import Findings

FINDINGS: Findings = {
    "S074": (
        (
            "the note “{label}” stands in another note; its text is printed there in brackets",
            "refer to it from the text, or write it into the other note",
        ),
        ("脚注“{label}”套在别的脚注里，内容已排在括号中", "请在正文中引用它，或直接写进那条脚注"),
    ),
}
