"""One message with its order and all that decides how it is answered."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from knowledge.document import Document
from knowledge.scope import place_code
from prompts import message
from tools.listing.market import Market, find_market
from tools.marketplaces import marketplaces
from tools.reply.contract import Fact, Intent, RuleUse
from tools.reply.facts.order import Item, Order
from tools.reply.policy.decision import Choice, Step
from tools.reply.policy.meant import meant_items
from tools.reply.policy.rulebook import Rulebook, rulebook, use_of
from tools.reply.policy.stage import Stage, stage_of
from tools.reply.policy.terms import SellerTerms
from tools.reply.policy.windows import Guarantee, Window, guarantee_of, protection_window, return_window
from tools.reply.understanding.understood import Understood

FAULTS: tuple[Intent, ...] = ("damaged", "wrong_item", "missing_part", "not_as_described", "does_not_work")


def zone_of(market: Market) -> tzinfo:
    """Time zone of a store; UTC where it has none of its own."""
    store = marketplaces().get(market.id)
    return ZoneInfo(store.timezone) if store else UTC


def placed(market: Market, order: Order) -> Market:
    """The store itself, where only its platform was named: by country of delivery, else by a currency that one store has."""
    if market.code:
        return market
    stores = [store for store in marketplaces().values() if store.platform == market.platform]
    fitting = [store for store in stores if order.country and store.country == order.country]
    fitting = fitting or [store for store in stores if order.currency and store.currency == order.currency]
    return find_market(fitting[0].id) if len(fitting) == 1 else market


def why(name: str, **variables: object) -> dict[str, str]:
    """A reason by language."""
    return message(f"reply_why_{name}", **variables)


@dataclass
class Case:
    """What decisions rest on, and the rules, values and steps that they leave behind.

    Attributes:
        on: When the message came, in the store's zone.
    """

    understood: Understood
    order: Order
    market: Market
    terms: SellerTerms
    choice: Choice | None
    on: datetime
    uses: dict[str, RuleUse] = field(default_factory=dict)
    values: dict[str, Fact] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)

    @cached_property
    def day(self) -> date:
        """Of the message, in the store."""
        return self.on.date()

    @cached_property
    def country(self) -> str:
        """Where the goods went, by the code that rules use."""
        return place_code(self.order.country or self.market.code)

    @cached_property
    def book(self) -> Rulebook:
        """The rules that hold."""
        return rulebook(self.market, self.country, self.day)

    @cached_property
    def stage(self) -> Stage:
        """Where the order stands."""
        return stage_of(self.order, self.day, bool(self.understood.mentions.order_ids))

    @cached_property
    def window(self) -> Window:
        """For returns without a fault."""
        return return_window(self.order, self.book, self.terms, self.day)

    @cached_property
    def protection(self) -> Window:
        """For what is faulty or never came."""
        return protection_window(self.order, self.book, self.day)

    @cached_property
    def guarantee(self) -> Guarantee:
        """For faults that show later."""
        return guarantee_of(self.order, self.country, self.book, self.terms)

    @cached_property
    def faults(self) -> tuple[Intent, ...]:
        """Faults that the buyer names, in the message's order."""
        return tuple(intent for intent in self.understood.intents if intent in FAULTS)

    @property
    def by_platform(self) -> bool:
        """Whether the platform ships and takes back."""
        return self.order.fulfilment == "platform"

    @property
    def by_seller(self) -> bool:
        """Whether the seller does; on Amazon that must be said, for both are common there."""
        return self.order.fulfilment == "seller" or (self.order.fulfilment is None and self.market.platform != "amazon")

    def wants(self, *intents: Intent) -> bool:
        """Whether the buyer wants one of these."""
        return bool({*intents} & {*self.understood.intents})

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What the message is about: the items that it names by code or by words of their titles, else all."""
        named = {name.lower() for name in (*self.understood.mentions.skus, *self.understood.mentions.asins)}
        found = tuple(item for item in self.order.items if {(item.sku or "").lower(), (item.asin or "").lower()} & named)
        return found or meant_items(self.order.items, self.understood.text) or self.order.items

    @cached_property
    def worth(self) -> Decimal | None:
        """What the buyer paid for these items."""
        prices = [item.unit_price * (item.quantity or 1) for item in self.items if item.unit_price is not None]
        if prices and len(prices) == len(self.items):
            return sum(prices, Decimal(0))
        return self.order.total if self.items == self.order.items else None

    @cached_property
    def own_cost(self) -> Decimal | None:
        """What one of each of these items costs the seller."""
        costs = [self.terms.unit_costs.get(item.sku or "") for item in self.items]
        known = [cost for cost in costs if cost is not None]
        return sum(known, Decimal(0)) if known and len(known) == len(costs) else None

    @cached_property
    def in_stock(self) -> bool | None:
        """Whether every item can be sent again; None when that is not known."""
        stock = self.order.stock
        units: list[int | None] = [
            stock.get(item.sku or "", stock.get("") if len(self.items) == 1 else None) for item in self.items
        ]
        if not self.items:
            units.extend([*stock.values()][:1])
        known = [unit for unit in units if unit is not None]
        if any(unit == 0 for unit in known):
            return False
        return True if known and len(known) == len(units) else None

    @property
    def replaceable(self) -> bool:
        """Whether a replacement may be promised."""
        return self.terms.replacement and self.in_stock is True

    def use(self, rule: Document | str | None, key: str, **variables: object) -> tuple[str, ...]:
        """Note a rule as used; its id, or nothing where it does not hold here."""
        found = self.book.known(rule) if isinstance(rule, str) else rule
        if found is None:
            return ()
        self.uses.setdefault(found.id, use_of(found, f"reply_rule_{key}", **variables))
        return (found.id,)

    def value(self, name: str, value: object, source: str) -> None:
        """Note a value for the draft."""
        self.values[name] = Fact(name=name, value=str(value), source=source)

    def todo(self, key: str, sop: str | None = None, **variables: object) -> None:
        """Note a step for the operator."""
        said = message(f"reply_todo_{key}", **variables)
        self.steps.setdefault(said["en"], Step(zh=said["zh"], en=said["en"], sop=sop))
