"""Lists of parts: the items behind a whole, up to where the list may end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from jzdocs.checks.claims import Interval
from jzdocs.checks.passages import Passage, is_amount
from jzdocs.checks.ranges import sum_range, unit_of
from jzdocs.facts.number import Number
from jzdocs.facts.rounding import exact
from jzdocs.patterns import compiled

_CLOSED = {"（": "）", "(": ")"}
_PAUSE = compiled(r"[，,；;]")
_NESTED = compiled(r"其中|当中|(?<![包富饱])含(?!量)|内有")
_OPEN = compiled(
    r"等(?=[^\u4e00-\u9fff]|$|共|合计|[一二三四五六七八九十])|为主|若干|(?:其他|其它|其余)(?![^，。、；]*#)"
)
_UNREAD = compiled(r"[一二两三四五六七八九十百千]+[个家所户人名位座处条件辆台套]")
_ITEM_BEFORE = compiled(r"、[\u4e00-\u9fff]+$")
_REST = compiled(r"^(?:其余|其余的|剩余|剩余的|剩下的?)[\u4e00-\u9fff]{0,3}$")
_OTHERS = compiled("其他|其它")
# words with which something else begins
_OTHER = compiled(
    r"^(?:另|此外|还有|同时|全年|累计|共|总|合计|一共|新增|新登记|净|带动|人均|户均|平均|每|均|最|年均|日均|当年|截至|计划|力争)"
)
_MOST_ITEMS = 9  # of which all selections are tried


class Item(Struct, frozen=True):
    """A part in a list: its number and name, and whether the list may end before it (a comma stands there)."""

    number: Number
    name: str
    pause: bool


class PartList(Struct, frozen=True):
    """The items of a list, whether there may be more than it names (等, or what cannot be read), and how many of the
    items stand before one that begins a list of its own (其中)."""

    items: Sequence[Item]
    open: bool
    before_nested: int

    @property
    def numbers(self) -> list[Number]:
        """Return the numbers of the items."""
        return [item.number for item in self.items]

    @property
    def names(self) -> list[str]:
        """Return the names of the items."""
        return [item.name for item in self.items]

    @property
    def has_rest(self) -> bool:
        """Whether the list says what is left (其余), so that nothing is missing."""
        return any(_REST.search(item.name) for item in self.items) or bool(_OTHERS.match(self.items[-1].name))

    def readings(self) -> Iterator[Sequence[Number]]:
        """Yield the numbers of the list as far as it may go: it may end at each pause, and items may be parts of
        other items."""
        numbers = self.numbers
        for count in range(2, len(numbers) + 1):
            if count == len(numbers) or self.items[count].pause:
                yield numbers[:count]
        nested = self.before_nested < len(numbers) or any(item.pause for item in self.items[1:])
        if nested and 2 < len(numbers) <= _MOST_ITEMS:
            for count in range(2, len(numbers)):
                yield from combinations(numbers, count)

    def sums(self) -> list[Interval]:
        """Return what the list may add up to."""
        return [sum_range(numbers) for numbers in self.readings()]


def closing(text: str, opened: int) -> int:
    """Return where the bracket that stands at `opened` is closed (the end of the text where it is not)."""
    mark, depth = text[opened], 0
    for position in range(opened, len(text)):
        depth += (text[position] == mark) - (text[position] == _CLOSED[mark])
        if not depth:
            return position
    return len(text)


def outside_brackets(text: str, start: int, stop: int) -> str:
    """Return text[start:stop] with all that stands in brackets blanked, so that places stay right."""
    depth, chars = 0, []
    for char in text[start:stop]:
        depth += char in _CLOSED
        chars.append(" " if depth else char)
        depth = max(0, depth - (char in _CLOSED.values()))
    return "".join(chars)


def list_in(passage: Passage, unit: str, start: int, stop: int) -> PartList:
    """Return the list of parts in `unit` that stands between two places of a passage."""
    outer = outside_brackets(passage.text, start, stop)
    nested = _NESTED.search(outer)
    items: list[Item] = []
    before_nested = 0
    end, read, approximate = start, list(outer), False
    for index, number in enumerate(passage.numbers):
        place = number.quantity.start
        if not start <= place < stop or outer[place - start] == " ":
            continue
        read[place - start : number.quantity.end - start] = "#" * (number.quantity.end - place)
        if unit_of(number.quantity) != unit or not is_amount(passage, index):
            # what the list counts without saying exactly how many, or in another unit
            apart = outer[place - start - 1 : place - start] == "、" or _ITEM_BEFORE.search(outer[: place - start])
            approximate |= unit_of(number.quantity) == unit and not exact(number)
            approximate |= bool(apart) and items != [] and is_amount(passage, index)
            continue
        name = passage.name(index)
        if items and _OTHER.search(name) and _PAUSE.search(outer[end - start : place - start]):
            stop = end
            break
        approximate |= bool(items and _OTHER.search(name))
        pause = bool(_PAUSE.search(outer[end - start : place - start]))
        items.append(Item(number, name, pause))
        end = number.quantity.end
        if nested is None or place - start < nested.start():
            before_nested = len(items)
    inside = "".join(read[: stop - start])
    unread = approximate or bool(_OPEN.search(inside) or _UNREAD.search(inside))
    return PartList(items, unread, before_nested)
