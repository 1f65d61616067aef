"""Value added, goods and services, and consumption taxes by place and day, from the library."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from knowledge.document import Document
from knowledge.scope import place_code
from tools.core.errors import NotCovered
from tools.landed.library import TAXES, facts_about, holding, span, spans
from tools.landed.places import Place, regions

_FIELD = "vat_rate"
_SINCE = "since_unverified"


@dataclass(frozen=True)
class TaxRate:
    """The tax of one place on one day.

    Attributes:
        name: What the tax is called there: `VAT`, `GST+QST`.
        standard: Rate that holds where no other does; None where there is no such tax.
        reduced: Rates of some goods and services.
        parts: Of a rate that is a sum, its parts by name.
        currency: Of the country.
        fact: Where it stands.
    """

    place: Place
    name: str
    standard: Decimal | None
    reduced: tuple[Decimal, ...]
    parts: dict[str, Decimal]
    currency: str | None
    fact: Document


def tax_rate(place: Place, on: date) -> TaxRate:
    """The tax of a place on a day.

    Raises:
        NotCovered: The library holds none for the place, or none for the day.
    """
    found = [rate for rate in _rates(on) if rate.place == place]
    if not found:
        known = sorted({rate.place.code for rate in _rates(on)})
        raise NotCovered("landed_no_tax", field="country", place_zh=place.label["zh"], place_en=place.label["en"], known=known)
    held = _holding(found, on)
    if not held:
        raise NotCovered(
            "landed_tax_not_then", field="as_of", place_zh=place.label["zh"], place_en=place.label["en"], day=on,
            known=sorted({*spans(rate.fact for rate in found if not rate.fact.value.get(_SINCE)), *_unverified_starts(found)}),
        )  # fmt: skip
    return _of_country(held[0], on) if held[0].fact.value.get("rates_of") else held[0]


def rates_in_year(place: Place, on: date) -> list[tuple[Decimal, str]]:
    """Standard rates of a place in the year of a day with the days they hold, where there are several."""
    first, last = f"{on.year}-01-01", f"{on.year}-12-31"
    found = [
        (rate.standard, span(rate.fact.effective_from, rate.fact.effective_to), rate.fact.effective_from or "")
        for rate in _rates(on)
        if rate.place == place
        and rate.standard is not None
        and (rate.fact.effective_from or "") <= last
        and (rate.fact.effective_to or "9999") >= first
    ]
    found.sort(key=lambda each: each[2])
    return [(rate, days) for rate, days, _ in found] if len(found) > 1 else []


def parts_on(country: str, on: date) -> list[TaxRate]:
    """Taxes of the parts of a country that hold on a day, verified ones first."""
    return _holding([rate for rate in _rates(on) if rate.place.country == country and rate.place.region], on)


def _holding(rates: list[TaxRate], on: date) -> list[TaxRate]:
    """Those that hold on a day. Before a start that is not verified nothing is known: another rate held then."""
    held = [id(fact) for fact in holding((rate.fact for rate in rates), on)]
    known = [rate for rate in rates if id(rate.fact) in held and on.isoformat() >= str(rate.fact.value.get(_SINCE, ""))]
    return sorted(known, key=lambda rate: held.index(id(rate.fact)))


def _unverified_starts(rates: list[TaxRate]) -> list[str]:
    return [span(rate.fact.value[_SINCE], rate.fact.effective_to) for rate in rates if rate.fact.value.get(_SINCE)]


def _of_country(part: TaxRate, on: date) -> TaxRate:
    """A part that has the rates of its country."""
    whole = tax_rate(Place(part.place.country), on)
    return replace(part, standard=whole.standard, reduced=whole.reduced)


def _rates(on: date) -> Iterator[TaxRate]:
    for fact in facts_about(TAXES, _FIELD):
        country = "GB" if place_code(fact.value["country"]) == "UK" else fact.value["country"]
        for region in _regions(country, fact.value):
            yield _rate(Place(country, region), fact, on)


def _rate(place: Place, fact: Document, on: date) -> TaxRate:
    value = fact.value
    standard = value.get("standard_rate")
    return TaxRate(
        place=place,
        name=value["tax"],
        standard=None if standard is None else Decimal(standard),
        reduced=_reduced(value, on),
        parts=_parts(value),
        currency=value.get("currency"),
        fact=fact,
    )


def _reduced(value: dict[str, Any], on: date) -> tuple[Decimal, ...]:
    """Reduced rates of a day: one that changed later is that of before."""
    rates = {Decimal(rate) for rate in value.get("reduced_rates") or []}
    for change in value.get("reduced_rate_changes", []):
        if on.isoformat() < change["on"]:
            rates = rates - {Decimal(change["to"])} | {Decimal(change["from"])}
    return tuple(sorted(rates, reverse=True))


def _parts(value: dict[str, Any]) -> dict[str, Decimal]:
    """The federal and the provincial part of a rate, by the names in the name of the tax: `GST+PST`."""
    names = value["tax"].split("+")
    rates = [Decimal(value[key]) for key in ("gst_hst_rate", "pst_rate") if value.get(key)]
    return {name: rate for name, rate in zip(names, rates, strict=False) if rate}


def _regions(country: str, value: dict[str, Any]) -> list[str | None]:
    """Parts of a country that a fact is about, by the names of this room; None for the whole."""
    if "province" in value:
        return [value["province"]]
    named = value.get("territories")
    return [None] if named is None else [region for region in regions().get(country, {}) if region in named]
