"""The check of the site sees what is wrong: links into nothing, what is fetched from outside, addresses of indexes."""

from __future__ import annotations

from pathlib import Path

import pytest

from docsite.links import faults

WHOLE = (
    '<html><head><link rel="stylesheet" href="a.css"></head><body><h1 id="top">a</h1>%s<img src="p.png"></body></html>'
)


def site(folder: Path, body: str = "", **files: str) -> list[str]:
    (folder / "a.html").write_text(WHOLE % body, encoding="utf-8")
    (folder / "b.html").write_text('<h2 id="章节">b</h2>', encoding="utf-8")
    for name in ("a.css", "p.png"):
        (folder / name).write_text("", encoding="utf-8")
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return faults(folder)


@pytest.mark.parametrize(
    "link", ["b.html", "b.html#%E7%AB%A0%E8%8A%82", "#top", "b.html#章节", "p.png", "https://example.com", "mailto:a@b"]
)
def test_right_links(link: str, tmp_path: Path) -> None:
    assert site(tmp_path, f'<a href="{link}">x</a>') == []


@pytest.mark.parametrize("link", ["c.html", "b.html#none", "#none", "../b.html", "q.png"])
def test_links_into_nothing(link: str, tmp_path: Path) -> None:
    (fault,) = site(tmp_path, f'<a href="{link}">x</a>')
    assert fault.startswith("a.html: ") and link in fault


@pytest.mark.parametrize(
    "tag",
    [
        '<script src="https://example.com/x.js"></script>',
        '<script src="//example.com/x.js"></script>',
        '<link rel="preconnect" href="https://example.com">',
        '<img src="https://example.com/x.png">',
        '<iframe src="https://example.com"></iframe>',
    ],
)
def test_what_is_fetched_from_outside(tag: str, tmp_path: Path) -> None:
    assert any("fetches" in fault for fault in site(tmp_path, tag))


@pytest.mark.parametrize(
    "address",
    [
        "https://pypi.org/simple",
        "https://files.pythonhosted.org/a",
        "https://registry.npmjs.org/",
        "https://unpkg.com/mermaid",
        "https://cdn.jsdelivr.net/npm",
        "https://www.google-analytics.com/g",
        "https://fonts.googleapis.com/css",
        "https://mirrors.example.cn/pypi/simple",
    ],
)
def test_addresses_of_indexes_fonts_and_analytics(address: str, tmp_path: Path) -> None:
    (fault,) = site(tmp_path, x_js=f'load("{address}")')
    assert fault.startswith("x.js: names ")
    assert any("names" in fault for fault in site(tmp_path, f"<p>{address}</p>"))


def test_pages_may_speak_of_packages(tmp_path: Path) -> None:
    assert site(tmp_path, "<p>easyofd 20260427 (PyPI), npm, pip install jzdocs</p>") == []
