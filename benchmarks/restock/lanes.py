"""The split over sea and air against sea alone, both with the plan's own calculations."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.restock.compare import Service, service
from benchmarks.restock.panels import Panel
from benchmarks.restock.policies import demand_seen, ordering, ours
from benchmarks.restock.simulate import AIR, REVIEW_DAYS, SEA, Outcome, View, simulate
from tools.restock.arrays import Floats
from tools.restock.demand_path import demand_path
from tools.restock.stock_out import Arrivals, Outlook
from tools.restock.transport import MODES, Ways, fast_part

SEA_FREIGHT, AIR_FREIGHT, MARGIN = 0.6, 3.0, 5.0


@dataclass(frozen=True)
class Lanes:
    """Service, and the share of the units ordered that flew."""

    name: str
    service: Service
    by_air: float


def lanes(panel: Panel, seed: int = 1) -> list[Lanes]:
    """Sea alone at two targets, then the split: with each shipment's date of arrival known, and by mean lead times alone."""
    outcomes = {
        "sea .95": simulate(panel, ordering(ours, 0.95), seed=seed),
        "sea .98": simulate(panel, ordering(ours, 0.98), seed=seed),
        "sea .95 + air .85, dates known": simulate(panel, split, (SEA, AIR), seed, dates_known=True),
        "sea .95 + air .85, mean lead times": simulate(panel, split, (SEA, AIR), seed),
    }
    return [Lanes(name, service(found), _flown(found)) for name, found in outcomes.items()]


def split(view: View) -> Sequence[Floats]:
    """Units to order by sea and by air."""
    rows = len(view.history)
    demand = demand_seen(view.history)
    order = np.argsort(view.inbound_days, axis=1, kind="stable")
    outlook = Outlook(
        path=demand_path(demand.velocity.units_per_day),
        variance=demand.variance,
        drift_rate=demand.drift_rate,
        on_hand=view.on_hand,
        arrivals=Arrivals(np.take_along_axis(view.inbound_days, order, axis=1), np.take_along_axis(view.inbound, order, axis=1)),
    )
    found = fast_part(demand, outlook, _ways(rows), np.full(rows, float(REVIEW_DAYS)), np.full(rows, MARGIN))
    return [np.maximum(ours(view, 0.95) - view.position - found.units, 0.0), found.units]


def _flown(outcome: Outcome) -> float:
    return float(outcome.ordered[:, 1:].sum() / outcome.ordered.sum())


def _ways(rows: int) -> Ways:
    columns = {"sea": (SEA.mean_days, SEA.sd_days, SEA_FREIGHT), "air": (AIR.mean_days, AIR.sd_days, AIR_FREIGHT)}
    table = np.array([columns.get(mode, (np.nan,) * 3) for mode in MODES])
    return Ways(*(np.tile(column, (rows, 1)) for column in table.T))
