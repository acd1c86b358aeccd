"""Texts about kinds of files, and about what shows the structure of PDFs and web pages, beside those of `texts`. Each
entry: English, then Chinese."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "sign.large_line": ("a short line in larger type", "单独成行的大字短语"),
    "sign.ruled_table": ("ruling lines", "表格线"),
    "sign.bullet": ("it begins with a bullet", "以项目符号开头"),
    "sign.sheet": ("the name of a sheet", "工作表名称"),
    "sign.sheet_table": ("the cells of a sheet", "工作表中的单元格"),
    "sign.web_heading": ("a heading of the web page", "网页中的标题"),
    "sign.web_title": ("the title of the web page", "网页标题"),
    "sign.web_list": ("a list of the web page", "网页中的列表"),
    "sign.web_table": ("a table of the web page", "网页中的表格"),
    "left_out.web_video": ("a video", "视频"),
    "left_out.web_audio": ("a sound recording", "音频"),
    "left_out.web_object": ("an embedded page or object", "嵌入的网页或对象"),
    "kind.text": ("a plain text", "纯文本"),
    "kind.word": ("a Word file (.docx)", "Word 文件（.docx）"),
    "kind.office": ("a document of a word processor (such as .doc)", "文字处理软件的文档（如 .doc）"),
    "kind.web": ("a web page", "网页"),
    "kind.pdf": ("a PDF", "PDF"),
    "kind.workbook": ("a workbook", "工作簿"),
}
