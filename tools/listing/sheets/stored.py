"""Listings that were imported, by SKU or ASIN."""

from typing import Any

from tools.core.errors import Ambiguous, InvalidInput, NotEnoughData, UnknownReference
from tools.core.references import nearest
from tools.listing.market import find_market
from tools.warehouse.engines.engine import Cursor
from tools.warehouse.warehouse import Warehouse

_TEXTS = {"title": "title", "bullet_points": "bullets", "description": "description", "search_terms": "search_terms"}
_COLUMNS = {
    "listing": ("shop_id", "marketplace", "sku", "asin", "language", *_TEXTS),
    "product": ("shop_id", "marketplace", "sku", "asin", "title", "brand", "category"),
}
_KEY = ("shop_id", "marketplace", "sku")
_FROM_PRODUCT = ("brand", "category", "asin", "title")


def stored_listing(
    warehouse: Warehouse,
    sku: str | None = None,
    asin: str | None = None,
    marketplace: str | None = None,
    shop: str | None = None,
) -> dict[str, Any]:
    """Arguments of `Listing`, of the listing on record; brand, category and a missing title come from the list of products.

    Args:
        warehouse: Where the listings are.
        sku: The seller's number, in whatever case.
        asin: Amazon's.
        marketplace: Store, where several have it.
        shop: Shop, likewise.

    Raises:
        InvalidInput: Neither SKU nor ASIN.
        UnknownReference: Nothing of that name is on record.
        Ambiguous: Several stores or shops have it; names them.
        NotEnoughData: It is on record without any text.
    """
    if not (sku or asin):
        raise InvalidInput("listing_stored_needs_name", field="sku")
    wanted = {
        "lower(sku) = $sku": sku and sku.strip().lower(),
        "upper(asin) = $asin": asin and asin.strip().upper(),
        "marketplace = $marketplace": find_market(marketplace).id if marketplace else None,
        "shop_id = $shop": shop,
    }
    with warehouse.reader() as cursor:
        found: dict[tuple[str, ...], dict[str, Any]] = {}
        for table in ("product", "listing"):
            for row in _rows(cursor, table, wanted):
                found.setdefault(tuple(row[name] for name in _KEY), {})[table] = row
        if not found:
            raise _unknown(cursor, sku, asin)
    if len(found) > 1:
        raise Ambiguous("listing_stored_several", field="marketplace", name=sku or asin, places=_places(list(found)))
    return _arguments(next(iter(found.values())))


def _rows(cursor: Cursor, table: str, wanted: dict[str, str | None]) -> list[dict[str, Any]]:
    columns = _COLUMNS[table]
    given = {condition.rpartition("$")[2]: value for condition, value in wanted.items() if value}
    conditions = " and ".join(condition for condition, value in wanted.items() if value)
    query = f"select {', '.join(columns)} from {table} where {conditions} order by {', '.join(_KEY)}"
    return [dict(zip(columns, row, strict=True)) for row in cursor.execute(query, given).fetchall()]


def _arguments(rows: dict[str, dict[str, Any]]) -> dict[str, Any]:
    product, listing = rows.get("product", {}), rows.get("listing", {})
    own = listing or product
    found = {"marketplace": own["marketplace"], "sku": own["sku"], **{name: product.get(name) for name in _FROM_PRODUCT}}
    found |= {name: listing[column] for column, name in _TEXTS.items() if listing.get(column)}
    found |= {name: listing[name] for name in ("asin", "language") if listing.get(name)}
    if not any(found.get(name) for name in _TEXTS.values()):
        raise NotEnoughData("listing_stored_without_texts", name=own["sku"], marketplace=own["marketplace"])
    return {name: value for name, value in found.items() if value}


def _places(keys: list[tuple[str, ...]]) -> list[str]:
    several_shops = len({shop for shop, _, _ in keys}) > 1
    return sorted({f"{marketplace} ({shop})" if several_shops else marketplace for shop, marketplace, _ in keys})


def _unknown(cursor: Cursor, sku: str | None, asin: str | None) -> UnknownReference:
    dimension = "sku" if sku else "asin"
    rows = cursor.execute(
        f"select distinct {dimension} from product where {dimension} is not null "
        f"union select distinct {dimension} from listing where {dimension} is not null"
    ).fetchall()
    known = sorted(value for (value,) in rows)
    value = sku or asin or ""
    return UnknownReference(
        "unknown_value", field=dimension, dimension=dimension, value=value, nearest=nearest(value, known), known=known[:10]
    )
