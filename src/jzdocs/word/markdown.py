"""A paragraph of Word → a line of Markdown in one canonical form.

What was built and what came back are both read so; an edit is a difference of two such lines. The way: elements →
tokens (stretches of one look and one role) → Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Literal, assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.formula.recognise import escaped
from jzdocs.patterns import compiled
from jzdocs.word.ooxml import M, R, W, text_of_formula

Changes = Literal["accept", "reject"]
_SPECIAL = compiled(r"([\\`*_\[\]<>|~]|&(?=#?\w+;))")
_NO_REFERENCE = compiled(r"@(?=(?:fact|fig|tbl|sec|eq):)")  # no backslash makes text of it
_LINE_START = compiled(r"^(\s*)([#>+\-=]+(?=\s)|:{1,3}(?=\s)|!{3}(?=\s)|-{3,}\s*$|={3,}\s*$|\d+[.)](?=\s))")
# looks by the name of a character style, in lower case; ids differ with the language of Word (ECMA-376 Part 1, 17.7.4)
_STYLE_NAMES = {
    "strong": "strong",
    "strong hei": "strong",
    "strong kai": "strong",
    "要点": "strong",
    "emphasis": "emphasis",
    "强调": "emphasis",
    "code char": "code",
    "footnote reference": "note",
    "footnote characters": "note",
    "footnote anchor": "note",
    "脚注引用": "note",
}
_STYLE_IDS = {
    "Strong": "strong",
    "StrongHei": "strong",
    "StrongKai": "strong",
    "Emphasis": "emphasis",
    "CodeChar": "code",
    "FootnoteReference": "note",
}


def looks_of_styles(names: Mapping[str, str]) -> dict[str, str]:
    """Return the looks that styles give, by their ids; `names` are those of all styles by id."""
    return {id_: look for id_, name in names.items() if (look := _STYLE_NAMES.get(name.lower()))}


class Marks(Struct, frozen=True):
    """What the bookmarks and notes of a file stand for. `facts` maps a bookmark to (name of the number, whether it only
    repeats what another place names), `targets` a bookmark to the reference that leads to it (@fig:reuse), `notes` the
    id of a footnote to its label, `links` a relationship to its address; `changes` says what tracked changes are taken
    as; `formulas` maps the text of a formula to its LaTeX, `styles` the id of a style to the look that it gives,
    `symbol` a font of symbols and a code to the character ("": it has none)."""

    facts: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    targets: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    changes: Changes = "accept"
    formulas: Mapping[str, str] = field(default_factory=dict)
    styles: Mapping[str, str] = field(default_factory=lambda: _STYLE_IDS)
    symbol: Callable[[str, int], str] = lambda _font, _code: ""


Role = Literal["", "fact", "use", "ref", "note", "link", "ruby", "break", "formula"]


class Token(Struct, frozen=True):
    """A stretch of text of one look. `role` says what it is: plain text (""), a named number (`fact`) or a repetition
    of one (`use`), a reference, the mark of a note, a link, text with an annotation, a line break, a formula;
    `argument` is the name, the reference, the label, the address, the annotation or the LaTeX."""

    text: str
    looks: frozenset[str] = frozenset()
    role: Role = ""
    argument: str = ""


def markdown(paragraph: Any, marks: Marks) -> str:
    """Return a paragraph as a line of Markdown."""
    return render(tokens(paragraph, marks))


def tokens(paragraph: Any, marks: Marks) -> list[Token]:
    """Return the tokens of a paragraph; neighbours of one look and role are joined."""
    out: list[Token] = []
    for token in _without_brackets(list(_Reader(marks).read(paragraph))):
        same = out and (out[-1].looks, out[-1].role, out[-1].argument) == (token.looks, token.role, token.argument)
        if same and token.role not in ("note", "break", "ref", "formula"):
            out[-1] = replace(out[-1], text=out[-1].text + token.text)
        elif token.text or token.role in ("note", "break", "formula"):
            out.append(token)
    return out


def _without_brackets(stretch: Sequence[Token]) -> list[Token]:
    """Return tokens without the brackets around marks of notes: our Word files print them, and some programs lose the
    style by which we would know that they belong to the mark."""
    out = [t for t in stretch if t.text or t.role]
    for index, token in enumerate(out):
        if token.role != "note":
            continue
        if index and out[index - 1].text.endswith("[") and not out[index - 1].role:
            out[index - 1] = replace(out[index - 1], text=out[index - 1].text[:-1])
        if index + 1 < len(out) and out[index + 1].text.startswith("]") and not out[index + 1].role:
            out[index + 1] = replace(out[index + 1], text=out[index + 1].text[1:])
    return [t for t in out if t.role != "note" or t.argument]


def _w(tag: str) -> str:
    return f"{{{W}}}{tag}"


_RUN, _TEXT, _BREAK, _LINK, _RUBY = (_w(t) for t in ("r", "t", "br", "hyperlink", "ruby"))
_SIGNS = {_w("tab"): "\t", _w("softHyphen"): "\u00ad", _w("noBreakHyphen"): "\u2011"}
_DELETED, _MOVED_FROM, _INSERTED, _MOVED_TO = (_w(t) for t in ("del", "moveFrom", "ins", "moveTo"))
_DELETED_TEXT, _START, _END, _NOTE, _NOTE_MARK = (
    _w(t) for t in ("delText", "bookmarkStart", "bookmarkEnd", "footnoteReference", "footnoteRef")
)
_FIELD, _CODE, _SIMPLE = (_w(t) for t in ("fldChar", "instrText", "fldSimple"))
_SYMBOL = _w("sym")
_MARK_TEXT = compiled(r"[\[\]〔〕\d\s]*")  # what stands in the style of the marks of notes
_ADDRESS = compiled(r'\s*HYPERLINK\s+"([^"]+)"')  # 17.16.5.25
_FORMULA = f"{{{M}}}oMath"
_INSIDE = {f"{{{M}}}oMathPara", _w("smartTag"), _w("sdt"), _w("sdtContent"), _w("customXml")}


class _Field(Struct):
    """A field that is being read: its code, whether its result has begun, and whether that was reported as a
    reference."""

    code: str = ""
    in_result: bool = False
    reported: bool = False


class _Reader:
    """Reads the elements of a paragraph. It knows the bookmarks that are open, by id, and the fields that are being
    read, the innermost last."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._open: dict[str, str] = {}
        self._fields: list[_Field] = []

    def read(self, parent: Any) -> Iterator[Token]:
        """Yield the tokens of an element's children."""
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
            elif tag == _FORMULA:
                yield Token("", role="formula", argument=self._formula(node))
            elif tag in _INSIDE:
                yield from self.read(node)

    def _formula(self, node: Any) -> str:
        """Return the LaTeX of a formula: its author's, unless it was edited."""
        latex = self._marks.formulas.get(text_of_formula(node))
        if latex is None:
            from jzdocs.formula.omml import latex_of  # only for formulas that were edited

            latex = latex_of(node)
        return " ".join(latex.split())

    def _link(self, node: Any) -> Iterator[Token]:
        inner = list(self.read(node))
        anchor = node.get(_w("anchor"))
        # LibreOffice adds a slash to a bare host
        address = self._marks.links.get(node.get(f"{{{R}}}id", ""), "").rstrip("/")
        if anchor in self._marks.targets:
            yield Token("".join(t.text for t in inner), role="ref", argument=self._marks.targets[anchor])
        elif address:
            yield from (replace(t, role="link", argument=address) if not t.role else t for t in inner)
        else:
            yield from inner

    def _as_reference(self, code: str, inner: Sequence[Token]) -> Iterator[Token]:
        """Yield the result of a field: a reference where its code leads to one of our targets, else as it is."""
        target, address = self._target(code), _ADDRESS.match(code)
        if target:
            yield Token("".join(t.text for t in inner), role="ref", argument=target)
        elif address:
            yield from (replace(t, role="link", argument=address[1].rstrip("/")) if not t.role else t for t in inner)
        else:
            yield from inner

    def _target(self, code: str) -> str:
        """Return the reference that a field's code stands for (`REF _Ref1 \\h`, ECMA-376 Part 1, 17.16.5.51, or
        NOTEREF), or ""."""
        match = re.match(r"\s*(?:NOTE)?REF\s+(\S+)", code)
        return self._marks.targets.get(match[1], "") if match else ""

    def _run(self, run: Any) -> Iterator[Token]:
        properties = run.find(_w("rPr"))
        looks = _looks(properties, self._marks.styles)
        for node in run:
            tag = node.tag
            if tag == _FIELD:
                self._field(node.get(_w("fldCharType")))
            elif tag == _CODE and self._fields:
                self._fields[-1].code += node.text or ""
            elif tag == _NOTE:
                yield Token("", role="note", argument=self._marks.notes.get(node.get(_w("id"), ""), ""))
            elif tag == _NOTE_MARK:
                yield Token("", role="note")
            elif tag == _RUBY:
                yield from self._ruby(node, looks)
            elif tag in (_TEXT, _DELETED_TEXT):
                text = node.text or ""
                if "note" not in looks or (self._fields and self._target(self._fields[-1].code)):
                    yield from self._text(text, looks)
                elif not _MARK_TEXT.fullmatch(text):  # typed behind the mark, in its style
                    yield from self._text(text, looks - {"note", "superscript"})
            elif tag in _SIGNS:
                yield from self._text(_SIGNS[tag], looks)
            elif tag == _SYMBOL:
                yield from self._text(symbol_of(node, self._marks), looks)
            elif tag == _BREAK and node.get(_w("type")) in (None, "textWrapping"):
                yield Token("", role="break")

    def _text(self, text: str, looks: frozenset[str]) -> Iterator[Token]:
        if any(not field.in_result for field in self._fields):
            return  # within the code of a field
        field = self._fields[-1] if self._fields else None
        if field and (target := self._target(field.code)):
            if not field.reported:  # its result may be several runs
                field.reported = True
                if target.startswith("[^"):
                    yield Token("", role="note", argument=target[2:-1])
                else:
                    yield Token(text, role="ref", argument=target)
            return
        if field and (address := _ADDRESS.match(field.code)):
            yield Token(text, looks, "link", address[1].rstrip("/"))
            return
        open_names = [name for name in reversed(self._open.values()) if name in self._marks.facts]
        if open_names:
            name, repeats = self._marks.facts[open_names[0]]
            yield Token(text, looks, "use" if repeats else "fact", name)
        else:
            yield Token(text, looks)

    def _field(self, kind: str | None) -> None:
        """Follow the marks of a complex field (ECMA-376 Part 1, 17.16.18)."""
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _ruby(self, node: Any, looks: frozenset[str]) -> Iterator[Token]:
        base, above = (
            "".join(t.text or "" for part in node.iter(_w(tag)) for t in part.iter(_TEXT)) for tag in ("rubyBase", "rt")
        )
        yield Token(base, looks, "ruby", above)


def symbol_of(node: Any, marks: Marks) -> str:
    """Return the character that a `w:sym` shows (ECMA-376 Part 1, 17.3.3.30), "" where it is not known."""
    try:
        return marks.symbol(node.get(_w("font"), ""), int(node.get(_w("char"), ""), 16))
    except ValueError:
        return ""


def _looks(properties: Any, styles: Mapping[str, str]) -> frozenset[str]:
    """Return the looks that the properties of a run and its style give it."""
    if properties is None:
        return frozenset()
    out = set()
    for node in properties:
        name, value = node.tag.rpartition("}")[2], node.get(_w("val"))
        on = value not in ("0", "false", "off", "none")
        if name == "rStyle" and value in styles:
            out.add(styles[value])
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


def render(stretch: Sequence[Token]) -> str:
    """Return tokens as a line of Markdown; what would begin a heading, list or quotation is escaped."""
    text = _wrapped(stretch, "strong", "**", lambda inner: _wrapped(inner, "emphasis", "*", _plain))
    return _LINE_START.sub(lambda m: m[1] + (m[2][:-1] + "\\" + m[2][-1] if m[2][0].isdigit() else "\\" + m[2]), text)


def _wrapped(stretch: Sequence[Token], look: str, mark: str, inner: Callable[[Sequence[Token]], str]) -> str:
    """Return tokens with marks around those of a look; white space at the edges stays outside the marks."""
    out = []
    for marked, group in groupby(stretch, key=lambda t: look in t.looks and t.role not in ("note", "break", "formula")):
        text = inner(list(group))
        bare = text.strip()
        if marked and bare:
            start = text.index(bare)
            text = f"{text[:start]}{mark}{bare}{mark}{text[start + len(bare) :]}"
        out.append(text)
    return "".join(out)


def _plain(stretch: Sequence[Token]) -> str:
    return "".join(_inline(token) for token in stretch)


def _inline(token: Token) -> str:
    text = _NO_REFERENCE.sub("@<!-- -->", escaped(_SPECIAL.sub(r"\\\1", token.text)))
    match token.role:
        case "fact":
            return f"[{text}]{{#{token.argument}}}"
        case "use":
            plain = re.fullmatch(r"[A-Za-z0-9_.-]+", token.argument)
            return f"@fact:{token.argument}" if plain else f"@fact:{{{token.argument}}}"
        case "ref":
            return token.argument
        case "note":
            return f"[^{token.argument}]"
        case "formula":
            return f"${token.argument}$"
        case "break":
            return "<br>"
        case "ruby":
            return f"[{text}]{{ruby={token.argument}}}"
        case "link":
            return f"[{text}]({token.argument})"
        case "":
            return _with_look(token, text)
        case _:
            assert_never(token.role)


def _with_look(token: Token, escaped: str) -> str:
    """Return plain text with the marks of its look; code is verbatim."""
    for look, opening, closing in (
        ("code", "`", "`"),
        ("dots", "[", "]{.dots}"),
        ("superscript", "<sup>", "</sup>"),
        ("subscript", "<sub>", "</sub>"),
    ):
        if look in token.looks:
            return f"{opening}{token.text if look == 'code' else escaped}{closing}"
    return escaped
