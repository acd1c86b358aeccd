"""A document of which each paragraph has its role: what rules judge."""

from __future__ import annotations

from msgspec import Struct

from jzdocs.rules.elements import Role
from jzdocs.rules.form import DocumentForm, ParagraphForm


class Official(Struct, frozen=True):
    """A document with the role of each paragraph and of those in text boxes (`boxes`), its kind of document (通知, “”
    where none is named), and whether it is headed as a letter or minutes, whose first page has a form of its own."""

    form: DocumentForm
    roles: tuple[Role, ...]
    kind: str = ""
    letter: bool = False
    boxes: tuple[Role, ...] = ()

    def of(self, *roles: Role) -> list[ParagraphForm]:
        """Return the paragraphs of roles, those of text boxes first, in order."""
        return [
            paragraph
            for paragraphs, own in ((self.form.boxes, self.boxes), (self.form.paragraphs, self.roles))
            for paragraph, role in zip(paragraphs, own, strict=True)
            if role in roles
        ]

    def role(self, paragraph: ParagraphForm) -> Role:
        """Return the role of a paragraph of the body or of a text box."""
        if paragraph.part:
            return self.boxes[self.form.boxes.index(paragraph)]
        return self.roles[paragraph.number - 1]
