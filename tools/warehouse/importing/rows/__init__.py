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
    """

    key: tuple[str, ...]
    repeats: bool = False


RULES = {
    "order_line": RowRule(("marketplace", "order_id", "order_item_id", "sku"), repeats=True),
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
    "inventory_day": RowRule(("marketplace", "pool", "source", "snapshot_date", "sku", "fnsku", "condition")),
    "settlement_line": RowRule(
        (
            "source", "marketplace", "settlement_id", "order_id", "order_item_id", "sku", "transaction_type", "amount_type",
            "amount_description", "posted_at",
        ),
        repeats=True,
    ),
    "inbound": RowRule(("marketplace", "shipment_id", "sku"), repeats=True),
    "product": RowRule(("marketplace", "sku")),
    "fx_rate": RowRule(("rate_date", "base", "quote")),
}  # fmt: skip


def row_sql(table: str) -> str:
    """The SQL that makes the rows of a table."""
    return (ROOM / f"{table}.sql").read_text(encoding="utf-8")
