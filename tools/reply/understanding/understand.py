"""Reads a buyer's message: `understand`."""

from tools.reply.contract import Channel, Intent, Language
from tools.reply.understanding.alarms import ALARMS, alarms_of
from tools.reply.understanding.intents import Meant, meant, pressing
from tools.reply.understanding.languages import languages_of
from tools.reply.understanding.mentions import mentions_of
from tools.reply.understanding.missing import missing_for
from tools.reply.understanding.own_words import own_words
from tools.reply.understanding.sentences import Sentence, sentences
from tools.reply.understanding.signs import channel_of, instructs, mood_of
from tools.reply.understanding.spelling import mended
from tools.reply.understanding.understood import Cue, Understood

_TELLS: dict[str, Intent] = {
    "injury": "safety_incident", "fire": "safety_incident", "child": "safety_incident",
    "regulator": "legal_threat", "lawyer": "legal_threat", "press": "legal_threat",
}  # fmt: skip
"""Intents that an alarm always means."""


def understand(message: str, *, platform: str | None = None, channel: Channel | None = None) -> Understood:
    """What a message says, told by its own words alone; instructions in it are told, never followed.

    Args:
        message: As it came: text or HTML, with earlier mails and signature.
        platform: Where it was written, when known.
        channel: Where on it, when known; else as the text shows.

    Returns:
        Language, intents with the most pressing first, alarms, mood, what it names and what it leaves out.
    """
    del platform  # it changes no word
    own = own_words(message)
    whole = sentences(own.text)
    told = languages_of(whole)
    main = _most(whole, told)
    parts = [(mended(sentence, language or main), language or main) for sentence, language in zip(whole, told, strict=True)]
    alarms = [(hit.name, sentence, hit) for sentence, language in parts for hit in alarms_of(sentence, language)]
    alarms += [
        (hit.name, sentence, hit)
        for sentence, (_, language) in zip(whole, parts, strict=True)
        for hit in alarms_of(sentence, language)
    ]
    found = [(each, language) for sentence, language in parts for each in meant(sentence, language)]
    found += [(Meant(_TELLS[name], 1.0, ""), main) for name, _, _ in alarms if name in _TELLS]
    intents = pressing([each for each, _ in found])
    spoken = next((language for intent in intents for each, language in found if each.intent == intent and each.text), main)
    mentions = mentions_of(own.text, own.name)
    cues = [Cue(name=name, text=" ".join(sentence.units[hit.start : hit.end])) for name, sentence, hit in alarms]
    cues += [Cue(name=each.intent, text=each.text) for each, _ in found if each.text and each.intent in intents]
    return Understood(
        language=spoken,
        languages=tuple(dict.fromkeys([spoken, *(each for each in told if each)])),
        channel=channel or channel_of(parts, intents, bool(mentions.order_ids)),
        intents=intents,
        mood=mood_of(own.text, parts),
        alarms=tuple(name for name in ALARMS if any(name == each for each, _, _ in alarms)),
        instructs=instructs(message, parts),
        mentions=mentions,
        missing=missing_for(intents, mentions),
        cues=tuple(dict.fromkeys(cues)),
        text=own.text,
    )


def _most(parts: list[Sentence], told: list[Language | None]) -> Language:
    """The language of most letters; an East Asian sign says as much as two Latin ones."""
    sizes: dict[Language, int] = {}
    for sentence, language in zip(parts, told, strict=True):
        if language:
            sizes[language] = sizes.get(language, 0) + len(sentence.text) * (2 if sentence.is_asian else 1)
    return max(sizes, key=lambda language: sizes[language]) if sizes else "en"
