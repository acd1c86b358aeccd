"""The codes of findings about what Python programs give, about notebooks and about series of data (D): meaning and
example, in English, then in Chinese."""

from __future__ import annotations

CODES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "D060": (
        ("what a program gives cannot be read as a table", "a list of numbers in place of a DataFrame"),
        ("程序给的数据不能读作表", "给的是数的列表，不是 DataFrame"),
    ),
    "D062": (
        ("numbers with the tails of binary floats", "0.30000000000000004 in a column"),
        ("数带有二进制浮点数的尾数", "某列中有 0.30000000000000004"),
    ),
    "D064": (
        ("the output of a notebook's cell is missing or may be out of date", "cell 3 was run before cell 2"),
        ("笔记本单元格没有输出，或输出可能过时", "第 3 个单元格先于第 2 个运行"),
    ),
    "D065": (
        ("an output of a notebook is left out", "print(df.shape)"),
        ("笔记本的输出没有收入文档", "print(df.shape)"),
    ),
    "D066": (
        ("a cell of a notebook ended with an error", "NameError in cell 2"),
        ("笔记本单元格运行出错", "第 2 个单元格中有 NameError"),
    ),
    "D067": (
        ("a notebook shows part of a frame", "60 rows, of which pandas shows ten"),
        ("笔记本只显示了数据框的一部分", "60 行中 pandas 只显示 10 行"),
    ),
    "D068": (
        ("a notebook cannot be read", "a .ipynb that is no JSON"),
        ("笔记本无法读取", "内容不是 JSON 的 .ipynb"),
    ),
    "D069": (
        ("a notebook cannot be run", "--run without nbclient"),
        ("笔记本无法运行", "没有安装 nbclient 就用 --run"),
    ),
    "D070": (
        ("a text of a given figure cannot be printed rightly", "a label that is cut at the edge"),
        ("所给图中的文字不能正确印出", "标签在边缘被截断"),
    ),
    "D071": (
        ("a given figure cannot be drawn", "a formatter that raises an error"),
        ("所给的图画不出来", "刻度格式函数出错"),
    ),
    "D072": (
        ("what a program gives is no figure that can be used", "doc.figure(42)"),
        ("程序给的不是可用的图", "doc.figure(42)"),
    ),
    "D073": (
        ("a series lacks periods", "2025-03 and then 2025-05"),
        ("时间序列缺期", "2025-03 之后是 2025-05"),
    ),
    "D074": (
        ("a period comes twice", "two rows 2025-03"),
        ("同一时期出现两次", "两行都是 2025-03"),
    ),
    "D075": (
        ("a text stands in a column of numbers", "暂无 among the values"),
        ("数字列中有文字", "数值中夹着“暂无”"),
    ),
    "D076": (
        ("periods are written in several ways", "2025-03 and 2025年4月"),
        ("时期写法不一", "2025-03 与 2025年4月 混用"),
    ),
    "D077": (
        ("a chart asks for a computation that there is not", "compute: 同期"),
        ("图表要的算法不存在", "compute: 同期"),
    ),
}
