"""Whether a site is whole and keeps to itself: every link inside leads to a page, file or anchor that is there, and
nothing is fetched from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# what a page fetches by itself: an address outside would tell others who reads it
_FETCHED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "link": "href",
}
# package indexes and their mirrors, networks of files, analytics, fonts
_FORBIDDEN = re.compile(
    r"\b(?:pypi\.(?:org|python\.org)|pythonhosted\.org|(?:test\.)?pypi|mirrors?\.[\w.-]+/pypi|npmjs\.(?:com|org)|"
    r"npmmirror\.com|unpkg\.com|jsdelivr\.net|cdnjs\.cloudflare\.com|crates\.io|google-analytics\.com|"
    r"googletagmanager\.com|plausible\.io|hm\.baidu\.com|fonts\.(?:googleapis|gstatic)\.com|use\.typekit\.net)(?=[/\"'\s:]|$)"
)
_TEXTS = (".html", ".js", ".css", ".json", ".xml")


class _Page(HTMLParser):
    """What a page refers to, and the anchors that it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids, links and what is fetched."""
        values = {name: value or "" for name, value in attrs}
        self.anchors |= {values[name] for name in ("id", "name") if name in values}
        if (attribute := _FETCHED.get(tag)) and values.get(attribute):
            self.fetched.append(values[attribute])
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])


def faults(site: Path) -> list[str]:
    """Return what is wrong with the pages of a site, each fault with its page."""
    pages = {path: _Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}
    found = [f"{path.relative_to(site)}: {fault}" for path in pages for fault in _page_faults(path, pages)]
    return found + [f"{path.relative_to(site)}: {fault}" for path, fault in _addresses(site)]


def _page_faults(path: Path, pages: dict[Path, _Page]) -> Iterator[str]:
    page = pages[path]
    for address in page.fetched:
        if urlsplit(address).scheme not in ("", "data") or address.startswith("//"):
            yield f"fetches {address}"
    for link in (*page.links, *page.fetched):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        if target.is_dir():
            target /= "index.html"
        if not target.is_file():
            yield f"leads nowhere: {link}"
        elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].anchors:
            yield f"there is no such anchor: {link}"


def _addresses(site: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(site.rglob("*")):
        if path.suffix in _TEXTS and (match := _FORBIDDEN.search(path.read_text(encoding="utf-8", errors="replace"))):
            yield path, f"names {match[0]}"
