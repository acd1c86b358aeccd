"""Chinese numerals → numbers: 十二, 二十五, 一百零三, 两, 三点五, 三千五 (3500)."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_LONGEST = 40  # characters; nobody writes a longer numeral
NUMERAL = "零〇一二三四五六七八九十百千万亿两"


def chinese_number(text: str) -> Decimal | None:
    """Return the value of a numeral, or None where the text is none (万一, 十百)."""
    if len(text) > _LONGEST:
        return None
    whole, point, fraction = text.partition("点")
    value = _whole(whole)
    if value is None:
        return None
    if not point:
        return Decimal(value)
    scale = 1
    while fraction and fraction[-1] in "百千万亿":  # 三点五万
        scale *= _SCALES[fraction[-1]]
        fraction = fraction[:-1]
    if not fraction or any(c not in DIGITS for c in fraction):
        return None
    return Decimal(f"{value}.{''.join(str(DIGITS[c]) for c in fraction)}") * scale


def number_in(text: str) -> Decimal | None:
    """Return the value of a numeral in either writing, Arabic (half or full width points) or Chinese, or None where it
    is none."""
    digits = text.replace("．", ".")
    return Decimal(digits) if digits.replace(".", "").isdigit() else chinese_number(text)


def _whole(text: str) -> int | None:
    """Return the value of a numeral without decimals. `total` holds what is before 万 or 亿, `section` what is before
    十, 百 or 千, and `digit` a digit whose scale has not been read yet; `scale` is the last one."""
    if not text:
        return None
    if len(text) > 1 and all(c in DIGITS and c not in "两俩" for c in text):  # 二〇二五: digits in a row
        return int("".join(str(DIGITS[c]) for c in text))
    total = section = scale = 0
    digit: int | None = None
    for char in text:
        if char in DIGITS:
            if digit not in (None, 0):
                return None
            digit = DIGITS[char]
            scale = 0 if digit == 0 else scale
        elif char in ("万", "亿"):
            section += digit or 0
            if not section and not (total and char == "亿"):  # 一万亿
                return None
            if char == "亿":
                total = (total + section) * _SCALES[char]
            elif total and total < _SCALES["亿"]:
                return None
            else:  # 两亿四千万
                total += section * _SCALES[char]
            section, digit, scale = 0, None, _SCALES[char]
        elif char in _SCALES:
            if digit is None and section:
                return None
            section += (1 if digit is None else digit) * _SCALES[char]
            digit, scale = None, _SCALES[char]
        else:
            return None
    if digit and scale >= 100:  # 三千五, 一百二
        digit *= scale // 10
    return total + section + (digit or 0)
