"""Keywords: which may be used, where they go, what is measured."""

import pytest

from tests.tools.listing.rewrite.asking import draft, rewrite

BOTTLE = {
    "brand": "Norwell",
    "title": "Norwell Water Bottle 500 ml, Stainless Steel, Black",
    "bullets": ["Keeps drinks cold for 24 hours", "Wide mouth takes ice cubes", "Lid goes into the dishwasher"],
    "search_terms": "flask canteen",
    "protected_names": ["Hydro Flask"],
}


def left_out(found):
    return {entry["term"]: entry["reason"] for entry in found.coverage.not_used}


REFUSED = {
    "feature": "waterproof bottle",
    "material": "copper bottle",
    "colour": "red water bottle",
    "figure": "750 ml bottle",
    "name": "Hydro Flask bottle",
    "subjective": "best water bottle",
    "asin": "B0CXYZ1234",
}


@pytest.mark.parametrize("term", REFUSED.values(), ids=REFUSED.keys())
def test_a_keyword_that_claims_or_forbids_is_refused(term):
    found, why = rewrite(BOTTLE, keywords=[term])
    assert term in left_out(found) and not why
    assert found.coverage.terms[0].after == []


def test_words_that_the_texts_lack_go_to_the_search_terms_once():
    found, _ = rewrite(BOTTLE, keywords=[{"term": "gym water bottle", "volume": 10}, {"term": "gym flasks", "volume": 5}])
    assert found.work.draft.search_terms == "flask canteen gym"
    assert found.coverage.rate_before == 0.0 and found.coverage.rate_after == 1.0


def test_the_share_counts_searches_where_all_volumes_are_known():
    found, _ = rewrite(BOTTLE, keywords=[{"term": "water bottle", "volume": 300}, {"term": "copper bottle", "volume": 100}])
    assert (found.coverage.rate_before, found.coverage.rate_after, found.coverage.by_volume) == (0.75, 0.75, True)


def test_search_terms_over_their_bytes_keep_the_keywords():
    long = " ".join(f"wörd{number:03}" for number in range(60))
    found, _ = rewrite({**BOTTLE, "search_terms": long}, keywords=["wörd059 bottle"])
    assert len(found.work.draft.search_terms.encode()) <= 249  # rule amz-st-250-bytes
    assert "wörd059" in found.work.draft.search_terms.split()


def test_another_name_of_the_product_goes_to_the_search_terms_whole():
    found, _ = rewrite({**BOTTLE, "title": "Norwell Water Bottle 500 ml", "search_terms": None}, keywords=["camping flask"])
    assert found.work.draft.title == "Norwell Water Bottle 500 ml"
    assert "camping flask" in found.work.draft.search_terms


def test_where_a_store_has_no_search_terms_a_keyword_stands_behind_the_product():
    listing = {"marketplace": "ebay_us", "brand": "Norwell", "title": "Norwell Water Bottle, 500 ml, Black"}
    assert draft(listing, keywords=["gym flask"]).title == "Norwell Water Bottle, Gym Flask, 500 ml, Black"


def test_search_terms_get_only_the_words_that_are_missing():
    listing = {**BOTTLE, "title": "Norwell Water Bottle 500 ml", "search_terms": None, "bullets": []}
    assert draft(listing, keywords=["sports water bottle"]).search_terms == "sports"


def test_what_only_the_description_says_is_not_covered():
    listing = {
        **BOTTLE,
        "title": "Norwell Water Bottle 500 ml",
        "bullets": [],
        "search_terms": None,
        "description": "For any trail.",
    }
    found, _ = rewrite(listing, keywords=["trail"])
    (term,) = found.coverage.terms
    assert (term.before, term.after) == ([], ["search_terms"])
