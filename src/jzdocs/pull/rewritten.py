"""A source rewritten with its edits: what was not edited stays as it stands in the file, character by character.

Reading a file makes newlines of all line ends and takes out what cannot be printed (`encoding.decode`). Here the lines
of the text that was read are those of the file again, but for the edited ones, and within an edited line all that
stands before and behind the edit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from jzdocs.encoding import CONTROLS, decoded, encoded, is_removed, without_removed
from jzdocs.patterns import compiled

_LINE_END = compiled("\r\n|\r|\n")
_Line = tuple[str, str]  # a line and its end


def rewritten(text: str, file: bytes) -> bytes:
    """Return the bytes of a file whose text, as it is read, has become `text`: in its encoding, with its byte order
    mark."""
    lines = _lines(decoded(file))
    before, after = [_as_read(line) for line, _ in lines], text.split("\n")
    usual = next((end for _, end in lines if end), "\n")
    out: list[_Line] = []
    for first, last, start, stop in _differences(before, after):
        if before[first:last] == after[start:stop]:
            out += lines[first:last]
        else:
            out += _edited(lines[first:last] or lines[max(0, first - 1) : first], before[first:last], after[start:stop])
    ended = [(line, end or usual) for line, end in out[:-1]] + [(line, "") for line, _ in out[-1:]]
    return encoded("".join(line + end for line, end in ended), file)


def _lines(text: str) -> list[_Line]:
    """Return the lines of a text with their ends; the last has none."""
    ends = [match[0] for match in _LINE_END.finditer(text)]
    return list(zip(_LINE_END.split(text), [*ends, ""], strict=True))


def _as_read(line: str) -> str:
    return without_removed(CONTROLS.sub("\ufffd", line))


def _differences(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches of both lists that belong together, equal or edited."""
    same = _common(before, after)
    tail = _common(before[same:][::-1], after[same:][::-1])
    yield 0, same, 0, same
    matcher = SequenceMatcher(None, before[same : len(before) - tail], after[same : len(after) - tail])
    for _, first, last, start, stop in matcher.get_opcodes():
        yield same + first, same + last, same + start, same + stop
    yield len(before) - tail, len(before), len(after) - tail, len(after)


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    """Return how many items two sequences have in common from their beginnings on."""
    pairs = zip(first, second, strict=False)
    return next((n for n, (left, right) in enumerate(pairs) if left != right), min(len(first), len(second)))


def _edited(lines: Sequence[_Line], before: Sequence[str], after: Sequence[str]) -> Iterator[_Line]:
    """Yield the new lines of a stretch. Each has the end of the line in whose place it stands, the others that of the
    last."""
    for number, new in enumerate(after):
        end = lines[min(number, len(lines) - 1)][1] if lines else ""
        is_pair = len(before) == len(after)
        yield (_restored(lines[number][0], before[number], new) if is_pair else new), end


def _restored(line: str, before: str, new: str) -> str:
    """Return an edited line with what reading took out of it before and behind the edit."""
    if line == before:
        return new
    places = [place for place, char in enumerate(line) if not is_removed(char)]
    same = _common(before, new)
    tail = _common(before[same:][::-1], new[same:][::-1])
    head_end = places[same] if same < len(places) else len(line)
    last_edited = len(before) - tail - 1
    tail_start = max(head_end, places[last_edited] + 1 if last_edited >= 0 else 0)
    return line[:head_end] + new[same : len(new) - tail] + line[tail_start:]
