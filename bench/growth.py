"""Measure how processor time grows with what a document holds, one construct at a time.

python bench/growth.py [--seconds 20] [construct …]

Every construct is built whole (PDF and DOCX, no cache) at three sizes, each twice the one before, in a process of its
own. The exponent e of t = c·n^e comes from the least and the greatest size, with the time of a document that holds
nothing taken off. Exits with 1 where one is above the bound.
"""

from __future__ import annotations

import argparse
import importlib
import math
import os
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
os.environ |= {"JZDOCS_CACHE": "", "SOURCE_DATE_EPOCH": "0"}

BOUND = 1.1
NOISE = 0.05  # what two measurements of the same may differ by
# imported once, before the processes that are measured begin
_MODULES = (
    "jzdocs.cli.main",
    "jzdocs.cli.build",
    "jzdocs.build.batch",
    "jzdocs.pdf.writer",
    "jzdocs.word.writer",
    "docx",
    "rjieba",
)


def _front(more: str = "") -> str:
    return f"---\ntitle: 题目\ntemplate: report\n{more}---\n\n# 甲\n\n"


def _lines(pattern: str, count: int) -> str:
    return "".join(pattern.replace("%", str(number)) for number in range(count))


def _words(count: int) -> str:
    return "".join(f"第{number}项工作稳步推进，" for number in range(count))


CONSTRUCTS: dict[str, tuple[Callable[[int], str], int]] = {
    "headings": (lambda n: _front() + _lines("## 节%\n\n文%。\n\n", n), 1000),
    "list items": (lambda n: _front() + _lines("- 项%\n", n), 3000),
    "quotations": (lambda n: _front() + _lines("> 引%\n\n", n), 2000),
    "links, a paragraph each": (lambda n: _front() + _lines("见[链%](http://h/%)文。\n\n", n), 2000),
    "links in one paragraph": (lambda n: _front() + _lines("见[链%](http://h/%)文，", n) + "\n", 2000),
    "link definitions": (lambda n: _front() + _lines("见[链%]。\n\n", n) + _lines("[链%]: http://h/%\n", n), 1500),
    "footnotes": (lambda n: _front() + _lines("句%[^%]。\n\n", n) + _lines("[^%]: 注%\n\n", n), 600),
    "facts, a paragraph each": (lambda n: _front() + _lines("第%项为[%.5亿元]{#f.x%}。\n\n", n), 1000),
    "facts in one paragraph": (lambda n: _front() + _lines("第%项为[%.5亿元]{#f.x%}，", n) + "\n", 1000),
    "derived figures": (lambda n: _front("derived:\n" + _lines("  d%: a + a\n", n)) + "值[1亿元]{#a}。\n", 2000),
    "table rows": (lambda n: _front() + "|甲|乙|\n|-|-|\n" + _lines("|项%|%|\n", n), 1500),
    "cross references": (lambda n: _front() + "## 节 {#s}\n\n" + _lines("见@sec:s，%。\n\n", n), 2000),
    "one long word": (lambda n: _front() + "a" * n + "\n", 40_000),
    "one long paragraph": (lambda n: _front() + _words(n) + "\n", 4000),
    "unclosed brackets": (lambda n: _front() + "[" * n + "\n", 20_000),
    "emphasis": (lambda n: _front() + "*甲* **乙** " * n + "\n", 4000),
    "unclosed emphasis": (lambda n: _front() + "*a **b " * n + "\n", 4000),
    "a long title": (lambda n: _front().replace("题目", "长标题" * n), 400),
    "a long heading": (lambda n: _front().replace("# 甲", "# " + "长标题" * n), 1500),
    "warnings": (lambda n: _front() + _lines("文~~删%~~。\n\n", n), 2000),
    "errors": (lambda n: _front() + _lines("见@fig:no%。\n\n", n), 3000),
    "figures in a sentence": (lambda n: _front() + "增长" + _lines("%.5%，", n).replace("5%", "5%") + "。\n", 1500),
    "lines of plain text": (lambda n: _lines("%、标题%\n正文%增长%.5%。\n", n), 1000),
}


def measured(text: str, folder: Path, suffix: str) -> tuple[float, float, int]:
    """Build a text in a child process; return its processor seconds, its peak MiB and its exit status."""
    path = folder / f"a{suffix}"
    path.write_text(text, encoding="utf-8")
    child = os.fork()
    if child == 0:
        _build(path)
    _, status, usage = os.wait4(child, 0)
    path.unlink()
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def _build(path: Path) -> None:
    """Build a document as the command line does, and end this process. A time limit ends it in its stead."""
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    status = 99
    try:
        importlib.import_module("jzdocs.cli.main").main(["build", str(path), "--out", str(path.parent / "out")])
    except SystemExit as done:
        status = int(done.code or 0)
    finally:
        os._exit(status)


LONGEST = 60  # seconds of a measurement


def exponent(times: list[tuple[int, float]], empty: float) -> float:
    """Return e of t = c·n^e through the first and the last time, of (size, seconds)."""
    (least, first), (most, last) = times[0], times[-1]
    return math.log(max(last - empty, 0.01) / max(first - empty, 0.01)) / math.log(most / least)


def table(names: list[str] | None = None) -> list[str]:
    """Print the growth of all constructs (or of those named); return the names of those above the bound."""
    for name in _MODULES:
        importlib.import_module(name)
    above = []
    print(f"{'growth of processor time':30}{'n':>8}{'s':>8}{'2n':>8}{'4n':>8}{'MiB':>7}  exponent")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        empty = min(measured(_front(), folder, ".md")[0] for _ in range(3))
        for construct, (text_of, size) in CONSTRUCTS.items():
            if names and not any(word in construct for word in names):
                continue
            suffix = ".txt" if construct.endswith("plain text") else ".md"
            runs = [(size * factor, *measured(text_of(size * factor), folder, suffix)) for factor in (1, 2, 4)]
            power = exponent([(count, seconds) for count, seconds, _, _ in runs], empty)
            wrong = power > BOUND + NOISE or any(status not in (0, 1) for *_, status in runs)
            seconds = "".join(f"{run[1]:8.2f}" for run in runs)
            statuses = "" if all(run[3] == 0 for run in runs) else f" (exit {runs[-1][3]})"
            print(
                f"{construct:30}{size:8}{seconds}{runs[-1][2]:7.0f}  {power:5.2f}{' !' if wrong else ''}{statuses}",
                flush=True,
            )
            above += [construct] * wrong
    return above


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("constructs", nargs="*")
    sys.exit(1 if table(parser.parse_args().constructs) else 0)


if __name__ == "__main__":
    main()
