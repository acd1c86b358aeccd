"""Findings about the form of official documents (GB/T 9704-2012): what stands below the text, marks and numerals.

Each entry: (what is wrong, what to do) in English, then in Chinese.
"""

from __future__ import annotations

from jzdocs.messages.catalogue import Findings

CLOSINGS: Findings = {
    "N124.colon": (
        ("no full-width colon stands behind “附件” in “{near}” (GB/T 9704, 7.3.4)", "write 附件："),
        ("附件说明“{near}”中“附件”后没有全角冒号（GB/T 9704，7.3.4）", "应为“附件：”"),
    ),
    "N124.order": (
        (
            "the note “{near}” stands below the date (GB/T 9704, 7.3.4)",
            "put it one line below the text, above the signature",
        ),
        ("附件说明“{near}”在成文日期之下（GB/T 9704，7.3.4）", "应在正文下空一行、署名之上编排"),
    ),
    "N124.end": (
        ("the attachment “{near}” of the note ends in “{stated}” (GB/T 9704, 7.3.4)", "delete the mark"),
        ("附件说明“{near}”末尾有“{stated}”（GB/T 9704，7.3.4）", "附件名称后不加标点"),
    ),
    "N124.marks": (
        (
            "{stated} of the note stands in book title marks (GB/T 9704, 7.3.4)",
            "write the attachment's name without them",
        ),
        ("附件说明中的{stated}加了书名号（GB/T 9704，7.3.4）", "附件名称不加书名号"),
    ),
    "N124.single": (
        ("the only attachment has the number “{stated}” (GB/T 9704, 7.3.4)", "write its name without a number"),
        ("只有一个附件，却编了“{stated}”（GB/T 9704，7.3.4）", "只有一个附件时不编序号"),
    ),
    "N124.number": (
        ("the number “{stated}” of an attachment is not in the form of the note (GB/T 9704, 7.3.4)", "write {right}"),
        ("附件说明的序号“{stated}”写法不合规范（GB/T 9704，7.3.4）", "用阿拉伯数字标注：“{right}”"),
    ),
    "N124.sequence": (
        ("the number “{stated}” of an attachment is out of order (GB/T 9704, 7.3.4)", "write {right}"),
        ("附件说明的序号“{stated}”不连续（GB/T 9704，7.3.4）", "应为“{right}”"),
    ),
    "N124.place": (
        ("the note “{near}” does not begin two characters in (GB/T 9704, 7.3.4)", "let it begin two characters in"),
        ("附件说明“{near}”没有左空二字（GB/T 9704，7.3.4）", "应在正文下空一行左空二字编排"),
    ),
    "N124.above": (
        ("the note “{near}” stands directly below the text (GB/T 9704, 7.3.4)", "leave one line blank above it"),
        ("附件说明“{near}”之上没有空一行（GB/T 9704，7.3.4）", "应在正文下空一行编排"),
    ),
    "N125.note": (
        ("the attachment “{near}” is not named below the text (GB/T 9704, 7.3.4)", "write a note: 附件： and its name"),
        ("有附件“{near}”，正文下却没有附件说明（GB/T 9704，7.3.4）", "应在正文下空一行编排“附件：”及附件名称"),
    ),
    "N125.count": (
        ("the note names {stated} attachments, {right} follow (GB/T 9704, 7.3.8)", "make both agree"),
        ("附件说明列了{stated}个附件，文后实有{right}个（GB/T 9704，7.3.8）", "附件说明应与附件一致，请核对"),
    ),
    "N125.number": (
        (
            "the attachment bears the number “{stated}”, and is the note's number {right} (GB/T 9704, 7.3.8)",
            "write 附件{right}",
        ),
        ("附件的序号为“{stated}”，按附件说明应为{right}（GB/T 9704，7.3.8）", "应为“附件{right}”"),
    ),
    "N125.single": (
        ("the only attachment bears the number “{stated}” (GB/T 9704, 7.3.8)", "write 附件 without a number"),
        ("只有一个附件，却标为“附件{stated}”（GB/T 9704，7.3.8）", "应为“附件”，不编序号"),
    ),
    "N125.title": (
        ("the note calls the attachment “{stated}”, its title is “{right}” (GB/T 9704, 7.3.8)", "make both agree"),
        ("附件说明中为“{stated}”，附件标题却是“{right}”（GB/T 9704，7.3.8）", "附件标题应与附件说明一致，请核对"),
    ),
    "N125.name": (
        (
            "the note names “{stated}”, but the attachment is called “{right}” (GB/T 9704, 7.3.4)",
            "let note and attachment agree",
        ),
        ("附件说明中的“{stated}”与附件标题“{right}”不一致（GB/T 9704，7.3.4）", "附件说明应与附件标题一致，请核对"),
    ),
    "N126": (
        (
            "the signature “{near}” does not stand on the right (GB/T 9704, 7.3.5)",
            "align it on the right, two characters from the margin",
        ),
        ("发文机关署名“{near}”没有居右（GB/T 9704，7.3.5）", "应居右编排，右空二字（加盖印章的居成文日期中）"),
    ),
    "N126.margin": (
        (
            "the signature “{near}” stands at the right margin (GB/T 9704, 7.3.5)",
            "leave {right} characters on its right",
        ),
        ("发文机关署名“{near}”右边没有空字（GB/T 9704，7.3.5）", "应右空{right}字编排（加盖印章的居成文日期中）"),
    ),
    "N127": (
        (
            "the date “{near}” does not stand on the right (GB/T 9704, 7.3.5)",
            "align it on the right, four characters from the margin",
        ),
        ("成文日期“{near}”没有居右（GB/T 9704，7.3.5）", "应居右编排，一般右空四字"),
    ),
    "N127.margin": (
        ("the date “{near}” stands at the right margin (GB/T 9704, 7.3.5)", "leave {right} characters on its right"),
        ("成文日期“{near}”右边没有空字（GB/T 9704，7.3.5）", "一般右空{right}字编排"),
    ),
    "N128": (
        ("the date “{stated}” is not in the form of the standard (GB/T 9704, 7.3.5.4)", "write {right}"),
        (
            "成文日期“{stated}”写法不合规范（GB/T 9704，7.3.5.4：用阿拉伯数字，年份用全称，月、日不编虚位）",
            "应为“{right}”",
        ),
    ),
    "N129": (
        ("no signature stands above the date “{near}” (GB/T 9704, 7.3.5)", "write the name of the office above it"),
        ("成文日期“{near}”之上没有发文机关署名（GB/T 9704，7.3.5）", "应在成文日期之上署发文机关全称或规范化简称"),
    ),
    "N129.date": (
        ("the document has no date behind “{near}” (GB/T 9704, 7.3.5)", "write the date below the signature"),
        ("“{near}”之后没有成文日期（GB/T 9704，7.3.5）", "应在发文机关署名之下编排成文日期"),
    ),
    "N129.order": (
        ("the signature “{near}” stands below the date (GB/T 9704, 7.3.5)", "put it above the date"),
        ("发文机关署名“{near}”在成文日期之下（GB/T 9704，7.3.5）", "署名应在成文日期之上"),
    ),
    "N130": (
        ("the remark “{near}” does not stand in full-width brackets (GB/T 9704, 7.3.7)", "write it in （ ）"),
        ("附注“{near}”没有加全角圆括号（GB/T 9704，7.3.7）", "应加圆括号：（……）"),
    ),
    "N130.place": (
        (
            "the remark “{near}” does not begin two characters in (GB/T 9704, 7.3.7)",
            "let it begin two characters in, below the date",
        ),
        ("附注“{near}”没有左空二字（GB/T 9704，7.3.7）", "应居左空二字，编排在成文日期下一行"),
    ),
    "N131.colon": (
        ("no full-width colon stands behind “抄送” in “{near}” (GB/T 9704, 7.4.2)", "write 抄送："),
        ("“{near}”的“抄送”后没有全角冒号（GB/T 9704，7.4.2）", "应为“抄送：”"),
    ),
    "N131.end": (
        ("no full stop ends “{near}” (GB/T 9704, 7.4.2)", "end the last name in “。”"),
        ("抄送机关“{near}”末尾没有句号（GB/T 9704，7.4.2）", "最后一个抄送机关名称后标句号"),
    ),
    "N131.name": (
        ("copies are sent by “{stated}” (regulation of 2012)", "write 抄送"),
        ("“{stated}”不是规范的用语", "一律用“抄送”"),
    ),
    "N131.face": (
        ("“{near}” is set in {stated} (GB/T 9704, 7.4.2, 7.4.3)", "set it in {right} of size 4"),
        ("版记“{near}”用{stated}（GB/T 9704，7.4.2、7.4.3）", "应用4号{right}"),
    ),
    "N131.size": (
        ("“{near}” is set in {stated} (GB/T 9704, 7.4.2, 7.4.3)", "set it in {right} (14 pt)"),
        ("版记“{near}”字号为{stated}（GB/T 9704，7.4.2、7.4.3）", "应为{right}（14磅）"),
    ),
    "N131.place": (
        ("“{near}” does not begin one character in (GB/T 9704, 7.4.2, 7.4.3)", "leave one character on both sides"),
        ("版记“{near}”没有左空一字（GB/T 9704，7.4.2、7.4.3）", "应左右各空一字"),
    ),
    "N132.date": (
        ("the date of printing “{stated}” is not in the form of the standard (GB/T 9704, 7.4.3)", "write {right}"),
        ("印发日期“{stated}”写法不合规范（GB/T 9704，7.4.3）", "应为“{right}”"),
    ),
    "N132.order": (
        ("the document was printed on “{stated}”, before its date {right} (GB/T 9704, 7.4.3)", "check both dates"),
        ("印发日期“{stated}”早于成文日期{right}（GB/T 9704，7.4.3）", "请核对两个日期"),
    ),
    "N132.word": (
        ("“印发” does not stand behind the date of “{near}” (GB/T 9704, 7.4.3)", "add 印发"),
        ("“{near}”的印发日期后没有“印发”二字（GB/T 9704，7.4.3）", "应在印发日期后加“印发”"),
    ),
    "N133.above": (
        ("no line stands above “{near}” (GB/T 9704, 7.4.1)", "draw one of 0.35 mm, as wide as the type area"),
        ("版记“{near}”之上没有分隔线（GB/T 9704，7.4.1）", "首条分隔线用粗线（0.35 mm），与版心等宽"),
    ),
    "N133.below": (
        ("no line stands below “{near}” (GB/T 9704, 7.4.1)", "draw one of 0.35 mm, as wide as the type area"),
        ("版记“{near}”之下没有分隔线（GB/T 9704，7.4.1）", "末条分隔线用粗线（0.35 mm），与版心等宽"),
    ),
    "N133.between": (
        ("no line stands between the record of copies and “{near}” (GB/T 9704, 7.4.1)", "draw one of 0.25 mm"),
        ("抄送机关与“{near}”之间没有分隔线（GB/T 9704，7.4.1）", "中间的分隔线用细线（0.25 mm）"),
    ),
    "N134.face": (
        ("“{near}” is set in {stated} (GB/T 9704, 7.3.8)", "set it in {right} of size 3"),
        ("“{near}”用{stated}（GB/T 9704，7.3.8）", "“附件”二字及顺序号用3号{right}"),
    ),
    "N134.size": (
        ("“{near}” is set in {stated} (GB/T 9704, 7.3.8)", "set it in {right} (16 pt)"),
        ("“{near}”字号为{stated}（GB/T 9704，7.3.8）", "应为{right}（16磅）"),
    ),
    "N134.place": (
        (
            "“{near}” does not begin at the left margin (GB/T 9704, 7.3.8)",
            "let it begin at the left margin of the first line",
        ),
        ("“{near}”没有顶格（GB/T 9704，7.3.8）", "“附件”二字及顺序号顶格编排在版心左上角第一行"),
    ),
    "N134.colon": (
        ("a mark stands behind “{near}” (GB/T 9704, 7.3.8)", "delete it"),
        ("“{near}”后有标点（GB/T 9704，7.3.8）", "“附件”二字及顺序号后不加标点"),
    ),
    "N134.page": (
        ("“{near}” does not begin a page (GB/T 9704, 7.3.8)", "let the attachment begin a page"),
        ("“{near}”没有另面编排（GB/T 9704，7.3.8）", "附件应当另面编排"),
    ),
    "N135": (
        (
            "half-width or wrong marks in Chinese text: “{stated}”, {count} in this paragraph (GB/T 15834)",
            "write “{right}”",
        ),
        ("中文里用了半角或不规范的标点：“{stated}”，本段共{count}处（GB/T 15834）", "应为“{right}”"),
    ),
    "N136": (
        ("“{stated}” is written in full-width digits (GB/T 15835)", "write {right}"),
        ("“{stated}”用了全角数字（GB/T 15835）", "应为“{right}”"),
    ),
    "N136.date": (
        ("the date “{stated}” stands in Chinese numerals (GB/T 15835, 4.1.3)", "write {right}"),
        ("“{stated}”用了汉字数字（GB/T 15835，4.1.3：公历年、月、日用阿拉伯数字）", "应为“{right}”"),
    ),
    "N136.percent": (
        ("“{stated}” stands beside percentages in Arabic numerals (GB/T 15835, 4.1.1)", "write {right}"),
        ("“{stated}”与用阿拉伯数字的百分数混用（GB/T 15835，4.1.1）", "应为“{right}”"),
    ),
    "N150": (
        ("the number of a page stands {stated} below the type area (GB/T 9704, 7.5)", "put its dashes 7 mm below it"),
        ("页码的一字线在版心下边缘之下约{stated}（GB/T 9704，7.5）", "应上距版心下边缘7 mm"),
    ),
    "N150.numerals": (
        ("the numbers of pages are not in Arabic numerals (GB/T 9704, 7.5)", "choose 1, 2, 3 for their format"),
        ("页码没有用阿拉伯数字（GB/T 9704，7.5）", "页码编号格式应选“1, 2, 3”"),
    ),
    "N150.begins": (
        ("the pages count from {stated} (GB/T 9704, 7.5)", "count from 1"),
        ("页码从{stated}起编（GB/T 9704，7.5）", "应从首页起编第1页"),
    ),
    "N150.anew": (
        (
            "here the pages count from {stated} again (GB/T 9704, 7.5)",
            "let them go on: attachments are bound with the text",
        ),
        ("页码从此处重新由{stated}起编（GB/T 9704，7.5）", "附件与正文一起装订，页码应当连续编排"),
    ),
    "N150.margin": (
        ("the number of a page stands at the edge of the type area (GB/T 9704, 7.5)", "leave one character free"),
        ("页码紧靠版心边缘（GB/T 9704，7.5）", "单页码居右空一字，双页码居左空一字"),
    ),
    "N151": (
        ("“{stated}” measures in Chinese numerals (GB/T 15835, 4.1.1)", "write {right}"),
        ("计量处“{stated}”用了汉字数字（GB/T 15835，4.1.1：计量用阿拉伯数字）", "应为“{right}”"),
    ),
    "N151.same": (
        ("“{stated}” stands beside numbers of its kind in other numerals (GB/T 15835, 4.3)", "write {right}"),
        ("“{stated}”与文中同类数字的形式不一致（GB/T 15835，4.3：同类别同形式）", "应为“{right}”"),
    ),
    "N151.mixed": (
        ("“{stated}” mixes two kinds of numerals (GB/T 15835, 5.3)", "write {right}"),
        ("“{stated}”混用阿拉伯数字与汉字数字（GB/T 15835，5.3）", "应为“{right}”"),
    ),
    "N151.year": (
        ("the year of “{stated}” has two digits (GB/T 15835, 5.1.4)", "write {right}"),
        ("“{stated}”的年份简写为两位（GB/T 15835，5.1.4：四位数字表示的年份不应简写）", "应为“{right}”"),
    ),
    "N152": (
        ("no mark ends the paragraph “{near}” (GB/T 15834, 4.1)", "put a full stop"),
        ("“{near}”段末没有句末点号（GB/T 15834，4.1）", "应加句号"),
    ),
    "N137": (
        (
            "the range “{stated}” has another sign than “—” or “～” (GB/T 15834, 4.13; GB/T 15835, 5.1.3)",
            "write {right}",
        ),
        ("起止或范围“{stated}”的连接号不规范（GB/T 15834，4.13；GB/T 15835，5.1.3）", "应为“{right}”"),
    ),
    "N138": (
        ("“{name}” cannot be judged by these rules", "give a .docx or .txt file"),
        ("“{name}”不能按这套规范检查", "请给 .docx 或 .txt 文件"),
    ),
    "N138.text": (
        ("“{name}” has no form that could be mended", "give a .docx file, or leave --fix out"),
        ("“{name}”是纯文本，没有格式可改", "请给 .docx 文件，或去掉 --fix"),
    ),
    "N138.strict": (
        (
            "“{name}” is in the strict variant of Office Open XML, which is not changed",
            "save it as an ordinary .docx and run the command again",
        ),
        ("“{name}”是 Strict Open XML 文档，不能改写", "请先另存为普通 .docx 再运行"),
    ),
    "N138.exists": (
        ("{file} exists already", "delete it, or name another file with -o"),
        ("{file} 已经存在", "请先删除它，或用 -o 另写一个文件名"),
    ),
    "N138.several": (
        ("-o names one file, and several documents are to be mended", "leave -o out, or mend them one by one"),
        ("-o 只能写一个文件，而要改的文档有几个", "请去掉 -o，或逐个改"),
    ),
    "N138.rules": (
        ("--fix, --accept and -o belong to --rules", "add --rules gongwen, and --fix where it is missing"),
        ("--fix、--accept 和 -o 要与 --rules 同用", "请加上 --rules gongwen（以及 --fix）"),
    ),
    "N138.paths": (
        ("no document is named", "name a .docx or .txt file"),
        ("没有写要检查的文档", "请写 .docx 或 .txt 文件"),
    ),
}
