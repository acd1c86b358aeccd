"""The codes of findings about typesetting (T): meaning and example, in English, then in Chinese."""

from __future__ import annotations

CODES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "T001": (
        ("the stylesheet is not valid TOML", "[body"),
        ("样式表的 TOML 写法不对", "[body"),
    ),
    "T002": (
        ("an unknown or missing section or key", "colour = …"),
        ("样式表有不能用的节或键，或缺少节或键", "colour = …"),
    ),
    "T003": (
        ("a value that is not allowed", 'size = "12"'),
        ("样式表中的值不对", 'size = "12"'),
    ),
    "T010": (
        ("a colour is too pale on white paper", 'color = "#BBBBBB"'),
        ("颜色在白纸上太浅", 'color = "#BBBBBB"'),
    ),
    "T011": (
        ("a footnote longer than a page", "[^1]: with three thousand characters"),
        ("脚注比一页还长", "三千字的脚注"),
    ),
    "T012": (
        ("a line that cannot be justified", "a long address in a narrow column"),
        ("一行无法排满", "窄栏中的长网址"),
    ),
    "T013": (
        ("a reference document that is not a Word file", "templates/ours/reference.docx that is a text"),
        ("参考文档不是 Word 文件", "templates/ours/reference.docx 其实是文本"),
    ),
    "T014": (
        ("a setting of a reference document that only Word shows", "a table in the header of reference.docx"),
        ("参考文档中只有 Word 能呈现的设置", "reference.docx 的页眉里有表格"),
    ),
    "T015": (
        ("the lines of a text style overlap", "[style.note] size = '12pt', leading = '8pt'"),
        ("一种文字样式的行会重叠", "[style.note] size = '12pt', leading = '8pt'"),
    ),
    "T020": (
        ("a text that is printed over another, or over a figure", "two notes in the same place"),
        ("文字相互重叠，或压在图上", "两条注释印在同一处"),
    ),
    "T021": (
        ("a text or figure that leaves the type area, or is cut by the paper's edge", "a word wider than the page"),
        ("文字或图超出版心，或被纸边截断", "一个词比版面还宽"),
    ),
    "T022": (
        ("labels of a chart that are printed over each other, or leave it", "two long names under one bar"),
        ("图中的标注相互重叠，或超出图幅", "柱下的两个长名称"),
    ),
    "T030": (
        ("a wide table that was turned to landscape by itself", "twenty columns of numbers on an upright page"),
        ("宽表自动改为横排", "竖排页面上的二十列数字"),
    ),
    "T031": (
        ("a table with too many columns to be read with ease", "forty columns of numbers"),
        ("表的列太多，字号过小", "四十列数字"),
    ),
    "T040": (
        ("a watermark is so dark that text above it is hard to read", '[watermark] color = "#999999"'),
        ("水印颜色太深，压在上面的文字不易辨认", '[watermark] color = "#999999"'),
    ),
    "T041": (
        ("a picture of the stylesheet that is missing or cannot be printed", '[header] logo = "logo.png"'),
        ("样式表所用的图片不存在或无法印出", '[header] logo = "logo.png"'),
    ),
    "T042": (
        ("the number of seals is not that of issuers", "seal: [甲.png, 乙.png] with one issuer"),
        ("印章图片数与署名机关数不一致", "seal: [甲.png, 乙.png] 而只有一个发文机关"),
    ),
    "T043": (
        ("a watermark or first page number that cannot be", "watermark: a sentence of forty characters"),
        ("不能用的水印或起始页码", "watermark: 一句四十字的话"),
    ),
    "T044": (
        ("a seal, but no signature for it", "seal: 章.png with the template report"),
        ("有印章而无署名", "seal: 章.png，模板却是 report"),
    ),
    "T070": (
        ("a sample from which no looks can be learned", "jzdocs style learn 空白.docx"),
        ("学不到版式的样本", "jzdocs style learn 空白.docx"),
    ),
    "T071": (
        (
            "the folder of a new template is there already",
            "jzdocs style learn 样本.docx -o templates/ours, a second time",
        ),
        ("新模板的文件夹已经存在", "第二次运行 jzdocs style learn 样本.docx -o templates/ours"),
    ),
    "T072": (
        ("a sample's font for which the PDF has another face", "headings in 方正兰亭黑"),
        ("样本的字体在 PDF 中换用别的", "小标题用方正兰亭黑"),
    ),
    "T073": (
        ("a sample that is not of one look", "half of the headings in 黑体, half in 宋体"),
        ("样本的版式不一", "小标题一半黑体、一半宋体"),
    ),
    "T074": (
        ("a look of a sample that a stylesheet cannot have", "a left margin of 2mm"),
        ("样式表不能有的样本版式", "左边距只有 2mm"),
    ),
    "T075": (
        ("heads or feet of a sample that only Word can show", "a table in the header"),
        ("只有 Word 能呈现的样本页眉页脚", "页眉里有表格"),
    ),
}
