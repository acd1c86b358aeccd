"""A Word file of any maker → its form: every paragraph with what is in force for it, sections and footers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.rules.characters import Characters, characters_of, paragraphs_in
from jzdocs.rules.drawings import BOX, box_paragraphs, box_place, drawn_lines
from jzdocs.rules.form import BODY, DocumentForm, Footer, ParagraphForm, Rule, RunForm, Section
from jzdocs.rules.looks import (
    Styles,
    alignment,
    attributes,
    color_of,
    indents,
    is_bold,
    number,
    read_styles,
    size_of,
    spacing,
)
from jzdocs.source.word_numbering import read_numbering
from jzdocs.source.word_package import Package, is_on, value, w

_LOCKS = tuple(w(tag) for tag in ("pPrChange", "rPrChange", "ins", "del", "moveFrom", "moveTo"))


def read_form(package: Package) -> DocumentForm:
    """Return the form of a Word file that is open."""
    styles = read_styles(package)
    body = package.document.root.find(w("body"))
    reader = _Reader(package, styles)
    properties = [node for node in body.iter(w("sectPr")) if node.getparent().tag != w("sectPrChange")]
    paragraphs: list[ParagraphForm] = []
    section = 0
    numbers: dict[Any, int] = {}
    for index, node in enumerate(paragraphs_in(body), 1):
        paragraphs.append(reader.paragraph(node, index, section))
        numbers[node] = index
        section += node.find(f"{w('pPr')}/{w('sectPr')}") is not None
    sections = reader.sections(properties)
    settings = package.first("settings")
    even = settings is not None and is_on(settings.root.find(w("evenAndOddHeaders")))
    default = styles.chain(styles.default)
    levels = [node for s in default if (node := s.find(w("rPr"))) is not None]
    size = size_of([*levels, *([styles.run_default] if styles.run_default is not None else [])])
    boxes = tuple(
        reader.paragraph(nodes[0], numbers[holder], 0, f"{BOX}{place}")
        for place, (holder, nodes) in enumerate(box_paragraphs(body))
        if holder in numbers
    )
    return DocumentForm(_with_pages(paragraphs), sections, even_pages=even, default_size=size, boxes=boxes)


def _with_pages(paragraphs: list[ParagraphForm]) -> tuple[ParagraphForm, ...]:
    """Return the paragraphs, those marked that begin a page because the one before ends in a page break or a
    section."""
    out: list[ParagraphForm] = []
    breaks = True
    for paragraph in paragraphs:
        new = paragraph.section != (out[-1].section if out else paragraph.section)
        head = paragraph.text[: paragraph.start]
        begins = breaks or new or paragraph.page or "\f" in head
        out.append(replace(paragraph, page=begins))
        ends = "\f" in paragraph.text[paragraph.start :]
        breaks = ends if paragraph.words else begins or "\f" in paragraph.text
    return tuple(out)


class _Reader(Struct):
    """What is needed to read paragraphs of a file."""

    package: Package
    styles: Styles
    numbering: Any = None
    tables: dict[Any, int] = {}

    def __post_init__(self) -> None:
        self.numbering = read_numbering(self.package)
        self.tables = {}

    def paragraph(self, node: Any, index: int, section: int, part: str = BODY) -> ParagraphForm:
        """Return the form of a paragraph."""
        listed, level = self._listed(node)
        levels = self.styles.paragraph_levels(node, level)
        content = characters_of(node)
        runs = tuple(self._runs(node, content))
        mark = self.styles.run_levels(node, node.find(f"{w('pPr')}/{w('rPr')}"))
        size = runs[0].size if runs else size_of([*mark[0], *mark[1]])
        first, left, right = indents(levels, size)
        line, rule, before, after = spacing(levels)
        cell = next(node.iterancestors(w("tc")), None)
        snaps = next((is_on(found) for n in levels if (found := n.find(w("snapToGrid"))) is not None), True)
        page = next((is_on(found) for n in levels if (found := n.find(w("pageBreakBefore"))) is not None), False)
        return ParagraphForm(
            index,
            content.text,
            label=listed,
            runs=runs,
            align=alignment(levels),  # type: ignore[arg-type]
            first=first,
            left=left,
            right=right,
            line=line,
            line_rule=rule,  # type: ignore[arg-type]
            before=before,
            after=after,
            snaps=snaps,
            page=page,
            above=_border(levels, "top") or self._cell_border(cell, "top"),
            below=_border(levels, "bottom") or self._cell_border(cell, "bottom"),
            in_table=cell is not None,
            cell=self._cell(cell),
            drawn=content.drawn,
            lines=drawn_lines(node) if content.drawn else (),
            section=section,
            part=part,
            numbered_page=_numbers_pages(content.instructions),
            frame=_frame(node),
            locked=any(next(node.iter(tag), None) is not None for tag in _LOCKS),
        )

    def _runs(self, node: Any, content: Characters) -> Iterator[RunForm]:
        """Yield how the characters of a paragraph look, neighbours of one look together."""
        base = self.styles.base_levels(node)
        of_runs = {id(run): self._look(base, run) for run in {id(p.run): p.run for p in content.pieces}.values()}
        for look, group in groupby(((p, of_runs[id(p.run)]) for p in content.pieces), key=lambda pair: pair[1]):
            pieces = [piece for piece, _ in group]
            yield replace(look, start=pieces[0].start, end=pieces[-1].end)

    def _look(self, base: list[Any], run: Any) -> RunForm:
        direct = run.find(w("rPr"))
        own = self.styles.own_levels(direct)
        levels = [*own, *base]
        return RunForm(
            0,
            0,
            face=self.styles.face(levels),
            size=size_of(levels),
            bold=is_bold(own, base, direct),
            color=color_of(levels),
            latin=self.styles.latin_face(levels),
            raised=any(value(level, "vertAlign") in ("superscript", "subscript") for level in own),
        )

    def _listed(self, node: Any) -> tuple[str, Any]:
        """Return the number that Word prints before a paragraph, and the properties of the level of its list."""
        levels = self.styles.paragraph_levels(node)
        number_id = depth = None
        for level in levels:
            properties = level.find(w("numPr"))
            number_id = value(properties, "numId") if number_id is None else number_id
            depth = value(properties, "ilvl") if depth is None else depth
        if not number_id or number_id == "0":
            return "", None
        printed = self.numbering.next(number_id, int(number(depth)))
        gap = "" if printed.printed[-1:] in ("", "、", "）", "．") else " "
        return printed.printed + gap if printed.printed else "", self._list_level(number_id, printed.depth)

    def _list_level(self, number_id: str, depth: int) -> Any:
        part = self.package.first("numbering")
        if part is None:
            return None
        numbers = {n.get(w("numId")): value(n, "abstractNumId") for n in part.root.iterchildren(w("num"))}
        abstract = next(
            (
                a
                for a in part.root.iterchildren(w("abstractNum"))
                if a.get(w("abstractNumId")) == numbers.get(number_id)
            ),
            None,
        )
        found = abstract.iterchildren(w("lvl")) if abstract is not None else ()
        return next((n.find(w("pPr")) for n in found if n.get(w("ilvl")) == str(depth)), None)

    def _cell(self, cell: Any) -> tuple[int, int, int]:
        """Return the table (from 1), row and column of a cell."""
        if cell is None:
            return 0, 0, 0
        row = cell.getparent()
        table = next(cell.iterancestors(w("tbl")), None)
        if table not in self.tables:
            self.tables[table] = len(self.tables) + 1
        rows = list(table.iter(w("tr"))) if table is not None else []
        cells = list(row.iterchildren(w("tc")))
        return self.tables[table], rows.index(row) if row in rows else 0, cells.index(cell) if cell in cells else 0

    def _cell_border(self, cell: Any, side: str) -> Rule | None:
        """Return the line above or below a cell: its own, else that of its table."""
        if cell is None:
            return None
        own = cell.find(f"{w('tcPr')}/{w('tcBorders')}/{w(side)}")
        table = next(cell.iterancestors(w("tbl")))
        rows = list(table.iterchildren(w("tr")))
        row = cell.getparent()
        outer = bool(rows) and row is (rows[0] if side == "top" else rows[-1])
        properties = table.find(w("tblPr"))
        chain = self.styles.chain(value(properties, "tblStyle"))
        for holder in [properties, *(style.find(w("tblPr")) for style in chain)]:
            if own is None and holder is not None:
                own = holder.find(f"{w('tblBorders')}/{w(side if outer else 'insideH')}")
        return _rule(own)

    def sections(self, properties: list[Any]) -> tuple[Section, ...]:
        """Return the sections; a footer that one lacks is that of the section before."""
        out: list[Section] = []
        for node in properties:
            inherited = {footer.pages: footer for footer in out[-1].footers} if out else {}
            own = {footer.pages: footer for footer in self._footers(node)}
            out.append(_section(node, tuple({**inherited, **own}.values())))
        return tuple(out)

    def _footers(self, node: Any) -> Iterator[Footer]:
        for reference in node.iterchildren(w("footerReference")):
            name = next((text for key, text in reference.attrib.items() if key.endswith("}id")), "")
            relationship = self.package.document.relationships.get(name)
            part = self.package.part(relationship.target) if relationship else None
            if relationship is None or part is None:
                continue
            nodes = footer_paragraphs(part.root)
            paragraphs = tuple(self.paragraph(n, i, 0, relationship.target) for i, n in enumerate(nodes, 1))
            yield Footer(reference.get(w("type"), "default"), relationship.target, paragraphs)


def footer_paragraphs(root: Any) -> list[Any]:
    """Return the paragraphs of a footer, those of its text boxes too, of which a file holds a second copy for older
    programs."""
    return [node for node in root.iter(w("p")) if not any(p.tag.endswith("}Fallback") for p in node.iterancestors())]


def _frame(node: Any) -> str:
    """Return where a frame of a paragraph stands: a side, or `box`; of the text box around it `box` with the side; or
    "" for none."""
    if any(parent.tag == w("txbxContent") for parent in node.iterancestors()):
        return f"box {box_place(node)}".strip()
    frame = node.find(f"{w('pPr')}/{w('framePr')}")
    return "" if frame is None else frame.get(w("xAlign"), "box")


def _numbers_pages(instructions: str) -> bool:
    return "PAGE" in instructions.upper().replace("NUMPAGES", "").replace("SECTIONPAGES", "").replace("PAGEREF", "")


def _border(levels: list[Any], side: str) -> Rule | None:
    for level in levels:
        borders = level.find(w("pBdr"))
        if borders is not None:
            return _rule(borders.find(w(side)))
    return None


def _rule(node: Any) -> Rule | None:
    if node is None or node.get(w("val"), "nil") in ("nil", "none"):
        return None
    color = node.get(w("color"), "auto")
    return Rule(round(number(node.get(w("sz"), "4"))), "" if color.lower() in ("auto", "000000") else color.upper())


def _section(node: Any, footers: tuple[Footer, ...]) -> Section:
    size, margins, grid, numbers = (attributes([node], tag) for tag in ("pgSz", "pgMar", "docGrid", "pgNumType"))

    def twips(found: dict[str, str], name: str, default: int) -> int:
        return round(number(found[name])) if name in found else default

    return Section(
        width=twips(size, "w", 12240),
        height=twips(size, "h", 15840),
        top=abs(twips(margins, "top", 1440)),
        right=twips(margins, "right", 1440),
        bottom=abs(twips(margins, "bottom", 1440)),
        left=twips(margins, "left", 1440),
        gutter=twips(margins, "gutter", 0),
        footer=twips(margins, "footer", 720),
        grid="" if grid.get("type", "default") == "default" else grid["type"],  # type: ignore[arg-type]
        pitch=twips(grid, "linePitch", 0),
        spread=twips(grid, "charSpace", 0),
        first_differs=is_on(node.find(w("titlePg"))),
        footers=footers,
        headed=node.find(w("headerReference")) is not None,
        numerals=numbers.get("fmt", "decimal"),
        begins=round(number(numbers["start"])) if "start" in numbers else None,
    )
