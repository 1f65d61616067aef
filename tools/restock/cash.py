"""A budget over many rows: the money goes where the margin at risk per unit of money is highest, carton by carton."""

from dataclasses import dataclass, replace

import numpy as np

from tools.restock.arrays import Flags, Floats
from tools.restock.order_up_to import shortage

_ITERATIONS = 60
_EQUAL = 1e-9


@dataclass(frozen=True)
class Wanted:
    """Orders that compete for money; an element for each row.

    Attributes:
        mean: Expected demand over the protection period.
        variance: Its variance.
        position: On hand, on the way and on order.
        quantity: Units that the plan asks for, in whole cartons.
        unit_cost: What a unit costs.
        margin: What a unit sold earns.
        carton: Units of a carton.
        moq: Fewest units of an order.
    """

    mean: Floats
    variance: Floats
    position: Floats
    quantity: Floats
    unit_cost: Floats
    margin: Floats
    carton: Floats
    moq: Floats

    @property
    def first_step(self) -> Floats:
        """Fewest units that can be bought at all."""
        return np.minimum(np.ceil(np.maximum(self.moq, self.carton) / self.carton) * self.carton, self.quantity)

    def only(self, competing: Flags) -> "Wanted":
        """The same with nothing wanted of the other rows."""
        return replace(self, quantity=np.where(competing, self.quantity, 0.0))

    def row(self, at: int) -> "Wanted":
        """One row."""
        return Wanted(*(column[at : at + 1] for column in vars(self).values()))

    def margin_kept(self, quantity: Floats) -> Floats:
        """Margin that an order is expected to keep from being lost."""
        without, _ = shortage(np.maximum(self.position, 0.0), self.mean, self.variance)
        left, _ = shortage(np.maximum(self.position + quantity, 0.0), self.mean, self.variance)
        # Below nought everything that is ordered is already sold.
        owed = np.minimum(np.maximum(-self.position, 0.0), quantity)
        return self.margin * (without - left + owed)

    def chance(self, quantity: Floats) -> Floats:
        """Probability that one more unit is sold within the period."""
        return shortage(np.maximum(self.position + quantity, 0.0), self.mean, self.variance)[1]


def within_budget(wanted: Wanted, budget: float) -> Floats:
    """Units of each row that a budget buys.

    A threshold of margin per unit of money is found by halving; what is left buys the next best cartons. Against the
    exact solution (mixed integer programme, 20 cases of 40 rows) see docs/quality.md.

    Args:
        wanted: The orders.
        budget: In the currency of the costs.
    """
    if float((wanted.quantity * wanted.unit_cost).sum()) <= budget:
        return wanted.quantity.copy()
    # Above the best margin per unit of money nothing is bought.
    low, high = 0.0, float(np.max(wanted.margin / wanted.unit_cost, initial=0.0)) * (1 + 1e-9) + 1e-9
    for _ in range(_ITERATIONS):
        middle = (low + high) / 2
        if float((_at(wanted, middle) * wanted.unit_cost).sum()) > budget:
            low = middle
        else:
            high = middle
    bought = _evened(wanted, _at(wanted, high), _at(wanted, low), budget)
    return _filled(wanted, bought, budget - float((bought * wanted.unit_cost).sum()))


def _at(wanted: Wanted, threshold: float) -> Floats:
    """Units whose margin at risk per unit of money is at least the threshold."""
    from scipy import special

    chance = np.clip(threshold * wanted.unit_cost / np.maximum(wanted.margin, 1e-9), 1e-12, 1 - 1e-12)
    scale = wanted.variance / wanted.mean
    level = special.gammainccinv(wanted.mean / scale, chance) * scale
    cartons = np.floor(np.maximum(level - wanted.position, 0.0) / wanted.carton) * wanted.carton
    pays = threshold * wanted.unit_cost < wanted.margin
    quantity = np.where(pays, np.clip(cartons, 0.0, wanted.quantity), 0.0)
    least = wanted.first_step
    worth = _gain(wanted, np.zeros_like(least), least) >= threshold
    return np.where(quantity >= least, quantity, np.where(worth, least, 0.0))


def _evened(wanted: Wanted, least: Floats, most: Floats, budget: float) -> Floats:
    """Between what is surely worth it and what no longer fits: up to the same cover in all rows.

    Rows that are equally good by margin stand between the two; they share the money by how long their stock lasts.
    """
    most = np.maximum(most, least)
    low, high = 0.0, float(np.max((wanted.position + most + wanted.carton) / wanted.mean, initial=0.0))
    best = least
    for _ in range(_ITERATIONS):
        cover = (low + high) / 2
        cartons = np.floor(np.maximum(cover * wanted.mean - wanted.position, 0.0) / wanted.carton) * wanted.carton
        quantity = np.clip(cartons, least, most)
        quantity = np.where(quantity < wanted.first_step, least, quantity)
        if float((quantity * wanted.unit_cost).sum()) <= budget:
            low, best = cover, quantity
        else:
            high = cover
    return best


def _gain(wanted: Wanted, bought: Floats, step: Floats) -> Floats:
    """Margin kept by a step, per unit of money."""
    kept = wanted.margin_kept(bought + step) - wanted.margin_kept(bought)
    return np.divide(kept, step * wanted.unit_cost, out=np.zeros_like(kept), where=step > 0)


def _filled(wanted: Wanted, bought: Floats, left: float) -> Floats:
    """Spend what is left on the next best steps that it can pay."""
    gain = _gain(wanted, bought, _next_step(wanted, bought))
    while True:
        step = _next_step(wanted, bought)
        can: Flags = (step > 0) & (step * wanted.unit_cost <= left) & (gain > 0)
        if not can.any():
            return bought
        equal = can & (gain >= np.max(gain[can]) * (1 - _EQUAL))
        # Of equally good steps the one of the row whose stock lasts shortest.
        best = int(np.argmin(np.where(equal, (wanted.position + bought) / wanted.mean, np.inf)))
        bought[best] += step[best]
        left -= float(step[best] * wanted.unit_cost[best])
        row, its = wanted.row(best), bought[best : best + 1]
        gain[best] = _gain(row, its, _next_step(row, its))[0]


def _next_step(wanted: Wanted, bought: Floats) -> Floats:
    carton = np.minimum(wanted.carton, wanted.quantity - bought)
    return np.where(bought > 0, carton, wanted.first_step)
