"""Whatever a Word file says is in the document that it is read as, and nothing else: files are made of random parts."""

from __future__ import annotations

import re

from hypothesis import example, given, settings, strategies as st

from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.model.walk import printed_texts
from jzdocs.source.markdown import MarkdownReader
from support.word_files import HEADED, STYLES, paragraph, run, source_of, word_file

LOOKS = (
    "",
    "<w:b/>",
    "<w:i/>",
    "<w:b/><w:i/>",
    '<w:vertAlign w:val="superscript"/>',
    '<w:vertAlign w:val="subscript"/>',
    '<w:em w:val="dot"/>',
    "<w:vanish/>",
    "<w:strike/>",
)
ABSENT = ("<w:vanish/>", "<w:strike/>")
texts = st.text(
    alphabet="甲乙丙一二（）“”，。、：《》abXY0123456789 .-+*_[](){}<>|#&@~`$^=!\\/:;%'\"①Ⅳ×€",
    min_size=1,
    max_size=12,
)
runs = st.lists(st.tuples(texts, st.sampled_from(LOOKS)), min_size=1, max_size=5)
cells = st.lists(st.lists(runs, min_size=2, max_size=2), min_size=2, max_size=3)
bodies = st.lists(
    st.one_of(st.tuples(st.just("text"), runs), st.tuples(st.just("item"), runs), st.tuples(st.just("table"), cells)),
    min_size=1,
    max_size=5,
)
LISTS = (
    '<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="•"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def xml(kind: str, content: list) -> str:
    if kind == "table":
        rows = ("".join(f"<w:tc>{xml('text', part)}</w:tc>" for part in row) for row in content)
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    return paragraph(*(run(text, looks) for text, looks in content), properties=ITEM if kind == "item" else "")


def printed(kind: str, content: list) -> str:
    if kind == "table":
        return "".join(printed("text", part) for row in content for part in row)
    return "".join(text for text, looks in content if looks not in ABSENT)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def printed_of(node: nodes.Document) -> str:
    return squeezed("".join(part.text for part in printed_texts(node)))


@settings(max_examples=150, deadline=None)
@given(bodies)
@example([("text", [("[<", ""), ("]", "<w:b/>")])])
@example([("text", [("[<\\", '<w:em w:val="dot"/>')])])
@example([("text", [("[=", ""), ("]", "<w:b/>")])])
def test_no_character_is_lost_or_invented(body: list) -> None:
    file = word_file(HEADED + "".join(xml(*part) for part in body), {"styles": STYLES, "numbering": LISTS})
    source, _ = source_of(file)
    report = Report()
    document = MarkdownReader(source, report, lambda _name, _at: None).read()
    assert not report.errors, (source.text, list(report))
    words = "".join(printed(*part) for part in body)
    assert printed_of(document) == squeezed("总体情况" + words), source.text
