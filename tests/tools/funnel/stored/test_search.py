import math

import pytest

from tests.support import codes
from tests.tools.funnel.asking import amounts, refused
from tests.tools.funnel.oracles import lmdi
from tests.tools.funnel.stored.other_reports import searched, weeks
from tests.tools.funnel.stored.shops import DAYS, assert_split, on, product, said, segments, span, then, traffic, windows
from tests.tools.sales.seeding import seed

FACTORS = ("impressions", "ctr", "cvr", "aov")


def search_parts(rows, base, current):
    """Parts of what came from search, from the rows of weeks that lie in the windows."""

    def counts(window, name, scale=1.0):
        first, last = (on(number) for number in window)
        own = [row for row in rows if row["asin"] == name and first <= row["days"][0] and row["days"][1] <= last]
        return [scale * math.fsum(float(row[c]) for row in own) for c in ("impressions", "clicks", "purchases", "sales")]

    names = sorted({row["asin"] for row in rows})
    scale = (current[1] - current[0] + 1) / (base[1] - base[0] + 1)
    split = lmdi([counts(base, name, scale) for name in names], [counts(current, name) for name in names], FACTORS)
    found = {name: math.fsum(one.get(name, 0) for one in split) for one in split for name in one}
    return {name: round(amount, 2) for name, amount in found.items() if round(amount, 2)}


WHOLE = [*product("A", units=then(20, 14)), *product("B", sessions=100, units=10)]
SEARCH = [*weeks("A", clicks=then(300, 200), purchases=then(30, 20)), *weeks("B", impressions=then(5000, 7000), clicks=100)]


@pytest.fixture(scope="module")
def both(shared):
    traffic(shared, WHOLE)
    searched(shared, SEARCH)


def test_weeks_that_are_the_windows(both, told):
    result = told(chain="search")
    assert windows(result) == [(0, 27), (28, 41)] and "search_weeks" not in codes(result)
    assert amounts(result) == pytest.approx(search_parts(SEARCH, (0, 27), (28, 41)), abs=0.011)
    assert (result.base_total, result.current_total) == (4 * (900 + 900), 2 * (600 + 900))


def test_products_have_the_names_of_the_traffic_report(both, told):
    assert segments(told(chain="search")) == {("amazon_de", "A", None), ("amazon_de", "B", None)}
    result = told(chain="search", skus=["A"])
    assert segments(result) == {("amazon_de", "A", None)}
    own = [row for row in SEARCH if row["asin"] == "B-A"]
    assert amounts(result) == pytest.approx(search_parts(own, (0, 27), (28, 41)), abs=0.011)
    assert segments(told(chain="search", filters={"asin": ["B-B"]})) == {("amazon_de", "B", None)}


def test_beside_all_sales_they_are_a_view(both, told):
    result = told()
    assert_split(result, WHOLE)
    [view] = result.views
    assert (view.chain, view.base, view.current) == ("search", 2 * 1800, 2 * 1500)
    told = {row.factor: round(row.amount, 2) for row in view.effects if round(row.amount, 2)}
    assert told == pytest.approx(search_parts(SEARCH, (0, 27), (28, 41)), abs=0.011)


@pytest.mark.parametrize(
    ("current", "base", "kept"),
    [
        ((31, 37), (3, 30), [(0, 27), (28, 34)]),  # three days earlier than asked for
        ((30, 39), (2, 29), [(0, 27), (28, 41)]),
        ((32, 38), (4, 31), [(7, 34), (35, 41)]),  # three days later
    ],
)
def test_the_weeks_nearest_to_the_windows_stand_for_them(both, told, current, base, kept):
    result = told(chain="search", current=span(*current), base=span(*base))
    assert windows(result) == kept
    text = said(result, "search_weeks")
    assert all(f"{on(first)} – {on(last)}" in text for first, last in (*kept, base, current))
    assert amounts(result) == pytest.approx(search_parts(SEARCH, *kept), abs=0.011)


def test_a_missing_last_week_shortens_the_window_and_that_is_said(warehouse, diagnose):
    traffic(warehouse, WHOLE)
    rows = weeks("A", of=range(0, 35, 7), clicks=then(300, 200))
    searched(warehouse, rows)
    result = diagnose(chain="search")
    assert windows(result) == [(0, 27), (28, 34)]
    assert f"{on(28)} – {on(34)}" in said(result, "search_weeks") and "28" in said(result, "windows_of_two_lengths")
    assert "7" in said(result, "windows_of_two_lengths")
    assert amounts(result) == pytest.approx(search_parts(rows, (0, 27), (28, 34)), abs=0.011)


def test_a_missing_week_within_a_window_is_no_week_without_sales(warehouse, diagnose):
    traffic(warehouse, WHOLE)
    searched(warehouse, weeks("A", of=[0, 7, 21, 28, 35]))
    result = diagnose(chain="search")
    assert result.change == pytest.approx(0, abs=0.01)
    assert (result.base, result.current) == (1800, 1800)


def test_no_week_near_a_window_is_refused(warehouse, diagnose):
    traffic(warehouse, WHOLE)
    searched(warehouse, weeks("A", of=range(0, 28, 7)))
    assert refused(diagnose, chain="search") == "funnel_needs_search" and diagnose().views == []


def test_search_reports_alone_are_no_sales_report(warehouse, diagnose):
    searched(warehouse, SEARCH)
    assert refused(diagnose)


@pytest.mark.parametrize(
    "more",
    [
        [{**row, "grain": "query", "search_query": "dose", "sales": None} for row in SEARCH],
        weeks("A", of=[0], every=31, impressions=50000),
    ],
    ids=["by query", "of a month"],
)
def test_rows_that_tell_the_same_again_do_not_count(warehouse, diagnose, more):
    traffic(warehouse, WHOLE)
    searched(warehouse, SEARCH, more)
    result = diagnose(chain="search")
    assert amounts(result) == pytest.approx(search_parts(SEARCH, (0, 27), (28, 41)), abs=0.011)


def test_the_break_is_the_first_day_of_the_week_that_changed(warehouse, diagnose):
    traffic(warehouse, WHOLE)
    searched(warehouse, weeks("A", impressions=then(20000, 10000), clicks=then(600, 300), purchases=then(60, 30)))
    result = diagnose(chain="search")
    assert all(found.start <= on(28) <= found.end for found in result.breaks)


def test_search_sales_in_several_currencies(warehouse, diagnose):
    us = {"marketplace": "amazon_us", "currency": "USD"}
    traffic(warehouse, product("A"), product("A", **us))
    searched(warehouse, weeks("A"), weeks("A", **us))
    rows = [{"day": on(n), "base": "EUR", "quote": "USD", "rate": "1.1" if n < 28 else "1.3"} for n in range(DAYS)]
    seed(warehouse, "fx_rate", *rows)
    result = diagnose(chain="search")
    assert amounts(result) == pytest.approx({"fx": 2 * 900 * 0.2}, abs=0.011)
    assert result.base_total == pytest.approx(4 * 900 * 2.1)
