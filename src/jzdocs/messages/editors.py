"""What the language server says in an editor. Each entry: English, then Chinese."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # --- about a figure
    "editor.figure": ("**{text}** · `{name}`", "**{text}** · `{name}`"),
    "editor.value": ("Value: {value} {unit}", "数值：{value} {unit}"),
    "editor.value_alone": ("Value: {value}", "数值：{value}"),
    "editor.subject": ("What: {subject}", "指标：{subject}"),
    "editor.period": ("Period: {period}", "时期：{period}"),
    "editor.sentence": ("Sentence: {sentence}", "原句：{sentence}"),
    "editor.place": ("Source: {file}, line {line}", "出处：{file} 第 {line} 行"),
    "editor.cell": ("Source: {file}, cell {cell}", "出处：{file} 单元格 {cell}"),
    "editor.sheet_cell": ("Source: {file}, sheet {sheet}, cell {cell}", "出处：{file} 工作表“{sheet}”单元格 {cell}"),
    "editor.formula": ("Formula: `{formula}`", "公式：`{formula}`"),
    "editor.computation": ("Computed: {computation}", "计算：{computation}"),
    "editor.used": ("Named in lines: {lines}", "使用位置：第 {lines} 行"),
    "editor.printed": ("Printed in: {places}", "见于：{places}"),
    "editor.card": ("key figures", "关键数字"),
    "editor.pages": ("Pages: {pages}", "页码：{pages}"),
    "editor.target": ("**{text}** {title} · `{name}`", "**{text}** {title} · `{name}`"),
    # --- completion
    "editor.type.text": ("text", "文字"),
    "editor.type.list": ("list", "列表"),
    "editor.type.flag": ("yes or no", "yes 或 no"),
    "editor.type.number": ("number", "数字"),
    "editor.type.choice": ("one of: {names}", "可选：{names}"),
    "editor.type.part": ("keys of its own", "下有各项"),
    "editor.kind.fact": ("figure", "数字"),
    "editor.kind.cell": ("cell of a table of data", "数据表单元格"),
    "editor.kind.table": ("table of data", "数据表"),
    "editor.kind.template": ("template", "模板"),
    "editor.kind.block": ("block", "内容块"),
    "editor.kind.chart": ("chart", "图表"),
    # --- rename
    "editor.rename.nothing": ("there is no name of a figure here", "此处没有数字名称"),
    "editor.rename.cell": (
        "“{name}” is a cell of a table of data: its name comes from the file",
        "“{name}”是数据表的单元格，名称由数据文件决定",
    ),
    # --- actions and symbols
    "editor.allow": ("Accept {code} here: put a comment above the block", "接受此处的 {code}：在上方加注释"),
    "editor.front_matter": ("Front matter", "文首元数据"),
    "editor.elsewhere": ("{place}: {problem}", "{place}：{problem}"),
}
