"""What "sales" are in a diagnosis."""

from prompts import Text, message
from tools.core.result import Definition

_SALES = {"traffic": "traffic_day", "ads": "traffic_day", "sales": "order_line", "search": "search_performance"}


def definitions_of(chain: str, *, also_orders: bool = False) -> list[Definition]:
    """The contract of the sales that are split.

    Args:
        chain: traffic, ads, sales or search.
        also_orders: Whether order lines of marketplaces without traffic reports stand beside them.
    """
    tables = [_SALES[chain], *(["order_line"] if also_orders else [])]
    return [_definition(table) for table in dict.fromkeys(tables)]


def _definition(table: str) -> Definition:
    label: Text = message("funnel_sales")
    return Definition(
        metric="sales", label=label, definition=message(f"funnel_sales.{table}"), unit="money",
        basis="search_week" if table == "search_performance" else "order_date", additive=True, refunds="gross",
        tax="as_reported", promotion="not_deducted", timezone="as reported", source=table,
    )  # fmt: skip
