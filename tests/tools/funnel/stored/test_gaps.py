import pytest

from tests.support import codes
from tests.tools.funnel.asking import amounts, named, refused
from tests.tools.funnel.stored.shops import (
    BASE,
    DAYS,
    WINDOWS,
    assert_agrees,
    assert_split,
    on,
    ordered,
    orders,
    parts,
    product,
    said,
    sales,
    segments,
    span,
    then,
    traffic,
    windows,
)
from tools.core.errors import NotEnoughData

FR = {"marketplace": "amazon_fr"}
LATE = range(DAYS - 3)


def waves(number):
    """Units that differ from day to day."""
    return 20 + number % 7


def without(rows, *numbers):
    return [row for row in rows if row["days"][0] not in {on(number) for number in numbers}]


def gap_check(result):
    return next(check for check in result.causes if check.cause == "report_gap")


@pytest.mark.parametrize("missing", [(39, 40, 41), (30, 31), (3, 4, 5, 6), (3, 35)])
def test_missing_days_count_by_the_daily_mean_of_the_others(warehouse, diagnose, missing):
    late = without(product("A", units=waves, **FR), *missing)
    rows = [*late, *product("A", units=waves)]
    traffic(warehouse, rows)
    result = diagnose()
    assert_split(result, rows)
    assert_agrees(warehouse, result)
    text = said(result, "report_days_missing")
    assert "amazon_fr" in text and "amazon_de" not in text and all(str(on(number)) in text for number in missing)


def test_a_late_report_is_no_fall(warehouse, diagnose):
    traffic(warehouse, product("A", of=LATE, **FR), product("A"))
    result = diagnose()
    assert amounts(result) == {} and result.change == 0 and result.base == 2 * 14 * 600
    assert result.current_total == (14 + 11) * 600
    assert (result.finding, result.as_of) == ("no_change", on(41))


def test_many_missing_days_are_counted_and_the_first_named(warehouse, diagnose):
    traffic(warehouse, without(product("A", **FR), *range(10, 18)), product("A"))
    text = said(diagnose(), "report_days_missing")
    assert all(str(on(number)) in text for number in range(10, 15)) and str(on(15)) not in text and "(8)" in text


def test_the_windows_end_where_the_only_marketplace_does(warehouse, diagnose):
    traffic(warehouse, product("A", of=LATE))
    result = diagnose()
    assert windows(result) == [(4, 24), (25, 38)]
    assert "report_days_missing" not in codes(result)


def test_a_missing_report_supports_that_it_is_missing(warehouse, diagnose):
    traffic(warehouse, product("A", of=LATE, units=then(20, 12), **FR), product("A"))
    result = diagnose()
    assert named(result) == ["cvr"]
    assert gap_check(result).status == "supports" and str(on(39)) in gap_check(result).finding["en"]


def test_reports_that_are_all_there_speak_against_it(warehouse, diagnose):
    traffic(warehouse, product("A", units=then(20, 12)))
    assert gap_check(diagnose()).status == "speaks_against"


def test_a_product_without_rows_on_reported_days_sold_nothing(warehouse, diagnose):
    rows = [*product("A"), *product("B", of=range(BASE), sessions=100, units=10)]
    traffic(warehouse, rows)
    result = diagnose()
    assert (result.exits.amount, result.entries.amount) == (-14 * 300, 0)
    assert_split(result, rows)
    assert "report_days_missing" not in codes(result)


@pytest.mark.parametrize(("of", "kept"), [(range(20), "before"), (range(BASE, DAYS), "after")])
def test_a_place_with_reports_of_one_window_is_left_out_and_said(warehouse, diagnose, of, kept):
    traffic(warehouse, product("A", of=of, **FR), product("A", units=then(20, 12)))
    result = diagnose()
    assert segments(result) == {("amazon_de", "A", None)}, kept
    assert "amazon_fr" in said(result, "place_without_report")
    assert_split(result, product("A", units=then(20, 12)))


def test_no_place_with_reports_of_both_windows_is_refused(warehouse, diagnose):
    traffic(warehouse, product("A", of=range(20), **FR), product("A", of=range(BASE, DAYS)))
    assert refused(diagnose) == "funnel_window_without_report"


def test_a_marketplace_that_stops_for_a_window_asked_for_alone_is_refused(warehouse, diagnose):
    traffic(warehouse, product("A", of=range(20), **FR), product("A"))
    with pytest.raises(NotEnoughData):
        diagnose(marketplaces=["amazon_fr"], current=WINDOWS[1], base=WINDOWS[0])


def test_a_marketplace_that_stops_has_windows_of_its_own_when_asked_alone(warehouse, diagnose):
    traffic(warehouse, product("A", of=range(28), units=waves, **FR), product("A"))
    result = diagnose(marketplaces=["amazon_fr"])
    assert windows(result)[1][1] == 27 and result.as_of == on(27)
    assert_split(result, product("A", of=range(28), units=waves, **FR))


def test_windows_that_the_data_do_not_reach_are_cut(warehouse, diagnose):
    traffic(warehouse, product("A", units=waves))
    result = diagnose(base=span(-7, 20), current=span(28, 50))
    assert windows(result) == [(0, 20), (28, 41)] and "window_cut" in codes(result)
    assert_split(result, product("A", units=waves))


# Days without orders: an order report has no row of a day without sales.


def line_sales(lines, window):
    return sum(float(line["amount"]) for line in lines if window["from"] <= str(line["day"]) <= window["to"])


def test_a_week_of_orders_that_was_never_imported_is_no_fall(warehouse, diagnose):
    lines = [line for line in orders("A", units=70) if not 28 <= (line["day"] - on(0)).days <= 34]
    ordered(
        warehouse,
        [{**line, "order_id": f"{line['order_id']}-{n}", "quantity": 1, "amount": "30"} for line in lines for n in range(12)],
    )
    result = diagnose()
    assert named(result) == [] and result.change == pytest.approx(0, abs=0.01)
    assert str(on(28)) in said(result, "report_days_missing")
    assert_agrees(warehouse, result)


def test_a_day_without_any_order_in_a_shop_of_few_is_a_day_without_sales(warehouse, diagnose):
    lines = orders("A", units=lambda number: 0 if number in (30, 33) else 3)
    ordered(warehouse, lines)
    result = diagnose()
    assert (result.base, result.current) == (14 * 90, 12 * 90)
    assert "report_days_missing" not in codes(result)


def test_orders_of_a_marketplace_that_end_early_are_no_fall(warehouse, diagnose):
    ordered(warehouse, orders("A", of=LATE, **FR), orders("A"))
    result = diagnose()
    assert result.change == pytest.approx(0, abs=0.01) and "amazon_fr" in said(result, "report_days_missing")
    assert result.current_total == (14 + 11) * 600
    assert_agrees(warehouse, result)


def test_orders_that_begin_late_are_no_rise(warehouse, diagnose):
    ordered(warehouse, orders("A", of=range(5, DAYS), **FR), orders("A"))
    result = diagnose()
    assert result.change == pytest.approx(0, abs=0.01) and str(on(0)) in said(result, "report_days_missing")


def test_late_orders_beside_traffic_that_is_there(warehouse, diagnose):
    traffic(warehouse, product("A", units=then(20, 15)))
    ordered(warehouse, orders("W", of=LATE, marketplace="walmart_us", currency="EUR"))
    result = diagnose()
    assert "walmart_us" in said(result, "report_days_missing")
    own = parts(product("A", units=then(20, 15)))
    assert amounts(result) == pytest.approx(own, abs=0.011)
    assert result.current_total == sales(product("A", units=15), WINDOWS[1]) + 11 * 600
