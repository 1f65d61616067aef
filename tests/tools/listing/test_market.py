from datetime import date

import pytest

from tools.core.errors import UnknownReference
from tools.listing.market import find_market, rules_of, wording_of
from tools.marketplaces import marketplaces

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("written", "id_", "platform", "code", "language", "locale"),
    [
        ("amazon_de", "amazon_de", "amazon", "DE", "de", "de"),
        ("Amazon.co.uk", "amazon_uk", "amazon", "UK", "en", "en-GB"),
        ("amazon_gb", "amazon_uk", "amazon", "UK", "en", "en-GB"),
        ("amazon_au", "amazon_au", "amazon", "AU", "en", "en-AU"),
        ("amazon_jp", "amazon_jp", "amazon", "JP", "ja", "ja"),
        ("google_us", "google_us", "google", "US", "en", "en-US"),
        ("aliexpress_fr", "aliexpress_fr", "aliexpress", "FR", "fr", "fr"),
        ("temu", "temu", "temu", "", "en", "en-US"),
        ("google shopping", "google", "google", "", "en", "en-US"),
        ("walmart_us", "walmart_us", "walmart", "US", "en", "en-US"),
    ],
)
def test_stores_by_name(written, id_, platform, code, language, locale):
    market = find_market(written)
    assert (market.id, market.platform, market.code, market.language, market.locale) == (id_, platform, code, language, locale)


def test_every_known_marketplace_is_found():
    assert [find_market(name).id for name in marketplaces()] == [*marketplaces()]


@pytest.mark.parametrize("written", ["amazon_xx", "taobao_cn", "somewhere"])
def test_others_are_refused(written):
    with pytest.raises(UnknownReference):
        find_market(written)


def test_a_rule_of_the_union_holds_in_its_stores_only():
    """`env-friendly` names US, EU and UK."""
    held = {code for code in ("us", "de", "fr", "it", "es", "uk", "ca", "jp", "au") if _has(code, "env-friendly")}
    assert held == {"us", "de", "fr", "it", "es", "uk"}


def _has(code, name):
    return name in {group.id for group in wording_of(find_market(f"amazon_{code}"), TODAY)}


@pytest.mark.parametrize(
    ("day", "limits"),
    [
        (date(2026, 7, 26), {"amz-title-max-200-legacy"}),
        (date(2026, 7, 27), {"amz-title-max-75"}),
        (TODAY, {"amz-title-max-75"}),
    ],
)
def test_the_limit_of_a_title_is_that_of_the_day(day, limits):
    named = {rule.id for rule in rules_of(find_market("amazon_us"), day)}
    assert named & {"amz-title-max-75", "amz-title-max-200-legacy"} == limits


def test_shopify_is_shown_by_google_too():
    assert {"shopify-title-255", "gmc-title-150"} <= {rule.id for rule in rules_of(find_market("shopify_us"), TODAY)}
