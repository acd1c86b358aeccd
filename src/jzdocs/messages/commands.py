"""What the command line itself says: help texts, errors of usage, and what commands print.

Each entry: English, then Chinese. A command NAME has `cli.NAME.help` and `cli.NAME.summary` (its line in the list of
commands); an option has `cli.NAME.OPTION`, or `cli.option.OPTION` where several commands share it.
"""

from __future__ import annotations

from jzdocs.messages.server_commands import TEXTS as SERVER_TEXTS

TEXTS: dict[str, tuple[str, str]] = {
    **SERVER_TEXTS,
    # --- the frame of help pages
    "cli.help.usage": ("Usage: ", "用法："),
    "cli.help.options": ("Options:", "选项："),
    "cli.help.commands": ("Commands:", "命令："),
    "cli.help.any_options": ("[OPTIONS]", "[选项]"),
    "cli.help.any_command": ("COMMAND [ARGUMENTS]...", "命令 [参数]..."),
    "cli.help.help": ("Show this page and exit.", "显示本页并退出。"),
    "cli.help.version": ("Show the version and exit.", "显示版本并退出。"),
    "cli.help.debug": ("Print the traceback of an internal error.", "程序内部出错时打印调用栈。"),
    "cli.help.version_line": ("jzdocs, version {version}", "jzdocs 版本 {version}"),
    # --- errors of usage
    "cli.usage.error": ("Error: {problem}", "错误：{problem}"),
    "cli.usage.try": ("Try “{command} --help” for help.", "请用“{command} --help”查看帮助。"),
    "cli.usage.no_option": ("there is no option {name}", "没有 {name} 这个选项"),
    "cli.usage.did_you_mean": ("{problem}; did you mean {names}?", "{problem}；是不是 {names}？"),
    "cli.usage.no_command": ("there is no command “{name}”", "没有“{name}”这个命令"),
    "cli.usage.missing_argument": ("the argument {name} is missing", "缺少参数“{name}”"),
    "cli.usage.missing_option": ("the option {name} is missing", "缺少选项 {name}"),
    "cli.usage.needs_value": ("the option {name} needs a value", "选项 {name} 后面要写值"),
    "cli.usage.takes_no_value": ("the option {name} takes no value", "选项 {name} 后面不能写值"),
    "cli.usage.too_many_arguments": ("too many arguments: {names}", "参数太多：{names}"),
    "cli.usage.bad_value": ("wrong value for {name}: {problem}", "“{name}”的值不对：{problem}"),
    "cli.usage.not_a_choice": ("“{value}” is not one of {names}", "不能写“{value}”，可用的有：{names}"),
    "cli.usage.not_a_number": ("“{value}” is not a whole number", "“{value}”不是整数"),
    "cli.usage.no_port": ("{value} is no port: they go from 0 to 65535", "{value} 不是端口号：应为 0 至 65535"),
    "cli.usage.too_small": ("{value} is less than {least}", "{value} 小于 {least}"),
    "cli.usage.no_file": ("there is no file “{value}”", "没有文件“{value}”"),
    "cli.usage.is_folder": ("“{value}” is a folder", "“{value}”是文件夹"),
    "cli.usage.is_file": ("“{value}” is a file, not a folder", "“{value}”是文件，不是文件夹"),
    # --- what stands for a value in help pages
    "cli.value.code": ("CODE", "代码"),
    "cli.value.address": ("ADDRESS", "地址"),
    "cli.value.data": ("DATA", "数据"),
    "cli.value.file": ("FILE", "文件"),
    "cli.value.folder": ("FOLDER", "文件夹"),
    "cli.value.formats": ("FORMATS", "格式"),
    "cli.value.new": ("NEW", "新版"),
    "cli.value.number": ("NUMBER", "个数"),
    "cli.value.old": ("OLD", "旧版"),
    "cli.value.path": ("PATH", "文件"),
    "cli.value.paths": ("PATHS", "文件或文件夹"),
    "cli.value.pattern": ("PATTERN", "写法"),
    "cli.value.query": ("QUERY", "查询语句"),
    "cli.value.schema": ("NAME", "名称"),
    "cli.value.setting": ("NAME=VALUE", "名称=值"),
    "cli.value.template": ("TEMPLATE", "模板"),
    # --- options that several commands have
    "cli.option.format": ("How to print the results.", "结果的输出格式。"),
    "cli.option.set": (
        "Set a parameter of a source that is a template; may be given several times.",
        "设定模板源文件的参数，可多次使用。",
    ),
    "cli.build.run": ("Run the cells of notebooks first, in memory.", "先运行笔记本的单元格（不改动文件）。"),
    "cli.option.template": ("A template's name, or a folder.", "模板的名称，或模板文件夹。"),
    "cli.option.strict": ("Treat warnings as errors.", "把警告当作错误。"),
    "cli.option.allow": (
        "Accept findings, since the text is right: of a code (F105), on one line (F105@12); may be repeated.",
        "认可提示，因为原文无误：某个代码（F105），或其中一行（F105@12）；可重复写。",
    ),
    "cli.option.all": (
        "Print every finding, also where one kind comes up many times.",
        "逐条列出提示，同类的也不合并。",
    ),
    "cli.option.to": (
        "The formats to write, separated by commas: pdf,docx,ofd.",
        "要生成的格式，用逗号隔开：pdf,docx,ofd。",
    ),
    # --- the group
    "cli.jzdocs.help": (
        "One source, two faithful documents: Chinese briefings as Word and PDF.",
        "一份源文件，生成两份内容一致的文档：Word 和 PDF 简报。",
    ),
    # --- build
    "cli.build.help": (
        "Build Word and PDF from the documents at PATHS (without PATHS: from all documents of the project).",
        "由指定的文件生成 Word 和 PDF（不指定时，生成项目中的全部文档）。",
    ),
    "cli.build.summary": ("Build Word and PDF.", "生成 Word 和 PDF。"),
    "cli.build.out": (
        "The folder to write to (default: the project's output folder, or output/ beside a document outside one).",
        "输出到哪个文件夹（默认：项目的输出文件夹；不在项目中的文档，输出到它旁边的 output/）。",
    ),
    "cli.build.archive": (
        "The kind of PDF/A; a-3a attaches the list of figures and the data of charts.",
        "PDF/A 的种类；a-3a 附上数字清单和图表数据。",
    ),
    "cli.build.ofd": (
        "The kind of OFD file: for archives (OFD-A), or for exchange, where links to addresses work.",
        "OFD 的种类：archive 用于归档（OFD-A），exchange 用于交换，其中的网址可以点击。",
    ),
    "cli.build.jobs": ("How many documents to build at the same time.", "同时生成几份文档。"),
    "cli.build.each": (
        "Build one document for each row of a table (CSV, XLSX), a DuckDB file or a database.",
        "按表格（CSV、XLSX）、DuckDB 文件或数据库的每一行生成一份文档。",
    ),
    "cli.build.query": (
        "With --each: the SQL that selects the rows (a table has the name of its file).",
        "与 --each 同用：选取各行的 SQL 语句（表名就是文件名）。",
    ),
    "cli.build.name": (
        "With --each: how to name the documents, for example “{{{{ 县区 }}}}简报”.",
        "与 --each 同用：文档的命名方式，如“{{{{ 县区 }}}}简报”。",
    ),
    "cli.build.scheduler": (
        "With --each: build on the workers of the Dask scheduler at this address (tcp://…).",
        "与 --each 同用：交给此地址（tcp://…）的 Dask 调度器，由其工作进程生成。",
    ),
    "cli.build.embed_fonts": (
        "Embed fonts in the Word file: the characters that are used, or all.",
        "在 Word 文件中嵌入字体：used 只含用到的字，all 为全部。",
    ),
    "cli.build.comments": (
        "Write the findings as comments into the Word file.",
        "把发现的问题写成 Word 文件中的批注。",
    ),
    "cli.build.check": (
        "Write nothing; fail if a file in the output folder differs from what would be built now.",
        "不写文件，只核对：输出文件夹中的文件与重新生成的结果不同时报错。",
    ),
    "cli.build.force": (
        "Replace files in the output folder even if jzdocs did not make them.",
        "输出文件夹中的同名文件即使不是 jzdocs 生成的，也予以替换。",
    ),
    "cli.build.no_cache": (
        "Build everything from scratch and store nothing in the cache.",
        "全部重新生成，不使用也不保存缓存。",
    ),
    "cli.build.explain": (
        "Say what was built again for each document, and why.",
        "说明每份文档重新生成了哪些部分、为什么。",
    ),
    "cli.build.timings": ("Print how long each stage took.", "列出各阶段所用的时间。"),
    "cli.build.nothing_written": ("{counts}; nothing was written", "{counts}；未写出任何文件"),
    "cli.waiting": ("waiting for another run that writes into {folder}", "正在等待另一次运行写完 {folder}"),
    "cli.build.explained": ("{name}: {explanation}", "{name}：{explanation}"),
    "cli.build.timing": ("{name}: {stage}: {milliseconds} ms", "{name}：{stage}：{milliseconds} 毫秒"),
    "cli.build.rows_built": ("{folder}: {built}/{rows}", "{folder}：{built}/{rows}"),
    "cli.build.rows_built_before": (
        "{folder}: {built}/{rows}, {unchanged} of them built before",
        "{folder}：{built}/{rows}，其中 {unchanged} 份此前已生成",
    ),
    "cli.build.rows_failed": ("not built: {count}", "未生成 {count} 份："),
    "cli.stage.read": ("read", "读取"),
    "cli.stage.resolve": ("resolve", "解析"),
    "cli.stage.plan_charts": ("charts: plan", "规划图表"),
    "cli.stage.layout": ("layout", "排版"),
    "cli.stage.word": ("word", "写 Word"),
    "cli.stage.wait_for_charts": ("charts: wait", "等待图表"),
    "cli.stage.pdf": ("pdf", "写 PDF"),
    "cli.stage.ofd": ("ofd", "写 OFD"),
    # --- why a document was built again, and what of it
    "cli.explain.unchanged": ("nothing that it is made from has changed", "所依据的文件没有变化"),
    "cli.explain.changed": ("{names} changed", "{names} 有变化"),
    "cli.explain.not_cached": ("no longer in the cache", "缓存中已没有"),
    "cli.explain.charts": ("{new} of {all} charts drawn", "{all} 幅图表中新画 {new} 幅"),
    "cli.explain.paragraphs": ("{new} of {all} paragraphs set", "{all} 个段落中新排 {new} 段"),
    "cli.explain.built_before": ("built before", "此前已生成"),
    "cli.explain.from_scratch": ("built from scratch", "全部重新生成"),
    # --- watch
    "cli.watch.help": (
        "Build documents again whenever they, their templates, data, pictures or fonts are saved. Ctrl-C ends it.",
        "文档及其模板、数据、图片、字体一保存就重新生成。按 Ctrl-C 结束。",
    ),
    "cli.watch.summary": ("Build again whenever something is saved.", "边改边生成。"),
    "cli.watch.out": ("The folder to write to.", "输出到哪个文件夹。"),
    "cli.watch.no_cache": ("Build everything from scratch each time.", "每次都全部重新生成。"),
    "cli.watch.because": ("{time} {names} → {result}", "{time} {names} → {result}"),
    "cli.watch.at_start": ("{time} {result}", "{time} {result}"),
    "cli.watch.document": ("{name} {pages} p.", "{name} {pages} 页"),
    "cli.watch.built": ("{documents}  {seconds} s  {counts}", "{documents}  {seconds} 秒  {counts}"),
    "cli.watch.not_built": (
        "{documents}  {seconds} s  {counts}; errors: the files stay as they were",
        "{documents}  {seconds} 秒  {counts}；有错误，文件未动",
    ),
    # --- serve
    "cli.serve.help": (
        "Open a page in the browser: documents are dropped, written, seen page by page, checked and handed out "
        "as Word and PDF. PATH is a project, a folder or a document; without it the page has the project around, "
        "else a folder of its own. Only this machine can reach it. Ctrl-C ends it.",
        "在浏览器中打开网页：拖入文稿，边写边看版面，核对数据，导出 Word 和 PDF。“文件”可以是项目、文件夹或文稿；"
        "不写时打开所在项目，没有项目则使用专用文件夹。只有本机能访问。按 Ctrl-C 结束。",
    ),
    "cli.serve.summary": ("Write and see documents in the browser.", "在浏览器中编辑和预览。"),
    "cli.serve.port": ("The port to listen on; any free one by default.", "监听端口；默认任选一个空闲端口。"),
    "cli.serve.no_browser": ("Print the address, but open no browser.", "只显示地址，不打开浏览器。"),
    "cli.serve.ready": ("Serving {folder} at", "已打开 {folder}，地址："),
    "cli.serve.how_to_end": ("Ctrl-C ends it.", "按 Ctrl-C 结束。"),
    # --- check
    "cli.check.help": (
        "List what is wrong with documents, each with file, line and column. Only --fix writes a file.",
        "列出文档中的问题，逐条注明文件、行、列；除 --fix 外不写任何文件。",
    ),
    "cli.check.against": (
        "Report each number of the text that these sources (a table, a text, or a folder of them) do not have; may be "
        "given several times.",
        "列出文中在依据材料（表格、文本或其文件夹）里找不到的数字；可写多次。",
    ),
    "cli.check.traced": (
        "{count} numbers: {sourced} in the sources, {derived} derived from them, {missing} in none",
        "共{count}个数字：{sourced}个见于依据材料，{derived}个由材料推算，{missing}个找不到",
    ),
    "cli.check.rules": (
        "Judge documents of other programs (.docx, .txt) by the rules of official documents: GB/T 9704, 15834, 15835.",
        "按公文国家标准（格式、标点、数字用法）检查别的软件做的 Word 文档或纯文本，gongwen 即公文。",
    ),
    "cli.check.fix": (
        "With --rules: write a mended copy, FILE.fixed.docx, with tracked changes and comments; the file itself stays.",
        "与 --rules 同用：另存改好的 文件.fixed.docx，改动用修订标出并加批注；原文件不动。",
    ),
    "cli.check.accept": (
        "With --fix: write the changes accepted, without marks.",
        "与 --fix 同用：直接接受改动，不留标记。",
    ),
    "cli.check.out": (
        "Where --fix writes to; a file that exists is never overwritten.",
        "--fix 写到哪个文件；已有的文件不会被覆盖。",
    ),
    "cli.check.fixed": ("{file}: {count} of {all} findings are mended", "{file}：{all}处问题中改正了{count}处"),
    "cli.check.nothing": ("{file}: nothing to mend", "{file}：没有可以改正的问题"),
    "cli.check.summary": ("List what is wrong, with file, line and column.", "检查文档，逐条列出问题及文件、行、列。"),
    "cli.check.codes": ("List every code with its meaning and an example.", "列出全部问题代码，附含义和例子。"),
    "cli.check.code": ("{code}  {meaning}  ({example})", "{code}  {meaning}（{example}）"),
    # --- facts
    "cli.facts.help": (
        "List every figure of a document with its source; a figure that has a name is listed under it.",
        "列出文档中的每个数字及其出处；有名称的数字，列出名称。",
    ),
    "cli.facts.summary": ("List every figure with its source.", "列出每个数字及其出处。"),
    "cli.facts.named": ("List only figures that have a name.", "只列出有名称的数字。"),
    # --- data
    "cli.data.help": (
        "Say what is read of a file of data (CSV, workbook, JSON, Parquet), or of the tables that a source names: "
        "heads, types, periods, and problems with sheet and cell.",
        "说明从数据文件（CSV、工作簿、JSON、Parquet）或源文件用到的数据表中读到什么：表头、各列类型、时期，"
        "以及有问题的工作表和单元格。",
    ),
    "cli.data.summary": ("Say what is read of a file of data.", "说明从数据文件中读到什么。"),
    "cli.data.table": (
        "{name}  {place}  {rows} rows, {columns} columns",
        "{name}  {place}  {rows} 行 {columns} 列",
    ),
    "cli.data.number": ("number", "数"),
    "cli.data.text": ("text", "文字"),
    "cli.data.period": ("period", "时期"),
    "cli.data.blank": ("blank", "空"),
    "cli.data.blanks": ("{count} blank", "空 {count} 格"),
    "cli.data.heads": ("heads", "表头"),
    "cli.data.periods": (
        "periods ({where}): {kind}, {span}, {count} of them",
        "时期（{where}）：{kind}，{span}，共 {count} 期",
    ),
    "cli.data.year": ("years", "年"),
    "cli.data.half": ("halves of years", "半年"),
    "cli.data.quarter": ("quarters", "季度"),
    "cli.data.month": ("months", "月"),
    "cli.data.day": ("days", "日"),
    "cli.data.running": ("months from January on", "累计月"),
    # --- outline
    "cli.outline.help": ("Print the structure that was read from a document.", "列出从文档中识别出的结构。"),
    "cli.outline.summary": ("Print the structure that was read.", "列出识别出的结构。"),
    "cli.outline.explain": (
        "Say by which sign each piece of a plain text or Word file was recognised.",
        "说明纯文本或 Word 文件的每一部分是凭什么识别的。",
    ),
    # --- import
    "cli.import.help": (
        "Turn plain text or a Word file into a Markdown source with named figures and proposed charts.",
        "把纯文本或 Word 文件转为 Markdown 源文件，给数字加上名称，并建议图表。",
    ),
    "cli.import.summary": ("Turn plain text or Word into a Markdown source.", "把纯文本或 Word 转为 Markdown 源文件。"),
    "cli.import.output": ("The Markdown file to write (default: print it).", "写到哪个 Markdown 文件（默认：打印）。"),
    "cli.import.force": ("Replace the Markdown file if there is one.", "已有同名 Markdown 文件时予以替换。"),
    "cli.import.explain": (
        "Say by which sign each piece was recognised, instead of printing the source.",
        "不打印源文件，而说明每一部分是凭什么识别的。",
    ),
    # --- charts
    "cli.charts.help": (
        "Propose charts that suit the figures of a document, with the reason for each and what to say beside it.",
        "按文档中的数字提出图表建议，附理由和需要说明的事项。",
    ),
    "cli.charts.summary": ("Propose charts that suit a text, with reasons.", "按文中数字提出图表建议，附理由。"),
    # --- trace
    "cli.trace.help": (
        "List each named figure of a built PDF or Word file: its source, its pages, and whether both still agree.",
        "列出已生成的 PDF 或 Word 文件中每个有名称的数字：出处、所在页、与出处是否仍然一致。",
    ),
    "cli.trace.summary": (
        "Trace the figures of a PDF or Word file to their source, and say whether they still agree.",
        "追溯 PDF 或 Word 中每个数字的出处，核对是否一致。",
    ),
    # --- pull
    "cli.pull.help": (
        "Bring edits made in Word back into the Markdown source. Shows the changes; --write makes them.",
        "把在 Word 中的修改带回 Markdown 源文件。默认只显示差异，加 --write 才写入。",
    ),
    "cli.pull.summary": ("Bring edits made in Word back into the source.", "把在 Word 中的修改带回源文件。"),
    "cli.pull.write": (
        "Write the edits into the sources (default: show what would change).",
        "把修改写进源文件（默认：只显示差异）。",
    ),
    "cli.pull.import": (
        "Make the Markdown source of a text or Word file first.",
        "源文件是纯文本或 Word 时，先据此生成 Markdown 源文件。",
    ),
    "cli.pull.changes": ("How to treat tracked changes.", "怎样处理修订：接受、拒绝或保留。"),
    # --- diff
    "cli.diff.help": (
        "List the figures, texts and charts that changed between two builds (two output folders, or a file from each).",
        "比较两次生成的结果（两个输出文件夹，或各取一个文件），列出数字、文字、图表的变化。",
    ),
    "cli.diff.summary": (
        "List the figures, sentences and charts that changed between two builds.",
        "比较两次生成的结果，列出数字、文字、图表的变化。",
    ),
    "cli.diff.out": (
        "An HTML page to write: the pages of both PDFs next to each other, with the changes marked.",
        "要写的 HTML 网页：两份 PDF 逐页并排，标出变化。",
    ),
    # --- fonts
    "cli.fonts.help": (
        "List the fonts, the characters they have, and those that they lack for the document at PATH.",
        "列出字体、各字体所含的字，以及所给文档用到而字体没有的字。",
    ),
    "cli.fonts.summary": (
        "List fonts, what they cover, and what a document lacks.",
        "列出字体、所含的字和文档缺少的字。",
    ),
    "cli.fonts.face": (
        "{key} {name}  ({file}, {outlines}; Word: {word})",
        "{key} {name}（{file}，{outlines}；Word：{word}）",
    ),
    "cli.fonts.coverage": (
        "{count} characters; GB 2312: {gb2312}; the 8,105 standard characters: {standard}",
        "共 {count} 字；GB 2312：{gb2312}；通用规范汉字表：{standard}",
    ),
    "cli.fonts.complete": ("all", "全"),
    "cli.fonts.lacks": ("lacks {count} ({characters})", "缺 {count} 字（{characters}）"),
    "cli.fonts.document_lacks": ("lacks for the document: {characters}", "文档中缺：{characters}"),
    # --- new
    "cli.new.help": ("Make a project to start from; it can be built at once.", "新建项目，建好即可生成。"),
    "cli.new.summary": ("Make a project to start from.", "新建项目。"),
    "cli.new.template": (
        "The kind of document to start with: briefing, or an official document: gongwen, resolution, decision, order, "
        "communique, announcement, proclamation, opinion, bulletin, report, request, reply, bill, letter, minutes.",
        "从哪种文档开始：briefing 为简报，gongwen 为通知，resolution 决议，decision 决定，order 命令，communique 公报，"
        "announcement 公告，proclamation 通告，opinion 意见，bulletin 通报，report 报告，request 请示，reply 批复，"
        "bill 议案，letter 函，minutes 纪要。",
    ),
    "cli.new.made": (
        "made {folder}; next: cd {folder} && jzdocs build",
        "已建好 {folder}；接着运行：cd {folder} && jzdocs build",
    ),
    "cli.new.like": (
        "A good Word file: the project gets its looks, and a source with its elements.",
        "一份版式好的 Word 文件：新项目用它的版式，文稿带有它的各个要素。",
    ),
    # --- style
    "cli.style.help": ("Looks of documents: learn them from a good Word file.", "版式：从一份好的 Word 文件学来。"),
    "cli.style.summary": ("Learn the looks of a good Word file.", "从好的 Word 文件学版式。"),
    "cli.style.learn.help": (
        "Read faces, sizes, margins, spacing, red head, numbers and levels of headings, page numbers and footers out "
        "of a Word file into a template, and say what differs from GB/T 9704-2012. No folder is written over.",
        "从一份 Word 文件读出字体、字号、页边距、间距、红头、标题的层次和序号、页码和页脚，"
        "写成模板，并说明与 GB/T 9704-2012 的不同。已有的文件夹不会被覆盖。",
    ),
    "cli.style.learn.summary": ("Make a template of a Word file.", "由 Word 文件做出模板。"),
    "cli.style.learn.output": (
        "The folder of the new template, such as templates/ours.",
        "新模板的文件夹，如 templates/ours。",
    ),
    "cli.style.learn.made": (
        "made the template {folder}, which extends {base}; use it with “template: {name}” or --template {folder}",
        "已建好模板 {folder}，继承 {base}；用法：文稿里写“template: {name}”，或用 --template {folder}",
    ),
    "cli.style.learn.taken": (
        "of the sample’s text only fixed words were taken: {texts}",
        "样本的文字只取了固定不变的：{texts}",
    ),
    "cli.style.learn.nothing_taken": ("none of the sample’s text was taken", "样本的文字一概未取"),
    "cli.style.learn.same": ("as GB/T 9704-2012 has it", "与 GB/T 9704-2012 没有不同"),
    "cli.style.learn.differs": ("otherwise than in GB/T 9704-2012:", "与 GB/T 9704-2012 不同之处："),
    "cli.style.learn.difference": (
        "{clause} {element}: here {here}, in the standard {standard}",
        "{clause} {element}：样本为 {here}，标准为 {standard}",
    ),
    # --- doctor
    "cli.doctor.help": ("Check fonts, packages and external programs.", "检查字体、软件包和外部程序。"),
    "cli.doctor.summary": ("Check fonts, packages and external programs.", "检查字体、软件包和外部程序。"),
    "cli.doctor.read": ("Print a tagged PDF as a screen reader would read it.", "按朗读顺序打印带标签的 PDF。"),
    "cli.doctor.missing": ("{name}: missing", "{name}：缺少"),
    "cli.doctor.optional": ("{name} {version} (jzdocs[{extra}])", "{name} {version}（jzdocs[{extra}]）"),
    "cli.doctor.not_installed": ("{name}: not installed (jzdocs[{extra}])", "{name}：未安装（jzdocs[{extra}]）"),
    "cli.doctor.fonts": ("fonts", "字体"),
    "cli.doctor.font": ("{key}: {name} ({file}), in Word {word}", "{key}：{name}（{file}），Word 中为 {word}"),
    "cli.doctor.official_fonts": ("fonts of official documents", "公文字体"),
    "cli.doctor.official_font": ("{name}: {file}", "{name}：{file}"),
    "cli.doctor.no_official_font": (
        "{name}: not on this machine; the PDF has a face of jzdocs instead",
        "{name}：本机没有，PDF 用随附字体代替",
    ),
    "cli.doctor.closed_font": (
        "{name}: {file}; its licence forbids embedding, so the PDF has a face of jzdocs instead",
        "{name}：{file}；许可不许嵌入，PDF 用随附字体代替",
    ),
    "cli.doctor.cache": (
        "cache: {folder} ({count} entries, {size} of {limit} MiB)",
        "缓存：{folder}（{count} 项，{size} / {limit} MiB）",
    ),
    "cli.doctor.no_cache": ("cache: none", "缓存：无"),
    "cli.doctor.office": (
        "LibreOffice: {path} (reads .doc, .wps, .rtf and .odt; used by tests too)",
        "LibreOffice：{path}（读取 .doc、.wps、.rtf、.odt；测试也用）",
    ),
    "cli.doctor.no_office": (
        "LibreOffice: not found (optional: reads .doc, .wps, .rtf and .odt; used by tests too)",
        "LibreOffice：未找到（可选：读取 .doc、.wps、.rtf、.odt；测试也用）",
    ),
    "cli.doctor.programs": ("programs (used by tests only)", "外部程序（只在测试中使用）"),
    "cli.doctor.program": ("{name}: {path} ({use})", "{name}：{path}（{use}）"),
    "cli.doctor.no_program": ("{name}: not found ({use})", "{name}：未找到（{use}）"),
    "cli.doctor.pdftotext": ("reads the PDF", "读取 PDF"),
    "cli.doctor.qpdf": ("checks the PDF", "检查 PDF"),
    "cli.doctor.node": ("runs the Open XML validator", "运行 Open XML 校验器"),
    "cli.doctor.faketime": ("builds on other dates", "在别的日期生成"),
}
