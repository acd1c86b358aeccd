"""The kinds of values that a stylesheet has, each with the range that is allowed.

`Meta(extra={"allowed": …})` names the text that says what is allowed; lengths say it themselves. A kind is all that
reading, checking and the messages need to know of a value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal, get_args

from msgspec import Meta

from jzdocs.messages.message import Message, message
from jzdocs.units import parse_length

PAPERS = {
    "A3": ("297mm", "420mm"),
    "A4": ("210mm", "297mm"),
    "A5": ("148mm", "210mm"),
    "B5": ("176mm", "250mm"),
    "16K": ("184mm", "260mm"),
}
MAX_PALETTE = 16
MAX_FALLBACK = 32


class Length:
    """A length as it is written (`12pt`), from `least` to `most`; subclasses give the range. Where `most_em` is set,
    it may be in em too, from 0 to that many."""

    least: ClassVar[str] = "0pt"
    most: ClassVar[str] = "0pt"
    most_em: ClassVar[int] = 0

    def __init__(self, text: str) -> None:
        """Read a length. Raises WrongLengthError for what is no length, or out of range."""
        cls = type(self)
        try:
            em = 1000 if cls.most_em else None
            length = parse_length(text, em) if isinstance(text, str) else parse_length("")
        except (ValueError, OverflowError):
            raise WrongLengthError(
                message("style.length_em" if cls.most_em else "style.length", value=shown(text))
            ) from None
        self.text = text
        if text.strip().endswith("em"):
            least, most, largest = 0, cls.most_em * 1000, f"{cls.most_em}em"
        else:
            least, most, largest = parse_length(cls.least), parse_length(cls.most), cls.most
        if not least <= length <= most:
            raise WrongLengthError(message("style.length_range", value=shown(text), least=cls.least, most=largest))

    def emu(self, size: int | None = None) -> int:
        """Return the length in EMU; `size` is what an em stands for."""
        return parse_length(self.text, em=size)


class WrongLengthError(ValueError):
    """What is no length, or none that is allowed; `problem` says what is."""

    def __init__(self, problem: Message) -> None:
        super().__init__(problem.key)
        self.problem = problem


class TextSize(Length):
    """A size of type, or the height of a line."""

    least, most = "4pt", "200pt"


class Space(Length):
    """A space between or before texts, which may count in em of the text's own size."""

    most, most_em = "300mm", 40


class PaperSide(Length):
    """A side of the paper: Word knows none above 22 inches."""

    least, most = "50mm", "558mm"


class Margin(Length):
    """A margin, or what stands in it."""

    least, most = "0mm", "300mm"


class MarkSize(Length):
    """The size of a watermark's letters."""

    least, most = "20pt", "400pt"


class PictureSide(Length):
    """The height of a logo, the width of a seal or of a picture behind the text."""

    least, most = "3mm", "400mm"


class RuleThickness(Length):
    """How thick a rule is."""

    least, most = "0.25pt", "10pt"


class Bar(Length):
    """The thickness of a chart's bars."""

    least, most = "2pt", "60pt"


Characters = Annotated[int, Meta(ge=0, le=1_000_000, extra={"allowed": "style.characters"})]

# no control characters, line breaks or code points that XML cannot hold
_LINE = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
Line = Annotated[str, Meta(pattern=rf"\A{_LINE}{{1,200}}\Z", extra={"allowed": "style.line"})]
# in a font's keys a point stands between role and weight
RoleName = Annotated[str, Meta(pattern=r"\A[\w-]{1,40}\Z", extra={"allowed": "style.role"})]
Color = Annotated[str, Meta(pattern=r"\A#[0-9A-Fa-f]{6}\Z", extra={"allowed": "style.color"})]
Palette = Annotated[tuple[Color, ...], Meta(min_length=1, max_length=MAX_PALETTE, extra={"allowed": "style.palette"})]
Greys = Annotated[tuple[Color, Color, Color, Color], Meta(extra={"allowed": "style.greys"})]
Fallback = Annotated[tuple[RoleName, ...], Meta(max_length=MAX_FALLBACK, extra={"allowed": "style.fallback"})]
PaperName = Literal["A3", "A4", "A5", "B5", "16K"]
Paper = Annotated[PaperName | tuple[PaperSide, PaperSide], Meta(extra={"allowed": "style.paper"})]
GridCount = Annotated[int, Meta(ge=1, le=200, extra={"allowed": "style.grid_count"})]
# {page} once or oftener, {pages} where wanted, and no other brace
PagePattern = Annotated[
    str,
    Meta(
        pattern=rf"\A(?=.{{1,80}}\Z)(?=.*\{{page\}})(?:\{{pages?\}}|(?![{{}}]){_LINE})*\Z",
        extra={"allowed": "style.page_pattern"},
    ),
]
# what a head or foot may print beside its own words
RUNNING_FIELDS = ("title", "short_title", "subtitle", "issuer", "date", "place", "part", "page", "pages")
RunningText = Annotated[
    str,
    Meta(
        pattern=rf"\A(?=.{{0,120}}\Z)(?:\{{(?:{'|'.join(RUNNING_FIELDS)})\}}|(?![{{}}]){_LINE})*\Z",
        extra={"allowed": "style.running_text"},
    ),
]
MarkText = Annotated[str, Meta(pattern=rf"\A{_LINE}{{0,30}}\Z", extra={"allowed": "style.mark_text"})]
Angle = Annotated[int, Meta(ge=-90, le=90, extra={"allowed": "style.angle"})]
Percent = Annotated[int, Meta(ge=1, le=100, extra={"allowed": "style.percent"})]
FirstNumber = Annotated[int, Meta(ge=1, le=99_999, extra={"allowed": "style.first_number"})]
# one place for the number (一, 1, 1.1 or ①), and no sign by which Word would count; or none
Numbering = Annotated[
    str,
    Meta(
        pattern=rf"\A(?:none|(?=.{{1,40}}\Z)(?:(?![一①1%]){_LINE})*(?:1(?:\.1)*|一|①)(?:(?![一①1%]){_LINE})*|)\Z",
        extra={"allowed": "style.numbering"},
    ),
]


def convert_custom(kind: type, raw: Any) -> Any:
    """Read a value of one of the classes above, for `msgspec.convert`. Raises WrongLengthError."""
    return kind(raw)


def allowed(kind: Any, raw: Any) -> Message:
    """Return what a value of this kind may be, as the answer to a `raw` one that is not."""
    metas = [m for m in getattr(kind, "__metadata__", ()) if isinstance(m, Meta)]
    for key in (meta.extra["allowed"] for meta in metas if meta.extra):
        names = ", ".join(PAPERS)
        return Message(str(key), {"value": shown(raw), "names": names, "most": str(_most(metas))})
    if kind is bool:
        return message("style.yes_no", value=shown(raw))
    choices: Sequence[str] = get_args(kind)
    return message("style.choice", value=shown(raw), names=", ".join(choices))


def _most(metas: Sequence[Meta]) -> int:
    return next((limit for meta in metas for limit in (meta.max_length, meta.le) if limit is not None), 0)  # type: ignore[return-value]


def shown(raw: Any) -> str:
    """Return a value as a message shows it: strings in quotation marks, what is long cut off."""
    if isinstance(raw, bool):
        return str(raw).lower()
    text = f"“{raw}”" if isinstance(raw, str) else str(raw).replace("'", '"')
    text = re.sub(r"\s+", " ", text)
    return text if len(text) <= 60 else f"{text[:58]}…"
