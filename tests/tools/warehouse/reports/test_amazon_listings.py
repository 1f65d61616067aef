import pytest

from tools.core.errors import ImportRefused
from tools.listing.sheets.stored import stored_listing
from tools.warehouse.importing.importer import ImportRequest, import_file
from tools.warehouse.warehouse import Warehouse

# The columns as public programs write the report down.
HEADER = (
    "item-name\titem-description\tlisting-id\tseller-sku\tprice\tquantity\topen-date\timage-url\titem-is-marketplace\t"
    "product-id-type\tzshop-shipping-fee\titem-note\titem-condition\tzshop-category1\tzshop-browse-path\t"
    "zshop-storefront-feature\tasin1\tasin2\tasin3\twill-ship-internationally\texpedited-shipping\tzshop-boldface\tproduct-id\t"
    "bid-for-featured-placement\tadd-delete\tpending-quantity\tfulfillment-channel\tmerchant-shipping-group\tstatus"
)


def row(title, sku, asin, description=""):
    cells = dict.fromkeys(HEADER.split("\t"), "")
    cells |= {"item-name": title, "item-description": description, "seller-sku": sku, "asin1": asin, "price": "19.99"}
    return "\t".join(cells.values())


def imported(tmp_path, *rows, marketplace="amazon_us"):
    path = tmp_path / "All+Listings+Report.txt"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    return warehouse, import_file(warehouse, ImportRequest(file=path.name, path=path, shop="mine", marketplace=marketplace))


def test_texts_of_listings_are_kept(tmp_path):
    warehouse, done = imported(tmp_path, row('Steel Bottle 17" tall, 500 ml', "A17", "B000000017", "<p>Keeps cold</p>"))
    assert (done.report, done.rows_added, done.rejections) == ("amazon.listings.all_listings", 1, [])
    expected = {
        "marketplace": "amazon_us",
        "sku": "A17",
        "asin": "B000000017",
        "title": 'Steel Bottle 17" tall, 500 ml',
        "description": "<p>Keeps cold</p>",
    }
    assert stored_listing(warehouse, sku="a17") == expected


def test_the_list_of_products_is_left_alone(tmp_path):
    warehouse, _ = imported(tmp_path, row("Bottle", "A17", "B000000017"))
    with warehouse.reader() as cursor:
        assert cursor.execute("select count(*) from product").fetchall() == [(0,)]


def test_a_row_without_number_is_told_and_one_without_text_is_taken(tmp_path):
    _, done = imported(tmp_path, row("Bottle", "A1", "B1"), row("", "A2", "B2"), row("Cup", "", "B3"))
    assert [(bad.line, bad.column) for bad in done.rejections] == [(4, "seller-sku")]


def test_it_does_not_say_its_marketplace(tmp_path):
    with pytest.raises(ImportRefused) as refused:
        imported(tmp_path, row("Bottle", "A1", "B1"), marketplace=None)
    assert refused.value.key == "marketplace_needed"
