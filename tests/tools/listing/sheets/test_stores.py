import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.listing.sheets.stores import before_target, store_in
from tools.marketplaces import marketplaces


@pytest.mark.parametrize(
    ("words", "store"),
    [
        ("帮我检查一下德国站的listing", "amazon_de"),
        ("法国站标题", "amazon_fr"),
        ("US站", "amazon_us"),
        ("日本亚马逊", "amazon_jp"),
        ("check this for www.amazon.co.uk", "amazon_uk"),
        ("Amazon Germany", "amazon_de"),
        ("Amazon US listing", "amazon_us"),
        ("ebay uk", "ebay_uk"),
        ("Walmart", "walmart_us"),
        ("沃尔玛", "walmart_us"),
        ("TikTok Shop US", "tiktok_us"),
        ("temu", "temu"),
        ("DE", "amazon_de"),
        ("United Kingdom", "amazon_uk"),
        ("A1PA6795UKMFR9", "amazon_de"),
        ("Amazon listing", "amazon_us"),
    ],
)
def test_words_that_name_a_store(words, store):
    assert store_in(words) == store


@pytest.mark.parametrize(
    "words", ["", "check it please", "帮我看下这个", "made in China, is this allowed", "it is fine", "x" * 5_000]
)
def test_words_that_name_none(words):
    assert store_in(words) is None


@pytest.mark.parametrize("store", marketplaces())
def test_every_id_names_itself(store):
    assert store_in(store) == store


def test_a_country_alone_is_of_the_platform_at_hand():
    assert store_in("德国", "ebay") == "ebay_de" and store_in("UK", "tiktok") == "tiktok_uk"


@pytest.mark.parametrize(
    ("words", "before"),
    [("把德国站这个改成法国站的", "把德国站这个"), ("Translate this to amazon.fr", ""), ("检查德国站", "检查德国站")],
)
def test_the_store_that_a_listing_goes_to_is_not_the_one_it_is_in(words, before):
    assert before_target(words) == before


@given(st.text(max_size=200))
def test_any_words_can_be_asked(words):
    found = store_in(words)
    assert found is None or found.partition("_")[0].isalpha()
