"""Sales of a store that its traffic report gives to no product."""

from datetime import date
from typing import Any, NamedTuple

import numpy as np

from prompts.formats import percent
from tools.core.result import Warning, warning
from tools.funnel.panel import Floats, Panel
from tools.funnel.scope import PLACES_SQL, Scope
from tools.funnel.stages import UNALLOCATED, Windows
from tools.funnel.stored.grid import Bins, Periods, panel_of_rows
from tools.funnel.stored.money import Money
from tools.warehouse.engines.engine import Cursor

CUT_SHORT = 0.02
"""Part of a store's sales that its products may lack more in one window than in the other."""
LEAST_SHARE = 0.001
"""Differences below are rounding."""

_STORE = f"""select f.marketplace, f.period_from, f.currency, sum(f.units_ordered), sum(f.ordered_product_sales)
from traffic_day f
where f.grain = 'store' and f.period_from = f.period_to and f.period_from between $first_day and $last_day and {PLACES_SQL}
group by f.marketplace, f.period_from, f.currency"""


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
    values = {**scope.values_of_places, "first_day": panel.starts[0], "last_day": panel.starts[-1]}
    units, sales = _by_day(panel, "units"), _by_day(panel, "revenue")
    rows = [row for row in cursor.execute(_STORE, values).fetchall() if (row[0], row[1]) in sales]
    rest, shares, cut_short = [], {}, []
    for place in sorted({row[0] for row in rows}):
        own = [row for row in rows if row[0] == place]
        share = _apart(own, sales)
        if abs(share) > LEAST_SHARE:
            shares[place] = share
            if _differs(own, sales, windows):
                cut_short.append(place)
            if share > 0:
                rest += [_left(row, units.get((place, row[1]), 0.0), sales[place, row[1]]) for row in own]
    if not shares:
        return Rest()
    note = warning("unallocated", share=percent(max(map(abs, shares.values()))), places=sorted(shares))
    days: Periods = {(str(row[0]), UNALLOCATED, row[3]): 1 for row in rest}
    bins = Bins(panel.starts, [int(length) for length in panel.bin_days])
    return Rest(panel_of_rows(rest, ("units", "revenue"), bins, money, days) if rest else None, [note], cut_short)


def _apart(rows: list[tuple[Any, ...]], sales: dict[tuple[str, date], float]) -> float:
    """What part of the store's sales is none of its products'."""
    whole = sum(float(row[4] or 0) for row in rows)
    return (whole - sum(sales[row[0], row[1]] for row in rows)) / whole if whole else 0.0


def _differs(rows: list[tuple[Any, ...]], sales: dict[tuple[str, date], float], windows: Windows) -> bool:
    shares = [
        _apart([row for row in rows if window.start <= row[1] <= window.end], sales) for window in (windows.base, windows.current)
    ]
    return abs(shares[1] - shares[0]) > CUT_SHORT


def _left(row: tuple[Any, ...], units: float, sales: float) -> tuple[Any, ...]:
    place, day, currency, whole_units, whole_sales = row
    left = None if whole_units is None else max(float(whole_units) - units, 0.0)
    return (place, None, UNALLOCATED, day, currency, left, max(float(whole_sales or 0) - sales, 0.0))


def _by_day(panel: Panel, stage: str) -> dict[tuple[str, date], float]:
    """Sums over the products of a marketplace, in its own currency, on days on which all of its reports tell."""
    local = stage == "revenue" and panel.local_revenue is not None
    table: Floats | None = panel.local_revenue if local else panel.counts.get(stage)
    found: dict[tuple[str, date], float] = {}
    untold = set()
    for at, segment in enumerate(panel.segments):
        # Products of shops that share a marketplace are not those of its store rows together.
        if segment.sku is None or segment.channel or table is None:
            continue
        told = np.ones(len(panel.starts), dtype=bool) if panel.reported is None else panel.reported[at]
        for start, value, known in zip(panel.starts, np.nan_to_num(table[at]), told, strict=True):
            key = segment.marketplace, start
            found[key] = found.get(key, 0.0) + float(value)
            untold |= set() if known else {key}
    return {key: value for key, value in found.items() if key not in untold}
