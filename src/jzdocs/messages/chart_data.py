"""Findings about data that a kind of chart, or a cell of a table, cannot show.

Each entry: (what is wrong, what to do) in English, then in Chinese.
"""

from __future__ import annotations

from jzdocs.messages.catalogue import Findings

FINDINGS: Findings = {
    "C050": (
        (
            "a chart of kind {kind} has one axis and cannot show {units} together",
            "“kind: combo” (columns and a line) has two axes, “kind: scatter” plots one against the other",
        ),
        (
            "“kind: {kind}”的图只有一条坐标轴，不能同时表示{units}",
            "两种单位请用“kind: combo”（柱线组合图，双轴），看两者的关系用“kind: scatter”（散点图）",
        ),
    ),
    "C050.count": (
        ("“unit” lists {units} units, the rows have {values} values", "write one unit for each value of a row"),
        ("“unit”列了 {units} 个单位，每行只有 {values} 个数值", "请按每行的数值逐个写明单位"),
    ),
    "C050.three": (
        (
            "a chart of kind combo has two axes and cannot show {units} together",
            "leave out a series, or use “panels”, each with its own axis",
        ),
        (
            "柱线组合图（combo）只有两条坐标轴，不能同时表示{units}",
            "请去掉一组，或用“panels”分成几幅小图，各用各的坐标",
        ),
    ),
    "C050.unknown": (
        (
            "nothing tells the units of the columns and of the line",
            'write for example “unit: [亿元, "%"]”; series of one unit suit kind grouped',
        ),
        ("不知道柱和线各用什么单位", '请写明，例如“unit: [亿元, "%"]”；单位相同的几组数用 kind: grouped（分组条形图）'),
    ),
    "C051.combo": (
        (
            "a chart of kind combo needs two values a row, for the column and for the line",
            "write “name: [amount, rate]”; for one value use kind column or line",
        ),
        (
            "柱线组合图（combo）每行要有两个数，一个画柱，一个画线",
            "请写成“名称: [总量, 增速]”；只有一个数时用 kind: column（柱形图）或 line（折线图）",
        ),
    ),
    "C051.percent": (
        (
            "a chart of kind percent stacks the parts of each row; its rows have one value only",
            "write “name: [part, part, …]”; for the parts of one whole use kind share",
        ),
        (
            "百分比堆积图（percent）画每行的各部分，而这里每行只有一个数",
            "请写成“名称: [部分, 部分, …]”；只有一个整体时用 kind: share（占比条）",
        ),
    ),
    "C051.scatter": (
        (
            "“{name}” has {found} values; a chart of kind scatter needs two a row",
            "write “name: [x, y]”; with a size as third use kind bubble, for one value kind bar",
        ),
        (
            "“{name}”有 {found} 个数值，散点图（scatter）每行要两个",
            "请写成“名称: [横轴, 纵轴]”；第三个数表示大小时用 kind: bubble（气泡图），只有一个数时用 bar（条形图）",
        ),
    ),
    "C051.bubble": (
        (
            "“{name}” has {found} values; a chart of kind bubble needs three a row",
            "write “name: [x, y, size]”; without sizes use kind scatter",
        ),
        (
            "“{name}”有 {found} 个数值，气泡图（bubble）每行要三个",
            "请写成“名称: [横轴, 纵轴, 大小]”；没有大小时用 kind: scatter（散点图）",
        ),
    ),
    "C051.waterfall": (
        (
            "“{name}” has several values; a chart of kind waterfall needs one a row",
            "write the start, each contribution and the end as rows; for two states of many rows use kind dumbbell",
        ),
        (
            "“{name}”有几个数值，瀑布图（waterfall）每行只要一个",
            "请把起点、各项增减和终点各写一行；各行都有前后两个数时用 kind: dumbbell（哑铃图）",
        ),
    ),
    "C051.few": (
        (
            "a chart of kind waterfall needs a start, a contribution and an end",
            "for two states use kind change, for contributions alone kind bar",
        ),
        (
            "瀑布图（waterfall）要有起点、增减和终点，至少三行",
            "只有前后两个数时用 kind: change（前后对比柱形图），只有增减时用 kind: bar（条形图）",
        ),
    ),
    "C052": (
        (
            "“{name}” has a part below zero ({text}), which a chart of kind percent cannot stack",
            "use kind grouped, which draws it below zero",
        ),
        (
            "“{name}”中有负数（{text}），百分比堆积图（percent）无法表示",
            "请用 kind: grouped（分组条形图），负数向另一侧画",
        ),
    ),
    "C052.over": (
        (
            "the shares of “{name}” add up to {total}%, more than the whole that a chart of kind percent shows",
            "correct them; shares that overlap, as answers to choose from, suit kind grouped",
        ),
        (
            "“{name}”各项合计 {total}%，超过百分比堆积图（percent）所表示的整体",
            "请改正；各项本可重叠（如多选题）时用 kind: grouped（分组条形图）",
        ),
    ),
    "C052.under": (
        (
            "the shares of “{name}” add up to {total}%; the rest of the bar stays empty",
            "add the missing part, such as 其他",
        ),
        ("“{name}”各项合计 {total}%，不足部分留空", "请补上其余部分，如“其他”"),
    ),
    "C052.missing": (
        (
            "a part of “{name}” is missing, so that its whole is unknown and a chart of kind percent cannot show it",
            "use kind stacked or grouped, which show the amounts, or leave out the row",
        ),
        (
            "“{name}”缺少一项，整体不明，百分比堆积图（percent）无法表示",
            "请用 kind: stacked（堆积柱形图）或 grouped（分组条形图）表示数量，或去掉这一行",
        ),
    ),
    "C053": (
        (
            "the waterfall does not add up: {sum} = {result}, but “{name}” is {stated} (a gap of {gap})",
            "correct a contribution or add what is missing; a decrease is written with its sign, “-name”",
        ),
        (
            "瀑布图前后不合：{sum} = {result}，而“{name}”是{stated}（差 {gap}）",
            "请改正或补上缺少的一项；减少的数要带负号，如“-名称”",
        ),
    ),
    "C053.missing": (
        (
            "“{name}” has no number, so that a chart of kind waterfall knows no level behind it",
            "leave out the row, or use kind bar for the contributions alone",
        ),
        (
            "“{name}”没有数，瀑布图（waterfall）无法接着往下画",
            "请去掉这一行，或用 kind: bar（条形图）只画各项增减",
        ),
    ),
    "C054": (
        (
            "the size of “{name}” is negative ({text}), which the area of a bubble cannot show",
            "use kind scatter without sizes, or kind bar for the third value",
        ),
        (
            "“{name}”的大小是负数（{text}），气泡的面积无法表示",
            "请用 kind: scatter（散点图），不写大小；第三个数另用 kind: bar（条形图）",
        ),
    ),
    "C055": (
        (
            "“multiples” gives its small charts one scale, but their units are {units}",
            "leave out “multiples”: then each panel has its own axis",
        ),
        ("“multiples”让各小图共用一个坐标，而它们的单位是{units}", "请去掉“multiples”，各小图就各用各的坐标"),
    ),
    "C055.kind": (
        (
            "a chart of kind {kind} has no scale that small charts could share",
            "write all series as columns of one chart, without “multiples”",
        ),
        ("“kind: {kind}”没有可供各小图共用的坐标", "请去掉“multiples”，把各组数写成一幅图的各列"),
    ),
    "C041": (
        (
            "“{name}” has {found} values; a chart of kind {kind} shows at most {most} a row",
            "choose a kind that shows them all: {suits}",
        ),
        ("“{name}”有 {found} 个数值，{kind} 图每行至多画 {most} 个", "请改用能全部画出的种类：{suits}"),
    ),
    "C041.few": (
        (
            "“{name}” has {found} value; a chart of kind {kind} needs {least} a row",
            "write the other too (— where it is missing), or choose bar or column",
        ),
        (
            "“{name}”只有 {found} 个数值，{kind} 图每行要 {least} 个",
            "请补上另一个（缺失的写 —），或改用 bar、column",
        ),
    ),
    "C041.progress": (
        (
            "“{name}” has no total; a chart of kind progress needs what is done and the total",
            'write [done, total], or a percentage with “unit: "%"”',
        ),
        ("“{name}”没有写总数，进度条（progress）要有完成数和总数", '请写 [完成数, 总数]，或写百分数并注明“unit: "%"”'),
    ),
    "C042": (
        ("“series” names {series}, but rows have up to {values} values", "name each value of a row once"),
        ("“series”写了 {series} 个名称，而每行有 {values} 个数值", "请给一行中的每个数值各写一个名称"),
    ),
    "C042.unused": (
        ("a chart of kind {kind} prints no names of series", "put the name into the title"),
        ("{kind} 图不印系列名称", "请把名称写入图题"),
    ),
    "C043": (
        ("“{name}” is {text}; a chart of kind {kind} cannot show negative numbers so", "choose {suits}"),
        ("“{name}”为{text}，{kind} 图画不了这样的负数", "请改用 {suits}"),
    ),
    "C043.nothing": (
        ("a chart of kind {kind} needs a part that is more than zero", "choose bar or column, or say it in the text"),
        ("{kind} 图至少要有一项大于零", "请改用 bar 或 column，或在正文里说明"),
    ),
    "C044": (
        (
            "the bars of a chart of kind {kind} begin at zero, but its axis does not hold zero",
            "begin the axis at zero, or choose line, dumbbell or slope",
        ),
        ("{kind} 图须从零画起，而坐标轴不含零", "请让坐标轴从零开始，或改用 line、dumbbell、slope"),
    ),
    "C045": (
        (
            "a chart of kind {kind} has no colours for groups",
            "choose bar, column or slope, or remove “groups:”",
        ),
        ("{kind} 图不分组着色", "请改用 bar、column 或 slope，或去掉“groups:”"),
    ),
    "C046": (
        ("“{name}” is {text}, beyond the ends of the axis, which was lengthened", "write other ends in “axis:”"),
        ("“{name}”为{text}，超出坐标轴，坐标轴已延长", "请在“axis:”中改写两端"),
    ),
    "C047": (
        (
            "the texts of the chart have no room: kind {kind}",
            "choose bar or grouped, a wider chart, or a table",
        ),
        ("图表中的文字放不下：{kind} 图", "请改用 bar 或 grouped，加宽图表，或改为表格"),
    ),
    "C048": (
        ("numbers cannot be printed in multiples of “{text}”", "write axis_unit: 万 or axis_unit: 亿"),
        ("不能以“{text}”为单位印数", "请写 axis_unit: 万 或 axis_unit: 亿"),
    ),
    "C048.percent": (
        ("percentages are not printed in multiples of {multiple}", "remove “axis_unit:”"),
        ("百分数不以{multiple}为单位", "请去掉“axis_unit:”"),
    ),
    "C060.values": (
        ("“{name}” has {found} values; a {kind} chart takes {count} of each row", "complete the row, or use {instead}"),
        ("“{name}”有 {found} 个数值，{kind} 每行要 {count} 个", "请补全这一行，或改用 {instead}"),
    ),
    "C060.negative": (
        ("“{name}” has the negative value {value}, which a {kind} chart cannot show", "use {instead}"),
        ("“{name}”的值 {value} 是负数，{kind} 无法表示", "请改用 {instead}"),
    ),
    "C060.axis": (
        ("{value} of “{name}” lies outside the axis from {low} to {high}", "widen “axis”, or leave it out"),
        ("“{name}”的值 {value} 超出坐标轴（{low} 至 {high}）", "请放宽 axis，或不写 axis"),
    ),
    "C060.no_axis": (
        ("a {kind} chart has no “axis”: both sides follow the highest value", "leave “axis” out"),
        ("{kind} 不能写 axis：两侧的刻度由最大值决定", "请删去 axis"),
    ),
    "C060.empty": (
        ("no value of the {kind} chart can be drawn", "name figures of the text, or leave the chart out"),
        ("{kind} 中没有可以画的值", "请引用正文中的数字，或删去这幅图表"),
    ),
    "C060.order": (
        ("“{name}” ends ({last}) before it begins ({first})", "write the beginning first"),
        ("“{name}”的结束日期（{last}）早于开始日期（{first}）", "请先写开始日期"),
    ),
    "C060.narrow": (
        (
            "there is too little room for this {kind} chart",
            "shorten the names, leave out “width: half” or the columns around it, or use {instead}",
        ),
        ("位置太窄，画不下这幅 {kind}", "请缩短名称，不写 width: half 或不放在分栏中，或改用 {instead}"),
    ),
    "C060.tiles": (
        (
            "{count} tiles side by side are too narrow for their names",
            "leave out “width: half”, shorten the names, make the grid narrower, or use {instead}",
        ),
        ("一行 {count} 格，格子太窄，写不下名称", "请不写 width: half，缩短名称，减少列数，或改用 {instead}"),
    ),
    "C061": (
        ("“{raw}” is not a date", "write 2024-03-15, 2024-03 or 2024, or the name of a date in the text"),
        ("“{raw}”不是日期", "请写 2024-03-15、2024-03 或 2024，或引用正文中的日期"),
    ),
    "C061.fact": (
        ("“{text}” ({name}) is not a date", "a chart of time takes dates with their year, such as “2024年3月”"),
        ("“{text}”（{name}）不是日期", "时间图表要用带年份的日期，如2024年3月"),
    ),
    "C062": (
        (
            "the map has no grid",
            "write the names row by row: “grid: [[甲县, 乙县], [—, 丙县]]”, or name a table of data with “行” and “列”",
        ),
        (
            "方格地图没有写 grid",
            "请逐行写出名称，如“grid: [[甲县, 乙县], [—, 丙县]]”，或写带“行”“列”两列的数据表的名称",
        ),
    ),
    "C062.list": (
        ("each row of the grid must be a list of names", "for example “[甲县, —, 乙县]”"),
        ("grid 的每一行都要写成名称的列表", "例如 [甲县, —, 乙县]"),
    ),
    "C062.table": (
        ("the table of data “{name}” lacks names, or a column “row” or “column”", "its columns: {known}"),
        ("数据表“{name}”缺少名称、“行”或“列”", "现有各列：{known}"),
    ),
    "C062.place": (
        ("“{name}” has no place on the map: {text}", "write row and column as whole numbers from 1 to {most}"),
        ("“{name}”在地图上没有位置：{text}", "行和列请写 1 到 {most} 的整数"),
    ),
    "C062.taken": (
        ("“{name}” has the place of “{other}”", "give each a place of its own"),
        ("“{name}”与“{other}”位置相同", "请各写一个位置"),
    ),
    "C062.twice": (
        ("“{name}” comes twice", "each county has one row and one place"),
        ("“{name}”出现了两次", "每个县区只能有一行、一个位置"),
    ),
    "C062.missing": (
        ("“{name}” has no place in the grid", "in the grid: {known}"),
        ("“{name}”不在 grid 中", "grid 中有：{known}"),
    ),
    "C062.large": (
        ("the grid is too large", "at most {most} rows and columns can be drawn"),
        ("grid 过大", "最多 {most} 行、{most} 列"),
    ),
    "C062.no_data": (
        (
            "the map has no values for {names}; their tiles say “无数据”",
            "add them to “rows”, or take them out of the grid",
        ),
        ("地图上的{names}没有数值，格子标为“无数据”", "请在 rows 中补上，或从 grid 中删去"),
    ),
    "C063": (
        ("“classes” needs numbers that rise", "for example classes: [60, 70, 80]"),
        ("“classes”要写由小到大的数", "例如 classes: [60, 70, 80]"),
    ),
    "C064": (
        ("the table has no column “{name}”", "its columns: {known}"),
        ("表中没有“{name}”这一列", "现有各列：{known}"),
    ),
    "C064.merged": (
        ("a table with cells that span rows cannot be put in order", "leave “sort” out, or part the merged cells"),
        ("有跨行合并单元格的表不能排序", "请不写 sort，或拆开合并的单元格"),
    ),
    "C064.sparkline": (
        (
            "each item of “sparklines” needs title and values",
            "for example “- {{title: 走势, values: [2023年, 2024年]}}”",
        ),
        ("sparklines 的每一项都要有 title 和 values", "例如 - {{title: 走势, values: [2023年, 2024年]}}"),
    ),
    "C065": (
        ("the column “{name}” holds no number that could be drawn or sorted", "name a column of numbers"),
        ("“{name}”这一列没有可以画图或排序的数", "请写数字列的名称"),
    ),
    "C065.units": (
        ("“{name}” have different units ({units}) and cannot share a scale", "name each column by itself"),
        ("“{name}”的单位不同（{units}），不能用同一个尺度", "请把各列分开写"),
    ),
    "C066": (
        ("the sparkline of “{name}” has fewer than two numbers", "complete the data, or leave the cell blank"),
        ("“{name}”的走势线不足两个数", "请补全数据，或留空"),
    ),
}
