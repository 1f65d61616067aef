"""What the variables of reply blocks stand for: facts of the order and of the decision, in the buyer's format."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from tools.reply.compose.foreign import cleaned
from tools.reply.compose.formats import day, money, number
from tools.reply.compose.tracking import tracking_words
from tools.reply.contract import Fact, Language
from tools.reply.facts.order import Order
from tools.reply.policy.decision import Decisions
from tools.reply.understanding.understood import Understood

_DAYS = {
    "ordered_on", "ship_by", "shipped_on", "promised_from", "promised_by", "delivered_on", "return_received_on", "refunded_on",
    "return_until", "guarantee_until", "warranty_until",
}  # fmt: skip
_NUMBERS = {"return_window_days", "refund_days", "warranty_months"}
_MONEY = {"refund_amount", "amount", "price"}
_OF_THE_ORDER = (
    "carrier", "tracking_number", "tracking_status", "ordered_on", "ship_by", "shipped_on", "promised_from", "promised_by",
    "delivered_on", "return_received_on",
)  # fmt: skip
_CODE = re.compile(r"#?[A-Za-z0-9][A-Za-z0-9 \-_/.#]{0,59}")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)(?: ?([A-Z]{3}))?")
_LONGEST = 60


def known_facts(understood: Understood, order: Order | None, decisions: Decisions) -> dict[str, Fact]:
    """Every fact that a variable may stand for, by the variable's name; what was decided counts before what was found."""
    found = {fact.name: fact for fact in _of_order(order)} if order else {}
    if "order_id" not in found and understood.mentions.order_ids:
        found["order_id"] = Fact(name="order_id", value=understood.mentions.order_ids[0], source="message")
    return {**found, **{fact.name: fact for fact in decisions.values}}


def _of_order(order: Order) -> list[Fact]:
    sources = {fact.name: fact.source for fact in order.facts}
    refund = order.refunds[-1] if order.refunds else None
    item = order.items[0] if len(order.items) == 1 else None
    values = {
        "order_id": order.order_id,
        **{name: getattr(order, name) for name in _OF_THE_ORDER},
        "refund_amount": refund.amount if refund else None,
        "refunded_on": refund.on if refund else None,
        "price": item.unit_price if item else None,
    }
    return [
        Fact(name=name, value=_written(value, order.currency), source=sources.get(name, f"order.{name}"))
        for name, value in values.items()
        if value is not None
    ]


def _written(value: object, currency: str | None) -> str:
    if isinstance(value, Decimal):
        return f"{value} {currency}" if currency else str(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def shown(fact: Fact, language: Language, place: str, currency: str | None) -> str | None:
    """A fact as the draft writes it; None where it cannot be written in that language or is no such value."""
    if fact.name in _DAYS:
        return _day(fact.value, language, place)
    if fact.name in _MONEY:
        return _money(fact.value, language, place, currency)
    if fact.name in _NUMBERS:
        return number(Decimal(fact.value), language, place) if fact.value.isdecimal() else None
    if fact.name == "tracking_status":
        return tracking_words(fact.value, language)
    if fact.name in ("order_id", "tracking_number"):
        return fact.value if _CODE.fullmatch(fact.value) else None
    return cleaned(fact.value, _LONGEST)


def _day(value: str, language: Language, place: str) -> str | None:
    try:
        return day(date.fromisoformat(value[:10]), language, place)
    except ValueError:
        return None


def _money(value: str, language: Language, place: str, currency: str | None) -> str | None:
    """Money needs a currency: a bare number says nothing."""
    match = _AMOUNT.fullmatch(value)
    unit = (match[2] or currency) if match else None
    if not match or not unit:
        return None
    try:
        return money(Decimal(match[1]), unit, language, place)
    except InvalidOperation:
        return None
