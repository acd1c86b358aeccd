"""Measure jzdocs beside Typst, Pandoc and pyplot, which make the same documents in the same run.

    make bench

Whole processes are timed, cold start included; the least of several runs counts. The peers get the sample's text,
tables and charts: Typst sets the PDF with pyplot's SVG, Pandoc writes the DOCX with pyplot's PNG at 300 dpi. A text of
560,000 characters as PDF alone, beside Typst, follows.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

import scale

from jzdocs.build import pipeline
from jzdocs.model import nodes
from jzdocs.model.walk import blocks, plain
from jzdocs.project import find_project
from jzdocs.resolve.lists import caption_text, heading_text

RUNS = 5
# as users run it: with the byte code that Python keeps
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {
    "SOURCE_DATE_EPOCH": "0",
    "JZDOCS_CACHE": "",
}
SAMPLE = ROOT / "seeds" / "jinzhong.md"

PLOT = """
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib import font_manager
font_manager.fontManager.addfont({font!r})
plt.rcParams["font.family"] = "Noto Sans SC"
for name, names, values in {charts!r}:
    fig, ax = plt.subplots(figsize=(6.14, 0.3 * len(names) + 0.6))
    bars = ax.barh(names, values)
    ax.bar_label(bars)
    ax.invert_yaxis()
    fig.tight_layout()
    fig.savefig(name + ".svg")
    fig.savefig(name + ".png", dpi=300)
    plt.close(fig)
"""
TYPST = "import typst; open('b.pdf', 'wb').write(typst.compile('b.typ', font_paths=[{fonts!r}]))"
PANDOC = "import pypandoc; pypandoc.convert_file('b.md', 'docx', outputfile='b.docx', extra_args=['--toc'])"


def timed(command: Sequence[str], cwd: Path, env: Mapping[str, str] = ENVIRONMENT) -> tuple[float, float]:
    """Run a process; return its seconds and peak MiB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, env=env)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"failed: {' '.join(command)[:200]}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def best(run: Callable[[], tuple[float, float]]) -> tuple[float, float]:
    """Return the least time of several runs, and the least peak."""
    runs = [run() for _ in range(RUNS)]
    return min(seconds for seconds, _ in runs), min(mib for _, mib in runs)


def write_peers(folder: Path, loaded: pipeline.Loaded) -> None:
    """Write the sample for the peers: Typst, Markdown for Pandoc, and the charts' script."""
    typst = [
        '#set page(paper: "a4")',
        '#set text(font: "Noto Serif SC", size: 12pt, lang: "zh")',
        "#set par(justify: true)",
        "#outline()",
    ]
    markdown: list[str] = []
    charts = []
    for block in blocks(loaded.document.blocks):
        match block:
            case nodes.Heading():
                typst.append("=" * block.level + " " + heading_text(block))
                markdown.append("#" * block.level + " " + heading_text(block))
            case nodes.Paragraph():
                text = plain(block.lead + block.inlines)
                typst.append("".join(f"\\{c}" if c in "#*_@$<>`[]\\" else c for c in text))
                markdown.append(text)
            case nodes.Figure() if isinstance(block.content, nodes.Chart):
                name = f"c{len(charts)}"
                rows = [
                    (f"{r.name}{i or ''}", float(v.number or 0))
                    for p in block.content.panels
                    for r in p.rows
                    for i, v in enumerate(r.values)
                ]
                charts.append((name, [r[0] for r in rows], [r[1] for r in rows]))
                typst.append(f'#figure(image("{name}.svg"), caption: [{caption_text(block)}])')
                markdown.append(f"![{caption_text(block)}]({name}.png)")
            case nodes.Table() if block.number or block.small:
                cells = [[plain(c.inlines) for c in row] for row in (*block.head, *block.body)]
                inside = ", ".join(
                    "[" + "".join(f"\\{c}" if c in "#*_@$<>`[]\\" else c for c in cell) + "]"
                    for row in cells
                    for cell in row
                )
                typst.append(f"#table(columns: {len(cells[0])}, {inside})")
                markdown.append(
                    "\n".join(
                        "| " + " | ".join(row) + " |" + ("\n" + "|---" * len(row) + "|" if i == 0 else "")
                        for i, row in enumerate(cells)
                    )
                )
            case _:
                pass
    (folder / "b.typ").write_text("\n\n".join(typst), encoding="utf-8")
    (folder / "b.md").write_text("\n\n".join(markdown), encoding="utf-8")
    font = str(ROOT / "fonts" / "NotoSansSC-Regular.ttf")
    (folder / "plot.py").write_text(PLOT.format(font=font, charts=charts), encoding="utf-8")


ONE_CORE = """import os, sys
os.cpu_count = lambda: 1
sys.argv[0] = "jzdocs"
from jzdocs.cli.main import main
main(sys.argv[1:])"""
LONG_TYPST = """import re, typst
text = open("long.md", encoding="utf-8").read().split("---", 2)[2].replace("#", "=")
head = '#set page(paper: "a4")\\n#set text(font: "Noto Serif SC", size: 12pt, lang: "zh")\\n'
head += "#set par(justify: true, first-line-indent: (amount: 2em, all: true))\\n"
open("long.typ", "w", encoding="utf-8").write(head + re.sub(r"[*_@$<>`\\[\\]\\\\]", lambda m: "\\\\" + m[0], text))
open("long.pdf", "wb").write(typst.compile("long.typ", font_paths=[{fonts!r}]))"""


def long_text(loaded: pipeline.Loaded, characters: int) -> str:
    """Return sections of paragraphs, put together at random (always the same) from the clauses of the sample."""
    text = "".join(plain(b.lead + b.inlines) for b in blocks(loaded.document.blocks) if isinstance(b, nodes.Paragraph))
    clauses = [c for c in re.split(r"(?<=[，。；])", text) if 3 < len(c) < 40 and "@" not in c]
    chance = random.Random(5)
    out, total = [], 0
    while total < characters:
        if len(out) % 40 == 0:
            paragraph = f"# 第{len(out) // 40 + 1}节"
        else:
            paragraph = "".join(chance.choice(clauses) for _ in range(chance.randint(6, 24))).rstrip("，；。") + "。"
        out.append(paragraph)
        total += len(paragraph)
    return "---\ntitle: 长文\ntemplate: report\n---\n\n" + "\n\n".join(out) + "\n"


def bench_long(loaded: pipeline.Loaded, folder: Path) -> None:
    """Print the time of a long text as PDF alone."""
    text = long_text(loaded, 560_000)
    (folder / "long.md").write_text(text, encoding="utf-8")
    ours = [sys.executable, "-m", "jzdocs", "build", "long.md", "--to", "pdf", "--out", "out"]
    jzdocs = best(lambda: timed(ours, folder))
    typst = best(lambda: timed([sys.executable, "-c", LONG_TYPST.format(fonts=str(ROOT / "fonts"))], folder))
    alone = [sys.executable, "-c", ONE_CORE, *ours[3:], "--timings"]
    seconds = [
        stage_seconds(
            subprocess.run(alone, cwd=folder, capture_output=True, text=True, check=True, env=ENVIRONMENT).stderr
        )
        for _ in range(RUNS)
    ]
    least = min(seconds)
    print(f"\n{len(text):,} characters, PDF alone               s    MiB")
    print(f"jzdocs                                {jzdocs[0]:5.2f}  {jzdocs[1]:5.0f}")
    print(f"Typst                                 {typst[0]:5.2f}  {typst[1]:5.0f}")
    print(f"layout and PDF on one core: {least:.2f} s, {len(text) / least:,.0f} characters a second")


def bench_again(folder: Path) -> tuple[tuple[float, float], tuple[float, float]]:
    """Measure the sample in a project of its own, after one sentence was edited, and with nothing changed."""
    project, cache = folder / "again", {**ENVIRONMENT, "JZDOCS_CACHE": str(folder / "cache")}
    (project / "seeds").mkdir(parents=True)
    (project / "jzdocs.toml").write_text((ROOT / "jzdocs.toml").read_text(encoding="utf-8"), encoding="utf-8")
    text = SAMPLE.read_text(encoding="utf-8")
    source = project / "seeds" / SAMPLE.name
    ours = [sys.executable, "-m", "jzdocs", "build"]

    def build(number: int) -> tuple[float, float]:
        if number:
            source.write_text(text.replace("。", "，" + "其中" * number + "。", 1), encoding="utf-8")
            time.sleep(0.1)
        return timed(ours, project, cache)

    build(1)
    edited = [build(number) for number in range(2, RUNS + 3)]
    same = [build(0) for _ in range(RUNS + 1)]
    return min(edited), min(same)


def bench_imports() -> None:
    """Print what importing all stages costs, by package."""
    command = [sys.executable, "-X", "importtime", "-c", "import jzdocs.build.pipeline"]
    output = min(
        (subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=True).stderr for _ in range(3)),
        key=_imported,
    )
    packages: dict[str, int] = {}
    for line in output.splitlines():
        if match := re.match(r"import time:\s+(\d+) \|\s+\d+ \|\s*(\w+)", line):
            packages[match[2]] = packages.get(match[2], 0) + int(match[1])
    first = sorted(packages.items(), key=lambda item: -item[1])[:6]
    print(
        f"imports: {_imported(output) / 1000:.0f} ms; "
        + ", ".join(f"{name} {time_ / 1000:.0f}" for name, time_ in first)
    )


def _imported(output: str) -> int:
    return sum(int(m[1]) for m in re.finditer(r"import time:\s+(\d+) \|", output))


def stage_seconds(output: str) -> float:
    """Return the seconds of layout and PDF in the output of `--timings`."""
    return sum(int(m[1]) for m in re.finditer(r": (?:layout|pdf): (\d+) ms", output)) / 1000


def main() -> None:
    project = find_project(ROOT)
    assert project is not None
    loaded = pipeline.load(SAMPLE, project, None)
    characters = len(SAMPLE.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_peers(folder, loaded)
        ours = [sys.executable, "-m", "jzdocs", "build", str(SAMPLE), "--out", str(folder / "out")]
        machine = f"Python {sys.version.split()[0]}, {os.cpu_count()} cores"
        print(f"the sample: {characters:,} characters of source, {RUNS} runs each, the least; {machine}\n")
        timed(ours, ROOT)  # byte code is made
        bench_imports()
        stages = subprocess.run(
            [*ours, "--timings"], cwd=ROOT, capture_output=True, text=True, check=True, env=ENVIRONMENT
        ).stderr
        print("stages of jzdocs (charts are drawn in a second process meanwhile):")
        for line in stages.splitlines():
            print("  " + line.removeprefix("jinzhong: "))
        jzdocs = best(lambda: timed(ours, ROOT))
        edited, same = bench_again(folder)
        plot = best(lambda: timed([sys.executable, "plot.py"], folder))
        typst = best(lambda: timed([sys.executable, "-c", TYPST.format(fonts=str(ROOT / "fonts"))], folder))
        pandoc = best(lambda: timed([sys.executable, "-c", PANDOC], folder))
        peers = plot[0] + typst[0] + pandoc[0]
        print("\n                                          s    MiB")
        print(f"jzdocs: PDF, DOCX, charts             {jzdocs[0]:5.2f}  {jzdocs[1]:5.0f}")
        print(f"  after one sentence was edited       {edited[0]:5.2f}  {edited[1]:5.0f}")
        print(f"  with nothing changed                {same[0]:5.2f}  {same[1]:5.0f}")
        print(f"pyplot: charts as SVG and PNG         {plot[0]:5.2f}  {plot[1]:5.0f}")
        print(f"Typst: PDF                            {typst[0]:5.2f}  {typst[1]:5.0f}")
        print(f"Pandoc: DOCX                          {pandoc[0]:5.2f}  {pandoc[1]:5.0f}")
        print(f"Typst + Pandoc + pyplot               {peers:5.2f}  {max(plot[1], typst[1], pandoc[1]):5.0f}")
        ratios = (jzdocs[0] / peers, edited[0] / peers, same[0] / peers)
        print(
            "\njzdocs takes {:.2f} of the peers' time; {:.2f} after an edit, {:.3f} with nothing changed".format(
                *ratios
            )
        )
        bench_long(loaded, folder)
        scale.scaling(lambda length: long_text(loaded, length))


if __name__ == "__main__":
    main()
