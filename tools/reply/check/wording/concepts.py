"""The concepts that the words of a text stand for."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from tools.reply.check.wording.entries import Element, Entry, entries
from tools.reply.check.wording.files import LANGUAGES, lexicon
from tools.reply.check.wording.reading import STOP, Token

_INNOCENT = "INNOCENT"
"""Concept of phrases whose words mean nothing that matters here."""
_YES, _NO = {"URGE", "UNHAPPY", "MINDREASON"}, {"REFUSE", "NOT"}
"""In phrases of the former a `no` refuses nothing: `could you not`, `do not forget`, `not happy`."""
_REMEMBERED = 8192
_FEW, _AHEAD = 12, 3
"""So many entries are tried at once; of more, only those that the next words allow."""
_SHARE = 0.5
"""A language is present that has at least this share of the small words of the most frequent one."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A concept at tokens `first` to `last` (the one after)."""

    concept: str
    first: int
    last: int


class _Index:
    """Entries by the first word that they may begin with."""

    def __init__(self) -> None:
        self.words = defaultdict[str, list[Entry]](list)
        self.stems = defaultdict[str, list[Entry]](list)
        for entry in entries():
            for word in entry.elements[0].words:
                self.words[word].append(entry)
            for stem in entry.elements[0].stems:
                self.stems[stem].append(entry)
        self.sizes = sorted({len(stem) for stem in self.stems})
        self.small = defaultdict[str, list[str]](list)
        for language in LANGUAGES:
            for word in lexicon(language)["function"]:
                self.small[word].append(language)

    def starting(self, word: str) -> Iterator[Entry]:
        yield from self.words.get(word, ())
        for size in self.sizes:
            if size > len(word):
                return
            yield from self.stems.get(word[:size], ())


@lru_cache(_REMEMBERED)
def _starting(word: str, following: str) -> tuple[Entry, ...]:
    """Entries that may begin with these two words."""
    return tuple(
        entry
        for entry in _index().starting(word)
        if len(entry.elements) == 1 or entry.elements[1].optional or entry.elements[1].takes(following)
    )


def _going_on_in(words: set[str]) -> Callable[[str, str, str, str], tuple[Entry, ...]]:
    """Entries that may begin with four words in a text of these words."""

    @cache
    def going_on(word: str, following: str, third: str, fourth: str) -> tuple[Entry, ...]:
        return tuple(
            entry
            for entry in _starting(word, following)
            if _may_go(entry.elements[2:4], (third, fourth)) and all(element.may_be_in(words) for element in entry.elements[4:])
        )

    return going_on


def _may_go(elements: tuple[Element, ...], words: tuple[str, ...]) -> bool:
    for element, word in zip(elements, words, strict=False):
        if element.optional:
            return True
        if not element.takes(word):
            return False
    return True


@cache
def _index() -> _Index:
    return _Index()


def tagged(tokens: list[Token]) -> list[Tag]:
    """Every concept in its places, those of innocent phrases left out."""
    present = _languages(tokens)
    found, harmless = list[Tag](), list[Tag]()
    words = [token.text for token in tokens] + [STOP] * _AHEAD
    going_on = _going_on_in({*words})
    for first in range(len(tokens)):
        entered = _starting(words[first], words[first + 1]) if words[first] else ()
        if len(entered) > _FEW:
            entered = going_on(*words[first : first + 1 + _AHEAD])
        for entry in entered:
            if entry.language and entry.language not in present:
                continue
            last = _end(entry.elements, 1, tokens, first + 1)
            if last is not None:
                (harmless if entry.concept == _INNOCENT else found).append(Tag(entry.concept, first, last))
    return _weighed(found, harmless)


def _weighed(found: list[Tag], harmless: list[Tag]) -> list[Tag]:
    """Tags without those in innocent phrases and without a `no` that is part of a question (`can or cannot`)."""
    reached = {place for tag in found for place in range(tag.first + 1, tag.last) if tag.concept == "EXCHANGE"}
    innocent = {place for tag in harmless if tag.first not in reached for place in range(tag.first, tag.last)}
    asked = {place for tag in found if tag.concept == "ASK" for place in range(tag.first + 1, tag.last)}
    urged = {place for tag in found if tag.concept in _YES for place in range(tag.first, tag.last)}
    return [
        tag
        for tag in found
        if innocent.isdisjoint(range(tag.first, tag.last))
        and not (tag.concept in _NO and (tag.first in asked or tag.last - 1 in urged))
    ]


def _languages(tokens: list[Token]) -> set[str]:
    """Languages that the small words of the text belong to."""
    small = _index().small
    counted = Counter(language for token in tokens for language in small.get(token.text, ()))
    most = max(counted.values(), default=0)
    return {language for language, count in counted.items() if count >= _SHARE * most} or {*LANGUAGES}


def _end(elements: tuple[Element, ...], at: int, tokens: list[Token], place: int) -> int | None:
    """Where the phrase ends, None when it does not stand here."""
    if at == len(elements):
        return place
    element = elements[at]
    word = tokens[place].text if place < len(tokens) else STOP
    if word and element.takes(word) and (last := _end(elements, at + 1, tokens, place + 1)) is not None:
        return last
    if not element.optional:
        return None
    for skipped in range(element.gap + 1):
        if (last := _end(elements, at + 1, tokens, place + skipped)) is not None:
            return last
        if place + skipped >= len(tokens) or tokens[place + skipped].text == STOP:
            return None
    return None
