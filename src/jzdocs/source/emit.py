"""The pieces of a plain text or Word file → Markdown: headings, marked facts, proposed charts and key figures.

`build` reads it at once; `import` writes it to a file. Every line has the line that it came from as its origin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.facts.number import Number
from jzdocs.facts.quantities import Quantity
from jzdocs.facts.reading import context_period
from jzdocs.source.inline_writer import FigureName, comments_of, escaped, may_be_figure, written
from jzdocs.source.list_writer import ListIndents
from jzdocs.source.marked_text import MarkedText
from jzdocs.source.notes import MARK, marks
from jzdocs.source.pieces import Mark, Piece
from jzdocs.source.read_numbers import numbers_of
from jzdocs.source.source_map import Origin, SourceText
from jzdocs.source.table_writer import block_lines, is_block, pipe_rows, plainly_quoted, quoted as _quoted
from jzdocs.source.word_captions import CAPTION

CARDS_A_PART = 4
_FRONT_KEYS = {
    **{role: role for role in ("title", "subtitle", "issuer", "number", "date", "to")},
    "attachment": "attachments",
    "remark": "remark",
}
_LISTS = ("issuer", "to", "attachment")
_OFFICIAL_BLOCKS = {"to": "```addressees", "attachment": "```attachments", "signed": "```signature"}
_NO_CARD_UNITS = {"年", "月", "日", "天", "届", "批", "次", "县", "级", "期", ""}
_DIGITS = re.compile(r"[0-9０-９]")
_NAMES = re.compile(r"(?!惠及|其中|比|较|同比|增长|下降)[^\d“”()（）]{2,13}[^\d“”()（）等]")
_WEIGHTY = re.compile(r"累计|总|共|达|新增|全部|新建|完成|改造|惠及")


class Marked(Struct, frozen=True):
    """A number that was marked as a fact: its id, and the words for what it measures."""

    id: str
    number: Number
    subject: str

    @property
    def quantity(self) -> Quantity:
        """Return the amount and unit of the number."""
        return self.number.quantity


Pair = tuple[Marked, Marked]


class _Part(Struct):
    """A part of the text while it is written: the index of the line where its key figures go, the line of its heading
    in the file, its title, and what may stand among the key figures."""

    strip_at: int
    line: int
    title: str
    facts: list[Marked] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)


class Emitter(Struct):
    """A writer of Markdown for the pieces of the file `shown`; without `propose` it proposes no charts or key figures.

    `lines` and their `origins` are written so far, with `count` facts and `charts`; `pending` are the pairs (from, to)
    since the last heading, `notes` the numbers of the notes that were typed, `listed` the items of the list that goes
    on, `comments` those that stand behind it. `captions` counts figures and tables that are numbered; `pictures` are
    those of the file by the names that the Markdown gives them, in the folder `folder`; `title` is the document's, and
    `above` holds the headings above what is written, by level.
    """

    shown: str
    propose: bool = True
    folder: str = ""
    lines: list[str] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    count: int = 0
    charts: int = 0
    part: _Part = field(default_factory=lambda: _Part(0, 1, ""))
    pending: list[Pair] = field(default_factory=list)
    notes: frozenset[int] = frozenset()
    listed: ListIndents = field(default_factory=ListIndents)
    comments: list[str] = field(default_factory=list)
    captions: dict[str, int] = field(default_factory=lambda: {"图": 0, "表": 0})
    pictures: dict[str, bytes] = field(default_factory=dict)
    title: str = ""
    above: dict[int, str] = field(default_factory=dict)

    def emit(self, pieces: Sequence[Piece]) -> SourceText:
        """Return Markdown with front matter for `pieces`."""
        self._front(pieces)
        self.title = next((piece.text for piece in pieces if piece.role == "title"), "")
        self.notes = frozenset(piece.level for piece in pieces if piece.role == "note" and not piece.ordinal)
        # where the author counts figures, none is put between them
        self.propose = self.propose and not any(piece.role == "picture" and piece.caption for piece in pieces)
        self.part = _Part(len(self.lines), 1, "")
        lead: Piece | None = None
        for piece in pieces:
            if piece.role != "bullet":
                self._end_list(piece.line)
            if lead and piece.role != "text":
                self._text(replace(lead, text="", marks=()), lead)
            if piece.role != "lead":
                self._piece(piece, lead)
            lead = piece if piece.role == "lead" else None
        if lead:
            self._text(replace(lead, text="", marks=()), lead)
        self._end_list(pieces[-1].line if pieces else 1)
        self._charts()
        self._strip()
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
            case "to" | "signed" | "attachment":
                self._official(piece)
            case "lead" | "title" | "subtitle" | "date" | "issuer" | "number" | "remark":
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
        for role, key in _FRONT_KEYS.items():
            found = [piece for piece in pieces if piece.role == role]
            if found and role in _LISTS:
                self._put(f"{key}: [{', '.join(plainly_quoted(piece.text) for piece in found)}]", found[0].line)
            elif found:
                self._put(f"{key}: {plainly_quoted(found[0].text)}", found[0].line)
        self._put("---\n", 1)

    def _official(self, piece: Piece) -> None:
        """Add the block that prints an element of an official document where it stands in the text; what it says is in
        the front matter."""
        block = _OFFICIAL_BLOCKS[piece.role]
        if block not in self.lines:
            self._put(f"{block}\n```\n", piece.line)

    def _heading(self, piece: Piece) -> None:
        self._charts()
        content = self._content(piece)
        words = written(content.without("strong") if content.covered_by("strong") else content)
        if piece.level == 1:
            self._strip()
        end = " {-}" if piece.unnumbered else ""
        self._put(f"{'#' * piece.level} {words}{end}\n", piece.line)
        self.above = {level: text for level, text in self.above.items() if level < piece.level}
        self.above[piece.level] = piece.text
        if piece.level == 1:
            self.part = _Part(len(self.lines), piece.line, piece.text)
        self.comments += comments_of(content)

    def _text(self, piece: Piece, lead: Piece | None) -> None:
        head = f"**{written(self._content(lead).without('strong'))}**" if lead else ""
        start = lead.column if lead else piece.column
        text = self._marked(piece, lead=lead.text if lead else "", fresh=not lead)
        if head and text.startswith("*"):  # which would run into the stars of the run-in heading
            text = f" {text}"
        self._put(f"{head}{text}\n", piece.line, start)
        if self.part.strip_at == len(self.lines) - 2 and not self.part.facts:
            self.part.strip_at = len(self.lines)  # the strip follows the introduction
        self.comments += comments_of(MarkedText(piece.text, piece.marks))

    def _marked(self, piece: Piece, *, lead: str = "", fresh: bool = True) -> str:
        """Return a piece's text as Markdown, with every quantity in digits marked as a fact.

        `lead` is the run-in heading before it; `fresh`: the text begins a line.
        """
        content = self._content(piece)
        facts: list[Marked] = []
        ends: dict[int, list[Marked]] = {}
        for number in numbers_of(content, lead, context_period(self.title, self.above.values())):
            if not _is_fact(number) or not may_be_figure(number.quantity.start, number.quantity.end, content):
                continue
            self.count += 1
            facts.append(Marked(f"f{self.count}", number, number.subject))
            if number.group and number.kind in ("from", "to"):
                ends.setdefault(number.group, []).append(facts[-1])
        self.part.facts.extend(facts)
        self.pending += [
            (pair[0], pair[1]) for pair in ends.values() if [fact.number.kind for fact in pair] == ["from", "to"]
        ]
        names = [FigureName(fact.quantity.start, fact.quantity.end, fact.id) for fact in facts]
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

    def _charts(self) -> None:
        """Add charts for the pairs since the last heading: one for each unit."""
        if not self.propose:
            self.pending.clear()
        units = dict.fromkeys(p[1].quantity.unit for p in self.pending)
        for unit in units:
            group = [p for p in self.pending if p[1].quantity.unit == unit]
            self.part.pairs.extend(group)
            if rows := _told_apart(group):
                self._chart(unit, rows)
        self.pending.clear()

    def _chart(self, unit: str, pairs: Sequence[Pair]) -> None:
        """Add a chart of changes; where their sizes differ too much for one axis, each has a panel."""
        self.charts += 1
        self.captions["图"] += 1
        line = self.origins[-1].line
        kind = "dumbbell" if unit in ("%", "％", "‰") else "change"
        sizes = [float(fact.quantity.amount) for pair in pairs for fact in pair]
        panels = kind == "change" and len(pairs) > 1 and max(sizes) > 5 * max(min(sizes), 1e-9)
        text = [
            f"```chart #fig:change{self.charts}",
            f"kind: {kind}",
            f"title: {_quoted('、'.join(_pair_subject(pair) for pair in pairs))}",
            f"unit: {_quoted(unit)}",
            "series: [期初, 期末]",
            *(_panels(pairs, unit) if panels else _rows(pairs)),
            "note: 起止年份以原文为准，原文未列者不补。",
            f"alt: {_quoted('；'.join(map(_change, pairs)) + '。')}",
            "```",
            "",
        ]
        self._put("\n".join(text), line)

    def _strip(self) -> None:
        """Put the key figures of the part that ends here below its introduction."""
        cards = list(propose_cards(self.part.facts, [b.id for _, b in self.part.pairs])) if self.propose else []
        if not cards:
            return
        pair_of = {pair[1].id: pair for pair in self.part.pairs}
        text = ["```keyfigures", f"title: {_quoted(self.part.title)}", "cards:"]
        for card in cards:
            pair = pair_of.get(card.id)
            text += [f"  - figure: {card.id}", f"    label: {_quoted(_pair_subject(pair) if pair else card.subject)}"]
            if pair:
                context = f"由{pair[0].quantity.text}" + ("下降" if _falls(pair) else "提升")
                text.append(f"    context: {_quoted(context)}")
        text += ["```", ""]
        at = self.part.strip_at
        self.lines[at:at] = text
        self.origins[at:at] = [Origin(self.shown, self.part.line)] * len(text)


def _is_fact(number: Number) -> bool:
    """Return whether a number is worth a name: a quantity in digits, no date, ordinal or label."""
    if number.quantity.kind != "level" or number.kind in ("date", "ordinal", "label"):
        return False
    return bool(_DIGITS.search(number.quantity.text))


def _rows(pairs: Sequence[Pair]) -> list[str]:
    return ["rows:", *(f"  {_quoted(_pair_subject(pair))}: [{pair[0].id}, {pair[1].id}]" for pair in pairs)]


def _panels(pairs: Sequence[Pair], unit: str) -> list[str]:
    lines = ["panels:"]
    for pair in pairs:
        subject = _quoted(_pair_subject(pair))
        lines += [
            f"  - title: {subject}",
            f"    unit: {_quoted(unit)}",
            "    rows:",
            f"      {subject}: [{pair[0].id}, {pair[1].id}]",
        ]
    return lines


def _change(pair: Pair) -> str:
    """Return a pair as a clause of an alternative text."""
    verb = "降" if _falls(pair) else "升"
    return f"{_pair_subject(pair)}由{pair[0].quantity.text}{verb}至{pair[1].quantity.text}"


def _pair_subject(pair: Pair) -> str:
    return pair[1].subject or pair[0].subject


def _told_apart(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs that a chart can show: of one unit, and whose subject is named and no other's: rows are known
    by their names."""
    pairs = [pair for pair in pairs if pair[0].quantity.unit == pair[1].quantity.unit]
    subjects = [_pair_subject(pair) for pair in pairs]
    return [pair for pair, subject in zip(pairs, subjects, strict=True) if subject and subjects.count(subject) == 1]


def _falls(pair: Pair) -> bool:
    return pair[1].quantity.amount < pair[0].quantity.amount


def propose_cards(facts: Iterable[Marked], pair_ends: Sequence[str]) -> list[Marked]:
    """Return the facts that deserve to stand out, at most `CARDS_A_PART`, in the order of the text."""
    scored: list[tuple[int, int, Marked]] = []
    subjects: set[str] = set()
    for fact in facts:
        if fact.subject in subjects and fact.id not in pair_ends:
            continue
        subjects.add(fact.subject)
        score = _score(fact, fact.id in pair_ends)
        if score > 0:
            scored.append((-score, len(scored), fact))
    chosen = sorted(scored, key=lambda s: s[:2])[:CARDS_A_PART]
    return [fact for _, _, fact in sorted(chosen, key=lambda s: s[1])]


def _score(fact: Marked, pair_end: bool) -> int:
    """Return how much a fact deserves to stand out; 0: not at all."""
    quantity = fact.quantity
    if pair_end:
        return 10
    rate = fact.number.kind in ("increase", "decrease") and quantity.base_unit in ("%", "％", "‰", "个百分点")
    if rate or fact.number.kind == "rank" or quantity.base_unit in _NO_CARD_UNITS or not _NAMES.fullmatch(fact.subject):
        return 0
    score = 1 + 2 * (quantity.amount >= 10_000) + 2 * ("亿" in quantity.unit) + bool(_WEIGHTY.search(fact.subject))
    return score + (quantity.base_unit == "%")
