"""How much each field of a store holds, by the dated rules of the library."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from tools.listing.localize.source_words import source_words
from tools.listing.market import Market, rules_of

_BULLETS = ("bullet_point", "key_features")


@dataclass(frozen=True)
class Limits:
    """Most and least of each field; None without a rule.

    Attributes:
        title: Characters, a safe length where the library names one.
        bullet: Characters of one.
        bullets: Fewest and most of them; None where the store has none.
        all_bullets: Characters of all together.
        highlights: Characters; None where the store has no such field.
        search_bytes: Bytes of the backend search terms; None where the store has none.
    """

    title: int | None
    bullet: int | None
    bullets: tuple[int, int] | None
    all_bullets: int | None
    highlights: int | None
    description: int | None
    search_bytes: int | None


def limits_of(market: Market, on: date, category: str = "") -> Limits:
    """Limits of a store on a day.

    Args:
        market: The store.
        on: The day.
        category: Of the product, as the term base groups them.
    """
    return _limits(market, on, category in source_words()["fashion"])


@cache
def _limits(market: Market, on: date, is_fashion: bool) -> Limits:
    values = [rule.value for rule in rules_of(market, on) if isinstance(rule.value, dict)]
    values = [value for value in values if is_fashion or "categories" not in value]
    bullets = [value for name in _BULLETS for value in _of(values, name)]
    counts = [(int(value["min_count"]), int(value["max_count"])) for value in bullets if {"min_count", "max_count"} <= {*value}]
    together = _least(bullets, "total_max_chars")
    each = _least(bullets, "max_chars", "recommended_max_chars")
    return Limits(
        title=_least(_of(values, "title"), "max_chars", "safe_max_chars"),
        bullet=each if each or not together or not counts else together // counts[0][1],
        bullets=counts[0] if counts else None,
        all_bullets=together - 1 if together else None,
        highlights=_least(_of(values, "item_highlights"), "max_chars"),
        description=_least(_of(values, "description"), "max_chars"),
        search_bytes=_least(_of(values, "search_terms"), "max_bytes"),
    )


def _of(values: list[dict[str, Any]], field: str) -> Iterator[dict[str, Any]]:
    yield from (value for value in values if value.get("field") == field)


def _least(values: Any, *names: str) -> int | None:
    found = [int(value[name]) for value in values for name in names if value.get(name)]
    return min(found, default=None)
