"""What is found in a draft: elements, attachments, and which lines are neither."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from jzdocs.messages.message import Message, message
from jzdocs.source.drafts.forms import DraftLine
from jzdocs.source.pieces import Role


class Element(Struct, frozen=True):
    """An element: its role, what it says, the index of its line, where in that it begins (from 0), and its sign."""

    role: Role
    text: str
    at: int
    start: int
    sign: Message


class Attachment(Struct, frozen=True):
    """An attachment behind the document: the index of its first line, that of its title (-1: none), and those of its
    text; its number and title; whether 附件 stands above it."""

    at: int
    title_at: int
    first: int
    end: int
    number: str
    title: str
    labelled: bool = True


class Found(Struct):
    """What was found so far: `used` are the lines that are elements, `body` is the first line of the text, `end` the
    line behind the last of the document itself, `signed` the line where the signature stands (-1: nowhere). `file` and
    `bare_head` say whether 文件 stands in the red head, or not beside several names in it. The form of dates is that of
    the standard where the document is `official` anyway, else it stays."""

    lines: Sequence[DraftLine]
    elements: list[Element] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    body: int = 0
    end: int = 0
    signed: int = -1
    listed: int = -1
    kind: str = ""
    file: bool = False
    bare_head: bool = False
    official: bool = False

    def add(self, role: Role, text: str, at: int, sign: str, start: int = 0) -> None:
        """Add an element that begins at `start` of a line, which is used up then."""
        self.elements.append(Element(role, text.strip(), at, start, message(sign)))
        self.used.add(at)

    def of(self, role: str) -> list[str]:
        """Return what the elements of a role say."""
        return [element.text for element in self.elements if element.role == role]

    def free(self, start: int, end: int) -> Iterator[int]:
        """Yield the lines from `start` to `end` that are no elements."""
        return (index for index in range(start, end) if index not in self.used)
