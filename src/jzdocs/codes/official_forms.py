"""The codes of findings about the form of official documents (N): meaning and example, in English, then in Chinese."""

from __future__ import annotations

CODES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "N100": (("the paper is not A4", "a page of 216 mm × 279 mm"), ("纸张不是 A4", "216 mm × 279 mm 的页面")),
    "N101": (("margins that are not the standard's", "31.7 mm on the left"), ("页边距不合规定", "左边距 31.7 mm")),
    "N102": (
        ("a grid of other than 22 lines of 28 characters", "a grid of 40 lines"),
        ("文档网格不是22行、28字", "每面40行的网格"),
    ),
    "N103": (("a page without a number", "an empty footer"), ("没有页码", "页脚为空")),
    "N104": (("a number of a page in another form", "- 1 -"), ("页码形式不合规定", "- 1 -")),
    "N105": (
        ("the red head: its colour, face or place", "a black head"),
        ("发文机关标志的颜色、字体、位置", "黑色的发文机关标志"),
    ),
    "N106": (
        ("no red rule below the document number", "a red head without a rule"),
        ("发文字号下没有红色分隔线", "有红头而没有分隔线"),
    ),
    "N107": (("the form of a document number", "市水发[2025]012号"), ("发文字号的写法", "市水发[2025]012号")),
    "N108": (
        ("the signer named in a document to a superior", "a 请示 without 签发人"),
        ("上行文的签发人", "请示没有签发人"),
    ),
    "N109": (("copy number, secrecy or urgency", "机密1年"), ("份号、密级、紧急程度", "机密1年")),
    "N110": (("the title's face, size or place", "a title in 黑体"), ("标题的字体、字号、位置", "标题用黑体")),
    "N111": (("the title's line breaks, or a mark at its end", "…的通 / 知"), ("标题的回行与末尾标点", "……的通／知")),
    "N112": (("the addressee's place or colon", "各县区人民政府，"), ("主送机关的位置与冒号", "各县区人民政府，")),
    "N113": (("text in another face than FangSong", "a body in 宋体"), ("文字不是仿宋体", "正文用宋体")),
    "N114": (("text in another size than 3", "a body of 14 pt"), ("文字不是3号", "正文用四号")),
    "N115": (
        ("a first line that does not begin two characters in", "two typed blanks"),
        ("首行没有左空二字", "用空格代替缩进"),
    ),
    "N116": (("body text in the middle or on the right", "a centred paragraph"), ("正文居中或右对齐", "居中的正文")),
    "N117": (("lines that do not stand 28 to 29 pt apart", "1.5 lines"), ("行距不是固定值28—29磅", "1.5倍行距")),
    "N118": (("space before or after a paragraph", "8 pt behind each paragraph"), ("段前段后有间距", "每段段后8磅")),
    "N119": (("text that is not black", "a sentence in blue"), ("文字不是黑色", "蓝色的句子")),
    "N120": (("a heading in another face than its level's", "（一） in 黑体"), ("各级标题的字体", "“（一）”用黑体")),
    "N121": (("the form of a heading's number", "（一）、"), ("标题序号的写法", "（一）、")),
    "N122": (("a heading that ends in a full stop", "一、总体要求。"), ("标题末尾有句号", "一、总体要求。")),
    "N124": (
        ("the note of attachments: marks, numbers, place", "附件：《台账》。"),
        ("附件说明的标点、序号、位置", "附件：《台账》。"),
    ),
    "N125": (
        ("note and attachments do not agree", "two are named, one follows"),
        ("附件说明与附件不一致", "列了两个，只有一个"),
    ),
    "N126": (("the place of the signature", "a signature on the left"), ("发文机关署名的位置", "署名居左")),
    "N127": (("the place of the date", "a date on the left"), ("成文日期的位置", "日期居左")),
    "N128": (("the form of the date", "二〇二五年一月五日"), ("成文日期的写法", "二〇二五年一月五日")),
    "N129": (("signature or date is missing", "a notice without a date"), ("缺少署名或成文日期", "通知没有日期")),
    "N130": (("the remark's brackets or place", "此件公开发布"), ("附注的括号与位置", "此件公开发布")),
    "N131": (
        ("the record of copies: marks, face, size, place", "抄送：市委办公室"),
        ("抄送机关的标点、字体、字号、位置", "抄送：市委办公室"),
    ),
    "N132": (
        ("who printed a document and when", "市水务局 2025年01月05日"),
        ("印发机关和印发日期", "市水务局 2025年01月05日"),
    ),
    "N133": (("the lines of the record of copies", "no line above 抄送"), ("版记的分隔线", "抄送之上没有线")),
    "N134": (
        ("the mark of an attachment: face, place, page", "附件1： in the middle of a page"),
        ("附件标识的字体、位置、另面", "页中间的“附件1：”"),
    ),
    "N135": (("half-width marks in Chinese text", "各单位,"), ("中文里的半角标点", "各单位,")),
    "N136": (("full-width digits", "２０２５年"), ("全角数字", "２０２５年")),
    "N138": (
        ("a file that these rules cannot be asked of", "--rules gongwen talk.pdf"),
        ("不能按这套规范检查的文件", "--rules gongwen talk.pdf"),
    ),
    "N137": (("the sign of a range", "2021-2025年"), ("起止与范围的连接号", "2021-2025年")),
    "N150": (
        ("the number of a page: its height, numerals, beginning and margin", "a footer 15 mm from the edge"),
        ("页码的高度、数字、起始与边距", "页脚距页边15 mm"),
    ),
    "N151": (
        ("Chinese numerals where Arabic ones belong", "补助三百二十万元"),
        ("应用阿拉伯数字处用了汉字数字", "补助三百二十万元"),
    ),
    "N152": (("a paragraph that no mark ends", "各单位要抓好落实"), ("段末没有标点", "各单位要抓好落实")),
}
