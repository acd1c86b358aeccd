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
    # --- pull: edits of a Word file, and why one was not brought back
    "pull.unapplied": ("“{text}” was not brought back: {reason}", "“{text}”未带回：{reason}"),
    "pull.follows": (
        "{before} → {after}; these charts change with it: {charts}",
        "{before} → {after}；随之改变的图表：{charts}",
    ),
    "pull.conflict": (
        "the source and the Word file both changed this; choose one version and delete the markers",
        "源文件和 Word 文件都改了这里，请选定一种并删去标记",
    ),
    "pull.charts_joined": ("; ", "；"),
    "pull.charts_number_changed": (
        "charts were inserted or deleted; do the same in the source",
        "插入或删除了图表，请在源文件中修改",
    ),
    "pull.chart_name": (
        "a name in the chart was changed; change it in the source",
        "图表中的名称有改动，请在源文件中修改",
    ),
    "pull.not_marked": (
        "the number is not marked in these sources; change it where it is marked",
        "这些源文件中没有标出该数字，请在标出它的文件中修改",
    ),
    "pull.computed": (
        "the value is computed; change the numbers that it is computed from",
        "该数值由计算得出，请修改计算所用的数字",
    ),
    "pull.repeats": (
        "this repeats the number “{name}” ({value}); change it at {place}",
        "这里引用了数字“{name}”（{value}），请在 {place} 处修改",
    ),
    "pull.moved_away": (
        "the paragraph was moved to a place without text of this source; move it in the source",
        "段落被移到没有此源文件内容的位置，请在源文件中移动",
    ),
    "pull.block_deleted": (
        "this was deleted in Word; delete its block in the source",
        "Word 中删去了这部分，请在源文件中删除相应的块",
    ),
    "pull.cells_deleted": ("cells were deleted; delete them in the source", "删除了单元格，请在源文件中删除"),
    "pull.cells_added": ("cells were added; add them in the source", "增加了单元格，请在源文件中添加"),
    "pull.row_on_several_lines": (
        "a row was added, but rows of this table take several lines in the source; add it there",
        "增加了一行，但此表的一行在源文件中占多行，请在源文件中添加",
    ),
    "pull.picture_added": (
        "a picture was inserted; save it in the project and refer to it in the source",
        "插入了图片，请把图片存入项目，并在源文件中引用",
    ),
    "pull.no_text_near": (
        "there is no text of a source next to it; add it to the source",
        "附近没有源文件中的内容，请在源文件中添加",
    ),
    "pull.front_key_missing": (
        "the front matter has no “{name}”; add it there",
        "文首没有“{name}”这一项，请在文首添加",
    ),
    "pull.front_line": (
        "this line is made from the front matter; change date, place or issuer there",
        "此行由文首信息生成，请在文首修改日期、地点或发文单位",
    ),
    "pull.data_cell": (
        "the cell comes from a table of data; change {place}",
        "此单元格取自数据表，请修改 {place}",
    ),
    "pull.no_own_text": (
        "the source has no text of its own for this; change what it is made from",
        "源文件中没有与此对应的文字，请修改生成它的内容",
    ),
    "pull.template_line": ("a template makes this line; change the template", "此行由模板生成，请修改模板"),
    "pull.name_lost": (
        "the sentence no longer contains this number; mark it elsewhere if it is still used",
        "句中已没有这个数字；如仍要引用，请在别处标出",
    ),
    # --- trace: how a number stands with its source
    "trace.agrees": ("agrees", "一致"),
    "trace.edited": ("edited in Word: “{now}”", "Word 中改为“{now}”"),
    "trace.changed": ("the source now says “{source}”", "源文件现为“{source}”"),
    "trace.lost": ("no longer found in the Word file", "Word 文件中已找不到"),
    "trace.gone": ("the source no longer names it", "源文件中已没有这个数字"),
    "trace.unknown": ("the source was not found, or cannot be read", "找不到源文件，或无法读取"),
    # --- diff: what changed between two builds
    "diff.title": ("What changed", "两次生成的变化"),
    "diff.same": ("nothing changed", "没有变化"),
    "diff.added": ("new document: {name}", "新增文档：{name}"),
    "diff.removed": ("document removed: {name}", "文档已删除：{name}"),
    "diff.numbers": ("Numbers", "数字"),
    "diff.texts": ("Text", "文字"),
    "diff.charts": ("Charts", "图表"),
    "diff.pages": ("Pages", "页面"),
    "diff.before": ("before", "原"),
    "diff.after": ("after", "现"),
    "diff.number": ("number", "数字"),
    "diff.difference": ("difference", "差"),
    "diff.rate": ("rate", "幅度"),
    "diff.place": ("where", "位置"),
    "diff.chart": ("chart", "图表"),
    "diff.value": ("value", "项目"),
    "diff.on_page": ("p. {pages}", "第{pages}页"),
    "diff.pages_joined": (", ", "、"),
    "diff.changed_by": ("({changes})", "（{changes}）"),
    "diff.page_before": ("before, page {number}", "原第{number}页"),
    "diff.page_after": ("after, page {number}", "现第{number}页"),
    "diff.figure_before": ("before: {alt}", "原图：{alt}"),
    "diff.figure_after": ("after: {alt}", "现图：{alt}"),
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
}
