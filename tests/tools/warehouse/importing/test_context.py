import pytest

from tools.core.errors import InvalidInput, UnknownReference
from tools.warehouse.importing.context import find_place, place_from_options, zone_named
from tools.warehouse.importing.mapping import MappingOptions


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Amazon.de", "amazon_de"),
        ("A1PA6795UKMFR9", "amazon_de"),
        ("amazon_jp", "amazon_jp"),
        ("DE", None),
        ("x", None),
    ],
)
def test_find_place(name, place):
    found = find_place(name)
    assert (found.id if found else None) == place


def test_unknown_zone():
    with pytest.raises(InvalidInput) as refusal:
        zone_named("Europe/Bonn")
    assert refusal.value.key == "unknown_timezone"


@pytest.mark.parametrize("name", ["amazon_xx", "Amazon_DD", "amz_de", "amazon-de", "ebay.xx"])
def test_a_marketplace_mistyped_is_no_new_shop(name):
    with pytest.raises(UnknownReference) as refusal:
        place_from_options(name, MappingOptions())
    assert refusal.value.key == "unknown_marketplace" and refusal.value.field == "marketplace"
    assert name in refusal.value.text["zh"]
    assert refusal.value.details["nearest"] and "{" not in refusal.value.text["en"]


@pytest.mark.parametrize(
    ("name", "place"),
    [("gift shop", "gift_shop"), ("my_de", "my_de"), ("amazon_outlet", "amazon_outlet"), ("DE", "amazon_de")],
)
def test_names_of_ones_own_are_free(name, place):
    assert place_from_options(name, MappingOptions()).id == place
