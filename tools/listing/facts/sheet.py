"""A listing read for the consistency check: what its texts state, what its attributes state."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from tools.listing.context import Context
from tools.listing.contract import Listing, ListingField
from tools.listing.facts.comparing import product_facts
from tools.listing.facts.fact import Fact, written
from tools.listing.facts.matching import narrow, plain
from tools.listing.facts.measures import Dimension, dimension_of_attribute
from tools.listing.facts.naming import languages_of, spans
from tools.listing.facts.reading import read


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact of a text, with the text."""

    fact: Fact
    field: ListingField
    index: int | None
    low: str

    @property
    def in_title(self) -> bool:
        """Whether it stands in the title."""
        return self.field == "title"


@dataclass(frozen=True)
class Sheet:
    """What texts and attributes of a listing state."""

    listing: Listing
    language: str
    stated: tuple[Stated, ...]
    product: tuple[Fact, ...]

    @cached_property
    def attributes(self) -> dict[str, list[Fact]]:
        """Facts by name of their attribute."""
        found: dict[str, list[Fact]] = {}
        for fact in self.product:
            if fact.field.startswith("attributes."):
                found.setdefault(fact.field.partition(".")[2], []).append(fact)
        return found

    @cached_property
    def measures(self) -> list[tuple[Dimension, Fact]]:
        """Figures of the attributes whose names say what they measure."""
        named = ((dimension_of_attribute(name), facts) for name, facts in self.attributes.items())
        return [(found, _in_unit(fact, found)) for found, facts in named if found for fact in facts if fact.numbers]

    @cached_property
    def names(self) -> frozenset[str]:
        """Ids of terms for the product itself: products that its type and title name, else parts (a charger, a filter)."""
        low = plain(narrow(f"{self.listing.product_type or ''} | {self.listing.title}"))
        spoken = languages_of(low, self.language)
        found = [meant for each in spoken for _, _, meant in spans(low, each, "product", "part")]
        products = {term.id for meant in found for term in meant if term.kind == "product"}
        return frozenset(products or {term.id for meant in found[:1] for term in meant})

    @cached_property
    def figures(self) -> list[Fact]:
        """All different figures of texts and attributes."""
        facts = (*(each.fact for each in self.stated if each.fact.numbers), *(fact for _, fact in self.measures))
        return [*{(fact.unit, fact.value): fact for fact in facts}.values()]

    @cached_property
    def counts(self) -> frozenset[Fraction]:
        """All counts of pieces that texts and attributes state."""
        facts = (*self.product, *(fact for _, fact in self.measures), *(each.fact for each in self.stated))
        return frozenset(number for fact in facts if fact.kind == "pieces" for number in fact.numbers)


def _in_unit(fact: Fact, dimension: Dimension) -> Fact:
    """A bare number of an attribute that counts pieces or years of age."""
    if fact.unit is None and dimension.id == "pieces":
        return replace(fact, kind="pieces", unit="pcs")
    if fact.unit is None and dimension.id == "age":
        return replace(fact, value="..".join(written(number * 12) for number in fact.numbers), unit="mo")
    return fact


def sheet_of(listing: Listing, context: Context) -> Sheet:
    """Read a listing; search terms are no statements and the brand says nothing of the product."""
    facts = product_facts(listing, context.language)
    return Sheet(
        listing,
        context.language,
        tuple(_stated(listing, context.language)),
        tuple(fact for fact in facts if fact.field != "brand"),
    )


def _stated(listing: Listing, language: str) -> Iterator[Stated]:
    brand = plain(narrow(listing.brand or "")).strip()
    for field, index, text in listing.texts():
        if field != "search_terms":
            low, facts = read(text, language, field if index is None else f"{field}[{index}]")
            is_named = bool(brand) and brand in low
            for fact in facts:
                if not (is_named and _within(brand, low, fact)):
                    yield Stated(fact, field, index, low)


def _within(brand: str, low: str, fact: Fact) -> bool:
    place = low.find(brand, max(0, fact.start - len(brand)), fact.end + len(brand))
    return place >= 0 and place < fact.end and fact.start < place + len(brand)
