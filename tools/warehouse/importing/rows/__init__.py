"""From read fields to rows of a warehouse table: one SQL file for each table, its name the table's.

Each selects from `typed` (one column per field of the table, blank ones null, with `line` and `record`) and the one
row of `context`, and gives the table's columns except `row_key` and `import_id`; a column `problem` holds
`<field>:<reason>` for a row that cannot be taken.
"""

from pathlib import Path
from typing import NamedTuple

ROOM = Path(__file__).parent


class RowRule(NamedTuple):
    """How rows of a table are told apart.

    Attributes:
        key: Columns of the natural key.
        repeats: Whether rows of one file that are alike in the key are rows of their own; otherwise the first
            stands for all, and one with other contents is refused.
        order: What numbers such rows, so that another export with another order of lines numbers them alike.
    """

    key: tuple[str, ...]
    repeats: bool = False
    order: tuple[str, ...] = ()


RULES = {
    "order_line": RowRule(
        ("marketplace", "order_id", "order_item_id", "sku"), repeats=True, order=("quantity", "amount", "purchased_at")
    ),
    # The parent of a child may change and is no part of its key; rows by parent have no other.
    "traffic_day": RowRule(
        ("marketplace", "grain", "granularity", "period_from", "period_to", "coalesce(asin, parent_asin)", "sku")
    ),
    "search_performance": RowRule(("marketplace", "grain", "period_from", "period_to", "asin", "search_query")),
    "ad_day": RowRule(
        (
            "marketplace", "grain", "ad_type", "period_from", "period_to", "coalesce(campaign_id, campaign)",
            "coalesce(ad_group_id, ad_group)", "targeting", "match_type", "placement", "search_term", "sku", "asin",
            "purchased_asin",
        ),
        repeats=True,
    ),
    "inventory_day": RowRule(("marketplace", "pool", "source", "store", "snapshot_date", "sku", "fnsku", "condition")),
    "settlement_line": RowRule(
        (
            # A payment is the same before and after it is paid out.
            "source", "marketplace", "case when source <> 'transaction' then settlement_id end", "order_id", "order_item_id",
            "sku", "transaction_type", "amount_type", "amount_description", "posted_at", "amount", "quantity",
        ),
        repeats=True,
    ),
    # Lists of several days tell of one shipment as it was on each.
    "inbound": RowRule(("marketplace", "kind", "shipment_id", "sku", "snapshot_date"), repeats=True),
    "warehouse_stock": RowRule(("warehouse", "kind", "marketplace", "snapshot_date", "sku")),
    "product": RowRule(("marketplace", "sku")),
    "listing": RowRule(("marketplace", "sku")),
    "restock_setting": RowRule(("marketplace", "category", "sku")),
    "uplift": RowRule(("name", "day_from", "marketplace", "category", "sku")),
    "message": RowRule(("marketplace", "platform", "message_id")),
    "event": RowRule(("kind", "marketplace", "sku", "day_from")),
    "fx_rate": RowRule(("rate_date", "base", "quote")),
}  # fmt: skip


def row_sql(table: str) -> str:
    """The SQL that makes the rows of a table."""
    return (ROOM / f"{table}.sql").read_text(encoding="utf-8")
