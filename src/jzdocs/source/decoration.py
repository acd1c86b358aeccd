"""What the front matter says of watermark, seal and page numbers: `watermark: 草稿`, `seal: figures/seal.png`,
`page_start: 3`. Pictures are read from the project's folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from msgspec.structs import replace

from jzdocs.errors import Location, Report
from jzdocs.model import nodes
from jzdocs.model.meta import Decoration, FrontPicture
from jzdocs.patterns import compiled
from jzdocs.source.fields import Field, Keys, Scalar, Sequence

MAX_WATERMARK = 30
_PICTURE = compiled(r"(?i).+\.[a-z]{3,4}")
_NONE = frozenset(("no", "none", "off", "false", "否", "无"))
_NAMED_LIKE_PICTURES = compiled(r"(?i).+\.[a-z]{3,4}|.*[/\\].*")
_KEYS = ("watermark", "seal", "page_start")


class _Read(Protocol):
    """What a picture that was read gives."""

    @property
    def data(self) -> bytes:
        """Its bytes."""


Load = Callable[[str, Location], _Read | None]


def read_decoration(watermark: str, page_start: int, keys: Keys, report: Report) -> tuple[Decoration, Keys]:
    """Return what the front matter says of watermark, seal and page numbers, and the keys with a `seal` that is yes or
    no. What cannot be is reported at its key."""
    at = {name: keys.place(name) for name in _KEYS if keys.get(name) is not None}
    text, picture, plain = watermark.strip(), None, False
    if text.lower() in _NONE:
        text, plain = "", True
    elif _PICTURE.fullmatch(text):
        text, picture = "", FrontPicture(text, at["watermark"])
    elif len(text) > MAX_WATERMARK:
        report.error(at["watermark"], "T043", count=len(text), most=MAX_WATERMARK)
        text = ""
    seals = _seals(keys.get("seal"), keys)
    if seals:
        keys = Keys({**keys.items, "seal": Scalar("yes", keys.place("seal"))}, keys.at, keys.key_at)
    return Decoration(text, picture, plain, seals, page_start, at), keys


def _seals(field: Field | None, keys: Keys) -> tuple[FrontPicture, ...]:
    """Return the pictures of a `seal`: one, or a list of one for each issuer; none where it says yes or no."""
    if isinstance(field, Sequence):
        items = [item for item in field.items if isinstance(item, Scalar)]
        return tuple(FrontPicture(item.text, item.at) for item in items if item.text)
    if isinstance(field, Scalar) and _NAMED_LIKE_PICTURES.fullmatch(field.text.strip()):
        return (FrontPicture(field.text.strip(), keys.place("seal")),)
    return ()


def with_pictures(meta: nodes.Meta, load: Load, report: Report) -> nodes.Meta:
    """Return the front matter with its pictures read; what cannot be printed is reported where it is named."""
    decoration = meta.decoration
    if decoration.picture is None and not decoration.seals:
        return meta
    picture = _read(decoration.picture, load, report) if decoration.picture else None
    seals = tuple(seal for named in decoration.seals if (seal := _read(named, load, report)))
    return replace(meta, decoration=replace(decoration, picture=picture, seals=seals))


def _read(picture: FrontPicture, load: Load, report: Report) -> FrontPicture | None:
    from jzdocs.style.pictures import printable

    given = load(picture.path, picture.at)
    if given is None:
        return None
    upright = printable(picture.path, given.data)
    if upright is None:
        report.error(picture.at, "T041.kind", file=picture.path)
        return None
    return replace(picture, data=upright.data, width=upright.width, height=upright.height)
