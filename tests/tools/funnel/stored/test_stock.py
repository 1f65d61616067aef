import pytest

from tests.support import codes
from tests.tools.funnel.asking import amounts, named
from tests.tools.funnel.stored.other_reports import stock, stocked
from tests.tools.funnel.stored.shops import (
    BASE,
    DAYS,
    assert_agrees,
    assert_split,
    on,
    product,
    said,
    segments,
    then,
    traffic,
)

OUT = range(33, 38)


def unless(out, value):
    """A figure that is 0 on the days without stock."""
    return lambda number: 0 if number in out else value


A = product("A", sessions=unless(OUT, 200), units=unless(OUT, 20))
B = product("B", sessions=100, units=10)
LOST = {"in_stock_days": -5 * 600}
"""Five of fourteen days at 600: 14 · 600 to 9 · 600 with all else as it was."""


@pytest.fixture
def out_of_stock(warehouse):
    traffic(warehouse, A, B)
    stocked(warehouse, stock("A", out=OUT), stock("B", out=()))


def test_days_without_stock_are_a_factor_of_their_own(out_of_stock, warehouse, diagnose):
    result = diagnose()
    assert amounts(result) == LOST and named(result) == ["in_stock_days"]
    assert (result.breaks[0].date, result.breaks[0].segment.sku) == (on(33), "A")
    [row] = [row for row in result.segments if row.sku == "A"]
    assert row.chain == ["in_stock_days", "sessions", "buy_box_percentage", "cvr", "price"]
    assert_agrees(warehouse, result)


def test_visits_of_days_without_stock_are_no_visits_that_did_not_buy(warehouse, diagnose):
    traffic(warehouse, product("A", sessions=lambda number: 50 if number in OUT else 200, units=unless(OUT, 20)), B)
    stocked(warehouse, stock("A", out=OUT), stock("B", out=()))
    assert amounts(diagnose()) == LOST


def test_days_without_stock_in_the_base(warehouse, diagnose):
    out = range(7)
    traffic(warehouse, product("A", sessions=unless(out, 200), units=unless(out, 20)))
    stocked(warehouse, stock("A", out=out))
    # 21 of 28 days, for the length of 14: 10.5 days.
    assert amounts(diagnose()) == {"in_stock_days": round(3.5 * 600, 2)}


def test_a_day_with_sales_was_in_stock_whatever_the_snapshot_says(warehouse, diagnose):
    traffic(warehouse, product("A", units=then(20, 15)))
    stocked(warehouse, stock("A", out=OUT))
    assert amounts(diagnose()) == {"cvr": -14 * 150}


def test_without_a_stock_report_no_day_is_known_to_be_without_stock(warehouse, diagnose):
    traffic(warehouse, A, B)
    result = diagnose()
    assert_split(result, [*A, *B])
    assert "in_stock_days" not in {row.factor for row in result.effects}


@pytest.mark.parametrize("of", [range(BASE, DAYS), range(DAYS - 1), [*range(20), *range(21, DAYS)]])
def test_stock_that_is_told_on_some_days_only_is_not_known(warehouse, diagnose, of):
    traffic(warehouse, A)
    stocked(warehouse, stock("A", out=OUT, of=of))
    result = diagnose()
    assert_split(result, A)
    assert "in-stock days" in said(result, "stage_not_given")


def test_a_report_that_gives_no_units_says_nothing_of_stock(warehouse, diagnose):
    traffic(warehouse, A)
    stocked(warehouse, stock("A", out=OUT, fulfillable=None, inbound=9))
    result = diagnose()
    assert "in_stock_days" not in {row.factor for row in result.effects}
    assert_split(result, A)


def test_marketplaces_of_one_pool_share_its_stock(warehouse, diagnose):
    there = [{**row, "marketplace": "amazon_fr"} for row in A]
    traffic(warehouse, A, there)
    stocked(warehouse, stock("A", out=OUT))
    result = diagnose()
    assert amounts(result) == {"in_stock_days": 2 * -5 * 600}
    assert segments(result) == {("amazon_de", "A", None), ("amazon_fr", "A", None)}
    assert amounts(diagnose(marketplaces=["amazon_fr"])) == LOST


def test_a_marketplace_with_a_stock_of_its_own_does_not(warehouse, diagnose):
    there = product("A", marketplace="amazon_uk", sessions=unless(OUT, 200), units=unless(OUT, 20))
    traffic(warehouse, A, there)
    stocked(warehouse, stock("A", out=OUT))
    chains = {row.marketplace: row.chain[0] for row in diagnose().segments}
    assert chains == {"amazon_de": "in_stock_days", "amazon_uk": "sessions"}


def test_any_row_of_the_pool_with_units_is_stock(warehouse, diagnose):
    traffic(warehouse, product("A", units=then(20, 15)))
    stocked(warehouse, stock("A", out=OUT), stock("A", out=(), source="restock", marketplace="amazon_fr"))
    assert amounts(diagnose()) == {"cvr": -14 * 150}


def test_another_shops_stock_is_not_this_shops(warehouse, diagnose):
    alpha, beta = {"shop_id": "alpha"}, {"shop_id": "beta"}
    traffic(warehouse, [{**row, **alpha} for row in A], product("A", **beta))
    stocked(warehouse, stock("A", out=OUT, **alpha), stock("A", out=(), **beta))
    result = diagnose()
    effects = {row.channel: row.effects.get("in_stock_days", 0) for row in result.segments}
    assert effects == {"alpha": pytest.approx(-5 * 600), "beta": 0}
    assert amounts(diagnose(filters={"shop": ["alpha"]})) == LOST


def test_stock_of_a_renamed_sku(warehouse, diagnose):
    new = [{**row, "sku": "A2"} if row["days"][0] >= on(BASE) else row for row in A]
    traffic(warehouse, new)
    stocked(warehouse, stock("A", out=OUT, of=range(BASE)), stock("A2", out=OUT, of=range(BASE, DAYS)))
    assert amounts(diagnose()) == LOST
    assert amounts(diagnose(skus=["A"])) == LOST and amounts(diagnose(skus=["A2"])) == LOST


def test_weeks_have_no_days_in_stock(warehouse, diagnose):
    weeks = product("A", of=range(0, DAYS, 7), every=7, sessions=unless(OUT, 200), units=unless(OUT, 20))
    traffic(warehouse, weeks)
    stocked(warehouse, stock("A", out=OUT))
    assert_split(diagnose(), weeks)


def test_late_days_are_no_days_without_stock(warehouse, diagnose):
    traffic(warehouse, product("A", of=range(DAYS - 3)), product("B", marketplace="amazon_us", currency="EUR"))
    stocked(warehouse, stock("A", out=()))
    result = diagnose()
    assert result.change == pytest.approx(0, abs=0.01) and "report_days_missing" in codes(result)
