"""The way of somebody who never saw the page: drop a text, see its pages, go from page to source, type, save."""

from __future__ import annotations

from pathlib import Path

from clerks import Clerk, Open
from press_texts import SLIP, TEXT


def opened(clerk: Open, folder: Path, text: str = TEXT) -> Clerk:
    person = clerk(folder)
    person.drop("民生.txt", text.encode())
    return person


def test_a_dropped_text_has_pages_and_a_source(clerk: Open, tmp_path: Path) -> None:
    person = clerk(tmp_path)
    assert person.page.locator("h1").inner_text() == "把文件拖到这里，或粘贴文字"
    person.drop("民生.txt", TEXT.encode())
    assert person.page.locator(".sheet").count() >= 2
    assert person.page.locator(".title h1").inner_text() == "民生"
    assert "再生水利用率" in person.saved()
    assert not person.troubles


def test_pasted_text_becomes_a_document(clerk: Open, tmp_path: Path) -> None:
    person = clerk(tmp_path)
    person.page.get_by_role("button", name="粘贴文字").click()
    person.page.locator("textarea").fill(TEXT)
    person.page.get_by_role("button", name="生成文稿").click()
    person.wait_pages()
    assert "污水处理率" in person.saved()
    assert not person.troubles


def test_the_page_speaks_english_where_the_browser_does(clerk: Open, tmp_path: Path) -> None:
    person = clerk(tmp_path, locale="en-GB")
    assert person.page.locator("h1").inner_text() == "Drop a file here, or paste text"
    assert person.page.locator("html").get_attribute("lang") == "en"


def test_a_click_on_a_number_of_the_page_leads_to_its_source(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path)
    person.click_figure("24.6%")
    assert "24.6%" in person.cursor_line()
    card = person.page.locator(".card")
    assert card.locator("h2").inner_text() == "24.6%"
    assert "再生水利用率" in card.inner_text()
    assert not person.troubles


def test_the_cursor_marks_its_sentence_on_the_page(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path)
    person.find("普惠性幼儿园覆盖率")
    person.until(lambda: person.page.locator(".mark.place").count() > 0)
    person.until(lambda: person.in_view(person.page.locator(".mark.place").last))
    assert not person.troubles


def test_typing_changes_the_page_and_only_the_page_it_stands_on(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path)
    person.find("供水管网126公里")
    before = person.pictures()
    place = person.page.locator(".sheets").evaluate("(box) => box.scrollTop")
    person.type("长")
    person.until(lambda: person.pictures() != before)
    after = person.pictures()
    assert sum(old != new for old, new in zip(before, after, strict=True)) <= 2  # the page, and its line in the sources
    assert abs(person.page.locator(".sheets").evaluate("(box) => box.scrollTop") - place) < 3
    assert "长" in person.saved()
    assert not person.troubles


def test_undo_brings_the_text_back(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path)
    before = person.saved()
    person.find("供水管网")
    person.type("甲乙丙")
    person.until(lambda: "甲乙丙" in person.saved())
    person.page.keyboard.press("Control+z")
    person.until(lambda: person.saved() == before)


def test_what_another_program_writes_is_never_lost(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path)
    path = person.path()
    theirs = person.saved().replace("新增学位", "增加学位")
    path.write_text(theirs, encoding="utf-8")
    person.page.get_by_text("另一个程序改动了这份文件，新内容已载入").first.wait_for(state="attached")
    assert person.saved() == theirs


def test_two_versions_are_offered_where_both_sides_wrote(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path)
    theirs = person.saved().replace("新增学位", "增加学位")
    person.find("供水管网")
    person.page.keyboard.type("我写的")
    person.path().write_text(theirs, encoding="utf-8")
    bar = person.page.locator(".bar")
    bar.wait_for()
    assert person.path().read_text(encoding="utf-8") == theirs
    bar.get_by_role("button", name="对照查看").click()
    assert person.page.locator("dialog .cm-mergeView").is_visible()
    person.page.locator("dialog").get_by_role("button", name="保留我的").click()
    person.until(lambda: "我写的" in person.path().read_text(encoding="utf-8"))
    assert not person.troubles


def test_a_finding_is_mended_by_its_button(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path, SLIP)
    counts = person.page.locator(".counts")
    assert "错误" in counts.inner_text()
    assert "错误" in person.page.title()
    item = person.page.locator("li.finding.error").first
    item.locator(".finding-go").click()
    assert "14.6个百分点" in person.cursor_line()
    item.get_by_role("button", name="改为").click()
    person.until(lambda: "13.6个百分点" in person.saved() and "14.6个百分点" not in person.saved())
    person.until(lambda: "错误" not in counts.inner_text())
    assert not person.troubles


def test_it_is_right_is_written_with_its_reason(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path)
    item = person.page.locator("li.finding").first
    item.get_by_role("button", name="这样写是对的").click()
    item.locator("input").fill("原话如此")
    item.get_by_role("button", name="保留原样").click()
    person.until(lambda: "原话如此" in person.saved())
    person.until(lambda: "未发现问题" in person.page.locator(".counts").inner_text())
    assert not person.troubles


def test_every_file_that_is_not_read_is_named(clerk: Open, tmp_path: Path) -> None:
    person = opened(clerk, tmp_path)
    names = [f"坏{number}.docx" for number in range(5)]
    person.page.evaluate(
        """(names) => {
            const data = new DataTransfer();
            for (const name of names) data.items.add(new File([String.fromCharCode(80, 75, 3, 4, 0, 0)], name));
            document.querySelector('.pages-pane').dispatchEvent(
                new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
        }""",
        names,
    )
    shown = person.page.locator("dialog .dialog-body")
    person.until(lambda: all(name in shown.inner_text() for name in names))
    person.page.locator("dialog").get_by_role("button", name="关闭").last.click()
    assert person.page.locator(".title h1").inner_text() == "民生"
