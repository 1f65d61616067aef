"""Whether words around a fact say that it is not of the product itself: another thing it fits, a part, an accessory, a denial."""

import re
from functools import cache

from tools.listing.facts.fact import Fact
from tools.listing.facts.matching import data, one_of, plain
from tools.listing.facts.measures import clause
from tools.listing.facts.naming import languages_of, spans

_WORDS_BEFORE = 30


@cache
def _foreign() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words, after = data("consistency")["foreign"], data("consistency")["foreign_after"]
    latin = one_of((plain(word) for word in words if word.isascii() or not _is_sign(word)), blank="[ -]")
    signs = one_of(word for word in words if _is_sign(word))
    follow = one_of((plain(word) for word in after if not _is_sign(word)), blank="[ -]")
    signs_after = one_of(word for word in after if _is_sign(word))
    return (
        re.compile(rf"(?<![a-z0-9])(?:{latin})(?![a-z0-9])|(?:{signs})"),
        re.compile(rf"[ \-]?(?:(?:{follow})(?![a-z])|(?:{signs_after}))"),
    )


def _is_sign(word: str) -> bool:
    return not word.isascii() and ord(word[0]) > 0x2E80


def is_foreign(low: str, fact: Fact, *, reach: int = _WORDS_BEFORE) -> bool:
    """Whether the clause says the fact is of something else."""
    left, right = clause(low, fact.start, fact.end, before=reach)
    before, after = _foreign()
    return bool(before.search(left) or after.match(right))


def of_part(low: str, language: str, fact: Fact, known: frozenset[str]) -> bool:
    """Whether a part of the product stands in the same clause, which `known`, the product's own terms, do not name."""
    left, right = clause(low, fact.start, fact.end, before=26, after=26)
    named = (
        hit for each in languages_of(low, language) for side in (left, right) for hit in spans(side, each, "part", "product")
    )
    return any(all(term.kind == "part" and term.id not in known for term in meant) for _, _, meant in named)


def of_product(low: str, language: str, fact: Fact, known: frozenset[str]) -> bool:
    """Whether the word for the product itself follows at once: `600 ml bottle`.

    Args:
        low: The text, plain.
        language: Its language.
        fact: A fact of it.
        known: Ids of terms for the product.
    """
    _, right = clause(low, fact.start, fact.end, after=40)
    for each in languages_of(low, language):
        first = next(spans(right, each, "product", "part"), None)
        if first and first[0] <= 24 and known & {term.id for term in first[2]}:
            return True
    return False
