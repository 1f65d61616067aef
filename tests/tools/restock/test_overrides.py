"""Settings for one question: which override counts, and that none is lost unseen."""

import pytest

from tests.tools.restock.items import item, result_of, row_of, rows_of
from tools.core.errors import InvalidInput, ToolError

STAGES = [
    {"stage": "采购", "mean_days": 10, "sd_days": 3}, {"stage": "生产", "mean_days": 20, "sd_days": 5},
    {"stage": "头程", "mean_days": 20, "sd_days": 5},
]  # fmt: skip


def review(overrides, **changed):
    return row_of({"overrides": overrides}, **changed)["review_days"]


def test_the_narrowest_counts():
    everywhere, here, mine = {"review_days": 14}, {"marketplace": "amazon_de", "review_days": 21}, {"sku": "A", "review_days": 30}
    both = {"sku": "A", "marketplace": "amazon_de", "review_days": 10}
    for given in ([everywhere, here, mine, both], [both, mine, here, everywhere]):
        assert review(given, marketplace="amazon_de") == 10
    assert review([mine, everywhere]) == review([everywhere, mine]) == 30
    assert review([here, everywhere], marketplace="amazon_us") == 14


def test_of_equals_the_last_counts():
    assert review([{"review_days": 14}, {"review_days": 21}]) == 21


def test_stock_goes_by_the_same_rule():
    given = [{"sku": "A", "on_hand": 5}, {"on_hand": 900}]
    assert row_of({"overrides": given})["on_hand"] == row_of({"overrides": given[::-1]})["on_hand"] == 5


def test_overrides_are_stronger_than_items_and_items_than_the_question():
    assert review([{"review_days": 14}], review_days=21) == 14
    assert row_of({"review_days": 14, "target_fill_rate": 0.9}, review_days=21)["review_days"] == 21
    assert row_of({"target_fill_rate": 0.9}, target_fill_rate=None)["target_fill_rate"] == 0.9


def test_a_stage_added_leaves_the_others():
    row = row_of({"overrides": [{"lead_time": [{"stage": "清关", "mean_days": 5, "sd_days": 1}]}]}, lead_time=STAGES)
    assert row["lead_time"]["mean_days"] == 55


def test_an_override_of_a_product_that_is_not_there_is_named():
    result = result_of([item()], overrides=[{"sku": "A 17", "review_days": 30}])
    assert "A 17" in " ".join(warning["en"] for warning in result["warnings"])


def test_marketplaces_by_any_name():
    rows = rows_of([item(marketplace="amazon_de")], overrides=[{"marketplace": "德国站", "review_days": 30}])
    assert rows[0]["review_days"] == 30


@pytest.mark.parametrize(
    "bad",
    [
        {"moq": 10, "carton": 24}, {"review_days": 0}, {"lead_time": {"mean_days": 0}}, {"colour": "red"},
        {"on_hand": float("nan")},
        {"uplift": [{"from": "2026-07-10", "to": "2026-07-01", "multiplier": 2}]},
    ],
    ids=str,
)  # fmt: skip
def test_overrides_that_make_no_sense_are_refused(bad):
    with pytest.raises((ToolError, ValueError)):
        result_of([item()], overrides=[bad])


@pytest.mark.parametrize("bad", [{"moq": 10}, {"carton": 900}])
def test_an_override_may_not_make_nonsense_of_an_item(bad):
    # The minimum and the carton come from different places and still do not fit.
    row = row_of({"overrides": [bad]}, moq=48, carton=24)
    assert row["status"] == "refused" and row["error"]["field"]


@pytest.mark.parametrize("named", [{"skus": ["B"]}, {"marketplaces": ["德国站"]}, {"filters": {"sku": ["B"]}}], ids=str)
def test_names_beside_items_are_not_ignored(named):
    with pytest.raises(InvalidInput) as refused:
        result_of([item(), item(sku="B")], **named)
    assert refused.value.field == next(iter(named))


@pytest.mark.parametrize(("place", "said"), [("atlantis", "atlantis"), ("美国站", "amazon_us")])
def test_marketplaces_that_are_not_one_are_named(place, said):
    row = row_of(marketplace=place)
    [note] = [note for note in row["warnings"] if note["code"] == "restock_place_unknown"]
    assert row["order_quantity"] == 527 and said in note["en"] and said in note["zh"]


def test_one_product_on_one_marketplace_written_in_two_ways_is_given_twice():
    rows = rows_of([item(marketplace="amazon_de"), item(marketplace="amazon_DE")])
    assert [row["status"] for row in rows] == ["refused"] * 2


def test_ways_that_may_not_be_used_leave_no_lead_time():
    modes = [{"mode": "sea", "mean_days": 35, "sd_days": 6}]
    assert row_of(modes=modes, allowed_modes=["空运"])["status"] in ("needs_lead_time", "refused")
