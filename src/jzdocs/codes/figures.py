"""The codes of findings about figures and their arithmetic (F): meaning and example, in English, then in Chinese."""

from __future__ import annotations

CODES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "F001": (
        ("the name of a figure is given twice", "{#reuse.from} in two places"),
        ("数字的名称重复了", "两处都写 {#reuse.from}"),
    ),
    "F002": (
        ("a marked text without a number", "[许多]{#many}"),
        ("标了名称的文字里没有数", "[许多]{#many}"),
    ),
    "F003": (
        ("there is no figure of that name", "rows: {再生水: reuse.form}"),
        ("没有这个名称的数字", "rows: {再生水: reuse.form}"),
    ),
    "F004": (
        ("a derived figure that cannot be computed", "gain: reuse.to - city.area"),
        ("推算的数字算不出来", "gain: reuse.to - city.area"),
    ),
    "F005": (
        ("a cell without a number", "@fact:reuse.B2 that is empty"),
        ("单元格里没有数", "@fact:reuse.B2 为空"),
    ),
    "F010": (
        ("a literal number in a chart", "rows: {再生水: 24.6}"),
        ("图表中直接写了数", "rows: {再生水: 24.6}"),
    ),
    "F101": (
        ("a change that does not agree with its ends", "由24.6%提升至38.2%，提高14个百分点"),
        ("变化与首尾两数不符", "由24.6%提升至38.2%，提高14个百分点"),
    ),
    "F102": (
        ("percent where percentage points are meant", "由24.6%提升至38.2%，提高13.6%"),
        ("应写百分点，却写成百分数", "由24.6%提升至38.2%，提高13.6%"),
    ),
    "F103": (
        ("a verb that says the opposite direction", "由38.2%提升至24.6%"),
        ("动词的方向相反", "由38.2%提升至24.6%"),
    ),
    "F104": (
        ("a rate that does not agree with level and increase", "总产量1478.1万吨，增产4.2万吨，增长3%"),
        ("增幅与总量、增量不符", "总产量1478.1万吨，增产4.2万吨，增长3%"),
    ),
    "F105": (
        ("an approximation stated twice", "超过50%以上"),
        ("约数重复表示", "超过50%以上"),
    ),
    "F106": (
        ("more digits than the source has", "由24.6%提升至38.2%，提高13.62个百分点"),
        ("位数多于所依据的数字", "由24.6%提升至38.2%，提高13.62个百分点"),
    ),
    "F107": (
        (
            "a literal number in a chart that contradicts the text",
            "rows: {公园面积: 1154} where the text says 1145万平方米",
        ),
        ("图表中的数与正文矛盾", "正文为1145万平方米，图表中写 rows: {公园面积: 1154}"),
    ),
    "F108": (
        ("a share that does not agree with part and whole", "企业200家，其中民营50家，占比35%"),
        ("占比与部分、总数不符", "企业200家，其中民营50家，占比35%"),
    ),
    "F109": (
        ("parts that do not add up to their whole", "新建学校12所（小学5所、初中4所、高中4所）"),
        ("各部分之和与总数不符", "新建学校12所（小学5所、初中4所、高中4所）"),
    ),
    "F110": (
        ("a table's total that is not the sum of its rows", "合计 108 under 40 and 60"),
        ("表中合计与各行之和不符", "40、60 的合计写成 108"),
    ),
    "F111": (
        ("a share, difference or rate in a table that contradicts its row", "2023: 100, 2024: 120, 增长 25%"),
        ("表中的占比、差或增幅与同行数字不符", "2023: 100, 2024: 120, 增长 25%"),
    ),
    "F112": (
        ("an impossible date or period", "“十四五”时期（2020—2025年）"),
        ("日期或时期不成立", "“十四五”时期（2020—2025年）"),
    ),
    "F113": (
        ("the same quantity with different values", "再生水利用率38.2% here, 再生水利用率36.2% there"),
        ("同一个量两处的数不同", "此处再生水利用率38.2%，另一处36.2%"),
    ),
    "F114": (
        ("a quantity that differs in its second unit", "1500亩（120公顷）"),
        ("换成另一单位后数值不等", "1500亩（120公顷）"),
    ),
    "F115": (
        ("a multiple that does not agree with its ends", "由120万户增加到336万户，是2020年的1.8倍"),
        ("倍数与首尾两数不符", "由120万户增加到336万户，是2020年的1.8倍"),
    ),
    "F116": (
        ("a mean or yearly growth that does not agree with what it is computed from", "1250户，312.5万元，户均3500元"),
        ("平均数、年均增幅与所依据的数字不符", "1250户，312.5万元，户均3500元"),
    ),
    "F117": (
        (
            "a rate of a plan that does not agree with the plan and what was done",
            "计划150个，实际162个，完成计划的106%",
        ),
        ("完成率与计划数、完成数不符", "计划150个，实际162个，完成计划的106%"),
    ),
    "F118": (
        ("an amount that is not the price times the quantity", "购置12辆，每辆38万元，共计468万元"),
        ("金额与单价、数量的乘积不符", "购置12辆，每辆38万元，共计468万元"),
    ),
    "F119": (
        ("a remainder, gap or running total that does not agree with its numbers", "共186个，已完成151个，剩余45个"),
        ("剩余、差额或累计数与所依据的数字不符", "共186个，已完成151个，剩余45个"),
    ),
    "F120": (
        ("shares that together are not a hundred", "三次产业结构为8.4∶48.4∶48.2；男性占62.4%，女性占41.6%"),
        ("各部分占比之和不是100%", "三次产业结构为8.4∶48.4∶48.2；男性占62.4%，女性占41.6%"),
    ),
    "F121": (
        ("a ratio that does not agree with the two numbers it compares", "教师250人，学生4000人，师生比1∶18"),
        ("比例与所比的两个数不符", "教师250人，学生4000人，师生比1∶18"),
    ),
    "F125": (
        ("a sum in capital numerals that differs from the digits", "壹佰贰拾万元整（¥1,300,000.00）"),
        ("大写金额与小写不符", "壹佰贰拾万元整（¥1,300,000.00）"),
    ),
    "F126": (
        ("ranks of one thing that conflict", "居全省第3位 here, 居全省第5位 there"),
        ("同一事项的位次前后不一", "此处居全省第3位，另一处居全省第5位"),
    ),
    "F127": (
        ("a number in numerals of two kinds, or about right in the wrong ones", "3千5百, 5月至六月, 3、4天"),
        ("数字用法不合规范", "3千5百、5月至六月、3、4天"),
    ),
    "F128": (
        ("a range whose first number lacks its sign or unit", "5～8%"),
        ("数值范围的前一个数缺少符号或单位", "5～8%"),
    ),
    "F129": (
        ("groups of digits that are not three", "1,00,000元"),
        ("数字分节不是三位一节", "1,00,000元"),
    ),
    "F135": (
        ("a length of time that its two ends contradict", "5月16日至20日，为期7天"),
        ("时长与起止时间不符", "5月16日至20日，为期7天"),
    ),
    "F136": (
        ("an age or anniversary that does not follow from its years", "1956年创办，2026年建校60周年"),
        ("年龄、周年与年份不符", "1956年创办，2026年建校60周年"),
    ),
    "F137": (
        ("a count of years that differs from the years listed", "2022年、2023年、2024年连续四年"),
        ("连续年数与所列年份不符", "2022年、2023年、2024年连续四年"),
    ),
    "F138": (
        ("a time that no day has", "9时75分，上午14:00"),
        ("时刻不存在", "9时75分，上午14:00"),
    ),
    "F139": (
        ("a year that is not the one the words beside it name", "2024年增长3%，上年（2022年）增长2%"),
        ("年份与“上年”等说法不符", "2024年增长3%，上年（2022年）增长2%"),
    ),
    "F140": (
        (
            "the same quantity with different values in two documents",
            "2025年生产总值493亿元 here, 439亿元 in another file",
        ),
        ("同一个量在两份文件中的数不同", "此处2025年生产总值493亿元，另一份文件439亿元"),
    ),
    "F160": (
        ("a number that no source has (`check --against`)", "利用率为39.4% where the table says 38.2%"),
        ("依据材料中没有的数字（check --against）", "表中为38.2%，文中写39.4%"),
    ),
    "F161": (
        ("a number with more digits than its source", "38.24% where the source says 38.2%"),
        ("位数比依据材料多的数字", "材料为38.2%，文中写38.24%"),
    ),
    "F162": (
        ("a number with another unit than its source", "12.3亿元 where the source says 12.3万元"),
        ("单位与依据材料不同的数字", "材料为12.3万元，文中写12.3亿元"),
    ),
    "F164": (
        ("nothing to check against", "check --against an empty folder"),
        ("没有可作依据的材料", "check --against 空文件夹"),
    ),
}
