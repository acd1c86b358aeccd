"""The codes of findings about the surroundings (X): meaning and example, in English, then in Chinese."""

from __future__ import annotations

CODES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
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
        ("a picture that cannot be read", "![](notes.txt)"),
        ("不是能读的图片", "![](notes.txt)"),
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
    "X210": (
        ("not an OFD file", "jzdocs trace talk.ofd that is a text"),
        ("不是 OFD 文件", "jzdocs trace talk.ofd，其实是文本"),
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
    "X100": (
        ("a wrong attribute of a picture", "![…](a.png){width=wide}"),
        ("图片的属性不对", "![…](a.png){width=wide}"),
    ),
    "X101": (
        ("a file of several pictures or pages", "![…](scan.tif) of three pages"),
        ("一个文件有多幅图或多页", "三页的 ![…](scan.tif)"),
    ),
    "X102": (
        ("a drawing that cannot be read", "![…](a.svg) that is no XML"),
        ("无法读取矢量图", "不是 XML 的 ![…](a.svg)"),
    ),
    "X103": (
        ("a PDF without a page that can be shown", "![…](a.pdf) with a password"),
        ("PDF 没有可用的页面", "有密码的 ![…](a.pdf)"),
    ),
    "X104": (
        ("a PDF that an archived PDF cannot hold", "![…](a.pdf) without its fonts"),
        ("不能存入存档 PDF 的 PDF", "没有嵌入字体的 ![…](a.pdf)"),
    ),
    "X105": (
        ("a drawing that is printed as pixels", "an SVG with a filter"),
        ("改以图像印出的矢量图", "含有滤镜的 SVG"),
    ),
    "X106": (
        ("a drawing that refers to another file", '<image href="http://…">'),
        ("引用其他文件的矢量图", '<image href="http://…">'),
    ),
    "X107": (
        ("a drawing with a program in it", "<script> in an SVG"),
        ("含有程序的矢量图", "SVG 中的 <script>"),
    ),
    "X108": (
        ("a character in a drawing that no font has", "a rare character in ![…](a.svg)"),
        ("矢量图中有字体没有的字符", "![…](a.svg) 中的生僻字"),
    ),
    "X150": (
        ("a reference document that is damaged", "a reference.docx that was cut short"),
        ("参考文档已损坏", "不完整的 reference.docx"),
    ),
    "X200": (
        ("a parameter that cannot be set", "--set 2025"),
        ("参数无法设定", "--set 2025"),
    ),
    "X201": (
        ("a parameter that the source does not use", "--set 年分=2025 in place of 年份"),
        ("源文件没有用到的参数", "把 --set 年份=2025 写成了 --set 年分=2025"),
    ),
    "X202": (
        ("a table that a template asks for cannot be read", '{{ table("data/none.csv") }}'),
        ("模板要用的表无法读取", '{{ table("data/none.csv") }}'),
    ),
    "X203": (
        ("what was not built is asked for", 'built.pdf after to=["docx"]'),
        ("要的内容没有生成", 'to=["docx"] 之后取 built.pdf'),
    ),
    "X204": (
        ("a file that holds no table of data", "jzdocs data notes.txt"),
        ("文件中没有数据表", "jzdocs data notes.txt"),
    ),
    "X151": (
        ("a file or a text that goes beyond a limit", "a Word file with a million paragraphs"),
        ("文件或文字超出限度", "有一百万段的 Word 文件"),
    ),
    "X240": (
        ("a file outside the folder that an assistant may use", "check with ../other.md (jzdocs mcp)"),
        ("文件在智能助手允许使用的文件夹之外", "检查 ../other.md（jzdocs mcp）"),
    ),
    "X241": (
        ("an assistant may not write", "build with out (jzdocs mcp without --write)"),
        ("智能助手不得写文件", "写出生成的文件（jzdocs mcp 未加 --write）"),
    ),
    "X242": (
        ("the MCP server is not installed", "jzdocs mcp without the extra mcp"),
        ("没有安装 MCP 服务", "未安装 jzdocs[mcp] 就运行 jzdocs mcp"),
    ),
    "X243": (
        ("a template or page of the documentation that there is not", "jzdocs://documentation/none (jzdocs mcp)"),
        ("没有这个模板或说明文档", "jzdocs://documentation/none（jzdocs mcp）"),
    ),
}
