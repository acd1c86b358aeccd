"""Proof: figures lead to their sources and back in the PDF, and built files are traced to what the source says now."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pypdfium2
import pytest

from builds import build_source
from conftest import libreoffice_pdf, need
from jzdocs.compare.trace import _compared, trace
from jzdocs.errors import DocumentError, UsageError
from jzdocs.model.nodes import Fact

SOURCE = """---
title: 再生水
template: report
derived:
  reuse.gain: reuse.to - reuse.from
---

# 水

再生水利用率由[24.6%]{#reuse.from}提升至[38.2%]{#reuse.to}，提高@fact:reuse.gain。

```keyfigures
cards:
  - figure: reuse.to
    label: 再生水利用率
```

```pagebreak
```

# 气

如前所述，再生水利用率为@fact:reuse.to，燃气用户[65.4万户]{#gas}。

```chart #fig:reuse
kind: dumbbell
title: 再生水利用率
unit: "%"
rows: {再生水利用率: [reuse.from, reuse.to]}
alt: 再生水利用率由{reuse.from}升至{reuse.to}。
```

```pagebreak
```

```sources
```
"""


@pytest.fixture
def built(tmp_path: Path) -> Path:
    return build_source(tmp_path, SOURCE)


def links(pdf: Path) -> list[tuple[int, str, int]]:
    """(page, the text that the area covers, the page that it leads to), pages from 1."""
    texts = pypdfium2.PdfDocument(pdf)
    out = []
    with pikepdf.open(pdf) as file:
        numbers = {page.obj.objgen: index for index, page in enumerate(file.pages, 1)}
        for index, page in enumerate(file.pages):
            for annotation in page.get("/Annots", []):
                target: Any = annotation.get("/Dest")
                if target is None:
                    continue
                left, bottom, right, top = (float(v) for v in annotation.Rect)
                text = texts[index].get_textpage().get_text_bounded(left + 0.5, bottom, right - 0.5, top)
                out.append((index + 1, text.strip(), numbers[target[0].objgen]))
    return out


def test_a_figure_leads_to_its_source_and_back_from_every_page(built: Path) -> None:
    found = links(built)
    assert (
        (1, "24.6%", 3) in found
        and (1, "38.2%", 3) in found
        and (1, "13.6个百分点", 3) in [(a, b.replace(" ", ""), c) for a, b, c in found]
    )
    assert (2, "38.2%", 3) in found  # said once more, it leads to the same place
    back = {(text, page) for at, text, page in found if at == 3 and text.isdecimal()}
    assert {("1", 1), ("2", 2)} <= back
    assert all(int(text) == page for text, page in back)


def test_pages_are_told_for_programs_too(built: Path) -> None:
    facts = {f["id"]: f for f in json.loads((built.parent / "a.facts.json").read_text(encoding="utf-8"))["facts"]}
    assert (
        facts["reuse.to"]["pages"] == ["1", "2"]
        and facts["gas"]["pages"] == ["2"]
        and facts["reuse.gain"]["pages"] == ["1"]
    )


def states(path: Path) -> dict[str, str]:
    return {str(one.record["id"]): one.state for one in trace(path)}


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_what_was_built_agrees_until_the_source_changes(built: Path, suffix: str) -> None:
    path = built.with_suffix(suffix)
    assert set(states(path).values()) == {"agrees"} and len(states(path)) == 4
    source = built.with_suffix(".md")
    source.write_text(SOURCE.replace("38.2%", "39.2%").replace("{#gas}", "{#gas.users}"), encoding="utf-8")
    assert states(path) == {"reuse.from": "agrees", "reuse.to": "changed", "gas": "gone", "reuse.gain": "changed"}
    assert next(one.source for one in trace(path) if one.record["id"] == "reuse.to") == "39.2%"
    source.unlink()
    assert set(states(path).values()) == {"unknown"}


def runs_with(document: Any, text: str) -> list[Any]:
    return [run for paragraph in document.paragraphs for run in paragraph.runs if run.text == text]


def test_an_edited_figure_is_found_in_word(built: Path) -> None:
    path = built.with_suffix(".docx")
    document = docx.Document(str(path))
    first = runs_with(document, "38.2%")[0]
    first.text = "39.1%"
    document.paragraphs[0].insert_paragraph_before("前面加一段。")
    document.save(str(path))
    assert states(path) == {"reuse.from": "agrees", "reuse.to": "edited", "gas": "agrees", "reuse.gain": "agrees"}
    assert next(one.now for one in trace(path) if one.record["id"] == "reuse.to") == "39.1%"


def test_a_figure_that_is_deleted_in_word_is_lost(built: Path) -> None:
    path = built.with_suffix(".docx")
    document = docx.Document(str(path))
    paragraph = next(p for p in document.paragraphs if "燃气用户" in p.text)
    paragraph._p.getparent().remove(paragraph._p)
    document.save(str(path))
    assert states(path)["gas"] == "lost" and states(path)["reuse.to"] == "agrees"


def test_a_file_that_libreoffice_saved_is_still_traced(built: Path, tmp_path: Path) -> None:
    need("soffice")
    folder = tmp_path / "saved"
    folder.mkdir()
    libreoffice_pdf(built.with_suffix(".docx"), folder)  # makes the profile
    done = subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder),
            str(built.with_suffix(".docx")),
        ],
        capture_output=True,
        timeout=180,
        check=False,
    )
    saved = folder / "a.docx"
    assert done.returncode == 0 and saved.is_file()
    (folder / "a.md").write_text(SOURCE, encoding="utf-8")
    assert set(states(saved).values()) == {"agrees"}


@pytest.mark.parametrize(("printed", "state"), [("38.2%", "agrees"), ("38.2", "agrees"), ("38.3", "edited")])
def test_a_number_may_stand_without_its_unit(printed: str, state: str) -> None:
    record = {"id": "r", "text": "38.2%", "unit": "%", "bookmarks": ["jz_r_1"], "now": [printed]}
    facts = {"r": Fact("r", "38.2%", None, "%", None)}
    assert _compared(record, facts, word=True).state == state


def test_other_files_are_refused_with_what_to_do(tmp_path: Path) -> None:
    foreign = tmp_path / "b.docx"
    docx.Document().save(str(foreign))
    with pytest.raises(DocumentError, match="has no record of its figures"):
        trace(foreign)
    (tmp_path / "c.pdf").write_bytes(b"no")
    with pytest.raises(DocumentError, match="not a PDF"):
        trace(tmp_path / "c.pdf")
    (tmp_path / "d.docx").write_bytes(b"no")
    with pytest.raises(DocumentError, match="not a Word file"):
        trace(tmp_path / "d.docx")
    with pytest.raises(UsageError, match="cannot be traced"):
        trace(tmp_path / "e.md")


def test_the_command_says_where_and_how(built: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "jzdocs", "trace", *arguments], capture_output=True, text=True, cwd=built.parent
        )

    done = run("a.pdf")
    assert done.returncode == 0 and "a.md:10:" in done.stdout and "24.6%" in done.stdout and "agrees" in done.stdout
    (built.parent / "a.md").write_text(SOURCE.replace("24.6%", "25.6%"), encoding="utf-8")
    done = run("a.docx", "--format", "json")
    record = next(f for f in json.loads(done.stdout)["figures"] if f["id"] == "reuse.from")
    assert (
        done.returncode == 1
        and record["state"] == "changed"
        and record["source_text"] == "25.6%"
        and record["pages"] == ["1", "2"]
    )
