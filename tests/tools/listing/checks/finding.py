"""Findings of this part alone."""

from datetime import date
from typing import Any

from tests.tools.listing.checks.cases import market_of
from tools.listing.checks.registry import rule_findings
from tools.listing.context import context_of
from tools.listing.contract import Listing
from tools.listing.finding import Finding


def found(marketplace: str, on: date = date(2026, 11, 22), **fields: Any) -> list[Finding]:
    """What the checks say of a listing."""
    listing = Listing.model_validate({"marketplace": marketplace, **fields})
    return rule_findings(listing, context_of(listing, market_of(marketplace), on))


def of(findings: list[Finding], rule_id: str) -> list[Finding]:
    """Those of one rule, also where it stands beside another."""
    return [each for each in findings if rule_id in (each.rule_id, *each.also)]
