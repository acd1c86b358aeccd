"""What stands around and behind the text of a page: running heads and feet, logos, page numbers, the watermark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import cos, radians, sin

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.frames import FOOTER, HEADER, WATERMARK, Image, Item, Mark, Rule, TextRun
from jzdocs.layout.lines import Line
from jzdocs.layout.running_heads import shortened, text_width
from jzdocs.layout.setter import Setter, set_paragraph
from jzdocs.layout.spans import spans
from jzdocs.model import nodes
from jzdocs.resolve.imprint import page_number, running_text, running_values
from jzdocs.style.stylesheet import (
    HEAD_RULE_BELOW,
    LOGO_GAP,
    PLACES,
    Alignment,
    Logo,
    PageKind,
    PageStyle,
    Place,
    RunningHead,
    Stylesheet,
    TextStyle,
    Watermark,
)
from jzdocs.units import pt

_MIDDLE = 0.38  # from the baseline to the middle of a Han character, in ems


class PagePlace(Struct, frozen=True):
    """What heads and feet must know of a page: its kind, whether it is an even one, the part that it is in, its printed
    number ("" for none) and how many pages are counted with it."""

    kind: PageKind
    even: bool
    part: str
    label: str
    pages: int


class Furniture(Struct, frozen=True):
    """Draws what stands around and behind the text; a text that stands on many pages is set once."""

    document: nodes.Document
    setter: Setter
    texts: dict[tuple[str, int, Alignment, int], list[Line]] = field(default_factory=dict)

    @property
    def sheet(self) -> Stylesheet:
        """The stylesheet."""
        return self.setter.sheet

    def behind(self, page: PageStyle, x: int) -> Iterator[Item]:
        """Yield the watermark of a page whose type area begins at `x`, in the middle of that."""
        mark = self.sheet.watermark
        if mark is None:
            return
        middle = (x + page.measure // 2, page.top + page.depth // 2)
        yield Mark(WATERMARK)
        if mark.picture:
            height = mark.size * mark.picture.height // mark.picture.width
            yield Image(middle[0] - mark.size // 2, middle[1] - height // 2, mark.size, height, mark.picture.key)
        else:
            yield from watermark_runs(mark, mark.fitting(page), middle, self.setter)

    def around(self, page: PageStyle, x: int, place: PagePlace, *, bare: bool = False) -> Iterator[Item]:
        """Yield head and foot of a page whose type area begins at `x`; a `bare` page has no foot."""
        values = running_values(self.document.meta, place.part, place.label, place.pages)
        head, foot = self.sheet.head(place.kind), self.sheet.foot(place.kind)
        if head is not None:
            style = self.sheet.style("header")
            y = max(0, page.top - page.header_above)  # a turned page's top is the binding side, however narrow
            yield from self._texts(head, values, (x, y), page.measure, HEADER)
            if head.rule:
                yield Mark(HEADER)
                below = y + style.leading + HEAD_RULE_BELOW
                yield Rule(x, below, x + page.measure, below, pt(0.4), style.color)
        if foot is not None and not bare:
            yield from self._foot(foot, values, page, x, place)

    def _foot(
        self, foot: RunningHead, values: Mapping[str, str], page: PageStyle, x: int, place: PagePlace
    ) -> Iterator[Item]:
        y = page.size.height - page.bottom + page.number.below
        yield from self._texts(foot, values, (x, y), page.measure, FOOTER)
        if foot.rule:
            yield Mark(FOOTER)
            above = y - HEAD_RULE_BELOW
            yield Rule(x, above, x + page.measure, above, pt(0.4), self.sheet.style("footer").color)
        number = page_number(page.number, place.label, place.pages)
        if number and self.sheet.has_number(place.kind):
            yield from self._number(number, page, x, even=place.even)

    def _number(self, number: str, page: PageStyle, x: int, *, even: bool) -> Iterator[Item]:
        """Yield a page's number in its own place: centred, or an em from the outer edge."""
        foot, width = self.sheet.style("footer"), page.measure
        outside = page.number.place == "outside"
        style = replace(foot, indent=0, align="left" if outside else foot.align)
        for line in self._set(number, style, width, FOOTER):
            y = page.size.height - page.bottom + page.number.below - (self._dash_top(style) if outside else 0)
            left = (foot.size if even else width - foot.size - line.width) if outside else 0
            yield from line.draw(x + left, y)

    def _texts(
        self, head: RunningHead, values: Mapping[str, str], corner: tuple[int, int], width: int, tag: int
    ) -> Iterator[Item]:
        """Yield logo and texts of a head or foot, whose line has its top left corner at `corner`."""
        style = self.sheet.style("header" if tag == HEADER else "footer")
        x, y = corner
        if head.logo:
            yield Mark(tag)
            yield _logo(head.logo, corner, width, above=style.leading if tag == HEADER else 0)
        texts = {place: running_text(text, values) for place, text in zip(PLACES, head.texts, strict=True)}
        taken = {head.logo.place: head.logo.size.width + LOGO_GAP} if head.logo else {}
        left = x + taken.get("left", 0)
        inner = width - taken.get("left", 0) - taken.get("right", 0)
        natural: dict[Place, int] = {
            place: text_width(text, style, self.setter) for place, text in texts.items() if text
        }
        for place, room in rooms(natural, inner, 2 * style.size).items():
            lines = self._fitted(texts[place], room, place, tag)
            at = {"left": left, "center": x + (width - room) // 2, "right": left + inner - room}[place]
            if lines:
                yield from lines[0].draw(at, y)

    def _fitted(self, text: str, room: int, align: Alignment, tag: int) -> list[Line]:
        """Return the line of a text; one that does not fit is cut at a pause, and ends with …."""
        key = (text, room, align, tag)
        if key not in self.texts:
            named = self.sheet.style("header" if tag == HEADER else "footer")
            style = replace(named, align=align, indent=0)
            short = shortened(text, room, style, self.setter)
            self.texts[key] = self._set(short, style, room, tag) if short else []
        return self.texts[key]

    def _set(self, text: str, style: TextStyle, room: int, tag: int) -> list[Line]:
        return set_paragraph(self.setter, spans((nodes.Text(text),), style, self.setter, None), style, room, tag=tag)

    def _dash_top(self, style: TextStyle) -> int:
        """Return the depth of a dash's upper edge below the top of its line, by which GB/T 9704-2012 (7.5) places page
        numbers."""
        face = self.setter.faces[self.setter.faces.key(style.font, style.bold)]
        extents = face.font.get_glyph_extents(face.glyph("—"))
        rise = extents.y_bearing / face.upem if extents else 0.4
        return self.setter.baseline(style, style.leading) - round(rise * style.size)


def rooms(natural: Mapping[Place, int], width: int, gap: int) -> dict[Place, int]:
    """Return how wide each text of a head may be, by place: their own widths where they fit beside one another.

    `natural` are the texts' own widths. The middle takes at most a half; left and right share what is too narrow for
    both, but none gives away what it needs up to a half.
    """
    if "center" in natural:
        middle = min(natural["center"], width // 2 if len(natural) > 1 else width)
        side = max(0, (width - middle) // 2 - gap)
        return {place: middle if place == "center" else side for place in PLACES if place in natural}
    if len(natural) < 2 or sum(natural.values()) + gap <= width:
        return {place: width for place in PLACES if place in natural}
    half = (width - gap) // 2
    left = max(half, width - gap - natural["right"]) if natural["left"] > half else natural["left"]
    return {"left": left, "right": width - gap - left}


def _logo(logo: Logo, corner: tuple[int, int], width: int, *, above: int) -> Image:
    """Return a logo that stands on the lower edge of the head's line (`above` is its height), or hangs from the upper
    edge of the foot's."""
    x, y = corner
    left = {"left": 0, "center": (width - logo.size.width) // 2, "right": width - logo.size.width}[logo.place]
    top = y + above - logo.size.height if above else y
    return Image(x + left, top, logo.size.width, logo.size.height, logo.picture.key)


def watermark_runs(mark: Watermark, size: int, middle: tuple[int, int], setter: Setter) -> Iterator[TextRun]:
    """Yield the letters of a watermark, turned about their `middle`."""
    ahead = (cos(radians(mark.angle)), -sin(radians(mark.angle)))
    upwards = (ahead[1], -ahead[0])
    reach = mark.ems * size
    x = middle[0] - ahead[0] * reach / 2 - upwards[0] * _MIDDLE * size
    y = middle[1] - ahead[1] * reach / 2 - upwards[1] * _MIDDLE * size
    for key, text in setter.faces.split(setter.faces.key(mark.font, bold=False), mark.text):
        yield TextRun(round(x), round(y), key, size, mark.color, text, angle=mark.angle)
        step = setter.faces[key].width(text) * size / 1000
        x, y = x + ahead[0] * step, y + ahead[1] * step
