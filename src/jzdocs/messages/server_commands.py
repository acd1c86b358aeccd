"""The commands that serve editors and assistants. Each entry: English, then Chinese."""

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
}
