"""Ages, anniversaries and years that do not follow from the years of their sentence: 1960年出生 … 2020年逝世，享年70岁;
1956年创办，2026年建校60周年; 2021年、2022年连续三年; 2024年 … 上年（2022年）.

An age may count the year of birth (虚岁), or be one less where the birthday has not come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jzdocs.checks.calendar import COUNT, SENTENCE, count, impossible, part
from jzdocs.checks.finding import Finding
from jzdocs.patterns import compiled

_YEAR = r"(?:19|20)\d\d"
_NEAR = 16  # characters before an anniversary that say of what it is
_BASE_WORDS = tuple("比较与同自从到至和")
_AT_START = 6  # characters before the year that a sentence speaks of
_BORN = compiled(
    rf"(?:(?P<year>{_YEAR})年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:出)?生(?![产态活育物意])|(?:出生于|生于)(?P<year2>{_YEAR})年|[（(](?P<year3>{_YEAR})(?:年)?[—-](?=(?:19|20)\d\d))"
)
_AGE = compiled(
    rf"(?P<year>{_YEAR})年?(?:(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?)[^。；\d]{{0,16}}?(?:享年|终年|时年|年仅|现年|年满|年龄为?|时|[（(，])(?P<age>\d{{1,3}})(?:周)?岁"
)
_FULL_AGE = compiled(
    rf"(?P<year>{_YEAR})年(?:(?P<month>\d{{1,2}})月)?(?:\d{{1,2}}日)?[^。；\d]{{0,16}}?(?:(?P<coming>将|即将|快)?(?<![不未])满(?P<age>\d{{1,3}})(?:周)?岁|[^，。；\d满]{{0,6}}?(?P<age2>\d{{1,3}})周岁)"
)
_BIRTH_MONTH = compiled(rf"(?:{_YEAR})年(?P<month>\d{{1,2}})月")
_THRESHOLDS = (12, 14, 16, 18)
_ANY_AGE = compiled(r"(?:享年|终年|现年|年满|时年|年龄为?|今年|年仅|今)(?P<age>\d{1,3})(?:周)?岁")
_BIRTH = compiled(
    rf"(?P<year>{_YEAR})年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:出)?生(?![产态活育物意])|(?:出生于|生于)(?P<year2>{_YEAR})年"
)
_LIFE = compiled(rf"[（(]({_YEAR})年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:—|–|－|-|~|～|至){_YEAR}年")
_OTHER_PERSON = compiled(
    "(?<![男女孩患独])子(?!宫)|(?<![子妇男少])女(?![子士性工生职])|(?<![患幼婴胎小])儿(?!童)|[孙妻夫父母弟妹兄姐]|其(?![中他余间])"
)
_YEAR_AND_AGE = compiled(
    rf"(?P<year>{_YEAR})年(?!代|级)[^。；岁\d]{{0,16}}?(?:[^。；岁\d]{{0,6}}\d{{1,2}}月)?[^。；岁\d]{{0,12}}?(?P<age>\d{{1,3}})(?:周)?岁(?!以|及|[至到—–~～-]|组|段|年龄)"
)
_NOT_ONE_PERSON = compiled("平均|以上|以下|年龄段|分别|最大|最小|寿命|人均|老人|居民|的人|群体|满\\d+周?岁的")
_STARTED_AT = compiled(
    r"(?P<first>\d{1,2})岁[^，。；岁\d]{1,10}[，,][^。；岁\d]{0,12}?(?:今年|现年|如今|现在|现已)[^，。；岁\d]{0,4}(?P<last>\d{1,3})岁[^。；岁\d]{0,6}[，,]"
    rf"[^。；岁\d多余近约超每其后退转离]{{0,16}}?(?:已|有|干|工作|从|整整|坚守|了|共)[^。；岁\d多余近约超每]{{0,4}}?(?P<count>{COUNT})(?:个)?年(?![多余代级])"
)
_JUBILEE = compiled(r"(?P<count>\d{1,3}|[一二三四五六七八九十百]{1,4})(?:个)?周年")
_FOUNDED = compiled(
    rf"(?:(?:成立|创办|创建|始建|组建|建立|诞生|创立|建成|建校|建院|建厂|设立|挂牌|创刊|落成|通车)于(?P<year>{_YEAR})年"
    rf"|(?P<year2>{_YEAR})年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?[^，。；\d]{{0,6}}?(?:成立|创办|创建|始建|组建|建立|创立|建成|建校|设立|创刊|通车)(?!以来|[^，。；]{{0,5}}周年))"
)
_EVENTS = {
    "中华人民共和国成立": 1949,
    "新中国成立": 1949,
    "建国": 1949,
    "中国共产党成立": 1921,
    "建党": 1921,
    "人民解放军建军": 1927,
    "中国人民抗日战争暨世界反法西斯战争胜利": 1945,
    "抗日战争胜利": 1945,
    "抗战胜利": 1945,
    "红军长征胜利": 1936,
    "长征胜利": 1936,
    "香港回归": 1997,
    "澳门回归": 1999,
    "改革开放": 1978,
    "辛亥革命": 1911,
    "五四运动": 1919,
    "毛泽东同志诞辰": 1893,
    "邓小平同志诞辰": 1904,
}
_OTHER_JUBILEE = compiled("诞辰|逝世|胜利|起义|解放|发表|回归|革命|运动|战争|建交|建国|建党|建军|结婚|实施")
_TO_COME = compiled("喜迎|迎接|献礼|筹备|即将|倒计时|为|到|至")
_OCCASION = compiled(rf"(?:之际|之年|当年|前夕)?[，,]?({_YEAR})年(?:10月1日|7月1日|8月1日)")
_EVENT = compiled("|".join(_EVENTS))
_ONE_YEAR = compiled(rf"(?<![\d.])({_YEAR})年")
_RELATIVE = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "次年": 1, "后年": 2}
_RELATED = compiled(
    rf"(?P<word>今年|本年|去年|上年|前年|明年|后年|次年)(?:同期|末|底|初)?[（(](?:即)?(?P<year>{_YEAR})年?[^（）()，。]{{0,8}}[）)]"
)
_ROW = compiled(rf"(?P<years>{_YEAR}年?(?:(?:、|和|，){_YEAR}年?)+)[^。；\d]{{0,14}}?连续(?P<count>{COUNT})年")
_ROW_OF = compiled(rf"(?P<years>{_YEAR}年?(?:(?:、|和|，){_YEAR}年)+)(?:这|共)?(?P<count>{COUNT})年(?:间|来|里)")
_ROW_BEHIND = compiled(
    rf"(?:连续|近|过去|最近)(?P<count>{COUNT})年(?:来|间)?[（(](?P<years>{_YEAR}年?(?:(?:、|和|，){_YEAR}年?)+)[）)]"
)


def years_in(text: str) -> Iterator[Finding]:
    """Yield what is wrong with the ages, anniversaries and rows of years of a text."""
    if "年" not in text:
        return
    for match in SENTENCE.finditer(text):
        sentence, start = match[0], match.start()
        if "岁" in sentence:
            yield from _check_age(sentence, start)
        if "周年" in sentence:
            yield from _check_jubilee(sentence, start)
        if "连续" in sentence or "年间" in sentence or "年来" in sentence or "（" in sentence or "(" in sentence:
            yield from _check_rows(sentence, start)
            yield from _check_related(sentence, start)


def _check_age(sentence: str, offset: int) -> Iterator[Finding]:
    """Check an age with its year against the only year of birth of a sentence."""
    yield from _check_age_at(sentence, offset)
    yield from _check_full_age(sentence, offset)
    yield from _check_two_ages(sentence, offset)
    births = [match["year"] or match["year2"] or match["year3"] for match in _BORN.finditer(sentence)]
    if len(births) != 1:
        return
    born = int(births[0])
    for match in _AGE.finditer(sentence):
        years = int(match["year"]) - born
        if years <= 0 or years - 1 <= int(match["age"]) <= years + 1 or _OTHER_PERSON.search(match[0]):
            continue
        place = part(sentence, match.start("age"), match.end(), offset)
        yield impossible(place, "age", f"{years}岁", f"{match['year']} − {born}")


def _check_two_ages(sentence: str, offset: int) -> Iterator[Finding]:
    """Check the only two ages of a sentence against their years, or against the years between them:
    1989年…时22岁，到2026年…59岁; 18岁进厂，今年46岁，…已28年."""
    if len(re.findall(r"\d周?岁", sentence)) != 2 or _OTHER_PERSON.search(sentence) or _NOT_ONE_PERSON.search(sentence):
        return
    found = list(_YEAR_AND_AGE.finditer(sentence))
    if len(found) == 2 and len(_ONE_YEAR.findall(sentence)) == 2:
        passed = int(found[1]["year"]) - int(found[0]["year"])
        age, first = int(found[1]["age"]), int(found[0]["age"])
        if passed > 0 and not passed - 1 <= age - first <= passed + 1:
            place = part(sentence, found[1].start("age"), found[1].end(), offset)
            how = f"{first} + ({found[1]['year']} − {found[0]['year']})"
            yield impossible(place, "age", f"{first + passed}岁", how, certain=False)
        return
    started = _STARTED_AT.search(sentence)
    years = int(started["last"]) - int(started["first"]) if started else 0
    if started and years > 0 and not years - 1 <= count(started["count"]) <= years + 1:
        place = part(sentence, started.start("count"), started.end(), offset)
        how = f"{started['last']} − {started['first']}"
        yield impossible(place, "length", f"{years}年", how, certain=False)


def _check_age_at(sentence: str, offset: int) -> Iterator[Finding]:
    """Check an age against the only year of birth and the only other year of its sentence, wherever they stand:
    现年72岁（截至2024年），1952年出生."""
    ages = list(_ANY_AGE.finditer(sentence))
    years = [int(year) for year in _ONE_YEAR.findall(sentence)]
    births = list(_BIRTH.finditer(sentence))
    lives = _LIFE.search(sentence)
    if len(ages) != 1 or _OTHER_PERSON.search(sentence) or len(years) != 2 or not (len(births) == 1 or lives):
        return
    born = int(lives[1]) if lives else int(births[0]["year"] or births[0]["year2"])
    passed = sum(years) - 2 * born
    age = int(ages[0]["age"])
    if not 0 < passed < 120 or passed - 1 <= age <= passed + 1:
        return
    place = part(sentence, ages[0].start("age"), ages[0].end(), offset)
    yield impossible(place, "age", f"{passed}岁", f"{born + passed} − {born}")


def _check_full_age(sentence: str, offset: int) -> Iterator[Finding]:
    """Check 2024年10月已满101岁 against the only month or year of birth: full years do not count that of birth."""
    births = list(_BIRTH.finditer(sentence))
    if len(births) != 1 or _OTHER_PERSON.search(sentence):
        return
    born, near = int(births[0]["year"] or births[0]["year2"]), sentence[births[0].start() : births[0].end() + 3]
    month = _BIRTH_MONTH.search(near)
    for match in _FULL_AGE.finditer(sentence):
        passed = int(match["year"]) - born
        age = int(match["age"] or match["age2"])
        possible = {passed - 1, passed, passed + (1 if match["coming"] else 0)}
        if month and match["month"] and not match["coming"] and month["month"] != match["month"]:
            possible = {passed - (int(match["month"]) < int(month["month"]))}
        if passed <= 0 or age in possible or (age in _THRESHOLDS and age < passed):
            continue
        place = part(sentence, match.start("age" if match["age"] else "age2"), match.end(), offset)
        yield impossible(place, "age", f"{max(possible)}岁", f"{match['year']} − {born}", certain=False)


def _check_jubilee(sentence: str, offset: int) -> Iterator[Finding]:
    """Check an anniversary against the only other year of its sentence and the year of foundation, which is named or
    generally known."""
    jubilees = list(_JUBILEE.finditer(sentence))
    founded = [match["year"] or match["year2"] for match in _FOUNDED.finditer(sentence)]
    for match in jubilees:
        before = sentence[: match.start()]
        event = list(_EVENT.finditer(before, max(0, len(before) - 30)))
        beginning: int | None = None
        if event and not re.search(r"[，。；、\d]", before[event[-1].end() :]):
            beginning = _EVENTS[event[-1][0]]
        elif len(founded) == len(jubilees) == 1 and not _OTHER_JUBILEE.search(before[-_NEAR:]):
            beginning = int(founded[0])
        named = list(_ONE_YEAR.finditer(before))
        behind = _OCCASION.match(sentence, match.end())
        if event and beginning and behind and not named and int(behind[1]) - beginning != count(match["count"]):
            place = part(sentence, match.start(), match.end(), offset)
            yield impossible(place, "age", f"{int(behind[1]) - beginning}周年", f"{behind[1]} − {beginning}")
            continue
        years = {int(year) for year in _ONE_YEAR.findall(sentence)} - {beginning}
        if beginning is None or len(years) != 1 or not named or _TO_COME.search(before[named[-1].end() :]):
            continue
        year = years.pop()
        if int(named[-1][1]) == year > beginning and year - beginning != count(match["count"]):
            place = part(sentence, match.start(), match.end(), offset)
            yield impossible(place, "age", f"{year - beginning}周年", f"{year} − {beginning}")


def _check_rows(sentence: str, offset: int) -> Iterator[Finding]:
    """Check 2021年、2022年、2023年连续四年."""
    for pattern in (_ROW, _ROW_BEHIND, _ROW_OF):
        for match in pattern.finditer(sentence):
            if sentence[: match.start()].endswith(("继", "除", "在")):
                continue
            years = [int(year) for year in re.findall(_YEAR, match["years"])]
            if len(years) != count(match["count"]):
                place = part(sentence, match.start(), match.end(), offset)
                yield impossible(place, "consecutive", f"{len(years)}年", "、".join(map(str, years)))


def _check_related(sentence: str, offset: int) -> Iterator[Finding]:
    """Check 上年（2022年） against the only year before it in its sentence, or against 今年（2024年）."""
    base: int | None = None
    for match in _RELATED.finditer(sentence):
        word, year = match["word"], int(match["year"])
        named = list(_ONE_YEAR.finditer(sentence, 0, match.start()))
        reference = base
        if reference is None and word in ("上年", "次年") and len({year[1] for year in named}) == 1:
            at = named[0].start()
            reference = int(named[0][1]) if at <= _AT_START and sentence[at - 1 : at] not in _BASE_WORDS else None
        if reference is not None and year != reference + _RELATIVE[word]:
            place = part(sentence, match.start(), match.end(), offset)
            yield impossible(place, "relative", f"{word}（{reference + _RELATIVE[word]}年）", f"{reference}年")
        base = year - _RELATIVE[word] if base is None and word not in ("上年", "次年") else base
