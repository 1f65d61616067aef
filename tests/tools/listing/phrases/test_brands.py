"""Brands of others: likened to, copied, compared with, written as one's own; and none at all in search terms."""

import pytest

from tests.tools.listing.phrases.asking import findings, ids
from tools.listing.phrases.groups import kept

OWN = {"brand": "Nordvik"}
# Templates of the library: like (brand), (brand) style, wie, comme, como, come, 〜風, alternative to (brand), 〜より優れた.
_USED = [
    ("amazon_us", "en", "title", "Nordvik Running Shoes Nike Style for Men", "plc-competitor-brand", "Nike Style"),
    ("amazon_us", "en", "bullet", "It cleans like Dyson at half the weight.", "plc-competitor-brand", "like Dyson"),
    ("amazon_us", "en", "bullet", "The frame looks like Apple devices.", "plc-competitor-brand", "looks like Apple"),
    ("amazon_us", "en", "bullet", "An alternative to LEGO bricks.", "sup-dupe", "alternative to LEGO"),
    ("amazon_us", "en", "bullet", "Quieter than Dyson.", "sup-competitor", "Quieter than Dyson"),
    ("amazon_de", "de", "bullet", "Saugt wie Dyson.", "plc-competitor-brand", "wie Dyson"),
    ("amazon_de", "de", "bullet", "Die Tasche ist von Chanel inspiriert.", "sup-dupe", "von Chanel inspiriert"),
    ("amazon_fr", "fr", "bullet", "Un rangement comme Ikea.", "plc-competitor-brand", "comme Ikea"),
    ("amazon_es", "es", "title", "Nordvik Zapatillas estilo Nike", "plc-competitor-brand", "estilo Nike"),
    ("amazon_it", "it", "bullet", "Mattoncini come Lego.", "plc-competitor-brand", "come Lego"),
    ("amazon_jp", "ja", "title", "Nordvik シャネル風 バッグ 黒", "plc-competitor-brand", "シャネル風"),
    ("amazon_jp", "ja", "bullet", "ダイソンより優れた吸引力です。", "sup-competitor", "ダイソンより優れた"),
    ("amazon_us", "en", "title", "Nordvik Samsung Galaxy S24 Case Clear", "plc-competitor-brand", "Samsung Galaxy"),
    ("ebay_us", "en", "title", "Handbag like Gucci", "ebay-kw-spam", "like Gucci"),
]  # fmt: skip
_ALLOWED = [
    ("amazon_us", "en", "bullet", "Works with smartphones like iPhone and Samsung Galaxy."),
    ("amazon_us", "en", "bullet", "It tastes like Apple and cinnamon."),
    ("amazon_us", "en", "bullet", "A jaguar style print, round like an orange."),
    ("amazon_us", "en", "title", "Nordvik Jaguar Style Print Scarf Orange"),
    ("amazon_us", "en", "title", "Nordvik Road Bike with Shimano Gears"),
    ("amazon_us", "en", "title", "Nordvik New Balance Bike for Toddlers"),
    ("amazon_de", "de", "title", "Nordvik Akku Makita 18V kompatibel, 5 Ah"),
    ("amazon_de", "de", "title", "Nordvik Staubsaugerbeutel passend für Rowenta X7, 10 Stück"),
    ("amazon_de", "de", "bullet", "Für Geräte wie iPhone und iPad."),
    ("amazon_it", "it", "title", "Nordvik Dispenser per Miele in Vetro"),
    ("amazon_jp", "ja", "bullet", "従来品より優れた吸引力です。"),
    ("amazon_jp", "ja", "title", "Nordvik 和風 皿 20cm"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("store", "language", "field", "text", "rule", "words"), _USED, ids=[f"{n}-{c[4]}" for n, c in enumerate(_USED)]
)
def test_a_brand_of_others_is_found_once_with_its_words(store, language, field, text, rule, words):
    assert [(each.rule_id, each.text) for each in findings(store, language, field, text, **OWN)] == [(rule, words)]


@pytest.mark.parametrize(("store", "language", "field", "text"), _ALLOWED, ids=[str(n) for n in range(len(_ALLOWED))])
def test_what_fits_a_brand_and_words_that_are_no_brand_stay(store, language, field, text):
    assert findings(store, language, field, text, **OWN) == []


def test_goods_of_the_brand_itself_and_under_licence():
    assert findings("amazon_us", "en", "title", "Apple iPhone 15 Pro 128 GB", brand="Apple") == []
    assert findings("amazon_us", "en", "title", "LEGO Nintendo Set", brand="LEGO") == []
    assert findings("amazon_us", "en", "title", "Nike Air Max 90 Shoes") == []  # whose brand it is, is not known


def test_search_terms_hold_no_brand_and_no_product_number():
    text = "gym flask nike bottle b07xj8c8f5 nordvik velanto iphone 15 apple slicer"
    found = findings("amazon_us", "en", "search_terms", text, protected_names=["Velanto"], **OWN)
    assert [(each.text, each.replacement) for each in found] == [
        ("nike", ""), ("b07xj8c8f5", ""), ("nordvik", ""), ("velanto", ""), ("iphone", ""),
    ]  # fmt: skip
    assert {each.rule_id for each in found} == {"amz-st-no-brands"}
    assert {each.severity for each in found} == {"block"}


def test_goods_without_a_brand_name_none_in_search_terms():
    assert findings("amazon_us", "en", "search_terms", "generic water bottle", brand="Generic") == []


def test_other_platforms_allow_the_own_brand_among_keywords():
    assert "amz-st-no-brands" not in ids(findings("walmart_us", "en", "description", "A Nordvik flask.", **OWN))


def test_the_list_is_long_enough_and_of_one_spelling():
    listed = kept("brands")
    names = [name for owners in listed["known"].values() for owner, lines in owners.items() for name in (owner, *lines)]
    assert sum(len(owners) for owners in listed["known"].values()) >= 150
    assert len(names) == len(set(names))
    assert set(listed["common"]) <= set(names)
    assert set(listed["ja_common"]) <= set(listed["ja"])
