"""Forms that say by custom how numbers hang together: 单循环, 五局三胜, 净胜, 押一付三, 早晚各2片."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from jzdocs.checks.calendar import SENTENCE, impossible, part
from jzdocs.checks.finding import Finding, Problem
from jzdocs.facts.half_width import half_width
from jzdocs.facts.numerals import number_in
from jzdocs.patterns import compiled

_N = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[一二两三四五六七八九十百]{1,4})"
_LONGEST = 200
_UNSURE = (
    r"(?<!每组)分[两二三四]?[\d]?个?组(?![^。；]*每组)|每组(?![^。；]*每组)|[约近逾超]\d|\d余|多场|左右|至少|以上|以内"
)


class _Form(Struct, frozen=True):
    """A form: its pattern with the group `stated` and operands a, b, c …; what may be stated, the likeliest first, and
    the formula as printed."""

    trigger: str
    pattern: re.Pattern[str]
    values: Callable[..., Sequence[float]]
    how: str
    problem: Problem = "product"


def _form(
    trigger: str, pattern: str, values: Callable[..., Sequence[float]], how: str, problem: Problem = "product"
) -> _Form:
    return _Form(trigger, compiled(pattern.replace("<N>", _N)), values, how, problem)


_TEAMS = (
    r"^(?![^。；]*(?:淘汰[^。；]*循环|循环[^。；]*(?:淘汰|决赛|前[一二三四五六七八九十\d]+名|附加)))[^。；]*?"
    r"(?P<a><N>)(?:支|个|名|位|所)?[^，。；\d]{0,8}?(?:队|选手|棋手|运动员|学校|单位|球员|班级)"
)
_KNOCKOUT = _TEAMS.replace("^", "^(?![^。；]*(?:三四名|季军|附加|复活|双败|小组|循环|阶段))", 1)
_FORMS = (
    _form(
        "单循环",
        rf"{_TEAMS}[^。；]{{0,30}}?单循环[^。；\d]{{0,24}}?(?:共|总|合计|需|全部|赛事|安排)[^。；\d]{{0,8}}?(?P<stated><N>)[场盘局]",
        lambda a: (a * (a - 1) / 2,),
        "{a} × ({a} − 1) ÷ 2",
    ),
    _form(
        "每两",
        rf"{_TEAMS}[^。；]{{0,30}}?每两[支队个名][^。；\d]{{0,6}}?(?:[只仅各都]|之间)*[赛比打下]?[一1]场[^。；\d]{{0,16}}?(?:共|总|合计|需|全部|赛事)[^。；\d]{{0,8}}?(?P<stated><N>)[场盘局]",
        lambda a: (a * (a - 1) / 2,),
        "{a} × ({a} − 1) ÷ 2",
    ),
    _form(
        "每组",
        r"每组(?P<a><N>)(?:支|个|名|位|所)?(?:球)?[队人][^。；\d]{0,12}?单循环[^。；\d]{0,12}?每组[^。；\d]{0,6}(?P<stated><N>)[场盘局]",
        lambda a: (a * (a - 1) / 2,),
        "{a} × ({a} − 1) ÷ 2",
    ),
    _form(
        "折抵",
        r"羁押(?P<a><N>)[天日][^。；]{0,16}?(?:一|1)[天日](?:可?以?)?折抵(?:刑期)?(?P<b>[一二两12])[天日][^。；\d]{0,12}?折抵(?!后)[^。；\d余剩]{0,6}?(?P<stated>\d+)[天日]",
        lambda a, b: (a * b,),
        "{a} × {b}",
    ),
    _form(
        "角",
        r"(?P<a><N>)(?:边形|个内角|条边)[^。；\d]{0,20}?角(?:度)?(?:总)?(?:和|总和|之和)[^。；\d]{0,8}?(?P<stated><N>)(?:度|°)",
        lambda a: (180 * (a - 2),),
        "({a} − 2) × 180",
    ),
    _form(
        "英尺",
        r"20英尺[^。；\d]{0,6}?(?P<a><N>)[个只箱][^。；\d]{0,10}?40英尺[^。；\d]{0,6}?(?P<b><N>)[个只箱][^。；]*(?<![\d.,])(?P<stated>\d[\d,]*)(?:个)?(?:标箱|标准箱|TEU)",
        lambda a, b: (a + 2 * b,),
        "{a} + 2 × {b}",
    ),
    _form(
        "英尺",
        r"40英尺[^。；\d]{0,6}?(?P<a><N>)[个只箱][^。；\d]{0,10}?20英尺[^。；\d]{0,6}?(?P<b><N>)[个只箱][^。；]*(?<![\d.,])(?P<stated>\d[\d,]*)(?:个)?(?:标箱|标准箱|TEU)",
        lambda a, b: (2 * a + b,),
        "2 × {a} + {b}",
    ),
    _form(
        "第",
        r"(?:自|从)第(?P<a><N>)[期届集卷批回章课辑][^。；\d]{0,16}?[，,]?(?:至|到)第(?P<b><N>)[期届集卷批回章课辑][^。；\d]{0,12}?(?P<stated>\d+)[期届集卷批回章课辑]",
        lambda a, b: (b - a + 1,),
        "{b} − {a} + 1",
        "balance",
    ),
    _form(
        "双循环",
        rf"{_TEAMS}[^。；]{{0,30}}?双循环[^。；\d]{{0,24}}?(?:共|总|合计|需|全部|赛事|安排)[^。；\d]{{0,8}}?(?P<stated><N>)[场盘局]",
        lambda a: (a * (a - 1),),
        "{a} × ({a} − 1)",
    ),
    _form(
        "淘汰",
        rf"{_KNOCKOUT}[^。；]{{0,30}}?淘汰[^。]{{0,20}}?(?:共|总|需|要)[^。；\d]{{0,6}}?(?P<stated><N>)场",
        lambda a: (a - 1,),
        "{a} − 1",
    ),
    _form(
        "胜",
        r"胜[一1]?[场局盘][得积记]?(?P<a><N>)分[^。；]{0,12}?[平和][一1]?[场局盘][得积记]?(?P<b><N>)分[^。；]{0,24}?"
        r"(?P<c>\d+)胜(?P<d>\d+)[平和](?:\d+负)?"
        r"[^。；\d]{0,10}?(?:积|得|总分|共)[^。；\d]{0,4}?(?P<stated>\d+)分",
        lambda a, b, c, d: (a * c + b * d,),
        "{a} × {c} + {b} × {d}",
    ),
    _form(
        "负",
        r"^(?![^。]*(?:扣|罚|排球|篮球|每|场得|场积))[^。]*?(?P<c>\d+)胜(?P<d>\d+)平\d+负[^。；\d]{0,10}?(?:积|总积分)[^。；\d]{0,2}(?P<stated>\d+)分",
        lambda c, d: (3 * c + d, 2 * c + d),
        "3 × {c} + {d}",
    ),
    _form(
        "罚球",
        r"[2两]分球(?P<a>\d+)[个球记][^。；\d]{0,6}[3三]分球(?P<b>\d+)[个球记][^。；\d]{0,6}罚球(?:命中)?(?P<c>\d+)[个球记]"
        r"[^。；\d]{0,8}(?:得|共)[^。；\d]{0,4}(?P<stated>\d+)分",
        lambda a, b, c: (2 * a + 3 * b + c,),
        "2 × {a} + 3 × {b} + {c}",
    ),
    _form(
        "净胜",
        r"(?P<a>\d+)(?:比|∶|:)(?P<b>\d+)[^。；\d]{0,16}?净胜[^。；\d球]{0,4}(?P<stated><N>)[分球]",
        lambda a, b: (abs(a - b),),
        "{a} − {b}",
        "balance",
    ),
    _form(
        "优势",
        r"(?P<a>\d+)(?:比|∶|:)(?P<b>\d+)[^。；\d]{0,12}?以(?P<stated><N>)分(?:的)?(?:优势|之差|险胜)",
        lambda a, b: (abs(a - b),),
        "{a} − {b}",
        "balance",
    ),
    _form(
        "半场",
        r"上半场(?P<a>\d+)(?:比|∶|:)\d+[^。；]{0,6}下半场(?P<b>\d+)(?:比|∶|:)\d+[^。；]{0,6}(?:总|最终|终场|全场)[^。；\d]{0,8}(?P<stated>\d+)",
        lambda a, b: (a + b,),
        "{a} + {b}",
        "parts",
    ),
    _form(
        "半场",
        r"上半场\d+(?:比|∶|:)(?P<a>\d+)[^。；]{0,6}下半场\d+(?:比|∶|:)(?P<b>\d+)[^。；]{0,6}(?:总|最终|终场|全场)[^。；\d]{0,8}\d+分?(?:比|∶|:|[^。；\d]{1,10})(?P<stated>\d+)",
        lambda a, b: (a + b,),
        "{a} + {b}",
        "parts",
    ),
    _form(
        "押",
        r"(?:月租金?|每月|月付|租金)[^。；\d]{0,6}(?P<a><N>)元[^。；]{0,20}?押(?P<b>[一二两三])付(?P<c>[一二两三四五六]|十二)[^。；\d]{0,20}?(?:首次|首期|首付|入住|签约|签订|搬入|合计|共|应付|需付|须付|一次性|先)[^。；\d]{0,10}(?P<stated><N>)元",
        lambda a, b, c: (a * (b + c),),
        "{a} × ({b} + {c})",
    ),
    _form(
        "早晚",
        r"共?(?P<a><N>)[片粒丸袋支][^。；]{0,12}?(?:每[日天]|一[日天])早晚各(?:服用?)?(?P<b><N>)[片粒丸袋支][^。；\d]{0,10}?(?P<stated><N>)[天日]",
        lambda a, b: (a / (2 * b),),
        "{a} ÷ (2 × {b})",
    ),
    _form(
        "隔",
        r"(?:每隔|间隔|每)(?P<a><N>)分钟(?:发车?|开)?一[班趟列次][^。；\d]{0,14}?每小时[^。；\d]{0,8}(?P<stated><N>)[班趟列次]",
        lambda a: (60 / a,),
        "60 ÷ {a}",
    ),
    _form(
        "一班",
        r"每隔?(?P<a>\d+)分钟(?:发车?|开)?一班[^。；\d]{0,12}?(?P<b>\d{1,2})(?:时|点|:00)[^。；\d]{0,4}?(?:至|到|[—–~-])[^。；\d]{0,4}?(?P<c>\d{1,2})(?:时|点|:00)[^。；\d]{0,14}?(?P<stated>\d+)[班趟列]",
        lambda a, b, c: ((c - b) * 60 / a + 1, (c - b) * 60 / a),
        "({c} − {b}) × 60 ÷ {a} + 1",
    ),
    _form(
        "住院",
        r"第(?P<a><N>)天[^。；第\d]{0,6}(?:入院|住院|住进)?[^。；]{0,14}?第(?P<b><N>)天[^。；\d]{0,8}出院[^。；\d]{0,12}?(?:住院|住)[^。；\d]{0,6}(?P<stated><N>)[夜晚]",
        lambda a, b: (b - a,),
        "{b} − {a}",
        "balance",
    ),
    _form(
        "局",
        r"(?P<b>[三五七九])[局盘](?P<a>[两二三四五])胜[^。；]{0,20}?第(?P<c><N>)[局盘][^。；]{0,8}?(?:告胜|获胜|取胜|结束|胜出)[^。；]{0,12}?(?P<d>\d)(?:比|∶|:)(?P<stated>\d)",
        lambda b, a, c, d: (c - d,),
        "{c} − {d}",
        "balance",
    ),
)
_WEEKDAYS = compiled(
    rf"每周(?P<days>[一二三四五六日](?:[、和及](?:周|星期)?[一二三四五六日])+)[^。；\d]{{0,16}}?每[次天日场][^。；\d]{{0,8}}(?P<a>{_N})[^。；\d]{{1,4}}[，,][^。；\d]{{0,4}}(?:每|一)周[^。；\d]{{0,10}}(?P<stated>{_N})"
)


_SCORE = compiled(r"(?<![\d:：∶])(?P<first>\d{1,3})[∶:：](?P<second>\d{1,3})(?![\d:：∶])")
_SCORE_JOINT = compiled("[、，,和与]{1,2}")
_FINAL = compiled("胜|负|获|最终|总|取|告|不敌|击败|战平")
_MOST_SCORES = 8
_HUNDRED = compiled("(?:合计|总和|之和|加起来|加总|相加|总计|共计)[^，。；\\d]{0,6}(?P<stated>百分之百|100[%％])")
_SHARE = compiled(r"(?<![\d.])(\d{1,2}(?:\.\d+)?)[%％]")
_MOST_OFF = 30.0  # points


def fixed_forms_in(text: str) -> Iterator[Finding]:
    """Yield the numbers of a text that its forms say otherwise."""
    for form in _FORMS:
        if form.trigger in text:
            for match in SENTENCE.finditer(text):
                is_unsure = form.trigger != "每组" and re.search(_UNSURE, match[0])
                if form.trigger in match[0] and len(match[0]) <= _LONGEST and not is_unsure:
                    yield from _judged(match[0], form, match.start())
    if "∶" in text or ":" in text or "：" in text:
        for match in SENTENCE.finditer(text):
            yield from _by_scores(match[0], match.start())
    if "百分之百" in text or "100%" in text:
        for match in SENTENCE.finditer(text):
            yield from _by_hundred(match[0], match.start())
    if "每周" in text:
        for match in SENTENCE.finditer(text):
            yield from _by_weekdays(match[0], match.start())


def _by_scores(sentence: str, offset: int) -> Iterator[Finding]:
    """Yield the final score of a match that those of its quarters or sets do not give:
    四节比分为24∶19、…、21∶25，以90∶86险胜; 三局21∶15、18∶21、21∶17，2∶1取胜."""
    scores = list(_SCORE.finditer(sentence))
    if not 3 <= len(scores) <= _MOST_SCORES or len(sentence) > _LONGEST or re.search("加时|点球|半场|附加", sentence):
        return
    *parts, last = scores
    gaps = [sentence[first.end() : second.start()] for first, second in pairwise(parts)]
    if not all(_SCORE_JOINT.fullmatch(gap) for gap in gaps) or not _FINAL.search(sentence[parts[-1].end() :]):
        return
    pairs = [(int(part_["first"]), int(part_["second"])) for part_ in parts]
    stated = (int(last["first"]), int(last["second"]))
    in_sets = re.search("[局盘]", sentence) is not None and sum(stated) <= len(pairs)
    if in_sets:
        right = (sum(a > b for a, b in pairs), sum(a < b for a, b in pairs))
    elif re.search("节", sentence[: parts[0].start()]):
        right = (sum(a for a, _ in pairs), sum(b for _, b in pairs))
    else:
        return
    if stated not in (right, right[::-1]):
        how = " + ".join(part_[0] for part_ in parts)
        shown = f"{right[0]}∶{right[1]}"
        place = part(sentence, last.start(), last.end(), offset)
        yield impossible(place, "parts", shown, f"{how} = {shown}", certain=False)


def _by_hundred(sentence: str, offset: int) -> Iterator[Finding]:
    """Yield what is said to be 100% and is not what the shares before it add up to."""
    match = _HUNDRED.search(sentence)
    if match is None or len(sentence) > _LONGEST or re.search("同比|增长|其中|提高|下降", sentence):
        return
    shares = _SHARE.findall(sentence[: match.start()])
    total = sum(map(float, shares))
    slack = sum(0.5 * 10.0 ** -len(share.partition(".")[2]) for share in shares if "." in share)
    if len(shares) > 1 and slack < abs(total - 100) < _MOST_OFF:
        how = " + ".join(f"{share}%" for share in shares)
        place = part(sentence, match.start("stated"), match.end("stated"), offset)
        yield impossible(place, "shares", f"{total:g}%", f"{how} = {total:g}%", certain=False)


def _judged(sentence: str, form: _Form, offset: int) -> Iterator[Finding]:
    match = form.pattern.search(half_width(sentence))
    if match is None:
        return
    groups = {name: number_in(found.replace(",", "")) for name, found in match.groupdict().items() if found}
    stated = groups.pop("stated", None)
    if stated is None or any(value is None for value in groups.values()):
        return
    values = form.values(**{name: float(value or 0) for name, value in groups.items()})
    if any(abs(float(stated) - value) < 1 if value != int(value) else float(stated) == value for value in values):
        return
    if values[0] <= 0 or not 0.2 < float(stated) / values[0] < 5:
        return
    right = f"{values[0]:g}"
    how = form.how.format(**{name: match[name] for name in groups})
    yield impossible(
        part(sentence, match.start("stated"), match.end("stated"), offset),
        form.problem,
        right,
        f"{how} = {right}",
        certain=False,
    )


def _by_weekdays(sentence: str, offset: int) -> Iterator[Finding]:
    """Yield what is wrong with so many a week: 每周二、周四，每次30个，一周共60个."""
    match = _WEEKDAYS.search(sentence)
    if match is None or len(sentence) > _LONGEST:
        return
    days = len(re.findall("[一二三四五六日]", match["days"]))
    each, stated = (number_in(match[name].replace(",", "")) for name in ("a", "stated"))
    if each and stated and stated != each * days and stated / each < 8:
        place = part(sentence, match.start("stated"), match.end("stated"), offset)
        right = f"{float(each * days):g}"
        yield impossible(place, "product", right, f"{match['a']} × {days} = {right}", certain=False)
