"""Figures of the kind that a question wants: a document without a price is no answer to how much."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from knowledge.hits import Hit, Search

LACKING = 0.01
"""Taken off a document that holds no figure of a kind that the question asks for."""

MORE = 5
"""Documents to look at beyond those to be shown, as some may move up."""

_FILE = Path(__file__).with_suffix(".yaml")


@cache
def _kinds() -> dict[str, dict[str, re.Pattern[str]]]:
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {kind: {side: re.compile("|".join(parts)) for side, parts in sides.items()} for kind, sides in content.items()}


def wanted(query: str) -> list[str]:
    """Kinds of figures that a question asks for: `money`, `duration`."""
    return [kind for kind, patterns in _kinds().items() if patterns["asked"].search(query.lower())]


def fitting(search: Search, query: str, k: int) -> Search:
    """What was found, documents first that hold what the question asks for.

    A rule lies near a question for its cost, its duration or the fine for breaking it, and may tell nothing of that:
    then it is no basis.

    Args:
        search: With more hits than are to be shown.
        query: The question.
        k: How many to show.
    """
    kinds = wanted(query)
    lacking = {hit.document.id for hit in search.hits if any(not _tells(hit, kind) for kind in kinds)}
    hits = [replace(hit, score=round(hit.score - LACKING, 4)) if hit.document.id in lacking else hit for hit in search.hits]
    hits = sorted(hits, key=lambda hit: -hit.score)[:k]
    return replace(search, hits=hits, basis=search.basis and not (hits and hits[0].document.id in lacking))


def _tells(hit: Hit, kind: str) -> bool:
    return any(_kinds()[kind]["told"].search(text.lower()) for text in (hit.text, *hit.document.texts.values()))
