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
    # --- what a stylesheet's key may have
    "style.length": (
        "{value} is not a length; write a string with a unit, such as 12pt, 37mm or 2.5cm",
        "{value}不是长度；请写带单位的字符串，如 12pt、37mm、2.5cm",
    ),
    "style.length_em": (
        "{value} is not a length; write a string with a unit, such as 12pt, 7mm or 2em",
        "{value}不是长度；请写带单位的字符串，如 12pt、7mm、2em",
    ),
    "style.length_range": (
        "{value} is out of range; write a length from {least} to {most}",
        "{value}超出范围；请写 {least} 至 {most} 的长度",
    ),
    "style.yes_no": ("{value} is not allowed; write true or false", "不能写{value}；请写 true 或 false"),
    "style.choice": ("{value} is not allowed; write one of {names}", "不能写{value}；可用的有：{names}"),
    "style.table": (
        "{value} stands where a table is expected; its keys are {names}",
        "此处应是表，写的是{value}；表中可用的键：{names}",
    ),
    "style.line": (
        "{value} is not allowed; write a string of one line, 1 to 200 characters long",
        "不能写{value}；请写 1 至 200 个字符的字符串，不换行",
    ),
    "style.role": (
        "{value} is not a name of a font role; write letters, digits, “-” and “_”, such as song",
        "{value}不能作字体角色的名称；请用文字、数字、“-”和“_”，如 song",
    ),
    "style.color": ("{value} is not a colour; write one such as #1F4E79", "{value}不是颜色；请写成 #1F4E79 的形式"),
    "style.palette": (
        "{value} is not allowed; write a list of 1 to {most} colours such as #1F4E79",
        "不能写{value}；请列出 1 至 {most} 种颜色，写成 #1F4E79 的形式",
    ),
    "style.greys": (
        "{value} is not allowed; write a list of four greys from dark to light, such as #404040, "
        "#7F7F7F, #BFBFBF, #E6E6E6",
        "不能写{value}；请由深到浅列出四种灰色，如 #404040、#7F7F7F、#BFBFBF、#E6E6E6",
    ),
    "style.fallback": (
        "{value} is not allowed; write a list of at most {most} font roles",
        "不能写{value}；请列出字体角色，至多 {most} 个",
    ),
    "style.paper": (
        "{value} is not a paper; write one of {names}, or [width, height] with sides from 50mm to 558mm",
        "{value}不是纸张；可用 {names}，或写 [宽, 高]，每边 50mm 至 558mm",
    ),
    "style.grid_count": (
        "{value} is not allowed; write a whole number from 1 to {most}",
        "不能写{value}；请写 1 至 {most} 的整数",
    ),
    "style.page_pattern": (
        "{value} is not a pattern; write {{page}}, and {{pages}} for their count, with text around them and no other "
        "braces, at most 80 characters",
        "{value}不是页码格式；请写 {{page}}，总页数写 {{pages}}，前后可加文字，不用其他花括号，不超过 80 个字符",
    ),
    "style.numbering": (
        "{value} is not a pattern of numbers; write one of “一”, “1”, “1.1” or “①” with text around it (“第一章”, "
        "“（一）”), or none",
        "{value}不是编号格式；请写“一”“1”“1.1”“①”中的一个，前后可加文字（如“第一章”“（一）”）；不编号写 none",
    ),
    # --- what a stylesheet's values must be to one another
    "style.no_role": (
        "there is no font role “{role}”; the roles are {names}",
        "没有字体角色“{role}”；可用的有：{names}",
    ),
    "style.narrow": (
        "only {count} characters of body text fit in a line, and at least {least} are needed; make the paper wider, or "
        "its inner and outer margins or the body's size smaller",
        "每行只能排 {count} 个正文字，至少要 {least} 个；请加宽纸张，或减小左右页边距或正文字号",
    ),
    "style.shallow": (
        "only {count} lines of body text fit on a page, and at least {least} are needed; make the paper higher, or its "
        "top and bottom margins or the body's leading smaller",
        "每页只能排 {count} 行正文，至少要 {least} 行；请加高纸张，或减小上下页边距或正文行距",
    ),
    "style.grid_lines": (
        "only {count} lines {leading} apart fit between the margins",
        "页边距之内只能排 {count} 行（行距 {leading}）",
    ),
    "style.grid_characters": (
        "only {count} characters of {size} fit between the margins",
        "页边距之内每行只能排 {count} 个 {size} 的字",
    ),
    "style.no_room_for_head": (
        "the running head needs a top margin of at least 9mm; make the margin larger, or write header = false",
        "页眉需要至少 9mm 的上边距；请加大上边距，或写 header = false",
    ),
    "style.tall_head": (
        "the running head has room for a leading of at most {most}; write less, or header = false",
        "页眉的行距至多 {most}；请减小，或写 header = false",
    ),
    "style.no_room_for_foot": (
        "the page number needs a bottom margin of at least {least}; make the margin larger or the number's “below” "
        "smaller, or write footer = false",
        "页码需要至少 {least} 的下边距；请加大下边距，或减小页码的 below，或写 footer = false",
    ),
    "style.wide_text": (
        "no {least} characters of [{section}] fit between the margins; make its size or indent smaller",
        "页边距之内排不下 {least} 个 [{section}] 的字；请减小字号或缩进",
    ),
    "style.tall_text": (
        "one line of [{section}] with the space before and after it takes more than half a page; make its leading or "
        "these spaces smaller",
        "[{section}] 的一行连同段前段后超过半页；请减小行距或段前段后",
    ),
    "style.no_room_for_charts": (
        "there is no room for a chart on the page; make the chart's size and bars smaller, or the margins smaller",
        "页面排不下图表；请减小图表的字号和条宽，或减小页边距",
    ),
    # --- settings of a reference document that only Word shows
    "style.and": ("{first}, {rest}", "{first}、{rest}"),
    "style.setting_of": ("{setting} ({style})", "{setting}（{style}）"),
    "style.borders": ("borders", "边框"),
    "style.shading": ("shading", "底纹"),
    "style.tab_stops": ("tab stops", "制表位"),
    "style.frames": ("frames", "图文框"),
    "style.underlines": ("underlines", "下划线"),
    "style.italics": ("italics", "斜体"),
    "style.strikes": ("strikethrough", "删除线"),
    "style.shadows": ("shadows", "阴影"),
    "style.outlines": ("outlines", "空心字"),
    "style.letter_spacing": ("letter spacing", "字符间距"),
    "style.effects": ("text effects", "文字效果"),
    "style.font": ("the font “{name}”", "字体“{name}”"),
    "style.key": ("the value of {key}", "{key} 的值"),
    "style.headers_and_footers": ("headers and footers", "页眉和页脚"),
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
