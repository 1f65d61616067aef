"""American, British, Canadian and Australian spelling and words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from prompts import listing_data

_COLUMN = {"en-US": "us", "en-GB": "gb", "en-CA": "ca", "en-AU": "au"}


@dataclass(frozen=True)
class Respelled:
    """A text in the English of a market; `changes`: words before and after, in order."""

    text: str
    changes: list[tuple[str, str]]


def respelled(text: str, source: str, target: str, protected: Iterable[tuple[int, int]] = ()) -> Respelled:
    """English of one country in that of another: colour, aluminium, torch.

    Whole words only, capitals kept, the longest first. Only pairs safe in every product text are applied, and
    only where the word of the source country means nothing else.

    Args:
        text: In English.
        source: `en-US`, `en-GB`, `en-CA`, `en-AU`.
        target: Likewise.
        protected: Spans that stay: brands, codes, addresses.
    """
    pairs = _pairs(source, target)
    kept = [*protected, *(match.span() for match in _CODES.finditer(text))]
    changes: list[tuple[str, str]] = []

    def replaced(match: re.Match[str]) -> str:
        if any(match.start() < end and start < match.end() for start, end in kept):
            return match[0]
        after = _in_case(match[0], pairs[match[0].lower()])
        changes.append((match[0], after))
        return after

    return Respelled(_pattern(source, target).sub(replaced, text) if pairs else text, changes)


_CODES = re.compile(r"\S*(?:@|://|www\.)\S*|[\w-]*\d[\w-]*|\b[\w-]+\.(?:com|net|org|co|de|io)\b", re.IGNORECASE)


def _in_case(before: str, after: str) -> str:
    letters = [letter for letter in before if letter.isalpha()]
    if len(letters) > 1 and all(letter.isupper() for letter in letters):
        return after.upper()
    if " " in before and all(word[:1].isupper() for word in before.split()):
        return " ".join(word[:1].upper() + word[1:] for word in after.split(" "))
    return after[:1].upper() + after[1:] if before[:1].isupper() else after


@cache
def _pairs(source: str, target: str) -> dict[str, str]:
    """What is replaced: folded words of the source country, each with one meaning."""
    if source == target or not {source, target} <= {*_COLUMN}:
        return {}
    data, own, other = listing_data("spelling"), _COLUMN[source], _COLUMN[target]
    rows = [row for part in data["tables"] for row in part["rows"] if "auto" in row]
    doubtful = {row[own].lower() for row in rows if not row["auto"]}
    if own != "us":
        doubtful |= {each.lower() for each in data["reverse_ambiguous"]}
    found: dict[str, set[str]] = {}
    for row in rows:
        if row["auto"]:
            found.setdefault(row[own].lower(), set()).add(row[other])
    return {
        word: forms.copy().pop()
        for word, forms in found.items()
        if len(forms) == 1 and word not in doubtful and {word} != {*forms}
    }


@cache
def _pattern(source: str, target: str) -> re.Pattern[str]:
    words = sorted(_pairs(source, target), key=len, reverse=True)
    return re.compile(rf"(?<![\w’'-])(?:{'|'.join(map(re.escape, words))})(?![\w’'])", re.IGNORECASE)
