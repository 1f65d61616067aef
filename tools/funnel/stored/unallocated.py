"""Sales of a store that its traffic report gives to no product."""

from datetime import date
from typing import Any, NamedTuple

import numpy as np

from prompts.formats import percent
from tools.core.result import Warning, warning
from tools.funnel.panel import Floats, Panel, in_order
from tools.funnel.stages import UNALLOCATED, Windows
from tools.funnel.stored.grid import Bins, Periods, panel_of_rows
from tools.funnel.stored.money import Money
from tools.sales.product_scope import PLACES_SQL, Scope
from tools.warehouse.engines.engine import Cursor

CUT_SHORT = 0.02
"""Part of a store's sales that its products may lack more in one window than in the other."""
LEAST_SHARE = 0.001
"""Differences below are rounding."""

_CHANNEL = "case when list_contains($shared, f.marketplace) then f.shop_id end"
_STORE = f"""select f.marketplace, {_CHANNEL} as channel, f.period_from, f.currency,
    sum(f.units_ordered), sum(f.ordered_product_sales)
from traffic_day f
where f.grain = 'store' and f.period_from = f.period_to and f.period_from between $first_day and $last_day and {PLACES_SQL}
group by f.marketplace, {_CHANNEL}, f.period_from, f.currency"""

_Days = dict[tuple[str, str | None, date], float]


class Rest(NamedTuple):
    """What a store sold beside its products.

    Attributes:
        panel: A segment for each marketplace; None where stores and products agree.
        cut_short: Marketplaces where the products lack much more of the store in one window than in the other.
    """

    panel: Panel | None = None
    notes: list[Warning] = []  # noqa: RUF012 (never changed)
    cut_short: list[str] = []  # noqa: RUF012


def unallocated(cursor: Cursor, scope: Scope, panel: Panel, money: Money, windows: Windows) -> Rest:
    """What the stores sold beside their products, on days of which both reports tell.

    Where products together sold more than the store, nothing can be given to the rest: that is only said.

    Args:
        cursor: On the warehouse.
        scope: Shops and marketplaces, all products.
        panel: By product and day.
        money: Brings amounts to one currency.
        windows: The two windows.
    """
    shared = sorted({segment.marketplace for segment in panel.segments if segment.channel})
    values = {**scope.values_of_places, "first_day": panel.starts[0], "last_day": panel.starts[-1], "shared": shared}
    units, sales = _by_day(panel, "units"), _by_day(panel, "revenue")
    rows = [row for row in cursor.execute(_STORE, values).fetchall() if row[:3] in sales]
    rest: list[tuple[Any, ...]] = []
    shares: dict[str, float] = {}
    cut_short = []
    for place, channel in sorted({row[:2] for row in rows}, key=in_order):
        own = [row for row in rows if row[:2] == (place, channel)]
        share = _apart(own, sales)
        if abs(share) > LEAST_SHARE:
            shares[place] = share
            if _differs(own, sales, windows):
                cut_short.append(place)
            if share > 0:
                rest += [_left(row, units.get(row[:3], 0.0), sales[row[:3]]) for row in own]
    if not shares:
        return Rest()
    note = warning("unallocated", share=percent(max(map(abs, shares.values()))), places=sorted(shares))
    days: Periods = {(str(row[0]), row[2], row[3]): 1 for row in rest}
    bins = Bins(panel.starts, [int(length) for length in panel.bin_days])
    return Rest(panel_of_rows(rest, ("units", "revenue"), bins, money, days) if rest else None, [note], sorted(set(cut_short)))


def _apart(rows: list[tuple[Any, ...]], sales: _Days) -> float:
    """What part of the store's sales is none of its products'."""
    whole = sum(float(row[5] or 0) for row in rows)
    return (whole - sum(sales[row[:3]] for row in rows)) / whole if whole else 0.0


def _differs(rows: list[tuple[Any, ...]], sales: _Days, windows: Windows) -> bool:
    """Whether the rest grew in one window at the products' cost: by its share and by its daily amount alike."""
    sides = [[row for row in rows if window.start <= row[2] <= window.end] for window in (windows.base, windows.current)]
    if not all(sides):
        return False
    shares = [_apart(side, sales) for side in sides]
    stores = [sum(float(row[5] or 0) for row in side) / len(side) for side in sides]
    amounts = [share * store for share, store in zip(shares, stores, strict=True)]
    by_share, by_amount = shares[1] - shares[0], (amounts[1] - amounts[0]) / max(max(stores), 1e-9)
    return min(abs(by_share), abs(by_amount)) > CUT_SHORT and (by_share > 0) == (by_amount > 0)


def _left(row: tuple[Any, ...], units: float, sales: float) -> tuple[Any, ...]:
    place, shop, day, currency, whole_units, whole_sales = row
    left = None if whole_units is None else max(float(whole_units) - units, 0.0)
    channel = f"{UNALLOCATED} {shop}" if shop else UNALLOCATED
    return (place, None, channel, day, currency, left, max(float(whole_sales or 0) - sales, 0.0))


def _by_day(panel: Panel, stage: str) -> _Days:
    """Sums over the products of a marketplace, in its own currency, on days on which all of its reports tell."""
    local = stage == "revenue" and panel.local_revenue is not None
    table: Floats | None = panel.local_revenue if local else panel.counts.get(stage)
    found: _Days = {}
    untold = set()
    for at, segment in enumerate(panel.segments):
        if segment.sku is None or table is None:
            continue
        told = np.ones(len(panel.starts), dtype=bool) if panel.reported is None else panel.reported[at]
        for start, value, known in zip(panel.starts, np.nan_to_num(table[at]), told, strict=True):
            key = (segment.marketplace, segment.channel, start)
            found[key] = found.get(key, 0.0) + float(value)
            untold |= set() if known else {key}
    return {key: value for key, value in found.items() if key not in untold}
