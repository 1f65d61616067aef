"""Units sold and returned beside the messages about a product."""

from typing import Any

from tools.reply.inbox.reasons import Sold, Windows
from tools.warehouse.engines.engine import Cursor

_UNITS = """select sku,
    sum(case when kind = 'sold' and order_date >= $start then quantity else 0 end) as units,
    sum(case when kind = 'sold' and order_date < $start then quantity else 0 end) as units_before,
    sum(case when kind = 'returned' and order_date >= $start then abs(quantity) else 0 end) as returned,
    sum(case when kind = 'returned' and order_date < $start then abs(quantity) else 0 end) as returned_before
from order_line
where is_product and order_date between $first and $last and list_contains($skus, sku)
    and ($shops is null or list_contains($shops, shop_id))
    and ($marketplaces is null or list_contains($marketplaces, marketplace))
group by sku"""


def sold_units(
    cursor: Cursor, skus: set[str], days: Windows, shops: list[str] | None, marketplaces: list[str] | None
) -> dict[str, Sold]:
    """Units of the days that are compared, by SKU.

    Args:
        cursor: On the warehouse.
        skus: Which.
        days: What is compared.
        shops: Ids; all when None.
        marketplaces: Ids; all when None.
    """
    if not skus:
        return {}
    asked: dict[str, Any] = {"skus": sorted(skus), "first": days.first, "start": days.start, "last": days.end}
    rows = cursor.execute(_UNITS, {**asked, "shops": shops, "marketplaces": marketplaces}).fetchall()
    return {sku: Sold(**dict(zip(Sold.model_fields, map(int, units), strict=True))) for sku, *units in rows}
