"""Numerals (GB/T 15835-2011): one number in numerals of two kinds (5.3), numbers that are only about right in Arabic
numerals or with 、 (4.2.2, 5.2.1), ranges whose first number lacks its sign (5.1.3), ranges in numerals of two kinds,
and groups of digits that are not three (5.1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jzdocs.facts.numerals import chinese_number
from jzdocs.patterns import compiled
from jzdocs.proofreading.lines import Line, Remark
from jzdocs.resolve.numbering import chinese

_MIXED = compiled(
    r"(?<![\d.,第])(?P<a>(?:\d{1,4}[万亿])?\d[千百](?![瓦克米卡伏赫焦牛帕安吨分位强万亿公]|字节|比特|年|姓|货|科|度|周年)[\d一二两三四五六七八九]?(?:[百十][\d一二两三四五六七八九]?)?)"
    r"|(?P<b>(?<![一二三四五六七八九十])[一二三四五六七八九两][百千](?:零|〇)?\d+)(?![\d.、．])"
)
_SOME = compiled(r"(?<!\d)(?P<tens>[1-9]0)?几(?P<unit>[十百千万亿]?)(?<=0几)(?!何|乎)|(?<!\d)(?P<one>1)0几(?!何|乎)")
_UNITS = "天|个月|个小时|小时|分钟|公里|里地|岁|个人|个|人|倍|次|遍|斤|亩|米|家|户|名|年(?![级度代])"
_ARABIC_PAIR = compiled(rf"(?<![\d、.．\-—第至～/])(?P<a>[1-8])、(?P<b>[2-9])(?P<unit>{_UNITS})(?![、和及与]\d)")
_HAN = "[一二三四五六七八九]"
_CHINESE_PAIR = compiled(
    rf"(?<![一二三四五六七八九十百千、第])(?P<a>{_HAN})、(?P<b>{_HAN})(?P<tens>[十百千万])?(?P<unit>{_UNITS}|多?[十百千万](?=[个人户天]|年(?!代)))(?!级|号|类)"
)
_PERCENT = compiled(
    r"(?<![\d.%％‰\-—～~–－A-Za-z])(?P<a>\d+(?:\.\d+)?)(?P<sign>[～~—–－\-])(?P<b>\d+(?:\.\d+)?)(?P<unit>[%％‰])"
)
_LARGE = compiled(
    r"(?<![\d.万亿\-—～~–－A-Za-z年])(?P<a>\d+(?:\.\d+)?)(?P<sign>[～~—–－\-])(?P<b>\d+(?:\.\d+)?)(?P<unit>[万亿](?:元|人|吨|户|亩|千瓦|辆|台|套|件|人次|平方米)?)"
)
_RANGE = compiled(
    r"(?<![\d.])(?P<a>\d{1,2})(?P<unit>月|日|号|天|岁|时|点|章|条|款|页|个月)?(?:份)?(?:至|到|—|～|-)(?P<b>十[一二三四五六七八九]?|[二三四五六七八九](?:十[一二三四五六七八九]?)?)(?P<last>月|日|号|天|岁|时|点|章|条|款|页|个月)(?!初)"
)
_GROUPS = compiled(
    r"(?<![\d,.])(?P<number>\d{1,4}(?:,\d{2,4})+)(?P<fraction>\.\d+)?(?=[元万亿吨人户亩公平千米个名辆台套件美])"
)


# a line without these need not be read closely
_MAY_BE_MIXED = compiled(r"\d[千百]|[千百][零〇]?\d")
_MAY_BE_A_PAIR = compiled("[1-8]、[2-9]|[一二三四五六七八]、[二三四五六七八九]")
_MAY_BE_A_RANGE = compiled(r"\d[～~—–－\-至到月日号天岁时点章条款页个,]")


def misnumeraled(lines: Sequence[Line]) -> Iterator[Remark]:
    """Yield numbers in another form than the standard asks (F127 and its variants)."""
    for line in lines:
        text = line.text
        if _MAY_BE_MIXED.search(text):
            for match in _MIXED.finditer(text):
                yield _remark(line, match, "F127", _in_arabic(match[0]))
        if "0几" in text:
            for match in _SOME.finditer(text):
                tens = int(match["tens"] or 10)
                yield _remark(line, match, "F127.some", f"{chinese(tens)}几{match['unit'] or ''}")
        if _MAY_BE_A_PAIR.search(text):
            yield from _pairs(line)
        if not _MAY_BE_A_RANGE.search(text):
            continue
        for pattern in (_PERCENT, _LARGE):
            for match in pattern.finditer(text):
                if _is_range(match["a"], match["b"]):
                    right = f"{match['a']}{match['unit']}{match['sign']}{match['b']}{match['unit']}"
                    yield _remark(line, match, "F128", right)
        for match in _RANGE.finditer(text):
            if match["unit"] in (None, match["last"]):
                yield _remark(line, match, "F127.range", _in_arabic(match[0]))
        for match in _GROUPS.finditer(text):
            groups = match["number"].split(",")
            surely = len(groups) > 2 or len(groups[-1]) == 4 or match["fraction"]
            if surely and not re.fullmatch(r"\d{1,3}(?:,\d{3})+", match["number"]):
                digits = match["number"].replace(",", "")
                yield _remark(line, match, "F129", f"{int(digits):,}{match['fraction'] or ''}")


def _pairs(line: Line) -> Iterator[Remark]:
    """Yield 3、4天 and 五、六天, which mean one number that is about right: 三四天, 五六天."""
    for match in _ARABIC_PAIR.finditer(line.text):
        if int(match["b"]) == int(match["a"]) + 1 and not _counts(line.text, match.start()):
            yield _remark(
                line, match, "F127.about", f"{chinese(int(match['a']))}{chinese(int(match['b']))}{match['unit']}"
            )
    for match in _CHINESE_PAIR.finditer(line.text):
        a, b = _VALUES[match["a"]], _VALUES[match["b"]]
        if b == a + 1 and not _counts(line.text, match.start()):
            yield _remark(line, match, "F127.about", match[0].replace("、", "", 1))


_VALUES = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}


def _counts(text: str, start: int) -> bool:
    """Return whether a numeral counts what follows: 一、二次供水设施."""
    return start == 0 or text[start - 1] in "。；：:“（( \u3000"


def _is_range(a: str, b: str) -> bool:
    return float(a) < float(b) and not (len(a) == 4 and a[:2] in ("19", "20"))


def _in_arabic(text: str) -> str:
    """Return a number or a range in Arabic numerals: 3千5百 is 3500, 5月至六月 is 5月至6月."""
    if re.search("[千百]", text):
        before, _, rest = text.rpartition("亿")
        spoken = re.sub(r"\d+", lambda match: chinese(int(match[0])), rest)
        value = chinese_number(spoken)
        if value is None:
            return text
        shown = (
            f"{value / 10000:f}".rstrip("0").rstrip(".") + "万" if value >= 10000 and value % 100 == 0 else str(value)
        )
        return f"{before}亿{shown}" if before else shown
    return re.sub("[一二三四五六七八九十]+", lambda match: str(chinese_number(match[0])), text)


def _remark(line: Line, match: re.Match[str], key: str, right: str) -> Remark:
    return Remark(line.at(match.start()), key, {"stated": match[0], "right": right})
