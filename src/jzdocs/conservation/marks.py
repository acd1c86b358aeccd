"""What of a Markdown source is a mark and not text: an account of the dialect beside the reader's, so that one does not
share the other's mistakes.

Lines keep their numbers. Of a line with blocks of YAML only text with Chinese characters is left, since the rest are
names of figures and options.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from jzdocs.patterns import compiled

_FENCE = compiled(r"^(?P<indent>[ >]*)(?P<fence>`{3,}|~{3,})[ ]*(?P<info>[^\n]*)$")
_YAML = compiled(
    r"(?:chart|table|keyfigures|contents|figures|sources|cover|title|pagebreak|attachment|redhead|colophon|addressees"
    r"|attachments|attendance|signature|图表|表格)\b"
)
_NOT_PRINTED = compiled(
    r"^[\s{\[-]*(?:kind|alt|from|values|names|only|figure|axis|sort|width|widths|align|emphasis|depth|collect|cards|groups"
    r"|columns|panels|rows|head|landscape|imprint|form|id|label|bars|heat|sort|grid|classes|today|compute)\s*:.*$"
)
_TAG = compiled(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]{0,500})?/?>")
_USE = compiled(r"\{[^{}\n]*\}")
_PICTURE = compiled(r"!\[[^\]\n]*\]\([^()\s]*")  # in a cell: its address, and what it shows
# a number that is computed from data: 同比(output.产值, 2025年10月)
_COMPUTED = compiled(
    r"(?:同比|环比|占比|累计|排名|最新|yoy|pop|share|cumulative|rank|latest)\s*[（(]\s*\w+\.[^()（）\n]*[)）]"
)
_HAN_WORDS = compiled(r"[^\s:：,，{}\[\]\"'|]*[\u3400-\u9fff][^\s:：,，{}\[\]\"'|]*")

# in the order in which they are taken out; line ends stay
_INLINE = (
    compiled(r"<!--.*?-->", re.S),  # comments
    compiled(r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S+.*$", re.M),  # definitions of links
    compiled(r"^[ \t>]*\[\^[^\]\n]+\]:", re.M),  # labels of notes
    compiled(r"\[\^[^\]\n]+\]"),
    compiled(r"!\[[^\]\n]*(?=\]\()"),  # what a picture shows, for those who cannot see it
    # addresses of links and pictures; Chinese words in their place may be text
    compiled(r"(?<=\])\((?:<[^<>\n]*>|(?=[^\s]*?[/.#:@%]|[!-~]*[\s)])[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)"),
    compiled(r"(?<=\])\[[^\]\n]*\]"),
    compiled(r"(?<=\])\{ruby=[^{}\n]*\}"),
    compiled(r"\{[ ]*(?:[#.=-][^{}\n\"“]*)?\}"),  # attributes
    # those of pictures; their notes are printed
    compiled(r"(?<=\))\{:?[ ]*(?:(?:#|\.|width=)[^\s{}]*[ ]*)*(?=[^{}\n]*\})"),
    compiled(r"(?<=[\s{)])(?:#[\w:.-]+|width=[^\s{}]+|(?:note|source)=)(?=[^{}\n]*\})"),
    compiled(r"@(?:fig|tbl|sec|eq|fact):(?:\{[^{}\n]*\}|[A-Za-z0-9_.-]+(?<![.]))"),
    _TAG,
    # marks of other dialects that are understood: blocks of ::: and !!!, [!NOTE], tasks, [toc], page breaks, captions
    compiled(r"^[ \t>]*(?::{3,}|!!!|\?\?\?\+?)[ \t]*[A-Za-z-]+(?![^\s\"'])", re.M),
    compiled(r"^[ \t>]*\[![A-Za-z]+\]", re.M),
    compiled(r"(?<=[-*+.)])[ \t]+\[[ xX]\](?=[ \t])"),
    compiled(r"^[ \t>]*(?:@?\[{1,2}_?toc_?\]{1,2}|\{:[ ]*toc[ ]*\}|\$\{toc\})(?:\([^()\n]*\))?[ \t]*$", re.M | re.I),
    compiled(r"^[ \t>]*\\(?:newpage|pagebreak|clearpage|cleardoublepage|tableofcontents)(?:\{\})?[ \t]*$", re.M),
    compiled(r"^[ \t>]*\{\{<[ ]*pagebreak[ ]*>\}\}[ \t]*$", re.M),
    compiled(r"^[ \t>]*Table:(?=[ \t])", re.M | re.I),
    compiled(r"(?:@(?:fig|tbl|sec)-|\\@ref\()[A-Za-z0-9_:.-]+\)?"),
    compiled(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"),  # entities
    compiled(r"^[ \t>]*(?:\d{1,9}[.)])(?=[ \t])", re.M),  # numbers of lists
)


def without_marks(text: str) -> list[str]:
    """Return the lines of a Markdown source with what a reader of the documents should find there."""
    lines = text.split("\n")
    out = [""] * len(lines)
    prose: list[int] = []
    for number, kind in _kinds(lines):
        if kind == "prose":
            prose.append(number)
        else:
            out[number] = _yaml_text(lines[number]) if kind == "yaml" else lines[number]
    visible = "\n".join(lines[number] for number in prose)
    for pattern in _INLINE:
        visible = pattern.sub(_blank, visible)
    for number, line in zip(prose, visible.split("\n") if prose else (), strict=True):
        out[number] = line
    return out


def _kinds(lines: Sequence[str]) -> Iterator[tuple[int, Literal["prose", "yaml", "code"]]]:
    """Yield the lines behind the front matter that may hold text, by number (from 0), each with its kind."""
    index = _front_matter(lines)
    columns: set[int] = set()  # the lines that close columns: inside is Markdown, with fences of its own
    while index < len(lines):
        match = None if index in columns else _FENCE.match(lines[index])
        if match is None:
            if index not in columns:
                yield index, "prose"
            index += 1
            continue
        end = _end_of_fence(lines, index, match["fence"])
        if match["info"].startswith("columns"):
            columns.add(end)
            index += 1
            continue
        kind: Literal["yaml", "code"] = "yaml" if _YAML.match(match["info"]) else "code"
        yield from ((number, kind) for number in range(index + 1, end))
        index = end + 1


def _front_matter(lines: Sequence[str]) -> int:
    """Return the number of the first line behind the front matter."""
    if not lines or lines[0].strip() != "---":
        return 0
    return next((i + 1 for i, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), 0)


def _end_of_fence(lines: Sequence[str], start: int, fence: str) -> int:
    """Return the number of the line that closes a fence, or of the line behind the text."""
    closing = re.compile(rf"[ >]*{fence[0]}{{{len(fence)},}}[ ]*")
    return next((i for i in range(start + 1, len(lines)) if closing.fullmatch(lines[i])), len(lines))


def _yaml_text(line: str) -> str:
    """Return the Chinese words of a line of YAML that are printed: no option, no name of a figure."""
    if _NOT_PRINTED.match(line):
        return ""
    bare = _USE.sub(" ", _TAG.sub("", _PICTURE.sub("", _COMPUTED.sub(" ", line))))
    return " ".join(word for word in _HAN_WORDS.findall(bare) if "." not in word)


def _blank(match: re.Match[str]) -> str:
    """Return the line ends of what is taken out."""
    return "\n" * match[0].count("\n")
