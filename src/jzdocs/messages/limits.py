"""Findings and texts about limits, beside those of `surroundings` and `texts`. Each entry: English, then Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jzdocs.messages.catalogue import Findings

FINDINGS: Findings = {
    "X110": (
        ("the limit “{name}” has a wrong value", "write a whole number from {low} to {high}"),
        ("限度“{name}”的值不对", "请写 {low} 到 {high} 的整数"),
    ),
    "X110.unknown": (
        ("there is no limit “{name}”", "limits are: {known}"),
        ("没有“{name}”这个限度", "可用的有：{known}"),
    ),
    "X111.time": (
        (
            "the template runs longer than {most} seconds",
            "repeat less; if it is right, raise template_seconds under [limits] in jzdocs.toml",
        ),
        (
            "模板运行超过 {most} 秒",
            "请减少循环；如确属需要，请在 jzdocs.toml 的 [limits] 中调高 template_seconds",
        ),
    ),
    "X111.memory": (
        (
            "the template needs more than {most} MiB of memory",
            "make shorter texts and lists; if it is right, raise template_memory under [limits] in jzdocs.toml",
        ),
        (
            "模板所用内存超过 {most} MiB",
            "请缩短其中的文字和列表；如确属需要，请在 jzdocs.toml 的 [limits] 中调高 template_memory",
        ),
    ),
    "X111.characters": (
        (
            "the template prints more than {most} characters",
            "print less; if it is right, raise template_characters under [limits] in jzdocs.toml",
        ),
        (
            "模板输出超过 {most} 个字符",
            "请减少输出；如确属需要，请在 jzdocs.toml 的 [limits] 中调高 template_characters",
        ),
    ),
    "X111.lines": (
        (
            "the template prints more than {most} lines",
            "print less; if it is right, raise template_lines under [limits] in jzdocs.toml",
        ),
        (
            "模板输出超过 {most} 行",
            "请减少输出；如确属需要，请在 jzdocs.toml 的 [limits] 中调高 template_lines",
        ),
    ),
    "X111.length": (
        (
            "the template has more than {most} characters",
            "divide it; if it is right, raise template_characters under [limits] in jzdocs.toml",
        ),
        (
            "模板超过 {most} 个字符",
            "请拆分模板；如确属需要，请在 jzdocs.toml 的 [limits] 中调高 template_characters",
        ),
    ),
    "X111.deep": (
        ("the template is nested too deeply, or calls itself without end", "nest less, or end the calls"),
        ("模板嵌套过深，或不停地调用自己", "请减少嵌套，或让调用有终点"),
    ),
    "X111.crash": (
        ("the template ended the process in which it ran", "write this line more simply"),
        ("模板使运行它的进程异常结束", "请把这一行改得简单些"),
    ),
    "X112": (
        (
            "the template “{name}” lies outside the project",
            "name one in the project’s templates folder; a folder elsewhere can only be given with --template",
        ),
        (
            "模板“{name}”在项目之外",
            "请用项目 templates 文件夹中的模板；别处的文件夹只能用 --template 指定",
        ),
    ),
    "X114": (
        ("this goes beyond what a TOML file may hold: {reason}", "write it more simply"),
        ("超出 TOML 文件的限度：{reason}", "请改得简单些"),
    ),
    "X115": (
        (
            "more than {most} brackets or marks of emphasis are open here",
            "close them, or raise brackets under [limits] in jzdocs.toml",
        ),
        ("此处未闭合的括号和强调符号超过 {most} 个", "请补上另一半，或在 jzdocs.toml 的 [limits] 中调高 brackets"),
    ),
    "X116": (
        ("this file is nested too deeply to be read", "take its contents out of one another"),
        ("文件内容嵌套过深，无法读取", "请减少层层嵌套"),
    ),
    "X116.memory": (
        ("there is not enough memory for this file", "divide it, or close other programs"),
        ("内存不足，无法处理此文件", "请拆分文件，或关闭其他程序"),
    ),
    "X117": (
        (
            "“{name}” cannot be read: it is damaged, or made in a way that no program expects ({kind})",
            "open it in its own program and save it again",
        ),
        ("“{name}”无法读取：文件已损坏，或写法异常（{kind}）", "请用原来的程序打开后重新保存"),
    ),
    "X118": (
        ("the operating system does not allow what has to be done: {reason}", "make room, or look at the rights"),
        ("操作系统不允许此操作：{reason}", "请腾出空间，或检查权限"),
    ),
    "X119.time": (
        (
            "reading the PDF takes longer than {most} seconds",
            "save it again; if it is right, raise pdf_seconds under [limits] in jzdocs.toml",
        ),
        ("读取 PDF 超过 {most} 秒", "请重新保存；如确属需要，请在 jzdocs.toml 的 [limits] 中调高 pdf_seconds"),
    ),
    "X119.memory": (
        (
            "reading the PDF needs more than {most} MiB of memory",
            "save it again; if it is right, raise pdf_memory under [limits] in jzdocs.toml",
        ),
        ("读取 PDF 所用内存超过 {most} MiB", "请重新保存；如确属需要，请在 jzdocs.toml 的 [limits] 中调高 pdf_memory"),
    ),
    "X119.crash": (
        (
            "reading the PDF ended its process: it is damaged, or needs more than {most} MiB of memory",
            "save it again; if it is right, raise pdf_memory under [limits] in jzdocs.toml",
        ),
        (
            "读取 PDF 的进程异常结束：文件已损坏，或所需内存超过 {most} MiB",
            "请重新保存；如确属需要，请在 jzdocs.toml 的 [limits] 中调高 pdf_memory",
        ),
    ),
    "X151.blocks": (
        (
            "the document has more than {most} paragraphs and rows of tables",
            "divide it, or raise blocks under [limits] in jzdocs.toml",
        ),
        ("文档的段落和表格行超过 {most} 个", "请拆成几个文档，或在 jzdocs.toml 的 [limits] 中调高 blocks"),
    ),
    "X151.headings": (
        (
            "the document has more than {most} headings",
            "divide it, or raise headings under [limits] in jzdocs.toml",
        ),
        ("文档的标题超过 {most} 个", "请拆成几个文档，或在 jzdocs.toml 的 [limits] 中调高 headings"),
    ),
    "X151.cells": (
        (
            "the table has more than {most} cells",
            "show fewer rows, or raise cells under [limits] in jzdocs.toml",
        ),
        ("表格超过 {most} 个单元格", "请减少行数，或在 jzdocs.toml 的 [limits] 中调高 cells"),
    ),
    "X151.members": (
        (
            "the file holds {count} parts, more than {most}",
            "save it again, or raise archive_members under [limits] in jzdocs.toml",
        ),
        ("文件含 {count} 个部件，超过 {most} 个", "请重新保存，或在 jzdocs.toml 的 [limits] 中调高 archive_members"),
    ),
    "X151.paragraphs": (
        (
            "the file has {count} paragraphs, more than {most}",
            "split it, or raise paragraphs under [limits] in jzdocs.toml",
        ),
        ("文件有 {count} 段，超过 {most} 段", "请拆成几个文件，或在 jzdocs.toml 的 [limits] 中调高 paragraphs"),
    ),
    "X151.word": (
        (
            "a word of {count} characters, more than {most}",
            "take it out, or raise word_characters under [limits] in jzdocs.toml",
        ),
        ("一个词有 {count} 个字符，超过 {most} 个", "请删去，或在 jzdocs.toml 的 [limits] 中调高 word_characters"),
    ),
}

TEXTS: dict[str, tuple[str, str]] = {
    "hint.config_limits": (
        "write [limits], and below it lines such as template_seconds = 10",
        "请写 [limits]，下一行写限度，如 template_seconds = 10",
    ),
    "reason.too_long": ("more than {most} characters", "超过 {most} 个字符"),
    "reason.too_deep": ("more than {most} levels deep", "嵌套超过 {most} 层"),
    "reason.many_digits": ("a number with more than {most} digits", "数字超过 {most} 位"),
    "reason.toml_value": ("a value that cannot be held", "有无法表示的值"),
}
