"""Rows given with the question, good and bad: the right parts or a clear refusal, never a warning of numpy."""

import random
from datetime import date

import pytest
from pydantic import ValidationError

from tests.support import codes
from tests.tools.funnel.asking import BASE, amounts, chains, diagnose_rows, named, rows, sells, steady, then
from tools.core.errors import InvalidInput, NotCovered, NotEnoughData

pytestmark = pytest.mark.filterwarnings("error")
TURN = date(2026, 2, 2)
TRAFFIC = ["sessions", "cvr", "price"]


@pytest.fixture
def ask(tmp_path):
    def ask(*groups, **question):
        return diagnose_rows(tmp_path, [row for group in groups for row in group], **question)

    return ask


def refused(ask, *groups, **question):
    with pytest.raises((InvalidInput, NotCovered, NotEnoughData)) as caught:
        ask(*groups, **question)
    return caught.value.key


# What stages there are


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


# Buy box


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


# Stock


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


# Few sales


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


@pytest.mark.parametrize("columns", [{"revenue": 0}, {"units": 0, "revenue": 0}, {**steady(units=0, revenue=0), "in_stock": True}])
def test_zeros_all_over(ask, columns):
    result = ask(rows(**columns))
    assert (result.base, result.current, result.change_rate) == (0, 0, None)
    assert not named(result) and not amounts(result) and result.finding in ("too_few_sales", "no_change")


# Windows


def test_a_single_row_or_day_has_nothing_to_compare_with(ask):
    assert refused(ask, rows(1, **steady())) == "no_base_days"
    assert refused(ask, rows(2, **steady())) == "no_base_days"


def test_one_day_against_one(ask):
    result = ask(rows(2, **steady()), base={"from": "2026-01-05", "to": "2026-01-05"}, current={"from": "2026-01-06", "to": "2026-01-06"})
    assert result.finding == "no_change" and {"not_whole_weeks", "noise_assumed"} <= codes(result)


def test_windows_of_two_lengths_compare_daily_means(ask):
    windows = {"base": {"from": "2026-01-05", "to": "2026-01-25"}, "current": {"from": "2026-02-02", "to": "2026-02-08"}}
    result = ask(rows(**steady()), **windows)
    assert (result.base, result.current, result.base_total) == (4200, 4200, 12_600)
    assert "windows_of_two_lengths" in codes(result) and not amounts(result)


def test_left_out_windows_are_the_last_14_days_against_the_28_before(ask):
    result = ask(rows(60, **steady()))
    days = {name: (str(window.start), str(window.end)) for name, window in result.windows.items()}
    assert days == {"base": ("2026-01-23", "2026-02-19"), "current": ("2026-02-20", "2026-03-05")}


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ({"base": {"from": "2026-01-05", "to": "2026-02-02"}, "current": {"from": "2026-02-02", "to": "2026-02-08"}}, "windows_overlap"),
        ({"current": {"from": "2026-02-08", "to": "2026-02-02"}}, "window_reversed"),
        ({"current": {"from": "2027-02-02", "to": "2027-02-08"}}, "no_data_in_window"),
        ({"base": {"from": "2025-02-02", "to": "2025-02-08"}}, "no_data_in_window"),
        ({"current": {"from": "2026-01-05", "to": "2026-01-11"}}, "no_base_days"),
        ({"as_of": "2025-01-01"}, "no_rows_left"),
        ({"marketplaces": ["JP"]}, "no_rows_left"),
        ({"skus": ["Z"]}, "no_rows_left"),
    ],
)
def test_windows_that_cannot_be_compared(ask, question, key):
    assert refused(ask, rows(**steady()), **question) == key


def test_a_window_beyond_the_rows_is_cut_and_said_so(ask):
    result = ask(rows(**steady()), current={"from": "2026-02-09", "to": "2026-02-20"})
    assert str(result.windows["current"].end) == "2026-02-15" and "window_cut" in codes(result)


def test_three_years_of_rows(ask):
    result = ask(rows(3 * 365, **sells(lambda day: 20 if day < 3 * 365 - 14 else 10)))
    assert named(result) == ["cvr"] and result.break_.date == date(2028, 12, 21)


def test_rows_over_many_years_are_refused(ask):
    assert refused(ask, rows(1, **steady()), [{"date": "9999-12-31", "marketplace": "x", "revenue": 1}]) == "rows_too_long"


# Rows that make no sense


def test_negative_sales_are_refused_with_their_row(ask):
    with pytest.raises(InvalidInput, match=r"4.*2026-01-08") as caught:
        ask(rows(**steady(revenue=lambda day: -5 if day == 3 else 600)))
    assert caught.value.key == "negative_sales"


@pytest.mark.parametrize("name", ["sessions", "units", "revenue", "refunds", "buy_box_percentage", "fx_rate"])
@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e300])
def test_numbers_that_are_none_are_refused(ask, name, value):
    with pytest.raises((ValidationError, InvalidInput), match=name):
        ask(rows(**steady(**{name: value})))


@pytest.mark.parametrize("name", ["sessions", "units", "impressions", "clicks", "orders", "refunds", "buy_box_percentage", "fx_rate"])
def test_negative_counts_are_refused(ask, name):
    with pytest.raises(ValidationError, match=name):
        ask(rows(**steady(**{name: -1})))


@pytest.mark.parametrize("other", ["amazon_us", "amazon.com", "AMAZON_US"])
def test_two_rows_of_one_product_and_day_are_refused(ask, other):
    assert refused(ask, rows(**steady()), rows(1, marketplace=other, **steady())) == "duplicate_day"


def test_a_marketplace_as_a_whole_beside_its_products_is_refused(ask):
    assert refused(ask, rows(**steady()), rows(sku=None, **steady()))


@pytest.mark.parametrize("question", [{"filters": {"brand": ["Z"]}}, {"chain": "search"}, {"chain": "ads"}])
def test_what_rows_cannot_answer_is_refused_and_not_passed_over(ask, question):
    assert refused(ask, rows(**steady()), **question)


def test_filters_of_products_and_places_count(ask):
    products = (rows(**steady()), rows(sku="B", marketplace="amazon_de", **steady(revenue=900)))
    for question in ({"skus": ["B"]}, {"filters": {"sku": ["B"]}}, {"filters": {"marketplace": ["amazon_de"]}}):
        assert ask(*products, **question).current == 900 * 14


def test_the_chain_asked_for_counts(ask):
    both = rows(**steady(impressions=2000, clicks=150))
    assert chains(ask(both, chain="traffic")) == [TRAFFIC]
    assert chains(ask(both, chain="search")) == [["impressions", "ctr", "cvr", "price"]]
    assert chains(ask(both, chain="sales")) == [["units", "price"]]


@pytest.mark.parametrize("name", ["amazon_de", "DE", "德国站", "amazon.de"])
def test_marketplaces_by_the_names_people_use(ask, name):
    result = ask(rows(**steady()), rows(marketplace="amazon_de", **steady(revenue=900)), marketplaces=[name])
    assert result.current == 900 * 14


# Amounts


def test_currencies_without_rates_are_not_added(ask):
    two = (rows(currency="USD", **steady()), rows(currency="EUR", marketplace="amazon_de", **steady()))
    assert refused(ask, *two) == "rows_need_rates"
    assert refused(ask, rows(currency=then("EUR", "USD"), **steady())) == "rows_need_rates"
    assert refused(ask, rows(currency="EUR", **steady()), currency="USD") == "rows_need_rates"


def test_a_rate_for_some_rows_only_is_refused(ask):
    assert refused(ask, rows(currency="EUR", fx_rate=then(1.1, None), **steady()), currency="USD") == "rate_missing"


def test_the_exchange_rate_is_a_factor_of_its_own(ask):
    german = rows(currency="EUR", fx_rate=then(1.1, 1.0), marketplace="amazon_de", **steady())
    result = ask(rows(currency="USD", **steady()), german, currency="USD")
    assert amounts(result) == {"fx": -840} == {"fx": result.fx["amount"]} and named(result) == ["fx"]
    assert (result.base, result.current, result.currency) == (17_640, 16_800, "USD")


def test_a_rate_that_stays_is_no_factor(ask):
    plain = ask(rows(**sells(then(20, 16))))
    doubled = ask(rows(**sells(then(20, 16), currency="EUR", fx_rate=2)), currency="USD")
    assert amounts(doubled) == {name: 2 * amount for name, amount in amounts(plain).items()} and named(plain) == named(doubled)


def test_refunds_are_a_line_of_the_sum(ask):
    result = ask(rows(refunds=then(20, 80), **steady()))
    assert amounts(result) == {"refunds": -840} and named(result) == ["refunds"]
    assert (result.base, result.current) == (8400 - 280, 8400 - 1120) and result.refunds.in_sum


def test_refunds_told_on_some_days_only_are_no_improvement(ask):
    result = ask(rows(refunds=then(20, None), **steady()))
    assert "refunds" not in named(result) and "refunds_not_told" in codes(result)


@pytest.mark.parametrize("size", [1e-9, 1e-3, 1e12])
def test_very_small_and_very_large_values(ask, size):
    result = ask(rows(sessions=10 * size, units=size, revenue=then(size, 2 * size)))
    assert result.current == pytest.approx(28 * size, abs=1e-6) and set(amounts(result)) <= {"price"}


def test_from_huge_to_tiny(ask):
    result = ask(rows(sessions=1e12, units=1e6, revenue=then(1e12, 1e-9)))
    assert set(amounts(result)) == {"price"}


def test_one_currency_shows_its_decimals(ask):
    result = ask(rows(currency="JPY", **sells(then(20, 16))))
    assert all(row.rounded == int(row.rounded) for row in result.effects)
    assert sum(row.rounded for row in result.effects) == result.change


# Order and names of rows


def many():
    noise = random.Random(1)
    found = []
    for number, place in enumerate(("amazon_us", "amazon_de", "amazon_jp")):
        for sku in "ABCDEF":
            units = [noise.randint(0, 12) for _ in range(42)]
            found += rows(sku=sku, marketplace=place, **sells(lambda day, u=units: u[day], sessions=100 + 20 * number))
    return found


def test_the_order_of_rows_does_not_matter(ask):
    expected = ask(many()).model_dump(mode="json")
    for seed in range(3):
        mixed = many()
        random.Random(seed).shuffle(mixed)
        assert ask(mixed).model_dump(mode="json") == expected


def test_names_of_products_do_not_matter(ask):
    renamed = [{**row, "sku": chr(ord("Z") - ord(row["sku"]))} for row in many()]
    results = [ask(many()), ask(renamed)]
    assert amounts(results[0]) == amounts(results[1]) and named(results[0]) == named(results[1])


def test_parts_of_a_volume_are_of_its_own_chain(ask):
    ads = rows(sku="A", impressions=1000, clicks=50, orders=5, revenue=150)
    result = ask(ads, rows(sku="B", **sells(then(20, 10), sessions=then(200, 100))), rows(sku="C", **steady()))
    segments = {row.factor: [part.sku for part in row.segments] for row in result.effects}
    assert segments["impressions"] == [] and segments["sessions"] == ["B"]
