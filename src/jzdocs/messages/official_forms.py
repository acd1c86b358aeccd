"""Findings about the form of official documents (GB/T 9704-2012): page, head, title and text.

Each entry: (what is wrong, what to do) in English, then in Chinese.
"""

from __future__ import annotations

from jzdocs.messages.catalogue import Findings
from jzdocs.messages.official_closings import CLOSINGS

FINDINGS: Findings = {
    "N100": (
        ("the paper is {stated} (GB/T 9704, 5.1)", "use A4: 210 mm × 297 mm"),
        ("纸张为{stated}（GB/T 9704，5.1）", "公文用纸应为 A4：210 mm × 297 mm"),
    ),
    "N101": (
        ("the margins are {stated} (GB/T 9704, 5.2.1)", "set {right} (± 1 mm), a type area of 156 mm × 225 mm"),
        ("页边距为{stated}（GB/T 9704，5.2.1）", "应为{right}（误差不超过 1 mm），版心 156 mm × 225 mm"),
    ),
    "N102": (
        ("the grid has {stated} (lines × characters; GB/T 9704, 5.2.3)", "set {right}"),
        ("文档网格为{stated}（行数×字数；GB/T 9704，5.2.3）", "应为每面{right}（行×字）"),
    ),
    "N102.lines": (
        ("the grid has {stated} lines a page (GB/T 9704, 5.2.3)", "set {right} lines"),
        ("文档网格每面{stated}行（GB/T 9704，5.2.3）", "应为每面{right}行"),
    ),
    "N103": (
        ("the pages have no numbers (GB/T 9704, 7.5)", "put — 1 — in SimSun of size 4 (14 pt) into the footer"),
        ("没有页码（GB/T 9704，7.5）", "应在页脚用4号半角宋体阿拉伯数字编排，左右各放一字线：— 1 —"),
    ),
    "N103.typed": (
        (
            "the footer holds a typed number, which is the same on all pages (GB/T 9704, 7.5)",
            "insert a page number field: — 1 —",
        ),
        ("页脚中的页码是手工输入的，每页都一样（GB/T 9704，7.5）", "应插入页码域：— 1 —"),
    ),
    "N103.first": (
        ("the first page has no number (GB/T 9704, 7.5)", "turn off “different first page”"),
        ("首页没有页码（GB/T 9704，7.5）", "应取消“首页不同”，从首页起编页码"),
    ),
    "N103.even": (
        ("even pages have no number (GB/T 9704, 7.5)", "put the number into their footer too"),
        ("双页没有页码（GB/T 9704，7.5）", "双页的页脚也应编排页码"),
    ),
    "N104.dashes": (
        ("the number of the page is printed as “{stated}” (GB/T 9704, 7.5)", "print it between dashes: — 1 —"),
        ("页码的形式为“{stated}”（GB/T 9704，7.5）", "数字左右应各放一条一字线：— 1 —"),
    ),
    "N104.size": (
        ("the number of the page is set in {stated} pt (GB/T 9704, 7.5)", "set it in size 4 (14 pt)"),
        ("页码字号为{stated}磅（GB/T 9704，7.5）", "应为4号（14磅）"),
    ),
    "N104.face": (
        ("the number of the page is set in {stated} (GB/T 9704, 7.5)", "set it in SimSun (宋体)"),
        ("页码用{stated}（GB/T 9704，7.5）", "应用宋体"),
    ),
    "N104.place": (
        (
            "the number of the page does not stand on the outer side (GB/T 9704, 7.5)",
            "odd pages: on the right, one character in; even pages: on the left",
        ),
        ("页码没有居外侧（GB/T 9704，7.5）", "单页码居右空一字，双页码居左空一字"),
    ),
    "N105.colour": (
        ("the head “{near}” is not red (GB/T 9704, 7.2.4)", "print it in red"),
        ("发文机关标志“{near}”不是红色（GB/T 9704，7.2.4）", "应印成红色"),
    ),
    "N105.face": (
        ("the head “{near}” is set in {stated} (GB/T 9704, 7.2.4)", "set it in {right}"),
        ("发文机关标志“{near}”用{stated}（GB/T 9704，7.2.4）", "推荐用{right}"),
    ),
    "N105.place": (
        ("the head “{near}” does not stand in the middle (GB/T 9704, 7.2.4)", "centre it"),
        ("发文机关标志“{near}”没有居中（GB/T 9704，7.2.4）", "应居中排布"),
    ),
    "N106": (
        (
            "there is no red rule below the document number “{near}” (GB/T 9704, 7.2.7)",
            "draw one, as wide as the type area, 4 mm below it",
        ),
        ("发文字号“{near}”之下没有红色分隔线（GB/T 9704，7.2.7）", "应在其下4 mm处印一条与版心等宽的红色分隔线"),
    ),
    "N106.colour": (
        ("the rule below the document number is not red (GB/T 9704, 7.2.7)", "print it in red"),
        ("发文字号下的分隔线不是红色（GB/T 9704，7.2.7）", "应印成红色"),
    ),
    "N107": (
        ("“{stated}” is not in the form of a document number (GB/T 9704, 7.2.5)", "write {right}"),
        (
            "发文字号“{stated}”写法不合规范（GB/T 9704，7.2.5：年份用全称，外加六角括号；顺序号不加“第”，不编虚位）",
            "应为“{right}”",
        ),
    ),
    "N107.brackets": (
        ("the year of “{stated}” does not stand in hexagonal brackets (GB/T 9704, 7.2.5)", "write {right}"),
        ("发文字号“{stated}”的年份没有用六角括号括入（GB/T 9704，7.2.5）", "应为“{right}”"),
    ),
    "N107.year": (
        ("the year of “{stated}” is not written in full (GB/T 9704, 7.2.5)", "write {right}"),
        ("发文字号“{stated}”的年份不是全称（GB/T 9704，7.2.5）", "应为“{right}”"),
    ),
    "N107.nth": (
        ("“第” stands before the serial number of “{stated}” (GB/T 9704, 7.2.5)", "write {right}"),
        ("发文字号“{stated}”的顺序号前加了“第”（GB/T 9704，7.2.5）", "应为“{right}”"),
    ),
    "N107.zero": (
        ("the serial number of “{stated}” has noughts in front (GB/T 9704, 7.2.5)", "write {right}"),
        ("发文字号“{stated}”的顺序号编了虚位（GB/T 9704，7.2.5）", "应为“{right}”"),
    ),
    "N107.place": (
        ("the document number “{near}” does not stand in the middle (GB/T 9704, 7.2.5)", "centre it"),
        ("发文字号“{near}”没有居中（GB/T 9704，7.2.5）", "应居中排布"),
    ),
    "N107.face": (
        ("the document number “{near}” is set in {stated} (GB/T 9704, 5.2.2)", "set it in {right}"),
        ("发文字号“{near}”用{stated}（GB/T 9704，5.2.2）", "应用{right}"),
    ),
    "N107.size": (
        ("the document number “{near}” is set in {stated} (GB/T 9704, 5.2.2)", "set it in {right}"),
        ("发文字号“{near}”字号为{stated}（GB/T 9704，5.2.2）", "应为{right}"),
    ),
    "N108": (
        (
            "a document to a superior office has no “签发人” beside “{near}” (GB/T 9704, 7.2.6)",
            "write 签发人： and the name on the right of the number",
        ),
        ("上行文没有签发人：“{near}”（GB/T 9704，7.2.6）", "应在发文字号右侧编排“签发人：”及姓名"),
    ),
    "N108.colon": (
        ("no full-width colon stands behind “签发人” (GB/T 9704, 7.2.6)", "write 签发人："),
        ("“签发人”后没有全角冒号（GB/T 9704，7.2.6）", "应为“签发人：”"),
    ),
    "N108.face": (
        ("the name behind “签发人” is set in {stated} (GB/T 9704, 7.2.6)", "set it in {right}"),
        ("签发人姓名用{stated}（GB/T 9704，7.2.6）", "应用3号{right}"),
    ),
    "N109.face": (
        ("“{near}” is set in {stated} (GB/T 9704, 7.2.2, 7.2.3)", "set it in {right}"),
        ("“{near}”用{stated}（GB/T 9704，7.2.2、7.2.3）", "应用3号{right}"),
    ),
    "N109.size": (
        ("“{near}” is set in {stated} (GB/T 9704, 7.2.2, 7.2.3)", "set it in {right}"),
        ("“{near}”字号为{stated}（GB/T 9704，7.2.2、7.2.3）", "应为{right}"),
    ),
    "N109.term": (
        ("“{stated}” is not in the form of a grade of secrecy (GB/T 9704, 7.2.2)", "write grade, ★ and term: 机密★1年"),
        ("密级和保密期限“{stated}”写法不合规范（GB/T 9704，7.2.2）", "密级与期限之间用“★”，期限用阿拉伯数字：机密★1年"),
    ),
    "N109.digits": (
        ("the copy's number “{stated}” has not six digits (GB/T 9704, 7.2.1)", "write six Arabic digits: 000001"),
        ("份号“{stated}”不是6位（GB/T 9704，7.2.1）", "一般用6位3号阿拉伯数字：000001"),
    ),
    "N110.face": (
        ("the title “{near}” is set in {stated} (GB/T 9704, 7.3.1)", "set it in {right} of size 2 (22 pt)"),
        ("标题“{near}”用{stated}（GB/T 9704，7.3.1）", "应用2号{right}"),
    ),
    "N110.size": (
        ("the title “{near}” is set in {stated} (GB/T 9704, 7.3.1)", "set it in {right} (22 pt)"),
        ("标题“{near}”字号为{stated}（GB/T 9704，7.3.1）", "应为{right}（22磅）"),
    ),
    "N110.place": (
        ("the title “{near}” does not stand in the middle (GB/T 9704, 7.3.1)", "centre it"),
        ("标题“{near}”没有居中（GB/T 9704，7.3.1）", "应居中排布"),
    ),
    "N111": (
        ("a line of the title breaks the word “{stated}” (GB/T 9704, 7.3.1)", "break the line between words"),
        ("标题回行拆开了“{stated}”（GB/T 9704，7.3.1：回行时词意完整）", "应在词与词之间回行"),
    ),
    "N111.width": (
        (
            "a line of the title is too long: it will be broken within “{stated}” (GB/T 9704, 7.3.1)",
            "break the line between words, the lines of about one length",
        ),
        (
            "标题一行排不下，自动回行会拆开“{stated}”（GB/T 9704，7.3.1：回行时词意完整，排列对称）",
            "应按词意分行，各行长短适宜",
        ),
    ),
    "N111.mark": (
        ("the title “{near}” ends in a mark", "delete the mark"),
        ("标题“{near}”末尾有标点", "标题末尾不用标点"),
    ),
    "N112": (
        (
            "the addressee “{near}” does not begin at the left margin (GB/T 9704, 7.3.2)",
            "let it begin at the left margin",
        ),
        ("主送机关“{near}”没有顶格（GB/T 9704，7.3.2）", "应居左顶格"),
    ),
    "N112.above": (
        ("the addressee “{near}” stands directly below the title (GB/T 9704, 7.3.2)", "leave one line blank above it"),
        ("主送机关“{near}”与标题之间没有空一行（GB/T 9704，7.3.2）", "应编排于标题下空一行位置"),
    ),
    "N112.colon": (
        ("no full-width colon ends the addressee “{near}” (GB/T 9704, 7.3.2)", "end it in “：”"),
        ("主送机关“{near}”末尾不是全角冒号（GB/T 9704，7.3.2）", "最后一个主送机关名称后标全角冒号"),
    ),
    "N113": (
        ("“{near}” is set in {stated} (GB/T 9704, 5.2.2)", "set it in FangSong (仿宋) of size 3"),
        ("“{near}”用{stated}（GB/T 9704，5.2.2）", "应用3号仿宋体"),
    ),
    "N113.bold": (
        ("“{near}” is bold (GB/T 9704, 5.2.2)", "set the body in FangSong of ordinary weight"),
        ("“{near}”整段加粗（GB/T 9704，5.2.2）", "正文用3号仿宋体，不加粗"),
    ),
    "N114": (
        ("“{near}” is set in {stated} (GB/T 9704, 5.2.2)", "set it in {right} (16 pt)"),
        ("“{near}”字号为{stated}（GB/T 9704，5.2.2）", "应为{right}（16磅）"),
    ),
    "N115": (
        (
            "“{near}” begins {stated} characters from the left (GB/T 9704, 7.3.3)",
            "let its first line begin {right} characters in",
        ),
        ("“{near}”首行缩进{stated}字（GB/T 9704，7.3.3）", "应左空{right}字，回行顶格"),
    ),
    "N115.none": (
        ("“{near}” has no indent (GB/T 9704, 7.3.3)", "let its first line begin {right} characters in"),
        ("“{near}”首行没有缩进（GB/T 9704，7.3.3）", "每个自然段左空{right}字，回行顶格"),
    ),
    "N115.spaces": (
        (
            "“{near}” is indented by typed blanks (GB/T 9704, 7.3.3)",
            "delete the blanks; set a first-line indent of {right} characters",
        ),
        ("“{near}”用空格代替首行缩进（GB/T 9704，7.3.3）", "请删去空格，改用首行缩进{right}字"),
    ),
    "N116": (
        ("“{near}” is aligned otherwise than body text ({stated}; GB/T 9704, 7.3.3)", "justify it"),
        ("“{near}”{stated}（GB/T 9704，7.3.3）", "正文应两端对齐，左空二字，回行顶格"),
    ),
    "N117": (
        (
            "the lines of “{near}” stand {stated} apart (GB/T 9704, 5.2.3)",
            "set a fixed distance of 28 to 29 pt: 22 lines a page",
        ),
        ("“{near}”行距为{stated}（GB/T 9704，5.2.3）", "应为固定值28—29磅，每面22行"),
    ),
    "N118": (
        (
            "there is space before or after “{near}” ({stated} pt; GB/T 9704, 5.2.3)",
            "set both to 0, so that a page holds 22 lines",
        ),
        ("“{near}”段前段后有间距（{stated}磅；GB/T 9704，5.2.3）", "应为0，以保证每面22行"),
    ),
    "N119": (
        ("“{near}” is not black ({stated}; GB/T 9704, 5.2.4)", "print it in black"),
        ("“{near}”不是黑色（{stated}；GB/T 9704，5.2.4）", "公文中文字的颜色应为黑色"),
    ),
    "N120.first": (
        ("the heading “{near}” of the first level is set in {stated} (GB/T 9704, 7.3.3)", "set it in {right}"),
        ("一级标题“{near}”用{stated}（GB/T 9704，7.3.3）", "第一层用3号{right}"),
    ),
    "N120.second": (
        ("the heading “{near}” of the second level is set in {stated} (GB/T 9704, 7.3.3)", "set it in {right}"),
        ("二级标题“{near}”用{stated}（GB/T 9704，7.3.3）", "第二层用3号{right}"),
    ),
    "N120.third": (
        (
            "the heading “{near}” of the third or fourth level is set in {stated} (GB/T 9704, 7.3.3)",
            "set it in {right}",
        ),
        ("三、四级标题“{near}”用{stated}（GB/T 9704，7.3.3）", "第三层和第四层用3号{right}"),
    ),
    "N121": (
        ("the number “{stated}” of “{near}” is not in the form of its level (GB/T 9704, 7.3.3)", "write {right}"),
        ("“{near}”的序号“{stated}”写法不合规范（GB/T 9704，7.3.3：“一、”“（一）”“1.”“（1）”）", "应为“{right}”"),
    ),
    "N121.repeat": (
        ("the number of the heading “{near}” comes twice (GB/T 9704, 7.3.3)", "write “{right}”"),
        ("标题“{near}”的序号与上一个重复（GB/T 9704，7.3.3）", "应为“{right}”"),
    ),
    "N121.order": (
        ("the levels above “{stated}” of “{near}” are passed over (GB/T 9704, 7.3.3)", "number this level by {right}"),
        ("“{near}”的“{stated}”越级编排（GB/T 9704，7.3.3：依次用“一、”“（一）”“1.”“（1）”）", "此层应从“{right}”起编"),
    ),
    "N122.mark": (
        ("the heading “{near}” ends in “{stated}”", "delete the mark"),
        ("标题“{near}”末尾有“{stated}”", "单独成行的标题末尾不用标点"),
    ),
    "N122": (
        ("the heading “{near}” ends in a full stop (GB/T 15834, A.4)", "delete the full stop"),
        ("标题“{near}”末尾有句号（GB/T 15834，附录 A）", "单独成行的标题末尾不用句号"),
    ),
    **CLOSINGS,
}
