"""What a question to the knowledge base names: platforms, countries, and what the library holds nothing of."""

import re
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from typing import Any

from knowledge.hits import Hit, Search
from knowledge.index import KnowledgeIndex
from knowledge.scope import Named, Scope, only, place_code
from tools.core.numerals import whole_number
from tools.marketplaces.naming import WRITTEN_IN_CAPITALS, named_countries, named_platforms, other_platforms

_ABBREVIATION = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,6}(?![A-Za-z0-9])")
_OWN_WORDS = {"SKU", "ASIN", "FBA", "FBM", "EU", "OK", "SOP", "PO", "ID", "VS", *WRITTEN_IN_CAPITALS}
"""Abbreviations that say little of what is asked."""
_NUMBER = r"(?<![\d.几数])(\d{1,4}|[一二两三四五六七八九十百千零]+)多?\s*-?"
_AGES = ((re.compile(_NUMBER + r"(?:天|days?\b)"), 1), (re.compile(_NUMBER + r"(?:个月|months?\b)"), 30.4))
"""Ages as written, and how many days each unit has."""
_YEAR = re.compile(r"(?<![\d/])20[1-4]\d(?![\d/])")


def named_in(query: str, language: str) -> Named:
    """Platforms, places and ages in days that a question names."""
    # Sellers say where they sell from (从中国发到美国, duties on China); what is asked is where they sell to.
    places = frozenset(place_code(code) for code in named_countries(query, language)) - {"CN"}
    days = [round(whole_number(match[1]) * unit) for pattern, unit in _AGES for match in pattern.finditer(query)]
    return Named(frozenset(named_platforms(query)), places, frozenset(days))


def compared(query: str, named: Named, index: KnowledgeIndex, *, scope: Scope, k: int, **conditions: Any) -> Search:
    """The nearest documents; for a question that names several platforms or places, the nearest for each of them.

    Args:
        query: The question.
        named: What it names.
        index: Where documents are.
        scope: What documents must meet.
        k: How many documents at most.
        conditions: Further arguments of `KnowledgeIndex.search`.
    """
    if len(named.apart) < 2 or scope.platform or scope.place:
        return index.search(query, scope=scope, named=named, k=k, **conditions)
    searches = [
        index.search(
            query, scope=replace(scope, platform=platform, place=place), named=only(named, platform, place), k=k, **conditions
        )
        for platform, place in named.apart
    ]
    turns = zip_longest(*(search.hits for search in searches))
    hits = {hit.document.id: hit for turn in turns for hit in turn if hit}
    best = sorted([*hits.values()][: max(k, len(searches))], key=lambda hit: -hit.score)
    basis = any(search.basis for search in searches)
    return Search(best, basis, None if basis else next((search.gap for search in searches if search.gap), None))


def is_about(search: Search, named: Named, query: str, held_places: set[str]) -> bool:
    """Whether what was found is about what a question names.

    A rule of another platform, or one that holds only elsewhere, is no basis, however near it is; nor is any document
    for a country of which the library holds nothing, or for a platform or an abbreviation (KC, VOEC) that none of
    the documents found mentions. What a team added itself is trusted to be about its countries.

    Args:
        search: What was found.
        named: What the question names.
        query: The question.
        held_places: Codes of places that documents are about.
    """
    if not search.hits or named.misses(search.hits[0].document):
        return False
    told = " ".join(_all_told(hit) for hit in search.hits).lower()
    if not all(name in told for name in other_platforms(query)):
        return False
    if not all(_mentioned(term, told) for term in _ABBREVIATION.findall(query) if term not in _OWN_WORDS):
        return False
    return search.hits[0].document.origin == "user" or named.places - {"EU"} <= held_places


def is_of_other_year(search: Search, query: str, as_of: date | None) -> bool:
    """Whether the best document bears a year in its title (Prime Day 2026) that is none of those asked about.

    Titles of laws name the years in which they begin and end; such a document is about others too.

    Args:
        search: What was found.
        query: The question.
        as_of: The day it is about, where it names one.
    """
    asked = {*_YEAR.findall(query), *([str(as_of.year)] if as_of else [])}
    best = [hit for hit in search.hits[:1] if hit.document.kind != "compliance"]
    titled = {year for hit in best for title in hit.document.titles.values() for year in _YEAR.findall(title)}
    told = " ".join(_all_told(hit) for hit in best)
    return bool(asked and titled) and not any(year in told for year in asked)


def _all_told(hit: Hit) -> str:
    document = hit.document
    asked = [question for questions in document.questions.values() for question in questions]
    return " ".join([document.id, *document.titles.values(), *document.texts.values(), *asked])


def _mentioned(term: str, told: str) -> bool:
    return re.search(rf"(?<![a-z0-9]){term.lower()}(?![a-z])", told) is not None
