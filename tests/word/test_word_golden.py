"""Whole Word files: every part of four small documents is what lies in cases/, block by block and inline by inline.

Set JZDOCS_RENEW_GOLDEN=1 and run this file to write cases/ again; read the changes before they are committed.
"""

from __future__ import annotations

import difflib
import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from PIL import Image

import jzdocs
from jzdocs.build import pipeline
from jzdocs.project import lone

CASES = Path(__file__).parent / "cases"
RENEW = "JZDOCS_RENEW_GOLDEN"
NARROW = 110  # an element that fits into a line stands in one
SHOWN = 60  # lines of a difference
SPECIMENS = ("everything", "file", "letter", "minutes")
# what does not depend on the document or changes with the picture library
ELSEWHERE = re.compile(r"word/theme/|word/fontTable\.xml|docProps/app\.xml|.*\.(png|svg|jpeg|xlsx)$")


def built_file(name: str, folder: Path) -> bytes:
    path = folder / f"{name}.md"
    path.write_bytes((CASES / f"{name}.md").read_bytes())
    Image.new("RGB", (40, 20), "#1F4E79").save(folder / "plan.png")
    built = pipeline.build(path, lone(path), None, ("docx",))
    assert not built.report.errors, list(map(str, built.report))
    return built.files[f"{name}.docx"]


def short(name: Any, spaces: dict[str, str]) -> str:
    """A name with the prefix of its namespace in place of the address."""
    space, _, local = str(name).rpartition("}")
    prefix = spaces.get(space[1:], "xml" if "XML/1998" in space else "")
    return f"{prefix}:{local}" if prefix else local


def pretty(node: Any, spaces: dict[str, str], depth: int = 0) -> Iterator[str]:
    """The lines of an element: in one line where it is short, else its children below each other."""
    spaces = spaces | {uri: prefix or "" for prefix, uri in node.nsmap.items()}
    name = short(node.tag, spaces)
    head = " ".join([name, *(f"{short(key, spaces)}={value!r}" for key, value in node.attrib.items())])
    text = repr(node.text) if node.text and (node.text.strip() or not len(node)) else ""
    inner = [line for child in node for line in pretty(child, spaces, depth + 1)]
    flat = " ".join([text, *(line.strip() for line in inner)]).strip()
    pad = " " * depth
    whole = f"{pad}<{head}>{flat}</>" if flat else f"{pad}<{head}/>"
    if not inner or (len(whole) <= NARROW and len(inner) == len(node)):
        yield whole
        return
    yield f"{pad}<{head}>{text}"
    yield from inner


def steady(text: str) -> str:
    """The text without what changes from version to version: the program's own number, and hashes."""
    text = text.replace(jzdocs.__version__, "VERSION")
    return re.sub(r"\b[0-9a-f]{32,64}\b", "HASH", text)


def cells(data: bytes) -> Iterator[str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book:
        for row in sheet.iter_rows():
            shown = (f"{c.coordinate}={c.value!r} {c.number_format}" for c in row if c.value is not None)
            yield f"{sheet.title}: " + "; ".join(shown)


def records(data: bytes) -> Iterator[str]:
    """The JSON of a custom XML part, an entry a line; the texts of sources stand beside this file already."""
    content = json.loads(etree.fromstring(data).text)
    for key, value in content.items() if isinstance(content, dict) else [("", content)]:
        if key == "files":
            yield f"{key}: {sorted(value)}"
        elif isinstance(value, list):
            yield from (f"{key}: {json.dumps(entry, ensure_ascii=False)}" for entry in value)
        else:
            yield f"{key}: {json.dumps(value, ensure_ascii=False)}"


def parts(data: bytes) -> dict[str, str]:
    """Each part as readable text, small ones of a kind together."""
    out: dict[str, list[str]] = {"names.txt": [], "relationships.txt": [], "workbooks.txt": []}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            out["names.txt"].append(name)
            content = archive.read(name)
            if name.endswith(".xlsx"):
                out["workbooks.txt"] += [name, *cells(content)]
            elif re.fullmatch(r"customXml/item\d+\.xml", name):
                out.setdefault("records.txt", []).extend([f"== {name}", *records(content)])
            elif ELSEWHERE.match(name) or name.startswith("customXml"):
                continue
            else:
                kind = re.sub(r"\d+\.xml$", ".xml", name.rpartition("/")[2])
                target = "relationships.txt" if name.endswith(".rels") else kind.replace(".xml", ".txt")
                lines = pretty(etree.fromstring(content), {})
                out.setdefault(target, []).extend([f"== {name}", *lines])
    return {name: steady("\n".join(lines)) + "\n" for name, lines in out.items() if lines}


def difference(name: str, wanted: str, found: str) -> str:
    lines = list(difflib.unified_diff(wanted.splitlines(), found.splitlines(), f"cases/{name}", "built", "", "", 2, ""))
    more = [f"… and {len(lines) - SHOWN} lines more"] if len(lines) > SHOWN else []
    return "\n".join([*lines[:SHOWN], *more])


@pytest.mark.parametrize("specimen", SPECIMENS)
def test_every_part_is_as_before(specimen: str, tmp_path: Path) -> None:
    found = parts(built_file(specimen, tmp_path))
    folder = CASES / specimen
    if os.environ.get(RENEW):
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for name, text in found.items():
            (folder / name).write_text(text, encoding="utf-8")
    wanted = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    pieces = [
        difference(f"{specimen}/{name}", wanted.get(name, ""), found.get(name, ""))
        for name in sorted(wanted.keys() | found.keys())
        if wanted.get(name) != found.get(name)
    ]
    hint = f"If this is as it should be: {RENEW}=1 python -m pytest {Path(__file__).name}, and read the changes."
    assert not pieces, "\n".join(["the Word file differs:", *pieces, hint])
