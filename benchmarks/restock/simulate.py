"""A warehouse day by day: arrivals, weekly review, sales as far as stock goes. What is not served is lost.

Policies see what a seller sees: units sold, whether the day ended with stock, what is on hand and on the way. All of them
meet the same lead times, which are skewed and never overtake each other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.restock.panels import Panel
from tools.restock.arrays import HISTORY_DAYS, Flags, Floats, History, Ints

REVIEW_DAYS = 7
WARM_UP_DAYS = 56
"""Longer than lead time and review: a policy is measured on the stock that it chose itself."""


@dataclass(frozen=True)
class Lane:
    """A way of shipping: a fixed time and a gamma distributed one, in days."""

    fixed_days: float
    mean_days: float
    sd_days: float

    def draw(self, rng: np.random.Generator, size: tuple[int, int]) -> Ints:
        """Days from order to shelf, a row per SKU, a column per review, such that no order overtakes an earlier one."""
        varying = self.mean_days - self.fixed_days
        drawn = self.fixed_days + rng.gamma((varying / self.sd_days) ** 2, self.sd_days**2 / varying, size)
        reviews = REVIEW_DAYS * np.arange(size[1])
        return np.maximum.accumulate(np.rint(drawn).astype(np.int64) + reviews, axis=1) - reviews


SEA = Lane(fixed_days=28, mean_days=35, sd_days=6)
AIR = Lane(fixed_days=9, mean_days=12, sd_days=2)


@dataclass(frozen=True)
class View:
    """What a policy sees on a review day.

    Attributes:
        inbound: Units on the way, a column for each order.
        inbound_days: Day on which each is expected on the shelf; this day, and what is late, is 1.
    """

    history: History
    on_hand: Floats
    inbound: Floats
    inbound_days: Ints

    @property
    def position(self) -> Floats:
        """On hand and on the way."""
        found: Floats = self.on_hand + self.inbound.sum(axis=1)
        return found


Decision = Callable[[View], Sequence[Floats]]
"""Units to order by each lane."""


@dataclass(frozen=True)
class Outcome:
    """Sums over the measured days, an element for each SKU.

    Attributes:
        stock: On hand at the end of the day.
        empty_days: Days that ended without stock.
        ordered: Units by lane, a column each.
    """

    wanted: Floats
    served: Floats
    stock: Floats
    empty_days: Floats
    ordered: Floats
    days: int


def simulate(panel: Panel, decide: Decision, lanes: Sequence[Lane] = (SEA,), seed: int = 1, dates_known: bool = False) -> Outcome:
    """Run a policy over a panel from its history on; it starts with its own order on the shelf.

    Args:
        panel: Demand.
        decide: The policy.
        lanes: Ways of shipping, in the order of what it decides.
        seed: Of the lead times.
        dates_known: Whether the policy is told when each order arrives, and not only the lane's mean.
    """
    demand = panel.demand
    skus, days = demand.shape
    reviews = np.arange(panel.history_days, days, REVIEW_DAYS)
    rng = np.random.default_rng(seed)
    arrives = np.concatenate([lane.draw(rng, (skus, len(reviews))) + reviews for lane in lanes], axis=1)
    by_mean = np.concatenate([reviews + round(lane.mean_days) for lane in lanes])
    expected = arrives if dates_known else np.broadcast_to(by_mean, arrives.shape)
    orders = np.zeros(arrives.shape)
    sold, in_stock = demand.copy(), np.ones(demand.shape, dtype=bool)
    stock = np.zeros(demand.shape)
    start = _view(sold, in_stock, panel.history_days, np.zeros(skus), orders, expected)
    on_hand: Floats = np.sum(decide(start), axis=0)
    for day in range(panel.history_days, days):
        on_hand = on_hand + np.where(arrives == day, orders, 0.0).sum(axis=1)
        review, rest = divmod(day - panel.history_days, REVIEW_DAYS)
        if not rest:
            on_the_way = np.where(arrives > day, orders, 0.0)
            chosen = decide(_view(sold, in_stock, day, on_hand, on_the_way, expected))
            for lane, units in enumerate(chosen):
                orders[:, lane * len(reviews) + review] = units
        sold[:, day] = np.minimum(demand[:, day], on_hand)
        on_hand = on_hand - sold[:, day]
        stock[:, day], in_stock[:, day] = on_hand, on_hand > 0
    first = panel.history_days + WARM_UP_DAYS
    counted = reviews >= first
    by_lane = orders.reshape(skus, len(lanes), len(reviews))
    return Outcome(
        wanted=demand[:, first:].sum(axis=1),
        served=sold[:, first:].sum(axis=1),
        stock=stock[:, first:].sum(axis=1),
        empty_days=(~in_stock[:, first:]).sum(axis=1).astype(float),
        ordered=by_lane[:, :, counted].sum(axis=2),
        days=days - first,
    )


def _view(sold: Floats, in_stock: Flags, day: int, on_hand: Floats, on_the_way: Floats, expected: Ints) -> View:
    seen = slice(max(day - HISTORY_DAYS, 0), day)
    open_orders = on_the_way.any(axis=0)
    return View(
        history=History(sold[:, seen], in_stock[:, seen]),
        on_hand=on_hand,
        inbound=on_the_way[:, open_orders],
        inbound_days=np.maximum(expected[:, open_orders] - day, 0) + 1,
    )
