"""Messages that were imported."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from tools.reply.contract import Frozen
from tools.warehouse.engines.engine import Cursor

_COLUMNS = (
    "shop_id", "marketplace", "platform", "message_id", "thread_key", "order_id", "sku", "asin", "direction", "channel",
    "buyer_name", "subject", "body", "is_answered",
)  # fmt: skip
_QUERY = f"""select {", ".join(_COLUMNS)}, cast(received_at as timestamp) as arrived from message
where ($shops is null or list_contains($shops, shop_id))
    and ($marketplaces is null or list_contains($marketplaces, marketplace))
order by arrived, message_id"""
_PRODUCTS = """select shop_id, order_id, min(sku) as sku from order_line
where is_product and list_contains($orders, order_id) group by shop_id, order_id having count(distinct sku) = 1"""


class Received(Frozen):
    """One message of a buyer.

    Attributes:
        thread_key: Ties answers to it.
        sku: As the message names it, else the one product of its order.
        channel: As the file names it.
        answered: The file says so, or a later message of the seller is in its thread.
    """

    shop: str
    marketplace: str | None = None
    platform: str | None = None
    message_id: str
    thread_key: str | None = None
    order_id: str | None = None
    sku: str | None = None
    asin: str | None = None
    channel: str | None = None
    received_at: datetime
    buyer_name: str | None = None
    subject: str | None = None
    body: str
    answered: bool = False

    @property
    def text(self) -> str:
        """What the buyer wrote; the subject too where it says more than the body."""
        return f"{self.subject}\n{self.body}" if self.subject and self.subject not in self.body else self.body


def received_messages(cursor: Cursor, shops: list[str] | None, marketplaces: list[str] | None) -> list[Received]:
    """Messages of buyers, the oldest first.

    Args:
        cursor: On the warehouse.
        shops: Ids; all when None.
        marketplaces: Ids; all when None.
    """
    found = cursor.execute(_QUERY, {"shops": shops, "marketplaces": marketplaces}).fetchall()
    rows = [dict(zip((*_COLUMNS, "arrived"), row, strict=True)) for row in found]
    answers = _last_answers(rows)
    products = _products(cursor, {row["order_id"] for row in rows if row["order_id"] and not row["sku"]})
    return [_received(row, answers, products) for row in rows if row["direction"] == "in"]


def _last_answers(rows: list[dict[str, Any]]) -> dict[tuple[str, str], datetime]:
    """When the seller last wrote in each thread."""
    return {
        (row["shop_id"], row["thread_key"]): row["arrived"] for row in rows if row["direction"] == "out" and row["thread_key"]
    }


def _products(cursor: Cursor, orders: Iterable[str]) -> dict[tuple[str, str], str]:
    """The product of each order that has but one."""
    listed = sorted(orders)
    rows = cursor.execute(_PRODUCTS, {"orders": listed}).fetchall() if listed else []
    return {(shop, order): sku for shop, order, sku in rows}


def _received(row: dict[str, Any], answers: dict[tuple[str, str], datetime], products: dict[tuple[str, str], str]) -> Received:
    shop, order = row["shop_id"], row["order_id"] or ""
    answer = answers.get((shop, row["thread_key"] or ""))
    return Received(
        shop=shop,
        **{name: row[name] for name in _COLUMNS if name in Received.model_fields and name != "sku"},
        sku=row["sku"] or products.get((shop, order)),
        received_at=row["arrived"].replace(tzinfo=UTC),
        answered=bool(row["is_answered"]) or (answer is not None and answer > row["arrived"]),
    )
