"""What Excel shows of a number: a plain number, a percentage, a day or a time."""

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from tools.warehouse.importing.values import EXACT

Shown = Literal["number", "percent", "date", "moment", "time", "elapsed"]

# Formats that workbooks name by number only; 27 to 36 and 50 to 58 are those of Chinese, Japanese and Korean Excel,
# 67 to 81 those of Thai Excel.
_BUILT_IN: dict[Shown, tuple[int, ...]] = {
    "percent": (9, 10, 67, 68),
    "date": (14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58, 71, 72, 73, 74, 81),
    "moment": (22, 77),
    "time": (18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56, 75, 76, 78, 80),
    "elapsed": (46, 79),
}
_SHOWN = {number: shown for shown, numbers in _BUILT_IN.items() for number in numbers}
_LONGEST_FORMAT = 1_000
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|general|g/通用格式', re.IGNORECASE | re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]")
_HALF_DAY = re.compile(r"am/pm|a/p|上午/下午|午前/午後")
_FRACTION_OF_SECOND = re.compile(r"(?<=s)\.0+")
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?")
_NUMBER = re.compile(r"[+-]?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]{1,3})?|[+-]?[0-9]+\.")
_WHOLE = re.compile(r"[+-]?[0-9]+")
_LONGEST_NUMBER = 400
_DIGITS_OF_EXCEL = 15
_DAY = 86_400_000
"""Milliseconds."""
_NO_DAY = 60
"""Excel's 29 February 1900; the days before it are counted from one day later."""
_LAST_DAY = date(9999, 12, 31)


@lru_cache(maxsize=4096)
def shown_as(number: int, code: str | None = None) -> Shown:
    """How a number format shows its numbers.

    Args:
        number: Id of the format.
        code: Its text, when the workbook has one.
    """
    if code is None:
        return _SHOWN.get(number, "number")
    sections = _LITERAL.sub("", code[:_LONGEST_FORMAT]).lower().split(";")
    if any("%" in section for section in sections[:3]):
        return "percent"
    if _ELAPSED.search(sections[0]):
        return "elapsed"
    letters = _FRACTION_OF_SECOND.sub("", sections[0])
    if re.search(r"[0#?@]", letters):
        return "number"
    without_half = _HALF_DAY.sub("", letters)
    has_time = without_half != letters or bool(re.search("[hs]", without_half))
    has_day = bool(re.search("[yde]|aaa", without_half)) or ("m" in without_half and not has_time)
    if has_time:
        return "moment" if has_day else "time"
    return "date" if has_day else "number"


@lru_cache(maxsize=65_536)
def number_text(written: str, shown: Shown = "number", from_1904: bool = False) -> str:
    """The text of a number as a workbook stores it.

    Args:
        written: Digits in the file, perhaps with an exponent.
        shown: From the cell's format.
        from_1904: Days are counted from 1904, as old Excel for Mac did.

    Returns:
        `EXACT` and plain digits, with `%` for percentages; an ISO day or moment; a time of day. What is no
        number stays as it is written.
    """
    if shown == "number" and len(written) <= _DIGITS_OF_EXCEL and _PLAIN.fullmatch(written) and written != "-0":
        return EXACT + written
    if len(written) > _LONGEST_NUMBER or not _NUMBER.fullmatch(written):
        return written
    value = _value(written)
    if value is None:
        return written
    if shown == "percent":
        return f"{EXACT}{_plain(value.scaleb(2))}%"
    timed = None if shown == "number" else _timed(value, shown, from_1904)
    return timed or EXACT + _plain(value)


def _value(written: str) -> Decimal | None:
    """The number that is meant: all digits of a whole number, otherwise the shortest text of the stored float."""
    if _WHOLE.fullmatch(written):
        return Decimal(written)
    shortest = Decimal(repr(float(written)))
    return shortest if shortest.is_finite() else None


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").removesuffix(".")
    return "0" if text == "-0" else text


def _timed(value: Decimal, shown: Shown, from_1904: bool) -> str | None:
    """The day or time of a number; None when Excel has none for it."""
    if not 0 <= value <= 3_000_000:
        return None
    days, rest = divmod(round(value * _DAY), _DAY)
    if shown == "elapsed":
        return _clock(days * _DAY + rest)
    if not days and (shown == "time" or (rest and not from_1904)):
        return _clock(rest)
    day = _day(days, from_1904)
    if day is None:
        return None
    return day.isoformat() if shown == "date" and not rest else f"{day.isoformat()}T{_clock(rest)}"


def _day(days: int, from_1904: bool) -> date | None:
    if not from_1904 and days in (0, _NO_DAY):
        return None
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 31 if days < _NO_DAY else 30)
    return first + timedelta(days) if days <= (_LAST_DAY - first).days else None


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text}.{rest:03}" if rest else text


def lost_digits(text: str) -> bool:
    """Whether a number has more digits than Excel keeps: of an id typed as a number, the last ones are gone."""
    digits = text.removeprefix(EXACT).removesuffix("%").lstrip("-").replace(".", "").lstrip("0")
    return len(digits) > _DIGITS_OF_EXCEL
