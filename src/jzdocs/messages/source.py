"""Findings about sources: encodings, Markdown, YAML, templates, plain text, Word files.

Each entry: (what is wrong, what to do) in English, then in Chinese.
"""

from __future__ import annotations

from jzdocs.messages import file_findings, proofreading
from jzdocs.messages.catalogue import Findings
from jzdocs.messages.markdown import FINDINGS as MARKDOWN
from jzdocs.messages.word_files import FINDINGS as WORD_FILES

FINDINGS: Findings = {
    **MARKDOWN,
    **WORD_FILES,
    "S001.workbook": (
        ("not an Excel workbook, or damaged ({kind})", "save it again as .xlsx"),
        ("不是 Excel 工作簿，或已损坏（{kind}）", "请重新存为 .xlsx"),
    ),
    "S001.mark": (
        ("the file is not {encoding}, although its byte order mark says so", "save it as UTF-8"),
        ("文件开头标明是 {encoding}，实际不是", "请存为 UTF-8"),
    ),
    "S001.encoding": (
        ("neither UTF-8 nor GB 18030: byte 0x{byte} in line {line}", "the file may be cut off; save it again as UTF-8"),
        ("既不是 UTF-8 也不是 GB 18030：第 {line} 行有字节 0x{byte}", "文件可能不完整；请重新存为 UTF-8"),
    ),
    "S001.word": (
        ("not a Word file, or damaged ({kind})", "open it in Word and save it as .docx"),
        ("不是 Word 文件，或已损坏（{kind}）", "请用 Word 打开并另存为 .docx"),
    ),
    "S002": (
        ("the file has {size} bytes; at most {most} are read", "split it, or raise JZDOCS_MAX_BYTES"),
        ("文件有 {size} 字节，最多读取 {most} 字节", "请拆成几个文件，或调大环境变量 JZDOCS_MAX_BYTES"),
    ),
    "S002.unpacked": (
        ("the file has {total} bytes when unpacked", "save it again in Word, without its pictures"),
        ("文件解压后有 {total} 字节", "请在 Word 中去掉图片后另存"),
    ),
    "S003": (
        ("the file is not UTF-8; it was read as GB 18030", "save it as UTF-8"),
        ("文件不是 UTF-8，已按 GB 18030 读取", "请存为 UTF-8"),
    ),
    "S003.big5": (
        ("the file is not UTF-8; it was read as Big5 (traditional Chinese)", "save it as UTF-8"),
        ("文件不是 UTF-8，已按 Big5（繁体）读取", "请存为 UTF-8"),
    ),
    "S003.no_mark": (
        ("the file has no byte order mark; it was read as {encoding}", "save it as UTF-8"),
        ("文件没有字节序标记，已按 {encoding} 读取", "请存为 UTF-8"),
    ),
    "S004": (
        ("control character U+{number}", "delete it: it cannot be printed"),
        ("有控制字符 U+{number}", "请删除，它无法印出"),
    ),
    "S005": (
        ("bidirectional control characters were removed", "delete them from the text"),
        ("已去掉双向控制符", "请从文中删除这类字符"),
    ),
    "S010": (
        ("not valid YAML: {reason}", "indent with spaces; put texts that contain “: ” or “# ” in quotes"),
        ("YAML 写法不对：{reason}", "请用空格缩进；含“: ”或“# ”的文字要加引号"),
    ),
    "S010.other": (
        ("not valid YAML: {reason}", "correct this value"),
        ("YAML 写法不对：{reason}", "请改正这个值"),
    ),
    "S010.keys": (
        ("lines of “key: value” are expected here", "write a key, a colon, a space and a value on each line"),
        ("这里应当每行写“键: 值”", "请每行写键、冒号、空格和值"),
    ),
    "S010.key": (
        ("a key must be plain text", "put it in quotes"),
        ("键必须是普通文字", "请加引号"),
    ),
    "S011": (
        ("YAML anchors and aliases are not allowed here", "write the value out"),
        ("这里不能用 YAML 的锚点和别名", "请把值写全"),
    ),
    "S011.tag": (
        ("the YAML tag “{tag}” is not allowed", "write the plain value"),
        ("不能用 YAML 标签“{tag}”", "请直接写值"),
    ),
    "S012": (
        ("nested more than {most} levels deep", "use fewer levels"),
        ("嵌套超过 {most} 层", "请减少层次"),
    ),
    "S013": (
        ("the key “{name}” appears twice", "the first is on line {line}; delete one of them"),
        ("键“{name}”出现两次", "第一处在第 {line} 行，请删去一处"),
    ),
    "S014": (
        ("unknown key “{name}” in a {kind} block", "available: {known}"),
        ("{kind} 块中没有“{name}”这个键", "可用的有：{known}"),
    ),
    "S014.part": (
        ("unknown key “{name}”", "available: {known}"),
        ("没有“{name}”这个键", "可用的有：{known}"),
    ),
    "S014.no_keys": (
        ("a {kind} block has no options, so “{name}” means nothing", "delete this line"),
        ("{kind} 块没有选项，“{name}”不起作用", "请删去这一行"),
    ),
    "S015": (
        ("the front matter is not closed", "write “---” on a line of its own below it"),
        ("文首元数据没有结束", "请在元数据之后另起一行写“---”"),
    ),
    "S016": (
        ("“{date}” is not a date", "write it as 2025-11-20"),
        ("“{date}”不是日期", "请写成 2025-11-20"),
    ),
    "S017": (
        (
            "no table of data is named here",
            "write “name: file.csv”, or “name: {{file: book.xlsx, sheet: …, head: 2, unit: …}}”",
        ),
        ("这里没有指明数据表", "请写成“名称: 文件.csv”，或“名称: {{file: 文件.xlsx, sheet: …, head: 2, unit: …}}”"),
    ),
    "S017.twice": (
        ("two tables of data are named “{name}”", "give one of them another name: “data: {{name: file.csv}}”"),
        ("有两张数据表都叫“{name}”", "请给其中一张另起名称：“data: {{名称: 文件.csv}}”"),
    ),
    "S018": (
        ("“{name}” must be yes or no, not “{text}”", "write yes or no (true, on, 是, 1; false, off, 否, 0)"),
        ("“{name}”只能写是或否，不能写“{text}”", "请写 yes 或 no（true、on、是、1；false、off、否、0 也可）"),
    ),
    "S019.text": (
        ("“{name}” must be a text", "write it on one line, without brackets; put it in quotes if it has a colon"),
        ("“{name}”应是一段文字", "请写在一行内，不加括号；文字中有冒号时加引号"),
    ),
    "S019.keys": (
        ("“{name}” must be lines of “key: value”", "write each on a line of its own, indented by two spaces"),
        ("“{name}”下应逐行写“键: 值”", "请每项一行，缩进两个空格"),
    ),
    "S019.list": (
        ("“{name}” must be a list", "write it as [first, second], or each item on a line that begins with “- ”"),
        ("“{name}”应是列表", "请写成 [甲, 乙]，或每项一行、以“- ”开头"),
    ),
    "S019.whole": (
        ("“{name}” must be a whole number from {low} to {high}, not “{text}”", "write it in digits"),
        ("“{name}”应是 {low} 到 {high} 的整数，不能写“{text}”", "请用阿拉伯数字写"),
    ),
    "S019.number": (
        ("“{name}” must be a number from {low} to {high}, not “{text}”", "write it in digits, without a unit"),
        ("“{name}”应是 {low} 到 {high} 的数，不能写“{text}”", "请用阿拉伯数字写，不带单位"),
    ),
    "S019.choice": (
        ("“{name}” cannot be “{text}”", "choose one of {names}"),
        ("“{name}”不能写“{text}”", "可用的有：{names}"),
    ),
    "S019.void": (
        ("“{name}” has no effect beside “{other}”", "delete one of the two"),
        ("有了“{other}”，“{name}”就不起作用", "请删去其中一个"),
    ),
    "S019.lacking": (
        ("“{name}” has no effect without “{other}”", "write “{other}: …” too, or delete this line"),
        ("没有“{other}”，“{name}”不起作用", "请同时写上“{other}: …”，或删去这一行"),
    ),
    "S019.info": (
        (
            "“{info}” does not begin a {kind} block",
            "write ```{kind}, or ```{kind} #id to give a chart or table an id",
        ),
        ("“{info}”不是 {kind} 块的写法", "请写 ```{kind}；要给图或表加标识，请写 ```{kind} #标识"),
    ),
    "S019.columns": (
        ("“{info}” does not begin columns", "write ```columns 2, with a number from 2 to 4"),
        ("“{info}”不是分栏的写法", "请写 ```columns 2，栏数为 2 到 4"),
    ),
    "S021": (
        ("a picture within text is printed below its paragraph", "put an empty line before and after it"),
        ("文字中的图片排在该段之下", "请在它前后各空一行"),
    ),
    "S021.here": (
        ("no picture can stand here; “{text}” is printed instead", "put it in a paragraph of its own"),
        ("这里不能放图片，已印出“{text}”", "请让图片独占一段"),
    ),
    "S022": (
        ("“{text}” cannot be typeset here", "write it as plain text"),
        ("“{text}”在这里无法排版", "请写成普通文字"),
    ),
    "S022.block": (
        ("“{type}” cannot be typeset", "write it another way"),
        ("“{type}”无法排版", "请换一种写法"),
    ),
    "S023": (
        ("struck-through text is printed as plain text", "delete it, or say in words what was deleted"),
        ("删除线不会印出，已按普通文字排", "请删去这段文字，或用文字说明"),
    ),
    "S024": (
        ("the HTML “{content}” was left out", "write it in Markdown"),
        ("HTML“{content}”已略去", "请改用 Markdown"),
    ),
    "S024.cell": (
        (
            "text outside the cells of an HTML table is printed in a row of its own",
            "move it into a cell, or out of the table",
        ),
        ("HTML 表格中单元格以外的文字，已另排一行", "请移进单元格，或移到表格外"),
    ),
    "S025": (
        ("<{name}> is not closed and is printed as text", "write </{name}> after it"),
        ("<{name}> 没有结束标签，按文字印出", "请在后面写上 </{name}>"),
    ),
    "S030": (
        ("nested more than {most} levels deep", "use fewer levels of lists and quotations"),
        ("嵌套超过 {most} 层", "请减少列表或引文的层次"),
    ),
    "S030.notes": (
        ("notes refer to one another more than {most} levels deep", "put what they say into one note"),
        ("脚注层层引用超过 {most} 层", "请合并为一条脚注"),
    ),
    "S031": (
        ("a heading of level {level} is set as level 4", "use four levels at most"),
        ("{level} 级标题已按四级排", "标题最多用四级"),
    ),
    "S040": (
        ("the template “{name}” extends itself, directly or through others", "remove one “extends”"),
        ("模板“{name}”直接或间接地继承了自己", "请去掉一处 extends"),
    ),
    "S041": (
        (
            "there is no template “{name}”",
            "available: {names}; or give the path of a folder with a style.toml, such as ./name",
        ),
        ("没有模板“{name}”", "可用的有：{names}；也可写含 style.toml 的文件夹的路径，如 ./名称"),
    ),
    "S042": (
        ("the template is not valid jinja2: {reason}", "see the jinja2 documentation"),
        ("模板不合 jinja2 语法：{reason}", "请对照 jinja2 的说明改正"),
    ),
    "S043": (
        (
            "a variable in the template has no value: {reason}",
            "give it a value (--set name=…), or test it with “is defined”",
        ),
        ("模板中的变量没有值：{reason}", "请给它赋值（--set 名称=值），或用“is defined”判断"),
    ),
    "S044": (
        ("the template failed: {reason}", "correct the template at this line"),
        ("模板运行出错：{reason}", "请改正模板的这一行"),
    ),
    "S050": (
        (
            "the last line “{text}” looks like a page footer or a heading without text; it stays in the text",
            "delete it, or write what belongs under it",
        ),
        ("末行“{text}”像页脚或没有下文的标题，已照原样保留", "如属多余请删去，如是标题请补上它下面的内容"),
    ),
    "S051": (
        ("a part without a heading was named “{text}”, after its introduction", "put a heading above the introduction"),
        ("有一部分没有标题，已按其引言取名“{text}”", "请在引言前加一个标题"),
    ),
    "S052": (
        ("{name} was left out", "put its content into the text, or add it to the source by hand"),
        ("{name}已略去", "请把其内容写进正文，或手工补到源文件中"),
    ),
    "S052.embedded": (
        ("an embedded document was left out", "put its content into the text, or add it to the source by hand"),
        ("嵌入的文档已略去", "请把其内容写进正文，或手工补到源文件中"),
    ),
    "S053": (
        ("there is no title; the file name “{name}” is used", "write “title: …” in the front matter"),
        ("没有标题，已用文件名“{name}”代替", "请在文首元数据中写“title: …”"),
    ),
    "S054": (
        (
            "“{text}” was left out: it belongs to the web page that the text was copied from",
            "if it is part of the text, put it into a sentence",
        ),
        ("“{text}”像是网页上的按钮或说明，已略去", "如属正文，请写进句子里"),
    ),
    "S055": (
        (
            "the list of contents was left out, down to line {last}",
            "a new one is made when the document is built, of the headings that the text has",
        ),
        ("原文的目录（至第{last}行）已略去", "生成文档时会按正文的标题重新编目录"),
    ),
    "S056": (
        ("“{found}” was read as {joined}", "write the digits without spaces"),
        ("“{found}”已读作{joined}", "数字中间不要留空格"),
    ),
    "S057": (
        ("a table inside a table cell was read as text", "make it a table of its own if it is one"),
        ("单元格中的表格已按文字读取", "如确是表格，请单独成表"),
    ),
    "S058": (
        ("a text box was read after the paragraph it is anchored to", "move its text to where it belongs"),
        ("文本框的内容已接在所在段落之后", "请把文字移到应在的位置"),
    ),
    "S062": (
        (
            "“{text}” was left out: it is the caption of a photograph, which the text does not contain",
            "if it is part of the text, put it into a sentence",
        ),
        ("“{text}”是照片的说明，文中没有照片，已略去", "如属正文，请写进句子里"),
    ),
    "S063": (
        (
            "the mark “{mark}” of a note was left out of the title; the note stands in the text",
            "set the mark behind the words of the text that the note explains",
        ),
        ("标题末尾的注码“{mark}”已略去，注文仍在正文中", "请把注码移到正文中所注的词语之后"),
    ),
    "S064": (
        (
            "“文件” of the red head “{text}” was left out: this template prints no red head",
            "build it as an official document with --template gongwen",
        ),
        ("红头“{text}”中的“文件”已略去：本模板不印红头", "如要按公文格式排印，请用 --template gongwen"),
    ),
    "S065": (
        (
            "“{text}” was left out: the notes below it are set at the foot of the pages that refer to them",
            "nothing needs to be done",
        ),
        ("“{text}”二字已略去：其下的注释已改为脚注", "无须处理"),
    ),
    "S066": (
        (
            "the table's own number {label} was not kept: tables are counted, and this is the table {count}",
            "correct references to it in the text, or put the tables that are missing into the text",
        ),
        ("表的原编号{label}未保留：各表按顺序编号，此表为表{count}", "请核对正文中对此表的引用，或补上缺少的表"),
    ),
    "S060": (
        ("there is no form “{text}” of official documents", "choose file, letter, minutes or order"),
        ("公文没有“{text}”这种格式", "可用的有：file（文件）、letter（信函）、minutes（纪要）、order（命令）"),
    ),
    "S061": (
        ("the attachment has no title", "write “title: …”"),
        ("附件没有标题", "请写上“title: …”"),
    ),
    "S083": (
        (
            "the template does not print these keys of the front matter: {names}",
            "build an official document with --template gongwen, or take them out",
        ),
        ("本模板不印文首元数据中的{names}", "公文请用 --template gongwen，否则请删去"),
    ),
    "S083.letter": (
        (
            "a letter does not print {names} (GB/T 9704-2012, 10.1)",
            "write “head: …文件” where the document is to have the form of a file",
        ),
        ("信函格式的版记不印{names}（GB/T 9704—2012 第10.1条）", "要按文件格式排印的，请写“head: ……文件”"),
    ),
    "S082.label": (
        (
            "“{text}” was read as the label of an element, which is printed as the standard has it",
            "nothing needs to be done",
        ),
        ("“{text}”按公文要素的名称读取，印出时依国家标准的写法", "无须处理"),
    ),
    "S082.date": (
        ("the date “{text}” is printed as {printed}", "GB/T 9704-2012 7.3.5 asks for Arabic numerals"),
        ("日期“{text}”印作{printed}", "GB/T 9704—2012 第7.3.5条：成文日期用阿拉伯数字将年、月、日标全"),
    ),
    "S082.seal": (
        ("“{text}” was read as a seal: the signature gets room for one", "take out “seal: yes” where there is none"),
        ("“{text}”按加盖印章读取，署名处留出盖章位置", "不盖章的，删去“seal: yes”"),
    ),
    "S082.no_text": (
        ("“{text}” was left out: no page of an official document is without text", "nothing needs to be done"),
        ("“{text}”已略去：公文不使用“此页无正文”", "无须处理"),
    ),
    "S082.old": (
        ("“{text}” was left out: GB/T 9704-2012 has no such element", "nothing needs to be done"),
        ("“{text}”已略去：GB/T 9704—2012 的公文要素中没有此项", "无须处理"),
    ),
    "S082.rule": (
        ("the rule “{text}” was left out: the form draws its own", "nothing needs to be done"),
        ("“{text}”已略去：分隔线由公文格式排出", "无须处理"),
    ),
    "S080": (
        (
            "a byte order mark (U+FEFF) inside the text was removed",
            "nothing need be done; it marks where files were joined",
        ),
        ("文中夹有字节序标记（U+FEFF），已去掉", "不必处理；多见于几个文件拼接之处"),
    ),
    "S081": (
        (
            "“{part}” in this formula is not understood; it is printed as it is written",
            "correct the LaTeX, or write a backslash before the dollar sign if this is no formula",
        ),
        ("公式中的“{part}”无法识别，已按原样印出", "请改正 LaTeX；如果不是公式，请在美元符号前加反斜杠"),
    ),
    "S100": (
        (
            "“{text}” is printed in neither document",
            "write it differently; this is a fault of jzdocs, please report it",
        ),
        ("“{text}”在两份文档中都没有印出来", "请换一种写法；这是 jzdocs 的差错，请反馈"),
    ),
    "S101": (
        ("two versions stand here, between marks of a conflict", "keep one of them and delete the marks"),
        ("此处有冲突标记，留有两种文本", "请保留一种，并删去标记"),
    ),
    "S100.pdf": (
        ("“{text}” is missing in the PDF", "this is a fault of jzdocs, please report it"),
        ("PDF 中缺“{text}”", "这是 jzdocs 的差错，请反馈"),
    ),
    "S100.ofd": (
        ("“{text}” is missing in the OFD file", "this is a fault of jzdocs, please report it"),
        ("OFD 文件中缺“{text}”", "这是 jzdocs 的差错，请反馈"),
    ),
    "S100.docx": (
        ("“{text}” is missing in the Word file", "this is a fault of jzdocs, please report it"),
        ("Word 文件中缺“{text}”", "这是 jzdocs 的差错，请反馈"),
    ),
}
FINDINGS |= file_findings.SOURCE
FINDINGS |= proofreading.STRUCTURE
