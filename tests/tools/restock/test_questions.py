"""What goes for the question as a whole: its day, its rows, their sums."""

from datetime import date, timedelta

import pytest

from tests.tools.restock.items import codes, item, result_of, row_of, rows_of
from tools.core.errors import InvalidInput

STAGES = [{"stage": "生产", "mean_days": 20, "sd_days": 3}, {"stage": "头程", "mean_days": 15, "sd_days": 4}]


@pytest.mark.parametrize("as_of", ["2011-03-01", "2031-03-01", "2000-01-01", "2026-02-28", "2028-02-29"])
def test_other_days(as_of):
    result = result_of([item(lead_time=STAGES)], as_of=as_of)
    [row] = result["rows"]
    assert row["order_by"] == as_of == result["as_of"] and row["stock_out"]["median"] == str(
        date.fromisoformat(as_of) + timedelta(days=11)
    )
    unknown = not 2024 <= int(as_of[:4]) <= 2030
    assert ("restock_no_calendar" in {each["code"] for each in result["warnings"]}) == unknown


@pytest.mark.parametrize("as_of", ["9999-12-31", "0001-01-01", "1999-12-31"])
def test_days_at_the_end_of_time_are_refused(as_of):
    with pytest.raises(InvalidInput) as refused:
        result_of([item()], as_of=as_of)
    assert refused.value.field == "as_of"


def test_calendar_may_be_left_out():
    # An order of New Year's Day 2027 is being made when factories rest for the spring festival.
    with_it = row_of({"as_of": "2027-01-01"}, lead_time=[{"stage": "production", "mean_days": 45, "sd_days": 0}])
    without = row_of(
        {"as_of": "2027-01-01", "calendar": False}, lead_time=[{"stage": "production", "mean_days": 45, "sd_days": 0}]
    )
    assert with_it["lead_time"]["mean_days"] > without["lead_time"]["mean_days"] == 45
    assert "restock_closure" in codes(with_it) and "restock_closure" not in codes(without)


def test_a_lead_time_in_one_piece_knows_no_closures():
    assert row_of({"as_of": "2027-01-01"})["order_up_to"] == 627


def test_rows_are_in_the_order_given():
    items = [item(sku=str(number), on_hand=number * 50) for number in (3, 1, 2)]
    assert [row["sku"] for row in rows_of(items)] == ["3", "1", "2"]


def test_the_most_urgent_of_many():
    items = [item(sku=str(number), on_hand=number * 50) for number in range(9, -1, -1)]
    result = result_of(items, row_limit=3)
    assert [row["sku"] for row in result["rows"]] == ["0", "1", "2"] and result["totals"]["rows"] == 10


@pytest.mark.parametrize("items", [[], {}, "A17", 5])
def test_without_items_nothing_is_planned(items):
    with pytest.raises(InvalidInput):
        result_of(items)


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ({"target_fill_rate": 95}, "target_fill_rate"),
        ({"target_fill_rate": 0.4}, "target_fill_rate"),
        ({"review_days": 0}, "review_days"),
    ],
)
def test_targets_that_make_no_sense_are_refused_at_once(question, field):
    with pytest.raises(InvalidInput) as refused:
        result_of([item()], **question)
    assert refused.value.field == field


def test_totals_add_up():
    result = result_of([item(sku="a", unit_cost=2, currency="CNY"), item(sku="b", on_hand=9000), item(sku="c", currency="USD")])
    totals, rows = result["totals"], result["rows"]
    assert totals["units"] == sum(row["order_quantity"] for row in rows) == 1054
    assert (totals["to_order"], totals["urgent"], totals["without_cost"], totals["cost"]) == (2, 2, 1, {"CNY": 1054})
