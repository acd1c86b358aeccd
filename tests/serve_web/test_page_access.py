"""Everybody can use the page: nothing that axe finds, in both appearances and at three sizes; the keyboard suffices."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import pytest

from clerks import Clerk, Open
from conftest import ROOT
from press_texts import SLIP

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
Scheme = Literal["light", "dark"]


def violations(person: Clerk) -> list[str]:
    """What axe finds on the page as it is."""
    if not AXE.is_file():
        if os.environ.get("JZDOCS_REQUIRE_EXTERNAL"):
            pytest.fail("axe-core is missing (npm ci in web/), and JZDOCS_REQUIRE_EXTERNAL is set")
        pytest.skip("axe-core is not installed (npm ci in web/)")
    person.page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    found = person.page.evaluate("async () => (await axe.run(document)).violations")
    return [f"{entry['id']}: {entry['help']}: {node['html'][:160]}" for entry in found for node in entry["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(clerk: Open, tmp_path: Path, scheme: Scheme) -> None:
    person = clerk(tmp_path, scheme=scheme)
    assert violations(person) == []
    person.drop("民生.txt", SLIP.encode())
    assert violations(person) == []
    person.click_figure("24.6%")
    assert violations(person) == []
    person.page.locator(".card").get_by_role("button", name="做成图表").click()
    person.page.locator("dialog .preview img").wait_for()
    assert violations(person) == []
    person.page.keyboard.press("Escape")
    person.page.get_by_role("button", name="目录").click()
    person.page.get_by_role("button", name="更多").click()
    assert violations(person) == []


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (820, 1180), (1920, 1080)])
def test_nothing_leaves_the_window(clerk: Open, tmp_path: Path, width: int, height: int) -> None:
    person = clerk(tmp_path, width=width, height=height)
    person.drop("民生.txt", SLIP.encode())
    assert person.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    for part in (".editor", ".sheets", ".title-bar .button.primary"):
        box = person.page.locator(part).first.bounding_box()
        assert box
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        assert box["y"] >= 0 and box["y"] + box["height"] <= height
    assert person.page.locator(".sheets").bounding_box()["height"] > 280  # type: ignore[index]


def test_the_keyboard_suffices(clerk: Open, tmp_path: Path) -> None:
    person = clerk(tmp_path)
    press = person.page.keyboard.press
    person.drop("民生.txt", SLIP.encode())
    person.page.locator(".cm-content").focus()
    press("F6")  # to the pages
    press("Control+ArrowDown")
    person.page.locator(".mark.place").first.wait_for()
    press("Enter")
    person.until(lambda: person.page.locator(".jz-flash, .card:visible").count() > 0)
    press("Escape")
    press("F1")
    person.page.locator("dialog kbd").first.wait_for()
    press("Escape")
    press("F8")
    person.page.locator(".cm-diagnostic").first.wait_for()
    assert not person.troubles
