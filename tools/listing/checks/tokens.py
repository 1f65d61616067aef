"""Words of a text, with their places."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from tools.listing.checks.data import words

_LETTER = r"[^\W_][\u0300-\u036f]*"
_JOINT = r"[-'’‐‑]"
_WORD = re.compile(rf"(?:{_LETTER})+(?:{_JOINT}(?:{_LETTER})+)*")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+(?:[-'][A-Za-z0-9]+)*")
"""The same in ASCII, where it is quicker told."""
_ELISION = re.compile(r"(?:l|d|qu|n|s|j|m|t|c|un|dell|all|dall|nell|sull|quest)['’]", re.IGNORECASE)
_HIRAGANA = re.compile(r"[\u3041-\u309f]+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_LETTERS = re.compile(r"[^\W\d_]")
_FIGURE_BEFORE = re.compile(r"\d\s?$")
_MOST_UNSPACED = 0.3
_ELIDING = ("fr", "it")


class Word(NamedTuple):
    """One word.

    Attributes:
        plain: In NFKC and without case, for comparison.
        start, end: Its place in the text.
    """

    text: str
    plain: str
    start: int
    end: int


@lru_cache(maxsize=256)
def words_of(text: str, language: str) -> tuple[Word, ...]:
    """The words of a text; a compound with hyphens is one word, an elided article is not part of one.

    Of Japanese and Chinese, what stands between spaces or marks is one: where a compound divides, code cannot tell.
    """
    if language not in _ELIDING and text.isascii():
        return tuple(Word(match[0], match[0].lower(), *match.span()) for match in _ASCII_WORD.finditer(text))
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        elision = _ELISION.match(text, start, end) if language in _ELIDING else None
        start = elision.end() if elision and elision.end() < end else start
        found.append(Word(text[start:end], fold(text[start:end]), start, end))
    return tuple(found)


def fold(text: str) -> str:
    """Comparable: full-width as half-width, composed, without case."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold().replace("’", "'")


@cache
def function_words(language: str) -> frozenset[str]:
    """Prepositions, articles and conjunctions."""
    return frozenset(words("words")["function_words"].get(language, ()))


@cache
def units() -> frozenset[str]:
    """What stands after a figure and is no word: `cm`, `pcs`."""
    return frozenset(words("words")["units"])


def is_content(word: Word, text: str, language: str) -> bool:
    """Whether it counts as a word of its own: no function word, figure, unit after a figure, letter or particle."""
    plain = word.plain
    if (
        (len(plain) < 2 and not _UNSPACED.match(plain))
        or plain[0].isdigit()
        or plain in function_words(language)
        or _HIRAGANA.fullmatch(plain)
    ):
        return False
    return not (plain in units() and _FIGURE_BEFORE.search(text, max(0, word.start - 2), word.start))


def is_spaced(text: str) -> bool:
    """Whether words of the text stand between spaces."""
    sample = text[:2000]
    return len(_UNSPACED.findall(sample)) <= _MOST_UNSPACED * len(_LETTERS.findall(sample))


@lru_cache(maxsize=4096)
def _whole(name: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in name.split()]
    before = r"(?<![^\W_])" if name[:1].isalnum() and name[:1].isascii() else ""
    after = r"(?![^\W_])" if name[-1:].isalnum() and name[-1:].isascii() else ""
    return re.compile(before + r"\s+".join(parts) + after, re.IGNORECASE)


def places(text: str, name: str) -> list[tuple[int, int]]:
    """Where a name stands as whole words, in any case."""
    return [match.span() for match in _whole(name).finditer(text)] if name.strip() else []


def contains(text: str, name: str) -> bool:
    """Whether a name stands there as whole words."""
    return bool(name.strip()) and _whole(name).search(text) is not None


@lru_cache(maxsize=64)
def any_of(listed: tuple[str, ...]) -> re.Pattern[str] | None:
    """Whole words in Latin scripts, anywhere in others."""
    if not listed:
        return None
    folded = sorted({fold(each) for each in listed}, key=len, reverse=True)
    latin = "|".join(re.escape(each) for each in folded if each.isascii() or each[0] < "\u0300")
    other = "|".join(re.escape(each) for each in folded if not (each.isascii() or each[0] < "\u0300"))
    return re.compile(
        "|".join(part for part in (rf"(?<![^\W_])(?:{latin})(?![^\W_])" if latin else "", other) if part), re.IGNORECASE
    )
