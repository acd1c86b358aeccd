"""One body under two names: 市发展改革委 beside 市发改委.

The names are those of the bodies of the State Council and of the offices below them, with the short names that the
State Council uses (国务院机构简称); others are a matter of speaking. A short name that the text introduces
(以下简称…) is right, and so is the full name first and the short one of the State Council behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from jzdocs.patterns import compiled
from jzdocs.proofreading.lines import Line, Remark

# (full, short, as people say); without what follows (委员会, 部, 厅, 局)
_STEMS: tuple[tuple[str, str, str], ...] = (
    ("发展和改革", "发展改革", "发改"),
    ("工业和信息化", "工业和信息化", "工信"),
    ("人力资源和社会保障", "人力资源社会保障", "人社"),
    ("住房和城乡建设", "住房城乡建设", "住建"),
    ("卫生健康", "卫生健康", "卫健"),
    ("文化和旅游", "文化和旅游", "文旅"),
    ("市场监督管理", "市场监管", "市监"),
    ("应急管理", "应急管理", "应急"),
    ("退役军人事务", "退役军人", "退役军人"),
    ("医疗保障", "医保", "医保"),
    ("林业和草原", "林草", "林草"),
    ("粮食和物资储备", "粮食和储备", "粮储"),
    ("国有资产监督管理", "国资", "国资"),
    ("科学技术", "科技", "科技"),
    ("城市管理", "城市管理", "城管"),
    ("广播电视", "广电", "广电"),
    ("民族事务", "民", "民"),
    ("金融监督管理", "金融监管", "金融监管"),
    ("自然资源和规划", "自然资源和规划", "自规"),
    ("农业农村", "农业农村", "农业农村"),
)
_OFFICES = "委员会|委|部|厅|总局|局"
_LEVEL = "国家|自治区|自治州|省|市|县|区|州|盟|旗"
_RANKS = {name: (rank, stem[0]) for stem in _STEMS for rank, name in reversed(list(enumerate(stem))) if len(name) > 1}
_NAME = compiled(
    rf"(?P<stem>{'|'.join(sorted(_RANKS, key=len, reverse=True))})(?P<office>{_OFFICES})(?![长员署队门际])"
)
_ABOVE = compiled(rf"(?:{_LEVEL})$")
_INTRODUCED = compiled(r"简称(?:为|作)?[：:]?[“”\"（]*(?P<name>\w{2,14})")
_LONG = {"委员会": "委", "总局": "局"}


class _Used(Struct, frozen=True):
    """A name as it stands somewhere: full (0), short (1) or as people say (2)."""

    rank: int
    name: str
    line: Line
    start: int


def named_twice(lines: Sequence[Line]) -> Iterator[Remark]:
    """Yield the second name of a body that the document calls by two (S116), once for each body."""
    used: dict[tuple[str, str, str], list[_Used]] = defaultdict(list)
    introduced: set[str] = set()
    for line in lines:
        if line.quoted:
            continue
        if "简称" in line.text:
            introduced.update(match["name"] for match in _INTRODUCED.finditer(line.text))
        for match in _NAME.finditer(line.text):
            rank, body = _RANKS[match["stem"]]
            above = _ABOVE.search(line.text, max(0, match.start() - 3), match.start())
            level = above[0] if above else ""
            office = _LONG.get(match["office"], match["office"])
            if rank == 1 and match["office"] == "委员会":
                rank = 2  # 发展改革委员会 is neither the full name nor a short one
            elif rank == 0 and match["office"] == "委":
                rank = 1
            if level or office == "部":
                start = match.start() - len(level)
                used[level, body, office].append(_Used(rank, level + match[0], line, start))
    for places in used.values():
        yield from _judged(places, introduced)


def _judged(places: Sequence[_Used], introduced: set[str]) -> Iterator[Remark]:
    names = {place.name for place in places}
    if (
        len(names) < 2
        or any(name in introduced or name[1:] in introduced for name in names)
        or _is_introduced(places, introduced)
    ):
        return
    first = places[0]
    other = next((place for place in places if place.name != first.name), None)
    spoken = any(place.rank == 2 for place in places)
    ranks = [place.rank for place in places]
    mixed = 1 in ranks and 0 in ranks[ranks.index(1) :] and 1 in ranks
    if other is None or not (spoken or mixed):
        return
    right = next((place.name for place in places if place.rank < 2), first.name)
    stated = next((place for place in places if place.rank == 2), other)
    if stated.name == right:
        stated = other
    yield Remark(stated.line.at(stated.start), "S116", {"stated": stated.name, "right": right})


def _is_introduced(places: Sequence[_Used], introduced: set[str]) -> bool:
    """Return whether one of the names is introduced in other words around it: 以下简称市发改委."""
    return any(place.name in name or name in place.name for place in places for name in introduced)
