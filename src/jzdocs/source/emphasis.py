"""Emphasis beside Chinese. CommonMark (6.2) closes no `**` between a full stop and a Han character (`**标题。**正文`),
since it is made for words with spaces between them. Here a Han character or full-width mark on either side counts as a
word boundary."""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token

_RANGES = (
    ("\u2e80", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\ufe30", "\ufe4f"),
    ("\uff00", "\uffef"),
    ("\U00020000", "\U0003ffff"),
)
_MARKS = frozenset("“”‘’—…·")


def is_cjk(char: str) -> bool:
    """Return whether `char` is Han, kana, or a punctuation mark of Chinese text."""
    return char in _MARKS or any(low <= char <= high for low, high in _RANGES)


class _State(StateInline):
    """The state of markdown-it's inline parser, with our rule for delimiters."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 (the library's names)
        marker, position = self.src[start], start
        while position < self.posMax and self.src[position] == marker:
            position += 1
        before = self.src[start - 1] if start > 0 else " "
        after = self.src[position] if position < self.posMax else " "
        white_before, white_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
        cjk_before, cjk_after = is_cjk(before), is_cjk(after)
        mark_before, mark_after = _punctuation(before), _punctuation(after)
        left = not white_after and (not mark_after or cjk_after or white_before or mark_before or cjk_before)
        right = not white_before and (not mark_before or cjk_before or white_after or mark_after or cjk_after)
        can_open = left and (canSplitWord or not right or mark_before)
        can_close = right and (canSplitWord or not left or mark_after)
        return Scanned(can_open, can_close, position - start)


def _punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


class CjkParserInline(ParserInline):
    """The inline parser with the rule of this module."""

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        """Add the tokens of an inline text to `tokens`, and return them."""
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens
