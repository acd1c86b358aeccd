"""What a template prints: its own text is Markdown, what an expression yields is data.

`{{ 姓名 }}` prints a value sealed, so that nothing in it is markup. What the template itself writes stays markup: its
text, texts in its expressions (`{{ "**" ~ 姓名 ~ "**" }}`), what its macros and blocks give. The filter `markdown`
takes a value as markup.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from types import CodeType
from typing import Any, NoReturn

import jinja2
from jinja2 import nodes as syntax
from jinja2.filters import make_attrgetter
from jinja2.parser import Parser
from markupsafe import Markup
from msgspec import Struct

from jzdocs.data.expressions import Environment
from jzdocs.data.missing import ValueProblem
from jzdocs.encoding import CONTROLS
from jzdocs.messages.message import message
from jzdocs.source.sealing import seal
from jzdocs.source.source_map import OPEN

MOST_CHARACTERS = 10_000_000  # of a text that a template puts together


class Written(Markup):
    """A text that is markup. What is joined with it is sealed, unless it is markup too."""

    __slots__ = ()
    __repr__ = str.__repr__

    @classmethod
    def escape(cls, s: Any, /) -> Written:
        """Return a value as markup that prints it as it is."""
        return s if isinstance(s, cls) else cls(printed(s))


def printed(value: Any) -> str:
    """Return what an expression puts into the text of a document (jinja2's `finalize`)."""
    if isinstance(value, Markup):
        return str.__str__(value)
    text = str(value)
    # a text with marks of places was rendered before: by a macro, a block, a captured part
    return text if OPEN in text else seal(text)


class Compiled(Struct, frozen=True):
    """A template that became Python: its name (None: it was given as a text), and which of its lines the lines of the
    code come from."""

    name: str | None
    lines: Sequence[tuple[int, int]]

    def line(self, code_line: int) -> int:
        """Return the template's line of a line of the code."""
        return next((line for line, first in reversed(self.lines) if first <= code_line), 1)


class TooDeepError(Exception):
    """What is nested too deeply for jinja or for Python: the template's name and the line."""

    def __init__(self, name: str | None, line: int) -> None:
        super().__init__(name, line)
        self.name, self.line = name, line


class TemplateEnvironment(Environment):
    """An environment whose expressions print sealed values.

    `compiled` has the templates by the name of their code's file; each of them is noted, so that a process that waits
    for this one can tell the line too (`from_notes`).
    """

    def __init__(self, note: Callable[[str], None] = lambda line: None, **options: Any) -> None:
        """Make an environment; `options` are those of jinja2."""
        super().__init__(finalize=printed, **options)
        self.filters |= {"markdown": markdown, "join": _join, "_texts": _texts}
        self.compiled: dict[str, Compiled] = {}
        self._note = note
        self._parsed: tuple[str | None, syntax.Node] = (None, syntax.Template([]))

    @staticmethod
    def from_notes(notes: Iterable[str]) -> dict[str, Compiled]:
        """Return what was compiled, by the name of the code's file."""
        entries = [json.loads(line) for line in notes]
        return {file: Compiled(name, [(line, first) for line, first in lines]) for file, name, lines in entries}

    def _parse(self, source: str, name: str | None, filename: str | None) -> syntax.Template:
        parser = Parser(self, source, name, filename)
        try:
            tree = parser.parse()
            for field in tree.body:
                _mark_texts(field)
        except RecursionError as error:
            raise TooDeepError(name, parser.stream.current.lineno) from error
        self._parsed = name, tree
        return tree

    def _generate(self, source: syntax.Template, *rest: Any, **options: Any) -> str:
        try:
            return super()._generate(source, *rest, **options)
        except RecursionError:
            self._raise_too_deep()

    def _compile(self, source: str, filename: str) -> CodeType:
        file = f"<template {len(self.compiled)}>"
        name = self._parsed[0]
        _, _, pairs = source[source.rfind("\ndebug_info = ") :].partition("'")
        numbers = [pair.split("=") for pair in pairs.partition("'")[0].split("&") if pair]
        self.compiled[file] = Compiled(name, [(int(line), int(first)) for line, first in numbers])
        self._note(json.dumps([file, name, self.compiled[file].lines]))
        try:
            return super()._compile(source, file)
        except (RecursionError, SyntaxError, MemoryError):  # Python has limits of its own
            self._raise_too_deep()

    def _raise_too_deep(self) -> NoReturn:
        name, tree = self._parsed
        raise TooDeepError(name, _deepest_line(tree)) from None


def _deepest_line(tree: syntax.Node) -> int:
    """Return the line of the node that lies deepest."""
    level, line = [tree], 1
    while level:
        line = level[0].lineno or line
        level = [child for node in level for child in node.iter_child_nodes()]
    return line


def markdown(value: Any) -> Written:
    """Return a value as markup: a filter for those who keep Markdown in their data."""
    if isinstance(value, jinja2.Undefined):
        str(value)  # raises
    return Written(str(value))


@jinja2.pass_environment
def _join(environment: jinja2.Environment, value: Iterable[Any], d: str = "", attribute: Any = None) -> str:
    """Join texts; what the template itself wrote among them stays markup."""
    getter = make_attrgetter(environment, attribute) if attribute is not None else None
    return _texts((getter(item) if getter else item for item in value), d)


def _texts(parts: Iterable[Any], between: str = "") -> str:
    """Return texts joined: as markup where one of them is markup, else as a value."""
    items = list(parts)
    for item in items:
        if isinstance(item, jinja2.Undefined):
            str(item)  # raises
    if sum(len(str(item)) for item in items) > MOST_CHARACTERS:
        raise ValueProblem(message("reason.too_much_repeated", most=f"{MOST_CHARACTERS:,}"))
    if any(isinstance(item, Markup) or OPEN in str(item) for item in (*items, between)):
        return Written(printed(between).join(printed(item) for item in items))
    return str(between).join(str(item) for item in items)


# where a text of the template is a name, or is compared: it is no text to be printed there
_NAMES = {
    syntax.Include: ("template",),
    syntax.Extends: ("template",),
    syntax.Import: ("template",),
    syntax.FromImport: ("template",),
    syntax.Getitem: ("arg",),
    syntax.Test: ("args", "kwargs"),
    syntax.Compare: ("ops",),
}


def _mark_texts(node: syntax.Node) -> None:
    """Mark the texts of a template's expressions as markup, in place."""
    skipped = next((fields for kind, fields in _NAMES.items() if isinstance(node, kind)), ())
    for name, value in list(node.iter_fields(exclude=skipped)):
        if isinstance(value, syntax.Node):
            setattr(node, name, _marked(value))
        elif isinstance(value, list):
            setattr(node, name, [_marked(item) if isinstance(item, syntax.Node) else item for item in value])


def _marked(node: syntax.Node) -> syntax.Node:
    _mark_texts(node)
    match node:
        case syntax.Const(value=str(text)) if any(not char.isalnum() for char in text):
            node.value = CONTROLS.sub("\ufffd", text)  # marks of places are ours
            return _filter(node, "markdown", node.lineno)
        case syntax.Concat():
            return _filter(syntax.List(node.nodes, lineno=node.lineno), "_texts", node.lineno)
        case _:
            return node


def _filter(node: syntax.Expr, name: str, line: int) -> syntax.Filter:
    return syntax.Filter(node, name, [], [], None, None, lineno=line)
