"""One purchase for several stock pools: the supplier's minimum is met by all of them together."""

from dataclasses import replace

import numpy as np

from tools.restock.arrays import Flags, Floats, Ints, divided
from tools.restock.planning import Plan, Terms, order_of
from tools.restock.rounding import Rounded


def ordered(found: Plan, terms: Terms, fast: Floats, orders: Flags, supplied: Ints | None) -> tuple[Rounded, Floats]:
    """The orders, and the minimum that each row has to meet of its own.

    Pools of one product wait or order together. The minimum is shared out by what each lacks; where limits or missing data
    leave the sum below it, pools without a limit take the rest, and without any nothing is ordered.

    Args:
        found: The plan.
        terms: What is fixed.
        fast: Units that must go fast.
        orders: Rows that can order at all.
        supplied: Number of the supplier's product of each row; None where each row is its own.
    """
    if supplied is None:
        order = order_of(found, terms, fast)
        return replace(order, quantity=np.where(orders, order.quantity, 0.0)), terms.packing.moq
    short = np.where(orders, np.maximum(found.need, fast), 0.0)
    together, moq = _sum(short, supplied), terms.packing.moq
    share = moq * divided(short, together, 0.0)
    alone = np.bincount(supplied)[supplied] == 1
    urgent = _any(orders & (found.must_order | (fast > found.need)), supplied)
    least = 0.5 * np.maximum(moq, terms.packing.carton)
    waits = ~alone & (together > 0) & (together < least) & ~urgent
    # Pools that order together do not wait one by one for a carton of their own.
    plan = replace(found, must_order=found.must_order | (~alone & ~waits))
    order = order_of(plan, replace(terms, packing=replace(terms.packing, moq=share)), fast)
    quantity = np.where(orders & ~waits, order.quantity, 0.0)
    quantity = _up_to_minimum(quantity, short, moq, terms, supplied)
    below = (_sum(quantity, supplied) > 0) & (_sum(quantity, supplied) < moq)
    order = replace(
        order,
        quantity=np.where(below, 0.0, quantity),
        waits=np.where(alone, order.waits, waits & (short > 0)),
        below_moq=order.below_moq | (below & (quantity > 0)),
    )
    return order, share


def _up_to_minimum(quantity: Floats, short: Floats, moq: Floats, terms: Terms, supplied: Ints) -> Floats:
    """Add whole cartons to the pool that lacks most and has no limit, where the sum is below the minimum."""
    found = quantity.copy()
    for product in np.unique(supplied[(_sum(found, supplied) > 0) & (_sum(found, supplied) < moq)]):
        rows = np.flatnonzero(
            (supplied == product) & (found > 0) & np.isinf(terms.packing.limit) & np.isinf(terms.max_cover_days)
        )
        if len(rows):
            row = rows[np.argmax(short[rows])]
            missing, carton = moq[row] - found[supplied == product].sum(), terms.packing.carton[row]
            found[row] += np.ceil(missing / carton) * carton
    return found


def _sum(values: Floats, supplied: Ints) -> Floats:
    found: Floats = np.bincount(supplied, weights=values)[supplied].astype(float)
    return found


def _any(flags: Flags, supplied: Ints) -> Flags:
    found: Flags = np.bincount(supplied, weights=flags)[supplied] > 0
    return found
