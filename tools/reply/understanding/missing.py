"""What a complete answer needs and a message does not say."""

from tools.reply.contract import Intent
from tools.reply.understanding.understood import Mentions

_ORDERED: frozenset[Intent] = frozenset(
    ("where_is_it", "late", "lost", "damaged", "wrong_item", "missing_part", "not_as_described", "does_not_work", "cancel", "change_address",  # noqa: E501
     "change_order", "return", "refund", "refund_status", "partial_refund", "exchange", "warranty", "invoice", "customs_charge", "safety_incident")  # noqa: E501
)  # fmt: skip
_SHOWN: frozenset[Intent] = frozenset(
    ("damaged", "wrong_item", "missing_part", "not_as_described", "does_not_work", "safety_incident")
)
_ASKED: dict[Intent, str] = {
    "size": "measurements", "compatibility": "model", "how_to_use": "step", "change_address": "new_address", "change_order": "change",  # noqa: E501
    "bulk_order": "quantity", "does_not_work": "symptom", "missing_part": "part", "invoice": "billing_details",
}  # fmt: skip


def missing_for(intents: tuple[Intent, ...], mentions: Mentions) -> tuple[str, ...]:
    """Names of what the message leaves out, most needed first."""
    found = []
    if not mentions.order_ids and any(intent in _ORDERED for intent in intents):
        found.append("order_id")
    if not mentions.attachments and any(intent in _SHOWN for intent in intents):
        found.append("photo")
    found += [_ASKED[intent] for intent in intents if intent in _ASKED]
    return tuple(dict.fromkeys(found))
