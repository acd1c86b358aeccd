"""The law of conservation: every word of a source is in both documents, or a finding names its line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from jzdocs.build import pipeline
from jzdocs.project import lone
from reading import pdf_text, squeeze, word_text

Words = Callable[[], str]


class Counter:
    """Words that occur once: each shows where it was put, or that it is lost. They are numbers, which no line or page
    breaks."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> str:
        self.count += 1
        return str(7000 + self.count)


def inline(word: Words, kind: int) -> str:
    forms = [
        lambda: f"{word()}",
        lambda: f"**{word()}**",
        lambda: f"*{word()}*",
        lambda: f"`{word()}`",
        lambda: f"[{word()}](https://example.com/a)",
        lambda: f"[{word()}]{{.dots}}",
        lambda: f"[{word()}]{{ruby=pīnyīn}}",
        lambda: f"{word()}<sup>{word()}</sup>",
        lambda: f"~~{word()}~~",
        lambda: f"**{word()}*{word()}***",
        lambda: f"{word()}“{word()}”（{word()}）——{word()}",
        lambda: f"{word()}\n{word()}",
        lambda: f"{word()}<br>{word()}",
    ]
    return forms[kind % len(forms)]()


def sentence(word: Words, kinds: list[int]) -> str:
    return "，".join(inline(word, kind) for kind in kinds) + "。"


def block(word: Words, kind: int, kinds: list[int]) -> str:
    text = sentence(word, kinds)
    flat = text.replace("\n", "")
    forms = [
        lambda: text,
        lambda: f"{'#' * (1 + kind % 4)} {word()}",
        lambda: f"- {flat}\n- {word()}\n  - {word()}\n    1. {word()}\n\n       {word()}",
        lambda: f"1. {flat}\n2. {word()}",
        lambda: f"> {flat}\n>\n> - {word()}",
        lambda: f"| {word()} | {word()} |\n|---|---|\n| {flat} | {word()} |\n| {word()} | {inline(word, 1)} |",
        lambda: f"```\n{word()} = {word()}\n{word()}\n```",
        lambda: f"{text}[^{kind}-{word()}]",
        lambda: f"**{word()}。**{text}",
        lambda: f"```columns\n{flat}\n\n{word()}\n```",
        lambda: (
            f"```table\ntitle: {word()}\nunit: {word()}\nnote: {word()}\ncolumns: [{word()}, {word()}]\n"
            f"rows:\n  - [{word()}, {word()}]\n  - [{{text: {word()}, colspan: 2}}]\n```"
        ),
        lambda: "---",
        lambda: f"{word()}\n\n---\n\n{word()}\n: 　{word()}",
    ]
    return forms[kind % len(forms)]()


def document(drawn: list[tuple[int, list[int]]], front: bool) -> str:
    word = Counter()
    blocks = [block(word, kind, kinds) for kind, kinds in drawn]
    body = "\n\n".join(blocks)
    notes = "\n\n".join(f"[^{label}]: {word()}，**{word()}**。" for label in re.findall(r"\[\^([^\]]+)\]", body))
    head = f"---\ntitle: {word()}\nsubtitle: {word()}\nissuer: {word()}\n---\n\n" if front else f"{word()}\n\n"
    return f"{head}{body}\n\n{notes}\n"


BLOCKS = st.lists(st.tuples(st.integers(0, 51), st.lists(st.integers(0, 12), min_size=1, max_size=4)), max_size=7)


@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a document takes too long to be made small
)
@given(BLOCKS, st.booleans(), st.sampled_from(["report", "briefing", "gongwen"]))
def test_every_word_of_any_document_is_in_both_files(
    tmp_path: Path, drawn: list[tuple[int, list[int]]], front: bool, template: str
) -> None:
    text = document(drawn, front)
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    result = pipeline.build(path, lone(path), template)
    errors = [str(finding) for finding in result.report if finding.severity == "error"]
    assert not errors, errors
    told = "".join(str(value) for finding in result.report for value in finding.arguments.values())
    labels = re.findall(r"\[\^(\d+-[^\]]+)\]", text)  # names of notes are marks
    words = [word for word in re.findall(r"\b7\d{3}\b", text) if not any(word in label for label in labels)]
    for name in ("a.pdf", "a.docx"):
        (tmp_path / name).write_bytes(result.files[name])
    printed, in_word = squeeze(pdf_text(tmp_path / "a.pdf")), squeeze(word_text(tmp_path / "a.docx"))
    assert [word for word in words if word not in printed and word not in told] == []
    assert [word for word in words if word not in in_word and word not in told] == []
