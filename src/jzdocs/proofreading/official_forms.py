"""The forms of document numbers and dates in running text.

GB/T 9704-2012: a document number is 国发〔2024〕5号, the year in full between hexagonal brackets, its serial number in
Arabic numerals, without 第 and without a nought in front (7.2.5); in dates too month and day have no nought in front
(7.3.5.4). GB/T 15835-2011: years are written in full (5.1.4), the Chinese nought of a number that counts nothing is 〇
(5.2.5), and one number has numerals of one kind (5.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jzdocs.facts.numerals import chinese_number
from jzdocs.patterns import compiled
from jzdocs.proofreading.lines import Line, Remark, is_han

_NUMBER = compiled(
    r"(?P<body>\w{2,12})[ \u3000]?(?P<open>[\[［(（【{〈〔])[ \u3000]?(?P<year>(?:19|20)?\d\d)年?"
    r"[ \u3000]?(?P<close>[\]］)）】}〉〕])"
    r"[ \u3000]?(?P<ordinal>第?)[ \u3000]?(?P<zero>0*)(?P<serial>[1-9]\d{0,4})[ \u3000]?号"
)
_OTHER_NUMBERS = compiled("(?:公告|令|[裁判仲初终执民刑行商破]|合同|编号)$")
_DOTTED = compiled(
    r"(?P<year>[12](?<![\d.．\-/A-Za-z_].)(?:(?<=1)9|(?<=2)0)\d\d)(?P<sign>[.．\-/])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?![\d.．\-/A-Za-z_])"
)
_SHORT_YEAR = compiled(
    r"(?P<year>[0-35-9](?<![\d〇○零一二三四五六七八九十百.．\-—年／/第].)\d)年(?P<month>1[0-2]|[1-9])月(?!以上|以下|的?期)"
)
# 03年, 98年底: no length of time
_SHORT_YEAR_ALONE = compiled(
    r"(?P<year>[05-9](?<![\d〇○零一二三四五六七八九十百.．\-—年／/第].)"
    r"(?:(?<=0)\d(?=年(?![\d月]))|(?<!0)\d(?=年[底初末春夏秋冬](?!端|后))))年"
)
_ZERO = compiled(r"(?:(?:19|20)\d\d年)0[1-9]月(?:\d{1,2}日)?|(?:(?:19|20)\d\d年)?(?<!\d)(?:1[0-2]|[1-9])月0[1-9]日")
_MIXED = compiled(
    r"(?P<a>[一二][〇○零0Ｏ九八][〇○零0Ｏ一二三四五六七八九]{2}年(?=\d{1,2}月)\d{1,2}月(?:\d{1,2}日)?)"
    r"|(?P<b>(?<!\d)(?:19|20)\d\d年(?:十[一二]?|[一二三四五六七八九])月(?:[一二三四五六七八九十]{1,3}日)?(?!初))"
)
_NOUGHT = compiled(r"(?:[一二][〇○零0ＯO○九八][〇○零0ＯO一二三四五六七八九]{2})年")
_WRONG_NOUGHT = compiled("[○零0ＯO]")
_CIRCLE = compiled("[一二三四五六七八九○]+年")
_ERA = compiled(
    r"民国|光绪|康熙|乾隆|嘉庆|道光|咸丰|同治|宣统|雍正|顺治|昭和|明治|大正|平成|令和|万历|公元前?|檀纪|至正|洪武|永乐|农历|农曆|旧历|阴历"
)
_LUNAR = compiled(r"农历|夏历|阴历|旧历")
_PROSE = compiled(r"[。；，]")
_LABEL = compiled(r"(?:时间|日期|发布|更新|来源|编辑|浏览|点击|版本|打印)[^。；]{0,6}[：:]?[ \u3000]*$")
_OPEN, _CLOSE = "〔", "〕"
_PROSE_LENGTH = 20


def misformed(lines: Sequence[Line]) -> Iterator[Remark]:
    """Yield document numbers (S114) and dates (S115) in another form than official documents have."""
    noughts: list[tuple[Line, int, str]] = []
    for line in lines:
        text = line.text
        if "号" in text:
            yield from _numbers(line)
        if "年" in text or "月" in text:
            yield from _dates(line)
            noughts += [(line, match.start(), match[0]) for match in _NOUGHT.finditer(text)]
        if line.kind in ("paragraph", "item") and len(text) >= _PROSE_LENGTH and _PROSE.search(text):
            yield from _figures(line)
    yield from _misread_noughts(noughts)


def _misread_noughts(years: Sequence[tuple[Line, int, str]]) -> Iterator[Remark]:
    """Yield the first year with another nought than 〇, once for a document; ○, which old character sets have in its
    place, only beside it."""
    wrong = [year for year in years if _WRONG_NOUGHT.search(year[2])]
    circles = any("〇" in year[2] for year in years)
    wrong = [year for year in wrong if circles or not _CIRCLE.fullmatch(year[2])]
    for line, start, stated in wrong[:1]:
        right = _WRONG_NOUGHT.sub("〇", stated)
        yield Remark(line.at(start), "S115.nought", {"stated": stated, "right": right, "count": str(len(wrong))})


def _numbers(line: Line) -> Iterator[Remark]:
    for match in _NUMBER.finditer(line.text):
        year = match["year"]
        sound = match["open"] == _OPEN and match["close"] == _CLOSE and len(year) == 4
        if sound and not match["ordinal"] and not match["zero"]:
            continue
        if match["open"] in "(（" and (match["ordinal"] or _OTHER_NUMBERS.search(match["body"])):
            continue  # 公告（2024）第5号 is a number of another kind
        full = year if len(year) == 4 else f"{19 if int(year) > 49 else 20}{year}"
        start = match.start("open")
        right = f"{_OPEN}{full}{_CLOSE}{match['serial']}号"
        yield Remark(line.at(start), "S114", {"stated": line.text[start : match.end()], "right": right})


def _figures(line: Line) -> Iterator[Remark]:
    """Yield 2024.5.1 and 2024-5-1."""
    for match in _DOTTED.finditer(line.text):
        month, day = int(match["month"]), int(match["day"])
        if match["sign"] != "." and not _is_in_sentence(line.text, match):
            continue
        if line.text[match.start() - 1 : match.start()] in ("v", "V", "本", "版") or line.text.startswith(
            "版", match.end()
        ):
            continue
        if not (1 <= month <= 12 and 1 <= day <= 31) or _LABEL.search(
            line.text[max(0, match.start() - 12) : match.start()]
        ):
            continue
        yield _date(line, match, f"{match['year']}年{month}月{day}日")


def _is_in_sentence(text: str, match: re.Match[str]) -> bool:
    """Return whether 2024-5-1 is spoken of: 于2024-5-1召开. Data have this form too (GB/T 7408)."""
    before, behind = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return match.start() > 0 and (is_han(before) or is_han(behind))


def _dates(line: Line) -> Iterator[Remark]:
    text = line.text
    for match in _SHORT_YEAR.finditer(text):
        year = int(match["year"])
        before = text[max(0, match.start() - 4) : match.start()]
        if not _ERA.search(before) and not re.search(r"(?:满|共|达|约|近|超过|徒刑|[一—\-至到、/])$", before):
            yield _date(line, match, f"{1900 + year if year > 49 else 2000 + year}年{match['month']}月")
    for match in _SHORT_YEAR_ALONE.finditer(text):
        year = int(match["year"])
        if not _ERA.search(text[max(0, match.start() - 4) : match.start()]):
            yield _date(line, match, f"{1900 + year if year > 49 else 2000 + year}年")
    for match in _ZERO.finditer(text):
        if not _LABEL.search(text[max(0, match.start() - 12) : match.start()]):
            yield _date(line, match, re.sub(r"(?<=[年月])0|^0", "", match[0]))
    for match in _MIXED.finditer(text):
        if not _LUNAR.search(text[max(0, match.start() - 6) : match.end() + 6]):
            yield _date(line, match, _arabic(match[0]))


def _arabic(text: str) -> str:
    """Return a date in Arabic numerals."""

    def digits(match: re.Match[str]) -> str:
        if match[0].isdecimal():
            return match[0]
        return str(chinese_number(_WRONG_NOUGHT.sub("〇", match[0])))

    return re.sub(r"[〇○零0Ｏ一二三四五六七八九十\d]+(?=[年月日])", digits, text)


def _date(line: Line, match: re.Match[str], right: str) -> Remark:
    return Remark(line.at(match.start()), "S115", {"stated": match[0], "right": right})
