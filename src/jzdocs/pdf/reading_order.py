"""A tagged PDF as a screen reader reads it: the elements of the structure tree in their order, each with its role and
text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from msgspec import Struct

from jzdocs.errors import DocumentError, Location, printable
from jzdocs.pdf_bounds import read_within


class Spoken(Struct, frozen=True):
    """An element as it is read: its depth in the tree, its role, its own text (the alternative or actual text where it
    has one), and its language ('' for its parent's)."""

    depth: int
    role: str
    text: str
    lang: str = ""


def read_aloud(path: Path) -> Sequence[Spoken]:
    """Return the elements of a tagged PDF in reading order.

    Raises DocumentError for a file that is no PDF, for a PDF without a structure tree, and for one whose tree is deep
    without end or takes more than it may.
    """
    at = Location(str(path))
    size = path.stat().st_size if path.is_file() else 0
    return read_within(lambda: list(_read_aloud(path, at)), size, at, "X050.jzdocs")


def _read_aloud(path: Path, at: Location) -> Iterator[Spoken]:
    try:
        pdf = pikepdf.open(path)
    except (pikepdf.PdfError, OSError) as error:
        raise DocumentError("X050.jzdocs", at=at) from error
    with pdf:
        root = pdf.Root.get("/StructTreeRoot")
        if root is None:
            raise DocumentError("X051", at=at)
        texts = {page.obj.objgen: _marked_texts(page) for page in pdf.pages}
        yield from _element(root.K, None, 0, texts)


def _element(node: Any, page: Any, depth: int, texts: dict[Any, dict[int, str]]) -> Iterator[Spoken]:
    """Yield an element and those below it; `page` is its parent's, `texts` are the marked texts by page and MCID."""
    page = node.get("/Pg", page)
    replacement = node.get("/Alt") or node.get("/ActualText")
    pieces: list[Spoken] = []
    own: list[str] = []
    kids = node.get("/K")
    for kid in [] if kids is None else kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            own.append(texts[page.objgen].get(int(kid), ""))
        elif kid.get("/Type") == "/MCR":
            own.append(texts[kid.get("/Pg", page).objgen].get(int(kid.MCID), ""))
        elif kid.get("/Type") != "/OBJR":
            below = list(_element(kid, page, depth + 1, texts))
            if _is_inline(str(kid.S)):  # it is read as part of the line, and listed with its own role as well
                own.append(below[0].text)
            pieces += below
    text = str(replacement) if replacement is not None else "".join(own)
    yield Spoken(depth, str(node.S)[1:], text, str(node.get("/Lang", "")))
    if replacement is None:
        yield from pieces


def _is_inline(kind: str) -> bool:
    """Return whether an element of this kind stands inside a line of text."""
    return kind in ("/Link", "/Span", "/Reference", "/Lbl", "/Code", "/Ruby", "/RB")


_SHOWN = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def _marked_texts(page: Any) -> dict[int, str]:
    """Return the texts of a page by their MCIDs."""
    fonts = {str(name): _unicode_map(font) for name, font in page.Resources.get("/Font", {}).items()}
    out: dict[int, str] = {}
    stack: list[int | None] = []
    current: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            number = operands[1].get("/MCID") if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary) else None
            outer = stack[-1] if stack and str(operands[0]) != "/Artifact" else None
            # a span that only has a text of its own (ActualText) belongs to the content around it
            stack.append(outer if number is None else int(number))
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            current = fonts.get(str(operands[0]), {})
        elif name == "TJ" and stack and stack[-1] is not None:
            codes = b"".join(bytes(o) for o in operands[0] if isinstance(o, pikepdf.String))
            text = "".join(
                current.get(int.from_bytes(codes[i : i + 2], "big"), "\ufffd") for i in range(0, len(codes), 2)
            )
            out[stack[-1]] = out.get(stack[-1], "") + text
    return out


def _unicode_map(font: Any) -> dict[int, str]:
    """Return the text of each character code of a font, as its ToUnicode map has it."""
    stream = font.get("/ToUnicode")
    if stream is None:
        return {}
    blocks = re.findall(rb"beginbfchar(.*?)endbfchar", stream.read_bytes(), re.S)
    pairs = (match for block in blocks for match in _SHOWN.finditer(block))
    return {int(m[1], 16): bytes.fromhex(m[2].decode()).decode("utf-16-be") for m in pairs}


def as_text(spoken: Spoken) -> str:
    """Return an element as a line for the terminal, indented by its depth."""
    lang = f" [{spoken.lang}]" if spoken.lang else ""
    return (
        f"{'  ' * spoken.depth}{spoken.role}{lang}: {printable(spoken.text)}"
        if spoken.text
        else f"{'  ' * spoken.depth}{spoken.role}{lang}"
    )
