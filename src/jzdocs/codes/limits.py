"""The codes of findings about limits and what they guard (X110 to X119): meaning and example, in English, then in
Chinese."""

from __future__ import annotations

CODES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "X110": (
        ("[limits] holds something that is no limit", "template_seconds = 0"),
        ("[limits] 中的限度写法不对", "template_seconds = 0"),
    ),
    "X111": (
        ("a template goes beyond a limit", "{% for a in range(90000) %}{% for b in range(90000) %}…"),
        ("模板超出限度", "{% for a in range(90000) %}{% for b in range(90000) %}……"),
    ),
    "X112": (
        ("a template outside the project", "template: ../theirs"),
        ("模板在项目之外", "template: ../theirs"),
    ),
    "X115": (
        ("too many brackets or marks of emphasis that nothing closes", "[[[[[[… a thousand times"),
        ("未闭合的括号或强调符号过多", "连写上千个 ["),
    ),
    "X116": (
        ("a file too deep or too large to be read", "a table in a table in a table … a thousand times"),
        ("文件嵌套过深或过大，无法读取", "表中有表，连续上千层"),
    ),
    "X117": (
        ("a file that a library cannot read", "a font, a workbook or a web page that is damaged"),
        ("程序库无法读取的文件", "损坏的字体、工作簿或网页"),
    ),
    "X118": (
        ("something that the operating system refuses", "jzdocs facts a.md > /dev/full"),
        ("操作系统拒绝了操作", "jzdocs facts a.md > /dev/full"),
    ),
    "X119": (
        ("a PDF goes beyond a limit when it is read", "a page that unpacks to 600 MB"),
        ("读取 PDF 超出限度", "一页展开后有 600 MB"),
    ),
    "X114": (
        ("a TOML file goes beyond a limit", "thousands of [ in a row"),
        ("TOML 文件超出限度", "连写几千个 ["),
    ),
}
