"""The zone above the text of a draft: 份号, 密级, 紧急程度, 发文机关标志, 发文字号, 签发人, 标题, 题注, 主送机关
(7.2, 7.3.1, 7.3.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from jzdocs.model.official_kinds import KINDS, document_kind, named_kind
from jzdocs.patterns import compiled
from jzdocs.source.document_kinds import names_kind
from jzdocs.source.drafts.addressees import addressees_at, is_addressees, open_addressees_at
from jzdocs.source.drafts.forms import DraftLine, Part, compact, head_parts, is_office, is_running, joint_parts
from jzdocs.source.drafts.found import Found

_MAX_LINES = 40
_MAX_TITLE_LINES = 5
_REMARK = compiled(r"[（(][\u4e00-\u9fff]{2,10}[）)]")
_CAPTION = compiled(r"[（(].{4,100}[）)]")
_OWN_HEADS = ("纪要", "命令", "公报")  # kinds that a red head names
TO_ALL = ("决议", "决定", "命令", "公报", "公告", "通告", "纪要")  # kinds that need not name addressees
_ROLES = ("number", "signer", "copy", "secrecy", "urgency", "date", "title", "to")
_PAGE = compiled(r"\S\s*(?:>|»|›|›)\s*\S|注意保存|请勿外传|^内部资料|^内部文件|^内部明电$|^内部传真$|@|https?://|www\.")
_LABELLED = compiled(r"[\u4e00-\u9fffA-Za-z/ ]{2,12}:\s*\S")
_LABEL_OF_HEAD = compiled(r"[^:]*(?:关于|标题)")
_ALONE = compiled(
    rf"{'|'.join(KINDS)}|[\u4e00-\u9fff]{{2,4}}(?:通知|通报|通告|公告|函)"
)  # a title that names no matter: 公告, 会议通知
_NAME = compiled(r"[\u4e00-\u9fff·]{2,4}")


class _Head(Struct):
    """The lines above the text: their parts by index, those of the title, of the red head, and offices above the title
    that may belong to either; `end` is the line behind the last."""

    lines: Sequence[DraftLine]
    end: int = 0
    parts: dict[int, list[Part]] = field(default_factory=dict)
    addressed: dict[int, str] = field(default_factory=dict)
    captions: dict[int, int] = field(default_factory=dict)
    title: list[int] = field(default_factory=list)
    red: list[int] = field(default_factory=list)
    above: list[int] = field(default_factory=list)

    def role(self, index: int) -> str:
        """Return what a line is: the role of its parts, "" where it is open."""
        roles = {part.role for part in self.parts.get(index, ())}
        if found := next((role for role in _ROLES if role in roles), ""):
            return found
        return "office" if roles else ""

    def open(self, index: int) -> bool:
        """Return whether a line may be one of title or red head."""
        return (
            bool(re.search(r"[^\W_]", self.lines[index].text))  # no decoration
            and not _is_beside(self.lines[index].flat)
            and index not in self.addressed
            and index not in self.captions
            and self.role(index) in ("", "office", "title")
            and not _is_bracketed(self.lines[index])
        )


def read_head(found: Found) -> list[int]:
    """Add the elements above the text to `found`, and return the lines of offices right above the title, which belong
    to the title or are the red head: what stands below tells."""
    head = _Head(found.lines)
    _read_lines(head)
    numbers = [i for i in range(head.end) if head.role(i) == "number"]
    number = numbers[0] if numbers else -1
    _find_title(head, number)
    _settle_bare_kind(head)
    _add_elements(found, head)
    return head.above


def _read_lines(head: _Head) -> None:
    """Read the lines above the text, up to the first that is running text, or to the addressees below a title."""
    index, titled = 0, False
    while index < min(len(head.lines), _MAX_LINES):
        line = head.lines[index]
        if line.fixed:
            break
        count, text = addressees_at(head.lines, index)
        if not count and titled and not _is_to_all(head, index):
            count, text = open_addressees_at(head.lines, index)
        if count:
            head.addressed |= dict.fromkeys(range(index, index + count), "")
            head.addressed[index] = text
            index += count
            if titled:
                break
            continue
        if index and titled and (closing := _wrapped_caption(head.lines, index)):
            head.captions |= dict.fromkeys(range(index, closing + 1), index)
            index = closing + 1
            continue
        parts = head_parts(line.text)
        if not parts and _is_signer(head, index):
            parts = [Part("signer", line.compact, 0)]
        if not parts and is_running(line):
            break
        if parts:
            head.parts[index] = parts
        named = names_kind(line.compact) or bool(named_kind(line.compact))
        titled = titled or (not parts and named and not _is_beside(line.flat))
        titled = titled or any(part.role == "title" for part in parts)
        index += 1
    head.end = index


def _is_to_all(head: _Head, end: int) -> bool:
    """Return whether the title above a line names a kind that is addressed to nobody (公告)."""
    kinds = [kind for i in range(end) if (kind := named_kind(head.lines[i].text))]
    return bool(kinds) and kinds[-1] in TO_ALL


def _wrapped_caption(lines: Sequence[DraftLine], index: int) -> int:
    """Return the last line of 题注 that begins on a line and goes on in the next ones; 0 where none does."""
    if not re.match(r"[（(][^（）()]*$", lines[index].text):
        return 0
    for below in range(index + 1, min(index + 3, len(lines))):
        if re.fullmatch(r"[^（）()。]*[）)]", lines[below].text):
            return below
    return 0


def _is_signer(head: _Head, index: int) -> bool:
    """Return whether a line goes on with the signers of the line above."""
    above = head.parts.get(index - 1, [])
    return bool(above and above[-1].role == "signer" and _NAME.fullmatch(head.lines[index].compact))


def _is_beside(text: str) -> bool:
    """Return whether a line is of the page or message that a draft was copied from (发布时间：…, 首页 > …), or says how
    to keep it (内部资料　注意保存)."""
    return bool(_PAGE.search(text) or (_LABELLED.match(text) and not _LABEL_OF_HEAD.match(text)))


def _is_bracketed(line: DraftLine) -> bool:
    return bool(_CAPTION.fullmatch(line.text) or _REMARK.fullmatch(line.text))


def _ends_title(line: DraftLine) -> bool:
    return bool(named_kind(line.text)) or names_kind(line.compact)


# --- title and red head


def _find_title(head: _Head, number: int) -> None:
    """Find title and red head: the title stands below the number, or above it where nothing does."""
    below = [i for i in range(number + 1, head.end) if head.open(i)]
    above = [i for i in range(max(number, 0)) if head.open(i)]
    title = _title_of(head, below)
    if number >= 0 and title:
        head.title, head.red = title, above
        return
    lines = above if number >= 0 else below
    title = _title_of(head, lines)
    own = [i for i in lines if _names_own_head(head.lines[i]) and (number >= 0 or (title and i < title[0]))]
    if (
        own
        and number >= 0
        and title
        and own[-1] in title
        and not _is_about(head, title)
        and not _is_bulletin(head, title)
    ):
        head.red = lines
        return
    if len(title) == 1 and _is_order(head, title[0]):
        head.red = lines if number >= 0 else [i for i in lines if i <= title[0]]
        return
    head.title = title
    rest = [i for i in lines if title and i < title[0]]
    marked = [i for i in rest if _is_marked(head, i) or i in own]
    if marked:
        head.red = [i for i in rest if i <= marked[-1]]
    offices = [i for i in title if head.role(i) == "office"]
    if offices and offices[0] == title[0] and len(offices) < len(title):
        head.above = [i for i in offices if all(j in offices for j in title[: title.index(i) + 1])]
    beside = [i for i in rest if head.role(i) == "office" and i not in head.red]
    head.above = [*beside, *head.above]


def _settle_bare_kind(head: _Head) -> None:
    """Let a title be the kind alone where it has a line to itself (公　告), and offices above it the red head."""
    if len(head.title) < 2 or not _ALONE.fullmatch(head.lines[head.title[-1]].compact):
        return
    offices = head.title[:-1]
    if all(head.role(i) == "office" for i in offices):
        head.title = head.title[-1:]
        head.red = [*head.red, *offices]
        head.above = [i for i in head.above if i not in offices]


def _names_own_head(line: DraftLine) -> bool:
    """Return whether a line may be a red head of its own kind: …会议纪要, …令."""
    return named_kind(line.text) in _OWN_HEADS and "关于" not in line.text


def _is_order(head: _Head, index: int) -> bool:
    """Return whether a line is the red head of an order (任免令), which needs no title of its own."""
    text = head.lines[index].compact
    return text.endswith("令") and named_kind(text) == "命令" and "关于" not in text


def _is_bulletin(head: _Head, title: Sequence[int]) -> bool:
    """Return whether a title is that of 公报, which has its number below its name: 人口普查公报（第二号）."""
    return named_kind(head.lines[title[-1]].text) == "公报"


def _is_about(head: _Head, title: Sequence[int]) -> bool:
    return any("关于" in head.lines[i].text for i in title)


def _is_marked(head: _Head, index: int) -> bool:
    """Return whether a line says by itself that it is a red head: 文件 stands at its end."""
    text = head.lines[index].compact
    return text.endswith("文件") and "关于" not in text


def _title_of(head: _Head, lines: Sequence[int]) -> list[int]:
    """Return the lines of the title among open ones: those up to the last that names a kind of document, else the line
    that has no form of its own."""
    labelled = [i for i in lines if any(part.role == "title" for part in head.parts.get(i, ()))]
    if labelled:
        return labelled
    ends = [i for i in lines if head.role(i) == "" and _ends_title(head.lines[i]) and not _is_marked(head, i)]
    if not ends:
        plain = [i for i in lines if head.role(i) == "" and not _is_marked(head, i)]
        ends = [i for i in plain if "关于" in head.lines[i].text or len(head.lines[i].compact) >= 8][:1] or plain[:1]
        if not ends:
            return []
    return _whole_title(head, lines, ends)


def _whole_title(head: _Head, lines: Sequence[int], ends: Sequence[int]) -> list[int]:
    """Return the lines of a title of which one of `ends` is the last."""
    last = ends[0]
    for following in ends[1:]:
        apart = [i for i in range(last + 1, following) if i not in lines]
        text = "".join(head.lines[i].compact for i in range(last, following))
        if (
            text.count("《") > text.count("》")
            or (not apart and not any(head.lines[i].blank_above for i in range(last + 1, following)))
            or _names_own_head(head.lines[last])
        ):
            last = following
    first = last
    while (
        first - 1 in lines
        and last - first < _MAX_TITLE_LINES
        and not _is_marked(head, first - 1)
        and not (_names_own_head(head.lines[first - 1]) and head.lines[first].blank_above)
        and _goes_on(head, first - 1)
    ):
        first -= 1
    return list(range(first, last + 1))


def _goes_on(head: _Head, upper: int) -> bool:
    """Return whether a title holds the line `upper` above its first one too: an office below which 关于 stands, or
    words that are not complete."""
    line = head.lines[upper]
    lower = head.lines[upper + 1]
    if head.role(upper) == "office":
        return not lower.blank_above or lower.compact.startswith("关于")
    if line.text.count("《") > line.text.count("》"):
        return True
    return not (_ends_title(line) and lower.blank_above)


# --- elements


def _add_elements(found: Found, head: _Head) -> None:
    """Add what the lines of the head say; what is none of the elements stays text."""
    for index in range(head.end):
        for part in head.parts.get(index, ()):
            _add_part(found, head, index, part)
    _add_red_head(found, head)
    if head.title:
        _add_title(found, head)
    found.body = head.end
    _add_byline(found, head)
    _add_addressees(found, head)
    found.kind = document_kind("", "".join(found.of("title")), "".join(found.of("number")[:1]), found.of("head"))


def _add_part(found: Found, head: _Head, index: int, part: Part) -> None:
    first = not found.of(part.role)
    match part.role:
        case "copy" | "secrecy" | "urgency" if first:
            found.add(part.role, compact(part.text), index, "sign.mark", part.start)
        case "number" if first:
            text = part.text[1:-1] if re.fullmatch(r"[（(](?:\d{4}年)?第.*[）)]", part.text) else part.text
            text = re.sub(r"(?<=[〕\]）)】﹞］])\s+(?=\d)|(?<=\d)\s+(?=号)", "", text)
            found.add("number", text, index, "sign.number_form", part.start)
        case "signer":
            found.add("signer", part.text, index, "sign.signer", part.start)
        case "to" if first and index not in head.addressed:
            found.add("to", part.text.rstrip("：:"), index, "sign.label", part.start)
        case "date" if first and index not in head.title:
            found.add("date", part.text, index, "sign.date_alone", part.start)
        case "office" if "date" in {p.role for p in head.parts[index]}:
            found.add("issuer", part.text, index, "sign.office", part.start)
        case "office" if "number" in {p.role for p in head.parts[index]} and index not in head.red:
            found.add("head", compact(part.text), index, "sign.red_head", part.start)


def _add_red_head(found: Found, head: _Head) -> None:
    for index in head.red:
        line = head.lines[index]
        parts = _marked_offices(line, head.parts.get(index, ()))
        found.file = found.file or line.compact.endswith("文件")
        if line.compact == "文件":
            found.used.add(index)
            continue
        for part in parts:
            name = compact(part.text)
            name = name[:-2] if name.endswith("文件") and len(name) > 4 else name
            found.add("head", name, index, "sign.red_head", part.start)


def _marked_offices(line: DraftLine, parts: Sequence[Part]) -> list[Part]:
    """Return the names on a line of the red head."""
    if offices := [part for part in parts if part.role == "office"]:
        return [name for office in offices for name in _placed(office)]
    end = re.search(r"\s*文\s*件\s*$", line.text)
    names = joint_parts(line.text[: end.start()]) if end else []
    return names if len(names) > 1 else [Part("office", line.text, 0)]


def _placed(office: Part) -> list[Part]:
    return [Part("office", part.text, office.start + part.start) for part in joint_parts(office.text)]


def _add_title(found: Found, head: _Head) -> None:
    texts: list[str] = []
    start = 0
    for index in head.title:
        labelled = next((p for p in head.parts.get(index, ()) if p.role == "title"), None)
        start = labelled.start if labelled and not texts else start
        texts.append(_title_text(labelled.text if labelled else head.lines[index].text))
    last = head.title[-1]
    if last + 1 < head.end and _REMARK.fullmatch(head.lines[last + 1].text) and head.role(last + 1) != "number":
        texts.append(head.lines[last + 1].text)
        found.used.add(last + 1)
        last += 1
    first = head.title[0]
    sign = "sign.title_form" if _ends_title(head.lines[head.title[-1]]) else "sign.title_place"
    found.add("title", "".join(texts), first, sign, start)
    found.used |= set(head.title)
    if last + 1 in head.captions:
        lines = [index for index in head.captions if head.captions[index] == last + 1]
        found.add("subtitle", "".join(head.lines[i].compact for i in lines), last + 1, "sign.caption")
        found.used |= set(lines)
    elif last + 1 < head.end and _CAPTION.fullmatch(head.lines[last + 1].text) and head.role(last + 1) != "number":
        found.add("subtitle", head.lines[last + 1].text, last + 1, "sign.caption")
    elif last + 1 < head.end and re.match(r"[—―─－-]{2}", head.lines[last + 1].text):
        found.add("subtitle", head.lines[last + 1].text.lstrip("—―─－- "), last + 1, "sign.dash")


def _title_text(text: str) -> str:
    """Return a line of a title without blanks, but for one between two offices."""
    parts = re.split(r"\s+", text.strip())
    if len(parts) > 1 and all(is_office(part) for part in parts[:-1]) and len(parts[-1]) > 2:
        return "\u3000".join(parts)
    return "".join(parts)


def _add_byline(found: Found, head: _Head) -> None:
    """Add offices between the title and a date that stands above the text: they issue the document."""
    first = head.title[-1] + 1 if head.title else head.end
    date = next((i for i in range(first, head.end) if head.role(i) == "date" and i not in head.addressed), -1)
    index = date - 1
    while index >= first and head.role(index) == "office" and index not in found.used and not found.of("issuer"):
        index -= 1
    for place in range(index + 1, date):
        for part in head.parts[place]:
            found.add("issuer", compact(part.text), place, "sign.office", part.start)


def _add_addressees(found: Found, head: _Head) -> None:
    """Add 主送机关; where it has no colon, it is the line of offices between title and text."""
    for index, text in head.addressed.items():
        if text and not found.of("to"):
            found.add("to", text, index, "sign.addressees")
            found.used |= {i for i in head.addressed if i >= index and not head.addressed[i]}
    after = head.title[-1] + 1 if head.title else head.end
    open_lines = [i for i in range(after, head.end) if i not in found.used and i not in head.addressed]
    if found.of("to") or len(open_lines) != 1 or open_lines[0] != head.end - 1:
        return
    if head.end < len(head.lines) and is_addressees(head.lines[open_lines[0]].text):
        found.add("to", head.lines[open_lines[0]].text, open_lines[0], "sign.addressees_place")
