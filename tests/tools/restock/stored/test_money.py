"""Costs, margins and budgets in several currencies."""

import pytest

from tests.tools.restock.stored.files import TODAY, ago, lines
from tests.tools.restock.stored.oracle import Truth, level
from tools.core.errors import NotCovered, NotEnoughData

UP_TO = level(Truth({day: 5 for day in range(180)}))[0]
RATES = [("EUR", "CNY", 8, TODAY), ("USD", "CNY", 7, TODAY), ("JPY", "CNY", 0.05, ago(3))]


def rates(desk, given=RATES, **words):
    rows = [{"date": day, "base": base, "quote": quote, "rate": rate} for base, quote, rate, day in given]
    desk.sheet(*rows, file="fx.csv", **words)


def _three(desk):
    desk.ordered(lines("A", 5), lines("B", 5, "amazon_us"), lines("C", 5, "amazon_jp", price=2000))
    for sku, place in zip("ABC", ("amazon_de", "amazon_us", "amazon_jp"), strict=True):
        desk.stocked((sku, 100), place=place)
    costs = [("A", 5, 8, "EUR"), ("B", 6, 9, "USD"), ("C", 700, 900, "JPY")]
    names = ("sku", "unit_cost", "unit_margin", "cost_currency")
    desk.sheet(*[dict(zip(names, row, strict=True)) for row in costs])


@pytest.fixture
def three(copy_of):
    """A in Germany, B in the United States, C in Japan: each lacks the same, each bought in another currency."""
    return copy_of(_three)


@pytest.fixture
def rated(filled):
    """The same with rates."""
    return filled(_three, rates)


IN_CNY = {"A": 5 * 8, "B": 6 * 7, "C": 700 * 0.05}


@pytest.mark.parametrize(("currency", "in_cny"), [("CNY", 1), ("EUR", 8), ("USD", 7), ("JPY", 0.05)])
def test_a_budget_over_three_currencies(rated, currency, in_cny):
    result = rated.plan(budget=10_000 / in_cny, currency=currency)
    bought = {row.sku: row.order_quantity for row in result.rows}
    used = sum(units * IN_CNY[sku] for sku, units in bought.items())
    assert 10_000 - max(IN_CNY.values()) < used <= 10_000
    wanted = (UP_TO - 100) * sum(IN_CNY.values())
    assert (result.budget.used, result.budget.wanted) == pytest.approx((used / in_cny, wanted / in_cny), abs=0.01)
    assert bought == {row.sku: row.order_quantity for row in rated.plan(budget=10_000, currency="CNY").rows}
    costs = {"EUR": 5.0 * bought["A"], "USD": 6.0 * bought["B"], "JPY": 700.0 * bought["C"]}
    assert result.totals.cost == costs


@pytest.mark.parametrize("given", [[], RATES[:2], [(base, quote, rate, ago(30)) for base, quote, rate, _ in RATES]])
def test_a_budget_without_a_rate_of_the_day_is_refused(three, given):
    rates(three, [*given, ("GBP", "CNY", 9, TODAY)])
    with pytest.raises(NotCovered):
        three.plan(budget=10_000, currency="CNY")


def test_a_budget_in_no_currency_over_three_is_refused(rated):
    with pytest.raises(NotCovered):
        rated.plan(budget=10_000)


def test_a_budget_without_any_cost_is_refused(desk):
    desk.ordered(lines("A", 5))
    desk.stocked(("A", 100))
    with pytest.raises(NotEnoughData):
        desk.plan(budget=10_000, currency="CNY")


def test_what_has_no_cost_is_outside_of_the_budget_and_named(three):
    rates(three)
    three.ordered(lines("D", 5), file="more.txt")
    three.stocked(("A", 100), ("D", 100))
    result = three.plan(budget=100, currency="EUR")
    assert result.budget.outside == ["D"]
    assert {row.sku: row.order_quantity for row in result.rows}["D"] == UP_TO - 100


def _priced(desk):
    desk.ordered(lines("A", 5), lines("B", 5))
    desk.stocked(("A", 20), ("B", 20))
    row = {"marketplace": "amazon_de", "asin": "B1", "currency": "EUR", "price": 30, "unit_cost": 70, "unit_cost_currency": "CNY"}
    desk.sheet({"sku": "A", **row}, {"sku": "B", **row}, file="products.csv")
    stages = {"production_days": 10, "customs_days": 3, "receiving_days": 3, "sea_days": 30, "air_days": 6}
    freight = {"sea_cost": 5, "air_cost": 55, "cost_currency": "CNY"}
    own = {"sku": "B", "unit_cost": 10, "unit_margin": 9, "cost_currency": "USD"}
    desk.sheet({"sku": None, **stages, **freight}, own)


@pytest.fixture
def priced(filled):
    """A sold for 30 EUR, bought for 70 CNY by the product list; ways with freight in CNY in the shop's settings; no rates."""
    return filled(_priced)


@pytest.fixture
def priced_with_rates(filled):
    """The same with rates."""
    return filled(_priced, rates)


def test_a_margin_is_the_price_less_the_cost_at_the_rate_of_the_day(priced_with_rates):
    row = priced_with_rates.row(overrides=[])
    assert (row.cash.currency, row.cash.unit_cost, row.cash.unit_margin) == ("CNY", 70, 30 * 8 - 70)
    assert {way.mode: way.chosen_as for way in row.modes} == {"air": "fast", "sea": "main"}


def test_without_a_rate_no_margin_is_made_up(priced):
    row = priced.row(overrides=[])
    assert row.cash.unit_margin is None and {way.chosen_as for way in row.modes} == {"main", None}


def test_money_of_wider_settings_is_converted_and_not_taken_for_another_currency(priced_with_rates):
    row = priced_with_rates.row("B", overrides=[])
    freight = {way.mode: way.unit_freight for way in row.modes}
    # 50 CNY more are 7.14 USD, less than the 9 USD that a unit earns.
    assert row.cash.currency == "USD" and freight == {"air": pytest.approx(55 / 7), "sea": pytest.approx(5 / 7)}
    assert {way.mode: way.chosen_as for way in row.modes} == {"air": "fast", "sea": "main"}


def test_without_a_rate_money_of_another_currency_is_unknown(priced):
    row = priced.row("B", overrides=[])
    assert {way.unit_freight for way in row.modes} == {None}
    assert "restock_fast_unpriced" in {note.code for note in row.reasons}


def test_a_rate_by_way_of_a_third_currency(rated):
    result = rated.plan(budget=1_000_000, currency="USD")
    assert result.budget.wanted == pytest.approx((UP_TO - 100) * sum(IN_CNY.values()) / 7, rel=1e-6)


def test_costs_of_two_marketplaces_of_a_pool_complete_each_other(desk):
    desk.ordered(lines("A", 5), lines("A", 2, "amazon_fr"))
    desk.stocked(("A", 100))
    listed = {"sku": "A", "asin": "B1", "currency": "EUR"}
    more = {"unit_cost": 30, "unit_cost_currency": "CNY", "lead_time_days": 40, "moq": 100, "carton_quantity": 10}
    desk.sheet({**listed, "marketplace": "amazon_de", "price": 20}, {**listed, "marketplace": "amazon_fr", **more})
    row = desk.row(overrides=[])
    assert (row.lead_time.mean_days, row.rounding.moq, row.cash.currency, row.cash.unit_cost) == (40, 100, "CNY", 30)
