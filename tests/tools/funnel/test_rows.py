"""Rows given with the question: which parts they tell of, never with a warning of numpy."""

from datetime import date

import pytest
from pydantic import ValidationError

from tests.support import codes
from tests.tools.funnel.asking import BASE, amounts, chains, named, rows, sells, steady, then

pytestmark = pytest.mark.filterwarnings("error")
TURN = date(2026, 2, 2)
TRAFFIC = ["sessions", "cvr", "price"]


@pytest.mark.parametrize(
    ("columns", "chain"),
    [
        ({"units": 20}, ["units", "price"]),
        ({"orders": 20}, ["orders", "aov"]),
        ({}, ["revenue"]),
        ({"sessions": 200}, ["sessions", "revenue_per_visit"]),
        ({"sessions": 200, "units": 20}, ["sessions", "cvr", "price"]),
        ({"sessions": 200, "orders": 20, "units": 22}, ["sessions", "cvr", "price"]),
        ({"sessions": 200, "units": 20, "buy_box_percentage": 95}, ["sessions", "buy_box_percentage", "cvr", "price"]),
        ({"sessions": 200, "units": 20, "in_stock": True}, ["in_stock_days", "sessions", "cvr", "price"]),
        ({"impressions": 900, "clicks": 50, "orders": 5}, ["impressions", "ctr", "cvr", "aov"]),
        ({"impressions": 900, "orders": 5}, ["impressions", "ctr_cvr", "aov"]),
        ({"clicks": 50, "orders": 5}, ["clicks", "cvr", "aov"]),
    ],
)
def test_the_chain_is_what_the_rows_give(ask, columns, chain):
    result = ask(rows(revenue=600, **columns))
    assert chains(result) == [chain] and result.finding == "no_change" and not amounts(result)


def test_clicks_of_0_with_orders_are_told_with_conversion(ask):
    result = ask(rows(impressions=900, clicks=0, orders=then(6, 3), revenue=then(180, 90)))
    assert chains(result) == [["impressions", "ctr_cvr", "aov"]] and named(result) == ["ctr_cvr"]


@pytest.mark.parametrize(
    ("column", "left"),
    [
        ({"sessions": lambda day: 200 if day % 9 else None}, ["units", "price"]),
        ({"buy_box_percentage": lambda day: 95 if day % 9 else None}, TRAFFIC),
        ({"in_stock": lambda day: True if day % 9 else None}, TRAFFIC),
    ],
)
def test_a_stage_told_on_some_days_only_is_left_out_and_said_so(ask, column, left):
    result = ask(rows(**steady(**column)))
    assert chains(result) == [left]
    assert codes(result) & {"stage_not_given", "stage_partly_given"}


def test_sessions_of_0_on_some_days_count(ask):
    result = ask(rows(**steady(sessions=lambda day: 200 if day % 7 else 0)))
    assert chains(result) == [TRAFFIC] and not amounts(result)


def test_sales_without_sessions_in_a_window_are_told_without_them(ask):
    assert chains(ask(rows(**steady(sessions=then(0, 200))))) == [["units", "price"]]


@pytest.mark.parametrize(("base", "current", "told"), [(90, 45, False), (0.9, 0.45, True), (1, 0.5, True)])
def test_buy_box_in_percent_or_as_a_fraction(ask, base, current, told):
    result = ask(rows(**sells(then(20, 10), buy_box_percentage=then(base, current))))
    assert amounts(result) == {"buy_box_percentage": -4200} and named(result) == ["buy_box_percentage"]
    assert ("buy_box_as_fraction" in codes(result)) == told
    assert (result.break_.date, result.break_.certain) == (TURN, True)


def test_a_buy_box_lost_to_the_last_sale(ask):
    result = ask(rows(**sells(then(20, 0), buy_box_percentage=then(95, 0))))
    assert amounts(result) == {"buy_box_percentage": -8400} and named(result) == ["buy_box_percentage"]
    assert abs((result.break_.date - TURN).days) <= 3


def test_a_buy_box_of_0_with_sales_is_no_stage(ask):
    assert chains(ask(rows(**steady(buy_box_percentage=0)))) == [TRAFFIC]


def test_a_buy_box_above_100_is_refused(ask):
    with pytest.raises(ValidationError, match="buy_box_percentage"):
        ask(rows(**steady(buy_box_percentage=101)))


def test_days_without_stock_are_the_whole_drop(ask):
    out = {"in_stock": lambda day: day < 35, "sessions": lambda day: 200 if day < 35 else 10}
    result = ask(rows(**{**sells(lambda day: 20 if day < 35 else 0), **out}))
    assert amounts(result) == {"in_stock_days": -4200} and named(result) == ["in_stock_days"]
    assert (result.break_.date, result.break_.certain) == (date(2026, 2, 9), True)


def test_days_without_a_row_are_not_days_without_stock(ask):
    result = ask([row for row in rows(**steady(in_stock=True)) if row["date"] not in ("2026-02-04", "2026-02-07")])
    assert "in_stock_days" not in amounts(result)


@pytest.mark.parametrize("stock", [{}, {"in_stock": True}])
def test_products_that_come_and_go_are_entries_and_exits(ask, stock):
    gone = ask(rows(**steady(**stock)), rows(BASE, sku="B", **steady(**stock)))
    assert amounts(gone) == {"exits": -8400} and [part.sku for part in gone.exits.segments] == ["B"]
    come = ask(rows(**steady(**stock)), rows(start=BASE, sku="B", **steady(**stock)))
    assert amounts(come) == {"entries": 8400} and [part.sku for part in come.entries.segments] == ["B"]
    assert "new_products" in codes(come)


def test_a_marketplace_that_comes_or_goes(ask):
    assert amounts(ask(rows(**steady()), rows(BASE, marketplace="amazon_de", **steady()))) == {"exits": -8400}
    assert amounts(ask(rows(**steady()), rows(start=BASE, marketplace="amazon_de", **steady()))) == {"entries": 8400}


def test_a_new_product_alone_has_no_base(ask):
    nothing = {name: 0 for name in steady()}
    result = ask(rows(start=30, sku="B", **steady()), rows(BASE, sku="C", **nothing))
    assert result.finding == "new_products" and result.base == 0 and result.change_rate is None
    assert amounts(result) == {"entries": 7200}


def test_rows_missing_for_one_product_are_told(ask):
    missing = [row for row in rows(**steady()) if row["date"] not in ("2026-02-04", "2026-02-07")]
    assert "days_without_rows" in codes(ask(missing, rows(sku="B", **steady())))


def test_one_order_a_week_is_too_few(ask):
    result = ask(rows(**sells(lambda day: int(day % 7 == 0), sessions=20)))
    assert result.finding == "too_few_sales" and not named(result) and "too_few_sales" in codes(result)


def test_three_expected_orders_and_none_is_no_collapse(ask):
    result = ask(rows(**sells(lambda day: int(day < BASE and day % 5 == 0), sessions=20)))
    assert result.finding == "too_few_sales" and not named(result) and result.causes == [] and result.break_ is None
    assert amounts(result) == {"cvr": -90} and "too_few_sales" in codes(result)


@pytest.mark.parametrize("sold", range(1, 7))
def test_up_to_three_expected_orders_never_name_conversion(ask, sold):
    result = ask(rows(**sells(lambda day: int(day < sold), sessions=100)))
    assert "cvr" not in named(result) and not any(segment.named for segment in result.segments)


def test_many_products_of_one_order_a_week_are_read_together(ask):
    few = [rows(sku=f"S{number}", **sells(lambda day, n=number: int((day + n) % 7 == 0), sessions=20)) for number in range(20)]
    result = ask(*few)
    assert [(segment.sku, segment.pooled) for segment in result.segments] == [(None, 20)]
    assert result.finding == "no_change" and "small_products_together" in codes(result)


@pytest.mark.parametrize(
    "columns", [{"revenue": 0}, {"units": 0, "revenue": 0}, {**steady(units=0, revenue=0), "in_stock": True}]
)
def test_zeros_all_over(ask, columns):
    result = ask(rows(**columns))
    assert (result.base, result.current, result.change_rate) == (0, 0, None)
    assert not named(result) and not amounts(result) and result.finding in ("too_few_sales", "no_change")
