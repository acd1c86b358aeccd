"""Inline Markdown → inline nodes, each with its place.

markdown-it gives inline tokens no position. They come in the order of the text, so each is looked up from where the
last one ended.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from msgspec import Struct, field

from jzdocs.errors import Location, Report
from jzdocs.link_addresses import is_harmless
from jzdocs.model import nodes
from jzdocs.model.walk import plain
from jzdocs.patterns import compiled
from jzdocs.source.block_marks import is_caption
from jzdocs.source.formulas import inline_formula
from jzdocs.source.inline_html import Tag, read_tag
from jzdocs.source.inline_marks import unread_marks
from jzdocs.source.sealing import opened_path

MAX_DEPTH = 60  # elements in elements within a line; what is deeper has no look of its own
_NAME = r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*"
_CELL = r"\w+(?:\.[\w-]+)*"  # of a table of data: Han too, so in braces where text follows
_REFERENCE = compiled(
    rf"@(?:(?P<id>(?:fig|tbl|sec|eq|fact):{_NAME})|fact:\{{(?P<cell>{_CELL}(?::number|:change|:增减)?)\}})"
)
_USE = compiled(rf"\{{(?P<use>{_CELL}(?::number|:change|:增减)?)\}}")
_ATTRIBUTE = compiled(rf"\{{#({_NAME})\}}")
_RUBY = compiled(r"\{ruby=([^{}\n]+)\}")


Place = Callable[[int], Location]


def _bracket_rule(kind: str, attribute: re.Pattern[str], opening: str) -> Callable[[StateInline, bool], bool]:
    """Return a markdown-it rule for `[text]{attribute}`, which pushes a token of `kind`.

    The token's content is the text; its meta holds the `value` of the attribute and the `start` of the text.
    """

    def rule(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != "[" or state.pos > _last_place(state, f"]{opening}"):
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


def _last_place(state: StateInline, text: str) -> int:
    """Return where a text stands last in the text that is parsed, -1 where it does not; looked up once for a text."""
    source, places = state.env.get("jz_last_places", ("", {}))
    if source is not state.src:
        source, places = state.env["jz_last_places"] = (state.src, {})
    if text not in places:
        places[text] = state.src.rfind(text)
    return int(places[text])


# [24.6%]{#reuse.from}, [汉字]{ruby=hànzì} and [汉字]{.dots}
fact_rule = _bracket_rule("fact", _ATTRIBUTE, "{#")
ruby_rule = _bracket_rule("ruby", _RUBY, "{ruby=")
dots_rule = _bracket_rule("dots", compiled(r"\{(\.dots)\}"), "{.dots}")


class Image(Struct, frozen=True):
    """A picture within a line: its address, its alternative text and caption, its place, and the attributes behind it
    (`{#fig:a width=60%}`)."""

    address: str
    alt: str
    title: str
    at: Location
    attributes: Mapping[str, str] = {}


class InlineReader(Struct):
    """A reader of inline tokens: `place` maps an offset in the inline text to a place in the user's file, `cursor` is
    the offset where the last token ended.

    With `uses`, `{name}` in the text stands for the fact of that name (in YAML strings, which no jinja renders). Notes
    in the line go to `notes`. `images` collects the pictures of a text that can be set below it; where it is None,
    their alternative texts stand for them. `depth` counts the elements around.
    """

    md: MarkdownIt
    report: Report
    env: dict[str, Any] = field(default_factory=dict)
    uses: bool = False
    notes: dict[str, tuple[nodes.Block, ...]] = field(default_factory=dict)
    place: Place = field(default=lambda _: Location(""))
    cursor: int = 0
    images: list[Image] | None = None
    depth: int = 0

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
        self.depth += 1
        while tokens:
            token = tokens.pop()
            if token.type == closing:
                break
            self._token(token, tokens, source, out)
        self.depth -= 1
        return tuple(out)

    def _token(self, token: Token, rest: list[Token], source: str, out: list[nodes.Inline]) -> None:
        if token.type in ("text", "text_special"):
            if token.content:
                self._text(token.content, source, out)
            return
        at = self.place(self.cursor)
        match token.type:
            case "softbreak" | "hardbreak":
                out.append(nodes.Text("\n", at) if token.type == "softbreak" else nodes.Break(at))
                self._skip(source, "\n")
            case "code_inline":
                self._skip(source, token.content)
                out.append(nodes.Code(token.content, at))
            case "fact" | "ruby" | "dots":
                out.append(self._bracketed(token))
            case "script" | "soft_reference":
                out.append(self._marked(token))
            case "inline_note":
                out.append(self._note(token))
            case "formula":
                out.append(self._formula(token))
            case "footnote_ref":
                out.append(nodes.NoteRef(token.meta["label"], at=at))
            case "strong_open" | "em_open" | "s_open" | "link_open" | "mark_open":
                self._container(token, rest, source, out)
            case "strong_close" | "em_close" | "s_close" | "link_close" | "mark_close":
                pass  # of an element that was too deep to be opened
            case "doubt":
                self.report.warn(self.place(token.meta["start"]), token.meta["finding"], text=token.content)
            case "image":
                attributes = token.meta.get("attributes", {})
                title = str(token.attrGet("title") or "")
                image = Image(str(token.attrGet("src") or ""), token.content, title, at, attributes)
                self._skip(source, "]")
                self._skip(source, ")")
                self.cursor += token.meta.get("length", 0)
                self._image(image, out)
            case "html_inline":
                self._html(token, rest, source, out)
            case _:
                self.report.error(at, "S022", text=token.content or token.type)

    def _formula(self, token: Token) -> nodes.Inline:
        """Return the formula between dollar signs."""
        start, written, display = token.meta["start"], token.meta["written"], token.meta["display"]
        self.cursor = start + len(written)
        return inline_formula(token.content, written, self.place(start), self.report, display=display)

    def _bracketed(self, token: Token) -> nodes.Inline:
        """Return the node of `[text]{attribute}`."""
        start, value, text = token.meta["start"], token.meta["value"], unescapeAll(token.content)
        self.cursor = start + len(token.content)
        at = self.place(start)
        if token.type == "fact":
            return nodes.FactText(value, text, at)
        if token.type == "ruby":
            return nodes.Ruby(text, value, at)
        return nodes.Emphasis((nodes.Text(text, at),), dots=True, at=at)

    def _marked(self, token: Token) -> nodes.Inline:
        """Return the node of ^2^, ~2~, \\@ref(fig:b) or @fig-b."""
        start = token.meta["start"]
        at = self.place(start)
        self.cursor = start + len(token.content)
        if token.type == "script":
            return nodes.Script((nodes.Text(token.content, at),), token.meta["position"], at)
        self.cursor = start + len(token.meta["text"])
        return nodes.Reference(token.content, at=at, written=token.meta["text"])

    def _note(self, token: Token) -> nodes.Inline:
        """Return the mark of ^[a note in the line], which is added to the notes."""
        place, images, start = self.place, self.images, token.meta["start"]
        at = place(start)
        self.images = None
        inner = self.parse(token.content, lambda index: place(start + index))
        self.place, self.images, self.cursor = place, images, start + len(token.content)
        label = f"^{len(self.notes) + 1}"
        self.notes[label] = (nodes.Paragraph(inner, at=at),)
        return nodes.NoteRef(label, at=at)

    def _container(self, token: Token, rest: list[Token], source: str, out: list[nodes.Inline]) -> None:
        """Add strong emphasis, emphasis or a link with its children; of struck-through text only the children."""
        if self.depth > MAX_DEPTH:
            return
        at = self.place(self.cursor)
        children = self._until(rest, source, token.type.replace("open", "close"))
        kind = token.type.removesuffix("_open")
        if kind == "link":
            self._link(token, children, source, out, at)
        elif kind == "mark":
            self.report.warn(self.place(token.meta["start"]), "S072.highlight")
            out.append(nodes.Strong(children, at))
        else:
            self._element({"strong": "strong", "em": "emphasis"}.get(kind, "struck"), children, out, at)

    def _link(
        self, token: Token, children: tuple[nodes.Inline, ...], source: str, out: list[nodes.Inline], at: Location
    ) -> None:
        close = source.find(")", self.cursor) if token.markup != "autolink" else -1
        self.cursor = max(self.cursor, close + 1)
        if title := str(token.attrGet("title") or ""):
            self.report.warn(at, "S079.tooltip", text=title)
        if children:  # a picture that leads somewhere stands below its paragraph
            self._add_link(str(token.attrGet("href") or ""), children, out, at)

    def _add_link(
        self, address: str, children: tuple[nodes.Inline, ...], out: list[nodes.Inline], at: Location
    ) -> None:
        """Add a link, or its text alone where it could run a program or open a file."""
        whole = opened_path(address)
        if is_harmless(whole):
            out.append(nodes.Link(address, children, at))
            return
        self.report.warn(at, "X134", address=shown_address(whole))
        out.extend(children)

    def _element(self, kind: str, children: tuple[nodes.Inline, ...], out: list[nodes.Inline], at: Location) -> None:
        """Add the children of an element of Markdown or HTML as what it means."""
        match kind:
            case "strong":
                out.append(nodes.Strong(children, at))
            case "emphasis":
                out.append(nodes.Emphasis(children, at=at))
            case "super" | "sub":
                out.append(nodes.Script(children, kind, at))
            case "code":
                out.append(nodes.Code(plain(children), at))
            case "struck":
                self.report.warn(at, "S023")
                out.extend(children)
            case _:
                out.extend(children)

    def _image(self, image: Image, out: list[nodes.Inline]) -> None:
        """Set a picture aside, or print its alternative text in its place."""
        if is_remote(image.address):
            self.report.warn(image.at, "X010", href=shown_address(image.address))
            text = nodes.Text(image.alt or shown_address(image.address), image.at)
            is_link = is_harmless(opened_path(image.address))  # else the warning says enough
            out.append(nodes.Link(image.address, (text,), image.at) if is_link else text)
        elif self.images is not None:
            self.images.append(image)
        else:
            self.report.warn(image.at, "S021.here", text=image.alt or image.address)
            out.append(nodes.Text(image.alt or image.address, image.at))

    def _text(self, text: str, source: str, out: list[nodes.Inline]) -> None:
        """Add a text, cut where it holds references."""
        found = source.find(text, self.cursor) if text else self.cursor
        start = max(found, self.cursor)
        for place, finding, mark in unread_marks(text):
            at = start + place if found >= 0 else source.find(mark, self.cursor)
            if at >= 0 and source[at - 1 : at] != "\\":
                self._unread(self.place(at), finding, mark, source)
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

    def _unread(self, at: Location, finding: str, mark: str, source: str) -> None:
        """Tell a mark that is printed as it is written."""
        if finding == "R002.text":
            self.report.warn(at, finding, label=mark[2:-1])
        elif finding not in (self.uses and "S071.template", is_caption(source) and "S071.attribute"):
            self.report.warn(at, finding, text=mark)

    def _skip(self, source: str, text: str) -> None:
        """Move the cursor behind `text`."""
        start = source.find(text, self.cursor)
        if start >= 0:
            self.cursor = start + len(text)

    # --- HTML

    def _html(self, token: Token, rest: list[Token], source: str, out: list[nodes.Inline]) -> None:
        """Add what an HTML tag and its element mean."""
        at, content = self.place(self.cursor), token.content
        tag = read_tag(content)
        if tag is None or content.startswith("<!"):
            self._skip(source, content)  # a comment
            return
        match tag.meaning:
            case "break":
                out.append(nodes.Break(at))
            case "picture":
                address, alt, title = (tag.attributes.get(name, "") for name in ("src", "alt", "title"))
                shown = {name: value for name, value in tag.attributes.items() if name in ("width", "id")}
                self._image(Image(address, alt, title, at, shown), out)
            case "box" if tag.attributes.get("type") == "checkbox":
                out.append(nodes.Text("☑" if "checked" in tag.attributes else "☐", at))
            case "strong" | "emphasis" | "super" | "sub" | "struck" | "code" | "link" | "ruby" if not tag.closing:
                self._paired(tag, content, rest, source, out)
            case _ if not tag.is_html:
                self._text(content, source, out)
            case "anchor":
                pass
            case _ if not tag.closing:
                self.report.warn(at, "S024", content=content)

    def _paired(self, tag: Tag, content: str, rest: list[Token], source: str, out: list[nodes.Inline]) -> None:
        """Add an element that has an end; a tag without one is text."""
        at = self.place(self.cursor)
        end = self._end_of(tag.name, rest)
        if end is None or self.depth > MAX_DEPTH:
            self.report.warn(at, "S025", name=tag.name)
            self._text(content, source, out)
            return
        inner = rest[end + 1 :]
        del rest[end:]
        self._skip(source, content)
        if tag.meaning == "ruby":
            self._ruby(inner, source, out, at)
            return
        children = self._until(inner, source, "")
        if tag.meaning == "link":
            if children:
                self._add_link(tag.attributes["href"], children, out, at)
        else:
            self._element(tag.meaning, children, out, at)

    def _end_of(self, name: str, rest: list[Token]) -> int | None:
        """Return where in `rest` the first `</name>` stands; a search without success is not repeated."""
        lacking = self.env.setdefault("jz_lacking", {})
        if lacking.get(name) == id(rest):
            return None
        closing = re.compile(rf"</{name}\s*>", re.I)
        for index in range(len(rest) - 1, -1, -1):
            if rest[index].type == "html_inline" and closing.fullmatch(rest[index].content):
                return index
        lacking[name] = id(rest)
        return None

    def _ruby(self, inner: list[Token], source: str, out: list[nodes.Inline], at: Location) -> None:
        """Add <ruby>汉<rt>hàn</rt></ruby>."""
        texts, above = ["", ""], 0
        for token in reversed(inner):
            tag = read_tag(token.content) if token.type == "html_inline" else None
            if tag is None:
                texts[above] += token.content
            elif tag.name in ("rt", "rp"):
                above = int(not tag.closing and tag.name == "rt") if tag.name == "rt" else above
            self._skip(source, token.content)
        base, text = (part.strip().strip("()（）") for part in texts)
        out.append(nodes.Ruby(base, text, at) if base and text else nodes.Text(base or text, at))


_REFERENCE_OR_USE = compiled(f"{_REFERENCE.pattern}|{_USE.pattern}")


def is_remote(address: str) -> bool:
    """Return whether a picture's address leads out of the project's folder, to the internet or into itself."""
    return bool(re.match(r"(?:https?:)?//|data:", address, re.I))


def shown_address(address: str) -> str:
    """Return an address as messages and documents show it: decoded, and not longer than a line."""
    text = unquote(address) if not address.startswith("data:") else "data:"
    return text if len(text) <= 80 else f"{text[:79]}…"
