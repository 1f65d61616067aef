"""Amounts of given rows: currencies, refunds, very small and very large values; order and names of rows do not matter."""

import random

import pytest

from tests.support import codes
from tests.tools.funnel.asking import amounts, named, refused, rows, sells, steady, then

pytestmark = pytest.mark.filterwarnings("error")


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
