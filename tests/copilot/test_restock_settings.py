import pytest

from copilot.given_setting import GivenSetting, GivenSettings
from copilot.restock_settings import REPORT, add_settings, list_settings, remove_settings
from tests.support import load, sql
from tools.core.errors import InvalidInput
from tools.warehouse.importing.fields import FIELDS

A17 = {"marketplace": "amazon_de", "sku": "A17", "sea_days": 36, "moq": 300}
ROOM_FOR_DECIMALS = {"sea_cost": 1.234, "unit_cost": 52.125, "cost_currency": "cny"}


def entered(warehouse, *rows, **said):
    given = {"settings": list(rows), **said} if rows else said
    return add_settings(warehouse, GivenSettings.model_validate(given))


def test_every_setting_can_be_given():
    assert set(GivenSetting.model_fields) == {*FIELDS["restock_setting"], "shop"}


def test_a_row_is_on_record_and_goes_again(warehouse):
    entry = entered(warehouse, **A17, target_fill_rate="97.5%", modes="海运、空运", **ROOM_FOR_DECIMALS)
    [row] = list_settings(warehouse)
    assert entry["settings"] == [row] and entry["changed"] and entry["import_id"] == 1
    stored = {**A17, **ROOM_FOR_DECIMALS, "cost_currency": "CNY", "target_fill_rate": 0.975, "modes": "air,sea", "category": None}
    assert {name: row[name] for name in stored} == stored
    assert set(row) == {*stored, "shop", "import_id", "source"} and (row["shop"], row["source"]) == ("main", "operator")
    assert remove_settings(warehouse, 1) == {"removed": 1, "rows_removed": 1, "rows_restored": 0}
    assert list_settings(warehouse) == []


def test_the_same_again_changes_nothing(warehouse):
    first, again = entered(warehouse, **A17), entered(warehouse, **A17)
    assert not again["changed"] and again["settings"] == first["settings"] and again["import_id"] == 1


def test_a_row_takes_the_place_of_the_one_before_as_a_whole(warehouse):
    entered(warehouse, **A17)
    entry = entered(warehouse, marketplace="amazon_de", sku="A17", review_days=14)
    assert [note["code"] for note in entry["warnings"] if "sku" not in note["code"]] == ["settings_replaced"]
    assert "sea_days" not in entry["settings"][0]
    remove_settings(warehouse, entry["import_id"])
    assert list_settings(warehouse)[0]["sea_days"] == 36


def test_what_was_entered_before_something_else_can_be_entered_again(warehouse):
    for days in (36, 40, 36, 40, 36):
        entry = entered(warehouse, **{**A17, "sea_days": days})
        assert entry["changed"] and [row["sea_days"] for row in list_settings(warehouse)] == [days]


def test_several_rows_are_taken_together(warehouse):
    entry = entered(warehouse, {"review_days": 7}, {"category": "pet", "review_days": 10}, A17)
    assert [row["sku"] for row in entry["settings"]] == [None, None, "A17"]
    assert sql(warehouse, "select count(*), count(distinct import_id) from restock_setting") == [(3, 1)]


def test_settings_by_place_and_product(warehouse):
    entered(warehouse, {"review_days": 7}, {"marketplace": "amazon_us", "review_days": 10}, A17)
    assert [row["sku"] for row in list_settings(warehouse, "amazon_de", "A17")] == [None, "A17"]
    assert [row["marketplace"] for row in list_settings(warehouse, "Amazon.com")] == [None, "amazon_us"]
    assert len(list_settings(warehouse, sku="B2")) == 2


def test_settings_of_a_sheet_are_listed_with_its_name(warehouse):
    load(warehouse, "sku,sea_days\nA17,36\n", file="settings.csv")
    assert [(row["source"], row["sku"]) for row in list_settings(warehouse)] == [("settings.csv", "A17")]


def test_a_place_of_ones_own(warehouse):
    load(warehouse, "sku,asin,marketplace,title\nA17,B0,amazon_de,x\n")
    load(warehouse, "Day,No,Art,Qty,Price\n2026-03-02,1,A17,1,5\n", marketplace="my shop", mapping=ORDERS)
    entry = entered(warehouse, **{**A17, "marketplace": "my shop"})
    assert [row["marketplace"] for row in entry["settings"]] == ["my_shop"]


def test_products_and_categories_that_are_not_known_are_told_of(warehouse):
    load(warehouse, "sku,asin,marketplace,category\nA17,B0,amazon_de,Kitchen\n")
    entry = entered(warehouse, {"category": "kitchen", "moq": 1}, {"category": "kichen", "moq": 1}, {"sku": "A18", "moq": 1})
    assert [note["code"] for note in entry["warnings"]] == ["given_sku_unknown", "given_category_unknown"]
    assert "Kitchen" in entry["warnings"][1]["en"]


def test_a_row_that_reads_as_a_total_leaves_nothing(warehouse):
    with pytest.raises(InvalidInput):
        entered(warehouse, A17, {"category": "Total", "moq": 1})
    assert list_settings(warehouse) == []


def test_an_event_and_settings_share_the_way_but_not_the_list(warehouse):
    entered(warehouse, **A17)
    assert sql(warehouse, "select report, file_name from import_file") == [(REPORT, "operator/restock_settings")]


ORDERS = """
columns: {order_id: No, sku: Art, quantity: Qty, unit_price: Price, purchased_at: Day}
options: {currency: EUR, timezone: Europe/Berlin}
"""
