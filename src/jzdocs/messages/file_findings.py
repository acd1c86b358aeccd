"""Findings about files that other programs made (PDFs, web pages, documents read through LibreOffice), beside those of
`source` and `surroundings`.

Each entry: (what is wrong, what to do) in English, then in Chinese.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jzdocs.messages.catalogue import Findings

SOURCE: Findings = {
    "S001.pdf": (
        ("not a PDF, or damaged", "open it in a PDF reader, and save it again"),
        ("不是 PDF 文件，或已损坏", "请用 PDF 阅读器打开并另存"),
    ),
    "S001.web": (
        ("not a web page, or damaged", "save the page again in a browser, or copy its text into a .txt file"),
        ("不是网页，或已损坏", "请在浏览器中重新保存，或把文字复制到 .txt 文件"),
    ),
    "S001.office": (
        ("not a document of a word processor, or damaged", "open it in Word or WPS and save it as .docx"),
        ("不是文字处理软件的文档，或已损坏", "请用 Word 或 WPS 打开并另存为 .docx"),
    ),
    "S001.sheet": (
        ("the sheet “{sheet}” cannot be read: {reason}", "save the workbook again"),
        ("无法读取工作表“{sheet}”：{reason}", "请重新保存工作簿"),
    ),
    "S002.pages": (
        ("the file has {pages} pages; at most {most} are read", "split it"),
        ("文件有 {pages} 页，最多读取 {most} 页", "请拆成几个文件"),
    ),
    "S003.broken": (
        (
            "the page says that it is {encoding}, but some bytes are not; they were replaced by U+FFFD",
            "compare the text",
        ),
        ("网页标明是 {encoding}，但有些字节不是，已换成 U+FFFD", "请核对文字"),
    ),
    "S012.web": (
        ("the elements of the page are nested more than {most} levels deep", "copy its text into a .txt file"),
        ("网页元素嵌套超过 {most} 层", "请把文字复制到 .txt 文件"),
    ),
    "S095": (
        ("the name ends with {suffix}, but the file is {kind}; it was read as such", "give it a name that fits"),
        ("文件名以 {suffix} 结尾，实际是{kind}，已按实际内容读取", "请改用相符的扩展名"),
    ),
    "S096": (
        (
            "LibreOffice cannot read this file: it is damaged, or needs a password",
            "open it in Word or WPS and save it as .docx",
        ),
        ("LibreOffice 无法读取这个文件：文件已损坏，或设有密码", "请用 Word 或 WPS 打开并另存为 .docx"),
    ),
    "S096.part": (
        (
            "LibreOffice may have read only part of this file: {found} of about {expected} characters",
            "compare the documents with it, or open it in Word or WPS and save it as .docx",
        ),
        (
            "LibreOffice 可能只读出了一部分：约 {expected} 字中的 {found} 字",
            "请对照原文核对，或用 Word、WPS 打开并另存为 .docx",
        ),
    ),
    "S097": (
        ("the running heads or page numbers {text} (pages {pages}) were left out", "put them back if they are text"),
        ("已去掉页眉、页脚或页码{text}（第 {pages} 页）", "如果是正文，请补上"),
    ),
    "S097.sheet": (
        ("the hidden sheet “{name}” was left out", "show it in the workbook if it is to be printed"),
        ("已略去隐藏的工作表“{name}”", "如需印出，请在工作簿中取消隐藏"),
    ),
    "S097.head": (
        ("the head of a table that page {page} repeats was left out: {text}", "put it back if it is a row"),
        ("第 {page} 页重复的表头已去掉：{text}", "如果是表中的一行，请补上"),
    ),
    "S097.watermark": (
        ("“{text}”, which stands across page {page}, was left out as a watermark", "put it back if it is text"),
        ("第 {page} 页斜排的“{text}”视为水印，已去掉", "如果是正文，请补上"),
    ),
    "S097.hidden": (
        ("“{text}” on page {page}, which no reader sees, was left out", "put it back if it is text"),
        ("第 {page} 页有看不见的文字“{text}”，已去掉", "如果是正文，请补上"),
    ),
    "S097.outside": (
        ("“{text}”, which lies outside page {page}, was left out", "put it back if it is text"),
        ("第 {page} 页版面之外的文字“{text}”已去掉", "如果是正文，请补上"),
    ),
    "S097.web": (
        ("“{text}” was left out: it belongs to the web page, not to the article", "put it back if it is text"),
        ("“{text}”属于网页而不是文章，已去掉", "如果是正文，请补上"),
    ),
    "S097.web_hidden": (
        ("“{text}” was left out: the web page hides it", "put it back if it is text"),
        ("“{text}”在网页上是隐藏的，已去掉", "如果是正文，请补上"),
    ),
    "S098": (
        ("a picture was left out: {name}", "put it beside the source, and write ![alternative text](file.png)"),
        ("去掉了一幅图：{name}", "请把图片放在源文件旁，并写成 ![替代文字](文件.png)"),
    ),
    "S098.pictures": (
        (
            "{count} pictures on page {page} were left out",
            "save them as files, and write ![alternative text](file.png)",
        ),
        ("第 {page} 页的 {count} 幅图已去掉", "请另存为图片文件，并写成 ![替代文字](文件.png)"),
    ),
    "S098.scanned": (
        ("page {page} is a picture without text, and was left out", "recognise its text with an OCR program"),
        ("第 {page} 页是没有文字的图片，已去掉", "请先用文字识别（OCR）软件识别"),
    ),
    "S098.note": (
        ("“{text}”, a comment on page {page} or what is filled into its form, was left out", "add it as text"),
        ("第 {page} 页的批注或表单内容“{text}”已去掉", "如需保留，请写入正文"),
    ),
    "S098.glyphs": (
        (
            "{count} characters on page {page} have no Unicode value, and were replaced by U+FFFD",
            "compare them with the PDF, and type them",
        ),
        ("第 {page} 页有 {count} 个字符没有对应的编码，已换成 U+FFFD", "请对照 PDF 补上"),
    ),
    "S098.object": (
        ("{name} was left out", "add what it says as text"),
        ("去掉了{name}", "请把其中内容写成文字"),
    ),
    "S099": (
        ("the text of the scanned pages was recognised by a program (OCR)", "compare it with the pictures"),
        ("扫描页的文字由软件识别（OCR）得来", "请对照图像核对"),
    ),
}
SURROUNDINGS: Findings = {
    "X070.picture": (
        (
            "this is a picture, from which no text can be read",
            "recognise its text with an OCR program and save it as .docx; to print the picture, name it in a .md file",
        ),
        (
            "这是图片，读不出文字",
            "请先用文字识别（OCR）软件识别，存为 .docx；如要印出图片，请在 .md 文件中引用",
        ),
    ),
    "X070.slides": (
        ("slides cannot be read", "copy their text into a .docx or .txt file"),
        ("不能读取幻灯片", "请把其中文字复制到 .docx 或 .txt 文件"),
    ),
    "X070.spreadsheet": (
        ("an OpenDocument spreadsheet cannot be read", "save it as .xlsx"),
        ("不能读取 OpenDocument 电子表格", "请另存为 .xlsx"),
    ),
    "X070.archive": (
        ("this is an archive", "unpack it, and give the document in it"),
        ("这是压缩包", "请先解压，再用其中的文档"),
    ),
    "X070.locked": (
        ("the file is protected by a password", "open it with the password, and save it without one"),
        ("文件设有密码", "请用密码打开，去掉密码后另存"),
    ),
    "X071": (
        ("the name does not say what kind of file this is; it is {kind}", "rename it to {name}"),
        ("从文件名看不出文件种类，实际是{kind}", "请改名为 {name}"),
    ),
    "X072": (
        (
            "this kind of file is read through LibreOffice, which is not installed",
            "open it in Word or WPS and save it as .docx, or install LibreOffice",
        ),
        ("读取这种文件要用 LibreOffice，但没有安装", "请用 Word 或 WPS 打开并另存为 .docx，或安装 LibreOffice"),
    ),
    "X072.failed": (
        ("LibreOffice cannot be started: {reason}", "open the file in Word or WPS and save it as .docx"),
        ("无法启动 LibreOffice：{reason}", "请用 Word 或 WPS 打开文件并另存为 .docx"),
    ),
    "X073": (
        (
            "LibreOffice took more than {seconds} seconds",
            "save the file as .docx in Word or WPS, or raise JZDOCS_OFFICE_SECONDS",
        ),
        (
            "LibreOffice 用时超过 {seconds} 秒",
            "请用 Word 或 WPS 把文件另存为 .docx，或调大环境变量 JZDOCS_OFFICE_SECONDS",
        ),
    ),
    "X074": (
        (
            "this PDF has no text, only pictures of it (a scan)",
            "recognise its text with an OCR program, and save it as .docx or as a PDF with text",
        ),
        ("这份 PDF 没有文字，只有图像（扫描件）", "请先用文字识别（OCR）软件识别，存为 .docx 或带文字的 PDF"),
    ),
    "X074.empty": (
        ("this PDF has no text", "use the file that it was made from"),
        ("这份 PDF 没有文字", "请使用生成它的原文件"),
    ),
    "X074.glyphs": (
        (
            "the text of this PDF cannot be read: its fonts do not say which characters their glyphs are",
            "recognise it with an OCR program, or use the file that the PDF was made from",
        ),
        ("读不出这份 PDF 的文字：字体没有注明字形对应的字符", "请用文字识别（OCR）软件识别，或使用生成它的原文件"),
    ),
    "X076": (
        ("the document would be written over its source in {folder}", "choose another folder with --out"),
        ("生成的文档会覆盖 {folder} 中的源文件", "请用 --out 换一个文件夹"),
    ),
    "X075": (
        ("this kind of workbook needs the package {name}", "save it as .xlsx, or install {name}"),
        ("读取这种工作簿要用软件包 {name}", "请另存为 .xlsx，或安装 {name}"),
    ),
}
