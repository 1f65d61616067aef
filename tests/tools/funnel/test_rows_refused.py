"""Given rows and windows that make no sense: a clear refusal, and a warning where something is left out."""

from datetime import date

import pytest
from pydantic import ValidationError

from tests.support import codes
from tests.tools.funnel.asking import amounts, chains, named, refused, rows, sells, steady
from tools.core.errors import InvalidInput

pytestmark = pytest.mark.filterwarnings("error")
TRAFFIC = ["sessions", "cvr", "price"]


def test_a_single_row_or_day_has_nothing_to_compare_with(ask):
    assert refused(ask, rows(1, **steady())) == "no_base_days"
    assert refused(ask, rows(2, **steady())) == "no_base_days"


def test_one_day_against_one(ask):
    result = ask(
        rows(2, **steady()), base={"from": "2026-01-05", "to": "2026-01-05"}, current={"from": "2026-01-06", "to": "2026-01-06"}
    )
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
        (
            {"base": {"from": "2026-01-05", "to": "2026-02-02"}, "current": {"from": "2026-02-02", "to": "2026-02-08"}},
            "windows_overlap",
        ),
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
    windows = {"base": {"from": "2000-01-01", "to": "2010-12-31"}, "current": {"from": "2011-01-01", "to": "2026-12-31"}}
    far = [{"date": "2001-01-01", "marketplace": "x", "revenue": 1}, {"date": "2026-01-01", "marketplace": "x", "revenue": 1}]
    assert refused(ask, far, **windows) == "rows_too_long"


def test_negative_sales_are_refused_with_their_row(ask):
    with pytest.raises(InvalidInput, match=r"4.*2026-01-08") as caught:
        ask(rows(**steady(revenue=lambda day: -5 if day == 3 else 600)))
    assert caught.value.key == "negative_sales"


@pytest.mark.parametrize("name", ["sessions", "units", "revenue", "refunds", "buy_box_percentage", "fx_rate"])
@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e300])
def test_numbers_that_are_none_are_refused(ask, name, value):
    with pytest.raises((ValidationError, InvalidInput), match=name):
        ask(rows(**steady(**{name: value})))


@pytest.mark.parametrize(
    "name", ["sessions", "units", "impressions", "clicks", "orders", "refunds", "buy_box_percentage", "fx_rate"]
)
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
