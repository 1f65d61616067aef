"""Whether a word for a material means the material: `slow down` and `fer à repasser` do not."""

import re
from collections.abc import Iterable
from functools import cache

from tools.listing.facts.matching import data, one_of, plain

_REACH = 24
_PARTS = re.compile(r"[^\W_]+")


def is_meant(low: str, start: int, end: int, language: str) -> bool:
    """Whether the word at a place, known as the name of a material, is used so.

    Args:
        low: The text, plain.
        start: First character of the word.
        end: The one after its last.
        language: Of the word.
    """
    word = low[start:end]
    wanted = _wanted(language).get(word)
    if wanted is not None and not _covers(wanted, low, start, end):
        return False
    return word not in _doubtful() or not _covers(_idioms(), low, start, end)


def _covers(pattern: re.Pattern[str], low: str, start: int, end: int) -> bool:
    near = pattern.finditer(low, max(0, start - _REACH), end + _REACH)
    return any(match.start() <= start and match.end() >= end for match in near)


@cache
def _wanted(language: str) -> dict[str, re.Pattern[str]]:
    given = data("meant")["only_in"].get(language, {})
    return {word: _pattern(form.replace("~", word) for form in forms) for word, forms in given.items()}


@cache
def _idioms() -> re.Pattern[str]:
    return _pattern(data("meant")["not_in"])


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{one_of((plain(form) for form in forms), blank='[ -]')})(?![a-z0-9])")


@cache
def _doubtful() -> frozenset[str]:
    """Words of the expressions; of scripts without blanks their beginnings."""
    forms = [plain(form) for form in data("meant")["not_in"]]
    signs = {form[:end] for form in forms if not form.isascii() for end in range(1, len(form) + 1)}
    return frozenset(part for form in forms for part in _PARTS.findall(form)) | signs
