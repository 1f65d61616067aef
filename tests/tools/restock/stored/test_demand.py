"""What counts as demand, and which days tell of it."""

import pytest

from tests.support import codes, traffic_report
from tests.tools.restock.stored.files import TODAY, ago, ledger, line, lines
from tests.tools.restock.stored.oracle import Truth, answer, level, velocity

FIVE = {day: 5 for day in range(180)}
UP_TO = level(Truth(FIVE))[0]
UCI = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n"
MAPPING = """
columns: {order_id: Invoice, sku: StockCode, title: Description, quantity: Quantity, unit_price: Price,
          purchased_at: InvoiceDate, customer_id: Customer ID, country: Country}
options: {marketplace: gift shop, currency: GBP, timezone: Europe/London, cancelled_prefix: C}
"""


def _usual(desk):
    """A with odd lines; B on two marketplaces with one bulk order; C to E launched a short while ago."""
    odd = [
        line(ago(2), "A", 400, status="Cancelled", order="x1"),
        line(ago(2), "A", 3, status="Pending", price=None, order="x2"),
        line(ago(3), "A", 2, price=0, order="free replacement"),
        line(ago(3), "B", 2000, "amazon_fr", order="big"),
    ]
    young = [lines("C", 3, of=range(10)), lines("D", 3, of=range(6)), lines("E", 3, of=range(40))]
    desk.ordered(lines("A", 5), lines("B", 5), lines("B", 5, "amazon_fr"), odd, *young)
    desk.sheet({"sku": "C", "marketplace": "amazon_de", "plan_units_per_day": 8})


@pytest.fixture
def usual(filled):
    return filled(_usual)


def test_cancelled_pending_and_free_units(usual):
    truth = Truth({**FIVE, 2: 8})
    row = usual.row()
    assert row.velocity == pytest.approx(velocity(truth), abs=1e-6) and row.units_in_history == 903
    assert row.variance_per_day == pytest.approx(answer(truth)["variance_per_day"], abs=1e-6)


def test_a_bulk_order_does_not_move_the_shares_of_a_pool(usual):
    row = usual.row("B")
    assert (row.velocity, row.allocation) == (10, {"amazon_de": 0.5, "amazon_fr": 0.5})
    assert "restock_bulk_lines" in codes(row)


def test_a_product_launched_ten_days_ago(usual):
    truth = Truth(dict.fromkeys(range(10), 3), since=9, planned=8)
    row = usual.row("C", on_hand=0)
    # (3 · 10 + 4) / (10 + 4 / 8)
    assert (row.velocity, row.in_stock_days, row.history_days) == (pytest.approx(34 / 10.5, abs=1e-6), 10, 10)
    assert (row.drift_rate, row.order_up_to, row.confidence) == (0.5, level(truth)[0], "low")


def test_fewer_than_seven_days_ask_for_a_plan(usual):
    row = usual.row("D", on_hand=9)
    assert (row.status, row.order_quantity, row.inventory_position, row.cover_days) == ("needs_plan", None, 9, 3)


def test_days_before_the_launch_are_not_missing(usual):
    row = usual.row("E")
    assert (row.in_stock_days, row.history_days) == (40, 40) and "restock_days_missing" not in codes(row)


def _gifts(desk):
    """Each sells 12 a day: A had 110 units cancelled, B 80,995, Z nothing else; C has bulk lines, D a large one, E returns."""
    rows = [f"{1000 + at},{sku},x,12,{ago(at)} 12:00:00,2,1{at:04},UK" for at in range(180) for sku in "ABCDE"]
    for sku, units in (("A", 110), ("B", 80995), ("Z", 80995)):
        rows.append(f"5000,{sku},x,{units},{ago(20)} 09:15:00,2,99,UK")
        rows.append(f"C5001,{sku},x,{-units},{ago(20)} 09:27:00,2,99,UK")
    rows += [
        f"500{n},{sku},x,{units},{ago(9)} 12:00:00,2,9{n},UK" for n, sku, units in ((2, "C", 2000), (3, "C", 121), (4, "D", 100))
    ]
    rows += [f"C{3000 + at},E,x,-5,{ago(at)} 12:00:00,2,1{at + 9:04},UK" for at in range(90)]
    desk.put(UCI + "\n".join(rows) + "\n", mapping=MAPPING)


@pytest.fixture
def gifts(filled):
    return filled(_gifts)


@pytest.mark.parametrize("sku", ["A", "B"])
def test_an_order_that_was_cancelled_whole_does_not_drive_a_reorder(gifts, sku):
    row = gifts.row(sku)
    assert (row.velocity, row.units_in_history) == (12, 2160) and "restock_cancelled_bulk" in codes(row)


def test_the_only_order_of_a_product_and_it_was_cancelled(gifts):
    row = gifts.row("Z", on_hand=0)
    assert not row.velocity and not row.order_quantity and "restock_cancelled_bulk" in codes(row)


def test_bulk_lines_are_left_out_and_named(gifts):
    row = gifts.row("C")
    [note] = [note for note in row.warnings if note.code == "restock_bulk_lines"]
    assert row.velocity == 12 and "2,121" in note.en and "2,000" in note.en


def test_a_large_line_that_is_not_ten_times_the_usual_counts_and_is_named(gifts):
    row = gifts.row("D")
    truth = Truth(dict.fromkeys(range(180), 12) | {9: 112})
    assert row.velocity == pytest.approx(velocity(truth), abs=1e-6) and "restock_bulk_kept" in codes(row)


def test_returned_units_do_not_lessen_demand(gifts):
    assert gifts.row("E").velocity == 12


def test_a_month_that_was_never_imported_is_missing_and_not_zero(desk):
    desk.ordered(lines("A", 5, of=range(50, 180)))
    desk.ordered(lines("A", 5, of=range(20)), file="orders_2.txt")
    row = desk.row()
    assert (row.velocity, row.in_stock_days, row.confidence) == (5, 150, "low") and "restock_days_missing" in codes(row)


def test_a_day_without_a_report_in_a_busy_shop_is_missing(desk):
    gone = (3, 4, 11)
    many = [line(ago(at), f"F{n}", 1, order=f"f{n}-{at}") for at in range(180) if at not in gone for n in range(12)]
    desk.ordered(lines("A", lambda at: 0 if at in gone else 5), many)
    row = desk.row()
    assert (row.velocity, row.in_stock_days) == (5, 177)


def test_days_on_which_a_shop_never_sells_are_days_without_sales(desk):
    closed = [at for at in range(180) if ago(at).weekday() == 5]
    many = [line(ago(at), f"F{n}", 1, order=f"f{n}-{at}") for at in range(180) if at not in closed for n in range(12)]
    desk.ordered(lines("A", lambda at: 0 if at in closed else 7), many)
    row = desk.row()
    truth = Truth({at: 7 for at in range(180) if at not in closed})
    assert (row.in_stock_days, row.velocity) == (180, pytest.approx(velocity(truth), abs=1e-6))


def test_a_slow_marketplace_neither_hides_days_of_its_pool_nor_its_own(desk):
    slow = [40, 60, 80, 100, 120, 140]
    desk.ordered(lines("A", 5), lines("A", 1, "amazon_se", of=[40, 100]), lines("A", 1, "amazon_uk", of=slow))
    rows = {row.pool: row for row in desk.plan().rows}
    pooled = Truth({**FIVE, 40: 6, 100: 6})
    assert rows["amazon_eu"].velocity == pytest.approx(velocity(pooled), abs=1e-6)
    alone = Truth(dict.fromkeys(slow, 1), since=140)
    assert rows["amazon_uk"].velocity == pytest.approx(velocity(alone), abs=1e-6)
    assert rows["amazon_uk"].in_stock_days == 141


def test_a_region_whose_export_ends_earlier_is_late_and_sells_on(desk):
    desk.ordered(lines("A", 5), lines("A", 1, "amazon_fr"))
    canada = {"sales-channel": "Amazon.ca", "currency": "CAD"}
    more = [line(ago(at), "A", 1, "amazon_us", order=f"ca{at}", **canada) for at in range(60, 180)]
    desk.ordered(lines("A", 5, "amazon_us", of=range(60, 180)), more, file="orders_na.txt")
    row = desk.row(pool="amazon_us")
    assert (row.velocity, row.in_stock_days, row.confidence) == (5, 120, "low") and "restock_days_missing" in codes(row)
    assert desk.row(pool="amazon_eu").velocity == 6


def test_the_last_day_that_one_marketplaces_export_cut_short(desk):
    hours = [(at, hour) for at in range(180) for hour in range(9, 24) if at or hour < 11]
    there = [
        line(ago(at), "A", 1, "amazon_us", order=f"{at}-{hour}", **{"purchase-date": f"{ago(at)}T{hour:02}:00:00+00:00"})
        for at, hour in hours
    ]
    desk.ordered(lines("A", 5), there)
    assert desk.row(pool="amazon_us").velocity == 15


def _traffic(of, sku="A", units=5, asin="B000000017"):
    return [traffic_report(str(ago(at)), asins=[(asin, sku, 50, units, units * 20.0)]) for at in of]


def test_traffic_reports_alone_tell_of_demand(desk):
    desk.put(_traffic(range(100)), "traffic.json")
    desk.stocked(("A", 100))
    row = desk.row()
    truth = Truth({day: 5 for day in range(100)}, since=99, on_hand=100)
    assert (row.velocity, row.history_days, row.order_quantity) == (5, 100, answer(truth)["order_quantity"])


@pytest.mark.parametrize("of", [[*range(20), *range(50, 100)], range(20)])
def test_days_without_a_traffic_report_by_product_are_missing(desk, of):
    stores = [traffic_report(str(ago(at)), days=[(str(ago(at)), 50, 5, 100.0)]) for at in range(100)]
    desk.put(_traffic(of) + stores, "traffic.json")
    desk.put(ledger(*[(ago(at), "A", 100) for at in range(100)]), "ledger.txt", marketplace="amazon_de")
    row = desk.row()
    assert (row.velocity, row.in_stock_days, row.confidence) == (5, len(of), "low")


def test_traffic_by_asin_is_of_the_product_in_the_list(desk):
    desk.sheet({"sku": "A", "marketplace": "amazon_de", "asin": "B000000017"})
    desk.put(_traffic(range(60), sku=None), "traffic.json")
    desk.stocked(("A", 100))
    assert (desk.row().velocity, desk.row().in_stock_days) == (5, 60)


def test_orders_count_and_not_the_traffic_of_the_same_days(desk):
    desk.ordered(lines("A", 5))
    desk.put(_traffic(range(60), units=50), "traffic.json")
    assert desk.row().velocity == 5


def test_the_same_orders_in_two_exports_count_once(desk):
    desk.ordered(lines("A", 5, of=range(30, 180)))
    desk.ordered(lines("A", 5, of=range(60)), file="orders_2.txt")
    assert (desk.row().velocity, desk.row().units_in_history) == (5, 900)


def test_units_sold_by_day_of_the_marketplace(desk):
    """23:30 in Los Angeles is the next day in UTC."""
    desk.ordered([line(TODAY, "A", 1, "amazon_us"), line(ago(1), "A", 1, "amazon_us", order="late")])
    assert desk.row().history_days == 2
