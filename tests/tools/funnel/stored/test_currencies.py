import math

import pytest

from tests.support import codes
from tests.tools.funnel.asking import amounts, named, refused
from tests.tools.funnel.oracles import log_mean
from tests.tools.funnel.stored.shops import (
    BASE,
    DAYS,
    assert_agrees,
    on,
    ordered,
    orders,
    parts,
    product,
    store,
    then,
    traffic,
)
from tests.tools.sales.seeding import seed
from tools.core.errors import NotCovered

US = {"marketplace": "amazon_us", "currency": "USD"}


def rates(warehouse, rate, *, of=range(DAYS), base="EUR", quote="USD"):
    """A rate for each day, a value or a function of its number."""
    rows = [{"day": on(n), "base": base, "quote": quote, "rate": str(rate(n) if callable(rate) else rate)} for n in of]
    seed(warehouse, "fx_rate", *rows)


def to_dollars(rate):
    """Dollars for one unit of a row's amount."""
    return lambda row: 1.0 if row["currency"] == "USD" else rate((row["days"][0] - on(0)).days)


def test_one_currency_needs_no_rate(warehouse, diagnose):
    traffic(warehouse, product("A"))
    result = diagnose()
    assert (result.currency, result.fx) == ("EUR", None) and "converted" not in codes(result)


def test_the_currency_that_it_is_in_may_be_asked_for(warehouse, diagnose):
    traffic(warehouse, product("A"))
    result = diagnose(currency="eur")
    assert (result.currency, result.fx, result.base_total) == ("EUR", None, 28 * 600)


def test_several_currencies_without_rates_are_refused(warehouse, diagnose):
    traffic(warehouse, product("A"), product("A", **US))
    with pytest.raises(NotCovered) as caught:
        diagnose()
    assert caught.value.key == "funnel_no_rates" and "EUR, USD" in caught.value.text["en"]
    assert diagnose(marketplaces=["amazon_us"]).currency == "USD"


@pytest.mark.parametrize("missing", [range(DAYS - 1, DAYS), range(20, 27)])
def test_a_day_without_a_rate_goes_by_the_last_of_seven_days_before(warehouse, diagnose, missing):
    rows = [*product("A"), *product("A", **US)]
    traffic(warehouse, rows)
    rates(warehouse, lambda number: 1 + number / 100, of=[number for number in range(DAYS) if number not in missing])

    def last_known(number):
        return 1 + (missing[0] - 1 if number in missing else number) / 100

    result = diagnose()
    assert amounts(result) == pytest.approx(parts(rows, rate=to_dollars(last_known)), abs=0.011)
    assert_agrees(warehouse, result, currency="USD")


@pytest.mark.parametrize("missing", [range(1), range(20, 28), range(34, DAYS)])
def test_days_without_a_rate_of_the_seven_days_before_are_refused(warehouse, diagnose, missing):
    traffic(warehouse, product("A"), product("A", **US))
    rates(warehouse, 1.1, of=[number for number in range(DAYS) if number not in missing])
    assert refused(diagnose) == "funnel_no_rates"


def test_a_steady_rate_has_no_part_in_it(warehouse, diagnose):
    rows = [*product("A", units=then(20, 12)), *product("A", **US, sessions=100, units=10)]
    traffic(warehouse, rows)
    rates(warehouse, 1.1)
    result = diagnose()
    assert result.currency == "USD" and amounts(result) == pytest.approx(parts(rows, rate=to_dollars(lambda _: 1.1)), abs=0.011)
    assert result.fx["amount"] == pytest.approx(0, abs=1e-6)
    assert result.base_total == pytest.approx(28 * (660 + 300))
    assert_agrees(warehouse, result, currency=result.currency)


def test_a_rate_that_moved_is_a_part_of_its_own(warehouse, diagnose):
    rows = [*product("A"), *product("A", **US)]
    traffic(warehouse, rows)
    rates(warehouse, then(1.1, 1.3))
    result = diagnose()
    # 600 EUR a day at 1.1, then at 1.3: nothing else changed, so the rate is all of it.
    assert amounts(result) == {"fx": 14 * 120} and named(result) == ["fx"]
    assert result.fx == {"amount": pytest.approx(14 * 120), "currency": "USD"}
    assert_agrees(warehouse, result, currency=result.currency)
    assert (result.breaks[0].stage, result.breaks[0].date) == ("fx", on(BASE))


def test_a_rate_and_sales_that_both_moved(warehouse, diagnose):
    rows = [*product("A", units=then(20, 12)), *product("B", sessions=100, units=10), *product("A", **US, price=then(30, 28))]
    traffic(warehouse, rows)
    rate = then(1.1, 1.25)
    rates(warehouse, rate)
    result = diagnose()
    assert amounts(result) == pytest.approx(parts(rows, rate=to_dollars(rate)), abs=0.011)
    # B alone: only its rate moved, and its part of the visits did not.
    weight = log_mean(14 * 300 * 1.25, 14 * 300 * 1.1)
    [b] = [row for row in result.segments if row.sku == "B"]
    assert b.effects["fx"] == pytest.approx(weight * math.log(1.25 / 1.1))
    assert_agrees(warehouse, result, currency=result.currency)


def test_a_rate_that_differs_from_day_to_day(warehouse, diagnose):
    rows = [*product("A", units=lambda number: 15 + number % 5), *product("A", **US)]
    traffic(warehouse, rows)

    def rate(number):
        return round(1.1 + number / 500 + (number % 3) / 100, 4)

    rates(warehouse, rate)
    result = diagnose()
    assert amounts(result) == pytest.approx(parts(rows, rate=to_dollars(rate)), abs=0.011)
    assert_agrees(warehouse, result, currency=result.currency)


def test_an_account_currency_that_nothing_is_sold_in(warehouse, diagnose):
    rows = product("A")
    traffic(warehouse, rows)
    rates(warehouse, then(7.8, 8.1), quote="CNY")
    result = diagnose(currency="CNY")
    assert result.currency == "CNY" and result.base_total == pytest.approx(28 * 600 * 7.8)
    assert amounts(result) == pytest.approx({"fx": 14 * 600 * 0.3}, abs=0.011)
    assert_agrees(warehouse, result, currency=result.currency)


def test_an_account_currency_without_rates_is_refused(warehouse, diagnose):
    traffic(warehouse, product("A"))
    with pytest.raises(NotCovered) as caught:
        diagnose(currency="USD")
    assert caught.value.key == "funnel_no_rates" and "USD" in caught.value.text["en"]


def test_a_rate_of_the_other_direction(warehouse, diagnose):
    traffic(warehouse, product("A"), product("A", **US))
    rates(warehouse, 0.8, base="USD", quote="EUR")
    result = diagnose()
    assert result.base_total == pytest.approx(28 * (600 / 0.8 + 600) if result.currency == "USD" else 28 * (600 + 480))
    assert_agrees(warehouse, result, currency=result.currency)


def test_a_week_goes_by_the_rate_of_its_first_day(warehouse, diagnose):
    rows = product("A", of=range(0, DAYS, 7), every=7)
    traffic(warehouse, rows, product("A", **US))
    rates(warehouse, then(1.1, 1.3, at=BASE + 3))
    result = diagnose()
    # The week that begins on day 28 goes by 1.1, the one from day 35 by 1.3, as sales_query has it.
    assert result.current_total == pytest.approx(7 * 600 * (1.1 + 1.3) + 14 * 600)
    assert amounts(result) == pytest.approx({"fx": 7 * 600 * 0.2}, abs=0.011)
    assert_agrees(warehouse, result, currency=result.currency)


def test_orders_in_several_currencies(warehouse, diagnose):
    ordered(warehouse, orders("A", units=then(20, 12)), orders("A", **US))
    rate = then(1.1, 1.2)
    rates(warehouse, rate)
    result = diagnose()
    base, current = 14 * 600 * 1.1, 14 * 360 * 1.2
    weight = log_mean(current, base)
    fx = weight * math.log(1.2 / 1.1)
    assert result.fx["amount"] == pytest.approx(fx, abs=0.01)
    assert (result.base, result.current) == (pytest.approx(base + 8400), pytest.approx(current + 8400))
    assert_agrees(warehouse, result, currency=result.currency)


def test_returns_are_converted_like_the_sales(warehouse, diagnose):
    back = [
        {"sku": "A", "day": on(n), "kind": "returned", "quantity": -1, "amount": "0", "net_amount": "-30", "order_id": f"r{n}"}
        for n in range(DAYS)
    ]
    ordered(warehouse, orders("A"), orders("A", **US), back)
    rates(warehouse, then(1.1, 1.2))
    told = diagnose().refunds
    assert (told.base, told.current) == (pytest.approx(14 * 33), pytest.approx(14 * 36))


def test_the_rest_of_a_store_is_converted(warehouse, diagnose):
    own, hidden = product("A"), product("X", units=2)
    traffic(warehouse, own, store(own, hidden), product("A", **US))
    rates(warehouse, then(1.1, 1.2))
    result = diagnose()
    assert (result.base_total, result.current_total) == (pytest.approx(28 * (726 + 600)), pytest.approx(14 * (792 + 600)))
    assert_agrees(warehouse, result, currency=result.currency)
