"""The one currency of a diagnosis, and the dated rates to it."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from tools.core.errors import NotCovered
from tools.core.result import Period, Warning, warning
from tools.sales.compile import FX
from tools.sales.costs import rates_used
from tools.warehouse.engines.engine import Cursor

PREFERRED = ("USD", "CNY", "EUR")
"""Account currencies tried first when several are sold in and none was asked for."""


class Money(NamedTuple):
    """How amounts are brought to one currency.

    Attributes:
        currency: Of all amounts.
        rates: Of one unit of a currency on a day; None when all amounts are in `currency` already.
    """

    currency: str | None
    rates: Mapping[tuple[date, str], float] | None = None

    def holds(self, currency: str | None) -> bool:
        """Whether amounts of a currency can be brought to the one of the diagnosis."""
        return currency in (None, self.currency) or (self.rates is not None and any(name == currency for _, name in self.rates))

    def rate(self, currency: str | None, start: date) -> float:
        """Rate of a day; amounts of several days go by their first, as everywhere."""
        if self.rates is None or currency is None or currency == self.currency:
            return 1.0
        return self.rates[start, currency]


def choose_money(cursor: Cursor, sold_in: Iterable[str | None], asked: str | None, span: Period) -> tuple[Money, list[Warning]]:
    """The currency of the diagnosis.

    Args:
        cursor: On the warehouse.
        sold_in: Currencies of the amounts.
        asked: The account currency, if the user named one.
        span: Days that rates are needed for.

    Raises:
        NotCovered: Several currencies, or another than asked for, without rates for all days.
    """
    held = sorted({currency for currency in sold_in if currency})
    account = asked.upper() if asked else None
    if len(held) < 2 and (account is None or held == [account] or not held):
        return Money(account or (held[0] if held else None)), []
    targets = [account] if account else sorted(held, key=lambda name: (name not in PREFERRED, name != "USD", name))
    for target in targets:
        rates = _rates(cursor, target, span)
        if all((span.start + timedelta(days=i), name) in rates for name in held if name != target for i in range(span.days)):
            first, last, source = rates_used(cursor, span)
            return Money(target, rates), [warning("converted", currency=target, first=first, last=last, source=source)]
    raise NotCovered("funnel_no_rates", field="currency", currencies=held, account=account, start=span.start, end=span.end)


def _rates(cursor: Cursor, target: str, span: Period) -> dict[tuple[date, str], float]:
    rows = cursor.execute(FX, {"first_day": span.start, "last_day": span.end, "targets": [target]}).fetchall()
    return {(day, currency): float(rate) for day, currency, _, rate, *_ in rows}
