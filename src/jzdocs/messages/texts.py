"""The texts that are no findings: hints and reasons that stand inside findings, and what commands print. Each entry:
English, then Chinese."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # --- hints that depend on what was found
    "hint.did_you_mean": ("did you mean “{name}”?", "是不是“{name}”？"),
    "hint.mark_fact": ("mark it in the text: [12个]{{#name}}", "在正文中标出：[12个]{{#名字}}"),
    "hint.give_id": ("give a figure, table or heading this id", "给图、表或标题加上这个标识"),
    "hint.known": ("known: {names}", "可用的有：{names}"),
    "hint.name_data_file": (
        "name its file in the front matter: “data: {{name: file.csv}}”",
        "在文首写明文件：“data: {{名字: 文件.csv}}”",
    ),
    "hint.build_again": ("build it again", "请重新生成"),
    "hint.inputs_changed": (
        "what it is made from changed: {names}; build it again",
        "所依据的有变：{names}；请重新生成",
    ),
    "hint.formula_without_result": (
        "open the workbook in a spreadsheet and save it: its formula has no result yet",
        "请用表格软件打开工作簿并保存：公式还没有结果",
    ),
    "hint.another_cell": ("name another cell", "请改用别的单元格"),
    # --- reasons inside findings
    "reason.nothing": ("nothing", "空"),
    "reason.quoted": ("“{text}”", "“{text}”"),
    "reason.no_unit": ("no unit", "没有单位"),
    "reason.trailing_formula": ("something follows its end", "结尾之后还有内容"),
    "reason.not_understood": ("“{text}” is not understood", "“{text}”读不懂"),
    "reason.cannot_be_added": ("{left} and {right} cannot be added", "{left}与{right}不能相加减"),
    "reason.product_without_unit": ("{left} times {right} has no unit", "{left}乘以{right}没有单位"),
    "reason.quotient_without_unit": ("{left} divided by {right} has no unit", "{left}除以{right}没有单位"),
    "reason.open_bracket": ("a bracket is not closed", "括号没有闭合"),
    "reason.formula_ends": ("it ends too early", "没有写完"),
    "reason.figure_expected": ("“{text}” stands where a figure is expected", "此处应是数字，写的是“{text}”"),
    "reason.holds_no_number": ("“{text}” contains no number", "“{text}”里没有数"),
    "reason.division_by_zero": ("division by zero", "除数为零"),
    "reason.plain_number": ("a plain number", "无单位的数"),
    "reason.unknown_table_kind": ("this kind of table cannot be read", "不能读取这种表"),
    "reason.too_many_cells": ("more than {most} cells", "超过 {most} 个单元格"),
    "reason.too_large_unpacked": ("it is too large when unpacked", "解压后过大"),
    "reason.no_sheet": ("there is no sheet “{name}”", "没有工作表“{name}”"),
    "reason.bad_csv": ("{reason}", "{reason}"),
    "hint.save_as_table": ("save it as .csv or .xlsx", "另存为 .csv 或 .xlsx"),
    "hint.fewer_rows": ("keep the rows that the document needs", "只保留文档需要的行"),
    "hint.one_sheet": ("keep the sheet that the document needs", "只保留文档需要的工作表"),
    "hint.its_sheets": ("its sheets: {names}", "现有工作表：{names}"),
    "hint.fix_line": ("correct the line, or save the file from a spreadsheet", "改正该行，或用表格软件另存"),
    # --- findings as lines
    "finding.error": ("error", "错误"),
    "finding.warning": ("warning", "警告"),
    "finding.line": ("{severity}[{code}]: {problem}", "{severity}[{code}]：{problem}"),
    "finding.then": ("; {hint}", "；{hint}"),
    "finding.hint": (" ({hint})", "（{hint}）"),
    "finding.sentence": ("{problem}; {hint}", "{problem}；{hint}"),
    "count.error": ("{count} error", "{count} 处错误"),
    "count.errors": ("{count} errors", "{count} 处错误"),
    "count.warning": ("{count} warning", "{count} 处警告"),
    "count.warnings": ("{count} warnings", "{count} 处警告"),
    "count.both": ("{errors}, {warnings}", "{errors}，{warnings}"),
    # --- proposed charts: reasons, then warnings (resolve/proposals.py)
    "proposal.pair": (
        "a value before and a value after: show both ends of the change",
        "前后两个数说明一个变化：画起止",
    ),
    "proposal.pairs": (
        "{count} changes in the same unit: compare them in one chart",
        "{count}组前后数字单位相同：放在一张图里对比",
    ),
    "proposal.pairs_tenfold": (
        "the changes differ more than tenfold in size: a panel with its own axis for each",
        "各组相差十倍以上：分面，各用自己的坐标轴",
    ),
    "proposal.ranks": ("ranks are not quantities: a table, no chart", "名次不是数量：列表，不画图"),
    "proposal.units": (
        "different units ({units}) cannot share an axis: a table",
        "单位不同（{units}）：不能同轴，列表",
    ),
    "proposal.units_and_none": (
        "different units ({units}, none) cannot share an axis: a table",
        "单位不同（{units}、无单位）：不能同轴，列表",
    ),
    "proposal.parts_of_whole": ("the parts add up to 100%: a single divided bar", "各部分合计为100%：画一根占比条"),
    "proposal.rates": (
        "the rates have different bases: bars side by side, no pie",
        "各比率的基数不同：并列条形，不画饼",
    ),
    "proposal.tenfold": (
        "the largest is more than ten times the smallest: panels, or a table instead",
        "最大与最小相差十倍以上：分面或改用表",
    ),
    "proposal.one_unit": ("several values in one unit: bars from zero", "同一单位的几个数：条形图，从零起"),
    "proposal.rank_scopes": (
        "say among whom each rank counts (the nation, the province)",
        "各名次的范围（全国、全省）要写明",
    ),
    "proposal.not_added": (
        "the bases differ: the rates can be compared, not added",
        "基数不同，只比高低，不相加",
    ),
    "proposal.estimates": ("some values are approximate: say so in a note", "含约数，图注应说明"),
    "proposal.no_years": ("the text does not give the years of the change", "起止年份原文未列"),
    "proposal.scopes": ("the values cover different areas ({scopes})", "统计范围不同（{scopes}）"),
    "proposal.parts_included": (
        "“其中” (of which): some values are parts of others and cannot be added",
        "有“其中”，数字之间有包含关系，不能相加",
    ),
}
