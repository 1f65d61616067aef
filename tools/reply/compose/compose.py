"""A draft put together from the decision, the facts and the blocks of the buyer's language."""

from prompts.reply_blocks import reply_block
from tools.listing.market import Market
from tools.reply.compose.blocks import block_notes
from tools.reply.compose.draft import SHORTENED, Draft, Kind, Sentence
from tools.reply.compose.foreign import cleaned
from tools.reply.compose.lines import Lines
from tools.reply.compose.names import salutation_name
from tools.reply.compose.parts import Part, choose_parts
from tools.reply.compose.values import known_facts
from tools.reply.contract import Fact, Language, Tone
from tools.reply.facts.order import Order
from tools.reply.policy.decision import Decisions
from tools.reply.policy.terms import SellerTerms
from tools.reply.understanding.understood import Understood

_LONGEST_SIGNATURE = 100
_WITHOUT_SPACES = ("zh", "ja")


def compose(
    understood: Understood,
    order: Order | None,
    decisions: Decisions,
    *,
    market: Market,
    terms: SellerTerms,
    language: Language | None = None,
    tone: Tone | None = None,
    limit: int | None = None,
    stating: bool = True,
) -> Draft:
    """The reply to a message.

    Args:
        understood: The message.
        order: Facts of the order, where known.
        decisions: What is answered; the draft says nothing beyond it.
        market: Store, for formats.
        terms: How the brand signs and speaks.
        language: Of the draft, where it is not the buyer's.
        tone: Where it is not that of the terms.
        limit: Longest text in characters.
        stating: Whether statements of the listing may be used.

    Returns:
        An empty draft where nothing is to be sent.
    """
    if not decisions.reply or not decisions.answers:
        return Draft(blocks=tuple(answer.block for answer in decisions.answers))
    language = language or understood.language
    tone = tone or terms.tone or "friendly"
    is_public = understood.channel == "review"
    chosen = choose_parts(understood, order, decisions, language, market.language, stating=stating and not is_public)
    facts = {} if is_public else known_facts(understood, order, decisions)
    lines = Lines(facts, language, market.code, order.currency if order else None, tone)
    lines.will_say(chosen.parts)
    name = None if is_public else _name(understood, order, language)
    body = [paragraph for paragraph in _body(lines, chosen.parts, is_public=is_public) if paragraph]
    frame = _opening(understood, order, decisions, chosen.parts, language, tone)
    paragraphs = [[_salutation(name, language, tone)], frame, *body, _closing(terms, language, tone)]
    draft = Draft(
        tuple(tuple(paragraph) for paragraph in paragraphs if paragraph),
        joint(language),
        tuple(chosen.blocks),
        tuple(chosen.unsaid),
    )
    return fitted(draft, limit)


def joint(language: Language) -> str:
    """What stands between two sentences."""
    return "" if language in _WITHOUT_SPACES else " "


def fitted(draft: Draft, limit: int | None) -> Draft:
    """The draft within a length: whole sentences go, those that only add detail first; what answers stays."""
    for kind in SHORTENED:
        for sentence in reversed([each for each in draft.sentences if each.kind == kind]):
            if limit is None or len(draft.text) <= limit:
                return draft
            draft = draft.without(sentence)
    return draft


def _body(lines: Lines, parts: list[Part], *, is_public: bool) -> list[list[Sentence]]:
    """A paragraph for each intent, then the next step; in public nothing that would need a fact of the order.

    A question about an offer stands with it, so that it is plain what is asked.
    """
    paragraphs: dict[str, list[Sentence]] = {}
    for part in parts:
        said = [each for each in lines.sentences(part) if not (is_public and (each.facts or each.blanks))]
        paragraphs.setdefault(part.intent, []).extend(said)
    found = lines.next_step(parts)
    if found is None or (is_public and found[0].blanks):
        return [*paragraphs.values()]
    step, part = found
    if part.is_offer:
        paragraphs[part.intent].append(step)
        return [*paragraphs.values()]
    return [*paragraphs.values(), [step]]


def _fixed(case: str, language: Language, kind: Kind, **facts: Fact) -> Sentence:
    values = {name: fact.value for name, fact in facts.items()}
    text = joint(language).join(line.filled(values) for line in reply_block(language, f"frame.{case}"))
    return Sentence(kind, text, tuple(facts.values()), tuple(values.values()))


def _name(understood: Understood, order: Order | None, language: Language) -> Fact | None:
    ordered = salutation_name(order.buyer_name, language) if order else None
    if ordered and order:
        source = next((fact.source for fact in order.facts if fact.name == "name"), "order.buyer_name")
        return Fact(name="name", value=ordered, source=source)
    signed = salutation_name(understood.mentions.name, language)
    return Fact(name="name", value=signed, source="message") if signed else None


def _salutation(name: Fact | None, language: Language, tone: Tone) -> Sentence:
    case = f"salutation{'_named' if name else ''}{'_formal' if tone == 'formal' else ''}"
    return _fixed(case, language, "salutation", **({"name": name} if name else {}))


def _opening(
    understood: Understood, order: Order | None, decisions: Decisions, parts: list[Part], language: Language, tone: Tone
) -> list[Sentence]:
    notes = block_notes()
    blocks = {part.block for part in parts}
    if blocks & notes.thanks:
        return []
    is_held = bool(blocks & notes.holds)
    has_order = bool(understood.mentions.order_ids or (order and order.order_id))
    found = [_fixed(_greeting(understood, decisions, blocks, has_order=has_order), language, "opening")]
    if tone == "warm" and not is_held and {*understood.intents} & notes.troubles:
        found.append(_fixed("warm", language, "warm"))
    return found


def _greeting(understood: Understood, decisions: Decisions, blocks: set[str], *, has_order: bool) -> str:
    notes = block_notes()
    if decisions.escalate or blocks & notes.holds:
        return "thanks"
    if blocks & notes.apologises:
        return "told" if {*understood.intents} & notes.reports else "thanks"
    if understood.intents[0] in notes.before_order and not has_order:
        return "thanks_question"
    return "sorry" if understood.mood != "calm" else "thanks"


def _closing(terms: SellerTerms, language: Language, tone: Tone) -> list[Sentence]:
    closing = _fixed("closing_formal" if tone == "formal" else "closing", language, "closing")
    signer = cleaned(terms.signature or terms.brand or "", _LONGEST_SIGNATURE)
    if not signer:
        return [closing, _fixed("team", language, "closing")]
    source = "terms.signature" if terms.signature else "terms.brand"
    return [closing, _fixed("signed", language, "closing", signature=Fact(name="signature", value=signer, source=source))]
