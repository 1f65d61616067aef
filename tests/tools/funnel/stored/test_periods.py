from datetime import date

import pytest

from tests.support import codes
from tests.tools.funnel.stored.shops import (
    DAYS,
    assert_agrees,
    assert_split,
    on,
    product,
    said,
    sales,
    span,
    then,
    traffic,
    windows,
)
from tools.core.errors import NotEnoughData

WEEKS = range(0, 42, 7)


def weekly():
    """Two products by week; the first sells less from the fifth week on, the second has another price each week."""
    return [
        *product("A", of=WEEKS, every=7, units=then(20, 12)),
        *product("B", of=WEEKS, every=7, sessions=100, units=10, price=lambda number: 50 + number // 7),
    ]


def month(number, first, last, **cells):
    """A row of a whole month; day 0 is the first of March."""
    days = {"days": (date(2026, number, first), date(2026, number, last)), "grain": "asin", "granularity": "sku"}
    return {"sku": "A", "asin": "B-A", "currency": "EUR", "buy_box_percentage": 90, **days, **cells}


MONTHS = [
    month(1, 1, 31, sessions=3100, units_ordered=310, ordered_product_sales=9300),
    month(2, 1, 28, sessions=2800, units_ordered=280, ordered_product_sales=8400),
    month(3, 1, 31, sessions=2480, units_ordered=310, ordered_product_sales=9920),
]


def test_weeks_by_default(warehouse, diagnose):
    traffic(warehouse, weekly())
    result = diagnose()
    assert windows(result) == [(0, 27), (28, 41)]
    assert_split(result, weekly())
    assert_agrees(warehouse, result)


def test_a_window_is_cut_to_the_weeks_that_lie_in_it(warehouse, diagnose):
    traffic(warehouse, weekly())
    result = diagnose(current=span(32, 41), base=span(5, 30))
    assert windows(result) == [(7, 27), (35, 41)]
    told = [note.en for note in result.warnings if note.code == "window_cut_to_periods"]
    asked_and_kept = [(32, 41, 35, 41), (5, 30, 7, 27)]
    assert [all(str(on(number)) in text for number in days) for text, days in zip(told, asked_and_kept, strict=True)] == [
        True
    ] * 2
    assert_split(result, weekly())
    assert_agrees(warehouse, result)


def test_the_base_left_out_is_of_the_weeks_before_too(warehouse, diagnose):
    traffic(warehouse, weekly())
    result = diagnose(current=span(32, 41))
    [base, current] = windows(result)
    assert current == (35, 41) and all(day % 7 == 0 for day in (base[0], base[1] + 1)) and base[1] < 35
    assert_split(result, weekly())


@pytest.mark.parametrize("days", [(36, 40), (29, 33)])
def test_a_window_without_a_whole_week_is_refused_with_the_weeks_around_it(warehouse, diagnose, days):
    traffic(warehouse, weekly())
    with pytest.raises(NotEnoughData) as caught:
        diagnose(current=span(*days), base=span(0, 27))
    first = days[0] // 7 * 7
    assert (caught.value.key, caught.value.field) == ("funnel_periods", "current")
    assert f"{on(first)} – {on(first + 6)}" in caught.value.text["en"]


def test_a_base_without_a_whole_week_is_refused(warehouse, diagnose):
    traffic(warehouse, weekly())
    with pytest.raises(NotEnoughData) as caught:
        diagnose(current=span(35, 41), base=span(1, 6))
    assert (caught.value.key, caught.value.field) == ("funnel_periods", "base")


def test_months_by_default_are_the_last_two(warehouse, diagnose):
    traffic(warehouse, MONTHS)
    result = diagnose()
    assert windows(result) == [(-28, -1), (0, 30)]
    assert {"windows_by_report_period", "windows_of_two_lengths"} <= codes(result)
    assert result.base == pytest.approx(8400 * 31 / 28)
    assert_split(result, MONTHS)
    assert_agrees(warehouse, result)


def test_a_month_by_its_name(warehouse, diagnose):
    traffic(warehouse, MONTHS)
    result = diagnose(current="2026-03", base="2026-01")
    assert windows(result) == [(-59, -29), (0, 30)]
    assert_split(result, MONTHS)


def test_the_base_of_a_month_is_the_month_before(warehouse, diagnose):
    traffic(warehouse, MONTHS)
    assert windows(diagnose(current="2026-02")) == [(-59, -29), (-28, -1)]


def test_one_month_alone_has_no_base(warehouse, diagnose):
    traffic(warehouse, MONTHS[:1])
    with pytest.raises(NotEnoughData) as caught:
        diagnose()
    assert caught.value.key == "one_report_period"


def test_parts_of_months_are_refused(warehouse, diagnose):
    traffic(warehouse, MONTHS)
    with pytest.raises(NotEnoughData) as caught:
        diagnose(current=span(17, 30))
    assert caught.value.key == "funnel_periods" and "2026-03-01 – 2026-03-31" in caught.value.text["en"]


def test_days_count_where_days_and_weeks_tell_of_the_same(warehouse, diagnose):
    by_day = product(units=then(20, 12))
    traffic(warehouse, by_day)
    traffic(warehouse, product(of=range(28, 42, 7), every=7, units=99))
    result = diagnose()
    assert_split(result, by_day)


def test_days_of_a_month_and_days_after_it(warehouse, diagnose):
    rows = [MONTHS[1], *product(of=range(28), units=12)]
    traffic(warehouse, rows)
    result = diagnose(base="2026-02", current=span(0, 27))
    assert (result.base_total, result.current_total) == (8400, 12 * 30 * 28)
    assert_split(result, rows)
    assert_agrees(warehouse, result)


def test_of_a_month_and_days_a_window_takes_only_what_is_whole(warehouse, diagnose):
    rows = [MONTHS[1], *product(of=range(28), units=12)]
    traffic(warehouse, rows)
    result = diagnose(base=span(-14, 13), current=span(14, 27))
    assert windows(result) == [(0, 13), (14, 27)]
    assert str(on(0)) in said(result, "window_cut_to_periods")
    assert_split(result, rows)


def test_weeks_of_one_place_and_days_of_another(warehouse, diagnose):
    days = product(marketplace="amazon_fr", units=then(20, 15))
    traffic(warehouse, weekly(), days)
    result = diagnose(current=span(32, 41), base=span(5, 30))
    rows = [*weekly(), *days]
    # Days fit into the weeks of the other place.
    assert windows(result) == [(7, 27), (35, 41)]
    assert result.base_total == pytest.approx(sales(rows, span(7, 27)))
    assert_split(result, rows)
    assert_agrees(warehouse, result)


def test_windows_and_last_day_are_those_of_the_place_asked_for(warehouse, diagnose):
    traffic(warehouse, product(), product("A", of=range(DAYS - 7), marketplace="amazon_fr"))
    result = diagnose(marketplaces=["amazon_fr"])
    assert (result.as_of, windows(result)[1]) == (on(DAYS - 8), (21, 34))


def test_the_data_may_end_earlier(warehouse, diagnose):
    traffic(warehouse, product(units=then(20, 15)))
    result = diagnose(as_of=str(on(34)))
    assert (result.as_of, windows(result)) == (on(34), [(0, 20), (21, 34)])
    assert_split(result, product(units=then(20, 15)))
