"""What a buyer wants: cues and the model, sentence by sentence, put together."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

import yaml

from tools.reply.contract import Intent, Language
from tools.reply.understanding.cues import Cues, Hit
from tools.reply.understanding.model import shipped_model
from tools.reply.understanding.sentences import Sentence

INTENTS: tuple[Intent, ...] = get_args(Intent)
_SURE, _UNSURE = 0.45, 0.09
_TOP, _TOLD = 0.75, 0.45


@dataclass(frozen=True)
class Meant:
    """An intent of a sentence, how sure it is, and the words that tell it."""

    intent: Intent
    sure: float
    text: str


def meant(sentence: Sentence, language: Language) -> list[Meant]:
    """What one sentence asks for, the surest first."""
    hits = [hit for hit in _cues(language).found(sentence) if hit.end > hit.start]
    denied = {hit.name[1:] for hit in hits if hit.name.startswith("-")}
    told = {name: _longest(each) for name, each in _grouped(hit for hit in hits if hit.name[0] != "-").items()}
    opinion = shipped_model().read(sentence.units)
    sure = {intent: _weighed(opinion.get(intent, 0.0), told.get(intent), intent in denied) for intent in INTENTS}
    ranked = sorted(INTENTS, key=lambda intent: -sure[intent])
    best = sure[ranked[0]]
    return [
        Meant(intent, sure[intent], " ".join(sentence.units[slice(*told.get(intent, (0, 0)))]))
        for intent in ranked
        if (sure[intent] >= _SURE and ((intent in told and sure[intent] >= _TOLD) or sure[intent] >= _TOP * best))
        or (intent == ranked[0] and best >= _UNSURE)
    ]


def _weighed(opinion: float, span: tuple[int, int] | None, is_denied: bool) -> float:
    """The model's opinion, raised by a cue, the more the longer it is; a denial takes most away."""
    cue = min(0.3 + 0.06 * (span[1] - span[0]), 0.5) if span and not is_denied else 0.0
    return (opinion * 0.05 if is_denied else opinion) * (1 - cue / 2) + cue


def _grouped(hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.name, []).append(hit)
    return found


def _longest(hits: list[Hit]) -> tuple[int, int]:
    hit = max(hits, key=lambda each: each.end - each.start)
    return hit.start, hit.end


@cache
def _cues(language: Language) -> Cues:
    path = Path(__file__).with_name("cues") / f"{language}.yaml"
    written = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return Cues({name: cues for name, cues in written.items() if name != "lists"}, written.get("lists", {}))


_PRESSING: tuple[Intent, ...] = (
    "safety_incident", "legal_threat", "phishing", "spam", "review_threat", "lost", "damaged", "wrong_item", "missing_part", "does_not_work",  # noqa: E501
    "not_as_described", "cancel", "change_address", "change_order", "late", "where_is_it", "refund_status", "partial_refund", "refund",  # noqa: E501
    "exchange", "return", "warranty", "customs_charge", "cancellation_fee", "return_policy", "payment", "account", "invoice", "size", "compatibility",  # noqa: E501
    "how_to_use", "availability", "delivery_time", "delivery_options", "coupon", "bulk_order", "price", "product_question", "place_order",  # noqa: E501
    "newsletter", "leave_review", "contact_human", "complaint", "thanks", "other",
)  # fmt: skip
_ONLY_ALONE: tuple[Intent, ...] = ("complaint", "thanks", "other")
_ENDS: tuple[Intent, ...] = ("phishing", "spam")
_SAFE: frozenset[Intent] = frozenset(("safety_incident", "legal_threat", "review_threat"))


def pressing(found: list[Meant]) -> tuple[Intent, ...]:
    """The intents of a message, each once and the most pressing first.

    Displeasure and thanks beside a request ask for nothing; a weak reading counts only where no sentence is clear.
    """
    best: dict[Intent, float] = {}
    for each in found:
        best[each.intent] = max(best.get(each.intent, 0.0), each.sure)
    most = max(best.values(), default=0.0)
    kept = [intent for intent in _PRESSING if best.get(intent, 0.0) >= (_SURE if most >= _SURE else most) and intent in best]
    asked = [intent for intent in kept if intent not in _ONLY_ALONE]
    for ending in _ENDS:
        if ending in asked and best[ending] >= most and not any(intent in _SAFE for intent in asked):
            return (ending,)
    return tuple(asked or kept[:1] or ["other"])
