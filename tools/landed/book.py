"""Lines of cost in one currency, and what is still needed for them."""

from decimal import Decimal
from typing import Any, Literal

from prompts import Text, message
from tools.core.errors import NotEnoughData
from tools.landed.cost_question import Amount
from tools.landed.cost_result import CostLine, UsedRate
from tools.landed.exchange import Exchange
from tools.landed.figures import currency_code, plain, rounded


class Book:
    """Lines as they come. What is missing is noted, so that all of it can be asked for at once.

    Args:
        currency: Of all lines.
        fx: Rates of exchange.
    """

    def __init__(self, currency: str, fx: Exchange) -> None:
        self.currency = currency
        self.lines: list[CostLine] = []
        self.not_added: list[str] = []
        self._fx = fx
        self._needs: dict[str, tuple[str, Text]] = {}
        self._used: dict[tuple[str, str], UsedRate] = {}

    def need(self, key: str, field: str, **details: Any) -> None:
        """Note what the caller must still say."""
        self._needs.setdefault(f"{key}{details}", (field, message(key, **details)))

    def ask(self, *others: "Book") -> None:
        """Refuse, naming everything that is missing here and in other books.

        Raises:
            NotEnoughData: Something is.
        """
        needs = {key: need for book in (self, *others) for key, need in book._needs.items()}
        if not needs:
            return
        fields = list(dict.fromkeys(field for field, _ in needs.values()))
        texts = [text for _, text in needs.values()]
        raise NotEnoughData("landed_needs", field=fields[0], needs=texts, fields=fields)

    def amount(self, given: Amount, field: str) -> tuple[Decimal, str]:
        """An amount and the code of its currency."""
        return given.amount, currency_code(given.currency, field) if given.currency else self.currency

    def converted(self, amount: Decimal, currency: str, into: str | None = None) -> Decimal:
        """An amount in another currency, by default that of the lines, not rounded; nought where a rate is missing."""
        quote = into or self.currency
        found = self._fx.convert(amount, currency, quote)
        if found is None:
            self.need("landed_need_rate", "fx_rates", base=currency, quote=quote)
            return Decimal(0)
        if currency != quote:
            self._used[currency, quote] = self._fx.used(currency, quote)
        return found

    def add(
        self, key: str, amount: Decimal, currency: str, formula: str, *, source: str = "given", counts: bool = True, **named: Any
    ) -> Decimal:
        """Write a line.

        Args:
            key: Of its label: `landed_line_<key>`.
            amount: Exact, in its own currency.
            currency: Of the amount.
            formula: How the amount comes about, in its own currency.
            source: Where its figures come from.
            counts: Whether it is a cost.
            **named: Variables of the label.

        Returns:
            What was written, in the currency of the lines.
        """
        written = rounded(self.converted(amount, currency), self.currency)
        said = self._fx.said(currency, self.currency) if (currency, self.currency) in self._used else ""
        sum_, result = f"{formula} {currency}{said}", f"{plain(written)} {self.currency}"
        self.lines.append(
            CostLine(
                key=key, label=message(f"landed_line_{key}", **named), amount=written, currency=self.currency,
                formula=sum_ if sum_ == result else f"{sum_} = {result}", source=source, counts=counts,
            )
        )  # fmt: skip
        return written

    def included(self, key: str, within: Literal["price", "freight"], *, given: bool = False, **named: Any) -> None:
        """Write a line of nought for what is paid for already, noting where an amount was given all the same."""
        self.lines.append(
            CostLine(
                key=key, label=message(f"landed_line_{key}", **named), amount=Decimal(0), currency=self.currency, formula="0",
                source="given", included_in=within,
            )
        )  # fmt: skip
        if given:
            self.not_added.append(key)

    @property
    def rates(self) -> list[UsedRate]:
        """Rates that were used."""
        return list(self._used.values())
