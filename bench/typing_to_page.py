"""Measure in the browser how long a typed character takes until the page shows it.

    make bench

The sample of seeds/ is opened in the page of `jzdocs serve`, in Debian's Chromium. Fifty characters are typed into one
of its paragraphs, each when the page shows the one before. The page itself measures: from the change in the editor to
the picture that is in place.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEYS = 50
MEASURE = "jzdocs:typed-to-page"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
COUNT = f"() => performance.getEntriesByName('{MEASURE}').length"
DURATIONS = f"() => performance.getEntriesByName('{MEASURE}').map((entry) => entry.duration)"


def milliseconds(address: str, program: str) -> list[float]:
    """Return the times of the keys, in their order."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        page = driver.chromium.launch(executable_path=program, args=FLAGS).new_page()
        page.goto(address)
        page.locator(".document").first.click()
        page.wait_for_selector(".sheet.ready", timeout=60_000)
        page.wait_for_timeout(4000)
        page.locator(".cm-content").focus()
        page.keyboard.press("Control+f")
        page.keyboard.type("市县落实")
        for key in ("Shift", "Enter", "Escape", "ArrowRight"):
            page.keyboard.press(key)
        page.wait_for_timeout(2000)
        for number in range(1, KEYS + 1):
            page.keyboard.type("好")
            end = time.monotonic() + 60
            while page.evaluate(COUNT) < number:
                assert time.monotonic() < end, "the page did not change"
                page.wait_for_timeout(20)
            page.wait_for_timeout(120)
        return page.evaluate(DURATIONS)


def main() -> None:
    """Print the median and the 95th percentile."""
    program = shutil.which("chromium")
    if program is None or find_spec("playwright") is None or find_spec("starlette") is None:
        print("typing to page: needs Chromium, playwright and jzdocs[serve]")
        return
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ROOT / "seeds" / "jinzhong.md", folder)
        server = subprocess.Popen(
            [sys.executable, "-m", "jzdocs", "serve", folder, "--no-browser"],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )
        try:
            assert server.stdout is not None
            address = next(line.strip() for line in server.stdout if line.startswith("http://"))
            times = milliseconds(address, program)
        finally:
            server.terminate()
            server.wait(20)
    late = statistics.quantiles(times, n=20)[-1]
    print(f"typing to page, {len(times)} keys: median {statistics.median(times):.0f} ms, 95 % within {late:.0f} ms")


if __name__ == "__main__":
    main()
