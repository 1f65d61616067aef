"""What a buyer wants: cues and the model, sentence by sentence, put together."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

import numpy as np
import yaml
from numpy.typing import NDArray

from tools.reply.contract import Intent, Language
from tools.reply.understanding.cues import Cues
from tools.reply.understanding.model import shipped_model
from tools.reply.understanding.sentences import Sentence
from tools.reply.understanding.vectors import Vector
from tools.reply.understanding.weighing import Evidence, clues, evidence_of, weighed
from tools.reply.understanding.whole import weighed_whole

INTENTS: tuple[Intent, ...] = get_args(Intent)
_SURE, _TOLD, _UNSURE = 0.5, 0.42, 0.12
"""How sure an intent must be, one that a cue tells, and one that is only the best guess."""
_LONG, _LONGER, _SUREST = 4, 0.03, 0.65
"""Sentences of a usual message, and what each further one adds to what is asked of an intent, as stories name much."""
_WHOLE = 0.35
"""How sure an intent of a whole message must be (see whole.py)."""
_CLEAR = 0.85
"""How sure a sentence must be of an intent that a cue tells, for it to count whatever the whole says."""
_GRAVE = 0.5
"""How sure an intent that hands over to a person must be without an alarm (see alarms.py)."""


@dataclass(frozen=True)
class Meant:
    """An intent of a sentence, how sure it is, and the words that tell it."""

    intent: Intent
    sure: float
    text: str


@dataclass(frozen=True)
class Opinion:
    """How sure each intent is of a sentence (in the order of `labels`), and the words that cues tell it by."""

    sure: NDArray[np.floating]
    told: dict[str, str]


def opinion_of(sentence: Sentence, language: Language, vector: Vector | None) -> Opinion:
    """What one sentence asks for; `vector` is what the encoder makes of it."""
    evidence = evidence_of(cues_of(language).found(sentence))
    words = shipped_model().read(sentence.units)
    sure = weighed(np.array([words[label] for label in labels()]), clues(labels(), evidence), vector)
    return Opinion(sure, {name: _words(each, sentence) for name, each in evidence.items() if _is_told(each)})


def meant(opinion: Opinion) -> list[Meant]:
    """The intents of a sentence that stand out, the surest first."""
    pairs = zip(opinion.sure.tolist(), labels(), strict=True)
    ranked = [each for each in pairs if each[0] >= (_GRAVE if each[1] in _HANDED_OVER else _UNSURE)]
    best = max(ranked, default=(1.0, ""))[0]
    return [
        Meant(label, value, opinion.told.get(label, ""))
        for value, label in sorted(ranked, key=lambda each: -each[0])
        if value >= (_TOLD if label in opinion.told else _SURE) or value == best
    ]


def meant_together(opinions: list[Opinion], vector: Vector) -> list[Meant]:
    """The intents of a message whose sentences are these; `vector` is what the encoder makes of all of it."""
    sure = weighed_whole([each.sure for each in opinions], vector)
    words = {name: text for each in reversed(opinions) for name, text in each.told.items()}
    ranked = sorted(zip(sure.tolist(), labels(), strict=True), reverse=True)
    named = [each for each in ranked if each[1] not in _HANDED_OVER or each[0] >= _GRAVE]
    clear = _clear(opinions)
    return [
        Meant(label, value, words.get(label, ""))
        for value, label in named
        if value >= _WHOLE or label in clear or (value, label) == named[0]
    ]


def _clear(opinions: list[Opinion]) -> set[Intent]:
    """Intents that a sentence tells by a cue and beyond doubt, whatever stands around it."""
    return {
        label
        for each in opinions
        for label, sure in zip(labels(), each.sure, strict=True)
        if label in each.told and sure >= _CLEAR
    }


def _is_told(evidence: Evidence) -> bool:
    return evidence.told is not None and not evidence.denied


def _words(evidence: Evidence, sentence: Sentence) -> str:
    told = evidence.told
    return " ".join(sentence.units[told.start : told.end]) if told else ""


@cache
def labels() -> tuple[Intent, ...]:
    """Intents that the models tell, in their order."""
    return tuple(intent for intent in INTENTS if intent in shipped_model().labels)


@cache
def cues_of(language: Language) -> Cues:
    """The cues of a language, by intent."""
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
_HANDED_OVER: frozenset[Intent] = frozenset(("safety_incident", "legal_threat"))
_SAFE: frozenset[Intent] = frozenset(("safety_incident", "legal_threat", "review_threat"))


def pressing(found: list[Meant], sentences: int | None = None) -> tuple[Intent, ...]:
    """The intents of a message, each once and the most pressing first.

    Displeasure and thanks beside a request ask for nothing. Of intents found sentence by sentence, of so many sentences, a
    weak reading counts only where no sentence is clear.
    """
    best: dict[Intent, float] = {}
    for each in found:
        best[each.intent] = max(best.get(each.intent, 0.0), each.sure)
    most = max(best.values(), default=0.0)
    least = 0.0 if sentences is None else min(_asked_for(sentences), most)
    kept = [intent for intent in _PRESSING if best.get(intent, -1.0) >= least]
    asked = [intent for intent in kept if intent not in _ONLY_ALONE]
    for ending in _ENDS:
        if ending in asked and best[ending] >= most and not any(intent in _SAFE for intent in asked):
            return (ending,)
    return tuple(asked or kept[:1] or ["other"])


def _asked_for(sentences: int) -> float:
    return min(_SUREST, _SURE + _LONGER * (sentences - _LONG)) if sentences > _LONG else _TOLD
