"""What platform, law and the seller's terms make of a message: answers, options, deadline, risk and steps."""

from collections.abc import Callable
from datetime import datetime

from tools.listing.market import Market
from tools.reply.contract import Intent, Risk
from tools.reply.facts.order import Order
from tools.reply.policy import goods, plain
from tools.reply.policy.case import Case, placed, why, zone_of
from tools.reply.policy.clock import deadline_of
from tools.reply.policy.decision import Answer, Choice, Decisions
from tools.reply.policy.escalation import escalated, must_escalate
from tools.reply.policy.remedy import Remedy, Verdict, by_choice, remedy_of
from tools.reply.policy.rulebook import table
from tools.reply.policy.terms import SellerTerms
from tools.reply.understanding.understood import Understood

_IGNORED: tuple[Intent, ...] = ("spam", "phishing")
_CONTENT: tuple[Intent, ...] = ("thanks", "leave_review")
_SPECIAL: dict[Intent, Callable[[Case, Intent], Answer]] = {
    "where_is_it": plain.whereabouts, "late": plain.whereabouts, "lost": plain.lost, "cancel": plain.cancel,
    "change_address": plain.change, "change_order": plain.change, "return": goods.returning, "refund": goods.refunding,
    "refund_status": goods.refund_status, "partial_refund": goods.partly, "exchange": goods.exchanging,
    "warranty": goods.warranty, "return_policy": goods.return_policy, "invoice": plain.invoice, "customs_charge": plain.customs,
    "size": plain.question, "how_to_use": plain.question, "compatibility": plain.question, "product_question": plain.question,
    "availability": plain.availability, "price": plain.price, "review_threat": plain.review_threat,
    "bulk_order": plain.bulk_order,
}  # fmt: skip
_CHOSEN: tuple[Intent, ...] = ("refund", "return", "exchange", "partial_refund", "refund_status", "cancel", "warranty")
"""Intents whose own block gives way to what the operator chose."""


def decide(
    understood: Understood, order: Order | None, *, market: Market, terms: SellerTerms, choice: Choice | None = None, on: datetime
) -> Decisions:
    """Decide a message.

    Args:
        understood: What it asks.
        order: What is known of its order; None is nothing.
        market: The store; of a platform alone, the order tells which store it is, if it can.
        terms: The seller's own.
        choice: What the operator decided; None leaves it to policy.
        on: When the message came; without a zone, the store's.

    Returns:
        One answer for each intent, and all that goes with them. The order of intents changes no verdict.
    """
    known = order or Order()
    market = placed(market, known)
    zone = zone_of(market)
    moment = on.astimezone(zone) if on.tzinfo else on.replace(tzinfo=zone)
    case = Case(understood, known, market, terms, choice, moment)
    escalate = must_escalate(case)
    remedy = None if escalate or understood.channel == "review" else by_choice(case, remedy_of(case))
    answers = _answers(case, escalate, remedy)
    _note_mentions(case)
    _steps_of_channel(case)
    _steps_of_words(case, answers)
    due, clock = deadline_of(case.book, understood.channel, moment, understood.alarms)
    if clock is not None and due is not None:
        case.use(clock, "deadline", due=due.strftime("%Y-%m-%d %H:%M"))
    return Decisions(
        answers=answers,
        options=remedy.options if remedy else (),
        values=tuple(case.values.values()),
        rules=tuple(case.uses.values()),
        deadline=due,
        clock=case.uses[clock.id] if clock is not None else None,
        risk=_risk(case, escalate, answers),
        escalate=escalate,
        reply=any(answer.block for answer in answers),
        todo=tuple(case.steps.values()),
    )


def _answers(case: Case, escalate: bool, remedy: Remedy | None) -> tuple[Answer, ...]:
    if escalate:
        return escalated(case)
    if case.understood.channel == "review":
        return _in_public(case)
    answers = [_answer(case, intent, remedy) for intent in case.understood.intents]
    return _with_choice(case, answers, remedy)


def _answer(case: Case, intent: Intent, remedy: Remedy | None) -> Answer:
    if intent in _IGNORED:
        case.todo(intent, "SOP-CS-01")
        return Answer(intent=intent, block="", verdict="no", reason=why(intent))
    if (
        remedy is not None
        and remedy.blocks
        and intent in remedy.serves
        and (case.faults or case.choice is None or intent in ("lost", "late"))
    ):
        first, *more = remedy.blocks
        return Answer(
            intent=intent,
            block=first,
            verdict=_own_verdict(intent, remedy),
            reason=_own_reason(case, intent, remedy),
            rule_ids=remedy.rule_ids,
            more=tuple(more),
        )
    if intent == "partial_refund" and case.wants("price"):
        return plain.price(case, intent)
    return _SPECIAL.get(intent, plain.plain)(case, intent)


def _own_verdict(intent: Intent, remedy: Remedy) -> Verdict:
    """The solution's verdict, but for wishes that it answers without granting them."""
    if intent == "cancel":
        return "no"
    if intent == "refund_status":
        return "ask"
    return "choice" if intent == "partial_refund" and remedy.verdict == "yes" else remedy.verdict


def _own_reason(case: Case, intent: Intent, remedy: Remedy) -> dict[str, str]:
    if intent == "cancel":
        return why("cancel_delivered" if case.stage == "delivered" else "cancel_shipped")
    return why("refund_not_seen") if intent == "refund_status" else remedy.reason


def _with_choice(case: Case, answers: list[Answer], remedy: Remedy | None) -> tuple[Answer, ...]:
    """The operator's choice leads: it stands in place of answers about money or goods, else behind the first answer."""
    chosen = (
        remedy.options[0].block
        if remedy and remedy.options and case.choice and remedy.options[0].choice == case.choice.kind
        else None
    )
    if (
        case.choice is None
        or remedy is None
        or not chosen
        or case.faults
        or any(chosen in (answer.block, *answer.more) for answer in answers)
    ):
        return tuple(answers)
    touched = [answer.intent in _CHOSEN for answer in answers]
    reason = why("operator_choice")
    if any(touched):
        return tuple(
            answer.model_copy(
                update={"block": chosen, "more": (), "verdict": "yes", "reason": reason, "rule_ids": remedy.rule_ids}
            )
            if hit
            else answer
            for answer, hit in zip(answers, touched, strict=True)
        )
    place = next((number for number, answer in enumerate(answers) if answer.block), None)
    return tuple(
        answer.model_copy(update={"more": (*answer.more, chosen)}) if number == place else answer
        for number, answer in enumerate(answers)
    )


def _in_public(case: Case) -> tuple[Answer, ...]:
    """Answers to a review: nothing of the order, no offer, no word about changing it."""
    content = case.understood.mood == "calm" and {*case.understood.intents} <= {*_CONTENT}
    block = "other.public_positive" if content else "other.public_negative"
    case.todo("public_thanks" if content else "public_reply", "SOP-CS-02")
    if not content:
        case.use("amz-rev-no-change-remove", "no_review_deal")
    return tuple(
        Answer(intent=intent, block="" if intent in _IGNORED else block, verdict="info", reason=why("public"))
        for intent in case.understood.intents
    )


def _note_mentions(case: Case) -> None:
    mentioned = case.understood.mentions.order_ids
    if case.understood.channel == "review" or not mentioned:
        return
    if case.order.order_id is None:
        case.value("order_id", mentioned[0], "message")
    elif case.order.order_id.strip("# ").lower() not in {each.strip("# ").lower() for each in mentioned}:
        case.todo("other_order", "SOP-CS-01", named=", ".join(mentioned[:3]), order=case.order.order_id)


def _steps_of_channel(case: Case) -> None:
    if case.understood.channel == "claim":
        case.todo("claim", "SOP-CS-03")
    if case.understood.channel == "return_request":
        case.todo("return_request", "SOP-CS-05")
    if case.understood.instructs:
        case.todo("instructs", "SOP-CS-01")
    if case.order.fulfilment is None and case.market.platform == "amazon" and case.stage != "none":
        case.todo("who_ships", "SOP-CS-01")


def _steps_of_words(case: Case, answers: tuple[Answer, ...]) -> None:
    """What the draft says that we are doing must be done."""
    said = {block for answer in answers for block in (answer.block, *answer.more)}
    for key, step in table("steps").items():
        if said & {*step["blocks"]}:
            case.todo(key, step["sop"])


def _risk(case: Case, escalate: bool, answers: tuple[Answer, ...]) -> Risk:
    if escalate or case.understood.channel == "claim":
        return "high"
    delicate = (
        case.wants("review_threat", "lost", "phishing", *case.faults)
        or case.understood.mood == "angry"
        or case.understood.instructs
    )
    public = case.understood.channel == "review" and any(answer.block == "other.public_negative" for answer in answers)
    return (
        "medium"
        if delicate or public or any(answer.verdict in ("no", "choice") and answer.block for answer in answers)
        else "low"
    )
