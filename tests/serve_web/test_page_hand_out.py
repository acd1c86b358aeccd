"""What is handed out and what comes back: figures, charts, Word files, older builds, a document for each row."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import docx

from clerks import Clerk, Open, download, edited
from press_texts import ROWS_TEMPLATE, TEXT

ROWS = "县区,学位\n青岚县,3600\n白石县,2400\n"


def opened(clerk: Open, folder: Path) -> Clerk:
    person = clerk(folder)
    person.drop("民生.txt", TEXT.encode())
    return person


def test_files_are_handed_out(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path)
    assert download(person, "PDF").startswith(b"%PDF")
    facts = json.loads(download(person, "facts.json"))
    assert "24.6%" in json.dumps(facts, ensure_ascii=False)
    word = docx.Document(io.BytesIO(download(person, "Word")))
    assert any("供水管网" in paragraph.text for paragraph in word.paragraphs)
    assert not person.troubles


def test_a_figure_gets_another_name_everywhere(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path)
    person.click_figure("24.6%")
    card = person.page.locator(".card")
    assert "13.6个百分点" in card.inner_text()  # the arithmetic
    card.get_by_role("button", name="改名").click()
    card.locator("input").fill("reuse.from")
    card.get_by_role("button", name="确定改名").click()
    person.until(lambda: "[24.6%]{#reuse.from}" in person.saved())
    assert "f1," not in person.saved()
    assert not person.troubles


def test_a_chart_is_made_of_a_figure(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path)
    charts = person.saved().count("```chart")
    person.click_figure("2100人")
    person.page.locator(".card").get_by_role("button", name="做成图表").click()
    dialog = person.page.locator("dialog")
    dialog.locator(".preview img").wait_for()
    dialog.get_by_label("标题").fill("教师构成")
    first = dialog.locator(".preview img").get_attribute("src")
    person.until(lambda: dialog.locator(".preview img").get_attribute("src") != first)
    dialog.get_by_role("button", name="插入原文").click()
    person.until(lambda: person.saved().count("```chart") == charts + 1)
    assert "教师构成" in person.saved()
    assert not person.troubles


def test_an_edited_word_file_comes_back_edit_by_edit(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path)
    word = edited(download(person, "Word"), "改造老旧小区", "整治老旧小区")
    word = edited(word, "惠及居民", "受益居民")
    person.drop_on_page("民生.docx", word)
    dialog = person.page.locator("dialog")
    dialog.locator(".edit").first.wait_for()
    assert dialog.locator(".edit").count() == 2
    assert dialog.locator("ins", has_text="整治").count() == 1
    dialog.locator(".edit", has_text="受益").get_by_role("checkbox").uncheck()
    dialog.get_by_role("button", name="收回 1 处修改").click()
    person.until(lambda: "整治老旧小区" in person.saved())
    assert "惠及居民" in person.saved()
    assert "受益居民" not in person.saved()
    assert not person.troubles


def test_a_build_is_compared_and_restored(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path)
    download(person, "PDF")
    before = person.saved()
    person.find("改造老旧小区")
    person.type("及周边")
    person.saved()
    person.page.get_by_role("button", name="历史与对比").click()
    frame = person.page.frame_locator("iframe.comparison")
    frame.locator("body", has_text="及周边").wait_for()
    person.page.locator("dialog tbody tr").last.get_by_role("button", name="恢复").click()
    person.until(lambda: person.saved() == before)
    assert not person.troubles


def test_a_document_is_made_of_each_row(clerk: Open, tmp_path: Path) -> None:
    person = clerk(tmp_path)
    person.drop("简报.md.j2", ROWS_TEMPLATE.encode())
    person.drop_on_page("县区.csv", ROWS.encode())
    dialog = person.page.locator("dialog")
    dialog.locator(".row-preview img").first.wait_for()
    dialog.locator("tbody tr", has_text="白石县").click()
    dialog.get_by_role("button", name="全部生成").click()
    with person.page.expect_download() as handed:
        dialog.get_by_role("link", name="全部下载").click()
    names = zipfile.ZipFile(handed.value.path()).namelist()
    assert len([name for name in names if name.endswith(".docx")]) == 2
    assert not person.troubles
