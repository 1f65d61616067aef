"""Small words of each language, and which words only describe."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tools.listing.terms import folded

_SPACED = re.compile(r"[^\W_]+(?:(?:[-’'.]|@+)[^\W_]+)*%?|#\d+|[&+]")
_ELIDING = re.compile(r"[^\W_\d]+[’'](?=\w)|[^\W_]+(?:(?:[-.]|@+)[^\W_]+)*%?|#\d+|[&+]")
_SIGNS = re.compile("[\u3040-\u30ff\u3400-\u9fffー々]+|[^\\W_]+(?:[-.][^\\W_]+)*%?")
WRITTEN_TOGETHER = ("ja", "zh")
_MOST_DESCRIBING = 4


@dataclass(frozen=True)
class Words:
    """Small words of a language.

    Attributes:
        head: `first` or `last`: on which side of its group the head noun stands.
        linking: Articles, prepositions and conjunctions: nothing may begin with one.
        closing: Those with which a phrase may end (`Regular Fit`).
        having: Prepositions for what comes with the product; a phrase keeps them like `without` and `purpose`.
        without, purpose: Prepositions that a phrase keeps when it stands alone.
        attributive: Particles that tie a describing word to its noun, where words are written together.
        particles: Those that tie it to the rest of the sentence.
        suffixes: Words that only say what kind of thing the word before them is.
    """

    language: str
    head: str
    without: frozenset[str]
    purpose: frozenset[str]
    articles: frozenset[str]
    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    copulas: frozenset[str]
    pronouns: frozenset[str]
    intensifiers: frozenset[str]
    subordinate: frozenset[str]
    generic: frozenset[str]
    filler: frozenset[str]
    modifier: re.Pattern[str]
    attributive: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    closing: frozenset[str] = frozenset()
    having: frozenset[str] = frozenset()

    @property
    def together(self) -> bool:
        """Words are written without blanks."""
        return self.language in WRITTEN_TOGETHER

    @property
    def hanging(self) -> frozenset[str]:
        """Words that cannot stand at an end."""
        return self.linking - self.closing

    @property
    def linking(self) -> frozenset[str]:
        """Small words, which tie others together."""
        return self.articles | self.prepositions | self.conjunctions

    def describes(self, text: str) -> bool:
        """Whether a text only describes: praise, or an adjective by the ending of the word that leads it."""
        words = tokens(text, self.language)
        if len(words) > _MOST_DESCRIBING or not words:
            return False
        leading = words[0] if self.head == "first" else words[-1]
        return self._describes(text[slice(*leading)], leading[0]) and text[slice(*words[0])].lower() not in self.pronouns

    def _describes(self, word: str, at: int) -> bool:
        plain = word.lower()
        if plain in self.filler or plain in self.intensifiers or plain in self.articles:
            return True
        noun = self.language == "de" and word[:1].isupper() and at > 0
        return not noun and bool(self.modifier.search(plain))


@cache
def words_of(language: str) -> Words:
    """Small words of a language; English ones of a language without a list."""
    given = _lists().get(language) or _lists()["en"]
    sets = {name: frozenset(map(str, value)) for name, value in given.items() if isinstance(value, list)}
    sets = {name: value for name, value in sets.items() if name not in ("attributive", "particles", "suffixes")}
    return Words(
        language=language,
        head=given["head"],
        modifier=re.compile(given["modifier"]),
        attributive=tuple(given.get("attributive", ())),
        particles=tuple(given.get("particles", ())),
        suffixes=tuple(given.get("suffixes", ())),
        **sets,
    )


@cache
def _lists() -> dict[str, dict[str, Any]]:
    read: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))
    return read


def tokens(text: str, language: str) -> list[tuple[int, int]]:
    """Places of the words of a text; runs of signs where words are written together."""
    pattern = _SIGNS if language in WRITTEN_TOGETHER else _ELIDING if language in ("fr", "it") else _SPACED
    return [match.span() for match in pattern.finditer(text)]


def same_word(word: str, language: str) -> str:
    """A word for comparing: case, accents and the plural do not count."""
    plain = folded(word).strip("'’.").replace("'", "").replace("’", "")
    if language in ("ja", "zh") or len(plain) <= 3 or not plain.isalpha():
        return plain
    if language == "en":
        if plain.endswith("ies") and len(plain) > 4:
            return plain[:-3] + "y"
        if plain.endswith(("sses", "shes", "ches", "xes")):
            return plain[:-2]
        return plain[:-1] if plain.endswith("s") and not plain.endswith(("ss", "us", "is")) else plain
    if language == "es" and plain.endswith("es") and len(plain) > 4 and plain[-3] not in "aeiou":
        return plain[:-2]
    if language in ("es", "fr") and plain.endswith(("s", "x")) and not plain.endswith("ss"):
        return plain[:-1]
    return plain
