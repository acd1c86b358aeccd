"""The elements of a draft → pieces in the order of the standard, with what the front matter says of them besides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from jzdocs.errors import Location, Report
from jzdocs.messages.message import message
from jzdocs.model.official_kinds import KINDS
from jzdocs.source.dates import han_date, iso_date
from jzdocs.source.drafts.endings import OLD
from jzdocs.source.drafts.forms import ATTENDANCE_ALONE, compact
from jzdocs.source.drafts.found import Attachment, Element, Found
from jzdocs.source.pieces import Piece, Role

# what other templates do not print as an element: there the line stands in the text
UNPRINTED_ELSEWHERE: tuple[Role, ...] = (
    "head",
    "copy",
    "secrecy",
    "urgency",
    "signer",
    "signatory",
    "chair",
    "present",
    "absent",
    "observers",
    "recorder",
    "report_to",
    "cc",
    "distribution",
    "printed_by",
    "printed_on",
    "print_run",
)
_ABOVE: tuple[Role, ...] = (
    *("head", "number", "copy", "secrecy", "urgency", "signer"),
    *("title", "subtitle", "issuer", "date", "signatory", "to"),
)
_ATTENDED: tuple[Role, ...] = ("chair", "present", "absent", "observers", "recorder")
_BELOW: tuple[Role, ...] = ("report_to", "cc", "distribution", "printed_by", "printed_on", "print_run")
_OWN_LABELS = {"抄送", "抄报", "分送", "印发", "签发人", "附件", "主送", "出席", "请假", "列席", "主持", "记录"}
_HEAD_ENDS = {"命令": "令", "函": ""}


def above_text(found: Found) -> list[Piece]:
    """Return the pieces of the front matter that stand above the text."""
    return [*_front(found), *_pieces(found, _ABOVE)]


def below_text(found: Found) -> list[Piece]:
    """Return the pieces between the text and the signature: 附件说明, who attended minutes, the signature, 附注."""
    pieces = [*_pieces(found, ("attachment",)), *_pieces(found, _ATTENDED)]
    if found.signed >= 0:
        line = found.lines[found.signed].line
        pieces.append(Piece("signed", line.text, line.number, column=line.column, sign=message("sign.signature")))
    return [*pieces, *_pieces(found, ("remark", "seal"))]


def copies(found: Found) -> list[Piece]:
    """Return the pieces of the record of copies."""
    return list(_pieces(found, _BELOW))


def appendix(found: Found, attachment: Attachment) -> Piece:
    """Return the piece that begins an attachment."""
    line = found.lines[attachment.at].line
    number = int(attachment.number or 0)
    sign = message("sign.attachment_label" if attachment.labelled else "sign.promulgated")
    return Piece(
        "appendix", attachment.title, line.number, number, line.column, sign=sign, unnumbered=not attachment.labelled
    )


def _pieces(found: Found, roles: Sequence[Role]) -> Iterator[Piece]:
    seen: set[int] = set()
    for role in roles:
        for element in found.elements:
            if element.role == role:
                yield _piece(found, element, first=element.at not in seen)
                seen.add(element.at)


def _piece(found: Found, element: Element, *, first: bool) -> Piece:
    """Return the piece of an element; the `first` of its line holds the line as it was written (`caption`)."""
    line = found.lines[element.at].line
    text = element.text
    if element.role in ("date", "printed_on"):
        text = iso_date(text)
        text = (han_date(text) if found.official else "") or text
    if element.role == "remark" and re.fullmatch(r"[（(][^（）()]*[）)]", text):
        text = text[1:-1]
    written = f"签发人：{text}" if element.role == "signer" else line.text
    unprinted = element.role in UNPRINTED_ELSEWHERE
    return Piece(
        element.role,
        text,
        line.number,
        column=line.column + element.start,
        sign=element.sign,
        caption=written if unprinted and (first or element.role == "signer") else "",
    )


def _front(found: Found) -> Iterator[Piece]:
    """Yield what the front matter says besides the elements: the kind, what is not signed, what is not made of others;
    the issuer where only the head names it."""
    if found.kind in KINDS:
        at = next((e for e in found.elements if e.role in ("title", "head", "number")), None)
        line = found.lines[at.at].line if at else found.lines[0].line
        yield Piece("kind", found.kind, line.number, column=line.column, sign=message("sign.kind"))
    if found.signed < 0 and found.kind != "纪要":
        yield Piece("signoff", "none", 1)
    elif found.signed >= 0 and (found.kind == "纪要" or (found.of("signatory") and _offices_sign(found))):
        yield Piece("signoff", "names", 1)
    if found.bare_head:
        yield Piece("head_file", "no", 1)
    if not (found.of("printed_by") and found.of("printed_on")):
        yield Piece("colophon", "no", 1)


def _offices_sign(found: Found) -> bool:
    return any(element.role == "issuer" and element.at >= found.signed for element in found.elements)


def settle_head(found: Found) -> None:
    """Drop the red head where the issuers say the same, and take issuers from it where nobody signs."""
    heads = [element for element in found.elements if element.role == "head"]
    if not heads:
        return
    if not found.of("issuer"):
        _issuers_of(found, heads)
    issuers = [compact(name) for name in found.of("issuer")]
    names = [element.text for element in heads]
    others = [element for element in found.elements if element.role != "head"]
    end = _HEAD_ENDS.get(found.kind, "文件")
    if len(names) == 1:
        printed = f"{names[0]}文件" if found.file else names[0]
        default = (
            f"{issuers[0]}会议纪要" if found.kind == "纪要" and issuers else f"{issuers[0]}{end}" if issuers else ""
        )
        found.elements = (
            others if printed == default and len(issuers) == 1 else [replace(heads[0], text=printed), *others]
        )
        return
    found.bare_head = not found.file and found.kind not in _HEAD_ENDS and found.kind != "纪要"
    found.elements = others if names == issuers and not (found.file and found.kind == "函") else [*heads, *others]


def _issuers_of(found: Found, heads: Sequence[Element]) -> None:
    """Add the offices that a red head names as issuers: 晋阳市人民政府令 is of 晋阳市人民政府."""
    for element in heads:
        name = re.sub(r"(?:命令|令)$", "", element.text) if found.kind == "命令" else element.text
        if found.kind != "纪要" and name:
            found.elements.append(replace(element, role="issuer", text=name))


def report_changes(found: Found, shown: str, report: Report) -> None:
    """Report what of the elements is not printed as it is written: labels, the form of a date, who sealed."""
    for element in found.elements:
        line = found.lines[element.at].line
        at = Location(shown, line.number, line.column + element.start)
        if found.official and element.role in ("date", "printed_on") and (written := _changed_date(element.text)):
            report.warn(at, "S082.date", text=element.text, printed=written)
        if element.role == "seal":
            report.warn(at, "S082.seal", text=element.text)
        before = line.text[: element.start]
        label = re.search(r"([\u4e00-\u9fff][\u4e00-\u9fff ]*)[ \u3000]*[：:]\s*$", before)
        if label and compact(label[1]) not in _OWN_LABELS:
            at = Location(shown, line.number, line.column + label.start())
            report.warn(at, "S082.label", text=label[0].strip())
    for index in sorted(found.used):
        line = found.lines[index].line
        at = Location(shown, line.number, line.column)
        if "此页无正文" in line.text:
            report.warn(at, "S082.no_text", text=line.text)
        elif found.official and OLD.fullmatch(line.text):
            report.warn(at, "S082.old", text=line.text)
        elif found.official and re.fullmatch(r"\d{1,3}", line.text):
            report.warn(at, "S054", text=line.text)
        elif found.official and not re.search(r"[^\W_]", line.text):
            report.warn(at, "S082.rule", text=line.text)
        if ATTENDANCE_ALONE.fullmatch(line.text) and compact(line.text).rstrip("：:") not in _OWN_LABELS:
            report.warn(at, "S082.label", text=line.text)


def _changed_date(text: str) -> str:
    """Return a date as it is printed where that is another form, "" else."""
    iso = han_date(text)
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", iso)
    return f"{match[1]}年{int(match[2])}月{int(match[3])}日" if match else ""
