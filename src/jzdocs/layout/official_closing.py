"""What closes an official document: signature, date and remark (GB/T 9704-2012, 7.3.5 and 7.3.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from jzdocs.frames import Image, Item, Mark
from jzdocs.layout.boxes import Box, nothing
from jzdocs.layout.lines import Draw, Line
from jzdocs.layout.official_frame import Frame, row, signer_name
from jzdocs.layout.seals import PlacedSeal, SignatureMeasures, sealed_signature
from jzdocs.resolve import official as official_texts
from jzdocs.resolve.official import SEAL_ALT


def signature(frame: Frame) -> Iterator[Box]:
    """Yield signature and date, with a seal or without (7.3.5.1, 7.3.5.2) or of a person with a post (7.3.5.3), and the
    remarks (附注, 7.3.7), two characters in."""
    date = official_texts.signed(frame.meta)
    if persons := official_texts.signatory(frame.official):
        boxes = list(_personal(frame, persons, date))
    elif frame.official.seal:
        boxes = list(_sealed(frame, date))
    else:
        boxes = list(_unsealed(frame, date))
    for text in official_texts.remarks(frame.official):
        style = replace(frame.body, indent=2 * frame.body.size)
        boxes += [Box(frame.grid, line.draw) for line in frame.lines(text, style, frame.width, frame.paragraph())]
    yield from (box._replace(glued=True) for box in boxes[:-1])  # a remark stays with the signature
    yield from boxes[-1:]


def _personal(frame: Frame, persons: Sequence[str], date: str) -> Iterator[Box]:
    """Yield the signatures of persons, two lines below the text: the names end four characters from the right, the
    posts begin two characters before them, all below those of the first; the date stands a line below (7.3.5.3).
    Offices that sign too stand above."""
    edge = frame.width - 4 * frame.em
    pairs = [official_texts.post_and_name(person) for person in persons]
    spread = official_texts.spread_names([name for _, name in pairs])
    tags = [frame.paragraph() for _ in pairs]
    style = replace(frame.setter.sheet.style("signer"), leading=frame.grid)
    names = [
        signer_name(frame, name, style, (tag, wide)) for (_, name), tag, wide in zip(pairs, tags, spread, strict=True)
    ]
    posts = [frame.line(post, frame.body, tag) if post else None for (post, _), tag in zip(pairs, tags, strict=True)]
    left = edge - max(line.width for line in names)
    post_left = left - 2 * frame.em - max((post.width for post in posts if post), default=0)
    offices = [frame.line(text, frame.body, frame.paragraph()) for text in official_texts.signature_names(frame.meta)]
    yield Box(2 * frame.grid, nothing, glued=True)
    for office in offices:
        yield Box(frame.grid, row([(office, edge - office.width)]), glued=True)
    for index, (post, name) in enumerate(zip(posts, names, strict=True)):
        placed = [*([(post, post_left)] if post else []), (name, left)]
        yield Box(frame.grid, row(placed), glued=bool(date) or index < len(names) - 1)
    if date:
        day = frame.line(date, frame.body, frame.paragraph())
        yield Box(frame.grid, nothing, glued=True)
        yield Box(frame.grid, row([(day, edge - day.width)]))


def _sealed(frame: Frame, date: str) -> Iterator[Box]:
    """Yield a sealed signature (7.3.5.1), with the seals that the document brings behind it."""
    names = [frame.line(name, frame.body, frame.paragraph()) for name in official_texts.signature_names(frame.meta)]
    day = frame.line(date, frame.body, frame.paragraph()) if date else None
    if not names and day is None:
        return
    seal = frame.setter.sheet.seal
    widths = [line.width for line in names]
    plan = sealed_signature(SignatureMeasures(widths, day.width if day else 0, frame.width, frame.grid, frame.em), seal)
    yield Box(plan.blank * frame.grid, nothing, glued=True)
    lines = iter(names)
    rows: list[tuple[int, list[tuple[Line, int]]]] = []
    for at, middles in plan.rows:
        rows.append((at, [(line, middle - line.width // 2) for middle, line in zip(middles, lines, strict=False)]))
    if day:
        rows.append((plan.date_line, [(day, plan.date_middle - day.width // 2)]))
    ends = [at for at, _ in rows[1:]] + [rows[-1][0] + 1 + plan.below]
    for index, ((at, parts), end) in enumerate(zip(rows, ends, strict=True)):
        draw = _stamped(frame, plan.seals, row(parts)) if index == 0 and plan.seals else row(parts)
        yield Box((end - at) * frame.grid, draw, glued=index < len(rows) - 1)


def _stamped(frame: Frame, seals: Sequence[PlacedSeal], rows: Draw) -> Draw:
    """Return a function that draws seals, then the first row of the signature: text stays legible above them."""
    tree, issuers = frame.setter.tree, frame.meta.issuer
    tags = [tree.add("Figure", alt=SEAL_ALT.format(issuer="".join(issuers[s.issuer : s.issuer + 1]))) for s in seals]

    def draw(x: int, y: int) -> Iterator[Item]:
        for seal, tag in zip(seals, tags, strict=True):
            place = (x + seal.x, y + seal.y, seal.width, seal.height)
            tree.place(tag, place)
            yield Mark(tag)
            yield Image(*place, seal.picture.key, under=True)
        yield from rows(x, y)

    return draw


def _unsealed(frame: Frame, date: str) -> Iterator[Box]:
    """Yield the rows of a signature without a seal (7.3.5.2): issuers end two characters from the right; the date
    begins two characters to the right of them, and never ends further right."""
    names = [frame.line(name, frame.body, frame.paragraph()) for name in official_texts.signature_names(frame.meta)]
    day = frame.line(date, frame.body, frame.paragraph()) if date else None
    edge = frame.width - 2 * frame.em
    start = edge - max((line.width for line in names), default=0)
    if day:
        start = min(start, edge - day.width - 2 * frame.em) if names else edge - day.width
    rows = [[(line, start)] for line in names]
    rows += [[(day, start + (2 * frame.em if names else 0))]] if day else []
    if rows:
        yield Box(frame.grid, nothing, glued=True)
    for index, parts in enumerate(rows):
        yield Box(frame.grid, row(parts), glued=index < len(rows) - 1)
