"""Right sentences that a relation of their numbers seems to contradict, each with a twin that is really wrong."""

import pytest

from jzdocs.checks.sentences import findings

RIGHT = {
    "properties that a village may have both of": "全乡自然村96个，其中通公交的58个，通班线的71个。",
    "hundredths of seconds": "男子200米成绩20秒15，距全国纪录19秒88还差0.27秒。",
    "limit that is not named": "水库8时水位32.10米，16时水位33.05米，超警戒水位0.35米。",
    "week of unlike days": "剧场周一至周五每日演出三场、周六四场，一周共演19场，周日休整。",
    "mean of means": "东校区平均82分，西校区平均76分，两校区总平均78分。",
    "part compared with its own base": "六届展会累计签约2400亿元，其中本届签约450亿元，比首届的50亿元增长8倍。",
    "base before, present called last year": "订单额由2021年的2.5亿元增加到去年的10亿元，增长了3倍。",
    "saving rate by its own name": "锅炉改造后，月用气量由50万立方米降为30万立方米，节气率40%。",
    "price behind each weight": "一级茶400斤每斤6元，二级茶200斤每斤3元，混装后均价为每斤5元。",
    "interest of several years": "存单本金30万元，年利率2%，存期三年按单利到期付息18000元。",
    "amount with its tax": "该批器材不含税价60万元，适用税率13%，价税合计67.8万元。",
    "step of a lapse": "山脚气温20℃，海拔每升高100米降0.6℃，比山脚高1500米的山顶气温为11℃。",
    "capacities that overlap": "水库总库容2.45亿立方米，兴利库容1.62亿立方米，防洪库容0.63亿立方米，死库容0.24亿立方米。",
    "mean beside a rate": "全年受理来信168件，平均每月14件，按期办结率100%。",
    "sides of a box": "木箱长70厘米、宽50厘米、高35厘米，按6000的除数折算，体积重约20公斤。",
    "wholes with parts unnamed": "一号库存粮86吨，二号库存粮92吨，全站存粮410吨。",
    "share that an amount says again": "合同签订后支付30%，即60万元，验收后支付剩余140万元。",
}
WRONG = {
    "hundredths of seconds": ("男子200米成绩20秒15，距全国纪录19秒88还差0.37秒。", "0.37秒"),
    "limit that is named": ("水库警戒水位32.70米，16时水位33.05米，超警戒水位0.75米。", "0.75米"),
    "part compared with its own base": (
        "六届展会累计签约2400亿元，其中本届签约450亿元，比首届的50亿元增长9倍。",
        "9倍",
    ),
    "base before, present called last year": ("订单额由2021年的2.5亿元增加到去年的10亿元，增长了4倍。", "4倍"),
    "interest of several years": ("存单本金30万元，年利率2%，存期三年按单利到期付息28000元。", "28000元"),
    "amount with its tax": ("该批器材不含税价60万元，适用税率13%，价税合计76.8万元。", "76.8万元"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_sentence_is_left_alone(name: str) -> None:
    assert [finding.number.quantity.text for finding in findings(RIGHT[name])] == []


@pytest.mark.parametrize("name", WRONG)
def test_its_wrong_twin_is_seen(name: str) -> None:
    text, number = WRONG[name]
    assert [finding.number.quantity.text for finding in findings(text)] == [number]
