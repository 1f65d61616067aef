"""What a question to the knowledge base names: platforms, countries, and what the library holds nothing of."""

from dataclasses import replace
from itertools import zip_longest
from typing import Any

from knowledge.hits import Search
from knowledge.index import KnowledgeIndex
from knowledge.scope import Named, Scope, only, place_code
from tools.marketplaces.naming import named_countries, named_platforms, other_platforms


def named_in(query: str, language: str) -> Named:
    """Platforms and places that a question names."""
    places = frozenset(place_code(code) for code in named_countries(query, language))
    # Sellers say where they sell from (从中国发到美国); what is asked is where they sell to.
    places = places - {"CN"} or places
    return Named(frozenset(named_platforms(query)), places)


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
        index.search(query, scope=replace(scope, platform=platform, place=place), named=only(platform, place), k=k, **conditions)
        for platform, place in named.apart
    ]
    turns = zip_longest(*(search.hits for search in searches))
    hits = {hit.document.id: hit for turn in turns for hit in turn if hit}
    best = sorted([*hits.values()][: max(k, len(searches))], key=lambda hit: -hit.score)
    return Search(best, any(search.basis for search in searches))


def is_about(search: Search, named: Named, query: str) -> bool:
    """Whether the best document found is about what a question names.

    A rule of another platform, or one that holds only elsewhere, is no basis, however near it is; nor is any
    document that does not name a platform of which the library holds nothing.
    """
    if not search.hits:
        return False
    best = search.hits[0]
    told = f"{best.title} {best.text}".lower()
    return not named.misses(best.document) and all(name in told for name in other_platforms(query))
