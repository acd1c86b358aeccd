"""Findings about parameters that a command or a program gives a document (X200–X209), and texts that notebooks and
`jzdocs data` show. Each entry: English, then Chinese."""

from __future__ import annotations

from jzdocs.messages.catalogue import Findings

FINDINGS: Findings = {
    "X200": (
        ("“{value}” sets no parameter", "write name=value, such as --set 年份=2025"),
        ("“{value}”没有设定参数", "请写成 名称=值，如 --set 年份=2025"),
    ),
    "X200.no_template": (
        ("{file} takes no parameters (“{name}”)", "a source with parameters is a template: its name ends in .md.j2"),
        ("{file} 不能带参数（“{name}”）", "带参数的源文件是模板，文件名以 .md.j2 结尾"),
    ),
    "X200.twice": (
        ("the parameter “{name}” is set twice", "set it once"),
        ("参数“{name}”设定了两次", "请只设定一次"),
    ),
    "X201": (
        ("the source does not use the parameter “{name}”", "its names: {names}"),
        ("源文件没有用到参数“{name}”", "源文件用到的名称：{names}"),
    ),
    "X202": (
        ("the table “{path}” cannot be read: {reason}", "write a path from the project's folder"),
        ("表“{path}”无法读取：{reason}", "请写从项目文件夹起的路径"),
    ),
    "X203": (
        ("no {format} was built; there are {formats}", 'order it: to=["pdf", "docx"]'),
        ("没有生成 {format}，只有 {formats}", '请写 to=["pdf", "docx"]'),
    ),
    "X203.page": (
        ("there is no page {number}; the document has {pages}", "give a page from 1 to {pages}"),
        ("没有第 {number} 页，文档共 {pages} 页", "请写 1 到 {pages} 的页码"),
    ),
    "X204": (
        ("{name} is no table of data and no source that names one", "give a CSV, a workbook, JSON, Parquet, or a source"),
        ("{name} 不是数据表，也不是用到数据表的源文件", "请给 CSV、工作簿、JSON、Parquet 或源文件"),
    ),
}

TEXTS: dict[str, tuple[str, str]] = {
    "show.pages": ("({count} pages)", "（{count} 页）"),
    "show.page": ("page {number}", "第 {number} 页"),
    "show.more_pages": ("and {count} more pages", "另有 {count} 页"),
    "show.facts": ("{count} figures", "{count} 个数字"),
    "show.no_findings": ("No findings.", "没有提示。"),
    "show.name": ("name", "名称"),
    "show.number": ("figure", "数字"),
    "show.kind": ("kind", "种类"),
    "show.subject": ("subject", "指标"),
    "show.computation": ("computation", "算法"),
    "show.place": ("place", "位置"),
    "show.severity": ("severity", "级别"),
    "show.code": ("code", "代码"),
    "show.problem": ("problem", "问题"),
    "show.way_out": ("what to do", "办法"),
}
