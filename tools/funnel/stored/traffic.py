"""Sales and traffic reports: sessions, Buy Box, units and sales of all orders."""

from collections import defaultdict
from datetime import date
from itertools import pairwise
from typing import Any

from tools.core.result import Period, Warning, warning
from tools.funnel.panel import Panel
from tools.funnel.scope import Scope
from tools.funnel.stored.grid import Bins, panel_of_rows
from tools.funnel.stored.money import Money
from tools.funnel.stored.reports import Choice
from tools.warehouse.engines.engine import Cursor

STAGES = ("sessions", "buy_box_sessions", "units", "revenue")

# A total over rows that give a figure and rows that do not is none.
_NAME = "coalesce(f.sku, p.sku, f.asin, f.parent_asin)"
_ROWS = f"""select f.marketplace, {_NAME} as sku, null as channel, f.period_from, f.currency,
    case when count(f.sessions) = count(*) then sum(f.sessions) end as sessions,
    case when count(f.buy_box_percentage) = count(*) then sum(f.sessions * f.buy_box_percentage) end as buy_box_sessions,
    case when count(f.units_ordered) = count(*) then sum(f.units_ordered) end as units,
    sum(f.ordered_product_sales) as revenue, min(f.asin) as asin
from traffic_day f left join (
    select shop_id, marketplace, asin, min(sku) as sku
    from (
        select shop_id, marketplace, asin, sku from product
        union all select shop_id, marketplace, asin, sku from traffic_day where sku is not null
    ) as named group by shop_id, marketplace, asin
) p on p.shop_id = f.shop_id and p.marketplace = f.marketplace and p.asin = f.asin
where f.granularity = $granularity and f.period_from >= $first_day and f.period_to <= $last_day
    and ($shops is null or list_contains($shops, f.shop_id))
    and f.marketplace = $marketplace
    and date_diff('day', f.period_from, f.period_to) = $length - 1
    and ($skus is null or list_contains($skus, {_NAME}) or list_contains($asins, f.asin))
group by f.marketplace, {_NAME}, f.period_from, f.currency"""

_ASINS = """select distinct asin from (
    select asin, sku from product union all select asin, sku from traffic_day
) f where asin is not null and list_contains($skus, sku)"""


def traffic_panel(
    cursor: Cursor, scope: Scope, reports: dict[str, Choice], span: Period, bins: Bins, money: Money
) -> tuple[Panel | None, list[Warning]]:
    """The panel of these reports; None when they hold nothing of the scope.

    Args:
        cursor: On the warehouse.
        scope: Shops and products.
        reports: By marketplace.
        span: All days that are wanted.
        bins: Of the panel.
        money: Brings amounts to one currency.

    Returns:
        The panel, and which products changed their SKU.
    """
    asins = [asin for (asin,) in cursor.execute(_ASINS, {"skus": scope.skus}).fetchall()] if scope.skus else []
    rows: list[tuple[Any, ...]] = []
    for place, choice in reports.items():
        for kind in sorted(set(choice.periods.values())):
            values = {
                "shops": scope.shops, "skus": scope.skus, "asins": asins, "marketplace": place, "length": kind[0],
                "granularity": kind[1], "first_day": span.start, "last_day": span.end,
            }  # fmt: skip
            found = cursor.execute(_ROWS, values).fetchall()
            rows += [row for row in found if choice.periods.get(row[3]) == kind]
    rows, notes = _renamed(rows)
    rows = [row[:-1] for row in rows if scope.skus is None or row[1] in scope.skus]
    if not rows:
        return None, []
    periods = {(place, start): length for place, choice in reports.items() for start, (length, _) in choice.periods.items()}
    return panel_of_rows(rows, STAGES, bins, money, periods), notes


def _renamed(rows: list[tuple[Any, ...]]) -> tuple[list[tuple[Any, ...]], list[Warning]]:
    """Give SKUs of one ASIN that follow each other in time the name of the last: it is the same product."""
    spans: dict[tuple[str, str], dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row[1] and row[-1] and row[1] != row[-1]:
            spans[row[0], row[-1]][row[1]].append(row[3])
    last: dict[tuple[str, str], str] = {}
    for (place, _), days in spans.items():
        names = sorted(days, key=lambda name: min(days[name]))
        if len(names) > 1 and all(max(days[a]) < min(days[b]) for a, b in pairwise(names)):
            last |= {(place, name): names[-1] for name in names[:-1]}
    if not last:
        return rows, []
    pairs = sorted({f"{old} → {new}" for (_, old), new in last.items()})
    return [(row[0], last.get((row[0], row[1]), row[1]), *row[2:]) for row in rows], [warning("sku_renamed", pairs=pairs)]
