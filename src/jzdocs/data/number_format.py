"""A number and its format → what a spreadsheet shows (ECMA-376 Part 1, 18.8.31).

A format has up to four sections (positive; negative; zero; text), each with placeholders for digits (`0`, `#`, `?`),
separators of thousands, literals and a percent sign. A format with parts that are not known here gives the number as
it is.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from msgspec import Struct

from jzdocs.patterns import compiled

MAX_DECIMALS = 30  # what a spreadsheet's format may ask for
MAX_EXPONENT = 308  # of a double
_EXACT = Context(prec=MAX_EXPONENT + MAX_DECIMALS + 30)
_SHOWN_DIGITS = 15  # significant digits that a spreadsheet keeps
_GENERAL = ("general", "g/通用格式", "@", "")
_CONDITION = compiled(r"\[(?P<sign>[<>=]{1,2})(?P<limit>-?[\d.]+)\]")
_CURRENCY = compiled(r"\[\$(?P<sign>[^\]-]*)(?:-[^\]]*)?\]")
_TOKENS = compiled(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|(?P<number>[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)(?P<scale>,*)'
    r"|(?P<exponent>[eE][+-]0+)|(?P<percent>%)|(?P<general>General|G/通用格式)|(?P<literal>.)",
    re.S,
)
_FRACTION = compiled(
    r'(?:(?P<whole>[#0?][#0?,]*)(?P<between>(?:"[^"]*"|\\.|\s)+))?(?P<above>[#0?]+)\s*/\s*(?P<below>[#0?]+|\d+)'
)
_LITERALS = frozenset("¥$€£￥+-−()（） :：~^&'{}<>=/元亿万千百个件人户次年月日吨米度号")


class _Section(Struct, frozen=True):
    """One section of a format, without colours: its text, and whether it shows the sign itself."""

    text: str
    shows_sign: bool


def formatted(value: Decimal, pattern: str) -> str:
    """Return a number as its format shows it, or as it is where the format holds parts that are not understood."""
    if pattern == "General":
        return plain(value)
    section = _section(value, pattern)
    shown = _shown(abs(value) if section.shows_sign else value, section.text) if section.text else None
    if section.text == "" and ";" in pattern:
        return ""  # such a section hides the number
    return plain(value) if shown is None else shown


def plain(value: Decimal) -> str:
    """Return a number with the fifteen digits that a spreadsheet keeps, without exponent and trailing zeros."""
    if value.adjusted() < _SHOWN_DIGITS:
        value = Context(prec=_SHOWN_DIGITS, rounding=ROUND_HALF_UP).plus(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _section(value: Decimal, pattern: str) -> _Section:
    """Return the section of a format that shows a number: chosen by its sign, or by conditions such as [>=10000]."""
    sections = _split(pattern)
    conditions = [_CONDITION.search(text) for text in sections]
    bare = [_bare(text) for text in sections]
    if any(conditions[:2]):
        for text, condition in zip(bare, conditions, strict=True):
            if condition is None:
                return _Section(text, shows_sign=False)
            limit = Decimal(condition["limit"])
            if _holds(value, condition["sign"], limit):  # one for negative numbers alone shows their sign itself
                return _Section(text, shows_sign=condition["sign"] in ("<", "<=") and limit <= 0 and value < 0)
        return _Section(bare[-1], shows_sign=False)
    if value < 0 and len(bare) > 1:
        return _Section(bare[1], shows_sign=True)
    if value == 0 and len(bare) > 2:
        return _Section(bare[2], shows_sign=False)
    return _Section(bare[0], shows_sign=False)


def _split(pattern: str) -> list[str]:
    """Return the sections of a format, parted by semicolons outside quotes."""
    return re.findall(r'(?:"[^"]*"|[\\!].|\[[^\]]*\]|[^;])+|(?<=;)(?=;|$)|^(?=;)', pattern) or [""]


def _bare(section: str) -> str:
    """Return a section without colours, conditions and locales; a currency stays."""
    section = _CURRENCY.sub(lambda match: f'"{match["sign"]}"' if match["sign"] else "", section)
    return re.sub(r"\[[^\]]*\]", "", section)


def _holds(value: Decimal, sign: str, limit: Decimal) -> bool:
    return {
        "<": value < limit,
        "<=": value <= limit,
        ">": value > limit,
        ">=": value >= limit,
        "=": value == limit,
        "<>": value != limit,
    }.get(sign, False)


def _shown(value: Decimal, section: str) -> str | None:
    """Return a number as a section shows it, None where the section holds parts that are not known."""
    if section.strip().lower() in _GENERAL:
        return plain(value)
    if fraction := _FRACTION.fullmatch(section.strip()):
        return _as_fraction(value, fraction)
    tokens = list(_TOKENS.finditer(section))
    numbers = [token for token in tokens if token["number"]]
    if len(numbers) > 1:
        return _split_digits(value, tokens)
    if any(token["literal"] and not _is_literal(token["literal"]) for token in tokens):
        return None
    percent = sum(bool(token["percent"]) for token in tokens)
    scaled = value.scaleb(2 * percent, _EXACT)
    exponent = next((token["exponent"] for token in tokens if token["exponent"]), "")
    digits = ""
    if numbers:
        if exponent:
            digits = _scientific(scaled, numbers[0]["number"], exponent)
        else:
            digits = _digits(
                abs(scaled), numbers[0]["number"], len(numbers[0]["scale"]) + _trailing(numbers[0]["number"])
            )
    sign = "-" if value < 0 and digits.strip("0.,") and not exponent else ""
    return sign + "".join(_literal(token, digits, value) for token in tokens).strip()


def _is_literal(char: str) -> bool:
    return char in _LITERALS or "\u4e00" <= char <= "\u9fff" or char in "，。、％‰"


def _literal(token: re.Match[str], digits: str, value: Decimal) -> str:
    """Return what a token of a section prints."""
    if token["number"]:
        return digits
    if token["general"]:
        return plain(abs(value))
    if token["percent"]:
        return "%"
    return next((token[name] for name in ("quoted", "escaped", "literal") if token[name]), "")


def _trailing(number: str) -> int:
    """Return how many commas end the placeholders: each shows thousandths."""
    whole = number.partition(".")[0]
    return 0 if "." in number else len(whole) - len(whole.rstrip(","))


def _digits(value: Decimal, number: str, thousandths: int) -> str:
    """Return the digits of a number that is not negative, as placeholders show them."""
    whole, _, decimals = number.partition(".")
    grouped = "," in whole.rstrip(",") if "." not in number else "," in whole
    value = value.scaleb(-3 * thousandths, _EXACT)
    count = min(len(decimals), MAX_DECIMALS)
    if len(decimals) > MAX_DECIMALS:
        return plain(value)
    text = f"{value.quantize(Decimal(1).scaleb(-count), ROUND_HALF_UP, _EXACT):f}"
    integer, _, fraction = text.partition(".")
    least = sum(char == "0" for char in whole)
    integer = integer.rjust(least, "0") if integer.strip("0") else "0" * least
    fraction = _without_optional(fraction, decimals)
    if grouped and integer:
        integer = f"{int(integer):,}".rjust(least, "0") if len(integer) > 3 else integer
    return f"{integer}.{fraction}" if fraction else integer


def _without_optional(fraction: str, decimals: str) -> str:
    """Return decimals without the zeros at their end that `#` does not show."""
    end = len(fraction)
    while end and decimals[end - 1] in "#?" and fraction[end - 1] == "0":
        end -= 1
    return fraction[:end]


def _scientific(value: Decimal, number: str, exponent: str) -> str:
    power = value.adjusted() if value else 0
    mantissa = _digits(abs(value).scaleb(-power, _EXACT), number, 0)
    if mantissa.startswith("10"):
        power += 1
        mantissa = _digits(abs(value).scaleb(-power, _EXACT), number, 0)
    sign = "-" if value < 0 else ""
    mark = "-" if power < 0 else "+" if exponent[1] == "+" else ""
    return f"{sign}{mantissa}E{mark}{str(abs(power)).rjust(len(exponent) - 2, '0')}"


def _split_digits(value: Decimal, tokens: list[re.Match[str]]) -> str | None:
    """Return a number whose digits are parted by literals, such as 000-0000-0000 for a telephone number."""
    if any(not (token["number"] or token["quoted"] or token["escaped"] or token["literal"]) for token in tokens):
        return None
    places = [char for token in tokens if token["number"] for char in token["number"].rstrip(",")]
    thousandths = sum(len(token["scale"]) + _trailing(token["number"]) for token in tokens if token["number"])
    if any(char not in "0#" for char in places) or value < 0:
        return None
    if thousandths:
        value = value.scaleb(-3 * thousandths, _EXACT).quantize(Decimal(1), ROUND_HALF_UP, _EXACT)
    if value != value.to_integral_value():
        return None
    digits = f"{value:f}".rjust(places.count("0"), "0")
    if len(digits) < len(places):
        digits = digits.rjust(len(places), " ")
    head, position, out = digits[: len(digits) - len(places)], len(digits) - len(places), []
    for token in tokens:
        if token["number"]:
            count = len(token["number"].rstrip(","))
            out.append(digits[position : position + count])
            position += count
        else:
            out.append(token["quoted"] or token["escaped"] or token["literal"] or "")
    return (head + "".join(out)).strip()


def _as_fraction(value: Decimal, pattern: re.Match[str]) -> str:
    """Return a number as a fraction, such as 1 1/2 in `# ?/?`; the denominator has as many digits as placeholders."""
    sign, whole, below = "-" if value < 0 else "", pattern["whole"], pattern["below"]
    exact = abs(Fraction(value))
    integer, rest = (exact.numerator // exact.denominator, exact % 1) if whole else (0, exact)
    if below.isdecimal() and below.strip("0"):
        numerator, denominator = round(rest * int(below)), int(below)
    else:
        near = rest.limit_denominator(10 ** len(below) - 1)
        numerator, denominator = near.numerator, near.denominator
    if whole and numerator == denominator:
        integer, numerator = integer + 1, 0
    shown = _digits(Decimal(integer), whole, 0) if whole else ""
    if numerator == 0:
        return f"{sign}{shown or 0}"
    between = re.sub(r'"|\\', "", pattern["between"] or "") if shown.strip("0") or integer else ""
    between = re.sub(r"\s+", " ", between)
    return f"{sign}{shown if integer else ''}{between}{numerator}/{denominator}"
