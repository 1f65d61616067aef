"""Misspelt words mended by the words the model knows, so that cues and model read what was meant."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from tools.reply.understanding.cues import words_of
from tools.reply.understanding.model import shipped_model
from tools.reply.understanding.sentences import Sentence

_SHORTEST, _LONGEST = 4, 20
_SPLIT = 6
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))


def mended(sentence: Sentence, language: str) -> Sentence:
    """The sentence with unknown words replaced by known ones a letter away, and words run together parted."""
    if sentence.is_asian or language not in shipped_model().words:
        return sentence
    units = tuple(part for unit in sentence.units for part in _mended(unit, language))
    return sentence if units == sentence.units else Sentence(sentence.text, units, False)


@lru_cache(maxsize=50_000)
def _mended(unit: str, language: str) -> tuple[str, ...]:
    if not (_SHORTEST <= len(unit) <= _LONGEST and unit.isascii() and unit.isalpha()) or unit in _known():
        return (unit,)
    for written, plain in _UMLAUTS:
        if (umlaut := unit.replace(written, plain)) in _known():
            return (umlaut,)
    ranks = _ranks(language)
    near = {word for form in (unit, *_shorter(unit)) for word in _forms(language).get(form, ()) if _is_near(unit, word)}
    if near:
        return (min(near, key=lambda word: (word[0] != unit[0], ranks[word])),)
    for at in range(2, len(unit) - 1) if len(unit) >= _SPLIT else ():
        if ranks.get(unit[:at], _RARE) < _USUAL and ranks.get(unit[at:], _RARE) < _USUAL:
            return unit[:at], unit[at:]
    return (unit,)


_USUAL, _RARE = 500, 100_000


def _is_near(one: str, other: str) -> bool:
    """One letter lost, added, replaced, or two neighbours changed over."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, others = one[start:], other[start:]
    return (
        rest[1:] == others[1:]
        or rest[1:] == others
        or rest == others[1:]
        or (len(rest) > 1 and len(others) > 1 and rest[:2] == others[1::-1] and rest[2:] == others[2:])
    )


def _shorter(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


@cache
def _known() -> frozenset[str]:
    return frozenset(word for words in (*shipped_model().words.values(), words_of("languages")["right"]) for word in words)


@cache
def _ranks(language: str) -> dict[str, int]:
    return {word: rank for rank, word in enumerate(shipped_model().words[language])}


@cache
def _forms(language: str) -> dict[str, list[str]]:
    """Known words by themselves and by what is left of them without a letter."""
    found = defaultdict[str, list[str]](list)
    for word in shipped_model().words[language]:
        if len(word) >= _SHORTEST:
            for form in (word, *_shorter(word)):
                found[form].append(word)
    return dict(found)
