"""A buyer's message turned into a checked draft: understood, decided, composed, checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from prompts import message
from tools.core.errors import InvalidInput
from tools.core.result import Warning, warning
from tools.listing.market import Market
from tools.reply.check.checking import check_reply
from tools.reply.check.finding import ReplyFinding
from tools.reply.check.platform import length_limit, required_language
from tools.reply.compose.compose import compose
from tools.reply.compose.draft import SHORTENED, Draft
from tools.reply.compose.orders import order_of
from tools.reply.compose.rephrase import Rephraser, rephrased
from tools.reply.compose.request import ReplyQuestion
from tools.reply.compose.store import store_of
from tools.reply.contract import Language, Tone
from tools.reply.facts.given import given_terms
from tools.reply.facts.order import Order
from tools.reply.facts.stored import stored_unit_costs
from tools.reply.policy.decide import decide
from tools.reply.policy.decision import Decisions
from tools.reply.policy.terms import SellerTerms
from tools.reply.understanding.understand import understand
from tools.reply.understanding.understood import Understood
from tools.warehouse.warehouse import Warehouse

_NO_TERMS = SellerTerms()
_ROUNDS = 3
_MADE_AGAIN = ("replacement", "exchange")
_BLANK_SIGN = "_"


@dataclass
class Drafting:
    """Everything about one message and its reply.

    Attributes:
        on: Moment that counts as now.
        text: The reply as it stands after all checks; "" where nothing is to be sent.
        was_rephrased: By a model.
    """

    market: Market
    understood: Understood
    order: Order | None
    terms: SellerTerms
    decisions: Decisions
    language: Language
    tone: Tone
    on: datetime
    draft: Draft
    text: str
    findings: list[ReplyFinding]
    warnings: list[Warning]
    was_rephrased: bool = False

    def check(self, text: str) -> list[ReplyFinding]:
        """What `reply_check` finds in a text; marked blanks are not judged."""
        for blank in self.draft.blanks:
            text = text.replace(blank.marker, _BLANK_SIGN * len(blank.marker))
        return check_reply(
            text, market=self.market, on=self.on.date(), order=self.order, language=self.language,
            channel=self.understood.channel, terms=self.terms,
        )  # fmt: skip


def draft_reply(
    question: ReplyQuestion, *, warehouse: Warehouse, today: date, terms: Mapping[str, SellerTerms], rephraser: Rephraser | None
) -> Drafting:
    """The draft for a message, with what it rests on.

    Args:
        question: The message and what is known.
        warehouse: Holds imported orders.
        today: The day that counts when none is given.
        terms: Stored terms by shop.
        rephraser: Words the draft anew where the question asks for it; None where no model is configured.

    Raises:
        InvalidInput: The message is empty, or the platform is not said.
        UnknownReference: No such platform or marketplace.
    """
    if not question.message.strip():
        raise InvalidInput("reply_message_empty", field="message")
    market, warnings = store_of(question.platform, question.marketplace)
    understood = _heard(question, market)
    now = _moment(question.as_of or question.received_at or today)
    order, remarks = order_of(question, understood, market, warehouse, now.date())
    own = _terms(question, terms)
    granted = given_terms(question.order, own, order.order_id if order else None) if question.order else own
    decisions = _decided(question, understood, order, market, granted, now)
    if order is not None and (costed := _with_costs(granted, decisions, order, market, warehouse, question.shop)) != granted:
        granted, decisions = costed, _decided(question, understood, order, market, costed, now)
    language, told = _language(question, understood, market, now.date())
    found = Drafting(
        market, understood, order, granted, decisions, language, question.tone or own.tone or "friendly", now,
        Draft(), "", [], [*warnings, *remarks, *told],
    )  # fmt: skip
    _compose(found)
    if question.instruction and rephraser and found.text:
        _rephrase(found, rephraser, question.instruction)
    elif question.instruction:
        found.warnings.append(warning("reply_instruction_unused"))
    _remark(found)
    return found


def _heard(question: ReplyQuestion, market: Market) -> Understood:
    """What the message asks; who only threatens with a review has not written one."""
    understood = understand(question.message, platform=market.platform, marketplace=market.id, channel=question.channel)
    if question.channel is None and understood.channel == "review" and "review_threat" in understood.intents:
        return understood.model_copy(update={"channel": "buyer_message"})
    return understood


def _terms(question: ReplyQuestion, stored: Mapping[str, SellerTerms]) -> SellerTerms:
    """Given terms, else those of the shop, else those of the only shop that has any."""
    if question.terms:
        return question.terms
    if question.shop:
        return stored.get(question.shop, _NO_TERMS)
    return next(iter(stored.values())) if len(stored) == 1 else _NO_TERMS


def _with_costs(
    terms: SellerTerms, decisions: Decisions, order: Order, market: Market, warehouse: Warehouse, shop: str | None
) -> SellerTerms:
    """The terms with unit costs on record, where an option needs them; own ones stay."""
    is_open = any(option.choice in _MADE_AGAIN and option.cost is None for option in decisions.options)
    if not is_open or not market.code:
        return terms
    stored = stored_unit_costs(warehouse, order, marketplace=market.id, shop=shop)
    return terms.model_copy(update={"unit_costs": {**stored, **terms.unit_costs}}) if stored else terms


def _moment(given: datetime | date) -> datetime:
    """A day begins in the store's zone, as moments without a zone are read."""
    return given if isinstance(given, datetime) else datetime.combine(given, time())


def _decided(
    question: ReplyQuestion, understood: Understood, order: Order | None, market: Market, terms: SellerTerms, now: datetime
) -> Decisions:
    """What is decided now; the clock runs from when the message came."""
    decisions = decide(understood, order, market=market, terms=terms, choice=question.choice, on=now)
    if question.received_at is None or question.received_at == now:
        return decisions
    came = decide(understood, order, market=market, terms=terms, choice=question.choice, on=question.received_at)
    return decisions.model_copy(update={"deadline": came.deadline, "clock": came.clock})


def _language(question: ReplyQuestion, understood: Understood, market: Market, on: date) -> tuple[Language, list[Warning]]:
    """The one asked for, else that which the platform requires, else the buyer's."""
    if question.language:
        return question.language, []
    required = required_language(market, on)
    if required is None or required[0] == understood.language:
        return understood.language, []
    return required[0], [_language_warning(required[1], required[0], understood.language)]


def _language_warning(rule: str, language: str, buyer: str) -> Warning:
    wanted, written = message(f"reply_language.{language}"), message(f"reply_language.{buyer}")
    told = {"language_zh": wanted["zh"], "language_en": wanted["en"], "buyer_zh": written["zh"], "buyer_en": written["en"]}
    return warning("reply_language_required", rule=rule, **told)


def _compose(found: Drafting) -> None:
    """Compose, check, and leave out what only adds detail where the check does not pass."""
    limit = length_limit(found.market, found.on.date())
    for stating in (True, False):
        found.draft = compose(
            found.understood, found.order, found.decisions, market=found.market, terms=found.terms, language=found.language,
            tone=found.tone, limit=limit, stating=stating,
        )  # fmt: skip
        _judge(found)
        if not found.findings or "question.fact" not in found.draft.blocks:
            break
    for _ in range(_ROUNDS):
        if not found.findings or not _leave_out(found):
            break
        _judge(found)
    if limit and len(found.text) > limit:
        found.warnings.append(warning("reply_too_long", count=len(found.text), limit=limit))


def _judge(found: Drafting) -> None:
    found.text = found.draft.text
    found.findings = found.check(found.text) if found.text else []


def _leave_out(found: Drafting) -> bool:
    """Take the sentences at fault out of the draft where it can do without them."""
    at_fault = [
        sentence
        for sentence in found.draft.sentences
        if sentence.kind in SHORTENED and any(_meets(found.text, sentence.text, finding.span) for finding in found.findings)
    ]
    for sentence in at_fault:
        found.draft = found.draft.without(sentence)
        found.warnings.append(warning("reply_left_out", text=sentence.text))
    return bool(at_fault)


def _meets(text: str, sentence: str, span: tuple[int, int]) -> bool:
    start = text.find(sentence)
    return start >= 0 and start < span[1] and span[0] < start + len(sentence) and span != (0, len(text))


def _rephrase(found: Drafting, rephraser: Rephraser, instruction: str) -> None:
    text, refused = rephrased(
        found.draft, rephraser, language=found.language, tone=found.tone, instruction=instruction,
        limit=length_limit(found.market, found.on.date()), check=found.check,
    )  # fmt: skip
    if text is not None:
        found.text, found.findings, found.was_rephrased = text, [], True
    elif refused:
        found.warnings.append(warning("reply_rephrase_failed", reason_zh=refused["zh"], reason_en=refused["en"]))


def _remark(found: Drafting) -> None:
    if found.understood.instructs:
        found.warnings.append(warning("reply_instructs"))
    if not found.text:
        found.warnings.append(warning("reply_no_answer_sent"))
    if found.findings:
        found.warnings.append(warning("reply_still_found", count=len(found.findings)))
    found.warnings.extend(warning("reply_statement_foreign", fact=fact.value) for fact in found.draft.unsaid)
