"""The plan of many rows at once: velocity, buffer, level, position, order."""

from dataclasses import dataclass

import numpy as np

from tools.restock.arrays import Flags, Floats, History, in_parts
from tools.restock.demand_path import DemandPath
from tools.restock.order_up_to import DRIFT_RATE, YOUNG_DAYS, YOUNG_DRIFT_RATE, Horizon, horizon_of, order_up_to
from tools.restock.rounding import Packing, Rounded, rounded
from tools.restock.variance import demand_variance
from tools.restock.velocity import Velocity, velocity_of

_NOTHING = 1e-9


@dataclass(frozen=True)
class Terms:
    """What is fixed for each row.

    Attributes:
        lead_days: Mean time from order to shelf.
        lead_sd_days: Its standard deviation.
        cycle_days: From the arrival of this order to that of the next: the review period, and what the next takes longer.
        target_fill_rate: Share of demand to be served from stock.
        drift_rate: How far demand's level may move; nan for .25, and .5 below 28 days in stock.
        max_cover_days: Most days that position and order may last; inf for none.
        packing: Minimum, carton, pallet, other limits.
        plan_units_per_day: What the seller expects; nan for none.
    """

    lead_days: Floats
    lead_sd_days: Floats
    cycle_days: Floats
    target_fill_rate: Floats
    drift_rate: Floats
    max_cover_days: Floats
    packing: Packing
    plan_units_per_day: Floats


@dataclass(frozen=True)
class Demand:
    """What the history says."""

    velocity: Velocity
    variance: Floats
    drift_rate: Floats


@dataclass(frozen=True)
class Plan:
    """What to order; an element for each row.

    Attributes:
        need: Units short of the order-up-to level.
        must_order: The position is at the reorder point or below.
        order_in_days: Until it gets there; inf where nothing sells.
    """

    horizon: Horizon
    forecast: Floats
    safety_stock: Floats
    order_up_to: Floats
    reorder_point: Floats
    position: Floats
    need: Floats
    must_order: Flags
    order_in_days: Floats


def demand_of(history: History, plan_units_per_day: Floats, drift_rate: Floats) -> Demand:
    """Velocity, variance and drift of rows.

    Args:
        history: Demand by day.
        plan_units_per_day: What the seller expects; nan for none.
        drift_rate: As given; nan for the usual one.
    """
    parts = in_parts(len(history))
    velocities = [velocity_of(history.rows(part), plan_units_per_day[part]) for part in parts]
    variances = [demand_variance(history.rows(part), found.units_per_day) for part, found in zip(parts, velocities, strict=True)]
    columns = zip(*(vars(found).values() for found in velocities), strict=True)
    velocity = Velocity(*(np.concatenate(column) for column in columns))
    usual = np.where(velocity.in_stock_days < YOUNG_DAYS, YOUNG_DRIFT_RATE, DRIFT_RATE)
    return Demand(velocity, np.concatenate(variances), np.where(np.isnan(drift_rate), usual, drift_rate))


def plan(demand: Demand, path: DemandPath, position: Floats, terms: Terms) -> Plan:
    """What to order of each row.

    Args:
        demand: What the history says.
        path: Demand ahead.
        position: On hand, on the way and on order.
        terms: What is fixed.
    """
    uplift = path.uplift_over(terms.lead_days + terms.cycle_days)
    velocity = demand.velocity.units_per_day
    lead = (terms.lead_days, terms.lead_sd_days)
    horizon = horizon_of(velocity, demand.variance, uplift, lead, terms.cycle_days, demand.drift_rate)
    level = np.where(velocity > 0, order_up_to(horizon, terms.target_fill_rate), 0.0)
    quiet = np.flatnonzero((uplift < 1) & (velocity > 0))
    if len(quiet):  # variance does not shrink with the uplift; the level of a usual season is enough all the same
        usual = horizon_of(velocity, demand.variance, np.ones_like(uplift), lead, terms.cycle_days, demand.drift_rate)
        level[quiet] = np.minimum(level[quiet], order_up_to(usual, terms.target_fill_rate)[quiet])
    return planned_at(level, horizon, velocity > 0, position, terms)


def planned_at(level: Floats, horizon: Horizon, sells: Flags, position: Floats, terms: Terms) -> Plan:
    """The plan that goes with an order-up-to level.

    Args:
        level: Of each row.
        horizon: What must be served.
        sells: Rows with a velocity.
        position: On hand, on the way and on order.
        terms: What is fixed.
    """
    forecast = np.where(sells, horizon.mean_over(horizon.protection_days), 0.0)
    reorder_point = level - np.where(sells, horizon.units_per_day, 0.0) * terms.cycle_days
    return Plan(
        horizon=horizon,
        forecast=forecast,
        safety_stock=level - forecast,
        order_up_to=level,
        reorder_point=reorder_point,
        position=position,
        need=np.maximum(level - position, 0.0),
        must_order=(position <= reorder_point) & sells,
        order_in_days=np.where(sells, np.maximum(position - reorder_point, 0.0) / horizon.units_per_day, np.inf),
    )


def order_of(found: Plan, terms: Terms, at_least: Floats | float = 0.0) -> Rounded:
    """The order that a plan comes to.

    Args:
        found: The plan.
        terms: What is fixed.
        at_least: Units that must go fast, which may be more than the need of the whole.
    """
    sells = found.horizon.units_per_day > _NOTHING
    a_day = np.where(sells, found.horizon.units_per_day, 0.0)
    need = np.maximum(found.need, at_least)
    urgent = found.must_order | (np.asarray(at_least) > found.need)
    return rounded(need, urgent, _within_cover(terms, a_day, found.position))


def _within_cover(terms: Terms, units_per_day: Floats, position: Floats) -> Packing:
    """The packing with the limit of cover in it."""
    capped = np.isfinite(terms.max_cover_days)
    cover = np.where(capped, np.where(capped, terms.max_cover_days, 0.0) * units_per_day - position, np.inf)
    packing = terms.packing
    return Packing(packing.moq, packing.carton, packing.pallet, np.minimum(packing.limit, cover))
