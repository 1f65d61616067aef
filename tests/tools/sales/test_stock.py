"""Stock: of each pool and SKU the newest snapshot; what several reports or marketplaces see counts once."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations
from random import Random

import pytest

from tests.support import ask, codes, figures
from tests.tools.sales.seeding import seed
from tools.core.errors import NotCovered, NotEnoughData

SOURCES = ["restock", "myi", "planning", "ledger", "lingxing"]


def snap(day="2026-03-10", units=100, **cells):
    return {"day": day, "fulfillable": units, "reserved": 3, "unsellable": 2, "inbound": 40, **cells}


def sales(day="2026-03-10", units=1, **cells):
    return {"day": day, "quantity": units, "order_id": day, **cells}


def test_each_metric(warehouse):
    seed(warehouse, "inventory_day", snap(), snap(sku="B2", units=20))
    assert figures(warehouse, "stock inbound_units reserved_units unsellable_units") == (120, 80, 6, 4)
    assert {row["sku"]: row["stock"] for row in ask(warehouse, "库存", dimensions=["sku"]).rows} == {"A17": 100, "B2": 20}


def test_the_newest_snapshot_up_to_the_end_counts(warehouse):
    seed(warehouse, "inventory_day", snap("2026-03-01", 50), snap("2026-03-08", 70), snap("2026-03-09", 20, sku="B2"))
    assert figures(warehouse, "stock") == 90  # A17 of 8 March, B2 of 9 March
    assert figures(warehouse, "stock", window="2026-03-08") == 70
    assert figures(warehouse, "stock", window={"from": "2026-03-03", "to": "2026-03-05"}) == 50
    late = ask(warehouse, "stock", window="2026-03-12")
    assert late.rows[0]["stock"] == 90 and codes(late) == {"stock_as_of"}
    with pytest.raises(NotEnoughData):
        ask(warehouse, "stock", window="2026-02")


def test_old_snapshots_are_said(warehouse):
    seed(warehouse, "inventory_day", snap("2026-03-01", 50), snap("2026-03-10", 20, sku="B2"))
    result = ask(warehouse, "stock")
    [note] = [note for note in result.warnings if note.code == "stock_old"]
    assert result.rows[0]["stock"] == 70 and "1 SKUs" in note.en and "2026-03-01" in note.zh
    assert "stock_old" not in codes(ask(warehouse, "stock", window="2026-03-08"))  # seven days before


def test_by_time_the_newest_of_each_bucket(warehouse):
    days = [snap("2026-03-02", 10), snap("2026-03-05", 20), snap("2026-03-10", 30), snap("2026-02-27", 5)]
    seed(warehouse, "inventory_day", *days)
    rows = ask(warehouse, "stock", dimensions=["week"], window="2026-03").rows
    assert [(str(row["week"]), row["stock"]) for row in rows] == [("2026-03-02", 20), ("2026-03-09", 30)]
    by_month = ask(warehouse, "stock", dimensions=["month"], window={"from": "2026-02-01", "to": "2026-03-31"})
    assert [row["stock"] for row in by_month.rows] == [5, 30]
    assert by_month.totals[0]["stock"] == 30  # not 35: stocks of two months are not added up


@pytest.mark.parametrize("present", range(5))
def test_of_several_reports_of_a_day_one_counts(warehouse, present):
    rows = [snap(units=10 + place, source=source) for place, source in enumerate(SOURCES) if place >= present]
    seed(warehouse, "inventory_day", *reversed(rows))
    assert figures(warehouse, "stock") == 10 + present


def test_a_newer_report_of_a_lesser_source_counts(warehouse):
    seed(warehouse, "inventory_day", snap("2026-03-08", 50), snap("2026-03-10", 20, source="ledger"))
    assert figures(warehouse, "stock") == 20


def test_a_report_that_does_not_tell_a_figure_leaves_it_to_another(warehouse):
    seed(warehouse, "inventory_day", snap("2026-03-08"), snap("2026-03-10", 20, source="ledger", inbound=None))
    assert figures(warehouse, "stock inbound_units") == (20, 40)
    assert (figures(warehouse, "stock"), figures(warehouse, "inbound_units")) == (20, 40)


def test_rows_of_one_sku_in_several_conditions_add_up(warehouse):
    seed(warehouse, "inventory_day", snap(units=5, fnsku="X1"), snap(units=7, fnsku="X2"))
    assert figures(warehouse, "stock") == 12


@pytest.fixture
def shared(warehouse):
    """A pool seen from two marketplaces, and a stock of its own in the US."""
    france, us = {"marketplace": "amazon_fr"}, {"marketplace": "amazon_us", "pool": "amazon_us"}
    seed(warehouse, "inventory_day", snap(), snap(**france), snap(units=30, **us))
    return warehouse


def test_a_shared_pool_counts_once(shared):
    assert figures(shared, "stock") == 130
    assert {row["sku"]: row["stock"] for row in ask(shared, "stock", dimensions=["sku"]).rows} == {"A17": 130}
    assert "stock_shared" not in codes(ask(shared, "stock"))


def test_by_marketplace_each_sees_the_shared_stock(shared):
    result = ask(shared, "stock", dimensions=["marketplace"])
    assert {row["marketplace"]: row["stock"] for row in result.rows} == {"amazon_de": 100, "amazon_fr": 100, "amazon_us": 30}
    assert result.totals[0]["stock"] == 130 and "stock_shared" in codes(result)


@pytest.mark.parametrize(("markets", "units", "is_shared"), [
    (["amazon_de"], 100, True), (["amazon_de", "amazon_fr"], 100, True), (["amazon_us"], 30, False),
])  # fmt: skip
def test_filtered_by_marketplace(shared, markets, units, is_shared):
    result = ask(shared, "stock", filters={"marketplace": markets})
    assert result.rows[0]["stock"] == units and ("stock_shared" in codes(result)) == is_shared


def test_compared_with_an_earlier_stock(warehouse):
    seed(warehouse, "inventory_day", snap("2026-03-08", 50), snap("2026-03-10", 20))
    [row] = ask(warehouse, "stock", window="2026-03-10", compare={"from": "2026-03-08", "to": "2026-03-08"}).rows
    assert (row["stock"], row["base"]["stock"], row["change"]["stock"]) == (20, 50, -30)


def random_rows():
    chance = Random(11)
    days = [date(2026, 3, 1) + timedelta(days=n) for n in range(25)]
    pools = {"amazon_de": "eu", "amazon_fr": "eu", "amazon_us": "us"}
    rows = []
    for day in days:
        for market, pool in pools.items():
            for source in SOURCES:
                for sku in ("A17", "B2", "C3"):
                    if chance.random() < 0.12:
                        place = {"marketplace": market, "pool": pool, "source": source, "sku": sku}
                        rows.append(snap(str(day), chance.randrange(200), **place))
    return rows


def counted(rows, end, by=()):
    """Stock by plain Python: of each pool and SKU the newest day, of it the best source, of it the first marketplace."""
    groups = defaultdict(list)
    for row in rows:
        if row["day"] <= end:
            groups[(row["pool"], row["sku"], *(row[name] for name in by))].append(row)
    found = defaultdict(int)
    for (_, sku, *split), group in groups.items():
        best = min(group, key=lambda r: ([-ord(c) for c in r["day"]], SOURCES.index(r["source"]), r["marketplace"]))
        found[tuple(split) or (sku,)] += best["fulfillable"]
    return dict(found)


@pytest.mark.parametrize("end", ["2026-03-02", "2026-03-09", "2026-03-25"])
def test_against_a_count_of_the_rows(warehouse, end):
    rows = random_rows()
    seed(warehouse, "inventory_day", *rows)
    window = {"from": end, "to": end}
    by_sku = ask(warehouse, "stock", dimensions=["sku"], window=window)
    assert {(row["sku"],): row["stock"] for row in by_sku.rows} == counted(rows, end)
    assert by_sku.totals[0]["stock"] == sum(row["stock"] for row in by_sku.rows) == figures(warehouse, "stock", window=window)
    by_market = ask(warehouse, "stock", dimensions=["marketplace"], window=window)
    assert {(row["marketplace"],): row["stock"] for row in by_market.rows} == counted(rows, end, ["marketplace"])


@pytest.mark.parametrize("order", list(permutations(range(3)))[:4])
def test_the_order_of_imports_does_not_matter(warehouse, order):
    rows = random_rows()
    for place in order:
        seed(warehouse, "inventory_day", *rows[place::3])
    assert figures(warehouse, "stock") == sum(counted(rows, "2026-03-25").values())


def thirty_days(units=2, **cells):
    """So many units a day in the 30 days up to 10 March, and one sale each before and after."""
    first = date(2026, 3, 10) - timedelta(days=29)
    inside = [sales(str(first + timedelta(days=n)), units, **cells) for n in range(30)]
    return [*inside, sales("2026-02-01", 500, **cells), sales("2026-03-11", 500, **cells)]


def test_days_of_supply(warehouse):
    seed(warehouse, "inventory_day", snap(), snap(sku="B2", units=20))
    postage = sales(sku="POST", is_product=False)
    seed(warehouse, "order_line", *thirty_days(), *thirty_days(1, sku="B2"), postage)
    # A17 100 / 2 a day, B2 20 / 1 a day, together 120 / 3 a day
    by_sku = ask(warehouse, "days_of_supply", dimensions=["sku"], window="2026-03")
    assert {row["sku"]: row["days_of_supply"] for row in by_sku.rows} == {"A17": 50, "B2": 20}
    assert by_sku.totals[0]["days_of_supply"] == Decimal("40.0")
    assert figures(warehouse, "days_of_supply", filters={"sku": ["B2"]}, window="2026-03") == 20
    assert figures(warehouse, "days_of_supply stock units", window="2026-03-10") == (40, 120, 3)


def test_stock_without_sales_lasts_no_number_of_days(warehouse):
    seed(warehouse, "inventory_day", snap(), snap(sku="B2", units=20))
    seed(warehouse, "order_line", *thirty_days())
    result = ask(warehouse, "days_of_supply", dimensions=["sku"], window="2026-03")
    assert {row["sku"]: row["days_of_supply"] for row in result.rows} == {"A17": 50, "B2": None}
    assert "no_sales_no_days" in codes(result)
    alone = ask(warehouse, "days_of_supply", filters={"sku": ["B2"]}, window="2026-03")
    assert alone.rows[0]["days_of_supply"] is None and "no_sales_no_days" in codes(alone)


def test_sales_that_do_not_reach_over_thirty_days_are_said(warehouse):
    seed(warehouse, "inventory_day", snap())
    seed(warehouse, "order_line", sales("2026-03-01", 30), sales("2026-03-10", 30))
    result = ask(warehouse, "days_of_supply")
    assert result.rows[0]["days_of_supply"] == 50 and "supply_sales_gap" in codes(result)


def test_without_orders_traffic_tells_the_sales(warehouse):
    seed(warehouse, "inventory_day", snap())
    first = date(2026, 3, 10) - timedelta(days=29)
    seed(warehouse, "traffic_day", *({"day": str(first + timedelta(days=n)), "units_ordered": 4} for n in range(30)))
    result = ask(warehouse, "days_of_supply")
    assert result.rows[0]["days_of_supply"] == 25 and codes(result) == {"stock_as_of", "from_traffic_report"}


def test_days_of_supply_are_not_split_by_time(warehouse):
    seed(warehouse, "inventory_day", snap())
    seed(warehouse, "order_line", *thirty_days())
    with pytest.raises(NotCovered) as refusal:
        ask(warehouse, "days_of_supply", dimensions=["month"])
    assert refusal.value.key == "one_day_only"


def test_sales_in_places_without_a_snapshot_are_said(warehouse):
    seed(warehouse, "inventory_day", snap())
    seed(warehouse, "order_line", *thirty_days(), *thirty_days(marketplace="amazon_fr"))
    result = ask(warehouse, "days_of_supply", window="2026-03-10")
    assert result.rows[0]["days_of_supply"] == 25 and "stock_places_differ" in codes(result)  # 100 / 4, from one pool


def test_sell_through(warehouse):
    stock = [snap("2026-03-02", 40), snap("2026-03-09", 20), snap("2026-03-09", 19, source="ledger")]
    seed(warehouse, "inventory_day", *stock, snap("2026-03-09", 60, sku="B2"), snap("2026-02-20", 900))
    seed(warehouse, "order_line", sales("2026-03-03", 12), sales("2026-03-12", 6), sales("2026-03-05", 6, sku="B2"))
    # A17 sold 18 of (40 + 20) / 2 = 30; B2 sold 6 of 60; together 24 of 90
    result = ask(warehouse, "sell_through_rate", dimensions=["sku"], window="2026-03")
    assert {row["sku"]: row["sell_through_rate"] for row in result.rows} == {"A17": Decimal("0.6"), "B2": Decimal("0.1")}
    assert result.totals[0]["sell_through_rate"] == Decimal("0.266667") and "one_snapshot" not in codes(result)
    weeks = ask(warehouse, "sell_through_rate", dimensions=["week"], filters={"sku": ["A17"]}, window="2026-03").rows
    assert [row["sell_through_rate"] for row in weeks] == [Decimal("0.3"), Decimal("0.3")]  # 12 / 40, 6 / 20


def test_what_was_not_sold_has_a_rate_of_nought(warehouse):
    seed(warehouse, "inventory_day", snap(), snap(sku="B2"))
    seed(warehouse, "order_line", sales("2026-03-05", 25), sales("2026-03-20", 0))
    rows = ask(warehouse, "sell_through_rate units", dimensions=["sku"], window="2026-03").rows
    assert {row["sku"]: (row["sell_through_rate"], row["units"]) for row in rows} == {"A17": (Decimal("0.25"), 25), "B2": (0, 0)}


def test_one_snapshot_is_no_average_and_is_said(warehouse):
    seed(warehouse, "inventory_day", snap())
    seed(warehouse, "order_line", sales("2026-03-05", 25))
    result = ask(warehouse, "sell_through_rate", window="2026-03")
    assert result.rows[0]["sell_through_rate"] == Decimal("0.25") and "one_snapshot" in codes(result)


def test_skus_that_no_snapshot_tells_of_are_counted(warehouse):
    seed(warehouse, "inventory_day", snap())
    seed(warehouse, "order_line", *thirty_days(), *thirty_days(1, sku="B2"))
    result = ask(warehouse, "days_of_supply", window="2026-03-10")
    [note] = [note for note in result.warnings if note.code == "sold_without_stock"]
    assert result.rows[0]["days_of_supply"] == Decimal("33.3") and note.en.startswith("1 SKUs")  # 100 / 3
    assert "sold_without_stock" not in codes(ask(warehouse, "days_of_supply", filters={"sku": ["A17"]}, window="2026-03-10"))


def test_the_average_counts_a_shared_pool_once(shared):
    seed(shared, "order_line", sales("2026-03-05", 26))
    assert figures(shared, "sell_through_rate", window="2026-03") == Decimal("0.2")  # 26 / (100 + 30)
