"""A paragraph of a Word file → its text with marks, and what else stands in it: pictures and text boxes.

Read is what a reader of the printed page sees: tracked insertions but not deletions, results of fields but not their
instructions, one branch of an alternative, no hidden and no struck text (ECMA-376 Part 1, 17.3.3; Part 3, 10.2.1).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.source.marked_text import MarkedText
from jzdocs.source.pieces import Mark, MarkKind, PictureData
from jzdocs.source.word_drawings import Drawing, read_drawing
from jzdocs.source.word_equations import latex, linear
from jzdocs.source.word_fields import Field, is_contents, link_address, without_result
from jzdocs.source.word_findings import Findings
from jzdocs.source.word_formatting import Looks, WordMarks, paragraph_style, shifted_script
from jzdocs.source.word_package import MC, M, Package, Part, R, is_on_attribute, w
from jzdocs.source.word_symbols import symbol, unsymbolic

_PLAIN = Looks()


class ParagraphText(Struct):
    """What stands in a paragraph: its text, pictures and text boxes; whether it belongs to a table of contents, and
    whether nothing but equations stands in it, on a line of their own."""

    content: MarkedText = field(default_factory=MarkedText)
    pictures: list[PictureData] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    contents: bool = False
    display: bool = False


class _Around(Struct, frozen=True):
    """What a run stands in: the style of its paragraph, the address that it links to, and pinyin above it."""

    style: str = ""
    link: str = ""


class TextReader(Struct):
    """A reader of the paragraphs of one part of a Word file; `part` says where its links lead. `note_label` returns the
    label of a note by its kind and id, `comments` are those of the file by id.

    Complex fields go on from one paragraph to the next, so that they stay open here.
    """

    package: Package
    part: Part
    marks: WordMarks
    findings: Findings
    note_label: Callable[[str, str], str]
    comments: Mapping[str, str] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    length: int = 0
    found: list[Mark] = field(default_factory=list)
    result: ParagraphText = field(default_factory=ParagraphText)

    def read(self, paragraph: Any) -> ParagraphText:
        """Return what stands in a paragraph."""
        self.out, self.length, self.found = [], 0, []
        self.result = ParagraphText()
        inside = self._in_contents()
        self._children(paragraph, _Around(paragraph_style(paragraph)))
        text = "".join(self.out)
        self.result.content = MarkedText(text, tuple(_merged(self.found)))
        in_contents = inside or self.result.contents or self._in_contents()
        self.result.contents = in_contents and _is_entry(text, paragraph)
        self.result.display = bool(self.found) and _displayed(text, self.found)
        return self.result

    def _in_contents(self) -> bool:
        return any(open_field.in_result and is_contents(open_field.instruction) for open_field in self.fields)

    # --- what a paragraph holds

    def _children(self, node: Any, around: _Around) -> None:
        for child in node:
            reader = _READERS.get(child.tag)
            if reader is not None:
                reader(self, child, around)

    def _run(self, run: Any, around: _Around) -> None:
        looks = self.marks.looks(run, around.style)
        if not looks.script and (script := shifted_script(run)):
            looks = replace(looks, script=script)
        absent: list[str] = []
        note = next(run.iterchildren(w("footnoteReference"), w("endnoteReference")), None)
        own_mark = note is not None and is_on_attribute(note, "customMarkFollows")
        children: Iterable[Any] = [note] if own_mark else run  # a mark of the author's own (*) gives way to a number
        for child in children:
            if looks.absent and child.tag in _PRINTED:
                absent.append(child.text or "" if child.tag == w("t") else "")
                continue
            reader = _IN_RUN.get(child.tag)
            if reader is not None:
                reader(self, child, _RunAround(looks, around))
        if absent and not self._in_instruction():
            self.findings.absent(looks.absent, "".join(absent))

    def _inserted(self, node: Any, around: _Around) -> None:
        self.findings.change(inserted=True, text="")
        self._children(node, around)

    def _deleted(self, node: Any, _: _Around) -> None:
        text = "".join(t.text or "" for t in node.iter(w("delText"), w("t")))
        if text or node.find(f".//{w('drawing')}") is not None:
            self.findings.change(inserted=False, text=text)
        for char in node.iter(w("fldChar")):  # the field's result may stand outside
            self._field_character(char)

    def _hyperlink(self, node: Any, around: _Around) -> None:
        relationship = self.part.relationships.get(node.get(f"{{{R}}}id", ""))
        address = relationship.target if relationship and relationship.external else ""
        if address and (anchor := node.get(w("anchor"))) and "#" not in address:
            address += f"#{anchor}"
        self._children(node, replace(around, link=address or around.link))

    def _control(self, node: Any, around: _Around) -> None:
        content = node.find(w("sdtContent"))
        if content is not None:
            self._children(content, around)

    def _simple_field(self, node: Any, around: _Around) -> None:
        instruction = node.get(w("instr"), "")
        before = self.length
        address = link_address(instruction)
        if address:
            around = replace(around, link=address)
        self._children(node, around)
        if self.length == before and not self._in_instruction():
            self._put_field(Field(instruction), _RunAround(_PLAIN, around))

    def _equation(self, node: Any, _: _Around) -> None:
        if self._in_instruction():
            return
        self._marked(linear(node), "math", latex(node))

    def _equation_paragraph(self, node: Any, around: _Around) -> None:
        for equation in node.iterchildren(f"{{{M}}}oMath"):
            if self.length and self.out[-1][-1:] not in ("\n", ""):
                self._put("\n")
            self._equation(equation, around)
            self.found.append(Mark(self.length, self.length, "literal", "display"))

    def _alternatives(self, node: Any, around: _Around) -> None:
        branch = chosen_branch(node)
        if branch is not None:
            self._children(branch, around)

    # --- what a run holds

    def _text(self, node: Any, around: _RunAround) -> None:
        text = (node.text or "").replace("\n", " ").replace("\r", "").replace("\u00ad", "")
        if around.looks.font:
            text, unknown = unsymbolic(text, around.looks.font)
            if unknown:
                codes = " ".join(f"{ord(char):04X}" for char in unknown)
                self.findings.warn("S088", font=around.looks.font, code=codes)
        self._styled(text, around)

    def _symbol(self, node: Any, around: _RunAround) -> None:
        font, code = node.get(w("font"), ""), node.get(w("char"), "")
        try:
            sign = symbol(font, int(code, 16))
        except ValueError:
            sign = ""
        if sign:
            self._styled(sign, around)
        elif not self._in_instruction():
            self.findings.warn("S088", font=font, code=code)

    def _break(self, node: Any, around: _RunAround) -> None:
        self._styled("\n", around)

    def _tab(self, _: Any, around: _RunAround) -> None:
        self._styled("\t", around)

    def _hyphen(self, _: Any, around: _RunAround) -> None:
        self._styled("-", around)

    def _ruby(self, node: Any, around: _RunAround) -> None:
        base, above = node.find(w("rubyBase")), node.find(w("rt"))
        start = self.length
        if base is not None:
            self._children(base, around.outside)
        reading = "".join(t.text or "" for t in above.iter(w("t"))) if above is not None else ""
        reading = " ".join(reading.translate({ord(c): None for c in "{}"}).split())
        if self.length > start and reading:
            self.found.append(Mark(start, self.length, "ruby", reading))
        elif reading:
            self._put(reading)

    def _note(self, node: Any, _: _RunAround) -> None:
        kind = "footnote" if node.tag == w("footnoteReference") else "endnote"
        label = self.note_label(kind, node.get(w("id"), ""))
        if label:
            self.found.append(Mark(self.length, self.length, "note", label))

    def _comment(self, node: Any, _: _RunAround) -> None:
        text = self.comments.get(node.get(w("id"), ""))
        if text:
            self.findings.comment()
            self.found.append(Mark(self.length, self.length, "comment", text))

    def _drawing(self, node: Any, around: _RunAround) -> None:
        drawing: Drawing = read_drawing(node, self.package, self.part, self.findings)
        self.result.pictures += drawing.pictures
        self.result.boxes += drawing.boxes
        if drawing.words:
            self._styled(drawing.words, around)

    def _box(self, node: Any, _: _RunAround) -> None:
        self.result.boxes.append(node)

    def _alternatives_in_run(self, node: Any, around: _RunAround) -> None:
        branch = chosen_branch(node)
        for child in branch if branch is not None else ():
            reader = _IN_RUN.get(child.tag)
            if reader is not None:
                reader(self, child, around)

    # --- fields

    def _instruction(self, node: Any, _: _RunAround) -> None:
        if self.fields and not self.fields[-1].in_result:
            self.fields[-1].instruction += node.text or ""

    def _field_mark(self, node: Any, around: _RunAround) -> None:
        closed = self._field_character(node)
        if closed and not closed.has_text and not self._in_instruction():
            self._put_field(closed, around)

    def _field_character(self, node: Any) -> Field | None:
        """Open, divide or close a complex field; return the one that is closed."""
        kind = node.get(w("fldCharType"))
        if kind == "begin":
            self.fields.append(Field(form=node.find(w("ffData"))))
            self.links.append("")
        elif kind == "separate" and self.fields:
            self.fields[-1].in_result = True
            self.links[-1] = link_address(self.fields[-1].instruction)
            self.result.contents = self.result.contents or is_contents(self.fields[-1].instruction)
        elif kind == "end" and self.fields:
            self.links.pop()
            return self.fields.pop()
        return None

    def _put_field(self, closed: Field, around: _RunAround) -> None:
        """Put in what a field without a result prints."""
        shown = without_result(closed)
        if not shown.readable:
            self.findings.warn("S094", text=" ".join(closed.instruction.split()))
        elif shown.kind:
            self._marked(shown.text, shown.kind, shown.value)
        elif shown.text:
            self._styled(shown.text, around)

    def _in_instruction(self) -> bool:
        return any(not open_field.in_result for open_field in self.fields)

    # --- text

    def _put(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)

    def _marked(self, text: str, kind: MarkKind, value: str) -> None:
        for open_field in self.fields:
            open_field.has_text = True
        start = self.length
        self._put(text or " ")
        self.found.append(Mark(start, self.length, kind, value))

    def _styled(self, text: str, around: _RunAround) -> None:
        """Put in text that looks as its run does; in the instruction of a field there is no text."""
        if not text or self._in_instruction():
            return
        for open_field in self.fields:
            open_field.has_text = True
        start, looks = self.length, around.looks
        self._put(text)
        end = self.length
        link = around.outside.link or next((link for link in reversed(self.links) if link), "")
        if link:
            self.found.append(Mark(start, end, "link", link))
        if looks.strong:
            self.found.append(Mark(start, end, "strong"))
        if looks.em:
            self.found.append(Mark(start, end, "em"))
        if looks.dots:
            self.found.append(Mark(start, end, "dots"))
        if looks.script:
            self.found.append(Mark(start, end, looks.script))


class _RunAround(Struct, frozen=True):
    """How a run looks, and what it stands in."""

    looks: Looks
    outside: _Around


def _is_entry(text: str, paragraph: Any) -> bool:
    """Return whether a paragraph in a table of contents is an entry of it: where the end of the field is lost, the
    whole text would seem to be one."""
    if "\t" in text or re.search(r"\d\s*$", text) or not text.strip():
        return True
    return any(node.get(w("anchor"), "").startswith("_Toc") for node in paragraph.iter(w("hyperlink")))


def _merged(marks: list[Mark]) -> list[Mark]:
    """Return marks of runs with those that adjoin as one: Word divides what looks alike into many runs."""
    out: list[Mark] = []
    last: dict[tuple[str, str], int] = {}
    for mark in marks:
        if mark.start == mark.end or mark.kind in ("ruby", "math"):
            out.append(mark)
            continue
        key = (mark.kind, mark.value)
        index = last.get(key)
        if index is not None and out[index].end == mark.start:
            out[index] = replace(out[index], end=mark.end)
        else:
            last[key] = len(out)
            out.append(mark)
    return [mark for mark in out if mark.end > mark.start or mark.kind in ("note", "comment")]


def _displayed(text: str, marks: list[Mark]) -> bool:
    """Return whether nothing but equations on lines of their own stands in a paragraph."""
    if not any(mark.kind == "literal" and mark.value == "display" for mark in marks):
        return False
    covered = sum(mark.end - mark.start for mark in marks if mark.kind == "math")
    return covered >= len(text.replace("\n", ""))


def chosen_branch(node: Any) -> Any:
    """Return the branch of an `mc:AlternateContent` that is read: the first that holds anything that is read, else the
    one for older programs."""
    branches = [child for child in node if child.tag in (f"{{{MC}}}Choice", f"{{{MC}}}Fallback")]
    for branch in branches:
        if next(branch.iter(*_READABLE), None) is not None:
            return branch
    return branches[0] if branches else None


_READABLE = (
    w("t"),
    w("txbxContent"),
    w("sym"),
    f"{{{M}}}oMath",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
    "{urn:schemas-microsoft-com:vml}imagedata",
    w("p"),
    w("r"),
)
_PRINTED = {w(tag) for tag in ("t", "sym", "tab", "br", "cr", "noBreakHyphen", "drawing", "pict", "object", "ruby")}
_READERS: dict[str, Callable[[TextReader, Any, _Around], None]] = {
    w("r"): TextReader._run,
    w("hyperlink"): TextReader._hyperlink,
    w("ins"): TextReader._inserted,
    w("moveTo"): TextReader._inserted,
    w("del"): TextReader._deleted,
    w("moveFrom"): TextReader._deleted,
    w("sdt"): TextReader._control,
    w("smartTag"): TextReader._children,
    w("customXml"): TextReader._children,
    w("dir"): TextReader._children,
    w("bdo"): TextReader._children,
    w("fldSimple"): TextReader._simple_field,
    f"{{{M}}}oMath": TextReader._equation,
    f"{{{M}}}oMathPara": TextReader._equation_paragraph,
    f"{{{MC}}}AlternateContent": TextReader._alternatives,
}
_IN_RUN: dict[str, Callable[[TextReader, Any, _RunAround], None]] = {
    w("t"): TextReader._text,
    w("tab"): TextReader._tab,
    w("ptab"): TextReader._tab,
    w("br"): TextReader._break,
    w("cr"): TextReader._break,
    w("noBreakHyphen"): TextReader._hyphen,
    w("sym"): TextReader._symbol,
    w("ruby"): TextReader._ruby,
    w("footnoteReference"): TextReader._note,
    w("endnoteReference"): TextReader._note,
    w("commentReference"): TextReader._comment,
    w("drawing"): TextReader._drawing,
    w("pict"): TextReader._drawing,
    w("object"): TextReader._drawing,
    w("txbxContent"): TextReader._box,
    w("instrText"): TextReader._instruction,
    w("fldChar"): TextReader._field_mark,
    f"{{{MC}}}AlternateContent": TextReader._alternatives_in_run,
}
