"""The Word file of a resolved document: blocks → paragraphs, tables, pictures and fields.

Here each kind of block finds its maker. What pages look like is in `sections`, what stands before the text in
`front_matter`, figures and tables with their captions in `figures`; the parts of the package are in `package`.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, assert_never

import docx
from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.errors import NOWHERE
from jzdocs.frames import Pages
from jzdocs.layout.blocks import runs_on
from jzdocs.layout.pages import is_short
from jzdocs.layout.run_in import heading_run_in
from jzdocs.layout.setter import Setter
from jzdocs.model import nodes
from jzdocs.model.walk import blocks, heading_of, plain
from jzdocs.options import Embedding
from jzdocs.resolve.lists import formula_number
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import StylePicture, Stylesheet
from jzdocs.units import EMU_PER_TWIP, to_pt, to_twips
from jzdocs.word import front_matter, ooxml, package, spacing
from jzdocs.word.anchors import Anchors, put_source
from jzdocs.word.bookmarks import Bookmarks
from jzdocs.word.charts import ChartPicture
from jzdocs.word.comments import Comment, put_comments
from jzdocs.word.context import Context
from jzdocs.word.embedded import put_fonts, text_of, with_family_names
from jzdocs.word.figures import Charts, Figures
from jzdocs.word.font_table import font_table
from jzdocs.word.inline import Runs
from jzdocs.word.key_figures import key_figures
from jzdocs.word.notes import Notes
from jzdocs.word.numbering import DEEPEST_LIST, Numbering
from jzdocs.word.official import attachment, official
from jzdocs.word.ooxml import Element, HeaderReference
from jzdocs.word.reference_document import open_reference_document, with_reference_styles
from jzdocs.word.running_heads import RunningHeads
from jzdocs.word.sections import Sections
from jzdocs.word.settings import settings
from jzdocs.word.spacing import spaces_of
from jzdocs.word.styles import first_line, styles

Finish = Callable[[Mapping[str, ChartPicture]], bytes]


class WordInputs(Struct, frozen=True):
    """What a Word file takes in beside the document: the texts of the Markdown `files`, to which edits can be brought
    back, and the `names` by which it records them; `comments`, which stand beside the paragraphs that they are about;
    a reference document that gives styles, theme, headers and footers; which `fonts` are embedded; of a source that is
    no Markdown the name and text of the Markdown that it was read as, and its own name (`imported`); the id of the
    `project`."""

    files: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    comments: Sequence[Comment] = ()
    reference_document: Path | None = None
    fonts: Embedding = ""
    imported: tuple[str, str, str] = ("", "", "")
    project: str = ""


class Design(Struct, frozen=True):
    """What a document looks like: its stylesheet, its faces, and our own pages, which give page numbers for cached
    fields and the order of blocks."""

    sheet: Stylesheet
    faces: Faces
    pages: Pages


def write_docx(
    document: nodes.Document,
    design: Design,
    charts: Charts,
    records: Sequence[Mapping[str, Any]] = (),
    inputs: WordInputs | None = None,
) -> Finish:
    """Return a function that finishes the Word file: called with the charts' pictures (by figure id) it returns the
    file's bytes. All else is done here, while charts may still be drawn.

    `records` are those of the named numbers, which the file keeps with the bookmarks that they stand in.
    """
    return _Writer(document, design, charts, inputs or WordInputs()).write(records)


class _Writer:
    """Writes one document."""

    def __init__(self, document: nodes.Document, design: Design, charts: Charts, inputs: WordInputs) -> None:
        sheet = with_family_names(design.sheet, design.faces) if inputs.fonts else design.sheet
        self._document, self._sheet, self._inputs = document, sheet, inputs
        given: list[HeaderReference] = []
        if inputs.reference_document:
            self._word, given = open_reference_document(inputs.reference_document)
        else:
            self._word = docx.Document()
        package.clear(self._word)
        self._even_pages = any(header.pages == "even" for header in given)
        bookmarks = Bookmarks(document)
        pages = design.pages
        runs = Runs(self._word.part, bookmarks.names, round(to_pt(sheet.body.size) * 2), pages.numbers)
        anchors = Anchors(inputs.files, inputs.names, inputs.project)
        self._context = Context(document, Setter(sheet, design.faces), pages, bookmarks, runs, anchors)
        self._styles = styles(sheet)
        spaces = spaces_of(self._styles)
        heads = RunningHeads(document, self._context.setter)
        self._sections = Sections(self._word, sheet, heads, len(pages.pages), given, spaces)
        self._figures = Figures(self._context, self._word, charts)
        self._numbering = Numbering(sheet)
        self._owner = NOWHERE  # the place of the block that is being written

    def write(self, records: Sequence[Mapping[str, Any]]) -> Finish:
        """Write all parts of the package but the charts' pictures."""
        turned = self._context.pages.turned
        for index in self._in_order():
            if (index in turned) != self._sections.landscape:
                self._sections.turn(landscape=index in turned)
            self._block(self._document.blocks[index])
            if pitch := self._context.pages.pitches.get(index):
                self._sections.respace_last(pitch // EMU_PER_TWIP)
        self._sections.finish()
        self._put_parts(records)

        def finish(pictures: Mapping[str, ChartPicture]) -> bytes:
            self._figures.fill(pictures)
            return package.to_bytes(self._word)

        return finish

    def _put_parts(self, records: Sequence[Mapping[str, Any]]) -> None:
        word, sheet, context, inputs = self._word, self._sheet, self._context, self._inputs
        ours = self._styles
        package.put_styles(word, with_reference_styles(word, ours) if inputs.reference_document else ours)
        package.put_settings(word, settings(sheet, even=self._even_pages, fonts=inputs.fonts))
        notes_part = package.notes_part(word)
        of_notes = replace(context, runs=context.runs.of_part(notes_part))
        notes = Notes(of_notes, Figures(of_notes, word, Charts()), self._numbering).make(self._document.notes)
        package.put_numbering(word, self._numbering.element())
        package.set_properties(word, self._document.meta)
        package.fill_notes(notes_part, notes)
        marks = context.bookmarks.marks(context.runs.links, context.runs.formulas)
        note_marks = replace(marks, links={rel: address for address, rel in of_notes.runs.links.items()})
        pictures = _checksums(self._document)
        context.anchors.put(word, (marks, note_marks), self._figures.chart_records, self._document.at, pictures)
        if inputs.imported[1] and not context.anchors.anchored:
            put_source(word, inputs.imported, pictures, inputs.project)
        of_fact = context.bookmarks.of_fact
        package.put_trace(word, [{**record, "bookmarks": of_fact(str(record["id"]))} for record in records])
        characters = sum(len(text) for t in word.element.body.iter(ooxml.w_name("t")) if (text := t.text))
        package.put_statistics(word, len(context.pages.pages), characters)
        if not inputs.fonts:
            package.put_font_table(word, font_table(sheet))
        else:
            put_fonts(word, sheet, context.setter.faces, inputs.fonts, text_of(word))
        put_comments(word, context.anchors.anchored, inputs.comments)

    def _in_order(self) -> list[int]:
        """Return the indices of the blocks in the order of our pages: a figure that floats there follows the same
        paragraph here, so that Word, which does not let it float, has no half-empty page before it."""
        blocks, order = self._document.blocks, self._context.pages.order
        placed = set(order)
        rest = [i for i in range(len(blocks)) if i not in placed]  # blocks without boxes (an empty list of figures)
        return [*order, *rest]

    # --- blocks

    def _add(self, *elements: Element) -> None:
        """Append elements that the block which is being written makes."""
        self._context.anchors.own(elements, self._owner)
        self._sections.add(*elements)

    def _block(self, block: nodes.Block, depth: int = 0) -> None:
        """Write a block; `depth` is that of the lists around it."""
        outer, self._owner = self._owner, block.at
        self._write_block(block, depth)
        self._owner = outer

    def _write_block(self, block: nodes.Block, depth: int) -> None:  # noqa: C901, PLR0912 (an arm a kind)
        add = self._add
        match block:
            case nodes.Heading():
                self._heading(block)
            case nodes.Paragraph():
                add(self._context.paragraph("BodyText", block))
            case nodes.List():
                self._list(block, depth)
            case nodes.Quote():
                self._quote(block)
            case nodes.CodeBlock():
                add(*(ooxml.paragraph("SourceCode", [ooxml.run(line)]) for line in block.text.split("\n")))
            case nodes.Table():
                self._table(block)
            case nodes.Figure():
                add(*self._figures.figure(block, self._sections.measure))
            case nodes.FigureRow():
                add(*self._figures.row(block, self._sections.measure))
            case nodes.KeyFigures():
                opens = block.collect and self._opens_page(block)
                add(*key_figures(self._context, block, self._sections.measure, page_break=opens))
            case nodes.Cover():
                add(*front_matter.cover(self._context))
                self._sections.end_cover()
            case nodes.TitleBlock():
                add(*front_matter.title_block(self._context, block))
            case nodes.Contents():
                add(*front_matter.contents(self._context, block, page_break=not self._sections.empty))
            case nodes.FigureList():
                add(*front_matter.figure_list(self._context, block))
            case nodes.Sources():
                self._sources(block)
            case nodes.OfficialPart():
                self._official(block)
            case nodes.Attachment():
                (lines,) = self._context.title_lines([block.title], self._sections.measure)
                add(*attachment(block, lines, self._sheet, self._context.anchors))
            case nodes.Columns():
                self._columns(block, depth)
            case nodes.DisplayFormula():
                add(self._formula(block))
            case nodes.PageBreak():
                add(spacing.page_break())
            case nodes.ThematicBreak():
                add(self._short_rule())
            case _:
                assert_never(block)

    def _heading(self, block: nodes.Heading, owner: nodes.Block | None = None) -> None:
        """Write a heading, which is the block `owner` of the document or begins it."""
        style = self._sheet.heading(block.level)
        # as on our pages, where a short part is followed by the next
        opens = style.page_break and (not runs_on(self._sheet) or self._opens_page(owner or block))
        if opens:
            self._sections.new_page()
        if block.level == 1:
            self._sections.begin_part(block.number, plain(block.inlines))
        children = self._context.bookmarks.enclose(block.id, self._context.heading_runs(block))
        numbers = self._numbering.of_heading(block) if style.numbering else None
        own_list = [] if numbers is None else [ooxml.list_properties(numbers, block.level - 1 if numbers else 0)]
        # LibreOffice takes the indent of a list that a paragraph names itself, though its level has none
        extra = [*own_list, *([first_line(style.text)] if own_list and style.text.indent else [])]
        if style.page_break and not opens and not style.text.before:
            extra = ooxml.with_spacing(extra, ooxml.w("spacing", before=to_twips(style.text.leading)))
        if heading_run_in(block, self._sheet):  # text that begins with a heading
            extra = [ooxml.w("keepNext", val="0"), *extra, ooxml.w("jc", val="both")]
        heading = ooxml.paragraph(f"Heading{block.level}", children, extra=extra)
        self._add(self._context.anchors.of(block.inlines, heading))

    def _opens_page(self, block: nodes.Block) -> bool:
        """Return whether a block of the document begins a page of ours; one within another block has no place there."""
        places = [index for index, other in enumerate(self._document.blocks) if other is block]
        return not places or places[0] in self._context.pages.opening

    def _list(self, block: nodes.List, depth: int) -> None:
        number = self._numbering.add(ordered=block.ordered, start=block.start)
        level = min(depth, DEEPEST_LIST)
        indent = to_twips(2 * self._sheet.body.size) * (depth + 1)
        for item in block.items:
            properties = ooxml.list_properties(number, level)
            for child in item.blocks:
                if isinstance(child, nodes.Paragraph):
                    self._add(self._context.paragraph("ListParagraph", child, [properties]))
                    properties = ooxml.w("ind", left=indent, firstLine=0)  # further paragraphs have no mark
                else:
                    self._block(child, depth + 1)

    def _quote(self, block: nodes.Quote) -> None:
        for child in block.blocks:
            if isinstance(child, nodes.Paragraph):
                self._add(self._context.paragraph("Quote", child))
            else:
                self._block(child)

    def _table(self, block: nodes.Table) -> None:
        self._add(*self._figures.table(block, self._sections.measure, turned=self._sections.landscape))

    def _sources(self, block: nodes.Sources) -> None:
        if block.table is not None and (heading := heading_of(block)):
            self._heading(heading, block)
            self._table(block.table)

    def _official(self, block: nodes.OfficialPart) -> None:
        """Write an element of an official document. The record of copies (版记) stands in a section of its own where
        it has a page of its own: an even one, the back of a sheet (GB/T 9704-2012, 7.4)."""
        document, context = self._document, self._context
        at_front = (document.meta, document.at)
        elements = official(block, at_front, context.setter, context.anchors, self._put_picture)
        if not elements:
            return
        if block.part == "head" and block.form == "letter":
            self._sections.begin_letter()
        if block.part in ("attachments", "signature"):
            place = document.blocks.index(block)
            short = place > 0 and is_short(document.blocks[place - 1])
            self._sections.keep_last(whole=short)  # no page with a signature and no text (7.3.5.5)
        if block.part == "colophon" and document.blocks.index(block) in self._context.pages.opening:
            self._sections.new_page("evenPage" if block.form != "letter" else "nextPage")
        self._add(*elements)

    def _put_picture(self, picture: StylePicture) -> tuple[str, int]:
        relationship = self._word.part.get_or_add_image(io.BytesIO(picture.data))[0]
        return str(relationship), self._context.bookmarks.ids.drawings(1)

    def _formula(self, block: nodes.DisplayFormula) -> Element:
        """Return a formula on a line of its own; one with a number stands between tabs, since Word centres no line
        that holds anything else."""
        from jzdocs.word.formula import displayed_formula, inline_formula  # only documents with formulas pay for it

        number, runs = formula_number(block), self._context.runs
        element = inline_formula(block.latex) if number else displayed_formula(block.latex)
        runs.formulas[ooxml.text_of_formula(element)] = block.latex
        loose = ooxml.w("keepNext", val="0")  # a formula need not stay with what follows, as a picture does
        if not number:
            return self._context.anchors.paragraph(
                ooxml.paragraph("FigureHolder", [element], extra=[loose]), block.at, kind="formula"
            )
        measure = to_twips(self._sections.measure)
        stops = ooxml.tab_stops(("center", measure // 2, None), ("right", measure, None))
        tab = ooxml.run("\t")
        marked = self._context.bookmarks.enclose(block.id, [ooxml.run(number)])
        extra = [loose, stops, ooxml.w("jc", val="left")]
        line = ooxml.paragraph("FigureHolder", [tab, element, ooxml.run("\t"), *marked], extra=extra)
        return self._context.anchors.paragraph(line, block.at, kind="formula")

    def _columns(self, block: nodes.Columns, depth: int) -> None:
        self._sections.begin_columns(block.count)
        for child in block.blocks:
            self._block(child, depth)
        self._sections.end_columns()

    def _short_rule(self) -> Element:
        """Return a rule over the middle third of the measure."""
        line = ooxml.w("bottom", val="single", sz="4", space="1", color=self._sheet.style("note").color)
        third = to_twips(self._sheet.page.measure // 3)
        extra = (ooxml.w("pBdr", line), ooxml.w("ind", left=third, right=third))
        return ooxml.paragraph("Normal", [], extra=extra)


__all__ = ["Charts", "Design", "WordInputs", "write_docx"]


def _checksums(document: nodes.Document) -> dict[str, str]:
    """Return the checksums of a document's pictures by the names that its source gives them."""
    figures = (block.content for block in blocks(document.blocks) if isinstance(block, nodes.Figure))
    pictures = [content for content in figures if isinstance(content, nodes.Picture)]
    return {picture.path: hashlib.sha256(picture.raster or picture.data).hexdigest() for picture in pictures}
