"""Numbers of a text that its sources do not have (F160–F164), and what assistants are told (X240–X243): findings and
texts. Each entry: English, then Chinese."""

from __future__ import annotations

from jzdocs.messages.catalogue import Findings

FINDINGS: Findings = {
    "F160": (
        (
            "no source has “{text}”; nearest: {near}",
            "correct it, name its source, or allow it where it is known from elsewhere",
        ),
        ("依据材料中找不到“{text}”，相近的有：{near}", "请核对改正，或补充依据；确有其他来源的，可予认可"),
    ),
    "F160.alone": (
        (
            "no source has “{text}”, nor anything in its unit",
            "correct it, name its source, or allow it where it is known from elsewhere",
        ),
        ("依据材料中找不到“{text}”，也没有同单位的数字", "请核对改正，或补充依据；确有其他来源的，可予认可"),
    ),
    "F161": (
        ("“{text}” has more digits than its source: {source} ({place})", "write the digits that the source has"),
        ("“{text}”的位数比依据材料多，材料为{source}（{place}）", "请按材料的位数书写"),
    ),
    "F162": (
        ("“{text}” has the digits of its source, but another unit: {source} ({place})", "correct the unit"),
        ("“{text}”与依据材料数字相同而单位不同，材料为{source}（{place}）", "请改正单位"),
    ),
    "F164": (
        ("there is no table or text to check against in {names}", "name files or folders with tables or texts"),
        ("{names} 中没有可作依据的表格或文本", "请写有表格或文本的文件、文件夹"),
    ),
    "F164.kind": (
        ("{name} is no table or text to check against", "name tables (CSV, XLSX, JSON …) or texts"),
        ("{name} 不是可作依据的表格或文本", "请写表格（CSV、XLSX、JSON 等）或文本"),
    ),
}

SERVER: Findings = {
    "X240": (
        ("{path} lies outside the folder that this server may use, {root}", "name a file below that folder"),
        ("{path} 在允许使用的文件夹 {root} 之外", "请写该文件夹以内的文件"),
    ),
    "X241": (
        ("this server only reads: nothing is written", "start it as “jzdocs mcp --write” to let it write"),
        ("服务为只读，不写任何文件", "需要写文件时，请用“jzdocs mcp --write”启动"),
    ),
    "X242": (
        (
            "the MCP server needs a part of jzdocs that is not installed",
            "install it: pip install 'jzdocs[mcp]'",
        ),
        ("MCP 服务所需的部分尚未安装", "请安装：pip install 'jzdocs[mcp]'"),
    ),
    "X243": (
        ("there is no {kind} named “{name}”", "available: {names}"),
        ("没有名为“{name}”的{kind}", "可用的有：{names}"),
    ),
}

TEXTS: dict[str, tuple[str, str]] = {
    "evidence.value": ("{text} ({place} {name})", "{text}（{place} {name}）"),
    "evidence.and": ("{first}, {second}", "{first}、{second}"),
    "mcp.template": ("template", "模板"),
    "mcp.page": ("page of the documentation", "说明文档"),
}
