"""What is asked of reply_draft."""

import json
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from tools.reply.contract import GivenChannel, GivenTone, Language
from tools.reply.policy.decision import Choice
from tools.reply.policy.terms import SellerTerms

LONGEST_MESSAGE = 20_000
_KINDS = {
    "partial": "partial_refund", "full_refund": "refund", "replace": "replacement", "resend": "replacement",
    "reship": "replacement", "return": "return_for_refund", "wait": "keep_waiting", "cancellation": "cancel",
}  # fmt: skip


def _choice(given: Any) -> Any:
    """A choice by its name alone, with the names operators use, and shares written as per cent."""
    if isinstance(given, str):
        given = {"kind": given}
    if not isinstance(given, dict) or not isinstance(given.get("kind"), str):
        return given
    kind = given["kind"].strip().lower().replace(" ", "_").replace("-", "_")
    share = given.get("share")
    return {**given, "kind": _KINDS.get(kind, kind), **({"share": _share(share)} if share is not None else {})}


def _share(given: Any) -> Any:
    """A share as a fraction: `0.5`, `50%` and 50 are the same."""
    written = str(given).strip()
    try:
        value = Decimal(written.rstrip("% "))
    except InvalidOperation:
        return given
    return value / 100 if written.endswith("%") or value > 1 else value


def _order(given: Any) -> Any:
    """JSON text as what it holds; a list as one of orders."""
    if isinstance(given, str) and given.strip()[:1] in ("{", "["):
        try:
            given = json.loads(given)
        except (ValueError, RecursionError):
            return given
    return {"orders": given} if isinstance(given, list) else given


def _language(given: Any) -> Any:
    return given.strip().lower()[:2] if isinstance(given, str) else given


class ReplyQuestion(BaseModel):
    """A buyer's message and what is known about it.

    Attributes:
        message: As the buyer wrote it; only read as data.
        platform: `amazon`, `Walmart`; may name the store too.
        marketplace: The store: `amazon_de`, `Amazon.de`, `DE`; decides place and rules.
        order_id: Where the message does not name it.
        order: Facts of the order as the caller has them, by their usual names; they count before imported ones.
        channel: Where it was written; judged from the text when None.
        tone: `friendly`, `formal`, `warm`, `concise`.
        as_of: Day or moment of the reply.
        received_at: When the message came, for the deadline.
        language: Of the draft, where it is not to be the buyer's.
        terms: The seller's own terms.
        choice: What the operator decided: `refund`, or `{"kind": "partial_refund", "share": 0.5}`.
        shop: Whose imported orders are meant.
        instruction: How the wording is to be: a model rephrases the draft, where one is configured, and the checks run again.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    message: str = Field(max_length=LONGEST_MESSAGE)
    platform: str | None = Field(default=None, max_length=60)
    marketplace: str | None = Field(default=None, max_length=60)
    order_id: str | None = Field(default=None, max_length=100)
    order: Annotated[dict[str, Any] | None, BeforeValidator(_order)] = None
    channel: GivenChannel | None = None
    tone: GivenTone | None = None
    as_of: datetime | date | None = None
    received_at: datetime | None = None
    language: Annotated[Language | None, BeforeValidator(_language)] = None
    terms: SellerTerms | None = None
    choice: Annotated[Choice | None, BeforeValidator(_choice)] = None
    shop: str | None = Field(default=None, max_length=100)
    instruction: str | None = Field(default=None, max_length=500)
