"""Reads a buyer's message: `understand`."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tools.core.errors import UnknownReference
from tools.listing.market import find_market
from tools.reply.contract import LANGUAGES, Channel, Intent, Language
from tools.reply.understanding.alarms import ALARMS, alarms_of
from tools.reply.understanding.intents import Meant, Opinion, meant, meant_together, opinion_of, pressing
from tools.reply.understanding.languages import languages_of
from tools.reply.understanding.mentions import mentions_of
from tools.reply.understanding.missing import missing_for
from tools.reply.understanding.own_words import own_words
from tools.reply.understanding.sentences import Sentence, sentences
from tools.reply.understanding.signs import channel_of, instructs, mood_of
from tools.reply.understanding.spelling import mended
from tools.reply.understanding.understood import Cue, Understood
from tools.reply.understanding.vectors import Vector, vectors_of

_BATCH = 250
"""Messages whose vectors are made together."""
_MANY = 40
"""Sentences whose vectors are made; what stands behind is read by its words alone."""
_TELLS: dict[str, Intent] = {
    "injury": "safety_incident", "fire": "safety_incident", "child": "safety_incident",
    "regulator": "legal_threat", "lawyer": "legal_threat", "press": "legal_threat",
}  # fmt: skip
"""Intents that an alarm always means."""


class Message(NamedTuple):
    """A message to be read, with what is known of it (see `understand`)."""

    text: str
    platform: str | None = None
    marketplace: str | None = None
    channel: Channel | None = None


def understand(
    message: str, *, platform: str | None = None, marketplace: str | None = None, channel: Channel | None = None
) -> Understood:
    """What a message says, told by its own words alone; instructions in it are told, never followed.

    Args:
        message: As it came: text or HTML, with earlier mails and signature.
        platform: Where it was written, when known; it changes no word.
        marketplace: The store, when known: its language counts where the words leave the language open.
        channel: Where on it, when known; else as the text shows.

    Returns:
        Language, intents with the most pressing first, alarms, mood, what it names and what it leaves out.
    """
    del platform
    own = own_words(message)
    whole = sentences(own.text)
    expected = _expected(marketplace)
    told = languages_of(whole, expected)
    main = _most(whole, told, expected or "en")
    parts = [(mended(sentence, language or main), language or main) for sentence, language in zip(whole, told, strict=True)]
    alarms = [(hit.name, sentence, hit) for sentence, language in parts for hit in alarms_of(sentence, language)]
    alarms += [
        (hit.name, sentence, hit)
        for sentence, (_, language) in zip(whole, parts, strict=True)
        for hit in alarms_of(sentence, language)
    ]
    opinions, together = _opinions(whole, parts, own.text)
    read = [each for each, _ in opinions]
    found = meant_together(read, together) if read and together is not None else [each for one in read for each in meant(one)]
    found += [Meant(_TELLS[name], 1.0, "") for name, _, _ in alarms if name in _TELLS]
    intents = pressing(found, len(parts) if together is None else None)
    spoken = next((language for intent in intents for each, language in opinions if intent in each.told), main)
    mentions = mentions_of(own.text, own.name)
    cues = [Cue(name=name, text=" ".join(sentence.units[hit.start : hit.end])) for name, sentence, hit in alarms]
    cues += [Cue(name=each.intent, text=each.text) for each in found if each.text and each.intent in intents]
    return Understood(
        language=spoken,
        languages=tuple(dict.fromkeys([spoken, *(each for each in told if each)])),
        channel=channel or channel_of(parts, intents, bool(mentions.order_ids)),
        intents=intents,
        mood=mood_of(own.text, parts, intents),
        alarms=tuple(name for name in ALARMS if any(name == each for each, _, _ in alarms)),
        instructs=instructs(message, parts),
        mentions=mentions,
        missing=missing_for(intents, mentions),
        cues=tuple(dict.fromkeys(cues)),
        text=own.text,
    )


def _opinions(
    whole: list[Sentence], parts: list[tuple[Sentence, Language]], text: str
) -> tuple[list[tuple[Opinion, Language]], Vector | None]:
    """What each sentence that instructs no machine asks for, and the vector of all of it where there is an encoder."""
    vectors: list[Vector | None] = [*(vectors_of([*(sentence.text for sentence in whole[:_MANY]), text]) or ())]
    together = vectors.pop() if vectors else None
    vectors += [None] * (len(parts) - len(vectors))
    kept = [(part, vector) for part, vector in zip(parts, vectors, strict=True) if not instructs(part[0].text, [part])]
    return [(opinion_of(sentence, language, vector), language) for (sentence, language), vector in kept], together


@lru_cache(maxsize=256)
def _expected(store: str | None) -> Language | None:
    """The language of a store, when it is one of those that are read."""
    try:
        spoken = find_market(store).language[:2] if store else None
    except UnknownReference:
        return None
    return next((language for language in LANGUAGES if language == spoken), None)


def _most(parts: list[Sentence], told: list[Language | None], otherwise: Language) -> Language:
    """The language of most letters; an East Asian sign says as much as two Latin ones."""
    sizes: dict[Language, int] = {}
    for sentence, language in zip(parts, told, strict=True):
        if language:
            sizes[language] = sizes.get(language, 0) + len(sentence.text) * (2 if sentence.is_asian else 1)
    return max(sizes, key=lambda language: sizes[language]) if sizes else otherwise


def understand_all(messages: Sequence[Message]) -> list[Understood]:
    """What many messages say, each as `understand` reads it."""
    found: list[Understood] = []
    for start in range(0, len(messages), _BATCH):
        batch = messages[start : start + _BATCH]
        vectors_of([sentence.text for each in batch for sentence in sentences(own_words(each.text).text)[:_MANY]])
        found += [
            understand(each.text, platform=each.platform, marketplace=each.marketplace, channel=each.channel) for each in batch
        ]
    return found
