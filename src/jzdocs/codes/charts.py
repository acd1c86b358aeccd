"""The codes of findings about charts and tables (C): meaning and example, in English, then in Chinese."""

from __future__ import annotations

CODES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "C001": (
        ("there is no such kind of chart", "kind: piechart"),
        ("没有这种图表", "kind: piechart"),
    ),
    "C002": (
        ("a chart without a title", "```chart without title:"),
        ("图表没有标题", "```chart 块没有写 title:"),
    ),
    "C003": (
        ("there is no such width", "width: wide"),
        ("没有这种宽度", "width: wide"),
    ),
    "C004": (
        ("a chart without rows", "```chart without rows:"),
        ("图表没有数据行", "```chart 块没有写 rows:"),
    ),
    "C005": (
        ("too many categories", "more than 10,000 rows"),
        ("类别过多", "超过 10,000 行"),
    ),
    "C006": (
        ("not a valid axis", "axis: [100, 0]"),
        ("坐标轴不对", "axis: [100, 0]"),
    ),
    "C007": (
        ("a chart that is taller than a page", "a bar chart of 100 categories"),
        ("图表比一页还高", "100 个类别的条形图"),
    ),
    "C008": (
        ("a name that no row or group of the chart has", "emphasis: [榆次县] in a chart of 榆次区"),
        ("图表中没有的行名或组名", "图表中是榆次区，却写 emphasis: [榆次县]"),
    ),
    "C010": (
        ("a table without columns", "```table without rows:"),
        ("表没有列", "```table 块没有写 rows:"),
    ),
    "C011": (
        ("too many columns", "more than 200"),
        ("列过多", "超过 200 列"),
    ),
    "C012": (
        ("there is no such alignment", "align: [middle]"),
        ("没有这种对齐方式", "align: [middle]"),
    ),
    "C013": (
        ("widths that do not match the columns", "two widths for three columns"),
        ("列宽与列数不符", "三列只写了两个宽度"),
    ),
    "C014": (
        ("a row that is not a list", "rows: [甲, 乙]"),
        ("一行不是列表", "rows: [甲, 乙]"),
    ),
    "C015": (
        ("a span that is not a whole number", "colspan: two"),
        ("合并的单元格数不是整数", "colspan: two"),
    ),
    "C016": (
        ("a row that does not fill the columns of its table", "three cells under four columns"),
        ("一行的单元格数与列数不符", "四列的表，有一行只有三个单元格"),
    ),
    "C020": (
        ("key figures without content", "```keyfigures without cards:"),
        ("关键数字没有内容", "```keyfigures 块没有写 cards:"),
    ),
    "C021": (
        ("a key figure without its figure and label", "cards: [教育投入]"),
        ("关键数字没有写 figure 和 label", "cards: [教育投入]"),
    ),
    "C030": (
        ("a picture without alternative text", "![](a.png)"),
        ("图片没有替代文字", "![](a.png)"),
    ),
    "C031": (
        ("different units in one chart", "9200万元 in a chart of 亿元"),
        ("图表中单位不一", "单位为亿元的图表中有9200万元"),
    ),
    "C032": (
        ("a category without a value", "再生水利用率:"),
        ("类别没有数值", "再生水利用率:"),
    ),
    "C033": (
        ("a named text without a number, used in a chart", "[许多]{#many} as a bar"),
        ("图表引用的内容里没有数", "用 [许多]{#many} 画条形"),
    ),
    "C034": (
        ("a value that is not a number", "rows: {甲: 12x}"),
        ("数值不是数", "rows: {甲: 12x}"),
    ),
    "C035": (
        ("there is no table of data of that name", "from: ruse"),
        ("没有这个名称的数据表", "from: ruse"),
    ),
    "C036": (
        ("there is no such column or row in a table of data", "values: [2026年]"),
        ("数据表没有这一列或行", "values: [2026年]"),
    ),
    "C040": (
        ("a chart without alternative text", "```chart without alt:"),
        ("图表没有替代文字", "```chart 块没有写 alt:"),
    ),
    "C041": (
        ("more or fewer values in a row than the kind of chart shows", "kind: pie with 甲: [1, 2]"),
        ("一行的数值个数与图表种类不符", "kind: pie，却写 甲: [1, 2]"),
    ),
    "C042": (
        ("names of series that do not match the values", "series: [期初, 期末] with 甲: [1, 2, 3]"),
        ("系列名称与数值个数不符", "series: [期初, 期末]，却写 甲: [1, 2, 3]"),
    ),
    "C043": (
        ("numbers that the kind of chart cannot show", "a negative part in a pie"),
        ("这种图表画不出的数", "饼图中有负数"),
    ),
    "C044": (
        ("bars that do not begin at zero", "kind: bar with axis: [50, 100]"),
        ("条形不从零开始", "kind: bar，却写 axis: [50, 100]"),
    ),
    "C045": (
        ("groups in a kind of chart without group colours", "kind: line with groups: [城市, 农村]"),
        ("这种图表不分组着色", "kind: line，却写 groups: [城市, 农村]"),
    ),
    "C046": (
        ("a value beyond the ends of the axis", "axis: [0, 100] with 甲: 120"),
        ("数值超出坐标轴", "axis: [0, 100]，却有 甲: 120"),
    ),
    "C047": (
        ("a chart whose texts have no room", "kind: column with 40 series"),
        ("图表中的文字放不下", "kind: column 有 40 个系列"),
    ),
    "C048": (
        ("not a multiple for the numbers of a chart", "axis_unit: 百"),
        ("不能作图表数字的倍数", "axis_unit: 百"),
    ),
    "C050": (
        ("units that the axes of a chart have no room for", "unit: [亿元, %] in a line chart"),
        ("图表的坐标轴容不下这些单位", "折线图写了 unit: [亿元, %]"),
    ),
    "C051": (
        ("rows with too few or too many values for the kind of chart", "a bubble chart of [x, y]"),
        ("每行数值的个数不合这种图表", "气泡图的一行只写了两个数"),
    ),
    "C052": (
        ("parts that are not parts of one whole, stacked to 100%", "[60, 55] in percent"),
        ("堆积到 100% 的各项不是一个整体的各部分", "单位为 % 的一行是 [60, 55]"),
    ),
    "C053": (
        ("start and contributions that do not lead to the end, in a waterfall", "100, +5, −3, 105"),
        ("瀑布图的起点加各项增减不等于终点", "100、+5、−3、105"),
    ),
    "C054": (
        ("a bubble with a negative size", "甲县: [3, 4, -1]"),
        ("气泡的大小是负数", "甲县: [3, 4, -1]"),
    ),
    "C055": (
        ("small charts that cannot share a scale", "multiples: 2 with panels of 公里 and 万户"),
        ("小图不能共用一个坐标", "multiples: 2，而各小图的单位是公里和万户"),
    ),
    "C060": (
        ("data that a kind of chart cannot show", "a negative value in a pyramid"),
        ("这种图表无法表示的数据", "人口金字塔中有负数"),
    ),
    "C061": (
        ("a value of a chart of time that is no date", "rows: {道路工程: [2024-13, 2025-06]}"),
        ("时间图表中的值不是日期", "rows: {道路工程: [2024-13, 2025-06]}"),
    ),
    "C062": (
        ("a map of tiles without a place for each county", "grid: [[榆次区]] with a row 祁县"),
        ("方格地图没有给每个县区一个位置", "grid: [[榆次区]]，而数据中有祁县"),
    ),
    "C063": (
        ("limits of classes that do not rise", "classes: [80, 60]"),
        ("分级界限没有由小到大", "classes: [80, 60]"),
    ),
    "C064": (
        ("bars, shades, order or sparklines of a column that the table lacks", "bars: [产值] in a table without 产值"),
        ("数据条、色阶、排序或走势线用了表中没有的列", "表中没有产值，却写 bars: [产值]"),
    ),
    "C065": (
        ("a column whose cells cannot be drawn on one scale", "bars: [备注]"),
        ("一列的内容不能用同一尺度画出", "bars: [备注]"),
    ),
    "C066": (
        ("a sparkline with fewer than two numbers", "{spark: [12.3]}"),
        ("走势线不足两个数", "{spark: [12.3]}"),
    ),
    "C070": (
        ("a chart whose script is missing or may not run", "kind: python without [charts] scripts = true"),
        ("图表的脚本不存在或不允许运行", "kind: python，而没有写 [charts] scripts = true"),
    ),
    "C071": (
        ("a script that fails", "draw() raises ZeroDivisionError"),
        ("脚本出错", "draw() 引发 ZeroDivisionError"),
    ),
    "C072": (
        ("a script that does not end", "while True in draw()"),
        ("脚本不结束", "draw() 中写了 while True"),
    ),
    "C073": (
        ("a script that does more than draw", "plt.show(), plt.figure(), savefig()"),
        ("脚本所做超出作图", "plt.show()、plt.figure()、savefig()"),
    ),
    "C074": (
        ("a script that prints", "print() in draw()"),
        ("脚本有输出", "draw() 中写了 print()"),
    ),
    "C075": (
        ("a script that draws nothing", "draw() without a call of axes"),
        ("脚本什么也没有画", "draw() 没有用 axes"),
    ),
    "C076": (
        ("a font in a script that the document does not have", 'fontfamily="SimSun"'),
        ("脚本用了文档没有的字体", 'fontfamily="SimSun"'),
    ),
    "C077": (
        ("a text that reaches over the edge of a drawing", "axes.text(1.5, 0, …, transform=axes.transAxes)"),
        ("图中文字超出边缘", "axes.text(1.5, 0, …, transform=axes.transAxes)"),
    ),
    "C078": (
        ("a script that reads data by itself", 'open("data/reuse.csv")'),
        ("脚本自行读取数据", 'open("data/reuse.csv")'),
    ),
    "C079": (
        ("not a height for a drawing", "height: tall"),
        ("图的高度不对", "height: tall"),
    ),
}
