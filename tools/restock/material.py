"""What a plan is made from: products with history, stock and settings, from wherever they come."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np

from tools.core.errors import ToolError
from tools.core.result import Definition, Source, Warning
from tools.restock.arrays import Flags, Floats, History, Ints
from tools.restock.leads import Calendar
from tools.restock.settings import Terms


@dataclass(frozen=True)
class Coming:
    """Units on their way or on order.

    Attributes:
        in_days: Until they can be sold, below nought where they are late; None where no day is known.
    """

    units: float
    in_days: float | None
    kind: Literal["shipment", "purchase_order"] = "shipment"
    reference: str | None = None


@dataclass
class Product:
    """One row of the plan.

    Attributes:
        number: Its place among the products asked for, from 1.
        has_stock: Whether stock on hand is known at all.
        has_stock_history: Whether days without stock are known.
        margin_basis: Where the margin comes from: `given`, or `price_less_cost`, which leaves out fees and freight.
        notes: What the reader must know of its data.
    """

    number: int
    sku: str
    terms: Terms
    on_hand: float
    has_stock: bool = True
    coming: list[Coming] = field(default_factory=list)
    local_stock: float = 0.0
    overseas_stock: float = 0.0
    shop: str | None = None
    marketplace: str | None = None
    marketplaces: list[str] = field(default_factory=list)
    pool: str | None = None
    title: str | None = None
    has_stock_history: bool = True
    allocation: dict[str, float] = field(default_factory=dict)
    margin_basis: str | None = None
    notes: list[Warning] = field(default_factory=list)

    @property
    def inbound(self) -> float:
        """Units sent."""
        return sum(each.units for each in self.coming if each.kind == "shipment")

    @property
    def on_order(self) -> float:
        """Units ordered and not sent."""
        return sum(each.units for each in self.coming if each.kind == "purchase_order")

    @property
    def position(self) -> float:
        """All that is there or will be."""
        return self.on_hand + self.inbound + self.on_order + self.local_stock + self.overseas_stock


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
    rates: dict[tuple[str, str], float] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
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
