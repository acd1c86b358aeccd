"""The numbers of a text: every quantity with its kind, its subject (what it measures), its period, and its group: the
two ends of a change and what is stated of it, or a level and its increases.

Arabic numerals are found by `quantities`, Chinese ones by `chinese`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec.structs import replace

from jzdocs.facts.chinese import chinese_numbers
from jzdocs.facts.groups import last_group, paired, ranged, with_levels
from jzdocs.facts.kinds import is_object, kind_by_words, lead
from jzdocs.facts.number import Kind, Number
from jzdocs.facts.periods import period_at
from jzdocs.facts.quantities import Quantity, quantities
from jzdocs.facts.respectively import respectively
from jzdocs.facts.rounding import shifted
from jzdocs.facts.subjects import subject
from jzdocs.patterns import compiled

_PIECE = 1000  # characters; a longer text is read piece by piece
_REMEMBERED = 1 << 16  # texts; a document of five megabytes has fewer sentences
_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_FULL_WIDTH = compiled("[０-９]")
_JOINT = compiled(r"、|和|与|及")
_OR = compiled(r"[，,]?或约?")
_LIST_BEHIND = compiled(r"[\u4e00-\u9fff“”]{1,14}(?:和|、|与|及)")
_NEXT_OBJECT = compiled(r"[\u4e00-\u9fff“”]{0,4}(?:、|和|与|及)[\u4e00-\u9fff“”]{1,10}")
_LETTER = compiled(r"[^\W\d_]")
_NAMED_LENGTH = compiled(
    "(?:天数|日数|时间|时长|时限|期限|周期|年限|工期|寿命|工时)(?:为|达到?|平均|约|共|是|有|均|超过?|不超过)*$"
)
_NOT_COUNTED = ("date", "label", "ordinal")


@lru_cache(maxsize=_REMEMBERED)  # several stages ask for the same sentence
def numbers_in(text: str) -> Sequence[Number]:
    """Return every number of a paragraph with its kind, group, subject and period, in the order of the text."""
    if len(text) <= _PIECE:
        return tuple(_described(text, related(text)))
    numbers: list[Number] = []
    groups = 0
    for start, end in _pieces(text):
        piece = [shifted(number, start) for number in _described(text[start:end], related(text[start:end]))]
        numbers += (replace(number, group=number.group + groups if number.group else None) for number in piece)
        groups += last_group(piece)
    return tuple(numbers)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the pieces (start, end) of a very long text, each with whole sentences or clauses, so that looking back
    stays cheap."""
    start = 0
    while start < len(text):
        end = min(len(text), start + _PIECE)
        if end < len(text):
            cut = max(text.rfind(mark, start + 1, end) for mark in "。；\n")
            cut = cut if cut > start else max(text.rfind(mark, start + 1, end) for mark in "，,、 ")
            end = cut + 1 if cut > start else end
        yield start, end
        start = end


@lru_cache(maxsize=4096)  # the checks ask for the same sentence
def related(text: str) -> Sequence[Number]:
    """Return the numbers of a paragraph with their kinds and groups, but without subjects and periods."""
    words = text.translate(_HALF_WIDTH) if _FULL_WIDTH.search(text) else text  # places stay the same
    arabic = list(quantities(text))
    chinese = [
        Number(quantity, _kind(words, quantity) if kind == "level" else kind)
        for quantity, kind in chinese_numbers(text)
        if not any(_overlaps(other, quantity) and not _contains(quantity, other) for other in arabic)
    ]
    numbers = chinese + [
        Number(quantity, _kind(words, quantity))
        for quantity in arabic
        if not any(number.quantity.start <= quantity.start < number.quantity.end for number in chinese)
    ]
    numbers.sort(key=lambda number: number.quantity.start)
    return tuple(with_levels(words, respectively(words, paired(words, ranged(words, _continued(words, numbers))))))


def _overlaps(first: Quantity, second: Quantity) -> bool:
    return first.start < second.end and second.start < first.end


def _contains(outer: Quantity, inner: Quantity) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _kind(text: str, quantity: Quantity) -> Kind:
    return kind_by_words(text, quantity) if quantity.kind == "level" else quantity.kind


def _continued(text: str, numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers with the kind of the one before where they go on with it: 新增23个名村和134个建筑, 新增床位
    1500张、托位2000个, 增长5%和6%."""
    continued: list[Number] = []
    before: Number | None = None
    objects = False  # whether the verb before may have further objects
    for number in numbers:
        goes_on = False
        if before and before.kind in ("increase", "decrease") and number.kind == "level":
            between = text[before.quantity.end : number.quantity.start]
            same_unit = before.quantity.base_unit == number.quantity.base_unit
            goes_on = bool(
                _OR.fullmatch(between) or _LIST_BEHIND.fullmatch(between) or (same_unit and _JOINT.fullmatch(between))
            )
            goes_on = goes_on or (objects and _NEXT_OBJECT.fullmatch(between) is not None)
        continued.append(replace(number, kind=before.kind) if goes_on and before else number)
        if number.kind not in _NOT_COUNTED:
            before = continued[-1]
            objects = objects if goes_on else is_object(text, number.quantity)
    return continued


# --- subjects


def _is_bare_length(text: str, number: Number) -> bool:
    """Whether a number is a length of time that no name measures: 用了3年, but 优良天数为246天."""
    if not number.is_duration or number.kind != "level":
        return False
    return _NAMED_LENGTH.search(lead(text, number.quantity.start)) is None


def _described(text: str, numbers: Sequence[Number]) -> Iterator[Number]:
    """Yield the numbers with their subjects and periods. Members of a group share the first one's subject."""
    if not _LETTER.search(text):  # a cell with a number: there are no words to look at
        yield from numbers
        return
    before: Number | None = None
    group_subjects: dict[int, str] = {}
    for number in numbers:
        name = number.subject
        if number.group in group_subjects:
            name = group_subjects[number.group or 0]
        elif not name and number.kind not in _NOT_COUNTED and not _is_bare_length(text, number):
            name = subject(text, number, before)
        if number.group:
            group_subjects.setdefault(number.group, name)
        has_period = number.kind not in ("date", "label")
        own_period = period_at(text, number.quantity.start) if has_period else None
        described = replace(number, subject=name, period=own_period)
        yield described
        if number.kind not in _NOT_COUNTED:
            before = described if described.subject or not before else replace(described, subject=before.subject)
