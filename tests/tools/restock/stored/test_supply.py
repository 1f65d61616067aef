"""Goods on their way, on order, and in warehouses of the seller's own."""

from datetime import timedelta

import pytest

from tests.support import codes
from tests.tools.restock.stored.files import TODAY, ago, lines
from tests.tools.restock.stored.oracle import Truth, level, stock_out

FIVE = {day: 5 for day in range(180)}
UP_TO = level(Truth(FIVE))[0]
EBAY = """
table: order_line
columns: {order_id: No, sku: Sku, quantity: Qty, unit_price: Price, purchased_at: Date}
options: {marketplace: ebay_de, currency: EUR}
"""


def in_days(days):
    return TODAY + timedelta(days=days)


def sent(reference, quantity, days, sku="A", place="amazon_de", listed=TODAY, **cells):
    return {
        "kind": "shipment", "reference": reference, "sku": sku, "marketplace": place, "quantity": quantity,
        "expected_on": None if days is None else in_days(days), "snapshot_date": listed, **cells,
    }  # fmt: skip


def bought(reference, quantity, days, sku="A"):
    return {**sent(reference, quantity, days, sku), "kind": "purchase order"}


def lies(quantity, sku="A", kind="local", place=None, day=TODAY, warehouse="SZ", reserved=0):
    return {
        "warehouse": warehouse, "kind": kind, "marketplace": place, "snapshot_date": day, "sku": sku, "quantity": quantity,
        "reserved": reserved,
    }  # fmt: skip


def _two_pools(desk):
    desk.ordered(lines("A", 5), lines("A", 5, "amazon_us"))
    desk.stocked(("A", 100))
    desk.stocked(("A", 100), place="amazon_us")


@pytest.fixture
def two_pools(copy_of):
    return copy_of(_two_pools)


def _ebay(desk):
    sold = [{"No": f"{at}{sku}", "Sku": sku, "Qty": 5, "Price": 20, "Date": ago(at)} for at in range(180) for sku in "AB"]
    desk.sheet(*sold, mapping=EBAY)


@pytest.fixture
def ebay(copy_of):
    return copy_of(_ebay)


def _sent(desk):
    """Each sells 5 a day and has 100 units: A with shipments and a purchase order, B to D less, as much and more by the
    platform's count, E to G late, H without a day, I planned."""
    desk.ordered(*[lines(sku, 5) for sku in "ABCDEFGHI"])
    totals = {"A": 50, "B": 60, "C": 90, "D": 20, "E": 60, "F": 60, "G": 60, "H": 60, "I": 100}
    desk.stocked(*[(sku, 100, {"Inbound": total}) for sku, total in totals.items()])
    desk.sheet(
        sent("F1", 60, 9, received=10),
        sent("F2", 500, 9, status="closed"),
        sent("F3", 500, 9, status="已取消"),
        bought("PO1", 100, 40),
        *[sent(f"{sku}{number}", units, days, sku) for sku in "BCD" for number, units, days in ((1, 40, 9), (2, 20, 19))],
        *[sent(f"{sku}1", 60, -late, sku) for sku, late in (("E", 5), ("F", 21), ("G", 22))],
        sent("H1", 60, None, "H"),
        {**sent("I1", 100, 30, "I"), "shipped_on": in_days(3)},
        {**bought("I2", 50, 50, "I"), "shipped_on": in_days(20)},
    )


@pytest.fixture
def on_the_way(filled):
    return filled(_sent)


def _told(row):
    words = ("undated", "differs", "late", "lost")
    return {word for word in words if f"restock_inbound_{word}" in codes(row)}


def test_shipments_and_purchase_orders_are_in_the_position(on_the_way):
    row = on_the_way.row()
    assert (row.inbound, row.on_order, row.inventory_position, row.need) == (50, 100, 250, UP_TO - 250)
    assert row.stock_out.median_in_days == stock_out(Truth(FIVE, on_hand=100, coming=[(9, 50), (40, 100)]))
    assert not _told(row)


@pytest.mark.parametrize(("sku", "position", "told"), [("B", 160, set()), ("C", 190, {"undated"}), ("D", 160, {"differs"})])
def test_what_the_platform_says_is_on_its_way_beside_the_list(on_the_way, sku, position, told):
    row = on_the_way.row(sku)
    assert (row.inventory_position, _told(row)) == (position, told)


@pytest.mark.parametrize(("sku", "counts", "told"), [("E", 60, "late"), ("F", 60, "late"), ("G", 0, "lost")])
def test_late_shipments(on_the_way, sku, counts, told):
    row = on_the_way.row(sku, on_hand=10)
    assert (row.inbound, _told(row)) == (counts, {told})
    # A standard deviation of the lead time, 5 days, from now.
    assert row.stock_out.median_in_days == stock_out(Truth(FIVE, on_hand=10, coming=[(5, counts)]))


def test_a_shipment_without_a_day_comes_after_the_lead_time(on_the_way):
    row = on_the_way.row("H", on_hand=160)
    assert row.stock_out.median_in_days == stock_out(Truth(FIVE, on_hand=160, coming=[(30, 60)]))
    assert _told(row) == {"undated"}


def test_what_a_list_of_today_plans_to_send_counts(on_the_way):
    row = on_the_way.row("I")
    assert (row.inbound, row.on_order) == (100, 50)


@pytest.mark.parametrize("turned", [False, True])
def test_the_newest_of_several_lists_counts_whatever_came_first(sold, turned):
    lists = [
        [sent("F1", 100, 9, listed=ago(7)), sent("F2", 70, 9, listed=ago(7))],
        [sent("F1", 100, 9, received=60), sent("F3", 30, 20)],
    ]
    for number, rows in enumerate(reversed(lists) if turned else lists):
        sold.sheet(*rows, file=f"list_{number}.csv")
    assert sold.row(on_hand=10).inbound == 70
    assert sold.row(on_hand=10, as_of=ago(3)).inbound == 170


def test_two_boxes_of_one_shipment(sold):
    sold.sheet(sent("F1", 60, 9, listed=ago(7)), sent("F1", 40, 9, listed=ago(7)), file="a.csv")
    assert sold.row(on_hand=10).inbound == 100
    sold.sheet(sent("F1", 60, 9), file="b.csv")
    assert sold.row(on_hand=10).inbound == 60


def test_lists_of_two_marketplaces_stand_beside_each_other(two_pools):
    two_pools.sheet(sent("F1", 100, 9, place="amazon_us", listed=ago(1)), file="us.csv")
    two_pools.sheet(sent("F2", 40, 9), file="de.csv")
    assert {row.pool: row.inbound for row in two_pools.plan().rows} == {"amazon_us": 100, "amazon_eu": 40}


def test_a_list_of_all_marketplaces_replaces_those_of_each(two_pools):
    two_pools.sheet(sent("F1", 100, 9, place="amazon_us", listed=ago(1)), file="us.csv")
    two_pools.sheet(sent("F2", 40, 9), sent("F3", 25, 9, place="amazon_us"), file="all.csv")
    assert {row.pool: row.inbound for row in two_pools.plan().rows} == {"amazon_us": 25, "amazon_eu": 40}


def test_what_left_after_the_day_of_the_plan_does_not_count(sold):
    sold.stocked(("A", 100), day=ago(12))
    rows = [{**sent("F1", 100, 9, listed=None), "shipped_on": ago(5)}, {**sent("F2", 30, 9, listed=None), "shipped_on": ago(20)}]
    sold.sheet(*rows)
    assert sold.row(as_of=ago(11)).inbound == 30 and sold.row().inbound == 130


def test_goods_kept_for_no_place_are_there_once(two_pools):
    two_pools.sheet(lies(170, reserved=20))
    rows = two_pools.plan().rows
    assert sum(row.local_stock for row in rows) == 150
    assert sum(row.order_quantity for row in rows) == 2 * (UP_TO - 100) - 150


def test_goods_kept_for_a_place_are_its_own(two_pools):
    two_pools.sheet(lies(150, place="amazon_us"), lies(40, place="amazon_fr", kind="overseas", warehouse="LYON"))
    rows = {row.pool: (row.local_stock, row.overseas_stock) for row in two_pools.plan().rows}
    assert rows == {"amazon_us": (150, 0), "amazon_eu": (0, 40)}


def test_goods_of_a_new_product_of_a_pools_marketplace(desk):
    desk.ordered(lines("B", 5))
    desk.stocked(("B", 100))
    desk.sheet({"sku": "A", "marketplace": "amazon_de", "plan_units_per_day": 5}, file="settings.csv")
    desk.sheet(lies(150, place="amazon_de"))
    row = desk.row()
    truth = Truth({}, since=-1, planned=5)
    assert (row.local_stock, row.order_up_to, row.need) == (150, level(truth)[0], level(truth)[0] - 150)


def test_the_newest_list_of_each_warehouse(two_pools):
    two_pools.sheet(lies(500, place="amazon_us", day=ago(9)), lies(30, "C", place="amazon_us", day=ago(9)), file="a.csv")
    two_pools.sheet(lies(80, place="amazon_us", day=ago(1)), file="b.csv")
    two_pools.sheet(lies(7, place="amazon_us", day=ago(5), warehouse="NB"), file="c.csv")
    assert two_pools.row(pool="amazon_us").local_stock == 87
    assert two_pools.row(pool="amazon_us", as_of=ago(3)).local_stock == 507


def test_goods_in_china_are_no_stock_at_the_platform(sold):
    sold.sheet(lies(500, place="amazon_de"))
    row = sold.row()
    assert row.status == "needs_stock" and row.stock_out.median is None
    assert (row.on_hand, row.inventory_position, row.cover_days, row.event, row.fees) == (None,) * 5


def test_unknown_stock_is_not_counted_as_short_for_an_event(sold):
    result = sold.plan(event={"from": str(ago(-20)), "to": str(ago(-25))})
    assert result.rows[0].status == "needs_stock" and result.totals.event.rows_short == result.totals.event.rows_at_risk == 0


@pytest.mark.parametrize("units", [0, 40])
def test_a_shop_that_sells_from_a_warehouse_abroad(ebay, units):
    ebay.sheet(lies(units, kind="overseas"), lies(100))
    row = ebay.row()
    assert (row.on_hand, row.local_stock, row.need) == (units, 100, UP_TO - units - 100)


def test_a_shop_that_sells_from_its_own_warehouse(ebay):
    ebay.sheet(lies(40))
    row = ebay.row()
    assert (row.inventory_position, row.order_quantity) == (40, UP_TO - 40)


def test_what_a_warehouse_lists_no_more_is_sold_out(ebay):
    ebay.sheet(lies(40, kind="overseas", day=ago(5)), lies(90, "B", kind="overseas", day=ago(5)), file="a.csv")
    ebay.sheet(lies(5, "B", kind="overseas"), file="b.csv")
    row = ebay.row()
    assert (row.on_hand, row.order_quantity) == (0, UP_TO)


def test_one_warehouse_for_a_shop_on_two_platforms(ebay):
    ebay.sheet(*[{"No": f"s{at}", "Sku": "A", "Qty": 5, "Price": 9, "Date": ago(at)} for at in range(180)],
               mapping=EBAY.replace("ebay_de", "my shop"), file="own.csv")  # fmt: skip
    ebay.sheet(lies(60, kind="overseas"))
    rows = [row for row in ebay.plan().rows if row.sku == "A"]
    assert sum(row.inventory_position for row in rows) == 60
    assert sum(row.order_quantity for row in rows) == 2 * UP_TO - 60


def test_without_any_stock_report_no_quantity_is_told(sold):
    row = sold.row()
    assert (row.status, row.order_quantity, row.velocity) == ("needs_stock", None, 5)


def test_goods_of_what_is_in_no_row_are_named(stocked):
    gone = [("a", "amazon_de"), ("A", "amazon_uk"), ("A1", "amazon_de")]
    stocked.sheet(*[sent(f"F{sku}{place}", 100, 9, sku=sku, place=place) for sku, place in gone])
    [note] = [note.en for note in stocked.plan().warnings if note.code == "restock_goods_unused"]
    assert all(f"{sku} ({place})" in note for sku, place in gone)


def test_a_warehouse_has_one_kind(two_pools):
    two_pools.sheet(lies(999, place="amazon_us", day=ago(9)), file="a.csv")
    two_pools.sheet(lies(35, place="amazon_us", kind="overseas"), file="b.csv")
    assert two_pools.row(pool="amazon_us").inventory_position == 135
