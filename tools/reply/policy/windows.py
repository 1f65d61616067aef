"""Until when something can be returned or claimed, as platform, law and the seller's own terms have it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from knowledge.document import Document
from tools.reply.facts.order import Order
from tools.reply.policy.rulebook import Rulebook, is_verified, table
from tools.reply.policy.spans import months_later
from tools.reply.policy.terms import SellerTerms

_OWN = "terms.return_window_days"
_TOLD = "order.return_until"
_RULE_START = re.compile(r"ship_date\+(\d{1,3})d")
State = Literal["open", "over", "maybe", "unknown"]


@dataclass(frozen=True)
class Window:
    """A window that ends.

    Attributes:
        until: Last day by verified rules and own terms; None when a day it counts from is not known.
        days: Length after delivery, where it counts from delivery.
        maybe_until: Last day by rules that nobody has verified: told to the operator, never to a buyer.
        source: Id of the rule, or name of the own term, that reaches farthest.
        rule_ids: Verified rules that it rests on.
        unverified_ids: The others.
        state: On the day: `maybe` when only unverified rules keep it open.
    """

    until: date | None = None
    days: int | None = None
    maybe_until: date | None = None
    source: str | None = None
    rule_ids: tuple[str, ...] = ()
    unverified_ids: tuple[str, ...] = ()
    state: State = "unknown"


@dataclass(frozen=True)
class _Span:
    rule_id: str
    days: int | None
    until: date | None
    verified: bool
    from_delivery: bool


def return_window(order: Order, book: Rulebook, terms: SellerTerms, day: date) -> Window:
    """The window for returns without a fault, with seasonal extensions; the longest of all counts."""
    spans = [span for entry in table("windows")["return"] if (span := _span(entry, order, book))]
    spans += [span for rule_id in table("windows")["holiday"] if (span := _holiday(rule_id, order, book))]
    if terms.return_window_days is not None:
        until = order.delivered_on + timedelta(days=terms.return_window_days) if order.delivered_on else None
        spans.append(_Span(_OWN, terms.return_window_days, until, True, True))
    if order.return_until is not None:
        source = next((fact.source for fact in order.facts if fact.name == "return_until"), _TOLD)
        spans = [span for span in spans if span.until] + [_Span(source, None, order.return_until, True, False)]
    return _window(spans, order, day)


def protection_window(order: Order, book: Rulebook, day: date) -> Window:
    """The window in which the platform makes good what is faulty or never came."""
    return _window([span for entry in table("windows")["protection"] if (span := _span(entry, order, book))], order, day)


def _window(spans: list[_Span], order: Order, day: date) -> Window:
    verified, others = [span for span in spans if span.verified], [span for span in spans if not span.verified]
    ends = [span.until for span in verified if span.until]
    until = max(ends) if ends and all(span.until for span in verified) else None
    lengths = [span.days for span in verified if span.days is not None and span.from_delivery]
    maybe = max((span.until for span in others if span.until), default=None)
    farthest = max(verified, key=lambda span: (span.until or date.min, span.days or 0), default=None)
    return Window(
        until=until,
        days=max(lengths, default=None),
        maybe_until=maybe,
        source=farthest.rule_id if farthest else None,
        rule_ids=tuple(span.rule_id for span in verified if not span.rule_id.startswith(("terms.", "order."))),
        unverified_ids=tuple(span.rule_id for span in others),
        state="open" if ends and day <= max(ends) else _state(until, maybe, max(lengths, default=0), bool(others), order, day),
    )


def _state(until: date | None, maybe: date | None, days: int, unverified: bool, order: Order, day: date) -> State:
    if until is not None:
        return "open" if day <= until else "maybe" if maybe is not None and day <= maybe else "over"
    begun = order.shipped_on or order.ordered_on
    if days and begun is not None and order.delivered_on is None and day <= begun + timedelta(days=days):
        return "open"
    return "maybe" if not days and unverified and (maybe is None or day <= maybe) else "unknown"


def _span(entry: dict[str, Any], order: Order, book: Rulebook) -> _Span | None:
    rule = book.get(entry["rule"])
    if rule is None:
        return None
    days = int(rule.value[entry["days"]])
    for category, name in entry.get("categories", {}).items():
        if is_category(order, category):
            days = int(rule.value[name])
    start, offset = _start(entry["start"], rule, order)
    until = start + timedelta(days=offset + days) if start else None
    return _Span(rule.id, days, until, is_verified(rule), entry["start"] == "delivered")


def _start(named: str, rule: Document, order: Order) -> tuple[date | None, int]:
    if named == "rule":
        found = _RULE_START.fullmatch(str(rule.value["start"]))
        return (order.shipped_on, int(found[1])) if found else (order.delivered_on, 0)
    return {"delivered": order.delivered_on, "shipped": order.shipped_on, "ordered": order.ordered_on,
            "promised": order.promised_by or order.delivered_on}[named], 0  # fmt: skip


def _holiday(rule_id: str, order: Order, book: Rulebook) -> _Span | None:
    rule = book.known(rule_id)
    if rule is None or order.ordered_on is None:
        return None
    value = rule.value
    first, last, until = (_season_day(value, name) for name in ("purchased_from", "purchased_to", "return_until"))
    if until < first:
        until = until.replace(year=until.year + 1)
    if not first <= order.ordered_on <= last or (value.get("brand") and value["brand"].lower() != (order.brand or "").lower()):
        return None
    return _Span(rule.id, None, until, is_verified(rule), False)


def _season_day(value: dict[str, Any], name: str) -> date:
    written = str(value[name])
    return date.fromisoformat(written if written.count("-") > 1 else f"{value['documented_year']}-{written}")


def is_category(order: Order, category: str) -> bool:
    """Whether the order's goods are of a category that rules name."""
    given = f"{(order.category or '').lower()} "
    return given.strip() == category or any(word in given for word in table("windows")["category_words"].get(category, []))


@dataclass(frozen=True)
class Guarantee:
    """Until when the law, or the seller's own warranty, covers faults."""

    legal_until: date | None = None
    own_until: date | None = None
    rule_id: str | None = None
    years: int | None = None

    def covers(self, day: date) -> bool | None:
        """Whether a fault is covered on a day; None when that is not known."""
        ends = [end for end in (self.legal_until, self.own_until) if end]
        return day <= max(ends) if ends else None


def guarantee_of(order: Order, country: str, book: Rulebook, terms: SellerTerms) -> Guarantee:
    """The guarantee of an order that goes to a country."""
    entry = table("windows")["guarantee"]
    rule = book.get(entry["rule"])
    years = None
    if rule is not None:
        years = int(rule.value[entry["of_country"].get(country, entry["years"])])
    delivered = order.delivered_on
    return Guarantee(
        legal_until=months_later(delivered, 12 * years) if delivered and years else None,
        own_until=months_later(delivered, terms.warranty_months) if delivered and terms.warranty_months else None,
        rule_id=rule.id if rule else None,
        years=years,
    )


def refund_days(book: Rulebook, terms: SellerTerms) -> tuple[int | None, Document | None]:
    """Business days in which a refund follows the return, and the rule that says so: own terms when they are shorter."""
    found = [(_business_days(rule, entry), rule) for entry in table("windows")["refund"] if (rule := book.get(entry["rule"]))]
    due = [(days, rule) for days, rule in found if is_verified(rule)]
    days, rule = min(due, key=lambda each: each[0], default=(None, None))
    own = terms.refund_business_days
    return (own, None) if own is not None and (days is None or own < days) else (days, rule)


def _business_days(rule: Document, entry: dict[str, str]) -> int:
    return int(rule.value[entry["business_days"]]) if "business_days" in entry else -(-int(rule.value[entry["hours"]]) // 24)


def free_return_rule(order: Order, book: Rulebook) -> Document | None:
    """The verified rule by which the seller pays for every return of these goods."""
    for entry in table("windows")["free_return"]:
        rule = book.get(entry["rule"])
        if rule is None or not is_verified(rule):
            continue
        if "fee" in entry and Decimal(str(rule.value[entry["fee"]])) == 0:
            return rule
        if "categories" in entry and any(is_category(order, category) for category in rule.value[entry["categories"]]):
            return rule
    return None
