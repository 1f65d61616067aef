"""A reply to a buyer, drafted from the facts and the policy; nothing is ever sent."""

from collections.abc import Mapping
from datetime import date

from tools.core.catalogue import tool
from tools.knowledge.sources import sources_of
from tools.reply.compose.drafting import Drafting, draft_reply
from tools.reply.compose.facts import facts_used
from tools.reply.compose.rephrase import Rephraser
from tools.reply.compose.request import ReplyQuestion
from tools.reply.compose.result import Answered, DraftedReply, OfferedOption
from tools.reply.compose.rules import documents_named, rules_used
from tools.reply.compose.summary import summary
from tools.reply.policy.terms import SellerTerms
from tools.warehouse.warehouse import Warehouse


@tool(effect="read")
def reply_draft(
    question: ReplyQuestion,
    *,
    warehouse: Warehouse,
    today: date,
    reply_terms: Mapping[str, SellerTerms],
    rephraser: Rephraser | None,
) -> DraftedReply:
    """Draft a reply to a buyer's message, in the buyer's language, from the order's facts and the policy; nothing is sent.

    Use it for "answer this buyer", "帮我回这条消息", "买家说没收到货", "make it softer", "改成退一半". It answers every
    intent, offers only what platform, law and the seller's terms allow, and gives a summary, the rules applied, the deadline, the
    choices that are the seller's with their cost, and what to do beside the reply. To check a text of your own use reply_check.

    Args:
        question: The message, where it came, and what is known of the order.
        warehouse: Imported orders, refunds, stock and listings.
        today: The day that counts when none is given.
        reply_terms: Stored terms of each shop.
        rephraser: Words the draft anew where an instruction asks for it; None where no model is configured.

    Returns:
        The draft with facts, rules, options, deadline, risk, summary and what is left to fill in.

    Raises:
        InvalidInput: The message is empty or too long, or the platform is not said.
        UnknownReference: No such platform or marketplace.
    """
    found = draft_reply(question, warehouse=warehouse, today=today, terms=reply_terms, rephraser=rephraser)
    return _result(found, question)


def _result(found: Drafting, question: ReplyQuestion) -> DraftedReply:
    decisions, understood = found.decisions, found.understood
    facts = facts_used(found.draft, found.order, decisions)
    rules = rules_used(found)
    blanks = found.draft.blanks
    told = summary(understood, [*facts], decisions, blanks, has_order=found.order is not None)
    return DraftedReply(
        inputs=_inputs(found, question),
        draft=found.text,
        language=found.language,
        intents=list(understood.intents),
        channel=understood.channel,
        mood=understood.mood,
        facts=facts,
        rules=rules,
        options=[OfferedOption(**each.model_dump(exclude={"block"})) for each in decisions.options],
        deadline=decisions.deadline,
        deadline_rule=decisions.clock.rule_id if decisions.clock and decisions.deadline else None,
        risk=decisions.risk,
        escalate=decisions.escalate,
        alarms=list(understood.alarms),
        summary_zh=told["zh"],
        summary_en=told["en"],
        todo=list(decisions.todo),
        blanks=blanks,
        findings=found.findings,
        answered=_answered(found),
        missing=[name for name in understood.missing if not (name == "order_id" and found.order and found.order.order_id)],
        rephrased=found.was_rephrased,
        sources=sources_of(documents_named(rules)),
        warnings=found.warnings,
    )


def _inputs(found: Drafting, question: ReplyQuestion) -> dict[str, object]:
    return {
        "platform": found.market.platform,
        "marketplace": found.market.id,
        "order_id": found.order.order_id if found.order else question.order_id,
        "channel": found.understood.channel,
        "tone": found.tone,
        "as_of": found.on.isoformat(),
        "choice": question.choice.model_dump(mode="json") if question.choice else None,
    }


def _answered(found: Drafting) -> list[Answered]:
    pairs = zip(found.decisions.answers, found.draft.blocks, strict=True)
    return [
        Answered(intent=each.intent, block=block, verdict=each.verdict, reason_zh=each.reason["zh"], reason_en=each.reason["en"])
        for each, block in pairs
    ]
