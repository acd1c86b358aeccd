"""A structure (from plain text or Word) → Markdown source: headings, marked facts, proposed charts and key figures.

`build` goes on with it at once; `import` writes it to a file. Every line remembers the line it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from jzdocs.facts.number import Number
from jzdocs.facts.quantities import Quantity
from jzdocs.facts.recognition import numbers_in
from jzdocs.facts.subjects import subject_of
from jzdocs.source.notes import MARK, marks
from jzdocs.source.pieces import Piece
from jzdocs.source.source_map import Origin, SourceText

CARDS_A_PART = 4
_SPECIAL = re.compile(r"([\\`*_\[\]<>|&@~])")
_LINE_START = re.compile(r"^(\s*)([#>+\-=]|\d+[.)])")
_NO_CARD_UNITS = {"年", "月", "日", "天", "届", "批", "次", "县", "级", "期", ""}
_DIGITS = re.compile(r"[0-9０-９]")
_NAMES = re.compile(r"(?!惠及|其中|比|较|同比|增长|下降)[^\d“”()（）]{2,13}[^\d“”()（）等]")
_WEIGHTY = re.compile(r"累计|总|共|达|新增|全部|新建|完成|改造|惠及")


class Marked(Struct, frozen=True):
    """A figure that got a name, and the words that name what it measures."""

    id: str
    figure: Number
    subject: str

    @property
    def quantity(self) -> Quantity:
        """Its number and unit."""
        return self.figure.quantity


Pair = tuple[Marked, Marked]


class _Part(Struct):
    """What was found since the last part began: where its strip of key figures goes, and what may stand in it."""

    strip_at: int
    line: int
    title: str
    facts: list[Marked] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)


class Emitter(Struct):
    """Writes Markdown lines for pieces of the file `shown`."""

    shown: str
    propose: bool = True
    lines: list[str] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    count: int = 0
    charts: int = 0
    part: _Part = field(default_factory=lambda: _Part(0, 1, ""))
    pending: list[Pair] = field(default_factory=list)
    notes: frozenset[int] = frozenset()

    def emit(self, pieces: Sequence[Piece]) -> SourceText:
        """Markdown with front matter for `pieces`."""
        self._front(pieces)
        self.notes = frozenset(piece.level for piece in pieces if piece.role == "note")
        self.part = _Part(len(self.lines), 1, "")
        lead: Piece | None = None
        for piece in pieces:
            if piece.role == "lead":
                lead = piece
            elif piece.role == "text":
                self._text(piece, lead)
                lead = None
            elif piece.role in ("part", "heading"):
                self._heading(piece)
            elif piece.role == "bullet":
                self._put("- " + self._mark(piece), piece.line, piece.column)
            elif piece.role == "table":
                self._table(piece)
            elif piece.role == "note":
                self._put(f"[^{piece.level}]: {self._mark(piece)}\n", piece.line, piece.column)
        self._charts()
        self._strip()
        return SourceText("\n".join(self.lines), tuple(self.origins))

    def _put(self, text: str, line: int, column: int = 1) -> None:
        for part in text.split("\n"):
            self.lines.append(part)
            self.origins.append(Origin(self.shown, line, 1 - column))

    def _front(self, pieces: Sequence[Piece]) -> None:
        title = next((p for p in pieces if p.role == "title"), None)
        subtitle = next((p for p in pieces if p.role == "subtitle"), None)
        self._put("---", 1)
        if title:
            self._put(f"title: {_quoted(title.text)}", title.line)
        if subtitle:
            self._put(f"subtitle: {_quoted(subtitle.text)}", subtitle.line)
        issuers = [p for p in pieces if p.role == "issuer"]
        if issuers:
            self._put(f"issuer: [{', '.join(_quoted(p.text) for p in issuers)}]", issuers[0].line)
        for role in ("number", "date"):
            if found := next((p for p in pieces if p.role == role), None):
                self._put(f"{role}: {_quoted(found.text)}", found.line)
        self._put("---\n", 1)

    def _heading(self, piece: Piece) -> None:
        self._charts()
        if piece.level == 1:
            self._strip()
            self._put(f"{'#' * piece.level} {_escape(piece.text)}\n", piece.line)
            self.part = _Part(len(self.lines), piece.line, piece.text)
        else:
            self._put(f"{'#' * piece.level} {_escape(piece.text)}\n", piece.line)

    def _text(self, piece: Piece, lead: Piece | None) -> None:
        head = f"**{_escape(lead.text)}**" if lead else ""
        start = lead.column if lead else piece.column
        self._put(head + self._mark(piece, fresh=not lead) + "\n", piece.line, start)
        if self.part.strip_at == len(self.lines) - 2 and not self.part.facts:
            self.part.strip_at = len(self.lines)  # the strip follows the introduction

    def _mark(self, piece: Piece, *, fresh: bool = True) -> str:
        """The piece's text as Markdown, with every quantity marked as a fact."""
        text = piece.text
        named: dict[int, Marked] = {}
        ends: dict[int, list[Marked]] = {}
        for figure in numbers_in(text):
            if (
                figure.quantity.kind != "level"
                or figure.kind in ("date", "ordinal", "label")
                or not _DIGITS.search(figure.quantity.text)
            ):
                continue
            self.count += 1
            marked = named[figure.quantity.start] = Marked(f"f{self.count}", figure, _called(text, figure))
            if figure.group and figure.kind in ("from", "to"):
                ends.setdefault(figure.group, []).append(marked)
        self.part.facts.extend(named.values())
        self.pending += [
            (pair[0], pair[1]) for pair in ends.values() if [m.figure.kind for m in pair] == ["from", "to"]
        ]
        out: list[str] = []
        position = 0
        for start, marked in named.items():
            out.append(self._escaped(text[position:start], fresh=fresh and not out))
            out.append(f"[{_escape(marked.quantity.text, fresh=False)}]{{#{marked.id}}}")
            position = marked.quantity.end
        out.append(self._escaped(text[position:], fresh=fresh and not out))
        return "".join(out)

    def _escaped(self, text: str, *, fresh: bool) -> str:
        """Text escaped, with the marks of notes as Markdown's."""
        out, position = [], 0
        for match in MARK.finditer(text) if self.notes else ():
            if (number := marks(match[0])[0]) in self.notes:
                out += [_escape(text[position : match.start()], fresh=fresh and not position), f"[^{number}]"]
                position = match.end()
        return "".join(out) + _escape(text[position:], fresh=fresh and not position)

    def _table(self, piece: Piece) -> None:
        if piece.text or piece.unit:
            self._captioned(piece)
            return
        rows = [[_escape(c, fresh=False).replace("\n", " ") for c in row] for row in piece.rows]
        width = max(len(r) for r in rows)
        for number, row in enumerate(rows):
            self._put("| " + " | ".join([*row, *[""] * (width - len(row))]) + " |", piece.line + number)
            if number == 0:
                self._put("|" + " --- |" * width, piece.line)
        self._put("", piece.line)

    def _captioned(self, piece: Piece) -> None:
        """A table with a caption or unit."""
        head, *body = [f"[{', '.join(_quoted(cell) for cell in row)}]" for row in piece.rows]
        text = [
            "```table",
            *(f"{name}: {_quoted(said)}" for name, said in (("title", piece.text), ("unit", piece.unit)) if said),
        ]
        align = ", ".join(["left", *["decimal"] * (len(piece.rows[0]) - 1)])
        text += [f"columns: {head}", f"align: [{align}]", "rows:", *[f"  - {row}" for row in body], "```", ""]
        for number, line in enumerate(text):
            self._put(line, piece.line + max(0, number - text.index("rows:")))

    # --- proposals

    def _charts(self) -> None:
        """Charts for the pairs since the last heading: one for each unit."""
        if not self.propose:
            self.pending.clear()
        units = dict.fromkeys(p[1].quantity.unit for p in self.pending)
        for unit in units:
            group = [p for p in self.pending if p[1].quantity.unit == unit]
            self.part.pairs.extend(group)
            self._chart(unit, group)
        self.pending.clear()

    def _chart(self, unit: str, pairs: Sequence[Pair]) -> None:
        self.charts += 1
        line = next(o.line for o in reversed(self.origins) if o.line > 1)
        title = "、".join(_subject(pair) for pair in pairs)
        kind = "dumbbell" if unit in ("%", "％", "‰") else "change"
        sizes = [float(q.quantity.amount) for pair in pairs for q in pair[:2]]
        panels = kind == "change" and len(pairs) > 1 and max(sizes) > 5 * max(min(sizes), 1e-9)
        text = [
            f"```chart #fig:change{self.charts}",
            f"kind: {kind}",
            f"title: {_quoted(title)}",
            f"unit: {_quoted(unit)}",
        ]
        text.append("series: [期初, 期末]")
        if panels:
            text.append("panels:")
            for pair in pairs:
                subject = _quoted(_subject(pair))
                text += [
                    f"  - title: {subject}",
                    f"    unit: {_quoted(unit)}",
                    "    rows:",
                    f"      {subject}: [{pair[0].id}, {pair[1].id}]",
                ]
        else:
            text.append("rows:")
            text += [f"  {_quoted(_subject(pair))}: [{pair[0].id}, {pair[1].id}]" for pair in pairs]
        text.append("note: 起止年份以原文为准，原文未列者不补。")
        alt = "；".join(
            f"{_subject(p)}由{p[0].quantity.text}{'降' if _falls(p) else '升'}至{p[1].quantity.text}" for p in pairs
        )
        text += [f"alt: {_quoted(alt + '。')}", "```", ""]
        self._put("\n".join(text), line)

    def _strip(self) -> None:
        """Key figures of the part that ends here, put under its introduction."""
        cards = list(propose_cards(self.part.facts, [b.id for _, b in self.part.pairs])) if self.propose else []
        if not cards:
            return
        before = {pair[1].id: pair for pair in self.part.pairs}
        text = ["```keyfigures", f"title: {_quoted(self.part.title)}", "cards:"]
        for card in cards:
            text += [f"  - figure: {card.id}", f"    label: {_quoted(card.subject)}"]
            if card.id in before:
                pair = before[card.id]
                text[-1] = f"    label: {_quoted(_subject(pair))}"
                text.append(
                    f"    context: {_quoted(f'由{pair[0].quantity.text}' + ('下降' if _falls(pair) else '提升'))}"
                )
        text += ["```", ""]
        at = self.part.strip_at
        self.lines[at:at] = text
        self.origins[at:at] = [Origin(self.shown, self.part.line)] * len(text)


def _called(text: str, figure: Number) -> str:
    """What a figure measures: the words right before it where they say it, else what the grammar found."""
    before = subject_of(text, figure.quantity.start)
    return before if _NAMES.fullmatch(before) and figure.kind not in ("from", "to") else figure.subject or before


def _subject(pair: Pair) -> str:
    return pair[1].subject or pair[0].subject


def _falls(pair: Pair) -> bool:
    return pair[1].quantity.amount < pair[0].quantity.amount


def propose_cards(facts: Iterable[Marked], pair_ends: Sequence[str]) -> list[Marked]:
    """The facts that deserve to stand out, at most `CARDS_A_PART`, in the order of the text."""
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
    quantity = fact.quantity
    if pair_end:
        return 10
    rate = fact.figure.kind in ("increase", "decrease") and quantity.base_unit in ("%", "％", "‰", "个百分点")
    if rate or fact.figure.kind == "rank" or quantity.base_unit in _NO_CARD_UNITS or not _NAMES.fullmatch(fact.subject):
        return 0
    score = 1 + 2 * (quantity.amount >= 10_000) + 2 * ("亿" in quantity.unit) + bool(_WEIGHTY.search(fact.subject))
    return score + (quantity.base_unit == "%")


def _quoted(text: str) -> str:
    """A YAML scalar in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("{", "｛") + '"'


def _escape(text: str, *, fresh: bool = True) -> str:
    """Text with everything escaped that Markdown would read; `fresh`: it begins a line."""
    escaped = _SPECIAL.sub(r"\\\1", text)
    if fresh:
        escaped = _LINE_START.sub(
            lambda m: m[1] + (m[2][:-1] + "\\" + m[2][-1] if m[2][0].isdigit() else "\\" + m[2]), escaped
        )
    return escaped
