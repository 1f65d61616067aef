"""The planted stories of the demo shop: each is found, dated, and given to the right factor."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from tools.funnel.charts import Charts
from tools.funnel.funnel_diagnosis import funnel_diagnosis
from tools.funnel.request import FunnelQuestion

TRUTH = yaml.safe_load(Path("copilot/demo/stories.yaml").read_text(encoding="utf-8"))
STORIES = {story["id"]: story for story in TRUTH["stories"]}


@pytest.fixture(scope="module")
def told(demo_warehouse, tmp_path_factory):
    """The diagnosis over the two windows in which a story can be seen."""
    charts = Charts(tmp_path_factory.mktemp("charts"))

    def ask(story_id, **more):
        story = STORIES[story_id]
        before, during = (dict(zip(("from", "to"), text.split("/"), strict=True)) for text in story["see"]["compare"])
        place = {} if story["marketplace"] == "all" else {"marketplaces": [story["marketplace"]]}
        question = FunnelQuestion.model_validate({"base": before, "current": during, **place, **more})
        return funnel_diagnosis(question, warehouse=demo_warehouse, charts=charts)

    return ask


def named(result):
    return {row.factor for row in result.effects if row.named}


def segments_named(result):
    return {(row.sku, factor) for row in result.segments for factor in row.named}


def break_of(result, stage):
    return next(found for found in result.breaks if found.stage == stage)


def holds(found, day):
    return found.start <= day <= found.end


@pytest.mark.parametrize("story_id", ["stock_out_us_a17", "stock_out_de_pet_31"])
def test_a_stock_out_is_days_in_stock_from_its_first_day(told, story_id):
    story, result = STORIES[story_id], told(story_id)
    assert named(result) == {"in_stock_days"}
    found = break_of(result, "in_stock_days")
    assert found.segment.sku == story["skus"][0] and found.date == story["from"] and found.certain


@pytest.mark.parametrize("story_id", ["stock_out_us_a17", "stock_out_de_pet_31"])
def test_a_stock_out_takes_what_the_product_sold_before(told, story_id):
    story, result = STORIES[story_id], told(story_id)
    [row] = [row for row in result.segments if row.sku == story["skus"][0]]
    assert row.current == 0 and row.effects["in_stock_days"] == pytest.approx(-row.base)


def test_a_fall_of_conversion_in_one_product_is_found_with_the_edit_before_it(told):
    result = told("conversion_drop_de_kt_204_blk")
    assert ("KT-204-BLK", "cvr") in segments_named(result) and "cvr" not in named(result)
    found = break_of(result, "cvr")
    assert holds(found, STORIES["conversion_drop_de_kt_204_blk"]["from"])
    assert "listing_edit" in {event.kind for event in found.events}


def test_a_fall_of_traffic_in_one_product_is_found_and_dated(told):
    result = told("traffic_drop_us_ph_610_blk")
    assert ("PH-610-BLK", "sessions") in segments_named(result) and ("PH-610-BLK", "cvr") not in segments_named(result)
    found = break_of(result, "sessions")
    assert found.segment.sku == "PH-610-BLK" and found.certain
    assert abs(found.date - STORIES["traffic_drop_us_ph_610_blk"]["from"]) <= timedelta(days=3)


def test_a_currency_move_is_the_exchange_rate_alone(told):
    result = told("currency_move_jpy", currency="USD")
    assert named(result) == {"fx"}
    found = break_of(result, "fx")
    assert found.start >= date(2026, 4, 1) and found.end <= date(2026, 4, 30) and not found.certain
    # 9 % off the rate is ln(0.91) of the logarithmic mean of both windows' sales.
    assert result.fx["amount"] == pytest.approx(-0.0943 * (result.base + result.current) / 2, rel=0.02)


def test_in_its_own_currency_the_same_move_is_nothing(told):
    assert "fx" not in {row.factor for row in told("currency_move_jpy").effects}


@pytest.mark.parametrize("story_id", ["black_friday_us", "black_friday_de", "black_friday_jp", "prime_event"])
def test_a_peak_is_a_rise_of_traffic_with_a_warning(told, story_id):
    result = told(story_id)
    assert "sessions" in named(result) and result.change > 0
    assert holds(break_of(result, "sessions"), STORIES[story_id]["from"])
    assert "peak_in_one_window" in {note.code for note in result.warnings}


def test_a_wave_of_returns_stands_beside_the_sum(told):
    result = told("return_wave_us")
    assert result.refunds.moved and not result.refunds.in_sum and result.refunds.current_rate > 2 * result.refunds.base_rate
    assert break_of(result, "refunds").date == STORIES["return_wave_us"]["from"]
    assert "refunds" not in {row.factor for row in result.effects}


def test_the_weak_week_of_germany_is_traffic(told):
    result = told("last_weeks_de")
    assert named(result) == {"sessions"}
    assert holds(break_of(result, "sessions"), STORIES["last_weeks_de"]["from"])


def test_every_story_is_tested():
    assert set(STORIES) == {
        "stock_out_us_a17", "stock_out_de_pet_31", "conversion_drop_de_kt_204_blk", "traffic_drop_us_ph_610_blk",
        "currency_move_jpy", "black_friday_us", "black_friday_de", "black_friday_jp", "prime_event", "return_wave_us",
        "last_weeks_de",
    }  # fmt: skip


@pytest.mark.parametrize("story_id", STORIES)
def test_parts_add_up(told, story_id):
    result = told(story_id)
    assert sum(row.amount for row in result.effects) == pytest.approx(result.current - result.base, abs=1e-5)
    assert result.sum_check.exact
