"""Days in stock, from stock reports by day."""

from dataclasses import replace
from datetime import date

import numpy as np

from tools.funnel.panel import Panel, Segment
from tools.funnel.stored.names import Names
from tools.marketplaces import marketplaces
from tools.sales.product_scope import Scope
from tools.warehouse.engines.engine import Cursor

# Marketplaces that sell from one stock each show all of it: it is in stock when any row of its pool has units.
_ROWS = """select f.shop_id, f.pool, f.sku, f.snapshot_date, max(f.fulfillable) > 0
from inventory_day f
where f.fulfillable is not null and f.snapshot_date between $first_day and $last_day
    and ($shops is null or list_contains($shops, f.shop_id))
group by f.shop_id, f.pool, f.sku, f.snapshot_date"""

_Told = dict[tuple[str, str, str, date], bool]
"""Whether there was stock, by shop, pool, SKU and day."""


def with_stock(cursor: Cursor, scope: Scope, panel: Panel, names: Names) -> Panel:
    """The panel with the days on which each product was in stock, where stock reports tell.

    Args:
        cursor: On the warehouse.
        scope: Shops and products.
        panel: Bins of one day.
        names: By which the products go.
    """
    if panel.bin_days.max(initial=1) > 1:
        return panel
    values = {"shops": scope.shops, "first_day": panel.starts[0], "last_day": panel.starts[-1]}
    told: _Told = {tuple(row[:4]): row[4] for row in cursor.execute(_ROWS, values).fetchall()}
    if not told:
        return panel
    shops = sorted({shop for shop, *_ in told})
    found = np.full(panel.present.shape, np.nan)
    for at, segment in enumerate(panel.segments):
        keys = [
            (shop, _pool(segment), name)
            for shop in ([segment.channel] if segment.channel else shops)
            for name in names.all_of(segment.marketplace, segment.sku, segment.channel)
        ]
        for column, day in enumerate(panel.starts):
            known = [told[*key, day] for key in keys if (*key, day) in told]
            if known:
                found[at, column] = float(any(known))
    return replace(panel, in_stock=found)


def _pool(segment: Segment) -> str:
    known = marketplaces().get(segment.marketplace)
    return (known.stock_pool if known else None) or segment.marketplace
