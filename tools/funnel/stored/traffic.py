"""Sales and traffic reports: sessions, Buy Box, units and sales of all orders."""

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from tools.core.result import Period, Warning, warning
from tools.funnel.panel import Panel
from tools.funnel.scope import Scope
from tools.funnel.stored.grid import Bins, panel_of_rows
from tools.funnel.stored.money import Money
from tools.warehouse.engines.engine import Cursor

STAGES = ("sessions", "buy_box_sessions", "units", "revenue")
_FINEST = ("sku", "child_asin", "parent_asin", "store")

_PERIODS = """select distinct marketplace, granularity, period_from, period_to from report_period
where table_name = 'traffic_day'
    and ($shops is null or list_contains($shops, shop_id))
    and ($marketplaces is null or list_contains($marketplaces, marketplace))"""

# A total over days that give a figure and days that do not is none.
_ROWS = """select f.marketplace, coalesce(f.sku, p.sku, f.asin, f.parent_asin) as sku, null as channel, f.period_from, f.currency,
    case when count(f.sessions) = count(*) then sum(f.sessions) end as sessions,
    case when count(f.buy_box_percentage) = count(*) then sum(f.sessions * f.buy_box_percentage) end as buy_box_sessions,
    case when count(f.units_ordered) = count(*) then sum(f.units_ordered) end as units,
    sum(f.ordered_product_sales) as revenue
from traffic_day f left join (
    select shop_id, marketplace, asin, min(sku) as sku from product group by shop_id, marketplace, asin
) p on p.shop_id = f.shop_id and p.marketplace = f.marketplace and p.asin = f.asin
where f.granularity = $granularity and f.period_from >= $first_day and f.period_to <= $last_day
    and ($shops is null or list_contains($shops, f.shop_id))
    and f.marketplace = $marketplace
    and date_diff('day', f.period_from, f.period_to) = $length - 1
    and ($skus is null or list_contains($skus, coalesce(f.sku, p.sku, f.asin, f.parent_asin)))
group by f.marketplace, coalesce(f.sku, p.sku, f.asin, f.parent_asin), f.period_from, f.currency"""


class Choice(NamedTuple):
    """Which of a marketplace's reports are taken.

    Attributes:
        periods: First day and length of each, ascending, without overlap.
    """

    granularity: str
    periods: dict[date, int]

    @property
    def daily(self) -> bool:
        """Whether every one is of a single day."""
        return all(length == 1 for length in self.periods.values())


def traffic_reports(cursor: Cursor, scope: Scope) -> dict[str, Choice]:
    """The finest reports of each marketplace: by day before longer ones, by product before those of the whole store."""
    found: dict[str, dict[str, dict[date, int]]] = defaultdict(lambda: defaultdict(dict))
    values = {"shops": scope.shops, "marketplaces": scope.marketplaces}
    for place, granularity, start, end in cursor.execute(_PERIODS, values).fetchall():
        lengths = found[place][granularity]
        lengths[start] = min((end - start).days + 1, lengths.get(start, 10**6))
    return {place: _choice(by, by_product=scope.skus is not None) for place, by in sorted(found.items())}


def _choice(by: dict[str, dict[date, int]], *, by_product: bool) -> Choice:
    offered = [name for name in _FINEST if name in by and not (by_product and name == "store")]
    if not offered:
        return Choice("none", {})
    for name in offered:
        daily = {start: 1 for start, length in by[name].items() if length == 1}
        if daily:
            return Choice(name, daily)
    return Choice(offered[0], _without_overlap(by[offered[0]]))


def _without_overlap(periods: dict[date, int]) -> dict[date, int]:
    """Of overlapping periods the shortest, then the earliest."""
    taken: set[date] = set()
    kept = {}
    for start, length in sorted(periods.items(), key=lambda item: (item[1], item[0])):
        days = {start + timedelta(days=i) for i in range(length)}
        if not days & taken:
            taken |= days
            kept[start] = length
    return dict(sorted(kept.items()))


def coarse_notes(reports: dict[str, Choice]) -> list[Warning]:
    """What reports of families or whole stores cannot tell."""
    found = []
    for granularity in ("parent_asin", "store"):
        places = [place for place, choice in reports.items() if choice.granularity == granularity]
        found += [warning(f"traffic_by_{granularity}", places=places)] if places else []
    return found


def traffic_panel(
    cursor: Cursor, scope: Scope, reports: dict[str, Choice], span: Period, bins: Bins, money: Money
) -> Panel | None:
    """The panel of these reports; None when they hold nothing of the scope.

    Args:
        cursor: On the warehouse.
        scope: Shops and products.
        reports: By marketplace; all daily, or all with the periods of `bins`.
        span: All days that are wanted.
        bins: Of the panel.
        money: Brings amounts to one currency.
    """
    rows = []
    for place, choice in reports.items():
        for length in sorted(set(choice.periods.values())):
            values = {
                "shops": scope.shops, "skus": scope.skus, "marketplace": place, "granularity": choice.granularity,
                "first_day": span.start, "last_day": span.end, "length": length,
            }  # fmt: skip
            found = cursor.execute(_ROWS, values).fetchall()
            rows += [row for row in found if choice.periods.get(row[3]) == length]
    if not rows:
        return None
    return panel_of_rows(rows, STAGES, bins, money, {place: set(choice.periods) for place, choice in reports.items()})
