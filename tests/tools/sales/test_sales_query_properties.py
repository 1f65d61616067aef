"""What must hold between answers, whatever the figures are."""

from collections import defaultdict
from itertools import combinations

import pytest

from tests.support import ask

ADDITIVE = "gross_revenue net_revenue units"
TRAFFIC = "sessions page_views"
ORDER_DIMENSIONS = [
    "day", "week", "month", "quarter", "year", "shop", "platform", "marketplace", "country", "sku", "asin",
    "parent_asin", "brand", "category", "fulfilment",
]  # fmt: skip
TRAFFIC_DIMENSIONS = [name for name in ORDER_DIMENSIONS if name not in ("country", "fulfilment")]
PAIRS = [pair for pair in combinations(ORDER_DIMENSIONS, 2) if not set(pair) <= {"day", "week", "month", "quarter", "year"}]
WINDOW = {"from": "2026-08-10", "to": "2026-08-23"}
DE = {"marketplace": ["amazon_de"]}


def by_currency(rows, metrics):
    sums = defaultdict(int)
    for row in rows:
        for metric in metrics.split():
            sums[row["currency"], metric] += row[metric] or 0
    return dict(sums)


@pytest.mark.parametrize("dimension", ORDER_DIMENSIONS)
def test_rows_sum_to_the_total(demo_warehouse, dimension):
    split = ask(demo_warehouse, ADDITIVE, dimensions=[dimension], window=WINDOW, limit=1000)
    whole = ask(demo_warehouse, ADDITIVE, window=WINDOW)
    assert len(split.rows) >= len(split.totals) == len(whole.rows) == 3
    assert by_currency(split.rows, ADDITIVE) == by_currency(split.totals, ADDITIVE) == by_currency(whole.rows, ADDITIVE)


@pytest.mark.parametrize("dimension", TRAFFIC_DIMENSIONS)
def test_traffic_rows_sum_to_the_total(demo_warehouse, dimension):
    # In the demo shop the store's sessions are the sum over its SKUs (stories.yaml, simplifications).
    split = ask(demo_warehouse, TRAFFIC, dimensions=[dimension], window=WINDOW, limit=1000)
    whole = ask(demo_warehouse, TRAFFIC, window=WINDOW)
    assert by_currency(split.rows, TRAFFIC) == by_currency(split.totals, TRAFFIC) == by_currency(whole.rows, TRAFFIC)


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_two_dimensions_sum_to_the_total(demo_warehouse, pair):
    rows = ask(demo_warehouse, "units", dimensions=list(pair), window=WINDOW, filters=DE, limit=1000).rows
    [whole] = ask(demo_warehouse, "units", window=WINDOW, filters=DE).rows
    assert sum(row["units"] or 0 for row in rows) == whole["units"]
    assert len({tuple(row[name] for name in pair) for row in rows}) == len(rows)


@pytest.mark.parametrize("dimension", ["sku", "asin", "parent_asin", "marketplace"])
def test_traffic_with_a_product_group(demo_warehouse, dimension):
    rows = ask(demo_warehouse, "sessions", dimensions=[dimension, "brand"], window=WINDOW, filters=DE).rows
    [whole] = ask(demo_warehouse, "sessions", window=WINDOW, filters=DE).rows
    assert sum(row["sessions"] for row in rows) == whole["sessions"]


def test_marketplaces_one_by_one_make_the_whole(demo_warehouse):
    split = ask(demo_warehouse, "orders units sessions", dimensions=["marketplace"], window=WINDOW)
    [whole] = ask(demo_warehouse, "orders units sessions", window=WINDOW).rows
    for metric in ("orders", "units", "sessions"):
        each = [
            ask(demo_warehouse, metric, window=WINDOW, filters={"marketplace": [row["marketplace"]]}).rows[0][metric]
            for row in split.rows
        ]
        assert each == [row[metric] for row in split.rows] and sum(each) == whole[metric]


MANY = "gross_revenue units orders average_order_value sessions unit_session_percentage buy_box_percentage"


@pytest.mark.parametrize("dimensions", [[], ["day"], ["marketplace"], ["sku"]], ids=["none", "day", "marketplace", "sku"])
def test_several_metrics_at_once_equal_each_alone(demo_warehouse, dimensions):
    # A17 was out of stock in the US from 5 to 19 March: it has sessions and no orders.
    question = {
        "dimensions": dimensions,
        "window": {"from": "2026-03-05", "to": "2026-03-19"},
        "filters": {"marketplace": ["US"]},
    }
    together = {tuple(row[name] for name in dimensions): row for row in ask(demo_warehouse, MANY, **question).rows}
    for metric in MANY.split():
        for row in ask(demo_warehouse, metric, **question).rows:
            assert together[tuple(row[name] for name in dimensions)][metric] == row[metric], (metric, row)


@pytest.mark.parametrize("filters", [{}, DE], ids=["all", "de"])
@pytest.mark.parametrize("dimensions", [[], ["day"], ["marketplace"], ["sku"]], ids=["none", "day", "marketplace", "sku"])
def test_the_order_of_the_metrics_does_not_matter(demo_warehouse, dimensions, filters):
    question = {"dimensions": dimensions, "window": WINDOW, "filters": filters, "limit": 1000}
    one, other = (
        {
            (*(row[name] for name in dimensions), row["currency"], row["gross_revenue"], row["sessions"])
            for row in ask(demo_warehouse, metrics, **question).rows
        }
        for metrics in ("gross_revenue sessions", "sessions gross_revenue")
    )
    assert one == other


@pytest.mark.parametrize("metric", ["gross_revenue", "units", "average_selling_price", "sessions", "unit_session_percentage"])
@pytest.mark.parametrize("descending", [True, False])
def test_the_first_n_are_the_head_of_the_sorted_list(demo_warehouse, metric, descending):
    question = {"dimensions": ["sku"], "window": WINDOW, "filters": DE, "descending": descending}
    everything = ask(demo_warehouse, metric, limit=1000, **question).rows
    ordered = sorted(everything, key=lambda row: ((-1 if descending else 1) * row[metric], row["sku"]))
    assert [row[metric] for row in ask(demo_warehouse, metric, limit=7, **question).rows] == [row[metric] for row in ordered[:7]]


def test_the_limit_does_not_change_the_total(demo_warehouse):
    question = {"dimensions": ["sku"], "window": WINDOW, "filters": DE}
    few, many = (ask(demo_warehouse, ADDITIVE, limit=limit, **question) for limit in (3, 1000))
    assert len(few.rows) == 3 and few.totals == many.totals


@pytest.mark.parametrize(("order_by", "descending"), [("sku", False), ("sku", True), ("units", True)])
def test_order_by(demo_warehouse, order_by, descending):
    rows = ask(
        demo_warehouse,
        "gross_revenue units",
        dimensions=["sku"],
        window=WINDOW,
        filters=DE,
        order_by=order_by,
        descending=descending,
    ).rows
    values = [row[order_by] for row in rows]
    assert values == sorted(values, reverse=descending)


def test_the_same_question_twice_gives_the_same_answer(demo_warehouse):
    question = {"dimensions": ["sku"], "window": WINDOW, "compare": "previous_period", "currency": "USD"}
    first, second = (ask(demo_warehouse, MANY, **question).model_dump_json() for _ in range(2))
    assert first == second
