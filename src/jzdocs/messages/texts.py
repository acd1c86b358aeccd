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
    # --- hints about jzdocs.toml
    "hint.config_folder": ('write the name of a folder in quotes, such as "seeds"', '请在引号中写文件夹名，如 "seeds"'),
    "hint.config_template": (
        'write the name of a template in quotes, such as "briefing"',
        '请在引号中写模板名，如 "briefing"',
    ),
    "hint.config_formats": ('write a list of formats, such as ["pdf", "docx"]', '请写格式列表，如 ["pdf", "docx"]'),
    "reason.toml_syntax": ("the line cannot be understood from here on", "从这里起读不懂"),
    "reason.toml_twice": ("the key is given twice", "键重复了"),
    "reason.toml_end": ("the file ends in the middle of a value", "文件在值的中间结束"),
    # --- hints about environment variables
    "hint.setting_size": (
        "give a size such as 64M, 64MiB or 1G, or unset it",
        "请写大小，如 64M、64MiB 或 1G，或取消这个变量",
    ),
    "hint.setting_seconds": (
        "give a whole number of seconds, from 1, or unset it",
        "请写不小于 1 的整数（秒），或取消这个变量",
    ),
    "hint.setting_folder": ("give a folder, or nothing for no cache", "请写文件夹；留空表示不用缓存"),
    "hint.setting_folders": ("give folders, not files", "请写文件夹，不要写文件"),
    "hint.source_date_epoch": (
        "give the seconds since 1970-01-01 00:00 UTC, such as 1700000000, or unset it",
        "请写自 1970-01-01 00:00（UTC）起的秒数，如 1700000000，或取消这个变量",
    ),
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
    # --- why the operating system refused something
    "reason.os_eacces": ("permission denied", "没有权限"),
    "reason.os_eperm": ("operation not permitted", "不允许此操作"),
    "reason.os_enoent": ("no such file or folder", "没有这个文件或文件夹"),
    "reason.os_eisdir": ("a folder has that name", "有同名的文件夹"),
    "reason.os_enotdir": ("a file has the name of a folder on the way", "路径中的文件夹与文件同名"),
    "reason.os_enospc": ("no space left on the disk", "磁盘空间不足"),
    "reason.os_erofs": ("the disk is read-only", "磁盘是只读的"),
    "reason.os_enametoolong": ("the name is too long", "名称太长"),
    "reason.os_eexist": ("the name is taken", "名称已被占用"),
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
    "list.names": (", ", "、"),
    "list.clauses": ("; ", "；"),
    "count.both": ("{errors}, {warnings}", "{errors}，{warnings}"),
}
