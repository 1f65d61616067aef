"""Which of several stock reports counts, and which days they say were without stock."""

from datetime import timedelta

import pytest

from tests.support import codes
from tests.tools.restock.stored.files import TODAY, ago, ledger, line, lines, myi, planning, table
from tests.tools.restock.stored.oracle import Truth, level

FIVE = {day: 5 for day in range(180)}
UP_TO = level(Truth(FIVE))[0]


def lingxing(*rows):
    """LingXing's restock suggestions; a row is (pool's row, store, country, SKU, available) and further cells."""
    return table(
        [
            {
                "欧洲/北美汇总行": pool, "店铺": store, "ASIN": "B000000017", "父ASIN": "", "父ASIN汇总行": "", "MSKU": sku,
                "FNSKU": f"X{sku}", "标题": "x", "国家（地区）": country, "可售": units, "待调仓": 0, "调仓中": 0, "FBA在途": 0,
                "入库中": 0, **(rest[0] if rest else {}),
            }
            for pool, store, country, sku, units, *rest in rows
        ]
    )  # fmt: skip


def test_transfers_are_counted_and_what_buyers_have_ordered_is_not(sold):
    cells = {"FC transfer": 7, "FC Processing": 2, "Customer Order": 3, "Unfulfillable": 4, "Inbound": 50}
    sold.stocked(("A", 100, cells))
    row = sold.row()
    assert (row.on_hand, row.inbound, row.inventory_position) == (109, 50, 159)
    assert (row.order_up_to, row.need, row.order_quantity) == (UP_TO, UP_TO - 159, UP_TO - 159)


def test_four_reports_of_one_day_tell_of_the_same_units(sold):
    sold.put(ledger((TODAY, "A", 109), (TODAY, "A", 4, "CUSTOMER_DAMAGED")), "ledger.txt", marketplace="amazon_de")
    cells = {"inbound-quantity": 50, "Reserved FC Transfer": 9, "Reserved Customer Order": 3}
    sold.put(planning(TODAY, ("A", 100, cells)), "planning.txt", marketplace="amazon_de")
    sold.put(myi(("A", 100, {"afn-inbound-shipped-quantity": 50})), f"myi_{TODAY}.txt", marketplace="amazon_de")
    assert sold.row().inventory_position == 150
    sold.stocked(("A", 100, {"FC transfer": 9, "Customer Order": 3, "Inbound": 50}))
    assert sold.row().inventory_position == 159


@pytest.mark.parametrize("late", [0, 1])
def test_reports_of_two_marketplaces_that_share_a_pool(desk, late):
    desk.ordered(lines("A", 5), lines("B", 5, "amazon_fr"))
    desk.stocked(("A", 100))
    desk.stocked(("A", 100), ("B", 300), place="amazon_fr", day=ago(late))
    rows = {row.sku: row.on_hand for row in desk.plan().rows}
    assert rows == {"A": 100, "B": 300}


def test_a_product_that_a_newer_report_lists_no_more_is_gone(sold):
    sold.stocked(("A", 100), ("B", 300), day=ago(7))
    sold.stocked(("A", 90))
    assert {row.sku: row.on_hand for row in sold.plan().rows} == {"A": 90, "B": 0}


def test_a_ledger_of_today_does_not_hide_what_yesterdays_report_tells(sold):
    cells = {"inbound-quantity": 500, "Reserved FC Transfer": 40}
    sold.put(planning(ago(1), ("A", 100, cells)), "planning.txt", marketplace="amazon_de")
    sold.put(ledger((TODAY, "A", 95)), "ledger.txt", marketplace="amazon_de")
    row = sold.row()
    assert (row.inbound, row.order_quantity) == (500, 0) and row.on_hand in (135, 140)


def test_what_was_on_its_way_weeks_ago_is_not_added_to_the_stock_of_today(sold):
    sold.put(planning(ago(20), ("A", 20, {"inbound-quantity": 500})), "planning.txt", marketplace="amazon_de")
    sold.put(ledger((TODAY, "A", 520)), "ledger.txt", marketplace="amazon_de")
    row = sold.row()
    assert row.inventory_position == 520 or any("2026-05-11" in note.en for note in row.warnings)


def test_stock_exported_today_beside_orders_that_the_export_cut_short(desk):
    hours = [(at, hour) for at in range(180) for hour in (8, 20) if (at, hour) != (0, 20)]
    cells = [{"order": f"{at}-{hour}", "purchase-date": f"{ago(at)}T{hour:02}:00:00+00:00"} for at, hour in hours]
    desk.ordered([line(ago(at), "A", 3, **cell) for (at, _), cell in zip(hours, cells, strict=True)])
    desk.stocked(("A", 900), day=ago(7))
    desk.stocked(("A", 150))
    result = desk.plan()
    assert (result.rows[0].on_hand, result.rows[0].velocity) == (150, 6)
    assert "restock_stock_stale" not in codes(result)


def test_a_shop_without_stock_and_orders_is_planned_from_the_newest_report(desk):
    desk.ordered(lines("A", 5, of=range(35, 180)))
    desk.stocked(("A", 100), day=ago(36))
    desk.stocked(("A", 0))
    result = desk.plan()
    assert (result.as_of, result.rows[0].on_hand, result.rows[0].order_quantity) == (TODAY, 0, UP_TO)


def _ledgers(desk):
    """A has no row since it sold out, C to E have rows of 0; D has damaged units; F never sold; B always had stock."""
    ended = {"A": 30, "C": 120, "D": 10}
    sold = [lines(sku, lambda at, end=end: 5 if at >= end else 0) for sku, end in ended.items()]
    desk.ordered(lines("B", 5), lines("E", 1, of=[150]), *sold)
    held = {
        "A": {at: 100 for at in range(30, 180)}, "B": dict.fromkeys(range(180), 100), "F": dict.fromkeys(range(60), 100),
        "C": {at: 100 * (at >= 120) for at in range(180)}, "D": {at: 50 * (at >= 10) for at in range(180)},
        "E": {at: 9 * (150 <= at < 155) for at in range(180)},
    }  # fmt: skip
    rows = [(ago(at), sku, units) for sku, days in held.items() for at, units in days.items()]
    damaged = [(ago(at), "D", 30, "WAREHOUSE_DAMAGED") for at in range(180)]
    desk.put(ledger(*rows, *damaged), "ledger.txt", marketplace="amazon_de")


@pytest.fixture
def ledgers(filled):
    return filled(_ledgers)


@pytest.mark.parametrize(("sku", "days"), [("A", 150), ("C", 60), ("D", 170)])
def test_days_without_stock_do_not_lower_the_velocity(ledgers, sku, days):
    row = ledgers.row(sku)
    assert (row.velocity, row.in_stock_days, row.on_hand, row.order_quantity) == (5, days, 0, UP_TO)
    assert row.confidence == "high"


def test_stock_that_was_never_sold_is_dead_and_not_ordered(ledgers):
    row = ledgers.row("F")
    assert (row.status, row.velocity, row.order_quantity, row.cover_days) == ("no_demand", 0, 0, None)


def test_sold_once_and_out_of_stock_since_is_for_a_human(ledgers):
    row = ledgers.row("E")
    assert row.status in ("review", "needs_plan") and row.order_quantity is None


def test_snapshots_of_each_week_are_no_record_of_stock(sold):
    for day in (0, 7, 14):
        sold.stocked(("A", 50), ("B", 0), day=ago(day))
    rows = {row.sku: row for row in sold.plan().rows}
    assert "restock_no_stock_history" in codes(rows["A"]) and rows["A"].confidence == "medium"
    assert (rows["A"].in_stock_days, rows["B"].in_stock_days) == (180, 177)


def _weekly(desk):
    """A sold out 28 days ago by the reports of each week."""
    desk.ordered(lines("A", lambda at: 5 if at >= 28 else 0), lines("B", 5))
    for at in (0, 7, 14, 21, 28, 35):
        desk.stocked(("A", 0 if at <= 28 else 100), ("B", 100), day=ago(at))


@pytest.fixture
def weekly(filled):
    return filled(_weekly)


def test_days_between_two_reports_of_no_stock_are_days_without(weekly):
    row = weekly.row()
    assert (row.velocity, row.order_quantity) == (5, UP_TO)


def test_a_product_in_stock_by_every_report_was_in_stock_all_the_time(weekly):
    assert (weekly.row("B").velocity, weekly.row("B").in_stock_days) == (5, 180)


def test_old_stock_is_named_as_such(sold):
    sold.stocked(("A", 100), day=ago(10))
    result = sold.plan(skus=["A"])
    assert "restock_stock_stale" in codes(result) | codes(result.rows[0]) and result.rows[0].on_hand == 100


def test_one_products_old_stock_is_named_though_the_report_of_another_is_new(sold):
    sold.put(myi(("A", 100), ("B", 300)), f"myi_{ago(100)}.txt", marketplace="amazon_de")
    sold.stocked(("A", 100))
    row = sold.row("B")
    assert row.on_hand == 0 or "restock_stock_stale" in codes(row)


@pytest.mark.parametrize("asked", [{}, {"marketplaces": ["amazon_us"]}])
def test_a_pools_own_row_in_lingxing(desk, asked):
    desk.ordered(lines("A", 5, "amazon_us"))
    more = {"待调仓": 10, "调仓中": 5, "FBA在途": 20}
    shared = [("共享库存", store, country, "A", 100, more) for store, country in (("N-US", "美国"), ("N-CA", "加拿大"))]
    desk.put(lingxing(("是", "N-US、N-CA", "美国", "A", 100, more), *shared), f"领星补货建议_{TODAY}.csv")
    row = desk.row(**asked)
    assert (row.pool, row.on_hand, row.inbound) == ("amazon_us", 115, 20)


def test_stores_of_lingxing_exported_on_two_days(sold):
    sold.put(lingxing(("", "ACC1", "德国", "A", 100)), f"领星补货建议_{TODAY}.csv")
    sold.put(lingxing(("", "ACC2", "德国", "A", 11), ("", "ACC2", "德国", "B", 300)), f"领星补货建议_{ago(1)}.csv")
    assert {row.sku: row.on_hand for row in sold.plan().rows} == {"A": 111, "B": 300}


def test_a_report_of_a_day_to_come_is_not_believed(sold):
    sold.stocked(("A", 100))
    sold.stocked(("A", 90), day=TODAY + timedelta(days=13000))
    result = sold.plan(skus=["A"])
    assert (result.as_of, result.rows[0].on_hand, result.rows[0].velocity) == (TODAY, 100, 5)


def test_both_marketplaces_of_a_pool_report_all_of_it(desk):
    desk.ordered(lines("A", 5), lines("A", 2, "amazon_fr"))
    desk.stocked(("A", 100, {"Inbound": 40}))
    desk.stocked(("A", 100, {"Inbound": 40}), place="amazon_fr")
    row = desk.row()
    assert (row.on_hand, row.inbound, row.velocity, row.marketplaces) == (100, 40, 7, ["amazon_de", "amazon_fr"])
    assert row.allocation == {"amazon_de": round(5 / 7, 4), "amazon_fr": round(2 / 7, 4)}
    assert desk.row(marketplaces=["FR"]).order_quantity == row.order_quantity


def test_reports_of_one_pool_that_contradict_each_other_are_named(sold):
    sold.stocked(("A", 0))
    sold.stocked(("A", 50), place="amazon_fr")
    row = sold.row()
    assert any("amazon_de" in note.en and "amazon_fr" in note.en for note in row.warnings)


def test_ledgers_by_country_in_two_files_are_named(sold):
    for place, country, units in (("amazon_de", "DE", 30), ("amazon_fr", "FR", 20)):
        rows = [(ago(at), "A", units) for at in range(60)]
        sold.put(ledger(*rows, location=country), f"ledger_{country}.txt", marketplace=place)
    assert "restock_stock_conflict" in codes(sold.row())
