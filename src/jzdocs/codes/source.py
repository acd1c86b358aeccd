"""The codes of findings about source and structure (S): meaning and example, in English, then in Chinese."""

from __future__ import annotations

CODES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "S001": (
        ("the file is in no encoding that can be read", "a file cut off in the middle of a character"),
        ("文件的编码无法识别", "文件在一个字的中间被截断"),
    ),
    "S002": (
        ("the file is too large", "a text of more than 64 MiB"),
        ("文件过大", "超过 64 MiB 的文本"),
    ),
    "S003": (
        ("the encoding was guessed", "a GB 18030 file without a byte order mark"),
        ("编码是推测的", "没有字节序标记的 GB 18030 文件"),
    ),
    "S004": (
        ("a control character", "U+0007 in a line"),
        ("控制字符", "行中有 U+0007"),
    ),
    "S005": (
        ("bidirectional control characters were removed", "U+202E in a line"),
        ("去掉了双向控制符", "行中有 U+202E"),
    ),
    "S010": (
        ("not valid YAML", "rows: [1, 2"),
        ("YAML 写法不对", "rows: [1, 2"),
    ),
    "S011": (
        ("YAML anchors and tags are not allowed", "unit: &u 亿元"),
        ("不能用 YAML 的锚和标签", "unit: &u 亿元"),
    ),
    "S012": (
        ("YAML is nested too deeply", "more than 12 levels"),
        ("YAML 嵌套过深", "超过 12 层"),
    ),
    "S013": (
        ("a key is given twice", "two lines “unit:”"),
        ("键重复了", "两行“unit:”"),
    ),
    "S014": (
        ("a block has an unknown key", "titel: 标题"),
        ("块中有不能用的键", "titel: 标题"),
    ),
    "S015": (
        ("the front matter is not closed", "--- on the first line only"),
        ("文首元数据没有结束", "只有第一行的 ---"),
    ),
    "S016": (
        ("not a valid date", "date: 2025-13-40"),
        ("日期不对", "date: 2025-13-40"),
    ),
    "S017": (
        ("a table of data without a file or a name", "data: {reuse: {sheet: 管网}}"),
        ("数据表没有写文件或名称", "data: {reuse: {sheet: 管网}}"),
    ),
    "S018": (
        ("neither yes nor no", "landscape: maybe"),
        ("不是“是”也不是“否”", "landscape: maybe"),
    ),
    "S019": (
        ("a value of a block or of the front matter that cannot be used", "depth: 9"),
        ("块或文首元数据中不能用的值", "depth: 9"),
    ),
    "S021": (
        ("a picture inside a paragraph", "文字![](a.png)文字"),
        ("图片不是单独一段", "文字![](a.png)文字"),
    ),
    "S022": (
        ("something that cannot be typeset", "raw HTML that is read as something else"),
        ("无法排版的内容", "会被读成其他内容的 HTML"),
    ),
    "S023": (
        ("struck-through text is printed as plain text", "~~删去~~"),
        ("删除线按普通文字排", "~~删去~~"),
    ),
    "S024": (
        ("HTML was left out", "<font color=red>"),
        ("略去了 HTML", "<font color=red>"),
    ),
    "S025": (
        ("a tag is not closed", "m<sup>2"),
        ("标签没有闭合", "m<sup>2"),
    ),
    "S030": (
        ("nested too deeply", "a list in a list, thirty times"),
        ("嵌套过深", "列表套列表三十层"),
    ),
    "S031": (
        ("a heading below level 4, set as level 4", "##### 标题"),
        ("四级以下的标题，按四级排", "##### 标题"),
    ),
    "S040": (
        ("a template extends itself", 'extends = "briefing" in briefing/style.toml'),
        ("模板继承了自己", 'briefing/style.toml 中写 extends = "briefing"'),
    ),
    "S041": (
        ("there is no template of that name", "template: brefing"),
        ("没有这个模板", "template: brefing"),
    ),
    "S042": (
        ("the template is not valid jinja2", "{% for x in %}"),
        ("模板不合 jinja2 语法", "{% for x in %}"),
    ),
    "S043": (
        ("a variable in the template has no value", "{{ titel }}"),
        ("模板中的变量没有值", "{{ titel }}"),
    ),
    "S044": (
        ("the template failed", "{{ 1 / 0 }}"),
        ("模板运行出错", "{{ 1 / 0 }}"),
    ),
    "S050": (
        ("a stray last line", "绿色发展 alone at the end of a text"),
        ("文末有孤立的一行", "文末单独一行“绿色发展”"),
    ),
    "S051": (
        ("a part was named after its introduction", "a part without a heading"),
        ("没有标题的部分，已按引言取名", "一部分前面没有标题"),
    ),
    "S052": (
        ("part of a Word file was left out", "a text box"),
        ("略去了 Word 文件中的部分内容", "文本框"),
    ),
    "S053": (
        ("a document without a title", "no front matter, several # headings"),
        ("文档没有标题", "没有文首元数据，又有几个 # 标题"),
    ),
    "S054": (
        ("text that belongs to a web page was left out", "下载 打印 字号 above a text from a website"),
        ("略去了网页自身的文字", "网上文章前的“下载 打印 字号”"),
    ),
    "S055": (
        ("a table of contents was left out", "目录 and its lines in a text"),
        ("略去了目录", "文中的“目录”及其各行"),
    ),
    "S056": (
        ("digits with spaces between them were joined", "7 4 7 7 2 亿元"),
        ("数字中间的空格去掉了", "7 4 7 7 2 亿元"),
    ),
    "S057": (
        ("a table inside a table", "a form that is laid out by tables"),
        ("表格中套着表格", "用表格排出的表单"),
    ),
    "S058": (
        ("a text box was read after its paragraph", "a pull quote"),
        ("文本框的内容接在所在段落之后", "文本框中的引文"),
    ),
    "S060": (
        ("there is no such form of official document", "form: order in a redhead block"),
        ("没有这种公文格式", "redhead 块中写 form: order"),
    ),
    "S061": (
        ("an attachment without a title", "```attachment without title:"),
        ("附件没有标题", "```attachment 块没有写 title:"),
    ),
    "S062": (
        ("the caption of a photograph was left out", "某某日报记者 李某 摄 above a text from a website"),
        ("略去了照片说明", "网上文章前的“某某日报记者 李某 摄”"),
    ),
    "S063": (
        ("the mark of a note was left out of a title", "2023年统计公报①"),
        ("略去了标题中的注码", "2023年统计公报①"),
    ),
    "S064": (
        (
            "the word for “document” in a red head was left out",
            "某某市教育局文件 above a document number, built as a briefing",
        ),
        ("略去了红头中的“文件”二字", "文首为“某某市教育局文件”，而不按公文排印"),
    ),
    "S065": (
        ("the title of the notes was left out", "注释 above the notes at the end of a text"),
        ("略去了注释的标题", "文末注释上方的“注释”"),
    ),
    "S066": (
        ("a table in a plain text got another number", "表3 above the only table of a text"),
        ("纯文本中的表换了编号", "文中只有一个表，却写着表3"),
    ),
    "S070": (
        ("stars that can be read in two ways", "单价*数量*折扣"),
        ("星号有两种读法", "单价*数量*折扣"),
    ),
    "S071": (
        ("a mark of another Markdown dialect", "[[页面]]"),
        ("其他 Markdown 方言的标记", "[[页面]]"),
    ),
    "S072": (
        ("a mark of another dialect that is printed in another way", "==重点=="),
        ("其他方言的标记，换了排法", "==重点=="),
    ),
    "S073": (
        ("a key of the front matter that is not printed as it is", "lang: zh-CN"),
        ("文首元数据中有不直接印出的键", "lang: zh-CN"),
    ),
    "S074": (
        ("a note inside a note", "[^a]: 注文[^b]"),
        ("脚注中又有脚注", "[^a]: 注文[^b]"),
    ),
    "S075": (
        ("a part of a footnote that stands in the text", "a chart in a footnote"),
        ("脚注的一部分排在正文中", "脚注里有图"),
    ),
    "S076": (
        ("a table whose rows do not fit its head", "| 1 | 2 | 3 | below | 甲 | 乙 |"),
        ("表格的行与表头对不上", "| 甲 | 乙 | 下面写 | 1 | 2 | 3 |"),
    ),
    "S077": (
        ("indented text was read as text, not as code", "four spaces before a sentence"),
        ("缩进的文字按正文读取", "句子前有四个空格"),
    ),
    "S078": (
        ("a definition that nothing uses, or a second one", "[ref]: https://example.org"),
        ("没有用到的或重复的定义", "[ref]: https://example.org"),
    ),
    "S079": (
        ("text of a link or of a block of code that is not printed", '[网站](https://example.org "说明")'),
        ("链接或代码块中不印出的文字", '[网站](https://example.org "说明")'),
    ),
    "S080": (
        ("a byte order mark inside the text was removed", "two files of Windows put together"),
        ("去掉了文中夹有的字节序标记", "两个 Windows 文件拼接在一起"),
    ),
    "S081": (
        ("LaTeX in a formula that is not understood", "$\\foo{x}$"),
        ("公式中无法识别的 LaTeX", "$\\foo{x}$"),
    ),
    "S082": (
        ("something in a draft of an official document is printed in another form", "二〇二五年八月四日"),
        ("公文稿中有的写法印出时改成规定的形式", "二〇二五年八月四日"),
    ),
    "S083": (
        ("elements of an official document that its template or form does not print", "secrecy: 秘密 in a briefing"),
        ("模板或格式不印的公文要素", "简报中的 secrecy: 秘密"),
    ),
    "S085": (
        ("hidden or struck text of a Word file was left out", "500元 that is struck through"),
        ("Word 文件中隐藏或加了删除线的文字已略去", "加了删除线的“500元”"),
    ),
    "S086": (
        ("a Word file has tracked changes", "a draft with revisions that nobody accepted"),
        ("Word 文件中有修订", "修订尚未接受的稿子"),
    ),
    "S087": (
        ("a Word file has comments, which are not printed", "a draft with remarks in its margin"),
        ("Word 文件中有批注，不印出", "页边有批注的稿子"),
    ),
    "S088": (
        ("a sign of a symbol font is not known", "a pictograph of Webdings"),
        ("符号字体中的符号无法识别", "Webdings 字体的图形"),
    ),
    "S089": (
        ("a header or footer of a Word file was left out", "内部资料 at the head of every page"),
        ("Word 文件的页眉或页脚已略去", "每页页眉上的“内部资料”"),
    ),
    "S090": (
        ("a picture of a Word file could not be taken over, or not where it stood", "a drawing in EMF"),
        ("Word 文件中的图片不能照原样采用", "EMF 格式的图"),
    ),
    "S091": (
        ("a chart or diagram of a Word file was left out", "a column chart; SmartArt"),
        ("Word 文件中的图表或示意图已略去", "柱形图；SmartArt"),
    ),
    "S092": (
        ("a note that nothing refers to any more stands at the end", "a footnote on the title"),
        ("注文所注之处不能加注，已接在文末", "标题上的脚注"),
    ),
    "S093": (
        ("a Word file that jzdocs built was read as its source", "jzdocs import briefing.docx"),
        ("由 jzdocs 生成的 Word 文件，已按其源文件读取", "jzdocs import 简报.docx"),
    ),
    "S094": (
        ("a field of a Word file could not be read", "EQ \\x(…)"),
        ("Word 文件中的域无法读取", "EQ \\x(…)"),
    ),
    "S095": (
        ("the content of a file is of another kind than its name says", "a web page named 表.xls"),
        ("文件内容与扩展名不符", "名为 表.xls 的网页"),
    ),
    "S096": (
        ("LibreOffice cannot read a file", "a .doc with a password"),
        ("LibreOffice 无法读取文件", "设有密码的 .doc"),
    ),
    "S097": (
        (
            "what belongs to the pages, and not to the text, was left out",
            "page numbers of a PDF, the menu of a web page",
        ),
        ("去掉了不属于正文的内容", "PDF 的页码、网页的菜单"),
    ),
    "S098": (
        ("a picture, or what is no text, was left out", "a photograph or a comment in a PDF"),
        ("去掉了图片等非文字内容", "PDF 中的照片、批注"),
    ),
    "S099": (
        ("the text was recognised by a program", "a scan with a layer of text"),
        ("文字由软件识别得来", "带文字层的扫描件"),
    ),
    "S100": (
        ("a text of the source that is not printed", "a fault of jzdocs, which it found itself"),
        ("源文件中的文字没有印出来", "jzdocs 自己发现的差错"),
    ),
    "S101": (
        ("marks of a conflict were left in the source", "versions that a merge left, between their marks"),
        ("源文件中留有冲突标记", "合并后留下的两种文本"),
    ),
    "S110": (
        ("a number of a heading or item that is left out or comes twice", "一、, 二、, 四、"),
        ("标题或条目的序号跳号或重号", "一、二、四、"),
    ),
    "S111": (
        ("an announced number that what follows does not have", "以下三项工作：一是…；二是…。"),
        ("所说的项数与下文不符", "以下三项工作：一是……；二是……。"),
    ),
    "S112": (
        ("a bracket or quotation mark without its partner", "《关于加强管理的通知"),
        ("括号、引号或书名号不成对", "《关于加强管理的通知"),
    ),
    "S113": (
        ("a reference to a figure, table or attachment that is not there", "见表3 where there are two tables"),
        ("所指的图、表或附件不存在", "只有两张表，却写“见表3”"),
    ),
    "S114": (
        ("a document number in another form than official documents have", "国发[2024]05号"),
        ("发文字号写法不合规范", "国发[2024]05号"),
    ),
    "S115": (
        ("a date in another form than official documents have", "2024.5.1, 24年5月, 二零二四年"),
        ("日期写法不合规范", "2024.5.1、24年5月、二零二四年"),
    ),
    "S116": (
        ("one body under two names", "市发展改革委 here, 市发改委 there"),
        ("同一机构用了两种名称", "此处市发展改革委，另一处市发改委"),
    ),
    "S117": (
        ("two marks where one stands", "任务，。"),
        ("标点重复", "任务，。"),
    ),
    "S118": (
        ("a mark where none stands", "教育、等, （一）、"),
        ("多用了标点，或标点用错", "教育、等；（一）、"),
    ),
    "S119": (
        ("quotation or book title marks of one shape inside one another", "《关于印发《办法》的通知》"),
        ("引号或书名号套用时未用单的", "《关于印发《办法》的通知》"),
    ),
    "S120": (
        ("a heading that ends in a mark", "## 主要任务，"),
        ("标题末尾有标点", "## 主要任务，"),
    ),
}
