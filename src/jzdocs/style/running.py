"""What stands around and behind the text of pages, from the keys of a stylesheet: heads, feet, watermark, seal."""

from __future__ import annotations

import io
from collections.abc import Callable

from jzdocs.style.contrast import contrast
from jzdocs.style.pictures import NONE, as_png
from jzdocs.style.schema import HeadKeys, RunningKeys, SealKeys, WatermarkKeys
from jzdocs.style.stylesheet import (
    Logo,
    RunningHead,
    RunningHeads,
    SealStyle,
    StylePicture,
    Stylesheet,
    TextStyle,
    Watermark,
)
from jzdocs.style.toml_places import KeyPath
from jzdocs.units import Size, mm, pt

Find = Callable[[str, KeyPath], StylePicture]
# what heads hold where a stylesheet says nothing of them; the foot's number has a key of its own
PLAIN_HEAD = RunningHead("{short_title}", "", "{part}", rule=True)
PLAIN_FOOT = RunningHead()
LOGO_HEIGHT = mm(8)
# the contrast that text keeps above a watermark (WCAG 2, 1.4.3), and where text counts as large
TEXT_CONTRAST, LARGE_CONTRAST = 4.5, 3.0
LARGE, LARGE_BOLD = pt(18), pt(14)
# the greys that a watermark has where nobody chooses its colour
_DARKEST, _PALEST = 0xD6, 0xF0
_BESIDE = ("header", "footer")  # styles that never stand above a watermark


def running_heads(keys: RunningKeys, plain: RunningHead, find: Find, section: str) -> RunningHeads:
    """Return the heads (or feet) that a section asks for; what it leaves open is as in `plain`. Raises UsageError where
    a logo is not found."""
    default = _head(keys, plain, find, (section,))
    empty = RunningHead(rule=False)
    others = []
    for name, other in (("first", keys.first), ("even", keys.even)):
        head = _head(other, empty, find, (section, name)) if other is not None else None
        if head is not None and other is not None and other.rule is None and head != empty:
            head = RunningHead(*head.texts, head.logo, default.rule)
        others.append(head)
    return RunningHeads(default, *others)


def _head(keys: HeadKeys, plain: RunningHead, find: Find, path: KeyPath) -> RunningHead:
    texts = (getattr(keys, name) for name in ("left", "center", "right"))
    left, center, right = (text if text is not None else old for text, old in zip(texts, plain.texts, strict=True))
    logo = None
    if keys.logo and keys.logo != NONE:
        picture = find(keys.logo, (*path, "logo"))
        height = keys.logo_height.emu() if keys.logo_height else LOGO_HEIGHT
        logo = Logo(picture, keys.logo_place or "left", Size(height * picture.width // picture.height, height))
    return RunningHead(left, center, right, logo, plain.rule if keys.rule is None else keys.rule)


def seal_style(keys: SealKeys, find: Find) -> SealStyle:
    """Return the seal that a stylesheet puts over signatures. Raises UsageError where its picture is not found."""
    picture = find(keys.picture, ("seal", "picture")) if keys.picture and keys.picture != NONE else None
    return SealStyle((picture,) if picture else (), keys.width.emu() if keys.width else SealStyle().width)


def watermark_of(keys: WatermarkKeys, sheet: Stylesheet, find: Find) -> Watermark | None:
    """Return the watermark that a stylesheet asks for, None where there is none. Raises UsageError where its picture is
    not found."""
    if keys.picture and keys.picture != NONE and not keys.text:
        picture = find(keys.picture, ("watermark", "picture"))
        width = keys.width.emu() if keys.width else 0
        return picture_watermark(picture, sheet, width, keys.strength or 0, keys.angle or 0)
    base = text_watermark(keys.text or "", sheet)
    looks = Watermark(
        base.text,
        keys.font or base.font,
        keys.color.lstrip("#").upper() if keys.color else base.color,
        base.angle if keys.angle is None else keys.angle,
        keys.size.emu() if keys.size else 0,
    )
    return looks if keys.text else None


def text_watermark(text: str, sheet: Stylesheet) -> Watermark:
    """Return letters as a watermark: as large as the page allows, in the darkest grey that leaves text legible."""
    font = "hei" if "hei" in sheet.fonts else sheet.body.font
    return Watermark(text, font, legible_grey(sheet))


def picture_watermark(
    picture: StylePicture, sheet: Stylesheet, width: int = 0, strength: int = 0, angle: int = 0
) -> Watermark:
    """Return a picture as a watermark, paled to `strength` percent of its darkness (0: until text above its darkest
    place is legible)."""
    grey = legible_grey(sheet)
    size = width or min(sheet.page.measure * 3 // 5, sheet.page.depth * picture.width // (2 * picture.height))
    return Watermark(color=grey, angle=angle, size=size, picture=pale(picture, strength / 100, int(grey[:2], 16)))


def pale(picture: StylePicture, share: float, lightest: int) -> StylePicture:
    """Return a picture with a `share` of its darkness (0: so much that its darkest place is as light as the grey
    `lightest`), on white."""
    from PIL import Image

    with Image.open(io.BytesIO(picture.data)) as image:
        white = Image.new("RGBA", image.size, "white")
        whole = Image.alpha_composite(white, image.convert("RGBA")).convert("RGB")
    darkest = whole.convert("L").getextrema()[0]
    share = share or min(1.0, (255 - lightest) / max(1, 255 - int(darkest)))  # type: ignore[arg-type]
    levels = [round(255 - (255 - level) * share) for level in range(256)]
    return as_png(f"pale {share:.3f} {picture.name}", whole.point(levels * 3))


def darkest_of(picture: StylePicture) -> str:
    """Return the darkest colour of a pale picture as RRGGBB, a grey of its lightness."""
    from PIL import Image

    with Image.open(io.BytesIO(picture.data)) as image:
        least = image.convert("L").getextrema()[0]
    return f"{int(least):02X}" * 3  # type: ignore[arg-type]


def styles_above(sheet: Stylesheet) -> list[tuple[KeyPath, TextStyle]]:
    """Return the text styles that may stand above a watermark, with the paths of their sections."""
    headings = [(("heading", str(level)), heading.text) for level, heading in enumerate(sheet.headings, 1)]
    named = [(("style", name), style) for name, style in sheet.styles.items() if name not in _BESIDE]
    return [(("body",), sheet.body), *headings, *named]


def least_contrast(style: TextStyle) -> float:
    """Return the contrast that a text needs to be legible."""
    large = style.size >= LARGE or (style.bold and style.size >= LARGE_BOLD)
    return LARGE_CONTRAST if large else TEXT_CONTRAST


def legible_grey(sheet: Stylesheet) -> str:
    """Return the darkest grey on which all text styles keep the contrast that they need; those that lack it on white
    paper are left out."""
    for level in range(_DARKEST, _PALEST):
        grey = f"{level:02X}" * 3
        if all(
            contrast(style.color, grey) >= least_contrast(style) or contrast(style.color) < least_contrast(style)
            for _, style in styles_above(sheet)
        ):
            return grey
    return f"{_PALEST:02X}" * 3
