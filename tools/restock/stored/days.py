"""The day of a plan: the last complete day of sales, or that of a stock report that is newer."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from tools.core.errors import NotEnoughData
from tools.core.result import Warning, warning
from tools.restock.request import RestockQuestion
from tools.restock.stored.stock import STALE_DAYS
from tools.warehouse.warehouse import Coverage


class Days(NamedTuple):
    """What the days are.

    Attributes:
        as_of: The day on whose evening the plan is made.
        sold_until: Last complete day of sales.
        to_come: Days of stock reports that have not come yet; such reports do not count.
    """

    as_of: date
    sold_until: date
    to_come: tuple[date, ...] = ()

    @property
    def notes(self) -> list[Warning]:
        """What the reader must know of them."""
        to_come = [warning("restock_reports_to_come", days=list(self.to_come))] if self.to_come else []
        if (self.as_of - self.sold_until).days <= STALE_DAYS:
            return to_come
        return [warning("restock_sales_stale", as_of=self.as_of, day=self.sold_until), *to_come]


def days_of(
    question: RestockQuestion, coverage: Iterable[Coverage], shops: list[str] | None, places: list[str] | None, today: date
) -> Days:
    """The days of a plan; nothing of a later day than the one asked for counts.

    Raises:
        NotEnoughData: No sales in these places, or none by the day asked for.
    """
    here = [
        entry for entry in coverage if (shops is None or entry.shop in shops) and (places is None or entry.marketplace in places)
    ]
    orders = [entry for entry in here if entry.table == "order_line"]
    sales = orders or [entry for entry in here if entry.table == "traffic_day"]
    if not sales:
        raise NotEnoughData("restock_no_demand_data", field="filters")
    first = min(entry.first_day for entry in sales)
    if question.as_of and question.as_of < first:
        raise NotEnoughData("restock_before_data", field="as_of", as_of=question.as_of, first=first)
    sold_until = max(entry.complete_until for entry in sales)
    believable = max(sold_until, today) + timedelta(days=1)
    reports = [entry.last_day for entry in here if entry.table == "inventory_day"]
    last = max([sold_until, *(day for day in reports if day <= believable)])
    to_come = sorted({day for day in reports if day > believable})
    as_of = min(question.as_of, last) if question.as_of else last
    return Days(as_of, min(sold_until, as_of), tuple(to_come))
