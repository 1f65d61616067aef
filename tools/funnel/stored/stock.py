"""Days in stock, from stock reports by day."""

from dataclasses import replace
from datetime import timedelta

import numpy as np

from tools.core.result import Period
from tools.funnel.panel import Panel
from tools.funnel.scope import Scope
from tools.marketplaces import marketplaces
from tools.warehouse.engines.engine import Cursor

# Marketplaces that sell from one stock each show all of it: it is in stock when any row of its pool has units.
_ROWS = """select pool, sku, snapshot_date, max(coalesce(fulfillable, 0)) > 0
from inventory_day f
where snapshot_date between $first_day and $last_day and ($shops is null or list_contains($shops, f.shop_id))
    and ($skus is null or list_contains($skus, f.sku))
group by pool, sku, snapshot_date"""


def with_stock(cursor: Cursor, scope: Scope, panel: Panel) -> Panel:
    """The panel with the days on which each product was in stock, where stock reports tell.

    Args:
        cursor: On the warehouse.
        scope: Shops and products.
        panel: Bins of one day.
    """
    span = Period(start=panel.starts[0], end=panel.starts[-1])
    if panel.bin_days.max(initial=1) > 1:
        return panel
    values = {"shops": scope.shops, "skus": scope.skus, "first_day": span.start, "last_day": span.end}
    told = {(pool, sku, day): has for pool, sku, day, has in cursor.execute(_ROWS, values).fetchall()}
    if not told:
        return panel
    found = np.full(panel.present.shape, np.nan)
    for at, segment in enumerate(panel.segments):
        known = marketplaces().get(segment.marketplace)
        pool = (known.stock_pool if known else None) or segment.marketplace
        for day in range(span.days):
            has = told.get((pool, segment.sku, span.start + timedelta(days=day)))
            if has is not None:
                found[at, day] = float(has)
    return replace(panel, in_stock=found)
