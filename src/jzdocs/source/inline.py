"""Inline Markdown → inline nodes, each with its place.

markdown-it gives inline tokens no position. They come in the order of the text, so each is looked up from where the
last one ended.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from msgspec import Struct, field

from jzdocs.errors import Location, Report
from jzdocs.model import nodes
from jzdocs.source.formulas import inline_formula

_NAME = r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*"
_CELL = r"\w+(?:\.[\w-]+)*"  # of a table of data: Han too, so in braces where text follows
_REFERENCE = re.compile(rf"@(?:(?P<id>(?:fig|tbl|sec|eq|fact):{_NAME})|fact:\{{(?P<cell>{_CELL}(?::number)?)\}})")
_USE = re.compile(rf"\{{(?P<use>{_CELL}(?::number)?)\}}")
_ATTRIBUTE = re.compile(rf"\{{#({_NAME})\}}")
_RUBY = re.compile(r"\{ruby=([^{}\n]+)\}")


Place = Callable[[int], Location]


def _bracket_rule(kind: str, attribute: re.Pattern[str], opening: str) -> Callable[[StateInline, bool], bool]:
    """Return a markdown-it rule for `[text]{attribute}`, which pushes a token of `kind`.

    The token's content is the text; its meta holds the `value` of the attribute and the `start` of the text.
    """

    def rule(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != "[" or state.src.find(f"]{opening}", state.pos) < 0:
            return False
        end = state.md.helpers.parseLinkLabel(state, state.pos, True)
        if end < 0 or not (match := attribute.match(state.src, end + 1)):
            return False
        if not silent:
            token = state.push(kind, "", 0)
            token.content = state.src[state.pos + 1 : end]
            token.meta = {"value": match[1].strip(), "start": state.pos + 1}
        state.pos = match.end()
        return True

    return rule


# [24.6%]{#reuse.from}, [汉字]{ruby=hànzì} and [汉字]{.dots}
fact_rule = _bracket_rule("fact", _ATTRIBUTE, "{#")
ruby_rule = _bracket_rule("ruby", _RUBY, "{ruby=")
dots_rule = _bracket_rule("dots", re.compile(r"\{(\.dots)\}"), "{.dots}")


class InlineReader(Struct):
    """A reader of inline tokens: `place` maps an offset in the inline text to a place in the user's file, `cursor` is
    the offset where the last token ended.

    With `uses`, `{name}` in the text stands for the fact of that name (in YAML strings, which no jinja renders).
    """

    md: MarkdownIt
    report: Report
    env: dict[str, Any] = field(default_factory=dict)
    uses: bool = False
    place: Place = field(default=lambda _: Location(""))
    cursor: int = 0

    def parse(self, text: str, place: Place) -> tuple[nodes.Inline, ...]:
        """Return the nodes of a text of inline Markdown."""
        tokens = self.md.parseInline(text, self.env)
        return self.read(tokens[0].children or [], text, place) if tokens else ()

    def read(self, tokens: Sequence[Token], source: str, place: Place) -> tuple[nodes.Inline, ...]:
        """Return the nodes of the children of an inline token, whose text is `source`."""
        self.place, self.cursor = place, 0
        return self._until(list(reversed(tokens)), source, "")

    def _until(self, tokens: list[Token], source: str, closing: str) -> tuple[nodes.Inline, ...]:
        """Return the nodes up to the token of type `closing` ("": to the end).

        `tokens` is reversed: taking from its end is cheap, also on a line of many megabytes.
        """
        out: list[nodes.Inline] = []
        while tokens:
            token = tokens.pop()
            if token.type == closing:
                break
            self._token(token, tokens, source, out)
        return tuple(out)

    def _token(self, token: Token, rest: list[Token], source: str, out: list[nodes.Inline]) -> None:
        at = self.place(self.cursor)
        match token.type:
            case "text" | "text_special":
                self._text(token.content, source, out)
            case "softbreak":
                out.append(nodes.Text("\n", at))
                self._skip(source, "\n")
            case "hardbreak":
                out.append(nodes.Break(at))
                self._skip(source, "\n")
            case "code_inline":
                self._skip(source, token.content)
                out.append(nodes.Code(token.content, at))
            case "fact" | "ruby" | "dots":
                out.append(self._bracketed(token))
            case "formula":
                self.cursor = token.meta["start"] + len(token.meta["written"])
                place, display = self.place(token.meta["start"]), token.meta["display"]
                out.append(inline_formula(token.content, token.meta["written"], place, self.report, display=display))
            case "footnote_ref":
                out.append(nodes.NoteRef(token.meta["label"], at=at))
            case "strong_open" | "em_open" | "s_open" | "link_open":
                self._container(token, rest, source, out)
            case "image":
                self.report.error(at, "S021")
            case "html_inline" if token.content in ("<sup>", "<sub>"):
                self._script(token.content[1:4], rest, source, out)
            case "html_inline":
                self._html(token.content, at, out)
            case _:
                self.report.error(at, "S022", text=token.content or token.type)

    def _bracketed(self, token: Token) -> nodes.Inline:
        """Return the node of `[text]{attribute}`."""
        start, value, text = token.meta["start"], token.meta["value"], _unescape(token.content)
        self.cursor = start + len(token.content)
        at = self.place(start)
        if token.type == "fact":
            return nodes.FactText(value, text, at)
        if token.type == "ruby":
            return nodes.Ruby(text, value, at)
        return nodes.Emphasis((nodes.Text(text, at),), dots=True, at=at)

    def _container(self, token: Token, rest: list[Token], source: str, out: list[nodes.Inline]) -> None:
        """Add strong emphasis, emphasis or a link with its children; of struck-through text only the children."""
        at = self.place(self.cursor)
        children = self._until(rest, source, token.type.replace("open", "close"))
        if token.type == "strong_open":
            out.append(nodes.Strong(children, at))
        elif token.type == "em_open":
            out.append(nodes.Emphasis(children, at=at))
        elif token.type == "link_open":
            href = str(token.attrGet("href") or "")
            close = source.find(")", self.cursor)
            self.cursor = max(self.cursor, close + 1)
            out.append(nodes.Link(href, children, at))
        else:
            self.report.warn(at, "S023")
            out.extend(children)

    def _text(self, text: str, source: str, out: list[nodes.Inline]) -> None:
        """Add a text, cut where it holds references."""
        start = max(source.find(text, self.cursor), self.cursor) if text else self.cursor
        position = 0
        pattern = _REFERENCE_OR_USE if self.uses else _REFERENCE
        for match in pattern.finditer(text):
            if match.start() > position:
                out.append(nodes.Text(text[position : match.start()], self.place(start + position)))
            named = match.groupdict()
            target = named["id"] or f"fact:{named.get('cell') or named.get('use')}"
            out.append(nodes.Reference(target, at=self.place(start + match.start())))
            position = match.end()
        if position < len(text):
            out.append(nodes.Text(text[position:], self.place(start + position)))
        self.cursor = start + len(text)

    def _script(self, name: str, rest: list[Token], source: str, out: list[nodes.Inline]) -> None:
        """Add what stands between <sup> or <sub> and its closing tag."""
        at = self.place(self.cursor)
        end = next((i for i in range(len(rest) - 1, -1, -1) if rest[i].content == f"</{name}>"), None)
        if end is None:
            self.report.error(at, "S025", name=name)
            return
        inner = rest[end + 1 :]
        del rest[end:]
        out.append(nodes.Script(self._until(inner, source, ""), "super" if name == "sup" else "sub", at))

    def _skip(self, source: str, text: str) -> None:
        """Move the cursor behind `text`."""
        start = source.find(text, self.cursor)
        if start >= 0:
            self.cursor = start + len(text)

    def _html(self, content: str, at: Location, out: list[nodes.Inline]) -> None:
        if content.startswith("<!--"):
            return
        if content.replace(" ", "").replace("/", "") == "<br>":
            out.append(nodes.Break(at))
            return
        self.report.warn(at, "S024", content=content)


_REFERENCE_OR_USE = re.compile(f"{_REFERENCE.pattern}|{_USE.pattern}")


def _unescape(text: str) -> str:
    """Return a text without the backslashes before ASCII punctuation (CommonMark 2.4)."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
