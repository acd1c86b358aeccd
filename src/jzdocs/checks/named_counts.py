"""Counts of names that stand right before them: 甲县、乙县、丙县3个县; 《意见》《方案》等3份文件."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jzdocs.checks.calendar import impossible, part
from jzdocs.checks.finding import Finding
from jzdocs.facts.numerals import number_in
from jzdocs.patterns import compiled

_COUNT = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,2})"
_NAME = r"[\u4e00-\u9fffA-Za-z]{1,14}?"
# three or more names of one ending, or in brackets of one kind, and their number
_ENDING = (
    "县|市|区|镇|乡|村|街道|社区|省|州|局|委|办|院|校|中学|小学|大学|学院|公司|企业|集团|银行|医院|园区|项目|工程"
    "|专业|学科|课程|系列|馆|站|厂|组|支队|大队"
)
_LISTED = compiled(
    rf"(?P<names>{_NAME}(?P<end>{_ENDING})(?:、{_NAME}(?P=end)){{1,14}}(?:和{_NAME}(?P=end))?)"
    rf"(?P<more>等)?(?:共|共计|合计|这)?(?P<count>{_COUNT})(?P<unit>个|家|所|座|门|名|项)?(?P<noun>[\u4e00-\u9fff]{{0,4}})"
)
_TAIL = compiled(rf"、[^，。；]{{0,16}}?(?:{_ENDING})(?:等|共|共计|合计|这)?{_COUNT}(?:个|家|所|座|门|名|项|{_ENDING})")
_TITLES = compiled(
    rf"(?P<names>《[^《》]{{1,40}}》(?:[、和及]?《[^《》]{{1,40}}》){{1,14}})(?P<more>等)?(?P<count>{_COUNT})(?:部|项|个|篇|本|份|册|首|种)"
)
_NOT_NAMES = compiled("各|其他|以及|部分|有关|所有|全|\\d")


def named_counts_in(text: str) -> Iterator[Finding]:
    """Yield the numbers of a text that are not those of the names right before them; behind 等 there may be more names
    than those listed, but not fewer."""
    if "、" not in text and "》" not in text:
        return
    for match in _LISTED.finditer(text) if _TAIL.search(text) else ():
        names = re.split("[、]|和(?=[^、]+$)", match["names"])
        end = match["end"]
        fits = match["noun"].startswith((end, end[-1])) or (not match["noun"] and match["unit"] in ("家", "所", "个"))
        if fits and not any(_NOT_NAMES.search(name) for name in names) and _follows_names(text, match):
            yield from _judged(text, match, len(names))
    for match in _TITLES.finditer(text):
        yield from _judged(text, match, match["names"].count("《"))


def _follows_names(text: str, match: re.Match[str]) -> bool:
    """Whether the first name of a list begins it: no other list, number or 和 stands before it in its clause."""
    before = re.split("[，。；：:（(]", text[: match.start()])[-1]
    return "、" not in before and not re.search(r"\d$", before)


def _judged(text: str, match: re.Match[str], names: int) -> Iterator[Finding]:
    stated = number_in(match["count"].replace("两", "二"))
    if stated is None or stated == names or (match["more"] and stated > names):
        return
    if abs(stated - names) > max(2, names // 2) or text[match.end("count") : match.end("count") + 1] in "年月日%.":
        return
    place = part(text, match.start("count"), match.end("count"))
    yield impossible(place, "parts", str(names), match["names"][:60], certain=False)
