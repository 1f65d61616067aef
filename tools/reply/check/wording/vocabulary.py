"""Every word that the lexicons know, to tell whether a disguised word is one of them."""

from collections import defaultdict
from functools import cache, lru_cache

from tools.reply.check.wording.entries import entries
from tools.reply.check.wording.files import LANGUAGES, lexicon

_LEAST = 4
_WHOLE = 4
"""Shorter words are not put together from parts."""
_MOST = 20
_REMEMBERED = 16384
_PARTICLE = 2
"""A part as short as this is no word by itself."""
_CLEAR = 6
"""Letters of a word that is known with one of them wrong."""
_ENDING = 5
"""Letters that may follow a stem."""


class Vocabulary:
    """Words and stems, folded."""

    def __init__(self) -> None:
        elements = [element for entry in entries() for element in entry.elements]
        self._common = {word for language in LANGUAGES for word in lexicon(language)["function"]}
        self._words = {word for element in elements for word in element.words if word.isascii()} | self._common
        self._stems = {stem for element in elements for stem in element.stems if len(stem) >= _LEAST}
        self._long = {word for word in self._words | self._stems if len(word) >= _LEAST}
        self.whole = lru_cache(_REMEMBERED)(self._whole)
        self._misspelled = dict[str, str]()
        self._shapes = defaultdict[tuple[int, str, str], list[str]](list)
        for word in sorted(self._long):
            self._shapes[len(word), word[0], word[-1]].append(word)

    def __contains__(self, word: str) -> bool:
        return word in self._words or self._stem(word)

    def _stem(self, word: str) -> bool:
        shortest = max(_LEAST, len(word) - _ENDING)
        return any(word[:size] in self._stems for size in range(shortest, len(word) + 1))

    def _whole(self, word: str) -> bool:
        """The parts make one long word that is of weight."""
        if not _WHOLE <= len(word) <= _MOST or not word.isalpha() or word in self._common:
            return False
        return word in self._words or any(word[:size] in self._stems for size in range(max(_WHOLE, len(word) - 2), len(word) + 1))

    def ordinary(self, parts: list[str]) -> bool:
        """Words that stand beside one another in any text: `review on`, `check out`."""
        return all(len(part) > _PARTICLE for part in parts) or any(part in self._common for part in parts)

    def longest(self, letters: str, at: int) -> int:
        """Length of the longest word that begins here."""
        return next(
            (size for size in range(min(_MOST, len(letters) - at), _LEAST - 1, -1) if letters[at : at + size] in self._long), 0
        )

    def near(self, word: str) -> str:
        """The important word that this is with one letter wrong, "" when it is none."""
        if not self._misspelled:
            self._misspelled.update((part, each) for each in lexicon("signs")["misspelled"] for part in _parts(each))
        if len(word) < _CLEAR or word in self or word in lexicon("signs")["not_misspelled"]:
            return ""
        return next((self._misspelled[part] for part in _parts(word) if part in self._misspelled), "")

    def masked(self, word: str) -> str:
        """The word of which some letters are stars, "" when there is none."""
        for each in self._shapes.get((len(word), word[0], word[-1]), ()):
            if all(one in (other, "*") for one, other in zip(word, each, strict=True)):
                return each
        return ""


def _parts(word: str) -> list[str]:
    """The word, and the word without each of its letters but the first."""
    return [word, *(word[:place] + word[place + 1 :] for place in range(1, len(word)))]


@cache
def vocabulary() -> Vocabulary:
    """Built once."""
    return Vocabulary()
