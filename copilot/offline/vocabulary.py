"""What the offline model knows of the data: names that questions may use, and the day to count from."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from copilot.offline.dates import Clock
from tools.core.result import Period
from tools.marketplaces import marketplaces
from tools.sales.catalogue import dimensions
from tools.warehouse.warehouse import Warehouse

# What shoppers type is no name of ours, and there is much of it.
_UNNAMED = ("search_term", "search_query")


@dataclass(frozen=True)
class Vocabulary:
    """Names in the data.

    Attributes:
        known: Values by dimension.
        clock: What relative dates count from; None while there are no data.
        is_for_library: Whether the knowledge base can answer a question, or knows that it holds nothing on it.
        today: The day it is, for questions on rules; None: none is named.
        store_of_order: The store that an imported order is of.
    """

    known: dict[str, list[str]] = field(default_factory=dict)
    clock: Clock | None = None
    is_for_library: Callable[[str], bool] = lambda _: False
    today: date | None = None
    store_of_order: Callable[[str], str | None] = lambda _: None

    def values(self, dimension: str) -> list[str]:
        """Values of one dimension."""
        return self.known.get(dimension, [])

    @property
    def store_countries(self) -> set[str]:
        """Countries of the marketplaces that have data."""
        return {marketplaces()[name].country for name in self.values("marketplace") if name in marketplaces()}


def read_vocabulary(warehouse: Warehouse, is_for_library: Callable[[str], bool], today: date | None = None) -> Vocabulary:
    """The vocabulary of what is in the warehouse now."""
    coverage = warehouse.coverage()
    if not coverage:
        return Vocabulary(is_for_library=is_for_library, today=today)
    days: list[date] = [entry.complete_until for entry in coverage]
    store_of_order = partial(_store_of_order, warehouse)
    whole = Period(start=min(c.first_day for c in coverage), end=max(c.last_day for c in coverage))
    named = [name for name, entry in dimensions().items() if entry.level not in _UNNAMED]
    return Vocabulary(warehouse.known_values(named), Clock(max(days), whole), is_for_library, today, store_of_order)


def _store_of_order(warehouse: Warehouse, order_id: str) -> str | None:
    """The store of an order; None where it is not held, or in several."""
    with warehouse.reader() as cursor:
        found = cursor.execute(
            "select distinct marketplace from order_line where upper(order_id) = $order_id", {"order_id": order_id.upper()}
        ).fetchall()
    return found[0][0] if len(found) == 1 else None
