"""What the product is: types of stores, heads, numbers; and what a title says of its parts."""

from datetime import date

import pytest

from tools.listing.contract import Listing
from tools.listing.listing_localize import listing_localize
from tools.listing.localize.result import LocalizeQuestion, LocalizeResult
from tools.listing.localize.terms_naming import product_named

DAY = date(2026, 11, 22)


def localized(to: str, language: str = "en", **given: object) -> LocalizeResult:
    listing = Listing.model_validate({"marketplace": "amazon_us", "language": language, "brand": "Lumora", **given})
    return listing_localize(LocalizeQuestion(listing=listing, to=to), warehouse=None, translator=None, today=DAY)


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("CELLULAR_PHONE_CASE", "en", "phone case"),
        ("WATER_BOTTLE", "de", "water bottle"),
        ("water bottles", "en", "water bottle"),
        ("large insulated water bottle", "en", "insulated water bottle"),
        ("Isolierflasche", "de", "insulated water bottle"),
        ("保温杯", "zh", "insulated water bottle"),
        ("SOMETHING_UNHEARD_OF", "en", None),
    ],
)
def test_a_type_names_the_product(text: str, language: str, name: str | None) -> None:
    found = product_named(text, language)
    assert (found and found.forms["en"]["one"]) == name


def test_a_title_names_the_thing_of_a_wide_type() -> None:
    title = localized("amazon_uk", "de", product_type="SHIRT", title="Lumora Poloshirt, Blau").draft.title
    assert title.startswith("Lumora Polo Shirt")


def test_an_attribute_of_names_without_figures_is_handed_back() -> None:
    result = localized("amazon_de", product_type="usb cable", title="Lumora USB Cable", attributes={"features": "port"})
    assert result.draft.title.startswith("Lumora")


def test_codes_of_full_width_are_codes() -> None:
    title = localized("amazon_de", "ja", product_type="スニーカー", title="Lumora スニーカー ＳＮ-２４５").draft.title
    assert "SN-245" in title
    assert "Pack" not in title


def test_the_other_unit_of_an_attribute_is_no_second_quantity() -> None:
    given = {"product_type": "tape measure", "title": "Lumora Tape Measure 25 ft", "attributes": {"length": "25 ft (7.5 m)"}}
    result = localized("amazon_de", **given)
    assert "7,5 m" in result.draft.title
    assert "7,62" not in str(result.draft)


def test_a_size_keeps_that_of_the_source_beside_it_and_is_listed() -> None:
    given = {"product_type": "sneakers", "title": "Lumora Sneakers for Women", "attributes": {"size": "US 8.5"}}
    result = localized("amazon_fr", **given)
    assert "taille 40 (US 8.5)" in result.draft.title  # (25 + 1.5) cm x 1.5 = 39.75, to the nearest half 40
    assert [each.source for each in result.conversions] == ["US 8.5"]
    ranged = localized("amazon_us", "de", **{**given, "attributes": {"Größe": "EU 42-43"}})
    assert "EU 42-43" in (ranged.draft.description or "")
    assert "US" not in ranged.draft.title


def test_keywords_of_the_source_are_no_search_terms_of_the_market() -> None:
    keywords = [{"term": "glass food containers", "volume": 9}, {"term": "vorratsdosen glas", "volume": 5}]
    result = localized(
        "amazon_de", product_type="food storage container", title="Lumora Glass Food Containers", keywords=keywords
    )
    assert "food" not in (result.draft.search_terms or "")
    assert [each["term"] for each in result.keyword_coverage.not_used] == ["glass food containers"]


def test_an_english_list_reads_naturally() -> None:
    given = {
        "product_type": "tumbler",
        "title": "Lumora",
        "attributes": {"特点": "防漏、可折叠、带吸管", "材质": "铜", "容量": "500ml"},
    }
    bullets = localized("amazon_us", "zh", **given).draft.bullets
    assert any(each.endswith("leakproof and foldable, with straw") for each in bullets), bullets


def test_no_fact_stands_in_two_bullets() -> None:
    attributes = {"battery": "4000 mAh", "capacity": "4000 mAh", "material": "ABS", "weight": "300 g"}
    bullets = localized(
        "amazon_de", product_type="power bank", title="Lumora Power Bank 4000 mAh", attributes=attributes
    ).draft.bullets
    assert " ".join(bullets).count("4000 mAh") == 1
    assert len(bullets) >= 3


def test_a_word_that_is_colour_and_material_is_what_is_asked() -> None:
    given = {"product_type": "frying pan", "title": "Lumora Frying Pan", "attributes": {"material": "copper", "color": "copper"}}
    description = localized("amazon_fr", **given).draft.description or ""
    assert "Matière\xa0: cuivre\n" in description
    assert "Couleur\xa0: cuivré" in description


def test_shoes_sold_by_length_have_a_size() -> None:
    given = {"product_type": "スニーカー", "title": "Lumora レディース スニーカー", "attributes": {"サイズ": "24.5cm"}}
    description = localized("amazon_de", "ja", **given).draft.description or ""
    assert "Größe: 39 (JP 24,5 cm)" in description  # (24.5 + 1.5) cm x 1.5
    assert "Abmessungen" not in description


def test_what_it_is_filled_in_is_not_what_it_is_made_of() -> None:
    assert "glass" not in localized("amazon_uk", "de", product_type="Kerze", title="Lumora Kerze im Glas").draft.title.lower()
