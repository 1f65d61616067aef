"""Japanese phrases with blanks, points or hyphens between their signs: `期間・限定`, `高　品　質`."""

import re
from dataclasses import dataclass
from itertools import pairwise

_SIGN = "[ぁ-ゖァ-ヺー一-鿿々]"
_GAP = re.compile(rf"(?<={_SIGN})[ ・\-](?={_SIGN}|\d)|(?<=\d)[ ・\-](?={_SIGN})")
_REACH = 10
"""Signs before a gap at which a phrase over it may begin."""
_WORD = 2
"""Signs that each part of a phrase parted at the joint of its words has."""


@dataclass(frozen=True)
class Closed:
    """A folded text without single gaps between Japanese signs.

    Attributes:
        text: Without them.
        places: Of every character in the folded text.
        starts: Where a phrase over a gap may begin, in order.
    """

    text: str
    places: list[int]
    starts: list[int]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """In the folded text; None where the gaps part other words than the phrase has, or nothing."""
        gaps = [at for at in range(start + 1, end) if self._gap(at)]
        if not gaps:
            return None
        parts = [right - left for left, right in pairwise([start, *gaps, end])]
        every = len(gaps) == end - start - 1 and (len(parts) > _WORD or (self._edge(start) and self._edge(end)))
        return (self.places[start], self.places[end - 1] + 1) if every or min(parts) >= _WORD else None

    def _gap(self, at: int) -> bool:
        return self.places[at] - self.places[at - 1] > 1

    def _edge(self, at: int) -> bool:
        return at in (0, len(self.text)) or self._gap(at) or not (self.text[at - 1].isalpha() and self.text[at].isalpha())


def closed(text: str) -> Closed | None:
    """A folded text with its gaps closed; None where it has none."""
    gaps = {found.start() for found in _GAP.finditer(text)}
    if not gaps:
        return None
    places = [place for place in range(len(text)) if place not in gaps]
    after = [at for at, (left, right) in enumerate(pairwise(places), 1) if right - left > 1]
    starts = {start for at in after for start in range(max(0, at - _REACH), at)}
    return Closed("".join(text[place] for place in places), places, sorted(starts))
