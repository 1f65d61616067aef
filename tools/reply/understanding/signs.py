"""Channel and mood as the text shows them, and whether it speaks to a machine."""

import re
from functools import cache

from tools.reply.contract import Channel, Intent, Language, Mood
from tools.reply.understanding.alarms import by_language, reads
from tools.reply.understanding.cues import Cues, words_of
from tools.reply.understanding.sentences import Sentence

_STARS = re.compile(r"(?<!\d)[1-5]\s?(?:[/]\s?5|von 5|sur 5|de 5|su 5|out of 5)(?!\d)|[\u2605\u2b50\u2606]{2,}", re.I)
_RATED = re.compile(r"\s*[1-5]\s?(?:stars?|sterne?|étoiles?|estrellas?|stelle|\u661f)(?!\w)", re.I)
_TO_SELLER: frozenset[Intent] = frozenset(
    ("review_threat", "leave_review", "refund", "partial_refund", "refund_status", "exchange", "return", "cancel", "where_is_it")
)
"""What nobody asks in a review."""
_UPSETTING: frozenset[Intent] = frozenset(("lost", "complaint", "review_threat", "legal_threat", "safety_incident"))
_MARKUP = re.compile(
    r"<\|?(?:im_start|im_end|system|endoftext)\|?>|\[(?:system|inst|/inst)\]|^\s*(?:###\s*)?(?:system|assistant)\s?:", re.I | re.M
)
_SHOUTED = re.compile(r"\b[A-ZÄÖÜÀ-Þ]{3,}\b")
_MARKS = re.compile(r"[!！]{3,}|[!?！？]{4,}")
_LEAST_SHOUTED, _SHOUTED_SHARE = 3, 0.4
_ASKING: frozenset[Intent] = frozenset(
    (
        "size",
        "compatibility",
        "product_question",
        "availability",
        "delivery_time",
        "delivery_options",
        "place_order",
        "price",
        "coupon",
        "bulk_order",
    )
)


def channel_of(parts: list[tuple[Sentence, Language]], intents: tuple[Intent, ...], has_order: bool) -> Channel:
    """Where a text was written as far as it shows it; a message to the seller when nothing shows."""
    told = _told("channel", parts)
    if "claim" in told:
        return "claim"
    starred = any(_STARS.search(sentence.text) for sentence, _ in parts) or any(_RATED.match(parts[0][0].text) for _ in parts[:1])
    if (starred or "review" in told) and not _TO_SELLER & set(intents):
        return "review"
    if "return_request" in told:
        return "return_request"
    asks = bool(intents) and all(intent in _ASKING for intent in intents)
    return "pre_sale" if not has_order and asks else "buyer_message"


def mood_of(text: str, parts: list[tuple[Sentence, Language]], intents: tuple[Intent, ...]) -> Mood:
    """How the buyer sounds: by words, capitals and signs, and by what happened."""
    words = [word for word in re.findall(r"[^\W\d_]{3,}", text)]
    shouted = len(_SHOUTED.findall(text))
    loud = shouted >= _LEAST_SHOUTED and shouted >= _SHOUTED_SHARE * len(words)
    told = _told("mood", parts)
    if "angry" in told or (loud and _MARKS.search(text)):
        return "angry"
    return "upset" if "upset" in told or loud or _MARKS.search(text) or _UPSETTING & set(intents) else "calm"


def instructs(text: str, parts: list[tuple[Sentence, Language]]) -> bool:
    """Whether the text tries to tell a machine what to do."""
    return _MARKUP.search(text) is not None or bool(_told("instructs", parts))


def _told(kind: str, parts: list[tuple[Sentence, Language]]) -> set[str]:
    cues = _cues(kind)
    return {hit.name.rpartition("/")[0] for sentence, language in parts for hit in cues.found(sentence) if reads(hit, language)}


@cache
def _cues(kind: str) -> Cues:
    return Cues(by_language(words_of("signs")[kind]), {})
