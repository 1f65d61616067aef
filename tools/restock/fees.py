"""What stock costs at the platform's warehouse, by the dated rules of the knowledge library.

Where no rule held on the day asked for, nothing is known, and None or nothing is returned: never a guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Literal

import numpy as np

from knowledge.document import Document
from knowledge.facts import rules_on
from tools.marketplaces import marketplaces
from tools.restock.arrays import Floats

SizeTier = Literal["standard", "bulky"]

_SNAPSHOT_DAYS, _SNAPSHOTS = 30, 36


@dataclass(frozen=True)
class Floor:
    """Days of supply below which a fee is due.

    Attributes:
        days: The fee is due below this in every window.
        windows: Days back over which supply is measured.
        rule: Where it stands: id, source, dates, confidence.
    """

    days: int
    windows: tuple[int, ...]
    rule: Document


@dataclass(frozen=True)
class Rate:
    """What a month of storage costs."""

    usd_per_cubic_foot: float
    rule: Document


@dataclass(frozen=True)
class Bracket:
    """What a month of storage costs on top for stock of an age; the greater of both counts.

    Attributes:
        first_day: Age in days from which it holds.
        last_day: Age up to which it holds; None for ever.
    """

    first_day: int
    last_day: int | None
    usd_per_cubic_foot: float
    usd_per_unit: float
    rule: Document

    @property
    def end(self) -> float:
        """The last day as a number."""
        return inf if self.last_day is None else self.last_day

    def usd(self, unit_cubic_feet: Floats) -> Floats:
        """Per unit and month; nan where the volume is."""
        return np.maximum(self.usd_per_cubic_foot * unit_cubic_feet, self.usd_per_unit)


@dataclass(frozen=True)
class AgedExposure:
    """What grows old of some stock; an element or row each.

    Attributes:
        reaching: Units that are still there when a bracket begins; a column for each.
        usd: Surcharges until all is sold; nan where the volume is not known and something grows old.
        unsold: Units still there after the three years that are looked at; their later surcharges are not in `usd`.
    """

    reaching: Floats
    usd: Floats
    unsold: Floats


def low_inventory_floor(marketplace_id: str, on: date) -> Floor | None:
    """Days of supply that avoid the low-inventory-level fee; None where no such fee is known."""
    found = _rules("low_inventory_floor", marketplace_id, on)
    if not found:
        return None
    value = found[-1].value
    return Floor(value["value"], tuple(value["windows_days"]), found[-1])


def monthly_storage_rate(marketplace_id: str, month: int, size_tier: SizeTier, on: date) -> Rate | None:
    """What a cubic foot costs in a month of the year, by the rates of a day; None where unknown."""
    found = [rule for rule in _rules("storage_rate", marketplace_id, on) if month in rule.value["months"]]
    return Rate(found[-1].value[f"{size_tier}_usd_cuft"], found[-1]) if found else None


def aged_brackets(marketplace_id: str, on: date) -> list[Bracket]:
    """Brackets of the aged inventory surcharge by age; none where unknown. Exempt categories are the caller's to leave out."""
    found = [_bracket(rule) for rule in _rules("aged_surcharge_bracket", marketplace_id, on)]
    return sorted(found, key=lambda bracket: bracket.first_day)


def left_after(units: Floats, velocity_per_day: Floats, days: Floats | float, sold_before: Floats | float = 0.0) -> Floats:
    """Units of a lot that are still there after some days, sold first in, first out.

    Args:
        units: Of the lot.
        velocity_per_day: Of the product.
        days: From the lot's arrival.
        sold_before: Units that were there when it arrived, and go first.
    """
    left: Floats = np.clip(units + sold_before - velocity_per_day * days, 0.0, units)
    return left


def aged_exposure(
    units: Floats,
    velocity_per_day: Floats,
    unit_cubic_feet: Floats,
    brackets: Sequence[Bracket],
    age_days: Floats | float = 0.0,
    sold_before: Floats | float = 0.0,
) -> AgedExposure:
    """What of a lot reaches each age, and what it costs when it sells at a steady pace, first in, first out.

    The surcharge is assessed once a month; a snapshot is reckoned at the first day of the first bracket and every 30 days
    of age after that (181, 211, 241 …), each for the units that are left then.

    Args:
        units: Of the lot.
        velocity_per_day: Of the product.
        unit_cubic_feet: Volume of a unit; nan where unknown.
        brackets: As `aged_brackets` gives them.
        age_days: Age of the lot now; 0 for one that arrives.
        sold_before: Units ahead of it: the position at its arrival.
    """
    age, ahead = np.broadcast_to(age_days, units.shape), np.broadcast_to(sold_before, units.shape)
    reaching = np.zeros((len(units), len(brackets)))
    usd, unsold = np.zeros(len(units)), np.zeros(len(units))
    for at, bracket in enumerate(brackets):
        left = left_after(units, velocity_per_day, np.maximum(bracket.first_day - age, 0.0), ahead)
        reaching[:, at] = np.where(age <= bracket.end, left, 0.0)
    rows = np.flatnonzero((reaching > 0).any(axis=1))
    if len(rows):
        lot = units[rows], velocity_per_day[rows], age[rows], ahead[rows]
        usd[rows], unsold[rows] = _assessed(*lot, unit_cubic_feet[rows], brackets)
    return AgedExposure(reaching, usd, unsold)


def _assessed(
    units: Floats, velocity: Floats, age: Floats, ahead: Floats, unit_cubic_feet: Floats, brackets: Sequence[Bracket]
) -> tuple[Floats, Floats]:
    """Surcharges of all snapshots, and what is left at the last."""
    first_days, ends = np.array([bracket.first_day for bracket in brackets]), np.array([bracket.end for bracket in brackets])
    per_unit = np.stack([bracket.usd(unit_cubic_feet) for bracket in brackets])
    begin = first_days[0] + _SNAPSHOT_DAYS * np.ceil(np.maximum(age - first_days[0], 0.0) / _SNAPSHOT_DAYS)
    usd, left = np.zeros(len(units)), units
    for day in (begin + _SNAPSHOT_DAYS * number for number in range(_SNAPSHOTS)):
        left = left_after(units, velocity, day - age, ahead)
        at = np.searchsorted(first_days, day, side="right") - 1
        usd += np.where((left > 0) & (day <= ends[at]), left * per_unit[at, np.arange(len(units))], 0.0)
    return usd, left


def _rules(field: str, marketplace_id: str, on: date) -> list[Document]:
    """Rules in force, the newest last."""
    marketplace = marketplaces()[marketplace_id]
    found = rules_on(marketplace.platform, field, marketplace.code, on)
    return sorted(found, key=lambda rule: rule.effective_from or "")


def _bracket(rule: Document) -> Bracket:
    first, last = rule.value["age_days"]
    return Bracket(first, last, rule.value["usd_per_cuft"], rule.value.get("usd_per_unit", 0.0), rule)
