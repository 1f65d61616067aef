"""A product of a plan: its settings, its stock, and what is on its way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from tools.core.result import Warning
from tools.marketplaces import marketplaces
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


@dataclass(frozen=True)
class Shared:
    """Finished goods that several rows share.

    Attributes:
        rows: Places of the products.
        origin: The seller's own warehouse, or one of the destination.
    """

    rows: list[int]
    units: float
    origin: Literal["local", "overseas"]


def in_shares(units: float, weights: Sequence[float]) -> list[float]:
    """Whole units split by weight, the rest to the largest remainders; evenly where nothing weighs."""
    total = sum(weights)
    exact = [units * (weight / total if total > 0 else 1 / len(weights)) for weight in weights]
    parts = [float(int(each)) for each in exact]
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[: round(units - sum(parts))]:
        parts[at] += 1
    return parts


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
    def platform(self) -> str | None:
        """The platform whose warehouse receives: Amazon's where no marketplace is named; None where it is not a known one."""
        if not self.marketplaces:
            return "amazon"
        known = marketplaces().get(self.marketplaces[0])
        return known.platform if known else None

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
