"""What of a sample is not as GB/T 9704-2012 (党政机关公文格式) has it, each with both values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from jzdocs.learn.learned import Learned
from jzdocs.learn.opening import is_red
from jzdocs.learn.page import millimetres
from jzdocs.learn.typefaces import font_class
from jzdocs.messages.message import Message, message
from jzdocs.source.word_looks import PageLook
from jzdocs.units import EMU_PER_TWIP, parse_length, to_pt

_MARGINS = {"top": 37, "left": 28}
_AREA = (156, 225)
_NEAR_MM, _NEAR_PT = 1.05, 0.3
# level: font class, its name in the standard, numbering
_HEADINGS = {
    "1": ("hei", "黑体", "一、"),
    "2": ("kai", "楷体", "（一）"),
    "3": ("fang", "仿宋", "1．"),
    "4": ("fang", "仿宋", "（1）"),
}
_FULL_STOPS = str.maketrans(".", "．")


class Difference(Struct, frozen=True):
    """An element that differs: the clause of the standard, what it is, what the sample has, what the standard asks."""

    clause: str
    element: Message
    here: str | Message
    standard: str | Message

    @property
    def worded(self) -> Message:
        """The difference as a sentence."""
        return Message(
            "cli.style.learn.difference",
            {"clause": self.clause, "element": self.element, "here": self.here, "standard": self.standard},
        )


def differences(learned: Learned) -> list[Difference]:
    """Return what of a sample differs from GB/T 9704-2012, in the order of its clauses."""
    return [*_page(learned), *_head(learned), *_texts(learned), *_number(learned)]


def _page(learned: Learned) -> Iterator[Difference]:
    page = learned.sample.page
    size = (_mm(page.width), _mm(page.height))
    if any(abs(a - b) > _NEAR_MM for a, b in zip(size, (210, 297), strict=True)):
        yield _found("5.1", "paper", f"{size[0]:g}mm × {size[1]:g}mm", "A4（210mm × 297mm）")
    for side, standard in _MARGINS.items():
        here = _mm(getattr(page, side))
        if abs(here - standard) > _NEAR_MM:
            yield _found("5.2.1", f"margin_{side}", f"{here:g}mm", f"{standard}mm ± 1mm")
    area = (_mm(page.measure), _mm(page.depth))
    if any(abs(a - b) > 2 * _NEAR_MM for a, b in zip(area, _AREA, strict=True)):
        yield _found("5.2.1", "type_area", f"{area[0]:g}mm × {area[1]:g}mm", "156mm × 225mm")
    body = learned.whole["body"]
    lines = page.depth * EMU_PER_TWIP // parse_length(body["leading"])
    characters = _characters(page, parse_length(body["size"]))
    if (lines, characters) != (22, 28):
        yield _found("5.2.3", "grid", f"{lines} × {characters}", "22 × 28")


def _characters(page: PageLook, size: int) -> int:
    return page.measure * EMU_PER_TWIP // size


def _head(learned: Learned) -> Iterator[Difference]:
    head = learned.head
    if head is not None:
        if not is_red(head.look.color):
            yield _found("7.2.4", "head_color", f"#{head.look.color}", "#FF0000")
        if font_class(head.look.east) != "title":
            yield _found("7.2.4", "head_font", head.look.east, "小标宋体")
        if head.rule is None:
            yield _found("7.2.7", "rule", message("learn.none"), message("learn.red_rule"))
        elif not is_red(head.rule.color):
            yield _found("7.2.7", "rule", f"#{head.rule.color}", "#FF0000")
    for part in learned.sample.of("number"):
        text = "".join(part.text.split())
        if ("〔" not in text) and any(char in text for char in "[［【（(") and "号" in text:
            bracket = next(char for char in text if char in "[［【（(")
            closing = text[text.index(bracket) + 1 :].lstrip("0123456789")[:1]
            yield _found("7.2.5", "number_form", f"{bracket}{closing}", "〔〕")


def _texts(learned: Learned) -> Iterator[Difference]:
    whole = learned.whole
    title = whole["style"].get("title", {})
    if "font" in title and learned.sample.of("title"):
        yield from _letters(learned, title, ("7.3.1", "title"), ("title", "小标宋体", 22))
        if title["align"] != "center":
            yield _found("7.3.1", "title_place", _place(title["align"]), message("learn.place_center"))
    yield from _letters(learned, whole["body"], ("7.3.3", "body"), ("fang", "仿宋", 16))
    for level, (role, name, numbering) in _HEADINGS.items():
        heading = whole["heading"].get(level, {})
        if "numbering" not in heading:
            continue
        yield from _letters(learned, heading, ("7.3.3", f"heading_{level}"), (role, name, 16))
        own = heading["numbering"].translate(_FULL_STOPS)
        if own != numbering:
            here = heading["numbering"].strip() if own != "none" else message("learn.none")
            yield _found("7.3.3", f"numbering_{level}", here, numbering)


def _letters(
    learned: Learned, keys: dict[str, Any], place: tuple[str, str], standard: tuple[str, str, int]
) -> Iterator[Difference]:
    """Yield the difference of a text's font and size, black as they are to be."""
    clause, element = place
    role, name, points = standard
    size = to_pt(parse_length(keys["size"]))
    word = learned.faces.word(keys["font"])
    near = abs(size - points) <= _NEAR_PT
    if font_class(word) != role or not near or keys.get("bold"):
        form = "learn.bold_letters" if keys.get("bold") else "learn.letters"
        here = message(form, font=word, size=f"{size:g}")
        yield _found(clause, element, here, message("learn.letters", font=name, size=points))
    if keys.get("color", "#000000") != "#000000":
        yield _found("5.2.4", f"{element}_color", keys["color"], "#000000")


def _number(learned: Learned) -> Iterator[Difference]:
    number = learned.furniture.number
    if number is None:
        yield _found("7.5", "page_number", message("learn.none"), "— 1 —")
        return
    dashes = number.pattern.translate(str.maketrans("－-–", "———")).replace(" ", "")
    if dashes != "—{page}—":
        yield _found("7.5", "page_number", number.pattern.replace("{page}", "1").replace("{pages}", "9"), "— 1 —")
    if number.place != "outside":
        yield _found("7.5", "page_number_place", _place(number.place), message("learn.place_outside"))
    look = number.part.runs[0].look
    if font_class(look.east) not in ("song", "title") or abs(look.size - 28) > 1:
        yield _found("7.5", "page_number_letters", f"{look.east} {look.size / 2:g}pt", "宋体 14pt")


def _found(clause: str, element: str, here: str | Message, standard: str | Message) -> Difference:
    return Difference(clause, message(f"learn.{element}"), here, standard)


def _place(name: str) -> Message:
    return message(f"learn.place_{name}")


def _mm(twips: int) -> float:
    return float(millimetres(twips).removesuffix("mm"))
