"""Products: what a SKU is, costs and needs to be ordered."""

from typing import Any

from tools.warehouse.importing.cells import BadCell, Cells
from tools.warehouse.importing.context import ImportContext, find_place

COUNTS = ("moq", "carton_quantity", "lead_time_days")
NUMBERS = ("price", "unit_cost", *COUNTS)
DATES = ()
KEY = ("marketplace", "sku")
REPEATS = False

_TEXTS = ("asin", "parent_asin", "title", "brand", "category", "currency", "unit_cost_currency")


def build(cells: Cells, context: ImportContext) -> dict[str, Any]:
    """One row of `product`."""
    named = cells.text("marketplace")
    place = find_place(named) if named else context.place
    if place is None:
        raise BadCell("marketplace", "marketplace_unknown", named or "")
    return {
        "shop_id": context.shop,
        "marketplace": place.id,
        "sku": cells.need("sku"),
        **{field: cells.text(field) for field in _TEXTS},
        "price": cells.number("price"),
        "unit_cost": cells.number("unit_cost"),
        **{field: cells.count(field) for field in COUNTS},
    }
