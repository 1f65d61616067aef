"""Whether words around a fact say that it is not of the product itself: another thing it fits, a part, an accessory, a denial."""

import re
from functools import cache, lru_cache

from tools.listing.facts.compounds import compound
from tools.listing.facts.fact import Fact
from tools.listing.facts.matching import data, one_of, plain
from tools.listing.facts.measures import clause
from tools.listing.facts.naming import Span, languages_of, spans
from tools.listing.terms import Term

_WORDS_BEFORE = 30
_JOINED = re.compile(r"-[^\W\d_]")
"""After a part that only describes the next word: `Akku-Staubsauger`."""


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
    own = _own_thing(language, fact)
    if own:
        return all(term.kind == "part" and term.id not in known for term in own)
    left, right = clause(low, fact.start, fact.end, before=26, after=26)
    begin, end = fact.start - len(left), fact.end + len(right)
    near = (
        meant
        for things in _things(low, language)
        for at, until, meant in things
        if begin <= at < end and begin < until <= end and not _JOINED.match(low, until)
    )
    return any(all(term.kind == "part" and term.id not in known for term in meant) for meant in near)


def of_product(low: str, language: str, fact: Fact, known: frozenset[str]) -> bool:
    """Whether the word for the product itself follows at once: `600 ml bottle`.

    Args:
        low: The text, plain.
        language: Its language.
        fact: A fact of it.
        known: Ids of terms for the product.
    """
    if not known:
        return False
    own = _own_thing(language, fact)
    if own:
        return bool(known & {term.id for term in own})
    _, right = clause(low, fact.start, fact.end, after=40)
    with_it = _foreign()[1]
    for things in _things(low, language):
        first = next((thing for thing in things if thing[1] > fact.end), None)
        is_near = first is not None and first[1] <= fact.end + len(right) and first[0] <= fact.end + 24
        if first and is_near and known & {term.id for term in first[2]} and not with_it.match(low, first[1]):
            return True
    return False


def _own_thing(language: str, fact: Fact) -> tuple[Term, ...]:
    """Products and parts that the word itself names: `Silikondeckel`."""
    read = compound(fact.text.lower()) if language == "de" and fact.kind == "material" else None
    return read.thing if read else ()


@lru_cache(maxsize=64)
def _things(low: str, language: str) -> tuple[tuple[Span, ...], ...]:
    """Products and parts that a text names, by language; asked for each of its facts."""
    return tuple(tuple(spans(low, each, "product", "part")) for each in languages_of(low, language))
