"""Numbers in words before a unit, a currency or a package: `三百套`, `二十个`, `three cartons`, `two hundred units`."""

import re

from copilot.offline.text import compiled
from tools.core.numerals import DIGITS, SCALES, whole_number

_ENGLISH = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "a dozen": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "eighty": 80,
}  # fmt: skip
_LARGE = {"hundred": 100, "thousand": 1000, "k": 1000}
_COUNTED = r"(?=\s?(?:大|小)?(?:个|件|只|台|套|双|条|箱|包|票|托|块|元|美|欧|英?镑|刀|日元|加|澳|人民币|公斤|千克|厘米|%|天))"
_IN_CHINESE = (
    rf"(?<![一二两三四五六七八九十百千万零半每单这那几第\d.])(?!一{_COUNTED})[一二两三四五六七八九十百千万零]+{_COUNTED}"
)
_TENTHS = (
    r"(?<![一二两三四五六七八九十百千万])(\d+|[一二两三四五六七八九])块钱?([1-9一二三四五六七八九])(?![\d.十百千万个件只台套箱])"
)
_SMALL = "|".join(_ENGLISH)
_IN_ENGLISH = rf"\b(?:(?P<small>{_SMALL}|a|one) (?P<large>hundred|thousand)|(?P<alone>{_SMALL}))\b(?! (?:kinds|types|sorts))"
_SCALED = r"(?<![\d.])(\d+(?:\.\d+)?)\s?(百|千|万)" + _COUNTED


def in_digits(text: str) -> str:
    """A text in lower case with such numbers in digits; `一个` stays, for it means each one; `三块五` is 3.5."""
    text = compiled(_TENTHS).sub(lambda match: f"{_digit(match[1])}.{_digit(match[2])}块", text)
    text = compiled(_SCALED).sub(lambda match: f"{float(match[1]) * SCALES[match[2]]:g}", text)
    text = compiled(_IN_CHINESE).sub(lambda match: str(whole_number(match[0])), text)
    return compiled(_IN_ENGLISH).sub(lambda match: str(_english(match)), text)


def _digit(letter: str) -> int | str:
    return DIGITS.get(letter, letter)


def _english(match: re.Match[str]) -> int:
    if match["alone"]:
        return _ENGLISH[match["alone"]]
    return _ENGLISH.get(match["small"], 1) * _LARGE[match["large"]]
