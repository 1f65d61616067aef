from datetime import UTC, date, datetime

import pytest

from tests.support import codes, load, sql

HEADER = "warehouse,kind,marketplace,snapshot_date,sku,quantity,reserved\n"
LOCAL, ABROAD = "Dongguan,local,,2026-10-31,A17,500,20\n", "LA 3PL,overseas,amazon_us,2026-10-31,A17,180,\n"
STORED = "select warehouse, kind, marketplace, snapshot_date, sku, quantity, reserved from warehouse_stock order by kind"
DAY = date(2026, 10, 31)
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def test_stock_of_two_warehouses(warehouse):
    result = load(warehouse, HEADER + LOCAL + ABROAD, now=NOW)
    assert (result.report, result.rows_added, codes(result)) == ("chuhai.warehouse_stock", 2, set())
    assert sql(warehouse, STORED) == [
        ("Dongguan", "local", None, DAY, "A17", 500, 20), ("LA 3PL", "overseas", "amazon_us", DAY, "A17", 180, None),
    ]  # fmt: skip


def test_a_chinese_sheet(warehouse):
    load(
        warehouse,
        "仓库,仓库类型,站点,快照日期,SKU,库存数量,锁定数量\n东莞仓,本地仓,,2026/10/31,A17,500,20\n洛杉矶仓,海外仓,美国,2026/10/31,A17,180,\n",
    )
    assert [row[1:] for row in sql(warehouse, STORED)] == [
        ("local", None, DAY, "A17", 500, 20), ("overseas", "amazon_us", DAY, "A17", 180, None),
    ]  # fmt: skip


def test_a_sheet_without_a_day_is_of_the_day_in_its_name_or_of_the_import(warehouse):
    sheet = "warehouse,kind,sku,quantity\n,国内仓,A17,5\n"
    assert codes(load(warehouse, sheet, file="stock_2026-10-31.csv", now=NOW)) == set()
    assert "snapshot_day_assumed" in codes(load(warehouse, sheet, file="stock.csv", now=NOW))
    assert sql(warehouse, "select warehouse, snapshot_date from warehouse_stock order by 2") == [
        ("local", DAY),
        ("local", NOW.date()),
    ]


@pytest.mark.parametrize(
    ("old", "new", "column", "words"),
    [
        ("local", "moon", "kind", "neither"),
        ("local", "", "kind", "blank"),
        ("A17", "", "sku", "blank"),
        (",500,", ",,", "quantity", "blank"),
        (",500,", ",-5,", "quantity", "negative"),
        ("20\n", "-2\n", "reserved", "negative"),
        ("20\n", "501\n", "reserved", "more than"),
        (",,2026", ",mars,2026", "marketplace", "no marketplace"),
    ],
)
def test_rows_that_cannot_be_meant(warehouse, old, new, column, words):
    [bad] = load(warehouse, HEADER + LOCAL.replace(old, new, 1), now=NOW).rejections
    assert (bad.line, bad.column) == (2, column) and words in bad.reason
    assert warehouse.is_empty()


def test_another_day_is_another_snapshot(warehouse):
    load(warehouse, HEADER + LOCAL)
    later = load(warehouse, HEADER + LOCAL.replace("10-31", "11-07"))
    again = load(warehouse, HEADER + LOCAL.replace("500", "480"))
    assert (later.rows_added, again.rows_superseded) == (1, 1)
