"""Entries of the lexicons: words and phrases that stand for a concept.

An entry is a row of elements: `a|b` are alternatives, `stem*` takes any ending, `word?` may be missing, `_` is a gap of
at most two words. In Chinese and Japanese every character is an element, `(a|b)` are alternatives, and `?` makes the character
or the alternatives before it optional. `~` before an entry: it counts only in a text that is written in its language, for
elsewhere the word means something else; so does a stem of few letters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tools.listing.phrases.fold import fold
from tools.reply.check.wording.files import LANGUAGES, lexicon
from tools.reply.traditional import simplified

_CHOICE = re.compile(r"\(([^()]*)\)")
_MAYBE = re.compile(r"([^\s()|?])\?")
_LOOSE = 5
"""Letters of a beginning that counts only in a text of its language."""
_CHARACTER = re.compile(r"[a-z0-9]+\*?|_|[^\s]")


@dataclass(frozen=True, slots=True)
class Element:
    """One place of an entry.

    Attributes:
        words: That may stand here.
        stems: Beginnings of words that may stand here.
        optional: It may be missing.
        gap: Any words, at most this many.
    """

    words: frozenset[str]
    stems: tuple[str, ...] = ()
    optional: bool = False
    gap: int = 0

    def takes(self, word: str) -> bool:
        """This word may stand here."""
        return word in self.words or (bool(self.stems) and word.startswith(self.stems))

    def may_be_in(self, words: set[str]) -> bool:
        """It may be missing, or a text of these words may hold it."""
        return self.optional or bool(self.stems) or not self.words.isdisjoint(words)


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase of a concept; `language` is set where it counts only in that language."""

    concept: str
    elements: tuple[Element, ...]
    language: str | None


@cache
def entries() -> tuple[Entry, ...]:
    """Of all lexicons."""
    listed = (
        Entry(concept, tuple(elements), language if written.startswith("~") or _is_loose(elements, language) else None)
        for language in (*LANGUAGES, "signs")
        for concept, listed in lexicon(language)["concepts"].items()
        for line in listed
        for written in str(line).split(", ")
        for elements in _elements(simplified(fold(written.removeprefix("~")).text))
    )
    return tuple(dict.fromkeys(listed))


def _is_loose(elements: list[Element], language: str) -> bool:
    """A beginning so short that it begins words of other languages too; short English words stand in every text."""
    return len(elements) == 1 and language not in ("en", "signs") and any(len(stem) <= _LOOSE for stem in elements[0].stems)


def _elements(written: str) -> Iterator[list[Element]]:
    if any(character >= "\u2600" for character in written):
        yield from ([_element(part, 4) for part in _CHARACTER.findall(one)] for one in _expanded(written))
    else:
        yield [_element(part, 2) for part in written.replace("'", " ").replace("-", " ").split()]


def _expanded(written: str) -> Iterator[str]:
    written = _MAYBE.sub(r"(\1|)", written.replace(")?", "|)"))
    found = _CHOICE.search(written)
    if not found:
        yield written
        return
    for choice in found.group(1).split("|"):
        yield from _expanded(written[: found.start()] + choice + written[found.end() :])


@cache
def _element(part: str, gap: int) -> Element:
    if part == "_":
        return Element(frozenset(), optional=True, gap=gap)
    options = (part.rstrip("?") or part).split("|")
    words = frozenset(option for option in options if option and (not option.endswith("*") or option == "*"))
    stems = tuple(option[:-1] for option in options if option.endswith("*") and option != "*")
    return Element(words, stems, optional=part.endswith("?") and part != "?")
