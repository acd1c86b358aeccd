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
    "T030": (
        (
            "a table of {count} columns is too wide for an upright page: it stands on a turned one",
            "write landscape: yes in its block, or landscape: no to keep it upright in smaller type",
        ),
        (
            "{count}列的表竖排放不下，已自动改为横排",
            "请在 table 块中写 landscape: yes 确认，或写 landscape: no 用小字竖排",
        ),
    ),
    "T031": (
        (
            "a table of {count} columns has too little room: its type is smaller than can be read with ease",
            "let it stand on turned pages (landscape: yes), shorten its texts, or divide it into two tables",
        ),
        (
            "{count}列的表放不下，字号已小于便于阅读的字号",
            "请改为横排（landscape: yes）、精简文字，或拆成两张表",
        ),
    ),
    "T020": (
        ("on page {page} “{text}” and “{other}” are printed over each other", "shorten one of them, or part them"),
        ("第 {page} 页上“{text}”与“{other}”重叠", "请缩短其中一处，或把它们分开"),
    ),
    "T020.figure": (
        ("on page {page} “{text}” is printed over a figure", "move the text or the figure, or make the figure smaller"),
        ("第 {page} 页上“{text}”压在图上", "请移动文字或图，或缩小图"),
    ),
    "T021": (
        ("on page {page} “{text}” leaves the type area", "shorten it, or give it a wider place"),
        ("第 {page} 页上“{text}”超出版心", "请缩短文字，或给它更宽的位置"),
    ),
    "T021.figure": (
        ("on page {page} a figure leaves the type area", "make it smaller"),
        ("第 {page} 页上有图超出版心", "请把图缩小"),
    ),
    "T021.paper": (
        ("on page {page} “{text}” is cut by the paper's edge", "shorten it, or choose wider margins"),
        ("第 {page} 页上“{text}”被纸边截断", "请缩短文字，或加大页边距"),
    ),
    "T021.figure_paper": (
        ("on page {page} a figure or a rule is cut by the paper's edge", "make it smaller, or choose wider margins"),
        ("第 {page} 页上有图或线被纸边截断", "请把它缩小，或加大页边距"),
    ),
    "T022": (
        (
            "the chart's labels “{text}” and “{other}” are printed over each other",
            "shorten them, or choose another kind",
        ),
        ("图中标注“{text}”与“{other}”重叠", "请缩短标注，或换一种图"),
    ),
    "T022.outside": (
        ("the chart's label “{text}” leaves the chart", "shorten it, or give the chart more room"),
        ("图中标注“{text}”超出图幅", "请缩短标注，或给图更大的位置"),
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
    "T070": (
        ("there is no text to learn from", "give a Word file with title, headings and some paragraphs of text"),
        ("里面没有可学的正文", "请给一份有标题、小标题和几段正文的 Word 文件"),
    ),
    "T070.kind": (
        ("a template is learned from a Word file (.docx); this is none", "save the sample as .docx in Word or WPS"),
        ("模板要从 Word 文件（.docx）学来，这份不是", "请用 Word 或 WPS 把样本另存为 .docx"),
    ),
    "T071": (
        (
            "there is a folder of that name already; nothing is written over",
            "give another name, such as {other}, or move the old folder away",
        ),
        ("已有同名的文件夹，不会覆盖", "请换个名称，如 {other}，或先把旧文件夹移走"),
    ),
    "T072": (
        (
            "the font {name} is not among the faces of jzdocs: Word shows it, the PDF has {face}",
            "name its file in [fonts.{role}] of style.toml where you have it",
        ),
        (
            "字体“{name}”不在 jzdocs 随附的字体中：Word 里用它，PDF 里用 {face}",
            "有它的字体文件时，可写进 style.toml 的 [fonts.{role}]",
        ),
    ),
    "T073": (
        (
            "the sample is not of one look here: {share}% of the characters of [{section}] have what was taken",
            "look at these texts of the sample, and correct the section in style.toml where need be",
        ),
        (
            "样本在这里版式不一：[{section}] 所取的样子只占其文字的 {share}%",
            "请看看样本里的这些文字，必要时改 style.toml 的这一节",
        ),
    ),
    "T074": (
        (
            "{key} cannot be taken over from the sample: {problem}",
            "the template has the value of the one that it extends",
        ),
        ("样本的 {key} 无法照搬：{problem}", "模板在这里用所继承模板的值"),
    ),
    "T075": (
        (
            "heads or feet of the sample hold what only Word can show: they lie in reference.docx",
            "write [header] and [footer] in style.toml for the PDF",
        ),
        (
            "样本的页眉页脚里有只有 Word 能呈现的内容，已存入 reference.docx",
            "要让 PDF 也有，请在 style.toml 里写 [header]、[footer]",
        ),
    ),
}
