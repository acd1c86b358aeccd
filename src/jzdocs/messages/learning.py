"""What samples have otherwise than a standard, and what is said of the fonts of official documents.

Each entry: English, then Chinese.
"""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "learn.paper": ("paper", "幅面"),
    "learn.margin_top": ("upper margin", "天头（上白边）"),
    "learn.margin_left": ("left margin", "订口（左白边）"),
    "learn.type_area": ("type area", "版心"),
    "learn.grid": ("lines × characters", "每面行数 × 每行字数"),
    "learn.head_color": ("colour of the head", "发文机关标志颜色"),
    "learn.head_font": ("font of the head", "发文机关标志字体"),
    "learn.rule": ("rule below the head", "版头分隔线"),
    "learn.number_form": ("brackets of the year in the document number", "发文字号年份的括号"),
    "learn.title": ("title", "标题"),
    "learn.title_color": ("colour of the title", "标题颜色"),
    "learn.title_place": ("place of the title", "标题位置"),
    "learn.body": ("text", "正文"),
    "learn.body_color": ("colour of the text", "正文颜色"),
    "learn.heading_1": ("headings of level 1", "一级标题"),
    "learn.heading_2": ("headings of level 2", "二级标题"),
    "learn.heading_3": ("headings of level 3", "三级标题"),
    "learn.heading_4": ("headings of level 4", "四级标题"),
    "learn.heading_1_color": ("colour of headings of level 1", "一级标题颜色"),
    "learn.heading_2_color": ("colour of headings of level 2", "二级标题颜色"),
    "learn.heading_3_color": ("colour of headings of level 3", "三级标题颜色"),
    "learn.heading_4_color": ("colour of headings of level 4", "四级标题颜色"),
    "learn.numbering_1": ("numbers of headings of level 1", "一级标题序号"),
    "learn.numbering_2": ("numbers of headings of level 2", "二级标题序号"),
    "learn.numbering_3": ("numbers of headings of level 3", "三级标题序号"),
    "learn.numbering_4": ("numbers of headings of level 4", "四级标题序号"),
    "learn.page_number": ("page number", "页码"),
    "learn.page_number_place": ("place of the page number", "页码位置"),
    "learn.page_number_letters": ("letters of the page number", "页码字体字号"),
    "learn.none": ("none", "无"),
    "learn.red_rule": ("a red rule", "红色分隔线"),
    "learn.place_center": ("centred", "居中"),
    "learn.place_left": ("at the left", "居左"),
    "learn.place_right": ("at the right", "居右"),
    "learn.place_justify": ("justified", "两端对齐"),
    "learn.place_outside": ("outside (right on odd pages, left on even ones)", "外侧（单页居右、双页居左）"),
    "learn.letters": ("{font} {size}pt", "{font} {size}pt"),
    # --- the fonts of official documents
    "hint.config_fonts": (
        "write [fonts], and below it machine = true or machine = false",
        "请写 [fonts]，下一行写 machine = true 或 machine = false",
    ),
    "fonts.note": ("fonts of official documents: {fonts}", "公文字体：{fonts}"),
    "fonts.and": ("{first}; {rest}", "{first}；{rest}"),
    "fonts.here": ("{names} of this machine are in the PDF", "本机有 {names}，PDF 用之"),
    "fonts.closed": (
        "{names} may not be embedded, the PDF has the faces of jzdocs instead",
        "本机的 {names} 不许嵌入，PDF 改用随附字体",
    ),
    "fonts.missing": (
        "{names} are not on this machine: the PDF has the faces of jzdocs, the Word file names them all the same",
        "本机没有 {names}，PDF 用随附字体，Word 文件中仍写其名",
    ),
    "fonts.shipped_only": (
        "fonts of official documents: only the faces of jzdocs, as jzdocs.toml says",
        "公文字体：按 jzdocs.toml 只用随附字体",
    ),
    "learn.bold_letters": ("{font} {size}pt bold", "{font} {size}pt 加粗"),
}
