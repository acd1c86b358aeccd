"""The subject of a number: what it measures, in words that its text has.

The clause of the number is divided into words; what leads to the subject (time, place, verbs) and what leads from it to
the number (达到, 同比增长) is taken off, whole words at a time. A noun that is counted stands behind its measure word
(建成15个创新联合体). What means something only together with the subject before it (占…, 增速, 高于…) is completed.
"""

from __future__ import annotations

from jzdocs.facts.clauses import clause_start, clean, has_digit, without_lead, without_tail
from jzdocs.facts.counted import NOUN_LONGEST, PLACES, SHARES_HELD, counts_noun, noun_behind
from jzdocs.facts.half_width import half_width
from jzdocs.facts.lexicon import BARE, BUDGET, COMPARED, DIMENSIONS, EACH, OF_IT, OF_WHAT_IS_NAMED, RANK, RECKONED
from jzdocs.facts.number import FALL, RISE, Number
from jzdocs.facts.shared_names import COUNTED_UP, respective_name
from jzdocs.facts.words import words_of
from jzdocs.patterns import compiled

_TOPIC_LONGEST = 24
_AMOUNT = compiled(r"(?:[约近超逾]|不足|超过)?\d[\d.,]*[万亿]?[余多]?(?:个百分点|[%％‰]|[\u4e00-\u9fff]{1,2})?$")
_SENTENCE_END = compiled("[。！？\n]")
_IS_RANK = compiled("第|首位|前列|前茅")
_CHANGE = compiled(rf"^.*(?:{RISE}|{FALL})(?<!新增)(?=[\u4e00-\u9fff]{{2,}}$)")
_IS_SHARE = compiled("占|增速|增幅")
_SHARE_TAIL = compiled("(?:占比|比重|增速|增幅)$")
_MULTIPLE = ("是", "为", "相当于", "约为", "约是")
_NO_NAME = ("推进", "加快", "落实", "加大", "优化", "推动", "坚持", "实施")


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
    end = without_tail(text, start, stop)
    name = respective_name(text, number.quantity) or clean(without_lead(text, start, end))
    previous = before.subject if before else ""
    if previous and (BUDGET.fullmatch(name) or _is_multiple(text, number, start) or _is_parallel(text, number, before)):
        return previous
    noun = noun_behind(text, quantity)
    if noun.startswith(SHARES_HELD) and quantity.base_unit in ("%", "％"):
        return name + noun
    if counts_noun(text, number, (start, stop), (name, noun)):
        return noun
    if len(name) < 2 and (noun in PLACES or quantity.base_unit in PLACES):
        return noun or quantity.base_unit
    if number.kind in ("increase", "decrease"):
        name = _CHANGE.sub("", name)
    name = DIMENSIONS.get(name, "" if name in EACH else name)
    name = _completed("" if name in OF_WHAT_IS_NAMED and previous else name, previous)
    if len(name) < 2:
        name = _topic_before(text, start, before.quantity.end if before else 0) or previous or name
    return name or noun


def _is_multiple(text: str, number: Number, start: int) -> bool:
    """Whether a clause tells how many times what it measured before: 是2020年的6.2倍."""
    words = text[start : number.quantity.start]
    return number.quantity.base_unit in ("倍", "%") and words.startswith(_MULTIPLE) and words.endswith("的")


def _is_parallel(text: str, number: Number, before: Number | None) -> bool:
    """Whether a number measures what the one before it does: 投资350万元的A、380万元的B."""
    if before is None or before.quantity.base_unit != number.quantity.base_unit:
        return False
    last, between = before.quantity, text[before.quantity.end : number.quantity.start]
    if len(between) > NOUN_LONGEST or not between.endswith(("、", "和", "及")) or between[0] != "的":
        return False
    return text.startswith("的", number.quantity.end) and not text.startswith(before.subject, last.end + 1)


def _clause(text: str, number: Number, before: Number | None) -> tuple[int, int]:
    """Return where the words before a number begin and end: from the start of its clause, or from the number before it
    there. Brackets and quotes that are closed are no ends of a clause; one that is open begins it."""
    end = number.quantity.start
    start = clause_start(text, end)
    if before and before.quantity.end > start:  # an age belongs to the name: 60岁以上老年人口
        last = before.quantity
        bound = last.approx in ("以上", "以下") and text[last.end : last.end + 1] == "的"
        age = last.base_unit in ("岁", "周岁") and number.kind == "level"
        start = start if bound else last.start if age else min(_behind(text, before), end)
        if not bound and text[start : start + 1] == "的" and text[end - 1] == "、":
            start = end
        while not bound and not age and start < end and text[start] in "、和与及并":
            start += 1
    return start, end


def _behind(text: str, number: Number) -> int:
    """Return where a number ends with the noun that it counts."""
    end = number.quantity.end
    end += text.startswith("的", end)
    return end + len(number.subject) if number.subject and text.startswith(number.subject, end) else number.quantity.end


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
    begin = max(clause_start(text, start - 1), after)
    words = clean(without_lead(text, begin, start - 1))
    if text[start - 1] in "（(":  # 河流（25个）
        return words
    last = words_of(text).between(begin, start - 1)[-1:]
    is_name = bool(last) and (last[0].tag[0] == "n" or last[0].tag in ("vn", "l") or words.endswith(("比", "率")))
    verbless = not any(verb in words for verb in _NO_NAME)
    return words if is_name and verbless and 2 <= len(words) <= _TOPIC_LONGEST and not has_digit(words) else ""


def _subject_of_rank(text: str, clause: tuple[int, int], before: Number | None) -> str:
    """Return what is ranked: the words before the rank without its scope (全国), else the clause before, else what the
    number before measures."""
    start, stop = clause
    end = _rank_start(text, start, stop)
    listed = text[end - 1 : end] == "、"
    own = "" if end <= start or listed else clean(without_lead(text, start, without_tail(text, start, end)))
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
    begin = clause_start(text, start - 1)
    part = text[begin : start - 1].rstrip("中")
    amount = _AMOUNT.search(part)
    end = begin + (amount.start() if amount else len(part))
    inner = [match.end() for match in COUNTED_UP.finditer(text, begin, end)]
    begin = inner[-1] if inner else begin
    return clean(without_lead(text, begin, without_tail(text, begin, end)))
