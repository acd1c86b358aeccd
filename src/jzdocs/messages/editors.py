"""What is said to editors and assistants: the commands that serve them, and what the language server shows. Each entry:
English, then Chinese."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "cli.mcp.help": (
        "Serve the commands to an assistant over the Model Context Protocol (standard input and output). Only files "
        "below one folder are used, and nothing is written unless --write is given.",
        "通过模型上下文协议（MCP，标准输入输出）供智能助手使用；只用一个文件夹以内的文件，不加 --write 不写文件。",
    ),
    "cli.mcp.summary": ("Serve documents to an assistant (MCP).", "供智能助手使用（MCP 服务）。"),
    "cli.mcp.root": ("The folder that may be used; by default the current one.", "允许使用的文件夹，默认当前文件夹。"),
    "cli.mcp.write": ("Let build and pull write below that folder.", "允许在该文件夹内写文件（生成、取回修改）。"),
    # --- lsp
    "cli.lsp.help": (
        "Serve an editor through standard input and output (Language Server Protocol): findings while you type, names "
        "and values of figures, completion, renaming, quick fixes. Editors start it themselves.",
        "为编辑器提供语言服务（LSP，经标准输入输出）：边写边查、显示数字的数值和出处、补全、改名、一键改正。由编辑器自行启动。",
    ),
    "cli.lsp.summary": ("Serve an editor (language server).", "为编辑器提供语言服务。"),
    "cli.lsp.stdio": ("Talk through standard input and output, as it does anyway.", "经标准输入输出通信（本来如此）。"),
    "cli.lsp.for_editors": (
        "This is for editors, which talk to it by a protocol; Ctrl-C ends it.",
        "本命令供编辑器调用，按协议通信；按 Ctrl-C 结束。",
    ),
    "cli.schema.help": (
        "Print a JSON Schema of front matter, blocks, style.toml, jzdocs.toml or results; without a name, the names.",
        "列出 JSON Schema：元数据、块、style.toml、jzdocs.toml 和各种结果；不写名称时列出可用的名称。",
    ),
    "cli.schema.summary": ("Print a JSON Schema for editors.", "列出供编辑器使用的 JSON Schema。"),
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
