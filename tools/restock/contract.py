"""What the figures of a plan mean."""

from functools import cache

from prompts import message
from tools.core.result import Definition

_UNITS = {"velocity": "units/day", "inventory_position": "units", "fill_rate": "fraction", "days_of_supply": "days"}


@cache
def definitions() -> list[Definition]:
    """What the figures of a plan mean."""
    return [
        Definition(
            metric=metric,
            label=message(f"restock_label_{metric}"),
            definition=message(f"restock_definition_{metric}"),
            unit=unit,
            basis="order_date",
            additive=False,
            refunds="gross",
            tax="none",
            promotion="included",
            timezone="marketplace",
            source="order_line, inventory_day",
        )
        for metric, unit in _UNITS.items()
    ]
