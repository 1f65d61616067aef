"""Exchange rates that the user imports: on that day, 1 base = rate quote."""

from typing import Any

from tools.warehouse.importing.cells import BadCell, Cells
from tools.warehouse.importing.context import ImportContext

NUMBERS = ("rate",)
COUNTS = ()
DATES = ("rate_date",)
KEY = ("rate_date", "base", "quote")
REPEATS = False


def build(cells: Cells, context: ImportContext) -> dict[str, Any]:
    """One row of `fx_rate`."""
    cells.need("rate_date")
    rate = cells.need_number("rate", decimals=9)
    if rate <= 0:
        raise BadCell("rate", "not_positive", rate)
    return {
        "shop_id": context.shop,
        "rate_date": cells.day("rate_date"),
        "base": _code(cells, "base"),
        "quote": _code(cells, "quote"),
        "rate": rate,
        "source": cells.text("source"),
    }


def _code(cells: Cells, field: str) -> str:
    code = cells.need(field).upper()
    if len(code) != 3 or not code.isalpha():
        raise BadCell(field, "bad_currency", code)
    return code
