"""Which reply blocks a draft is made of, in order."""

from dataclasses import dataclass, field

from tools.reply.compose.blocks import block_notes
from tools.reply.compose.statements import Statement, find_statement
from tools.reply.contract import Fact, Intent, Language
from tools.reply.facts.order import Order
from tools.reply.policy.decision import Answer, Decisions
from tools.reply.understanding.understood import Understood

_STATING = "question.fact"


@dataclass(frozen=True)
class Part:
    """One block of the draft.

    Attributes:
        intent: That it answers; parts that answer the same one stand in one paragraph.
        statement: Of the listing, where it answers.
        is_offer: It words the choice that the draft offers: its next step comes before all others.
    """

    intent: Intent
    block: str
    statement: Statement | None = None
    is_offer: bool = False


@dataclass
class Parts:
    """The blocks, and what the listing says that could not be used.

    Attributes:
        unsaid: Statements in another language than the buyer's.
        blocks: Block that answers, for each answer in order.
    """

    parts: list[Part] = field(default_factory=list)
    unsaid: list[Fact] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)


def choose_parts(
    understood: Understood,
    order: Order | None,
    decisions: Decisions,
    language: Language,
    of_listing: str,
    *,
    stating: bool = True,
) -> Parts:
    """The blocks for all answers, each once.

    Args:
        understood: The message.
        order: Facts of the order, where known.
        decisions: What is answered.
        language: Of the draft.
        of_listing: Language of the store's listings.
        stating: Whether statements of the listing may be used.
    """
    found, told = Parts(), set[Fact]()
    offers = {option.block for option in decisions.options if option.advised}
    for answer in _held(decisions):
        statement = _statement(answer, understood, order, language, of_listing) if stating else None
        found.unsaid.extend(statement.unsaid if statement else ())
        usable = statement if statement and statement.text else None
        own = _unstated(answer, understood, order)
        blocks = (_STATING, *([] if usable.is_whole else [own])) if usable else (own,)
        found.blocks.append(blocks[0])
        fresh = usable.without(told) if usable else None
        told.update(usable.facts if usable else ())
        for block in (*blocks, *answer.more):
            if block == _STATING and fresh is not None and not fresh.said:
                continue
            part = Part(answer.intent, block, fresh if block == _STATING else None, is_offer=block in offers)
            if block and not any(each.block == block and each.statement == part.statement for each in found.parts):
                found.parts.append(part)
    return _without_covered(found)


def _without_covered(found: Parts) -> Parts:
    """The blocks less those that another of them says too; that other one answers in their place."""
    said = {part.block for part in found.parts}
    covered = {block: _among(said, others) for block, others in block_notes().covered_by.items() if block in said}
    parts = [part for part in found.parts if not covered.get(part.block)]
    left = {part.block for part in parts}
    answering = {block: min(others & left or {block}) for block, others in covered.items()}
    return Parts(parts, found.unsaid, [answering.get(block, block) for block in found.blocks])


def _among(said: set[str], others: frozenset[str]) -> set[str]:
    """Blocks that are named, or whose topic is."""
    return {block for block in said if block in others or block.partition(".")[0] in others}


def _held(decisions: Decisions) -> tuple[Answer, ...]:
    """All answers; where a person must take over, one block that holds the line answers for all."""
    holding = next((answer.block for answer in decisions.answers if answer.block in block_notes().holds), None)
    if not decisions.escalate or holding is None:
        return decisions.answers
    return tuple(answer.model_copy(update={"block": holding, "more": ()}) for answer in decisions.answers)


def _unstated(answer: Answer, understood: Understood, order: Order | None) -> str:
    """The block where no statement answers; of a product that nobody named it is asked which one is meant."""
    block = block_notes().stated[answer.intent] if answer.block == _STATING else answer.block
    mentions = understood.mentions
    is_named = bool(mentions.skus or mentions.asins or (order and (order.items or order.listing or order.order_id)))
    return "question.product_ask" if block == "question.product" and not is_named else block


def _statement(
    answer: Answer, understood: Understood, order: Order | None, language: Language, of_listing: str
) -> Statement | None:
    if block_notes().stated.get(answer.intent) != answer.block and answer.block != _STATING:
        return None
    return find_statement(order, answer.intent, understood.text, language, of_listing)
