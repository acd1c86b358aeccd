"""Findings about charts, tables, key figures and pictures.

Each entry: (what is wrong, what to do) in English, then in Chinese.
"""

from __future__ import annotations

from jzdocs.messages import chart_data, script_findings
from jzdocs.messages.catalogue import Findings

FINDINGS: Findings = {
    **script_findings.FINDINGS,
    **chart_data.FINDINGS,
    "C001": (
        ("there is no chart kind “{kind}”", "choose one of {known}"),
        ("没有“{kind}”这种图表", "可用的有：{known}"),
    ),
    "C001.no_kind": (
        ("the chart has no kind", "write “kind: …” with one of {known}"),
        ("图表没有写种类", "请写“kind: …”，可用的有：{known}"),
    ),
    "C002": (
        ("the chart has no title", "write “title: …”: it becomes the caption"),
        ("图表没有标题", "请写“title: …”，它就是图题"),
    ),
    "C003": (
        ("there is no width “{text}”", "write full or half"),
        ("没有“{text}”这种宽度", "请写 full（整栏）或 half（半栏）"),
    ),
    "C004": (
        ("the chart has no rows", "write “rows:” with one line for each category"),
        ("图表没有数据行", "请写“rows:”，每个类别一行"),
    ),
    "C004.panel": (
        ("each item of “panels” needs title, unit and rows", "write each as a key"),
        ("panels 的每一项都要有 title、unit 和 rows", "请逐项写出"),
    ),
    "C005": (
        ("{count} categories; at most {most} can be drawn", "choose the important ones"),
        ("有 {count} 个类别，最多能画 {most} 个", "请选出重要的类别"),
    ),
    "C006": (
        ("“axis” needs two numbers, the lower one first", "for example axis: [0, 100]"),
        ("“axis”要写两个数，小的在前", "例如 axis: [0, 100]"),
    ),
    "C007": (
        ("the chart of {rows} categories is taller than a page", "choose the important categories, or make it a table"),
        ("{rows} 个类别的图表比一页还高", "请选出重要的类别，或改用表格"),
    ),
    "C008": (
        ("“emphasis” names “{name}”, which is not a row of the chart", "its rows: {known}"),
        ("“emphasis”中的“{name}”不是图表中的类别", "现有类别：{known}"),
    ),
    "C008.total": (
        ("“totals” names “{name}”, which is not a row of the chart", "its rows: {known}"),
        ("“totals”中的“{name}”不是图表中的类别", "现有类别：{known}"),
    ),
    "C008.group": (
        ("the row belongs to the group “{name}”, which “groups” does not list", "listed: {known}"),
        ("这一行属于“{name}”组，而“groups”中没有列出", "已列出：{known}"),
    ),
    "C010": (
        ("the table has no columns", "write “columns:” and “rows:”"),
        ("表没有列", "请写“columns:”和“rows:”"),
    ),
    "C011": (
        ("{count} columns; at most {most} can be set", "transpose the table, or split it"),
        ("有 {count} 列，最多能排 {most} 列", "请行列互换，或拆成几张表"),
    ),
    "C012": (
        ("there is no alignment “{text}”", "write left, center, right or decimal"),
        ("没有“{text}”这种对齐方式", "请写 left、center、right 或 decimal"),
    ),
    "C013": (
        ("“widths” needs {count} numbers", "write one for each column, 0 for automatic"),
        ("“widths”要写 {count} 个数", "请每列写一个，0 表示自动"),
    ),
    "C014": (
        ("a row must be a list", "write it as [first, second, third]"),
        ("每一行都要写成列表", "请写成 [甲, 乙, 丙]"),
    ),
    "C014.cell": (
        ("a cell cannot hold a list", "write a text, or {{text: …, colspan: 2}}"),
        ("单元格里不能是列表", "请写文字，或写 {{text: …, colspan: 2}}"),
    ),
    "C015": (
        ("“{name}” must be a whole number from {low} to {high}, not “{text}”", "for example {name}: 2"),
        ("“{name}”应是 {low} 到 {high} 的整数，不能写“{text}”", "例如 {name}: 2"),
    ),
    "C016": (
        ("the row has {found} columns, the table {expected}", "count a merged cell as many times as it is wide"),
        ("这一行有 {found} 列，表有 {expected} 列", "合并的单元格按所占列数计"),
    ),
    "C020": (
        ("there are no key figures", "write “cards:” with “figure:” and “label:”, or “collect: true”"),
        ("没有关键数字", "请在“cards:”下写 figure 和 label，或写“collect: true”"),
    ),
    "C021": (
        ("a card needs “figure:” and “label:”", "write the name of a figure after “figure:”"),
        ("每个关键数字都要有“figure:”和“label:”", "请在“figure:”后写正文中数字的名称"),
    ),
    "C021.group": (
        ("a group needs “title:” and “cards:”", "write them as keys of the list's item"),
        ("每组都要有“title:”和“cards:”", "请在列表的每一项中写明"),
    ),
    "C030": (
        ("the picture has no alternative text", "write ![what it shows](file)"),
        ("图片没有替代文字", "请写成 ![图片内容](文件)"),
    ),
    "C031": (
        (
            "“{text}” ({name}) is in {its_unit}, the chart in {unit}",
            "a chart has one unit: change the chart's unit, or give this figure a chart of its own",
        ),
        (
            "“{text}”（{name}）的单位是{its_unit}，图表的单位是{unit}",
            "一幅图表只能用一种单位：请改图表的单位，或把这个数字另作一图",
        ),
    ),
    "C031.mixed": (
        (
            "the chart holds several units: {units}",
            "one axis has one unit: write “unit:”, and give the others a chart of their own (amount and growth: combo)",
        ),
        (
            "图表中有几种单位：{units}",
            "一条坐标轴只能用一种单位：请写“unit:”，其余的另作一图（总量与增速可用 combo）",
        ),
    ),
    "C031.bare": (
        (
            "some of the figures have no unit, others are in {units}",
            "one axis has one unit: write “unit:”, and give the others a chart of their own (amount and growth: combo)",
        ),
        (
            "图表中有的数字没有单位，有的单位是{units}",
            "一条坐标轴只能用一种单位：请写“unit:”，其余的另作一图（总量与增速可用 combo）",
        ),
    ),
    "C032": (
        ("“{name}” has no value", "write the name of a figure of the text, or a number"),
        ("“{name}”没有数值", "请写正文中数字的名称，或写一个数"),
    ),
    "C032.date": (
        ("“{name}” has no date", "write when it begins and when it ends: [2024-03, 2025-06]"),
        ("“{name}”没有日期", "请写起止日期，如 [2024-03, 2025-06]"),
    ),
    "C033": (
        ("“{text}” ({name}) contains no number", "name a figure that is a number"),
        ("“{text}”（{name}）里没有数", "图表中只能用数，请换一个数字"),
    ),
    "C034": (
        ("“{raw}” is not a number that can be drawn", "write it in digits, without its unit"),
        ("“{raw}”不是数，无法作图", "请用阿拉伯数字写，不带单位"),
    ),
    "C035": (
        ("there is no table of data named “{name}”", ""),
        ("没有名为“{name}”的数据表", ""),
    ),
    "C036": (
        ("the table of data “{name}” has no column or row “{unknown}”", "its columns: {known}"),
        ("数据表“{name}”中没有“{unknown}”这一列或行", "现有各列：{known}"),
    ),
    "C036.no_numbers": (
        ("the table of data “{name}” has no column of numbers", "name the columns to draw: “values: [2025年]”"),
        ("数据表“{name}”中没有数字列", "请写明要画的列：“values: [2025年]”"),
    ),
    "C040": (
        ("the chart has no alternative text", "write “alt: …”: one sentence that says what it shows"),
        ("图表没有替代文字", "请写“alt: …”，用一句话说明图表的内容"),
    ),
}
