"""Orders under a budget, against the exact solution of the same problem as a mixed integer programme."""

import time

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from tools.restock.arrays import Floats
from tools.restock.cash import Wanted, within_budget

SKUS = 40
_SHARE = 0.4
"""Of the money that all orders together ask for."""


def orders(skus: int, seed: int) -> tuple[Wanted, float]:
    """Seeded orders and a budget of 40 % of what they cost."""
    rng = np.random.default_rng(seed)
    mean = np.exp(rng.normal(5, 1, skus))
    position = np.floor(mean * rng.uniform(0.2, 0.9, skus))
    cost = rng.uniform(3, 20, skus)
    carton = rng.choice([12.0, 24.0, 48.0], skus)
    quantity = np.ceil(np.maximum(mean * 1.4 - position, 0.0) / carton) * carton
    wanted = Wanted(
        mean=mean,
        variance=mean * 3 + (0.3 * mean) ** 2,
        position=position,
        quantity=quantity,
        unit_cost=cost,
        margin=cost * rng.uniform(0.3, 1.5, skus),
        carton=carton,
        moq=np.ones(skus),
    )
    return wanted, _SHARE * float((quantity * cost).sum())


def gaps(cases: int) -> Floats:
    """Margin that ours keeps less than the exact solution, as a share, in each case."""
    return np.array([_gap(*orders(SKUS, seed)) for seed in range(cases)])


def seconds(skus: int) -> float:
    """Time of one allocation."""
    wanted, budget = orders(skus, 1)
    started = time.perf_counter()
    within_budget(wanted, budget)
    return time.perf_counter() - started


def _gap(wanted: Wanted, budget: float) -> float:
    bought = within_budget(wanted, budget)
    assert float((bought * wanted.unit_cost).sum()) <= budget + 1e-6
    return 1 - float(wanted.margin_kept(bought).sum()) / _exact(wanted, budget)


def _exact(wanted: Wanted, budget: float) -> float:
    """One binary variable per carton: later cartons of a SKU are worth less, so that their order needs no constraint."""
    cartons = (wanted.quantity / wanted.carton).astype(int)
    worth, price = [], []
    for carton in range(cartons.max()):
        bought = carton * wanted.carton
        gain = wanted.margin_kept(bought + wanted.carton) - wanted.margin_kept(bought)
        worth.append(gain[carton < cartons])
        price.append((wanted.carton * wanted.unit_cost)[carton < cartons])
    limit = LinearConstraint(sparse.csr_array(np.concatenate(price)[None, :]), -np.inf, budget)
    value = -np.concatenate(worth)
    solved = milp(value, constraints=limit, integrality=np.ones(len(value)), bounds=Bounds(0, 1), options={"mip_rel_gap": 1e-4})
    assert solved.success, solved.message
    return -float(solved.fun)
