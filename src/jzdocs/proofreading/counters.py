"""Numbers that a text counts with: 第一章, 一、, （一）, 1., （1）, ①, and 一是, 第一，, 其一 within paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from jzdocs.facts.numerals import number_in
from jzdocs.patterns import compiled
from jzdocs.proofreading.lines import Line

_C = "[一二三四五六七八九十]{1,3}"
# the forms that begin a line; the name of each is how its 1 is printed
_FORMS: tuple[tuple[str, str], ...] = (
    ("第一部分", rf"第(?:{_C}|\d{{1,2}})部分(?=[\s\u3000：:、]|[\w“])"),
    ("第一篇", rf"第(?:{_C}|\d{{1,2}})[编篇](?=[\s\u3000：:]|[\w“])"),
    ("第一章", rf"第(?:{_C}|\d{{1,2}})章"),
    ("第一节", rf"第(?:{_C}|\d{{1,2}})节"),
    ("第一条", r"第[一二三四五六七八九十百零〇]{1,5}条(?=[\s\u3000])"),
    ("一、", rf"{_C}、"),
    ("（一）", rf"[（(]{_C}[）)]"),
    ("1.", r"\d{1,2}[.．、](?![\d\s]*[.．]?\d)"),
    ("（1）", r"[（(]\d{1,2}[）)]"),
    ("1）", r"\d{1,2}[）)]"),
    ("①", "[①-⑳]"),
    ("1.", r"\d{1,2}[.．、](?=\d)"),  # 21.5+2就业之家: counted where it goes on, else a decimal
)
_LINE = compiled("[ \u3000\t]*(?:" + "|".join(f"({form})" for _, form in _FORMS) + ")")
_NAMES = [name for name, _ in _FORMS]
_INSIDE = compiled(
    rf"(?:(?<=[。；：！？;:“（(])|(?<=[，,])(?!{_C}是[一二三非否])|^[ \u3000]*)"
    rf"(?:(?P<is>{_C})(?:是|要|为|则)|第(?P<th>{_C})[，,、是](?!名|位|二|三)"
    rf"|其(?P<its>{_C})[，,、是])"
    rf"|(?<=[。；：！？])(?:[（(](?P<chinese>{_C})[）)]|[（(](?P<arabic>\d{{1,2}})[）)]|(?P<circle>[①-⑳])"
    r"|(?P<dot>\d{1,2})[.．](?![\d\s]))"
)
_DEEPEST = 20  # blanks that a line may begin with
_GROUPS = {
    "is": "一是",
    "th": "第一，",
    "its": "其一",
    "chinese": "（一）",
    "arabic": "（1）",
    "circle": "①",
    "dot": "1.",
}
_NUMERAL = compiled(r"\d+|[一二三四五六七八九十百零〇]+|[①-⑳]")


class Counter(Struct, frozen=True):
    """A number that counts: its form (the name is how its 1 is printed), its value, what is printed, where it begins
    in the line, whether it begins the line, and whether it may be no counter at all."""

    form: str
    value: int
    text: str
    start: int
    leads: bool
    doubtful: bool = False


def counters_in(line: Line) -> list[Counter]:
    """Return the numbers that count in a line, in order."""
    found = list(_inside(line.text))
    leading = leading_counter(line.text)
    if leading is None and line.own and line.kind == "heading":
        leading = leading_counter(line.own.lstrip("#＃ \u3000\t"))
        leading = leading and Counter(leading.form, leading.value, leading.text, 0, True)
    if leading is None:
        return found
    return [leading, *(counter for counter in found if counter.start > leading.start)]


def leading_counter(text: str) -> Counter | None:
    """Return the number that a text begins with, or None."""
    match = _LINE.match(text)
    if match is None or not match.lastindex:
        return None
    printed = match[match.lastindex]
    form = _NAMES[match.lastindex - 1]
    value = value_of(printed)
    doubtful = match.lastindex == len(_FORMS)
    return Counter(form, value, printed, match.start(match.lastindex), True, doubtful) if value else None


def _inside(text: str) -> Iterator[Counter]:
    for match in _INSIDE.finditer(text):
        group = match.lastgroup or ""
        value = value_of(match[group])
        if value:
            leads = match.start() <= _DEEPEST and not text[: match.start()].strip()
            yield Counter(_GROUPS[group], value, match[0].strip(), match.end() - len(match[0].lstrip()), leads)


def value_of(printed: str) -> int:
    """Return the number that a counter prints; 0 where it is none."""
    match = _NUMERAL.search(printed)
    if match is None:
        return 0
    numeral = match[0]
    if numeral[0] in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
        return ord(numeral[0]) - ord("①") + 1
    return int(number_in(numeral) or 0)
