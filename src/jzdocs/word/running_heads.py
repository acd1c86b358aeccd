"""The texts of running heads in Word, where a field prints a heading whole or not at all."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.layout.running_heads import fitted_heads, shortened, text_width
from jzdocs.layout.setter import Setter
from jzdocs.model import nodes
from jzdocs.model.walk import headings
from jzdocs.resolve.imprint import running_text, running_values
from jzdocs.resolve.lists import heading_text

_MARGIN = 0.97  # Word's own faces may be a little wider than ours
_LEAST = 8  # ems that the text on the left keeps beside the name of a part
_PART, _PAGE = "{part}", "{page"  # a field of parts, and of the number or the count of pages


class RunningHeads(Struct, frozen=True):
    """The texts on the left and on the right of a document's headers, as they stand side by side."""

    document: nodes.Document
    setter: Setter

    def in_section(self, patterns: tuple[str, str], part: str, width: int, *, alone: bool) -> tuple[str, str]:
        """Return the left and the right text of the header of a section, `width` (EMU) wide, that begins in a `part`,
        which is `alone` where no other begins in it: its pattern with fields where that fits, else what is left of it.

        A section that holds one part prints it as our pages do. Where one holds several, a field follows them, which
        cannot be shortened: there the left text gives way, and where that is not enough the part is left out. What
        counts pages is never cut.
        """
        if any(_PAGE in pattern for pattern in patterns):
            return patterns
        style = replace(self.setter.sheet.style("header"), indent=0)
        room, (left, right) = round(width * _MARGIN), self._filled(patterns, part)
        if not part or alone or _PART not in patterns[1]:
            texts = fitted_heads((left, right), style, room, self.setter)
            return _pattern_or(patterns[0], left, texts[0]), _pattern_or(patterns[1], right, texts[1])
        rights = [self._filled(patterns, name)[1] for name in (part, *self._parts())]
        rest = room - max(text_width(text, style, self.setter) for text in rights) - 2 * style.size
        if rest < min(text_width(left, style, self.setter), _LEAST * style.size):
            return _pattern_or(patterns[0], left, shortened(left, room, style, self.setter)), ""
        return _pattern_or(patterns[0], left, shortened(left, rest, style, self.setter)), patterns[1]

    def _filled(self, patterns: tuple[str, str], part: str) -> tuple[str, str]:
        values = running_values(self.document.meta, part)
        return running_text(patterns[0], values), running_text(patterns[1], values)

    def _parts(self) -> list[str]:
        return [heading_text(heading) for heading in headings(self.document) if heading.level == 1]


def _pattern_or(pattern: str, text: str, short: str) -> str:
    """Return the pattern of a text that is not shortened, else what is left of the text."""
    return pattern if short == text else short
