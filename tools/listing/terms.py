"""The term base: words of products, materials, colours and features in seven languages, found in a text."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from prompts import listing_data

LANGUAGES = ("zh", "en", "de", "fr", "it", "es", "ja")
_SPOKEN_FORMS = (
    "one",
    "other",
    "base",
    "noun",
    "attributive",
    "m",
    "f",
    "mp",
    "fp",
    "phrase",
    "phrase_one",
    "label",
    "made",
    "fibre",
)
_GERMAN_ENDINGS = ("", "e", "er", "es", "en", "em")
_WORD = re.compile(r"[^\W_]+(?:[-'’/][^\W_]+)*")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True)
class Term:
    """One entry of the base.

    Attributes:
        id: `stainless_steel`.
        kind: `product`, `material`, `colour`, `feature`, `attribute_name` …
        forms: By language (`en_gb` where it differs) what the entry holds: `one`, `other`, `gender` …; of `zh` its names.
        form: How it is used: `adjective`, `phrase`, `material`, `noun`, `label`.
    """

    id: str
    kind: str
    category: str
    form: str
    forms: dict[str, Any] = field(repr=False, hash=False)

    def in_language(self, locale: str) -> dict[str, Any]:
        """Forms of a language, those of British English where they differ.

        Args:
            locale: `de`, `en`, `en-GB`, `en-AU`.
        """
        if locale in ("en-GB", "en-AU") and "en_gb" in self.forms:
            return {**self.forms["en"], **self.forms["en_gb"]} if "en" in self.forms else self.forms["en_gb"]
        found: dict[str, Any] = self.forms[locale[:2]]
        return found

    def names(self, language: str) -> list[str]:
        """Every way in which the term is written in a language, the usual one first."""
        if language == "zh":
            return list(self.forms["zh"])
        each = [self.forms[language], *([self.forms["en_gb"]] if language == "en" and "en_gb" in self.forms else [])]
        found = [str(forms[name]) for forms in each for name in _SPOKEN_FORMS if name in forms]
        found += [str(other) for forms in each for other in forms.get("also", [])]
        return [name for name in dict.fromkeys(found) if "{" not in name]


@dataclass(frozen=True)
class Found:
    """A term in a text, with its first character and the one after its last."""

    term: Term
    start: int
    end: int


@cache
def terms() -> dict[str, Term]:
    """All terms by id."""
    return {term.id: term for term in _read()}


def _read() -> Iterator[Term]:
    for entry in listing_data("terms"):
        forms = {name: value for name, value in entry.items() if name in (*LANGUAGES, "en_gb")}
        yield Term(entry["id"], entry["kind"], entry["category"], entry.get("form", "noun"), forms)


@cache
def _by_words(language: str, kinds: tuple[str, ...]) -> dict[str, list[tuple[tuple[str, ...], Term]]]:
    """Names as folded words, by their first; the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
    for term in terms().values():
        if kinds and term.kind not in kinds:
            continue
        for name in term.names(language):
            for words in _spellings(name, term, language):
                found.setdefault(words[0], []).append((words, term))
    return {first: sorted(names, key=lambda each: -len(each[0])) for first, names in found.items()}


def _spellings(name: str, term: Term, language: str) -> Iterator[tuple[str, ...]]:
    words = tuple(folded(match[0]) for match in _WORD.finditer(name))
    if not words:
        return
    yield words
    if language == "de" and term.form in ("adjective", "material") and len(words) == 1:
        yield from ((words[0] + ending,) for ending in _GERMAN_ENDINGS[1:])


@cache
def _by_signs(language: str, kinds: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, Term]]:
    """Names of a language that is written without blanks: one pattern, the longest first."""
    named: dict[str, Term] = {}
    for term in terms().values():
        if not kinds or term.kind in kinds:
            for name in term.names(language):
                named.setdefault(folded(name), term)
    ordered = sorted(named, key=len, reverse=True)
    bounded = (rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])" if name.isascii() else re.escape(name) for name in ordered)
    return re.compile("|".join(bounded) or "(?!)"), named


def folded(text: str) -> str:
    """A text for comparing, of the same length: case and accents do not count."""
    return text.lower() if text.isascii() else "".join(_folded_sign(sign) for sign in text)


@cache
def _folded_sign(sign: str) -> str:
    base = unicodedata.normalize("NFKD", sign).casefold()
    plain = "".join(part for part in base if not unicodedata.combining(part))
    kept = sign if _CJK.match(sign) or len(plain) != 1 else plain
    return kept if len(kept.casefold()) != 1 else kept.casefold()


def find_terms(text: str, language: str, *kinds: str) -> list[Found]:
    """Terms that a text names, in its order; of overlapping ones the longest.

    Args:
        text: Any text.
        language: Its language.
        *kinds: Only terms of these kinds; all when none is given.
    """
    return list(_signs(text, language, kinds) if language in ("zh", "ja") else _words(text, language, kinds))


def _signs(text: str, language: str, kinds: tuple[str, ...]) -> Iterator[Found]:
    pattern, named = _by_signs(language, kinds)
    plain = folded(text)
    for match in pattern.finditer(plain):
        yield Found(named[match[0]], match.start(), match.end())


def _words(text: str, language: str, kinds: tuple[str, ...]) -> Iterator[Found]:
    known = _by_words(language, kinds)
    words = [(folded(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]
    place = 0
    while place < len(words):
        begun = known.get(words[place][0], ())
        hits = [
            (names, term) for names, term in begun if tuple(word for word, _, _ in words[place : place + len(names)]) == names
        ]
        if hits:
            length = len(hits[0][0])
            start, end = words[place][1], words[place + length - 1][2]
            yield Found(_spelled([term for names, term in hits if len(names) == length], text[start:end], language), start, end)
        place += len(hits[0][0]) if hits else 1


def _spelled(candidates: list[Term], written: str, language: str) -> Term:
    """Of terms that differ in accents alone the one that is spelled so: Tülle is no Tüll."""
    if len(candidates) == 1:
        return candidates[0]
    same = (term for term in candidates if written.lower() in {name.lower() for name in term.names(language)})
    return next(same, candidates[0])


def find_term(name: str, language: str, *kinds: str) -> Term | None:
    """The one term that a text is, blanks and punctuation around it aside; None when it is more or another."""
    stripped = name.strip(" .,;:：，。")
    found = find_terms(stripped, language, *kinds)
    return found[0].term if len(found) == 1 and found[0].start == 0 and found[0].end == len(stripped) else None
