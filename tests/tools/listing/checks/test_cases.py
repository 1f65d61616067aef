"""Every rule finds what it must and nothing else: a text that passes and one that fails, by hand."""

import pytest

from tests.tools.listing.checks.cases import Case, cases, market_of
from tools.listing.checking import check
from tools.listing.contract import Listing
from tools.listing.market import is_about_listings, rules_of, wording_of

_STORES = (
    "amazon_us", "amazon_ca", "amazon_uk", "amazon_de", "amazon_fr", "amazon_it", "amazon_es", "amazon_jp", "amazon_au",
    "ebay_us", "ebay_de", "walmart_us", "tiktok_us", "temu", "aliexpress", "shopify", "google_us", "etsy", "newegg_us", "shopee",
)  # fmt: skip


def _id(case: Case) -> str:
    return f"{case.rule_id}-{'fails' if case.breaks else 'passes'}"


@pytest.mark.parametrize("case", cases(), ids=_id)
def test_case(case: Case) -> None:
    found = check(Listing.model_validate(case.listing), market_of(case.marketplace), case.on).findings
    named = {rule_id for each in found for rule_id in (each.rule_id, *each.also)}
    assert (case.rule_id in named) == case.breaks, [(each.rule_id, each.span, each.text) for each in found]


@pytest.mark.parametrize("store", _STORES)
def test_every_rule_in_force_has_a_passing_and_a_failing_text(store: str) -> None:
    from tools.listing.checks.data import words

    market, on = market_of(store), cases()[0].on
    asked = [rule.id for rule in rules_of(market, on) if is_about_listings(rule) and rule.id not in words("unanswered")]
    held = [*asked, *(group.id for group in wording_of(market, on))]
    told = {(case.rule_id, case.breaks) for case in cases()}
    assert [rule_id for rule_id in held if not {(rule_id, True), (rule_id, False)} <= told] == []
