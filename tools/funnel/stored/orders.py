"""Order lines: units and sales where no traffic report tells more, and what was returned of them."""

from tools.core.result import Period
from tools.funnel.panel import Panel
from tools.funnel.stored.grid import Bins, panel_of_rows
from tools.funnel.stored.money import Money
from tools.sales.product_scope import SQL, Scope
from tools.warehouse.engines.engine import Cursor

STAGES = ("orders", "units", "revenue")

_CHANNEL = "case when list_contains($shared, f.marketplace) then f.shop_id end"
_ROWS = f"""select f.marketplace, f.sku, {_CHANNEL} as channel, f.order_date, f.currency,
    count(distinct f.order_id) as orders, sum(f.quantity) as units, sum(f.amount) as revenue
from order_line f
where f.kind = 'sold' and f.is_product and f.order_date between $first_day and $last_day and {SQL}
group by f.marketplace, f.sku, {_CHANNEL}, f.order_date, f.currency"""

_RETURNED = f"""select f.marketplace, f.sku, null as channel, f.order_date, f.currency, -sum(f.net_amount) as revenue
from order_line f
where f.kind <> 'sold' and f.net_amount < 0 and f.order_date between $first_day and $last_day and {SQL}
group by f.marketplace, f.sku, f.order_date, f.currency"""


def orders_panel(cursor: Cursor, scope: Scope, shared: list[str], span: Period, bins: Bins, money: Money) -> Panel | None:
    """The panel of order lines by day; None when there are none.

    Args:
        cursor: On the warehouse.
        scope: Shops and products.
        shared: Marketplaces on which several shops sell, each a channel.
        span: Days that are wanted.
        bins: Of the panel.
        money: Brings amounts to one currency.
    """
    rows = _asked(cursor, _ROWS, scope, span, shared=shared)
    return panel_of_rows(rows, STAGES, bins, money) if rows else None


def returned_panel(cursor: Cursor, scope: Scope, span: Period, bins: Bins, money: Money) -> Panel | None:
    """Amounts returned by day, as `revenue`; None when the reports tell of no returns."""
    rows = _asked(cursor, _RETURNED, scope, span)
    return panel_of_rows(rows, ("revenue",), bins, money) if rows else None


def _asked(cursor: Cursor, sql: str, scope: Scope, span: Period, **more: object) -> list[tuple[object, ...]]:
    return cursor.execute(sql, {**scope.values, "first_day": span.start, "last_day": span.end, **more}).fetchall()
