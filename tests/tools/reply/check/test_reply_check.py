"""The tool."""

from datetime import date

import pytest

from tools.core.errors import InvalidInput, UnknownReference
from tools.reply.reply_check import ReplyCheckQuestion, reply_check

_TODAY = date(2026, 11, 22)
_ORDER = {"order_id": "114-3941689-8772232", "buyer_name": "John Smith", "total": "51.00", "currency": "USD"}


class NoWarehouse:
    """Holds nothing."""


@pytest.fixture(autouse=True)
def _nothing_stored(monkeypatch):
    monkeypatch.setattr("tools.reply.reply_check.stored_order", lambda *args, **kwargs: None)


def checked(text, **more):
    question = ReplyCheckQuestion(**{"text": text, "platform": "amazon", **more})
    return reply_check(question, warehouse=NoWarehouse(), today=_TODAY)


def test_a_clean_reply_passes():
    result = checked(
        "Dear John, your refund of $51.00 is on its way.", marketplace="amazon_us", order=_ORDER, recipient_language="en"
    )
    assert not result.blocked and result.findings == [] and result.counts == {"block": 0, "warn": 0}
    assert result.language == "en" and result.length == 47 and result.repaired_text.startswith("Dear John")
    assert "amz-rev-no-incentive" in result.checked and "own-blame" in result.checked


def test_a_finding_has_rule_place_source_and_date():
    result = checked("Write to help@lamp.com.", marketplace="amazon_us")
    (found,) = [each for each in result.findings if each.kind == "contact"]
    assert result.blocked and found.rule_id == "amz-msg-no-contact" and found.text == "help@lamp.com" and found.span == (9, 22)
    assert found.effective_date == "2020-11-03" and found.source and found.url
    assert found.rule_id in {source.report for source in result.sources}


@pytest.mark.parametrize(
    ("platform", "marketplace", "meant"),
    [
        ("Amazon", None, "amazon"),
        ("amazon", "Amazon.de", "amazon_de"),
        ("TikTok Shop", None, "tiktok"),
        ("amazon", "DE", "amazon_de"),
        (None, "amazon_jp", "amazon_jp"),
        ("亚马逊", None, "amazon"),
        ("Walmart", "US", "walmart_us"),
        ("eBay", "ebay_uk", "ebay_uk"),
    ],
)
def test_platforms_have_many_names(platform, marketplace, meant):
    assert checked("Hello.", platform=platform, marketplace=marketplace).marketplace == meant


def test_an_unknown_platform_is_refused_with_those_known():
    with pytest.raises(UnknownReference) as refused:
        checked("Hello.", platform="mercadona")
    assert "amazon" in str(refused.value.details["known"])


def test_no_text_is_refused():
    with pytest.raises(InvalidInput):
        checked("  \n ")


def test_the_buyer_s_language_may_be_any_locale():
    assert checked("We have shipped your order today.", recipient_language="de-DE").blocked
    assert not checked("We have shipped your order today.", recipient_language="en-GB").blocked
    assert [each.code for each in checked("Hello.", recipient_language="nl").warnings] == ["reply_check_language_unjudged"]


def test_a_number_alone_is_an_order():
    assert checked("Order 111-1111111-1111111 is on its way.", order_id="114-3941689-8772232").blocked


def test_rules_hold_on_their_days():
    before = checked("Write to help@lamp.com.", marketplace="amazon_us", as_of=date(2020, 11, 2))
    assert before.blocked and "amz-msg-no-contact" not in before.checked


def test_nothing_of_a_shop_s_own_is_forbidden():
    assert not checked("Write to help@lamp.com or see https://lamp.com.", platform="shopify").blocked
