import pytest

from tests.support import all_orders, ask, codes, load, load_uci, order, sql, traffic_report
from tests.tools.sales.seeding import seed


def day_of_orders(day, *hours):
    return [order(f"302-{day}{hour}", purchase_date=f"{day}T{hour:02}:00:00+00:00") for hour in hours]


def complete_until(warehouse):
    return str(warehouse.coverage()[0].complete_until)


# Three whole days, each with its last order at 20 h UTC.
WHOLE = [line for day in ("2026-03-01", "2026-03-02", "2026-03-03") for line in day_of_orders(day, 9, 20)]


@pytest.mark.parametrize(
    ("hours", "until"),
    [
        ((9,), "2026-03-03"),  # ends at 9 h where the others went on to 20 h: cut short
        ((9, 21), "2026-03-04"),  # goes on as long as the others
        ((20,), "2026-03-04"),
    ],
)
def test_a_last_day_that_the_export_cut_short_is_not_complete(warehouse, hours, until):
    load(warehouse, all_orders(*WHOLE, *day_of_orders("2026-03-04", *hours)))
    assert complete_until(warehouse) == until
    assert str(warehouse.coverage()[0].last_day) == "2026-03-04"


def test_the_next_export_completes_it(warehouse):
    load(warehouse, all_orders(*WHOLE, *day_of_orders("2026-03-04", 9)))
    load(warehouse, all_orders(*day_of_orders("2026-03-04", 9, 20)), file="next.txt")
    assert complete_until(warehouse) == "2026-03-04"


def test_files_with_days_only_are_complete(warehouse, uci_lines):
    load_uci(warehouse, uci_lines(*(("1", "A", 1, "1.5", f"2010-12-0{n}") for n in (1, 2, 3))))
    assert complete_until(warehouse) == "2010-12-03"


def test_relative_periods_count_from_the_last_complete_day(warehouse):
    load(warehouse, all_orders(*WHOLE, *day_of_orders("2026-03-04", 9)))
    yesterday = ask(warehouse, "units", window="yesterday")
    assert (str(yesterday.as_of), str(yesterday.window.start), yesterday.rows[0]["units"]) == (
        "2026-03-03",
        "2026-03-03",
        2,
    )
    assert "data_incomplete" in codes(ask(warehouse, "units"))


def test_one_shop_does_not_shift_anothers_days(warehouse):
    load(warehouse, all_orders(*WHOLE), shop="north")
    load(warehouse, all_orders(*WHOLE, *day_of_orders("2026-03-04", 9)), shop="south")
    assert {entry.shop: str(entry.complete_until) for entry in warehouse.coverage()} == {
        "north": "2026-03-03", "south": "2026-03-03",
    }  # fmt: skip


def test_what_the_rows_carry(warehouse, uci_lines):
    load(warehouse, all_orders(order("302-1")))
    load(warehouse, traffic_report("2026-03-02", days=[("2026-03-02", 5)]))
    load_uci(warehouse, uci_lines(("C1", "A", -1, "1.5")))
    has = {(c.marketplace, c.table): (c.has_returns, c.has_buyers) for c in warehouse.coverage()}
    assert has == {
        ("amazon_de", "order_line"): (False, False),
        ("amazon_de", "traffic_day"): (True, False),
        ("gift_shop", "order_line"): (True, True),
    }


def test_known_values(warehouse):
    load(warehouse, all_orders(order("302-1"), order("302-2", sku="B2"), order("302-3")))
    known = warehouse.known_values()
    assert known["sku"] == ["A17", "B2"]  # A17 has two rows, so it comes first
    assert (known["marketplace"], known["country"], known["fulfilment"]) == (
        ["amazon_de"],
        ["DE"],
        ["Amazon"],
    )


def held(warehouse, table):
    return [(str(c.first_day), str(c.last_day)) for c in warehouse.coverage() if c.table == table]


def test_days_of_every_table(warehouse):
    week = ("2026-03-02", "2026-03-08")
    seed(warehouse, "ad_day", {"days": week, "cost": "1", "campaign": "C1"}, {"day": "2026-03-10", "ad_type": "sb"})
    seed(warehouse, "search_performance", {"days": week, "grain": "query", "search_query": "box"})
    seed(warehouse, "inventory_day", {"day": "2026-03-05"}, {"day": "2026-03-01"})
    seed(warehouse, "settlement_line", {"day": "2026-03-05"})
    assert held(warehouse, "ad_day") == [("2026-03-02", "2026-03-10")]
    assert held(warehouse, "search_performance") == [week]
    assert held(warehouse, "inventory_day") == [("2026-03-01", "2026-03-05")]
    assert held(warehouse, "settlement_line") == [("2026-03-05", "2026-03-05")]
    known = warehouse.known_values(["campaign", "ad_type", "search_query", "sku"])
    assert known == {"campaign": ["C1"], "ad_type": ["sb", "sp"], "search_query": ["box"], "sku": ["A17"]}


def test_periods_of_reports(warehouse):
    week = ("2026-03-02", "2026-03-08")
    for _ in range(2):  # the same rows once more are the same periods
        seed(warehouse, "ad_day", {"days": week, "cost": "1"}, {"day": "2026-03-10", "ad_type": "sb", "grain": "targeting"})
        seed(warehouse, "search_performance", {"days": week})
    columns = "table_name, grain, granularity, period_from::varchar, period_to::varchar"
    assert sql(warehouse, f"select {columns} from report_period order by all") == [
        ("ad_day", "campaign", "sp", *week),
        ("ad_day", "targeting", "sb", "2026-03-10", "2026-03-10"),
        ("search_performance", "asin", "", *week),
    ]


def test_another_shops_periods_stay(warehouse):
    seed(warehouse, "ad_day", {"day": "2026-03-02", "shop_id": "north"})
    seed(warehouse, "ad_day", {"day": "2026-03-03", "shop_id": "south"})
    assert sql(warehouse, "select shop_id from report_period order by 1") == [("north",), ("south",)]
