"""The texts of running heads in Word, where a field prints a heading whole or not at all."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.layout.running_heads import fitted_heads, shortened, text_width
from jzdocs.layout.setter import Setter
from jzdocs.model import nodes
from jzdocs.model.walk import headings
from jzdocs.resolve.imprint import short_title
from jzdocs.resolve.lists import heading_text

_MARGIN = 0.97  # Word's own faces may be a little wider than ours
_LEAST = 8  # ems that a short title keeps beside the name of a part


class RunningHeads(Struct, frozen=True):
    """The short title and the parts of a document, as they stand side by side in a header."""

    document: nodes.Document
    setter: Setter

    def in_section(self, part: str, width: int, *, alone: bool) -> tuple[str, str]:
        """Return the left and the right text of the header of a section, `width` (EMU) wide, that begins in a `part`,
        which is `alone` where no other begins in it.

        A section that holds one part prints it as our pages do. Where one holds several, a field follows them, which
        cannot be shortened: there the title gives way, and where that is not enough the part is left out.
        """
        style = replace(self.setter.sheet.style("header"), indent=0)
        room = round(width * _MARGIN)
        title = short_title(self.document.meta)
        if not part or alone:
            return fitted_heads((title, part), style, room, self.setter)
        longest = max(text_width(text, style, self.setter) for text in (part, *self._parts()))
        left = room - longest - 2 * style.size
        if left < min(text_width(title, style, self.setter), _LEAST * style.size):
            return shortened(title, room, style, self.setter), ""
        return shortened(title, left, style, self.setter), part

    def _parts(self) -> list[str]:
        return [heading_text(heading) for heading in headings(self.document) if heading.level == 1]
