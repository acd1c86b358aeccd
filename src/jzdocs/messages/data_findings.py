"""Findings about what Python programs give, about notebooks and about series of data (D). Each entry: English (problem,
hint), then Chinese."""

from __future__ import annotations

from jzdocs.messages.catalogue import Findings

FINDINGS: Findings = {
    "D060": (
        ("“{name}” is no table but a {kind}", "give a DataFrame, Arrow data, a list of dicts or a dict of lists"),
        ("“{name}”不是表，而是 {kind}", "请给 DataFrame、Arrow 数据、字典的列表或列表的字典"),
    ),
    "D060.name": (
        ("“{name}” cannot name a table", "take letters, digits and underscores, such as counties"),
        ("“{name}”不能作表名", "请只用字母、汉字、数字和下划线，如 counties"),
    ),
    "D060.twice": (
        ("there are two tables called “{name}”", "give each a name of its own"),
        ("有两个表都叫“{name}”", "请给每个表各起一个名"),
    ),
    "D060.large": (
        ("the table “{name}” has more than {most} cells", "give the rows and columns that the document needs"),
        ("表“{name}”超过 {most} 个单元格", "请只给文档需要的行和列"),
    ),
    "D060.empty": (
        ("the table “{name}” has no columns", "give at least one column and one row"),
        ("表“{name}”没有列", "请至少给一列、一行"),
    ),
    "D060.ragged": (
        (
            "the columns of “{name}” are of different lengths",
            "give each column a value for each row (None where it lacks)",
        ),
        ("“{name}”各列长短不一", "请给每一列的每一行都写上值，缺的写 None"),
    ),
    "D060.nested": (
        (
            "the column “{column}” of “{name}” holds lists or objects, which no cell can show",
            "choose columns of texts and numbers",
        ),
        ("“{name}”的“{column}”列里是列表或对象，单元格无法显示", "请只选文字和数的列"),
    ),
    "D060.infinite": (
        (
            "the column “{column}” of “{name}” holds an infinite number",
            "take it out, or write None where there is no value",
        ),
        ("“{name}”的“{column}”列里有无穷大", "请去掉，没有值的写 None"),
    ),
    "D060.column": (
        ("“{name}” has no column “{column}”", "its columns: {columns}"),
        ("“{name}”没有“{column}”列", "现有各列：{columns}"),
    ),
    "D060.arrow": (
        ("“{name}” is Arrow data, which needs a library to be read", "install pyarrow, polars or pandas"),
        ("“{name}”是 Arrow 数据，读取时要用到别的库", "请安装 pyarrow、polars 或 pandas"),
    ),
    "D062": (
        (
            "the numbers of the columns {columns} have more than six decimals, as binary floats leave them",
            "say how many are printed: decimals=1",
        ),
        ("{columns}列的数有六位以上小数，多半是二进制浮点数的尾数", "请写明保留几位：decimals=1"),
    ),
    "D064": (
        ("cell {cell} has not been run: it has no output", "run the notebook and save it, or build with --run"),
        ("第 {cell} 个单元格没有运行过，没有输出", "请运行后保存，或用 --run 构建"),
    ),
    "D064.order": (
        (
            "cell {cell} was run before a cell above it ({count} after {before}): its output may be out of date",
            "run all cells from the top and save, or build with --run",
        ),
        (
            "第 {cell} 个单元格先于上面的单元格运行（序号 {count}，上面已到 {before}），输出可能过时",
            "请从头依次运行后保存，或用 --run 构建",
        ),
    ),
    "D064.unknown": (
        (
            "cell {cell} has outputs but no number of its run: whether they are fresh cannot be told",
            "run the notebook and save it, or build with --run",
        ),
        ("第 {cell} 个单元格有输出而没有运行序号，无法判断是否过时", "请运行后保存，或用 --run 构建"),
    ),
    "D065": (
        ("cell {cell} printed text, which is left out", "write what readers need in a Markdown cell"),
        ("第 {cell} 个单元格打印的文字没有收入文档", "读者需要的内容请写在 Markdown 单元格里"),
    ),
    "D065.kind": (
        ("an output of cell {cell} ({kind}) cannot be printed, and is left out", "show a figure or a frame"),
        ("第 {cell} 个单元格的输出（{kind}）无法印出，没有收入文档", "请改为图或数据框"),
    ),
    "D065.raw": (
        ("the raw cell {cell} is left out", "make it a Markdown cell if it belongs to the text"),
        ("第 {cell} 个单元格是原始（raw）单元格，没有收入文档", "属于正文的请改为 Markdown 单元格"),
    ),
    "D066": (
        ("cell {cell} ended with an error: {kind}: {reason}", "correct the cell and run the notebook again"),
        ("第 {cell} 个单元格运行出错：{kind}：{reason}", "请改正后重新运行"),
    ),
    "D067": (
        (
            "cell {cell} shows only {shown} of the {all} rows of a frame",
            "show what is to be printed: df.head(10), or set display.max_rows",
        ),
        (
            "第 {cell} 个单元格只显示了数据框 {all} 行中的 {shown} 行",
            "请只显示要印的行，如 df.head(10)，或调大 display.max_rows",
        ),
    ),
    "D067.columns": (
        ("cell {cell} leaves out columns of a frame", "choose the columns to be printed, or set display.max_columns"),
        ("第 {cell} 个单元格没有显示数据框的全部列", "请选定要印的列，或调大 display.max_columns"),
    ),
    "D068": (
        ("the file is no notebook that can be read: {reason}", "save it again in Jupyter"),
        ("不是可以读取的笔记本：{reason}", "请在 Jupyter 中重新保存"),
    ),
    "D069": (
        ("running cell {cell} failed: {kind}: {reason}", "correct the cell"),
        ("运行第 {cell} 个单元格时出错：{kind}：{reason}", "请改正这个单元格"),
    ),
    "D069.library": (
        ("running notebooks needs nbclient and ipykernel", 'pip install "jzdocs[notebook]"'),
        ("运行笔记本要用到 nbclient 和 ipykernel", '请执行 pip install "jzdocs[notebook]"'),
    ),
    "D069.time": (
        (
            "running the notebook took longer than {seconds} seconds",
            "make it shorter, or run it in Jupyter and build without --run",
        ),
        ("运行笔记本超过 {seconds} 秒", "请缩短运行时间，或在 Jupyter 中运行后不用 --run 构建"),
    ),
    "D069.kernel": (
        (
            "the kernel “{name}” cannot be started: {reason}",
            "install the kernel, or run the notebook in Jupyter and build without --run",
        ),
        ("内核“{name}”无法启动：{reason}", "请安装该内核，或在 Jupyter 中运行后不用 --run 构建"),
    ),
    "D070.cut": (
        ("the text “{text}” of the figure reaches over its edge", "make the figure larger or the text shorter"),
        ("图中的文字“{text}”超出图的边缘", "请放大图，或缩短文字"),
    ),
    "D070.character": (
        ("no font of the document has {text} in the figure", "write other characters"),
        ("文档的字体没有图中的字符 {text}", "请改用其他字符"),
    ),
    "D071": (
        ("matplotlib failed at drawing the figure: {kind}: {reason}", "see whether savefig draws it"),
        ("matplotlib 画图时出错：{kind}：{reason}", "请先试试 savefig 能否画出"),
    ),
    "D072": (
        ("a {kind} is no figure of matplotlib", "give a matplotlib.figure.Figure, its axes, or the path of a picture"),
        ("{kind} 不是 matplotlib 的图", "请给 matplotlib.figure.Figure、其坐标轴，或图片的路径"),
    ),
    "D072.copy": (
        ("the figure cannot be copied: {kind}: {reason}", "give a figure without objects that are bound to a window"),
        ("图无法复制：{kind}：{reason}", "请给不含窗口对象的图"),
    ),
    "D073": (
        ("the column “{column}” lacks {count} periods: {periods}", "add the rows, or say in the text that they lack"),
        ("“{column}”列缺 {count} 期：{periods}", "请补上，或在文中说明缺数"),
    ),
    "D074": (
        (
            "the period {period} comes twice in the column “{column}”",
            "keep one row, or tell the rows apart by a further column",
        ),
        ("“{column}”列中 {period} 出现了两次", "请只留一行，或加一列区分"),
    ),
    "D075": (
        ("“{text}” stands in the column of numbers “{column}”", "leave the cell blank where there is no value"),
        ("数字列“{column}”中有文字“{text}”", "没有数的请留空"),
    ),
    "D076": (
        ("the column “{column}” writes periods in several ways: {forms}", "write all in one way, such as 2025-10"),
        ("“{column}”列的时期写法不一：{forms}", "请统一写法，如 2025-10"),
    ),
    "D077": (
        ("“compute: {name}” is no computation", "write one of {known}"),
        ("没有“compute: {name}”这种算法", "可写：{known}"),
    ),
}
