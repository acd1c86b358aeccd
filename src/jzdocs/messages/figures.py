"""Findings about figures: their names, cells of tables of data, and arithmetic.

Each entry: (what is wrong, what to do) in English, then in Chinese.
"""

from __future__ import annotations

from jzdocs.messages import evidence, proofreading
from jzdocs.messages.catalogue import Findings

FINDINGS: Findings = {
    "F001": (
        ("the figure name “{name}” is used twice", "the first is at {place}; give one of them another name"),
        ("数字的名称“{name}”用了两次", "第一处在 {place}，请给其中一处另起名称"),
    ),
    "F002": (
        ("“{text}” contains no number", "mark the number together with its unit"),
        ("“{text}”里没有数", "请把数连同单位一起标出"),
    ),
    "F003": (
        ("there is no figure named “{name}”", ""),
        ("没有名为“{name}”的数字", ""),
    ),
    "F004": (
        (
            "“{formula}” cannot be computed: {reason}",
            "write names of figures, numbers, + - * / and brackets, with spaces around the signs",
        ),
        ("“{formula}”无法计算：{reason}", "请用数字的名称、数、+ - * / 和括号，运算符两边留空格"),
    ),
    "F005": (
        ("the cell {place} contains {held} instead of a number", ""),
        ("单元格 {place} 里应是数，实际是{held}", ""),
    ),
    "F010": (
        (
            "{raw} is written as a literal number, not as the name of a figure in the text",
            "mark the figure in the text, such as [12个]{{#name}}, and write its name here",
        ),
        ("这里直接写了 {raw}，没有引用正文中的数字", "请在正文中标出该数字，如 [12个]{{#名称}}，并在这里写它的名称"),
    ),
    "F010.date": (
        (
            "{raw} is written as a date, not as the name of a date in the text",
            "mark the date in the text, such as “[2024年3月]{{#name}}”, and write its name here",
        ),
        (
            "这里直接写了 {raw}，没有引用正文中的日期",
            "请在正文中标出该日期，如 [2024年3月]{{#名称}}，并在这里写它的名称",
        ),
    ),
    "F101": (
        (
            "“{stated}” does not match the two values it lies between: it should be {right} ({how})",
            "correct it",
        ),
        (
            "“{stated}”与前后两个数字不符，应为{right}（{how}）",
            "请改正",
        ),
    ),
    "F102": (
        (
            "“{stated}” is a level, not a difference: write {right}",
            "correct it",
        ),
        (
            "“{stated}”是达到的水平，不是差额，应写作{right}",
            "请改正",
        ),
    ),
    "F102.points": (
        (
            "“{stated}” is a difference of percentages: write {right} ({how})",
            "correct it",
        ),
        (
            "“{stated}”是两个百分数之差，应写作{right}（{how}）",
            "请改正",
        ),
    ),
    "F103": (
        (
            "the verb before “{stated}” states the opposite direction: {how}",
            "correct it",
        ),
        (
            "“{stated}”前的动词与数字的升降相反：{how}",
            "请改正",
        ),
    ),
    "F104": (
        (
            "“{stated}” does not match the level and its increase: it should be {right} ({how})",
            "correct it",
        ),
        (
            "“{stated}”与总量、增量不符，应为{right}（{how}）",
            "请改正",
        ),
    ),
    "F105": (
        (
            "“{stated}” marks the number as approximate twice ({how}): write {right}",
            "correct it",
        ),
        (
            "“{stated}”重复表示约数（{how}），应写作{right}",
            "请改正",
        ),
    ),
    "F106": (
        (
            "“{stated}” has more decimal places than the numbers it is computed from ({how}): write {right}",
            "correct it",
        ),
        (
            "“{stated}”的小数位数多于它所依据的数字（{how}），应写作{right}",
            "请改正",
        ),
    ),
    "F106.chart": (
        (
            "“{raw}” has more decimal places than the text gives for “{name}”: {texts}",
            "mark the figure in the text, such as [12个]{{#name}}, and write its name here",
        ),
        (
            "“{raw}”的小数位数比正文多（“{name}”：{texts}）",
            "请在正文中标出该数字，如 [12个]{{#名称}}，并在这里写它的名称",
        ),
    ),
    "F107": (
        (
            "the chart gives {raw} for “{name}”, the text {texts}",
            "mark the figure in the text, such as [12个]{{#name}}, and write its name here",
        ),
        ("图中“{name}”为{raw}，正文为{texts}", "请在正文中标出该数字，如 [12个]{{#名称}}，并在这里写它的名称"),
    ),
    "F108": (
        (
            "“{stated}” does not match part and whole: it should be {right} ({how})",
            "correct it",
        ),
        (
            "“{stated}”与部分、总数不符，应为{right}（{how}）",
            "请改正",
        ),
    ),
    "F109": (
        (
            "“{stated}” does not match its parts: {right} ({how})",
            "correct it",
        ),
        (
            "“{stated}”与各部分不符：{right}（{how}）",
            "请改正",
        ),
    ),
    "F110": (
        (
            "the total “{stated}” should be {right} ({how})",
            "correct it",
        ),
        (
            "合计“{stated}”应为{right}（{how}）",
            "请改正",
        ),
    ),
    "F111": (
        (
            "“{stated}” does not follow from the other numbers of its row, as the rest of the column does: it should "
            "be {right} ({how})",
            "correct it",
        ),
        (
            "“{stated}”与同一行的其他数字不符，应为{right}（{how}）",
            "请改正",
        ),
    ),
    "F112": (
        (
            "“{stated}” is impossible: {right} ({how})",
            "correct it",
        ),
        (
            "“{stated}”不可能成立：{right}（{how}）",
            "请改正",
        ),
    ),
    "F113": (
        (
            "“{subject}” is {stated} here and {text} at {path}:{line}",
            "correct one of them, say how they differ",
        ),
        (
            "“{subject}”此处为{stated}，另一处为{text}（{path}:{line}）",
            "请改正一处，或写明口径",
        ),
    ),
    "F113.computed": (
        (
            "“{stated}” is not what the table gives: {right} ({how})",
            "correct the text or the table, or say how they differ",
        ),
        (
            "“{stated}”与表不符：按表应为{right}（{how}）",
            "请改正文字或表格，或写明口径",
        ),
    ),
    "F114": (
        (
            "“{stated}” differs from the same quantity in the other unit: it should be {right} ({how})",
            "correct it",
        ),
        (
            "“{stated}”与另一单位的数量不等，应为{right}（{how}）",
            "请改正",
        ),
    ),
    "F115": (
        (
            "“{stated}” does not match the number it is a multiple of: {right} ({how})",
            "correct it",
        ),
        (
            "“{stated}”与倍数所依据的数字不符：{right}（{how}）",
            "请改正",
        ),
    ),
    "F115.decrease": (
        (
            "“{stated}” is impossible: a decrease cannot be one or more times the original amount",
            "state the decrease in percent",
        ),
        (
            "“{stated}”不能成立：减少的幅度不能用倍数表示",
            "请改用百分数",
        ),
    ),
    "F135": (
        (
            "“{stated}” is not the time between its two ends, which is {right} ({how})",
            "correct the length or one of the ends",
        ),
        (
            "“{stated}”与起止时间不符，按起止时间应为{right}（{how}）",
            "请改正时长或起止时间",
        ),
    ),
    "F136": (
        (
            "“{stated}” does not follow from the years beside it: it should be {right} ({how})",
            "correct it or one of the years",
        ),
        (
            "“{stated}”与文中年份不符，应为{right}（{how}）",
            "请改正该数或有关年份",
        ),
    ),
    "F137": (
        (
            "“{stated}”: {right} are listed ({how})",
            "correct the count or the list",
        ),
        (
            "“{stated}”与所列年份不符，所列为{right}（{how}）",
            "请改正年数或补全年份",
        ),
    ),
    "F138": (
        (
            "“{stated}” is no time of day: {how}, where {right} is possible",
            "correct it",
        ),
        (
            "“{stated}”不是正确的时刻：{how}，应为{right}",
            "请改正",
        ),
    ),
    "F139": (
        (
            "“{stated}” names another year than it says: it should be {right} (reckoned from {how})",
            "correct the year",
        ),
        (
            "“{stated}”所注年份有误，应为{right}（以{how}推算）",
            "请改正年份",
        ),
    ),
    "F116": (
        (
            "the mean “{stated}” does not match the total and the count: it should be {right} ({how})",
            "correct it",
        ),
        (
            "平均数“{stated}”与总数、个数不符，应为{right}（{how}）",
            "请改正",
        ),
    ),
    "F116.growth": (
        (
            "the yearly growth “{stated}” does not match the first and the last year: it should be {right} ({how})",
            "correct it",
        ),
        (
            "年均增幅“{stated}”与首尾两年的数字不符，应为{right}（{how}）",
            "请改正",
        ),
    ),
    "F117": (
        (
            "“{stated}” does not match the plan and what was done: it should be {right} ({how})",
            "correct it",
        ),
        (
            "“{stated}”与计划数、完成数不符，应为{right}（{how}）",
            "请改正",
        ),
    ),
    "F118": (
        (
            "“{stated}” is not the product of the two numbers: it should be {right} ({how})",
            "correct it",
        ),
        (
            "“{stated}”与所依据的两个数字的乘积不符，应为{right}（{how}）",
            "请改正",
        ),
    ),
    "F119": (
        (
            "“{stated}” does not match the numbers that it is computed from: it should be {right} ({how})",
            "correct it",
        ),
        ("“{stated}”与所依据的数字不符，应为{right}（{how}）", "请改正"),
    ),
    "F120": (
        (
            "the terms of “{stated}” do not add up to {right}: {how}",
            "correct the term that is wrong",
        ),
        (
            "“{stated}”各项之和不是{right}：{how}",
            "请改正有误的一项",
        ),
    ),
    "F120.shares": (
        (
            "the shares up to “{stated}” do not add up to {right}: {how}",
            "correct the share that is wrong",
        ),
        (
            "到“{stated}”为止的各项占比之和不是{right}：{how}",
            "请改正有误的占比",
        ),
    ),
    "F121": (
        (
            "the ratio “{stated}” does not match the two numbers it compares: it should be {right} ({how})",
            "correct it",
        ),
        (
            "比例“{stated}”与所比的两个数不符，应为{right}（{how}）",
            "请改正",
        ),
    ),
    "F140": (
        (
            "“{subject}” is {stated} here and {text} in another document ({path}:{line})",
            "correct one of them, or say how they differ",
        ),
        (
            "“{subject}”此处为{stated}，另一份文件为{text}（{path}:{line}）",
            "请改正一处，或写明口径",
        ),
    ),
}
FINDINGS |= proofreading.FIGURES | evidence.FINDINGS
