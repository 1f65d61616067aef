"""What waits for an answer: each message with its clock and its risk."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Literal

from tools.core.errors import UnknownReference
from tools.listing.market import Market, find_market
from tools.reply.contract import Channel, Frozen, Intent, Language, Mood, Risk, RuleUse, channel_named
from tools.reply.facts.order import Order
from tools.reply.inbox.received import Received
from tools.reply.policy.decide import decide
from tools.reply.policy.terms import SellerTerms
from tools.reply.understanding.understand import Message, understand_all
from tools.reply.understanding.understood import Understood

State = Literal["late", "due_soon", "open", "no_clock"]
DUE_SOON = timedelta(hours=6)
_PRESSING: dict[Risk, int] = {"high": 0, "medium": 1, "low": 2}
_EXCERPT = 160
_NO_TERMS = SellerTerms()
_FAR = timedelta(days=36_500)


class Waiting(Frozen):
    """One message that waits.

    Attributes:
        state: `late`: its deadline is past; `due_soon`: within six hours; `no_clock`: no rule sets one.
        deadline: By the clock of the platform, in UTC; `deadline_rule` is the rule.
        reply: Whether an answer is to be sent at all.
        excerpt: First words of the buyer's own text; `text` is all of it.
    """

    message_id: str
    shop: str
    marketplace: str | None
    platform: str | None
    order_id: str | None
    sku: str | None
    received_at: datetime
    language: Language
    channel: Channel
    intents: tuple[Intent, ...]
    mood: Mood
    alarms: tuple[str, ...]
    instructs: bool
    risk: Risk
    escalate: bool
    reply: bool
    state: State
    deadline: datetime | None
    deadline_rule: str | None
    excerpt: str
    text: str


class Read(Frozen):
    """A message with what was understood of it."""

    message: Received
    understood: Understood


def read_messages(messages: list[Received]) -> list[Read]:
    """Every message understood; a channel that the file names and nobody knows is found from the text."""
    given = [Message(each.text, each.platform, each.marketplace, channel_named(each.channel)) for each in messages]
    return [Read(message=each, understood=found) for each, found in zip(messages, understand_all(given), strict=True)]


def waiting_of(read: list[Read], now: datetime) -> tuple[list[Waiting], list[RuleUse]]:
    """Messages without an answer: those with high risk first, then by deadline; and the rules that set the clocks."""
    rules: dict[str, RuleUse] = {}
    rows = [_waiting(each, now, rules) for each in read if not each.message.answered and each.message.received_at <= now]
    return sorted(rows, key=_place), list(rules.values())


def _place(row: Waiting) -> tuple[bool, int, datetime, datetime, str]:
    return not row.reply, _PRESSING[row.risk] and 1, row.deadline or row.received_at + _FAR, row.received_at, row.message_id


def _waiting(read: Read, now: datetime, rules: dict[str, RuleUse]) -> Waiting:
    message, understood = read.message, read.understood
    market = market_of(message)
    order = Order(order_id=message.order_id)
    decided = decide(understood, order, market=market, terms=_NO_TERMS, choice=None, on=message.received_at) if market else None
    clock = decided.clock if decided else None
    if clock:
        rules.setdefault(clock.rule_id, clock)
    deadline = decided.deadline.astimezone(UTC) if decided and decided.deadline and decided.reply else None
    return Waiting(
        **{name: getattr(message, name) for name in _OF_MESSAGE},
        **{name: getattr(understood, name) for name in _OF_TEXT},
        risk=decided.risk if decided else "high" if understood.alarms else "low",
        escalate=decided.escalate if decided else bool(understood.alarms),
        reply=decided.reply if decided else True,
        state=_state(deadline, now),
        deadline=deadline,
        deadline_rule=clock.rule_id if clock and deadline else None,
        excerpt=" ".join(understood.text.split())[:_EXCERPT],
    )


_OF_MESSAGE = ("message_id", "shop", "marketplace", "platform", "order_id", "sku", "received_at")
_OF_TEXT = ("language", "channel", "intents", "mood", "alarms", "instructs", "text")


def market_of(message: Received) -> Market | None:
    """The store of a message; None where the file names none that is known."""
    named = message.marketplace or message.platform
    try:
        return find_market(named) if named else None
    except UnknownReference:
        return None


def _state(deadline: datetime | None, now: datetime) -> State:
    if deadline is None:
        return "no_clock"
    return "late" if deadline < now else "due_soon" if deadline <= now + DUE_SOON else "open"


def counts_of(rows: list[Waiting]) -> dict[str, int]:
    """How many wait, are late, are due soon, are risky, and need no reply."""
    states = Counter(row.state for row in rows if row.reply)
    return {
        "unanswered": sum(row.reply for row in rows),
        "late": states["late"],
        "due_soon": states["due_soon"],
        "risky": sum(row.risk == "high" for row in rows if row.reply),
        "escalate": sum(row.escalate for row in rows),
        "no_reply_needed": sum(not row.reply for row in rows),
    }
