"""Which of several settings, uplifts and closures counts."""

from datetime import date, timedelta
from math import sqrt

import pytest

from tests.support import codes
from tests.tools.restock.stored.files import LEAD, TODAY, ago, lines, orders
from tests.tools.restock.stored.oracle import Truth, level, velocity

FIVE = {day: 5 for day in range(180)}
STAGES = {
    "production_days": 10, "production_sd_days": 2, "customs_days": 3, "customs_sd_days": 1, "receiving_days": 3,
    "receiving_sd_days": 1, "sea_days": 30, "sea_sd_days": 4,
}  # fmt: skip
SKUS = "ABCDEFGHIJK"
NONE = {"overrides": []}
"""The settings imported alone."""


def on(days):
    return TODAY + timedelta(days=days)


def _shop(desk):
    desk.ordered(*[lines(sku, 5) for sku in SKUS], lines("A", 5, "amazon_us"))
    desk.stocked(*[(sku, 100) for sku in SKUS])
    desk.stocked(("A", 100), place="amazon_us")
    places = [*[("amazon_de", sku) for sku in SKUS], ("amazon_us", "A")]
    category = {"A": "Garden", "B": "Garden", "C": "Pet"}
    listed = [{"sku": sku, "marketplace": place, "asin": f"B{sku}", "category": category.get(sku)} for place, sku in places]
    desk.sheet(*listed, file="products.csv")


def _staged(desk):
    desk.sheet({"sku": None, **STAGES}, file="stages.csv")


def _levels(desk):
    cost = {"sea_cost": 5, "air_days": 6, "air_sd_days": 1, "air_cost": 30, "cost_currency": "CNY"}
    desk.sheet(
        {"sku": None, "review_days": 7, "target_fill_rate": "95%", "moq": 50, "carton_quantity": 10, **STAGES, **cost},
        {"marketplace": "amazon_us", "review_days": 10, "target_fill_rate": 0.9},
        {"category": "garden", "target_fill_rate": 98, "max_cover_days": 400},
        {"sku": "A", "review_days": 14},
        {"marketplace": "amazon_us", "sku": "A", "carton_quantity": 24},
        {"sku": "E", "production_days": 20, "sea_days": 40},
        {"sku": "F", "production_sd_days": 5, "sea_sd_days": 9},
        {"sku": "G", "sea_cost": 7, "air_cost": 20, "cost_currency": "CNY"},
        {"sku": "H", "lead_time_days": 60, "lead_time_sd_days": 8},
        {"sku": "I", "modes": "air"},
        {"sku": "J", "modes": "空运, 海运"},
        {"sku": "K", "modes": "rail"},
    )


@pytest.fixture
def shop(copy_of):
    """A to K sell 5 a day in Germany, A in the United States too; A and B are garden products."""
    return copy_of(_shop)


@pytest.fixture
def staged(copy_of):
    """The same with a lead time in stages, 46 days in all."""
    return copy_of(_shop, _staged)


@pytest.fixture
def levels(filled):
    """The same with settings of shop, marketplace, category and SKU."""
    return filled(_shop, _levels)


def by_sku(desk, field, pool="amazon_eu", **question):
    return {row.sku: field(row) for row in desk.plan(**question).rows if row.pool == pool}


def test_the_narrowest_setting_counts_field_by_field(levels):
    def told(row):
        return row.review_days, row.target_fill_rate, row.rounding.moq, row.rounding.carton

    assert by_sku(levels, told, skus=["A", "B", "C"], **NONE) == {
        "A": (14, 0.98, 50, 10), "B": (7, 0.98, 50, 10), "C": (7, 0.95, 50, 10),
    }  # fmt: skip
    assert by_sku(levels, told, "amazon_us", **NONE) == {"A": (14, 0.98, 50, 24)}
    assert levels.row("B", **NONE).order_up_to == level(Truth(FIVE, lead=(46, sqrt(4 + 1 + 1 + 16)), target=0.98))[0]


def test_a_stage_is_overridden_without_its_spread_and_a_spread_without_its_days(levels):
    times = by_sku(levels, lambda row: (row.lead_time.mean_days, row.lead_time.sd_days), skus=["C", "E", "F"], **NONE)
    assert times == {
        "C": (46, pytest.approx(sqrt(4 + 1 + 1 + 16), abs=1e-5)),
        "E": (66, pytest.approx(sqrt(4 + 1 + 1 + 16), abs=1e-5)),
        "F": (46, pytest.approx(sqrt(25 + 1 + 1 + 81), abs=1e-5)),
    }


def test_freight_is_overridden_alone(levels):
    freight = by_sku(levels, lambda row: {way.mode: way.unit_freight for way in row.modes}, skus=["C", "G"], **NONE)
    assert freight == {"C": {"air": 30, "sea": 5}, "G": {"air": 20, "sea": 7}}


def test_a_whole_lead_time_of_a_product_counts_instead_of_the_shops_stages(levels):
    row = levels.row("H", **NONE)
    assert (row.lead_time.mean_days, row.lead_time.sd_days) == (60, 8)


def test_a_product_may_be_kept_to_some_ways(levels):
    ways = by_sku(levels, lambda row: [way.mode for way in row.modes], skus=["I", "J", "K"], **NONE)
    assert ways == {"I": ["air"], "J": ["air", "sea"], "K": []}
    assert levels.row("K", **NONE).status == "needs_lead_time"
    assert levels.row("I", **NONE).lead_time.mean_days == 22


@pytest.mark.parametrize("turned", [False, True])
def test_two_marketplaces_of_one_pool_that_differ(shop, turned):
    files = [{"marketplace": "amazon_fr", "review_days": 21}, {"marketplace": "amazon_de", "review_days": 7}]
    for row in reversed(files) if turned else files:
        shop.sheet(row)
    assert by_sku(shop, lambda row: row.review_days)["A"] == 7


def test_settings_of_the_question_are_stronger_than_stored_ones(shop):
    shop.sheet({"sku": "A", "review_days": 14, "target_fill_rate": 0.9, **STAGES})
    override = [{"sku": "A", "marketplace": "DE", "review_days": 3, "on_hand": 40}]
    row = shop.row(pool="amazon_eu", overrides=override, target_fill_rate=0.99)
    assert (row.review_days, row.target_fill_rate, row.on_hand) == (3, 0.99, 40)
    row = shop.row(pool="amazon_us", overrides=override)
    assert (row.review_days, row.target_fill_rate, row.on_hand) == (14, 0.9, 100)


def test_of_overlapping_uplifts_the_shorter_counts_and_of_one_event_that_of_the_product(shop):
    shop.sheet(
        {"name": "season", "from": on(1), "to": on(37), "category": None, "sku": None, "multiplier": 1.2},
        {"name": "deal", "from": on(5), "to": on(10), "category": "Garden", "sku": None, "multiplier": 3},
        {"name": "deal", "from": on(1), "to": on(12), "category": None, "sku": "A", "multiplier": 1.5},
    )
    means = by_sku(shop, lambda row: row.uplift)
    expected = {"A": 12 * 1.5 + 25 * 1.2, "B": 6 * 3 + 31 * 1.2, "C": 37 * 1.2, "D": 37 * 1.2}
    assert {sku: means[sku] for sku in expected} == {sku: pytest.approx(days / 37, abs=1e-5) for sku, days in expected.items()}
    truth = Truth(FIVE, ahead=lambda day: 3 if 5 <= day <= 10 else 1.2)
    assert shop.row("B").order_up_to == level(truth)[0]


def test_promotion_days_of_the_past_are_taken_out_by_their_multiplier(desk):
    desk.ordered(lines("A", lambda at: 20 if 10 <= at < 14 else 5), lines("B", lambda at: 20 if 10 <= at < 14 else 5))
    desk.sheet({"name": "deal", "from": ago(13), "to": ago(10), "sku": "A", "multiplier": 4})
    assert desk.row("A").velocity == 5
    truth = Truth(FIVE | dict.fromkeys(range(10, 14), 20))
    assert desk.row("B").velocity == pytest.approx(velocity(truth), abs=1e-6)


def test_an_uplift_of_another_marketplace_or_shop_is_none_here(shop):
    rule = {"name": "x", "from": on(1), "to": on(37), "multiplier": 3}
    shop.sheet({**rule, "marketplace": "amazon_us"})
    shop.put(orders(lines("A", 5)), "other.txt", shop="other")
    shop.sheet(rule, shop="other", file="other.csv")
    mine = {"filters": {"shop": ["main"]}}
    assert by_sku(shop, lambda row: row.uplift, **mine)["A"] == 1
    assert by_sku(shop, lambda row: row.uplift, "amazon_us", **mine) == {"A": 3}


def _closure(first, last, **cells):
    return {"kind": "factory_closure", "from": first, "to": last, "sku": None, **cells}


def test_a_factory_closure_makes_production_longer(staged):
    staged.sheet(_closure(on(2), on(9)), file="events.csv")
    row = staged.row("B", **NONE)
    # Ten days of work: one before, eight closed days, nine after.
    assert row.lead_time.mean_days == 46 + 8 and "restock_closure" in {note.code for note in row.reasons}
    assert staged.row("B", calendar=False, **NONE).lead_time.mean_days == 46


def test_a_closure_after_production_does_not_count(staged):
    staged.sheet(_closure(on(11), on(19)), file="events.csv")
    assert staged.row("B", **NONE).lead_time.mean_days == 46


@pytest.mark.parametrize("cells", [{"sku": "B"}, {"marketplace": "amazon_us"}])
def test_a_closure_of_one_product_or_place_is_no_other_ones(staged, cells):
    staged.sheet(_closure(on(2), on(9), **cells), file="events.csv")
    longer = {(row.sku, row.pool) for row in staged.plan(**NONE).rows if row.lead_time.mean_days > 46}
    assert longer == ({("B", "amazon_eu")} if "sku" in cells else {("A", "amazon_us")})


def test_a_closure_of_one_shop_is_no_other_shops(staged):
    staged.put(orders(lines("Z", 5)), "other.txt", shop="other")
    staged.sheet({"sku": None, **STAGES}, shop="other", file="settings_other.csv")
    staged.sheet(_closure(on(2), on(9)), file="events.csv", shop="other")
    longer = {row.sku for row in staged.plan(**NONE).rows if row.lead_time.mean_days > 46}
    assert longer == {"Z"}


def test_golden_week_is_known_without_an_entry(desk):
    day = date(2026, 9, 20)
    desk.ordered(lines("A", 5, of=range((TODAY - day).days, (TODAY - day).days + 180)))
    desk.stocked(("A", 100), day=day)
    desk.sheet({"sku": None, **STAGES, "production_days": 15})
    # 15 days of work from the 21st: ten in September, seven closed days, five after; receiving in the peak takes ten.
    row = desk.row(**NONE)
    stages = {stage.stage: stage.mean_days + stage.extra_days for stage in row.lead_time.stages}
    assert (stages["production"], stages["receiving"]) == (22, 10)


def test_a_supplier_sells_no_less_than_its_minimum_to_all_pools_together(shop):
    shop.sheet({"sku": "A", "moq": 1000, "carton_quantity": 1})
    more = {"sku": "A", "marketplace": "amazon_us", "on_hand": 265}
    rows = [row for row in shop.plan(overrides=[LEAD, more]).rows if row.sku == "A"]
    needed = {row.pool: row.need for row in rows}
    assert needed == {"amazon_eu": 175, "amazon_us": 10}
    assert 1000 <= sum(row.order_quantity for row in rows) <= 1001


def test_each_shop_has_settings_of_its_own(shop):
    shop.put(orders(lines("A", 5)), "other.txt", shop="other")
    shop.sheet({"sku": None, "review_days": 30}, shop="other")
    days = {(row.shop, row.sku, row.pool): row.review_days for row in shop.plan(overrides=[LEAD]).rows}
    assert days["other", "A", "amazon_eu"] == 30 and days["main", "A", "amazon_eu"] == 7


def test_a_new_product_of_the_list_with_a_plan_for_any_place(shop):
    shop.sheet({"sku": "N", "marketplace": "amazon_de", "asin": "BN"}, file="more.csv")
    shop.sheet({"sku": "N", "plan_units_per_day": 5})
    for question in ({}, {"skus": ["N"]}, {"skus": ["N", "A"]}):
        assert shop.row("N", **question).velocity == 5


def test_what_is_known_but_has_no_data_is_told_and_not_left_out(shop):
    shop.sheet({"sku": "N", "marketplace": "amazon_de", "asin": "BN"}, file="more.csv")
    assert {row.sku for row in shop.plan(skus=["N", "A"]).rows} == {"N", "A"}


def test_spread_that_was_not_given_is_said_to_be_assumed(shop):
    shop.sheet({"sku": None, "lead_time_days": 40})
    row = shop.row("B", **NONE)
    assert (row.lead_time.mean_days, row.lead_time.sd_days) == (40, 6) and "restock_spread_assumed" in codes(row)
