"""Whether two figures may be said of the same thing."""

from collections.abc import Collection
from fractions import Fraction
from functools import cache

from tools.listing.facts.comparing import same, stated
from tools.listing.facts.fact import Fact
from tools.listing.facts.units import readings


def comparable(fact: Fact, other: Fact) -> bool:
    """Whether their units measure the same."""
    return fact.unit == other.unit or _alike(fact.unit or "mo", other.unit or "mo")


@cache
def _alike(unit: str, other: str) -> bool:
    return bool({*readings(unit)} & {*readings(other)})


def overlap(fact: Fact, other: Fact) -> bool:
    """The same, one of the other's numbers, or within its range."""
    if same(fact, other) or stated(fact, [other]) or stated(other, [fact]):
        return True
    return _within(fact, other) or _within(other, fact)


def _within(fact: Fact, other: Fact) -> bool:
    if ".." not in other.value or fact.unit != other.unit:
        return False
    return all(min(other.numbers) <= number <= max(other.numbers) for number in fact.numbers)


def is_multiple(fact: Fact, other: Fact, counts: Collection[Fraction]) -> bool:
    """Whether one is so many of the other as there are pieces."""
    if fact.unit != other.unit:
        return False
    return any(a * count == b or b * count == a for a in fact.numbers for b in other.numbers for count in counts)


def agree(fact: Fact, other: Fact, counts: Collection[Fraction]) -> bool:
    """Whether both may be true; two ranges only where they are the same."""
    if ".." in fact.value and ".." in other.value:
        return same(fact, other)
    if overlap(fact, other):
        return True
    return fact.unit not in (None, "pcs") and is_multiple(fact, other, counts)
