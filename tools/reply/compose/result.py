"""What reply_draft gives back."""

from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel, Field, SerializeAsAny

from tools.core.result import Source, ToolResult
from tools.reply.check.finding import ReplyFinding
from tools.reply.compose.draft import Blank
from tools.reply.contract import Channel, Fact, Intent, Language, Mood, Risk, RuleUse
from tools.reply.policy.decision import ChoiceKind, Step


class UsedFact(Fact):
    """A fact that the draft states, or that the decision rests on and the draft does not say."""

    stated: bool


class OfferedOption(BaseModel):
    """A choice of the seller's, as in `Option`."""

    choice: ChoiceKind
    cost: Decimal | None
    currency: str | None
    basis: str
    basis_zh: str
    advised: bool
    rule_ids: tuple[str, ...]


class Answered(BaseModel):
    """How one intent was answered, and why.

    Attributes:
        verdict: `yes`, `no`, `choice`, `ask` or `info`.
    """

    intent: Intent
    block: str
    verdict: str
    reason_zh: str
    reason_en: str


class DraftedReply(ToolResult):
    """A draft that a person reads and sends.

    Attributes:
        draft: Plain text; "" where nothing is to be sent.
        facts: Those that stand in the draft and those that decided.
        deadline: Latest moment to answer; `deadline_rule` sets it.
        escalate: A person must take over; the draft only holds the line.
        alarms: Why.
        todo: What is to be done beside the reply.
        blanks: Places in the draft to fill in.
        findings: What `reply_check` still finds in the draft.
        answered: For each intent of the message.
        missing: What the message does not say and nobody knows.
        rephrased: Whether a model worded the draft anew.
        sources: The rules applied, with their statements.
    """

    sources: list[SerializeAsAny[Source]] = Field(default=[])
    draft: str
    language: Language
    intents: list[Intent]
    channel: Channel
    mood: Mood
    facts: list[UsedFact]
    rules: list[RuleUse]
    options: list[OfferedOption]
    deadline: datetime | None
    deadline_rule: str | None
    risk: Risk
    escalate: bool
    alarms: list[str]
    summary_zh: str
    summary_en: str
    todo: list[Step]
    blanks: list[Blank]
    findings: list[ReplyFinding]
    answered: list[Answered]
    missing: list[str]
    rephrased: bool = False
