"""All checks of one reply."""

from dataclasses import dataclass
from datetime import date

from prompts import message
from tools.listing.market import Market
from tools.reply.check.fault import Fault
from tools.reply.check.faults import blocks, faults
from tools.reply.check.finding import ReplyFinding
from tools.reply.check.mending import Mended, is_mendable, mend
from tools.reply.check.reply import Reply
from tools.reply.check.standing import standing
from tools.reply.contract import Channel, Language
from tools.reply.facts.order import Order
from tools.reply.policy.terms import SellerTerms


@dataclass(frozen=True)
class CheckedReply:
    """What was found, and the text as it may stand as far as code can mend it."""

    findings: list[ReplyFinding]
    repaired_text: str


def check_reply(
    text: str,
    *,
    market: Market,
    on: date,
    order: Order | None = None,
    language: Language | None = None,
    channel: Channel = "buyer_message",
    terms: SellerTerms | None = None,
) -> list[ReplyFinding]:
    """Every finding on a text that is to be sent to a buyer, by place.

    Args:
        text: As written.
        market: The store; a platform alone will do.
        on: The day whose rules count.
        order: What is known of the order.
        language: Of the buyer; without it the language is not judged.
        channel: Where it is sent.
        terms: The seller's own.
    """
    return examine(Reply(text, market, on, order, language, channel, terms)).findings


def examine(reply: Reply) -> CheckedReply:
    """Findings of a reply, and the reply mended."""
    found = faults(reply)
    mended = mend(reply, found)
    return CheckedReply([_finding(reply, fault, mended) for fault in found], mended.text)


def _finding(reply: Reply, fault: Fault, mended: Mended) -> ReplyFinding:
    rules = standing(fault.kind, fault.detail, reply.market, reply.on)
    rule = rules[0].rule
    text = reply.text[slice(*fault.span)]
    key = fault.key or f"reply_check_{fault.kind}"
    told = message(key, text=text, **fault.told)
    if rule.confidence == "low":
        told = {language: message("reply_check_unverified", told=told[language])[language] for language in told}
    whole = {
        language: message("reply_check_told", rule=rule.titles[language], told=told[language])[language] for language in told
    }
    return ReplyFinding(
        rule_id=rule.id,
        severity="block" if blocks(fault, reply) else "warn",
        kind=fault.kind,
        span=fault.span,
        text=text,
        message=whole["en"],
        message_zh=whole["zh"],
        repaired=_repaired(reply, fault, mended),
        source=rule.source,
        url=rule.url,
        effective_date=rule.effective_from,
        as_of=rule.as_of,
        confidence=rule.confidence,
        also=[each.rule.id for each in rules[1:]],
    )


def _repaired(reply: Reply, fault: Fault, mended: Mended) -> str | None:
    if not is_mendable(fault, reply):
        return None
    start = next((each.start for each in reply.sentences if fault.span[0] < each.end and each.start < fault.span[1]), None)
    return fault.edit if start is None else mended.sentences.get(start)
