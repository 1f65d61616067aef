"""Which keywords the texts of a listing hold.

A keyword is covered when all its words stand in the texts that buyers search together: title, highlights, bullets and search
terms, in one of them or spread over several, as Amazon matches them. What only the description says does not count.
"""

import operator
import re
from functools import lru_cache

from tools.listing.contract import Keyword
from tools.listing.draft import Coverage, CoveredTerm, Draft
from tools.listing.rewrite.words import same_word, tokens, words_of
from tools.listing.terms import folded

FIELDS = ("title", "highlights", "bullets", "search_terms")
"""What buyers search, as one group."""
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")


@lru_cache(maxsize=4096)
def stems(text: str, language: str) -> frozenset[str]:
    """The words of a text for comparing, small words aside; parts of compounds with a hyphen too."""
    small = words_of(language).linking
    text = _THOUSANDS.sub("", text)
    found = [text[start:end] for start, end in tokens(text, language)]
    parted = [part for word in found for part in (word, *word.split("-")) if part]
    return frozenset(same_word(word, language) for word in parted if word.lower() not in small)


def text_of(draft: Draft, field: str) -> str:
    """A field of a draft as one text."""
    return "\n".join(draft.bullets) if field == "bullets" else getattr(draft, field) or ""


def holds(text: str, term: str, language: str) -> bool:
    """Whether a text has all words of a term; plural and singular are one."""
    if words_of(language).together:
        plain = folded(text)
        return all(folded(part) in plain for part in term.split())
    return wanted(term, language) <= stems(text, language)


@lru_cache(maxsize=4096)
def wanted(term: str, language: str) -> frozenset[str]:
    """The words of a term that a text must have."""
    small = words_of(language).linking
    term = _THOUSANDS.sub("", term)
    return frozenset(same_word(term[a:b], language) for a, b in tokens(term, language) if term[a:b].lower() not in small)


def holding(draft: Draft, term: str, language: str) -> list[str]:
    """Fields that hold a term: each by itself, else the first ones that do so together."""
    texts = {field: text for field in FIELDS if (text := text_of(draft, field))}
    alone = [field for field, text in texts.items() if holds(text, term, language)]
    if alone or not holds("\n".join(texts.values()), term, language):
        return alone
    needed: list[str] = []
    missing = {*(term.split() if words_of(language).together else wanted(term, language))}
    for field, text in texts.items():
        had = {
            word
            for word in missing
            if (folded(word) in folded(text) if words_of(language).together else word in stems(text, language))
        }
        needed += [field] if had else []
        missing -= had
    return needed


def coverage(keywords: list[Keyword], before: Draft, after: Draft, language: str, not_used: list[dict[str, str]]) -> Coverage:
    """How many of the keywords two versions of the texts hold."""
    terms = [
        CoveredTerm(
            term=word.term,
            volume=word.volume,
            before=holding(before, word.term, language),
            after=holding(after, word.term, language),
        )
        for word in keywords
    ]
    by_volume = bool(keywords) and all(word.volume is not None for word in keywords) and any(word.volume for word in keywords)
    weights = [float(word.volume or 0) if by_volume else 1.0 for word in keywords]
    before_and_after = [[bool(term.before) for term in terms], [bool(term.after) for term in terms]]
    rates = [sum(map(operator.mul, weights, found)) / sum(weights) if keywords else None for found in before_and_after]
    held = {term.term for term in terms if term.after}
    left_out = [entry for entry in not_used if entry["term"] not in held]
    return Coverage(terms=terms, rate_before=rates[0], rate_after=rates[1], by_volume=by_volume, not_used=left_out)
