"""What a rule finds: the place, what is wrong, and, where it can be decided, what to change, as data.

A change names its place by the part (the body is "") and the number of the paragraph in it; characters are counted in
the text as it stood.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.messages.message import Message
from jzdocs.rules.form import BODY, Align, ParagraphForm


class TextFix(Struct, frozen=True):
    """Put `text` in the place of the characters from `start` to `end`."""

    number: int
    start: int
    end: int
    text: str
    part: str = BODY


class RunFix(Struct, frozen=True):
    """Set the characters from `start` to `end` in another face, size (half-points) or colour, or
    without bold (`light`)."""

    number: int
    start: int
    end: int
    face: str = ""
    size: int = 0
    color: str = ""
    latin: str = ""
    light: bool = False
    part: str = BODY


class ParagraphFix(Struct, frozen=True):
    """Give a paragraph another alignment, other indents (characters) and spaces (twips), a line above or below it
    (eighths of a point, colour), or have it begin a page. What is None stays."""

    number: int
    align: Align | None = None
    first: float | None = None
    left: float | None = None
    right: float | None = None
    line: int | None = None
    around: int | None = None
    page: bool | None = None
    above: tuple[int, str] | None = None
    below: tuple[int, str] | None = None
    part: str = BODY


class BlankFix(Struct, frozen=True):
    """Put a blank paragraph before a paragraph."""

    number: int


class PageFix(Struct, frozen=True):
    """Give a section the standard's paper (`upright` where it lies on its long side), margins or grid, number its first
    page as the others, count its pages in Arabic numerals from the section before on (`counting`), or put the numbers
    at a distance from the edge of the page (`footer`, twips)."""

    section: int
    paper: bool = False
    margins: bool = False
    grid: bool = False
    first: bool = False
    upright: bool = False
    counting: bool = False
    footer: int = 0


class NumberFix(Struct, frozen=True):
    """Print the number of the page in the footers of a section that lack it, or in another form: — 1 —; or put those
    that are there on the outer `sides`."""

    section: int
    part: str = ""
    number: int = 0
    sides: bool = False


Fix = TextFix | RunFix | ParagraphFix | BlankFix | PageFix | NumberFix


class Finding(Struct, frozen=True):
    """Something that is not as the rules ask: the number of the paragraph and the character where it stands, the key of
    its wording and what that is to say, and what would mend it. What is not `certain` is told as a warning."""

    number: int
    start: int
    key: str
    arguments: Mapping[str, str | Message]
    fixes: tuple[Fix, ...] = ()
    certain: bool = True
    end: int = 0


_NEAR = 18


def near(paragraph: ParagraphForm, start: int = 0) -> str:
    """Return the beginning of a paragraph, or the text from `start` on, short enough for a message."""
    text = (paragraph.text[start:] if start else paragraph.label + paragraph.text).strip()
    text = " ".join(text.split())
    return text if len(text) <= _NEAR else f"{text[:_NEAR]}…"


def finding(paragraph: ParagraphForm, key: str, *fixes: Fix, start: int = 0, **arguments: object) -> Finding:
    """Return a finding about a paragraph, which its message quotes."""
    values: dict[str, str | Message] = {
        "near": near(paragraph),
        **{name: str(value) for name, value in arguments.items()},
    }
    usable = () if paragraph.locked else fixes
    if paragraph.part:  # a text box, of which the findings are told at the paragraph that holds it
        usable = tuple(
            replace(fix, part=paragraph.part) for fix in usable if isinstance(fix, RunFix | ParagraphFix | TextFix)
        )
    return Finding(paragraph.number, start, key, values, usable, certain=key not in _GUESSES)


SHOWN = 8  # characters before a fault of the text that messages quote


def text_finding(paragraph: ParagraphForm, key: str, fixes: Sequence[TextFix], **arguments: str) -> Finding:
    """Return a finding about the words of a paragraph, which mending them proves; it is told as a warning."""
    values: dict[str, str | Message] = {"near": near(paragraph, max(0, fixes[0].start - SHOWN)), **arguments}
    return Finding(paragraph.number, fixes[0].start, key, values, tuple(fixes), certain=False)


# a reader may see reasons that the rules do not know
_GUESSES = frozenset(
    (
        "N104.place",
        "N150",
        "N150.margin",
        "N150.anew",
        "N106",
        "N108",
        "N111.width",
        "N113.bold",
        "N121.order",
        "N125.note",
        "N129",
        "N129.date",
    )
)
