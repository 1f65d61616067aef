"""Filter names as people write them, to the values that the data hold."""

from typing import NamedTuple

from tools.core.errors import UnknownReference
from tools.core.references import nearest
from tools.core.result import Warning, warning
from tools.marketplaces import find_marketplaces, find_platform, marketplaces
from tools.marketplaces.countries import country_code, country_name
from tools.sales.question import Filters

KnownValues = dict[str, list[str]]
_SHOWN = 12
# Dimensions of which a few values say nothing.
_LONG = ("sku", "asin", "parent_asin", "campaign", "search_term", "search_query")


class Condition(NamedTuple):
    """One of these values in this dimension."""

    dimension: str
    values: tuple[str, ...]


class ResolvedFilters(NamedTuple):
    """Conditions, all of which hold, and what had to be assumed."""

    conditions: tuple[Condition, ...]
    warnings: tuple[Warning, ...]

    def values(self, dimension: str) -> tuple[str, ...]:
        """The values asked for in a dimension; empty when it is not filtered."""
        return next((c.values for c in self.conditions if c.dimension == dimension), ())


def named_dimensions(filters: Filters) -> list[str]:
    """Dimensions whose values are needed to resolve these filters."""
    named = [dimension for dimension, values in filters if values and dimension != "place"]
    return [*named, "marketplace", "country"] if filters.place else named


def resolve_filters(filters: Filters, known: KnownValues) -> ResolvedFilters:
    """Match every filter value to the data.

    Args:
        filters: As asked.
        known: Values by dimension, from the warehouse.

    Raises:
        UnknownReference: A value that the data do not hold; names the nearest ones.
    """
    conditions: list[Condition] = []
    for dimension, values in filters:
        if values and dimension != "place":
            found = [match for value in values for match in _match(dimension, value, known)]
            conditions.append(Condition(dimension, tuple(dict.fromkeys(found))))
    warnings: list[Warning] = []
    if filters.place:
        condition, warnings = _place(filters.place, known)
        conditions.append(condition)
    return ResolvedFilters(tuple(conditions), tuple(warnings))


def _match(dimension: str, value: str, known: KnownValues) -> list[str]:
    values = known.get(dimension, [])
    if value in values:
        return [value]
    by_meaning = _BY_MEANING.get(dimension)
    found = by_meaning(value, values) if by_meaning else []
    found = found or [name for name in values if _folded(name) == _folded(value)]
    if not found:
        raise unknown_value(dimension, value, known)
    return found


def _folded(name: str) -> str:
    """A name without what people write differently: case, outer blanks, blank or underscore within."""
    return name.strip().lower().replace(" ", "_")


def unknown_value(dimension: str, value: str, known: KnownValues) -> UnknownReference:
    """The refusal for a value that the data do not hold."""
    values = known.get(dimension, [])
    few = values if len(values) <= _SHOWN and dimension not in _LONG else []
    return UnknownReference(
        "unknown_value", field=dimension, dimension=dimension, value=value, nearest=nearest(value, values), known=few
    )


def _marketplaces(value: str, values: list[str]) -> list[str]:
    return [market.id for market in find_marketplaces(value) if market.id in values]


def _platforms(value: str, values: list[str]) -> list[str]:
    platform = find_platform(value)
    return [platform] if platform in values else []


_FULFILMENT = {"fba": ("amazon", "afn", "fba"), "fbm": ("merchant", "mfn", "fbm")}


def _fulfilment(value: str, values: list[str]) -> list[str]:
    meant = _FULFILMENT.get(value.lower(), ())
    return [name for name in values if name.lower() in meant]


_AD_TYPES = {
    "sp": ("sp", "sponsored products", "商品推广"),
    "sb": ("sb", "sponsored brands", "品牌推广"),
    "sd": ("sd", "sponsored display", "展示型推广", "展示推广"),
}


def _ad_types(value: str, values: list[str]) -> list[str]:
    return [name for name in values if value.lower() in _AD_TYPES.get(name, ())]


def _countries(value: str, values: list[str]) -> list[str]:
    code = country_code(value)
    return [name for name in values if name == code or name.lower() == value.lower()]


_BY_MEANING = {
    "marketplace": _marketplaces, "country": _countries, "platform": _platforms, "fulfilment": _fulfilment,
    "ad_type": _ad_types,
}  # fmt: skip


def _place(places: list[str], known: KnownValues) -> tuple[Condition, list[Warning]]:
    """Marketplaces when the data come from stores of several countries, else where orders were sent."""
    stores = known.get("marketplace", [])
    store_countries = {marketplaces()[store].country for store in stores if store in marketplaces()}
    found: dict[str, list[str]] = {"marketplace": [], "country": []}
    for place in places:
        by_store, by_country = _marketplaces(place, stores), _countries(place, known.get("country", []))
        if not by_store and not by_country:
            raise _unknown_place(place, known)
        prefer_store = by_store and (len(store_countries) > 1 or not by_country)
        found["marketplace" if prefer_store else "country"] += by_store if prefer_store else by_country
    if found["marketplace"] and found["country"]:
        mixed = next(place for place in places if not _marketplaces(place, stores))
        raise _unknown_place(mixed, known)
    dimension = "marketplace" if found["marketplace"] else "country"
    note = warning(f"place_as_{dimension}", places_zh=_in(places, "zh"), places_en=_in(places, "en"))
    return Condition(dimension, tuple(dict.fromkeys(found[dimension]))), [note]


def _in(places: list[str], language: str) -> list[str]:
    """Names of places in a language; what is no country stays as written."""
    return [country_name(code, language) if (code := country_code(place)) else place for place in places]


def _unknown_place(place: str, known: KnownValues) -> UnknownReference:
    stores = known.get("marketplace", [])
    countries = [code for code in known.get("country", []) if len(code) == 2][:_SHOWN]
    return UnknownReference(
        "unknown_place",
        value_zh=_in([place], "zh")[0],
        value_en=_in([place], "en")[0],
        field="place",
        value=place,
        marketplaces=stores,
        countries_zh=[country_name(code, "zh") for code in countries],
        countries_en=[country_name(code, "en") for code in countries],
        nearest=[],
    )
