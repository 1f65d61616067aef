"""Names as people write them, matched to names that are known."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

_SIMILAR = 72
_SHOWN = 5


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """The known names most like this one, best first; none when nothing is alike.

    Args:
        name: As written.
        known: All names of its kind.
    """
    found = process.extract(name.lower(), {k: k.lower() for k in known}, scorer=fuzz.ratio, limit=_SHOWN, score_cutoff=_SIMILAR)
    return [key for _, _, key in found]


def word_pattern(word: str) -> str:
    """Pattern of a word: bounded for Latin letters, anywhere for Chinese."""
    escaped = re.escape(word.lower())
    return rf"(?<![a-z0-9_\-]){escaped}(?![a-z0-9_])" if word.isascii() else escaped
