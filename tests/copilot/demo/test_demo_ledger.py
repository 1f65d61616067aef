"""The stock ledger from its files alone: a history without gaps that agrees with stories, sales and snapshots."""

import csv
import json
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest
import yaml

import copilot.demo
from copilot.demo import generator
from tests.support import figures
from tools.core.errors import NotEnoughData

TRUTH = yaml.safe_load((Path(copilot.demo.__file__).parent / "stories.yaml").read_text(encoding="utf-8"))
STOCK_OUTS = [story for story in TRUTH["stories"] if story["kind"] == "stock_out"]
SELLABLE, DAMAGED = "SELLABLE", "CUSTOMER_DAMAGED"
START, END = "Starting Warehouse Balance", "Ending Warehouse Balance"
MOVES = ["Receipts", "Customer Shipments", "Customer Returns", "Vendor Returns", "Warehouse Transfer In/Out", "Found", "Lost"]
MOVES += ["Damaged", "Disposed", "Other Events", "Unknown Events"]


def days_of(story):
    return {story["from"] + timedelta(n) for n in range((story["to"] - story["from"]).days + 1)}


PERIOD = days_of(TRUTH["shop"])


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def files_of(demo_files, report, marketplace):
    return [file.path for file in demo_files if (file.report, file.marketplace) == (report, marketplace)]


@pytest.fixture(scope="module")
def books(demo_files):
    """By marketplace, then by SKU, disposition and day, the numbers of the ledger."""
    found = defaultdict(dict)
    for marketplace in ("amazon_us", "amazon_de", "amazon_jp"):
        [path] = files_of(demo_files, generator.LEDGER, marketplace)
        for row in rows_of(path):
            day = datetime.strptime(row["Date"], "%m/%d/%Y").date()
            numbers = {name: int(row[name]) for name in (START, *MOVES, END)}
            assert found[marketplace].setdefault((row["MSKU"], row["Disposition"], day), numbers) is numbers
    return found


@pytest.fixture(params=["amazon_us", "amazon_de", "amazon_jp"])
def marketplace(request):
    return request.param


def test_every_sku_has_every_day(books, marketplace):
    days = defaultdict(set)
    for sku, disposition, day in books[marketplace]:
        days[sku, disposition].add(day)
    assert all(found == PERIOD for (_, disposition), found in days.items() if disposition == SELLABLE)
    assert all(found <= PERIOD for found in days.values())


def test_every_row_adds_up_and_no_balance_is_negative(books, marketplace):
    for row in books[marketplace].values():
        assert row[START] + sum(row[name] for name in MOVES) == row[END]
        assert row[START] >= 0 and row[END] >= 0 and row["Receipts"] >= 0 >= row["Customer Shipments"]


def test_every_day_starts_where_the_day_before_ended(books, marketplace):
    book = books[marketplace]
    for sku, disposition in {key[:2] for key in book}:
        for before, day in pairwise(sorted(PERIOD)):
            ended = book.get((sku, disposition, before), {END: 0})[END]
            assert book.get((sku, disposition, day), {START: 0})[START] == ended


def test_nothing_is_left_on_the_days_of_a_stock_out_and_on_no_other(books, marketplace):
    planted = {(sku, day) for s in STOCK_OUTS if s["marketplace"] == marketplace for sku in s["skus"] for day in days_of(s)}
    book = books[marketplace]
    assert {(sku, day) for (sku, kind, day), row in book.items() if kind == SELLABLE and row[END] == 0} == planted


@pytest.mark.parametrize("story", STOCK_OUTS, ids=lambda story: story["id"])
def test_a_delivery_ends_a_stock_out(books, story):
    book, [sku] = books[story["marketplace"]], story["skus"]
    assert all(book[sku, SELLABLE, day]["Receipts"] == 0 for day in days_of(story))
    after = book[sku, SELLABLE, story["to"] + timedelta(1)]
    assert after[START] == 0 < after["Receipts"] and after[END] > 0


def sold(demo_files, marketplace):
    """By SKU and day the units of the traffic report."""
    return {
        (entry["sku"], date.fromisoformat(report["salesAndTrafficByDate"][0]["date"])): entry["salesByAsin"]["unitsOrdered"]
        for path in files_of(demo_files, generator.TRAFFIC, marketplace)
        for report in json.loads(path.read_text(encoding="utf-8"))
        for entry in report["salesAndTrafficByAsin"]
    }


def test_what_was_sold_left_on_its_day(books, demo_files, marketplace):
    units = sold(demo_files, marketplace)
    left = Counter()
    for (sku, kind, day), row in books[marketplace].items():
        left[sku, day] -= row["Customer Shipments"] if kind == SELLABLE else 0
    late = {(sku, s["from"]) for s in STOCK_OUTS if s["marketplace"] == marketplace for sku in s["skus"]}
    differs = {key for key in left if left[key] != units.get(key, 0)}
    # Orders of the last day before a stock-out leave on its first day: no unit more or less.
    assert differs == late | {(sku, max(d for s, d in units if s == sku and d < day and units[s, d])) for sku, day in late}
    assert sum(left.values()) == sum(units.values())


@pytest.mark.parametrize(("report", "names"), [
    (generator.INVENTORY, ("sku", "afn-fulfillable-quantity", "afn-unsellable-quantity")),
    (generator.RESTOCK, ("Merchant SKU", "Available", "Unfulfillable")),
])  # fmt: skip
def test_the_ledger_agrees_with_the_snapshots(books, demo_files, marketplace, report, names):
    for path in files_of(demo_files, report, marketplace):
        day = date.fromisoformat(path.stem[-10:])
        for sku, sellable, unsellable in ([row[name] for name in names] for row in rows_of(path)):
            ends = [books[marketplace].get((sku, kind, day), {END: 0})[END] for kind in (SELLABLE, DAMAGED)]
            assert ends == [int(sellable), int(unsellable)]


def held(books, marketplace, kind, day):
    return sum(row[END] for (_, k, d), row in books[marketplace].items() if (k, d) == (kind, day))


@pytest.mark.parametrize("day", ["2025-08-01", "2026-03-10", "2026-07-15", "2026-10-22", "2026-10-31"])
def test_stock_of_a_past_day_is_that_of_the_file(demo_warehouse, books, marketplace, day):
    question = {"window": {"from": day, "to": day}, "filters": {"marketplace": [marketplace]}}
    expected = tuple(held(books, marketplace, kind, date.fromisoformat(day)) for kind in (SELLABLE, DAMAGED))
    assert figures(demo_warehouse, "stock unsellable_units", **question) == expected


@pytest.mark.parametrize("story", STOCK_OUTS, ids=lambda story: story["id"])
def test_the_stock_of_a_stock_out_is_nought(demo_warehouse, story):
    window = {"from": str(story["from"]), "to": str(story["to"])}
    question = {"window": window, "filters": {"marketplace": [story["marketplace"]], "sku": story["skus"]}}
    assert figures(demo_warehouse, "stock days_of_supply", **question) == (0, 0)


def test_what_a_ledger_does_not_tell_stays_refused(demo_warehouse):
    with pytest.raises(NotEnoughData):
        figures(demo_warehouse, "inbound_units", window={"from": "2026-03-10", "to": "2026-03-10"})


def test_sell_through_is_over_the_stock_of_every_day(demo_warehouse, books, demo_files):
    window, days = {"from": "2026-08-01", "to": "2026-08-31"}, [date(2026, 8, n) for n in range(1, 32)]
    units = sum(n for (sku, day), n in sold(demo_files, "amazon_us").items() if sku == "A17" and day in days)
    stock = mean(books["amazon_us"]["A17", SELLABLE, day][END] for day in days)
    rate = figures(demo_warehouse, "sell_through_rate", window=window, filters={"marketplace": ["amazon_us"], "sku": ["A17"]})
    assert rate == pytest.approx(Decimal(units / stock), abs=Decimal("0.000001"))
