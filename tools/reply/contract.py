"""Words and forms that all rooms of replies share."""

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict

Language = Literal["zh", "en", "de", "fr", "es", "it", "ja"]
LANGUAGES: tuple[Language, ...] = ("zh", "en", "de", "fr", "es", "it", "ja")

Intent = Literal[
    "where_is_it", "late", "lost", "damaged", "wrong_item", "missing_part", "not_as_described", "does_not_work",
    "size", "how_to_use", "compatibility", "cancel", "change_address", "change_order", "return", "refund",
    "refund_status", "partial_refund", "exchange", "warranty", "invoice", "customs_charge", "price", "coupon",
    "bulk_order", "review_threat", "safety_incident", "legal_threat", "spam", "phishing",
    "return_policy", "cancellation_fee", "delivery_time", "delivery_options", "availability", "product_question",
    "place_order", "payment", "account", "newsletter", "leave_review", "complaint", "contact_human", "thanks", "other",
]  # fmt: skip
"""What a buyer wants.

`return` gives goods back for money; `refund` asks for money without naming a return; `refund_status` asks where it is;
`exchange` another size, colour or unit; `late` says the promised day is past, `where_is_it` only asks; `lost` says it never
came or is shown as delivered; `cancellation_fee`, `return_policy`, `delivery_time`, `delivery_options` ask about terms;
`account` sign-in, registration, details; `complaint` is displeasure that names nothing else; `contact_human` asks for a
person; `thanks` needs no answer; `other` is none of these.
"""

Channel = Literal["buyer_message", "review", "claim", "return_request", "pre_sale"]
"""Where it was written; `claim` is an A-to-z claim, a case or dispute, `review` is public."""

_CHANNELS = {
    "message": "buyer_message", "buyer_messages": "buyer_message", "email": "buyer_message", "chat": "buyer_message",
    "a_to_z": "claim", "atoz": "claim", "a2z": "claim", "dispute": "claim", "case": "claim", "inr": "claim",
    "chargeback": "claim",
    "reviews": "review", "feedback": "review", "product_review": "review", "seller_feedback": "review",
    "return": "return_request", "returns": "return_request", "pre-sale": "pre_sale", "presale": "pre_sale",
    "question": "pre_sale", "pre_sale_question": "pre_sale", "qa": "pre_sale",
}  # fmt: skip


def _channel(given: object) -> object:
    if not isinstance(given, str):
        return given
    name = given.strip().lower().replace(" ", "_").replace("-", "_")
    return _CHANNELS.get(name, name)


def channel_named(name: str | None) -> Channel | None:
    """The channel that a name means; None for one that is not known."""
    found = _channel(name)
    return found if found in get_args(Channel) else None  # type: ignore[return-value]


GivenChannel = Annotated[Channel, BeforeValidator(_channel)]
Mood = Literal["calm", "upset", "angry"]
Risk = Literal["low", "medium", "high"]
Severity = Literal["block", "warn"]
Tone = Literal["friendly", "formal", "warm", "concise"]
"""`warm` adds a sentence of empathy; `concise` leaves out what only adds detail."""
_TONES = {"soft": "warm", "softer": "warm", "gentle": "warm", "empathetic": "warm", "polite": "formal", "professional": "formal",
          "short": "concise", "brief": "concise", "casual": "friendly"}  # fmt: skip
GivenTone = Annotated[
    Tone,
    BeforeValidator(lambda given: _TONES.get(given.strip().lower(), given.strip().lower()) if isinstance(given, str) else given),
]


class Frozen(BaseModel):
    """Base of values that do not change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Fact(Frozen):
    """One fact that a draft may state.

    Attributes:
        name: What it is: `tracking_number`, `delivered_on`, `return_until`.
        value: As JSON: text, number or ISO day.
        source: `order.tracking_number` for what the caller gave; report, file and line for what was imported; id of the rule
            for what a rule computes; `message` for what the buyer wrote.
    """

    name: str
    value: str
    source: str


class RuleUse(Frozen):
    """A rule that decided something.

    Attributes:
        says: What it decides here, in one sentence, by language.
        effective_date: First day it holds; None where its source names none, then `as_of` says when it was read.
    """

    rule_id: str
    source: str | None
    effective_date: str | None
    as_of: str | None = None
    confidence: str | None = None
    url: str | None = None
    says: dict[str, str] = {}
