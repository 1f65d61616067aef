"""What is on its way, and finished goods elsewhere that can be sent at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from tools.core.result import Warning, warning
from tools.restock.arrays import Floats, Ints
from tools.restock.leads import COLUMNS, Way
from tools.restock.material import arrays_of
from tools.restock.order_up_to import horizon_of, order_up_to
from tools.restock.planning import Demand, Terms
from tools.restock.products import Product
from tools.restock.stock_out import Arrivals, Outlook
from tools.restock.transport import Ways, fast_part

LOST_AFTER_DAYS = 21
"""So many days late, units on their way count no more."""


@dataclass(frozen=True)
class Transfers:
    """Finished goods to send now; an element for each product.

    Attributes:
        overseas: Units from warehouses of the destination.
        overseas_days: Until they can be sold; nan where it is not known.
        local: Units from the seller's own warehouse.
        fast: Of these by `fast_mode`, a column of the ways; the others by the main way.
    """

    overseas: Floats
    overseas_days: Floats
    local: Floats
    local_days: Floats
    fast: Floats
    fast_mode: Ints
    fast_days: Floats

    @property
    def first_day(self) -> Floats:
        """Until the first of them can be sold; inf where there is nothing to send."""
        local = np.where(self.local > self.fast, self.local_days, np.inf)
        fast = np.where(self.fast > 0, self.fast_days, np.inf)
        overseas = np.where((self.overseas > 0) & np.isfinite(self.overseas_days), self.overseas_days, np.inf)
        found: Floats = np.minimum(np.minimum(local, fast), overseas)
        return found


def arrivals_of(products: Sequence[Product], ways: Sequence[tuple[Way, ...]], main: Ints) -> Arrivals:
    """Units on their way, by day; notes on late ones and on those without a day go to the products.

    What is late comes a standard deviation of the lead time from now, and not at all after 21 days. Without a day, units
    sent come after the transit of the main way, and units on order after its whole lead time.
    """
    rows = [_coming(product, _taken(row, at)) for product, row, at in zip(products, ways, main, strict=True)]
    width = max((len(row) for row in rows), default=0)
    days, units = np.full((len(rows), width), 1, dtype=np.int64), np.zeros((len(rows), width))
    for at, row in enumerate(rows):
        for column, (day, quantity) in enumerate(row):
            days[at, column], units[at, column] = day, quantity
        days[at, len(row) :] = row[-1][0] if row else 1
    return Arrivals(days, units)


def _taken(ways: tuple[Way, ...], main: int) -> Way | None:
    return next((way for way in ways if way.mode == COLUMNS[main]), None) if main >= 0 else None


def _coming(product: Product, way: Way | None) -> list[tuple[int, float]]:
    found: dict[int, float] = {}
    kept = []
    for each in product.coming:
        day, note = _day_of(each.in_days, each.kind, each.reference, each.units, way)
        product.notes += [note] if note else []
        if day is not None:
            found[day] = found.get(day, 0.0) + each.units
            kept.append(each)
    product.coming = kept
    return sorted(found.items())


def _day_of(
    in_days: float | None, kind: str, reference: str | None, units: float, way: Way | None
) -> tuple[int | None, Warning | None]:
    named = {"reference": reference or "", "units": units}
    if in_days is None:
        guess = 1.0 if way is None else way.transit[0] if kind == "shipment" else way.mean_days
        day = max(1, ceil(guess))
        return day, warning("restock_inbound_undated", **named, days=day)
    if in_days >= 0:
        return max(1, int(in_days)), None
    if -in_days > LOST_AFTER_DAYS:
        return None, warning("restock_inbound_lost", **named, late=int(-in_days), limit=LOST_AFTER_DAYS)
    day = max(1, ceil(way.sd_days)) if way else 1
    return day, warning("restock_inbound_late", **named, late=int(-in_days), days=day)


def transfers_of(
    products: Sequence[Product],
    ways: Sequence[tuple[Way, ...]],
    main: Ints,
    demand: Demand,
    outlook: Outlook,
    transit: Ways,
    terms: Terms,
    review: Floats,
    margin: Floats,
) -> Transfers:
    """What to send of finished goods: as much as the shelf lacks of a level with the time that sending takes.

    Args:
        products: With goods elsewhere.
        ways: Of each.
        main: Column of the main way.
        demand: What the history says.
        outlook: Stock and arrivals.
        transit: Times from the factory's door.
        terms: Targets.
        review: Days between two decisions.
        margin: Earned per unit.
    """
    size = len(products)
    overseas, local = arrays_of([p.overseas_stock for p in products]), arrays_of([p.local_stock for p in products])
    rows = np.arange(size)
    days = np.where(main >= 0, np.nan_to_num(transit.lead_days[rows, main], nan=1.0), 1.0)
    if not (overseas.any() or local.any()):
        nothing = np.zeros(size)
        return Transfers(nothing, np.full(size, np.nan), nothing, days, nothing, np.full(size, -1), nothing)
    spread = np.nan_to_num(transit.lead_sd_days[rows, main])
    short = np.where(main >= 0, _short(demand, outlook, days, spread, review, terms.target_fill_rate), 0.0)
    short = np.minimum(short, np.maximum(terms.packing.limit, 0.0))
    from_overseas = np.minimum(overseas, np.ceil(short))
    from_local = np.minimum(local, np.ceil(short - from_overseas))
    fast = fast_part(demand, outlook, transit, review, margin)
    fast_days = np.where(fast.mode >= 0, transit.lead_days[rows, fast.mode], 0.0)
    receiving = [(_taken(row, at) or Way("given", ())) for row, at in zip(ways, main, strict=True)]
    near = arrays_of([way.receiving[0] if way.receiving else None for way in receiving])
    return Transfers(
        overseas=from_overseas,
        overseas_days=np.where(np.isfinite(near), np.maximum(near, 1.0), np.nan),
        local=from_local,
        local_days=days,
        fast=np.where(fast.mode >= 0, np.minimum(np.ceil(np.maximum(fast.units - from_overseas, 0.0)), from_local), 0.0),
        fast_mode=fast.mode,
        fast_days=fast_days,
    )


def _short(demand: Demand, outlook: Outlook, days: Floats, spread: Floats, review: Floats, target: Floats) -> Floats:
    velocity = demand.velocity.units_per_day
    uplift = outlook.path.uplift_over(days + review)
    horizon = horizon_of(velocity, demand.variance, uplift, (days, spread), review, demand.drift_rate)
    level = np.where(velocity > 0, order_up_to(horizon, target), 0.0)
    found: Floats = np.maximum(level - outlook.on_hand - outlook.arrivals.total, 0.0)
    return found


def with_transfers(arrivals: Arrivals, transfers: Transfers) -> Arrivals:
    """The arrivals with what is sent now among them."""
    if not (transfers.overseas.any() or transfers.local.any()):
        return arrivals
    days = [np.nan_to_num(transfers.overseas_days, nan=1.0), transfers.local_days, np.maximum(transfers.fast_days, 1.0)]
    known = np.where(np.isfinite(transfers.overseas_days), transfers.overseas, 0.0)
    units = np.column_stack([arrivals.units, known, transfers.local - transfers.fast, transfers.fast])
    when = np.column_stack([arrivals.days, *[np.maximum(np.ceil(each), 1).astype(np.int64) for each in days]])
    order = np.argsort(when, axis=1, kind="stable")
    return Arrivals(np.take_along_axis(when, order, axis=1), np.take_along_axis(units, order, axis=1))
