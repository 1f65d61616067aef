"""Facts kept by what can say the same as they, so that a fact is compared with few others."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tools.listing.facts.fact import Fact, written
from tools.listing.facts.units import readings

_LOOSE = re.compile(r"[\s\-_./()]")
MEASURED = ("figure", "percent", "pieces")
TERMED = ("material", "colour")
NAMED = ("code", "size", "certificate")
ANY = "*"
"""Unit of a bare number of an attribute: the name of the attribute may say it in any way."""
_Key = tuple[str, str | None]


class Near:
    """Facts in their order.

    Attributes:
        facts: All of them.
    """

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self.facts: list[Fact] = []
        self._places: dict[_Key, list[int]] = {}
        for fact in facts:
            self.add(fact)

    def add(self, fact: Fact) -> None:
        """Keep one more."""
        for key in _kept_under(fact):
            self._places.setdefault(key, []).append(len(self.facts))
        self.facts.append(fact)

    def to(self, fact: Fact) -> list[Fact]:
        """Those that may say the same as a fact or a part of it, in their order; all others do not."""
        found = {place for key in _sought_under(fact) for place in self._places.get(key, ())}
        return [self.facts[place] for place in sorted(found)]


def unit_of(fact: Fact) -> str | None:
    """Base unit; `ANY` of a bare number of an attribute."""
    return ANY if fact.field.startswith("attributes.") and fact.unit is None else fact.unit


@lru_cache(maxsize=8192)
def loose(value: str) -> str:
    """A code or name without marks and case."""
    return _LOOSE.sub("", value).casefold()


def _kept_under(fact: Fact) -> Iterator[_Key]:
    if fact.kind in MEASURED:
        yield "measured", None
        yield from (("unit", base) for base in _bases(unit_of(fact)))
        yield from (("number", written(shown)) for shown in fact.shown[:1])
    else:
        yield from _names(fact)


def _sought_under(fact: Fact) -> Iterator[_Key]:
    if fact.kind not in MEASURED:
        yield from _names(fact)
        yield from [("number", fact.value)] if fact.kind == "code" else []
    elif unit_of(fact) == ANY:
        yield "measured", None
    else:
        yield "unit", ANY
        yield from (("unit", base) for base in _bases(unit_of(fact)))
    yield from (("code", written(shown)) for shown in fact.shown[:1])


def _names(fact: Fact) -> Iterator[_Key]:
    yield from (("term", term) for term in fact.terms)
    if fact.kind in NAMED:
        yield "name", loose(fact.value)
        yield fact.kind, fact.value if fact.kind == "code" else None


def _bases(unit: str | None) -> list[str | None]:
    """Bare numbers and counts may be the same."""
    return ["pcs"] if unit in (None, "pcs") else [*readings(unit)]
