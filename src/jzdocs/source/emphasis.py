"""Emphasis beside Chinese. CommonMark (6.2) closes no `**` between a full stop and a Han character (`**标题。**正文`),
since it is made for words with spaces between them. Here a Han character or full-width mark on either side counts as a
word boundary. Stars that mask names and numbers or multiply are text: `stars.py`."""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter, Scanned
from markdown_it.token import Token

from jzdocs.source.stars import Run, is_text, judge

_RANGES = (
    ("\u2e80", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\ufe30", "\ufe4f"),
    ("\uff00", "\uffef"),
    ("\U00020000", "\U0003ffff"),
)
_MARKS = frozenset("“”‘’—…·")
_STAR, _UNDERSCORE = ord("*"), ord("_")


def is_cjk(char: str) -> bool:
    """Return whether `char` is Han, kana, or a punctuation mark of Chinese text."""
    return char in _MARKS or any(low <= char <= high for low, high in _RANGES)


class _State(StateInline):
    """The state of markdown-it's inline parser, with our rule for delimiters. `marks` counts the runs of two or more
    stars that may be marks."""

    marks = 0

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 (the library's names)
        marker, position = self.src[start], start
        while position < self.posMax and self.src[position] == marker:
            position += 1
        run = Run(start, position)
        if marker in "*_" and is_text(self.src, run, self.marks):
            return Scanned(False, False, position - start)
        if marker == "*" and position - start > 1:
            self.marks += 2 if position - start > 3 else 1
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

    def __init__(self) -> None:
        super().__init__()
        self.ruler.at("emphasis", _push_run)
        self.ruler2.after("balance_pairs", "judge_stars", _judge_pairs)

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        """Add the tokens of an inline text to `tokens`, and return them."""
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        state.tokens += env.pop(_DOUBTS, ())
        return state.tokens


_FINDINGS = {"doubtful text": "S070.text", "doubtful emphasis": "S070.emphasis", "alone": "S071.unclosed"}
_DOUBTS = "jz_doubts"  # where the tokens wait that say what is told about stars


def _push_run(state: StateInline, silent: bool) -> bool:
    """Push a run of stars or underscores: a token for each, which remembers its run, and a delimiter."""
    start = state.pos
    marker = state.src[start]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(start, marker == "*")
    run = Run(start, start + scanned.length)
    if not (scanned.can_open or scanned.can_close):  # also a run of a million is one token then
        state.push("text", "", 0).content = state.src[run.start : run.end]
        state.pos = run.end
        return True
    if marker == "*" and scanned == Scanned(True, True, 4):  # **标题****副标题**: one ends, another begins
        _push_delimiters(state, Run(start, start + 2), Scanned(False, True, 2))
        _push_delimiters(state, Run(start + 2, run.end), Scanned(True, False, 2))
    else:
        _push_delimiters(state, run, scanned)
    state.pos = run.end
    return True


def _push_delimiters(state: StateInline, run: Run, scanned: Scanned) -> None:
    marker = state.src[run.start]
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        token.meta = {"run": run}
        delimiter = Delimiter(
            marker=ord(marker),
            length=scanned.length,
            token=len(state.tokens) - 1,
            end=-1,
            open=scanned.can_open,
            close=scanned.can_close,
        )
        state.delimiters.append(delimiter)


def _judge_pairs(state: StateInline) -> None:
    """Part the pairs that are none, and add a token for each that is told, and for marks that found no partner."""
    doubts: list[Token] = state.env.setdefault(_DOUBTS, [])
    nested = [meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta]
    for delimiters in (state.delimiters, *nested):
        closers = {delimiter.end for delimiter in delimiters if delimiter.end >= 0}
        last_alone = None
        for index, delimiter in enumerate(delimiters):
            if delimiter.marker not in (_STAR, _UNDERSCORE):
                continue
            run = state.tokens[delimiter.token].meta["run"]
            if delimiter.end >= 0:
                _judge_pair(state, delimiters, index, doubts)
            elif delimiter.marker == _STAR and index not in closers and run.end - run.start == 2 and run != last_alone:
                doubts.append(_doubt("alone", run, "**"))
                last_alone = run


def _judge_pair(state: StateInline, delimiters: list[Delimiter], index: int, doubts: list[Token]) -> None:
    """Part the pair that the delimiter `index` opens where it is none."""
    opener = delimiters[index]
    opening: Run = state.tokens[opener.token].meta["run"]
    closing: Run = state.tokens[delimiters[opener.end].token].meta["run"]
    strong = opening.end - opening.start > 1 and closing.end - closing.start > 1
    reading = judge(state.src, opening, closing, strong=strong)
    if reading in ("text", "doubtful text"):
        opener.end = -1
    if reading.startswith("doubtful") and (not doubts or doubts[-1].meta["start"] != opening.start):
        shown = state.src[opening.start : closing.end]
        doubts.append(_doubt(reading, opening, shown))


def _doubt(reading: str, run: Run, shown: str) -> Token:
    """Return a token that prints nothing and says what is told about a run."""
    return Token("doubt", "", 0, content=shown, meta={"finding": _FINDINGS[reading], "start": run.start})
