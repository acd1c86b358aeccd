"""What a line of a draft may be by its form alone: number, date, office, mark, label, running text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from jzdocs.patterns import compiled
from jzdocs.source.lines import Line

# one character for another, so that places stay: 〔［【﹝ are [, full-width digits and marks are those of ASCII
_FLAT = str.maketrans(
    "０１２３４５６７８９〔［【﹝〕］】﹞（）：　\t\xa0．，；！？－／", "0123456789[[[[]]]]():   .,;!?-/"
)
_HAN = "\u4e00-\u9fff"
_DAY = "一二三四五六七八九十〇零○ＯOo"
_BLANKS = compiled(r"\s{2,}|\u3000+|\t+")
_COUNT = r"[A-Za-z]{0,3}[-－]?\d{1,5}(?:-\d{1,3})?"  # 12, W12, A-3
NUMBER = (
    rf"(?:[{_HAN}A-Za-z×＊]{{1,20}}\s*)?[\[(]\s*(?:\d{{4}}|\d{{2}})\s*年?\s*[\])]\s*(?:第\s*)?(?:{_COUNT}|[xX×＊*_＿]{{0,4}})\s*[号次期]"
    rf"|\[[{_HAN}]{{2,8}}\]\s*第\s*[\d一二三四五六七八九十]{{1,4}}\s*号"
    rf"|[\[(](?:\d{{4}}|\d{{2}})[\])][{_HAN}]{{1,12}}第?\s*\d{{1,5}}\s*号|[{_HAN}]{{1,12}}字\s*第\s*\d{{1,5}}\s*号"
    rf"|(?:[{_HAN}]{{2,24}}(?:公告|令|通告|公报))?\s*(?:\d{{4}}\s*年\s*)?[\[(]?第\s*[\d一二三四五六七八九十百〇零]+\s*[号期次][\])]?"
)
_NUMBER_LINE = compiled(rf"[\[(]?(?:{NUMBER})[\])]?|[\[(]\d{{4}}[\])]\s*\d{{1,4}}")
_NUMBER_FIRST = compiled(rf"[{_HAN}A-Za-z]{{1,20}}\s*[\[(]\s*\d{{4}}\s*[\])]\s*(?:第\s*)?{_COUNT}\s*号")
_OPEN = "xX×＊*_＿"  # what stands where a draft leaves something open
DATE = (
    rf"(?:\d{{4}}|\d{{2}}[{_OPEN}]{{2}}|[{_OPEN}]{{2,4}})\s*年\s*(?:\d{{0,2}}|[{_OPEN}]{{1,2}})\s*月"
    rf"\s*(?:\d{{0,2}}|[{_OPEN}]{{1,2}})\s*日|\d{{4}}([./-])\d{{1,2}}\1\d{{1,2}}|\[(?:成文|发文|印发)?日期\]"
    rf"|[一二三四五六七八九〇零○ＯOo0]{{4}}年[{_DAY}]{{1,3}}月[{_DAY}]{{1,3}}日"
)
_DATE_LINE = compiled(DATE)
_OFFICE_END = (
    "局|委员会|委|厅|部|队|办公室|办公厅|办|政府|中心|院|处|科|股|室|银行|分行|支行|总行|联合会|工会|协会|学会|商会|促进会|研究会|基金会|公司|"
    "集团|大学|学院|学校|中学|小学|幼儿园|检察院|署|社|馆|所|站|组|支部|总支|指挥部|街道|联席会议|开发区|高新区|军分区|警备区|军区|管理区|党校|电视台|常委会|代表大会|团|厂|海关|监狱|会"
)
_OFFICE = compiled(
    rf"(?!关于|各|附件|特此|此件)[{_HAN}A-Za-z0-9×＊（）()·、“”]{{1,38}}(?:{_OFFICE_END})(?:[（(][{_HAN}]{{1,8}}[）)])?"
)
_PERSON = compiled(
    rf"(?P<post>[{_HAN}、（）()]{{0,20}}(?:长|书记|主任|主席|总理|总裁|经理|专员|总统|司令员|政治委员|政委|代表))\s+(?P<name>[{_HAN}·]{{1,8}}(?:\s{{1,4}}[{_HAN}]{{1,2}})?)"
)
_PERSON_JOINED = compiled(
    rf"(?P<post>[{_HAN}]{{0,10}}(?:省长|市长|州长|县长|区长|主席|总理|局长|厅长|部长|主任))[：:]?(?P<name>[{_HAN}]{{2,3}})"
)
_PROPOSERS = compiled(
    r"(?P<label>(?:议案)?(?:领衔(?:代表|人|委员)?|附议(?:代表|人|委员)?|联名(?:代表|人|委员)?|提案人|提议案人|提出人))\s*[：:]\s*(?P<names>\S.*)"
)
_PLACEHOLDER = compiled(r"\[[^\[\]]{0,12}(?:单位|机关|部门|名称|局|委|办公室)\]")  # of a template: [发文单位]
_SEAL = compiled(r"[（(]\s*(?:盖\s*章|印\s*章|公\s*章|章|此处盖章|加盖公章)\s*[）)]$")
_TERM = compiled(r"[★☆*＊·]?\d{1,2}(?:年|个月|天)|[★☆*＊·]?(?:长期|永久)")
_MARKS = (
    ("copy", compiled(r"(?:No\.?|№)?\s*\d{6}|0\d{2,7}")),
    (
        "secrecy",
        compiled(
            r"(?:绝密|机密|秘密)(?:[★☆*＊·](?:\d{1,2}(?:年|个月|天)|长期|永久)?|[（(]?\d{1,2}年[）)]?|[（(]?长期[）)]?)?"
        ),
    ),
    ("urgency", compiled(r"特急|加急|急件|平急|特提|紧急")),
)
LABELS = {
    "份号": "copy",
    "编号": "copy",
    "密级": "secrecy",
    "密级和保密期限": "secrecy",
    "密级和期限": "secrecy",
    "紧急程度": "urgency",
    "缓急": "urgency",
    "等级": "urgency",
    "保密期限": "term",
    "发文字号": "number",
    "文号": "number",
    "发文号": "number",
    "签发人": "signer",
    "签发": "signer",
    "会签人": "signer",
    "标题": "title",
    "文件标题": "title",
    "主送": "to",
    "主送机关": "to",
    "主送单位": "to",
}
_LABEL = compiled(rf"({'|'.join(sorted(LABELS, key=len, reverse=True))})\s*:\s*")
_SIGNER = compiled(r"\s*(?:签发人?|会签人)\s*:\s*")
_NUMBERED = compiled(
    r"[一二三四五六七八九十]{1,3}[、.．]|[一二三四五六七八九十]{1,2}\s{1,4}\S|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)"
    r"|第[一二三四五六七八九十百\d]+[条章节编]|[①-⑳]"
)
_WHOSE = r"(?:会议)?(?:人员|人|领导|同志|单位)?"
_ATTENDED = rf"(?P<label>(?:会议)?(?:主\s*持|出\s*席|请\s*假|缺\s*席|列\s*席|参\s*会|参\s*加|记\s*录){_WHOSE})"
ATTENDANCE = compiled(rf"{_ATTENDED}\s*[：:]\s*(?=\S)")  # a row of minutes
ATTENDANCE_ALONE = compiled(rf"{_ATTENDED}[：:]?")  # its label on a line of its own
_MEETING = compiled(r"(?:会议)?(?:时\s*间|地\s*点|议\s*题|名\s*称)\s*[：:]|[-•·*]\s")
_WHOLE_NAME = 5  # characters: 审计局 behind 、 is of the place named before
LONG = 60  # characters: longer lines with commas are running text


class DraftLine(Struct, frozen=True):
    """A line of a draft: the line of the file, whether a blank one stands above it, and whether it is `fixed`: a table
    or another object, which is no element."""

    line: Line
    blank_above: bool = False
    fixed: bool = False

    @property
    def text(self) -> str:
        """Return the text as it was written."""
        return self.line.text

    @property
    def flat(self) -> str:
        """Return the text with half-width digits and marks, a character for each."""
        return self.text.translate(_FLAT)

    @property
    def compact(self) -> str:
        """Return the text without blanks."""
        return compact(self.text)

    @property
    def indent(self) -> int:
        """Return how many characters stand before the text."""
        return self.line.column - 1


class Part(Struct, frozen=True):
    """A part of a line: what it is, its text, and the place where it begins (from 0)."""

    role: str
    text: str
    start: int = 0


def flat(text: str) -> str:
    """Return a text with half-width digits and marks, a character for each."""
    return text.translate(_FLAT)


def compact(text: str) -> str:
    """Return a text without blanks."""
    return re.sub(r"\s", "", text)


def is_number(text: str) -> bool:
    """Return whether a text is a document number (发文字号) and nothing else."""
    return bool(_NUMBER_LINE.fullmatch(flat(text).strip()))


def number_ends(text: str) -> int:
    """Return where the document number ends that a text begins with, 0 where it begins with none."""
    match = _NUMBER_FIRST.match(flat(text))
    return match.end() if match else 0


def is_date(text: str) -> bool:
    """Return whether a text is a date and nothing else; days and months may be left open (2025年  月  日)."""
    return bool(_DATE_LINE.fullmatch(flat(text).strip()))


def is_office(text: str) -> bool:
    """Return whether a text is the name of an office and nothing else."""
    bare = compact(text)
    if _PLACEHOLDER.fullmatch(flat(bare)):
        return True
    return 3 <= len(bare) <= 40 and "关于" not in bare and bool(_OFFICE.fullmatch(bare)) and not numbered(text)


def person(text: str) -> str:
    """Return a post and a name with a blank between them, "" where a text is none."""
    if joined := _PERSON_JOINED.fullmatch(text.strip()):
        return f"{joined['post']}\u3000{joined['name']}"
    match = _PERSON.fullmatch(re.sub(rf"^([{_HAN}])\s+长(?=\s)", r"\1长", text.strip()))
    return f"{match['post']}\u3000{compact(match['name'])}" if match else ""


def persons(text: str) -> list[str]:
    """Return post and name of each person whom a line names, as `person` does; those who bring in a bill (领衔代表：…)
    with their label; nothing where it holds something else."""
    if match := _PROPOSERS.fullmatch(text.strip()):
        names = [part.text for part in signers(match["names"], 0)]
        named = bool(names) and all(re.fullmatch(rf"[{_HAN}·]{{2,8}}", name) for name in names)
        return [f"{compact(match['label'])}：\u3000{'、'.join(names)}"] if named else []
    if single := person(text):
        return [single]
    found = [person(part) for part in re.split(r"\s{3,}", text.strip())]
    return found if len(found) > 1 and all(found) else []


def joint_parts(text: str) -> list[Part]:
    """Return the offices of a line, each with its place: wide blanks stand between them, or 、 between whole names."""
    out: list[Part] = []
    for part in parts_by_blanks(text):
        names = [(match[0], match.start()) for match in re.finditer(r"[^、，,；;]+", part.text)]
        several = len(names) > 1 and all(len(compact(name)) >= _WHOLE_NAME and is_office(name) for name, _ in names)
        if several and not re.search(r"联合|联席|工作组|专班", names[-1][0]):
            out += [Part("office", name, part.start + start) for name, start in names]
        else:
            out.append(part)
    return out


def without_seal(text: str) -> tuple[str, str]:
    """Return a signature without what says that it is sealed (（盖章）), and that."""
    match = _SEAL.search(text.rstrip())
    return (text[: match.start()].rstrip(), match[0]) if match else (text, "")


def numbered(text: str) -> bool:
    """Return whether a line begins with a number of a heading or point."""
    return bool(_NUMBERED.match(text)) and not re.match(r"\d{4}", text)


def is_running(line: DraftLine) -> bool:
    """Return whether a line is running text, a heading with a number or a row of minutes rather than an element that
    stands above the text."""
    text = line.text
    if re.fullmatch(r"[（(].*[）)]", text):
        return False
    return (
        "。" in text
        or text[-1] in "；;！!：:，,"
        or (len(text) > LONG and bool(re.search(r"[，,]", text)))
        or numbered(text)
        or bool(_MEETING.match(text) or ATTENDANCE.match(text) or ATTENDANCE_ALONE.fullmatch(text))
        or bool(re.fullmatch(r"附\s*件\s*[\d一二三四五六七八九十]{0,2}[：:]?", text))
    )


def parts_by_blanks(text: str) -> list[Part]:
    """Return the parts of a line that wide blanks stand between, without a role; a word whose characters were set apart
    (特　急, 钟  毅) is one."""
    parts, start = [], 0
    for match in [*_BLANKS.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[start:end].strip():
            parts.append(Part("", text[start:end], start))
        start = match.end() if match else end
    if len(parts) > 1 and all(len(compact(p.text)) == 1 for p in parts):
        return [Part("", compact(text), parts[0].start)]
    return _with_terms(parts)


def _with_terms(parts: Sequence[Part]) -> list[Part]:
    """Return the parts, 保密期限 that a blank stands before with its 密级."""
    out: list[Part] = []
    for part in parts:
        if out and re.fullmatch(r"[绝机秘]\s?密", out[-1].text.strip()) and _TERM.fullmatch(compact(flat(part.text))):
            out[-1] = Part("", compact(out[-1].text) + compact(part.text), out[-1].start)
        else:
            out.append(part)
    return out


def head_parts(text: str) -> list[Part]:
    """Return the elements of a line above the text of a document, each with its role; nothing where the line holds
    something else too."""
    line = flat(text)
    labelled = [(part, _label(part.text)) for part in parts_by_blanks(text)]
    if len(labelled) > 1 and all(match and match.end() < len(part.text) for part, match in labelled):
        found = [
            Part(LABELS[match[1]], part.text[match.end() :].strip(), part.start + match.end())
            for part, match in labelled
            if match
        ]
        return _with_labelled_term(found)
    if match := _label(text):
        rest = Part(LABELS[match[1]], text[match.end() :].strip(), match.end())
        further = _number_and_signers(text, rest) if rest.role == "signer" else _beside_label(rest)
        return further if rest.text else []
    for role, pattern in _MARKS:
        if pattern.fullmatch(compact(line)):
            return [Part(role, compact(text) if role == "urgency" else text)]
    if found := _number_line(text):
        return found
    parts = [_typed(part) for part in parts_by_blanks(text)]
    if parts and all(part.role for part in parts):
        return parts
    words = [_typed(Part("", match[0], match.start())) for match in re.finditer(r"\S+", text)]
    roles = [word.role for word in words]
    marked = all(role in ("copy", "secrecy", "urgency") for role in roles)
    return words if marked or roles == ["office", "date"] else []  # 某某办 2026年4月3日, of minutes


def _beside_label(rest: Part) -> list[Part]:
    """Return what a label says, and the elements that stand behind it on the line."""
    first, *others = parts_by_blanks(rest.text) or [rest]
    typed = [_typed(Part("", part.text, rest.start + part.start)) for part in others]
    if rest.role not in ("copy", "secrecy", "urgency") or not typed or not all(part.role for part in typed):
        return [rest]
    return [Part(rest.role, first.text, rest.start), *typed]


def _with_labelled_term(parts: Sequence[Part]) -> list[Part]:
    """Return the parts, 保密期限 that has a label of its own with its 密级."""
    term = "".join(part.text for part in parts if part.role == "term")
    return [
        Part("secrecy", f"{part.text}★{term}", part.start) if part.role == "secrecy" and term else part
        for part in parts
        if part.role != "term"
    ]


def _label(text: str) -> re.Match[str] | None:
    """Return the label that a text begins with; 编号 is one of 份号 only, not of other numbers."""
    match = _LABEL.match(flat(text))
    if match and match[1] == "编号" and not _MARKS[0][1].fullmatch(compact(flat(text)[match.end() :])):
        return None
    return match


def _number_line(text: str) -> list[Part]:
    """Return number, signers and a date on the same line; nothing where a line does not begin with a number."""
    line = flat(text)
    match = re.match(rf"\s*[\[(]?(?:{NUMBER})[\])]?", line)
    if match is None:
        return []
    number = Part("number", text[: match.end()].strip(), 0)
    rest = line[match.end() :]
    if not rest.strip():
        return [number]
    if signer := _SIGNER.match(rest):
        return [number, *signers(text[match.end() + signer.end() :], match.end() + signer.end())]
    others = [_typed(Part("", p.text, p.start + match.end())) for p in parts_by_blanks(text[match.end() :])]
    return [number, *others] if rest[0].isspace() and all(part.role for part in others) else []


def _number_and_signers(text: str, rest: Part) -> list[Part]:
    """Return the signers of a line that begins with 签发人, and the number behind them."""
    parts = parts_by_blanks(rest.text)
    if len(parts) > 1 and is_number(parts[-1].text):
        number = Part("number", parts[-1].text, rest.start + parts[-1].start)
        return [*signers(rest.text[: parts[-1].start], rest.start), number]
    return signers(rest.text, rest.start)


def signers(text: str, start: int) -> list[Part]:
    """Return the names of a text, each as a signer."""
    found = [Part("signer", match[0], start + match.start()) for match in re.finditer(r"[^\s、，,]+", flat(text))]
    # a name of two characters that were set apart: 钟 毅
    joined: list[Part] = []
    for part in found:
        last = joined[-1] if joined else None
        if last and len(last.text) == len(part.text) == 1:
            joined[-1] = Part("signer", last.text + part.text, last.start)
        else:
            joined.append(part)
    return joined


def _typed(part: Part) -> Part:
    text = part.text.strip()
    if is_number(text):
        return Part("number", text, part.start)
    if is_date(text):
        return Part("date", text, part.start)
    if text == "文件":
        return Part("file", text, part.start)
    for role, pattern in _MARKS:
        if pattern.fullmatch(compact(flat(text))):
            return Part(role, text, part.start)
    return Part("office", text, part.start) if is_office(text) else part
