"""What was learned of a sample: against which template of ours, and all that the other rooms of this package ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field

from jzdocs.errors import Report
from jzdocs.learn import page as pages
from jzdocs.learn.opening import Distances, RedHead
from jzdocs.learn.sample import Sample
from jzdocs.learn.text_looks import TextLook
from jzdocs.learn.toml_text import toml_text
from jzdocs.learn.typefaces import Typefaces
from jzdocs.source.template import Template
from jzdocs.style.schema import StyleKeys
from jzdocs.style.stylesheet import Stylesheet

Keys = dict[str, Any]


class Base(Struct, frozen=True):
    """The template that is extended: its name, its keys, and its stylesheet."""

    name: str
    template: Template
    keys: StyleKeys
    sheet: Stylesheet


class Learned(Struct):
    """What was learned of a sample: the template it extends, the keys that differ, all that was read (`whole`), its
    red head, heads and feet, the distances on its first page, its fonts, and what is to be told."""

    sample: Sample
    base: Base
    keys: Keys
    whole: Keys
    head: RedHead | None
    furniture: pages.Furniture
    distances: Distances
    faces: Typefaces
    body: TextLook
    report: Report = field(default_factory=Report)

    @property
    def official(self) -> bool:
        """Whether the sample is an official document."""
        return self.base.name != "report"

    @property
    def taken(self) -> tuple[str, ...]:
        """The words of the sample that go into the template: its head, and its heads and feet."""
        return (*(self.head.lines if self.head and self.official else ()), *self.furniture.texts)

    def style_text(self, comments: Sequence[str]) -> str:
        """Return the text of its style.toml."""
        return toml_text(self.base.name, self.keys, comments)
