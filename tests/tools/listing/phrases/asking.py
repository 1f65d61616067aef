"""Findings on wording of one text in one store."""

from datetime import date

from tools.listing.context import Context
from tools.listing.contract import Listing
from tools.listing.finding import Finding
from tools.listing.market import find_market, rules_of, wording_of
from tools.listing.phrases.wording import wording_findings

ON = date(2026, 11, 22)
FIELDS = {"item_highlights": "highlights", "bullet": "bullets"}


def findings(marketplace: str, language: str, field: str, text: str, **rest: object) -> list[Finding]:
    market = find_market(marketplace)
    name = FIELDS.get(field, field)
    listing = Listing.model_validate(
        {"marketplace": marketplace, "language": language, name: [text] if name == "bullets" else text, **rest}
    )
    return wording_findings(listing, Context(market, ON, language, rules_of(market, ON), wording_of(market, ON)))


def ids(found: list[Finding]) -> set[str]:
    return {each.rule_id for each in found} | {rule for each in found for rule in each.also}
