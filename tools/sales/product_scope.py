"""Which shops, marketplaces and products a question on imported data is about, whatever tables answer it."""

from typing import NamedTuple, Protocol

from tools.core.errors import NotCovered, NotEnoughData
from tools.core.result import Warning
from tools.sales.filters import named_dimensions, resolve_filters
from tools.sales.question import Filters
from tools.warehouse.engines.engine import Cursor
from tools.warehouse.warehouse import Warehouse

_OF_PRODUCTS = ("asin", "parent_asin", "brand", "category")
_OF_TRAFFIC = ("asin", "parent_asin")
_HELD = {"shop", "platform", "marketplace", "place", "sku", *_OF_PRODUCTS}


class Asked(Protocol):
    """What names places and products."""

    @property
    def skus(self) -> list[str]:
        """Names of products."""

    @property
    def marketplaces(self) -> list[str]:
        """Names of marketplaces."""

    @property
    def filters(self) -> Filters:
        """Further names."""


class Scope(NamedTuple):
    """What rows count.

    Attributes:
        shops: Ids; all when None.
        marketplaces: Ids; all when None.
        skus: All when None.
    """

    shops: list[str] | None = None
    marketplaces: list[str] | None = None
    skus: list[str] | None = None

    @property
    def values(self) -> dict[str, list[str] | None]:
        """Parameters of `SQL`."""
        return {"shops": self.shops, "marketplaces": self.marketplaces, "skus": self.skus}

    @property
    def values_of_places(self) -> dict[str, list[str] | None]:
        """Parameters of `PLACES_SQL`."""
        return {"shops": self.shops, "marketplaces": self.marketplaces}


SQL = (
    "($shops is null or list_contains($shops, f.shop_id)) "
    "and ($marketplaces is null or list_contains($marketplaces, f.marketplace)) "
    "and ($skus is null or list_contains($skus, f.sku))"
)
"""Condition on a table with shop_id, marketplace and sku, named `f`."""

PLACES_SQL = SQL.rpartition(" and ")[0]
"""The same on a table without sku."""


def scope_of(question: Asked, warehouse: Warehouse) -> tuple[Scope, list[Warning]]:
    """Resolve the names of a question.

    Raises:
        UnknownReference: A name that the data do not hold.
        NotCovered: A filter that not all of these tables have.
    """
    both = set(question.skus) & set(question.filters.sku)
    asked = sorted(both) if question.skus and question.filters.sku else [*question.filters.sku, *question.skus]
    if question.skus and question.filters.sku and not both:
        raise NotEnoughData("no_data_for_filters", field="filters", values=[*question.skus, *question.filters.sku])
    filters = question.filters.model_copy(
        update={"marketplace": [*question.filters.marketplace, *question.marketplaces], "sku": asked}
    )
    other = [name for name in named_dimensions(filters) if name not in _HELD and getattr(filters, name)]
    if other:
        raise NotCovered("product_filter", field="filters", filter=other[0])
    known = warehouse.known_values(named_dimensions(filters))
    with warehouse.reader() as cursor:
        if filters.sku:
            known["sku"] = [*known.get("sku", []), *_named_otherwise(cursor)]
    resolved = resolve_filters(filters, known)
    if resolved.values("country"):
        raise NotCovered("product_filter", field="filters", filter="country")
    shops, places, skus = (list(resolved.values(name)) or None for name in ("shop", "marketplace", "sku"))
    if platforms := resolved.values("platform"):
        places = [place for place in places or _places(warehouse) if place.partition("_")[0] in platforms]
    products = {name: list(resolved.values(name)) for name in _OF_PRODUCTS if resolved.values(name)}
    if products:
        with warehouse.reader() as cursor:
            skus = _skus(cursor, products, skus)
    return Scope(shops, places, skus), list(resolved.warnings)


def _places(warehouse: Warehouse) -> list[str]:
    return sorted({entry.marketplace for entry in warehouse.coverage()})


def _named_otherwise(cursor: Cursor) -> list[str]:
    """Names of products beside the SKUs of reports: those of the product list, and ASINs of reports without SKUs."""
    sql = "select sku from product union select asin from traffic_day where sku is null and asin is not null order by 1"
    return [name for (name,) in cursor.execute(sql).fetchall()]


def _skus(cursor: Cursor, products: dict[str, list[str]], within: list[str] | None) -> list[str]:
    """Names of these products: SKUs, and ASINs where a report has no SKU."""
    found: set[str] = set()
    for table, columns in (("product", _OF_PRODUCTS), ("traffic_day", _OF_TRAFFIC)):
        if set(products) <= set(columns):
            condition = " and ".join(f"list_contains(${name}, f.{name})" for name in products)
            rows = cursor.execute(f"select distinct f.sku, f.asin from {table} f where {condition}", products).fetchall()
            found |= {name for row in rows for name in row if name}
    return sorted(name for name in found if within is None or name in within)
