"""Numbers of headings and items that are left out or come twice (GB/T 9704-2012, 7.3.3 names their order).

Each form of number (一、, （一）, 1.) counts by itself. It may begin anew anywhere, below another heading or in another
document of the file, and an earlier sequence may go on; only what no sequence explains is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from jzdocs.proofreading.counters import Counter, counters_in, leading_counter
from jzdocs.proofreading.lines import Line, Remark
from jzdocs.resolve.numbering import chinese

_WIDEST_GAP = 3  # a number that is further from the one before is of another sequence
_SPOKEN = ("一是", "第一，", "其一")  # counted in sentences, mostly within one paragraph
_REMEMBERED = 6  # sequences of a form that may go on


class _State(Struct):
    """The last numbers of the sequences that are open, outer before inner, and by form those of sequences before."""

    open: dict[str, int] = field(default_factory=dict)
    paused: dict[str, list[int]] = field(default_factory=dict)

    def close_below(self, form: str | None) -> None:
        """Close the sequences inside that of a form (None: all)."""
        names = list(self.open)
        inner = names if form is None else names[names.index(form) + 1 :]
        for name in inner:
            self.pause(name, self.open.pop(name))

    def pause(self, form: str, last: int) -> None:
        """Remember how far a sequence came."""
        self.paused.setdefault(form, []).append(last)
        del self.paused[form][:-_REMEMBERED]

    def before(self, form: str) -> Sequence[int]:
        """Return the last numbers of earlier sequences of a form."""
        return self.paused.get(form, ())

    def goes_on(self, counter: Counter) -> bool:
        """Return whether a number continues a sequence that was left before."""
        left = self.paused.get(counter.form, [])
        if counter.value - 1 in left:
            left.remove(counter.value - 1)
            return True
        return False


def misnumbered(lines: Sequence[Line]) -> Iterator[Remark]:
    """Yield the numbers that jump (S110.gap), come twice (S110.repeat) or go back (S110.back), and those of a Markdown
    list that the document prints otherwise (S110.list)."""
    state = _State()
    for line in lines:
        if line.quoted or line.kind == "note":
            continue
        counters = counters_in(line)
        leading = counters[0] if counters and counters[0].leads else None
        if line.kind == "heading" and leading is None:
            state.close_below(None)
        if leading:
            yield from _leading(state, leading, line)
        yield from _inside(state, counters, line)
    yield from _lists(lines)


def _leading(state: _State, counter: Counter, line: Line) -> Iterator[Remark]:
    """Judge a number that begins a line by the lines before."""
    form, value = counter.form, counter.value
    last = state.open.get(form)
    if counter.doubtful and value - 1 != last:
        return
    if last is None:
        state.goes_on(counter)
    else:
        state.close_below(form)
        if value == 1:
            state.pause(form, last)
        elif value != last + 1 and not state.goes_on(counter) and (key := _fault(form, value, last)):
            yield _remark(line, counter, key, last)
            # what follows counts on as if the fault were none
            state.pause(form, value + 1 if key == "S110.repeat" else last)
    state.open[form] = value


def _inside(state: _State, counters: Sequence[Counter], line: Line) -> Iterator[Remark]:
    """Judge the numbers within a line by one another; lines behind may go on with them."""
    lasts: dict[str, int] = {}
    inner: set[str] = set()
    for counter in counters:
        form, value = counter.form, counter.value
        last = lasts.get(form)
        if (
            last is not None
            and value not in (1, last + 1)
            and not counter.leads
            and value - 1 not in state.before(form)
        ):
            if key := _fault(form, value, last):
                yield _remark(line, counter, key, last)
        if last is not None and value == 1:
            state.pause(form, last)
        lasts[form] = value
        inner.update((form,) if not counter.leads else ())
    for form in inner:
        state.pause(form, lasts[form])


def _fault(form: str, value: int, last: int) -> str:
    """Return what is wrong with a number behind the last one of its sequence; "" where it may be of another one."""
    if last < value <= last + _WIDEST_GAP:
        return "S110.gap"
    if value == last:
        return "S110.repeat"
    return "S110.back" if 2 < value < last and form not in _SPOKEN else ""


def _remark(line: Line, counter: Counter, key: str, last: int) -> Remark:
    stated, right, before = counter.text, _printed(counter, last + 1), _printed(counter, last)
    return Remark(line.at(counter.start), key, {"stated": stated, "right": right, "last": before})


def _printed(counter: Counter, value: int) -> str:
    """Return a counter with another value, in its own form."""
    text = counter.text.strip()
    old = str(counter.value)
    if old in text:
        return text.replace(old, str(value), 1)
    if counter.form == "①":
        return chr(ord("①") + value - 1) if value <= 20 else f"({value})"
    return text.replace(chinese(counter.value), chinese(value), 1)


def _lists(lines: Sequence[Line]) -> Iterator[Remark]:
    """Yield the items of a Markdown list whose written numbers count, but not as the document prints them."""
    items: list[tuple[Line, int]] = []
    for line in [*lines, None]:
        counter = leading_counter(line.own) if line and line.kind == "item" and line.ordinal else None
        if line and counter:
            if items and line.ordinal != items[-1][0].ordinal + 1:
                yield from _list(items)
                items = []
            items.append((line, counter.value))
        elif line is None or line.kind in ("heading", "paragraph"):
            yield from _list(items)
            items = []


def _list(items: Sequence[tuple[Line, int]]) -> Iterator[Remark]:
    values = [value for _, value in items]
    if len(set(values)) < 2 or values[:2] == [values[0]] * 2:  # 1. 1. 1. leaves the counting to Markdown
        return
    for (line, value), (_, before) in zip(items[1:], items, strict=False):
        if value != before + 1:
            yield Remark(
                line.at(0), "S110.list", {"stated": f"{value}.", "right": f"{line.ordinal}.", "last": f"{before}."}
            )
            return
