"""Texts about tables of data and about templates and their values, beside those of `texts`. Each entry: English, then
Chinese."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # --- tables of data
    "reason.unknown_table_kind": ("this kind of table cannot be read", "不能读取这种表"),
    "reason.too_many_cells": ("more than {most} cells", "超过 {most} 个单元格"),
    "reason.too_large_unpacked": ("it is too large when unpacked", "解压后过大"),
    "reason.number_too_large": ("the number in {cell} is too large", "{cell} 中的数过大"),
    "hint.fix_cell": ("correct the cell", "请改正该单元格"),
    "reason.no_sheet": ("there is no sheet “{name}”", "没有工作表“{name}”"),
    "reason.bad_csv": ("line {line} is no row of a table", "第 {line} 行不成表格的一行"),
    "reason.bad_json": ("line {line} is not valid JSON", "第 {line} 行不合 JSON 写法"),
    "reason.json_form": (
        "it is no list of objects, one for each row",
        "内容不是对象的列表（一行一个对象）",
    ),
    "reason.json_twice": ("the key “{name}” is given twice in one object", "同一对象中键“{name}”重复"),
    "reason.json_nested": (
        "“{name}” holds lists or objects, which no cell can show",
        "“{name}”里是列表或对象，单元格无法显示",
    ),
    "reason.json_not_finite": ("“{name}” is no finite number", "“{name}”不是有限的数"),
    "reason.locked_or_old_workbook": (
        "it is protected with a password, or of the old .xls format",
        "文件有密码保护，或是旧的 .xls 格式",
    ),
    "reason.no_range": ("there is no range “{name}”", "没有“{name}”这个区域"),
    "reason.needs_query": ("a database is read by a query", "数据库要用查询语句读取"),
    "reason.cell_uncomputed": (
        "“{name}” is a formula that was never computed ({cell}); open and save the workbook in a spreadsheet",
        "“{name}”是没有算出结果的公式（{cell}）；请用 Excel 或 WPS 打开工作簿并保存",
    ),
    "reason.cell_error": ("“{name}” shows an error ({cell})", "“{name}”显示的是错误值（{cell}）"),
    "reason.damaged": ("the file is damaged, or of another kind than its name says", "文件已损坏，或与扩展名不符"),
    "hint.another_name": ("choose another name, or move it away", "请换一个名称，或移走该文件"),
    "hint.save_again": ("write the file again", "请重新生成这个文件"),
    "hint.json_form": (
        'write it as [{{"县区": "甲县", "产值": 12}}, …], with texts and numbers only',
        '请写成 [{{"县区": "甲县", "产值": 12}}, …]，值只用文字和数',
    ),
    "hint.save_unlocked": ("save it as .xlsx without a password", "请去掉密码，另存为 .xlsx"),
    "hint.its_ranges": ("its named ranges: {names}", "现有的名称：{names}"),
    "hint.write_range": ("write it as A3:D20", "请写成 A3:D20"),
    "hint.write_query": (
        'add sql, such as {{file: data/x.db, sql: "select …"}}',
        '请加上 sql，如 {{file: data/x.db, sql: "select …"}}',
    ),
    "hint.choose_columns": ("choose columns of texts and numbers", "请只选文字和数的列"),
    "hint.save_as_table": ("save it as .csv or .xlsx", "请另存为 .csv 或 .xlsx"),
    "hint.fewer_rows": ("keep the rows that the document needs", "请只保留文档需要的行"),
    "hint.one_sheet": ("keep the sheet that the document needs", "请只保留文档需要的工作表"),
    "hint.its_sheets": ("its sheets: {names}", "现有工作表：{names}"),
    "hint.fix_line": ("correct the line, or save the file again in a spreadsheet", "请改正这一行，或用表格软件另存"),
    # --- templates and their values
    "reason.blank_cell": ("“{name}” is blank ({cell})", "“{name}”是空的（{cell}）"),
    "reason.two_columns": (
        '“{name}” is the name of several columns: write row["…"] with the whole head of the column',
        '有几列都叫“{name}”：请写 row["…"]，引号里写完整的列名',
    ),
    "reason.undefined_name": ("there is no “{name}”", "没有“{name}”"),
    "reason.no_column": ("there is no column “{name}”; the columns: {names}", "没有“{name}”这一列；现有的列：{names}"),
    "reason.no_attribute": ("it has no “{name}”", "其中没有“{name}”"),
    "reason.empty_list": ("the list is empty", "列表是空的"),
    "reason.unsafe_attribute": ("“{name}” may not be used in a template", "模板中不能使用“{name}”"),
    "reason.unsafe": ("a template may not do this", "模板中不允许这样做"),
    "reason.cell_is_text": (
        "“{name}” is “{text}” ({cell}), which is no number; texts are joined with ~",
        "“{name}”是“{text}”（{cell}），不是数；连接文字请用 ~",
    ),
    "reason.text_is_no_number": ("“{text}” is no number; texts are joined with ~", "“{text}”不是数；连接文字请用 ~"),
    "reason.percent_and_number": (
        "{left} and {right}: a percentage cannot be compared with, added to or taken from a plain number; "
        "write “50%” in quotes, or | float",
        "{left} 与 {right}：百分数不能同普通数比较或相加减；请在引号中写“50%”这样的百分数",
    ),
    "reason.not_whole": ("“{text}” is no whole number", "“{text}”不是整数"),
    "reason.rounding_method": ("round takes “common”, “ceil” or “floor”", "round 只能用“common”“ceil”或“floor”"),
    "reason.too_large_power": ("the power is too large", "乘方的结果过大"),
    "reason.too_much_repeated": ("more than {most} characters or items", "超过 {most} 个字符或项"),
    "reason.too_much": ("it goes beyond what a template may do", "超出了模板的限度"),
    "reason.wrong_kind": ("a value is of the wrong kind ({reason})", "值的类型不对（{reason}）"),
    "reason.no_template_file": (
        "there is no file “{name}” in the folders of templates; move it into templates/ if it is a part of the text",
        "模板文件夹中没有文件“{name}”（要引用的片段请放进 templates 文件夹）",
    ),
    "reason.jinja_expected": ("{expected} is expected, but “{got}” stands there", "此处应为{expected}，却写了“{got}”"),
    "reason.jinja_expression": ("a value is expected, but {got} stands there", "此处应写一个值，却是{got}"),
    "reason.jinja_open_tag": ("“{tag}” is missing: a {{% … %}} is not closed", "缺少“{tag}”：有 {{% … %}} 没有结束"),
    "reason.jinja_end": ("the template ends too early", "模板没有写完"),
    "reason.jinja_unknown_tag": ("there is no {{% {tag} %}}, or not here", "没有 {{% {tag} %}}，或不能写在这里"),
    "reason.jinja_char": (
        "“{char}” cannot stand here; signs must be half-width",
        "这里不能写“{char}”；符号要用半角",
    ),
    "reason.jinja_no_filter": ("there is no filter “{name}”", "没有“{name}”这个过滤器"),
    "reason.jinja_no_test": ("there is no test “{name}”", "没有“{name}”这个判断"),
    "reason.jinja_open_comment": ("a comment is not closed", "注释没有结束"),
    "reason.jinja_assign": ("a value cannot be given to this", "不能给它赋值"),
    "token.print_end": ("the end “}}}}”", "结尾的“}}}}”"),
    "token.block_end": ("the end “%}}”", "结尾的“%}}”"),
    "token.block_begin": ("“{{%”", "“{{%”"),
    "token.template_end": ("the end of the template", "模板的结尾"),
    "token.name": ("a name", "名称"),
    "token.string": ("a text in quotes", "引号中的文字"),
    "token.number": ("a number", "数字"),
    "hint.row_column": (
        'such a column is written {{{{ row["{name}"] }}}}',
        '这样的列名请写成 {{{{ row["{name}"] }}}}',
    ),
}
