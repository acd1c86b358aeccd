"""What hands do at the page beside typing letters: Chinese input, printing, two tabs, edits on both sides of a file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl

from clerks import Clerk, Open, download, edited
from press_texts import ROWS_TEMPLATE, TEXT


def opened(clerk: Open, folder: Path) -> Clerk:
    person = clerk(folder)
    person.drop("民生.txt", TEXT.encode())
    return person


def test_chinese_is_put_together_before_it_is_text(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path)
    person.find("改造老旧小区")
    keys = person.page.context.new_cdp_session(person.page)
    before = person.seq()
    for letters in ("g", "go", "gong", "gong'cheng"):
        keys.send("Input.imeSetComposition", {"text": letters, "selectionStart": len(letters), "selectionEnd": 0})
    person.page.wait_for_timeout(300)
    assert person.seq() == before  # letters on the way are not built
    keys.send("Input.insertText", {"text": "工程"})
    person.until(lambda: "改造老旧小区工程" in person.saved())
    assert "gong" not in person.saved()
    person.settled()
    person.page.keyboard.press("Control+z")
    person.until(lambda: person.saved().count("工程") == TEXT.count("工程"))
    assert not person.troubles


def test_a_sentence_that_both_sides_changed_is_shown_as_a_conflict(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path)
    word = edited(download(person, "Word"), "改造老旧小区", "整治老旧小区")
    person.find("改造老旧小区")
    for _ in "改造老旧小区":
        person.page.keyboard.press("Backspace")
    person.type("更新旧小区")
    person.saved()
    person.drop_on_page("民生.docx", word)
    edit = person.page.locator("dialog .edit.conflict")
    edit.wait_for()
    assert "更新旧小区" in edit.inner_text() and "整治老旧小区" in edit.inner_text()
    box = edit.get_by_role("checkbox")
    assert not box.is_checked()
    box.check()
    person.page.locator("dialog").get_by_role("button", name="收回 1 处修改").click()
    person.until(lambda: "整治老旧小区" in person.saved())
    assert "更新旧小区" not in person.saved()
    assert not person.troubles


def test_printing_opens_the_pdf_itself(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path)
    answers: list[tuple[str, str]] = []
    person.page.context.on(
        "response",
        lambda answer: answers.append((answer.url, answer.headers.get("content-disposition", ""))),
    )
    person.page.locator(".pages-pane").get_by_role("button", name="打印").click()
    person.until(lambda: any(".pdf" in url for url, _ in answers))
    (way,) = {way.split(";")[0] for url, way in answers if ".pdf" in url}
    assert way == "inline"


def test_ofd_is_handed_out(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path)
    names = zipfile.ZipFile(io.BytesIO(download(person, "OFD"))).namelist()
    assert "OFD.xml" in names


def test_two_tabs_see_each_others_text(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path)
    other = Clerk(person.page.context.new_page(), tmp_path)
    other.page.goto(person.page.url)
    other.wait_pages()
    person.page.bring_to_front()
    person.find("改造老旧小区")
    person.type("整")
    text = person.saved()
    editor = other.page.locator(".cm-content")
    other.page.bring_to_front()
    other.find("改造老旧小区")
    other.until(lambda: "改造老旧小区整" in editor.inner_text())
    assert other.saved() == text
    assert not person.troubles and not other.troubles


def test_a_workbook_makes_a_document_of_each_row(clerk: Open, tmp_path: Path) -> None:
    person = clerk(tmp_path)
    book = openpyxl.Workbook()
    for row in (("县区", "学位"), ("青岚县", 3600), ("白石县", 2400), ("乌石县", "")):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    person.drop("简报.md.j2", ROWS_TEMPLATE.encode())
    person.drop_on_page("县区.xlsx", data.getvalue())
    dialog = person.page.locator("dialog")
    dialog.locator("tbody tr", has_text="白石县").click()
    dialog.locator(".row-preview h3", has_text="第 2 行预览").wait_for()
    dialog.get_by_label("同时生成 OFD").check()
    dialog.get_by_role("button", name="全部生成").click()
    with person.page.expect_download() as handed:
        dialog.get_by_role("link", name="全部下载").click()
    names = zipfile.ZipFile(handed.value.path()).namelist()
    assert {Path(name).suffix for name in names} == {".pdf", ".docx", ".ofd"}
    assert len(names) == 6
    assert "乌石县" in dialog.locator(".failures").inner_text()  # its cell is empty, and the others are made
    assert not person.troubles


def test_every_template_shows_its_pages(clerk: Open, tmp_path: Path) -> None:
    person = clerk(tmp_path)
    pictures = person.page.locator(".template img")
    widths = "(pictures) => pictures.map((picture) => picture.naturalWidth)"
    person.until(lambda: all(width > 40 for width in pictures.evaluate_all(widths)))
    assert pictures.count() == person.page.locator(".template").count() >= 6
