import pytest

from tests.support import ALL_ORDERS, UCI_MAPPING, all_orders, load, load_uci, order, sql, traffic_report
from tools.core.errors import ImportRefused, InvalidInput
from tools.warehouse.warehouse import Warehouse

TABLES = [
    "import_file",
    "shop",
    "order_line",
    "traffic_day",
    "product",
    "fx_rate",
    "superseded_row",
    "coverage",
]


def contents(warehouse):
    return {table: sorted(sql(warehouse, f"select to_json(t)::varchar from {table} t")) for table in TABLES}


@pytest.mark.parametrize("columns", [32, 29])
def test_all_orders_in_both_forms(warehouse, columns):
    assert len(ALL_ORDERS) == 32
    result = load(warehouse, all_orders(order("302-1"), order("302-2", quantity=2, item_price="59.98"), columns=columns))
    assert result.report == "amazon.spapi.GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL"
    assert (result.rows_read, result.rows_added, result.rows_superseded, result.rows_rejected) == (2, 2, 0, 0)
    assert str(result.period.start) == str(result.period.end) == "2026-03-02"
    columns = "order_id, marketplace, platform, sku, quantity, amount::varchar, line_number"
    assert sql(warehouse, f"select {columns} from order_line order by 1") == [
        ("302-1", "amazon_de", "amazon", "A17", 1, "29.990000", 2),
        ("302-2", "amazon_de", "amazon", "A17", 2, "59.980000", 3),
    ]


def test_the_same_file_twice_adds_nothing(warehouse):
    text = all_orders(order("302-1"), order("302-2"))
    load(warehouse, text)
    before = contents(warehouse)
    again = load(warehouse, text, file="renamed.txt")
    assert (again.rows_read, again.rows_added, again.rows_superseded) == (2, 0, 0)
    assert [note.code for note in again.warnings] == ["already_imported"]
    assert contents(warehouse) == before


@pytest.mark.parametrize(
    ("cells", "column", "value", "reason"),
    [
        ({"item_price": "12,5x"}, "item-price", "12,5x", "is not a number"),
        ({"quantity": "1.5"}, "quantity", "1.5", "is not a whole number"),
        ({"purchase_date": "soon"}, "purchase-date", "soon", "is not a date"),
        ({"sku": " "}, "sku", "", "may not be blank"),
        ({"item_price": "1.2345678"}, "item-price", "1.2345678", "has too many decimals"),
        ({"currency": "", "sales_channel": "Non-Amazon"}, "currency", "", "has no currency"),
    ],
)
def test_one_bad_cell_and_nothing_is_loaded(warehouse, cells, column, value, reason):
    load(warehouse, all_orders(order("302-0")))
    before = contents(warehouse)
    # header 1, good 2, bad 3, good 4
    result = load(warehouse, all_orders(order("302-1"), order("302-2", **cells), order("302-3")))
    assert (result.rows_read, result.rows_added, result.rows_rejected) == (3, 0, 1)
    rejection = result.rejections[0]
    assert (rejection.line, rejection.column, rejection.value) == (3, column, value)
    assert reason in rejection.reason and rejection.reason_zh
    assert contents(warehouse) == before


@pytest.mark.parametrize(
    "cells",
    [{"item_price": "99999999999999"}, {"quantity": "99999999999999999999"}, {"item_price": "1E+40"},
     {"purchase_date": "0001-01-01T00:00:00"}],
    ids=["price", "quantity", "exponent", "year one"],
)  # fmt: skip
def test_values_beyond_what_the_warehouse_holds_are_rejected_not_a_crash(warehouse, cells):
    result = load(warehouse, all_orders(order("302-1"), order("302-2", **cells)))
    assert [rejection.line for rejection in result.rejections] == [3]


def test_every_bad_line_is_named(warehouse):
    result = load(warehouse, all_orders(*(order(f"302-{n}", quantity="x") for n in range(150))))
    assert result.rows_rejected == 150
    assert [rejection.line for rejection in result.rejections] == list(range(2, 152))


def test_a_fault_after_the_rows_leaves_nothing(warehouse, monkeypatch):
    load(warehouse, all_orders(order("302-0")))
    before = contents(warehouse)

    def fails(*_):
        raise RuntimeError("disk full")

    monkeypatch.setattr("tools.warehouse.importing.importer.renew_coverage", fails)
    with pytest.raises(RuntimeError):
        load(warehouse, all_orders(order("302-1")))
    assert contents(warehouse) == before


def test_header_without_rows(warehouse):
    result = load(warehouse, all_orders())
    assert (result.rows_read, [note.code for note in result.warnings]) == (0, ["no_rows"])


def test_the_imported_file_stays_after_reopening(warehouse):
    load(warehouse, all_orders(order("302-1")))
    warehouse.close()
    assert sql(Warehouse(warehouse.path), "select order_id from order_line") == [("302-1",)]


def test_mapped_file(warehouse, uci_lines):
    result = load_uci(warehouse, uci_lines(("536365", "85123A", 6, "2.55"), ("536365", "POST", 1, "18.00")))
    assert (result.report, result.rows_added) == ("mapped.order_lines", 2)
    rows = sql(
        warehouse,
        "select marketplace, sku, amount::varchar, currency, country_code, is_product from order_line",
    )
    assert sorted(rows) == [
        ("gift_shop", "85123A", "15.300000", "GBP", "GB", True),
        ("gift_shop", "POST", "18.000000", "GBP", "GB", False),
    ]


def test_mapping_of_a_column_that_is_not_there(warehouse, uci_lines):
    with pytest.raises(ImportRefused) as refusal:
        load_uci(warehouse, uci_lines(("1", "A", 1, "1")), UCI_MAPPING.replace("StockCode", "Stock Number"))
    assert refusal.value.key == "file_missing_columns"
    assert refusal.value.details["missing"] == ["Stock Number"] and "StockCode" in refusal.value.details["found"]


@pytest.mark.parametrize(
    ("mapping", "key", "field"),
    [
        (UCI_MAPPING + "  colour: red\n", "mapping_invalid", "options.colour"),
        (UCI_MAPPING.replace("  sku:", "  SKU:"), "mapping_unknown_field", "columns.SKU"),
        (UCI_MAPPING.replace("GBP", "pounds"), "mapping_invalid", "options.currency"),
        ("- a list", "mapping_invalid", "mapping"),
        ("columns: [", "mapping_not_yaml", "mapping"),
        (UCI_MAPPING.replace("Europe/London", "Europe/Bonn"), "unknown_timezone", "timezone"),
    ],
)
def test_faulty_mappings(warehouse, uci_lines, mapping, key, field):
    with pytest.raises(InvalidInput) as refusal:
        load_uci(warehouse, uci_lines(("1", "A", 1, "1")), mapping)
    assert (refusal.value.key, refusal.value.field) == (key, field)


def test_a_column_that_does_not_tell_its_dates_is_asked_about(warehouse, uci_lines):
    path = uci_lines(("1", "A", 1, "1.50", "03/04/2024 10:00"), ("2", "A", 1, "1.50", "05/04/2024 10:00"))
    result = load_uci(warehouse, path)
    assert [(r.line, r.column, r.value) for r in result.rejections] == [(2, "InvoiceDate", "03/04/2024 10:00")]
    load_uci(warehouse, path, UCI_MAPPING + "  date_order: dmy\n")
    # day first: 3 and 5 April
    assert sql(warehouse, "select order_date::varchar from order_line order by 1") == [
        ("2024-04-03",),
        ("2024-04-05",),
    ]


def test_a_column_that_does_not_tell_its_decimals_is_asked_about(warehouse, uci_lines):
    path = uci_lines(("1", "A", 1, "1.234"))
    assert [(r.column, r.value) for r in load_uci(warehouse, path).rejections] == [("Price", "1.234")]
    load_uci(warehouse, path, UCI_MAPPING + '  decimal: ","\n')
    assert sql(warehouse, "select amount::int from order_line") == [(1234,)]


@pytest.mark.parametrize("what", ["mapped", "business report"])
def test_a_file_that_does_not_say_where_it_was_sold(warehouse, uci_lines, what):
    with pytest.raises(ImportRefused) as refusal:
        if what == "mapped":
            bare = UCI_MAPPING.replace("  marketplace: gift shop\n", "").replace("  currency: GBP\n", "")
            load_uci(warehouse, uci_lines(("1", "A", 1, "1.5")), bare)
        else:
            header = "(Child) ASIN,Sessions,Page Views,Units Ordered,Ordered Product Sales"
            load(warehouse, header + "\nB0,1,1,1,$1.00\n", file="2026-03-01_2026-03-31.csv")
    assert refusal.value.key == "marketplace_needed"


def test_reports_of_two_kinds_in_one_document(warehouse):
    with pytest.raises(ImportRefused) as refusal:
        load(warehouse, [traffic_report("2026-03-02", days=[("2026-03-02", 5)]), {"other": 1}])
    assert refusal.value.key == "file_mixed_reports"
    assert warehouse.is_empty()
