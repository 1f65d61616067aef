"""How an order is shipped: the bulk by the cheapest way, and a fast part where it pays (dual index policy).

The fast part tops up what can be on the shelf by the time that it would arrive itself to a level of its own (fill .85);
the bulk tops up the whole position. Within 1 to 2 % of the optimum in most cases (Veeraraghavan and Scheller-Wolf 2008).
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from tools.restock.arrays import Flags, Floats, Ints
from tools.restock.order_up_to import horizon_of, order_up_to
from tools.restock.planning import Demand
from tools.restock.stock_out import HORIZON_DAYS, Outlook, lost_before

FAST_FILL_RATE = 0.85
Mode = Literal["express", "air", "rail", "sea"]
MODES: tuple[Mode, ...] = ("express", "air", "rail", "sea")
"""From fast to slow, as a rule."""


@dataclass(frozen=True)
class Ways:
    """Ways of transport; a row each, a column for each of `MODES`, nan where a row does not have one.

    Attributes:
        lead_days: Mean time from order to shelf.
        lead_sd_days: Its standard deviation.
        unit_freight: Cost of transport per unit.
    """

    lead_days: Floats
    lead_sd_days: Floats
    unit_freight: Floats

    @property
    def main(self) -> Ints:
        """The cheapest of each row where all of its costs are known, otherwise the slowest; -1 without any."""
        given = np.isfinite(self.lead_days)
        priced = (np.isfinite(self.unit_freight) | ~given).all(axis=1)
        freight = np.where(given, np.where(np.isfinite(self.unit_freight), self.unit_freight, 0.0), np.inf)
        # Of equally cheap ones the fastest.
        cheapest = np.lexsort((np.where(given, self.lead_days, np.inf), freight), axis=1)[:, 0]
        slowest = np.argmax(np.where(given, self.lead_days, -np.inf), axis=1)
        return np.where(given.any(axis=1), np.where(priced, cheapest, slowest), -1)


@dataclass(frozen=True)
class Split:
    """What goes fast.

    Attributes:
        mode: Column of the fast way; -1 for none.
        units: Units short of the fast level.
        level: The fast level.
        refused: A faster way would carry units but costs as much more as a unit earns, or more.
        unpriced: Freight or margin is not known, so no one can say whether it pays.
    """

    mode: Ints
    units: Floats
    level: Floats
    refused: Flags
    unpriced: Flags


def fast_part(demand: Demand, outlook: Outlook, ways: Ways, review_days: Floats, margin: Floats) -> Split:
    """Which faster way to use, and for how many units.

    Of the ways whose extra freight is below what a unit earns, the one with the least sum of extra freight, until the main
    way arrives, and margin lost before it arrives itself.

    Args:
        demand: What the history says.
        outlook: Demand ahead, stock and arrivals.
        ways: Ways of each row.
        review_days: Between two orders.
        margin: Earned per unit sold, before this freight; nan where unknown.
    """
    rows = np.arange(len(margin))
    main = ways.main
    base_days, base_freight = ways.lead_days[rows, main], ways.unit_freight[rows, main]
    lost_by_main = lost_before(outlook, _day(base_days, main >= 0))
    best = _nothing(len(rows))
    least = np.full(len(rows), np.inf)
    for column in range(ways.lead_days.shape[1]):
        days, freight = ways.lead_days[:, column], ways.unit_freight[:, column]
        offered = np.isfinite(days) & (main >= 0) & (days < base_days)
        if not offered.any():
            continue
        level, units = _short_of_level(demand, outlook, np.where(offered, days, 1.0), ways.lead_sd_days[:, column], review_days)
        units = np.where(offered, units, 0.0)
        extra = freight - base_freight
        known = np.isfinite(extra) & np.isfinite(margin)
        pays = known & (extra < margin) & (units > 0)
        lost = lost_before(outlook, _day(days, offered))
        # Over the same days for all: what a slower way leaves lost, a faster one must carry.
        carried = np.maximum(units, lost_by_main - lost)
        cost = np.where(pays, np.where(known, extra * carried + margin * lost, 0.0), np.inf)
        better = cost < least
        least = np.minimum(least, cost)
        best = Split(
            np.where(better, column, best.mode),
            np.where(better, units, best.units),
            np.where(better, level, best.level),
            best.refused | (known & (extra >= margin) & (units > 0)),
            best.unpriced | (~known & (units > 0)),
        )
    return best


def _day(days: Floats, known: Flags) -> Ints:
    found: Ints = np.ceil(np.where(known, days, 1.0)).astype(np.int64)
    return found


def _nothing(rows: int) -> Split:
    none = np.zeros(rows, dtype=bool)
    return Split(np.full(rows, -1), np.zeros(rows), np.zeros(rows), none, none)


def _short_of_level(
    demand: Demand, outlook: Outlook, days: Floats, sd_days: Floats, review_days: Floats
) -> tuple[Floats, Floats]:
    """The fast level, and what stock and arrivals until then lack of it."""
    reach = np.ceil(days + review_days)
    velocity = demand.velocity.units_per_day
    uplift = outlook.path.uplift_over(days + review_days)
    lead = (days, np.nan_to_num(sd_days))
    horizon = horizon_of(velocity, demand.variance, uplift, lead, review_days, demand.drift_rate)
    level = np.where(velocity > 0, order_up_to(horizon, np.full(len(velocity), FAST_FILL_RATE)), 0.0)
    there = outlook.on_hand + outlook.arrivals.within(np.minimum(reach, HORIZON_DAYS))
    return level, np.maximum(level - there, 0.0)
