"""Which rules stand where; expectations are read off the statements in the library."""

from datetime import date

import pytest

from tools.listing.market import find_market
from tools.reply.check.checking import check_reply
from tools.reply.check.house import house_rules
from tools.reply.check.standing import named_rules, standing
from tools.reply.check.tables import table

_ON = date(2026, 11, 22)


def ids(kind, place, detail=None, on=_ON):
    return [each.rule.id for each in standing(kind, detail, find_market(place), on)]


@pytest.mark.parametrize(
    ("kind", "place", "rule"),
    [
        ("incentive", "amazon_us", "amz-rev-no-incentive"),
        ("incentive", "temu_us", "temu-no-manipulation"),
        ("review_removal", "amazon_de", "amz-rev-no-change-remove"),
        ("review_gating", "amazon_de", "amz-rev-no-divert"),
        ("review_steering", "amazon_it", "amz-insert-no-positive-review"),
        ("contact", "amazon_us", "amz-msg-no-contact"),
        ("contact", "ebay_us", "ebay-no-email-links"),
        ("link", "walmart_us", "wmt-msg-no-promo"),
        ("link", "ebay_us", "ebay-no-email-links"),
        ("marketing", "amazon_fr", "amz-msg-purpose"),
        ("marketing", "walmart_us", "wmt-msg-no-promo"),
        ("cancel_request", "amazon_us", "amz-msg-no-cancel-request"),
        ("cancel_request", "tiktok_us", "tts-no-ask-cancel"),
        ("off_platform", "tiktok_us", "tts-msg-no-divert"),
        ("html", "amazon_us", "amz-msg-api-text"),
        ("emoji", "amazon_us", "amz-msg-no-emoji-gif"),
        ("language", "amazon_de", "amz-msg-buyer-language"),
        ("blame", "amazon_us", "own-blame"),
        ("contact", "aliexpress", "ext-email"),
        ("contact", "etsy", "own-contact"),
    ],
)
def test_the_platform_s_own_rule_is_named_first(kind, place, rule):
    assert ids(kind, place)[0] == rule


def test_details_choose_the_group_of_wording():
    assert "ext-im" in ids("contact", "shopee", "messenger") and "ext-phone" in ids("contact", "shopee", "phone")


def test_laws_stand_in_their_places_from_their_days():
    assert "US-REV-01" in ids("incentive", "amazon_us") and "US-REV-01" not in ids("incentive", "amazon_de")
    assert "US-REV-01" not in ids("incentive", "amazon_us", on=date(2024, 10, 20))
    assert "UK-DMCC-01" in ids("incentive", "amazon_uk") and "UK-DMCC-01" not in ids(
        "incentive", "amazon_uk", on=date(2025, 4, 5)
    )


def test_own_shops_may_link_and_offer():
    for kind in ("contact", "link", "marketing", "off_platform", "html"):
        assert ids(kind, "shopify") == []
    assert ids("blame", "shopify") == ["own-blame"]


def test_unverified_rules_alone_only_warn():
    assert [each.severity for each in standing("line_breaks", None, find_market("amazon_us"), _ON)] == ["warn"]
    assert standing("threat", None, find_market("ebay_us"), _ON)[0].severity == "block"


@pytest.mark.parametrize(
    "place", ["amazon_us", "ebay", "walmart", "tiktok", "temu", "aliexpress", "shopee", "etsy", "newegg", "wish"]
)
def test_everything_said_is_forbidden_on_every_marketplace(place):
    for kind in (
        "incentive",
        "review_steering",
        "review_gating",
        "review_removal",
        "contact",
        "link",
        "off_platform",
        "marketing",
        "blame",
        "insult",
        "threat",
        "promise",
        "cancel_request",
        "admission",
    ):
        assert standing(kind, None, find_market(place), _ON)[0].severity == "block"


def test_every_rule_that_is_named_can_be_cited():
    market = find_market("amazon_us")
    for kind in {*table("kinds"), *house_rules()}:
        named = [each.rule.id for each in standing(kind, None, market, _ON)]
        assert [rule.id for rule in named_rules(named, market, _ON)] == named


def test_the_platform_s_longest_message_passes_and_one_character_more_does_not():
    # amz-msg-api-length: 2,000 characters for general messages.
    for length, found in ((2000, []), (2001, ["length"])):
        text = ("We are checking it. " * 101)[:length].rstrip().ljust(length, ".")
        assert [
            each.kind for each in check_reply(text, market=find_market("amazon_us"), on=_ON) if each.kind == "length"
        ] == found
