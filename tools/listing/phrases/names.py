"""Names: the brand, which may hold any word; the seller's; those of others that are not to be used."""

import re
from collections.abc import Iterator
from functools import lru_cache

from tools.listing.phrases.fold import Folded, fold
from tools.listing.phrases.groups import kept


@lru_cache(maxsize=4096)
def name_pattern(name: str) -> re.Pattern[str] | None:
    """A name as a whole word in folded text; None for one without letters."""
    words = [re.escape(word) for word in fold(name.strip()).text.split()]
    if not any(each.isalnum() for each in name):
        return None
    written = r"[\s\-]+".join(words)
    ends = (r"(?<![a-z0-9])" if written[0].isascii() else "", r"(?![a-z0-9])" if written[-1].isascii() else "")
    return re.compile(f"{ends[0]}{written}{ends[1]}")


def places_of(name: str | None, folded: Folded) -> list[tuple[int, int]]:
    """Where a name stands in a text."""
    pattern = name_pattern(name) if name else None
    return [found.span() for found in pattern.finditer(folded.text)] if pattern else []


@lru_cache(maxsize=16)
def _before(kind: str) -> re.Pattern[str]:
    return re.compile(kept("cues")[kind])


def foreign_names(names: tuple[str, ...], folded: Folded) -> Iterator[tuple[int, int]]:
    """Names of others in a text; `compatible with` one is allowed."""
    for name in names:
        for start, end in places_of(name, folded):
            before = folded.text[max(0, start - 40) : start]
            if not _before("compatible").search(before):
                yield start, end
