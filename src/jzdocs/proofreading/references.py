"""References to figures, tables and attachments that the document does not have: 见表3 where there are two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from jzdocs.model import nodes
from jzdocs.model.walk import blocks, plain, runs
from jzdocs.patterns import compiled
from jzdocs.proofreading.counters import value_of
from jzdocs.proofreading.lines import Line, Remark

_NUMBER = r"[一二三四五六七八九十]{1,3}|\d{1,3}"
_CAPTION = compiled(
    rf"[ \u3000\t（(【]*(?P<kind>附[图表件]|[图表])[ \u3000]*(?P<number>{_NUMBER})?(?P<sub>[-—－–.．]\d{{1,2}})?"
    r"(?=[\s\u3000：:、.．）)】《]|$|\w)"
)
_LISTED = compiled(r"[ \u3000\t]*(?:附件[ \u3000]*[：:][ \u3000]*)?(?P<number>\d{1,2})[.．、]")
_REFERENCE = compiled(
    r"(?:(?:详见|参见|见|如|按照|参照|填写|填报|依据|由|从|列于|列入)(?:本(?:文|通知|报告|公报|方案|办法))?"
    rf"(?P<kind>附[图表件]|[图表])[ \u3000]*(?P<number>(?:{_NUMBER})"
    r"(?=[（(）)，。；、：\s]|所[示列]|显示|反映|[中的可给列]|办理|要求|规定|格式|执行|内容|填写|填报|报送|$)(?![-—－–.．]\d))"
    rf"|(?P<bare>附[图表]|[图表])[ \u3000]*(?P<shown>(?:{_NUMBER})(?![-—－–.．]\d))"
    r"(?=所示|所列|显示|反映|给出|列出|中的|可见|可以看出|可知))"
)
# a caption that a text has run into a line
_NAMED = compiled(rf"(?<![见如由从照])(?P<kind>附?[图表])[ \u3000]*(?P<number>{_NUMBER})[\s\u3000：:．]")
_LIST_HEADS = ("附件：", "附件:", "附：", "附:")
_UNNUMBERED = compiled(
    r"(?:详见|参见|见|按照|填写|填报)附件(?![\d一二三四五六七八九十]|[ \u3000]*\d)(?=[）)。，；：、]|$)"
)
_ELSEWHERE = compiled(r"[》号文书令稿报][ \u3000]*(?:的|中的?|之)?$|上述$|该$|原$|其$")


class _Held(Struct):
    """What a document holds of a kind: the numbers, and whether there are some without a number."""

    numbers: set[int]
    unnumbered: bool = False


def dangling(lines: Sequence[Line], document: nodes.Document) -> Iterator[Remark]:
    """Yield the references to what the document does not have (S113), given its lines and what it was resolved to.

    Where a document holds some of the kind without a number, a reference may mean one of these.
    """
    held = _held(lines, document)
    for line in lines:
        text = line.text
        if "图" not in text and "表" not in text and "附件" not in text:
            continue
        for match in _REFERENCE.finditer(text):
            kind = match["kind"] or match["bare"]
            number = value_of(match["number"] or match["shown"])
            numbers = held[kind].numbers
            if held[kind].unnumbered or number in numbers or _is_elsewhere(text, match.start()):
                continue
            if number == 0 or _is_caption(line, match):
                continue
            place = match.start("kind") if match["kind"] else match.start("bare")
            stated = text[place : match.end()]
            if numbers:
                shown = "、".join(f"{kind}{n}" for n in sorted(numbers)[:6])
                yield Remark(line.at(place), "S113", {"stated": stated, "held": shown})
            else:
                yield Remark(line.at(place), "S113.none", {"stated": stated})
        for match in _UNNUMBERED.finditer(text):
            if not held["附件"].numbers and not held["附件"].unnumbered and not _is_elsewhere(text, match.start()):
                yield Remark(line.at(match.start()), "S113.none", {"stated": match[0]})


def _is_elsewhere(text: str, start: int) -> bool:
    """Return whether a reference belongs to another document: 《…》附件1."""
    return bool(_ELSEWHERE.search(text[max(0, start - 6) : start]))


def _is_caption(line: Line, match: re.Match[str]) -> bool:
    return match.start() == 0 and line.text[: match.start()].strip() == "" and match["kind"] is None


def _held(lines: Sequence[Line], document: nodes.Document) -> dict[str, _Held]:
    """Return what the document holds, by the word that a reference uses."""
    held = {kind: _Held(set()) for kind in ("图", "表", "附图", "附表", "附件")}
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Figure | nodes.Table) and block.at.path:
            kind = "图" if isinstance(block, nodes.Figure) else "表"
            for run in runs(block):
                _caption(plain(run), held)
            if block.number:
                held[kind].numbers.add(block.number)
            else:
                held[kind].unnumbered = True
        elif isinstance(block, nodes.Attachment):
            _attachment(block.number, held)
    listed = len(document.meta.official.attachments)
    held["附件"].numbers |= set(range(1, listed + 1))
    held["附件"].unnumbered = held["附件"].unnumbered or listed == 1
    in_list = False
    for line in lines:
        in_list = _line(line, held, in_list=in_list)
    attachments = held["附件"]
    if attachments.unnumbered:  # the only one, or the number stands elsewhere
        held["附件"] = _Held(attachments.numbers or {1})
    return held


def _line(line: Line, held: dict[str, _Held], *, in_list: bool) -> bool:
    """Note what a line is the caption of, or an entry of a list of attachments; return whether such a list goes on."""
    text = line.text
    _caption(text, held)
    if "图" in text or "表" in text:
        for match in _NAMED.finditer(text):
            held[match["kind"]].numbers.add(value_of(match["number"]))
    entry = _LISTED.match(text)
    if text.lstrip().startswith(_LIST_HEADS) or (in_list and (line.ordinal or entry)):
        if entry or line.ordinal:
            held["附件"].numbers.add(line.ordinal or int(entry["number"] if entry else 0))
        else:
            held["附件"].unnumbered = True
        return True
    return False


def _caption(text: str, held: dict[str, _Held]) -> None:
    match = _CAPTION.match(text)
    if match is None or text.lstrip().startswith(_LIST_HEADS):
        return
    kind = match["kind"]
    if match["number"]:
        held[kind].numbers.add(value_of(match["number"]))
    elif kind in ("附件", "附图", "附表"):
        held[kind].unnumbered = True


def _attachment(number: str, held: dict[str, _Held]) -> None:
    if value := value_of(number):
        held["附件"].numbers.add(value)
    else:
        held["附件"].unnumbered = True
