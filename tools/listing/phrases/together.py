"""Phrases whose words a text joins or parts in another way: `moneyback`, `life-time`, `e-bay`, `mothers day`."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from tools.listing.phrases.fold import Folded
from tools.listing.phrases.groups import articles

if TYPE_CHECKING:
    from tools.listing.phrases.lexicon import Phrase

_MOST = 4
"""Words of a text that are put together."""
_LEAST = 7
"""Letters that words put together over a space, or written as one, must have."""
_PART = 3
"""Letters that a part of a word has, but for hyphens."""
_HEAD = 5
"""First letters by which words are passed over."""
_HYPHENED = 4
"""Letters that suffice over hyphens."""


@dataclass
class Together:
    """Phrases by their letters without what parts their words."""

    _by_letters: dict[str, list[tuple[int, "Phrase"]]] = field(default_factory=lambda: defaultdict(list))
    _heads: set[str] = field(default_factory=set)

    def put(self, phrase: "Phrase", words: list[str], endings: set[str]) -> None:
        """Keep a phrase.

        Args:
            phrase: As found.
            words: Its folded words.
            endings: Forms of the last word.
        """
        if all(word.isalnum() for word in words):
            for ending in endings:
                letters = "".join(words[:-1]) + ending
                if len(letters) >= _HYPHENED:
                    self._by_letters[letters].append((len(words), phrase))
                    self._heads.update(letters[:size] for size in range(1, _HEAD + 1))

    def found(self, folded: Folded) -> list[tuple[int, int, "Phrase"]]:
        """First and last word of every phrase that is written in more words, or fewer, than it is listed with."""
        found, words, heads = [], folded.words, self._heads
        for at in [at for at, word in enumerate(words) if word[:_HEAD] in heads]:
            letters = ""
            for last in range(at, min(at + _MOST, len(words))):
                letters += words[last]
                if letters in self._by_letters:
                    found += [(at, last, phrase) for phrase in self._otherwise(folded, at, last, letters)]
        return found

    def _otherwise(self, folded: Folded, first: int, last: int, letters: str) -> list["Phrase"]:
        """Phrases listed with another number of words, but of groups that list this one too."""
        listed, count = self._by_letters[letters], last + 1 - first
        told = {id(phrase.group) for words, phrase in listed if words == count}
        fewest = _fewest(folded, first, last, letters)
        return [phrase for words, phrase in listed if words != count and words >= fewest and id(phrase.group) not in told]


def _fewest(folded: Folded, first: int, last: int, letters: str) -> int:
    """Words that a phrase has at least: a word may be cut at hyphens, and between parts that are no articles or the like."""
    spans, words = folded.spans[first : last + 1], folded.words[first : last + 1]
    if len(words) > 1 and all(folded.text[left[1] : right[0]] == "-" for left, right in pairwise(spans)):
        return 1
    if len(letters) < _LEAST:
        return _MOST + 1
    return 1 if all(len(word) >= _PART and word not in articles() for word in words) else len(words)
