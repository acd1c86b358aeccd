"""Values of the front matter that change: texts, dates, lists in either form of YAML, keys that come and go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date as calendar_date
from difflib import SequenceMatcher

from jzdocs.patterns import compiled
from jzdocs.pull.edits import Edit, EditSet
from jzdocs.pull.spans import Scalar, Spans
from jzdocs.pull.template_code import CODE
from jzdocs.resolve.front_pieces import FrontPiece
from jzdocs.resolve.imprint import chinese_date

_ISO = compiled(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_IN_WORDS = compiled(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_WITH_DEFAULT = ("head", "printed_by", "printed_on")  # without these keys something else is printed in their place
_OPENING, _CLOSING = "（(〔[《“", "）)〕]》”"


class FrontKeys:
    """Writes changed values into the front matter of the document's own source."""

    def __init__(self, edits: EditSet) -> None:
        self._edits, self._path = edits, edits.document
        self._spans: Spans = edits.spans[edits.document]

    def leave(self, reason: str, text: str, **arguments: object) -> None:
        """Tell of an edit that cannot be brought back."""
        self._edits.leave_at(reason, self._path, 1, text, **arguments)

    def change(self, piece: FrontPiece, new: str) -> bool:
        """Change the value of a key, or take the key out where nothing of it is printed any more. Return whether that
        could be done; what could not is told."""
        scalars = self._spans.front_items(piece.key)
        if scalars is not None and piece.form == "list":
            return self._change_list(piece, scalars, new)
        scalar = self._spans.front(piece.key)
        if scalar is None or not self._is_own(scalar, piece.text, piece.form):
            return self._leave_foreign(piece.key, new or piece.text)
        if not new:
            return self._remove_key(piece.key, piece.text)
        value = _with_change(scalar.value, piece, new)
        return self._leave_value(piece.key, new) if value is None else self._set(scalar, value, piece.text, new)

    def change_items(self, key: str, texts: Mapping[int, tuple[str, str]]) -> bool:
        """Change items of a list that are printed each by itself: their places → (text before, text now). Return
        whether that could be done."""
        scalars = self._spans.front_items(key)
        shown = next(new or old for old, new in texts.values())
        if scalars is None:
            single = self._spans.front(key) is not None and set(texts) == {0}
            return self.change(FrontPiece(texts[0][0], key), texts[0][1]) if single else self._leave_foreign(key, shown)
        if not all(i < len(scalars) and self._is_own(scalars[i], old, "") for i, (old, _) in texts.items()):
            return self._leave_foreign(key, shown)
        gone = {index for index, (_, new) in texts.items() if not new}
        for index, (old, new) in texts.items():
            if new:
                self._set(scalars[index], scalars[index].value.replace(old, new, 1), old, new)
        if len(gone) == len(scalars):
            return self._remove_key(key, texts[0][0])
        self._remove_items(key, scalars, gone)
        return True

    def add(self, piece: FrontPiece, new: str) -> None:
        """Put in a key that the front matter lacks."""
        if not new or piece.key in self._spans.keys or not self._spans.keys or self._has_statements():
            self.leave("pull.front_line", new or piece.text)
            return
        value = _as_date(new) if piece.form == "date" else new
        if value is None:
            self._leave_value(piece.key, new)
            return
        end = self._spans.starts[self._spans.body - 1]
        self._edits.insert(self._path, end, f"{piece.key}: {self._edits.scalar(self._path, value)}\n")
        self._applied(end, piece.text, f"{piece.key}: {value}")

    # --- writing

    def _applied(self, offset: int, old: str, new: str) -> None:
        line = self._spans.text.count("\n", 0, offset) + 1
        self._edits.applied.append(Edit("changed", self._path, line, old, new))

    def _set(self, scalar: Scalar, value: str, old: str, new: str) -> bool:
        self._edits.replace(self._path, (scalar.start, scalar.end), self._edits.scalar(self._path, value, scalar.style))
        self._applied(scalar.start, old, new)
        return True

    def _remove_key(self, key: str, shown: str) -> bool:
        if key in _WITH_DEFAULT:
            return self._leave_value(key, shown)
        first, last = self._spans.front_lines(key)
        start, end = self._spans.starts[first], self._spans.behind(last)
        self._edits.replace(self._path, (start, end), "")
        self._edits.applied.append(Edit("deleted", self._path, first + 1, shown))
        return True

    def _remove_items(self, key: str, scalars: Sequence[Scalar], gone: set[int]) -> None:
        for index in sorted(gone):
            scalar = scalars[index]
            if not self._spans.front_is_flow(key):
                line = self._line_of(scalar)
                span = (self._spans.starts[line], self._spans.behind(line))
            elif set(range(index)) <= gone:
                span = (scalar.start, scalars[index + 1].start)
            else:
                span = (scalars[index - 1].end, scalar.end)
            self._edits.replace(self._path, span, "")
            self._edits.applied.append(Edit("deleted", self._path, self._line_of(scalar) + 1, scalar.value))

    def _line_of(self, scalar: Scalar) -> int:
        return self._spans.text.count("\n", 0, scalar.start)

    # --- lists that are printed on one line

    def _change_list(self, piece: FrontPiece, scalars: Sequence[Scalar], new: str) -> bool:
        """Change a list of which all items are printed with 、 between them."""
        before = [scalar.value for scalar in scalars]
        before[-1:] = [_without_end(value) for value in before[-1:]]
        if "、".join(before) != piece.text or any(CODE.search(value) for value in before):
            return self._leave_foreign(piece.key, new or piece.text)
        if not new:
            return self._remove_key(piece.key, piece.text)
        after = list_items(before, new)
        if after is None:
            return self._leave_value(piece.key, new)
        in_place = {index: text for index, text in after if index is not None}
        for index, text in in_place.items():
            if text != before[index]:
                value = scalars[index].value.replace(before[index], text, 1)
                self._set(scalars[index], value, before[index], text)
        self._remove_items(piece.key, scalars, set(range(len(before))) - set(in_place))
        self._insert_items(piece.key, scalars, after)
        return True

    def _insert_items(self, key: str, scalars: Sequence[Scalar], after: Sequence[tuple[int | None, str]]) -> None:
        flow = self._spans.front_is_flow(key)
        behind: int | None = None  # the item that new ones follow
        put: dict[int | None, list[str]] = {}
        for index, text in after:
            if index is None:
                put.setdefault(behind, []).append(self._edits.scalar(self._path, text))
            behind = index if index is not None else behind
        for place, texts in put.items():
            beside = scalars[place if place is not None else 0]
            if flow:
                offset = beside.end if place is not None else beside.start
                inserted = "".join(f", {text}" if place is not None else f"{text}, " for text in texts)
                # beside a text that is replaced itself: the two are put in one behind the other
                self._edits.replace(self._path, (offset, offset), inserted)
            else:
                line = self._line_of(beside)
                mark = self._spans.text[self._spans.starts[line] : beside.start]
                offset = self._spans.behind(line) if place is not None else self._spans.starts[line]
                self._edits.insert(self._path, offset, "".join(f"{mark}{text}\n" for text in texts))
            self._applied(beside.start, "", "、".join(texts))

    # --- what is not the author's own

    def _is_own(self, scalar: Scalar, old: str, form: str) -> bool:
        """Return whether the front matter itself says what was printed: no template makes it, on one line."""
        value = chinese_date(_padded(scalar.value)) if form == "date" else scalar.value
        return old in value and not CODE.search(scalar.value) and scalar.style not in ("|", ">")

    def _has_statements(self) -> bool:
        front = self._spans.lines[: self._spans.body]
        return self._spans.is_template and any("{%" in line for line in front)

    def _leave_foreign(self, key: str, text: str) -> bool:
        if self._spans.is_template:
            self.leave("pull.template_line", text)
        else:
            self.leave("pull.front_key_missing" if key not in self._spans.keys else "pull.front_value", text, name=key)
        return False

    def _leave_value(self, key: str, text: str) -> bool:
        self.leave("pull.front_value", text, name=key)
        return False


def unescaped(text: str) -> str:
    """Return a line of Markdown without backslashes before punctuation."""
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", text)


def _without_end(value: str) -> str:
    """Return a list's last item without the mark that closes the list."""
    return value.rstrip("。").removesuffix("：")


def _with_change(value: str, piece: FrontPiece, new: str) -> str | None:
    """Return a key's value with the printed text changed; None where the new text would be printed differently."""
    if piece.form == "date":
        return _as_date(new, in_words="-" not in value)
    if value == piece.text:
        return new
    return value.replace(piece.text, new) if value.count(piece.text) == 1 else None


def _padded(date: str) -> str:
    """Return a date in ISO 8601 with two digits for month and day."""
    match = _ISO.fullmatch(date)
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else date


def _as_date(text: str, *, in_words: bool = False) -> str | None:
    """Return a date as the front matter says it: in ISO 8601 where that prints the same, else as it is printed; None
    for a day that no calendar has, and a text that would be printed in words."""
    match = _IN_WORDS.fullmatch(text)
    if match is None:
        return None if _ISO.fullmatch(text) else text
    try:
        date = calendar_date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        return None
    return text if in_words or chinese_date(date) != text else date


# --- lists


def list_items(before: Sequence[str], new: str) -> list[tuple[int | None, str]] | None:
    """Return the items that a line with 、 between them says now, each with its place before (None: it is new); None
    where one would be empty.

    A 、 in brackets divides nothing, and an item may itself hold one: what was changed between two items belongs to
    them, what was put between two to neither."""
    tokens = [(index, token) for index, item in enumerate(before) for token in _tokens(item)]
    now = list(_tokens(new))
    if not all(token.strip() for token in now):
        return None
    owners: list[int | None] = []
    old = [token for _, token in tokens]
    for tag, a, b, c, d in SequenceMatcher(None, old, now, autojunk=False).get_opcodes():
        if tag in ("equal", "replace"):
            paired = [index for index, _ in tokens[a:b]][: d - c]
            owners += paired + [paired[-1] if _is_within(tokens, b, paired[-1]) else None] * (d - c - len(paired))
        elif tag == "insert":
            inside = 0 < a < len(tokens) and tokens[a - 1][0] == tokens[a][0]
            owners += [tokens[a][0] if inside else None] * (d - c)
    items: list[tuple[int | None, str]] = []
    for owner, token in zip(owners, now, strict=True):
        if items and owner is not None and items[-1][0] == owner:
            items[-1] = owner, f"{items[-1][1]}、{token}"
        else:
            items.append((owner, token))
    return items


def _is_within(tokens: Sequence[tuple[int, str]], place: int, owner: int) -> bool:
    """Return whether the item `owner` goes on at a place."""
    return place < len(tokens) and tokens[place][0] == owner


def _tokens(text: str) -> Iterator[str]:
    """Yield the parts of a text between its 、, but for those in brackets."""
    depth, start = 0, 0
    for place, char in enumerate(text):
        depth += (char in _OPENING) - (char in _CLOSING and depth > 0)
        if char == "、" and depth == 0:
            yield text[start:place]
            start = place + 1
    yield text[start:]
