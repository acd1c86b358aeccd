"""A paragraph of Word → a line of Markdown in one canonical form, so that what was built and what came back can be
compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.word.ooxml import R, W

Changes = Literal["accept", "reject"]
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_LINE_START = re.compile(r"^(\s*)([#>+\-=]|\d+[.)])(?=\s)")
_STYLES = {"Strong": "strong", "Emphasis": "emphasis", "CodeChar": "code"}


class Marks(Struct, frozen=True):
    """What the bookmarks and notes of a file stand for: `facts` maps a bookmark to (name, whether it only repeats
    the figure), `targets` one to the reference that leads to it (@fig:reuse), `notes` a footnote's id to its label,
    `links` a relationship to its address."""

    facts: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    targets: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    changes: Changes = "accept"


class Token(Struct, frozen=True):
    """A stretch of text of one look; `role` says what it is beside (fact, use, ref, note, link, ruby, break), `says`
    names which."""

    text: str
    looks: frozenset[str] = frozenset()
    role: str = ""
    says: str = ""


def markdown(paragraph: Any, marks: Marks) -> str:
    """A paragraph as Markdown."""
    return render(tokens(paragraph, marks))


def tokens(paragraph: Any, marks: Marks) -> list[Token]:
    """What a paragraph says, neighbours of one look and role joined."""
    out: list[Token] = []
    for token in _without_brackets(list(_Reader(marks).read(paragraph))):
        same = out and (out[-1].looks, out[-1].role, out[-1].says) == (token.looks, token.role, token.says)
        if same and token.role not in ("note", "break", "ref"):
            out[-1] = replace(out[-1], text=out[-1].text + token.text)
        elif token.text or token.role in ("note", "break"):
            out.append(token)
    return out


def _without_brackets(of: Sequence[Token]) -> list[Token]:
    """Tokens without the brackets around marks of notes, which our Word files print and some programs no longer mark
    as theirs."""
    out = [t for t in of if t.text or t.role]
    for index, token in enumerate(out):
        if token.role != "note":
            continue
        if index and out[index - 1].text.endswith("[") and not out[index - 1].role:
            out[index - 1] = replace(out[index - 1], text=out[index - 1].text[:-1])
        if index + 1 < len(out) and out[index + 1].text.startswith("]") and not out[index + 1].role:
            out[index + 1] = replace(out[index + 1], text=out[index + 1].text[1:])
    return [t for t in out if t.role != "note" or t.says]


def _w(tag: str) -> str:
    return f"{{{W}}}{tag}"


_RUN, _TEXT, _TAB, _BREAK, _LINK, _RUBY = (_w(t) for t in ("r", "t", "tab", "br", "hyperlink", "ruby"))
_DELETED, _MOVED_FROM, _INSERTED, _MOVED_TO = (_w(t) for t in ("del", "moveFrom", "ins", "moveTo"))
_DELETED_TEXT, _START, _END, _NOTE, _NOTE_MARK = (
    _w(t) for t in ("delText", "bookmarkStart", "bookmarkEnd", "footnoteReference", "footnoteRef")
)
_FIELD, _CODE, _SIMPLE = (_w(t) for t in ("fldChar", "instrText", "fldSimple"))
_INSIDE = {_w("smartTag"), _w("sdt"), _w("sdtContent"), _w("customXml")}


class _Reader:
    """Goes through a paragraph: bookmarks that are open, fields that are read."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._open: dict[str, str] = {}
        self._fields: list[list[str]] = []  # of each open field its code, and 'result' once that has begun

    def read(self, parent: Any) -> Iterator[Token]:
        for node in parent:
            tag = node.tag
            if tag == _RUN:
                yield from self._run(node)
            elif tag == _START:
                self._open[node.get(_w("id"))] = node.get(_w("name"), "")
            elif tag == _END:
                self._open.pop(node.get(_w("id")), None)
            elif tag == _LINK:
                yield from self._link(node)
            elif tag in (_INSERTED, _MOVED_TO):
                yield from self.read(node) if self._marks.changes == "accept" else ()
            elif tag in (_DELETED, _MOVED_FROM):
                yield from self.read(node) if self._marks.changes == "reject" else ()
            elif tag == _SIMPLE:
                yield from self._as_reference(node.get(_w("instr"), ""), list(self.read(node)))
            elif tag in _INSIDE:
                yield from self.read(node)

    def _link(self, node: Any) -> Iterator[Token]:
        inner = list(self.read(node))
        anchor = node.get(_w("anchor"))
        address = self._marks.links.get(node.get(f"{{{R}}}id", ""), "").rstrip(
            "/"
        )  # LibreOffice adds one to a bare host
        if anchor in self._marks.targets:
            yield Token("".join(t.text for t in inner), role="ref", says=self._marks.targets[anchor])
        elif address:
            yield from (replace(t, role="link", says=address) if not t.role else t for t in inner)
        else:
            yield from inner

    def _as_reference(self, code: str, inner: Sequence[Token]) -> Iterator[Token]:
        match = re.match(r"\s*REF\s+(\S+)", code)
        if match and match[1] in self._marks.targets:
            yield Token("".join(t.text for t in inner), role="ref", says=self._marks.targets[match[1]])
        else:
            yield from inner

    def _run(self, run: Any) -> Iterator[Token]:
        properties = run.find(_w("rPr"))
        looks = _looks(properties)
        for node in run:
            tag = node.tag
            if tag == _FIELD:
                yield from self._field(node.get(_w("fldCharType")))
            elif tag == _CODE and self._fields:
                self._fields[-1][0] += node.text or ""
            elif tag == _NOTE:
                yield Token("", role="note", says=self._marks.notes.get(node.get(_w("id"), ""), ""))
            elif tag == _NOTE_MARK:
                yield Token("", role="note")
            elif tag == _RUBY:
                yield from self._ruby(node, looks)
            elif tag in (_TEXT, _DELETED_TEXT):
                if "note" not in looks:
                    yield from self._text(node.text or "", looks)
            elif tag == _TAB:
                yield from self._text("\t", looks)
            elif tag == _BREAK and node.get(_w("type")) in (None, "textWrapping"):
                yield Token("", role="break")

    def _text(self, text: str, looks: frozenset[str]) -> Iterator[Token]:
        for known in self._fields:
            if len(known) == 1:
                return  # within a field's code
        code = self._fields[-1][0] if self._fields else ""
        match = re.match(r"\s*REF\s+(\S+)", code)
        if match and match[1] in self._marks.targets:
            if len(self._fields[-1]) == 2:  # its result, once
                self._fields[-1].append("told")
                yield Token(text, role="ref", says=self._marks.targets[match[1]])
            return
        fact = next(
            (self._marks.facts[name] for name in reversed(self._open.values()) if name in self._marks.facts), None
        )
        if fact:
            yield Token(text, looks, "use" if fact[1] else "fact", fact[0])
        else:
            yield Token(text, looks)

    def _field(self, kind: str | None) -> Iterator[Token]:
        if kind == "begin":
            self._fields.append([""])
        elif kind == "separate" and self._fields:
            self._fields[-1].append("result")
        elif kind == "end" and self._fields:
            self._fields.pop()
        yield from ()

    def _ruby(self, node: Any, looks: frozenset[str]) -> Iterator[Token]:
        base, above = (
            "".join(t.text or "" for part in node.iter(_w(tag)) for t in part.iter(_TEXT)) for tag in ("rubyBase", "rt")
        )
        yield Token(base, looks, "ruby", above)


def _looks(properties: Any) -> frozenset[str]:
    if properties is None:
        return frozenset()
    out = set()
    for node in properties:
        name, value = node.tag.rpartition("}")[2], node.get(_w("val"))
        on = value not in ("0", "false", "off", "none")
        if name == "rStyle" and value == "FootnoteReference":
            out.add("note")
        elif name == "rStyle" and value in _STYLES:
            out.add(_STYLES[value])
        elif name == "b" and on:
            out.add("strong")
        elif name == "i" and on:
            out.add("emphasis")
        elif name == "em" and on:
            out.add("dots")
        elif name == "vertAlign" and value in ("superscript", "subscript"):
            out.add(value)
    return frozenset(out)


# --- Markdown


def render(of: Sequence[Token]) -> str:
    """Tokens as a line of Markdown."""
    text = _wrapped(of, "strong", "**", lambda inner: _wrapped(inner, "emphasis", "*", _plain))
    return _LINE_START.sub(lambda m: m[1] + (m[2][:-1] + "\\" + m[2][-1] if m[2][0].isdigit() else "\\" + m[2]), text)


def _wrapped(of: Sequence[Token], look: str, mark: str, inner: Callable[[Sequence[Token]], str]) -> str:
    out = []
    for marked, group in groupby(of, key=lambda t: look in t.looks and t.role not in ("note", "break")):
        text = inner(list(group))
        bare = text.strip()
        if marked and bare:
            start = text.index(bare)
            text = f"{text[:start]}{mark}{bare}{mark}{text[start + len(bare) :]}"
        out.append(text)
    return "".join(out)


def _plain(of: Sequence[Token]) -> str:
    return "".join(_one(token) for token in of)


def _one(token: Token) -> str:
    text = _SPECIAL.sub(r"\\\1", token.text)
    match token.role:
        case "fact":
            return f"[{text}]{{#{token.says}}}"
        case "use":
            return f"@fact:{token.says}" if re.fullmatch(r"[A-Za-z0-9_.-]+", token.says) else f"@fact:{{{token.says}}}"
        case "ref":
            return token.says
        case "note":
            return f"[^{token.says}]"
        case "break":
            return "<br>"
        case "ruby":
            return f"[{text}]{{ruby={token.says}}}"
        case "link":
            return f"[{text}]({token.says})"
    for look, opening, closing in (
        ("code", "`", "`"),
        ("dots", "[", "]{.dots}"),
        ("superscript", "<sup>", "</sup>"),
        ("subscript", "<sub>", "</sub>"),
    ):
        if look in token.looks:
            return f"{opening}{token.text if look == 'code' else text}{closing}"
    return text
