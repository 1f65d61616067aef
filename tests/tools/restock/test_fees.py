from datetime import date

import numpy as np
import pytest

from tools.restock.fees import (
    aged_brackets,
    aged_exposure,
    left_after,
    low_inventory_floor,
    monthly_storage_rate,
)

US = "amazon_us"
TODAY = date(2026, 11, 21)
BRACKETS = aged_brackets(US, TODAY)


def arrays(*values):
    return [np.array([float(value)]) for value in values]


def test_the_floor_comes_with_its_rule():
    floor = low_inventory_floor(US, TODAY)
    assert (floor.days, floor.windows) == (28, (30, 90))
    assert (floor.rule.id, floor.rule.effective_from, floor.rule.confidence) == ("amz-lil-28", "2024-04-01", "high")
    assert floor.rule.url


@pytest.mark.parametrize(("marketplace", "on"), [(US, date(2024, 3, 31)), ("amazon_de", TODAY), ("walmart_us", TODAY)])
def test_no_floor_is_known_elsewhere_or_before(marketplace, on):
    assert low_inventory_floor(marketplace, on) is None


@pytest.mark.parametrize(
    ("month", "size", "usd", "rule"),
    [
        (1, "standard", 0.78, "amz-storage-offpeak"),
        (9, "bulky", 0.56, "amz-storage-offpeak"),
        (10, "standard", 2.40, "amz-storage-peak"),
        (12, "bulky", 1.40, "amz-storage-peak"),
    ],
)
def test_storage_rates_by_month_and_size(month, size, usd, rule):
    rate = monthly_storage_rate(US, month, size, TODAY)
    assert (rate.usd_per_cubic_foot, rate.rule.id) == (usd, rule)


def test_no_storage_rate_is_known_elsewhere_or_before():
    assert monthly_storage_rate("amazon_de", 1, "standard", TODAY) is None
    assert (
        monthly_storage_rate("amazon_de", 1, "standard", TODAY)
        is monthly_storage_rate(US, 1, "standard", date(2024, 3, 31))
        is None
    )


@pytest.mark.parametrize(
    ("on", "over_a_year"),
    [
        (date(2026, 1, 15), [(366, None, 6.9, 0.15)]),
        (date(2026, 1, 16), [(366, 455, 6.9, 0.30), (456, None, 7.9, 0.35)]),
    ],
)
def test_brackets_of_age_change_with_the_year(on, over_a_year):
    found = [(b.first_day, b.last_day, b.usd_per_cubic_foot, b.usd_per_unit) for b in aged_brackets(US, on)]
    assert found[:2] == [(181, 210, 0.5, 0.0), (211, 240, 1.0, 0.0)] and found[6:] == over_a_year


def test_no_brackets_are_known_elsewhere_or_before():
    assert aged_brackets("amazon_de", TODAY) == aged_brackets(US, date(2023, 4, 14)) == []


def test_what_was_there_before_goes_first():
    # 4 a day for 100 days are 400: all of the 300 before, and 100 of the 200.
    assert left_after(*arrays(200, 4), 100, 300)[0] == 100
    assert left_after(*arrays(200, 4), 50, 300)[0] == 200
    assert left_after(*arrays(200, 4), 200, 300)[0] == 0


def test_a_lot_that_lasts_too_long_pays_month_by_month():
    # 1,000 units at 4 a day: after 181 days 276 are left, after 211 156, after 241 36, after 271 none. At half a cubic foot:
    # 276 x .5 x $.50 + 156 x .5 x $1.00 + 36 x .5 x $1.50 = 69 + 78 + 27.
    found = aged_exposure(*arrays(1000, 4, 0.5), BRACKETS)
    assert found.reaching[0].tolist() == [276, 156, 36, 0, 0, 0, 0, 0]
    assert found.usd[0] == pytest.approx(174) and found.unsold[0] == 0


def test_an_order_pays_for_its_own_units_alone():
    # 100 ordered behind 900: at 181 days 276 are left, all 100 of the order among them; at 211 156; at 241 36.
    found = aged_exposure(*arrays(100, 4, 0.5), BRACKETS, sold_before=900.0)
    assert found.reaching[0, :4].tolist() == [100, 100, 36, 0]
    assert found.usd[0] == pytest.approx(0.5 * (100 * 0.5 + 100 * 1.0 + 36 * 1.5))


def test_the_greater_of_volume_and_unit_counts():
    # 10 small units (.01 cubic foot) of 361 days that do not sell. 36 months: at 361 days $4.20 x .01; at 391, 421 and 451
    # $.30 rather than $6.90 x .01; 32 times $.35 rather than $7.90 x .01.
    found = aged_exposure(*arrays(10, 0, 0.01), BRACKETS, age_days=361.0)
    assert found.usd[0] == pytest.approx(10 * (4.2 * 0.01 + 3 * 0.30 + 32 * 0.35))
    assert found.unsold[0] == 10


def test_a_bracket_that_is_past_is_not_reached():
    found = aged_exposure(*arrays(500, 1, 1), BRACKETS, age_days=220.0)
    # 220 days old: the first is past, it is in the second, and 21 and 51 days on it reaches the third and fourth.
    assert found.reaching[0, :4].tolist() == [0, 500, 479, 449]


def test_without_a_volume_units_are_known_and_money_is_not():
    units = np.array([1000.0, 100.0])
    found = aged_exposure(units, np.array([4.0, 4.0]), np.array([np.nan, np.nan]), BRACKETS)
    assert found.reaching[:, 0].tolist() == [276, 0]
    assert np.isnan(found.usd[0]) and found.usd[1] == 0


def test_without_brackets_nothing_is_said():
    found = aged_exposure(*arrays(1000, 4, 0.5), [])
    assert found.reaching.shape == (1, 0) and found.usd[0] == found.unsold[0] == 0


def by_hand(units, velocity, volume, age, ahead):
    """Unit by unit: each is sold in its turn, and pays at every snapshot until then."""
    total = 0.0
    for number in range(1, units + 1):
        sold_on = (ahead + number) / velocity
        for snapshot in range(181, 181 + 30 * 36, 30):
            bracket = next(b for b in BRACKETS if b.first_day <= snapshot and (b.last_day is None or snapshot <= b.last_day))
            days = snapshot - age
            if 0 <= days < sold_on:
                # A unit half sold by then pays half.
                share = min(1.0, ahead + number - velocity * days)
                total += share * max(bracket.usd_per_cubic_foot * volume, bracket.usd_per_unit)
    return total


def test_exposure_agrees_with_units_sold_one_by_one():
    chance = np.random.default_rng(5)
    units, ahead = chance.integers(1, 400, 60), chance.integers(0, 300, 60)
    velocity, volume, age = chance.uniform(0.5, 3, 60), chance.uniform(0.005, 2, 60), chance.integers(0, 500, 60)
    found = aged_exposure(units.astype(float), velocity, volume, BRACKETS, age.astype(float), ahead.astype(float))
    assert found.usd == pytest.approx([by_hand(*row) for row in zip(units, velocity, volume, age, ahead, strict=True)])
    assert (found.unsold == 0).all() and (found.usd > 0).sum() > 20
