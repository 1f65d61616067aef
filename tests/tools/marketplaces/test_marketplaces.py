from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from babel.numbers import get_territory_currencies, list_currencies

from tools.marketplaces import find_marketplaces, find_platform, marketplaces, platform_names
from tools.marketplaces.countries import country_code, country_name, country_words

ALL = marketplaces().values()


@pytest.mark.parametrize("market", ALL, ids=lambda market: market.id)
def test_facts_of_a_marketplace(market):
    assert market.id in marketplaces() and market.id.startswith(f"{market.platform}_")
    assert market.platform in set(platform_names().values())
    assert market.country in Locale("en").territories
    # Oracle: the currency of that country in the Unicode CLDR.
    assert market.currency in list_currencies() and market.currency in get_territory_currencies(market.country)
    assert ZoneInfo(market.timezone).key == market.timezone
    assert Locale.parse(market.language).territory == market.country


def test_names_that_must_be_unique():
    for name in ("id", "domain", "amazon_marketplace_id"):
        given = [value for value in (getattr(market, name) for market in ALL) if value]
        assert len(given) == len(set(given)), name


@pytest.mark.parametrize(
    ("text", "platform", "ids"),
    [
        ("amazon_de", None, ["amazon_de"]),
        ("Amazon.de", None, ["amazon_de"]),
        ("amazon.co.uk", None, ["amazon_uk"]),
        ("A1PA6795UKMFR9", None, ["amazon_de"]),
        ("ATVPDKIKX0DER", None, ["amazon_us"]),
        ("A1VC38T7YXB528", None, ["amazon_jp"]),
        ("DE", "amazon", ["amazon_de"]),
        ("德国站", "amazon", ["amazon_de"]),
        ("德国", "amazon", ["amazon_de"]),
        ("日本站", "amazon", ["amazon_jp"]),
        ("英国站", "amazon", ["amazon_uk"]),
        ("UK", "amazon", ["amazon_uk"]),
        ("GB", "amazon", ["amazon_uk"]),
        ("美国", "walmart", ["walmart_us"]),
        ("Germany", "ebay", ["ebay_de"]),
        ("Atlantis", None, []),
        ("", None, []),
    ],
)
def test_find_marketplaces(text, platform, ids):
    assert [market.id for market in find_marketplaces(text, platform)] == ids


def test_a_country_alone_means_all_its_stores():
    found = {market.id for market in find_marketplaces("DE")}
    assert {"amazon_de", "ebay_de"} <= found and all(marketplaces()[name].country == "DE" for name in found)


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        ("亚马逊", "amazon"),
        ("AMZ", "amazon"),
        ("TikTok Shop", "tiktok"),
        ("速卖通", "aliexpress"),
        ("x", None),
    ],
)
def test_find_platform(text, platform):
    assert find_platform(text) == platform


NAMES = [
    ("DE", "Germany|Deutschland|德国|ドイツ|de|Allemagne"),
    ("GB", "United Kingdom|UK|英国"),
    ("US", "USA|United States|美国"),
    ("IE", "EIRE"),
    ("ZA", "RSA"),
    ("KR", "Korea"),
    ("CZ", "Czech Republic"),
    ("HK", "Hong Kong"),
    ("AE", "UAE"),
    (None, "Channel Islands|European Community|Unspecified|ZQ"),
]


@pytest.mark.parametrize(("code", "name"), [(code, name) for code, names in NAMES for name in names.split("|")])
def test_country_code(code, name):
    assert country_code(name) == code


@pytest.mark.parametrize("code", ["DE", "GB", "US", "JP", "FR", "IT", "ES", "NL", "PL", "SE", "BR", "AU"])
@pytest.mark.parametrize("language", ["zh", "en", "de", "fr", "es", "it", "ja"])
def test_a_countrys_name_leads_back_to_it(code, language):
    assert country_code(country_name(code, language)) == code
    assert country_words(language)[country_name(code, language).lower()] == code
