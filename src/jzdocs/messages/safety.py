"""Findings about what could harm, beside those of `surroundings`.

Each entry: (what is wrong, what to do) in English, then in Chinese.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jzdocs.messages.catalogue import Findings

SURROUNDINGS: Findings = {
    "X130": (
        (
            "there is a file {name} that jzdocs did not make",
            "move it away, choose another folder with --out, or --force",
        ),
        ("已有文件 {name}，不是 jzdocs 生成的", "请移走该文件，或用 --out 换一个文件夹；确要替换，请加 --force"),
    ),
    "X130.input": (
        (
            "{name} is a file that the document is made from; it would be overwritten",
            "choose another folder with --out",
        ),
        ("{name} 是文档的来源文件，会被覆盖", "请用 --out 换一个文件夹"),
    ),
    "X131": (
        ("Windows keeps the name “{name}” for a device: nobody there could open the document", "choose another name"),
        ("“{name}”是 Windows 保留给设备的名称，在 Windows 上无法打开这样的文档", "请换一个名称"),
    ),
    "X132": (
        (
            "the address can be read in two ways: “@” stands in its password or behind the server’s name",
            "write %40 for “@” and %2F for “/” in a password",
        ),
        ("地址有歧义：密码中或服务器名之后有“@”", "密码中的“@”请写成 %40，“/”请写成 %2F"),
    ),
    "X133": (
        ("{name} is there already", "choose another name, or add --force to replace it"),
        ("{name} 已存在", "请换一个名称；确要替换，请加 --force"),
    ),
    "X134": (
        (
            "no link to {address}: following it could run a program or open a file",
            "the text stays; link to an address of the web (https://…)",
        ),
        ("没有生成指向 {address} 的链接：点击可能运行程序或打开文件", "文字保留；请改用网址（https://…）"),
    ),
    "X135": (
        (
            "the reference document holds what could do harm: {parts}; our documents are made without it",
            "take it out of the reference document, and ask where that comes from",
        ),
        ("参考文档含有可能造成危害的内容：{parts}；生成的文档不含这些内容", "请从参考文档中删除，并核实该文件的来源"),
    ),
    "X136": (
        (
            "the process that made the document was ended from outside, perhaps because memory ran out",
            "build it again, with fewer --jobs",
        ),
        ("生成该文档的进程被外部终止，可能是内存不足", "请减小 --jobs 后重新生成"),
    ),
    "X137": (
        ("another run has been writing into the folder for {seconds} s", "wait for its end, or choose another folder"),
        ("另一次运行正在写入该文件夹，已等待 {seconds} 秒", "请等其结束，或换一个文件夹"),
    ),
}
