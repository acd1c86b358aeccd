"""Rules of numerals (GB/T 15835-2011): what is measured and counted, dates and percentages stand in Arabic numerals, in
one form where they are of one kind (4.1, 4.3), and in one kind of numerals each (5.3).

Numbers that are about right (三五百, 几十), set words and the text of laws keep their Chinese numerals (4.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jzdocs.facts.numerals import chinese_number
from jzdocs.patterns import compiled
from jzdocs.rules.elements import Role
from jzdocs.rules.finding import Finding, TextFix, text_finding
from jzdocs.rules.form import ParagraphForm
from jzdocs.rules.official import Official

UNJUDGED: frozenset[Role] = frozenset(("blank", "copy_number", "secrecy", "urgency", "head"))
_FULL_DIGITS = compiled("[０-９]+(?:．[０-９]+)?")
_PERCENT = compiled(r"百分之(?P<whole>[零〇一二两三四五六七八九十百]+)(?:点(?P<rest>[零〇一二三四五六七八九]+))?")
_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {"零": "0"}

_MEASURES = (
    "平方公里|平方千米|平方米|立方米|个百分点|摄氏度|千瓦时|兆瓦|千瓦|公里|千米|厘米|毫米|公斤|千克|毫升|公顷|"
    "美元|欧元|元|吨|亩|米"
)
_COUNTERS = "人次|个工作日|个月|小时|分钟|人|名|户|家|个|台|套|辆|件|处|座|所|项|次|场|张|份|批|天|条"
_NUMERAL = "零〇一二两三四五六七八九十百千万亿"
_COUNTED = compiled(
    rf"(?<![{_NUMERAL}几数多余成上两第\d.点])(?P<number>[一二两三四五六七八九十][{_NUMERAL}]*)"
    rf"(?P<unit>{_MEASURES}|{_COUNTERS})(?!级|结构|化|论|旦|宵|首|月\d|次方|线)"
)
_ARABIC = compiled(rf"\d[万亿千百]*[余多]?(?P<unit>{_MEASURES}|{_COUNTERS}|%|％)")
_ABOUT = compiled("[一二两三四五六七八九]{2}")  # 三五, 七八: a number that is about right (4.2.2)
_IDIOMATIC = ("一", "两")  # 最后一公里, 每一吨
_LEAST_COUNTED = 11  # 三个方面, 十项措施: short numbers may stand either way (4.3)
_LEAST_EXACT = 100  # 二百三十六人次 is counted, 一百个 may be a figure of speech
_LEAST_MONEY = 2  # characters: 二元, 多元 are no money
_LAW = compiled("第[一二三四五六七八九十百零〇]+条|罚款|罚金|滞纳金|有期徒刑")
_MIXED = compiled(
    r"(?<![\d.第])(?P<number>\d{1,4}(?:\.\d+)?(?:[万亿][一二三四五六七八九]千(?:[一二三四五六七八九]百)?|(?<!\.\d)[千百]万))"
    rf"(?=(?P<unit>{_MEASURES}|{_COUNTERS}))"
)
_QUOTED = compiled("《[^《》]*》|“[^“”]*”")
_WAN, _YI = 10**4, 10**8


def wrong_digits(official: Official) -> Iterator[Finding]:
    """Yield full-width digits, and numbers and dates in Chinese numerals where Arabic ones belong."""
    arabic = {m["unit"] for p in official.form.paragraphs for m in _ARABIC.finditer(p.text)}
    legal = _in_articles(official)
    for paragraph in official.form.paragraphs:
        role = official.role(paragraph)
        if role in UNJUDGED:
            continue
        for match in _FULL_DIGITS.finditer(paragraph.text):
            right = "".join(chr(ord(c) - 0xFEE0) for c in match[0])
            yield _number(paragraph, match, "N136", right)
        for match in _MIXED.finditer(paragraph.text):
            if right := _unmixed(match["number"]):
                yield _number(paragraph, match, "N151.mixed", right)
        if role not in ("date", "printed", "title"):
            yield from _chinese_dates(paragraph)
            yield from _short_years(paragraph)
        if arabic and paragraph.number not in legal:
            yield from _quantities(paragraph, arabic)
            yield from _percentages(paragraph)
    yield from _quarters(official)


def _number(paragraph: ParagraphForm, match: re.Match[str], key: str, right: str) -> Finding:
    """Return a finding about a number, with what is right in its place."""
    fix = TextFix(paragraph.number, *match.span(), right)
    return text_finding(paragraph, key, (fix,), stated=match[0], right=right)


def _in_articles(official: Official) -> set[int]:
    """Return the numbers of paragraphs in the words of a law: articles and what follows them, and what quotes one."""
    found: set[int] = set()
    inside = False
    for paragraph in official.form.paragraphs:
        role = official.role(paragraph)
        if role in ("attachment", "copies", "printed", "title"):
            inside = False
        if re.match("第[一二三四五六七八九十百零〇]+[条章]", paragraph.words):
            inside = True
        if inside or _LAW.search(paragraph.text):
            found.add(paragraph.number)
    return found


def _quantities(paragraph: ParagraphForm, arabic: set[str]) -> Iterator[Finding]:
    """Yield what is measured in Chinese numerals of a document that has Arabic ones (4.1.1), and what is counted so
    where it counts the same in Arabic ones (4.3)."""
    quoted = [match.span() for match in _QUOTED.finditer(paragraph.text)]
    for match in _COUNTED.finditer(paragraph.text):
        number, unit = match["number"], match["unit"]
        value = chinese_number(number)
        if value is None or _ABOUT.search(number) or any(a < match.start() < b for a, b in quoted):
            continue
        if re.search(f"[{_NUMERAL}\\d][至到—～、]$", paragraph.text[: match.start()]) or number in _IDIOMATIC:
            continue
        measured = unit in _MEASURES.split("|")
        if measured and unit.endswith("元") and len(number) < _LEAST_MONEY:
            continue
        exact = value >= _LEAST_EXACT and value % _LEAST_EXACT != 0
        if measured or exact or (value >= _LEAST_COUNTED and unit in arabic):
            yield _number(paragraph, match, "N151" if measured or exact else "N151.same", _in_arabic(value) + unit)


def _in_arabic(value: Decimal) -> str:
    """Return a number in Arabic numerals, with 万 or 亿 where it is round."""
    for scale, name in ((_YI, "亿"), (_WAN, "万")):
        if value >= scale and value % (scale // 100) == 0:
            return f"{(value / scale).normalize():f}{name}"
    return f"{value.normalize():f}"


def _unmixed(text: str) -> str:
    """Return a number of two kinds of numerals in one: 3万五千 is 3.5万, 3千万 is 3000万."""
    match = re.fullmatch(r"(\d+)([千百])万", text)
    if match:
        return f"{int(match[1]) * (1000 if match[2] == '千' else 100)}万"
    match = re.fullmatch(r"(\d+)([万亿])(.+)", text)
    rest = chinese_number(match[3]) if match else None
    if match is None or rest is None:
        return ""
    scale = _WAN if match[2] == "万" else _YI
    return _in_arabic(Decimal(match[1]) * scale + rest * (1 if scale == _WAN else _WAN))


def _percentages(paragraph: ParagraphForm) -> Iterator[Finding]:
    """Yield percentages in Chinese numerals of a document that has Arabic ones (4.1.1)."""
    for match in _PERCENT.finditer(paragraph.text):
        whole = chinese_number(match["whole"].replace("〇", "零"))
        if whole is None or match[0] in ("百分之百", "百分之一百"):
            continue
        rest = "".join(_DIGITS[digit] for digit in match["rest"] or "")
        yield _number(paragraph, match, "N136.percent", f"{int(whole)}{'.' if rest else ''}{rest}%")


_CHINESE_DATE = compiled(
    "(?P<year>[一二][〇○零九八][〇○零一二三四五六七八九]{2})年(?:(?P<month>十[一二]?|[一二三四五六七八九])月"
    "(?:(?P<day>[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日)?)?"
)
_NOUGHTS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def _chinese_dates(paragraph: ParagraphForm) -> Iterator[Finding]:
    """Yield years and dates of the calendar in Chinese numerals (4.1.3)."""
    for match in _CHINESE_DATE.finditer(paragraph.text):
        if re.search("农历|夏历|阴历|旧历", paragraph.text[max(0, match.start() - 4) : match.start()]):
            continue
        right = match["year"].translate(_NOUGHTS) + "年"
        for part, sign in ((match["month"], "月"), (match["day"], "日")):
            right += f"{int(chinese_number(part) or 0)}{sign}" if part else ""
        yield _number(paragraph, match, "N136.date", right)


_SHORT_YEAR = compiled(
    r"(?<![\d.〔（(第近约达满来后前至—～\-])(?P<year>[012]\d)年(?=底|末|初(?!中)|度(?!假)|全年|上半年|下半年|[一二三四]季度|(?:1[0-2]|[1-9])月)"
)


def _short_years(paragraph: ParagraphForm) -> Iterator[Finding]:
    """Yield years of two digits: 25年底 (5.1.4)."""
    for match in _SHORT_YEAR.finditer(paragraph.text):
        yield _number(paragraph, match, "N151.year", f"20{match[0]}")


_ARABIC_QUARTER = compiled("第?(?P<digit>[1-4])季度")
_CHINESE_QUARTER = compiled("[一二三四]季度")


def _quarters(official: Official) -> Iterator[Finding]:
    """Yield quarters in Arabic numerals of a document that has others in Chinese ones (4.3)."""
    paragraphs: Sequence[ParagraphForm] = official.form.paragraphs
    if any(_CHINESE_QUARTER.search(p.text) for p in paragraphs):
        for paragraph in paragraphs:
            for match in _ARABIC_QUARTER.finditer(paragraph.text):
                right = match[0].replace(match["digit"], "一二三四"[int(match["digit"]) - 1])
                yield _number(paragraph, match, "N151.same", right)
