"""All rules on a document: what they find, in the order of the paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jzdocs.rules.body_rules import wrong_body, wrong_headings
from jzdocs.rules.closing_rules import wrong_attachment_note, wrong_attachments, wrong_closing
from jzdocs.rules.finding import Finding
from jzdocs.rules.form import DocumentForm
from jzdocs.rules.head_rules import wrong_addressee, wrong_head, wrong_number, wrong_rule, wrong_title
from jzdocs.rules.imprint_rules import wrong_imprint
from jzdocs.rules.number_rules import wrong_numbers
from jzdocs.rules.numeral_rules import wrong_digits
from jzdocs.rules.official import Official
from jzdocs.rules.page_rules import wrong_page_numbers, wrong_pages
from jzdocs.rules.roles import recognised
from jzdocs.rules.text_rules import unended, wrong_lines_of_text, wrong_marks, wrong_ranges

_Check = Callable[[Official], Iterator[Finding]]
_OF_FORM: tuple[_Check, ...] = (wrong_pages, wrong_page_numbers, wrong_rule, wrong_body)
_OF_ELEMENTS: tuple[_Check, ...] = (
    wrong_head,
    wrong_number,
    wrong_title,
    wrong_addressee,
    wrong_headings,
    wrong_numbers,
    wrong_attachment_note,
    wrong_attachments,
    wrong_closing,
    wrong_imprint,
)
OF_TEXT: tuple[_Check, ...] = (wrong_marks, wrong_digits, wrong_ranges, unended, wrong_lines_of_text)


def judge(form: DocumentForm) -> list[Finding]:
    """Return what the rules find in a document."""
    official = recognised(form)
    checks = (*(_OF_FORM if form.formed else ()), *_OF_ELEMENTS, *OF_TEXT)
    found = [finding for check in checks for finding in check(official)]
    return sorted(found, key=lambda finding: (finding.number, finding.start, finding.key))
