"""The structure tree as custom tags (GB/T 33190, 16): headings, paragraphs, tables, figures in reading order.

The file of the tags has a namespace of its own. Its elements have the names of the structure types of PDF (ISO 32000-1,
14.8.4), and hold references to the objects of pages, as custom tags of invoices do. The standard has no page labels:
they stand here, beside the structure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jzdocs.frames import Page, Tag
from jzdocs.ofd.markup import DECLARATION, MM, ROOT, escaped, numbers
from jzdocs.painting.contents import label_of
from jzdocs.painting.structure import Painting, ReadingOrder

STRUCTURE = "urn:jzdocs:structure:1"


def structure_file(painting: Painting[int, int], pages: Sequence[Page], page_ids: Sequence[int]) -> str:
    """Return the file of the structure: what was painted for each tag, and the labels of the pages."""
    labels = "".join(
        f'<jz:Page PageRef="{page_id}" Label="{escaped(label_of(page))}"/>'
        for page, page_id in zip(pages, page_ids, strict=True)
    )
    tree = "".join(_element(0, painting, ReadingOrder(painting), page_ids)) if painting.tags else ""
    return (
        f'{DECLARATION}<jz:Structure xmlns:jz="{STRUCTURE}" {ROOT}><jz:Pages>{labels}</jz:Pages>{tree}</jz:Structure>'
    )


def _element(
    number: int, painting: Painting[int, int], order: ReadingOrder[int, int], page_ids: Sequence[int]
) -> Iterator[str]:
    """Yield the markup of an element and of those below it."""
    tag = painting.tags[number]
    yield f"<jz:{tag.kind}{_attributes(tag)}>"
    for kind, page, value in order.children(number):
        if kind == "tag":
            yield from _element(value, painting, order, page_ids)
        else:
            yield f'<ofd:ObjectRef PageRef="{page_ids[page]}">{value}</ofd:ObjectRef>'
    yield f"</jz:{tag.kind}>"


def _attributes(tag: Tag) -> str:
    """Return the attributes that describe an element, as the PDF's tree has them."""
    texts = (
        ("Alt", tag.alt),
        ("ActualText", tag.actual),
        ("Title", tag.title),
        ("Lang", tag.lang),
        ("ID", tag.id),
        ("Scope", tag.scope),
        ("ColSpan", str(tag.colspan) if tag.colspan > 1 else ""),
        ("RowSpan", str(tag.rowspan) if tag.rowspan > 1 else ""),
        ("ListNumbering", tag.numbering),
        ("Box", numbers(v * MM for v in tag.box) if tag.box else ""),
    )
    return "".join(f' {name}="{escaped(value)}"' for name, value in texts if value)


def custom_tags(file: str) -> str:
    """Return the list of custom tags (16, table 63), whose only entry is the structure in `file`."""
    return (
        f"{DECLARATION}<ofd:CustomTags {ROOT}>"
        f'<ofd:CustomTag TypeID="{STRUCTURE}" NameSpace="{STRUCTURE}"><ofd:FileLoc>{file}</ofd:FileLoc></ofd:CustomTag>'
        "</ofd:CustomTags>"
    )
