"""The language server as an editor meets it: a real process, asked by JSON-RPC, judged by what comes back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from editor_client import Editor, RefusedError, applied, at, part_of

pytest.importorskip("pygls")
Json = Any

TEXT = """\
---
title: 再生水简报
template: report
data:
  reuse: data/reuse.csv
derived:
  gain: rate.to - rate.from
---

# 城市水务 {#urban}

𠮷县😀的再生水利用率由[24.6%]{#rate.from}提升至[38.2%]{#rate.to}，提高@fact:gain，见@fig:reuse与@sec:urban。
榆次区为@fact:{reuse.榆次区.利用率}。

```chart #fig:reuse
kind: dumbbell
title: 再生水利用率
unit: "%"
rows:
  再生水利用率: [rate.from, rate.to]
alt: 由{rate.from}到{rate.to}。
```

## 关键数字

```keyfigures
title: 水务
cards:
  - figure: rate.to
    label: 再生水利用率
    context: 比{rate.from}高
```
"""


RESOLVES = {
    "workspace": {"workspaceEdit": {"documentChanges": True}},
    "textDocument": {
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
            "resolveSupport": {"properties": ["edit"]},
            "dataSupport": True,
        }
    },
}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a table of data and a template of its own."""
    folder = tmp_path_factory.mktemp("editor")
    (folder / "data").mkdir()
    (folder / "data" / "reuse.csv").write_text(
        "县区,利用率（%）,产值（亿元）\n榆次区,38.2,12.5\n祁县,24.6,8.1\n", encoding="utf-8"
    )
    (folder / "templates" / "ours").mkdir(parents=True)
    (folder / "templates" / "ours" / "style.toml").write_text('extends = "report"\n', encoding="utf-8")
    (folder / "jzdocs.toml").write_text('sources = "."\n', encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def editor(folder: Path) -> Iterator[Editor]:
    """An editor in Chinese, as simple as the protocol allows."""
    editor = Editor(folder)
    yield editor
    editor.close()


@pytest.fixture(scope="session")
def rich_editor(folder: Path) -> Iterator[Editor]:
    """An editor in English that knows versions and asks for edits when they are chosen."""
    editor = Editor(folder, locale="en", capabilities=RESOLVES)
    yield editor
    editor.close()


def opened(editor: Editor, name: str, text: str) -> str:
    uri = editor.open(name, text)
    editor.findings(uri)
    return uri


# --- findings


def test_a_finding_marks_the_number_behind_characters_of_two_units(editor: Editor) -> None:
    text = TEXT.replace("提高@fact:gain", "提高14个百分点")
    uri = editor.open("astral.md", text)
    found = next(found for found in editor.findings(uri) if found["code"] == "F101")
    assert part_of(text, found["range"]) == "14个百分点"
    assert found["severity"] == 1 and found["source"] == "jzdocs"
    problem, hint = found["message"].split("\n")
    assert "13.6个百分点" in problem and hint


def test_a_finding_of_a_wrapped_paragraph_marks_the_number_in_its_own_line(editor: Editor) -> None:
    text = "# 水\n\n再生水利用率由24.6%\n提升至38.2%，\n提高14个百分点。\n"
    uri = editor.open("wrapped.md", text)
    found = next(found for found in editor.findings(uri) if found["code"] == "F101")
    assert found["range"]["start"]["line"] == 4 and part_of(text, found["range"]) == "14个百分点"


def test_warnings_and_errors_differ_and_a_wrong_key_is_marked_itself(editor: Editor) -> None:
    text = TEXT.replace("kind: dumbbell", "kind: dumbell").replace("[rate.from, rate.to]", "[24.6, 38.2]")
    uri = editor.open("kinds.md", text)
    found = editor.findings(uri)
    kind = next(f for f in found if f["code"] == "C001")
    literal = [f for f in found if f["code"] == "F010"]
    assert part_of(text, kind["range"]) == "dumbell" and kind["severity"] == 1
    assert [part_of(text, f["range"]) for f in literal] == ["24.6", "38.2"] and literal[0]["severity"] == 2


def test_what_is_typed_counts_and_not_the_file(editor: Editor, folder: Path) -> None:
    (folder / "unsaved.md").write_text("# 甲\n\n见@fig:none。\n", encoding="utf-8")
    uri = editor.open("unsaved.md", TEXT)
    assert not [f for f in editor.findings(uri) if f["severity"] == 1]
    wrong = TEXT.replace("@fig:reuse", "@fig:reused")
    editor.change(uri, wrong)
    (found,) = [f for f in editor.findings(uri) if f["severity"] == 1]
    assert found["code"] == "R001" and part_of(wrong, found["range"]) == "fig:reused"
    editor.change(uri, TEXT)
    assert not [f for f in editor.findings(uri) if f["severity"] == 1]


def test_a_text_that_was_never_saved_is_judged(editor: Editor) -> None:
    uri = editor.open("untitled:Untitled-1", "# 甲\n\n共有@fact:none。\n")
    assert [f["code"] for f in editor.findings(uri) if f["severity"] == 1] == ["F003"]


def test_english_editors_get_english(rich_editor: Editor) -> None:
    uri = rich_editor.open("english.md", "# 甲\n\n共有@fact:none。\n")
    (found,) = [f for f in rich_editor.findings(uri) if f["severity"] == 1]
    assert found["message"].startswith("there is no figure named “none”")


def test_front_matter_that_is_not_closed_is_a_finding_and_no_failure(editor: Editor) -> None:
    uri = editor.open("broken.md", "---\ntitle: 甲\n\n# 乙\n")
    assert "S015" in {f["code"] for f in editor.findings(uri)}
    editor.change(uri, "---\ntitle: 甲\ndate: 2025-02-30\nissuer: [乙\n---\n\n# 乙\n")
    assert not [f for f in editor.findings(uri) if f["code"] in ("S100", "X000")]
    editor.change(uri, TEXT)
    assert not [f for f in editor.findings(uri) if f["severity"] == 1]


def test_a_finding_in_another_file_stands_where_that_is_named(editor: Editor, folder: Path) -> None:
    (folder / "data" / "holes.csv").write_text("县区,产值\n甲县,1\n乙县\n", encoding="utf-8")
    text = TEXT.replace("data/reuse.csv", "data/reuse.csv\n  holes: data/holes.csv").replace(
        "榆次区为", "甲县为@fact:holes.B2，榆次区为"
    )
    uri = editor.open("elsewhere.md", text)
    found = [f for f in editor.findings(uri) if f.get("relatedInformation")]
    assert found
    for finding in found:
        assert part_of(text, finding["range"]) == "  holes: data/holes.csv"
        assert finding["relatedInformation"][0]["location"]["uri"].endswith("holes.csv")


def test_typing_is_answered_while_a_long_text_is_judged(editor: Editor) -> None:
    body = "".join(f"第{n}段，全区实现产值[{n}.5亿元]{{#v{n}}}，比上年增长8.6%。\n\n" for n in range(1, 1500))
    text = "# 长文\n\n" + body
    uri = editor.open("long.md", text)
    slowest = 0.0
    for count in range(5):
        editor.change(uri, text + "字" * count)
        begun = time.monotonic()
        symbols = editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
        slowest = max(slowest, time.monotonic() - begun)
        assert symbols
        time.sleep(0.15)
    assert slowest < 2
    editor.findings(uri, 120)  # and all of it is judged in the end
    editor.tell("textDocument/didClose", {"textDocument": {"uri": uri}})


def test_a_text_that_is_closed_has_no_findings_any_more(editor: Editor) -> None:
    uri = opened(editor, "closed.md", "# 甲\n\n共有@fact:none。\n")
    editor.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    params = editor.notified("textDocument/publishDiagnostics", lambda found: found["params"]["uri"] == uri)
    assert params["diagnostics"] == []


# --- line ends and byte order marks


@pytest.mark.parametrize(("name", "change"), [("crlf.md", "\r\n"), ("mark.md", "\n"), ("cr.md", "\r")])
def test_line_ends_and_a_byte_order_mark_move_nothing(editor: Editor, name: str, change: str) -> None:
    text = ("\ufeff" if name == "mark.md" else "") + TEXT.replace("提高@fact:gain", "提高14个百分点").replace(
        "\n", change
    )
    uri = editor.open(name, text)
    found = next(found for found in editor.findings(uri) if found["code"] == "F101")
    assert part_of(text, found["range"]) == "14个百分点"
    answer = editor.at("rename", uri, at(text, "rate.to", skip=1, inside=2), newName="share.to")
    after = applied(text, answer["changes"][uri])
    assert after == text.replace("rate.to", "share.to")


def test_a_mark_before_a_text_without_front_matter_shifts_its_first_line(editor: Editor) -> None:
    text = "\ufeff共有[3个]{#a}，即@fact:a。\n"
    uri = opened(editor, "first_line.md", text)
    places = editor.at("references", uri, at(text, "a}"), context={"includeDeclaration": True})
    assert [part_of(text, place["range"]) for place in places] == ["a", "a"]
    assert places[0]["range"]["start"] == at(text, "a}")


# --- hover


def shown(editor: Editor, uri: str, text: str, part: str, skip: int = 0) -> tuple[str, str]:
    answer = editor.at("hover", uri, at(text, part, skip=skip, inside=1))
    return answer["contents"]["value"], part_of(text, answer["range"])


def test_hover_tells_all_of_a_figure(editor: Editor) -> None:
    uri = opened(editor, "hover.md", TEXT)
    value, marked = shown(editor, uri, TEXT, "rate.to", 3)
    assert marked == "rate.to"
    assert "**38.2%** · `rate.to`" in value and "数值：38.2 %" in value
    assert "原句：𠮷县😀的再生水利用率由24.6%提升至38.2%" in value and "hover.md 第 12 行" in value
    assert (
        "图1 再生水利用率 (`fig:reuse`)" in value
        and "关键数字" in value
        and "使用位置：第 7、12、20、21、29 行" in value
    )
    assert "页码：" in value


def test_hover_tells_the_formula_of_a_derived_figure_and_the_cell_of_data(editor: Editor) -> None:
    uri = opened(editor, "hover_derived.md", TEXT)
    value, _ = shown(editor, uri, TEXT, "gain", 1)
    assert "**13.6个百分点**" in value and "公式：`rate.to - rate.from`" in value and "38.2% − 24.6% = 13.6" in value
    value, marked = shown(editor, uri, TEXT, "reuse.榆次区")
    assert marked == "reuse.榆次区.利用率" and "38.2%" in value and "data/reuse.csv 单元格 B2" in value


def test_hover_follows_what_is_typed(editor: Editor) -> None:
    uri = opened(editor, "hover_typed.md", TEXT)
    text = TEXT.replace("[38.2%]", "[39.9%]")
    editor.change(uri, text)
    assert "**39.9%**" in shown(editor, uri, text, "rate.to", 3)[0]


def test_hover_tells_what_an_id_stands_for(editor: Editor) -> None:
    uri = opened(editor, "hover_id.md", TEXT)
    assert shown(editor, uri, TEXT, "fig:reuse") == ("**图1** 再生水利用率 · `fig:reuse`", "fig:reuse")
    assert editor.at("hover", uri, at(TEXT, "城市水务")) is None


# --- completion


def proposed(editor: Editor, uri: str, text: str, marker: str = "¦") -> dict[str, str]:
    """What is proposed at the marker: label → the text after it is taken."""
    place = at(text, marker)
    bare = text.replace(marker, "")
    editor.change(uri, bare)
    answer = editor.at("completion", uri, place)
    return {item["label"]: applied(bare, [item["textEdit"]]) for item in answer["items"]}


def lines_that_differ(before: str, after: str) -> list[str]:
    old = before.replace("¦", "").split("\n")
    return [line for line in after.split("\n") if line not in old]


@pytest.mark.parametrize(
    ("old", "typed", "label", "line"),
    [
        ("@fact:gain，见", "@fact:ra¦，见", "rate.to", "@fact:rate.to，见"),
        ("@fact:gain，见", "@fact:¦，见", "gain", "@fact:gain，见"),
        ("为@fact:{reuse.榆次区.利用率}", "为@fact:{reuse.¦}", "reuse.祁县.利用率", "为@fact:{reuse.祁县.利用率}"),
        ("为@fact:{reuse.榆次区.利用率}", "为@fact:reuse.祁¦", "reuse.祁县.利用率", "为@fact:{reuse.祁县.利用率}"),
        ("由{rate.from}到", "由{ra¦}到", "rate.to", "由{rate.to}到"),
        ("[rate.from, rate.to]", "[rate.from, r¦]", "rate.to", "[rate.from, rate.to]"),
        ("[rate.from, rate.to]", "¦", "rate.to", "再生水利用率: rate.to"),
        ("figure: rate.to", "figure: ¦", "rate.from", "figure: rate.from"),
        ("gain: rate.to - rate.from", "gain: rate.to - ra¦", "rate.from", "gain: rate.to - rate.from"),
        ("kind: dumbbell", "kind: du¦", "dumbbell", "kind: dumbbell"),
        ("kind: dumbbell", "kind: ¦", "slope", "kind: slope"),
        ('unit: "%"', "em¦", "emphasis", "emphasis: "),
        ('unit: "%"', "width: ¦", "half", "width: half"),
        ('unit: "%"', "from: ¦", "reuse", "from: reuse"),
        ("    label: 再生水利用率", "    la¦", "label", "    label: "),
        ("template: report", "template: ¦", "ours", "template: ours"),
        ("template: report", "template: gong¦", "gongwen", "template: gongwen"),
        ("template: report", "subt¦", "subtitle", "subtitle: "),
        ("template: report", "source_list: ¦", "none", "source_list: none"),
        ("@fig:reuse与", "@fig:¦与", "reuse", "@fig:reuse与"),
        ("@sec:urban。", "@sec:¦。", "urban", "@sec:urban。"),
        ("@fig:reuse与", "@¦与", "fact:", "@fact:与"),
        ("```keyfigures", "```key¦", "keyfigures", "```keyfigures"),
        ("data/reuse.csv", "{file: data/reuse.csv, sh¦}", "sheet", "{file: data/reuse.csv, sheet: }"),
    ],
)
def test_what_may_stand_is_proposed_and_put_in(editor: Editor, old: str, typed: str, label: str, line: str) -> None:
    assert old in TEXT
    uri = opened(editor, "complete.md", TEXT)
    editor.at("hover", uri, at(TEXT, "rate.to"))  # waits until all is known of this text
    text = TEXT.replace(old, typed, 1)
    items = proposed(editor, uri, text)
    assert label in items, sorted(items)
    assert line in items[label]


def test_a_name_that_was_just_typed_is_proposed(editor: Editor) -> None:
    uri = opened(editor, "new_name.md", "# 甲\n\n甲。\n")
    assert "new.name" in proposed(editor, uri, "# 甲\n\n共[3个]{#new.name}，即@fact:n¦。\n")


def test_nothing_is_proposed_in_code(editor: Editor) -> None:
    uri = opened(editor, "code.md", TEXT)
    assert proposed(editor, uri, TEXT + "\n```python\nx = '@fact:¦'\n```\n") == {}


# --- definition and references


def test_definition_leads_from_each_use_to_the_mark(editor: Editor) -> None:
    uri = opened(editor, "definition.md", TEXT)
    for skip in (0, 2, 3, 4):
        place = editor.at("definition", uri, at(TEXT, "rate.to", skip=skip, inside=3))
        assert place["range"]["start"] == at(TEXT, "#rate.to", inside=1) and part_of(TEXT, place["range"]) == "rate.to"
    place = editor.at("definition", uri, at(TEXT, "@fact:gain", inside=7))
    assert place["range"]["start"] == at(TEXT, "gain:")


def test_definition_leads_from_references_to_what_they_name(editor: Editor) -> None:
    uri = opened(editor, "definition_id.md", TEXT)
    place = editor.at("definition", uri, at(TEXT, "@fig:reuse", inside=6))
    assert place["range"]["start"] == at(TEXT, "#fig:reuse", inside=1)
    place = editor.at("definition", uri, at(TEXT, "@sec:urban", inside=6))
    assert place["range"]["start"] == at(TEXT, "#urban", inside=1)


def test_definition_leads_to_the_cell_of_a_table_in_text(editor: Editor) -> None:
    uri = opened(editor, "definition_cell.md", TEXT)
    place = editor.at("definition", uri, at(TEXT, "reuse.榆次区", inside=2))
    assert place["uri"].endswith("reuse.csv") and place["range"]["start"]["line"] == 1


def test_references_are_all_uses(editor: Editor) -> None:
    uri = opened(editor, "references.md", TEXT)
    every = editor.at("references", uri, at(TEXT, "#rate.to", inside=2), context={"includeDeclaration": True})
    assert [place["range"]["start"]["line"] for place in every] == [6, 11, 19, 20, 28]
    assert {part_of(TEXT, place["range"]) for place in every} == {"rate.to"}
    uses = editor.at("references", uri, at(TEXT, "#rate.to", inside=2), context={"includeDeclaration": False})
    assert len(uses) == 4
    ids = editor.at("references", uri, at(TEXT, "#fig:reuse", inside=2), context={"includeDeclaration": True})
    assert [part_of(TEXT, place["range"]) for place in ids] == ["fig:reuse", "fig:reuse"]


# --- rename


def test_rename_changes_the_mark_and_every_use(editor: Editor) -> None:
    text = (
        TEXT
        + "\n增幅{rate.to}不是引用，`@fact:rate.to`是代码，@fact:{rate.to:number}是数值。\n\n```python\nrate.to\n```\n"
    )
    uri = opened(editor, "rename.md", text)
    prepared = editor.at("prepareRename", uri, at(text, "rate.to", skip=2, inside=4))
    assert prepared["placeholder"] == "rate.to" and part_of(text, prepared["range"]) == "rate.to"
    answer = editor.at("rename", uri, at(text, "rate.to", skip=2, inside=4), newName="share.end")
    expected = TEXT.replace("rate.to", "share.end") + text[len(TEXT) :].replace(
        "{rate.to:number}", "{share.end:number}"
    )
    assert applied(text, answer["changes"][uri]) == expected


def test_rename_reaches_columns_lists_and_decreases(editor: Editor) -> None:
    text = (
        "# 甲\n\n降低[5万吨]{#loss}，增加[8万吨]{#win}。\n\n````columns 2\n甲@fact:loss\n\n```chart #fig:a\nkind: column\n"
        "title: 图\nunit: 万吨\nrows:\n  降:\n    - -loss\n  升: win\nalt: 降{loss}。\n```\n\n乙\n````\n"
    )
    uri = opened(editor, "rename_columns.md", text)
    answer = editor.at("rename", uri, at(text, "#loss", inside=2), newName="cut")
    assert applied(text, answer["changes"][uri]) == text.replace("loss", "cut")


def test_rename_of_a_derived_figure(editor: Editor) -> None:
    uri = opened(editor, "rename_derived.md", TEXT)
    answer = editor.at("rename", uri, at(TEXT, "@fact:gain", inside=7), newName="rise")
    assert applied(TEXT, answer["changes"][uri]) == TEXT.replace("gain", "rise")


@pytest.mark.parametrize(
    ("new", "why"),
    [("2x", "不能作数字的名称"), ("涨幅", "不能作数字的名称"), ("rate.from", "已有数字叫“rate.from”"), ("", "")],
)
def test_rename_refuses_what_is_no_name_and_one_that_is_taken(editor: Editor, new: str, why: str) -> None:
    uri = opened(editor, "rename_refused.md", TEXT)
    with pytest.raises(RefusedError) as refused:
        editor.at("rename", uri, at(TEXT, "#rate.to", inside=2), newName=new)
    assert why in refused.value.message


def test_rename_refuses_cells_and_text(editor: Editor) -> None:
    uri = opened(editor, "rename_cell.md", TEXT)
    with pytest.raises(RefusedError, match="数据表的单元格"):
        editor.at("prepareRename", uri, at(TEXT, "reuse.榆次区", inside=2))
    with pytest.raises(RefusedError, match="没有数字名称"):
        editor.at("prepareRename", uri, at(TEXT, "城市水务", inside=1))


def test_rename_says_for_which_version_it_is(rich_editor: Editor) -> None:
    uri = opened(rich_editor, "versions.md", TEXT)
    rich_editor.change(uri, TEXT + "\n尾。\n")
    answer = rich_editor.at("rename", uri, at(TEXT, "#rate.to", inside=2), newName="share.to")
    (change,) = answer["documentChanges"]
    assert change["textDocument"] == {"uri": uri, "version": rich_editor.version(uri)}


# --- quick fixes


def offered(editor: Editor, uri: str, finding: Json) -> list[Json]:
    context = {"diagnostics": [finding]}
    params = {"textDocument": {"uri": uri}, "range": finding["range"], "context": context}
    actions: list[Json] = editor.ask("textDocument/codeAction", params)
    return actions


def test_a_certain_fix_is_made_when_it_is_chosen(rich_editor: Editor) -> None:
    text = "# 甲\n\n😀日均5～8%的降幅。\n\n增长5%。\n"
    uri = rich_editor.open("fix.md", text)
    finding = next(f for f in rich_editor.findings(uri) if f["code"].startswith("F12"))
    action = next(action for action in offered(rich_editor, uri, finding) if action.get("isPreferred"))
    assert action["kind"] == "quickfix" and "edit" not in action
    assert action["diagnostics"][0]["code"] == finding["code"]
    resolved = rich_editor.ask("codeAction/resolve", action)
    (change,) = resolved["edit"]["documentChanges"]
    assert applied(text, change["edits"]) == text.replace("5～8%", "5%～8%")


def test_simple_editors_get_the_edit_at_once(editor: Editor) -> None:
    text = "# 甲\r\n\r\n见@fig:reuse。共[3个]{#a.b}，即@fact:a.c。\r\n"
    uri = editor.open("fix_simple.md", text)
    finding = next(f for f in editor.findings(uri) if f["code"] == "F003")
    action = next(a for a in offered(editor, uri, finding) if "a.b" in a["title"])
    assert not action.get("isPreferred")
    assert applied(text, action["edit"]["changes"][uri]) == text.replace("@fact:a.c", "@fact:a.b")


def test_a_finding_is_accepted_by_a_comment(rich_editor: Editor) -> None:
    text = "# 甲\r\n\r\n乙（丙。\r\n\r\n丁。\r\n"
    uri = rich_editor.open("accept.md", text)
    finding = next(f for f in rich_editor.findings(uri) if f["code"] == "S112")
    action = next(a for a in offered(rich_editor, uri, finding) if "S112" in a["title"])
    (change,) = rich_editor.ask("codeAction/resolve", action)["edit"]["documentChanges"]
    after = applied(text, change["edits"])
    assert after == text.replace("乙（丙", "<!-- jz: allow S112 -->\r\n\r\n乙（丙")
    rich_editor.change(uri, after)
    assert "S112" not in {f["code"] for f in rich_editor.findings(uri)}


def test_arithmetic_that_two_numbers_may_be_wrong_in_has_no_quick_fix(editor: Editor) -> None:
    text = TEXT.replace("提高@fact:gain", "提高14个百分点")
    uri = editor.open("no_fix.md", text)
    finding = next(f for f in editor.findings(uri) if f["code"] == "F101")
    assert not [action for action in offered(editor, uri, finding) if "13.6" in action["title"]]


def test_no_action_is_offered_for_an_older_text(rich_editor: Editor) -> None:
    text = "# 甲\n\n日均5～8%的降幅。\n"
    uri = rich_editor.open("stale.md", text)
    finding = next(f for f in rich_editor.findings(uri) if f["code"].startswith("F12"))
    (action, *_) = offered(rich_editor, uri, finding)
    rich_editor.change(uri, "前言。\n\n" + text)
    assert "edit" not in rich_editor.ask("codeAction/resolve", action)
    rich_editor.findings(uri)


# --- outline


def test_the_outline_nests_headings_blocks_and_derived_figures(editor: Editor) -> None:
    uri = opened(editor, "outline.md", TEXT)
    symbols = editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    assert [symbol["name"] for symbol in symbols] == ["文首元数据", "城市水务"]
    front, head = symbols
    assert [(child["name"], child["detail"]) for child in front["children"]] == [("gain", "rate.to - rate.from")]
    assert [child["name"] for child in head["children"]] == ["再生水利用率", "关键数字"]
    assert [child["name"] for child in head["children"][1]["children"]] == ["水务"]
    assert part_of(TEXT, head["selectionRange"]) == "# 城市水务 {#urban}"
    assert part_of(TEXT, head["range"]).endswith("比{rate.from}高\n```\n")


def test_front_matter_blocks_and_sections_fold(editor: Editor) -> None:
    uri = opened(editor, "fold.md", TEXT)
    folds = editor.ask("textDocument/foldingRange", {"textDocument": {"uri": uri}})
    lines = [(fold["startLine"], fold["endLine"]) for fold in folds]
    assert (0, 7) in lines and (14, 21) in lines and (23, 31) in lines


# --- the process itself


def test_a_server_ends_when_its_editor_does(folder: Path) -> None:
    editor = Editor(folder)
    uri = editor.open("end.md", TEXT)
    editor.findings(uri)
    assert editor.close() == 0


def test_the_worker_may_die_without_harm(folder: Path) -> None:
    import signal

    editor = Editor(folder)
    try:
        uri = editor.open("die.md", TEXT)
        editor.findings(uri)
        for child in _children(editor.pid):
            import os

            os.kill(child, signal.SIGKILL)
        editor.change(uri, TEXT + "\n共有@fact:none。\n")
        assert "F003" in {f["code"] for f in editor.findings(uri)}
    finally:
        editor.close()


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    if not found.exists():
        pytest.skip("the system does not tell the children of a process")
    return [int(child) for child in found.read_text(encoding="utf-8").split()]
