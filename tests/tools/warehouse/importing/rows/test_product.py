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


def test_a_product_listed_twice_with_different_values_is_rejected(warehouse):
    rows = ["A17,amazon_de,B0,,,Luvella,,,,,,", "B2,amazon_de,B1,,,,,,,,,", "A17,amazon_de,B0,,,Other,,,,,,"]
    [rejection] = load(warehouse, HEADER + "\n".join(rows) + "\n").rejections
    assert (rejection.line, rejection.column) == (4, "marketplace")
    assert rejection.value == "amazon_de, A17" and "twice with different values" in rejection.reason
    assert warehouse.is_empty()


def test_the_price_tells_how_the_order_quantity_is_written(warehouse):
    load(warehouse, HEADER + 'A17,amazon_de,B0,,,,,EUR,"29,99",,,1.000\n')
    assert sql(warehouse, "select price::varchar, moq from product") == [("29.990000", 1000)]
