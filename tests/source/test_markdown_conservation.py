"""No word of a Markdown source is lost without a finding that names its line: random texts from every construct that
people write, of our dialect and of others."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings, strategies as st

from jzdocs.build import pipeline
from jzdocs.model import nodes
from jzdocs.model.walk import blocks, printed_texts
from jzdocs.project import lone

# `W` stands for a word of its own
INLINES = (
    "W",
    "W，W。",
    "*W*",
    "W*W*W",
    "**W**",
    "**W。**W",
    "**W",
    "`W`",
    "`W",
    "~~W~~",
    "==W==",
    "W==W==W",
    "W^2^",
    "H~2~O W",
    "5~10W~20W",
    "^[W]",
    "^[W[^甲]]",
    "[^甲]",
    "[^W]",
    "[^W",
    "[W](https://example.cn/a)",
    '[W](https://example.cn "W")',
    "[W](#W)",
    "[W][ref]",
    "[W]",
    "[W]{.dots}",
    "[12个]{#f1}W",
    "[W]{ruby=a}",
    "[[W|W]]",
    "[@zhang2020, W]",
    "@fig-a W",
    "\\@ref(fig:a)W",
    "{{ W }}",
    "{% W %}",
    "{{< W >}}",
    "%%W%%",
    ":smile: W",
    "W{.c}",
    "<b>W</b>",
    "<u>W</u>W",
    "<font color=red>W</font>",
    "W<B>W",
    "<W>",
    "<a name=x></a>W",
    '<a href="https://example.cn">W</a>',
    "<ruby>W<rt>W</rt></ruby>",
    "m<sup>W</sup>",
    "m<sup>W",
    "W<br>W",
    "W<!-- x -->W",
    "![W](https://example.cn/a.png)",
    "[![W](https://example.cn/a.png)](https://example.cn)",
    "李*W、王*W",
    "138****1234W",
    "W*3*W",
    "3*4*W=W",
    "W****W",
    "带*的W",
    "（____）W（____）",
    "\\*W\\*",
    "W\\\nW",
    "W  \nW",
    "W\nW",
    "&amp;W&nbsp;W",
    "https://example.cn/W",
    "<https://example.cn>W",
    "$W$",
    "W|W",
)
BLOCKS = (
    "I",
    "I I",
    "# I",
    "## I {#id}",
    "##### I {.c}",
    "I\n===",
    "I\n---",
    "W。\n---",
    "- I\n- I\n  - I",
    "* I\n\n  I\n\n      W",
    "1. I\n2) I",
    "3. I\n   1. I",
    "- [ ] I\n- [x] I",
    "> I\n>> I",
    "> [!NOTE]\n> I",
    "> [!WARNING] W\n> I\n>\n> I",
    "::: note W\nI\n:::",
    "::: {.landscape}\nI\n\n- I\n:::",
    "::: W\nI\n:::",
    "::: note\n::: tip\nI\n:::\nI\n:::",
    "::: note\nI",
    '!!! note "W"\n    I\n\n    I',
    "??? W\n    I",
    "| W | W |\n|---|:-:|\n| I | W |\n| W | W | W |\n| W |",
    "| W | W |\n|---|\n| I | W |",
    "| W | W |\n| I | W |",
    "W | W\n--|--\nI | W\nI",
    "| W |\n|---|\n| W \\| W |\n\n: W {#tbl-a}",
    "Table: W\n\n| W |\n|---|\n| W |",
    "<table><caption>W</caption><tr><th>W</th><th colspan=2>W</th></tr>\n\n<tr><td rowspan=2>W</td><td>I</td></tr>"
    "<tr><td>W<p>W</p></td></tr></table>",
    "<table>W<tr><td>W<table><tr><td>W</td></tr></table></td></table>",
    "<table>\n<tr><td>W",
    "<details><summary>W</summary>\nI\n\nI\n\n</details>",
    "<div align=center>\n<h1>W</h1>\n<p>W</p><ul><li>W<li>W<ol><li>W</ol></ul>W\n</div>",
    "<blockquote>W<pre>W\nW</pre></blockquote>",
    "<p>W</td></li>W",
    "```\nW\nW\n```",
    "```python\nW",
    "~~~W\nW\n~~~",
    "    W\n    W",
    "    W，这是缩进的一段话，说的是今年的工作情况。",
    "W\n: I\n: I",
    "[^甲]: I\n\n    - I\n    - I\n\n    | W | W |\n    |---|---|\n    | W | W |",
    "[^乙]: > I\n\n    # W\n\n    ```\n    W\n    ```",
    "[^甲]: I",
    "[W]: W",
    "[ref]: https://example.cn",
    '[ref]: https://example.cn "W"',
    "[toc]",
    "\\newpage",
    "{{< pagebreak >}}",
    "***",
    "$$\nW\n$$",
    "+++\nW = 1\n+++",
    "1、W\n2、W",
    "（1）W；\n（2）W。",
    "W：\n- W\n- W\nW",
    "```columns 2\nI\n\n- I\n```",
)
CHARACTERS = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈"


def word(number: int) -> str:
    """A word of four characters that no other word of the text is."""
    base = len(CHARACTERS)
    return CHARACTERS[number // base % base] + CHARACTERS[number % base] + "文" + CHARACTERS[(number * 7 + 3) % base]


def filled(templates: list[str], inlines: list[str]) -> tuple[str, list[str]]:
    """The text of templates with inlines and words put in, and the words."""
    text, words, parts = "", [], iter(inlines * 50)
    for char in "".join("".join(next(parts) if c == "I" else c for c in template) + "\n\n" for template in templates):
        if char == "W":
            words.append(word(len(words)))
            text += words[-1]
        else:
            text += char
    return text, words


def lost(text: str, words: list[str]) -> list[str]:
    """The words that are neither printed nor told."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.md"
        path.write_text(text, encoding="utf-8")
        loaded = pipeline.load(path, lone(path), "report")
    document = loaded.document
    printed = "".join(printed_text.text for printed_text in printed_texts(document)).replace("\u3000", "")
    printed += "".join(block.alt for block in blocks(document.blocks) if isinstance(block, nodes.Figure))
    lines = ["", *text.split("\n")]
    told = "\n".join(lines[finding.location.line] + str(finding) for finding in loaded.report)
    return [w for w in words if w not in printed and w not in told]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=8),
    st.lists(st.sampled_from(INLINES), min_size=1, max_size=12),
)
def test_every_word_is_printed_or_told(templates: list[str], inlines: list[str]) -> None:
    text, words = filled(
        ["引用[^甲][^乙]。", *templates], inlines
    )  # a note that nothing refers to is left out, and told
    assert lost(text, words) == [], text
