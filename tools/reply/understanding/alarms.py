"""What makes a message urgent."""

from collections.abc import Callable
from functools import cache

from tools.reply.contract import LANGUAGES, Language
from tools.reply.understanding.cues import Cues, Hit, words_of
from tools.reply.understanding.sentences import Sentence

ALARMS = ("injury", "fire", "child", "regulator", "lawyer", "press", "chargeback", "self_harm", "personal_data")
_ASIAN = ("zh", "ja")


def alarms_of(sentence: Sentence, language: Language) -> list[Hit]:
    """Alarms that a sentence gives, named as in ALARMS, with the units that give them."""
    return overlapped(_alarms().found(sentence), _innocent, sentence, language)


def overlapped(hits: list[Hit], innocent: Callable[[], Cues], sentence: Sentence, language: Language) -> list[Hit]:
    """Hits in the language of the sentence that touch none of their innocent uses."""
    hits = [hit for hit in hits if reads(hit, language)]
    if not hits:
        return []
    uses = [use for use in innocent().found(sentence) if reads(use, language)]
    return [
        Hit(_name(hit), hit.start, hit.end)
        for hit in hits
        if not any(_name(use) == _name(hit) and use.start < hit.end and hit.start < use.end for use in uses)
    ]


def by_language(written: dict[str, dict[str, list[str]]]) -> dict[str, list[str]]:
    """Cues by name and language as cues by `name/language`."""
    return {f"{name}/{language}": written[name].get(language, []) for name in written for language in LANGUAGES}


def _name(hit: Hit) -> str:
    return hit.name.rpartition("/")[0]


def reads(hit: Hit, language: Language) -> bool:
    """A cue counts in its own language only: a German `Brand` is a fire, an English one is not.

    East Asian words count among Latin ones too, as such a sentence goes by its Latin words.
    """
    own = hit.name.rpartition("/")[2]
    return own == language or (own in _ASIAN and language not in _ASIAN)


@cache
def _alarms() -> Cues:
    written = words_of("alarms")
    return Cues(by_language({name: written[name] for name in ALARMS}), written["lists"])


@cache
def _innocent() -> Cues:
    written = words_of("alarms")
    return Cues(by_language(written["innocent"]), written["lists"])
