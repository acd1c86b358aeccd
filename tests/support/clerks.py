"""A server and Debian's Chromium, as somebody in an office has them."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import docx
import pytest

from conftest import ROOT, need

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

STATIC = ROOT / "src" / "jzdocs" / "serve" / "static"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 30_000  # ms; a busy machine builds slowly


@pytest.fixture(scope="session")
def bundle() -> Path:
    """The page as `make web` makes it."""
    if not (STATIC / "index.html").is_file():
        if os.environ.get("JZDOCS_REQUIRE_EXTERNAL"):
            pytest.fail("src/jzdocs/serve/static is missing (make web), and JZDOCS_REQUIRE_EXTERNAL is set")
        pytest.skip("the page was not made (make web)")
    return STATIC


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    program = need("chromium")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


Start = Callable[[Path], str]


@pytest.fixture
def start(bundle: Path) -> Iterator[Start]:
    """Start a server for a folder, and return the address it prints."""
    running: list[subprocess.Popen[str]] = []

    def run(folder: Path) -> str:
        process = subprocess.Popen(
            [sys.executable, "-m", "jzdocs", "serve", str(folder), "--no-browser"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "JZDOCS_LANG": "zh"},
        )
        running.append(process)
        assert process.stdout is not None
        return next(line.strip() for line in process.stdout if line.startswith("http://"))

    yield run
    for process in running:
        process.terminate()
        process.wait(20)


class Clerk:
    """Somebody at the page; what goes wrong in the page is collected in `troubles`."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page = page
        self.folder = folder
        self.troubles: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda said: self._console(said.type, said.text))

    def _console(self, kind: str, text: str) -> None:
        # a map or picture of a build that was overtaken is gone, which the page knows
        if kind == "error" and "404" not in text:
            self.troubles.append(text)

    def drop(self, name: str, content: bytes) -> None:
        """Choose a file on the first screen and wait for its pages; a template has none."""
        self.page.set_input_files(".drop input[type=file]", {"name": name, "mimeType": "", "buffer": content})
        if name.endswith(".j2"):
            self.page.locator(".pages-empty button").wait_for()
        else:
            self.wait_pages()

    def wait_pages(self) -> None:
        self.page.wait_for_selector(".sheet.ready")
        self.settled()

    def settled(self) -> None:
        """Wait until the findings of the last build have come."""
        self.until(lambda: self.page.locator(".workbench").get_attribute("data-judged") == self.seq())

    def seq(self) -> str | None:
        return self.page.locator(".workbench").get_attribute("data-sent")

    def until(self, holds: Callable[[], object], seconds: float = PATIENCE / 1000) -> None:
        """Wait until something holds. The page forbids evaluation, so playwright's own waiting for a function fails."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, "it did not come about in time"
            self.page.wait_for_timeout(50)

    def path(self) -> Path:
        """The file of the only document."""
        (path,) = [path for path in self.folder.rglob("*.md") if "original" not in path.parts]
        return path

    def saved(self) -> str:
        """Wait until all is saved, and return the text of the file."""
        self.until(lambda: "saved" in (self.page.locator(".saved-state").get_attribute("class") or "").split())
        return self.path().read_text(encoding="utf-8")

    def find(self, words: str) -> None:
        """Put the cursor behind words of the source, by the editor's search."""
        self.page.locator(".cm-content").focus()
        self.page.keyboard.press("Control+f")
        self.page.locator(".cm-search [name=search]").fill("")
        self.page.keyboard.type(words)
        self.page.keyboard.press("Shift")  # typed Chinese brings no key of its own, after which the editor looks
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("ArrowRight")
        self.page.wait_for_timeout(400)  # the page marks the place when the cursor rests

    def type(self, text: str) -> None:
        """Type at the cursor, and wait for the findings of what was typed."""
        self.page.keyboard.type(text)
        self.page.wait_for_timeout(100)
        self.settled()

    def pictures(self) -> list[str]:
        """The addresses of the pictures that are shown, page by page."""
        return [str(picture.get_attribute("src")) for picture in self.page.locator(".sheet img").all()]

    def click_figure(self, printed: str) -> None:
        """Click a number where the pages print it first."""
        figures = self.fetch("figures")
        figure = next(entry for entry in figures if entry["text"] == printed)
        place = next(place for place in figure["places"] if "w" in place)
        sheet = self.page.locator(".sheet").nth(place["page"])
        sheet.scroll_into_view_if_needed()
        scale = float(sheet.evaluate("(sheet) => getComputedStyle(sheet).getPropertyValue('--scale')"))
        sheet.click(position={"x": (place["x"] + 4) * scale, "y": (place["y"] + 4) * scale})
        self.page.locator(".card").wait_for()

    def fetch(self, path: str) -> list[dict[str, Any]]:
        """What the server answers about the open document."""
        identity = self.page.url.split("doc=")[1]
        answer: list[dict[str, Any]] = self.page.evaluate(
            "async (address) => (await fetch(address)).json()", f"/api/docs/{identity}/{path}"
        )
        return answer

    def in_view(self, element: Locator) -> bool:
        """Whether an element stands within the pages that are seen."""
        box, view = element.bounding_box(), self.page.locator(".sheets").bounding_box()
        assert box and view
        return view["y"] <= box["y"] and box["y"] + box["height"] <= view["y"] + view["height"]

    def cursor_line(self) -> str:
        return self.page.locator(".cm-activeLine").inner_text()

    def drop_on_page(self, name: str, content: bytes) -> None:
        """Drop a file on the open document."""
        self.page.evaluate(
            """([name, bytes]) => {
                const data = new DataTransfer();
                data.items.add(new File([new Uint8Array(bytes)], name));
                for (const kind of ['dragenter', 'dragover', 'drop'])
                    document.querySelector('.pages-pane').dispatchEvent(
                        new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
            }""",
            [name, list(content)],
        )


def download(person: Clerk, item: str) -> bytes:
    person.page.get_by_role("button", name="下载").click()
    with person.page.expect_download() as handed:
        person.page.get_by_role("menuitem", name=item).click()
    path = handed.value.path()
    return path.read_bytes()


def edited(word: bytes, old: str, new: str) -> bytes:
    """The Word file as a colleague edits it."""
    document = docx.Document(io.BytesIO(word))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if old in run.text:
                run.text = run.text.replace(old, new)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


Open = Callable[..., Clerk]


@pytest.fixture
def clerk(chromium: Browser, start: Start) -> Iterator[Open]:
    """Open the page for a folder, in a window of a size."""
    contexts: list[BrowserContext] = []

    def run(
        folder: Path,
        *,
        width: int = 1280,
        height: int = 720,
        scheme: Literal["light", "dark"] = "light",
        locale: str = "zh-CN",
    ) -> Clerk:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale=locale, accept_downloads=True
        )
        contexts.append(context)
        person = Clerk(context.new_page(), folder)
        person.page.goto(start(folder))
        person.page.wait_for_selector(".start, .workbench")
        return person

    yield run
    for context in contexts:
        context.close()
