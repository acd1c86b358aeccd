"""Derived figures: computed with decimals, named, printed and listed like those of the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdocs.build import pipeline
from jzdocs.model import nodes
from jzdocs.model.walk import plain
from jzdocs.project import lone

BODY = """
再生水利用率由[24.6%]{#reuse.from}提升至[38.2%]{#reuse.to}，提高@fact:gain。供热面积[1350万平方米]{#heat}，惠及[6.5万户]{#homes}，其中新增[150万平方米]{#new}。

```chart
kind: bar
title: 提升
unit: 个百分点
alt: 提高{gain}。
rows: {再生水: gain}
```

```sources
```
"""


def load(folder: Path, derived: str, body: str = BODY) -> pipeline.Loaded:
    path = folder / "a.md"
    path.write_text(f"---\ntitle: 甲\nderived:\n{derived}\n---\n{body}", encoding="utf-8")
    return pipeline.load(path, lone(path), "report")


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("reuse.to - reuse.from", "13.6个百分点"),
        ("reuse.to - reuse.from → %", "13.6%"),
        ("heat - new", "1200万平方米"),
        ("new / heat → %", "11.1%"),
        ("heat / (heat - new)", "1.1"),
        ("heat / 2", "675.0万平方米"),
        ("(reuse.to + reuse.from) / 2 → %", "31.4%"),
        ("homes * 3 → 万人", "19.5万人"),
    ],
)
def test_formulas(tmp_path: Path, formula: str, text: str) -> None:
    loaded = load(tmp_path, f"  gain: {formula}", BODY.split("```")[0])
    fact = loaded.document.facts["gain"]
    assert fact.text == text and fact.formula == formula.partition("→")[0].strip()
    assert not [
        d for d in loaded.report if d.code in ("F001", "F003", "F004")
    ]  # (F101 sees where “提高” does not suit the figure)


def test_a_derived_figure_is_used_by_name_everywhere(tmp_path: Path) -> None:
    loaded = load(tmp_path, "  gain: reuse.to - reuse.from")
    assert not loaded.report.found
    paragraph = next(b for b in loaded.document.blocks if isinstance(b, nodes.Paragraph))
    assert "提高13.6个百分点。" in plain(paragraph.inlines)
    figure = next(b for b in loaded.document.blocks if isinstance(b, nodes.Figure))
    assert isinstance(figure.content, nodes.Chart) and str(figure.content.panels[0].rows[0].values[0].number) == "13.6"
    assert figure.alt == "提高13.6个百分点。"
    sources = next(b for b in loaded.document.blocks if isinstance(b, nodes.Sources))
    assert sources.table is not None
    assert any("推算：38.2% − 24.6% = 13.6个百分点" in plain(row[1].inlines) for row in sources.table.body)


def test_when_a_figure_changes_all_that_is_derived_from_it_does(tmp_path: Path) -> None:
    loaded = load(tmp_path, "  gain: reuse.to - reuse.from", BODY.replace("[38.2%]", "[40.1%]"))
    assert loaded.document.facts["gain"].text == "15.5个百分点"
    figure = next(b for b in loaded.document.blocks if isinstance(b, nodes.Figure))
    assert figure.alt == "提高15.5个百分点。"


@pytest.mark.parametrize(
    ("derived", "code", "said"),
    [
        ("  gain: reuse.to - heat", "F004", "%"),
        ("  gain: reuse.too - reuse.from", "F003", "reuse.to"),
        ("  gain: reuse.to - ", "F004", "ends too early"),
        ("  gain: (reuse.to - reuse.from", "F004", "not closed"),
        ("  gain: heat / (new - new)", "F004", "division by zero"),
        ("  heat: reuse.to - reuse.from", "F001", "used twice"),
        ("  gain: reuse.to ; reuse.from", "F004", "is not understood"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, derived: str, code: str, said: str) -> None:
    loaded = load(
        tmp_path, derived, BODY.split("，提高@fact")[0] + "供热[1350万平方米]{#heat}，新增[150万平方米]{#new}。"
    )
    (found,) = [d for d in loaded.report if d.code == code]
    assert found.location.line == 4 and said in "; ".join(found.worded())


CHART = """
公园面积达1145万平方米，新建公厕15座。

```chart
kind: bar
title: 面积
unit: 万平方米
alt: 公园面积。
rows: {公园面积: VALUE}
```
"""


@pytest.mark.parametrize(("value", "codes"), [("1145", ["F010"]), ("1145.3", ["F106"]), ("1154", ["F107"])])
def test_a_literal_number_that_contradicts_the_text_is_an_error(tmp_path: Path, value: str, codes: list[str]) -> None:
    loaded = load(tmp_path, "  a: b", CHART.replace("VALUE", value))
    found = [d for d in loaded.report if d.code in ("F010", "F106", "F107")]
    assert [d.code for d in found] == codes
    if codes == ["F107"]:
        assert found[0].severity == "error" and "1145万平方米" in found[0].worded()[0] and found[0].location.line > 10


def test_a_backslash_in_a_figure_is_shown_as_it_is(tmp_path: Path) -> None:
    body = "投入[3\\\\1万元]{#a}，另有[2万元]{#b}，共@fact:sum。\n\n```sources\n```\n"
    (tmp_path / "a.md").write_text(f"---\ntitle: 甲\nderived:\n  sum: b + b\n---\n{body}", encoding="utf-8")
    loaded = pipeline.load(tmp_path / "a.md", lone(tmp_path / "a.md"), "report")
    from jzdocs.resolve.derived import _with_texts

    assert _with_texts("a + b", ["a", "b"], loaded.document.facts) == "3\\1万元 + 2万元"
