import pytest

from tests.support import load, sql

HEADER = "sku,marketplace,asin,parent_asin,title,brand,category,currency,price,unit_cost,unit_cost_currency,moq\n"


def test_products(warehouse):
    result = load(
        warehouse,
        HEADER + "A17,amazon_de,B000000017,B0PARENT00,Dose,Luvella,kitchen,EUR,29.99,52.00,CNY,300\n",
    )
    assert (result.report, result.rows_added) == ("chuhai.products", 1)
    columns = "sku, marketplace, parent_asin, brand, price::varchar, unit_cost::varchar, unit_cost_currency, moq, carton_quantity"
    assert sql(warehouse, f"select {columns} from product") == [
        ("A17", "amazon_de", "B0PARENT00", "Luvella", "29.990000", "52.000000", "CNY", 300, None)
    ]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",amazon_de,B0,,,,,,,,,", "sku"),
        ("A17,amazon_xx,B0,,,,,,,,,", "marketplace"),
        ("A17,amazon_de,B0,,,,,EUR,much,,,", "price"),
        ("A17,amazon_de,B0,,,,,EUR,1.50,,,2.5", "moq"),
    ],
)
def test_products_that_cannot_be_read(warehouse, row, column):
    result = load(warehouse, HEADER + row + "\n")
    assert [(r.line, r.column) for r in result.rejections] == [(2, column)]
    assert warehouse.is_empty()
