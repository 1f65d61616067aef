"""Sales and traffic reports: sessions, Buy Box, units and sales of all orders."""

from typing import Any

from tools.core.result import Period
from tools.funnel.panel import Panel
from tools.funnel.stored.grid import Bins, panel_of_rows
from tools.funnel.stored.money import Money
from tools.funnel.stored.names import NAMED, Names, names_of
from tools.funnel.stored.reports import Choice, Place
from tools.sales.product_scope import Scope
from tools.warehouse.engines.engine import Cursor

STAGES = ("sessions", "buy_box_sessions", "units", "revenue")

_NAME = "coalesce(f.sku, p.sku, f.asin, f.parent_asin)"
# A total over rows that give a figure and rows that do not is none.
_ROWS = f"""select f.marketplace, {_NAME} as sku, null as channel, f.period_from, f.currency,
    case when count(f.sessions) = count(*) then sum(f.sessions) end as sessions,
    case when count(f.buy_box_percentage) = count(*) then sum(f.sessions * f.buy_box_percentage) end as buy_box_sessions,
    case when count(f.units_ordered) = count(*) then sum(f.units_ordered) end as units,
    sum(f.ordered_product_sales) as revenue, min(f.asin) as asin
from traffic_day f {NAMED}
where f.granularity = $granularity and f.period_from >= $first_day and f.period_to <= $last_day
    and f.shop_id = $shop and f.marketplace = $marketplace
    and date_diff('day', f.period_from, f.period_to) = $length - 1
    and ($skus is null or list_contains($skus, {_NAME}) or list_contains($asins, f.asin))
group by f.marketplace, {_NAME}, f.period_from, f.currency"""

_ASINS = """select distinct asin from (
    select asin, sku from product union all select asin, sku from traffic_day
) f where asin is not null and list_contains($skus, sku)"""


def traffic_panel(
    cursor: Cursor, scope: Scope, reports: dict[Place, Choice], span: Period, bins: Bins, money: Money
) -> tuple[Panel | None, Names]:
    """The panel of these reports; None when they hold nothing of the scope.

    Args:
        cursor: On the warehouse.
        scope: Shops and products.
        reports: By shop and marketplace; where several shops sell on one, each is a channel.
        span: All days that are wanted.
        bins: Of the panel.
        money: Brings amounts to one currency.

    Returns:
        The panel, and the names by which its products go.
    """
    asins = [asin for (asin,) in cursor.execute(_ASINS, {"skus": scope.skus}).fetchall()] if scope.skus else []
    rows: list[tuple[Any, ...]] = []
    for place, choice in reports.items():
        for kind in sorted(set(choice.periods.values())):
            values = {
                "shop": place.shop, "skus": scope.skus, "asins": asins, "marketplace": place.marketplace, "length": kind[0],
                "granularity": kind[1], "first_day": span.start, "last_day": span.end,
            }  # fmt: skip
            found = cursor.execute(_ROWS, values).fetchall()
            rows += [(row[0], row[1], place.channel, *row[3:]) for row in found if choice.periods.get(row[3]) == kind]
    mixed = [place.marketplace for place, choice in reports.items() if len({kind for _, kind in choice.periods.values()}) > 1]
    names = names_of(rows, mixed)
    asked = None if scope.skus is None else {(row[0], names.of(row[0], sku, row[2])) for row in rows for sku in scope.skus}
    used = [row[:-1] for row in names.given(rows) if asked is None or (row[0], row[1]) in asked]
    if not used:
        return None, names
    periods = {
        (place.marketplace, place.channel, start): length
        for place, choice in reports.items()
        for start, (length, _) in choice.periods.items()
    }
    return panel_of_rows(used, STAGES, bins, money, periods), names
