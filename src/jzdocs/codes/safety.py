"""The codes of findings about what could harm (X13 and X14): meaning and example, in English, then in Chinese."""

from __future__ import annotations

CODES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "X130": (
        ("a file is in the way that jzdocs did not make", "a talk.pdf of your own in output/"),
        ("要写出的位置已有不是 jzdocs 生成的文件", "output/ 中有自己放的 talk.pdf"),
    ),
    "X131": (
        ("a name that Windows keeps for a device", "con.md"),
        ("Windows 保留给设备的名称", "con.md"),
    ),
    "X132": (
        ("an address of a database that can be read in two ways", "postgresql://me:p@ss/word@server/db"),
        ("数据库地址有歧义", "postgresql://me:p@ss/word@server/db"),
    ),
    "X133": (
        ("the file to import into is there already", "jzdocs import talk.docx -o talk.md, twice"),
        ("要导入到的文件已存在", "两次运行 jzdocs import talk.docx -o talk.md"),
    ),
    "X134": (
        ("a link that could run a program or open a file", "[x](search-ms:…), [x](//server/share)"),
        ("可能运行程序或打开文件的链接", "[x](search-ms:…)、[x](//server/share)"),
    ),
    "X135": (
        (
            "a reference document with macros, an attached template, embedded objects or references to other machines",
            "a reference.docx that was made from a template with macros",
        ),
        ("参考文档含有宏、附加模板、嵌入对象或指向其他计算机的引用", "由带宏的模板另存的 reference.docx"),
    ),
    "X136": (
        ("a process of several was ended from outside", "--each with --jobs 8 where memory runs out"),
        ("多个进程之一被外部终止", "内存不足时用 --jobs 8 运行 --each"),
    ),
    "X137": (
        ("another run holds the output folder", "two runs of --each into one folder, one of them stopped (Ctrl-Z)"),
        ("另一次运行占用了输出文件夹", "两次运行写入同一文件夹，其中一次被挂起（Ctrl-Z）"),
    ),
}
