"""Answers that the state of the order alone decides, and those that a listing or a stock figure decides."""

from tools.reply.contract import Fact, Intent
from tools.reply.facts.words import folded
from tools.reply.policy.case import Case, why
from tools.reply.policy.decision import Answer
from tools.reply.policy.goods import cancelling, note_window, payer, refund_after, window_rules
from tools.reply.policy.rulebook import table
from tools.reply.policy.stage import MOVING, OPEN

_SHORTEST_NAME = 4


def plain(case: Case, intent: Intent) -> Answer:
    """The answer by the table of `plain.yaml`."""
    rows = table("plain")[intent]
    block, verdict, reason = rows.get(case.stage) or rows["any"]
    return Answer(intent=intent, block=block, verdict=verdict, reason=why(reason))


def whereabouts(case: Case, intent: Intent) -> Answer:
    """Where the parcel is."""
    if case.stage == "open_late":
        case.use("amz-unavailable-duty-to-tell", "tell_delay")
        case.todo("ship_or_cancel", "SOP-CS-01")
    if case.stage != "overdue":
        return plain(case, intent)
    trace(case)
    verdict, reason = ("choice", why("late_choice")) if intent == "late" else ("info", why("overdue"))
    block = "delivery.overdue_platform" if case.by_platform else "delivery.overdue"
    return Answer(intent=intent, block=block, verdict=verdict, reason=reason)


def trace(case: Case) -> None:
    """The step of whoever ships for a parcel that is late."""
    case.todo("trace_platform" if case.by_platform else "trace", "SOP-CS-01")


def lost(case: Case, intent: Intent) -> Answer:
    """A parcel that is missed before or after its time, where nothing is to be made good."""
    return whereabouts(case, "where_is_it").model_copy(update={"intent": intent})


def cancel(case: Case, intent: Intent) -> Answer:
    """A wish to cancel."""
    if case.stage in OPEN:
        return cancelling(case, intent)
    found = plain(case, intent)
    if case.stage in MOVING:
        note_window(case)
    if case.stage == "delivered":
        note_window(case)
        if case.window.state == "open" and case.window.until is not None:
            return found.model_copy(
                update={"more": ("return.can", *payer(case), *refund_after(case)), "rule_ids": window_rules(case)}
            )
    return found


def change(case: Case, intent: Intent) -> Answer:
    """A change of address or of goods."""
    if case.stage in OPEN and not case.by_platform:
        case.todo("hold_shipment", "SOP-CS-01")
    if case.stage == "delivered" and intent == "change_order":
        note_window(case)
    return plain(case, intent)


def question(case: Case, intent: Intent) -> Answer:
    """A question that a fact of the listing answers, else one that a person must."""
    fact = _fact_asked(case)
    if fact is not None:
        case.value("fact", fact.value, fact.source)
        return Answer(intent=intent, block="question.fact", verdict="info", reason=why("listing_says"))
    if not (intent == "size" and case.wants("return", "exchange")):
        case.todo("look_up_product", "SOP-CS-06")
    return plain(case, intent)


def _fact_asked(case: Case) -> Fact | None:
    """The listing's fact whose name stands in the message."""
    asked = folded(case.understood.text[:4000]) if len(case.understood.text) < 4000 else ""
    for name, text in case.order.listing.items():
        plain_name = folded(name)
        if asked and plain_name in asked and (len(plain_name) >= _SHORTEST_NAME or not plain_name.isascii()):
            source = next((fact.source for fact in case.order.facts if fact.name == f"listing.{name}"), f"listing.{name}")
            return Fact(name="fact", value=f"{name.replace('_', ' ').strip().capitalize()}: {text}", source=source)
    return None


def availability(case: Case, intent: Intent) -> Answer:
    """Whether the item can be had."""
    if case.in_stock is None:
        return question(case, intent)
    block = "question.in_stock" if case.in_stock else "question.out_of_stock"
    return Answer(intent=intent, block=block, verdict="info", reason=why("stock_known"))


def price(case: Case, intent: Intent) -> Answer:
    """What it costs, before or after the order."""
    if case.stage not in ("none", "unknown") or (case.understood.channel != "pre_sale" and case.stage == "unknown"):
        block, verdict, reason = table("plain")["price"]["any"]
        return Answer(intent=intent, block=block, verdict=verdict, reason=why(reason))
    shown = next((fact for fact in case.order.facts if fact.name == "price"), None)
    if shown is None or len(case.order.items) != 1 or case.order.currency is None:
        return Answer(intent=intent, block="question.price", verdict="info", reason=why("price"))
    case.value("price", shown.value, shown.source)
    return Answer(intent=intent, block="question.price_known", verdict="info", reason=why("price"))


def invoice(case: Case, intent: Intent) -> Answer:
    """An invoice."""
    ids = case.use("amz-idr-5pct", "invoice") if case.book.get("amz-idr-5pct") else ()
    case.todo("invoice", "SOP-CS-01")
    return plain(case, intent).model_copy(update={"rule_ids": ids})


def customs(case: Case, intent: Intent) -> Answer:
    """A charge at the border."""
    case.todo("customs", "SOP-CS-01")
    amounts = case.understood.mentions.amounts
    if len(amounts) == 1 and case.choice is None:
        case.value("amount", amounts[0], "message")
        return Answer(intent=intent, block="paper.customs_noted", verdict="ask", reason=why("customs"))
    return plain(case, intent)


def review_threat(case: Case, intent: Intent) -> Answer:
    """A bad review held over the seller: no deal about it."""
    ids = case.use("amz-rev-no-change-remove", "no_review_deal") + case.use("ebay-feedback-extortion", "no_review_deal")
    case.todo("review_threat", "SOP-CS-02")
    return plain(case, intent).model_copy(update={"rule_ids": ids})


def bulk_order(case: Case, intent: Intent) -> Answer:
    """A larger quantity."""
    case.todo("bulk_order", "SOP-CS-01")
    return plain(case, intent)
