from datetime import UTC, date, datetime

import pytest

from tests.support import load, sql
from tools.core.errors import ImportRefused
from tools.warehouse.importing.history import undo_import

HEADER = "kind,reference,sku,marketplace,quantity,received,mode,shipped_on,expected_on,status,snapshot_date\n"
SENT = "shipment,FBA1,A17,amazon_de,240,24,sea,2026-09-20,2026-11-12,receiving,2026-10-31\n"
ORDERED = "purchase order,PO-7,A17,amazon_de,600,,,,2026-12-20,,2026-10-31\n"
STORED = (
    "select kind, shipment_id, sku, marketplace, quantity, received, mode, shipped_on, expected_on, status, snapshot_date "
    "from inbound order by shipment_id"
)
ROWS = [
    (
        "shipment",
        "FBA1",
        "A17",
        "amazon_de",
        240,
        24,
        "sea",
        date(2026, 9, 20),
        date(2026, 11, 12),
        "receiving",
        date(2026, 10, 31),
    ),
    ("purchase_order", "PO-7", "A17", "amazon_de", 600, None, None, None, date(2026, 12, 20), None, date(2026, 10, 31)),
]
CHINESE = (
    "类型,单号,SKU,站点,数量,已收数量,运输方式,发货日期,预计可售日期,状态,快照日期\n"
    "货件,FBA1,A17,德国,240,24,海派,2026/9/20,2026/11/12,receiving,2026/10/31\n"
    "采购单,PO-7,A17,德国,600,,,,2026/12/20,,2026/10/31\n"
)


@pytest.mark.parametrize("sheet", [HEADER + SENT + ORDERED, CHINESE, CHINESE.encode("gb18030")])
def test_a_sheet_in_its_forms(warehouse, sheet):
    result = load(warehouse, sheet)
    assert (result.report, result.rows_added, result.warnings) == ("chuhai.inbound", 2, [])
    assert sql(warehouse, STORED) == ROWS


def test_without_a_kind_it_is_a_shipment_and_a_mode_of_another_name_stays(warehouse):
    load(warehouse, "shipment_id,sku,marketplace,quantity,mode\nFBA1,A17,amazon_de,24,camel\n")
    assert sql(warehouse, "select kind, mode, received, snapshot_date from inbound") == [("shipment", "camel", None, None)]


@pytest.mark.parametrize(
    ("written", "kept"),
    [("已取消", "cancelled"), ("Canceled", "cancelled"), ("CLOSED", "closed"), ("已入库", "closed"), ("Shipped", "Shipped")],
)
def test_what_comes_no_more_is_told_by_its_status(warehouse, written, kept):
    load(warehouse, HEADER + SENT.replace("receiving", written))
    assert sql(warehouse, "select status from inbound") == [(kept,)]


@pytest.mark.parametrize(
    ("old", "new", "column", "words"),
    [
        ("shipment", "parcel", "kind", "neither"),
        ("FBA1", "", "reference", "blank"),
        ("A17", "", "sku", "blank"),
        ("240", "", "quantity", "blank"),
        ("240", "-240", "quantity", "negative"),
        (",24,", ",-4,", "received", "negative"),
        ("2026-11-12", "2026-09-12", "expected_on", "before"),
        ("amazon_de", "", "marketplace", "no marketplace"),
    ],
)
def test_rows_that_cannot_be_meant(warehouse, old, new, column, words):
    [bad] = load(warehouse, HEADER + SENT.replace(old, new)).rejections
    assert (bad.line, bad.column) == (2, column) and words in bad.reason
    assert warehouse.is_empty()


def test_a_list_of_the_same_day_supersedes(warehouse):
    load(warehouse, HEADER + SENT)
    later = load(warehouse, HEADER + SENT.replace(",24,", ",120,"))
    assert (later.rows_added, later.rows_superseded) == (0, 1)
    undo_import(warehouse, 2, datetime(2026, 11, 8, tzinfo=UTC))
    assert sql(warehouse, STORED) == ROWS[:1]


def test_a_list_of_another_day_stands_beside_it(warehouse):
    load(warehouse, HEADER + SENT)
    assert load(warehouse, HEADER + SENT.replace("2026-10-31", "2026-11-07")).rows_added == 1


def test_an_order_list_is_no_list_of_shipments(warehouse):
    with pytest.raises(ImportRefused):
        load(warehouse, "单号,SKU,数量,单价\nX1,A17,1,9.99\n")


def test_shipments_of_a_mapped_file_are_shipments(warehouse):
    mapping = "table: inbound\ncolumns: {shipment_id: No, sku: Art, quantity: Qty}\n"
    load(warehouse, "No,Art,Qty\nFBA9,A17,5\n", mapping=mapping, marketplace="amazon_us")
    assert sql(warehouse, "select kind, marketplace, quantity from inbound") == [("shipment", "amazon_us", 5)]
