"""Sales of a store that its traffic report gives to no product."""

from datetime import date
from typing import Any

import numpy as np

from prompts.formats import percent
from tools.core.result import Warning, warning
from tools.funnel.panel import Floats, Panel
from tools.funnel.scope import PLACES_SQL, Scope
from tools.funnel.stages import UNALLOCATED
from tools.funnel.stored.grid import Bins, panel_of_rows
from tools.funnel.stored.money import Money
from tools.warehouse.engines.engine import Cursor

LEAST_SHARE = 0.001
"""Differences below are rounding."""

_STORE = f"""select f.marketplace, f.period_from, f.currency, sum(f.units_ordered), sum(f.ordered_product_sales)
from traffic_day f
where f.grain = 'store' and f.period_from = f.period_to and f.period_from between $first_day and $last_day and {PLACES_SQL}
group by f.marketplace, f.period_from, f.currency"""


def unallocated(cursor: Cursor, scope: Scope, panel: Panel, money: Money) -> tuple[Panel | None, list[Warning]]:
    """What the store sold beside its products, as a segment of each marketplace; None where they agree.

    Where products together sold more than the store, nothing can be given to the rest: that is only said.

    Args:
        cursor: On the warehouse.
        scope: Shops and marketplaces, all products.
        panel: By product and day.
        money: Brings amounts to one currency.
    """
    values = {**scope.values_of_places, "first_day": panel.starts[0], "last_day": panel.starts[-1]}
    rows = cursor.execute(_STORE, values).fetchall()
    units, sales = _by_day(panel, "units"), _by_day(panel, "revenue")
    rest, shares = [], {}
    for place in sorted({row[0] for row in rows} & {place for place, _ in sales}):
        own = [row for row in rows if row[0] == place and (place, row[1]) in sales]
        whole = sum(float(row[4] or 0) for row in own)
        apart = whole - sum(sales[place, row[1]] for row in own)
        if whole and abs(apart) > LEAST_SHARE * whole:
            shares[place] = apart / whole
            if apart > 0:
                rest += [_left(row, units.get((place, row[1]), 0.0), sales[place, row[1]]) for row in own]
    if not shares:
        return None, []
    note = warning("unallocated", share=percent(max(map(abs, shares.values()))), places=sorted(shares))
    days = {(str(row[0]), row[3]): 1 for row in rest}
    bins = Bins(panel.starts, [int(length) for length in panel.bin_days])
    return panel_of_rows(rest, ("units", "revenue"), bins, money, days) if rest else None, [note]


def _left(row: tuple[Any, ...], units: float, sales: float) -> tuple[Any, ...]:
    place, day, currency, whole_units, whole_sales = row
    left = None if whole_units is None else max(float(whole_units) - units, 0.0)
    return (place, None, UNALLOCATED, day, currency, left, max(float(whole_sales or 0) - sales, 0.0))


def _by_day(panel: Panel, stage: str) -> dict[tuple[str, date], float]:
    """Sums over the products of a marketplace, in its own currency."""
    local = stage == "revenue" and panel.local_revenue is not None
    table: Floats | None = panel.local_revenue if local else panel.counts.get(stage)
    found: dict[tuple[str, date], float] = {}
    for at, segment in enumerate(panel.segments):
        if segment.sku is not None and table is not None:
            for start, value in zip(panel.starts, np.nan_to_num(table[at]), strict=True):
                found[segment.marketplace, start] = found.get((segment.marketplace, start), 0.0) + float(value)
    return found
