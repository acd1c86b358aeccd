"""Punctuation beside Han, in the model, so that Word and PDF say the same.

Half-width marks beside Han become full-width (GB/T 15834), straight quotes become curly ones paired by context, dots
and dashes become …… and ——; a soft line break between wide characters vanishes, and so does a space between Han and
Latin (the layout sets a quarter em there). Code, addresses, uses of facts in strings (`{name}`), and marks inside
numbers (1,234.56) stay as they are.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from jzdocs.model import nodes
from jzdocs.model.rewrite import map_blocks, map_leaves, rewrite_document_runs, rewrite_meta, rewrite_strings
from jzdocs.model.walk import Inlines, Leaf, leaves
from jzdocs.patterns import compiled
from jzdocs.style.quotes import latin_quotes

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WIDE = _HAN + "\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff60“”‘’—…"
_is_han = compiled(f"[{_HAN}]").match
_is_wide = compiled(f"[{WIDE}]").match
_URL = compiled(r"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#@!$&*+,;=%]*[A-Za-z0-9/]|[\w.+-]+@[\w-]+\.[\w.]+", re.A)
_USE = compiled(r"\{[\w.-]+(?::number|:change|:增减)?\}")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_DOUBLE = compiled('[“”"]')
# feet and inches, degrees and minutes
_PRIMES = compiled(r"""\d°\s?\d+(?:\.\d+)?'(?:\s?\d+(?:\.\d+)?")?|\d'\s?\d+(?:\.\d+)?(?:"|'')""")
# what an apostrophe stands for is left out: rock 'n' roll, the '90s, 甲's
_ELISION = compiled(
    r"(?<=[A-Za-z] )'n'(?= [A-Za-z])|(?<![A-Za-z\d])'(?=\d0(?:s(?![a-z])|年代))|(?<=[^\W_])'(?=s(?![A-Za-z\d]))"
)
_CLOSERS = frozenset("”’）》")
_HOLE = "\ufffc"


def normalise_document(document: nodes.Document) -> nodes.Document:
    """Return the document with the punctuation of every printed text normalised: runs, strings and front matter."""
    document = rewrite_document_runs(document, normalise)
    blocks = map_blocks(document.blocks, lambda block: rewrite_strings(block, plain_normalised))
    return replace(document, meta=rewrite_meta(document.meta, plain_normalised), blocks=blocks)


def normalise(run: Inlines) -> Inlines:
    """Return a run with its punctuation normalised; it is looked at as a whole, across emphasis and facts."""
    text = "".join(_leaf_text(leaf) for leaf in leaves(run))
    changed = normalise_text(text) if text else None
    if changed is None:
        return run
    position = 0

    def put(leaf: Leaf) -> Leaf:
        nonlocal position
        length = len(_leaf_text(leaf))
        piece = "".join(changed[position : position + length])
        position += length
        return replace(leaf, text=piece) if isinstance(leaf, nodes.Text | nodes.FactText) else leaf

    return tuple(inline for inline in map_leaves(run, put) if not (isinstance(inline, nodes.Text) and not inline.text))


def _leaf_text(leaf: Leaf) -> str:
    """Return what is normalised of a leaf; anything but text is a hole of one character."""
    return leaf.text if isinstance(leaf, nodes.Text | nodes.FactText) else _HOLE


def plain_normalised(text: str) -> str:
    """Return a plain string (a title, a name) with its punctuation normalised."""
    changed = normalise_text(text)
    return text if changed is None else "".join(changed)


_SUSPECT = compiled(r"""[,;:?!()"'\n .\-—…·“”]""")


def normalise_text(text: str) -> list[str] | None:
    """Return what stands for each character of `text`, or None where nothing changes."""
    if not _SUSPECT.search(text):
        return None
    out = list(text)
    closed = [False] * len(text)
    for match in (*_URL.finditer(text), *_USE.finditer(text), *_PRIMES.finditer(text)):
        closed[match.start() : match.end()] = [True] * (match.end() - match.start())
    _brackets(text, out, closed)
    _quotes(text, out, closed)
    _turn(text, out, closed)
    seen = _with_latin_quotes(text, out)
    for match in _SUSPECT.finditer(text):
        index = match.start()
        if not closed[index]:
            _mark(seen, out, index)
    _dots_and_dashes(seen, out, closed)
    return out


def _with_latin_quotes(text: str, out: list[str]) -> str:
    """Return the text with straight quotes in place of those that belong to a Latin sentence: marks beside them stay
    Latin."""
    chars = list(text)
    for place in latin_quotes("".join(out)):
        chars[place] = "'"
    return "".join(chars)


def _mark(text: str, out: list[str], index: int) -> None:
    char = text[index]
    before = text[index - 1] if index else ""
    after = text[index + 1] if index + 1 < len(text) else ""
    if char in _FULL:
        if before.isdigit() and after.isdigit():
            return
        if (
            (before and _is_wide(before))
            or (after and _is_wide(after) and before not in ("", " "))
            or (before in ")%‰℃" and _beside(text, index))
        ):
            out[index] = _FULL[char]
            if after == " ":
                out[index + 1] = ""
    elif char == "." and before and (not after or after == "\n" or _is_wide(after)):
        if _is_han(before) or (out[index - 1] in _CLOSERS and _beside(text, index)):
            out[index] = "。"
    elif char in "\n ":
        _space(text, out, index, before, after)


def _beside(text: str, index: int) -> bool:
    """Return whether Han stands within the same phrase, before or after `index`."""
    near = text[max(0, index - 12) : index] + text[index + 1 : index + 4]
    return re.search(f"[{_HAN}]", near) is not None


_SENTENCE_ENDS = frozenset(".?!")  # of Latin sentences: the space after one stays before a Chinese sentence


def _space(text: str, out: list[str], index: int, before: str, after: str) -> None:
    if out[index] == "":
        return
    if not before or not after:
        if text[index] == "\n":
            out[index] = " " if before and after else ""
        return
    wide_before, wide_after = bool(_is_wide(before)), bool(_is_wide(after))
    newline = text[index] == "\n"
    if (newline and (wide_before or wide_after)) or (
        not newline
        and wide_before != wide_after
        and (before + after).strip() == before + after
        and not (before in _SENTENCE_ENDS and _is_han(after))
        and _HOLE not in (before, after)
    ):
        out[index] = ""
    elif newline:
        out[index] = " "


# what may be called with arguments: one letter, a name in small letters or one of several words; a word or an
# abbreviation before brackets is a phrase of the sentence, which the brackets explain
_CALLED = compiled(
    r"(?<![A-Za-z0-9_.])(?:[A-Za-z]|[a-z][a-z0-9]+|[A-Za-z]\w*[_.]\w+|[A-Za-z]+[a-z][A-Z]\w*|[A-Z]{4,})$|(?<=\d)dB$",
    re.A,
)
_NUMBERS_ONLY = compiled(r"\d{1,3}(?:, ?\d{1,3})*$")
_OPERATORS = frozenset("/=+-−×÷·^<>≤≥≈＝＋－＜＞∑Σ√")
_JOINED = compiled(r"[A-Za-z0-9\u2070-\u209f²³¹/=+−×÷^·＝＋－]")


def _is_expression(text: str, start: int, end: int) -> bool:
    """Return whether the brackets at `start` and `end` belong to an expression, not to the sentence around it: they
    stay half-width beside Han too. An expression is a call (main(), VARCHAR(32)), or part of a formula or unit
    (W/(m²·K), dB(A), Ca(OH)₂)."""
    before, after, inner = text[max(0, start - 48) : start], text[end + 1 : end + 2], text[start + 1 : end]
    if before[-1:] in _OPERATORS or (after != "" and after in _OPERATORS):
        return before != ""
    called = _CALLED.search(before)
    if called and (called[0].isupper() and len(called[0]) > 2 and not _NUMBERS_ONLY.match(inner)):
        called = None
    glued = before[-1:].isalnum() and not _is_wide(before[-1:])
    return called is not None or (glued and after != "" and _JOINED.match(after) is not None)


def _brackets(text: str, out: list[str], closed: list[bool]) -> None:
    stack: list[int] = []
    for match in re.finditer(r"[()]", text):
        index = match.start()
        if closed[index]:
            continue
        if match[0] == "(":
            stack.append(index)
        elif stack:
            start = stack.pop()
            inner = text[start + 1 : index]
            outside = text[start - 1 : start] + text[index + 1 : index + 2]
            if re.search(f"[{_HAN}]", inner) or (
                re.search(f"[{WIDE}]", outside) and not _is_expression(text, start, index)
            ):
                out[start], out[index] = "（", "）"


def _quotes(text: str, out: list[str], closed: list[bool]) -> None:
    if '"' not in text and "'" not in text:
        return
    for match in _ELISION.finditer(text):
        if not any(closed[match.start() : match.end()]):
            out[match.start() : match.end()] = match[0].replace("'", "’")
    for char, pair in (('"', "“”"), ("'", "‘’")):
        inside = False
        left = sum(1 for index, quote in enumerate(text) if quote == char == out[index] and not closed[index])
        for index, quote in enumerate(text):
            if quote != char or closed[index] or out[index] != char:
                continue
            before = text[index - 1 : index]
            after = text[index + 1 : index + 2]
            left -= 1
            if char == '"' and not inside and left % 2 == 0 and before.isdigit():
                continue  # inches: there is none that would close it
            if char == "'" and before.isascii() and before.isalnum():
                if not inside or after.isalnum():
                    out[index] = "’" if after.isalpha() else char
                    continue
            out[index] = pair[inside]
            inside = not inside


def _turn(text: str, out: list[str], closed: list[bool]) -> None:
    """Turn curly quotes that do not pair (”…“, or “…“): they open and close by turns. An odd number of them is left to
    the author."""
    places = [m.start() for m in _DOUBLE.finditer(text) if out[m.start()] in ("“", "”") and not closed[m.start()]]
    depth, sound = 0, True
    for place in places:
        depth += 1 if out[place] == "“" else -1
        sound = sound and depth >= 0
    if (sound and depth == 0) or len(places) % 2:
        return
    for number, place in enumerate(places):
        out[place] = "“”"[number % 2]


# what a single dash may stand between: the ends of names, numbers and units, brackets, and two quoted names
_JOINABLE = compiled(r"(?:[^\W_]|[）》〕)\]%‰℃°′″'])(?:[^\W_]|[（《〔(\[¥$+\-−'])|[”’][“‘]")
_TWELVE_DOTS = {"…": 4, ".": 12}


def _dots_and_dashes(text: str, out: list[str], closed: list[bool]) -> None:
    for match in re.finditer(r"\.{3,}|。{2,}|…+|-{2,}|—+", text):
        start, end = match.span()
        if closed[start]:
            continue
        beside = text[start - 1 : start] + text[end : end + 1]
        if not re.search(f"[{WIDE}]", beside):
            continue
        new = "——" if match[0][0] in "-—" else "……"
        if match[0][0] in _TWELVE_DOTS and end - start >= _TWELVE_DOTS[match[0][0]]:
            new = "…………"  # a whole passage is left out (GB/T 15834, 4.11.3.3)
        if match[0] == "—" and len(beside) == 2 and _JOINABLE.fullmatch(beside):
            continue  # 北京—上海, 5%—8%, “甲”—“乙”: a dash that joins (GB/T 15834, 4.13)
        out[start] = new
        out[start + 1 : end] = [""] * (end - start - 1)
