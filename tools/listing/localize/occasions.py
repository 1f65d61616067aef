"""Days on which people give, by market and year, and the words for gifts."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from prompts import listing_data

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Occasion:
    """An occasion in one market and year.

    Attributes:
        names: As people there call it.
        zh: In Chinese.
        start, end: First and last day; None where an authority or another calendar sets it.
        gift: People give presents then.
        note: What to mind.
        source: Title of the source, if any.
    """

    id: str
    names: tuple[str, ...]
    zh: str
    start: date | None
    end: date | None
    gift: bool
    note: str
    confidence: str
    source: str | None


def occasions(code: str, year: int) -> list[Occasion]:
    """The occasions of a market in a year, by date; those without a computable date last.

    Args:
        code: Of the market: `US`, `UK`, `JP` …
        year: From 1900 to 2099.
    """
    found = []
    for row in _table("occasions"):
        if row["market"] == code:
            start, end = _dates(row["rule"], year)
            source = (row.get("source") or {}).get("title")
            found.append(
                Occasion(
                    row["id"],
                    tuple(row["names"]),
                    row["zh"],
                    start,
                    end,
                    row["gift"],
                    row.get("note", ""),
                    row["confidence"],
                    source,
                )
            )
    return sorted(found, key=lambda each: (each.start or date.max, each.id))


def gift_words(locale: str) -> list[str]:
    """Neutral gift words usual in listings of a market."""
    row = _of_language("gift_words", locale[:2])
    return [*row.get(locale, row.get("use", []))]


def gift_words_not_to_use(language: str) -> list[str]:
    """Gift words that promise, promote or are a trade mark; a condition stands in brackets."""
    return [*_of_language("gift_words_not_to_use", language[:2]).get("avoid", [])]


def gift_fact(id: str, locale: str, **figures: object) -> str | None:
    """A fact of the packaging in the words of a market: `in_gift_box`, `set_of` with `n`; None for an unknown one.

    Args:
        id: Of the fact; the product must have it.
        locale: Of the market.
        **figures: What the phrase counts.
    """
    row = next((row for row in _table("gift_facts") if row["id"] == id), {})
    text = row.get(locale) or row.get(locale[:2])
    return text.format(**figures) if text else None


def _table(id: str) -> list[dict[str, Any]]:
    return next(part["rows"] for part in listing_data("festivals")["tables"] if part["id"] == id)


def _of_language(table: str, language: str) -> dict[str, Any]:
    return next((row for row in _table(table) if row["lang"] == language), {})


def easter(year: int) -> date:
    """Western Easter Sunday (Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _nth(rule: dict[str, Any], year: int) -> date:
    """The n-th weekday of a month; -1 is the last."""
    last = monthrange(year, rule["month"])[1]
    days = [date(year, rule["month"], day) for day in range(1, last + 1)]
    fitting = [day for day in days if day.weekday() == _DAYS.index(rule["weekday"])]
    place = int(rule["n"])
    return fitting[place - 1 if place > 0 else place]


def _on_or_before(rule: dict[str, Any], year: int) -> date:
    day = date(year, int(rule["month"]), int(rule["day"]))
    return day - timedelta((day.weekday() - _DAYS.index(rule["weekday"])) % 7)


def _mothers_day_in_france(_: dict[str, Any], year: int) -> date:
    last = _nth({"month": 5, "weekday": "sun", "n": -1}, year)
    return last + timedelta(7 if last == easter(year) + timedelta(49) else 0)


def _winter_sales_in_france(_: dict[str, Any], year: int) -> date:
    second = _nth({"month": 1, "weekday": "wed", "n": 2}, year)
    return second - timedelta(7 * (second.day > 12))


def _summer_sales_in_france(_: dict[str, Any], year: int) -> date:
    last = _nth({"month": 6, "weekday": "wed", "n": -1}, year)
    return last - timedelta(7 * (last.day > 28))


_RULES: dict[str, Callable[[dict[str, Any], int], date]] = {
    "fixed": lambda rule, year: date(year, int(rule["month"]), int(rule["day"])),
    "nth_weekday": _nth,
    "after_nth_weekday": lambda rule, year: _nth(rule, year) + timedelta(rule["plus_days"]),
    "easter": lambda rule, year: easter(year) + timedelta(rule["offset_days"]),
    "weekday_before_fixed": _on_or_before,
    "fr_mothers_day": _mothers_day_in_france,
    "fr_soldes_hiver": _winter_sales_in_france,
    "fr_soldes_ete": _summer_sales_in_france,
}


def _dates(rule: dict[str, Any], year: int) -> tuple[date | None, date | None]:
    if rule["type"] == "season":
        start, end = (date(year, *map(int, rule[each].split("-"))) for each in ("from", "to"))
        return start, end if end >= start else end.replace(year=year + 1)
    if rule["type"] not in _RULES:
        return None, None
    day = _RULES[rule["type"]](rule, year)
    return day, day
