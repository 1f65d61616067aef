"""Rates of exchange as they are given: exact, dated, never looked up."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tools.core.errors import InvalidInput
from tools.landed.cost_result import UsedRate
from tools.landed.figures import currency_code, plain

_SAME = Decimal("0.005")
"""A pair and its inverse may differ by so much: rates are rounded."""


@dataclass(frozen=True)
class Exchange:
    """Rates of one day.

    Attributes:
        rates: By base and quote: 1 of the base is so many of the quote.
        day: Of the rates, where it is said.
    """

    rates: dict[tuple[str, str], Decimal]
    day: date | None

    def convert(self, amount: Decimal, base: str, quote: str) -> Decimal | None:
        """An amount in another currency, not rounded, by the pair as given or turned round; None without either."""
        if base == quote:
            return amount
        if (base, quote) in self.rates:
            return amount * self.rates[base, quote]
        return amount / self.rates[quote, base] if (quote, base) in self.rates else None

    def used(self, base: str, quote: str) -> UsedRate:
        """The rate of a conversion, the way round in which it was given."""
        way = (base, quote) if (base, quote) in self.rates else (quote, base)
        return UsedRate(base=way[0], quote=way[1], rate=self.rates[way], day=self.day)

    def said(self, base: str, quote: str) -> str:
        """What the conversion adds to a sum: ` ÷ 7.1`, ` × 0.92`; nothing within one currency."""
        if base == quote:
            return ""
        if (base, quote) in self.rates:
            return f" × {plain(self.rates[base, quote])}"
        return f" ÷ {plain(self.rates[quote, base])}"


def exchange(given: dict[str, Decimal], day: date | None) -> Exchange:
    """Rates by pair.

    Args:
        given: `{"USD/CNY": 7.1}`: 1 USD = 7.1 CNY.
        day: Of the rates.

    Raises:
        InvalidInput: No pair of two currencies, or a pair and its inverse that disagree.
        UnknownReference: No such currency.
    """
    rates: dict[tuple[str, str], Decimal] = {}
    for pair, rate in given.items():
        base, slash, quote = pair.strip().partition("/")
        codes = tuple(currency_code(code.strip(), "fx_rates") for code in (base, quote)) if slash else ()
        if len(set(codes)) != len(("base", "quote")):
            raise InvalidInput("landed_fx_pair", field="fx_rates", value=pair)
        rates[codes[0], codes[1]] = rate
    for (base, quote), rate in rates.items():
        turned = rates.get((quote, base))
        if turned is not None and abs(rate * turned - 1) > _SAME:
            raise InvalidInput("landed_fx_disagree", field="fx_rates", base=base, quote=quote)
    return Exchange(rates, day)
