"""What each paragraph of an official document is (GB/T 9704-2012, clause 7): red head, number, title, addressee,
levels, body, note of attachments, signature, date, remark, record of copies, attachments.

A role is told by words and place first, since the form is what is to be judged; size, colour and alignment only help
where words leave it open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.rules.colours import is_red
from jzdocs.rules.elements import (
    ADDRESSEE_WORDS,
    APPROVAL,
    ATTACHMENT,
    ATTACHMENTS,
    ATTENDANCE,
    COPIES,
    COPY_NUMBER,
    DATE,
    HEAD,
    INTRODUCTION,
    KIND,
    LISTED,
    NUMBER,
    NUMBER_ALONE,
    OFFICE,
    PRINTED,
    REMARK,
    REMARK_WORDS,
    SECRECY,
    SIGNED_OFF,
    SURELY_TITLE,
    TAIL,
    URGENCY,
    Role,
    is_line_of_minutes,
    is_office,
    level_of,
)
from jzdocs.rules.form import DocumentForm, ParagraphForm
from jzdocs.rules.levels import is_heading, is_set_as_heading, lead_of
from jzdocs.rules.official import Official

_LONGEST_HEADING = 40
_LONGEST_TITLE = 90


def recognised(form: DocumentForm) -> Official:
    """Return a document with the role of each of its paragraphs."""
    return _Recogniser(form.paragraphs, ["body"] * len(form.paragraphs), form).run()


class _Recogniser(Struct):
    """A way through the paragraphs of a document, which gives each its role."""

    paragraphs: Sequence[ParagraphForm]
    roles: list[Role]
    form: DocumentForm
    kind: str = ""

    def run(self) -> Official:
        """Return the document with all roles."""
        for index, paragraph in enumerate(self.paragraphs):
            if not paragraph.words:
                self.roles[index] = "blank"
            elif paragraph.in_table:
                self.roles[index] = "cell"
        boxes = tuple(self._box_role(paragraph) for paragraph in self.form.boxes)
        first = self._head(headed="head" in boxes)
        title_end = self._title(first)
        text_start = self._addressee(title_end)
        end = self._imprint(text_start)
        attachment = self._attachments(text_start, end)
        self._closing(text_start, attachment)
        self._enclosed(end)
        self._levels(text_start, attachment)
        official = Official(self.form, tuple(self.roles), self.kind, boxes=boxes)
        heads = official.of("head")
        return replace(official, letter=bool(heads) and not any(head.words.endswith("文件") for head in heads))

    def _open(self, start: int, end: int | None = None) -> list[int]:
        """Return the places of the paragraphs outside tables that have words."""
        stop = len(self.paragraphs) if end is None else end
        return [i for i in range(start, stop) if self.roles[i] not in ("blank", "cell")]

    def _box_role(self, paragraph: ParagraphForm) -> Role:
        """Return the role of a paragraph in a text box: that of an element of the red head, or none of its own."""
        if paragraph.number > _HEAD_LENGTH or not paragraph.words:
            return "other"
        return self._head_role(paragraph) or "other"

    def _head(self, *, headed: bool) -> int:
        """Give the roles of what stands above the title, and return where the title may begin; the red head may stand
        in a text box (`headed`)."""
        start = 0
        places = [i for i in range(min(len(self.paragraphs), _HEAD_LENGTH)) if self.paragraphs[i].words]
        for index in places:
            paragraph = self.paragraphs[index]
            role = self._head_role(paragraph)
            if role is None and headed and is_line_of_minutes(paragraph.words):
                role = "other"
            if role is None:
                if any(NUMBER.match(self.paragraphs[i].words) for i in places if i > index) and not SURELY_TITLE.search(
                    paragraph.words
                ):
                    role = "head" if len(paragraph.words) <= _LONGEST_HEADING else "other"
                else:
                    break
            self.roles[index] = role
            start = index + 1
        return start

    def _head_role(self, paragraph: ParagraphForm) -> Role | None:
        words = paragraph.words
        if NUMBER.match(words) or SIGNED_OFF.match(words):
            return "number"
        if NUMBER_ALONE.match(words) or (is_line_of_minutes(paragraph.words) and "head" in self.roles):
            return "other"
        if COPY_NUMBER.match(words):
            return "copy_number"
        if SECRECY.match(words):
            return "secrecy"
        if URGENCY.match(words):
            return "urgency"
        red = is_red(paragraph)
        if red and len(words) <= _LONGEST_HEADING and not SURELY_TITLE.search(words):
            return "head"
        if HEAD.match(words) and "关于" not in words and words.endswith("文件"):
            return "head"
        return None

    def _title(self, start: int) -> int:
        """Give the title's lines their role, and return the place behind them."""
        places = self._open(start)[:_TITLE_SEARCH]
        for count, index in enumerate(places):
            joined = ""
            for last in places[count : count + _TITLE_LINES]:
                words = self.paragraphs[last].words
                if (last > index and not self._goes_on(index, last)) or len(joined + words) > _LONGEST_TITLE:
                    break
                if words[-1:] in "，；：:" or level_of(words) or (words[-1:] == "。" and not self._is_large(last)):
                    break
                joined += words
                match = KIND.search(joined.rstrip("。.").replace("\n", ""))
                following = places[places.index(last) + 1] if last != places[-1] else None
                if match and not (following is not None and self._continues(last, following)):
                    for i in places[count : places.index(last) + 1]:
                        self.roles[i] = "title"
                    self.kind = match["kind"]
                    return last + 1
            if not self._may_precede_title(index):
                break
        return self._large_title(places, start)

    def _continues(self, last: int, following: int) -> bool:
        """Return whether the title goes on behind a line that might end it."""
        return (
            following == last + 1
            and self._is_large(last)
            and self._goes_on(last, following)
            and self._is_large(following)
            and bool(KIND.search(self.paragraphs[following].words))
        )

    def _goes_on(self, first: int, last: int) -> bool:
        """Return whether a line may belong to the title that another begins: no blank between, and the same look."""
        if any(self.roles[i] == "blank" for i in range(first, last)):
            return False
        a, b = self.paragraphs[first], self.paragraphs[last]
        return not self.form.formed or (a.size == b.size and a.align == b.align)

    def _may_precede_title(self, index: int) -> bool:
        return (
            len(self.paragraphs[index].words) <= _LONGEST_HEADING and self.paragraphs[index].words[-1:] not in "。：；"
        )

    def _is_large(self, index: int) -> bool:
        return not self.form.formed or self.paragraphs[index].size >= _LARGE

    def _large_title(self, places: Sequence[int], start: int) -> int:
        """Give the role of a title that names no kind of document: the first large lines in the middle."""
        for index in places[:3]:
            paragraph = self.paragraphs[index]
            if self.form.formed and paragraph.size >= _LARGE and paragraph.align == "center":
                self.roles[index] = "title"
                end = index + 1
                while (
                    end < len(self.paragraphs)
                    and self.roles[end] == "body"
                    and self.paragraphs[end].size == paragraph.size
                    and self.paragraphs[end].align == "center"
                ):
                    self.roles[end] = "title"
                    end += 1
                return end
        return start

    def _addressee(self, start: int) -> int:
        """Give 主送机关 its role, and return where the text begins."""
        if "title" not in self.roles:
            return start
        for index in self._open(start)[:3]:
            words = self.paragraphs[index].words
            if APPROVAL.match(words):
                self.roles[index] = "approval"
                continue
            if self._is_addressee(index, words):
                self.roles[index] = "addressee"
                return index + 1
            break
        return start

    def _text_follows(self, index: int) -> bool:
        """Return whether a paragraph stands at the left above running text, as an addressee does."""
        following = next((p.words for p in self.paragraphs[index + 1 :] if p.words), "")
        aside = self.paragraphs[index].align in ("center", "right") or not self.form.formed
        return not aside and len(following) >= _SENTENCE_LENGTH and bool(re.search("[，。]", following))

    def _is_addressee(self, index: int, words: str) -> bool:
        if level_of(words) or len(words) > _LONGEST_ADDRESSEE or "。" in words or INTRODUCTION.search(words):
            return False
        if words[-1] in "：:":
            return (
                len(words) <= _LONGEST_HEADING or bool(ADDRESSEE_WORDS.match(words)) or "、" in words or "，" in words
            )
        bare = words.rstrip("，,；;、.")
        parts = re.split("[，、；,;]", bare)
        if len(parts) == 1 and not (bare.startswith(("各", "有关")) or self._text_follows(index)):
            return False
        return bool(ADDRESSEE_WORDS.match(bare)) and all(
            OFFICE.search(re.sub(r"[（(].*?[）)]", "", p)) or len(p) <= 6 or p.endswith("单位") for p in parts if p
        )

    def _imprint(self, start: int) -> int:
        """Give 版记 its roles, in a table too, and return where it begins."""
        begin = len(self.paragraphs)
        for index in range(len(self.paragraphs) - 1, start - 1, -1):
            words = self.paragraphs[index].words
            if not words:
                continue
            copies, printed = COPIES.match(words), PRINTED.match(words)
            if copies and (copies["colon"] or self.paragraphs[index].in_table or begin < len(self.paragraphs)):
                self.roles[index] = "copies"
            elif (printed and self._is_imprint(index, printed, begin < len(self.paragraphs))) or (
                self.paragraphs[index].in_table and self._is_half_imprint(index, words)
            ):
                self.roles[index] = "printed"
            elif begin == len(self.paragraphs) and TAIL.match(words) and len(words) <= _LONGEST_HEADING:
                self.roles[index] = "other"
            elif begin - index > _MOST_BEHIND or self.paragraphs[index].in_table:
                if begin < len(self.paragraphs) or len(self.paragraphs) - index > _MOST_BEHIND:
                    break
                continue
            else:
                break
            begin = index
        return begin

    def _is_imprint(self, index: int, match: re.Match[str], below: bool) -> bool:
        """Return whether a line with a date is that of 印发机关 and 印发日期: it says so, or an office stands in it and
        another line of 版记 beside it, `below` or above, or a rule is drawn at it."""
        if match["word"] is not None:
            return True
        paragraph = self.paragraphs[index]
        above = next((p.words for p in reversed(self.paragraphs[:index]) if p.words), "")
        beside = below or COPIES.match(above) is not None or paragraph.above is not None or paragraph.below is not None
        return bool(OFFICE.search(match["office"].strip())) and beside

    def _is_half_imprint(self, index: int, words: str) -> bool:
        """Return whether a cell holds the office or the date of a row of 印发机关 and 印发日期."""
        paragraph = self.paragraphs[index]
        row = "".join(p.words + " " for p in self.paragraphs if p.in_table and p.cell[:2] == paragraph.cell[:2]).strip()
        return bool((match := PRINTED.match(row)) and match["word"]) and len(words) < _LONGEST_HEADING

    def _attachments(self, start: int, end: int) -> int:
        """Give the roles of attachments, which stand behind the signature, and return where the first begins."""
        places = self._open(start, end)
        first = end
        for index in places:
            paragraph = self.paragraphs[index]
            match = ATTACHMENT.match(paragraph.words)
            if match is None or self._is_note(index, match, end):
                continue
            first = min(first, index)
            self.roles[index] = "attachment"
        if first == end:
            return end
        title_next = False
        for index in range(first, end):
            if self.roles[index] == "attachment":
                title_next = True
            elif self.roles[index] == "body":
                words = self.paragraphs[index].words
                is_title = (
                    title_next and len(words) <= _LONGEST_TITLE and words[-1] not in "。：；，" and not level_of(words)
                )
                self.roles[index] = "attachment_title" if is_title else "attachment_text"
                title_next = (
                    is_title
                    and title_next
                    and self.paragraphs[index].align == "center"
                    and (self.paragraphs[index].size >= _LARGE)
                )
        return first

    def _is_note(self, index: int, match: re.Match[str], end: int) -> bool:
        """Return whether a line with nothing but 附件： begins the note of attachments: a date follows below."""
        following = self._open(index + 1, end)
        if not following or match["number"] or (self.paragraphs[index].page and index > 0):
            return False
        return bool(match["colon"]) and any(DATE.match(self.paragraphs[i].words) for i in following[:_NOTE_LENGTH])

    def _closing(self, start: int, end: int) -> None:
        """Give the roles of the note of attachments, the signature, the date and the remark."""
        places = self._open(start, end)
        date = next((i for i in reversed(places) if DATE.match(self.paragraphs[i].words) or self._dated(i)), None)
        note_end = end
        if date is not None:
            self.roles[date] = "date"
            note_end = self._signature(date, start)
            for index in places:
                if index > date:
                    self._behind_date(index)
        self._note(start, note_end)

    def _dated(self, index: int) -> bool:
        words = self.paragraphs[index].words
        return bool(re.fullmatch(r"[\[［【](?:成文)?日期[\]］】]", words))

    def _behind_date(self, index: int) -> None:
        words = self.paragraphs[index].words
        note = ATTACHMENTS.match(words)
        if REMARK.match(words) or REMARK_WORDS.match(words):
            self.roles[index] = "remark"
        elif note and note["colon"] and note["rest"].strip() and self.roles[index] == "body":
            self.roles[index] = "attachments"
        elif is_office(words) and len(words) <= _LONGEST_HEADING and self.roles[index] == "body":
            self.roles[index] = "signature"

    def _enclosed(self, end: int) -> None:
        """Give the roles of a text that a document encloses without a mark (印发《……办法》): behind the date, its title
        begins a page in the middle."""
        if "attachment" in self.roles or "date" not in self.roles:
            return
        date = self.roles.index("date")
        for index in self._open(date + 1, end):
            paragraph = self.paragraphs[index]
            if paragraph.page and paragraph.align == "center" and KIND.search(paragraph.words):
                self.roles[index] = "attachment_title"
                for following in self._open(index + 1, end):
                    self.roles[following] = "attachment_text"
                return

    def _signature(self, date: int, start: int) -> int:
        """Give the names above a date their role, and return the place of the first."""
        first = date
        for index in range(date - 1, max(start, date - _SIGNATURE_LENGTH) - 1, -1):
            paragraph = self.paragraphs[index]
            if not paragraph.words:
                continue
            if not self._may_sign(paragraph):
                break
            self.roles[index] = "signature"
            first = index
        return first

    def _may_sign(self, paragraph: ParagraphForm) -> bool:
        words = paragraph.words
        if paragraph.in_table or level_of(words) or ATTACHMENTS.match(words) or len(words) > _LONGEST_HEADING:
            return False
        if re.search("[，。；：、！？:;,]$", words) or re.search("[。；：，]", words):
            return False
        return is_office(words) or is_office(re.sub(r"[（(].*[）)]$", "", words)) or self._stands_right(paragraph)

    def _stands_right(self, paragraph: ParagraphForm) -> bool:
        return paragraph.align == "right" or paragraph.left > _FAR or paragraph.first > _FAR or paragraph.start > _FAR

    def _note(self, start: int, end: int) -> None:
        """Give the note of attachments its role: 附件：… and the numbered lines below it."""
        places = self._open(start, end)
        for position, index in enumerate(places):
            match = ATTACHMENTS.match(self.paragraphs[index].words)
            if match is None or self.roles[index] != "body" or len(self.paragraphs[index].words) > _LONGEST_NOTE:
                continue
            rest = match["rest"].strip()
            if not match["colon"] and not re.match(r"(?:\d{1,2}[.．、]|《)", rest):
                continue
            self.roles[index] = "attachments"
            for following in places[position + 1 :]:
                words = self.paragraphs[following].words
                if (
                    self.roles[following] != "body"
                    or not (LISTED.match(words) or not rest)
                    or len(words) > _LONGEST_NOTE
                ):
                    break
                self.roles[following] = "attachments"
                rest = rest or words

    def _levels(self, start: int, end: int) -> None:
        """Give headings and items their roles."""
        places = [i for i in self._open(start, end) if self.roles[i] == "body"]
        sentences: dict[int, list[int]] = {}
        for position, index in enumerate(places):
            paragraph = self.paragraphs[index]
            level = level_of(paragraph.words)
            if ATTENDANCE.match(paragraph.words):
                self.roles[index] = "other"
            if not level:
                continue
            for deeper in [other for other in sentences if other > level]:
                self._as_siblings(sentences.pop(deeper), deeper)
            following = self.paragraphs[places[position + 1]].words if position + 1 < len(places) else ""
            heading = is_heading(paragraph.words, level, following) or is_set_as_heading(paragraph, level)
            self.roles[index] = "heading" if heading else "item"
            sentences.setdefault(level, []).append(index)
        for level, siblings in sentences.items():
            self._as_siblings(siblings, level)

    def _as_siblings(self, places: Sequence[int], level: int) -> None:
        """Take numbered paragraphs of one level for items where another of them is one, and nothing but a full stop
        tells that they are headings: 一、同意……。 beside 二、……，……。"""
        if all(self.roles[i] == "heading" for i in places):
            return
        for index in places:
            paragraph = self.paragraphs[index]
            if "。" in paragraph.words and not is_set_as_heading(paragraph, level, lead_of(paragraph)):
                self.roles[index] = "item"


_HEAD_LENGTH = 14  # paragraphs in which the red head may stand
_TITLE_SEARCH = 6
_TITLE_LINES = 4
_LARGE = 36  # half-points
_LONGEST_ADDRESSEE = 260
_LONGEST_NOTE = 120
_NOTE_LENGTH = 14
_SIGNATURE_LENGTH = 10
_MOST_BEHIND = 4
_FAR = 8
_SENTENCE_LENGTH = 16
