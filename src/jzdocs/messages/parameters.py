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
        (
            "{name} is no table of data and no source that names one",
            "give a CSV, a workbook, JSON, Parquet, or a source",
        ),
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
    # --- formulas over series
    "reason.no_table": (
        "there is no table of data “{name}” (there are {names})",
        "没有数据表“{name}”（现有：{names}）",
    ),
    "reason.no_series": (
        "“{table}” has no column or row “{name}” (columns: {names})",
        "“{table}”没有“{name}”这一列或行（各列：{names}）",
    ),
    "reason.no_row": ("no row is called “{name}” (rows: {names})", "没有叫“{name}”的行（各行：{names}）"),
    "reason.no_period": ("“{series}” has no number for {period}", "“{series}”没有{period}的数"),
    "reason.no_periods": (
        "the table of “{series}” has no periods: a column or the heads must say 2025-10, 2025Q3 or 2025",
        "“{series}”所在的表没有时期：要有一列或表头写明 2025年10月、2025-10、2025年三季度 或 2025年",
    ),
    "reason.no_numbers": ("“{series}” holds no numbers", "“{series}”没有数"),
    "reason.no_year": ("{period} names no year, so that there is no year before", "{period}没有写年份，找不到上年同期"),
    "reason.no_base": (
        "“{series}” has no number for {period}, with which it is compared",
        "“{series}”没有作比较的{period}的数",
    ),
    "reason.several_rows": (
        "“{series}” has several numbers there: name the row ({names})",
        "“{series}”在此有几个数，请写明哪一行（{names}）",
    ),
    "reason.base_not_positive": (
        "{period} is {text}: a rate over zero or a negative number says nothing",
        "{period}为{text}，以零或负数为基数的比率没有意义",
    ),
    "reason.series_expected": (
        "{function} needs a series, such as “output.产值”",
        "{function}要写明数列，如 output.产值",
    ),
    "reason.share_of_whom": (
        "the row is not named, as in “占比(counties.产值, 榆次区)”",
        "没有写明哪一行，如 占比(counties.产值, 榆次区)",
    ),
    "reason.percent_of_percent": ("{text} is a percentage, which has no share", "{text}是百分数，不能再求占比"),
    "reason.percent_summed": ("{text} is a percentage, and percentages are not added up", "{text}是百分数，不能累加"),
    "reason.running_months": ("{period} holds the months from January on already", "{period}已经是累计数"),
}
