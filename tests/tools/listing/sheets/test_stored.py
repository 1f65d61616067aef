import pytest

from tools.core.errors import Ambiguous, InvalidInput, NotEnoughData, UnknownReference
from tools.listing.contract import Listing
from tools.listing.sheets.stored import stored_listing
from tools.warehouse.importing.importer import ImportRequest, import_file
from tools.warehouse.warehouse import Warehouse

PRODUCTS = """sku,marketplace,asin,title,brand,category
A17,amazon_de,B000000017,Flasche,Acme,bottles
A18,amazon_de,B000000018,Kanne,Acme,
A18,amazon_us,B000000018,Pot,Acme,
A19,amazon_de,B000000019,,,
"""


@pytest.fixture
def warehouse(tmp_path):
    path = tmp_path / "products.csv"
    path.write_text(PRODUCTS, encoding="utf-8")
    opened = Warehouse(tmp_path / "warehouse.duckdb")
    assert not import_file(opened, ImportRequest(file=path.name, path=path, shop="mine")).rejections
    yield opened
    opened.close()


@pytest.fixture
def texts(warehouse):
    """Texts of A17 and of A20, which the list of products does not have."""
    with warehouse.writer() as writer:
        writer.execute(
            "insert into listing values "
            "('mine', 'amazon_de', 'A17', null, 'de', 'Trinkflasche', ['eins', 'zwei'], 'Text', 'flasche', null, 'a', 1, 1), "
            "('mine', 'amazon_us', 'A20', 'B000000020', null, 'Cup', null, null, null, null, 'b', 1, 2)"
        )
    return warehouse


def test_a_product_gives_what_it_has(warehouse):
    found = stored_listing(warehouse, sku=" a17 ")
    assert found == {
        "marketplace": "amazon_de", "sku": "A17", "brand": "Acme", "category": "bottles", "asin": "B000000017",
        "title": "Flasche",
    }  # fmt: skip
    assert stored_listing(warehouse, asin="b000000017") == found and Listing.model_validate(found)


def test_texts_come_before_those_of_the_product(texts):
    assert stored_listing(texts, sku="A17") == {
        "marketplace": "amazon_de", "sku": "A17", "brand": "Acme", "category": "bottles", "asin": "B000000017",
        "title": "Trinkflasche", "bullets": ["eins", "zwei"], "description": "Text", "search_terms": "flasche", "language": "de",
    }  # fmt: skip
    assert stored_listing(texts, sku="A20") == {"marketplace": "amazon_us", "sku": "A20", "asin": "B000000020", "title": "Cup"}


def test_several_stores_are_asked_about(warehouse):
    with pytest.raises(Ambiguous) as asked:
        stored_listing(warehouse, sku="A18")
    assert "amazon_de" in asked.value.text["zh"] and "amazon_us" in asked.value.text["en"]
    assert stored_listing(warehouse, sku="A18", marketplace="Amazon.com")["title"] == "Pot"


def test_an_unknown_number_names_the_nearest(warehouse):
    with pytest.raises(UnknownReference) as refused:
        stored_listing(warehouse, sku="A177")
    assert "A17" in refused.value.text["en"]
    with pytest.raises(UnknownReference):
        stored_listing(warehouse, sku="A17", shop="another")
    with pytest.raises(UnknownReference):
        stored_listing(warehouse, sku="x' or 1=1 --")


def test_without_texts_or_name(warehouse):
    with pytest.raises(NotEnoughData):
        stored_listing(warehouse, sku="A19")
    with pytest.raises(InvalidInput):
        stored_listing(warehouse)
