"""What a template prints: its own text is Markdown, what an expression yields is data.

`{{ 姓名 }}` prints a value sealed, so that nothing in it is markup. What the template itself writes stays markup: its
text, texts in its expressions (`{{ "**" ~ 姓名 ~ "**" }}`), what its macros and blocks give. The filter `markdown`
takes a value as markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import jinja2
from jinja2 import nodes as syntax
from jinja2.filters import make_attrgetter
from markupsafe import Markup

from jzdocs.data.expressions import Environment
from jzdocs.data.missing import ValueProblem
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


class TemplateEnvironment(Environment):
    """An environment whose expressions print sealed values."""

    def __init__(self, **options: Any) -> None:
        """Make an environment; `options` are those of jinja2."""
        super().__init__(finalize=printed, **options)
        self.filters |= {"markdown": markdown, "join": _join, "_texts": _texts}

    def _parse(self, source: str, name: str | None, filename: str | None) -> syntax.Template:
        tree = super()._parse(source, name, filename)
        for field in tree.body:
            _mark_texts(field)
        return tree


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
            return _filter(node, "markdown", node.lineno)
        case syntax.Concat():
            return _filter(syntax.List(node.nodes, lineno=node.lineno), "_texts", node.lineno)
        case _:
            return node


def _filter(node: syntax.Expr, name: str, line: int) -> syntax.Filter:
    return syntax.Filter(node, name, [], [], None, None, lineno=line)
