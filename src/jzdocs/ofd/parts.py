"""The parts of an OFD file that lead to all others: OFD.xml, Document.xml, the list of attachments."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from jzdocs.dates import document_moment
from jzdocs.model.nodes import Meta
from jzdocs.ofd.markup import element, escaped, number, part
from jzdocs.options import OfdKind

_DOCUMENT_TYPES: dict[OfdKind, str] = {"archive": "OFD-A", "exchange": "OFD"}
# 7.5, table 8: what may be done with the document. Edits belong to its source, or to the Word file, from which they
# come home.
_PERMISSIONS = (
    "<ofd:Permissions><ofd:Edit>false</ofd:Edit><ofd:Annot>true</ofd:Annot><ofd:Export>true</ofd:Export>"
    "<ofd:Signature>true</ofd:Signature><ofd:Watermark>true</ofd:Watermark><ofd:PrintScreen>true</ofd:PrintScreen>"
    '<ofd:Print Printable="true"/></ofd:Permissions>'
)
_VIEW = (
    "<ofd:VPreferences><ofd:PageMode>UseOutlines</ofd:PageMode><ofd:TabDisplay>DocTitle</ofd:TabDisplay>"
    "</ofd:VPreferences>"
)


def main_part(information: str, root: str, kind: OfdKind) -> str:
    """Return OFD.xml (7.4): one document, whose root is the member `root` (GB/T 42133, 6.2.1 a and c)."""
    body = f"<ofd:DocBody>{information}<ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody>"
    return part("OFD", body, attributes=f' Version="1.1" DocType="{_DOCUMENT_TYPES[kind]}"')


def document_part(common: str, tree: str, outlines: str, references: str, kind: OfdKind) -> str:
    """Return Document.xml (7.5). An archived document declares no permissions and no preferences of view (GB/T 42133,
    6.2.2 a and b)."""
    exchange = kind == "exchange"
    return part(
        "Document",
        element("CommonData", common),
        f"<ofd:Pages>{tree}</ofd:Pages>",
        outlines,
        _PERMISSIONS if exchange else "",
        _VIEW if exchange else "",
        references,
    )


def attachments(files: Mapping[str, bytes], meta: Meta) -> str:
    """Return the list of attachments (20.2, table 73). Ours are all text, which archives keep (GB/T 42133, 6.15.1 a);
    sizes are in KB."""
    moment = document_moment(meta.date).replace(tzinfo=None).isoformat(timespec="seconds")
    return part(
        "Attachments",
        *(
            f'<ofd:Attachment ID="A{place}" Name="{escaped(name)}" Format="{_format(name)}" CreationDate="{moment}"'
            f' Size="{number(len(files[name]) / 1024)}"><ofd:FileLoc>{escaped(name)}</ofd:FileLoc></ofd:Attachment>'
            for place, name in enumerate(sorted(files), 1)
        ),
    )


def _format(name: str) -> str:
    """Return the format of an attachment. JSON and CSV are plain text, for which archives have one name."""
    return "XML" if PurePath(name).suffix == ".xml" else "TXT"
