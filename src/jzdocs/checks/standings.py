"""Places, scores and points: 由第18名前移6个位次，列第12名; 以68比61获胜，净胜7分; 5胜2平，积17分."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jzdocs.checks.calendar import impossible, part
from jzdocs.checks.finding import Finding
from jzdocs.patterns import compiled

_UP, _DOWN = "前移|上升|提升|跃升|前进|上移|进|升", "后退|下降|下滑|后移|退后|回落|降|跌|退"
_MOVE = rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?(?P<by>\d{{1,3}})个?(?:位次?|名次?|名|个名次)"
_FROM_THEN = compiled(
    rf"第(?P<old>\d{{1,3}})[名位][^。；第\d]{{0,10}}?{_MOVE}[^。；第\d]{{0,12}}第(?P<new>\d{{1,3}})[名位]"
)
_NOW_THAN = compiled(
    rf"第(?P<new>\d{{1,3}})[名位][^。；第\d]{{0,4}}?[比较][^。；第\d]{{0,12}}第(?P<old>\d{{1,3}})[名位][^。；第\d]{{0,4}}?{_MOVE}"
)
_SCORE = compiled(
    r"(?<![\d:：比])(?P<first>\d{1,3})\s*(?:比|[:：∶—-])\s*(?P<second>\d{1,3})(?![\d:：比%])[^。；\d]{0,16}?(?:[获取得]?胜|战胜|击败|力克|险胜|大胜|告负|负于|不敌|输|领先|落后|赢)[^。；\d]{0,14}?"
    r"(?:净胜(?:对手|对方)?|净负|领先|落后|赢了?|输了?|优势为|分差为?|相差)(?P<by>\d{1,3})(?P<unit>分|球|个球|局)"
)
_POINTS = compiled(
    r"胜(?:一|1)?场[得积记]?(?P<win>\d)分[、，]平(?:一|1)?场[得积记]?(?P<draw>\d)分[^。；]{0,24}?(?P<won>\d{1,2})胜(?P<drawn>\d{1,2})平(?:(?P<lost>\d{1,2})负)?[，、]?[^。；\d]{0,6}[积得]?(?P<points>\d{1,3})分"
)


def standings_in(text: str) -> Iterator[Finding]:
    """Yield the places, leads and points of a text that cannot be."""
    if "第" in text:
        for pattern in (_FROM_THEN, _NOW_THAN):
            for match in pattern.finditer(text):
                yield from _check_move(text, match)
    if "胜" in text or "负" in text or "比" in text:
        for match in _SCORE.finditer(text):
            by = abs(int(match["first"]) - int(match["second"]))
            if by != int(match["by"]):
                place = part(text, match.start("by"), match.end("unit"))
                yield impossible(
                    place, "balance", f"{by}{match['unit']}", f"{match['first']} − {match['second']}", certain=False
                )
        for match in _POINTS.finditer(text):
            yield from _check_points(text, match)


def _check_move(text: str, match: re.Match[str]) -> Iterator[Finding]:
    old, new, by = (int(match[name]) for name in ("old", "new", "by"))
    right = old - by if match["up"] else old + by
    if new != right and right > 0:
        sign = "−" if match["up"] else "+"
        place = part(text, match.start("new"), match.end("new"))
        yield impossible(place, "balance", str(right), f"{old} {sign} {by}", certain=False)


def _check_points(text: str, match: re.Match[str]) -> Iterator[Finding]:
    win, draw, won, drawn, points = (int(match[name]) for name in ("win", "draw", "won", "drawn", "points"))
    right = win * won + draw * drawn
    if right != points:
        place = part(text, match.start("points"), match.end("points") + 1)
        yield impossible(place, "product", f"{right}分", f"{won} × {win} + {drawn} × {draw}", certain=False)
