"""The subject of a number: what it measures, in words that its text has.

The clause of the number is divided into words; what leads to the subject (time, place, verbs) and what leads from it to
the number (达到, 同比增长) is taken off, whole words at a time. A noun that is counted stands behind its measure word
(建成15个创新联合体). What means something only together with the subject before it (占…, 增速, 高于…) is completed.
"""

from __future__ import annotations

import re

from jzdocs.facts.half_width import half_width
from jzdocs.facts.lexicon import (
    BARE,
    BASE,
    BUDGET,
    COMPARED,
    CONJUNCTION,
    COUNTING,
    LEAD,
    LEAD_NOUN,
    MARKS,
    NOUN_END,
    OBJECT_VERB,
    OF_IT,
    PER,
    RANK,
    RECKONED,
    STEPS,
    TAIL,
    THAN,
    VERBAL_HEAD,
    YEARS,
)
from jzdocs.facts.number import FALL, RISE, Number
from jzdocs.facts.periods import PERIOD
from jzdocs.facts.quantities import Quantity
from jzdocs.facts.words import words_of

_CLAUSE_MARKS = frozenset("，,。；;：:！？!?\n…|")
_CLOSING = {"）": "（", ")": "(", "”": "“", "》": "《", "]": "[", "］": "［", "〕": "〔", "】": "【"}
_OPENING = frozenset(_CLOSING.values())
_LONGEST = 120  # characters of a clause that are looked at
_NOUN_LONGEST = 20
_TOPIC_LONGEST = 24
_DOER_LONGEST = 12
_TAIL_LONGEST = 30
_WORD_LONGEST = 6
_PERIOD_ENDS = frozenset("年月日末底初来期间度份前")
_PLACES = frozenset("县市区镇乡村省")
_AMOUNT = re.compile(r"(?:[约近超逾]|不足|超过)?\d[\d.,]*[万亿]?[余多]?(?:个百分点|[%％‰]|[\u4e00-\u9fff]{1,2})?$")
_SENTENCE_END = re.compile("[。！？\n]")
_DIMENSIONS = {"长": "长度", "宽": "宽度", "高": "高度", "深": "深度", "厚": "厚度", "重": "重量"}
_MEASURED_NEXT = re.compile(r"[均都也]?(?:超过?|达到?|为|约|近)?\d")
_MEASURE = re.compile("(?:率|额|量|幅|利润|收入|产值|面积|人数)$")
_COMPARING = frozenset("比较与同是")
_IS_RANK = re.compile("第|首位|前列|前茅")
_COUNTED = re.compile(r"\d[\d.,]*[万亿]?[余多]?(?:平方米|公里|[^\d，、])?")
_CHANGE = re.compile(rf"^.*(?:{RISE}|{FALL})(?<!新增)(?=[\u4e00-\u9fff]{{2,}}$)")
_EDGE_MARKS = "，,、的 　·.．—-－：:∶；;"
_RAISES = frozenset(("提高", "提升", "增加", "减少", "降低", "稳定", "扩大", "优化"))
_NAMED_END = re.compile("(?:人数|人次|金额|率)$")
_MEASURED = frozenset(
    ("投资", "就业", "销售", "出口", "进口", "生产", "投入", "融资", "募集", "减免", "供给")
)  # verbs that name amounts
_EACH = frozenset(("人均", "户均", "平均", "每人", "日均"))
_OF_WHAT_IS_NAMED = frozenset(
    "改造 更新 整治 修复 提升 建设 完善 优化 增加 减少 提高 降低 扩大 安置 消除 治理 废止 失效 宣布失效 取消 关停 完工".split()
)
_EMPTY = frozenset(
    (
        "推动",
        "推进",
        "引导",
        "启动",
        "支持",
        "帮助",
        "覆盖",
        "涉及",
        "参与",
        "参加",
        "全市",
        "全省",
        "全国",
        "全县",
        "省内",
        "市内",
        "国内",
    )
)
_IS_SHARE = re.compile("占|增速|增幅")
_SHARE_TAIL = re.compile("(?:占比|比重|增速|增幅)$")


def subject(text: str, number: Number, before: Number | None) -> str:
    """Return what a number measures: the noun that it counts, where one follows; else the words before it; else what
    the number `before` it measures."""
    text = half_width(text)
    quantity = number.quantity
    if before and _SENTENCE_END.search(text, before.quantity.end, quantity.start):
        before = None
    start, stop = _clause(text, number, before)
    if number.kind == "rank":
        return _subject_of_rank(text, (start, stop), before)
    end = _without_tail(text, start, stop)
    name = _respective_name(text, number.quantity) or _clean(_without_lead(text, start, end))
    previous = before.subject if before else ""
    if previous and (BUDGET.fullmatch(name) or _is_multiple(text, number, start) or _is_parallel(text, number, before)):
        return previous
    noun = _noun_behind(text, quantity)
    if (
        _MEASURED_NEXT.match(text, quantity.end + len(noun))
        and _MEASURE.search(noun)
        and not text.startswith("的", quantity.end)
    ):
        noun = text[quantity.end : words_of(text).starts[words_of(text).index_at(quantity.end) + 1]]
    if noun.startswith(_SHARES_HELD) and quantity.base_unit in ("%", "％"):
        return name + noun
    if _counts_noun(text, number, (start, stop), (name, noun)):
        return noun
    if len(name) < 2 and (noun in _PLACES or quantity.base_unit in _PLACES):
        return noun or quantity.base_unit
    if number.kind in ("increase", "decrease"):
        name = _CHANGE.sub("", name)
    name = _DIMENSIONS.get(name, "" if name in _EACH else name)
    name = _completed("" if name in _OF_WHAT_IS_NAMED and previous else name, previous)
    if len(name) < 2:
        name = _topic_before(text, start, before.quantity.end if before else 0) or previous or name
    return name or noun


def _is_multiple(text: str, number: Number, start: int) -> bool:
    """Whether a clause tells how many times what it measured before: 是2020年的6.2倍."""
    words = text[start : number.quantity.start]
    return (
        number.quantity.base_unit in ("倍", "%")
        and words.startswith(("是", "为", "相当于", "约为", "约是"))
        and words.endswith("的")
    )


def _is_parallel(text: str, number: Number, before: Number | None) -> bool:
    """Whether a number measures what the one before it does: 投资350万元的A、380万元的B."""
    if before is None or before.quantity.base_unit != number.quantity.base_unit:
        return False
    last, between = before.quantity, text[before.quantity.end : number.quantity.start]
    if len(between) > _NOUN_LONGEST or not between.endswith(("、", "和", "及")) or between[0] != "的":
        return False
    return text[number.quantity.end : number.quantity.end + 1] == "的" and not text.startswith(
        before.subject, last.end + 1
    )


def _clause(text: str, number: Number, before: Number | None) -> tuple[int, int]:
    """Return where the words before a number begin and end: from the start of its clause, or from the number before it
    there. Brackets and quotes that are closed are no ends of a clause; one that is open begins it."""
    end = number.quantity.start
    start = _clause_start(text, end)
    if before and before.quantity.end > start:  # an age belongs to the name: 60岁以上老年人口
        last = before.quantity
        bound = last.approx in ("以上", "以下") and text[last.end : last.end + 1] == "的"
        age = last.base_unit == "岁" and number.kind == "level"
        start = start if bound else last.start if age else min(_behind(text, before), end)
        if not bound and text[start : start + 1] == "的" and text[end - 1] == "、":
            start = end
    return start, end


def _behind(text: str, number: Number) -> int:
    """Return where a number ends with the noun that it counts."""
    end = number.quantity.end
    end += text.startswith("的", end)
    return end + len(number.subject) if number.subject and text.startswith(number.subject, end) else number.quantity.end


def _clause_start(text: str, end: int) -> int:
    """Return where the clause that ends at `end` begins."""
    awaited: list[str] = []
    limit = max(0, end - _LONGEST)
    for place in range(end - 1, limit - 1, -1):
        char = text[place]
        if char in _CLOSING:
            awaited.append(_CLOSING[char])
        elif char in _OPENING:
            if not awaited:
                return place + 1
            if char in awaited:
                while awaited.pop() != char:
                    pass
        elif char in _CLAUSE_MARKS and (not awaited or char in "。\n") and not _is_grouping(text, place):
            return place + 1
    return limit


def _is_grouping(text: str, place: int) -> bool:
    """Whether a comma stands between the digits of one number."""
    return text[place] in ",:" and text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()


# --- what leads to the subject, and from it to the number


def _without_tail(text: str, start: int, end: int) -> int:
    """Return where the words end when the predicate is taken off: 常住人口(同比)(增长)(约)."""
    edges = words_of(text).edges
    while True:
        while end > start and text[end - 1] in _EDGE_MARKS:
            end -= 1
        cut = _compared_from(text, max(start, end - _TAIL_LONGEST), end)
        if cut in edges:
            end = cut
            end -= text[end - 1] in _COMPARING and end > start
            continue
        first = max(start, end - _WORD_LONGEST)
        cut = next((place for place in range(first, end) if place in edges and text[place:end] in TAIL), -1)
        if cut < 0:
            return end
        end = cut


def _compared_from(text: str, start: int, end: int) -> int:
    """Return where what a number is compared with (比上年末, 高于全国), its period or its measure (每人) begins at the end
    of a clause; -1 where it has none."""
    part = text[start:end]
    match = BASE.search(part) if not _COMPARING.isdisjoint(part) else None
    match = match or _period_tail(part) or (PER.search(part) if "每" in part else None)
    match = match or (THAN.search(part) if "于" in part or "出" in part else None)
    return start + match.start() if match and match[0] else -1


def _period_tail(part: str) -> re.Match[str] | None:
    """Return the period at the end of a clause."""
    if part[-1:] not in _PERIOD_ENDS:
        return None
    near = max(0, len(part) - 14)
    return next((match for match in PERIOD.finditer(part, near) if match.end() == len(part)), None)


def _without_lead(text: str, start: int, end: int) -> str:
    """Return the words of a clause without what only leads to the subject: time, place, adverbs, and the verbs of which
    it is the object."""
    edges = words_of(text).edges
    verbs = 0
    while start < end:
        rest = text[start:end]
        if rest[0] in _EDGE_MARKS:
            start += 1
            continue
        match = PERIOD.match(rest) or PER.match(rest)
        if match and start + match.end() in edges:
            start += match.end()
            if text[start : start + 1] in ("前", "内", "里", "间") and start + 1 in edges:
                start += 1
            continue
        length, is_verb = _lead_word(text, start, end, verbs)
        if not length:
            break
        verbs += is_verb
        start += length
    place = _behind_verb(text, start, end)
    words = _listed(text, place, end)
    if text[place - 2 : place] in ("实现", "完成") and place - start > 2:  # 畜牧业实现增加值
        doer = text[start : _without_tail(text, start, place - 2)]
        is_name = 2 <= len(doer) <= _DOER_LONGEST and words_of(text).between(start, start + len(doer))[-1:]
        words = doer + words if is_name and is_name[0].tag[0] in "nlj" and not _has_digit(doer) else words
    return "" if words in OBJECT_VERB or words in _EMPTY or words in LEAD else words


def _lead_word(text: str, start: int, end: int, verbs: int) -> tuple[int, bool]:
    """Return how long the word is that leads to the subject at `start`, 0 where none does, and whether it is a verb.
    Behind a verb, only another that takes an object follows: 组建创新联合体."""
    edges = words_of(text).edges
    rest = text[start:end]
    for length in range(min(6, len(rest) - 1), 0, -1):
        word = rest[:length]
        if start + length not in edges:
            continue
        if word in LEAD and not (length == 1 and not _begins_word(rest[1:])):
            return length, False
        if word in CONJUNCTION and (verbs or start > 0 and text[start - 1].isalnum() and not _is_han(text[start - 1])):
            return length, False
        if word in OBJECT_VERB or word in VERBAL_HEAD:
            behind = rest[length:]
            if word in VERBAL_HEAD and behind[:1] == "的":
                return 0, False
            if word in VERBAL_HEAD and word not in _RAISES and _NAMED_END.search(behind):
                return 0, False
            if NOUN_END.match(behind) and (word in VERBAL_HEAD or len(behind) <= 2):
                return 0, False
            return length, True
    phrase = LEAD_NOUN.match(rest) or YEARS.match(rest)
    if phrase and start + phrase.end() in edges and phrase.end() < len(rest) - 1:
        return phrase.end(), False
    return 0, False


def _begins_word(rest: str) -> bool:
    return bool(rest) and rest[0] not in "的"


def _behind_verb(text: str, start: int, end: int) -> int:
    """Return where the object of the last verb of a clause begins: 博物馆举办(文化展览)."""
    found = words_of(text)
    for word in reversed(found.between(start, end)):
        if text[word.start : word.end] in ("将", "把") and end - word.end >= 2 and word.start > start:
            return word.end
        if word.start <= start or end - word.end < 2 or word.end not in found.edges or word.start not in found.edges:
            continue
        if text[word.start : word.end] not in OBJECT_VERB:
            continue
        behind = text[word.end : end]
        if behind[0] in "的、和及率" or NOUN_END.match(behind) or _inside_marks(text, start, word.start):
            continue
        length = len(behind) - len(behind.lstrip("了着过"))
        return word.end + length if len(behind) - length >= 2 else start
    return start


def _inside_marks(text: str, start: int, place: int) -> bool:
    part = text[start:place]
    return any(part.count(left) > part.count(right) for left, right in ("“”", "（）", "《》", "()"))


def _listed(text: str, start: int, end: int) -> str:
    """Return the words from `start`; of a list of clauses (优化结构、改造老旧小区) the last one, of X、Y等Z the Z."""
    words = text[start:end]
    place = words.rfind("、")
    while place > 0:
        if not _inside_marks(text, start, start + place):
            length, is_verb = _lead_word(text, start + place + 1, end, 0)
            if length and is_verb:
                return _without_lead(text, start + place + 1, end)
        place = words.rfind("、", 0, place)
    etc = words.rfind("等")
    if "、" in words and 0 < etc < len(words) - 2 and start + etc in words_of(text).edges:
        behind = words[etc + 1 :]
        return behind if not _inside_marks(text, start, start + etc) and len(behind) >= 2 else words
    return words


def _clean(words: str) -> str:
    """Return a name without marks of notes, explaining brackets behind it, and marks at its edges."""
    words = MARKS.sub("", words)
    words = re.sub(r"[（(][^（）()]*(?:下同|不含|，|以下简称|[含同])[^（）()]*[）)]$", "", words)
    words = words.strip(_EDGE_MARKS + "和与及并等")
    for left, right in ("“”", "（）", "《》", "()"):
        if words.count(left) != words.count(right):
            words = words.replace(left, "").replace(right, "")
    return re.sub(
        r"^(?:各级|各类|各项)+(?=[^，]{2})",
        "",
        re.sub(r"(?<=[\u4e00-\u9fff])共(?=死亡|接待|发生|完成|实现)", "", words),
    )


# --- 分别


def _respective_name(text: str, quantity: Quantity) -> str:
    """Return the name of a number of A、B分别为1、2; "" where no such names stand in its clause."""
    near = max(0, quantity.start - _LONGEST)
    place = text.rfind("分别", near, quantity.start)
    if place < 0 or not _LISTED_BEFORE.fullmatch(text, place, quantity.start):
        return ""
    index = len(_NUMERAL.findall(text, place, quantity.start))
    behind = _LISTED_BEHIND.match(text, quantity.end)
    names = names_before(text, place, index + 1 + len(_NUMERAL.findall(behind[0] if behind else "")))
    return names[index] if names else ""


def names_before(text: str, end: int, count: int) -> list[str]:
    """Return the `count` names of the list (铁路货运量和水路货运量) that stands before `end` in its clause; none where it
    has not so many. The last words of the last name are shared where the others lack them (对东盟、欧盟进出口)."""
    start = _clause_start(text, end)
    numerals = [match.end() for match in _COUNTED.finditer(text, start, end)]
    start = numerals[-1] if numerals else start
    stop = _without_tail(text, start, end)
    listed = _without_lead(text, start, stop)
    ways = [[_clean(name) for name in joints.split(listed)] for joints in _JOINTS]
    names = next((names for names in ways if len(names) == count), ways[-1][-count:])
    if len(names) < count or not all(len(name) >= 2 for name in names):
        return []
    if any(words_of(name).tags[-1][0] in "mpducq" for name in names):
        return []
    *others, last = (words_of(name) for name in names)
    if len(last.tags) == 2 and all(len(other.tags) == 1 for other in others):  # 刑事、治安案件
        names = [name + names[-1][last.starts[1] :] for name in names[:-1]] + names[-1:]
    return names


_JOINTS = (re.compile("、"), re.compile("和(?!谐|平|美)|以及|及|与"), re.compile("、|和(?!谐|平|美)|以及|及|与"))
_NUMERAL = re.compile(r"\d[\d.,]*")
_LISTED_BEFORE = re.compile(
    r"分别[^，。；\d]{0,16}(?:\d{4}年[末底初]?[^，。；\d]{0,10})?(?:[\d.,]+[^，。；、\d]{0,6}[、和及与])*[^，。；、\d]{0,4}"
)
_LISTED_BEHIND = re.compile(r"(?:[、和及与][^，。；、\d]{0,4}\d[\d.,]*[^，。；、和及与\d]{0,8})+")


# --- the noun that is counted


def _counts_noun(text: str, number: Number, clause: tuple[int, int], names: tuple[str, str]) -> bool:
    """Whether a number counts the noun behind it, and does not measure what stands before: `names` are the words before
    it, and the noun."""
    quantity, (name, noun) = number.quantity, names
    if len(noun) < 2 or STEPS.match(noun):
        return False
    if len(name) < 2 or name in VERBAL_HEAD - _MEASURED:
        return True
    if number.kind == "level" and _ends_in_verb(text, *clause, of=text.startswith("的", quantity.end)):
        return True
    last = words_of(text).between(*clause)[-1:]
    behind = quantity.end + len(noun)
    is_place = bool(last) and last[0].tag in ("ns", "nr", "nt", "nz")
    if text[behind : behind + 1].isdigit() and not is_place:  # 医院12家床位300张
        return False
    if is_place and last[0].end - last[0].start == len(name) and text[quantity.end : quantity.end + 1] != "的":
        return True  # 大唐70万吨露天煤矿
    counts = bool(COUNTING.search(quantity.unit[-1:])) or (not quantity.base_unit and bool(quantity.unit))
    return counts and text[quantity.end : quantity.end + 1] != "的"


def _ends_in_verb(text: str, start: int, end: int, *, of: bool) -> bool:
    """Whether the words before a number end in a verb whose object is counted (输送了40%的用能: `of` says that 的 follows
    the number), or in what modifies that (刚刚到位的1.3亿元战略资金)."""
    if text[end - 1 : end] == "的":
        return not _period_tail(text[start : end - 1])
    trimmed = len(text[start:end].rstrip("了约近超过"))
    words = words_of(text).between(start, start + trimmed)
    verb = text[words[-1].start : words[-1].end] if words else ""
    return verb in OBJECT_VERB or (
        verb in VERBAL_HEAD and verb not in _MEASURED and (of or text[start + trimmed] == "了")
    )


def _noun_behind(text: str, quantity: Quantity) -> str:
    """Return the noun behind a quantity, "" where there is none: up to a mark, a verb, an adverb or the like; of a list
    (节能、节水等重大项目) the noun that names all."""
    if text[quantity.end : quantity.end + 1] in _PLACES and {quantity.end, quantity.end + 1} <= words_of(text).edges:
        if not _is_noun_at(text, quantity.end + 1):
            return text[quantity.end]
    listed = _LIST.match(text, quantity.end)
    noun = _noun_from(text, listed.end() if listed else quantity.end)
    return "" if noun.startswith(("人民币", "左右", "以上", "以下")) else noun


def _noun_from(text: str, start: int) -> str:
    if text[start : start + 1] == "的":
        start += 1
    if not text[start : start + 1] or not (_is_han(text[start]) or text[start] in "“A" or text[start].isalpha()):
        return ""
    end, limit = start, min(len(text), start + _NOUN_LONGEST)
    found = words_of(text)
    for index in range(found.index_at(start), len(found.tags)):
        word = found.word(index)
        if word.start >= limit:
            break
        token = text[word.start : word.end]
        if word.start < start:
            end = max(end, min(word.end, limit))
            continue
        if token == "“" and "”" in text[word.start : limit]:
            end = text.index("”", word.start) + 1
            continue
        if word.start < end:
            end = max(end, word.end) if text[end - 1] != "”" else end
            continue
        last = token in _NOUN_ENDS and not _is_han(text[word.end : word.end + 1] or "。")
        last = last or (token in _NOUN_ENDS or token == "特别") and _is_noun_at(text, word.end)
        if word.start in found.edges and not last and _stops_noun(token, word.tag, first=end == start):
            break
        if word.tag in ("v", "i") and end - start >= 2 and not last and not _is_noun_at(text, word.end):
            break
        end = word.end
    return text[start:end]


def _is_noun_at(text: str, place: int) -> bool:
    """Whether a noun stands at a place: a verb before it belongs to a name (养老床位)."""
    words = words_of(text)
    return place < len(text) and words.tags[words.index_at(place)][0] in "nl" and _is_han(text[place])


def _stops_noun(token: str, tag: str, *, first: bool) -> bool:
    if not (_is_han(token[0]) or token.isalpha()):
        return True
    if first and token in _NOUN_STARTS:
        return False
    if tag == "d" and len(token) == 1 and token not in _ADVERBS:
        return False
    return token in _NOUN_STOPS or tag[0] in "pducm" or bool(_CHANGES.fullmatch(token))


_LIST = re.compile(r"的?[^，。；、：\d]{2,14}(?:[、和与][^，。；、：\d]{2,16})+?等(?=[\u4e00-\u9fff]{2})")
_ADVERBS = frozenset("也都均已将还更不未仅就才又再正各")
_SHARES_HELD = ("股权", "股份", "产权")
_NOUN_ENDS = frozenset(
    "改造 建设 恢复 发展 优化 调整 治理 整治 修复 培训 采购 更新 做法 服务 保险 保障 管理 收入 支出 补贴 投资 贷款 存款 出口 进口 融资"
    " 交易 合作 试点 检查 活动 授信 就业 创业".split()
)
_NOUN_STARTS = frozenset("上市 就业 创业 改造 建设 运营 授信 融资 扩展 优化 恢复 发展 投产 共 中 有 使用".split()) - {
    "共",
    "中",
    "有",
}
_CHANGES = re.compile(f"{RISE}|{FALL}")
_NOUN_STOPS = frozenset(
    "进行 实施 开展 享受 组成 通过 全部 等 安心 建成 形成 构成 授信 融资 陆续 累计 年均 实现 提供 改造 安装 开设 获 获得 获评 获批 参加 受益 参与"
    " 入选 达到 达 通了 落地 左右 以上 以下 投产 开工 优化 发展 扩展 拓展 延长 调整 跃升 恢复 就业 创业 完工 竣工 投用 投入 建设 完成 上市 更 中"
    " 运行 运营 启用 开通 通车 上线 推进 加快 有序 顺利 提前 稳定 揭牌 挂牌 成立 正式 成功 覆盖 使用 有 是 为 比 同比 环比 实际 名义 占 得到 荣获"
    " 低于 高于 超过 落户 入驻 赴 进入 遍布 位于 来 用于 采用 纳入 入选 到位 焕然一新 全面 基本 直接 高效 圆满 如期 集中 接连 完整 致 参会 参展 参赛 被 让 使 受 来自 位居 位列 居 列 共 合计 总计 其中 率先 到 至 分别 新增 需要 可以 能够 不 未 已 均 也 都 还 将".split()
)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


# --- what the subject before completes


def _completed(words: str, previous: str) -> str:
    """Return the words before a number as its subject. Words that mean something only together with the subject of
    the `previous` number (总量, 占比, 增速, 高于…) are completed or replaced by that."""
    if len(words) > 2 and words.endswith("占"):
        return f"{words}比"
    if previous and words == "强度":
        return previous + words
    if previous and BARE.match(words):
        root = _SHARE_TAIL.sub("", previous)
        return root + words if root != previous else previous
    if (words.startswith("占") and len(words) > 1) or OF_IT.match(words):
        completes = previous and not previous.endswith(words) and not _IS_SHARE.search(previous)
        return previous + words if completes else words
    if len(words) >= 2 and not (previous and (COMPARED.match(words) or RECKONED.match(words))):
        return words
    return previous


def _topic_before(text: str, start: int, after: int) -> str:
    """Return the name that the clause before the one at `start` is, where it is a name and behind `after`:
    基础工业的比例，1985年为…"""
    if start == 0 or text[start - 1] not in "，,：:（(" or after >= start - 2:
        return ""
    begin = max(_clause_start(text, start - 1), after)
    if text[start - 1] in "（(":  # 河流（25个）
        return _clean(_without_lead(text, begin, start - 1))
    words = _clean(_without_lead(text, begin, start - 1))
    last = words_of(text).between(begin, start - 1)[-1:]
    is_name = bool(last) and (last[0].tag[0] == "n" or last[0].tag in ("vn", "l") or words.endswith(("比", "率")))
    verbless = not any(verb in words for verb in ("推进", "加快", "落实", "加大", "优化", "推动", "坚持", "实施"))
    return words if is_name and verbless and 2 <= len(words) <= _TOPIC_LONGEST and not _has_digit(words) else ""


def _has_digit(words: str) -> bool:
    return any(char.isdigit() for char in words)


def _subject_of_rank(text: str, clause: tuple[int, int], before: Number | None) -> str:
    """Return what is ranked: the words before the rank without its scope (全国), else the clause before, else what the
    number before measures."""
    start, stop = clause
    end = _rank_start(text, start, stop)
    listed = text[end - 1 : end] == "、"
    own = "" if end <= start or listed else _clean(_without_lead(text, start, _without_tail(text, start, end)))
    previous = before.subject if before else ""
    if len(own) >= 2:
        return _completed(own, previous)
    name = _clause_before(text, start)
    return (
        previous if previous and (COMPARED.match(name) or len(name) < 2 or _IS_RANK.search(name)) else name or previous
    )


def _rank_start(text: str, start: int, stop: int) -> int:
    """Return where the words of a rank begin that stand before it: 稳居全国(第一)."""
    edges = words_of(text).edges
    part = text[start:stop]
    match = RANK.search(part)
    return start + match.start() if match and (start + match.start() in edges or match.start() == 0) else stop


def _clause_before(text: str, start: int) -> str:
    """Return the name in the clause before the one at `start`, without its number."""
    if start == 0 or text[start - 1] in "。\n；;":
        return ""
    begin = _clause_start(text, start - 1)
    part = text[begin : start - 1].rstrip("中")
    amount = _AMOUNT.search(part)
    end = begin + (amount.start() if amount else len(part))
    inner = [match.end() for match in _COUNTED.finditer(text, begin, end)]
    begin = inner[-1] if inner else begin
    return _clean(_without_lead(text, begin, _without_tail(text, begin, end)))
