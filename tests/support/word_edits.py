"""Edits of a Word file, each singly, as python-docx, Word and LibreOffice would leave it.

A file is opened once; each edit is made on a copy of its body and packed with its other parts.
"""

from __future__ import annotations

import copy
import io
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec import Struct

from conftest import need

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARA_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
NEW = "此处新增一段文字。"
REPLACED = "改写"
BODY, NOTES, STYLES = "word/document.xml", "word/footnotes.xml", "word/styles.xml"


class WordFile(Struct):
    """A Word file: its parts, the trees of body and notes, and the ids of its styles by their names in lower case."""

    parts: Mapping[str, bytes]
    body: Any
    notes: Any
    styles: Mapping[str, str]

    def paragraphs(self) -> list[Any]:
        """Return all paragraphs in order, those of notes last; copies of the file have them at the same places."""
        notes = [p for p in self.notes.iter(W + "p") if _is_note(p)] if self.notes is not None else []
        return [*self.body.iter(W + "p"), *notes]

    def rows(self) -> list[Any]:
        """Return all rows of tables."""
        return list(self.body.iter(W + "tr"))

    def copied(self) -> WordFile:
        """Return a copy whose trees may be changed."""
        return WordFile(self.parts, copy.deepcopy(self.body), copy.deepcopy(self.notes), self.styles)

    def packed(self) -> bytes:
        """Return the file as bytes."""
        trees = {BODY: self.body} | ({NOTES: self.notes} if self.notes is not None else {})
        return packed({**self.parts, **{name: etree.tostring(tree) for name, tree in trees.items()}})

    def style(self, name: str) -> str:
        """Return the id of the style of a name."""
        return self.styles[name.lower()]


def opened(data: bytes) -> WordFile:
    """Return a file; it gets the style of text that was pasted from a page of the web."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    styles = etree.fromstring(parts[STYLES])
    if not any(node.get(W + "val") == "Normal (Web)" for node in styles.iter(W + "name")):
        pasted = etree.SubElement(styles, W + "style", {W + "type": "paragraph", W + "styleId": "NormalWeb"})
        etree.SubElement(pasted, W + "name", {W + "val": "Normal (Web)"})
        parts[STYLES] = etree.tostring(styles)
    ids = {_name(style).lower(): style.get(W + "styleId") for style in styles.iter(W + "style")}
    notes = etree.fromstring(parts[NOTES]) if NOTES in parts else None
    return WordFile(parts, etree.fromstring(parts[BODY]), notes, ids)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as a file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _name(style: Any) -> str:
    node = style.find(W + "name")
    return str(node.get(W + "val", "")) if node is not None else ""


def _is_note(paragraph: Any) -> bool:
    note = next(paragraph.iterancestors(W + "footnote"), None)
    return note is not None and note.get(W + "type") in (None, "normal")


def text_of(node: Any) -> str:
    """Return the text of an element."""
    return "".join("\t" if t.tag == W + "tab" else t.text or "" for t in node.iter(W + "t", W + "tab"))


def in_table(paragraph: Any) -> bool:
    return next(paragraph.iterancestors(W + "tc"), None) is not None


def in_note(paragraph: Any) -> bool:
    return next(paragraph.iterancestors(W + "footnote"), None) is not None


def style_of(paragraph: Any) -> str:
    """Return the id of a paragraph's style."""
    node = paragraph.find(f"{W}pPr/{W}pStyle")
    return str(node.get(W + "val")) if node is not None else ""


def is_item(paragraph: Any) -> bool:
    node = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
    return node is not None and node.get(W + "val") != "0"


# --- edits


def new_paragraph(text: str, style: str) -> Any:
    """Return a paragraph in a style, by its id; "" for none."""
    paragraph = etree.Element(W + "p")
    if style:
        etree.SubElement(etree.SubElement(paragraph, W + "pPr"), W + "pStyle", {W + "val": style})
    run = etree.SubElement(paragraph, W + "r")
    etree.SubElement(run, W + "t").text = text
    return paragraph


def replace_word(paragraph: Any, word: str) -> None:
    """Replace a word where it stands."""
    node = next(t for t in paragraph.iter(W + "t") if word in (t.text or ""))
    node.text = node.text.replace(word, REPLACED, 1)


def empty_cell(paragraph: Any) -> None:
    """Delete the text of a paragraph and leave it standing, as a cell must have one."""
    for run in list(paragraph.iter(W + "r")):
        run.getparent().remove(run)


def delete(node: Any) -> None:
    """Delete a paragraph or row; the last row of a table goes with it."""
    parent = node.getparent()
    parent.remove(node)
    if parent.tag == W + "tbl" and parent.find(W + "tr") is None:
        parent.getparent().remove(parent)


def set_style(paragraph: Any, style: str) -> None:
    """Give a paragraph another style, and take it out of a list."""
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = etree.Element(W + "pPr")
        paragraph.insert(0, properties)
    for tag in ("pStyle", "numPr"):
        for node in properties.findall(W + tag):
            properties.remove(node)
    properties.insert(0, etree.Element(W + "pStyle", {W + "val": style}))


def copy_of(node: Any, text: str) -> Any:
    """Return a copy of an item or a row, as typing below it makes: without marks, each of its paragraphs saying
    `text`."""
    new = copy.deepcopy(node)
    for mark in [*new.iter(W + "bookmarkStart", W + "bookmarkEnd")]:
        mark.getparent().remove(mark)
    for paragraph in [new] if new.tag == W + "p" else list(new.iter(W + "p")):
        paragraph.attrib.pop(PARA_ID, None)
        for child in [c for c in paragraph if c.tag != W + "pPr"]:
            paragraph.remove(child)
        etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "t").text = text
    return new


# --- as Word writes it

_CHINESE = {"normal": "a", "strong": "ae", "emphasis": "af", "footnote reference": "ab", "footnote text": "a9"}
_RSIDS = {W + "rsidR": "00A41B2C", W + "rsidRDefault": "00C93D11"}


def as_word(data: bytes) -> bytes:
    """Return a file as a Chinese Word saves it: with ids of its own for built-in styles, runs cut by marks of spelling,
    languages and page breaks, ids of sessions, and bookmarks that text was typed around."""
    file = opened(data)
    parts = dict(file.parts)
    ids = {}
    for number, style in enumerate(etree.fromstring(parts[STYLES]).iter(W + "style")):
        name = _name(style).lower()
        heading = re.fullmatch(r"heading (\d)", name)
        if not style.get(W + "customStyle"):
            ids[style.get(W + "styleId")] = heading[1] if heading else _CHINESE.get(name, f"b{number:x}")
    for name in [
        n for n in parts if re.fullmatch(r"word/(document|styles|footnotes|numbering|header\d*|footer\d*)\.xml", n)
    ]:
        root = etree.fromstring(parts[name])
        for node in root.iter(
            *(W + tag for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "style"))
        ):
            key = W + "styleId" if node.tag == W + "style" else W + "val"
            node.set(key, ids.get(node.get(key), node.get(key)))
        if name in (BODY, NOTES):
            for paragraph in list(root.iter(W + "p")):
                _as_word(paragraph)
        parts[name] = etree.tostring(root)
    return packed(parts)


def _as_word(paragraph: Any) -> None:
    for key, value in _RSIDS.items():
        paragraph.set(key, value)
    for number, run in enumerate(list(paragraph.findall(W + "r"))):
        run.set(W + "rsidR", "00A41B2C")
        texts = run.findall(W + "t")
        _add_language(run)
        if len(texts) == 1 and len(run) == 2 and len(texts[0].text or "") > 3:
            _cut_run(run, texts[0])
        elif number == 0 and texts:
            texts[0].addprevious(etree.Element(W + "lastRenderedPageBreak"))
    start, end = (next((n for n in paragraph.findall(W + tag)), None) for tag in ("bookmarkStart", "bookmarkEnd"))
    runs = paragraph.findall(W + "r")
    anchor = start is not None and str(start.get(W + "name", "")).startswith("_jz_")
    if anchor and end is not None and len(runs) > 2 and runs[0].getprevious() is start:
        runs[0].addnext(start)


def _add_language(run: Any) -> None:
    properties = run.find(W + "rPr")
    if properties is None:
        properties = etree.Element(W + "rPr")
        run.insert(0, properties)
    if properties.find(W + "lang") is None:
        etree.SubElement(properties, W + "lang", {W + "eastAsia": "zh-CN"})


def _cut_run(run: Any, text: Any) -> None:
    """Cut a run in two."""
    middle = len(text.text) // 2
    second = copy.deepcopy(run)
    other = second.find(W + "t")
    other.text, text.text = text.text[middle:], text.text[:middle]
    for node in (text, other):
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.addnext(second)
    run.addnext(etree.Element(W + "proofErr", {W + "type": "spellEnd"}))
    run.addprevious(etree.Element(W + "proofErr", {W + "type": "spellStart"}))


# --- as LibreOffice writes it


def through_libreoffice(files: Sequence[bytes], folder: Path) -> list[bytes]:
    """Return files as LibreOffice opens and saves them."""
    inside, out = folder / "in", folder / "out"
    inside.mkdir(parents=True)
    names = [f"edit{number}.docx" for number in range(len(files))]
    for name, data in zip(names, files, strict=True):
        (inside / name).write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [need("soffice"), profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out)]
    subprocess.run([*command, *(str(inside / name) for name in names)], check=True, capture_output=True, timeout=600)
    return [(out / name).read_bytes() for name in names]


Change = Callable[[WordFile], object]


def edited(file: WordFile, change: Change) -> WordFile:
    """Return a file after an edit."""
    new = file.copied()
    change(new)
    return new


def words_in(paragraph: Any) -> Iterator[str]:
    """Yield the pairs of Chinese characters that stand once in a paragraph, within a text of one run."""
    whole = text_of(paragraph)
    for node in paragraph.iter(W + "t"):
        text = node.text or ""
        for start in range(len(text) - 1):
            pair = text[start : start + 2]
            if re.fullmatch(r"[\u4e00-\u9fff]{2}", pair) and whole.count(pair) == 1:
                yield pair
