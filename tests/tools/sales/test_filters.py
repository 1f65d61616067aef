import pytest

from tools.core.errors import UnknownReference
from tools.sales.filters import Condition, resolve_filters
from tools.sales.question import Filters

AMAZON = {
    "shop": ["demo"],
    "platform": ["amazon"],
    "marketplace": ["amazon_us", "amazon_de", "amazon_jp"],
    "country": ["US", "DE", "JP", "AT"],
    "sku": ["A17", "A18", "KT-204-BLK", "20725"],
    "brand": ["Luvella", "Torvik"],
}
# One British shop that sends everywhere, as in the UCI file.
GIFTS = {"marketplace": ["gift_shop"], "country": ["GB", "DE", "FR", "Channel Islands"]}
TWO_PLATFORMS = {
    "marketplace": ["amazon_de", "ebay_de", "amazon_us"],
    "country": ["DE", "US"],
    "platform": ["amazon", "ebay"],
}


@pytest.mark.parametrize(
    ("known", "asked", "condition"),
    [
        (AMAZON, {"marketplace": "DE"}, ("marketplace", ["amazon_de"])),
        (AMAZON, {"marketplace": ["德国站", "amazon.com"]}, ("marketplace", ["amazon_de", "amazon_us"])),
        (
            AMAZON,
            {"marketplace": ["DE", "amazon_de"]},
            ("marketplace", ["amazon_de"]),
        ),  # said twice, once is enough
        (AMAZON, {"platform": "亚马逊"}, ("platform", ["amazon"])),
        (AMAZON, {"country": ["Germany", "Österreich"]}, ("country", ["DE", "AT"])),
        (AMAZON, {"sku": "a17"}, ("sku", ["A17"])),
        (AMAZON, {"sku": 20725}, ("sku", ["20725"])),  # a number is a name too
        (AMAZON, {"brand": "LUVELLA"}, ("brand", ["Luvella"])),
        (GIFTS, {"country": "Channel Islands"}, ("country", ["Channel Islands"])),
        (GIFTS, {"marketplace": "Gift_Shop"}, ("marketplace", ["gift_shop"])),
        (TWO_PLATFORMS, {"marketplace": "德国站"}, ("marketplace", ["amazon_de", "ebay_de"])),
    ],
)
def test_names_as_people_write_them(known, asked, condition):
    found = resolve_filters(Filters(**asked), known)
    assert found.conditions == (Condition(condition[0], tuple(condition[1])),) and found.warnings == ()


CHINESE = {
    "德国": "德国", "DE": "德国", "US": "美国", "JP": "日本", "Austria": "奥地利", "UK": "英国", "France": "法国",
}  # fmt: skip


@pytest.mark.parametrize(
    ("known", "place", "condition", "warning"),
    [
        (AMAZON, ["德国"], ("marketplace", ["amazon_de"]), "place_as_marketplace"),
        (AMAZON, ["US", "JP"], ("marketplace", ["amazon_us", "amazon_jp"]), "place_as_marketplace"),
        (AMAZON, ["Austria"], ("country", ["AT"]), "place_as_country"),  # orders go there, no store is there
        (GIFTS, ["德国"], ("country", ["DE"]), "place_as_country"),
        (GIFTS, ["UK", "France"], ("country", ["GB", "FR"]), "place_as_country"),
        # stores of one country only: a country is where orders go
        (
            {"marketplace": ["amazon_de"], "country": ["DE", "AT"]},
            ["DE"],
            ("country", ["DE"]),
            "place_as_country",
        ),
        # traffic alone holds no ship-to countries
        ({"marketplace": ["amazon_de"]}, ["DE"], ("marketplace", ["amazon_de"]), "place_as_marketplace"),
        (TWO_PLATFORMS, ["DE"], ("marketplace", ["amazon_de", "ebay_de"]), "place_as_marketplace"),
    ],
)
def test_a_place_is_decided_from_the_data_and_said(known, place, condition, warning):
    found = resolve_filters(Filters(place=place), known)
    assert found.conditions == (Condition(condition[0], tuple(condition[1])),)
    assert [note.code for note in found.warnings] == [warning]
    assert all(CHINESE[name] in found.warnings[0].zh for name in place)


@pytest.mark.parametrize(
    ("known", "asked", "key", "says"),
    [
        (AMAZON, {"sku": "KT-204-BLAK"}, "unknown_value", "KT-204-BLK"),
        (AMAZON, {"marketplace": "FR"}, "unknown_value", "amazon_de"),
        (AMAZON, {"brand": "Acme"}, "unknown_value", "Luvella"),
        (AMAZON, {"platform": "沃尔玛"}, "unknown_value", "amazon"),
        (AMAZON, {"place": "Brazil"}, "unknown_place", "amazon_de"),
        (
            AMAZON,
            {"place": ["DE", "Austria"]},
            "unknown_place",
            "amazon_us",
        ),  # a store and a country do not mix
        (GIFTS, {"place": "Narnia"}, "unknown_place", "Germany"),
        (AMAZON, {"asin": "B000000000"}, "unknown_value", "B000000000"),
    ],
)
def test_unknown_names_are_refused_with_what_there_is(known, asked, key, says):
    with pytest.raises(UnknownReference) as refusal:
        resolve_filters(Filters(**asked), known)
    assert refusal.value.key == key and says in refusal.value.text["en"]


def test_several_filters_all_hold():
    found = resolve_filters(Filters(sku=["A17"], marketplace=["US"], place=[]), AMAZON)
    assert found.values("sku") == ("A17",) and found.values("marketplace") == ("amazon_us",) and found.values("brand") == ()


@pytest.mark.parametrize("said", ["gift shop", "Gift_Shop", " gift shop "])
def test_names_fit_however_their_blanks_are_written(said):
    resolved = resolve_filters(Filters(marketplace=said), {"marketplace": ["gift_shop"]})
    assert resolved.values("marketplace") == ("gift_shop",)
