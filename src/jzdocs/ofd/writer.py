"""Finished pages → the bytes of an OFD file (GB/T 33190-2016).

Everything is counted before the first page is written: fonts with their glyphs, pictures, the places of anchors. Then
pages go into the file one by one, so that a long document needs no more memory than its bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import assert_never

from jzdocs.dates import document_moment
from jzdocs.frames import Anchor, Clip, Image, Link, Mark, Page, Pages, Path, Rule, TextRun
from jzdocs.model.nodes import Meta
from jzdocs.ofd.fonts import Fonts
from jzdocs.ofd.geometry import Box, ClipArea, clip_area
from jzdocs.ofd.graphics import as_path, clips_of, image_box, image_object, path_box, path_object, path_of
from jzdocs.ofd.markup import MM, Ids, element, numbers, part
from jzdocs.ofd.metadata import document_information
from jzdocs.ofd.package import Package
from jzdocs.ofd.parts import attachments, document_part, main_part
from jzdocs.ofd.pictures import Pictures
from jzdocs.ofd.structure import custom_tags, structure_file
from jzdocs.ofd.targets import Links, Place, outline_element
from jzdocs.ofd.text import shapes, text_object
from jzdocs.options import OfdKind
from jzdocs.painting.contents import Contents
from jzdocs.painting.glyphs import as_drawn
from jzdocs.painting.order import painted
from jzdocs.painting.outline import outline
from jzdocs.painting.structure import Painting, UntaggedError
from jzdocs.style.faces import Faces
from jzdocs.units import Size

_FOLDER = "Doc_0"


def write_ofd(pages: Pages, meta: Meta, faces: Faces, contents: Contents, kind: OfdKind = "archive") -> bytes:
    """Return the OFD file of finished pages; of kind "archive" it is OFD-A (GB/T 42133-2022).

    Raises UntaggedError for an item without a tag, and UsageError for a wrong SOURCE_DATE_EPOCH.
    """
    return _Writer(pages, meta, faces, contents, kind).write()


class _Writer:
    """Writes the parts of a document; `clips` are those that hold at the current place of the current page."""

    def __init__(self, pages: Pages, meta: Meta, faces: Faces, contents: Contents, kind: OfdKind) -> None:
        self.pages, self.meta, self.contents, self.kind = pages, meta, contents, kind
        self.ids = Ids()
        self.page_ids = [self.ids.next() for _ in pages.pages]
        self.fonts, self.pictures = Fonts(faces, self.ids), Pictures(contents, self.ids)
        self.places: dict[str, Place] = {}
        self.painting: Painting[int, int] = Painting(pages.tags)
        self.package = Package()
        day = document_moment(meta.date).date().isoformat()
        self.links = Links(self.places, self.ids, day, archived=kind == "archive")
        self.clips: list[ClipArea] = []
        self.tag: int | None = None

    def write(self) -> bytes:
        """Return the file: what leads to everything first, then resources, pages, and what refers to them."""
        package, count = self.package, len(self.pages.pages)
        information = document_information(self.meta, count, self._collect())
        package.add("OFD.xml", main_part(information, f"{_FOLDER}/Document.xml", self.kind))
        self.fonts.write(package, _FOLDER)
        has_pictures = self.pictures.write(package, _FOLDER)
        annotated = [
            (page_id, index)
            for index, (page, page_id) in enumerate(zip(self.pages.pages, self.page_ids, strict=True))
            if self._page(page, index)
        ]
        if annotated:
            entries = "".join(
                f'<ofd:Page PageID="{page_id}"><ofd:FileLoc>Page_{index}.xml</ofd:FileLoc></ofd:Page>'
                for page_id, index in annotated
            )
            package.add(f"{_FOLDER}/Annots/Annotations.xml", part("Annotations", entries))
        package.add(f"{_FOLDER}/Tags/CustomTags.xml", custom_tags("Structure.xml"))
        structure = structure_file(self.painting, self.pages.pages, self.page_ids)
        package.add(f"{_FOLDER}/Tags/Structure.xml", structure)
        if self.contents.attached:
            self._attach()
        package.add(f"{_FOLDER}/Document.xml", self._document(annotated=bool(annotated), pictures=has_pictures))
        return package.close()

    def _collect(self) -> str:
        """Count fonts, glyphs, pictures and anchors, and return an identifier for the document, which is made from what
        it says."""
        digest = hashlib.blake2b(repr(self.meta.title).encode(), digest_size=16)
        for name in sorted(self.contents.attached):
            digest.update(name.encode() + self.contents.attached[name])
        for page, page_id in zip(self.pages.pages, self.page_ids, strict=True):
            for item, _, dy in painted(page.items, self.contents.drawings):
                if isinstance(item, TextRun):
                    run = as_drawn(item)
                    self.fonts[run.face].collect(run)
                    digest.update(f"{run.x} {run.y} {run.text}".encode("utf-8", "replace"))
                elif isinstance(item, Image):
                    self.pictures[item]
                elif isinstance(item, Anchor):
                    self.places[item.name] = Place(page_id, item.y + dy)
        return digest.hexdigest()

    def _page(self, page: Page, index: int) -> bool:
        """Add a page (7.7), and its annotations where it has any, which is returned."""
        self.clips, self.tag = [], None
        sheet = Box(0, 0, page.size.width * MM, page.size.height * MM)
        layer = self.ids.next()
        objects: list[str] = []
        annotations: list[str] = []
        for item, dx, dy in painted(page.items, self.contents.drawings):
            match item:
                case Mark():
                    self.tag = item.tag
                case TextRun():
                    objects += self._text(item, (dx, dy), sheet, index)
                case Rule():
                    objects += self._path(as_path(item), (dx, dy), sheet, index)
                case Path():
                    objects += self._path(item, (dx, dy), sheet, index)
                case Image():
                    objects.append(self._image(item, (dx, dy), sheet, index))
                case Clip():
                    self._clip(item, (dx, dy))
                case Link():
                    annotations += self._link(item, (dx, dy), sheet, index)
                case Anchor():
                    pass  # counted before
                case _:
                    assert_never(item)
        area = f"<ofd:Area><ofd:PhysicalBox>{_physical(page.size)}</ofd:PhysicalBox></ofd:Area>"
        body = element("Content", f'<ofd:Layer ID="{layer}" Type="Body">{"".join(objects)}</ofd:Layer>')
        self.package.add(f"{_FOLDER}/Pages/Page_{index}/Content.xml", part("Page", area, body))
        if annotations:
            self.package.add(f"{_FOLDER}/Annots/Page_{index}.xml", part("PageAnnot", *annotations))
        return bool(annotations)

    def _painted(self, index: int) -> int:
        """Return an identifier for an object of a page, recorded for its tag. Raises UntaggedError where it has
        none."""
        if self.tag is None:
            raise UntaggedError(f"page {index + 1}: an item is painted before anything is marked")
        object_id = self.ids.next()
        if self.tag >= 0:
            self.painting.add_content(self.tag, index, object_id)
        return object_id

    def _text(self, run: TextRun, origin: tuple[int, int], sheet: Box, index: int) -> list[str]:
        run = as_drawn(run)
        font = self.fonts[run.face]
        out = []
        for shape in shapes(run, font, *origin):
            clips, box = clips_of(self.clips, shape.box.within(sheet), transformed=bool(run.angle))
            out.append(text_object(shape, font, self._painted(index), box, clips))
        return out

    def _path(self, path: Path, origin: tuple[int, int], sheet: Box, index: int) -> list[str]:
        outline_of_path = path_of(path, *origin)
        if outline_of_path is None:
            return []
        clips, box = clips_of(self.clips, path_box(path, outline_of_path).within(sheet), transformed=False)
        return [path_object(path, outline_of_path, self._painted(index), box, clips)]

    def _image(self, item: Image, origin: tuple[int, int], sheet: Box, index: int) -> str:
        place = image_box(item, *origin)
        clips, box = clips_of(self.clips, place.within(sheet), transformed=True)
        return image_object(place, self.pictures[item], self._painted(index), box, clips)

    def _clip(self, clip: Clip, origin: tuple[int, int]) -> None:
        if clip.segments:
            self.clips.append(clip_area(clip, *origin))
        elif self.clips:
            self.clips.pop()

    def _link(self, item: Link, origin: tuple[int, int], sheet: Box, index: int) -> Sequence[str]:
        left, top = (item.x + origin[0]) * MM, (item.y + origin[1]) * MM
        box = Box(left, top, left + item.width * MM, top + item.height * MM).within(sheet)
        annotation = self.links.annotation(item, box)
        if annotation is None:
            return ()
        self.painting.add_annotation(item.tag, index, annotation[0])
        return (annotation[1],)

    def _attach(self) -> None:
        files = self.contents.attached
        for name in sorted(files):
            self.package.add(f"{_FOLDER}/Attachs/{name}", files[name])
        self.package.add(f"{_FOLDER}/Attachs/Attachments.xml", attachments(files, self.meta))

    def _document(self, *, annotated: bool, pictures: bool) -> str:
        """Return the root of the document (7.5)."""
        resources = "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        resources += "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>" if pictures else ""
        size = _physical(self.pages.pages[0].size) if self.pages.pages else "0 0 210 297"
        common = (
            f"<ofd:MaxUnitID>{self.ids.last}</ofd:MaxUnitID>"
            f"<ofd:PageArea><ofd:PhysicalBox>{size}</ofd:PhysicalBox></ofd:PageArea>"
            f"{resources}<ofd:DefaultCS>{self.fonts.color_space}</ofd:DefaultCS>"
        )
        tree = "".join(
            f'<ofd:Page ID="{page_id}" BaseLoc="Pages/Page_{index}/Content.xml"/>'
            for index, page_id in enumerate(self.page_ids)
        )
        outlines = outline_element(list(outline(self.pages.pages)), self.places)
        references = "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>" if annotated else ""
        references += "<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>"
        if self.contents.attached:
            references += "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>"
        return document_part(common, tree, outlines, references, self.kind)


def _physical(size: Size) -> str:
    return numbers((0, 0, size.width * MM, size.height * MM))
