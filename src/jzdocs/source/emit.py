"""The pieces of a plain text or Word file → Markdown: headings, marked facts, proposed charts and key figures.

`build` reads it at once; `import` writes it to a file. Every line has the line that it came from as its origin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.facts.number import Number
from jzdocs.facts.reading import context_period
from jzdocs.patterns import compiled
from jzdocs.proposals.cards import propose_cards
from jzdocs.proposals.charts import propose_charts
from jzdocs.proposals.passages import Figure, Passage
from jzdocs.source.inline_writer import FigureName, comments_of, escaped, may_be_figure, written
from jzdocs.source.list_writer import ListIndents
from jzdocs.source.marked_text import MarkedText
from jzdocs.source.notes import MARK, marks
from jzdocs.source.official_front import ATTENDED, appendix_lines, front_lines, is_official
from jzdocs.source.pieces import Mark, Piece
from jzdocs.source.proposed import chart_lines, key_figure_lines
from jzdocs.source.read_numbers import numbers_of
from jzdocs.source.source_map import Origin, SourceText
from jzdocs.source.table_writer import block_lines, is_block, pipe_rows
from jzdocs.source.word_captions import CAPTION

_OFFICIAL_BLOCKS = {"to": "```addressees", "attachment": "```attachments", "signed": "```signature"}
_OFFICIAL_BLOCKS |= dict.fromkeys(ATTENDED, "```attendance")
_DIGITS = compiled(r"[0-9０-９]")


class _Part(Struct):
    """A part of the text while it is written: the index of the line where its key figures go, the line of its heading
    in the file, its title, and its figures."""

    strip_at: int
    line: int
    title: str
    figures: list[Figure] = field(default_factory=list)


class Emitter(Struct):
    """A writer of Markdown for the pieces of the file `shown`; without `propose` it proposes no charts or key figures.

    `official`: the elements of official documents go into the front matter, and attachments become blocks of their own;
    else those that only the templates of official documents print stay text. None: where the pieces are those of an
    official document, which then gets no proposals either.

    `lines` and their `origins` are written so far, with `count` facts in `passages` texts; `parts` begin with headings
    of the first level, `section` is the nearest heading, `section_ends` and `text_ends` are the lines (indexes) behind
    the sections and behind those texts that a chart may follow, `notes` the numbers of the notes that were typed,
    `listed` the items of the list that goes on, `comments` those that stand behind it. `captions` counts figures and
    tables that are numbered; `pictures` are those of the file by the names that the Markdown gives them, in the folder
    `folder`; `title` is the document's, and `above` holds the headings above what is written, by level.
    """

    shown: str
    propose: bool = True
    folder: str = ""
    official: bool | None = None
    attached: int = 0
    lines: list[str] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    count: int = 0
    passages: int = 0
    parts: list[_Part] = field(default_factory=list)
    section: str = ""
    section_ends: list[int] = field(default_factory=list)
    text_ends: dict[int, int] = field(default_factory=dict)
    notes: frozenset[int] = frozenset()
    listed: ListIndents = field(default_factory=ListIndents)
    comments: list[str] = field(default_factory=list)
    captions: dict[str, int] = field(default_factory=lambda: {"图": 0, "表": 0})
    pictures: dict[str, bytes] = field(default_factory=dict)
    title: str = ""
    above: dict[int, str] = field(default_factory=dict)

    def emit(self, pieces: Sequence[Piece]) -> SourceText:
        """Return Markdown with front matter for `pieces`."""
        if self.official is None:
            self.official = is_official(pieces)
        self.propose = self.propose and not self.official
        self._front(pieces)
        self.title = next((piece.text for piece in pieces if piece.role == "title"), "")
        self.notes = frozenset(piece.level for piece in pieces if piece.role == "note" and not piece.ordinal)
        # where the author counts figures, none is put between them
        self.propose = self.propose and not any(piece.role == "picture" and piece.caption for piece in pieces)
        self.parts.append(_Part(len(self.lines), 1, ""))
        lead: Piece | None = None
        for piece in pieces:
            last = self.passages - 1
            if piece.role != "bullet":
                self._end_list(piece.line)
            if lead and piece.role != "text":
                self._text(replace(lead, text="", marks=()), lead)
            if piece.role != "lead":
                self._piece(piece, lead)
            lead = piece if piece.role == "lead" else None
            if piece.role not in ("text", "lead", "part", "heading"):  # what follows belongs to the text before it
                self.text_ends.pop(last, None)
        if lead:
            self._text(replace(lead, text="", marks=()), lead)
        self._end_list(pieces[-1].line if pieces else 1)
        self.section_ends.append(len(self.lines))
        if self.propose:
            self._propose()
        return SourceText("\n".join(self.lines), tuple(self.origins), pictures=self.pictures)

    def _piece(self, piece: Piece, lead: Piece | None) -> None:
        """Add a piece, behind the run-in heading before it."""
        match piece.role:
            case "text":
                self._text(piece, lead)
            case "part" | "heading":
                self._heading(piece)
            case "bullet":
                self._item(piece)
            case "table":
                self._table(piece)
            case "note":
                self._put(f"[^{piece.level}]: {self._marked(piece)}\n", piece.line, piece.column)
            case "formula":
                self._formula(piece)
            case "picture":
                self._picture(piece)
            case "verbatim":
                for number, line in enumerate([*piece.text.split("\n"), ""], piece.line):
                    self._put(line, number)
            case "appendix":
                self._appendix(piece)
            case "to" | "signed" | "attachment" | "chair" | "present" | "absent" | "observers" | "recorder":
                self._official(piece)
            case (
                "head" | "copy" | "secrecy" | "urgency" | "signer" | "signatory" | "report_to" | "cc" | "distribution"
            ) | ("printed_by" | "printed_on" | "print_run"):
                self._unprinted(piece)
            case ("lead" | "title" | "subtitle" | "date" | "issuer" | "number" | "remark") | (
                "kind" | "signoff" | "seal" | "colophon" | "head_file"
            ):
                pass  # put before the text, or of the front matter
            case _:
                assert_never(piece.role)

    def _item(self, piece: Piece) -> None:
        before, marker = self.listed.next(piece)
        for line in before:
            self._put(line, piece.line)
        self._put(marker + self._marked(piece), piece.line, piece.column)
        if piece.ordinal < 0:  # a paragraph of the item above
            self._put("", piece.line)
        self.comments += comments_of(MarkedText(piece.text, piece.marks))

    def _end_list(self, line: int) -> None:
        """End the list that goes on: what follows stands apart from it."""
        if self.listed.open:
            self.listed = ListIndents()
            self._put("", line)
        self._comments(line)

    def _comments(self, line: int) -> None:
        """Add the comments on what was added last."""
        for comment in self.comments:
            self._put(f"{comment}\n", line)
        self.comments.clear()

    def _formula(self, piece: Piece) -> None:
        formulas = [mark.value for mark in piece.marks if mark.kind == "math"]
        for formula in formulas:
            self._put(f"$$\n{formula}\n$$\n", piece.line)

    def _picture(self, piece: Piece) -> None:
        """Add a picture; its caption is one where its number is the next, else text."""
        assert piece.picture is not None
        name = f"{self.folder}/{piece.picture.name}" if self.folder else piece.picture.name
        self.pictures[name] = piece.picture.data
        title, rest = self._captioned(piece)
        shown = f' "{title}"' if title else ""
        if rest.startswith("表"):  # a table that is a picture has its caption above
            self._put(f"{escaped(rest)}\n", piece.line)
            rest = ""
        self._put(f"![{escaped(piece.picture.alt, fresh=False)}](<{name}>{shown})\n", piece.line)
        if rest:
            self._put(f"{escaped(rest)}\n", piece.line)

    def _captioned(self, piece: Piece) -> tuple[str, str]:
        """Return the words of a caption whose number is the next, and "", or "" and the whole caption as text."""
        match = CAPTION.fullmatch(piece.caption)
        if match is None:
            return "", piece.caption
        kind, number, words = match.groups()
        if kind != ("图" if piece.role == "picture" else "表"):
            return "", piece.caption
        if int(number) != self.captions[kind] + 1 or re.search(r'["\\{}\[\]`*_$<>&@^~]', words):
            return "", piece.caption
        self.captions[kind] += 1
        return words, ""

    def _put(self, text: str, line: int, column: int = 1) -> None:
        """Add lines that come from a line and column (from 1) of the file."""
        for part in text.split("\n"):
            self.lines.append(part)
            self.origins.append(Origin(self.shown, line, 1 - column))

    def _front(self, pieces: Sequence[Piece]) -> None:
        """Add the front matter."""
        self._put("---", 1)
        for line, text in front_lines(pieces, official=bool(self.official)):
            self._put(text, line)
        self._put("---\n", 1)

    def _official(self, piece: Piece) -> None:
        """Add the block that prints an element of an official document where it stands in the text; what it says is in
        the front matter."""
        if piece.role in ATTENDED and not self.official:
            self._unprinted(piece)
            return
        block = _OFFICIAL_BLOCKS[piece.role]
        if block not in self.lines:
            self._put(f"{block}\n```\n", piece.line)

    def _unprinted(self, piece: Piece) -> None:
        """Add the line of an element that the template does not print as one; its first piece holds the line."""
        if piece.caption and not self.official:
            self._text(replace(piece, role="text", text=piece.caption, caption="", marks=()), None)

    def _appendix(self, piece: Piece) -> None:
        """Begin an attachment: a page of its own in official documents, else a heading above those of its text."""
        number = str(piece.level) if piece.level else ""
        if self.official:
            for line in appendix_lines(piece.text, number, labelled=not piece.unnumbered):
                self._put(line, piece.line)
            self._put("", piece.line)
            return
        label = "" if piece.unnumbered else f"附件{number}"
        self.attached = 0
        self._heading(replace(piece, text="\u3000".join(filter(None, (label, piece.text))), level=1, unnumbered=True))
        self.attached = 1

    def _heading(self, piece: Piece) -> None:
        piece = replace(piece, level=min(4, piece.level + self.attached))
        self.section_ends.append(len(self.lines))
        self.section = piece.text
        content = self._content(piece)
        words = written(content.without("strong") if content.covered_by("strong") else content)
        end = " {-}" if piece.unnumbered else ""
        self._put(f"{'#' * piece.level} {words}{end}\n", piece.line)
        self.above = {level: text for level, text in self.above.items() if level < piece.level}
        self.above[piece.level] = piece.text
        if piece.level == 1:
            self.parts.append(_Part(len(self.lines), piece.line, piece.text))
        self.comments += comments_of(content)

    def _text(self, piece: Piece, lead: Piece | None) -> None:
        head = f"**{written(self._content(lead).without('strong'))}**" if lead else ""
        start = lead.column if lead else piece.column
        text = self._marked(piece, lead=lead.text if lead else "", fresh=not lead)
        if head and text.startswith("*"):  # which would run into the stars of the run-in heading
            text = f" {text}"
        self._put(f"{head}{text}\n", piece.line, start)
        if not piece.marks:
            self.text_ends[self.passages - 1] = len(self.lines)
        part = self.parts[-1]
        if part.strip_at == len(self.lines) - 2 and not part.figures:
            part.strip_at = len(self.lines)  # the strip follows the introduction
        self.comments += comments_of(MarkedText(piece.text, piece.marks))

    def _marked(self, piece: Piece, *, lead: str = "", fresh: bool = True) -> str:
        """Return a piece's text as Markdown, with every quantity in digits marked as a fact.

        `lead` is the run-in heading before it; `fresh`: the text begins a line.
        """
        text, content = piece.text, self._content(piece)
        part = self.parts[-1]
        passage = Passage(text, self.passages, part.title, self.section, len(self.section_ends))
        self.passages += 1
        names: list[FigureName] = []
        for number in numbers_of(content, lead, context_period(self.title, self.above.values())):
            quantity = number.quantity
            if not _is_fact(number) or not may_be_figure(quantity.start, quantity.end, content):
                continue
            self.count += 1
            names.append(FigureName(quantity.start, quantity.end, f"f{self.count}"))
            if piece.role in ("text", "bullet"):
                part.figures.append(Figure(number, names[-1].name, passage))
        return written(content, names, fresh=fresh)

    def _content(self, piece: Piece) -> MarkedText:
        """Return the text of a piece with its marks, and with those of notes that are typed (［3］)."""
        typed = (
            Mark(match.start(), match.end(), "note", str(number))
            for match in (MARK.finditer(piece.text) if self.notes else ())
            if (number := marks(match[0])[0]) in self.notes
        )
        return MarkedText(piece.text, (*piece.marks, *typed))

    def _table(self, piece: Piece) -> None:
        title, rest = self._captioned(piece)
        if rest:
            self._put(f"{escaped(rest)}\n", piece.line)
        if title or piece.text:
            self.captions["表"] += bool(piece.text)
            piece = replace(piece, text=title or piece.text)
        if not is_block(piece):
            for number, row in enumerate(pipe_rows(piece)):
                self._put(row, piece.line + max(0, number - 1))
            self._put("", piece.line)
            return
        lines = block_lines(piece)
        start = lines.index("rows:")
        for number, line in enumerate(lines):
            self._put(line, piece.line + max(0, number - start))

    # --- proposals

    def _propose(self) -> None:
        """Add what an editor would make of the figures: key figures below the introductions of the parts, charts behind
        the text that they show, or at the end of its section."""
        added: list[tuple[int, int, list[str]]] = []
        for part, cards in zip(self.parts, propose_cards([part.figures for part in self.parts]), strict=True):
            if cards:
                added.append((part.strip_at, part.line, key_figure_lines(part.title, cards)))
        charts = propose_charts([figure for part in self.parts for figure in part.figures])
        for position, chart in enumerate((chart for chart in charts if chart.kind != "table"), 1):
            last = max(chart.figures, key=lambda figure: figure.key).passage
            end = self.text_ends.get(last.order, self.section_ends[last.section_number])
            added.append((end, self.origins[end - 1].line, chart_lines(f"chart{position}", chart)))
        for at, line, lines in sorted(added, key=lambda block: block[0])[::-1]:
            self.lines[at:at] = lines
            self.origins[at:at] = [Origin(self.shown, line)] * len(lines)


def _is_fact(number: Number) -> bool:
    """Return whether a number is worth a name: a quantity in digits, no date, ordinal or label."""
    if number.quantity.kind != "level" or number.kind in ("date", "ordinal", "label"):
        return False
    return bool(_DIGITS.search(number.quantity.text))
