"""A Word file with its faults mended: tracked changes with comments, or the same changes accepted.

Every part that is not changed stays byte for byte; the members of the archive keep their order and dates.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from typing import Any

from lxml import etree
from msgspec import Struct, field

from jzdocs.dates import source_date_epoch
from jzdocs.foreign_xml import parsed
from jzdocs.rules.characters import paragraphs_in
from jzdocs.rules.comments import put_comments
from jzdocs.rules.drawings import BOX, box_paragraphs
from jzdocs.rules.edits import Edits
from jzdocs.rules.finding import Finding
from jzdocs.rules.footers import mend_numbers
from jzdocs.rules.form import DocumentForm
from jzdocs.rules.marks import Marker, accept, put_all_in_order
from jzdocs.rules.writing import blank_before, change_paragraph, change_section
from jzdocs.source.word_package import Package, W, w

_ANNOTATIONS = tuple(
    w(tag) for tag in ("ins", "del", "rPrChange", "pPrChange", "sectPrChange", "tcPrChange", "moveFrom", "moveTo")
)
_NEW_MEMBER = (1980, 1, 1, 0, 0, 0)


class Parts(Struct):
    """The parts of a package that are changed: roots by name, and new parts as bytes by name."""

    package: Package
    roots: dict[str, Any] = field(default_factory=dict)

    def root(self, name: str) -> Any:
        """Return the root of a part, which will be written again."""
        if name not in self.roots:
            self.roots[name] = parsed(self.package.data(name), huge=True)
        return self.roots[name]

    def has(self, name: str) -> bool:
        """Return whether the package, or what was added, has a part."""
        return name in self.roots or name.lower() in self.package.names


def fixed_file(
    package: Package, form: DocumentForm, edits: Edits, *, accepted: bool, worded: Callable[[Finding], str]
) -> bytes:
    """Return the bytes of a Word file with changes made: tracked, each paragraph with a comment that says by `worded`
    what was found, or `accepted` without marks."""
    parts = Parts(package)
    name = package.document.name
    root = parts.root(name)
    body = root.find(w("body"))
    marker = Marker(_first_free(root), _date(package))
    nodes = list(paragraphs_in(body))
    sections = [node for node in body.iter(w("sectPr")) if node.getparent().tag != w("sectPrChange")]
    boxes = [copies for _, copies in box_paragraphs(body)]  # found before the paragraphs change
    _change_paragraphs(nodes, form, edits, marker)
    _change_boxes(boxes, form, edits, marker)
    by_section: dict[int, list[Any]] = {}
    for fix in edits.pages:
        by_section.setdefault(fix.section, []).append(fix)
    for index, fixes in by_section.items():
        change_section(sections[index], fixes, form.default_size, marker)
    mend_numbers(parts, form, edits, sections, marker)
    if not accepted:
        put_comments(parts, nodes, edits.findings, marker.date, worded)
    else:
        for part in parts.roots.values():
            accept(part)
    put_all_in_order(root)
    return _archive(package, parts.roots)


def _change_paragraphs(nodes: Sequence[Any], form: DocumentForm, edits: Edits, marker: Marker) -> None:
    for (part, number), edit in sorted(edits.paragraphs.items()):
        if part:
            continue
        node = nodes[number - 1]
        size = next((fix.size for fix in edit.runs if fix.size), form.paragraphs[number - 1].size)
        change_paragraph(node, edit, size, marker)
        if edit.blank_before:
            blank_before(node, marker)


def _change_boxes(boxes: Sequence[Sequence[Any]], form: DocumentForm, edits: Edits, marker: Marker) -> None:
    """Write the changes of paragraphs in text boxes, into their copies for older programs too."""
    sizes = {paragraph.part: paragraph.size for paragraph in form.boxes}
    for (part, _), edit in sorted(edits.paragraphs.items()):
        if part.startswith(BOX):
            for node in boxes[int(part.removeprefix(BOX))]:
                change_paragraph(node, edit, sizes[part], marker)


def _first_free(root: Any) -> int:
    """Return a number that no tracked change of the document has."""
    numbers = [int(text) for node in root.iter(*_ANNOTATIONS) if (text := node.get(w("id"), "")).isdigit()]
    return max(numbers, default=_FIRST) + 1


_FIRST = 9000


def _date(package: Package) -> str:
    """Return the date of the changes: SOURCE_DATE_EPOCH, else the day when the file says it was last modified, else
    none: never the clock."""
    epoch = source_date_epoch()
    if epoch is not None:
        return epoch.strftime("%Y-%m-%dT%H:%M:%SZ")
    match = re.search(rb"<dcterms:modified[^>]*>\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)", package.data("docProps/core.xml"))
    return f"{match[1].decode()}Z" if match else ""


def _archive(package: Package, roots: Mapping[str, Any]) -> bytes:
    """Return the package with parts written anew."""
    changed = {
        name.lower(): etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        for name, root in roots.items()
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for info in package.archive.infolist():
            data = changed.pop(info.filename.replace("\\", "/").lower(), None)
            # what is written gets its place from the archive: the entry that is read keeps its own
            archive.writestr(copy(info), package.archive.read(info) if data is None else data)
        for name in roots:
            if name.lower() in changed:
                info = zipfile.ZipInfo(name, _NEW_MEMBER)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, changed[name.lower()])
    return out.getvalue()


def new_root(tag: str) -> Any:
    """Return the root of a new part of WordprocessingML."""
    return etree.Element(w(tag), nsmap={"w": W})
