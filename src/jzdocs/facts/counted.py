"""The noun behind a number: what is counted (建成15个创新联合体)."""

from __future__ import annotations

from jzdocs.facts.clauses import is_han, period_tail
from jzdocs.facts.lexicon import COUNTING, MEASURED, NOUN_ENDS, NOUN_STARTS, NOUN_STOPS, OBJECT_VERB, STEPS, VERBAL_HEAD
from jzdocs.facts.number import FALL, RISE, Number
from jzdocs.facts.quantities import Quantity
from jzdocs.facts.words import words_of
from jzdocs.patterns import compiled

NOUN_LONGEST = 20
PLACES = frozenset("县市区镇乡村省")
SHARES_HELD = ("股权", "股份", "产权")
_LIST = compiled(r"的?[^，。；、：\d]{2,14}(?:[、和与][^，。；、：\d]{2,16})+?等(?=[\u4e00-\u9fff]{2})")
_ADVERBS = frozenset("也都均已将还更不未仅就才又再正各")
_CHANGES = compiled(f"{RISE}|{FALL}")
_MEASURED_NEXT = compiled(r"[均都也]?(?:超过?|达到?|为|约|近)?\d")
_SUFFIXES = ("率", "量", "额")
_MEASURE = compiled("(?:率|额|量|幅|利润|收入|产值|面积|人数)$")


def noun_behind(text: str, quantity: Quantity) -> str:
    """Return the noun behind a quantity, "" where there is none: up to a mark, a verb, an adverb or the like; of a list
    (节能、节水等重大项目) the noun that names all."""
    if text[quantity.end : quantity.end + 1] in PLACES and {quantity.end, quantity.end + 1} <= words_of(text).edges:
        if not _is_noun_at(text, quantity.end + 1):
            return text[quantity.end]
    listed = _LIST.match(text, quantity.end)
    noun = _noun_from(text, listed.end() if listed else quantity.end)
    of = text.startswith("的", quantity.end)
    if not of and _MEASURE.search(noun) and _MEASURED_NEXT.match(text, quantity.end + len(noun)):
        found = words_of(text)  # 13家公司净利润超1亿元
        noun = text[quantity.end : found.starts[found.index_at(quantity.end) + 1]]
    return "" if noun.startswith(("人民币", "左右", "以上", "以下")) else noun


def counts_noun(text: str, number: Number, clause: tuple[int, int], names: tuple[str, str]) -> bool:
    """Whether a number counts the noun behind it, and does not measure what stands before: `names` are the words before
    it, and the noun."""
    quantity, (name, noun) = number.quantity, names
    if len(noun) < 2 or STEPS.match(noun):
        return False
    if len(name) < 2 or name in VERBAL_HEAD - MEASURED:
        return True
    if noun.endswith("资金") and text[clause[0] : clause[1]].endswith(("投入", "投入了")):
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
    """Whether the words before a number end in a verb whose object is counted (输送了40%的用能: `of` says that 的
    follows the number), or in what modifies that (刚刚到位的1.3亿元战略资金)."""
    if text[end - 1 : end] == "的":
        return not period_tail(text[start : end - 1])
    trimmed = len(text[start:end].rstrip("了约近超过"))
    words = words_of(text).between(start, start + trimmed)
    verb = text[words[-1].start : words[-1].end] if words else ""
    return verb in OBJECT_VERB or (
        verb in VERBAL_HEAD and verb not in MEASURED and (of or text[start + trimmed] == "了")
    )


def _noun_from(text: str, start: int) -> str:
    if text[start : start + 1] == "的":
        start += 1
    if not text[start : start + 1] or not (is_han(text[start]) or text[start] in "“A" or text[start].isalpha()):
        return ""
    end, limit = start, min(len(text), start + NOUN_LONGEST)
    found = words_of(text)
    for index in range(found.index_at(start), len(found.tags)):
        word = found.word(index)
        if word.start >= limit:
            break
        form = text[word.start : word.end]
        if word.start < start:
            end = max(end, min(word.end, limit))
            continue
        if form == "“" and "”" in text[word.start : limit]:
            end = text.index("”", word.start) + 1
            continue
        if word.start < end:
            end = max(end, word.end) if text[end - 1] != "”" else end
            continue
        last = form in NOUN_ENDS and not is_han(text[word.end : word.end + 1] or "。")
        last = last or ((form in NOUN_ENDS or form == "特别") and _is_noun_at(text, word.end))
        first = end == start and _is_noun_at(text, word.end)
        if word.start in found.edges and not last and _stops_noun(form, word.tag, first=first):
            break
        if word.tag in ("v", "i") and end - start >= 2 and not last and not _is_noun_at(text, word.end):
            break
        end = word.end
    if end > start + 1 and text[end : end + 1] in _SUFFIXES:  # the dictionary parts 漏损率, 接诊量
        end += 1
    return text[start:end]


def _is_noun_at(text: str, place: int) -> bool:
    """Whether a noun stands at a place: a verb before it belongs to a name (养老床位)."""
    words = words_of(text)
    return place < len(text) and words.tags[words.index_at(place)][0] in "nl" and is_han(text[place])


def _stops_noun(form: str, tag: str, *, first: bool) -> bool:
    if not (is_han(form[0]) or form.isalpha()):
        return True
    if first and form in NOUN_STARTS:
        return False
    if tag == "d" and len(form) == 1 and form not in _ADVERBS:
        return False
    if tag == "v" and form in OBJECT_VERB and not first:
        return True
    return form in NOUN_STOPS or tag[0] in "pducm" or bool(_CHANGES.fullmatch(form))
