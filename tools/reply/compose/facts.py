"""Which facts a draft states, and which it only rests on."""

from tools.reply.compose.draft import Draft
from tools.reply.compose.result import UsedFact
from tools.reply.contract import Fact
from tools.reply.facts.order import Order
from tools.reply.policy.decision import Decisions

_DECIDING = frozenset({
    "order_id", "status", "ordered_on", "ship_by", "shipped_on", "promised_by", "delivered_on", "fulfilment", "total", "price",
    "currency", "country", "category", "tracking_status", "return_requested_on", "return_received_on", "refund_amount",
    "refunded_on", "refund_status", "stock",
})  # fmt: skip
"""Facts of an order that a decision may rest on; titles, names and listings decide nothing."""


def facts_used(draft: Draft, order: Order | None, decisions: Decisions) -> list[UsedFact]:
    """Stated facts in the order of the draft, then those behind the decision, each once."""
    stated, deciding = draft.facts, _deciding(order)
    behind = [
        *(fact for fact in decisions.values if fact.name != "fact"),
        *(fact for fact in (order.facts if order else ()) if fact.name.partition(".")[0] in deciding),
    ]
    named = {fact.name for fact in stated if fact.name != "fact"}
    rest = {fact.name: fact for fact in reversed(behind) if fact.name not in named}
    return [*(_used(fact, stated=True) for fact in stated), *(_used(fact, stated=False) for fact in reversed(rest.values()))]


def _deciding(order: Order | None) -> frozenset[str]:
    """Names that count; of several items no one price is the price."""
    return _DECIDING - {"price"} if order and len(order.items) > 1 else _DECIDING


def _used(fact: Fact, *, stated: bool) -> UsedFact:
    return UsedFact(**fact.model_dump(), stated=stated)
