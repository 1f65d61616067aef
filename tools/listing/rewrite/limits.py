"""How long and how many the texts of a listing may be in its store on its day."""

from dataclasses import dataclass
from typing import Any

from knowledge.document import Document
from tools.listing.checks.goods import goods_of
from tools.listing.context import Context
from tools.listing.contract import Listing

_TEXTS = {"title": "title", "title_multilang": "title", "item_highlights": "highlights", "description": "description"}
_BULLETS = ("bullet_point", "key_features")


@dataclass(frozen=True)
class Limit:
    """A bound and the rule that sets it.

    Attributes:
        rule: None for one that the operator asks for.
        hard: The store's own bound, where the operator asks for less.
    """

    most: int
    rule: Document | None = None
    hard: int | None = None


@dataclass(frozen=True)
class Limits:
    """Bounds of the texts; None where no rule sets one.

    Attributes:
        title, highlights, description: Characters.
        bullet, bullets_total: Characters of one and of all together.
        least_bullets, most_bullets: How many.
        shortest_bullet: Characters.
        terms: Bytes of the search terms in UTF-8.
    """

    title: Limit | None = None
    highlights: Limit | None = None
    description: Limit | None = None
    bullet: Limit | None = None
    bullets_total: Limit | None = None
    least_bullets: Limit | None = None
    most_bullets: Limit | None = None
    shortest_bullet: Limit | None = None
    terms: Limit | None = None


def limits_of(context: Context, listing: Listing) -> Limits:
    """The tightest bounds that hold; an unverified one counts for titles, else only where there is no other.

    Args:
        context: The store, its day and rules.
        listing: Its category and product type decide on exceptions.
    """
    goods = goods_of(listing.category or "", listing.product_type or "")
    found: dict[str, list[Limit]] = {}
    for rule in context.rules:
        if _applies(rule.value, goods, context):
            for name, most in _bounds(rule):
                found.setdefault(name, []).append(Limit(most, rule))
    return Limits(**{name: _tightest(name, limits) for name, limits in found.items()})


def _applies(value: dict[str, Any], goods: frozenset[str], context: Context) -> bool:
    wanted = {*value.get("categories", ())}
    barred = {*value.get("excluded_product_types", ())}
    return (
        (not wanted or bool(wanted & goods))
        and not barred & goods
        and context.market.code not in value.get("excluded_marketplaces", ())
    )


def _bounds(rule: Document) -> list[tuple[str, int]]:
    value, field = rule.value, str(rule.value.get("field") or rule.field or "")
    found: list[tuple[str, int | None]] = []
    if field in _TEXTS:
        found.append((_TEXTS[field], value.get("max_chars") or (value.get("title_max") if field == "title" else None)))
    if field in _BULLETS:
        named = {"bullet": "max_chars", "bullets_total": "total_max_chars", "least_bullets": "min_count"}
        named |= {"most_bullets": "max_count", "shortest_bullet": "min_chars"}
        found += [(name, value.get(key)) for name, key in named.items()]
    if field == "search_terms":
        found.append(("terms", value.get("max_bytes")))
    return [(name, most - (name == "bullets_total")) for name, most in found if isinstance(most, int)]


def _tightest(name: str, limits: list[Limit]) -> Limit:
    sure = [limit for limit in limits if limit.rule is None or limit.rule.confidence != "low"]
    verified = limits if name == "title" else sure
    least = name in ("least_bullets", "shortest_bullet")
    return (max if least else min)(verified or limits, key=lambda limit: limit.most)
