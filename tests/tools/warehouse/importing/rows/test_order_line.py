import pytest

from tests.support import UCI_MAPPING, all_orders, load, load_uci, order, sql

CANCELLED = {"order_status": "Cancelled", "item_status": "Cancelled"}


@pytest.mark.parametrize(
    ("number", "sku", "quantity", "price", "kind", "net", "is_product"),
    [
        # number, SKU, pieces, price of a piece; net is pieces times price unless the line was never charged
        ("536365", "85123A", 6, "2.55", "sold", "15.30", True),
        ("C536379", "85123A", -6, "2.55", "returned", "-15.30", True),
        ("536380", "85123A", -6, "2.55", "returned", "-15.30", True),  # a negative quantity with a price
        ("C536381", "85123A", 6, "2.55", "cancelled", "0", True),
        ("536589", "21777", -10, "0", "adjustment", "0", True),  # stock correction
        ("536414", "22139", 56, "0", "adjustment", "0", True),  # free of charge
        ("A563187", "B", 1, "-11062.06", "adjustment", "-11062.06", True),  # bad debt
        ("536365", "POST", 1, "18.00", "sold", "18.00", False),
        ("C536379", "D", -1, "27.50", "returned", "-27.50", False),
        ("536366", "gift_0001_20", 1, "16.67", "sold", "16.67", False),
        ("536367", "post", 1, "18.00", "sold", "18.00", False),  # patterns do not mind case
        ("536368", "POSTER", 1, "9.00", "sold", "9.00", True),  # nor match half a name
    ],
)
def test_kinds_of_mapped_lines(warehouse, uci_lines, number, sku, quantity, price, kind, net, is_product):
    load_uci(warehouse, uci_lines((number, sku, quantity, price)))
    assert sql(warehouse, "select kind, net_amount = ?::decimal(18, 6), is_product from order_line", net) == [
        (kind, True, is_product)
    ]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({}, "sold"),
        ({**CANCELLED, "quantity": 0, "item_price": ""}, "cancelled"),
        (CANCELLED, "cancelled"),
        ({"order_status": "Canceled", "item_status": ""}, "cancelled"),
        ({"order_status": "Shipped", "item_status": "Cancelled"}, "cancelled"),  # one line of an order
        ({"order_status": "已取消", "item_status": ""}, "cancelled"),
        ({"order_status": "Storniert", "item_status": ""}, "cancelled"),
        ({"order_status": "Pending", "item_status": "Unshipped", "item_price": ""}, "pending"),
        ({"order_status": "Pending", "item_status": "Unshipped"}, "sold"),  # has its price already
        ({"item_price": "0.00"}, "adjustment"),  # a replacement that costs nothing
    ],
)
def test_kinds_of_amazon_lines(warehouse, cells, kind):
    result = load(warehouse, all_orders(order("302-1", **cells)))
    assert sql(warehouse, "select kind from order_line") == [(kind,)]
    assert [note.code for note in result.warnings] == (["pending_lines"] if kind == "pending" else [])


def test_a_status_named_by_the_mapping_cancels(warehouse):
    mapping = UCI_MAPPING.replace("options:", "  status: State\noptions:\n  cancelled_statuses: [Voided]")
    header = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country,State\n"
    row = "1,A,x,2,2010-12-01 08:26:00,1.50,7,France,"
    load(warehouse, f"{header}{row}voided\n{row}paid\n", mapping=mapping)
    assert sql(warehouse, "select kind from order_line order by line_number") == [("cancelled",), ("sold",)]


def test_item_price_is_the_whole_line(warehouse):
    # In All Orders item-price is the line's total: 3 pieces for 59.97 are 59.97, not 179.91.
    load(warehouse, all_orders(order("302-1", quantity=3, item_price="59.97")))
    assert sql(warehouse, "select amount::varchar, quantity from order_line") == [("59.970000", 3)]


@pytest.mark.parametrize(
    ("channel", "moment", "local_day"),
    [
        # 23:30 UTC is the next day in Berlin, 07:30 UTC the day before in Los Angeles,
        # 15:30 UTC the next day in Tokyo; on 29 March Berlin is two hours ahead already
        ("Amazon.de", "2026-03-02T23:30:00+00:00", "2026-03-03"),
        ("Amazon.de", "2026-03-29T21:30:00+00:00", "2026-03-29"),
        ("Amazon.de", "2026-03-29T22:30:00+00:00", "2026-03-30"),
        ("Amazon.com", "2026-03-02T07:30:00+00:00", "2026-03-01"),
        ("Amazon.co.jp", "2026-03-02T15:30:00+00:00", "2026-03-03"),
        ("Non-Amazon", "2026-03-02T23:30:00+00:00", "2026-03-02"),
    ],
)
def test_the_day_is_the_marketplaces_own(warehouse, channel, moment, local_day):
    load(warehouse, all_orders(order("302-1", sales_channel=channel, purchase_date=moment)))
    assert sql(
        warehouse,
        "select order_date::varchar, epoch(purchased_at) = epoch(?::timestamptz) from order_line",
        moment,
    ) == [(local_day, True)]


def test_orders_fulfilled_for_other_shops_are_no_sales_of_amazon(warehouse):
    load(warehouse, all_orders(order("302-1", sales_channel="Non-Amazon")))
    assert sql(warehouse, "select marketplace, platform from order_line") == [("non-amazon", None)]


def test_buyers_are_counted_but_not_known(warehouse, uci_lines):
    load_uci(
        warehouse,
        uci_lines(("1", "A", 1, "1.5", "2010-12-01", "17850"), ("2", "A", 1, "1.5", "2010-12-01", "17850")),
    )
    load_uci(
        warehouse,
        uci_lines(("1", "A", 2, "1.5", "2010-12-01", "17850"), ("3", "A", 1, "1.5", "2010-12-01", ""), name="b.csv"),
    )
    keys = [key for (key,) in sql(warehouse, "select distinct buyer_key from order_line")]
    assert len(keys) == 2 and None in keys
    for table in ("order_line", "superseded_row", "known_value", "import_file"):
        assert not any("17850" in row for (row,) in sql(warehouse, f"select to_json(t)::varchar from {table} t"))


def test_addresses_are_not_stored(warehouse):
    load(warehouse, all_orders(order("302-1")))
    [(stored,)] = sql(warehouse, "select to_json(o)::varchar from order_line o")
    assert "50823" not in stored and "Köln" not in stored


def test_an_older_export_does_not_bring_an_old_status_back(warehouse):
    def export(status, updated):
        return all_orders(order("302-1", order_status=status, item_status=status, last_updated_date=updated))

    load(warehouse, export("Cancelled", "2026-03-05T10:00:00+00:00"))
    older = load(warehouse, export("Shipped", "2026-03-03T10:00:00+00:00"))
    assert (older.rows_added, older.rows_superseded) == (0, 0)
    assert sql(warehouse, "select status, last_updated_at::varchar from order_line") == [("Cancelled", "2026-03-05 10:00:00+00")]
    newer = load(warehouse, export("Shipped", "2026-03-06T10:00:00+00:00"))
    assert newer.rows_superseded == 1
    assert sql(warehouse, "select status from order_line") == [("Shipped",)]


def test_lines_without_a_date_of_change_go_by_the_order_of_import(warehouse):
    for status in ("Shipped", "Cancelled"):
        load(warehouse, all_orders(order("302-1", order_status=status, item_status=status)))
    assert sql(warehouse, "select status, last_updated_at from order_line") == [("Cancelled", None)]


def test_a_product_of_price_and_pieces_too_large_to_hold(warehouse, uci_lines):
    result = load_uci(warehouse, uci_lines(("1", "A", 10**6, "999999999.00")))
    assert [(r.line, r.column) for r in result.rejections] == [(2, "Price")]
