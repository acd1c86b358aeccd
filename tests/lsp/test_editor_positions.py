"""Places as editors count them: there and back for any text, any unit, any line ends."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from editor_client import applied, offset_of
from jzdocs.editing.names import figure_at, id_places, marked_names, name_places
from jzdocs.lsp.positions import EditorText

TEXTS = st.text(st.sampled_from("a中𠮷😀é\n\r\t\u2028 "), max_size=40)


@settings(deadline=None)
@given(TEXTS, st.booleans(), st.sampled_from(("utf-16", "utf-8", "utf-32")))
def test_every_offset_comes_back(raw: str, has_mark: bool, encoding: str) -> None:
    source = EditorText("\ufeff" * has_mark + raw, encoding)
    for offset in range(len(source.text) + 1):
        assert source.offset(source.position(offset)) == offset


@settings(deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(("\n", "\r\n", "\r")))
def test_an_edit_makes_the_other_text_with_the_same_line_ends(first: str, after: str, end: str) -> None:
    before = EditorText(first).text.replace("\n", end)
    raw, wanted = EditorText(before), EditorText(after).text
    edit = raw.edit_to(wanted)
    place = {
        name: {"line": p.line, "character": p.character}
        for name, p in (("start", edit.range.start), ("end", edit.range.end))
    }
    result = applied(before, [{"range": place, "newText": edit.new_text}])
    assert EditorText(result).text == wanted
    assert end not in before or result == wanted.replace("\n", end)


@settings(deadline=None)
@given(TEXTS)
def test_places_are_those_of_the_protocol(raw: str) -> None:
    source = EditorText(raw)
    for offset in range(len(source.text)):
        if source.text[offset] != "\n":
            place = source.position(offset)
            assert raw[offset_of(raw, {"line": place.line, "character": place.character})] == source.text[offset]


def test_names_in_code_and_in_texts_of_blocks_are_no_names() -> None:
    text = "`[1]{#a}`和[2个]{#b}。\n\n```python\n[3]{#c}\n```\n\n```chart #fig:b\nkind: b\ntitle: b\nrows:\n  b: b\n```\n见@fig:b。\n"
    assert [mention.name for mention in marked_names(text)] == ["b"]
    assert [text.count("\n", 0, start) for start, _ in name_places(text, "b")] == [0, 10]
    assert [mention.name for mention in id_places(text, "fig:b")] == ["fig:b", "fig:b"]
    found = figure_at(text, text.rindex(": b\n") + 2)
    assert found is not None and found.name == "b"
