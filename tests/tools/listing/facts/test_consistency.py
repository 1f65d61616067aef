"""Listings that contradict themselves or their facts, and innocent ones that look as if they did."""

from datetime import date
from typing import Any

import pytest

from prompts import message_keys
from tests.tools.listing.facts.labelled import labelled
from tools.listing.context import Context, context_of
from tools.listing.contract import Listing
from tools.listing.facts.consistency import consistency_findings
from tools.listing.facts.own_rules import own_rules
from tools.listing.finding import Finding
from tools.listing.market import find_market

CASES = labelled("consistency")


def found(listing: dict[str, Any], language: str = "en", marketplace: str = "ebay_us") -> list[Finding]:
    given, market = Listing(marketplace=marketplace, **listing), find_market(marketplace)
    context = context_of(given, market, date(2026, 11, 22))
    return consistency_findings(given, Context(market, context.on, language, context.rules, context.wording))


@pytest.mark.parametrize("case", CASES, ids=[f"{n:03}-{case.get('language', 'en')}" for n, case in enumerate(CASES)])
def test_labelled_listings(case: dict[str, Any]) -> None:
    got = [[each.rule_id, each.severity, each.text] for each in found(case["listing"], case.get("language", "en"))]
    assert sorted(got) == sorted(case["expected"])


def test_a_finding_says_both_values_and_where() -> None:
    (got,) = found({"title": "Kettle", "bullets": ["New", "Capacity: 600 ml"], "attributes": {"容量": "500毫升"}})
    assert (got.field, got.index, got.span, got.severity) == ("bullets", 1, (10, 16), "block")
    for text in (got.message, got.message_zh):
        assert "600 ml" in text and "500毫升" in text and "容量" in text
    assert got.replacement is None and got.fix and got.fix_zh
    assert got.source == "Chuhai Copilot consistency check"


def test_the_store_s_own_rule_stands_first() -> None:
    listing = {"title": "Hair Dryer 110V", "attributes": {"voltage": "220 V"}}
    (on_amazon,), (on_temu,) = found(listing, marketplace="amazon_us"), found(listing, marketplace="temu_us")
    assert (on_amazon.rule_id, on_temu.rule_id) == ("amz-claims-half-truth", "temu-info-accuracy")
    assert on_amazon.also == on_temu.also == ["own-figure-contradicts-facts"]


def test_every_own_rule_is_found_by_a_case() -> None:
    assert {expected[0] for case in CASES for expected in case["expected"]} == {*own_rules()}
    assert [key for key in message_keys() if key.startswith("listing_facts_")]


def test_an_empty_listing_is_consistent() -> None:
    assert found({}) == []
