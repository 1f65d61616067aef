"""Makes an order of what was taken from a caller's mapping."""

from datetime import date, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from tools.core.result import Warning, warning
from tools.listing.market import Market
from tools.marketplaces import marketplaces
from tools.marketplaces.countries import country_code
from tools.reply.contract import Fact
from tools.reply.facts.order import Item, Order, Refund, Status
from tools.reply.facts.status import settled_status
from tools.reply.facts.taking import Found, Taken
from tools.reply.facts.values import currency_of, day_of, money_of, number_of, text_of, truth_of
from tools.reply.facts.words import folded, is_among, meaning_of

_DAYS = (
    "ordered_on", "ship_by", "shipped_on", "promised_from", "promised_by", "delivered_on", "return_requested_on",
    "return_received_on",
    "return_until",
)  # fmt: skip
_TEXTS = ("order_id", "carrier", "tracking_number", "tracking_status", "category", "brand")
_MONTH_FIRST = ("US",)
_MONTH_FIRST_CURRENCY = "USD"
_NAMED = 8


def same_id(value: Any) -> str:
    """An order number as it is compared: however it is written."""
    return folded(str(value)) if value is not None else ""


class Reader:
    """Makes an order of what was taken; keeps the facts and what could not be read."""

    def __init__(self, taken: Taken, at: str, market: Market | None, on: date | None) -> None:
        self.taken, self.at, self.on = taken, at, on
        store = marketplaces().get(market.id) if market else None
        self.zone: tzinfo | None = ZoneInfo(store.timezone) if store else None
        self.store_currency = store.currency if store else None
        self.day_first = self._place(market) not in _MONTH_FIRST
        self.facts: list[Fact] = []
        self.warnings: list[Warning] = []

    def _place(self, market: Market | None) -> str | None:
        """Country whose way to write days is assumed: of the store, else of the order."""
        if market and market.code:
            return market.code
        country = next((country_code(text) for found in self.taken.of("country") if (text := text_of(found.value))), None)
        dollars = any(currency_of(text_of(found.value)) == _MONTH_FIRST_CURRENCY for found in self.taken.of("currency"))
        return country or (_MONTH_FIRST[0] if dollars else None)

    def order(self, wanted: str | None) -> Order:
        """The order; `wanted` is the number asked for."""
        fields: dict[str, Any] = {name: self._text(self.taken, name) for name in _TEXTS}
        self._same_id(fields, wanted)
        fields["buyer_name"] = self._buyer()
        fields |= {name: self._day(self.taken, name) for name in _DAYS}
        fields["promised_from"], fields["promised_by"] = self._span(fields["promised_from"], fields["promised_by"])
        fields["currency"] = self._currency()
        fields["items"] = tuple(self._items(fields["currency"]))
        fields["total"] = self._money(self.taken, "total", "total", fields["currency"])
        fields["refunds"] = tuple(self._refunds(fields["currency"]))
        fields["fulfilment"], fields["country"] = self._fulfilment(), self._country()
        fields["stock"] = self._stock(fields["items"])
        fields["status"] = self._status(fields)
        fields["listing"] = {name: text for name, (text, _) in self.taken.listing.items()}
        self.facts += [
            Fact(name=f"listing.{name}", value=text, source=self._source(at)) for name, (text, at) in self.taken.listing.items()
        ]
        self._tell_unknown()
        return Order(**fields, facts=tuple(self.facts))

    def _source(self, path: str) -> str:
        return ".".join(part for part in ("order", self.at, path) if part)

    def _note(self, name: str, value: object, found: Found) -> None:
        self.facts.append(Fact(name=name, value=str(value), source=self._source(found.path)))

    def _bad(self, found: Found) -> None:
        self.warnings.append(warning("reply_given_unread", path=self._source(found.path), value=str(found.value)[:60]))

    def _text(self, taken: Taken, name: str, fact: str | None = None) -> str | None:
        for found in taken.of(name):
            if text := text_of(found.value):
                self._note(fact or name, text, found)
                return text
        return None

    def _day(self, taken: Taken, name: str, fact: str | None = None) -> date | None:
        for found in taken.of(name):
            if truth_of(found.value) is not None or (text_of(found.value) is None and not isinstance(found.value, date)):
                continue
            day = day_of(found.value, self.zone, self.day_first, self.on)
            if day is not None:
                self._note(fact or name, day.isoformat(), found)
                return day
            self._bad(found)
        return None

    def _money(self, taken: Taken, name: str, fact: str, currency: str | None, *, without_sign: bool = False) -> Decimal | None:
        for found in taken.of(name):
            amount, own = money_of(found.value)
            if amount is not None:
                amount = abs(amount) if without_sign else amount
                self._note(fact, " ".join(filter(None, [str(amount), own or currency])), found)
                return amount
            if text_of(found.value):
                self._bad(found)
        return None

    def _same_id(self, fields: dict[str, Any], wanted: str | None) -> None:
        if fields["order_id"] is None and wanted:
            fields["order_id"] = wanted
            self.facts.append(Fact(name="order_id", value=wanted, source="order_id"))
        elif wanted and same_id(fields["order_id"]) != same_id(wanted):
            self.warnings.append(warning("reply_given_other_id", given=fields["order_id"], wanted=wanted))

    def _buyer(self) -> str | None:
        name = self._text(self.taken, "buyer_name", "name")
        if name is not None:
            return name
        parts = [found for each in ("first_name", "last_name") for found in self.taken.of(each)[:1] if text_of(found.value)]
        name = " ".join(dict.fromkeys(str(found.value).strip() for found in parts))
        if parts:
            self._note("name", name, parts[-1])
        return name or None

    def _span(self, first: date | None, last: date | None) -> tuple[date | None, date | None]:
        """A text of two days (`2026-11-20 - 2026-11-25`) is a window."""
        for found in self.taken.of("promised_by"):
            parts = [part.strip() for part in str(found.value).replace(" to ", " - ").replace("~", " - ").split(" - ")]
            days = [day_of(part, self.zone, self.day_first, self.on) for part in parts]
            if len(days) == 2 and days[0] and days[1]:
                self.facts = [fact for fact in self.facts if fact.name != "promised_by"]
                self._note("promised_from", days[0], found)
                self._note("promised_by", days[1], found)
                return days[0], days[1]
        return first, last

    def _currency(self) -> str | None:
        for found in self.taken.of("currency"):
            if code := currency_of(text_of(found.value)):
                self._note("currency", code, found)
                return code
        amounts = [
            *self.taken.of("total"),
            *(found for item in self.taken.items for found in (*item.of("unit_price"), *item.of("line_price"))),
        ]
        for found in amounts:
            if code := money_of(found.value)[1]:
                self._note("currency", code, found)
                return code
        return self.store_currency

    def _items(self, currency: str | None) -> list[Item]:
        given = self.taken.items or ([self.taken] if {"sku", "asin", "title"} & {*self.taken.fields} else [])
        return [item for taken in given if (item := self._item(taken, currency)) is not None]

    def _item(self, taken: Taken, currency: str | None) -> Item | None:
        sku, asin = self._text(taken, "sku"), self._text(taken, "asin")
        title = self._text(taken, "title", "product")
        counts = [
            (int(number), found)
            for found in taken.of("quantity")
            if (number := number_of(found.value)) is not None and number >= 0
        ]
        quantity = counts[0][0] if counts else None
        if counts:
            self._note("quantity", quantity, counts[0][1])
        price = self._money(taken, "unit_price", "price", currency)
        if price is None:
            line = self._money(taken, "line_price", "line_price", currency)
            price = line / quantity if line is not None and quantity else line
        if not (sku or asin or title):
            return None
        return Item(sku=sku, asin=asin, title=title, quantity=quantity, unit_price=price, options=self._options(taken))

    def _options(self, taken: Taken) -> str | None:
        for found in taken.of("options"):
            value = found.value
            pairs = [f"{name}: {each}" for name, each in value.items() if text_of(each)] if isinstance(value, dict) else []
            text = "; ".join(pairs)[:200] or text_of(value)
            if text:
                self._note("options", text, found)
                return text
        return None

    def _refunds(self, currency: str | None) -> list[Refund]:
        several = [self._refund(taken, currency) for taken in self.taken.refunds]
        own = self._refund(self.taken, currency)
        return [refund for refund in (*several, own) if refund is not None]

    def _refund(self, taken: Taken, currency: str | None) -> Refund | None:
        amount = self._money(taken, "refund_amount", "refund_amount", currency, without_sign=True)
        on = self._day(taken, "refunded_on")
        status = self._text(taken, "refund_status")
        done = any(truth_of(found.value) for found in taken.of("refunded_on"))
        told = (*taken.of("money_status"), *(taken.of("status") if taken is self.taken else ()))
        for found in told if not self.taken.refunds else ():
            if (meaning := meaning_of("money_status", str(found.value))) not in (None, "none"):
                status = status or meaning
        if not (amount or on or status or done):
            return None
        return Refund(amount=amount, on=on, status=status or ("refunded" if done or on else None))

    def _fulfilment(self) -> Any:
        for found in self.taken.of("by_platform"):
            if (truth := truth_of(found.value)) is not None:
                self._note("fulfilment", "platform" if truth else "seller", found)
                return "platform" if truth else "seller"
        for found in self.taken.of("fulfilment"):
            for kind in ("platform", "seller"):
                if is_among(f"by_{kind}", str(found.value)):
                    self._note("fulfilment", kind, found)
                    return kind
        return None

    def _country(self) -> str | None:
        for found in self.taken.of("country"):
            if (text := text_of(found.value)) and (code := country_code(text)):
                self._note("country", code, found)
                return code
        return None

    def _stock(self, items: tuple[Item, ...]) -> dict[str, int]:
        stock: dict[str, int] = {}
        owners = [(taken, item.sku or "") for taken, item in zip(self.taken.items, items, strict=False)] + [
            (self.taken, _only_sku(items))
        ]
        for taken, sku in owners:
            for found in taken.of("stock")[:1]:
                for name, units in _units(found.value, sku):
                    stock[name] = units
                    self._note(f"stock.{name}" if name else "stock", units, found)
        return stock

    def _status(self, fields: dict[str, Any]) -> Status:
        status, found, unread = settled_status(self.taken, fields)
        if found is not None:
            self._note("status", status, found)
        for each in unread:
            self._bad(each)
        return status

    def _tell_unknown(self) -> None:
        names = [name for name in dict.fromkeys(self.taken.unknown)]
        if names:
            shown = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
            self.warnings.append(warning("reply_given_unknown_names", names=shown))


def _only_sku(items: tuple[Item, ...]) -> str:
    return (items[0].sku or "") if len(items) == 1 else ""


def _units(value: Any, sku: str) -> list[tuple[str, int]]:
    """Units by SKU; yes counts as one, for one is all that a replacement needs."""
    if isinstance(value, dict):
        return [
            (str(name), int(number)) for name, each in value.items() if (number := number_of(each)) is not None and number >= 0
        ]
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        truth = truth_of(value)
        if truth is not None:
            return [(sku, int(truth))]
    number = number_of(value)
    return [(sku, max(int(number), 0))] if number is not None else []
