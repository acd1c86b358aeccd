"""How pictures of a text are fetched: from the project's folder, from what came with the text, or from a program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote

from jzdocs.errors import Location, Report
from jzdocs.model import nodes
from jzdocs.options import GivenFigure

LoadPicture = Callable[[str, Location], nodes.Picture | None]
_PIXELS = 96 / 72  # to the point, as drawings count them


def picture_loader(
    root: Path,
    report: Report,
    looked_at: list[Path] | None = None,
    given: Mapping[str, bytes] | None = None,
    figures: Mapping[str, GivenFigure] | None = None,
) -> LoadPicture:
    """Return a loader of pictures below `root`, which reports what it refuses at the picture's place.

    The files that it looks at are added to `looked_at`. Pictures that came with the text are `given` by name, and so
    are `figures` that a program draws.
    """

    def load(href: str, at: Location) -> nodes.Picture | None:
        from jzdocs.source.pictures import checked_picture, load_picture  # only documents with pictures pay for it

        if figures and (figure := figures.get(href)):
            size = (round(figure.width * _PIXELS), round(figure.height * _PIXELS))
            return nodes.Picture(href, b"", *size, form="figure")
        if given and (data := given.get(unquote(href))):
            return checked_picture(href, data, at, report)
        return load_picture(root, href, at, report, looked_at)

    return load
