"""YAML with places: a small view of a node graph in which every scalar is a string and knows its line and column.

Strings stay as written (`41.90` keeps its zero, `no` is a word). Anchors, tags and duplicate keys are refused, so
nothing can explode and nothing is shadowed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import yaml
from msgspec import Struct, field

from jzdocs.errors import Location, Report
from jzdocs.source.source_map import SourceText

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
MAX_DEPTH = 12
_PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map")}


class Scalar(Struct, frozen=True):
    """A string and its place."""

    text: str
    at: Location


class Sequence(Struct, frozen=True):
    """A list of fields."""

    items: tuple[Field, ...]
    at: Location


class Keys(Struct, frozen=True):
    """A mapping in the order of the source; `key_at` tells where each key stands."""

    items: Mapping[str, Field]
    at: Location
    key_at: Mapping[str, Location] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[str, Field]]:
        return iter(self.items.items())

    def get(self, key: str) -> Field | None:
        """The field of `key`, or None."""
        return self.items.get(key)

    def text(self, key: str, default: str = "") -> str:
        """The string of `key`; `default` when it is absent or no string."""
        found = self.items.get(key)
        return found.text if isinstance(found, Scalar) else default

    def place(self, key: str) -> Location:
        """Where `key` stands, or the mapping where it is absent."""
        return self.key_at.get(key, self.at)


Field = Scalar | Sequence | Keys


def parse_yaml(text: str, source: SourceText, first: int, report: Report, indent: int = 0) -> Keys:
    """Read a mapping from `text`, whose line 0 is line `first` of `source`. Problems are reported; what can be read
    is returned."""
    empty = Keys({}, source.at(first))
    reader = _Reader(source, first, report, indent)
    try:
        if "&" in text and any(isinstance(e, yaml.AliasEvent) for e in yaml.parse(text, Loader=_Loader)):
            report.error(source.at(first), "S011")
            return empty
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = reader.place(mark) if mark else source.at(first)
        report.error(at, "S010", reason=error.problem or error.context)
        return empty
    except yaml.YAMLError as error:
        report.error(source.at(first), "S010.other", reason=error)
        return empty
    if node is None:
        return empty
    if not isinstance(node, yaml.MappingNode):
        report.error(source.at(first), "S010.keys")
        return empty
    found = reader.read(node, 0)
    assert isinstance(found, Keys)
    return found


class _Reader(Struct, frozen=True):
    source: SourceText
    first: int
    report: Report
    indent: int

    def place(self, mark: yaml.Mark) -> Location:
        return self.source.at(self.first + mark.line, mark.column + self.indent)

    def read(self, node: yaml.Node, depth: int) -> Field:
        at = self.place(node.start_mark)
        if node.tag not in _PLAIN_TAGS:
            self.report.error(at, "S011.tag", tag=node.tag)
        if depth > MAX_DEPTH:
            self.report.error(at, "S012", most=MAX_DEPTH)
            return Scalar("", at)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, at, depth)
        if isinstance(node, yaml.SequenceNode):
            return Sequence(tuple(self.read(child, depth + 1) for child in node.value), at)
        if getattr(node, "style", None) in ("'", '"'):  # the text begins behind the quote
            at = Location(at.path, at.line, at.column + 1, at.offset + 1 if at.offset >= 0 else -1)
        return Scalar(str(node.value).rstrip("\n"), at)

    def _mapping(self, node: yaml.MappingNode, at: Location, depth: int) -> Keys:
        items: dict[str, Field] = {}
        places: dict[str, Location] = {}
        for key_node, value_node in node.value:
            key, key_at = str(key_node.value), self.place(key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                self.report.error(key_at, "S010.key")
                continue
            if key in items:
                self.report.error(key_at, "S013", name=key, line=places[key].line)
                continue
            places[key] = key_at
            items[key] = self.read(value_node, depth + 1)
        return Keys(items, at, places)
