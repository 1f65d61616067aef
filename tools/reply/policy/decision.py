"""What was decided for a message, before any wording."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from tools.reply.contract import Fact, Frozen, Intent, Risk, RuleUse

ChoiceKind = Literal["refund", "replacement", "partial_refund", "return_for_refund", "exchange", "cancel", "keep_waiting"]


class Choice(Frozen):
    """What the operator decided; without it the draft offers what policy obliges.

    Attributes:
        amount, share: Of a partial refund: money, or a share of the item price as a fraction.
    """

    kind: ChoiceKind
    amount: Decimal | None = None
    share: Decimal | None = None


class Option(Frozen):
    """A choice that is the seller's.

    Attributes:
        cost: Money it costs the seller, where known, as `12.34`; with `currency`.
        basis: Why it is allowed, in English; `basis_zh` Chinese.
        rule_ids: Rules it rests on.
        advised: The one that the draft offers.
        block: Reply block that words it: `resolution.refund`.
    """

    choice: ChoiceKind
    cost: Decimal | None = None
    currency: str | None = None
    basis: str
    basis_zh: str
    rule_ids: tuple[str, ...] = ()
    advised: bool = False
    block: str | None = None


class Step(Frozen):
    """What a person does beside the reply; `sop` is the id of the procedure."""

    zh: str
    en: str
    sop: str | None = None


class Answer(Frozen):
    """How one intent is answered.

    Attributes:
        block: Topic and case of the reply block: `delivery.in_transit` (see prompts/replies/README.md); "" where nothing is
            to be written (spam).
        more: Blocks that follow it, in order: `return.seller_pays`, `fault.ask_photo`, the block of the advised option. Several
            answers may name the same blocks; a draft says each once, where it first stands.
        verdict: Whether what is asked for is granted: `yes`, `no`, `choice` (the seller's), `ask` (facts are missing), `info`.
        reason: Why, by language.
        rule_ids: Rules it rests on.
    """

    intent: Intent
    block: str
    verdict: Literal["yes", "no", "choice", "ask", "info"]
    reason: dict[str, str]
    rule_ids: tuple[str, ...] = ()
    more: tuple[str, ...] = ()


class Decisions(Frozen):
    """Everything decided.

    Attributes:
        answers: One for each intent, in their order; several intents may share a block.
        values: Variables for reply blocks beside the order's facts (`return_until`, `refund_days`), with their sources.
        deadline: Latest moment to answer by the platform's clock; `clock` is the rule that sets it.
        escalate: A person must take over; the draft then is a holding reply that neither admits nor denies.
        reply: Whether a reply is to be sent at all (not to spam or phishing).
    """

    answers: tuple[Answer, ...]
    options: tuple[Option, ...] = ()
    values: tuple[Fact, ...] = ()
    rules: tuple[RuleUse, ...] = ()
    deadline: datetime | None = None
    clock: RuleUse | None = None
    risk: Risk = "low"
    escalate: bool = False
    reply: bool = True
    todo: tuple[Step, ...] = ()
