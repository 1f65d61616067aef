"""Figures written in words or in a local form, rewritten so that `figures` reads them."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache

from copilot.guards.figures import DATE, Evidence, figures, numbers
from copilot.guards.words import numbered, words

ANY_YEAR = "0000"
"""Year of a date that names none: `7月27日` is `0000-07-27`."""
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_ENGLISH_LARGE = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
_NUMERAL = r"[零〇一二两三四五六七八九十](?:[零〇一二两三四五六七八九十百万亿]|千(?![克米瓦]))*"
_TO = r"\s*(?:[-–—~～]|至|到|to)\s*"
_FULL_WIDTH = str.maketrans("０１２３４５６７８９％", "0123456789%")
_AMOUNT = r"(?<![\w.])(\d[\d,]*(?:\.\d+)?)"
_LARGE_AMOUNT = re.compile(rf"{_AMOUNT}\s?(万|亿|千(?![克米瓦])|thousand\b|million\b|billion\b)", re.ASCII)


def in_digits(text: str) -> str:
    """A text whose dates are ISO dates and whose numerals are digits.

    `2026年7月27日` and `July 27, 2026` become `2026-07-27`, `百分之八十五` `85%`, `五条` `5条`, `1.2 万` `12000`, `24-hour`
    `24 hour`. A numeral that may be part of a word (`一些`, `统一`, `第五`) stays.
    """
    text = text.translate(_FULL_WIDTH)
    for form, read in _dates():
        text = form.sub(read, text)
    text = re.sub(rf"百分之\s*({_NUMERAL}(?:点[零〇一二三四五六七八九]+)?|\d+(?:\.\d+)?)", _share, text)
    text = re.sub(r"(?<=\d)\s?(?:percent|per cent|pct)\b", "%", text)
    text = _counted().sub(_digits, text)
    text = _LARGE_AMOUNT.sub(lambda match: f"{Decimal(_product(match)):f}", text)
    return _units().sub(r"\1 ", text)


def read(text: str) -> list[str]:
    """The figures of a piece of an answer; `1.2 万` is `1.2E+4`, which says how exact it is."""
    rounded = [_product(match) for match in _LARGE_AMOUNT.finditer(text)]
    return list(dict.fromkeys([*rounded, *figures(in_digits(_LARGE_AMOUNT.sub(" ", text)))]))


def add(evidence: Evidence, text: str) -> None:
    """Take up all figures that a text shows, in whatever form: of several readings of a numeral each one."""
    rewritten = in_digits(text)
    for day in DATE.findall(rewritten):
        evidence.dates.update((day, day[:7], ANY_YEAR + day[4:], ANY_YEAR + day[4:7]))
        evidence.values.add(Decimal(day[:4]))
    for form in (rewritten, text):
        evidence.values |= numbers(DATE.sub(" ", form))
    evidence.values |= {Decimal(_value(word)) for word in _counted_loosely().findall(text)}
    evidence.values |= {Decimal(numbered("numbers")[word.lower()]) for word in _in_words().findall(text)}


def shown(figure: str) -> str:
    """A figure as people read it."""
    return f"{Decimal(figure):f}" if "E" in figure else figure.removeprefix(f"{ANY_YEAR}-")


@cache
def _dates() -> list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]]:
    names = "|".join(f"{name[:3].capitalize()}(?:{name[3:]})?" for name in numbered("months"))
    month = rf"(?P<name>{names}|Sept)\b\.?"
    year, day = r"(?P<year>\d{4})", rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:{_TO}(?P<last>\d{{1,2}})(?:st|nd|rd|th)?)?"
    number = r"(?P<month>\d{1,2})"
    forms = [
        rf"(?<!\d){year}\s*年\s*{number}\s*月份?(?:\s*(?P<day>\d{{1,2}})\s*[日号](?:{_TO}(?P<last>\d{{1,2}})\s*[日号])?)?",
        rf"(?<!\d){year}([-/.]){number}\2(?P<day>\d{{1,2}})(?![\d/])",
        rf"(?<!\d){number}\s*月份?(?:\s*(?P<day>\d{{1,2}})\s*[日号](?:{_TO}(?P<last>\d{{1,2}})\s*[日号])?)?",
        rf"\b{month} {day}\b(?:,? {year}\b)?(?!\d|[,.]\d)",
        rf"(?<![\d.,]){day}(?: of)? {month}(?:,? {year}\b)?(?![a-z])",
        rf"\b{month},? {year}\b",
        r"(?:至|到|to|[–—~～])\s*(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])",
    ]
    return [(re.compile(form, re.ASCII), _iso) for form in forms]


def _iso(match: re.Match[str]) -> str:
    found = match.groupdict()
    month = _month(found["name"]) if found.get("name") else int(found["month"])
    days = [int(found[name]) for name in ("day", "last") if found.get(name)]
    if not 1 <= month <= 12 or any(not 1 <= day <= 31 for day in days):
        return match[0]
    start = f"{found.get('year') or ANY_YEAR}-{month:02}"
    return f" {' '.join(f'{start}-{day:02}' for day in days) or start} "


def _month(name: str) -> int:
    return next(number for month, number in numbered("months").items() if month.startswith(name[:3].lower()))


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"(?<![第双几数周期每点\d{_NUMERALS}])({_NUMERAL})(?=\s?{words('counted')})")


@cache
def _counted_loosely() -> re.Pattern[str]:
    return re.compile(rf"{_NUMERAL}(?=\s?{words('counted')}|(?<=[{_NUMERALS}]{{2}}))")


@cache
def _in_words() -> re.Pattern[str]:
    names = "|".join(numbered("numbers"))
    return re.compile(rf"\b({names})(?=[ -](?:[a-z]+ )?{words('units')}\b)", re.ASCII | re.IGNORECASE)


def _digits(match: re.Match[str]) -> str:
    return match[0] if match[1] == "一" else str(_value(match[1]))


@cache
def _units() -> re.Pattern[str]:
    return re.compile(rf"{_AMOUNT}-?(?={words('units')}\b)", re.ASCII | re.IGNORECASE)


def _share(match: re.Match[str]) -> str:
    whole, _, part = match[1].partition("点")
    if whole[0].isdigit():
        return f"{whole}%"
    return f"{_value(whole)}.{''.join(str(_DIGITS[c]) for c in part)}%" if part else f"{_value(whole)}%"


def _product(match: re.Match[str]) -> str:
    factor = {**_TENS, **_LARGE, **_ENGLISH_LARGE}[match[2]]
    return f"{match[1].replace(',', '')}E+{len(str(factor)) - 1}"


def _value(numeral: str) -> int:
    """The number of a Chinese numeral: `三百五` reads 305, `二〇二六` 2026."""
    if len(numeral) > 1 and all(c in _DIGITS for c in numeral):
        return int("".join(str(_DIGITS[c]) for c in numeral))
    total = section = digit = 0
    for c in numeral:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _TENS:
            section, digit = section + (digit or 1) * _TENS[c], 0
        else:
            total, section, digit = (total + section + digit) * _LARGE[c], 0, 0
    return total + section + digit
