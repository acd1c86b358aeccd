"""Figures at the page by clicks: marked, chosen as key figures, completed while typing, drawn as the chart one wants."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from clerks import Clerk, Open
from press_texts import TEXT

CHART = """# 教师

全县共有教师[4860人]{#teachers.all}，其中小学[2100人]{#teachers.primary}、初中[1560人]{#teachers.middle}。

```chart #fig:teachers
kind: bar
title: 教师
unit: 人
rows:
  小学: teachers.primary
  初中:{blank}
```
""".replace("{blank}", " ")


def opened(clerk: Open, folder: Path, name: str, text: str) -> Clerk:
    person = clerk(folder)
    person.drop(name, text.encode())
    return person


def press(person: Clerk, printed: str, name: str) -> None:
    """Click a number, then a button of its card, and wait for the new pages."""
    person.click_figure(printed)
    person.page.locator(".card").get_by_role("button", name=name, exact=True).click()
    person.saved()
    person.settled()


def test_a_number_is_marked_and_becomes_a_key_figure_by_clicks(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path, "水务.md", "# 水务\n\n新建供水管网126公里，改造旧管88公里。\n")
    press(person, "126公里", "标记为数字")
    person.until(lambda: "[126公里]{#" in person.saved())
    marked = person.saved()
    press(person, "126公里", "设为关键数字")
    person.until(lambda: "```keyfigures" in person.saved())
    assert "126" in person.saved().split("```keyfigures")[0] + person.saved().split("```")[-1]
    press(person, "126公里", "取消关键数字")
    person.until(lambda: "```keyfigures" not in person.saved())
    press(person, "126公里", "取消标记")
    person.until(lambda: "[126公里]" not in person.saved())
    assert "新建供水管网126公里，改造旧管88公里。" in person.saved()
    assert marked != person.saved()
    assert not person.troubles


def test_names_of_figures_and_kinds_of_charts_are_completed(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path, "教师.md", CHART.replace("  初中: \n", "  初中: teachers.primary\n"))
    person.find("初中: teachers.primary")
    for _ in "primary":
        person.page.keyboard.press("Backspace")
    person.page.keyboard.type("mi")
    option = person.page.locator(".cm-tooltip-autocomplete li")
    person.until(lambda: _asked_for(person, option.filter(has_text="teachers.middle")))
    assert option.count() == 1
    assert "1560人" in option.inner_text()
    person.page.wait_for_timeout(150)  # the editor takes no choice before it could be read
    person.page.keyboard.press("Enter")
    person.until(lambda: "初中: teachers.middle" in person.saved())
    person.find("kind: bar")
    for _ in "bar":
        person.page.keyboard.press("Backspace")
    person.page.keyboard.type("co")
    option.first.wait_for()
    assert any("column" in text for text in option.all_inner_texts())
    assert not person.troubles


def _asked_for(person: Any, option: Any) -> bool:
    """Whether the list shows an option; where the names came after the keys, it is asked for once more."""
    if not option.count():
        person.page.keyboard.press("Control+Space")
        person.page.wait_for_timeout(300)
    return bool(option.count())


def test_kind_rows_and_title_of_a_chart_are_chosen_before_it_is_put_in(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path, "民生.txt", TEXT)
    person.click_figure("2100人")
    person.page.locator(".card").get_by_role("button", name="做成图表").click()
    dialog = person.page.locator("dialog")
    picture = dialog.locator(".preview img")
    picture.wait_for()

    def changed(before: str | None) -> None:
        person.until(lambda: picture.get_attribute("src") != before and "busy" not in preview_class())

    def preview_class() -> str:
        return dialog.locator(".preview").get_attribute("class") or ""

    before = picture.get_attribute("src")
    dialog.get_by_label("图表类型").select_option("column")
    changed(before)
    before = picture.get_attribute("src")
    dialog.locator(".rows label", has_text="高中").get_by_role("checkbox").uncheck()
    changed(before)
    before = picture.get_attribute("src")
    dialog.get_by_label("标题").fill("两类“教师”: 构成")
    changed(before)
    dialog.get_by_role("button", name="插入原文").click()
    person.until(lambda: "两类“教师”: 构成" in person.saved())
    block = next(part for part in person.saved().split("```chart")[1:] if "两类“教师”" in part).split("```")[0]
    assert "kind: column" in block
    assert "初中" in block and "高中" not in block
    person.settled()
    assert "错误" not in person.page.locator(".counts").inner_text()
    assert not person.troubles
