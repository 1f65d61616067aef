"""Amounts as they are given out: doubles whose roundings add up."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_currency_precision

FINE = 6
"""Decimals of amounts in the result."""


def decimals_of(currency: str | None) -> int:
    """How many decimals amounts of a currency are shown with."""
    return get_currency_precision(currency) if currency else 2


def rounded(amount: float, places: int) -> float:
    """An amount as it is shown: half a unit goes up, judged by its decimals as they are given out."""
    return float(Decimal(str(round(amount, FINE))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def rounded_to_sum(amounts: Sequence[float], total: float, places: int) -> list[float]:
    """Round amounts so that they add up to the rounded total, by the largest remainders.

    Args:
        amounts: Add up to `total`, as far as doubles tell.
        total: Their sum.
        places: Decimals.
    """
    unit = Decimal(1).scaleb(-places)
    exact = [Decimal(amount) / unit for amount in amounts]
    found = [value.to_integral_value(ROUND_HALF_UP) for value in exact]
    missing = int((Decimal(total) / unit).to_integral_value(ROUND_HALF_UP) - sum(found))
    step = 1 if missing > 0 else -1
    order = sorted(range(len(exact)), key=lambda at: (step * (found[at] - exact[at]), at))
    for at in order[: abs(missing)]:
        found[at] += step
    return [float(value * unit) or 0.0 for value in found]
