"""Money of settings in one currency for each product."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tools.restock.settings import Terms, TransportMode
from tools.warehouse.engines.engine import Cursor

_OLDEST_DAYS = 7
_RATES = """select f.base, f.quote, f.rate_date, f.rate from fx_rate f
where f.rate_date between $first_day and $last_day order by f.rate_date, f.base, f.quote"""


@dataclass(frozen=True)
class Rates:
    """The second currency for one unit of the first, by the newest rate of the last seven days."""

    all: dict[tuple[str, str], float]

    def rate(self, base: str | None, quote: str | None) -> float | None:
        """One rate; None where none is known."""
        if base is None or quote is None:
            return None
        return 1.0 if base == quote else self.all.get((base, quote))


def rates_on(cursor: Cursor, day: date) -> Rates:
    """Rates of a day, both ways and by way of a currency that two others share."""
    values = {"first_day": day - timedelta(days=_OLDEST_DAYS), "last_day": day}
    found: dict[tuple[str, str], float] = {}
    for base, quote, _, rate in cursor.execute(_RATES, values).fetchall():
        found[base, quote], found[quote, base] = float(rate), 1 / float(rate)
    for (base, middle), first in list(found.items()):
        for (other, quote), second in list(found.items()):
            if other == middle and base != quote:
                found.setdefault((base, quote), first * second)
    return Rates(found)


def in_one_currency(given: Sequence[Terms], rates: Rates) -> list[Terms]:
    """Settings of one product with their money in the currency of the narrowest that names one; without a rate it is unknown.

    Args:
        given: From the narrowest to the widest.
        rates: Of the day.
    """
    currency = next((terms.currency for terms in given if terms.currency and _has_money(terms)), None)
    return [_in(terms, currency, rates) if terms.currency not in (None, currency) else terms for terms in given]


def _has_money(terms: Terms) -> bool:
    amounts = [terms.unit_cost, terms.unit_margin, *(mode.cost_per_unit for mode in terms.modes or [])]
    return any(amount is not None for amount in amounts)


def _in(terms: Terms, currency: str | None, rates: Rates) -> Terms:
    rate = rates.rate(terms.currency, currency)

    def converted(amount: float | None) -> float | None:
        return None if amount is None or rate is None else amount * rate

    modes: list[TransportMode] | None = terms.modes and [
        mode.model_copy(update={"cost_per_unit": converted(mode.cost_per_unit)}) for mode in terms.modes
    ]
    money = {"unit_cost": converted(terms.unit_cost), "unit_margin": converted(terms.unit_margin)}
    return terms.model_copy(update={**money, "modes": modes, "currency": None})
