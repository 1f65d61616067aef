"""What fees of the platform's warehouse mean for a plan, where dated rules are known."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from tools.core.result import Warning, warning
from tools.marketplaces import marketplaces
from tools.restock.arrays import Floats, Ints
from tools.restock.fees import (
    Bracket,
    Floor,
    Rate,
    SizeTier,
    aged_brackets,
    aged_exposure,
    low_inventory_floor,
    monthly_storage_rate,
)  # fmt: skip
from tools.restock.figures import plain
from tools.restock.material import Material, arrays_of
from tools.restock.order_up_to import Horizon
from tools.restock.planning import Plan
from tools.restock.products import Product
from tools.restock.result import Fees

_MONTH_DAYS = 30
_BULKY = ("bulky", "large_bulky", "small_bulky", "extra_large", "oversize")
_DOLLARS = "USD"


@dataclass(frozen=True)
class Rules:
    """Rules of one marketplace on a day."""

    floor: Floor | None
    brackets: list[Bracket]
    storage: dict[SizeTier, Rate | None]


def rules_of(material: Material) -> list[Rules | None]:
    """The rules of each product's marketplace; None where no fee is known there."""
    known: dict[str, Rules | None] = {}
    for place in {_place(product) for product in material.products}:
        known[place] = _rules(place, material.as_of) if place in marketplaces() else None
    return [known[_place(product)] for product in material.products]


def _place(product: Product) -> str:
    return product.marketplaces[0] if len(product.marketplaces) == 1 else ""


def _rules(place: str, on: date) -> Rules | None:
    tiers: tuple[SizeTier, ...] = ("standard", "bulky")
    rules = Rules(
        low_inventory_floor(place, on),
        aged_brackets(place, on),
        {tier: monthly_storage_rate(place, on.month, tier, on) for tier in tiers},
    )
    return rules if rules.floor or rules.brackets or any(rules.storage.values()) else None


def floor_levels(rules: list[Rules | None], horizon: Horizon, review: Floats) -> Floats:
    """Level at which stock after arrival covers the rule's days on average until the next order; nan without a rule."""
    days = arrays_of([float(each.floor.days) if each and each.floor else None for each in rules])
    found: Floats = np.ceil(horizon.units_per_day * (horizon.lead_days + review / 2 + days))
    return found


def floors_that_pay(material: Material, rules: list[Rules | None], levels: Floats, order_up_to: Floats, a_day: Floats) -> Floats:
    """Floors whose fee, where it is set, is dearer than keeping the units that avoid it; 0 elsewhere."""
    found = np.zeros(len(levels))
    for at in np.flatnonzero(levels > order_up_to):
        fee, storage = _monthly(material.products[at], rules[at], float(levels[at] - order_up_to[at]), float(a_day[at]))
        if fee is not None and storage is not None and fee > storage:
            found[at] = levels[at]
    return found


def _monthly(product: Product, rules: Rules | None, units: float, a_day: float) -> tuple[float | None, float | None]:
    """Low-inventory fee of a month, and what keeping so many units costs; None where unknown, or in another currency."""
    terms = product.terms
    in_dollars = (terms.fee_currency or _DOLLARS).upper() == _DOLLARS
    fee = None if terms.low_inventory_fee is None or not in_dollars else terms.low_inventory_fee * a_day * _MONTH_DAYS
    rate = rules.storage[_tier(product)] if rules else None
    volume = terms.unit_volume_cubic_feet
    return fee, None if rate is None or volume is None else units * volume * rate.usd_per_cubic_foot


def _tier(product: Product) -> SizeTier:
    named = (product.terms.size_tier or "").lower().replace("-", "_").replace(" ", "_")
    return "bulky" if named in _BULKY else "standard"


@dataclass(frozen=True)
class FeeEffects:
    """Fees of each product.

    Attributes:
        applied: Floors that raised the level.
        covered: Position with the order in it.
        aged: Units that reach the first bracket; a row each.
    """

    rules: list[Rules | None]
    levels: Floats
    order_up_to: Floats
    applied: Floats
    a_day: Floats
    covered: Floats
    aged: Floats
    aged_usd: Floats

    def row(self, at: int, product: Product) -> tuple[Fees | None, list[Warning]]:
        """Fees of one product, and what to say of them."""
        rules = self.rules[at]
        if rules is None:
            return None, []
        fees, notes = Fees(currency=_DOLLARS), []
        if rules.floor and np.isfinite(self.levels[at]) and self.a_day[at] > 0:
            notes += self._floor(fees, at, product, rules, rules.floor)
        if self.aged[at] >= 1:
            first = rules.brackets[0]
            cost = float(self.aged_usd[at]) if np.isfinite(self.aged_usd[at]) else None
            fees.aged_from_day, fees.aged_units = first.first_day, plain(round(float(self.aged[at]), 1))
            fees.aged_cost = None if cost is None else round(cost, 2)
            fees.rules += [bracket.rule.id for bracket in rules.brackets]
            notes.append(warning("restock_aged", units=self.aged[at], days=first.first_day, rule=first.rule.id, cost=cost))
        volume, rate = product.terms.unit_volume_cubic_feet, rules.storage[_tier(product)]
        if volume is not None and rate is not None:
            fees.storage_per_month = round(max(product.on_hand, 0.0) * volume * rate.usd_per_cubic_foot, 2)
            fees.rules.append(rate.rule.id)
        return fees, notes

    def _floor(self, fees: Fees, at: int, product: Product, rules: Rules, floor: Floor) -> list[Warning]:
        level = float(self.levels[at])
        fees.low_inventory_floor = plain(level)
        fees.rules.append(floor.rule.id)
        if self.applied[at]:
            fees.floor_applied = True
            return [warning("restock_floor_applied", level=level, days=floor.days, rule=floor.rule.id)]
        short = level - float(self.order_up_to[at])
        if short <= 0 or self.covered[at] >= level:
            return []
        fee, storage = _monthly(product, rules, short, float(self.a_day[at]))
        fees.low_inventory_units = plain(short)
        fees.low_inventory_fee_per_month = None if fee is None else round(fee, 2)
        fees.floor_storage_per_month = None if storage is None else round(storage, 2)
        return [
            warning(
                "restock_floor_short", units=short, days=floor.days, rule=floor.rule.id, since=floor.rule.effective_from or "-",
                confidence=floor.rule.confidence or "-", fee=fee, currency=_DOLLARS, storage=storage,
            )
        ]  # fmt: skip


def fee_effects(
    material: Material, rules: list[Rules | None], levels: Floats, applied: Floats, found: Plan, ordered: Floats
) -> FeeEffects:
    """Fees of a finished plan: what lies there or comes, first in first out, at today's pace."""
    horizon = found.horizon
    a_day = np.where(horizon.units_per_day > 1e-9, horizon.units_per_day, 0.0)
    aged, usd = np.zeros(len(levels)), np.zeros(len(levels))
    volume = arrays_of([product.terms.unit_volume_cubic_feet for product in material.products])
    units = np.maximum(arrays_of([product.on_hand + product.inbound for product in material.products]), 0.0) + ordered
    groups: dict[int, list[int]] = {}
    for at, each in enumerate(rules):
        if each and each.brackets:
            groups.setdefault(id(each), []).append(at)
    for members in groups.values():
        rows: Ints = np.array(members)
        brackets = rules[members[0]].brackets  # type: ignore[union-attr]
        exposure = aged_exposure(units[rows], a_day[rows], volume[rows], brackets)
        aged[rows], usd[rows] = exposure.reaching[:, 0], exposure.usd
    covered = arrays_of([product.position for product in material.products]) + ordered
    return FeeEffects(rules, levels, found.order_up_to, applied, a_day, covered, aged, usd)
