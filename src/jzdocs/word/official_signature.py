"""The signature of an official document in Word, with seals (GB/T 9704-2012, 7.3.5 to 7.3.7)."""

from __future__ import annotations

from collections.abc import Sequence

from jzdocs.layout.seals import PlacedSeal, SignatureMeasures, sealed_signature
from jzdocs.resolve import front_pieces, official as official_texts
from jzdocs.resolve.front_pieces import Pieces, put_in, text_of
from jzdocs.units import EMU_PER_TWIP, Size, to_twips
from jzdocs.word import ooxml
from jzdocs.word.official_document import OfficialDocument, spread_runs
from jzdocs.word.ooxml import Element
from jzdocs.word.spacing import keep_with_next
from jzdocs.word.vml import SEAL_NAME, anchored_picture


def signature(document: OfficialDocument) -> list[Element]:
    """Return names and date of the signature with the remarks below (7.3.5, 7.3.7)."""
    date, names = front_pieces.date_signed(document.meta), front_pieces.signature_names(document.meta)
    if persons := front_pieces.signatory(document.official):
        out = _personal(document, names, persons, date)
    elif document.official.seal:
        out = _sealed(document, names, date)
    else:
        out = _unsealed(document, names, date)
    remarks = _remarks(document)
    for paragraph in [*out, *remarks][:-1]:
        keep_with_next(paragraph)  # a remark stays with the signature
    return [*out, *remarks]


def _unsealed(document: OfficialDocument, names: Pieces, date: Pieces) -> list[Element]:
    """Return a signature without a seal (7.3.5.2): the longest name ends two ems from the right; the date begins two
    ems right of them, or ends where they do, which then begin two ems left of it."""
    edge, day = document.measure - 2 * document.em, document.natural(text_of(date))
    start = edge - max((document.natural(name.text) for name in names), default=0)
    late = bool(names and date) and edge - day - 2 * document.em < start
    start = edge - day - 2 * document.em if late else start
    rows: list[tuple[Pieces, Element]] = [((name,), _from_left(start)) for name in names]
    if date:
        ended = late or not names
        rows.append((date, _to_right(2 * document.em) if ended else _from_left(start + 2 * document.em)))
    return [
        _line(document, pieces, place, before=int(index == 0), keep=index < len(rows) - 1)
        for index, (pieces, place) in enumerate(rows)
    ]


def _personal(document: OfficialDocument, names: Pieces, persons: Pieces, date: Pieces) -> list[Element]:
    """Return the signatures of persons (7.3.5.3): the names end four ems from the right, the posts begin two ems before
    them, all below those of the first, the date a line below."""
    right = 4 * document.em
    out = [
        _line(document, (name,), _to_right(right), before=2 if index == 0 else 0, keep=True)
        for index, name in enumerate(names)
    ]
    pairs = [official_texts.post_and_name(piece.text) for piece in persons]
    spread = official_texts.spread_names([name for _, name in pairs])
    widths = [document.natural(name) + wide * document.em for (_, name), wide in zip(pairs, spread, strict=True)]
    column = max((document.natural(post) for post, _ in pairs if post), default=0)
    for index, piece in enumerate(persons):
        post = pairs[index][0]
        gap = 2 * document.em + column - document.natural(post)
        runs = _person_runs(document, piece.text, gap, wide=spread[index])
        left = document.measure - right - max(widths) - (2 * document.em + column if post else 0)
        place = _from_left(left) if len(persons) > 1 else _to_right(right)
        keep = bool(date) or index < len(persons) - 1
        before = 2 if index == 0 and not names else 0
        out.append(_line(document, (piece,), place, before=before, keep=keep, runs=runs))
    if date:
        out.append(_line(document, date, _to_right(right), before=1))
    return out


def _person_runs(document: OfficialDocument, person: str, gap: int, *, wide: bool) -> list[Element]:
    """Return the runs of a post and a name with a `gap` (twips) between them; two characters of a name that are as wide
    as three have an em between them."""
    post, name = official_texts.post_and_name(person)
    between = person.removeprefix(post).removesuffix(name)
    parted = ooxml.run_properties()
    parted.append(ooxml.w("spacing", val=gap - document.natural("国" + between + "国") + 2 * document.em))
    signer = ooxml.run_properties(style="SignerChar")
    front = [ooxml.run(post), ooxml.run(between, parted)] if post else []
    return [*front, *(spread_runs(document, name) if wide else [ooxml.run(name, signer)])]


def _line(
    document: OfficialDocument,
    pieces: Pieces,
    place: Element,
    *,
    before: int = 0,
    keep: bool = False,
    runs: Sequence[Element] | None = None,
) -> Element:
    """Return a line of a signature, `before` lines below what stands above it."""
    bound = [ooxml.w("keepNext")] if keep else []
    spacing = ooxml.w("spacing", before=before * document.line, after=0)
    aligned = [ooxml.w("jc", val="right")] if place.get(ooxml.w_name("right")) else [ooxml.w("jc", val="left")]
    return document.paragraph("OfficialText", pieces, [*bound, spacing, place, *aligned], runs)


def _from_left(left: int) -> Element:
    """Return the indent of a line that begins at a place."""
    return ooxml.w("ind", left=max(0, left), firstLine=0)


def _to_right(right: int) -> Element:
    """Return the indent of a line that ends so far from the right edge."""
    return ooxml.w("ind", right=right, firstLine=0)


def _sealed(document: OfficialDocument, names: Pieces, date: Pieces) -> list[Element]:
    """Return a sealed signature: rows of names, each centred at its place, and the date below, in the last paragraph of
    which the seals are anchored; it has no spacing before it, which programs count differently (7.3.5.1)."""
    twip, sheet = EMU_PER_TWIP, document.sheet
    widths = [document.natural(name.text) * twip for name in names]
    day = document.natural(text_of(date)) * twip if date else 0
    measures = SignatureMeasures(widths, day, sheet.page.measure, sheet.body.leading, document.frame.em)
    plan = sealed_signature(measures, sheet.seal)
    rows = list(plan.rows) + ([(plan.date_line, ())] if date else [])
    pieces = iter(names)
    out = []
    for index, (at, middles) in enumerate(rows):
        gap = plan.blank if index == 0 else at - rows[index - 1][0] - 1
        below = plan.below if index == len(rows) - 1 else 0
        spacing = [ooxml.w("spacing", before=gap * document.line, after=below * document.line)] if gap or below else []
        keep = [ooxml.w("keepNext")] if index < len(rows) - 1 else []
        row = tuple(next(pieces) for _ in middles)
        stops, place = _sealed_place(document, middles, widths, sheet.page.measure - plan.date_middle - day // 2)
        row = (put_in("\t"), *front_pieces.joined(row, "\t")) if stops else row or date
        out.append(document.paragraph("OfficialText", row, [*keep, *stops, *spacing, *place]))
    if out and plan.seals:
        _put_seals(document, out[-1], plan.seals, rows[-1][0])
    return out


def _sealed_place(
    document: OfficialDocument, middles: Sequence[int], widths: Sequence[int], from_right: int
) -> tuple[list[Element], list[Element]]:
    """Return the tab stops and the indent of a row of a sealed signature: several names are centred at stops, a single
    one begins at its place, the date (no name) ends `from_right`."""
    if len(middles) > 1:
        return [ooxml.tab_stops(*(("center", to_twips(middle), None) for middle in middles))], [_from_left(0)]
    if middles:
        return [], [_from_left(to_twips(middles[0] - widths[0] // 2))]
    return [], [_to_right(to_twips(from_right)), ooxml.w("jc", val="right")]


def _put_seals(document: OfficialDocument, paragraph: Element, seals: Sequence[PlacedSeal], line: int) -> None:
    """Anchor seals behind the text of the last paragraph of a signature, which stands on `line` of it."""
    for seal in seals:
        alt = official_texts.SEAL_ALT.format(issuer="".join(document.meta.issuer[seal.issuer : seal.issuer + 1]))
        relationship, number = document.pictures(seal.picture)
        drawing = ooxml.Drawing(number, Size(seal.width, seal.height), alt, SEAL_NAME)
        y = seal.y - line * document.sheet.body.leading
        paragraph.append(anchored_picture(relationship, drawing, seal.x, y, from_="paragraph", behind=True))


def _remarks(document: OfficialDocument) -> list[Element]:
    """Return 附注, two ems in (7.3.7)."""
    indent = 2 * document.em
    return [
        document.paragraph("OfficialText", remark, [ooxml.w("ind", left=0, firstLine=indent)])
        for remark in front_pieces.remarks(document.official)
    ]
