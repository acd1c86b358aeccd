"""Every code of a finding with its meaning and an example of what causes it. A code never changes its meaning.

Each entry: (meaning, example) in English, then in Chinese.
"""

from __future__ import annotations

# S source and structure, F numbers (facts), C charts and tables, R references, G glyphs and fonts, T typesetting,
# X surroundings
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
    "F001": (
        ("the name of a figure is given twice", "{#reuse.from} in two places"),
        ("数字的名称重复了", "两处都写 {#reuse.from}"),
    ),
    "F002": (
        ("a marked text without a number", "[许多]{#many}"),
        ("标了名称的文字里没有数", "[许多]{#many}"),
    ),
    "F003": (
        ("there is no figure of that name", "rows: {再生水: reuse.form}"),
        ("没有这个名称的数字", "rows: {再生水: reuse.form}"),
    ),
    "F004": (
        ("a derived figure that cannot be computed", "gain: reuse.to - city.area"),
        ("推算的数字算不出来", "gain: reuse.to - city.area"),
    ),
    "F005": (
        ("a cell without a number", "@fact:reuse.B2 that is empty"),
        ("单元格里没有数", "@fact:reuse.B2 为空"),
    ),
    "F010": (
        ("a literal number in a chart", "rows: {再生水: 24.6}"),
        ("图表中直接写了数", "rows: {再生水: 24.6}"),
    ),
    "F101": (
        ("a change that does not agree with its ends", "由24.6%提升至38.2%，提高14个百分点"),
        ("变化与首尾两数不符", "由24.6%提升至38.2%，提高14个百分点"),
    ),
    "F102": (
        ("percent where percentage points are meant", "由24.6%提升至38.2%，提高13.6%"),
        ("应写百分点，却写成百分数", "由24.6%提升至38.2%，提高13.6%"),
    ),
    "F103": (
        ("a verb that says the opposite direction", "由38.2%提升至24.6%"),
        ("动词的方向相反", "由38.2%提升至24.6%"),
    ),
    "F104": (
        ("a rate that does not agree with level and increase", "总产量1478.1万吨，增产4.2万吨，增长3%"),
        ("增幅与总量、增量不符", "总产量1478.1万吨，增产4.2万吨，增长3%"),
    ),
    "F105": (
        ("an approximation stated twice", "超过50%以上"),
        ("约数重复表示", "超过50%以上"),
    ),
    "F106": (
        ("more digits than the source has", "由24.6%提升至38.2%，提高13.62个百分点"),
        ("位数多于所依据的数字", "由24.6%提升至38.2%，提高13.62个百分点"),
    ),
    "F107": (
        (
            "a literal number in a chart that contradicts the text",
            "rows: {公园面积: 1154} where the text says 1145万平方米",
        ),
        ("图表中的数与正文矛盾", "正文为1145万平方米，图表中写 rows: {公园面积: 1154}"),
    ),
    "F108": (
        ("a share that does not agree with part and whole", "企业200家，其中民营50家，占比35%"),
        ("占比与部分、总数不符", "企业200家，其中民营50家，占比35%"),
    ),
    "F109": (
        ("parts that do not add up to their whole", "新建学校12所（小学5所、初中4所、高中4所）"),
        ("各部分之和与总数不符", "新建学校12所（小学5所、初中4所、高中4所）"),
    ),
    "F110": (
        ("a table's total that is not the sum of its rows", "合计 108 under 40 and 60"),
        ("表中合计与各行之和不符", "40、60 的合计写成 108"),
    ),
    "F111": (
        ("a share, difference or rate in a table that contradicts its row", "2023: 100, 2024: 120, 增长 25%"),
        ("表中的占比、差或增幅与同行数字不符", "2023: 100, 2024: 120, 增长 25%"),
    ),
    "F112": (
        ("an impossible date or period", "“十四五”时期（2020—2025年）"),
        ("日期或时期不成立", "“十四五”时期（2020—2025年）"),
    ),
    "F113": (
        ("the same quantity with different values", "再生水利用率38.2% here, 再生水利用率36.2% there"),
        ("同一个量两处的数不同", "此处再生水利用率38.2%，另一处36.2%"),
    ),
    "F114": (
        ("a quantity that differs in its second unit", "1500亩（120公顷）"),
        ("换成另一单位后数值不等", "1500亩（120公顷）"),
    ),
    "F115": (
        ("a multiple that does not agree with its ends", "由120万户增加到336万户，是2020年的1.8倍"),
        ("倍数与首尾两数不符", "由120万户增加到336万户，是2020年的1.8倍"),
    ),
    "F116": (
        ("a mean or yearly growth that does not agree with what it is computed from", "1250户，312.5万元，户均3500元"),
        ("平均数、年均增幅与所依据的数字不符", "1250户，312.5万元，户均3500元"),
    ),
    "F117": (
        (
            "a rate of a plan that does not agree with the plan and what was done",
            "计划150个，实际162个，完成计划的106%",
        ),
        ("完成率与计划数、完成数不符", "计划150个，实际162个，完成计划的106%"),
    ),
    "F118": (
        ("an amount that is not the price times the quantity", "购置12辆，每辆38万元，共计468万元"),
        ("金额与单价、数量的乘积不符", "购置12辆，每辆38万元，共计468万元"),
    ),
    "F119": (
        ("a remainder, gap or running total that does not agree with its numbers", "共186个，已完成151个，剩余45个"),
        ("剩余、差额或累计数与所依据的数字不符", "共186个，已完成151个，剩余45个"),
    ),
    "F120": (
        ("shares that together are not a hundred", "三次产业结构为8.4∶48.4∶48.2；男性占62.4%，女性占41.6%"),
        ("各部分占比之和不是100%", "三次产业结构为8.4∶48.4∶48.2；男性占62.4%，女性占41.6%"),
    ),
    "F121": (
        ("a ratio that does not agree with the two numbers it compares", "教师250人，学生4000人，师生比1∶18"),
        ("比例与所比的两个数不符", "教师250人，学生4000人，师生比1∶18"),
    ),
    "F125": (
        ("a sum in capital numerals that differs from the digits", "壹佰贰拾万元整（¥1,300,000.00）"),
        ("大写金额与小写不符", "壹佰贰拾万元整（¥1,300,000.00）"),
    ),
    "F126": (
        ("ranks of one thing that conflict", "居全省第3位 here, 居全省第5位 there"),
        ("同一事项的位次前后不一", "此处居全省第3位，另一处居全省第5位"),
    ),
    "F127": (
        ("a number in numerals of two kinds, or about right in the wrong ones", "3千5百, 5月至六月, 3、4天"),
        ("数字用法不合规范", "3千5百、5月至六月、3、4天"),
    ),
    "F128": (
        ("a range whose first number lacks its sign or unit", "5～8%"),
        ("数值范围的前一个数缺少符号或单位", "5～8%"),
    ),
    "F129": (
        ("groups of digits that are not three", "1,00,000元"),
        ("数字分节不是三位一节", "1,00,000元"),
    ),
    "F135": (
        ("a length of time that its two ends contradict", "5月16日至20日，为期7天"),
        ("时长与起止时间不符", "5月16日至20日，为期7天"),
    ),
    "F136": (
        ("an age or anniversary that does not follow from its years", "1956年创办，2026年建校60周年"),
        ("年龄、周年与年份不符", "1956年创办，2026年建校60周年"),
    ),
    "F137": (
        ("a count of years that differs from the years listed", "2022年、2023年、2024年连续四年"),
        ("连续年数与所列年份不符", "2022年、2023年、2024年连续四年"),
    ),
    "F138": (
        ("a time that no day has", "9时75分，上午14:00"),
        ("时刻不存在", "9时75分，上午14:00"),
    ),
    "F139": (
        ("a year that is not the one the words beside it name", "2024年增长3%，上年（2022年）增长2%"),
        ("年份与“上年”等说法不符", "2024年增长3%，上年（2022年）增长2%"),
    ),
    "F140": (
        (
            "the same quantity with different values in two documents",
            "2025年生产总值493亿元 here, 439亿元 in another file",
        ),
        ("同一个量在两份文件中的数不同", "此处2025年生产总值493亿元，另一份文件439亿元"),
    ),
    "C001": (
        ("there is no such kind of chart", "kind: piechart"),
        ("没有这种图表", "kind: piechart"),
    ),
    "C002": (
        ("a chart without a title", "```chart without title:"),
        ("图表没有标题", "```chart 块没有写 title:"),
    ),
    "C003": (
        ("there is no such width", "width: wide"),
        ("没有这种宽度", "width: wide"),
    ),
    "C004": (
        ("a chart without rows", "```chart without rows:"),
        ("图表没有数据行", "```chart 块没有写 rows:"),
    ),
    "C005": (
        ("too many categories", "more than 10,000 rows"),
        ("类别过多", "超过 10,000 行"),
    ),
    "C006": (
        ("not a valid axis", "axis: [100, 0]"),
        ("坐标轴不对", "axis: [100, 0]"),
    ),
    "C007": (
        ("a chart that is taller than a page", "a bar chart of 100 categories"),
        ("图表比一页还高", "100 个类别的条形图"),
    ),
    "C008": (
        ("a name that no row or group of the chart has", "emphasis: [榆次县] in a chart of 榆次区"),
        ("图表中没有的行名或组名", "图表中是榆次区，却写 emphasis: [榆次县]"),
    ),
    "C010": (
        ("a table without columns", "```table without rows:"),
        ("表没有列", "```table 块没有写 rows:"),
    ),
    "C011": (
        ("too many columns", "more than 200"),
        ("列过多", "超过 200 列"),
    ),
    "C012": (
        ("there is no such alignment", "align: [middle]"),
        ("没有这种对齐方式", "align: [middle]"),
    ),
    "C013": (
        ("widths that do not match the columns", "two widths for three columns"),
        ("列宽与列数不符", "三列只写了两个宽度"),
    ),
    "C014": (
        ("a row that is not a list", "rows: [甲, 乙]"),
        ("一行不是列表", "rows: [甲, 乙]"),
    ),
    "C015": (
        ("a span that is not a whole number", "colspan: two"),
        ("合并的单元格数不是整数", "colspan: two"),
    ),
    "C016": (
        ("a row that does not fill the columns of its table", "three cells under four columns"),
        ("一行的单元格数与列数不符", "四列的表，有一行只有三个单元格"),
    ),
    "C020": (
        ("key figures without content", "```keyfigures without cards:"),
        ("关键数字没有内容", "```keyfigures 块没有写 cards:"),
    ),
    "C021": (
        ("a key figure without its figure and label", "cards: [教育投入]"),
        ("关键数字没有写 figure 和 label", "cards: [教育投入]"),
    ),
    "C030": (
        ("a picture without alternative text", "![](a.png)"),
        ("图片没有替代文字", "![](a.png)"),
    ),
    "C031": (
        ("different units in one chart", "9200万元 in a chart of 亿元"),
        ("图表中单位不一", "单位为亿元的图表中有9200万元"),
    ),
    "C032": (
        ("a category without a value", "再生水利用率:"),
        ("类别没有数值", "再生水利用率:"),
    ),
    "C033": (
        ("a named text without a number, used in a chart", "[许多]{#many} as a bar"),
        ("图表引用的内容里没有数", "用 [许多]{#many} 画条形"),
    ),
    "C034": (
        ("a value that is not a number", "rows: {甲: 12x}"),
        ("数值不是数", "rows: {甲: 12x}"),
    ),
    "C035": (
        ("there is no table of data of that name", "from: ruse"),
        ("没有这个名称的数据表", "from: ruse"),
    ),
    "C036": (
        ("there is no such column or row in a table of data", "values: [2026年]"),
        ("数据表没有这一列或行", "values: [2026年]"),
    ),
    "C040": (
        ("a chart without alternative text", "```chart without alt:"),
        ("图表没有替代文字", "```chart 块没有写 alt:"),
    ),
    "R001": (
        ("an undefined reference", "见@fig:reuze"),
        ("引用找不到对应的内容", "见@fig:reuze"),
    ),
    "R002": (
        ("there is no footnote of that label", "[^7] without [^7]:"),
        ("没有这条脚注", "有 [^7] 而没有 [^7]:"),
    ),
    "R003": (
        ("a footnote that is not referred to", "[^7]: without [^7]"),
        ("脚注没有被引用", "有 [^7]: 而没有 [^7]"),
    ),
    "R004": (
        ("an id is given twice", "two charts #fig:reuse"),
        ("标识重复了", "两个图都写 #fig:reuse"),
    ),
    "G001": (
        ("no font has the character; 〓 stands for it in the PDF", "a character of one's own (U+E001)"),
        ("所有字体都没有这个字，PDF 中以“〓”代替", "自造字（U+E001）"),
    ),
    "G002": (
        ("a font file is missing or not a font", 'file = "fonts/missing.ttf"'),
        ("缺少字体文件，或文件不是字体", 'file = "fonts/missing.ttf"'),
    ),
    "G004": (
        ("a font that must not be embedded", "a font whose OS/2 fsType is 2"),
        ("字体不允许嵌入", "OS/2 fsType 为 2 的字体"),
    ),
    "G005": (
        ("a character that another font sets", "珺 in FandolFang"),
        ("由别的字体代排的字", "FandolFang 中的“珺”"),
    ),
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
        ("a setting of a reference document that only Word shows", "a header with a logo in reference.docx"),
        ("参考文档中只有 Word 能呈现的设置", "reference.docx 的页眉有徽标"),
    ),
    "T015": (
        ("the lines of a text style overlap", "[style.note] size = '12pt', leading = '8pt'"),
        ("一种文字样式的行会重叠", "[style.note] size = '12pt', leading = '8pt'"),
    ),
    "X000": (
        ("an internal error of jzdocs", "please report it"),
        ("程序内部出错", "请报告给开发者"),
    ),
    "X001": (
        ("a file or folder cannot be used", "a folder without permission"),
        ("文件或文件夹无法使用", "没有权限的文件夹"),
    ),
    "X002": (
        ("a file cannot be read", "a file without permission"),
        ("无法读取文件", "没有权限的文件"),
    ),
    "X010": (
        ("a picture outside the project", "![](http://…)"),
        ("图片不在项目中", "![](http://…)"),
    ),
    "X011": (
        ("a picture that cannot be read", "![](missing.png)"),
        ("无法读取图片", "![](missing.png)"),
    ),
    "X012": (
        ("a picture that is not PNG or JPEG", "![](drawing.svg)"),
        ("图片不是 PNG 或 JPEG", "![](drawing.svg)"),
    ),
    "X013": (
        ("a picture with too many pixels", "more than 80 million"),
        ("图片像素过多", "超过 8000 万像素"),
    ),
    "X014": (
        ("a CMYK picture", "![](print.jpg) saved for a press"),
        ("CMYK 图片", "为印刷存的 ![](print.jpg)"),
    ),
    "X015": (
        ("a table of data outside the project", "data: ../x.csv"),
        ("数据表在项目之外", "data: ../x.csv"),
    ),
    "X016": (
        ("there is no such table of data", "data: missing.csv"),
        ("没有这张数据表", "data: missing.csv"),
    ),
    "X017": (
        ("a table of data that cannot be read", "a sheet that does not exist"),
        ("无法读取数据表", "工作表不存在"),
    ),
    "X020": (
        ("jzdocs.toml is not valid TOML", "template ="),
        ("jzdocs.toml 的 TOML 写法不对", "template ="),
    ),
    "X021": (
        ("an unknown key or a wrong value in jzdocs.toml", "sorces = …"),
        ("jzdocs.toml 中有不能用的键，或值不对", "sorces = …"),
    ),
    "X022": (
        ("a folder outside the project", 'output = "../x"'),
        ("文件夹在项目之外", 'output = "../x"'),
    ),
    "X023": (
        ("an environment variable with a wrong value", "SOURCE_DATE_EPOCH=yesterday"),
        ("环境变量的值不对", "SOURCE_DATE_EPOCH=yesterday"),
    ),
    "X030": (
        ("the documents cannot be written", "a full disk"),
        ("无法写出文档", "磁盘已满"),
    ),
    "X040": (
        ("this kind of file cannot be read", "talk.exe"),
        ("不能读取这种文件", "talk.exe"),
    ),
    "X041": (
        ("no project", "jzdocs build without jzdocs.toml"),
        ("没有项目", "没有 jzdocs.toml 时运行 jzdocs build"),
    ),
    "X042": (
        ("no documents", "an empty seeds/"),
        ("没有文档", "seeds/ 是空的"),
    ),
    "X043": (
        ("there is no such file", "a misspelt name"),
        ("没有这个文件", "文件名写错"),
    ),
    "X044": (
        ("there is no such format", "--to html"),
        ("没有这种格式", "--to html"),
    ),
    "X045": (
        ("two documents of one name", "talk.txt and talk.md"),
        ("两份文档同名", "talk.txt 和 talk.md"),
    ),
    "X046": (
        ("the folder is not empty", "jzdocs new . in a full folder"),
        ("文件夹不是空的", "在有文件的文件夹中运行 jzdocs new ."),
    ),
    "X047": (
        ("a document outside the project", "a link in seeds/"),
        ("文档在项目之外", "seeds/ 中的链接"),
    ),
    "X048": (
        ("an option without another that it needs", "--query without --each"),
        ("选项要与另一个选项同用", "有 --query 而没有 --each"),
    ),
    "X049": (
        ("this kind of file cannot be written", "jzdocs diff old new --out a.pdf"),
        ("不能写出这种文件", "jzdocs diff old new --out a.pdf"),
    ),
    "X050": (
        ("not a PDF", "jzdocs doctor --read talk.txt"),
        ("不是 PDF", "jzdocs doctor --read talk.txt"),
    ),
    "X051": (
        ("a PDF without a structure tree", "jzdocs doctor --read scan.pdf"),
        ("PDF 没有结构树", "jzdocs doctor --read scan.pdf"),
    ),
    "X052": (
        ("a file without records of its figures", "jzdocs trace other.pdf"),
        ("文件中没有数字出处的记录", "jzdocs trace other.pdf"),
    ),
    "X053": (
        ("not a Word file", "jzdocs trace talk.docx that is a text"),
        ("不是 Word 文件", "jzdocs trace talk.docx，其实是文本"),
    ),
    "X054": (
        ("this kind of file cannot be traced", "jzdocs trace talk.md"),
        ("不能追溯这种文件", "jzdocs trace talk.md"),
    ),
    "X055": (
        ("a file that does not record its source", "jzdocs pull of another program's file"),
        ("文件中没有记录它的源文件", "对其他程序生成的文件运行 jzdocs pull"),
    ),
    "X056": (
        ("the source of a Word file was not found", "jzdocs pull in another folder"),
        ("找不到 Word 文件的源文件", "在别的文件夹运行 jzdocs pull"),
    ),
    "X057": (
        ("nothing that can be compared", "jzdocs diff of an empty folder"),
        ("没有可比较的文件", "对空文件夹运行 jzdocs diff"),
    ),
    "X058": (
        ("a row whose document cannot be named", '--name "{{ 县区 }}" with a blank cell'),
        ("无法给这一行的文档命名", '--name "{{ 县区 }}"，而单元格为空'),
    ),
    "X059": (
        ("a row whose document was not built", "two rows with one name"),
        ("这一行的文档没有生成", "两行同名"),
    ),
    "X060": (
        ("a file that should exist", "build --check with an empty output/"),
        ("缺少应有的文件", "output/ 为空时运行 build --check"),
    ),
    "X061": (
        ("a file that differs from what would be built now", "build --check after a source was edited"),
        ("文件与重新生成的结果不同", "改过源文件后运行 build --check"),
    ),
    "X062": (
        ("a database without a query", "--each postgresql://host/db alone"),
        ("数据库没有查询语句", "只写 --each postgresql://host/db"),
    ),
    "X063": (
        ("a database that does not answer", "a server that is not running"),
        ("数据库没有应答", "服务器没有运行"),
    ),
    "X064": (
        ("a query that fails", "a misspelt column"),
        ("查询失败", "列名写错"),
    ),
    "X065": (
        ("a package that is not installed", "--each postgresql://… without jzdocs[data]"),
        ("缺少软件包", "没有 jzdocs[data] 时写 --each postgresql://…"),
    ),
    "X066": (
        ("a scheduler that cannot be used", "--scheduler tcp://… that is not running"),
        ("无法使用调度器", "--scheduler tcp://… 没有运行"),
    ),
    "X067": (
        ("a finding that cannot be accepted", "--allow f105"),
        ("不能这样认可提示", "--allow f105"),
    ),
    "X070": (
        ("a kind of file from which no document is built", "a picture, slides, an archive"),
        ("不能用来生成文档的文件", "图片、幻灯片、压缩包"),
    ),
    "X071": (
        ("a name that does not say what kind of file it is", "a PDF named report"),
        ("文件名看不出文件种类", "名为 report 的 PDF"),
    ),
    "X072": (
        ("LibreOffice is needed, and not there", "talk.doc on a machine without it"),
        ("缺少 LibreOffice", "没有安装时读取 talk.doc"),
    ),
    "X073": (
        ("LibreOffice took too long", "a file of thousands of pages"),
        ("LibreOffice 用时太长", "上千页的文件"),
    ),
    "X074": (
        ("a PDF without text", "a scan"),
        ("没有文字的 PDF", "扫描件"),
    ),
    "X075": (
        ("a package that reads old workbooks is missing", "book.xls without xlrd"),
        ("缺少读取旧式工作簿的软件包", "没有 xlrd 时读取 book.xls"),
    ),
    "X076": (
        ("the document would take the place of its own source", "jzdocs build talk.docx --out ."),
        ("生成的文档会覆盖源文件", "jzdocs build talk.docx --out ."),
    ),
    "X080": (
        ("columns that a template cannot tell apart", "产值（亿元） beside 产值（%）"),
        ("模板分不清的列", "产值（亿元）与产值（%）"),
    ),
    "X081": (
        ("formulas that were never computed", "a workbook that a program wrote"),
        ("没有算出结果的公式", "由程序写出的工作簿"),
    ),
    "X082": (
        ("cells that show an error", "#DIV/0!"),
        ("显示错误值的单元格", "#DIV/0!"),
    ),
    "X083": (
        ("hidden rows, columns or a hidden sheet are used", "rows that a filter hides"),
        ("用上了隐藏的行、列或工作表", "被筛选隐藏的行"),
    ),
    "X084": (
        ("a number of more than 15 digits in a workbook", "an identity number typed as a number"),
        ("工作簿中的数超过 15 位", "按数字录入的身份证号"),
    ),
    "X085": (
        ("what stands above the names of columns was left out", "a title over the table"),
        ("列名上方的内容没有用上", "表格上方的标题"),
    ),
    "X086": (
        ("a column without a name", "a blank cell in the head"),
        ("没有列名的列", "表头中的空单元格"),
    ),
    "X087": (
        ("a row that does not fit the columns", "1,200 without quotes in a CSV file"),
        ("行与列名对不上", "CSV 中没有加引号的 1,200"),
    ),
    "X088": (
        ("--each with a table that has no rows", "a file with the names of columns alone"),
        ("--each 的数据表没有数据行", "只有列名的文件"),
    ),
    "X089": (
        ("a Word file names something that is no source", "jzdocs pull of a file that names ../notes.txt"),
        ("Word 文件所指的不是源文件", "所指为 ../notes.txt 的文件"),
    ),
    "X090": (
        ("a Word file of another project", "jzdocs pull ../other/output/briefing.docx"),
        ("Word 文件属于别的项目", "jzdocs pull ../other/output/briefing.docx"),
    ),
    "X091": (
        ("edits of a Word file whose source is no Markdown", "jzdocs pull talk.docx, built from talk.txt"),
        ("Word 文件的源文件不是 Markdown", "对由 talk.txt 生成的 talk.docx 运行 jzdocs pull"),
    ),
}
