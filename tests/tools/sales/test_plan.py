import pytest

from tests.support import day
from tools.core.errors import InvalidInput, NotCovered, NotEnoughData, ToolError, UnknownReference
from tools.core.result import Period
from tools.sales.filters import resolve_filters
from tools.sales.plan import make_plan
from tools.sales.question import SalesQuestion
from tools.warehouse.warehouse import Coverage


def entry(
    table="order_line",
    marketplace="amazon_de",
    first="2026-01-01",
    last="2026-03-31",
    until=None,
    returns=False,
    buyers=False,
):
    return Coverage("main", marketplace, table, day(first), day(last), day(until or last), returns, buyers, False)


ORDERS, TRAFFIC = entry(), entry("traffic_day", returns=True)


def plan(metrics, coverage=(ORDERS, TRAFFIC), **question):
    asked = SalesQuestion(metrics=metrics.split(","), **question)
    known = {
        "marketplace": ["amazon_de", "amazon_us", "amazon_fr"],
        "sku": ["A17"],
        "platform": ["amazon", "ebay"],
    }
    return make_plan(asked, resolve_filters(asked.filters, known), list(coverage))


def window(first, last):
    return Period(start=day(first), end=day(last))


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("销售额", ["gross_revenue"]),
        ("GMV", ["gross_revenue"]),
        ("销量,单量", ["units", "orders"]),
        ("AOV", ["average_order_value"]),
        ("转化率,流量", ["unit_session_percentage", "sessions"]),
        (" Units ,units", ["units"]),
        ("净销售额", ["net_revenue"]),
    ],
)
def test_metrics_by_the_words_people_use(words, ids):
    assert [metric.id for metric in plan(words).metrics] == ids


@pytest.mark.parametrize(
    ("metric", "coverage", "formula"),
    [
        ("gross_revenue", [ORDERS], ("order_line", ("sold_amount",))),
        ("gross_revenue", [TRAFFIC], ("traffic_day", ("ordered_product_sales",))),
        ("units", [TRAFFIC], ("traffic_day", ("units_ordered",))),
        ("refund_rate", [ORDERS, TRAFFIC], ("traffic_day", ("units_refunded", "units_ordered"))),
        ("refund_rate", [entry(returns=True), TRAFFIC], ("order_line", ("returned_units", "sold_units"))),
    ],
)
def test_which_table_answers(metric, coverage, formula):
    found = plan(metric, coverage).formulas[metric]
    assert (found.tables, found.of) == ((formula[0],), formula[1])


@pytest.mark.parametrize(
    ("metric", "coverage", "key"),
    [
        ("buyers", [ORDERS], "needs_buyers"),
        ("refund_rate", [ORDERS], "needs_returns"),
        ("refund_rate_amount", [ORDERS, TRAFFIC], "needs_returns"),
        ("sessions", [ORDERS], "needs_traffic_day"),
        ("orders", [TRAFFIC], "needs_order_line"),
        ("净利", [ORDERS], "metric_unavailable"),
        ("TACOS", [ORDERS], "needs_ad_day"),
    ],
)
def test_metrics_that_the_reports_cannot_give(metric, coverage, key):
    with pytest.raises(NotCovered) as refusal:
        plan(metric, coverage)
    assert refusal.value.key == key


def test_unknown_metric_names_the_nearest():
    with pytest.raises(UnknownReference) as refusal:
        plan("gross_revenu")
    assert refusal.value.details["nearest"][0] == "gross_revenue"


def test_relative_windows_count_from_the_last_complete_day():
    found = plan("units", [entry(last="2026-03-31", until="2026-03-30")], window="last_7_days")
    assert (found.as_of, found.window) == (day("2026-03-30"), window("2026-03-24", "2026-03-30"))
    assert plan("units", window="yesterday", as_of="2026-02-10").window == window("2026-02-10", "2026-02-10")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"from": "2026-02-01", "to": "2026-02-10"}, window("2026-02-01", "2026-02-10")),
        ({"from": "2026-02-01"}, window("2026-02-01", "2026-03-31")),
        ({"to": "2026-02-10"}, window("2026-01-01", "2026-02-10")),
        ({}, window("2026-01-01", "2026-03-31")),
        ("2026-02", window("2026-02-01", "2026-02-28")),
    ],
)
def test_windows(asked, expected):
    assert plan("units", window=asked).window == expected


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ({"from": "2026-02-10", "to": "2026-02-01"}, "window_reversed"),
        ({"period": "2026-02", "from": "2026-02-01"}, "window_twice"),
        ("someday", "bad_window"),
    ],
)
def test_windows_that_make_no_sense(asked, key):
    with pytest.raises(InvalidInput) as refusal:
        plan("units", window=asked)
    assert refusal.value.key == key


@pytest.mark.parametrize(
    "question",
    [
        {"window": {"from": "0001-01-01"}, "compare": "previous_period"},
        {"window": {"from": "0001-01-01"}, "compare": "same_period_last_year"},
        {"window": "last_week", "as_of": "0001-01-01"},
        {"window": "this_month", "as_of": "9999-12-31"},
    ],
)
def test_the_ends_of_the_calendar_are_refused_not_a_crash(question):
    with pytest.raises(ToolError):
        plan("units", **question)


@pytest.mark.parametrize("asked", ["2025", "2026-04", {"from": "2027-01-01"}])
def test_a_window_without_data_names_the_range(asked):
    with pytest.raises(NotEnoughData) as refusal:
        plan("units", window=asked)
    assert "2026-01-01" in refusal.value.text["en"] and "2026-03-31" in refusal.value.text["zh"]


@pytest.mark.parametrize(
    ("compare", "base"),
    [
        ("previous_period", window("2026-01-01", "2026-01-31")),
        ("same_period_last_year", window("2025-02-01", "2025-02-28")),
        ({"from": "2026-03-01", "to": "2026-03-28"}, window("2026-03-01", "2026-03-28")),
        ("2026-01", window("2026-01-01", "2026-01-31")),
        (None, None),
    ],
)
def test_what_february_is_compared_with(compare, base):
    assert plan("units", window="2026-02", compare=compare).base == base


@pytest.mark.parametrize(
    ("coverage", "asked", "warnings"),
    [
        ([entry(until="2026-03-30")], "2026-03", ["data_incomplete"]),
        ([entry(first="2026-03-10")], "2026-03", ["data_begin"]),
        ([ORDERS], "2026-02", []),
        ([ORDERS, entry(marketplace="amazon_us", last="2026-02-15")], "2026-03", ["data_ended"]),
        ([ORDERS, entry(marketplace="amazon_us", last="2026-03-15")], "2026-03", ["data_incomplete"]),
    ],
)
def test_gaps_are_said(coverage, asked, warnings):
    assert [note.code for note in plan("units", coverage, window=asked).warnings] == warnings


@pytest.mark.parametrize(("order_by", "found"), [(None, None), ("单量", "orders"), ("sku", "sku"), ("units", "units")])
def test_order_by(order_by, found):
    assert plan("units,orders", dimensions=["sku"], order_by=order_by).order_by == found


def test_order_by_a_metric_that_was_not_asked_for():
    with pytest.raises(InvalidInput) as refusal:
        plan("units", order_by="orders")
    assert refusal.value.key == "order_not_asked"


def test_filters_without_data():
    with pytest.raises(NotEnoughData) as refusal:
        plan("units", filters={"marketplace": ["amazon_us"]})
    assert refusal.value.key == "no_data_for_filters"
