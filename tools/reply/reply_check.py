"""A text to a buyer against every rule on messages that holds on its platform on a day."""

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SerializeAsAny

from tools.core.catalogue import tool
from tools.core.errors import InvalidInput
from tools.core.result import Source, ToolResult, Warning, warning
from tools.knowledge.sources import sources_of
from tools.listing.market import Market
from tools.reply.check.checking import examine
from tools.reply.check.finding import ReplyFinding
from tools.reply.check.language import language_named, language_of
from tools.reply.check.reply import Reply
from tools.reply.check.standing import asked_rules, named_rules
from tools.reply.compose.store import store_of
from tools.reply.contract import GivenChannel, Severity
from tools.reply.facts.given import given_order
from tools.reply.facts.order import Order
from tools.reply.facts.stored import merged_order, stored_order
from tools.reply.policy.terms import SellerTerms
from tools.warehouse.warehouse import Warehouse

LONGEST_TEXT = 50_000


class ReplyCheckQuestion(BaseModel):
    """What to check.

    Attributes:
        text: The reply exactly as it is to be sent.
        platform: `amazon`, `Walmart`; may name the store too.
        marketplace: The store: `amazon_de`, `Amazon.de`, `DE`.
        order_id: Of the order; without `order` the imported one is read.
        order: Facts of the order as the caller has them, by their usual names.
        recipient_language: Of the buyer: `de`, `de-DE`, `German`; without it the language is not judged.
        channel: Where it is sent.
        as_of: Day whose rules count; today when None.
        terms: The seller's own terms.
        shop: Whose imported order is meant.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(max_length=LONGEST_TEXT)
    platform: str | None = Field(default=None, max_length=60)
    marketplace: str | None = Field(default=None, max_length=60)
    order_id: str | None = Field(default=None, max_length=100)
    order: dict[str, Any] | None = None
    recipient_language: str | None = Field(default=None, max_length=40)
    channel: GivenChannel = "buyer_message"
    as_of: date | None = None
    terms: SellerTerms | None = None
    shop: str | None = Field(default=None, max_length=100)


class ReplyCheckResult(ToolResult):
    """Findings by place in the text.

    Attributes:
        blocked: A finding forbids sending it.
        counts: How many findings block and how many warn.
        language: That the text is written in; None where it does not show.
        length: Of the text, in characters.
        repaired_text: The text with every sentence mended that code can mend.
        checked: Ids of the rules that the text was checked against.
        sources: The rules that were broken, with their statements.
    """

    sources: list[SerializeAsAny[Source]] = Field(default=[])
    as_of: date
    platform: str
    marketplace: str
    blocked: bool
    findings: list[ReplyFinding]
    counts: dict[Severity, int]
    language: str | None
    length: int
    repaired_text: str
    checked: list[str]


@tool(effect="read")
def reply_check(question: ReplyCheckQuestion, *, warehouse: Warehouse, today: date) -> ReplyCheckResult:
    """Check a reply to a buyer before it is sent: review steering, incentives, links, contacts, promises, wrong facts, language.

    Use it for "can I send this to the buyer", "这样回复可以吗", "这条站内信会不会违规". Give the text exactly as it is to be
    sent and, where known, the order and the buyer's language. Nothing is ever sent. For listings use listing_check.

    Args:
        question: The text, its platform and what is known of the order.
        warehouse: Holds imported orders.
        today: The day that counts when none is given.

    Returns:
        Whether it is blocked, and findings with rule, place, source, date and the mended sentence.

    Raises:
        InvalidInput: There is no text, or no platform is said.
        UnknownReference: No such platform or marketplace.
    """
    if not question.text.strip():
        raise InvalidInput("reply_check_empty", field="text")
    on = question.as_of or today
    market, warnings = store_of(question.platform, question.marketplace)
    order, remarks = _order(question, market, warehouse, on)
    language = language_named(question.recipient_language or "")
    if question.recipient_language and language is None:
        remarks = [*remarks, warning("reply_check_language_unjudged", given=question.recipient_language)]
    checked = examine(Reply(question.text, market, on, order, language, question.channel, question.terms))
    broken = [name for found in checked.findings for name in (found.rule_id, *found.also)]
    return ReplyCheckResult(
        inputs={
            "platform": market.platform, "marketplace": market.id, "as_of": on.isoformat(), "channel": question.channel,
            "recipient_language": language, "order_id": order.order_id if order else None,
        },
        as_of=on,
        platform=market.platform,
        marketplace=market.id,
        blocked=any(found.severity == "block" for found in checked.findings),
        findings=checked.findings,
        counts={severity: sum(found.severity == severity for found in checked.findings) for severity in ("block", "warn")},
        language=language_of(question.text),
        length=len(question.text),
        repaired_text=checked.repaired_text,
        checked=asked_rules(market, on),
        sources=sources_of(named_rules(broken, market, on)),
        warnings=[*warnings, *remarks],
    )  # fmt: skip


def _order(question: ReplyCheckQuestion, market: Market, warehouse: Warehouse, on: date) -> tuple[Order | None, list[Warning]]:
    """The order as given, with what was imported of it; a number alone is one too."""
    given, warnings = (None, list[Warning]())
    if question.order:
        given, warnings = given_order(question.order, question.order_id, market, on=on)
    name = question.order_id or (given.order_id if given else None)
    stored = stored_order(warehouse, name, marketplace=None, shop=question.shop) if name else None
    if given is None and stored is None and name:
        given = Order(order_id=name)
    order, differing = merged_order(given, stored)
    return order, [*warnings, *differing]
