"""Which words of a listing a wish names, and whether it names anything else."""

import re
from functools import cache
from typing import Any

from copilot.offline.listing_words import LISTS, Wish
from copilot.offline.text import compiled
from tools.marketplaces import platform_names

_TEXTS = ("title", "highlights", "description", "search_terms")
_RUNS = re.compile(r"[a-z0-9][a-z0-9%+'./&#-]*(?: +[a-z0-9][a-z0-9%+'./&#-]*)*|[\u3040-\u30ff\u3400-\u9fff々ー]{2,}")
_SHORTEST_LATIN = 3
_DOMAIN = re.compile(r"\b[a-z]+(?:\.com?)?\.[a-z]{2,3}\b")
_MOST_UNITS = 12
_OF_THE_QUESTION = ("why", "why_of_it", "check", "verdict", "listing", "keep")
_OF_THE_WISH = (*_OF_THE_QUESTION, "this", "rewrite", "translate", "make", "same", "instead", "original", "on_day", "stores")


def named_words(wish: Wish, listing: dict[str, Any]) -> list[str]:
    """Words that a wish names: those in quotation marks, else what it shares with the texts of the listing, the longest first.

    Args:
        wish: What is asked.
        listing: Arguments of the listing.
    """
    if wish.quoted:
        return wish.quoted
    texts = " ".join([str(listing.get(name) or "") for name in _TEXTS] + [*listing.get("bullets", [])])
    folded = " ".join(texts.lower().split())
    left = wish.without(*_OF_THE_QUESTION)
    shared = [part for match in _RUNS.finditer(left) for part in _parts(match[0]) if _is_in(part, folded)]
    starts = {part: wish.low.find(part) for part in sorted(shared, key=len, reverse=True)}
    return [wish.text[start : start + len(part)] for part, start in starts.items() if start >= 0]


def is_bare(wish: Wish) -> bool:
    """Whether a wish names no subject beside the listing, its store and what to do: `再检查一遍`, `and for Germany?`."""
    left = _platforms().sub(" ", _DOMAIN.sub(" ", wish.without(*_OF_THE_WISH)))
    left = compiled(LISTS.content["small_zh"]).sub("", left)
    return not re.search("[\u3400-\u9fff]", left) and not any(map(_is_subject, re.findall("[a-z']{2,}", left)))


def _is_subject(word: str) -> bool:
    return word not in _small()


@cache
def _small() -> frozenset[str]:
    return frozenset(LISTS.content["small_en"].split())


@cache
def _platforms() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(platform_names(), key=len, reverse=True))))


def _parts(run: str) -> list[str]:
    """Runs of words, or of Chinese and Japanese characters, inside a run."""
    units = run.split() if run[0].isascii() else list(run)
    join = " " if run[0].isascii() else ""
    found = [join.join(units[start : start + count]) for start in range(len(units)) for count in range(1, _MOST_UNITS)]
    return [part for part in found if _says_something(part)]


def _says_something(part: str) -> bool:
    if part.isascii():
        return len(part) >= _SHORTEST_LATIN and any(map(_is_subject, part.split()))
    return len(part) > 1 and bool(compiled(LISTS.content["small_zh"]).sub("", part))


def _is_in(part: str, text: str) -> bool:
    return bool(re.search(rf"\b{re.escape(part)}\b", text)) if part.isascii() else part in text
