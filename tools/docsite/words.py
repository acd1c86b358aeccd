"""Words of the generated pages: Chinese, then English."""

from __future__ import annotations

from docsite.nav import Language

WORDS = {
    "codes": ("问题代码", "Codes of findings"),
    "codes.about": (
        "每个问题都有代码，含义不变。`jzdocs check --codes` "
        "也能列出。下面依次是含义、举例，以及程序会说的话和处理办法；"
        "〈〉中的内容由程序填写。",
        "Every finding has a code, whose meaning never changes; `jzdocs "
        "check --codes` lists them too. Each has its cause, "
        "an example, and what jzdocs says with the cure; what stands in 〈〉 is filled in.",
    ),
    "codes.accept": (
        "确认无误的，可以认可：Markdown 中写 `<!-- jz: allow F105 理由 -->`，其他文件用 `--allow F105`。",
        "What is right may be accepted: `<!-- jz: allow F105 reason -->` in Markdown, `--allow F105` for other files.",
    ),
    "cause": ("起因", "Cause"),
    "example": ("举例", "Example"),
    "says": ("提示", "What jzdocs says"),
    "cure": ("处理", "Cure"),
    "depends": ("视具体情况，见提示", "depends on the case; the message says it"),
    "key": ("键", "key"),
    "meaning": ("含义", "meaning"),
    "value": ("可写的值", "what may be written"),
    "usual": ("report 的值", "in report"),
    "style": ("样式表", "Stylesheet"),
    "style.about": (
        "样式表 `style.toml` 同时管 Word、PDF 和图表。没有写的，沿用 "
        "`extends` 所指的模板。写错键名（T002）或值（T003）时，"
        "会指出行和列。",
        "`style.toml` sets Word, PDF and charts. What it does not write "
        "comes from the template that it `extends`. A wrong "
        "name (T002) or value (T003) is told with line and column.",
    ),
    "style.names": ("其他文字的名称", "Names of other texts"),
    "style.more": (
        "各键怎样配合、字体怎样查找，见[源文件写法](source.md)。",
        "How they work together, and where fonts are looked for: [Writing a source](source.md#stylesheet).",
    ),
    "length": ('长度，如 "12pt"，{least} 至 {most}', 'a length such as "12pt", from {least} to {most}'),
    "length_em": ('长度，如 "12pt" 或 "2em"，至多 {most}', 'a length such as "12pt" or "2em", at most {most}'),
    "flag": ("true 或 false", "true or false"),
    "text": ("文字", "a text"),
    "number": ("整数 {low} 至 {high}", "a whole number from {low} to {high}"),
    "color": ('颜色，如 "#1F4E79"', 'a colour such as "#1F4E79"'),
    "role": ("字体角色，如 song", "a role of fonts such as song"),
    "list": ("列表：{item}", "a list: {item}"),
    "section": ("见 [{name}]", "see [{name}]"),
    "schemas": ("JSON Schema", "JSON Schemas"),
    "schemas.about": (
        "由程序中的类型生成，`jzdocs schema 名称` 可以列出。怎样让编辑器用上，见[在编辑器中使用](editors.md)。",
        "Generated from the types of the program; `jzdocs schema NAME` prints one. How editors use them: "
        "[In an editor](editors.md).",
    ),
    "file": ("文件", "file"),
    "for": ("用于", "for"),
    "kinds": ("图表种类", "Kinds of charts"),
    "kinds.own": ("只用于这种图的键", "keys of this kind alone"),
    "any": ("通用", "all kinds"),
    "python": ("Python 接口", "Python reference"),
    "python.about": (
        "`import jzdocs` 之后可用的全部名称，说明取自代码（英文）。怎样使用，见 [Python 与笔记本](python.md)。",
        "Every name of `import jzdocs`, from the docstrings. How to use them: [From Python and notebooks](python.md).",
    ),
    "gallery": ("图库", "Gallery"),
    "gallery.about": (
        "每种图表、每个模板各一例。图由本站生成时当场绘制；源文件可以直接复制。",
        "Every kind of chart and every template. The pictures are drawn when this site is made; the "
        "sources may be copied.",
    ),
    "gallery.charts": ("图表", "Charts"),
    "gallery.templates": ("模板", "Templates"),
    "source": ("源文件", "Source"),
    "more": ("说明", "More"),
}


def word(key: str, language: Language, **values: object) -> str:
    """Return a word in a language."""
    return WORDS[key][0 if language == "zh" else 1].format(**values) if values else WORDS[key][language != "zh"]
