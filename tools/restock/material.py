"""What a plan is made from: products with history, stock and settings, from wherever they come."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from tools.core.errors import ToolError
from tools.core.result import Source, Warning
from tools.restock.arrays import Flags, Floats, History, Ints
from tools.restock.leads import Calendar
from tools.restock.products import Product, Shared


@dataclass(frozen=True)
class Refused:
    """A product that cannot be planned."""

    number: int
    sku: str
    error: ToolError
    marketplace: str | None = None


@dataclass
class Material:
    """Products that can be planned, a row each in the arrays, and those that cannot.

    Attributes:
        reported: Days that are in some report, of the history; a row per product.
        calendar: None where closures and peaks do not count.
        as_of: The day on whose evening the plan is made.
        supplied: Number of the product that a supplier makes, where several rows are one; None where each is its own.
        shared: Finished goods that several products share out by what they lack.
        rates: The second currency for one unit of the first.
    """

    products: list[Product]
    refused: list[Refused]
    history: History
    reported: Flags
    history_days: Floats
    as_of: date
    calendar: Calendar | None
    uplifts: "Uplifts"
    supplied: Ints | None = None
    shared: list[Shared] = field(default_factory=list)
    rates: dict[tuple[str, str], float] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)


@dataclass(frozen=True)
class Uplifts:
    """Multipliers of demand by day: a row for each distinct calendar.

    Attributes:
        ahead: From tomorrow on.
        behind: Of the days of the history, the oldest first.
        of_row: Which calendar each product goes by.
    """

    ahead: Floats
    behind: Floats
    of_row: Ints


def arrays_of(values: Sequence[float | None], otherwise: float = np.nan) -> Floats:
    """One number for each product."""
    return np.array([otherwise if value is None else value for value in values], dtype=float)
