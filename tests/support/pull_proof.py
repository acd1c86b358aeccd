"""Documents whose every edit is brought back, and what becomes of an edit: exact, told, or a failure."""

from __future__ import annotations

import difflib
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct
from PIL import Image

from command import run
from conftest import ROOT
from every_edit import Trial
from jzdocs.build import pipeline
from jzdocs.project import Project, find_project, lone
from jzdocs.pull.pull import Pulled, base_texts, pull
from source_oracle import generated_ids, marks_of, normal, sayings
from word_edits import WordFile, edited, opened

CASES = Path(__file__).parent.parent / "pull" / "cases"
TEMPLATES = ("gongwen", "gongwen-letter", "gongwen-minutes", "report", "briefing")
FAILED = ("wrong", "silent", "not empty")


class Specimen(Struct, frozen=True):
    """A document that was built: its source, its Word file, and the texts of its sources by their names in that."""

    name: str
    path: Path
    data: bytes
    texts: Mapping[str, str]

    @property
    def project(self) -> Project:
        return find_project(self.path.parent) or lone(self.path)


class Outcome(Struct, frozen=True):
    """What became of an edit of a specimen."""

    specimen: str
    trial: Trial
    verdict: str
    details: str = ""

    def __str__(self) -> str:
        return f"{self.specimen}: {self.trial.way} {self.trial.place} “{self.trial.shown[:40]}”: {self.verdict}\n{self.details}"


def specimens(folder: Path) -> list[Specimen]:
    """Build all documents in a folder: the sample, what `jzdocs new` makes of each template, one of all constructs, a
    template with loops, a press text that was imported."""
    sample = folder / "sample"
    (sample / "seeds").mkdir(parents=True)
    shutil.copy(ROOT / "seeds" / "jinzhong.md", sample / "seeds")
    (sample / "jzdocs.toml").write_text('sources = "seeds"\noutput = "output"\n', encoding="utf-8")
    paths = [sample / "seeds" / "jinzhong.md"]
    for template in TEMPLATES:
        run("new", template, "--template", template, cwd=folder)
        paths += sorted((folder / template).rglob("*.md"))[:1]
    cases = folder / "cases"
    shutil.copytree(CASES, cases)
    Image.new("RGB", (80, 40), "#1F4E79").save(cases / "river.png")
    run("import", "press.txt", "-o", "press.md", cwd=cases)
    paths += [cases / "constructs.md", cases / "loops.md.j2", cases / "press.md"]
    return [specimen(path) for path in paths]


def specimen(path: Path) -> Specimen:
    """Build a document."""
    data = _built(path)
    assert data is not None, path
    name = f"{path.parent.parent.name}/{path.name}"
    return Specimen(name, path, data, _recorded(path.parent, data))


def _recorded(folder: Path, data: bytes) -> Mapping[str, str]:
    file = folder / "built.docx"
    file.write_bytes(data)
    texts = base_texts(file)
    file.unlink()
    return texts


def _built(path: Path) -> bytes | None:
    """Return the Word file of a source; None where its build fails."""
    built = pipeline.build(path, find_project(path.parent) or lone(path), None, ("docx",))
    return (
        next((data for name, data in built.files.items() if name.endswith(".docx")), None)
        if not built.report.errors
        else None
    )


def judged(subject: Specimen, file: WordFile, trial: Trial, *, again: bool = False, says: bool = True) -> Outcome:
    """Return what becomes of an edit in a Word file; with `again` the file is built from what comes of it, and must
    bring back nothing."""
    return judged_file(subject, edited(file, trial.change).packed(), trial, again=again, says=says)


def judged_file(subject: Specimen, data: bytes, trial: Trial, *, again: bool = False, says: bool = True) -> Outcome:
    """Return what becomes of an edited file. Without `says` it is not compared with a rebuilt one."""
    pulled = _pulled(subject, data)
    merged = {file.path: file.merged for file in pulled.files}
    verdict, details = _verdict(subject, data, trial, pulled, says=says)
    if again and verdict == "exact":
        rebuilt = _rebuilt(subject, merged)
        found = _pulled(subject, rebuilt) if rebuilt else None
        if found and (found.edits or found.unapplied):
            return Outcome(subject.name, trial, "not empty", f"{found.edits} {found.unapplied}")
    return Outcome(subject.name, trial, verdict, details)


def _pulled(subject: Specimen, data: bytes) -> Pulled:
    file = subject.path.parent / "edited.docx"
    file.write_bytes(data)
    try:
        return pull(file, {})
    finally:
        file.unlink()


def _verdict(subject: Specimen, data: bytes, trial: Trial, pulled: Pulled, *, says: bool) -> tuple[str, str]:
    merged = {file.path: file.merged for file in pulled.files}
    expected = {**subject.texts, **trial.expected} if trial.expected is not None else None
    other = {**subject.texts, **trial.other} if trial.other is not None else expected
    if expected is not None and (_same(merged, expected) or (other and _same(merged, other))):
        return "exact", ""
    left = "\n".join(f"  left: {u.text[:60]} ({u.reason.key})" for u in pulled.unapplied)
    if _same(merged, subject.texts):
        return ("told", "") if pulled.unapplied else ("silent", _difference(expected or {}, subject.texts))
    if expected is not None:
        return "wrong", _difference(expected, merged) + left
    if not says:
        return "told", ""
    return _by_what_is_said(subject, data, trial, merged, left, told=bool(pulled.unapplied))


def _by_what_is_said(
    subject: Specimen, data: bytes, trial: Trial, merged: Mapping[str, str], left: str, *, told: bool
) -> tuple[str, str]:
    """Return the verdict on an edit whose source is not foreseen: the rebuilt file must say what the edited one says."""
    before, after = marks_of(subject.texts), marks_of(merged)
    deleted = trial.way.startswith("delete")
    changed = _difference(subject.texts, merged) + left
    if after - before or (before - after and not deleted):
        return "wrong", "marks: " + changed
    rebuilt = _rebuilt(subject, merged)
    if rebuilt is None:
        return ("exact", "") if deleted else ("wrong", "no longer builds: " + changed)
    first, second = opened(data), opened(rebuilt)
    one, other = sayings(first, generated_ids(opened(subject.data))), sayings(second, generated_ids(second))
    if one == other:
        return "told" if told else "exact", ""
    lines = difflib.unified_diff(one.text, other.text, "edited", "rebuilt", lineterm="", n=0)
    floats = Counter(one.others), Counter(other.others)
    return "wrong", f"{changed}\n" + "\n".join(lines) + f"\n  {floats[0] - floats[1]} {floats[1] - floats[0]}"


def _same(first: Mapping[str, str], second: Mapping[str, str]) -> bool:
    return all(normal(first[name]) == normal(second[name]) for name in first)


def _difference(first: Mapping[str, str], second: Mapping[str, str]) -> str:
    out = []
    for name in first:
        sides = normal(first[name]).split("\n"), normal(second[name]).split("\n")
        out += list(difflib.unified_diff(*sides, "expected", "brought back", lineterm="", n=0))[:14]
    return "\n".join(out) + "\n"


def _rebuilt(subject: Specimen, texts: Mapping[str, str]) -> bytes | None:
    """Return the Word file that is built from changed sources, None where the build fails."""
    places = {name: subject.path.parent / Path(name).name for name in texts}
    if not all(place.exists() for place in places.values()):
        places = {name: next(iter(subject.path.parent.rglob(Path(name).name))) for name in texts}
    before = {place: place.read_bytes() for place in places.values()}
    try:
        for name, place in places.items():
            place.write_text(texts[name], encoding="utf-8")
        return _built(subject.path)
    finally:
        for place, content in before.items():
            place.write_bytes(content)


def shares(outcomes: Iterable[Outcome]) -> str:
    """Return how many edits came to what, by way."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in outcomes:
        table[outcome.trial.way][outcome.verdict] += 1
    total = sum(table.values(), Counter[str]())
    lines = [f"{way:18} {dict(counts)}" for way, counts in table.items()]
    return "\n".join([*lines, f"{'all':18} {dict(total)}"])


def is_text_edit(trial: Trial) -> bool:
    """Return whether an edit is one of text that a source has."""
    return trial.expected is not None and not re.search(r"row|cell|other|note", trial.way)
