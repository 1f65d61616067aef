"""Search reports: impressions, clicks and purchases that came from search, by week or longer."""

from datetime import date, timedelta
from typing import Any

from tools.core.result import Period
from tools.funnel.panel import Panel
from tools.funnel.stored.grid import Bins, panel_of_rows
from tools.funnel.stored.money import Money
from tools.funnel.stored.names import NAMED, Names
from tools.sales.product_scope import Scope
from tools.warehouse.engines.engine import Cursor

STAGES = ("impressions", "clicks", "orders", "revenue")

_ROWS = f"""select f.marketplace, coalesce(p.sku, f.asin) as sku, null as channel, f.period_from, f.currency,
    sum(f.impressions) as impressions, sum(f.clicks) as clicks, sum(f.purchases) as orders, sum(f.sales) as revenue, f.period_to
from search_performance f {NAMED}
where f.grain = 'asin' and f.sales is not null and f.period_to >= $first_day and f.period_from <= $last_day
    and ($shops is null or list_contains($shops, f.shop_id))
    and ($marketplaces is null or list_contains($marketplaces, f.marketplace))
group by f.marketplace, coalesce(p.sku, f.asin), f.period_from, f.period_to, f.currency"""
_SLACK = 3
"""Days by which a week may lie outside the window that was asked for."""


def search_rows(cursor: Cursor, scope: Scope, span: Period, names: Names) -> list[tuple[Any, ...]]:
    """All rows whose period touches a span; the last value is the period's last day.

    Args:
        cursor: On the warehouse.
        scope: Shops and products.
        span: Days that are wanted.
        names: By which the products go.
    """
    slack = timedelta(days=_SLACK)
    values = {**scope.values_of_places, "first_day": span.start - slack, "last_day": span.end + slack}
    rows = names.given(cursor.execute(_ROWS, values).fetchall())
    return [row for row in rows if scope.skus is None or row[1] in {names.of(row[0], sku) for sku in scope.skus}]


def search_windows(rows: list[tuple[Any, ...]], base: Period, current: Period) -> tuple[Bins, Period, Period] | None:
    """The report periods nearest to the two windows; None when one of them has none.

    Periods of the most frequent length only, and only what lies within three days of a window.
    """
    periods = {(row[3], row[-1]) for row in rows if isinstance(row[3], date) and isinstance(row[-1], date)}
    lengths = [(end - start).days + 1 for start, end in periods]
    if not lengths:
        return None
    length = max(set(lengths), key=lambda days: (lengths.count(days), -days))
    starts = sorted({start for start, end in periods if (end - start).days + 1 == length})
    starts = [start for at, start in enumerate(starts) if at == 0 or (start - starts[at - 1]).days >= length]
    windows = [_inside(starts, length, window) for window in (base, current)]
    if not windows[0] or not windows[1] or windows[0][-1] >= windows[1][0]:
        return None
    last = timedelta(days=length - 1)
    spans = [Period(start=inside[0], end=inside[-1] + last) for inside in windows]
    used = [start for start in starts if spans[0].start <= start <= spans[1].end]
    return Bins(used, [length] * len(used)), spans[0], spans[1]


def _inside(starts: list[date], length: int, window: Period) -> list[date]:
    slack, last = timedelta(days=_SLACK), timedelta(days=length - 1)
    return [start for start in starts if window.start - slack <= start and start + last <= window.end + slack]


def search_panel(rows: list[tuple[Any, ...]], bins: Bins, money: Money) -> Panel:
    """The panel of these rows; periods that are no bin are left out."""
    lengths = dict(zip(bins.starts, bins.lengths, strict=True))
    used = [row[:-1] for row in rows if lengths.get(row[3]) == (row[-1] - row[3]).days + 1]
    return panel_of_rows(used, STAGES, bins, money)
