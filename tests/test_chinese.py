"""Every message and hint of the program has its Chinese."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from conftest import ROOT
from jzdocs.cli.chinese import TEXTS, translate

INTERNAL = {
    "labels are texts",
    "a folder of that name is in the way",
    "“{}” is not a length",
    "“{}”: em has no meaning here",
}


def text_of(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
    elif isinstance(node, ast.IfExp):
        yield from text_of(node.body)
        yield from text_of(node.orelse)


def messages() -> Iterator[str]:
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("error", "warn") or (name.endswith("Error") and name != "UntaggedError"):
                for argument in [*node.args, *(k.value for k in node.keywords if k.arg == "hint")]:
                    for text in text_of(argument):
                        if text.strip() and not (len(text) == 4 and text[1:].isdigit()):
                            yield text


def test_every_message_is_translated() -> None:
    found = {m for m in messages() if m not in INTERNAL}
    assert len(found) > 120
    assert found - set(TEXTS) == set()


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("“@fig:a” leads nowhere", "“@fig:a”没有去处"),
        ("unknown key “x” in [body]", "[body] 中不认识的键“x”"),
        ("something else", "something else"),
        ("“a + b” cannot be computed: it ends too early", "“a + b”无法计算：没有写完"),
        ("“a + b” cannot be computed: % and 万户 cannot be added", "“a + b”无法计算：%与万户不能相加减"),
    ],
)
def test_translation(text: str, chinese: str) -> None:
    assert translate(text) == chinese
