"""Order-up-to levels: by our plan, and as others set them. Each has one knob."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.restock.simulate import REVIEW_DAYS, SEA, View
from tools.restock.arrays import Floats, History
from tools.restock.demand_path import demand_path
from tools.restock.planning import Demand, Terms, demand_of, plan
from tools.restock.rounding import Packing
from tools.restock.spikes import spikes_of

Policy = Callable[[View, float], Floats]
_PROTECTION_DAYS = SEA.mean_days + REVIEW_DAYS


def ordering(policy: Policy, knob: float) -> Callable[[View], Sequence[Floats]]:
    """A decision that orders what the position lacks to the policy's level."""
    return lambda view: [np.maximum(policy(view, knob) - view.position, 0.0)]


def erp(view: View, safety_days: float) -> Floats:
    """The mean of the last 30 calendar days, times lead time, review and safety days."""
    return _cover(view.history.units[:, -30:].mean(axis=1), safety_days)


def weighted(view: View, safety_days: float) -> Floats:
    """The same with 7, 14 and 30 calendar days weighing .5, .3 and .2."""
    means = [view.history.units[:, -days:].mean(axis=1) for days in (7, 14, 30)]
    return _cover(np.tensordot([0.5, 0.3, 0.2], means, axes=1), safety_days)


def textbook(view: View, z: float) -> Floats:
    """Mean over lead time and review, and z standard deviations of independent normal days and of the lead time."""
    used = view.history.in_stock[:, -90:]
    days = np.maximum(used.sum(axis=1), 1)
    units = np.where(used, view.history.units[:, -90:], 0.0)
    mean = units.sum(axis=1) / days
    variance = np.where(used, (units - mean[:, None]) ** 2, 0.0).sum(axis=1) / np.maximum(days - 1, 1)
    safety = z * np.sqrt(_PROTECTION_DAYS * variance + (mean * SEA.sd_days) ** 2)
    level: Floats = np.ceil(np.maximum(mean * _PROTECTION_DAYS + safety, 0.0))
    return level


def ours(view: View, target: float) -> Floats:
    """The plan's order-up-to level at a target fill rate."""
    rows = len(view.history)
    demand = demand_seen(view.history)
    path = demand_path(demand.velocity.units_per_day)
    return plan(demand, path, view.position, terms(rows, target)).order_up_to


def demand_seen(history: History) -> Demand:
    """What the history says, without a seller's plan and without the bulk days that the plan leaves out."""
    unknown = np.full(len(history), np.nan)
    usual = replace(history, in_stock=history.in_stock & ~spikes_of(history, unknown).left_out)
    return demand_of(usual, unknown, unknown)


def terms(rows: int, target: float) -> Terms:
    """No minimum, no carton, no limit."""
    ones = np.ones(rows)
    packing = Packing(moq=ones, carton=ones, pallet=0 * ones, limit=np.inf * ones)
    return Terms(
        lead_days=SEA.mean_days * ones,
        lead_sd_days=SEA.sd_days * ones,
        cycle_days=REVIEW_DAYS * ones,
        target_fill_rate=target * ones,
        drift_rate=np.nan * ones,
        max_cover_days=np.inf * ones,
        packing=packing,
        plan_units_per_day=np.nan * ones,
    )


def _cover(velocity: Floats, safety_days: float) -> Floats:
    return np.ceil(velocity * (_PROTECTION_DAYS + safety_days))
