"""What a line of a draft may be by its form alone."""

from __future__ import annotations

import pytest

from jzdocs.source.dates import han_date
from jzdocs.source.drafts.addressees import is_addressees
from jzdocs.source.drafts.forms import head_parts, is_date, is_number, is_office, person


@pytest.mark.parametrize(
    "text",
    [
        "青政发〔2025〕12号",
        "青政发﹝2025﹞第07号",
        "青水函（2025）15号",
        "望民批［２０２５］０３号",
        "〔2025〕9号",
        "第216号",
        "2025年第8号",
        "（第12期）",
        "×水发〔2025〕　号",
        "青水字第12号",
        "青禾市人民政府令第36号",
        "〔2025〕第5次",
    ],
)
def test_numbers(text: str) -> None:
    assert is_number(text) and [part.role for part in head_parts(text)] == ["number"]


@pytest.mark.parametrize("text", ["第一条", "2025年", "国发〔2016〕65号文件精神", "（2025）", "第十二届"])
def test_no_numbers(text: str) -> None:
    assert not is_number(text)


@pytest.mark.parametrize(
    "text", ["2025年3月1日", "2025.3.1", "二〇二五年三月一日", "2025年　月　日", "20××年×月×日", "[日期]"]
)
def test_dates(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("二〇二五年八月四日", "2025-08-04"),
        ("二○二五年十一月二十日", "2025-11-20"),
        ("二0二五年十二月三十一日", "2025-12-31"),
        ("2025.6.20", "2025-06-20"),
        ("二〇二五年二月三十日", ""),
        ("2025年6月20日", ""),
        ("二〇二五年度", ""),
    ],
)
def test_dates_in_digits(text: str, date: str) -> None:
    assert han_date(text) == date


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("省长　周启衡", "省长　周启衡"),
        ("市　长　周明远", "市长　周明远"),
        ("市长周明远", "市长　周明远"),
        ("青禾市水务局", ""),
        ("会议纪要", ""),
    ],
)
def test_persons(text: str, name: str) -> None:
    assert person(text) == name


@pytest.mark.parametrize(
    "text",
    ["青禾市水务局", "松 皋 县 教 育 局", "中共青禾市委", "××市水务局", "青禾市安全生产委员会办公室", "[发文单位]"],
)
def test_offices(text: str) -> None:
    assert is_office(text)


@pytest.mark.parametrize("text", ["关于供水的通知", "各有关部门", "特此公告", "一、青禾市水务局", "供水管网"])
def test_no_offices(text: str) -> None:
    assert not is_office(text)


@pytest.mark.parametrize(
    "text",
    [
        "各县（市、区）人民政府，市政府各部门",
        "市委、市政府",
        "各市场主体",
        "经济开发区管委会",
        "各省属企业、高等学校党委",
        "[主送单位]",
        "局属各单位",
    ],
)
def test_addressees(text: str) -> None:
    assert is_addressees(text)


@pytest.mark.parametrize(
    "text", ["现将有关事项通知如下", "经研究，决定如下", "为做好供水工作，通知各单位", "附件", "一、各单位", "具体要求"]
)
def test_no_addressees(text: str) -> None:
    assert not is_addressees(text)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("000012　机密★1年　特急", ["copy", "secrecy", "urgency"]),
        ("机密★1年 特急", ["secrecy", "urgency"]),
        ("特　急", ["urgency"]),
        ("青水发〔2025〕1号　　签发人：张某　李某", ["number", "signer", "signer"]),
        ("签发：闻某      青字【2025】19号", ["signer", "number"]),
        ("青禾市水务局　2025年3月1日", ["office", "date"]),
        ("青禾创卫办 2025年3月1日", ["office", "date"]),
        ("青禾创卫办 2025年3月1日 会议", []),
        ("签发人签字后印发", []),
        ("秘密会议纪要", []),
    ],
)
def test_elements_that_share_a_line(text: str, roles: list[str]) -> None:
    assert [part.role for part in head_parts(text)] == roles
