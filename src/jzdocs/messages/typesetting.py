"""Findings about the stylesheet and about what cannot be typeset.

Each entry: (what is wrong, what to do) in English, then in Chinese.
"""

from __future__ import annotations

from jzdocs.messages.catalogue import Findings

FINDINGS: Findings = {
    "T001": (
        ("the stylesheet is not UTF-8", "save it as UTF-8"),
        ("样式表不是 UTF-8", "请存为 UTF-8"),
    ),
    "T001.toml": (
        ("not valid TOML: {reason}", "correct this line"),
        ("TOML 写法不对：{reason}", "请改正这一行"),
    ),
    "T002": (
        ("unknown section [{section}]", "available: {names}"),
        ("没有 [{section}] 这一节", "可用的有：{names}"),
    ),
    "T002.key": (
        ("unknown key “{name}” in [{section}]", "available: {names}"),
        ("[{section}] 中没有“{name}”这个键", "可用的有：{names}"),
    ),
    "T002.top": (
        ("the stylesheet has no key or section “{name}”", "available: {names}"),
        ("样式表没有“{name}”这个键或节", "可用的有：{names}"),
    ),
    "T002.section": (
        ("the stylesheet has no [{name}]", 'write extends = "report", or add the section'),
        ("样式表缺少 [{name}]", '请写 extends = "report"，或补上这一节'),
    ),
    "T002.missing": (
        ("the stylesheet has no {name}", 'write extends = "report", or add the key'),
        ("样式表缺少 {name}", '请写 extends = "report"，或补上这个键'),
    ),
    "T003": (
        ("{key}: {problem}", ""),
        ("{key}：{problem}", ""),
    ),
    "T003.face": (
        (
            "“{file}” does not name a face of a font file",
            "write the number of a face (“file.ttc#1”) or an axis (“file.ttf#wght=650”) that the file has after #",
        ),
        (
            "“{file}”没有指明字体文件中的哪一款",
            "请在 # 后写文件中字体的序号（“file.ttc#1”）或轴（“file.ttf#wght=650”）",
        ),
    ),
    "T010": (
        (
            "{key}: #{color} has a contrast of only {contrast} with white paper",
            "choose a darker colour: at least {least} is needed",
        ),
        ("{key}：#{color} 与白纸的对比度只有 {contrast}", "请换深一些的颜色，至少要 {least}"),
    ),
    "T011": (
        ("the footnote is longer than a page", "move it into the text"),
        ("脚注比一页还长", "请移到正文里"),
    ),
    "T012": (
        ("the line “{text}” cannot be justified: its right edge stays ragged", "reword it, or widen the column"),
        ("“{text}”这一行无法排满，右边不齐", "请改动措辞，或加大栏宽"),
    ),
    "T013": (
        ("not a Word file, or damaged", "save the reference document again as .docx"),
        ("不是 Word 文件，或已损坏", "请把参考文档重新存为 .docx"),
    ),
    "T014": (
        (
            "only Word shows these settings of the reference document: {settings}",
            "the PDF shares its fonts, sizes, colours, spacing, paper, margins, and heads of one line with a logo",
        ),
        (
            "参考文档中只有 Word 能呈现的设置：{settings}",
            "PDF 与之共用字体、字号、颜色、间距、纸张、页边距，以及一行的页眉页脚和徽标",
        ),
    ),
    "T015": (
        (
            "{key}: lines {leading} apart are closer than the type is high ({size}), so they overlap",
            "write a leading of {size} or more",
        ),
        ("{key}：行距 {leading} 小于字号 {size}，各行会重叠", "请把行距设为 {size} 或更大"),
    ),
    "T040": (
        (
            "{key}: text of [{section}] has a contrast of only {contrast} above this watermark",
            "choose a paler one: at least {least} is needed, which #{paler} leaves",
        ),
        (
            "{key}：[{section}] 的文字压在水印上，对比度只有 {contrast}",
            "请把水印调浅：至少要 {least}，#{paler} 可以",
        ),
    ),
    "T041": (
        ("the picture {file} was not found in {looked}", "write its path from the template's folder or the project"),
        ("找不到图片 {file}（查找过 {looked}）", "请写从模板文件夹或项目文件夹算起的路径"),
    ),
    "T041.kind": (
        ("{file} is no PNG or JPEG that can be printed", "save it again as PNG or JPEG"),
        ("{file} 不是可以印出的 PNG 或 JPEG", "请重新存为 PNG 或 JPEG"),
    ),
    "T042": (
        ("there are {count} seals and {issuers} issuers", "name one picture for each issuer, in their order"),
        ("印章图片有 {count} 个，发文机关有 {issuers} 个", "请按发文机关的顺序，每个机关写一个图片"),
    ),
    "T042.fewer": (
        (
            "there are {count} seals and {issuers} issuers: the others have room for a stamp",
            "name one picture for each issuer, in their order",
        ),
        (
            "印章图片只有 {count} 个，发文机关有 {issuers} 个：其余机关留出盖章的位置",
            "请按发文机关的顺序，每个机关写一个图片",
        ),
    ),
    "T043": (
        ("the watermark has {count} characters, at most {most} are possible", "write a few words, such as 草稿"),
        ("水印有 {count} 个字符，至多 {most} 个", "请写几个字，如“草稿”"),
    ),
    "T043.parts": (
        ("each part counts its pages from 1, so there is no first number", "leave page_start out"),
        ("各部分的页码都从 1 起，没有起始页码", "请去掉 page_start"),
    ),
    "T044": (
        ("the seal is not printed: the document has no signature", "use the template gongwen, or a signature block"),
        ("印章没有印出：文件里没有署名", "请用 gongwen 模板，或写 signature 块"),
    ),
}
