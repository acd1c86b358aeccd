"""LaTeX: which text is a formula, what is read of it, and what it says as plain text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings, strategies as st

from jzdocs.formula.omml import latex_of
from jzdocs.formula.parser import FormulaError, parse, unreadable_part
from jzdocs.formula.plain import plain_formula
from jzdocs.formula.recognise import escaped, formula_at
from jzdocs.source.markdown import make_parser
from jzdocs.word.formula import inline_formula
from latex import FORMULAS


@pytest.mark.parametrize("latex", FORMULAS)
def test_it_is_understood(latex: str) -> None:
    assert unreadable_part(latex) == ""


@pytest.mark.parametrize(
    ("latex", "part"),
    [
        (r"\foo{x}", r"\foo"),
        (r"\frac{1", "}"),
        ("x}", "}"),
        (r"\left( x", r"\right"),
        (r"\begin{tikz}\end{tikz}", r"\begin{tikz}"),
        ("x_1_2", "_"),
        (r"\frac{1}", "{}"),
        ("{" * 100 + "}" * 100, "{{{"),
    ],
)
def test_what_is_not_understood_is_named(latex: str, part: str) -> None:
    assert unreadable_part(latex) == part


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (FORMULAS[0], "r = (x_1−x_0)/(x_0)×100%"),
        ("E=mc^2", "E = mc²"),
        (r"\sqrt[3]{x}", "³√x"),
        (r"a \tag{甲}", "a (甲)"),
        (r"\foo", r"\foo"),
    ],
)
def test_as_plain_text(latex: str, text: str) -> None:
    assert plain_formula(latex) == text


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("$x+y$计算", "x+y"),
        ("$$a$$", "a"),
        (r"$\$5$", r"\$5"),
        ("$p<0.05$", "p<0.05"),
        ("$增长率=1$", "增长率=1"),
        (r"\(a+b\)", "a+b"),
        (r"\[\frac12\]", r"\frac12"),
        ("$100 and $200", ""),
        ("$5和$6之间", ""),
        ("$5，比$4", ""),
        ("$HOME到$PATH", ""),
        ("$x=到$PATH", ""),
        ("$ x $", ""),
        ("$x $", ""),
        ("$增长率$", ""),
        ("$a_1$2", ""),
        ("$$", ""),
        (r"\(一\)", ""),
        (r"\[1\]", ""),
        (r"\[c+d\]", "c+d"),
        (r"\[a-z\]", ""),
        (r"\[[^1]\]", ""),
        (r"\[x=[5]{#a}\]", ""),
        (r"\[注=1\]", ""),
    ],
)
def test_what_is_a_formula(text: str, latex: str) -> None:
    found = formula_at(text, 0)
    assert (found[0] if found else "") == latex


@given(st.text("$ax1 +[]\\", max_size=20))
@settings(deadline=None)
def test_an_escaped_text_holds_no_formula(text: str) -> None:
    line = escaped(re.sub(r"([\\\[\]])", r"\\\1", text))
    tokens = make_parser().parseInline(line)
    children = tokens[0].children or []
    assert "formula" not in [token.type for token in children]
    assert "".join(token.content for token in children).strip() == text.strip()


PIECES = (
    r"\frac \sqrt \left \right { } ^ _ & \\ x ( [ ] | 1 率 \begin{cases} \end{cases} \sum ' \text \middle \hat \over"
)


@given(st.lists(st.sampled_from([*PIECES.split(), " "]), max_size=14))
@settings(deadline=None, max_examples=300)
def test_anything_is_read_or_refused(pieces: list[str]) -> None:
    latex = "".join(pieces)
    try:
        parse(latex)
    except FormulaError as error:
        assert str(error)
    assert plain_formula(latex) or not latex.strip() or latex


@pytest.mark.parametrize("latex", FORMULAS)
def test_what_word_gets_says_the_same_when_it_comes_back(latex: str) -> None:
    back = latex_of(inline_formula(latex))
    assert unreadable_part(back) == "", back
    assert sorted(_bare(back)) == sorted(_bare(latex)), back  # a limit may come before or behind the other


def _bare(latex: str) -> str:
    """The text of a formula without brackets, which both may set where they are not needed."""
    return "".join(c for c in plain_formula(latex) if c not in "()^_ \u2009").replace("+", "⁺").replace("−", "⁻")
