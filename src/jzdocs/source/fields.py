"""YAML with places: a view of a node graph in which every scalar is a string and knows its line and column.

Strings stay as written (`41.90` keeps its zero, `no` is a word). Anchors, tags and duplicate keys are refused, so that
nothing can expand without limit and no key hides another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from msgspec import Struct, field

from jzdocs import limits
from jzdocs.encoding import CONTROLS
from jzdocs.errors import Location, Report
from jzdocs.patterns import compiled
from jzdocs.source.sealing import opened
from jzdocs.source.source_map import SourceText

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_SAFE_DEPTH = 500  # PyYAML's C code calls itself for each level
_COMPACT = compiled(rf"^[ \t]{{{_SAFE_DEPTH},}}|^[ \t]*(?:[-?:][ \t]+){{{_SAFE_DEPTH},}}", re.M)
_PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map")}
_FLAGS = {
    **dict.fromkeys(("yes", "true", "on", "是", "1"), True),
    **dict.fromkeys(("no", "false", "off", "否", "0"), False),
}


class Scalar(Struct, frozen=True):
    """A string and its place; `markup` is the string with values of data sealed in it, as inline Markdown shall meet
    it."""

    text: str
    at: Location
    markup: str = ""

    def place(self, index: int) -> Location:
        """Return the place of the character `index` (from 0) of the text, which is taken to stand on one line."""
        at = self.at
        return Location(at.path, at.line, at.column + index, at.offset + index if at.offset >= 0 else -1)


class Sequence(Struct, frozen=True):
    """A list of fields and its place."""

    items: tuple[Field, ...]
    at: Location


class Keys(Struct, frozen=True):
    """A mapping in the order of the source; `key_at` holds the place of each key."""

    items: Mapping[str, Field]
    at: Location
    key_at: Mapping[str, Location] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[str, Field]]:
        return iter(self.items.items())

    def get(self, key: str) -> Field | None:
        """Return the field of `key`, or None."""
        return self.items.get(key)

    def text(self, key: str, default: str = "") -> str:
        """Return the string of `key`; `default` when it is absent or no string."""
        value = self.items.get(key)
        return value.text if isinstance(value, Scalar) else default

    def flag(self, key: str, default: bool, report: Report, words: Mapping[str, bool] | None = None) -> bool:
        """Return whether `key` says yes or no, in English or Chinese, in capitals or not; `default` when it is absent.

        `words` are further words that this key takes. Anything else is reported at the key.
        """
        value = self.items.get(key)
        if value is None:
            return default
        text = value.text if isinstance(value, Scalar) else "…"
        flag = {**_FLAGS, **(words or {})}.get(text.strip().lower())
        if flag is None:
            report.error(self.place(key), "S018", name=key, text=text)
            return default
        return flag

    def place(self, key: str) -> Location:
        """Return the place of `key`, or of the mapping where the key is absent."""
        return self.key_at.get(key, self.at)


Field = Scalar | Sequence | Keys


def parse_yaml(text: str, source: SourceText, first: int, report: Report, indent: int = 0) -> Keys:
    """Return the mapping that `text` holds, whose line 0 is line `first` of `source`.

    Problems are reported, and what can be read is returned.
    """
    empty = Keys({}, source.at(first))
    view = _PlacedView(source, first, report, indent)
    try:
        if (deep := _too_deep(text)) is not None:
            report.error(view.place(deep), "S012", most=limits.current().yaml_depth)
            return empty
        if "&" in text and any(isinstance(e, yaml.AliasEvent) for e in yaml.parse(text, Loader=_Loader)):
            report.error(source.at(first), "S011")
            return empty
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = view.place(mark) if mark else source.at(first)
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
    keys = view.field(node, 0)
    assert isinstance(keys, Keys)
    return keys


def _too_deep(text: str) -> Any:
    """Return where a text is nested so deeply that composing it could end the process, None where it is not.

    Only texts that hold so many brackets, or lines that begin so far to the right, are looked at closely.
    """
    if text.count("[") + text.count("{") < _SAFE_DEPTH and not _COMPACT.search(text):
        return None
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _SAFE_DEPTH:
                return event.start_mark
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


class _PlacedView(Struct, frozen=True):
    """Turns nodes of PyYAML into fields; `first` is the source's line of the text's line 0, `indent` the columns that
    were taken off its lines."""

    source: SourceText
    first: int
    report: Report
    indent: int

    def place(self, mark: yaml.Mark) -> Location:
        return self.source.at(self.first + mark.line, mark.column + self.indent)

    def field(self, node: yaml.Node, depth: int) -> Field:
        at = self.place(node.start_mark)
        if node.tag not in _PLAIN_TAGS:
            self.report.error(at, "S011.tag", tag=node.tag)
        most = limits.current().yaml_depth
        if depth > most:
            self.report.error(at, "S012", most=most)
            return Scalar("", at)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, at, depth)
        if isinstance(node, yaml.SequenceNode):
            return Sequence(tuple(self.field(child, depth + 1) for child in node.value), at)
        if getattr(node, "style", None) in ("'", '"'):  # the text begins behind the quote
            at = Location(at.path, at.line, at.column + 1, at.offset + 1 if at.offset >= 0 else -1)
        markup = self._printable(str(node.value).rstrip("\n"), at)
        return Scalar(opened(markup), at, markup)

    def _printable(self, text: str, at: Location) -> str:
        """Return a text without control characters, which an escape such as "\\x07" may bring in; report the first."""
        if match := CONTROLS.search(text):
            self.report.error(at, "S004", number=f"{ord(match[0]):04X}")
        return CONTROLS.sub("\ufffd", text)

    def _mapping(self, node: yaml.MappingNode, at: Location, depth: int) -> Keys:
        items: dict[str, Field] = {}
        places: dict[str, Location] = {}
        for key_node, value_node in node.value:
            key_at = self.place(key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                self.report.error(key_at, "S010.key")
                continue
            key = opened(self._printable(str(key_node.value), key_at))
            if key in items:
                self.report.error(key_at, "S013", name=key, line=places[key].line)
                continue
            places[key] = key_at
            items[key] = self.field(value_node, depth + 1)
        return Keys(items, at, places)
