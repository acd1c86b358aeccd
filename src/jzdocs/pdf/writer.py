"""Pages → PDF bytes: content streams, links, outline, page labels, document information."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, assert_never
from urllib.parse import quote

from msgspec import Struct, field
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from jzdocs.frames import Anchor, Drawing, Image, Item, Link, Mark, Page, Pages, Path, Rule, Slot, TextRun
from jzdocs.model.nodes import Meta
from jzdocs.options import Conformance
from jzdocs.pdf.archive import (
    PRODUCER,
    attach,
    dates_of,
    metadata,
    output_intent,
    private_data,
)
from jzdocs.pdf.fonts import EmbeddedFace, InitialFont
from jzdocs.pdf.reportlab_settings import archival_settings
from jzdocs.pdf.structure import Marker, Raw, Reference, TreeWriter, text_string
from jzdocs.style.faces import Faces
from jzdocs.units import EMU_PER_PT

_K = 1 / EMU_PER_PT


class Contents(Struct, frozen=True):
    """What fills the pages' slots: drawings and raster images by their keys; files to attach (PDF/A-3 only); and
    what the file keeps for tracing its figures."""

    drawings: Mapping[str, Drawing]
    pictures: Mapping[str, bytes]
    attached: Mapping[str, bytes] = field(default_factory=dict)
    trace: bytes = b""


def write_pdf(pages: Pages, meta: Meta, faces: Faces, contents: Contents, archive: Conformance = "a-2a") -> bytes:
    """The PDF of finished pages: PDF/A-2a (or, with `archive`, A-3a) and PDF/UA-1. Raises UntaggedError for an item
    without a tag."""
    dates_of(meta)  # reportlab reads SOURCE_DATE_EPOCH too, and does not say so when it is wrong
    with archival_settings():
        return _Writer(pages, meta, faces, contents, archive).write()


class _Writer:
    def __init__(self, pages: Pages, meta: Meta, faces: Faces, contents: Contents, archive: Conformance) -> None:
        self.pages, self.meta, self.faces, self.contents, self.archive = pages, meta, faces, contents, archive
        self.marker = Marker(pages.tags)
        self.out = io.BytesIO()
        self.canvas = Canvas(
            self.out,
            pageCompression=1,
            invariant=1,
            lang="zh-CN",
            initialFontName=InitialFont.fontName,
            pdfVersion=(1, 7),
        )
        self.embedded: dict[str, EmbeddedFace] = {}
        self.code: list[str] = []
        self.height = 0

    def write(self) -> bytes:
        canvas, meta = self.canvas, self.meta
        canvas.setTitle(meta.title)
        canvas.setAuthor("、".join(meta.issuer))
        canvas.setSubject(meta.subtitle)
        canvas.setCreator("jzdocs")
        canvas.setKeywords("、".join(meta.keywords))
        canvas.setViewerPreference("DisplayDocTitle", "true")
        for index, page in enumerate(self.pages.pages):
            self._page(page, index)
        self._outline()
        canvas.showOutline()
        self._conform()
        canvas.save()
        return self.out.getvalue()

    def _page(self, page: Page, index: int) -> None:
        self.height = page.size.height
        self.canvas.setPageSize((page.size.width * _K, page.size.height * _K))
        self.code = []
        self.marker.page()
        self._items(page.items, 0, 0)
        self.marker.close(self.code)
        self.canvas._code.extend(self.code)
        if page.label and not page.label.isdecimal():
            self.canvas.addPageLabel(index, prefix=page.label)
        elif page.label:
            self.canvas.addPageLabel(index, style="ARABIC", start=int(page.label))
        else:
            self.canvas.addPageLabel(index, prefix="封面")
        self.canvas.showPage()
        made = self.canvas._doc.idToObject[f"Page{index + 1}"]
        made.__NoDefault__ = [*made.__NoDefault__, "StructParents", "Tabs"]
        made.StructParents, made.Tabs, made.Trans = index, pdfdoc.PDFName("S"), None

    def _conform(self) -> None:
        """Structure tree, XMP, output intent and dates."""
        canvas, doc, meta = self.canvas, self.canvas._doc, self.meta
        catalog = doc.Catalog
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents", "AF", "PieceInfo"]
        refs = [Reference(f"Page{i + 1}") for i in range(len(self.pages.pages))]
        heights = [p.size.height for p in self.pages.pages]
        catalog.StructTreeRoot = TreeWriter(doc, self.marker, refs, heights, self._first_link).write()
        catalog.MarkInfo = Raw("<< /Marked true >>")
        catalog.Metadata = metadata(doc, meta, self.archive)
        catalog.OutputIntents = output_intent(doc)
        if self.archive == "a-3a" and self.contents.attached:
            catalog.AF, catalog.Names = attach(doc, self.contents.attached, meta)
        if self.contents.trace:
            catalog.PieceInfo = private_data(doc, self.contents.trace, meta)
        doc.info.producer = PRODUCER
        doc.info._dateFormatter = lambda *_: dates_of(meta).pdf
        canvas.setTitle(meta.title or "无题")

    @property
    def _first_link(self) -> int:
        """Keys of the parent tree: pages first, then links."""
        return len(self.pages.pages)

    def _items(self, items: Sequence[Item], dx: int, dy: int) -> None:
        for item in items:
            match item:
                case Mark():
                    self.marker.mark(item.tag)
                case TextRun():
                    self._text(item, dx, dy)
                case Rule():
                    self._rule(item, dx, dy)
                case Path():
                    self._path(item, dx, dy)
                case Image():
                    self._image(item, dx, dy)
                case Link():
                    self._link(item, dx, dy)
                case Anchor():
                    top = (self.height - item.y - dy) * _K + 4
                    self.canvas.bookmarkHorizontalAbsolute(item.name, top, left=0)
                case Slot():
                    drawing = self.contents.drawings.get(item.key)
                    if drawing:
                        self._items(drawing.items, dx + item.x, dy + item.y)
                case _:
                    assert_never(item)

    def _face(self, key: str) -> EmbeddedFace:
        found = self.embedded.get(key)
        if found is None:
            face = self.faces[key]
            # two roles may share a file: it is embedded once
            found = next((e for e in self.embedded.values() if e.face.file == face.file), None)
            if found is None:
                found = EmbeddedFace(face, f"F{len(self.embedded) + 1}")
                doc = self.canvas._doc
                doc.fontMapping[found.internal] = f"/{found.internal}"
                doc.delayedFonts.append(found)
            self.embedded[key] = found
        return found

    def _text(self, run: TextRun, dx: int, dy: int) -> None:
        self.marker.paint(self.code)
        face = self._face(run.face)
        x, y = (run.x + dx) * _K, (self.height - run.y - dy) * _K
        size = run.size * _K
        # with horizontal scaling, character spacing and adjustments are scaled too: they are given beforehand what they
        # will lose
        spacing = f"{run.spacing * size / 1000 / run.stretch:.4f} Tc " if run.spacing else ""
        shown = f"{_array(run.text, run.adjust, run.stretch, face)} TJ"
        if run.stretch != 1.0:
            shown = f"{run.stretch * 100:.3f} Tz {shown} 100 Tz"
        if (
            run.text in _SPOKEN
        ):  # what is drawn is not what is meant: two dashes as one glyph, a hyphen that the break put there
            shown = f"{_SPOKEN[run.text]} {shown} EMC"
        self.code.append(
            f"BT {_rgb(run.color)} rg /{face.internal} {size:.4g} Tf {spacing}{_matrix(run.angle, x, y)} {shown}{' 0 Tc' if spacing else ''} ET"
        )

    def _rule(self, rule: Rule, dx: int, dy: int) -> None:
        self.marker.paint(self.code)
        x1, x2 = (rule.x1 + dx) * _K, (rule.x2 + dx) * _K
        y1, y2 = (self.height - rule.y1 - dy) * _K, (self.height - rule.y2 - dy) * _K
        self.code.append(
            f"{_rgb(rule.color)} RG {rule.width * _K:.3f} w 0 J [] 0 d {x1:.3f} {y1:.3f} m {x2:.3f} {y2:.3f} l S"
        )

    def _path(self, path: Path, dx: int, dy: int) -> None:
        self.marker.paint(self.code)
        out = []
        if path.fill:
            out.append(f"{_rgb(path.fill)} rg")
        if path.stroke:
            dash = " ".join(f"{d * _K:.2f}" for d in path.dash)
            out.append(f"{_rgb(path.stroke)} RG {path.width * _K:.3f} w 0 J [{dash}] 0 d")
        for name, *values in path.segments:
            numbers = [
                (float(v) + dx) * _K if i % 2 == 0 else (self.height - float(v) - dy) * _K for i, v in enumerate(values)
            ]
            out.append(
                " ".join(f"{v:.3f}" for v in numbers) + " " + {"M": "m", "L": "l", "C": "c", "Z": "h"}[str(name)]
            )
        out.append("B" if path.fill and path.stroke else "f" if path.fill else "S")
        self.code.append("\n".join(out))

    def _image(self, item: Image, dx: int, dy: int) -> None:
        self.marker.paint(self.code)
        self.canvas._code.extend(self.code)
        self.code = []
        reader = ImageReader(io.BytesIO(self.contents.pictures[item.key]))
        bottom = (self.height - item.y - dy - item.height) * _K
        self.canvas.drawImage(reader, (item.x + dx) * _K, bottom, item.width * _K, item.height * _K, mask="auto")

    def _link(self, item: Link, dx: int, dy: int) -> None:
        x, top = (item.x + dx) * _K, (self.height - item.y - dy) * _K
        area = (x, top - item.height * _K, x + item.width * _K, top)
        if item.href.startswith("#"):
            if item.href[1:] not in self.pages.anchors:
                return
            target: Any = self.canvas._bookmarkReference(item.href[1:])
            action = [" /Dest ", target]
        else:
            action = [f" /A << /Type /Action /S /URI /URI ({_ascii(item.href)}) >>"]
        doc = self.canvas._doc
        name = f"jz-link-{len(self.marker.links)}"
        number = self.marker.link(item.tag, pdfdoc.PDFObjectReference(name)) + self._first_link
        rect = " ".join(f"{v:.2f}" for v in area)
        contents = text_string(item.contents or item.href)
        head = f"<< /Type /Annot /Subtype /Link /Rect [{rect}] /Border [0 0 0] /F 4 /StructParent {number} /Contents {contents}"
        self.canvas._annotationrefs.append(doc.Reference(Raw(head, *action, " >>"), name))

    def _outline(self) -> None:
        """Bookmarks for the headings; a level that is skipped is closed up, as reportlab (and readers) want it."""
        level = -1
        for page in self.pages.pages:
            for item in page.items:
                if isinstance(item, Anchor) and item.title:
                    level = min(item.level - 1, level + 1)
                    self.canvas.addOutlineEntry(item.title, item.name, level, closed=level >= 1)


def _ascii(address: str) -> str:
    """An address as a PDF string holds it: percent-encoded where it is not ASCII, brackets escaped."""
    quoted = quote(address, safe="%/:=&?~#+!$,;'@()*[]-._")
    return quoted.replace("\\", "%5C").replace("(", "\\(").replace(")", "\\)")


@lru_cache(maxsize=256)
def _rgb(color: str) -> str:
    return " ".join(f"{int(color[i : i + 2], 16) / 255:.3g}" for i in (0, 2, 4))


def _matrix(angle: float, x: float, y: float) -> str:
    if not angle:
        return f"{x:.3f} {y:.3f} Td"
    from math import cos, radians, sin

    c, s = cos(radians(angle)), sin(radians(angle))
    return f"{c:.4f} {s:.4f} {-s:.4f} {c:.4f} {x:.3f} {y:.3f} Tm"


_SPOKEN = {
    "\u2e3a": f"/Span <</ActualText {text_string('——')}>> BDC",
    "\u00ad": f"/Span <</ActualText {text_string(chr(0xAD))}>> BDC",
}


def _array(text: str, adjust: Sequence[tuple[int, float]], stretch: float, face: EmbeddedFace) -> str:
    """The TJ array: glyph codes, with adjustments (a positive one moves left, hence the sign) between them."""
    codes = text.translate(face.codes)  # four digits a character
    if not adjust:
        return f"[<{codes}>]"
    out, position = ["["], 0
    for index, extra in adjust:
        end = 4 * (index + 1)
        if end > position:
            out.append(f"<{codes[position:end]}>")
            position = end
        out.append(f"{-extra / stretch:g}" if stretch != 1.0 else f"{-extra:g}")
    if position < len(codes):
        out.append(f"<{codes[position:]}>")
    out.append("]")
    return "".join(out)
