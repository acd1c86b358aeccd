"""Changes of a document collected from findings: per paragraph, in characters of the text as it stood.

A change of text may bring another fault to light (two marks that now stand together), so rules are asked again until
they change nothing more; what was changed is known character by character, and everything else stays.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import groupby

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.rules.finding import BlankFix, Finding, NumberFix, PageFix, ParagraphFix, RunFix, TextFix
from jzdocs.rules.form import DocumentForm, ParagraphForm, RunForm
from jzdocs.rules.judge import judge

_MOST_ROUNDS = 6
_INSERTED = -1


class EditedText(Struct):
    """A text that is changed: each character with its place in the text as it stood, -1 for a new one."""

    characters: list[tuple[int, str]]

    @classmethod
    def of(cls, text: str) -> EditedText:
        """Return a text that nothing has changed yet."""
        return cls(list(enumerate(text)))

    @property
    def text(self) -> str:
        """Return the text as it is now."""
        return "".join(char for _, char in self.characters)

    def put(self, start: int, end: int, text: str) -> bool:
        """Put a text in the place of characters as they are now; those that stay the same are not touched. Return
        whether any did not."""
        before = "".join(char for _, char in self.characters[start:end])
        steps = SequenceMatcher(None, before, text, autojunk=False).get_opcodes()
        for tag, first, last, new_first, new_last in reversed(steps):
            if tag != "equal":
                new = [(_INSERTED, char) for char in text[new_first:new_last]]
                self.characters[start + first : start + last] = new
        return before != text

    def spans(self, length: int) -> list[TextSpan]:
        """Return what was changed of a text of a length, in order."""
        out: list[TextSpan] = []
        place, new = 0, ""
        for origin, char in [*self.characters, (length, "")]:
            if origin == _INSERTED:
                new += char
                continue
            if new or origin > place:
                out.append(TextSpan(place, origin, new))
            place, new = origin + 1, ""
        return out


class TextSpan(Struct, frozen=True):
    """Characters that give way to a text."""

    start: int
    end: int
    text: str


class ParagraphEdit(Struct):
    """What is to be changed of a paragraph."""

    text: list[TextSpan] = field(default_factory=list)
    runs: list[RunFix] = field(default_factory=list)
    forms: list[ParagraphFix] = field(default_factory=list)
    blank_before: bool = False


class Edits(Struct):
    """What is to be changed of a document: paragraphs of the body by number, those of footers by part and number,
    sections, and numbers of pages. `findings` are all that were found on the way."""

    findings: list[Finding]
    paragraphs: dict[tuple[str, int], ParagraphEdit] = field(default_factory=dict)
    pages: list[PageFix] = field(default_factory=list)
    numbers: list[NumberFix] = field(default_factory=list)

    def of(self, part: str, number: int) -> ParagraphEdit:
        """Return the edit of a paragraph, a new one where there is none yet."""
        return self.paragraphs.setdefault((part, number), ParagraphEdit())


def collected(form: DocumentForm, allowed: Sequence[Finding]) -> Edits:
    """Return the changes that mend the findings of a document that are `allowed` to be mended, and those that come to
    light while text is changed."""
    edits = Edits(list(allowed))
    keys = {finding.key for finding in allowed}
    for finding in allowed:
        for fix in finding.fixes:
            if isinstance(fix, TextFix | RunFix | ParagraphFix) and _is_locked(form, fix.part, fix.number):
                continue
            match fix:
                case RunFix():
                    edits.of(fix.part, fix.number).runs.append(fix)
                case ParagraphFix():
                    edits.of(fix.part, fix.number).forms.append(fix)
                case BlankFix():
                    edits.of("", fix.number).blank_before = True
                case PageFix():
                    edits.pages.append(fix)
                case NumberFix():
                    edits.numbers.append(fix)
                case TextFix() if fix.part:
                    edits.of(fix.part, fix.number).text.append(TextSpan(fix.start, fix.end, fix.text))
                case TextFix():
                    pass
    _change_texts(form, edits, keys)
    return edits


def _is_locked(form: DocumentForm, part: str, number: int) -> bool:
    return not part and form.paragraphs[number - 1].locked


def _change_texts(form: DocumentForm, edits: Edits, keys: set[str]) -> None:
    """Add the changes of text, round after round, until no rule changes anything."""
    texts = {p.number: EditedText.of(p.text) for p in form.paragraphs if not p.locked}
    findings = list(edits.findings)
    refused = {finding.key for finding in judge(form)} - keys
    for _ in range(_MOST_ROUNDS):
        fixes = {fix for finding in findings for fix in finding.fixes if isinstance(fix, TextFix)}
        if not _apply(fixes, texts):
            break
        findings = [finding for finding in judge(_changed(form, texts)) if finding.key not in refused]
        edits.findings += [f for f in findings if any(isinstance(fix, TextFix) for fix in f.fixes)]
    for number, text in texts.items():
        spans = text.spans(len(form.paragraphs[number - 1].text))
        if spans:
            edits.of("", number).text = spans


def _apply(fixes: set[TextFix], texts: dict[int, EditedText]) -> bool:
    """Apply changes of text from behind, those that touch another one not yet; return whether any changed something."""
    changed = False
    ordered = sorted(fixes, key=lambda fix: (fix.number, -fix.start, -fix.end, fix.text))
    last: dict[int, int] = {}
    for fix in ordered:
        text = texts.get(fix.number)
        if text is None or fix.part or fix.end > last.get(fix.number, fix.end):
            continue
        changed = text.put(fix.start, fix.end, fix.text) or changed
        last[fix.number] = fix.start
    return changed


def _changed(form: DocumentForm, texts: dict[int, EditedText]) -> DocumentForm:
    """Return the form of a document with its texts as they are now."""
    paragraphs = tuple(
        _with_text(p, texts[p.number]) if p.number in texts and texts[p.number].text != p.text else p
        for p in form.paragraphs
    )
    return replace(form, paragraphs=paragraphs)


def _with_text(paragraph: ParagraphForm, text: EditedText) -> ParagraphForm:
    """Return a paragraph with a changed text; what is new looks as what stands before it."""
    looks: list[RunForm | None] = []
    last: RunForm | None = paragraph.runs[0] if paragraph.runs else None
    starts = [run.start for run in paragraph.runs]
    for origin, _ in text.characters:
        index = bisect_right(starts, origin) - 1  # -1 for what is new, too
        if index >= 0 and origin < paragraph.runs[index].end:
            last = paragraph.runs[index]
        looks.append(last)
    runs: list[RunForm] = []
    place = 0
    for look, group in groupby(looks):
        count = len(list(group))
        if look is not None:
            runs.append(replace(look, start=place, end=place + count))
        place += count
    return replace(paragraph, text=text.text, runs=tuple(runs))
