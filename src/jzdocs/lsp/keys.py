"""Which keys the front matter and the blocks have, and what each may hold: read from the structs that read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from msgspec import Struct

from jzdocs.messages.message import Message, message
from jzdocs.model import nodes
from jzdocs.source.block_options import BLOCK_OPTIONS
from jzdocs.source.chart_blocks import PanelOptions, RowOptions
from jzdocs.source.fences import NoOptions
from jzdocs.source.fields import Keys, Sequence as FieldSequence
from jzdocs.source.front_matter import DataFileOptions, FrontMatter
from jzdocs.source.key_figure_blocks import CardOptions, GroupOptions
from jzdocs.source.script_blocks import ScriptOptions
from jzdocs.source.table_blocks import CellOptions
from jzdocs.source.table_looks import Sparkline

Structs = Sequence[type[Struct]]
# columns hold text, and no options of their own
BLOCKS: Mapping[str, type[Struct]] = {**BLOCK_OPTIONS, "columns": NoOptions}
# what stands below a key: of a block, and of the front matter
PARTS: Mapping[tuple[str, str], Structs] = {
    ("chart", "rows"): (RowOptions,),
    ("chart", "panels"): (PanelOptions, RowOptions),
    ("table", "rows"): (CellOptions,),
    ("table", "head"): (CellOptions,),
    ("table", "sparklines"): (Sparkline,),
    ("keyfigures", "cards"): (CardOptions,),
    ("keyfigures", "groups"): (GroupOptions, CardOptions),
    ("", "data"): (DataFileOptions,),
}
FRONT: Structs = (FrontMatter, nodes.Official)


class Key(Struct, frozen=True):
    """A key: its name, what it may hold in words, and the words that it may hold where these are few."""

    name: str
    about: Message
    choices: tuple[str, ...] = ()


def keys_of_block(kind: str, *, script: bool = False) -> tuple[Key, ...]:
    """Return the keys of a kind of block; none where it is no block of ours."""
    struct = ScriptOptions if script else BLOCKS.get(kind)
    return _keys((struct,)) if struct else ()


def keys_of_part(kind: str, key: str) -> tuple[Key, ...]:
    """Return the keys that stand below a key of a block, or of the front matter (`kind` is "")."""
    return _keys(tuple(PARTS.get((kind, key), ())))


def front_keys() -> tuple[Key, ...]:
    """Return the keys of the front matter."""
    extra = tuple(Key(name, message("editor.type.text")) for name in ("seal", "toc") if name not in _names(FRONT))
    return (*_keys(tuple(FRONT)), *extra)


def _names(structs: Structs) -> set[str]:
    return {name for struct in structs for name in struct.__struct_encode_fields__}


@cache
def _keys(structs: tuple[type[Struct], ...]) -> tuple[Key, ...]:
    out: dict[str, Key] = {}
    for struct in structs:
        hints = get_type_hints(struct, include_extras=True)
        for name, key in zip(struct.__struct_fields__, struct.__struct_encode_fields__, strict=True):
            out.setdefault(key, _key(key, hints[name]))
    return tuple(out.values())


def _key(name: str, annotation: Any) -> Key:
    base = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    alternatives = [kind for kind in get_args(base) if kind is not type(None)]
    if get_origin(base) is Literal:
        choices = tuple(word for word in get_args(base) if word)
        return Key(name, message("editor.type.choice", names=", ".join(choices)), choices)
    if base is bool:
        return Key(name, message("editor.type.flag"), ("yes", "no"))
    if base in (int, Decimal):
        return Key(name, message("editor.type.number"))
    if get_origin(base) is tuple:
        inner = _key(name, get_args(base)[0])
        return Key(name, message("editor.type.list"), inner.choices)
    if Keys in alternatives:
        return Key(name, message("editor.type.part"))
    if FieldSequence in alternatives:
        return Key(name, message("editor.type.list"))
    return Key(name, message("editor.type.text"))
