"""Every number of a sentence with its kind, subject, group and period."""

from __future__ import annotations

import pytest

from jzdocs.facts.recognition import numbers_in

Row = tuple[str, str, str, int | None, str | None]

TABLE: list[tuple[str, list[Row]]] = [
    (
        "工程验收率35%分别提高到30%和40%。",
        [
            ("35%", "from", "工程验收率", 1, None),
            ("30%", "to", "工程验收率", None, None),
            ("40%", "to", "工程验收率", None, None),
        ],
    ),
    ("增加饲料30吨。", [("30吨", "increase", "饲料", None, None)]),
    ("增加花店30家。", [("30家", "level", "花店", None, None)]),
    ("减少饲料30吨。", [("30吨", "decrease", "饲料", None, None)]),
    ("减少花店30家。", [("30家", "level", "花店", None, None)]),
    ("新增花店30家。", [("30家", "increase", "花店", None, None)]),
    ("净增加花店30家。", [("30家", "increase", "花店", None, None)]),
    ("座席提升30个。", [("30个", "level", "座席", None, None)]),
    ("座席增加30个。", [("30个", "increase", "座席", None, None)]),
    ("得分提升30%。", [("30%", "increase", "得分", None, None)]),
    (
        "书店12家、茶馆30家，分别增长20%和15%。",
        [
            ("12家", "level", "书店", 1, None),
            ("30家", "level", "茶馆", 2, None),
            ("20%", "increase", "书店", 1, None),
            ("15%", "increase", "茶馆", 2, None),
        ],
    ),
    (
        "书店12家、茶馆30家，分别下降20%和15%。",
        [
            ("12家", "level", "书店", 1, None),
            ("30家", "level", "茶馆", 2, None),
            ("20%", "decrease", "书店", 1, None),
            ("15%", "decrease", "茶馆", 2, None),
        ],
    ),
    (
        "书店12家、茶馆30家，分别增至20家和45家。",
        [
            ("12家", "level", "书店", 1, None),
            ("30家", "level", "茶馆", 2, None),
            ("20家", "to", "书店", 1, None),
            ("45家", "to", "茶馆", 2, None),
        ],
    ),
    (
        "借阅册数、还书册数分别增长8%和9%。",
        [("8%", "increase", "借阅册数", None, None), ("9%", "increase", "还书册数", None, None)],
    ),
    (
        "借阅册数、还书册数同比分别下降8%和9%。",
        [("8%", "decrease", "借阅册数", None, None), ("9%", "decrease", "还书册数", None, None)],
    ),
    ("册数分别下降8%和9%。", [("8%", "decrease", "册数", None, None), ("9%", "decrease", "册数", None, None)]),
    ("书店达1938家，同比增长5.6%。", [("1938家", "level", "书店", 1, None), ("5.6%", "increase", "书店", 1, None)]),
    (
        "书店达1938家，增加30家，增长5.6%。",
        [
            ("1938家", "level", "书店", 1, None),
            ("30家", "increase", "书店", 1, None),
            ("5.6%", "increase", "书店", 1, None),
        ],
    ),
    (
        "藏书由30万册增至45万册，增长50%。",
        [("30万册", "from", "藏书", 1, None), ("45万册", "to", "藏书", 1, None), ("50%", "increase", "藏书", 1, None)],
    ),
    ("雨量从30毫米升到40毫米。", [("30毫米", "from", "雨量", 1, None), ("40毫米", "to", "雨量", 1, None)]),
    ("雨量30毫米、40毫米。", [("30毫米", "level", "雨量", None, None), ("40毫米", "level", "雨量", None, None)]),
    ("新增23个花圃和14个水塘。", [("23个", "increase", "花圃", None, None), ("14个", "increase", "水塘", None, None)]),
    ("新增床位15张、茶位20个。", [("15张", "increase", "床位", None, None), ("20个", "increase", "茶位", None, None)]),
    ("雨量从30毫米，经治理后达到40毫米。", [("30毫米", "from", "雨量", 1, None), ("40毫米", "to", "雨量", 1, None)]),
    ("雨量比为8.9：43.1。", [("8.9", "level", "雨量比", None, None), ("43.1", "level", "雨量比", None, None)]),
    (
        "2023年藏书30万册，2024年藏书45万册。",
        [
            ("2023年", "date", "", None, None),
            ("30万册", "level", "藏书", None, "2023年"),
            ("2024年", "date", "", None, None),
            ("45万册", "level", "藏书", None, "2024年"),
        ],
    ),
    ("藏书30万册，居全市第三位。", [("30万册", "level", "藏书", None, None), ("第三位", "rank", "藏书", None, None)]),
    (
        "社区书店30家，其中示范书店12家。",
        [("30家", "level", "社区书店", None, None), ("12家", "level", "示范书店", None, None)],
    ),
    (
        "旅客30万人次，增速高于全市平均5个百分点。",
        [("30万人次", "level", "旅客", None, None), ("5个百分点", "level", "旅客增速", None, None)],
    ),
    (
        "三成书店、两成半茶馆、百分之八的花店。",
        [
            ("三成", "level", "书店", None, None),
            ("两成半", "level", "茶馆", None, None),
            ("百分之八", "level", "花店", None, None),
        ],
    ),
    ("翻了两番，翻一番。", [("翻了两番", "increase", "", None, None), ("翻一番", "increase", "", None, None)]),
    (
        "第三小学、第二产业、全市第二、第五届花会。",
        [
            ("第三", "label", "", None, None),
            ("第二产业", "ordinal", "", None, None),
            ("第二", "rank", "", None, None),
            ("第五届", "ordinal", "", None, None),
        ],
    ),
    ("突破百亿元大关，达到千万元。", [("百亿元大关", "level", "", None, None), ("千万元", "level", "", None, None)]),
    (
        "二十五条建议，十余个小组，五年来。",
        [
            ("二十五条", "level", "建议", None, None),
            ("十余个", "level", "小组", None, None),
            ("五年", "level", "", None, None),
        ],
    ),
    (
        "零下12℃，-5℃，A12型，3.0版，达3.5，“3.0”。",
        [
            ("零下12℃", "level", "", None, None),
            ("-5℃", "level", "", None, None),
            ("3.0", "label", "", None, None),
            ("3.5", "level", "", None, None),
            ("3.0", "label", "", None, None),
        ],
    ),
    (
        "3至5日，12日，35日，3月，1999年，99年。",
        [
            ("3", "date", "", None, None),
            ("5日", "date", "", None, None),
            ("12日", "date", "", None, None),
            ("35日", "level", "", None, None),
            ("3月", "date", "", None, None),
            ("1999年", "date", "", None, None),
            ("99年", "level", "", None, "1999年"),
        ],
    ),
    ("藏书增加至今年的今年的今年的今年的今年的今年的今年的30册。", [("30册", "to", "藏书", None, "今年")]),
    ("藏书增加至了今年的今年的今年的今年的今年的今年的今年的30册。", [("30册", "level", "藏书", None, "今年")]),
    (
        "雨量从30毫米花花花花花花花花花花花花花花花花花花花花花花花花花花花花升到40毫米。",
        [("30毫米", "from", "雨量", 1, None), ("40毫米", "to", "雨量", 1, None)],
    ),
    (
        "雨量从30毫米花花花花花花花花花花花花花花花花花花花花花花花花花花花花花升到40毫米。",
        [
            ("30毫米", "level", "雨量", None, None),
            ("40毫米", "to", "花花花花花花花花花花花花花花花花花花花花花花花花花花花花花", None, None),
        ],
    ),
    (
        "书店12家；茶馆30家、花店9家，分别增长20%和15%。",
        [
            ("12家", "level", "书店", None, None),
            ("30家", "level", "茶馆", 1, None),
            ("9家", "level", "花店", 2, None),
            ("20%", "increase", "茶馆", 1, None),
            ("15%", "increase", "花店", 2, None),
        ],
    ),
    (
        "书店增长9%，茶馆8家、花店7家，分别增长20%和15%。",
        [
            ("9%", "increase", "书店", None, None),
            ("8家", "level", "茶馆", 1, None),
            ("7家", "level", "花店", 2, None),
            ("20%", "increase", "茶馆", 1, None),
            ("15%", "increase", "花店", 2, None),
        ],
    ),
    (
        "工期30天，书店12家、茶馆30家，分别增至20家和45家，增长9%。",
        [
            ("30天", "level", "", None, None),
            ("12家", "level", "书店", 1, None),
            ("30家", "level", "茶馆", 2, None),
            ("20家", "to", "书店", 1, None),
            ("45家", "to", "茶馆", 2, None),
            ("9%", "increase", "茶馆", 2, None),
        ],
    ),
    (
        "书店9家，增长5%，下降3%。",
        [("9家", "level", "书店", 1, None), ("5%", "increase", "书店", 1, None), ("3%", "decrease", "书店", 1, None)],
    ),
    (
        "得率9%，茶馆增加7家，增加2家。",
        [
            ("9%", "level", "得率", None, None),
            ("7家", "increase", "茶馆", None, None),
            ("2家", "increase", "茶馆", None, None),
        ],
    ),
    (
        "书店新增9家、茶馆8家；花店7家。",
        [
            ("9家", "increase", "书店", None, None),
            ("8家", "increase", "茶馆", None, None),
            ("7家", "level", "花店", None, None),
        ],
    ),
    ("书店新增9家，茶馆8家。", [("9家", "increase", "书店", None, None), ("8家", "level", "茶馆", None, None)]),
    ("书店增加9家和花店8家。", [("9家", "increase", "书店", None, None), ("8家", "level", "花店", None, None)]),
    (
        "得率由9%增至10%，得票率由3%增至4%，提高1个百分点。",
        [
            ("9%", "from", "得率", 1, None),
            ("10%", "to", "得率", 1, None),
            ("3%", "from", "得票率", 2, None),
            ("4%", "to", "得票率", 2, None),
            ("1个百分点", "increase", "得票率", 2, None),
        ],
    ),
    (
        "不足9家，茶馆由9家增至8家。",
        [("不足9家", "level", "", None, None), ("9家", "from", "茶馆", 1, None), ("8家", "to", "茶馆", 1, None)],
    ),
    ("“翻一番”。", [("翻一番", "increase", "", None, None)]),
    ("得分由30分提升至40分。", [("30分", "from", "得分", 1, None), ("40分", "to", "得分", 1, None)]),
    ("得分由30分，提升至40分。", [("30分", "from", "得分", 1, None), ("40分", "to", "得分", 1, None)]),
    ("得分30分，提升至40分。", [("30分", "level", "得分", None, None), ("40分", "to", "得分", None, None)]),
    ("得分30分提升至40家。", [("30分", "level", "得分", None, None), ("40家", "to", "得分", None, None)]),
    ("雨量从30毫米；升到40毫米。", [("30毫米", "level", "雨量", None, None), ("40毫米", "to", "雨量", None, None)]),
    (
        "雨量30毫米增至40毫米增至50毫米。",
        [("30毫米", "from", "雨量", 1, None), ("40毫米", "to", "雨量", 1, None), ("50毫米", "to", "雨量", None, None)],
    ),
    ("工期从30天变成40天。", [("30天", "level", "", None, None), ("40天", "level", "", None, None)]),
    ("工期从30天缩短到20天。", [("30天", "from", "工期", 1, None), ("20天", "to", "工期", 1, None)]),
    (
        "书店增加了30家，茶馆减少约5家。",
        [("30家", "increase", "书店", None, None), ("约5家", "decrease", "茶馆", None, None)],
    ),
    (
        "来客增收30元，平均减少5元。",
        [("30元", "increase", "来客", None, None), ("5元", "decrease", "来客", None, None)],
    ),
    (
        "得票率提高约3个百分点，漏水率降3个百分点。",
        [("约3个百分点", "increase", "得票率", None, None), ("3个百分点", "decrease", "漏水率", None, None)],
    ),
    ("书店净增30家、茶馆40家。", [("30家", "increase", "书店", None, None), ("40家", "increase", "茶馆", None, None)]),
    ("书店30家，按可比价格计算，增长5%。", [("30家", "level", "书店", 1, None), ("5%", "increase", "书店", 1, None)]),
    ("书店30家，花店增长5%。", [("30家", "level", "书店", None, None), ("5%", "increase", "花店", None, None)]),
    ("书店30天，增长5%。", [("30天", "level", "", None, None), ("5%", "increase", "", None, None)]),
    ("书店30家（增长5%）。", [("30家", "level", "书店", 1, None), ("5%", "increase", "书店", 1, None)]),
    (
        "书店30家，2023年，同比增长5%。",
        [
            ("30家", "level", "书店", None, None),
            ("2023年", "date", "", None, None),
            ("5%", "increase", "书店", None, "2023年"),
        ],
    ),
    (
        "书店由20家增至30家，增加10家，增长50%。",
        [
            ("20家", "from", "书店", 1, None),
            ("30家", "to", "书店", 1, None),
            ("10家", "increase", "书店", 1, None),
            ("50%", "increase", "书店", 1, None),
        ],
    ),
    (
        "书店12家。茶馆30家，分别增长20%和15%。",
        [
            ("12家", "level", "书店", None, None),
            ("30家", "level", "茶馆", None, None),
            ("20%", "increase", "茶馆", None, None),
            ("15%", "increase", "茶馆", None, None),
        ],
    ),
    (
        "书店12家，茶馆30家，花店9家，分别增长20%、15%和4%。",
        [
            ("12家", "level", "书店", 1, None),
            ("30家", "level", "茶馆", 2, None),
            ("9家", "level", "花店", 3, None),
            ("20%", "increase", "书店", 1, None),
            ("15%", "increase", "茶馆", 2, None),
            ("4%", "increase", "花店", 3, None),
        ],
    ),
    (
        "书店12家、茶馆30家，分别增长20%。",
        [
            ("12家", "level", "书店", None, None),
            ("30家", "level", "茶馆", None, None),
            ("20%", "increase", "茶馆", None, None),
        ],
    ),
    (
        "书店12家、茶馆30家，分别比上年同期增长20%和15%。",
        [
            ("12家", "level", "书店", 1, None),
            ("30家", "level", "茶馆", 2, None),
            ("20%", "increase", "书店", 1, None),
            ("15%", "increase", "茶馆", 2, None),
        ],
    ),
    (
        "工期12天、路长30公里，宽9米，分别增长20%和15%。",
        [
            ("12天", "level", "", None, None),
            ("30公里", "level", "路长", 1, None),
            ("9米", "level", "宽度", 2, None),
            ("20%", "increase", "路长", 1, None),
            ("15%", "increase", "宽度", 2, None),
        ],
    ),
    (
        "增加值30亿元，增长率5%。",
        [("30亿元", "level", "增加值", None, None), ("5%", "level", "增加值增长率", None, None)],
    ),
    ("书店12家，其中新增9家。", [("12家", "level", "书店", None, None), ("9家", "increase", "书店", None, None)]),
    ("书店新增到12家。", [("12家", "to", "书店", None, None)]),
    (
        "“十四五”以来新开书店12家；今年新开茶馆9家。",
        [
            ("十四五", "label", "", None, None),
            ("12家", "level", "书店", None, "十四五以来"),
            ("9家", "level", "茶馆", None, "今年"),
        ],
    ),
    ("比2023年增加12家。", [("2023年", "date", "", None, None), ("12家", "increase", "", None, None)]),
    (
        "书店总数12家，占比9%。",
        [("12家", "level", "书店总数", None, None), ("9%", "level", "书店总数占比", None, None)],
    ),
    (
        "每户收入9元，每亩产量12斤。",
        [("9元", "level", "每户收入", None, None), ("12斤", "level", "每亩产量", None, None)],
    ),
    ("共有9家书店和12家茶馆参加。", [("9家", "level", "书店", None, None), ("12家", "level", "茶馆", None, None)]),
    (
        "接待旅客9万人次，总量居全省第二位。",
        [("9万人次", "level", "旅客", None, None), ("第二位", "rank", "旅客", None, None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_all_that_is_read_of_a_number(text: str, expected: list[Row]) -> None:
    assert [(m.quantity.text, m.kind, m.subject, m.group, m.period) for m in numbers_in(text)] == expected
