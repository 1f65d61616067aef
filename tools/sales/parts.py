"""The statements that a plan falls into: one for each table, and each measure of stock by itself."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tools.core.result import Period
from tools.sales.catalogue import measure_of
from tools.sales.plan import Plan

TRAILING_DAYS = 30


@dataclass(frozen=True)
class Part:
    """Measures that one statement gives.

    Attributes:
        window: Days to take.
        dimensions: By which rows are split.
        gives: `both` rows and their totals, or one of them, where totals are no sums of rows.
    """

    table: str
    names: tuple[str, ...]
    window: Period
    dimensions: tuple[str, ...]
    gives: Literal["both", "rows", "totals"] = "both"


def parts_of(plan: Plan, window: Period, newest: Period | None) -> list[Part]:
    """The statements for one window.

    Args:
        plan: The question.
        window: Days to take.
        newest: The days up to the newest snapshot, for measures that count those; None when there is no snapshot.
    """
    found = []
    for table in plan.tables:
        names = plan.measures_of(table)
        if table == "inventory_day":
            found += [part for name in names for part in _stock(plan, name, window)]
            continue
        flowing = tuple(name for name in names if not measure_of(name).trailing)
        trailing = tuple(name for name in names if measure_of(name).trailing)
        found += [Part(table, flowing, window, plan.dimensions)] if flowing else []
        found += [Part(table, trailing, newest, plan.dimensions)] if trailing and newest else []
    return found


def days_up_to(day: date) -> Period:
    """The trailing days that end with a day."""
    return Period(start=day - timedelta(days=TRAILING_DAYS - 1), end=day)


def _stock(plan: Plan, name: str, window: Period) -> list[Part]:
    """The stock of a shop is not the sum of what its marketplaces see, nor that of a month the sum of its days."""
    if not plan.dimensions:
        return [Part("inventory_day", (name,), window, ())]
    rows = Part("inventory_day", (name,), window, plan.dimensions, "rows")
    return [rows, Part("inventory_day", (name,), window, (), "totals")]
