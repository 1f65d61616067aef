"""Orders in money: what they cost, and what a budget buys of them."""

from dataclasses import dataclass

import numpy as np

from tools.core.errors import NotCovered, NotEnoughData
from tools.restock.arrays import Flags, Floats, Ints
from tools.restock.cash import Wanted, within_budget
from tools.restock.computing import Computed
from tools.restock.figures import plain
from tools.restock.material import Material, arrays_of
from tools.restock.products import Product
from tools.restock.request import RestockQuestion
from tools.restock.result import BudgetUse, Cash

_CENTS = 2


@dataclass(frozen=True)
class Money:
    """What is ordered in the end.

    Attributes:
        granted: Units ordered.
        wanted: Units before the budget.
        fast: Of those granted, units that go fast.
        lost_margin: Expected margin lost by what the budget cut; nan where the margin is not known.
        outside: Rows that a budget could not count.
    """

    granted: Floats
    wanted: Floats
    fast: Floats
    lost_margin: Floats
    outside: Flags
    use: BudgetUse | None

    def cash(self, at: int, product: Product) -> Cash:
        """The order of one product in money."""
        terms, units = product.terms, float(self.granted[at])
        cost = None if terms.unit_cost is None else round(units * terms.unit_cost, _CENTS)
        cut = float(self.wanted[at] - units)
        return Cash.model_construct(
            currency=terms.currency,
            unit_cost=terms.unit_cost,
            unit_margin=terms.unit_margin,
            margin_basis=product.margin_basis,
            order_cost=cost,
            wanted_quantity=plain(self.wanted[at]),
            cut_units=plain(cut),
            margin_at_risk=round(float(self.lost_margin[at]), _CENTS) if cut and terms.unit_margin is not None else None,
        )


def money_of(question: RestockQuestion, material: Material, found: Computed) -> Money:
    """Share a budget over the orders; without one all are granted.

    Raises:
        NotEnoughData: No order has a cost.
        NotCovered: Costs in a currency without a rate.
    """
    wanted = found.rounded.quantity
    nothing = np.zeros(len(wanted))
    if question.budget is None:
        return Money(wanted, wanted, found.fast, nothing, np.zeros(len(wanted), dtype=bool), None)
    costs, currency = _costs(question, material)
    asks = (wanted > 0) & (found.main >= 0)
    priced = asks & np.isfinite(costs)
    if asks.any() and not priced.any():
        raise NotEnoughData("restock_budget_costs", field="budget")
    # Of equally good cartons the first counts: by name, so that the order of the rows does not matter.
    rows = np.array(sorted(np.flatnonzero(priced), key=lambda at: _name(material.products[at])), dtype=np.int64)
    granted = np.where(asks & ~priced, wanted, 0.0)
    orders = _wanted(found, rows, costs, material)
    granted[rows] = _granted(orders, question.budget, _suppliers(material, rows))
    lost = nothing.copy()
    kept = orders.margin_kept(orders.quantity) - orders.margin_kept(granted[rows])
    lost[rows] = np.where(np.isfinite(found.margin[rows]), kept, np.nan)
    used = float((granted[rows] * costs[rows]).sum())
    use = BudgetUse(
        amount=question.budget,
        currency=currency,
        wanted=round(float((wanted[rows] * costs[rows]).sum()), _CENTS),
        used=round(used, _CENTS),
        left=round(question.budget - used, _CENTS),
        rows_cut=int((granted[rows] < wanted[rows]).sum()),
        margin_at_risk=None if np.isnan(lost[rows]).all() else round(float(np.nansum(lost)), _CENTS),
        outside=[material.products[at].sku for at in np.flatnonzero(asks & ~priced)],
    )
    return Money(granted, wanted, np.minimum(found.fast, granted), lost, asks & ~priced, use)


def _suppliers(material: Material, rows: Ints) -> tuple[Ints, Floats] | None:
    """Number of the product that each row is, and the supplier's whole minimum for it; None where each row is its own."""
    if material.supplied is None:
        return None
    return material.supplied[rows], arrays_of([material.products[at].terms.moq or 0.0 for at in rows])


def _granted(orders: Wanted, budget: float, suppliers: tuple[Ints, Floats] | None) -> Floats:
    """What the budget buys; a product whose orders together fall below its minimum is left, and its money goes round again."""
    competing = np.ones(len(orders.quantity), dtype=bool)
    while True:
        found = within_budget(orders.only(competing), budget)
        if suppliers is None:
            return found
        product, moq = suppliers
        together = np.bincount(product, weights=found)[product]
        below = (together > 0) & (together < moq)
        if not below.any():
            return found
        competing &= ~below


def _name(product: Product) -> tuple[str, ...]:
    return product.sku, product.shop or "", product.pool or product.marketplace or ""


def _costs(question: RestockQuestion, material: Material) -> tuple[Floats, str | None]:
    """Unit costs in the currency of the budget; nan where unknown."""
    costs = arrays_of([product.terms.unit_cost for product in material.products])
    used = [product.terms.currency for product in material.products if product.terms.unit_cost is not None]
    named = sorted({currency.upper() for currency in used if currency})
    budget = question.currency.upper() if question.currency else named[0] if len(named) == 1 else None
    foreign = [currency for currency in named if currency != budget]
    rates = {currency: material.rates.get((currency, budget)) for currency in foreign} if budget else {}
    if foreign and (budget is None or None in rates.values()):
        raise NotCovered("restock_budget_currency", field="currency", currencies=named, currency=budget, as_of=material.as_of)
    factor = arrays_of([rates.get((p.terms.currency or "").upper(), 1.0) for p in material.products])
    return costs * factor, budget


def _wanted(found: Computed, rows: Ints, costs: Floats, material: Material) -> Wanted:
    """Orders that compete; where a margin is unknown, a unit earns its cost again, so that no currency or price decides."""
    horizon = found.plan.horizon
    mean, variance = horizon.mean_over(horizon.protection_days), horizon.variance_over(horizon.protection_days)
    unit_costs = arrays_of([product.terms.unit_cost for product in material.products])
    margin = np.where(np.isfinite(found.margin), np.maximum(found.margin, 0.0) * costs / unit_costs, costs)
    packing = found.terms.packing
    columns = (mean, variance, found.plan.position, found.rounded.quantity, costs, margin, packing.carton, packing.moq)
    return Wanted(*(column[rows] for column in columns))
