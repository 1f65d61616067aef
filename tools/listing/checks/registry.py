"""Which check answers which rule: chosen by the keys of the rule's `value`."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from knowledge.document import Document
from tools.listing.checks import capitals, characters, codes, counts, images, language, lengths, markup, names, repeats
from tools.listing.checks.data import words
from tools.listing.checks.fault import Check, Fault, Maker
from tools.listing.checks.merging import findings_of
from tools.listing.checks.page import IMAGES, Page
from tools.listing.checks.required import required_faults
from tools.listing.context import Context
from tools.listing.contract import Listing
from tools.listing.finding import Finding
from tools.listing.market import Market, rules_of

_TEXT_MODULES = (lengths, counts, repeats, characters, capitals, markup, language, names, codes)
_OF_TEXTS: dict[str, Maker] = {key: maker for module in _TEXT_MODULES for key, maker in module.MAKERS.items()}
_TOKENS: dict[str, Maker] = {
    "all_caps": lambda rule, _: capitals.all_caps(rule),
    "special_chars": lambda rule, _: characters.special(rule),
    "gimmick_chars": lambda rule, _: characters.special(rule),
    **{token: markup.active(token) for token in markup.ACTIVE},
}
"""Checks of single words that a rule lists under `forbidden`; other words there are a matter of wording."""


def rule_findings(listing: Listing, context: Context) -> list[Finding]:
    """Breaches of every rule on listings but those on wording, and duties that the listing does not show.

    Args:
        listing: The listing.
        context: Store, day and language; its rules are those of the store on that day.
    """
    page = Page(listing, context)
    faults = [fault for check in _plan(context.market, context.on) for fault in check(page)]
    return findings_of([*faults, *required_faults(page)], context.market)


def unanswered(rules: tuple[Document, ...]) -> list[str]:
    """Ids of rules on listings that texts and facts of a listing cannot answer; `unanswered.yaml` says why."""
    return [rule.id for rule in rules if rule.id in words("unanswered")]


def checks_of(rule: Document) -> list[Check]:
    """The checks that answer a rule; none where it is a matter of wording or cannot be answered."""
    if rule.id in words("unanswered"):
        return []
    makers = images.MAKERS if rule.field in IMAGES else _OF_TEXTS
    keyed = [makers[key](rule, given) for key, given in rule.value.items() if key in makers]
    tokens = [] if rule.field in IMAGES else [*_listed(rule, "forbidden"), *_listed(rule, "title_forbidden")]
    pictures = [images.MAKERS["forbidden"](rule, given)] if (given := rule.value.get("image_forbidden")) else []
    return [*keyed, *(_TOKENS[token](rule, token) for token in tokens if token in _TOKENS), *pictures]


def _listed(rule: Document, key: str) -> list[str]:
    given = rule.value.get(key, [])
    return given if isinstance(given, list) else []


@cache
def _plan(market: Market, on: date) -> tuple[Check, ...]:
    rules = rules_of(market, on)
    scopes = {rule.id: _scope(rule, rules) for rule in rules}
    kept = [rule for rule in rules if market.code not in scopes[rule.id].get("excluded_marketplaces", ())]
    return tuple(_scoped(scopes[rule.id], check) for rule in kept for check in checks_of(rule))


def _scope(rule: Document, rules: tuple[Document, ...]) -> dict[str, Any]:
    """What says where a rule holds: of advice to stay below a limit, the rule of that limit."""
    if "safe_max_chars" not in rule.value:
        return rule.value
    limits = (
        other for other in rules if other.field == rule.field and other.value.get("max_chars") == rule.value["safe_max_chars"] + 1
    )
    return next((limit.value for limit in limits), rule.value)


def _scoped(scope: dict[str, Any], check: Check) -> Check:
    """The check, asked only of the goods that the rule is about."""
    outside = frozenset(scope.get("excluded_product_types", ()))
    inside = frozenset(scope.get("categories", ()))
    if not outside and not inside:
        return check

    def scoped(page: Page) -> Iterator[Fault]:
        return check(page) if not page.goods & outside and (not inside or page.goods & inside) else iter(())

    return scoped
