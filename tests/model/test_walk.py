"""Ways through a document: no container, no printed text is forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import get_type_hints

import msgspec

from jzdocs.errors import Location, Report
from jzdocs.model import charts, inlines, meta, nodes
from jzdocs.model.outline import outline
from jzdocs.model.rewrite import map_blocks, rewrite_document_runs, rewrite_meta, rewrite_strings
from jzdocs.model.walk import blocks, document_runs, headings, leaves, meta_texts, plain, printed_texts
from jzdocs.source.markdown import MarkdownReader
from jzdocs.source.picture_loader import picture_loader
from jzdocs.source.source_map import whole

# every string of the nodes that both outputs print …
PRINTED = {
    "Text.text",
    "Code.text",
    "FactText.text",
    "Reference.text",
    "Ruby.base",
    "Ruby.text",
    "Value.printed",
    "Row.name",
    "Row.detail",
    "Panel.title",
    "Panel.unit",
    "Chart.series",
    "Chart.groups",
    "Chart.gap_unit",
    "Chart.units",
    "Figure.unit",
    "Table.unit",
    "Card.prefix",
    "Card.number",
    "Card.unit",
    "CardGroup.title",
    "KeyFigures.title",
    "Heading.number",
    "CodeBlock.text",
    "DisplayFormula.latex",
    "Formula.latex",
    "Entry.text",
    "Contents.title",
    "FigureList.title",
    "Sources.title",
    "Attachment.title",
    "Attachment.number",
    *(
        f"Official.{name}"
        for name in [
            "head",
            "number",
            "copy",
            "secrecy",
            "urgency",
            "signers",
            "to",
            "attachments",
            "cc",
            "printed_by",
            "printed_on",
            "remark",
            "present",
            "absent",
            "observers",
            "signatory",
            "chair",
            "recorder",
            "report_to",
            "distribution",
            "print_run",
        ]
    ),
    *(f"Meta.{name}" for name in ("title", "subtitle", "issuer", "date", "place", "short_title")),
}
# … and those that it does not: names, paths, formulas, what a reader hears, what other texts are made from
NOT_PRINTED = {
    "OfficialPart.text",  # goes into Official.head
    "Heading.labels",  # in its number
    "Official.kind",
    "DataFile.range",
    "DataFile.query",
    "Link.href",
    "FactText.id",
    "FactText.anchor",
    "NoteRef.label",
    "Reference.target",
    "Reference.written",
    "PageRef.target",
    "Value.raw",
    "Card.upper",
    "Value.fact",
    "Row.group",
    "Chart.kind",
    "Chart.emphasis",
    "Chart.totals",
    "Chart.axis_unit",
    "Trace.names",
    "ChartScript.path",
    "ChartScript.tables",
    "Picture.path",
    "Picture.key",
    "Figure.id",
    "Figure.alt",
    "Cell.anchors",
    "Table.id",
    "Table.data",
    "Heading.id",
    "CodeBlock.language",
    "DisplayFormula.id",
    "Entry.target",
    "Derivation.name",
    "Derivation.formula",
    "DataFile.name",
    "DataFile.path",
    "DataFile.sheet",
    "DataFile.unit",
    "DataTable.digest",
    "Meta.template",
    "Meta.keywords",
    "Meta.retention",
    *(
        f"Fact.{name}"
        for name in ("id", "text", "unit", "approx", "section", "sentence", "formula", "subject", "inputs")
    ),
    *(f"FramePlace.{name}" for name in ("table", "row_name", "column")),
}
# of the printed ones: made by jzdocs, from the stylesheet or from texts that are normalised already, code, or read by
# programs too
NOT_NORMALISED = {
    "Reference.text",
    "Ruby.base",
    "Ruby.text",
    "Value.printed",
    "Card.prefix",
    "Card.number",
    "Card.unit",
    "Heading.number",
    "Entry.text",
    "Code.text",
    "CodeBlock.text",
    "DisplayFormula.latex",
    "Formula.latex",
    "Official.copy",
    "Official.printed_on",
    "Meta.date",
}


MODULES = {module.__name__ for module in (charts, inlines, meta, nodes)}


def string_fields() -> set[str]:
    """The fields of all nodes that hold strings."""
    return {
        f"{node.__name__}.{name}"
        for node in vars(nodes).values()
        if isinstance(node, type) and node.__module__ in MODULES
        for name, hint in get_type_hints(node).items()
        if hint in (str, str | None, tuple[str, ...])
    }


def test_every_string_is_either_printed_or_not() -> None:
    """A new field has to be put into one of the lists, and into `printed_texts`."""
    assert string_fields() == PRINTED | NOT_PRINTED
    assert not PRINTED & NOT_PRINTED and NOT_NORMALISED <= PRINTED


AT = Location("a.md", 3, 1, 10)


def text(mark: str) -> tuple[nodes.Inline, ...]:
    return (nodes.Text(f"«{mark}»", AT),)


def full_document() -> nodes.Document:
    """A document in which each printed string is its own name."""

    def named(node: str, *names: str) -> dict[str, str]:
        return {name: f"«{node}.{name}»" for name in names}

    def several(node: str, *names: str) -> dict[str, tuple[str, ...]]:
        return {name: (f"«{node}.{name}»",) for name in names}

    value = nodes.Value("a", AT, printed="«Value.printed»")
    row = nodes.Row(**named("Row", "name", "detail"), values=(value,), at=AT)
    panel = nodes.Panel(**named("Panel", "title", "unit"), rows=(row,))
    chart = nodes.Chart("bar", (panel,), **several("Chart", "series", "groups", "units"), gap_unit="«Chart.gap_unit»")
    figure = nodes.Figure("f", chart, text("figure"), "«Figure.unit»", (text("figure note"),), at=AT)
    cell = nodes.Cell(text("cell"), at=AT)
    table = nodes.Table("t", ((cell,),), ((cell,),), ("left",), (), text("table"), "«Table.unit»", at=AT)
    card = nodes.Card(nodes.Value("a"), text("label"), text("context"), **named("Card", "prefix", "number", "unit"))
    entry = nodes.Entry(1, "«Entry.text»", "x")
    inner = (
        nodes.Text("«Text.text»", AT),
        nodes.Strong((nodes.Emphasis((nodes.Link("#x", (nodes.Code("«Code.text»", AT),)),)),)),
        nodes.FactText("a", "«FactText.text»", AT),
        nodes.Reference("x", "«Reference.text»", AT),
        nodes.Formula("«Formula.latex»", at=AT),
        nodes.Script((nodes.Ruby("«Ruby.base»", "«Ruby.text»", AT),), "super"),
    )
    paragraph = nodes.Paragraph(inner, text("lead"), AT)
    official_texts = ("number", "copy", "secrecy", "urgency", "printed_by", "printed_on", "print_run")
    attendance = ("present", "absent", "observers", "chair", "recorder")
    copies = ("cc", "report_to", "distribution")
    official_lists = ("head", "signers", "signatory", "to", "attachments", "remark", *attendance, *copies)
    front = nodes.Meta(
        **named("Meta", "title", "subtitle", "date", "place", "short_title"),
        **several("Meta", "issuer"),
        decoration=meta.Decoration(**named("Decoration", "watermark")),
        official=nodes.Official(**named("Official", *official_texts), **several("Official", *official_lists)),
    )
    return nodes.Document(
        front,
        (
            nodes.Quote((nodes.List(False, 1, (nodes.ListItem((nodes.Columns(2, (paragraph,)),)),)),)),
            nodes.Heading(1, text("heading"), number="«Heading.number»", at=AT),
            nodes.CodeBlock("«CodeBlock.text»", at=AT),
            nodes.DisplayFormula("«DisplayFormula.latex»", at=AT),
            nodes.FigureRow((figure, figure)),
            table,
            nodes.KeyFigures((nodes.CardGroup("«CardGroup.title»", (card,), titled=True),), at=AT),
            nodes.KeyFigures((), collect=True, title="«KeyFigures.title»", at=AT),
            nodes.Contents("«Contents.title»", entries=(entry,), at=AT),
            nodes.FigureList("«FigureList.title»", at=AT),
            nodes.Sources("«Sources.title»", table, AT),
            nodes.Attachment(**named("Attachment", "title", "number"), at=AT),
        ),
        {"1": (nodes.Paragraph(text("note"), text("note lead"), AT),)},
        at=AT,
    )


RUNS = {
    f"«{run}»"
    for run in ["figure", "figure note", "cell", "table", "label", "context", "lead", "heading", "note", "note lead"]
}


def test_printed_texts_hold_every_printed_string_and_every_run() -> None:
    printed = "".join(printed.text for printed in printed_texts(full_document()))
    missing = {mark for mark in {f"«{name}»" for name in PRINTED} | RUNS if mark not in printed}
    assert missing == set()


def test_each_printed_text_has_its_place() -> None:
    for printed in printed_texts(full_document()):
        assert printed.at == AT or printed.origin == "derived", printed


def test_runs_of_all_containers_are_gone_over() -> None:
    texts = {plain(run) for run in document_runs(full_document())}
    assert texts >= RUNS
    assert any(
        "«Text.text»«Code.text»«FactText.text»«Reference.text»«Formula.latex»«Ruby.base»" in text for text in texts
    )


def test_rewriting_reaches_what_is_printed_and_nothing_else() -> None:
    def brackets(text: str) -> str:
        return text.replace("«", "<").replace("»", ">")

    def run(inlines: tuple[nodes.Inline, ...]) -> tuple[nodes.Inline, ...]:
        return tuple(
            msgspec.structs.replace(i, text=brackets(i.text)) if isinstance(i, nodes.Text | nodes.FactText) else i
            for i in inlines
        )

    document = full_document()
    document = rewrite_document_runs(document, run)
    changed = map_blocks(document.blocks, lambda block: rewrite_strings(block, brackets))
    document = msgspec.structs.replace(document, blocks=changed, meta=rewrite_meta(document.meta, brackets))
    unchanged = {text for printed in printed_texts(document) for text in printed.text.split("»") if "«" in text}
    assert {text.rpartition("«")[2] for text in unchanged} == NOT_NORMALISED


def test_rows_are_still_emphasised_and_grouped_when_their_names_change() -> None:
    row = nodes.Row("甲(区)", (), group="升(一)")
    chart = nodes.Chart("bar", (nodes.Panel("", "", (row,)),), groups=("升(一)",), emphasis=("甲(区)",))
    figure = rewrite_strings(nodes.Figure("f", chart, ()), lambda text: text.replace("(", "（").replace(")", "）"))
    assert isinstance(figure, nodes.Figure) and isinstance(figure.content, nodes.Chart)
    assert figure.content.panels[0].rows[0].name == figure.content.emphasis[0] == "甲（区）"
    assert figure.content.panels[0].rows[0].group == figure.content.groups[0] == "升（一）"


def read(text: str) -> nodes.Document:
    report = Report()
    return MarkdownReader(whole("a.md", text), report, picture_loader(Path(), report)).read()


def test_headings_are_found_in_every_container() -> None:
    document = read("# 一\n\n````columns 2\n## 二\n\n> ## 三\n````\n\n- ## 四\n\n  - 文\n\n    ## 五\n")
    assert [plain(heading.inlines) for heading in headings(document)] == ["一", "二", "三", "四", "五"]


def test_a_filled_list_of_sources_has_a_heading() -> None:
    table = nodes.Table("", (), (), ())
    document = nodes.Document(nodes.Meta(), (nodes.Sources(), nodes.Sources("出处", table, AT)))
    (heading,) = headings(document)
    assert (plain(heading.inlines), heading.level, heading.at) == ("出处", 1, AT)


def test_blocks_that_are_left_out_leave_their_containers() -> None:
    document = read("> 甲\n>\n> ***\n\n- 乙\n\n  ***\n")
    left = map_blocks(document.blocks, lambda block: None if isinstance(block, nodes.ThematicBreak) else block)
    assert [type(block).__name__ for block in blocks(left)] == ["Quote", "Paragraph", "List", "Paragraph"]


def test_leaves_come_in_reading_order() -> None:
    (paragraph,) = read("甲**乙*丙*丁**`戊`").blocks
    assert isinstance(paragraph, nodes.Paragraph)
    assert "".join(leaf.text for leaf in leaves(paragraph.inlines) if isinstance(leaf, nodes.Text | nodes.Code)) == (
        "甲乙丙丁戊"
    )


def test_meta_texts_are_all_strings_that_are_printed() -> None:
    assert set(meta_texts(full_document().meta)) == {
        f"«{name}»" for name in (*PRINTED, "Decoration.watermark") if name.startswith(("Meta.", "Official.", "Decor"))
    }


def test_the_outline_counts_the_paragraphs_of_the_text_itself() -> None:
    document = read("# 一\n\n甲\n\n> 乙\n\n- 丙\n\n````columns 2\n丁\n````\n\n> **（一）目标。** 戊\n")
    (section,) = outline(document)["sections"]
    assert (section["paragraphs"], section["sections"]) == (2, [])
