"""The texts that are no findings: hints and reasons that stand inside findings, and what commands print. Each entry:
English, then Chinese."""

from __future__ import annotations

from jzdocs.messages import evidence, file_texts, limits, parameters
from jzdocs.messages.data_texts import TEXTS as DATA_TEXTS
from jzdocs.messages.draft_texts import TEXTS as DRAFT_TEXTS
from jzdocs.messages.editors import TEXTS as EDITOR_TEXTS
from jzdocs.messages.learning import TEXTS as LEARNING_TEXTS
from jzdocs.messages.schema_texts import TEXTS as SCHEMA_TEXTS
from jzdocs.messages.serving import TEXTS as SERVING_TEXTS
from jzdocs.messages.style_texts import TEXTS as STYLE_TEXTS

TEXTS: dict[str, tuple[str, str]] = {
    **DATA_TEXTS,
    **SCHEMA_TEXTS,
    **parameters.TEXTS,
    **DRAFT_TEXTS,
    **EDITOR_TEXTS,
    **SERVING_TEXTS,
    **STYLE_TEXTS,
    # --- hints that depend on what was found
    "hint.did_you_mean": ("did you mean “{name}”?", "是不是“{name}”？"),
    "hint.mark_fact": ("mark the figure in the text: [12个]{{#name}}", "请在正文中标出这个数字：[12个]{{#名称}}"),
    "hint.give_id": ("give a chart, picture, table or heading this id", "请给相应的图、表或标题加上这个标识"),
    "hint.known": ("available: {names}", "可用的有：{names}"),
    "hint.name_data_file": (
        "name its file in the front matter: “data: {{name: file.csv}}”",
        "请在文首元数据中写明文件：“data: {{名称: 文件.csv}}”",
    ),
    "hint.build_again": ("build it again", "请重新生成"),
    "hint.inputs_changed": (
        "these have changed: {names}; build it again",
        "这些内容有变化：{names}；请重新生成",
    ),
    "hint.formula_without_result": (
        "its formula has no result yet: open the workbook in a spreadsheet and save it",
        "公式还没有结果，请用表格软件打开工作簿再保存",
    ),
    "hint.another_cell": ("name another cell", "请改用别的单元格"),
    # --- hints about jzdocs.toml
    "hint.config_id": (
        "write letters, digits and hyphens in quotes",
        "请在引号中写字母、数字和连字符",
    ),
    "hint.config_folder": ('write the name of a folder in quotes, such as "seeds"', '请在引号中写文件夹名，如 "seeds"'),
    "hint.config_template": (
        'write the name of a template in quotes, such as "briefing"',
        '请在引号中写模板名，如 "briefing"',
    ),
    "hint.config_check": (
        'write [check], and below it a list of codes, such as allow = ["F105"]',
        '请写 [check]，下一行写代码列表，如 allow = ["F105"]',
    ),
    "reason.svg_xml": ("it is no valid XML ({reason})", "不是合法的 XML（{reason}）"),
    "reason.svg_root": ("it is no SVG", "不是 SVG"),
    "reason.svg_bounds": (
        "it takes too long or too much memory to draw; simplify its filters, or raise drawing_seconds or "
        "drawing_memory under [limits] in jzdocs.toml",
        "绘制所需时间或内存过多；请简化其中的滤镜，或在 jzdocs.toml 的 [limits] 中调高 drawing_seconds、drawing_memory",
    ),
    "reason.svg_large": (
        "it is too large (drawing_elements under [limits])",
        "内容过大（见 [limits] 中的 drawing_elements）",
    ),
    "reason.svg_packed": ("it cannot be unpacked", "无法解压"),
    "reason.svg_size": ("it has no size", "没有尺寸"),
    "reason.svg_rule": ("style rules that look at other elements", "引用其他元素的样式规则"),
    "reason.svg_depth": ("very many elements", "过多的元素"),
    "reason.svg_mask": ("a mask", "蒙版"),
    "reason.svg_filter": ("a filter", "滤镜"),
    "reason.svg_blend": ("a blend mode", "混合模式"),
    "reason.svg_opacity": ("a translucent group", "半透明的组"),
    "reason.svg_foreign": ("a part in HTML", "HTML 内容"),
    "reason.svg_element": ("an unknown element", "未知的元素"),
    "reason.svg_symbol": ("a scaled symbol", "缩放的符号"),
    "reason.svg_gradient": ("a gradient or pattern", "渐变或图案填充"),
    "reason.svg_marker": ("marks on its lines (arrow heads)", "线条标记（箭头）"),
    "reason.svg_clip": ("a clip of several parts", "复杂的剪切"),
    "reason.svg_image": ("a turned or damaged picture", "旋转或损坏的图片"),
    "reason.svg_slanted": ("slanted or mirrored text", "倾斜或镜像的文字"),
    "reason.svg_text_path": ("text on a path", "沿路径排列的文字"),
    "reason.svg_text_spacing": ("text with spacing of its own", "自定间距的文字"),
    "hint.config_charts": (
        "write [charts], and below it scripts = true or scripts = false",
        "请写 [charts]，下一行写 scripts = true 或 scripts = false",
    ),
    "hint.config_formats": (
        'write a list of formats: "pdf", "docx", "ofd", such as ["pdf", "docx"]',
        '请写格式列表，可选 "pdf"、"docx"、"ofd"，如 ["pdf", "docx"]',
    ),
    "reason.toml_syntax": ("the line cannot be understood from here on", "从这里起无法识别"),
    "reason.toml_twice": ("the key is given twice", "键重复了"),
    "reason.toml_end": ("the file ends in the middle of a value", "值还没有写完，文件就结束了"),
    # --- hints about environment variables
    "hint.setting_size": (
        "give a size such as 64M, 64MiB or 1G, or unset it",
        "请写大小，如 64M、64MiB 或 1G，或删去这个变量",
    ),
    "hint.setting_seconds": (
        "give a whole number of seconds, from 1, or unset it",
        "请写不小于 1 的整数（秒），或删去这个变量",
    ),
    "hint.setting_folder": ("give a folder, or nothing for no cache", "请写文件夹；留空表示不用缓存"),
    "hint.setting_folders": ("give folders, not files", "请写文件夹，不要写文件"),
    "hint.source_date_epoch": (
        "give the seconds since 1970-01-01 00:00 UTC, such as 1700000000, or unset it",
        "请写自 1970-01-01 00:00（UTC）起的秒数，如 1700000000，或删去这个变量",
    ),
    # --- reasons inside findings
    "reason.nothing": ("nothing", "空白"),
    "reason.quoted": ("“{text}”", "“{text}”"),
    "reason.no_unit": ("no unit", "没有单位"),
    "reason.trailing_formula": ("there is more after its end", "算式之后还有多余的内容"),
    "reason.not_understood": ("“{text}” is not understood", "无法识别“{text}”"),
    "reason.cannot_be_added": ("{left} and {right} cannot be added", "{left}与{right}不能相加减"),
    "reason.product_without_unit": ("{left} times {right} has no unit", "{left}乘以{right}，得不出单位"),
    "reason.quotient_without_unit": ("{left} divided by {right} has no unit", "{left}除以{right}，得不出单位"),
    "reason.open_bracket": ("a bracket is not closed", "括号没有闭合"),
    "reason.formula_ends": ("it ends too early", "算式没有写完"),
    "reason.figure_expected": ("“{text}” stands where a figure is expected", "这里应写数字，写的却是“{text}”"),
    "reason.holds_no_number": ("“{text}” contains no number", "“{text}”里没有数"),
    "reason.result_too_large": ("its number has too many digits", "结果位数过多"),
    "reason.too_many_brackets": ("more than {most} brackets in one another", "括号嵌套超过 {most} 层"),
    "reason.division_by_zero": ("division by zero", "除数为零"),
    "reason.plain_number": ("a plain number", "无单位的数"),
    # --- how plain text and Word files were read (`--explain`): roles, and the signs that show them
    "role.title": ("title", "文档标题"),
    "role.subtitle": ("subtitle", "副标题"),
    "role.date": ("date", "日期"),
    "role.issuer": ("issuer", "发文机关"),
    "role.number": ("document number", "发文字号"),
    "role.part": ("part", "部分"),
    "role.heading": ("heading", "标题"),
    "role.heading_level": ("heading of level {level}", "{level} 级标题"),
    "role.lead": ("run-in heading", "段首小标题"),
    "role.text": ("text", "正文"),
    "role.bullet": ("list item", "列表项"),
    "role.table": ("table", "表格"),
    "role.note": ("note", "注释"),
    "role.formula": ("formula", "公式"),
    "role.picture": ("picture", "图片"),
    "role.to": ("addressees", "主送机关"),
    "role.attachment": ("attachment", "附件说明"),
    "role.signed": ("signature", "署名"),
    "role.remark": ("remark", "附注"),
    "sign.above_number": ("it stands above the document number", "位于发文字号之上"),
    "sign.number_form": ("it has the form of a document number", "符合发文字号的格式"),
    "sign.dash": ("it begins with ——", "以“——”开头"),
    "sign.date_alone": ("a line with nothing but a date", "单独一行的日期"),
    "sign.office": ("it names an office or its head", "机关名称或领导职务、姓名"),
    "sign.first_line": ("the first line that ends without a full stop", "第一个不以句号结尾的行"),
    "sign.title_form": ("of the first lines, the one that names a kind of document", "开头几行中写明文种的一行"),
    "sign.in_brackets": ("an occasion in brackets below the title", "标题下括号中的会议或日期"),
    "sign.addressees": ("the first line of an official document ends with a colon", "公文首行，以冒号结尾"),
    "sign.attachments": ("it begins with “附件”", "以“附件”开头"),
    "sign.remark": ("in brackets below the date", "日期下方括号中的话"),
    "sign.brackets": ("it stands in brackets 【】", "写在【】之中"),
    "sign.box": ("it begins with “专栏” and a number", "以“专栏”和编号开头"),
    "sign.question": ("a journalist's question", "记者提问"),
    "sign.short_line": ("a short line by itself without a full stop", "单独成行的短语，不以句号结尾"),
    "sign.short_sentence": ("a short sentence by itself", "单独成行的短句"),
    "sign.number": ("numbered in the form “{kind}”", "编号形式为“{kind}”"),
    "sign.introduction": ("an introduction that names a department", "点明部门的引言"),
    "sign.first_sentence": ("a short first sentence of a paragraph", "段首的短句"),
    "sign.rows_of_numbers": ("rows of numbers", "成行的数字"),
    "sign.note_mark": ("it begins with the mark of a note", "以注码开头"),
    "sign.style": ("the Word style “{style}”", "Word 样式“{style}”"),
    "sign.outline_level": ("an outline level in Word", "Word 大纲级别"),
    "sign.word_list": ("a list in Word", "Word 列表"),
    "sign.word_table": ("a table in Word", "Word 表格"),
    "sign.footnote": ("a footnote in Word", "Word 脚注"),
    "sign.endnote": ("an endnote in Word", "Word 尾注"),
    "sign.bold_line": ("a short bold line", "单独成行的加粗短语"),
    "left_out.drawing": ("a drawn shape", "绘制的图形"),
    "left_out.object": ("an embedded object", "嵌入的对象"),
    # --- how a number in a text was recomputed
    "reason.month_has_days": ("{month} has {days} days", "{month}有{days}天"),
    # --- why the operating system refused something
    "reason.os_eacces": ("permission denied", "没有权限"),
    "reason.os_eperm": ("operation not permitted", "不允许此操作"),
    "reason.os_enoent": ("no such file or folder", "没有这个文件或文件夹"),
    "reason.os_eisdir": ("a folder has that name", "有同名的文件夹"),
    "reason.os_enotdir": ("part of the path is a file, not a folder", "路径中有一段是文件，不是文件夹"),
    "reason.os_enospc": ("no space left on the disk", "磁盘空间不足"),
    "reason.os_erofs": ("the disk is read-only", "磁盘是只读的"),
    "reason.os_enametoolong": ("the name is too long", "名称太长"),
    "reason.os_eexist": ("the name is taken", "名称已被占用"),
    "reason.not_a_file": ("it is a pipe or a device, not a file", "它是管道或设备，不是文件"),
    # --- pull: edits of a Word file, and why one was not brought back
    "pull.unapplied": ("“{text}” was not brought back: {reason}", "“{text}”未带回：{reason}"),
    "pull.missing": (
        "the rebuilt document does not say “{text}”, as the Word file does; look there in the source",
        "重新生成的文档中没有 Word 文件里的“{text}”，请在源文件中核对",
    ),
    "pull.left": (
        "the rebuilt document still says “{text}”, which the Word file does not; look there in the source",
        "重新生成的文档中仍有“{text}”，而 Word 文件中已没有，请在源文件中核对",
    ),
    "pull.follows": (
        "{before} → {after}; these charts change with it: {charts}",
        "{before} → {after}；随之改变的图表：{charts}",
    ),
    "pull.conflict": (
        "the source and the Word file both changed this; choose one version and delete the markers",
        "源文件和 Word 文件都改了这里，请选定一种并删去标记",
    ),
    "pull.charts_number_changed": (
        "charts were inserted or deleted; do the same in the source",
        "插入或删除了图表，请在源文件中修改",
    ),
    "pull.chart_name": (
        "a name in the chart was changed; change it in the source",
        "图表中的名称有改动，请在源文件中修改",
    ),
    "pull.not_marked": (
        "this figure is not marked in a source; change what it comes from: a formula, a table of data or another file",
        "源文件中没有标出这个数字，请修改它的来源：算式、数据表或其他文件",
    ),
    "pull.computed": (
        "the value is computed; change the figures that it is computed from",
        "该数值由计算得出，请修改计算所用的数字",
    ),
    "pull.repeats": (
        "this repeats the figure “{name}” ({value}); change it at {place}",
        "这里引用了数字“{name}”（{value}），请在 {place} 处修改",
    ),
    "pull.moved_away": (
        "the paragraph was moved to a place where this source has no text; move it in the source",
        "段落移到的位置没有此源文件的内容，请在源文件中移动",
    ),
    "pull.sorted_rows": (
        "the rows of this table stand in the order of a column; change its numbers, or take “sort” out of the source",
        "这张表按一列的大小排列，行不能单独移动：请改这一列的数，或在源文件中删去 sort",
    ),
    "pull.block_deleted": (
        "this was deleted in Word; delete its block in the source",
        "Word 中删去了这部分，请在源文件中删除相应的块",
    ),
    "pull.cells_deleted": ("cells were deleted; delete them in the source", "删除了单元格，请在源文件中删除"),
    "pull.cells_added": ("cells were added; add them in the source", "增加了单元格，请在源文件中添加"),
    "pull.level": (
        "headings have {deepest} levels; choose one of them",
        "标题最多{deepest}级，请改用其中一级",
    ),
    "pull.shape": (
        "its style was changed; change the marks before its lines in the source",
        "样式有改动，请在源文件中修改各行开头的标记",
    ),
    "pull.generated": (
        "jzdocs makes this from the rest of the document; change what it is made from",
        "此处由 jzdocs 根据正文或元数据生成，请修改它所依据的内容",
    ),
    "pull.part_deleted": (
        "a part of this block was deleted in Word; change the block in the source",
        "Word 中删去了这个块的一部分，请在源文件中修改",
    ),
    "pull.part_left": (
        "the table or figure that it belongs to was deleted in Word, and so it goes too",
        "所属的图表已在 Word 中删去，此处随之删去",
    ),
    "pull.columns_changed": (
        "columns were added, deleted or moved; do the same in the source",
        "增加、删除或移动了列，请在源文件中修改",
    ),
    "pull.row_on_several_lines": (
        "a row was added, but rows of this table take several lines in the source; add it there",
        "增加了一行，但此表的一行在源文件中占多行，请在源文件中添加",
    ),
    "pull.picture_added": (
        "a picture was inserted; save it in the project and refer to it in the source",
        "插入了图片，请把图片存入项目，并在源文件中引用",
    ),
    "pull.picture_saved": (
        "a picture was inserted; --write saves it as {file}: check where it stands and give it a caption",
        "插入了图片；加 --write 将另存为 {file}，请核对位置并补写图题",
    ),
    "pull.text_box": (
        "a text box was inserted, which a source cannot hold; write its text into the source",
        "插入了文本框，源文件无法表示，请把其中文字写进源文件",
    ),
    "pull.symbol": (
        "a symbol was inserted for which no character is known; write it into the source",
        "插入了无对应字符的符号，请在源文件中补写",
    ),
    "pull.object": (
        "an object was inserted that a source cannot hold; save it and refer to it in the source",
        "插入了源文件无法表示的对象，请另存后在源文件中引用",
    ),
    "pull.header": (
        "headers and footers come from the front matter and the stylesheet; change them there",
        "页眉页脚由前置信息和样式表生成，请在那里修改",
    ),
    "pull.earlier_version": (
        "an earlier version of jzdocs built this file; edits in contents, lists and other parts that it makes itself "
        "cannot be seen: build again, and edit that file",
        "此文件由旧版 jzdocs 生成，目录、清单等自动生成部分的改动无法识别；请重新生成后再改",
    ),
    "pull.number_typed_over": (
        "a number was typed over that only repeats another place; change it there",
        "改写了引用的数字，请在其出处修改",
    ),
    "pull.formulas_lost": (
        "the program that saved this file threw all formulas away; the source keeps them",
        "保存此文件的程序丢弃了全部公式，源文件中的公式保持不变",
    ),
    "pull.frame": (
        "jzdocs writes the number and the unit of a caption, and the word before a note; change its block there",
        "图表题的编号、单位和注文前的字由 jzdocs 添加，请在源文件的块中修改",
    ),
    "pull.no_text_near": (
        "there is no text of a source next to it; add it to the source",
        "附近没有源文件中的内容，请在源文件中添加",
    ),
    "pull.front_key_missing": (
        "the front matter has no “{name}”; add it there",
        "文首元数据中没有“{name}”这一项，请补上",
    ),
    "pull.front_beside": (
        "this stands among what jzdocs prints of the front matter, where the source has no place for it; write it into "
        "the text, or add a key to the front matter",
        "此处排印的是文首元数据，新增的文字在源文件中没有位置；请写入正文，或在元数据中添加相应项目",
    ),
    "pull.front_elsewhere": (
        "the front matter's “{name}” is printed in several places, which differ now; change it in the front matter, or "
        "alike in all of them",
        "文首元数据的“{name}”在文中印了不止一处，现在各处不一；请在元数据中修改，或者各处一并修改",
    ),
    "pull.front_part": (
        "what stands here beside the values of the front matter ({name}) is put in by jzdocs; change the values there",
        "此处由文首元数据（{name}）排出，其余文字、标点由 jzdocs 添加；请在元数据中修改",
    ),
    "pull.front_value": (
        "the front matter's “{name}” cannot say this; change it there",
        "文首元数据的“{name}”无法照此改写，请在那里修改",
    ),
    "pull.front_line": (
        "this line is made from the front matter; change date, place or issuer there",
        "此行由文首元数据生成，请在那里修改日期、地点或发文单位",
    ),
    "pull.data_cell": (
        "the cell comes from a table of data; change {place}",
        "此单元格取自数据表，请修改 {place}",
    ),
    "pull.no_own_text": (
        "the source has no text of its own for this; change what it is made from",
        "源文件中没有与此对应的文字，请修改生成它的内容",
    ),
    "pull.formula": (
        "a formula on lines of its own was changed; write the change into its LaTeX",
        "独立成行的公式有改动，请在源文件中修改它的 LaTeX",
    ),
    "pull.template_line": ("a template makes this line; change the template", "此行由模板生成，请修改模板"),
    "pull.name_lost": (
        "the sentence no longer contains this figure; mark it elsewhere if it is still used",
        "句中已没有这个数字；如仍要引用，请在别处标出",
    ),
    # --- trace: how a number stands with its source
    "trace.agrees": ("agrees", "一致"),
    "trace.edited": ("edited in Word: “{now}”", "Word 中改为“{now}”"),
    "trace.changed": ("the source now says “{source}”", "源文件现为“{source}”"),
    "trace.lost": ("no longer found in the Word file", "Word 文件中已找不到"),
    "trace.gone": ("the source no longer names it", "源文件中已没有这个数字"),
    "trace.unknown": ("the source was not found, or cannot be read", "找不到源文件，或无法读取"),
    # --- diff: what changed between two builds
    "diff.title": ("What changed", "两次生成的变化"),
    "diff.same": ("nothing changed", "没有变化"),
    "diff.added": ("new document: {name}", "新增文档：{name}"),
    "diff.removed": ("document removed: {name}", "文档已删除：{name}"),
    "diff.numbers": ("Numbers", "数字"),
    "diff.texts": ("Text", "文字"),
    "diff.charts": ("Charts", "图表"),
    "diff.pages": ("Pages", "页面"),
    "diff.before": ("before", "原"),
    "diff.after": ("after", "现"),
    "diff.number": ("number", "数字"),
    "diff.difference": ("difference", "差"),
    "diff.rate": ("rate", "幅度"),
    "diff.place": ("where", "位置"),
    "diff.chart": ("chart", "图表"),
    "diff.value": ("value", "项目"),
    "diff.on_page": ("p. {pages}", "第{pages}页"),
    "diff.changed_by": ("({changes})", "（{changes}）"),
    "diff.page_before": ("before, page {number}", "原第{number}页"),
    "diff.page_after": ("after, page {number}", "现第{number}页"),
    "diff.figure_before": ("before: {alt}", "原图：{alt}"),
    "diff.figure_after": ("after: {alt}", "现图：{alt}"),
    # --- findings as lines
    "finding.error": ("error", "错误"),
    "finding.warning": ("warning", "警告"),
    "finding.line": ("{severity}[{code}]: {problem}", "{severity}[{code}]：{problem}"),
    "finding.more": (" ({code} ×{count}; --all shows them)", "（{code} 共 {count} 处，加 --all 逐条列出）"),
    "finding.accept": (
        "If the text is right, say so with --allow {code} or --allow {code}@{file}:{line}, or in jzdocs.toml: "
        '[check] allow = ["{code}@{file}:{line}"]',
        "如原文无误，请加 --allow {code} 或 --allow {code}@{file}:{line}，也可写入 jzdocs.toml："
        '[check] allow = ["{code}@{file}:{line}"]',
    ),
    "finding.accept_marked": (
        "If the text is right, write <!-- jz: allow {code} reason --> above the block, or say so with "
        "--allow {code}@{file}:{line}",
        "如原文无误，请在该段前写 <!-- jz: allow {code} 理由 -->，或加 --allow {code}@{file}:{line}",
    ),
    "finding.then": ("; {hint}", "；{hint}"),
    "finding.hint": (" ({hint})", "（{hint}）"),
    "finding.sentence": ("{problem}; {hint}", "{problem}；{hint}"),
    "count.error": ("{count} error", "{count} 处错误"),
    "count.errors": ("{count} errors", "{count} 处错误"),
    "count.warning": ("{count} warning", "{count} 处警告"),
    "count.warnings": ("{count} warnings", "{count} 处警告"),
    "list.names": (", ", "、"),
    "list.clauses": ("; ", "；"),
    "count.both": ("{errors}, {warnings}", "{errors}，{warnings}"),
    # --- proposed charts: reasons, then warnings (proposals/charts.py)
    "proposal.pair": (
        "a value before and a value after: show both ends of the change",
        "前后两个数说明一个变化：画出起点和终点",
    ),
    "proposal.pairs": (
        "{count} changes in the same unit: compare them in one chart",
        "{count}组前后数字单位相同：放在一张图里对比",
    ),
    "proposal.pairs_apart": (
        "the changes differ widely in size: a panel with its own axis for each",
        "各组大小相差悬殊：分成几幅小图，各用自己的坐标轴",
    ),
    "proposal.ranks": ("ranks are not quantities: a table, no chart", "名次不是数量：用表格，不画图"),
    "proposal.parts_of_whole": ("the parts add up to 100%: a single divided bar", "各部分合计为100%：用一根占比条"),
    "proposal.rates": (
        "the rates have different bases: bars side by side, no pie",
        "各比率的基数不同：用并列的条形，不用饼图",
    ),
    "proposal.one_unit": ("several values in one unit: bars from zero", "几个数单位相同：用条形图，从零画起"),
    "proposal.rank_scopes": (
        "say among whom each rank counts (the nation, the province)",
        "各名次的范围（全国、全省）要写明",
    ),
    "proposal.estimates": ("some values are approximate: say so in a note", "含约数，图注应说明"),
    "proposal.no_years": ("the text does not give the years of the change", "起止年份原文未列"),
}
TEXTS |= file_texts.TEXTS | limits.TEXTS | evidence.TEXTS
TEXTS |= file_texts.TEXTS | LEARNING_TEXTS
