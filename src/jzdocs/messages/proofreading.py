"""Findings of proofreading: numbers of headings, pairs of marks, references, official forms, names, punctuation and
numerals.

Each entry: (what is wrong, what to do) in English, then in Chinese.
"""

from __future__ import annotations

from jzdocs.messages.catalogue import Findings

STRUCTURE: Findings = {
    "S110.gap": (
        (
            "“{stated}” follows {last}: a number is left out",
            "{right} should stand here; check whether an item is missing",
        ),
        ("“{stated}”跳号：前一个序号是“{last}”", "此处应为“{right}”，请核对是否漏了一项"),
    ),
    "S110.repeat": (
        ("“{stated}” comes twice: {last} stood before it", "{right} should stand here"),
        ("“{stated}”重号：前一个序号也是“{last}”", "此处应为“{right}”"),
    ),
    "S110.back": (
        ("“{stated}” goes back behind {last}", "{right} should stand here; check the order"),
        ("“{stated}”序号倒退：前一个序号是“{last}”", "此处应为“{right}”，请核对顺序"),
    ),
    "S110.list": (
        (
            "“{stated}” follows {last} in this list, and is printed as {right}",
            "check whether an item is missing, and correct the number",
        ),
        ("列表中“{stated}”的前一个序号是“{last}”，印出来是“{right}”", "请核对是否漏了一项，并改正序号"),
    ),
    "S111": (
        (
            "the text announces “{stated}”, and {count} follow",
            "correct the number, or check whether an item is missing or too many",
        ),
        ("前面说“{stated}”，下文实有{count}项", "请改正数目，或核对是否漏了、多了一项"),
    ),
    "S112.open": (
        ("“{mark}” is not closed: {near}…", "add {partner} where it ends, or delete {mark}"),
        ("“{mark}”没有配对：{near}……", "请在结束处补上“{partner}”，或删去“{mark}”"),
    ),
    "S112.close": (
        ("“{mark}” closes what was not opened: …{near}", "add {partner} where it begins, or delete {mark}"),
        ("“{mark}”没有配对：……{near}", "请在开始处补上“{partner}”，或删去“{mark}”"),
    ),
    "S112.width": (
        ("the brackets of “{stated}” are of two widths", "write {right}"),
        ("“{stated}”的括号一个是全角、一个是半角", "请改为“{right}”"),
    ),
    "S113": (
        ("“{stated}” does not exist; there are {held}", "correct the number, or add what is missing"),
        ("“{stated}”不存在，现有{held}", "请改正编号，或补上所缺的内容"),
    ),
    "S113.none": (
        ("“{stated}”: the document has nothing of the kind", "add what is missing, or delete the reference"),
        ("“{stated}”：文中没有所指的内容", "请补上所缺的内容，或删去这一说明"),
    ),
    "S114": (
        ("“{stated}” is not in the form of a document number (GB/T 9704, 7.2.5)", "write {right}"),
        ("发文字号“{stated}”写法不合规范（GB/T 9704：六角括号、全称年份，不加“第”，不编虚位）", "请改为“{right}”"),
    ),
    "S115": (
        ("the date “{stated}” is not in the form of official documents", "write {right}"),
        ("日期“{stated}”写法不合公文规范", "请改为“{right}”"),
    ),
    "S115.nought": (
        (
            "the nought of the year “{stated}” is not “〇” (GB/T 15835, 5.2.5); {count} in this document",
            "write {right}",
        ),
        ("年份“{stated}”中的零应写作“〇”（GB/T 15835，5.2.5），全文共{count}处", "请改为“{right}”"),
    ),
    "S116": (
        (
            "“{stated}” is called “{right}” elsewhere in this document",
            "use one name, or introduce the short one (以下简称)",
        ),
        ("“{stated}”在文中又称“{right}”，同一机构名称不一", "请统一名称，或在首次出现时注明简称"),
    ),
    "S117": (
        ("two marks stand beside each other: “{stated}”", "write “{right}”"),
        ("标点重复：“{stated}”", "请改为“{right}”"),
    ),
    "S118.before": (
        ("no mark of a pause stands before a closing mark: “{stated}”", "write “{right}”"),
        ("后括号、后书名号前不用点号：“{stated}”", "请改为“{right}”"),
    ),
    "S118.behind": (
        ("no mark stands behind an opening one: “{stated}”", "write “{right}”"),
        ("前括号、前书名号后不用点号：“{stated}”", "请改为“{right}”"),
    ),
    "S118.and_others": (
        ("no “、” stands before “等”: “{stated}”", "write “{right}”"),
        ("“等”前不用顿号：“{stated}”", "请改为“{right}”"),
    ),
    "S118.ellipsis": (
        ("“……” and “等” say the same: “{stated}”", "write “{right}”"),
        ("省略号与“等”重复：“{stated}”", "请改为“{right}”"),
    ),
    "S118.counter": (
        ("no mark stands behind a number in brackets: “{stated}” (GB/T 15834, B.3.4)", "write {right}"),
        ("带括号的序号后不用标点：“{stated}”（GB/T 15834，B.3.4）", "请改为“{right}”"),
    ),
    "S118.ordinal": (
        ("a comma stands behind “第一”: “{stated}” (GB/T 15834, B.3.1); {count} in this document", "write {right}"),
        ("“第”字头的序号后用逗号：“{stated}”（GB/T 15834，B.3.1），全文共{count}处", "请改为“{right}”"),
    ),
    "S118.parted": (
        (
            "usually no “、” stands between quotations or titles in a series: “{stated}” (GB/T 15834, 4.5.3.5), "
            "{count} in this document",
            "write {right}",
        ),
        (
            "并列的引号、书名号之间通常不用顿号：“{stated}”（GB/T 15834，4.5.3.5），全文共{count}处",
            "请改为“{right}”",
        ),
    ),
    "S118.range": (
        ("a range of years has a single dash: “{stated}” (GB/T 15834, 4.13)", "write {right}"),
        ("起止年份之间用一字线：“{stated}”（GB/T 15834，4.13）", "请改为“{right}”"),
    ),
    "S119": (
        ("marks of one shape stand inside one another: “{stated}”", "write {right}"),
        ("同一种引号或书名号套用：“{stated}”，里面一层应用单的", "请改为“{right}”"),
    ),
    "S120": (
        ("a heading ends in a mark: “{stated}”", "write “{right}”"),
        ("标题末尾一般不用标点：“{stated}”", "请改为“{right}”"),
    ),
}

FIGURES: Findings = {
    "F125": (
        ("“{stated}” is {right} yuan, and {figures} stands beside it", "correct the wrong one of them"),
        ("大写“{stated}”合{right}元，旁边的小写是{figures}", "请核对后改正其中错的一个"),
    ),
    "F126": (
        ("{subject}: “{stated}”, but “{earlier}” in line {line}", "correct the wrong one of them"),
        ("{subject}此处“{stated}”，第{line}行却是“{earlier}”", "请核对后改正其中错的一处"),
    ),
    "F127": (
        ("“{stated}” mixes two kinds of numerals (GB/T 15835, 5.3)", "write {right}"),
        ("“{stated}”混用阿拉伯数字与汉字数字（GB/T 15835，5.3）", "请改为“{right}”"),
    ),
    "F127.range": (
        ("the two numbers of “{stated}” are in numerals of two kinds", "write {right}"),
        ("“{stated}”前后两个数一个用阿拉伯数字、一个用汉字数字", "请改为“{right}”"),
    ),
    "F127.some": (
        ("a number with “几” is written in Chinese numerals: “{stated}” (GB/T 15835, 4.2.2)", "write {right}"),
        ("含“几”的概数用汉字数字：“{stated}”（GB/T 15835，4.2.2）", "请改为“{right}”"),
    ),
    "F127.about": (
        (
            "two numbers for one that is about right are written without “、” in Chinese numerals: “{stated}” "
            "(GB/T 15835, 5.2.1)",
            "write {right}",
        ),
        ("相邻两数表示的概数用汉字数字，中间不用顿号：“{stated}”（GB/T 15835，5.2.1）", "请改为“{right}”"),
    ),
    "F128": (
        ("the first number of “{stated}” lacks its sign or unit (GB/T 15835, 5.1.3)", "write {right}"),
        ("“{stated}”前一个数不宜省略百分号或“万”“亿”（GB/T 15835，5.1.3）", "请改为“{right}”"),
    ),
    "F129": (
        ("“{stated}” is not parted in groups of three (GB/T 15835, 5.1.1)", "write {right}"),
        ("“{stated}”分节有误，应每三位一节（GB/T 15835，5.1.1）", "请改为“{right}”"),
    ),
}
