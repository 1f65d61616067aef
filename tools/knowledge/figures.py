"""Figures of texts with their quantities, and the days that texts name."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import yaml

_FILE = Path(__file__).parent / "units.yaml"
_CLAUSE = re.compile(r"[，。；：、]|[,;:](?=\s)")
_BY_DOTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_MONTH = r"(?P<month>[A-Za-zä]{3,9})\.?"
_DAYS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"),
    re.compile(r"(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号]"),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\.?\s{_MONTH}\s(?P<year>\d{{4}})"),
    re.compile(rf"{_MONTH}\s(?P<day>\d{{1,2}}),?\s(?P<year>\d{{4}})"),
)

Amounts = dict[str, set[Decimal]]


class Figure(NamedTuple):
    """A figure in the first unit of its quantity: two days are 48 of `hours`.

    Attributes:
        before: Its clause up to it.
        after: Its unit and what follows.
        written: The number as it stands there: 2.
        up_to: The text as far as its clause goes.
    """

    quantity: str
    amount: Decimal
    before: str
    after: str
    written: Decimal
    up_to: str


def figures(text: str) -> list[Figure]:
    """Figures of a text that have a unit."""
    return [*_figures(text)]


def amounts(text: str) -> Amounts:
    """The same by quantity: `{"characters": {75}}`."""
    return _by_quantity(_figures(text))


def claimed(sentence: str) -> Amounts:
    """Those that a sentence says hold now, without those of which it tells that they once did."""
    return _by_quantity(figure for figure in _figures(sentence) if not _is_past(figure.up_to))


def days(text: str) -> set[date]:
    """Whole days that a text names as those of today."""
    found = chain.from_iterable(pattern.finditer(text) for pattern in _DAYS)
    return {day for match in found if not _is_past(_up_to(text, match.end())) for day in _day(match)}


def says(name: str, text: str) -> bool:
    """Whether a text has words of a kind that `units.yaml` lists: `own`, `attributed`, `entitled`."""
    return bool(_words(name).search(text))


def content(name: str) -> Any:
    """A list of `units.yaml`."""
    return _content()[name]


def _by_quantity(found: Iterable[Figure]) -> Amounts:
    by_quantity: Amounts = {}
    for figure in found:
        by_quantity.setdefault(figure.quantity, set()).add(figure.amount)
    return by_quantity


def _is_past(up_to: str) -> bool:
    """Whether words of the past come after those of today."""
    past, today = (max((match.end() for match in _words(name).finditer(up_to)), default=-1) for name in ("past", "today"))
    return past > today


def _up_to(text: str, end: int) -> str:
    clause = _CLAUSE.search(text, end)
    return text[: clause.start()] if clause else text


def _day(match: re.Match[str]) -> Iterator[date]:
    month = _content()["months_by_name"].get(match["month"][:3].lower(), match["month"])
    try:
        yield date(int(match["year"]), int(month), int(match["day"]))
    except ValueError:
        return


def _figures(text: str) -> Iterator[Figure]:
    for match in _pattern().finditer(text):
        unit = _unit(match["sign"]) or _unit(match["unit"])
        if unit:
            quantity, size = unit
            size *= _content()["multiples"].get((match["multiple"] or "").lower(), 1)
            before, after = _CLAUSE.split(text[: match.start()])[-1], text[match.end("number") : match.end() + 6]
            for number in map(_number, filter(None, (match["first"], match["number"]))):
                yield Figure(quantity, (number * size).normalize(), before, after, number, _up_to(text, match.end()))


def _number(written: str) -> Decimal:
    numeral = _content()["numerals"].get(written.lower())
    # 1,000, 1 000 and 1.000 are a thousand; 0,45 is how much of Europe writes 0.45.
    plain = re.sub(r"\s|,(?=\d{3})", "", written).replace(",", ".")
    plain = plain.replace(".", "") if _BY_DOTS.fullmatch(plain) else plain
    return Decimal(numeral) if numeral else Decimal(plain)


@cache
def _content() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return read


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile("|".join(_content()[name]), re.IGNORECASE)


@cache
def _units() -> list[tuple[str, int, re.Pattern[str]]]:
    return [
        (quantity, size, re.compile("|".join(forms), re.IGNORECASE))
        for quantity, units in _content()["quantities"].items()
        for size, forms in units.items()
    ]


@cache
def _unit(written: str | None) -> tuple[str, int] | None:
    return next(((quantity, size) for quantity, size, form in _units() if written and form.fullmatch(written)), None)


@cache
def _pattern() -> re.Pattern[str]:
    forms = chain.from_iterable(pattern.pattern.split("|") for _, _, pattern in _units())
    unit = "|".join(sorted(forms, key=len, reverse=True))
    numerals = "|".join(sorted(_content()["numerals"], key=len, reverse=True))
    multiples = "|".join(_content()["multiples"])
    thousands = r"\d{1,3}(?:,\d{3}|[ \u00a0\u202f]\d{3}(?!\d))+(?:\.\d+)?|[1-9]\d{0,2}(?:\.\d{3})+(?!\d)"
    number = rf"{thousands}|\d+(?:[.,]\d+)?|{numerals}"
    # Neither inside a number or a word, nor inside a longer numeral (二十五).
    return re.compile(
        rf"(?<![\d.,A-Za-z一二三四五六七八九十百千])(?:(?P<sign>(?:US|A|C)?\$|[€£¥]|[A-Z]{{3}})\s?)?"
        rf"(?:(?P<first>{number})\s?(?:[-–—~至到]|to|bis|à|and|和)\s?)?(?P<number>{number})"
        rf"(?:\s?(?P<multiple>{multiples}))?(?:[\s-]?(?P<unit>{unit})(?![A-Za-z]))?",
        re.IGNORECASE,
    )
