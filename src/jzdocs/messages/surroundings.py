"""Findings about files, projects, databases, other machines and the command line.

Each entry: (what is wrong, what to do) in English, then in Chinese.
"""

from __future__ import annotations

from jzdocs.messages import evidence, file_findings, limits, parameters, picture_findings, safety, serving
from jzdocs.messages.catalogue import Findings

FINDINGS: Findings = {
    "X000": (
        ("internal error: {kind}: {reason}", "run the command again with --debug and report what it prints"),
        ("程序内部出错：{kind}：{reason}", "请加 --debug 再运行一次，并把输出报告给开发者"),
    ),
    "X001": (
        ("cannot read {file}: {reason}", "check that the file exists and may be read"),
        ("无法读取 {file}：{reason}", "请检查文件是否存在、是否有权读取"),
    ),
    "X001.stylesheet": (
        ("cannot read the stylesheet: {reason}", "check that the file may be read"),
        ("无法读取样式表：{reason}", "请检查是否有权读取"),
    ),
    "X002": (
        ("cannot read the file: {reason}", "check that the file exists and may be read"),
        ("无法读取文件：{reason}", "请检查文件是否存在、是否有权读取"),
    ),
    "X010": (
        ("the picture “{href}” is not in the project folder", "copy it there: nothing is fetched from the network"),
        ("项目文件夹里没有图片“{href}”", "请把图片复制到项目中；程序不会从网上下载"),
    ),
    "X010.outside": (
        ("the picture “{href}” lies outside the project folder", "copy it into the project"),
        ("图片“{href}”在项目文件夹之外", "请复制到项目中"),
    ),
    "X011": (
        ("cannot read the picture “{href}”: {reason}", "check the file name"),
        ("无法读取图片“{href}”：{reason}", "请核对文件名"),
    ),
    "X015": (
        ("the table of data “{path}” lies outside the project folder", "copy it into the project"),
        ("数据表“{path}”在项目文件夹之外", "请复制到项目中"),
    ),
    "X016": (
        ("there is no table of data “{path}”", "check the name: paths start at the project folder"),
        ("没有数据表“{path}”", "请核对名称；路径从项目文件夹算起"),
    ),
    "X017": (
        ("“{path}” cannot be read: {reason}", ""),
        ("无法读取“{path}”：{reason}", ""),
    ),
    "X017.no_head": (
        ("no row of “{path}” contains column names", "say which row does, such as “head: 2”"),
        ("“{path}”中找不到列名", "请写明列名在第几行，如“head: 2”"),
    ),
    "X020": (
        ("{file} is not valid TOML: {reason}", "correct this line"),
        ("{file} 的 TOML 写法不对：{reason}", "请改正这一行"),
    ),
    "X020.encoding": (
        ("{file} is not UTF-8", "save it as UTF-8"),
        ("{file} 不是 UTF-8 编码", "请存为 UTF-8"),
    ),
    "X021": (
        ("unknown key “{name}”", "available: {known}"),
        ("没有“{name}”这个键", "可用的有：{known}"),
    ),
    "X021.wrong_form": (
        ("the value of “{name}” is not allowed", "correct it"),
        ("“{name}”的值不对", "请改正"),
    ),
    "X022": (
        ("“{name}” leads out of the project", "name a folder inside it"),
        ("“{name}”指向项目之外", "请写项目内的文件夹"),
    ),
    "X023": (
        ("the environment variable {name} has a wrong value: “{value}”", "correct the value, or unset the variable"),
        ("环境变量 {name} 的值不对：“{value}”", "请改正该值，或删去这个变量"),
    ),
    "X030": (
        ("cannot write the documents: {reason}", "choose another folder with --out, or make room there"),
        ("无法写出文档：{reason}", "请用 --out 换一个文件夹，或腾出空间"),
    ),
    "X030.file": (
        (
            "cannot replace this file: {reason}",
            "close it where another program has it open, or choose another folder with --out",
        ),
        ("无法替换这个文件：{reason}", "如果其他程序正打开它，请先关闭；也可以用 --out 换一个文件夹"),
    ),
    "X040": (
        (
            "this kind of file is not a source: {file}",
            "give a text (.md, .md.j2, .txt), a document (.docx, .doc, .wps, .rtf, .odt), a PDF or a saved web page",
        ),
        (
            "不能读取这种文件：{file}",
            "请用文本（.md、.md.j2、.txt）、文档（.docx、.doc、.wps、.rtf、.odt）、PDF 或网页文件",
        ),
    ),
    "X040.each": (
        ("--each needs one source that is a template", "give one .md.j2 file"),
        ("--each 只能用于一份模板形式的源文件", "请写一个 .md.j2 文件"),
    ),
    "X041": (
        (
            "there is no jzdocs.toml here or in a folder above",
            "name a file (jzdocs build talk.txt), or run “jzdocs new DIR”",
        ),
        ("本文件夹及上级文件夹都没有 jzdocs.toml", "请写文件名（jzdocs build 讲话.txt），或运行“jzdocs new 文件夹”"),
    ),
    "X042": (
        ("there are no documents in {name}", "put a .md, .md.j2, .txt or .docx file there, or name the file itself"),
        ("{name} 里没有文档", "请放入 .md、.md.j2、.txt 或 .docx 文件，或直接写文件名"),
    ),
    "X043": (
        ("there is no file {path}", "check the name"),
        ("没有文件 {path}", "请核对文件名"),
    ),
    "X043.address": (
        ("this is not the address of a database: {reason}", "write it as postgresql://user@host/name"),
        ("数据库地址不对：{reason}", "请写成 postgresql://用户@主机/库名"),
    ),
    "X044": (
        ("there is no output format “{name}”", "available: {names}"),
        ("没有“{name}”这种输出格式", "可用的有：{names}"),
    ),
    "X045": (
        ("{name} and {other} would both be written to files of the same name", "rename one of them"),
        ("{name} 和 {other} 会生成同名文件", "请给其中一个改名"),
    ),
    "X046": (
        ("the folder is not empty", "name a new folder"),
        ("文件夹不是空的", "请换一个新文件夹"),
    ),
    "X047": (
        ("{name} leads out of the project", "copy the file into the project"),
        ("{name} 指向项目之外", "请把文件复制到项目中"),
    ),
    "X048": (
        ("--query, --name and --scheduler need --each", "add --each DATA"),
        ("--query、--name、--scheduler 要与 --each 同用", "请加上“--each 数据文件”"),
    ),
    "X049": (
        ("this kind of file cannot be written: {path}", "give a name that ends in .html"),
        ("不能写出这种文件：{path}", "请写以 .html 结尾的文件名"),
    ),
    "X050": (
        ("not a PDF, or damaged", "give a PDF file"),
        ("不是 PDF 文件，或已损坏", "请用 PDF 文件"),
    ),
    "X050.jzdocs": (
        ("not a PDF, or damaged", "give a PDF that jzdocs built"),
        ("不是 PDF 文件，或已损坏", "请用 jzdocs 生成的 PDF"),
    ),
    "X051": (
        ("the PDF has no structure tree", "give a tagged PDF"),
        ("PDF 没有结构树", "请用带标签的 PDF"),
    ),
    "X052": (
        (
            "the file has no record of its figures",
            "give a file that jzdocs built from a source with named figures, such as [12个]{{#name}}",
        ),
        ("文件中没有数字出处的记录", "请用 jzdocs 生成的文件；源文件中要有带名称的数字，如 [12个]{{#名称}}"),
    ),
    "X053": (
        (
            "not a Word file, or damaged",
            "give a file that jzdocs built from a Markdown source; it may have been edited in Word",
        ),
        ("不是 Word 文件，或已损坏", "请用 jzdocs 由 Markdown 源文件生成的文件（在 Word 中改过也可以）"),
    ),
    "X053.named": (
        (
            "not a Word file, or damaged",
            "give a file that jzdocs built from a source with named figures, such as [12个]{{#name}}",
        ),
        ("不是 Word 文件，或已损坏", "请用 jzdocs 生成的文件；源文件中要有带名称的数字，如 [12个]{{#名称}}"),
    ),
    "X210": (
        ("not an OFD file, or damaged", "give an OFD file that jzdocs built"),
        ("不是 OFD 文件，或已损坏", "请用 jzdocs 生成的 OFD 文件"),
    ),
    "X054": (
        ("this kind of file cannot be traced: {path}", "give a .pdf, .ofd or .docx file that jzdocs built"),
        ("不能追溯这种文件：{path}", "请用 jzdocs 生成的 .pdf、.ofd 或 .docx 文件"),
    ),
    "X055": (
        (
            "the file does not record what it was built from",
            "give a file that jzdocs built from a Markdown source; it may have been edited in Word",
        ),
        ("文件中没有记录它的源文件", "请用 jzdocs 由 Markdown 源文件生成的文件（在 Word 中改过也可以）"),
    ),
    "X056": (
        ("the source {name} was not found", "run this in the project that built the file"),
        ("找不到源文件 {name}", "请在生成该文件的项目中运行"),
    ),
    "X057": (
        (
            "there are no documents in {path}",
            "give two output folders, or two files from them: .docx, .pdf, .ofd or .facts.json",
        ),
        ("{path} 里没有文档", "请写两个输出文件夹，或其中各一个文件（.docx、.pdf、.ofd 或 .facts.json）"),
    ),
    "X057.kind": (
        (
            "this kind of file cannot be compared: {path}",
            "give two output folders, or two files from them: .docx, .pdf, .ofd or .facts.json",
        ),
        ("不能比较这种文件：{path}", "请写两个输出文件夹，或其中各一个文件（.docx、.pdf、.ofd 或 .facts.json）"),
    ),
    "X058": (
        ("--name is not a valid pattern: {reason}", "write it as “{{{{ 县区 }}}}简报”"),
        ("--name 的写法不对：{reason}", "请写成“{{{{ 县区 }}}}简报”"),
    ),
    "X058.row": (
        ("the document of this row cannot be named: {reason}", "fill in the value, or change --name"),
        ("无法给这一行的文档命名：{reason}", "请补上值，或改 --name"),
    ),
    "X059": (
        ("two rows name their document “{name}”", "the first is at {place}; tell them apart with --name"),
        ("有两行的文档都叫“{name}”", "前一行在 {place}；请用 --name 区分"),
    ),
    "X059.not_built": (
        ("the document “{name}” of this row was not built", "correct the errors listed for it"),
        ("这一行的文档“{name}”没有生成", "请按所列的错误改正"),
    ),
    "X060": (
        ("the file does not exist", ""),
        ("没有这个文件", ""),
    ),
    "X061": (
        ("the file differs from what would be built now", ""),
        ("文件与重新生成的结果不同", ""),
    ),
    "X062": (
        ("a database needs a query", "choose the rows with --query “SELECT …”"),
        ("从数据库取数要有查询语句", "请用 --query “SELECT …” 写明取哪些行"),
    ),
    "X063": (
        ("the database does not answer: {reason}", "check the address, and that the database is running"),
        ("数据库没有应答：{reason}", "请核对地址，并确认数据库在运行"),
    ),
    "X064": (
        ("the query failed: {reason}", "correct the query"),
        ("查询失败：{reason}", "请改正查询语句"),
    ),
    "X064.only_select": (
        ("a query may only read, with a single SELECT", "write one SELECT"),
        ("查询只能读取，而且只能有一条 SELECT", "请只写一条 SELECT"),
    ),
    "X064.too_long": (
        ("the query took more than {most} seconds", "choose fewer rows"),
        ("查询超过了 {most} 秒", "请少取一些行"),
    ),
    "X065.cluster": (
        ("a scheduler needs the package “distributed”, which is not installed", "run pip install 'jzdocs[cluster]'"),
        ("使用调度器需要软件包 distributed，尚未安装", "请运行 pip install 'jzdocs[cluster]'"),
    ),
    "X065.data": (
        ("reading this needs the package “{name}”, which is not installed", "run pip install 'jzdocs[data]'"),
        ("读取它需要软件包 {name}，尚未安装", "请运行 pip install 'jzdocs[data]'"),
    ),
    "X066": (
        ("this is not the address of a scheduler", "write it as tcp://host:8786"),
        ("调度器地址不对", "请写成 tcp://主机:8786"),
    ),
    "X066.silent": (
        ("the scheduler does not answer: {reason}", "check the address"),
        ("调度器没有应答：{reason}", "请核对地址"),
    ),
    "X066.no_workers": (
        ("the scheduler has no workers", "start some with “dask worker”"),
        ("调度器下没有工作进程", "请用“dask worker”启动几个"),
    ),
    "X066.files": (
        (
            "the files below {root} are too many to send to workers",
            "give the documents a project of their own (jzdocs new)",
        ),
        ("{root} 下的文件太多，无法发给工作进程", "请为这些文档单建一个项目（jzdocs new）"),
    ),
    "X066.version": (
        (
            "the worker {node} has another version of jzdocs",
            "install the same jzdocs, Python and libraries on all machines",
        ),
        ("工作进程 {node} 的 jzdocs 版本不同", "请在各机器上安装同样的 jzdocs、Python 和软件包"),
    ),
    "X066.failed": (
        ("the worker failed: {kind}: {reason}", "see the worker's log"),
        ("工作进程出错：{kind}：{reason}", "请看工作进程的日志"),
    ),
    "X080": (
        (
            "two columns are called “{head}”, so that neither has this name in a template",
            "give the columns different names",
        ),
        ("有两列都叫“{head}”，模板中无法用这个名称", "请给两列起不同的名称"),
    ),
    "X080.unit": (
        (
            "“{other}” and “{head}” are both “{name}” in a template, so that neither has this name",
            'write row["{head}"] there',
        ),
        ("“{other}”和“{head}”在模板中都叫“{name}”，无法用这个名称", '请写 row["{head}"]'),
    ),
    "X081": (
        (
            "{cells}: formulas that were never computed, so that the workbook holds no result",
            "open the workbook in a spreadsheet and save it",
        ),
        ("{cells}：公式没有算出结果，工作簿里没有数", "请用 Excel 或 WPS 打开工作簿并保存"),
    ),
    "X082": (
        ("{cells}: the workbook shows errors there, such as #DIV/0!", "correct the formulas, or clear the cells"),
        ("{cells}：工作簿显示的是 #DIV/0! 之类的错误值", "请改正公式，或清空单元格"),
    ),
    "X083.rows": (
        (
            "the sheet “{sheet}” has hidden rows, which are used all the same: {rows}",
            "delete them if they are not meant",
        ),
        ("工作表“{sheet}”中隐藏的第 {rows} 行也用上了", "如果不要，请删除"),
    ),
    "X083.columns": (
        (
            "the sheet “{sheet}” has hidden columns, which are read all the same: {columns}",
            "name the columns that are meant",
        ),
        ("工作表“{sheet}”中隐藏的 {columns} 列也读入了", "请用 columns 写明要哪些列"),
    ),
    "X083.sheet": (
        ("the sheet “{name}” is hidden, and is used all the same", "name another with “sheet”"),
        ("隐藏的工作表“{name}”也用上了", "如果不要，请用 sheet 写明另一张"),
    ),
    "X084": (
        (
            "a number of more than 15 digits, of which a spreadsheet keeps only 15",
            "enter identity and account numbers as text: format the cell as text, then type",
        ),
        ("数超过 15 位，表格软件只保留前 15 位", "身份证号、账号请按文本输入：先把单元格设为文本，再录入"),
    ),
    "X085": (
        (
            "what stands above the names of the columns is left out: {texts}",
            "write it into the document, or set “head”",
        ),
        ("列名上方的内容没有用上：{texts}", "需要时请写进正文；列名认错了请写明 head"),
    ),
    "X086": (
        ("the column {column} has no name", "write a name above it"),
        ("{column} 列没有列名", "请在上面写列名"),
    ),
    "X087": (
        (
            "the row has {found} cells, but only {expected} columns have names",
            "put a cell that contains a comma in quotes, or name the columns",
        ),
        ("这一行有 {found} 格，列名只有 {expected} 个", "含逗号的单元格要加引号；多出的列要有列名"),
    ),
    "X087.short": (
        (
            "{count} rows have fewer cells than there are columns; here {found} of {expected}, the others are blank",
            "check that no separator is missing",
        ),
        ("有 {count} 行的单元格比列少；这里 {expected} 列只有 {found} 格，其余按空白", "请检查是否漏了分隔符"),
    ),
    "X088": (
        ("there are no rows, so that no document is made", "check the table, or --query"),
        ("没有数据行，没有生成文档", "请核对数据表或 --query"),
    ),
    "X089": (
        (
            "the file names “{name}” as its source, which is no Markdown source of a project; nothing was written",
            "take a file that jzdocs built, and run this in the project that built it",
        ),
        (
            "文件所记的源文件“{name}”不是项目中的 Markdown 源文件，没有写入",
            "请使用 jzdocs 生成的文件，并在生成它的项目中运行",
        ),
    ),
    "X090": (
        (
            "{path} is not what this file was built from: it belongs to another project, or is another text",
            "run this in the project that built the file",
        ),
        ("{path} 不是生成该文件的源文件：项目不同，或内容不同", "请在生成该文件的项目中运行"),
    ),
    "X091": (
        (
            "the file was built from {name}, into which edits cannot be written",
            "run jzdocs pull {file} --import: it makes {made} of what was read; go on with that, and take {name} away",
        ),
        (
            "该文件由 {name} 生成，修改不能写回这种文件",
            "请运行 jzdocs pull {file} --import，据此生成 {made}，以后在其中修改，并移走 {name}",
        ),
    ),
    "X091.errors": (
        ("the source that was made has errors, so that nothing can be compared", "see jzdocs check"),
        ("生成的源文件有错误，无法比较", "请用 jzdocs check 查看"),
    ),
    "X067": (
        (
            "“{value}” does not name a finding",
            "write its code, with a file and a line where you like: F105, F105@talk.txt, F105@talk.txt:12",
        ),
        (
            "“{value}”不是提示的代码",
            "请写代码，也可加文件名和行号：F105、F105@讲话.txt、F105@讲话.txt:12",
        ),
    ),
    "X150": (
        ("the reference document is damaged", "open it in Word and save it again"),
        ("参考文档已损坏", "请用 Word 打开后重新保存"),
    ),
}
FINDINGS |= limits.FINDINGS | parameters.FINDINGS | evidence.SERVER
FINDINGS |= file_findings.SURROUNDINGS | picture_findings.FINDINGS | safety.SURROUNDINGS
FINDINGS |= limits.FINDINGS
FINDINGS |= file_findings.SURROUNDINGS | picture_findings.FINDINGS | safety.SURROUNDINGS | serving.SERVING
