"""Days that callers write by the day they write on: `yesterday`, `3 days ago`, `10 Nov`."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from tools.reply.facts.words import folded, near_words

_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})\.?")
_EASTERN = re.compile(r"(\d{1,2})\s?\u6708\s?(\d{1,2})")
_DAY_WORD = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.|º)?\s+(?:de\s+)?([^\W\d_]{3,10})\.?")
_WORD_DAY = re.compile(r"([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?")
_COUNT = re.compile(r"\d{1,3}")


def near_day(text: str, on: date, months: dict[str, int], day_first: bool) -> date | None:
    """The day that a text means on a day; of a date without a year the nearest such day.

    Args:
        text: The whole of what is written.
        on: When it counts.
        months: Numbers of months by folded name.
        day_first: How `3/4` is read.
    """
    return _counted(text, on) or _nearest(_month_and_day(text.strip(), months, day_first), on)


def _counted(text: str, on: date) -> date | None:
    """`yesterday`, `3 days ago`, `in 2 days`."""
    shift = near_words("days").get(folded(text))
    if shift is not None:
        return on + timedelta(days=int(shift))
    number = _COUNT.search(text)
    way = _ways().get(folded(_COUNT.sub("", text, count=1)))
    return on + timedelta(days=int(number[0]) * way) if number and way else None


@cache
def _ways() -> dict[str, int]:
    return {folded(words): int(way) for words, way in near_words("counted").items()}


def _month_and_day(text: str, months: dict[str, int], day_first: bool) -> tuple[int, int] | None:
    if found := _NUMBERS.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        is_day_first = second <= 12 and (day_first or "." in text or first > 12)
        return (second, first) if is_day_first else (first, second)
    if found := _EASTERN.match(text):
        return int(found[1]), int(found[2])
    named = [(found[2], found[1]) for found in [_DAY_WORD.fullmatch(text)] if found]
    named += [(found[1], found[2]) for found in [_WORD_DAY.fullmatch(text)] if found]
    return next(((months[folded(word)], int(day)) for word, day in named if folded(word) in months), None)


def _nearest(month_and_day: tuple[int, int] | None, on: date) -> date | None:
    return min(_in_years(*month_and_day, on), key=lambda day: abs(day - on), default=None) if month_and_day else None


def _in_years(month: int, day: int, on: date) -> Iterator[date]:
    for year in (on.year - 1, on.year, on.year + 1):
        try:
            yield date(year, month, day)
        except ValueError:
            continue
