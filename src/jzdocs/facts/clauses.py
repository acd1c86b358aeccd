"""The clause of a number: where it begins, and what remains of it when the words are taken off that lead to the subject
(time, place, verbs) and from it to the number (达到, 同比增长)."""

from __future__ import annotations

import re

from jzdocs.facts.lexicon import (
    BASE,
    CONJUNCTION,
    EMPTY,
    LEAD,
    LEAD_NOUN,
    MARKS,
    NOUN_END,
    OBJECT_VERB,
    PER,
    RAISES,
    TAIL,
    THAN,
    VERBAL_HEAD,
    YEARS,
)
from jzdocs.facts.periods import PERIOD
from jzdocs.facts.words import words_of
from jzdocs.patterns import compiled

LONGEST = 120  # characters of a clause that are looked at
_CLAUSE_MARKS = frozenset("，,。；;：:！？!?\n…|")
_CLOSING = {"）": "（", ")": "(", "”": "“", "》": "《", "]": "[", "］": "［", "〕": "〔", "】": "【"}
_OPENING = frozenset(_CLOSING.values())
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"), ("(", ")"))
_DOER_LONGEST = 12
_GLUED = 4  # characters
_OURSELVES = frozenset(("公司", "集团", "企业", "单位"))
_TAIL_LONGEST = 30
_WORD_LONGEST = 6
_PERIOD_ENDS = frozenset("年月日末底初来期间度份前")
_COMPARING = frozenset("比较与同是")
_EDGE_MARKS = "，,、的 　·.．—-－：:∶；;"
_NAMED_END = compiled("(?:人数|人次|金额|总额|数量|率)$")
_EXPLAINED = compiled(r"[（(][^（）()]*(?:下同|不含|，|以下简称|[含同])[^（）()]*[）)]$")
_ALL_KINDS = compiled(r"^(?:各级|各类|各项)+(?=[^，]{2})")
_TOGETHER = compiled(r"(?<=[\u4e00-\u9fff])共(?=死亡|接待|发生|完成|实现)")


def clause_start(text: str, end: int) -> int:
    """Return where the clause that ends at `end` begins."""
    awaited: list[str] = []
    limit = max(0, end - LONGEST)
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


def without_tail(text: str, start: int, end: int) -> int:
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
    """Return where what a number is compared with (比上年末, 高于全国), its period or its measure (每人) begins at the
    end of a clause; -1 where it has none."""
    part = text[start:end]
    match = BASE.search(part) if not _COMPARING.isdisjoint(part) else None
    match = match or period_tail(part) or (PER.search(part) if "每" in part else None)
    match = match or (THAN.search(part) if "于" in part or "出" in part else None)
    return start + match.start() if match and match[0] else -1


def period_tail(part: str) -> re.Match[str] | None:
    """Return the period at the end of a clause."""
    if part[-1:] not in _PERIOD_ENDS:
        return None
    near = max(0, len(part) - 14)
    return next((match for match in PERIOD.finditer(part, near) if match.end() == len(part)), None)


def without_lead(text: str, start: int, end: int) -> str:
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
            verbs += text[start : start + 1] in CONJUNCTION  # 2023年和2024年
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
        doer = text[start : without_tail(text, start, place - 2)]
        is_name = 2 <= len(doer) <= _DOER_LONGEST and words_of(text).between(start, start + len(doer))[-1:]
        words = (
            doer + words
            if is_name and is_name[0].tag[0] in "nlj" and not has_digit(doer) and doer not in _OURSELVES
            else words
        )
    return "" if words in OBJECT_VERB or words in EMPTY or words in LEAD else words


def _lead_word(text: str, start: int, end: int, verbs: int) -> tuple[int, bool]:
    """Return how long the word is that leads to the subject at `start`, 0 where none does, and whether it is a verb.
    Behind a verb, only another that takes an object follows: 组建创新联合体."""
    edges = words_of(text).edges
    rest = text[start:end]
    for length in range(min(6, len(rest) - 1), 0, -1):
        word = rest[:length]
        if start + length not in edges and not (word in OBJECT_VERB and _is_glued(text, start, length)):
            continue
        if word in LEAD and not (length == 1 and rest[1] == "的"):
            return length, False
        if word in CONJUNCTION and (verbs or (start > 0 and text[start - 1].isalnum() and not is_han(text[start - 1]))):
            return length, False
        if word in OBJECT_VERB or word in VERBAL_HEAD:
            behind = rest[length:]
            if word in VERBAL_HEAD and behind[:1] == "的":
                return 0, False
            if word in VERBAL_HEAD and word not in RAISES and _NAMED_END.search(behind):
                return 0, False
            if NOUN_END.match(behind) and (word in VERBAL_HEAD or len(behind) == 1 or _NAMED_END.fullmatch(behind)):
                return 0, False
            return length, True
    phrase = LEAD_NOUN.match(rest) or YEARS.match(rest)
    if phrase and start + phrase.end() in edges and phrase.end() < len(rest) - 1:
        return phrase.end(), False
    return 0, False


def _is_glued(text: str, start: int, length: int) -> bool:
    """Whether a verb is written together with its object in the dictionary: 引进外资."""
    found = words_of(text)
    index = found.index_at(start)
    return length > 1 and found.starts[index] == start and found.starts[index + 1] - start >= _GLUED


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
        if "占" in text[start : word.start]:  # 占新建建筑比重
            return start
        behind = text[word.end : end]
        if behind[0] in "的、和及率" or NOUN_END.match(behind) or _inside_marks(text, start, word.start):
            continue
        length = len(behind) - len(behind.lstrip("了着过"))
        return word.end + length if len(behind) - length >= 2 else start
    return start


def _inside_marks(text: str, start: int, place: int) -> bool:
    part = text[start:place]
    return any(part.count(left) > part.count(right) for left, right in _PAIRS)


def _listed(text: str, start: int, end: int) -> str:
    """Return the words from `start`; of a list of clauses (优化结构、改造老旧小区) the last one, of X、Y等Z the Z."""
    words = text[start:end]
    place = words.rfind("、")
    while place > 0:
        if not _inside_marks(text, start, start + place):
            length, is_verb = _lead_word(text, start + place + 1, end, 0)
            if length and is_verb:
                return without_lead(text, start + place + 1, end)
        place = words.rfind("、", 0, place)
    etc = words.rfind("等")
    if "、" in words and 0 < etc < len(words) - 2 and start + etc in words_of(text).edges:
        behind = words[etc + 1 :]
        return behind if not _inside_marks(text, start, start + etc) and len(behind) >= 2 else words
    return words


def clean(words: str) -> str:
    """Return a name without marks of notes, explaining brackets behind it, and marks at its edges."""
    words = MARKS.sub("", words)
    words = _EXPLAINED.sub("", words)
    words = words.strip(_EDGE_MARKS).rstrip(_EDGE_MARKS + "和与及并等")
    for left, right in _PAIRS:
        if words.count(left) != words.count(right):
            words = words.replace(left, "").replace(right, "")
    return _ALL_KINDS.sub("", _TOGETHER.sub("", words))


def is_han(char: str) -> bool:
    """Return whether a character is Chinese."""
    return "\u3400" <= char <= "\u9fff"


def has_digit(words: str) -> bool:
    """Return whether words hold a digit."""
    return any(char.isdigit() for char in words)
