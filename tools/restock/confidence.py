"""How far a plan can be trusted."""

from typing import Literal

Confidence = Literal["high", "medium", "low"]
_ESTABLISHED_DAYS, _ENOUGH_UNITS = 60, 30
_SOME_DAYS, _SOME_UNITS = 28, 10
MOST_MISSING = 0.2
"""Of the last 90 days."""


def confidence_of(in_stock_days: int, units: float, *, has_stock_history: bool, missing_rate: float) -> Confidence:
    """High from 60 days in stock and 30 units, medium from 28 and 10; one lower without a record of stock.

    Args:
        in_stock_days: Days that tell of demand.
        units: Sold on them.
        has_stock_history: Whether days without stock are known.
        missing_rate: Share of the last 90 days that no report tells of; above a fifth the confidence is low.
    """
    if missing_rate > MOST_MISSING or in_stock_days < _SOME_DAYS or units < _SOME_UNITS:
        return "low"
    if in_stock_days < _ESTABLISHED_DAYS or units < _ENOUGH_UNITS or not has_stock_history:
        return "medium"
    return "high"
