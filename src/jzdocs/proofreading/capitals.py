"""Sums of money in capital numerals (壹贰叁) against the digits beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from jzdocs.patterns import compiled
from jzdocs.proofreading.lines import Line, Remark

_DIGITS = {char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")} | {
    "贰": 2,
    "弍": 2,
    "叄": 3,
    "参": 3,
    "两": 2,
    "〇": 0,
}
_SCALES = {"拾": 10, "佰": 100, "仟": 1000, "十": 10, "百": 100, "千": 1000}
_CAPITAL = "零壹贰弍叁叄肆伍陆柒捌玖拾佰仟〇"
_ONE_TO_NINE = "壹贰叁叄肆伍陆柒捌玖"
_WORDS = (
    rf"(?P<words>[{_CAPITAL}两][{_CAPITAL}两参万萬亿億十百千]*[元圆]"
    rf"(?:[零{_ONE_TO_NINE}]角)?(?:零?[{_ONE_TO_NINE}]分)?[整正]?)"
)
_FIGURES = (
    r"(?P<figures>\d{1,3}(?:[,，]\d{3})+(?:\.\d{1,4})?|\d+(?:\.\d{1,4})?)[ \u3000]?"
    r"(?P<scale>[万亿])?[ \u3000]?(?P<unit>元)?"
)
_SIGNS = (
    r"(?P<signs>[（(，,：:；\s\u3000“”]*(?:(?:小写|大写|人民币|RMB|CNY|金额|即|计|共计|合计|折合)[）)]?[：:为\s]*)*)"
    r"[¥￥]?[ \u3000]*"
)
_CAPITALS = compiled("[壹贰叁叄肆伍陆柒捌玖拾佰仟]")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the expressions for sums whose words come first, and whose digits do: few texts need them."""
    digits_first = r"[¥￥]?[ \u3000]*" + _FIGURES + r"[整正]?" + _SIGNS + _WORDS
    return compiled(_WORDS + _SIGNS + _FIGURES), compiled(digits_first)


def misstated_sums(lines: Sequence[Line]) -> Iterator[Remark]:
    """Yield the sums in capitals that differ from the digits beside them (F125)."""
    for line in lines:
        if not _CAPITALS.search(line.text):
            continue
        taken: set[int] = set()
        for pattern in _patterns():
            for match in pattern.finditer(line.text):
                value, figures = amount(match["words"]), _figures(match)
                start = match.start("words")
                if value is None or figures is None or start in taken or _are_two_sums(match):
                    continue
                taken.add(start)
                if value != figures:
                    yield Remark(
                        line.at(start),
                        "F125",
                        {
                            "stated": match["words"],
                            "figures": _shown(match),
                            "right": f"{value:,.2f}".removesuffix(".00"),
                        },
                    )


def _are_two_sums(match: re.Match[str]) -> bool:
    """Return whether a comma parts two sums, where none of them says that it repeats the other."""
    return bool(re.search("[，,；：]", match["signs"])) and not re.search("大写|小写|即|[¥￥]", match[0])


def _shown(match: re.Match[str]) -> str:
    return f"{match['figures']}{match['scale'] or ''}{match['unit'] or ''}"


def _figures(match: re.Match[str]) -> Decimal | None:
    """Return the sum of the digits, in yuan; None where they may be something else."""
    if not match["unit"] and not re.search("[¥￥]|小写|RMB|CNY", match[0]):
        return None
    scale = {"万": 10**4, "亿": 10**8}.get(match["scale"] or "", 1)
    return Decimal(re.sub("[,，]", "", match["figures"])) * scale


def amount(words: str) -> Decimal | None:
    """Return the sum that capital numerals state, in yuan (壹佰贰拾万元整: 1200000); None where they state none."""
    whole, _, rest = words.replace("圆", "元").replace("萬", "万").replace("億", "亿").rstrip("整正").partition("元")
    yuan = _whole(whole)
    if yuan is None:
        return None
    parts = [re.search(rf"([^{sign}角元零])?{sign}", rest) for sign in "角分"]
    cents = [_DIGITS.get(part[1] or "", 0) if part else 0 for part in parts]
    return Decimal(yuan) + Decimal(cents[0] * 10 + cents[1]) / 100


def _whole(words: str) -> int | None:
    total = section = 0
    digit: int | None = None
    for char in words:
        if char in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[char]
        elif char in _SCALES:
            section += (1 if digit is None else digit) * _SCALES[char]
            digit = None
        elif char in "万亿":
            section += digit or 0
            total = (total + section) * (10**8 if char == "亿" else 1) if char == "亿" else total + section * 10**4
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)
