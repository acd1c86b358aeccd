"""The body of the Word file: blocks → paragraphs, tables, pictures and fields, in sections that carry their own
running heads."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, assert_never

import docx
from msgspec import Struct, field

from jzdocs.cache.store import Store
from jzdocs.charts.native import Native
from jzdocs.frames import Pages
from jzdocs.layout.blocks import GUTTER, half_width, picture_size
from jzdocs.layout.boxes import Setter
from jzdocs.layout.front import ZONES
from jzdocs.model import nodes
from jzdocs.model.walk import blocks as all_blocks
from jzdocs.model.walk import inlines, plain, runs_of
from jzdocs.options import Embedding
from jzdocs.provenance.uses import uses
from jzdocs.resolve.imprint import imprint, short_title, title_lines
from jzdocs.resolve.lists import SOURCES_ID, caption_label, caption_text, heading_text
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import HEAD_ABOVE, Stylesheet
from jzdocs.units import EMU_PER_TWIP, Size, to_pt, to_twips
from jzdocs.word import ooxml, package
from jzdocs.word.anchors import Anchors
from jzdocs.word.charts import NativeCharts, Pictured, Pictures
from jzdocs.word.comments import Said, put_comments
from jzdocs.word.embedded import put_fonts, renamed, words_of
from jzdocs.word.inline import Runs
from jzdocs.word.markdown import Marks
from jzdocs.word.official import attachment, letter_footer, official
from jzdocs.word.ooxml import Element
from jzdocs.word.reference_document import open_reference_document, with_reference_styles
from jzdocs.word.styles import Numbering, settings, styles
from jzdocs.word.tables import data_table, key_figures

Finish = Callable[[Mapping[str, Pictured]], bytes]


class Origin(Struct, frozen=True):
    """What a Word file is made from: the texts of the Markdown `files`, to which edits can be brought back, and the
    `names` by which it records them; `comments`, which are said beside the paragraphs that they are about; a
    `reference_document` that gives styles, theme, headers and footers; which `fonts` are embedded."""

    files: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    comments: Sequence[Said] = ()
    reference_document: Path | None = None
    fonts: Embedding = ""


def write_docx(
    document: nodes.Document,
    sheet: Stylesheet,
    faces: Faces,
    pages: Pages,
    charts: Charts,
    traced: Sequence[Mapping[str, Any]] = (),
    origin: Origin | None = None,
) -> Finish:
    """The Word file of a resolved document, made up to the charts' pictures; called with these (by figure id) the
    result gives its bytes.

    `pages` gives page numbers for cached fields; `traced` are the records of the named figures, which the file keeps
    with the bookmarks that they stand in.
    """
    return _Writer(document, sheet, faces, pages, charts, origin or Origin()).write(traced)


class Charts(Struct, frozen=True):
    """The charts of a document by figure id: their sizes, and those that Word draws itself; `store` holds workbooks
    that were made before."""

    sizes: Mapping[str, Size] = field(default_factory=dict)
    native: Mapping[str, tuple[Native, ...]] = field(default_factory=dict)
    store: Store = field(default_factory=lambda: Store(None))


class _Writer:
    def __init__(
        self, document: nodes.Document, sheet: Stylesheet, faces: Faces, pages: Pages, charts: Charts, origin: Origin
    ) -> None:
        sheet = renamed(sheet, faces) if origin.fonts else sheet
        self.document, self.sheet, self.pages, self.charts = document, sheet, pages, charts
        self.setter = Setter(sheet, faces)
        reference = origin.reference_document
        self.word, self.given = open_reference_document(reference) if reference else (docx.Document(), [])
        package.emptied(self.word)
        self.origin = origin
        self.body = self.word.element.body
        self.bookmarks = _bookmark_names(document)
        self.printed = uses(document)
        self.runs = Runs(self.word, self.bookmarks, round(to_pt(sheet.body.size) * 2), pages.numbers)
        self.numbering = Numbering(sheet)
        self.furniture = package.Furniture(self.word)
        self.count = 0
        self.running = ""
        self.covered = False
        self.fresh = True
        self.landscape = False
        self.begins, self.letter, self.restart, self.part, self.columns = "nextPage", False, False, 0, 1
        self.pictures = Pictures(self.word)
        self.native = NativeCharts(self.word, sheet, charts.store)
        self.anchors = Anchors(origin.files, origin.names)

    def write(self, traced: Sequence[Mapping[str, Any]]) -> Finish:
        for block in self._in_order():
            self._block(block)
        self._last_section()
        ours = styles(self.sheet)
        reference = self.origin.reference_document
        package.put_styles(self.word, with_reference_styles(self.word, ours) if reference else ours)
        package.put_settings(
            self.word,
            settings(self.sheet, even=any(pages == "even" for _, pages, _ in self.given), fonts=self.origin.fonts),
        )
        package.put_numbering(self.word, self.numbering.element())
        notes = [self._note(k, label, v) for k, (label, v) in enumerate(self.document.notes.items(), 1)]
        package.set_properties(self.word, self.document.meta)
        package.put_notes(self.word, notes)
        self.anchors.put(self.word, self._marks(), self.native.records, self.document.at)
        package.put_trace(
            self.word, [{**record, "bookmarks": self._bookmarks_of(str(record["id"]))} for record in traced]
        )

        if self.origin.fonts:
            put_fonts(self.word, self.sheet, self.setter.faces, self.origin.fonts, words_of(self.word))
        put_comments(self.word, self.anchors.found, self.origin.comments)

        def finish(pictures: Mapping[str, Pictured]) -> bytes:
            self.pictures.fill(pictures)
            return package.to_bytes(self.word)

        return finish

    def _marks(self) -> Marks:
        """What bookmarks and notes stand for."""
        facts: dict[str, tuple[str, bool]] = {}
        runs = [run for block in all_blocks(self.document.blocks) for run in runs_of(block)]
        runs += [p.inlines for paragraphs in self.document.notes.values() for p in paragraphs]
        own = {i.anchor for run in runs for i in inlines(run) if isinstance(i, nodes.FactText) and not i.use}
        for name in self.document.facts:
            for place in self.printed.get(name, ()):
                bookmark = self.bookmarks.get(place, "_Ref")
                if not bookmark.startswith("_Ref"):
                    facts[bookmark] = (name, place not in own)
        targets = {}
        for block in all_blocks(self.document.blocks):
            if isinstance(block, nodes.Heading | nodes.Figure | nodes.Table) and block.id in self.bookmarks:
                kind = (
                    "sec" if isinstance(block, nodes.Heading) else "fig" if isinstance(block, nodes.Figure) else "tbl"
                )
                targets[self.bookmarks[block.id]] = f"@{block.id}" if ":" in block.id else f"@{kind}:{block.id}"
        notes = {str(number): label for number, label in enumerate(self.document.notes, 1)}
        return Marks(facts, targets, notes, {rel: href for href, rel in self.runs.links.items()})

    def _bookmarks_of(self, name: str) -> list[str]:
        """The bookmarks in which a named figure is printed."""
        return [
            self.bookmarks[anchor]
            for anchor in self.printed.get(name, ())
            if anchor in self.bookmarks and not anchor.startswith("fig:")
        ]

    def _in_order(self) -> list[nodes.Block]:
        """The blocks in the order of our pages: a figure that floats there follows the same paragraph here, so that
        Word, which does not let it float, has no half-empty page before it."""
        blocks = self.document.blocks
        seen = set(self.pages.order)
        rest = [i for i in range(len(blocks)) if i not in seen]  # blocks without boxes (an empty list of figures)
        return [blocks[i] for i in (*self.pages.order, *rest)]

    # --- sections

    def _section(self) -> Element:
        page = self.sheet.page.turned(self.sheet.body.leading) if self.landscape else self.sheet.page
        foot = self.sheet.style("footer")
        margins = {
            "top": to_twips(page.top),
            "right": to_twips(page.outer),
            "bottom": to_twips(page.bottom),
            "left": to_twips(page.inner),
            "header": max(0, to_twips(page.top - HEAD_ABOVE)),
            "footer": max(0, to_twips(page.bottom - page.number.below - foot.leading)),
            "gutter": 0,
        }
        size = (to_twips(page.size.width), to_twips(page.size.height))
        more = ooxml.Section(
            self._section_furniture(),
            self.begins,
            self.letter,
            self._section_numbers(),
            self.columns,
            to_twips(GUTTER),
            self.sheet.body.leading // EMU_PER_TWIP,
            bool(page.characters),  # rounded up, a page would hold a line less
        )
        self.restart, self.letter, self.begins = False, False, "nextPage"
        return ooxml.section(size, margins, more)

    def _section_furniture(self) -> list[tuple[str, str, str]]:
        """Headers and footers of the section that is open. A cover has neither, and a letter's first page has none
        of its own kind."""
        page, outside = self.sheet.page, self.sheet.page.number.place == "outside"
        if self.covered:  # an empty part keeps Word from repeating the section before
            empty = [ooxml.paragraph("SectionEnd", [])]
            return [(kind, "default", self.furniture.add(kind, empty)) for kind in ("header", "footer")]
        if self.given:
            return list(self.given)
        out = [("header", "default", self.furniture.add("header", self._header()))] if page.header else []
        if page.footer:
            out.append(("footer", "default", self.furniture.add("footer", self._footer("right" if outside else ""))))
        if page.footer and outside:
            out.append(("footer", "even", self.furniture.add("footer", self._footer("left"))))
        if self.letter:
            out.append(("footer", "first", self.furniture.add("footer", letter_footer(self.sheet))))
        return out

    def _section_numbers(self) -> tuple[str, int | None] | None:
        """How the section's pages count: Roman before the body, from 1 again where the stylesheet asks for it."""
        if self.sheet.page.number.count == "whole" or self.covered:
            return None
        front = not self.running
        return ("lowerRoman" if front else "decimal", 1 if self.restart or front else None)

    def _last_section(self) -> None:
        """The last section's properties stand in the body itself; where nothing came after a section's end, it is
        the last."""
        if self.fresh and len(self.body):
            end = self.body[-1]
            self.body.remove(end)
            self.body.append(ooxml.section_of(end))
        else:
            self.body.append(self._section())

    def _header(self) -> list[Element]:
        text = short_title(self.document.meta) + (f"\t{self.running}" if self.running else "")
        stops = (
            [
                ooxml.tab_stops(
                    ("clear", to_twips(self.sheet.page.measure), None), ("right", to_twips(self._measure()), None)
                )
            ]
            if self.landscape
            else []
        )
        return [ooxml.paragraph("Header", [ooxml.run(text)], extra=stops)]

    def _footer(self, side: str = "") -> list[Element]:
        number = self.sheet.page.number
        children: list[Element] = []
        for part in re.split(r"(\{pages?\})", number.pattern):
            if part == "{page}":
                children += [ooxml.run(f"{self.part}-")] if number.count == "part" and self.running else []
                children += ooxml.field("PAGE", [ooxml.run("1")])
            elif part == "{pages}":
                total = str(len(self.pages.pages))
                children += ooxml.field("NUMPAGES" if number.count == "whole" else "SECTIONPAGES", [ooxml.run(total)])
            elif part:
                children.append(ooxml.run(part))
        em = to_twips(self.sheet.style("footer").size)
        extra = [ooxml.w("ind", **{side: em}, firstLine=0), ooxml.w("jc", val=side)] if side else []
        return [ooxml.paragraph("Footer", children, extra=extra)]

    def _new_section(self) -> None:
        """End the section that is open; what follows begins a page."""
        if not self.fresh:
            self.body.append(ooxml.section_end(self._section()))
        self.covered = False
        self.fresh, self.begins = True, "nextPage"

    def _add(self, *elements: Element) -> None:
        self.body.extend(elements)
        self.fresh = False

    # --- blocks

    def _block(self, block: nodes.Block, depth: int = 0) -> None:
        match block:
            case nodes.Heading():
                self._heading(block)
            case nodes.Paragraph():
                self._add(
                    self.anchors.of(block.lead or block.inlines, ooxml.paragraph("BodyText", self._paragraph(block)))
                )
            case nodes.List():
                self._list(block, depth)
            case nodes.Quote():
                self._quote(block)
            case nodes.CodeBlock():
                self._add(*(ooxml.paragraph("SourceCode", [ooxml.run(line)]) for line in block.text.split("\n")))
            case nodes.Table():
                self._table(block)
            case nodes.Figure():
                self._add(*self._figure(block, self.sheet.page.measure))
            case nodes.FigureRow():
                self._figure_row(block)
            case nodes.KeyFigures():
                self._key_figures(block)
            case nodes.Cover():
                self._cover()
            case nodes.TitleBlock():
                self._title_block(block)
            case nodes.Contents():
                self._contents(block)
            case nodes.FigureList():
                self._figure_list(block)
            case nodes.Sources():
                self._sources(block)
            case nodes.OfficialPart():
                self._official(block)
            case nodes.Attachment():
                self._add(*attachment(block, self.sheet))
            case nodes.Columns():
                self._columns(block, depth)
            case nodes.PageBreak():
                self._add(ooxml.paragraph("Spacer", [ooxml.w("r", ooxml.w("br", type="page"))]))
            case nodes.ThematicBreak():
                rule = ooxml.w(
                    "pBdr", ooxml.w("bottom", val="single", sz="4", space="1", color=self.sheet.style("note").color)
                )
                side = ooxml.w(
                    "ind", left=to_twips(self.sheet.page.measure // 3), right=to_twips(self.sheet.page.measure // 3)
                )
                self._add(ooxml.paragraph("Normal", [], extra=(rule, side)))
            case _:
                assert_never(block)

    def _paragraph(self, block: nodes.Paragraph) -> list[Element]:
        lead = self.runs.make(block.lead, style="Strong") if block.lead else []
        return [*lead, *self.runs.make(block.inlines)]

    def _heading(self, block: nodes.Heading) -> None:
        style = self.sheet.heading(block.level)
        if style.page_break:
            self._new_section()
        if block.level == 1:
            self._part(heading_text(block))
        content = self._marked(block.id, self.runs.make(block.inlines))
        bare = (
            [ooxml.list_properties(0, 0)] if style.numbering and not block.number else []
        )  # its author numbered it, or wants none
        self._add(self.anchors.of(block.inlines, ooxml.paragraph(f"Heading{block.level}", content, extra=bare)))

    def _part(self, name: str) -> None:
        """A part begins; where parts, or the body, count their own pages, the section that it opens starts from 1."""
        count = self.sheet.page.number.count
        self.restart = self.restart or count == "part" or (count == "body" and not self.running)
        self.running, self.part = name, self.part + 1

    def _marked(self, id_: str, children: Sequence[Element]) -> list[Element]:
        name = self.bookmarks.get(id_)
        if name is None:
            return list(children)
        self.count += 1
        return ooxml.bookmark(name, self.count, children)

    def _list(self, block: nodes.List, depth: int) -> None:
        number = self.numbering.add(ordered=block.ordered, start=block.start)
        for item in block.items:
            first = True
            for child in item.blocks:
                if isinstance(child, nodes.Paragraph):
                    properties = (
                        [ooxml.list_properties(number, min(depth, 8))]
                        if first
                        else [ooxml.w("ind", left=to_twips(2 * self.sheet.body.size) * (depth + 1), firstLine=0)]
                    )
                    item_text = ooxml.paragraph("ListParagraph", self._paragraph(child), extra=properties)
                    self._add(self.anchors.of(child.lead or child.inlines, item_text))
                    first = False
                else:
                    self._block(child, depth + 1)

    def _quote(self, block: nodes.Quote) -> None:
        for child in block.blocks:
            if isinstance(child, nodes.Paragraph):
                self._add(
                    self.anchors.of(child.lead or child.inlines, ooxml.paragraph("Quote", self._paragraph(child)))
                )
            else:
                self._block(child)

    # --- figures and tables

    def _caption(self, block: nodes.Figure | nodes.Table, *, keep: bool) -> Element:
        label = caption_label(block)
        kind = label[0]
        number = ooxml.field(f"SEQ {kind} \\* ARABIC", [ooxml.run(label[1:])])
        rest = caption_text(block)[len(label) :]
        children = [*self._marked(block.id, [ooxml.run(kind), *number]), ooxml.run(rest)]
        # the style's air below is for what ends a figure
        above = (
            [ooxml.w("spacing", before=160, after=60)]
            if isinstance(block, nodes.Table)
            else [ooxml.w("spacing", after=40)]
            if keep
            else []
        )
        made = ooxml.paragraph("Caption", children, extra=[ooxml.w("keepNext", val=None if keep else "0"), *above])
        behind = f"（{block.unit}）" if block.unit else ""
        return self.anchors.of(block.title, made, kind="caption", before=f"{label}\u3000", behind=behind)

    def _notes_under(self, notes: Sequence[tuple[nodes.Inline, ...]]) -> list[Element]:
        return [
            self.anchors.of(
                note[1:] or note,
                ooxml.paragraph("Note", self.runs.make(note)),
                before=plain(note[:1]) if len(note) > 1 else "",
            )
            for note in notes
        ]

    def _figure(self, block: nodes.Figure, width: int) -> list[Element]:
        out = [ooxml.paragraph("FigureHolder", self._drawn(block, width))]
        if block.number:
            out.append(self._caption(block, keep=bool(block.notes)))
        return out + self._notes_under(block.notes)

    def _drawn(self, block: nodes.Figure, width: int) -> list[Element]:
        """The runs of a figure: a chart that Word draws itself, or a picture."""
        number, name = 1001 + self.count, caption_text(block) if block.number else "图"
        native = self.charts.native.get(block.id, ())
        self.count += max(1, len(native))
        if native:
            return self.native.add(native, number, block.alt, name)
        if isinstance(block.content, nodes.Chart):
            drawn = self.charts.sizes[block.id]
            rels, size = self.pictures.reserve(block.id), Size(width, round(width * drawn.height / drawn.width))
        else:
            rels = (self.word.part.get_or_add_image(io.BytesIO(block.content.data))[0], "")
            size = picture_size(block.content, width, self.sheet)
        return [ooxml.picture(rels, number, size.width, size.height, block.alt, name)]

    def _figure_row(self, block: nodes.FigureRow) -> None:
        half = half_width(self.sheet.page.measure)
        width = to_twips(self.sheet.page.measure // 2)
        cells = [ooxml.cell(self._figure(f, half), width, align="bottom") for f in block.figures]
        plain = ooxml.table_properties(width * 2, style="JzPlain", margins=(0, 0))
        self._add(ooxml.table(plain, [width, width], [ooxml.row(cells)]), ooxml.paragraph("Spacer", []))

    def _table(self, block: nodes.Table) -> None:
        if block.landscape:  # a section of its own, turned
            self._new_section()
            self.landscape = True
        self._table_body(block)
        if block.landscape:
            self._new_section()
            self.landscape = False

    def _table_body(self, block: nodes.Table) -> None:
        if block.number:
            self._add(self._caption(block, keep=True))
        if block.head or block.body:
            self._add(data_table(block, self.runs, self.setter, self._measure(), self.anchors))
        self._add(*(self._notes_under(block.notes) or ()), ooxml.paragraph("Spacer", []))

    def _measure(self) -> int:
        """Width of the type area of the section that is open."""
        return self.sheet.page.turned(self.sheet.body.leading).measure if self.landscape else self.sheet.page.measure

    def _key_figures(self, block: nodes.KeyFigures) -> None:
        if block.collect:
            self._add(
                ooxml.paragraph(
                    "FrontTitle", [ooxml.run(block.title or "关键数字")], extra=[ooxml.w("pageBreakBefore")]
                )
            )
        for element in key_figures(block, self.runs, self.setter, self.anchors):
            self._add(element)
        if block.collect:
            self._add(ooxml.paragraph("Spacer", []))

    # --- front matter

    def _cover(self) -> None:
        meta, page = self.document.meta, self.sheet.page
        depth = page.lines * self.sheet.body.leading // EMU_PER_TWIP - 40
        measure = to_twips(page.measure)
        zones = (
            ([self._of_meta("Issuer", t, f"issuer:{i}") for i, t in enumerate(meta.issuer)], "top"),
            (self._cover_title(), "top"),
            ([self._of_meta("Imprint", t, "made") for t in imprint(meta)], "bottom"),
        )
        rows = []
        for (content, align), share in zip(zones, ZONES, strict=True):
            inside = content or [ooxml.paragraph("Imprint", [])]
            rows.append(ooxml.row([ooxml.cell(inside, measure, align=align)], height=round(depth * share)))
        self._add(ooxml.table(ooxml.table_properties(measure, style="JzPlain", margins=(0, 0)), [measure], rows))
        self.covered = True
        self.body.append(ooxml.section_end(self._section()))
        self.covered, self.fresh = False, True

    def _cover_title(self) -> list[Element]:
        meta = self.document.meta
        title = [self._of_meta("CoverTitle", line, f"title:{i}") for i, line in enumerate(title_lines(meta.title))]
        return (
            [*title, self._of_meta("CoverSubtitle", f"——{meta.subtitle}", "subtitle", "——")] if meta.subtitle else title
        )

    def _of_meta(self, style: str, text: str, kind: str, before: str = "", extra: Sequence[Element] = ()) -> Element:
        """A paragraph that says what the front matter says."""
        return self.anchors.paragraph(
            ooxml.paragraph(style, [ooxml.run(text)], extra=extra), self.document.at, kind=kind, before=before
        )

    def _title_block(self, block: nodes.TitleBlock) -> None:
        meta = self.document.meta
        lines = title_lines(meta.title)
        below = [] if block.imprint or meta.subtitle else [ooxml.w("spacing", after=to_twips(self.sheet.body.leading))]
        self._add(
            *(
                self._of_meta("Title", t, f"title:{i}", extra=below if i == len(lines) - 1 else [])
                for i, t in enumerate(lines)
            )
        )
        if meta.subtitle:
            self._add(self._of_meta("Subtitle", f"——{meta.subtitle}", "subtitle", "——"))
        line = "　".join((*meta.issuer, *imprint(meta))) if block.imprint else ""
        if line:
            self._add(self._of_meta("Imprint", line, "made", extra=[ooxml.w("jc", val="center")]))

    def _official(self, block: nodes.OfficialPart) -> None:
        """An element of an official document. The record of copies stands in a section of its own where it has a
        page of its own."""
        elements = official(block, self.document.meta, self.sheet)
        if not elements:
            return
        self.letter = self.letter or (block.part == "head" and block.form == "letter")
        if block.part == "colophon" and self.document.blocks.index(block) in self.pages.opening:
            self._new_section()
            self.begins = "evenPage" if block.form != "letter" else "nextPage"
        self._add(*elements)

    def _columns(self, block: nodes.Columns, depth: int) -> None:
        """Columns are a section that goes on on the same page."""
        if not self.fresh:
            self.body.append(ooxml.section_end(self._section()))
            self.begins = "continuous"
        self.columns = block.count
        for child in block.blocks:
            self._block(child, depth)
        self.body.append(ooxml.section_end(self._section()))
        self.columns, self.begins, self.fresh = 1, "continuous", True

    def _contents(self, block: nodes.Contents) -> None:
        extra = [] if self.fresh else [ooxml.w("pageBreakBefore")]
        self._add(ooxml.paragraph("FrontTitle", [ooxml.run(block.title)], extra=extra))
        self._field_list(f'TOC \\o "1-{block.depth}" \\h \\z \\u', block.entries, lambda e: f"TOC{min(e.level, 2)}")

    def _figure_list(self, block: nodes.FigureList) -> None:
        self._add(ooxml.paragraph("FrontTitle", [ooxml.run(block.title)]))
        for kind in ("图", "表"):
            entries = [e for e in block.entries if e.text.startswith(kind)]
            if entries:
                self._field_list(f'TOC \\h \\z \\c "{kind}"', entries, lambda e: "TableofFigures")

    def _field_list(self, instruction: str, entries: Sequence[nodes.Entry], style_of: Any) -> None:
        """A field whose result is the right list already, page numbers included; Word may refresh it, but need not
        ask to."""
        for index, entry in enumerate(entries):
            name = self.bookmarks.get(entry.target, "_top")
            number = self.pages.numbers.get(entry.target, "1")
            page = ooxml.field(f"PAGEREF {name} \\h", [ooxml.run(number)])
            children = [ooxml.hyperlink([ooxml.run(f"{entry.text}\t"), *page], anchor=name)]
            if index == 0:
                children = [*ooxml.field_begin(instruction), *children]
            if index == len(entries) - 1:
                children.append(ooxml.field_end())
            self._add(ooxml.paragraph(style_of(entry), children))

    def _sources(self, block: nodes.Sources) -> None:
        if block.table is not None:
            self._heading(nodes.Heading(1, (nodes.Text(block.title),), SOURCES_ID, numbered=False))
            self._table(block.table)

    def _note(self, number: int, label: str, paragraphs: Sequence[nodes.Paragraph]) -> Element:
        out = []
        for index, paragraph in enumerate(paragraphs):
            first = [*ooxml.note_mark(ooxml.w("footnoteRef")), ooxml.run(" ")] if index == 0 else []
            made = ooxml.paragraph("FootnoteText", [*first, *self.runs.make(paragraph.inlines)])
            out.append(self.anchors.note(label, made, paragraph.inlines))
        return ooxml.w("footnote", *out, id=number)


def _bookmark_names(document: nodes.Document) -> dict[str, str]:
    """Word's bookmark names: _Toc for headings, _Ref for figures and tables."""
    names: dict[str, str] = {}
    for block in all_blocks(document.blocks):
        if isinstance(block, nodes.Heading) and block.id:
            names[block.id] = f"_Toc{len(names) + 100000001}"
        elif isinstance(block, nodes.Figure | nodes.Table) and block.number:
            names[block.id] = f"_Ref{len(names) + 100000001}"
    names[SOURCES_ID] = f"_Toc{len(names) + 100000001}"
    for anchor in (a for places in uses(document).values() for a in places):
        names.setdefault(anchor, _figure_bookmark(anchor, len(names)))
    return names


def _figure_bookmark(anchor: str, number: int) -> str:
    """jz_reuse_to for the figure reuse.to: what a reader of Word's list of bookmarks understands; 40 characters are
    allowed."""
    kind, _, name = anchor.removeprefix("jz-").partition("-")
    readable = re.sub(r"\W", "_", name, flags=re.ASCII).strip("_")[:24]
    return f"jz_{'' if kind == 'fact' else f'{kind}_'}{readable}_{number}" if readable else f"jz_{number}"
