"""The plan of a material: every step of the method, in order, on arrays."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from tools.restock.arrays import Flags, Floats, History, Ints, divided
from tools.restock.demand_path import DemandPath, demand_path
from tools.restock.fee_effects import FeeEffects, Rules, fee_effects, floor_levels, floors_that_pay, rules_of
from tools.restock.leads import COLUMNS, Way, transit_arrays, way_arrays, ways_of_all
from tools.restock.material import Material, arrays_of
from tools.restock.planning import Demand, Plan, Terms, demand_of, plan, planned_at
from tools.restock.products import in_shares
from tools.restock.rounding import Packing, Rounded
from tools.restock.spikes import Spikes, spikes_of
from tools.restock.stock_out import Outlook, lost_before, stock_out_days
from tools.restock.supplier import ordered
from tools.restock.supply import Transfers, arrivals_of, transfers_of, with_transfers
from tools.restock.transport import Split, Ways, fast_part
from tools.restock.uplifts import cleaned
from tools.restock.velocity import FEWEST_DAYS, velocity_of


@dataclass(frozen=True)
class Computed:
    """What the steps found; an element for each product of the material.

    Attributes:
        with_spikes: Velocity as it would be with the days that were left out.
        without_bulk: The same without any bulk day.
        main: Column of the main way; -1 where no lead time is known.
        first_day: First day on which something not yet on its way can arrive.
        lost: Units surely lost before it.
        fast: Units of the order that go fast.
    """

    demand: Demand
    with_spikes: Floats
    without_bulk: Floats
    spikes: Spikes
    path: DemandPath
    ways: list[tuple[Way, ...]]
    way_days: Ways
    main: Ints
    margin: Floats
    terms: Terms
    outlook: Outlook
    plan: Plan
    transfers: Transfers
    split: Split
    rounded: Rounded
    fast: Floats
    median: Ints
    early: Ints
    first_day: Ints
    fees: FeeEffects
    lost: Floats


class _Seen(NamedTuple):
    """What the history says, and demand ahead."""

    history: History
    spikes: Spikes
    planned: Floats
    demand: Demand
    path: DemandPath


class _Routes(NamedTuple):
    """Ways of transport: as they are, and as arrays from the order and from the factory's door."""

    ways: list[tuple[Way, ...]]
    days: Ways
    main: Ints
    transit: Ways


class _Needed(NamedTuple):
    """The plan of the position, and the fees that it was raised for or touches."""

    plan: Plan
    rules: list[Rules | None]
    levels: Floats
    applied: Floats


def computed(material: Material, margin: Floats) -> Computed:
    """Run the steps of the method.

    Args:
        material: Products, history, stock and settings.
        margin: Earned per unit sold; nan where unknown.
    """
    products = material.products
    review = arrays_of([product.terms.review_days for product in products])
    seen, routes = _seen(material), _routes(material)
    demand, main = seen.demand, routes.main
    terms = _terms(material, routes, review, seen.planned)
    arrivals = arrivals_of(products, routes.ways, main)
    on_hand = arrays_of([product.on_hand for product in products])
    outlook = Outlook(seen.path, demand.variance, demand.drift_rate, on_hand, arrivals)
    needed = _needed(material, seen, terms, review)
    transfers = transfers_of(products, routes.ways, main, demand, outlook, routes.transit, terms, review, margin)
    terms = replace(terms, packing=replace(terms.packing, limit=terms.packing.limit - transfers.overseas - transfers.local))
    reached = replace(outlook, arrivals=with_transfers(arrivals, transfers))
    split = fast_part(demand, reached, routes.days, review, margin)
    order, moq = ordered(needed.plan, terms, split.units, _orders(material, seen, main), material.supplied)
    terms = replace(terms, packing=replace(terms.packing, moq=moq))
    median, early = stock_out_days(outlook)
    first_day = _first_day(routes.days, transfers)
    return Computed(
        demand=demand,
        with_spikes=_velocity_without(seen, np.zeros_like(seen.spikes.left_out), seen.spikes.left_out),
        without_bulk=_velocity_without(seen, seen.spikes.bulk, seen.spikes.bulk & ~seen.spikes.left_out),
        spikes=seen.spikes,
        path=seen.path,
        ways=routes.ways,
        way_days=routes.days,
        main=main,
        margin=margin,
        terms=terms,
        outlook=outlook,
        plan=needed.plan,
        transfers=transfers,
        split=split,
        rounded=order,
        fast=_fast_units(split, order, terms.packing),
        median=median,
        early=early,
        first_day=first_day,
        fees=fee_effects(material, needed.rules, needed.levels, needed.applied, needed.plan, order.quantity),
        lost=_lost(outlook, first_day, main >= 0),
    )


def _seen(material: Material) -> _Seen:
    given = [product.terms for product in material.products]
    drift, planned = arrays_of([t.drift_rate for t in given]), arrays_of([t.plan_units_per_day for t in given])
    units = cleaned(material.history.units, material.uplifts.behind, material.uplifts.of_row)
    history = replace(material.history, units=units)
    spikes = spikes_of(history, planned)
    usual = replace(history, in_stock=history.in_stock & ~spikes.left_out) if spikes.left_out.any() else history
    demand = demand_of(usual, planned, drift)
    path = demand_path(demand.velocity.units_per_day, material.uplifts.ahead, material.uplifts.of_row)
    return _Seen(history, spikes, planned, demand, path)


def _routes(material: Material) -> _Routes:
    ways = ways_of_all(material.products, material.calendar)
    days = way_arrays(ways)
    return _Routes(ways, days, days.main, transit_arrays(ways, days))


def _needed(material: Material, seen: _Seen, terms: Terms, review: Floats) -> _Needed:
    """The plan once goods that several products share are shared out, and a floor that pays has raised the level."""
    found = plan(seen.demand, seen.path, arrays_of([product.position for product in material.products]), terms)
    position = _shared_out(material, found)
    rules = rules_of(material)
    levels = floor_levels(rules, found.horizon, review)
    applied = floors_that_pay(material, rules, levels, found.order_up_to, found.horizon.units_per_day)
    raised = np.maximum(found.order_up_to, applied)
    sells = seen.demand.velocity.units_per_day > 0
    return _Needed(planned_at(raised, found.horizon, sells, position, terms), rules, levels, applied)


def _orders(material: Material, seen: _Seen, main: Ints) -> Flags:
    """Products of which enough is known for an order."""
    has_stock = np.array([product.has_stock for product in material.products], dtype=bool)
    tells = (seen.demand.velocity.in_stock_days >= FEWEST_DAYS) | np.isfinite(seen.planned)
    found: Flags = (main >= 0) & has_stock & tells
    return found


def _terms(material: Material, routes: _Routes, review: Floats, planned: Floats) -> Terms:
    given = [product.terms for product in material.products]
    taken = [
        next((way for way in row if way.mode == COLUMNS[at]), None) for row, at in zip(routes.ways, routes.main, strict=True)
    ]
    lead = arrays_of([way.mean_days if way else 1.0 for way in taken])
    following = arrays_of([way.next_mean_days if way else 1.0 for way in taken])
    on_its_way = arrays_of([product.on_hand + product.inbound + product.on_order for product in material.products])
    carton = arrays_of([t.carton for t in given], 1.0)
    limit = arrays_of([t.storage_limit for t in given], np.inf) - on_its_way
    return Terms(
        lead_days=lead,
        lead_sd_days=arrays_of([way.sd_days if way else 0.0 for way in taken]),
        cycle_days=review + np.maximum(following - lead, 0.0),
        target_fill_rate=arrays_of([t.target_fill_rate for t in given]),
        drift_rate=arrays_of([t.drift_rate for t in given]),
        max_cover_days=arrays_of([t.max_cover_days for t in given], np.inf),
        packing=Packing(arrays_of([t.moq for t in given], 0.0), carton, arrays_of([t.pallet for t in given], 0.0), limit),
        plan_units_per_day=planned,
    )


def _shared_out(material: Material, found: Plan) -> Floats:
    """Positions with the goods that several products share: by what each lacks, the rest by what it sells."""
    short = found.need.copy()
    for shared in material.shared:
        lacking = [float(short[row]) for row in shared.rows]
        parts = in_shares(min(shared.units, float(int(sum(lacking)))), lacking)
        rest = in_shares(shared.units - sum(parts), [float(found.horizon.units_per_day[row]) for row in shared.rows])
        for row, part, more in zip(shared.rows, parts, rest, strict=True):
            product = material.products[row]
            name = "local_stock" if shared.origin == "local" else "overseas_stock"
            setattr(product, name, getattr(product, name) + part + more)
            short[row] = max(short[row] - part, 0.0)
    return arrays_of([product.position for product in material.products])


def _velocity_without(seen: _Seen, days: Flags, of: Flags) -> Floats:
    """Velocity without some days, of the rows that have such; that of the plan for the others."""
    rows = np.flatnonzero(of.any(axis=1))
    found = seen.demand.velocity.units_per_day.copy()
    if len(rows):
        kept = replace(seen.history.rows(rows), in_stock=seen.history.in_stock[rows] & ~days[rows])
        found[rows] = velocity_of(kept, seen.planned[rows]).units_per_day
    return found


def _lost(outlook: Outlook, first_day: Ints, known: Flags) -> Floats:
    """Units lost before a day; those owed to buyers are not lost, they wait."""
    lost = lost_before(outlook, first_day) - np.maximum(-outlook.on_hand, 0.0)
    return np.where(known, np.maximum(lost, 0.0), 0.0)


def _first_day(ways: Ways, transfers: Transfers) -> Ints:
    """The earliest day on which an order or a transfer of today can be sold."""
    fastest = np.where(np.isfinite(ways.lead_days), ways.lead_days, np.inf).min(axis=1)
    days = np.minimum(fastest, transfers.first_day)
    return np.where(np.isfinite(days), np.ceil(np.where(np.isfinite(days), days, 1.0)), 1.0).astype(np.int64)


def _fast_units(split: Split, order: Rounded, packing: Packing) -> Floats:
    """Whole cartons of the order that go fast."""
    cartons = np.ceil(divided(split.units, packing.carton, 0.0)) * packing.carton
    return np.minimum(np.where(split.mode >= 0, cartons, 0.0), order.quantity)
