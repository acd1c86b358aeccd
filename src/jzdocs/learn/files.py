"""What was learned of a sample → the files of a template, and the source of a first document in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jzdocs.errors import Report
from jzdocs.learn.differing import STYLESHEET
from jzdocs.learn.learned import Learned
from jzdocs.learn.reference import reference_document
from jzdocs.learn.sample import Sample
from jzdocs.model.meta import Meta, Official
from jzdocs.model.official_kinds import KINDS
from jzdocs.patterns import compiled
from jzdocs.source.document_kinds import names_kind
from jzdocs.source.front_matter import read_front_matter
from jzdocs.source.read import TakenFor, to_markdown
from jzdocs.style.load import read_style_text

_COMMENTS = (
    "由样本学得的版式，只写与所继承模板不同之处。",
    "同一文件夹里的 reference.docx 决定 Word 中正文、标题的样式，PDF 随之；可在 Word 里改它的样式。",
    "只想改本文件时，删去 reference.docx 即可。",
)
_KINDS = frozenset((*KINDS, "会议纪要", "方案", "规划", "计划", "总结", "办法"))
_COPIES = compiled(r"^\s*(?:抄\s*送|抄\s*报|分\s*送|主\s*送)[：:]|印发\s*$|印发[（(]?")
_DOUBLE = ("double", "thin", "thick")  # the rule below the head of a letter (10.1)
_COPIED = ("cc", "report_to", "distribution", "printed_by", "printed_on")
_BRACKETS = compiled(r"([〔\[［【(（])\s*\d{4}\s*([〕\]］】)）])")
_BLOCK = "```{kind}\n{options}```\n"
# what stands for the values of a sample in the source of a new document
_PLACEHOLDERS = {
    "subtitle": "副标题",
    "place": "某地",
    "copy": '"000001"',
    "secrecy": "秘密★1年",
    "urgency": "特急",
    "remark": "此件公开发布",
    "printed_by": "某某单位办公室",
    "printed_on": "2025-11-21",
    "signatory": "职务　张某某",
    "print_run": "共印50份",
}
_NAMES = {
    "signers": "张某某",
    "to": "某某单位",
    "attachments": "某某附件",
    "cc": "某某单位",
    "report_to": "某某单位",
    "distribution": "某某单位",
    "present": "张某某",
    "absent": "李某某",
    "observers": "王某某",
    "chair": "张某某",
    "recorder": "李某某",
}
_DATE = "2025-11-20"


def template_files(learned: Learned) -> dict[str, bytes]:
    """Return the files of the template, by their names."""
    text = learned.style_text(_COMMENTS)
    files = {STYLESHEET.name: text.encode()}
    if document := document_template(learned):
        files["document.md.j2"] = document.encode()
    style = read_style_text(text, STYLESHEET, STYLESHEET.name)
    files["reference.docx"] = reference_document(learned, style)
    return files


def document_template(learned: Learned) -> str:
    """Return the template that assembles documents, "" where that of the extended template does."""
    if learned.official:
        return _official_template(learned)
    return _report_template(learned) if learned.sample.has_contents else ""


def _official_template(learned: Learned) -> str:
    sample, head = learned.sample, learned.head
    blocks = []
    if head is not None:
        lines = ", ".join(_quoted(line) for line in head.lines)
        form = "form: letter\n" if head.rule and head.rule.kind.startswith(_DOUBLE) else ""
        blocks.append(("head", _BLOCK.format(kind="redhead", options=f"{form}text: [{lines}]\n")))
    elif not sample.of("number"):
        blocks.append(("head", ""))
    if not sample.of(*_COPIED) and not any(_COPIES.search(part.text) for part in sample.parts):
        blocks.append(("close", _BLOCK.format(kind="signature", options="")))
    if not blocks:
        return ""
    inside = "\n\n".join(f"{{% block {name} %}}\n{text}{{% endblock %}}" for name, text in blocks)
    return f'{{% extends "{learned.base.name}/document.md.j2" %}}\n\n{inside}\n'


def _report_template(learned: Learned) -> str:
    blocks = "\n".join(_BLOCK.format(kind=kind, options="") for kind in ("title", "contents"))
    return f'{{% extends "{learned.base.name}/document.md.j2" %}}\n\n{{% block front %}}\n{blocks}{{% endblock %}}\n'


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


# --- a source to start from


def skeleton(learned: Learned, path: Path, template: str) -> str:
    """Return a source with the elements of the front matter and the levels of headings that a sample has; what they say
    are placeholders."""
    source, _ = to_markdown(path, Report(), taken=TakenFor(official=learned.official))
    meta, _ = read_front_matter(source, Report())
    front = "\n".join(_front_lines(learned, meta))
    return f"---\n{front}\ntemplate: {template}\n---\n\n" + "\n\n".join(_body_lines(learned.sample)) + "\n"


def _front_lines(learned: Learned, meta: Meta) -> Iterator[str]:
    official = meta.official
    kind = _kind(meta.title)
    yield f"title: 某某单位关于某某工作的{kind}" if kind else "title: 某某情况"
    if meta.subtitle:
        yield f"subtitle: {_PLACEHOLDERS['subtitle']}"
    if meta.issuer or learned.official:
        yield f"issuer: [{', '.join(['某某单位'] * max(1, len(meta.issuer)))}]"
    if official.number or learned.sample.of("number"):
        yield f"number: {_number(learned, official.number)}"
    yield from _official_lines(official)
    if meta.date or learned.official:
        yield f"date: {_DATE}"


def _official_lines(official: Official) -> Iterator[str]:
    empty = Official()
    for name in Official.__struct_fields__:
        given = getattr(official, name)
        if given == getattr(empty, name) or name in ("number", "head"):
            continue
        if name in _NAMES:
            yield f"{name}: [{', '.join([_NAMES[name]] * len(given))}]"
        elif name == "remark":
            yield f"{name}: [{_PLACEHOLDERS['remark']}]"
        elif name in _PLACEHOLDERS:
            yield f"{name}: {_PLACEHOLDERS[name]}"
        elif name == "seal":
            yield "seal: yes"
        elif name in ("signoff", "kind"):
            yield f"{name}: {given}"
        elif name == "colophon":
            yield "colophon: no"


def _kind(title: str) -> str:
    """Return the kind of document that a title names at its end, "" where it names none."""
    bare = "".join(title.split())
    ends = (bare[-length:] for length in (4, 3, 2) if len(bare) > length)
    return next((end for end in ends if names_kind(f"关于某某的{end}") and end in _KINDS), "")


def _number(learned: Learned, number: str) -> str:
    """Return a document number in the form that the sample's has."""
    text = number or "".join(part.text for part in learned.sample.of("number")[:1])
    found = _BRACKETS.search(text)
    if found:
        return f"某发{found[1]}2025{found[2]}1号"
    return "第1期" if text.endswith("期") or "期" in text else "第1号" if "第" in text else "某发〔2025〕1号"


def _body_lines(sample: Sample) -> Iterator[str]:
    yield "这里写开头一段，说明缘由和依据。"
    levels = [level for level in range(1, 5) if sample.headings(level)]
    for number in range(1, 3) if levels else ():
        for level in levels:
            yield f"{'#' * level} 第{'一二'[number - 1]}部分的{'一二三四'[level - 1]}级标题"
        yield "这里写这一部分的内容，一段只说一件事。"
    if not levels:
        yield "这里写正文。"
