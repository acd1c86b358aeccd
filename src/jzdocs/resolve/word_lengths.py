"""Words that are too long to be any: what stands without a blank for thousands of letters."""

from __future__ import annotations

from jzdocs import limits
from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.model.walk import blocks, leaves, note_runs, plain_leaf, runs
from jzdocs.patterns import compiled

# Han and full-width marks end a word: lines may break between them
_WORD = compiled(r"[^\s\u2e80-\uffee\U00020000-\U000323af]+")


def check_word_lengths(document: nodes.Document, report: Report) -> None:
    """Report words longer than the limit `word_characters` (X151): no line could hold them, and a text of encoded bytes
    is no text."""
    most = limits.current().word_characters
    for run in (*(run for block in blocks(document.blocks) for run in runs(block)), *note_runs(document)):
        for leaf in leaves(run):
            text = plain_leaf(leaf)
            if len(text) > most and (longest := max(map(len, _WORD.findall(text)), default=0)) > most:
                report.error(leaf.at, "X151.word", count=f"{longest:,}", most=f"{most:,}")
