import pytest
from pydantic import ValidationError

from tools.listing.contract import Listing


def test_other_names_and_forms_of_sheets_are_read():
    listing = Listing.model_validate(
        {
            "marketplace": "amazon_us",
            "title": None,
            "bullet_points": "First\n\nSecond",
            "item_highlights": ["leakproof", "with handle"],
            "generic_keywords": ["flask", "bottle"],
            "attributes": {
                "pieces": 2,
                "colour": ["red", "blue"],
                "capacity": {"value": 500, "unit": "ml"},
                "lid": True,
                "note": None,
            },
            "keywords": ["water bottle", {"term": "flask", "volume": 10}],
        }
    )
    assert (listing.title, listing.bullets, listing.highlights) == ("", ["First", "Second"], "leakproof, with handle")
    assert listing.search_terms == "flask bottle"
    assert listing.attributes == {"pieces": "2", "colour": "red, blue", "capacity": "500 ml", "lid": "yes", "note": ""}
    assert [(each.term, each.volume) for each in listing.keywords] == [("water bottle", None), ("flask", 10)]


def test_a_listing_survives_being_written_and_read():
    listing = Listing(marketplace="amazon_us", title="A", bullets=["b"], keywords=[{"term": "c", "volume": 3}])
    assert Listing.model_validate(listing.model_dump()) == listing


@pytest.mark.parametrize(
    "given", [{"title": "x"}, {"marketplace": "amazon_us", "bullets": 5}, {"marketplace": "amazon_us", "language": "xx"}]
)
def test_what_is_missing_or_unknown_is_refused(given):
    with pytest.raises(ValidationError):
        Listing.model_validate(given)


def test_blank_texts_are_no_texts():
    listing = Listing(marketplace="amazon_us", title="T", bullets=["", "b", "  "], description=" ")
    assert listing.texts() == [("title", None, "T"), ("bullets", 1, "b")]


def test_locales_are_read_as_their_language():
    assert Listing(marketplace="amazon_de", language="de-DE").language == "de"


def test_fields_that_no_tool_reads_are_named():
    listing = Listing.model_validate({"marketplace": "amazon_us", "title": "T", "price": 5, "stock": 3})
    assert listing.title == "T"
    assert [(doubt.code, "price, stock" in doubt.en) for doubt in listing.doubts] == [("listing_fields_not_read", True)]
    assert Listing.model_validate(listing.model_dump()).doubts == listing.doubts
