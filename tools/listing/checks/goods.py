"""Kinds of goods that rules make exceptions for."""

import re
from functools import cache, lru_cache

from tools.listing.checks.data import words

_STEPS = re.compile(r"[>/|:›»\\]+")


@cache
def _kinds() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, names in words("goods").items():
        for name in names:
            found.setdefault(_plain(name), set()).add(kind)
    return {name: frozenset(kinds) for name, kinds in found.items()}


@lru_cache(maxsize=4096)
def goods_of(category: str, product_type: str) -> frozenset[str]:
    """Kinds that a step of the category path or the product type names exactly.

    Only whole names count: a `Book light` is no book.
    """
    steps = [_plain(step) for step in (*_STEPS.split(category), product_type)]
    return frozenset(kind for step in steps for kind in _kinds().get(step, ()))


def _plain(name: str) -> str:
    return re.sub(r"[\s_\-]+", " ", name).strip().casefold()
