"""Figures, findings and charts: what a click shows, and what it changes in the text."""

from __future__ import annotations

from difflib import ndiff

from live_server import TEXT, LiveServer

pytest_plugins = ["live_server"]


def changed(answer: object) -> list[str]:
    """The lines that a click changed."""
    text = answer.json()["text"]  # type: ignore[attr-defined]
    return [line for line in ndiff(TEXT.split("\n"), text.split("\n")) if line[0] in "+-" and line[2:].strip()]


def test_every_figure_answers(server: LiveServer, water: str) -> None:
    server.built(water, TEXT, 1)
    figures = {figure["text"]: figure for figure in server.client.get(f"/api/docs/{water}/figures").json()}
    assert figures["96.5%"]["name"] == "rate.from" and figures["96.5%"]["arithmetic"] == "98.2% − 96.5% = 1.7个百分点"
    assert figures["96.5%"]["partner"]["id"] == "rate.to" and figures["96.5%"]["subject"] == "公共供水普及率"
    assert figures["96.5%"]["source"]["sentence"].startswith("全市公共供水普及率由96.5%")
    unnamed = figures["50万吨"]
    assert (unnamed["name"], unnamed["marked"], unnamed["line"], unnamed["column"]) == ("", False, 9, 7)
    assert TEXT.split("\n")[8][unnamed["column"] - 1 :].startswith("50万吨")
    assert all(figure["places"] for figure in figures.values())
    boxes = [
        box
        for page in server.built(water, TEXT, 8)["pages"]
        for box in server.client.get(f"/api/docs/{water}/map/{page['hash']}").json()["boxes"]
    ]
    assert {unnamed["id"], "rate.from"} <= {box.get("figure") for box in boxes}


def test_a_figure_is_renamed_wherever_its_name_stands(server: LiveServer, water: str) -> None:
    answer = server.post(water, "figures/rate.to", text=TEXT, action="rename", name="water.rate")
    text = answer.json()["text"]
    assert text == TEXT.replace("rate.to", "water.rate")


def test_marking_and_unmarking(server: LiveServer, water: str) -> None:
    answer = server.post(water, "figures/f7", text=TEXT, action="mark", name="supply")
    assert answer.json()["text"] == TEXT.replace("50万吨", "[50万吨]{#supply}")
    answer = server.post(water, "figures/rate.from", text=TEXT, action="unmark")
    assert answer.json()["text"] == TEXT.replace("[96.5%]{#rate.from}", "96.5%")
    refused = server.post(water, "figures/rate.to", text=TEXT, action="unmark")
    assert refused.status_code == 422 and refused.json()["code"] == "F003"  # it is used elsewhere
    for name in ("24.6%", "a b", "", "x}"):
        assert server.post(water, "figures/f7", text=TEXT, action="rename", name=name).status_code == 422
    assert server.post(water, "figures/f7", text=TEXT, action="mark", name="rate.to").json()["code"] == "X181"


def test_the_first_figure_of_a_text_is_marked_and_the_last_unmarked(server: LiveServer, water: str) -> None:
    bare = "---\ntemplate: briefing\n---\n\n# 供水\n\n新建管网126公里。\n"  # with a figure it prints a list of sources
    with_mark = bare.replace("126公里", "[126公里]{#f1}")
    assert server.post(water, "figures/f1", text=bare, action="mark").json()["text"] == with_mark
    assert server.post(water, "figures/f1", text=with_mark, action="unmark").json()["text"] == bare


def test_key_figures_are_chosen_by_click(server: LiveServer, water: str) -> None:
    answer = server.post(water, "figures/rate.to", text=TEXT, action="key")
    assert '  - figure: rate.to\n    label: "公共供水普及率"' in answer.json()["text"]
    both = server.post(water, "figures/rate.from", text=answer.json()["text"], action="key").json()["text"]
    assert both.count("```keyfigures") == 1 and both.count("- figure:") == 2
    left = server.post(water, "figures/rate.to", text=both, action="unkey").json()["text"]
    assert left.count("- figure:") == 1 and "figure: rate.from" in left
    assert server.post(water, "figures/rate.from", text=left, action="unkey").json()["text"] == TEXT


def test_a_certain_fix_changes_the_source_and_ends_the_finding(server: LiveServer, water: str) -> None:
    (finding,) = server.built(water, TEXT, 2)["findings"]
    (fix,) = finding["fixes"]
    assert fix["certain"] and fix["title"] == "改为“县城40公里。”"
    mended = server.post(water, "fix", text=TEXT, finding=finding, fix=fix["id"]).json()["text"]
    assert mended == TEXT.replace("。。", "。")
    assert server.built(water, mended, 3)["findings"] == []
    assert server.post(water, "fix", text=mended, finding=finding, fix=fix["id"]).status_code == 404


def test_it_is_right_writes_the_allowance_with_its_reason(server: LiveServer, water: str) -> None:
    (finding,) = server.built(water, TEXT, 4)["findings"]
    allowed = server.post(water, "allow", text=TEXT, finding=finding, reason="原文 --> 如此")
    assert changed(allowed) == ["+ <!-- jz: allow S117 原文 —＞ 如此 -->"]
    assert server.built(water, allowed.json()["text"], 5)["findings"] == []


def test_a_chart_of_figures_is_previewed_and_put_in(server: LiveServer, water: str) -> None:
    (proposal,) = server.client.get(f"/api/docs/{water}/charts/proposals?figure=rate.to").json()
    assert proposal["rows"] == [{"label": "公共供水普及率", "facts": ["rate.from", "rate.to"]}]
    picture = server.post(water, "charts/preview", text=TEXT, block=proposal["block"])
    assert picture.headers["content-type"] == "image/png" and picture.content.startswith(b"\x89PNG")
    answer = server.post(water, "charts/insert", text=TEXT, block=proposal["block"], line=proposal["line"]).json()
    assert answer["text"].split("\n")[answer["line"] - 1].startswith("```chart #fig:chart-1")
    assert server.built(water, answer["text"], 6)["counts"]["errors"] == 0


def test_a_chart_marks_the_figures_that_have_no_name(server: LiveServer, water: str) -> None:
    block = "```chart #fig:pipes\nkind: bar\ntitle: 管网\nunit: 公里\nrows:\n  市区: f5\n  县城: f6\nalt: 管网\n```"
    text = server.post(water, "charts/insert", text=TEXT, block=block, line=7).json()["text"]
    assert "[80公里]{#f5}" in text and "[40公里]{#f6}" in text
    assert server.built(water, text, 7)["counts"]["errors"] == 0
    wrong = server.post(water, "charts/preview", text=TEXT, block=block.replace("f5", "none"))
    assert wrong.status_code == 422 and wrong.json()["code"] == "F003"
    assert server.post(water, "charts/insert", text=TEXT, block="rm -rf", line=1).json()["code"] == "X186"
