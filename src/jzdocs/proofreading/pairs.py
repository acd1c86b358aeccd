"""Marks that come in pairs: brackets, quotation marks and book title marks that are not closed, not opened or crossed
(GB/T 15834-2011, 4.8, 4.9, 4.15), and those of one shape inside one another (4.8.3.4, 4.15.3.4)."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

from msgspec import Struct

from jzdocs.patterns import compiled
from jzdocs.proofreading.lines import Line, Remark, is_han

_PAIRS = {"“": "”", "《": "》", "（": "）", "【": "】", "〔": "〕", "〈": "〉", "「": "」", "『": "』", "‘": "’"}
_OPENS = {closing: opening for opening, closing in _PAIRS.items()}
_MARK = compiled("[“”《》（）【】〔〕〈〉「」『』‘’()]")
_WIDE = {"(": "（", ")": "）"}  # a pair of both widths is no matter of pairs
_LABEL = compiled(r"[\dA-Za-z一二三四五六七八九十①-⑳]{1,3}$")
_LABELS = compiled(r"(?<![（(\d])[\dA-Za-z]{1,2}[）)]")
_QUOTES = "“‘「『"
_NEAR = 3  # lines of a torn paragraph that are read as one
_LONGEST = 300  # characters of a name or a quotation with another one inside
_ENDS = "。！？”；：…"


class _Open(Struct, frozen=True):
    """A mark that waits for its partner: its line and its index in it."""

    mark: str
    line: int
    index: int


def unmatched(lines: Sequence[Line]) -> Iterator[Remark]:
    """Yield the marks without a partner (S112) and those of one shape inside one another (S119).

    A quotation may go on for several paragraphs, each of which opens it anew, and a text may tear a paragraph: what
    one line leaves open, another one may close.
    """
    opened: list[_Open] = []
    closed: list[_Open] = []
    for number, line in enumerate(lines):
        if _MARK.search(line.text):
            opens, closes, uneven = _leftovers(line.text, number)
            yield from (_of_two_widths(line, *places) for places in uneven)
            opened += opens
            closed += closes
            yield from _nested(line)
    _join(opened, closed, lines)
    for left in opened:
        text = lines[left.line].text
        if text[left.index] == "(" and not any(map(is_han, text[max(0, left.index - 2) : left.index + 3])):
            continue  # of a formula, or of another language
        if left.mark == "‘" and "'" in lines[left.line].written:
            continue  # a stray apostrophe
        yield _remark(lines[left.line], left, "S112.open", _PAIRS[left.mark])
    for left in closed:
        yield _remark(lines[left.line], left, "S112.close", _OPENS[left.mark])


def _leftovers(text: str, number: int) -> tuple[list[_Open], list[_Open], list[tuple[int, int]]]:
    """Return the marks of a line that have no partner in it, those that open and those that close, and the places of
    brackets whose partner is of another width."""
    stack: list[_Open] = []
    uneven: list[tuple[int, int]] = []
    closes: list[_Open] = []
    for match in _MARK.finditer(text):
        mark, index = _WIDE.get(match[0], match[0]), match.start()
        if mark in _PAIRS:
            stack.append(_Open(mark, number, index))
            continue
        if _is_no_pair(text, mark, index, stack):
            continue
        place = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].mark == _OPENS[mark]), None)
        if place is None:
            closes.append(_Open(mark, number, index))
        else:
            opening = stack.pop(place).index
            if (text[opening] in _WIDE) != (text[index] in _WIDE):
                uneven.append((opening, index))
    return stack, closes, uneven


def _is_no_pair(text: str, mark: str, index: int, stack: Sequence[_Open]) -> bool:
    """Return whether a mark that closes has another meaning: an apostrophe, or the mark behind a number (1）)."""
    if mark == "’":
        return "‘" not in [left.mark for left in stack]
    if mark == "”":
        return not stack and text[index - 1 : index].isdigit()  # inches
    if mark != "）" or "（" in [left.mark for left in stack]:
        return False
    if text[index] == ")" and not any(map(is_han, text[max(0, index - 2) : index + 3])):
        return True  # of a formula, or of another language
    label = _LABEL.search(text, max(0, index - 4), index)
    if label is None:
        return False
    before = text[label.start() - 1 : label.start()]
    return (
        before in ("", *"。；：，、 \u3000\n")
        or len(_LABELS.findall(text, max(0, index - _LONGEST), index + _LONGEST)) > 1
    )


def _join(opened: list[_Open], closed: list[_Open], lines: Sequence[Line]) -> None:
    """Take out of both lists what lines close that others opened: each mark is closed by the next one behind it."""
    waiting: dict[str, deque[_Open]] = defaultdict(deque)
    for right in closed:
        waiting[_OPENS[right.mark]].append(right)
    joined: set[tuple[int, int]] = set()
    for left in opened:
        closers = waiting[left.mark]
        while closers and closers[0].line <= left.line:
            closers.popleft()
        if closers and (left.mark in _QUOTES or _is_torn(left.line, closers[0].line, lines)):
            right = closers.popleft()
            joined |= {(left.line, left.index), (right.line, right.index)}
        elif left.mark in "“‘" and _goes_on(left, lines):
            # each paragraph of a long quotation opens it anew, only the last closes it: “…⏎“…⏎“…”
            joined.add((left.line, left.index))
    opened[:] = [left for left in opened if (left.line, left.index) not in joined]
    closed[:] = [right for right in closed if (right.line, right.index) not in joined]


def _is_torn(first: int, last: int, lines: Sequence[Line]) -> bool:
    """Return whether the lines between two may be one paragraph that was torn."""
    return last - first <= _NEAR or all(lines[index].text.rstrip()[-1:] not in _ENDS for index in range(first, last))


def _goes_on(left: _Open, lines: Sequence[Line]) -> bool:
    """Return whether the paragraph behind, or the one that the mark begins, is a part of one long quotation."""
    following = lines[left.line + 1].text if left.line + 1 < len(lines) else ""
    return following.lstrip().startswith(left.mark)


def _nested(line: Line) -> Iterator[Remark]:
    """Yield 《…《…》…》 and “…“…”…”: the inner one has the other shape."""
    for shape in ("《》", "“”"):
        depth = 0
        for match in re.finditer(f"[{shape}]", line.text):
            depth += 1 if match[0] == shape[0] else -1
            depth = max(0, depth)
            if depth == 2 and match[0] == shape[0] and _closes_twice(line.text, match.start(), shape):
                inner = line.text[match.start() : line.text.find(shape[1], match.start()) + 1]
                right = "〈〉" if shape == "《》" else "‘’"
                yield Remark(
                    line.at(match.start()),
                    "S119",
                    {"stated": _short(inner), "right": _short(right[0] + inner[1:-1] + right[1])},
                )


def _closes_twice(text: str, index: int, shape: str) -> bool:
    """Return whether both marks that are open at `index` are closed behind it."""
    depth = 2
    for match in re.finditer(f"[{shape}]", text[index + 1 : index + _LONGEST]):
        depth += 1 if match[0] == shape[0] else -1
        if depth == 0:
            return True
    return False


def _of_two_widths(line: Line, opening: int, closing: int) -> Remark:
    stated = line.text[opening : closing + 1]
    right = f"（{stated[1:-1]}）"
    return Remark(line.at(opening), "S112.width", {"stated": _short(stated), "right": _short(right)})


def _remark(line: Line, left: _Open, key: str, partner: str) -> Remark:
    start = max(0, left.index - (0 if key.endswith("open") else 8))
    return Remark(
        line.at(left.index),
        key,
        {"mark": left.mark, "partner": partner, "near": line.text[start : start + 10].strip()},
    )


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:11]}…{text[-11:]}"
