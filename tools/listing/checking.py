"""All checks of one listing."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from knowledge.document import Document
from tools.listing.checks.registry import rule_findings, unanswered
from tools.listing.context import context_of
from tools.listing.contract import LISTING_FIELDS, Listing
from tools.listing.facts.consistency import consistency_findings
from tools.listing.finding import Finding
from tools.listing.market import Market, rules_of, wording_of
from tools.listing.phrases.wording import wording_findings

_ORDER = {field: place for place, field in enumerate((*LISTING_FIELDS, "images", "listing"))}


@dataclass(frozen=True)
class Checked:
    """Findings, and which rules were asked and which a text cannot answer."""

    language: str
    findings: list[Finding]
    rule_ids: list[str]
    unchecked: list[str]


def check(listing: Listing, market: Market, on: date) -> Checked:
    """Every check of a listing in a store on a day.

    Args:
        listing: The listing; its own marketplace is not read.
        market: The store.
        on: The day whose rules count.
    """
    context = context_of(listing, market, on)
    found = [
        *rule_findings(listing, context),
        *wording_findings(listing, context),
        *consistency_findings(listing, context),
    ]
    asked, unchecked = _asked(market, on)
    return Checked(context.language, sorted(found, key=_place), [*asked], [*unchecked])


@cache
def _asked(market: Market, on: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of the rules that are asked, and of those that a text cannot answer."""
    rules, left = rules_of(market, on), unanswered(rules_of(market, on))
    return tuple(rule.id for rule in (*rules, *wording_of(market, on)) if rule.id not in left), tuple(left)


def named_rules(findings: list[Finding], market: Market, on: date) -> list[Document]:
    """The rules of the library that findings name, in their order, each once."""
    known = {rule.id: rule for rule in (*rules_of(market, on), *wording_of(market, on))}
    return [known[name] for name in dict.fromkeys(found.rule_id for found in findings) if name in known]


def _place(found: Finding) -> tuple[bool, int, int, int]:
    start = found.span[0] if found.span else -1
    return (found.severity != "block", _ORDER.get(found.field, len(_ORDER)), found.index or 0, start)
