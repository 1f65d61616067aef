"""What a unit earns, where no setting says: its price less its cost, in the currency of the cost."""

from dataclasses import dataclass
from datetime import date, timedelta

from tools.restock.settings import Terms
from tools.restock.stored.terms import Listed
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


def with_margin(terms: Terms, listed: Listed | None, rates: Rates) -> tuple[Terms, str | None]:
    """The settings with a margin, and where it comes from."""
    if terms.unit_margin is not None:
        return terms, "given"
    if listed is None or listed.price is None or terms.unit_cost is None:
        return terms, None
    rate = rates.rate(listed.currency, terms.currency)
    if rate is None:
        return terms, None
    return terms.model_copy(update={"unit_margin": round(listed.price * rate - terms.unit_cost, 4)}), "price_less_cost"
