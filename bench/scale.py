"""Measure how time and memory grow: many briefings, a long text, and a cluster.

python bench/scale.py [--documents 1000] [--pages 5000] [--cluster]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
CLAUSES = (
    "各有关部门共同推进，坚持问题导向、目标导向和结果导向相统一，把群众的急难愁盼作为工作的出发点和落脚点，逐项建立台账、明确责任、限期办结，定期通报进展，"
    "主动接受监督。针对基础薄弱、分布不均、管护缺位等短板，统筹新建与改造、建设与管理、当前与长远，推动项目、资金、力量向基层一线和边远乡村倾斜，让发展成果更多、"
    "更公平地惠及全体居民，努力实现件件有着落、事事有回音。"
)
COUNTY = """---
title: "{{ 县区 }}民生简报"
template: briefing
date: 2025-11-20
---

{% for part in ["教育", "供水", "住房"] %}
# {{ part }} {#p{{ loop.index }}}

{% set a, m = "a%d" % loop.index, "m%d" % loop.index %}
{% set from, to = "[%s%%]{#%s.from}" % (起, a), "[%s%%]{#%s.to}" % (止, a) %}
{{ 县区 }}{{ part }}保障水平由{{ from }}提高到{{ to }}，五年投入[{{ 投入 }}亿元]{#{{ m }}}。

```chart #fig:c{{ loop.index }}
kind: {{ ["bar", "dumbbell", "column"][loop.index0] }}
title: {{ part }}保障水平
unit: "%"
rows: { {{ "保障水平: [%s.from, %s.to]" % (a, a) if loop.index == 2 else "起: %s.from, 止: %s.to" % (a, a) }} }
alt: {{ part }}保障水平的变化。
```

{% for i in range(9) %}
第{{ i + 1 }}项工作由{{ 县区 }}CLAUSES

{% endfor %}
{% endfor %}
""".replace("CLAUSES", CLAUSES)


def run(command: list[str], cwd: Path, **env: str) -> tuple[float, float]:
    """Run a command; return its seconds and the peak memory (MiB) of all its processes, sampled every 50 ms."""
    peak, done = 0.0, threading.Event()
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, env={**ENVIRONMENT, **env})

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.05):
            peak = max(peak, held(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    status = process.wait()
    seconds = time.perf_counter() - start
    done.set()
    watcher.join()
    if status:
        raise SystemExit(f"failed: {' '.join(command)[:200]}")
    return seconds, peak


def held(root: int) -> float:
    """Return the proportional memory of a process and its descendants, in MiB."""
    parents = {}
    for entry in os.listdir("/proc"):  # noqa: PTH208
        if entry.isdigit():
            try:
                parents[int(entry)] = int(Path(f"/proc/{entry}/stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError, ValueError):
                continue
    family = {root}
    while more := {p for p, parent in parents.items() if parent in family} - family:
        family |= more
    total = 0
    for process in family:
        try:
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
            total += int(rollup.split("Pss:", 1)[1].split()[0])
        except (OSError, IndexError):
            continue
    return total / 1024


def rows(folder: Path, count: int) -> None:
    """Write a source that is a template, and a table of counties."""
    (folder / "county.md.j2").write_text(COUNTY, encoding="utf-8")
    lines = [f"第{i}县,{60 + i % 30}.{i % 10},{90 + i % 9}.{i % 7},{1 + i % 9}.{i % 10}" for i in range(count)]
    (folder / "counties.csv").write_text("县区,起,止,投入\n" + "\n".join(lines) + "\n", encoding="utf-8")


def many(count: int) -> tuple[float, float]:
    """Build briefings, PDF and DOCX, on two cores from an empty cache; return seconds and MiB."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows(folder, count)
        command = [sys.executable, "-m", "jzdocs", "build", "county.md.j2", "--each", "counties.csv", "--jobs", "2"]
        measured = run(command, folder, JZDOCS_CACHE=str(folder / "cache"))
        if len(list((folder / "output").glob("*.pdf"))) != count:
            raise SystemExit("documents are missing")
        return measured


def long(text: str) -> tuple[float, float]:
    """Build a long text as PDF alone; return seconds and MiB."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "long.md").write_text(text, encoding="utf-8")
        return run([sys.executable, "-m", "jzdocs", "build", "long.md", "--to", "pdf", "--no-cache"], folder)


def scaling(text_of: object) -> None:
    """Print the table: once, ten times, a hundred times."""
    print("\nscaling (two cores, from nothing)          1×             10×            100×")
    cells = [many(count) for count in (1, 10, 100)]
    print("nine-page briefings with three charts " + "".join(f"  {s:5.1f} s {m:4.0f} MiB" for s, m in cells))
    cells = [long(text_of(length)) for length in (5_600, 56_000, 560_000)]  # type: ignore[operator]
    print("a text of 5,600 characters as PDF     " + "".join(f"  {s:5.1f} s {m:4.0f} MiB" for s, m in cells))


def answer(size: int, seconds: float, count: int, _: bytes) -> list[bytes]:
    """Stand in for a worker: wait as long as the documents take, and return as many bytes."""
    time.sleep(seconds * count)
    return [os.urandom(1000) * (size // 1000)] * count


def cluster() -> None:
    """Print how many documents a second a scheduler hands out to fifty workers, which are threads that only wait."""
    from distributed import Client, LocalCluster, as_completed

    slots, size, seconds, documents = 50, 130_000, 0.17, 8000
    with (
        LocalCluster(n_workers=2, threads_per_worker=slots // 2, processes=True, dashboard_address=None) as local,
        Client(local) as client,
    ):
        print(f"{slots} workers, {seconds} s a document: at best {slots / seconds:.0f} a second")
        for group in (1, 8):
            bundle = client.scatter(b"x" * 5_000_000, broadcast=True)
            began = time.perf_counter()
            waiting = iter(range(documents // group))
            first = [
                client.submit(answer, size, seconds, group, bundle, key=f"{group}-{i}")
                for _, i in zip(range(slots * 3), waiting, strict=False)
            ]
            coming = as_completed(first)
            for future in coming:
                future.result()
                future.release()
                if (more := next(waiting, None)) is not None:
                    coming.add(client.submit(answer, size, seconds, group, bundle, key=f"{group}-{more}"))
            rate = documents / (time.perf_counter() - began)
            print(f"{group} documents a task: {rate:.0f} a second; 100,000 in {100_000 / rate / 60:.1f} minutes")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=0)
    parser.add_argument("--pages", type=int, default=0)
    parser.add_argument("--cluster", action="store_true")
    given = parser.parse_args()
    if given.documents:
        seconds, mib = many(given.documents)
        rate = given.documents / seconds
        print(f"{given.documents} nine-page briefings: {seconds:.1f} s, {mib:.0f} MiB, {rate:.1f} a second")
    if given.pages:
        from run import SAMPLE, find_project, long_text, pipeline  # type: ignore[attr-defined]

        project = find_project(SAMPLE.parent)
        assert project is not None
        seconds, mib = long(long_text(pipeline.load(SAMPLE, project, None), given.pages * 640))
        print(f"a text of about {given.pages} pages: {seconds:.1f} s, {mib:.0f} MiB")
    if given.cluster:
        cluster()


if __name__ == "__main__":
    main()
