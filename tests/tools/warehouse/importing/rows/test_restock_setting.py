import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import xlsxwriter

from tests.support import codes, load, sql
from tools.core.errors import ImportRefused
from tools.warehouse.importing.definition import fold, report_definitions
from tools.warehouse.importing.history import undo_import

COLUMNS = "marketplace,category,sku,target_fill_rate,review_days,sea_days,sea_sd_days,sea_cost,cost_currency,modes,moq"
HEADER = f"{COLUMNS},carton_quantity\n"
ROW = "amazon_de,,A17,95%,7,36,6.5,4.2,CNY,sea;air,300,12\n"
CHINESE = (
    "站点,品类,SKU,目标满足率,补货间隔天数,海运头程天数,海运头程波动天数,海运单件运费,成本币种,可用运输方式,最小起订量,装箱数\n"
)
STORED = (
    "select marketplace, category, sku, target_fill_rate, review_days, sea_days, sea_sd_days, sea_cost, cost_currency, modes, "
    "moq, carton_quantity from restock_setting order by sku nulls first"
)
A17 = ("amazon_de", None, "A17", *map(Decimal, ("0.95", "7", "36", "6.5", "4.2")), "CNY", "air,sea", 300, 12)
DEFINITION = report_definitions()["chuhai.restock_settings"]


@pytest.mark.parametrize(
    "sheet",
    [
        HEADER + ROW,
        HEADER.replace("_", " ").title() + ROW.replace("95%", "0.95"),
        HEADER.replace(",", ";") + "DE;;A17;0,95;7;36;6,5;4,2;cny;ocean freight, by air;300;12\n",
        CHINESE + "德国,,A17,95％,7,36,6.5,4.2,RMB,海运、空运,300,12\n",
        (CHINESE + "德国,,A17,95,7,36,6.5,4.2,人民币,海运、空运,300,12\n").replace("人民币", "cny").encode("gb18030"),
    ],
)
def test_a_sheet_in_its_forms(warehouse, sheet):
    result = load(warehouse, sheet)
    assert (result.report, result.rows_added, codes(result)) == ("chuhai.restock_settings", 1, set())
    assert sql(warehouse, STORED) == [A17]


@pytest.mark.parametrize("header", [HEADER, CHINESE])
def test_a_workbook_with_typed_cells(warehouse, header):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        percent = book.add_format({"num_format": "0.0%"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, header.strip().split(","))
        sheet.write_row(1, 0, ["amazon_de", None, "A17", None, 7, 36, 6.5, 4.2, "CNY", "air / sea", 300, 12])
        sheet.write(1, 3, 0.95, percent)
    assert load(warehouse, file.getvalue(), file="settings.xlsx").report == "chuhai.restock_settings"
    assert sql(warehouse, STORED) == [A17]


def test_every_column_may_be_given_in_english_and_chinese(warehouse):
    numbers = {name: at for at, name in enumerate(DEFINITION.columns, start=2)}
    words = {
        "marketplace": "amazon_us", "category": "pet", "sku": "A17", "target_fill_rate": "0.9", "modes": "rail", "size_tier": "L",
        "cost_currency": "USD", "fee_currency": "EUR", "note": "x", "moq": "90",
    }  # fmt: skip
    rows = []
    for choose in (lambda names: names[0], lambda names: next((n for n in names if not n.isascii()), names[0])):
        header = ",".join(choose(names) for names in DEFINITION.columns.values())
        cells = ",".join(str(words.get(name, numbers[name])) for name in DEFINITION.columns)
        load(warehouse, f"{header}\n{cells}\n")
        rows += sql(warehouse, f"select {', '.join(DEFINITION.columns)} from restock_setting")
    assert len(rows) == 2 and rows[0] == rows[1] and None not in rows[0]
    given = dict(zip(DEFINITION.columns, rows[0], strict=True))
    assert {name: value for name, value in given.items() if name not in words} == {
        name: number for name, number in numbers.items() if name not in words
    }


def test_no_two_columns_share_a_name():
    names = [fold(name) for names in DEFINITION.columns.values() for name in names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("cell", "value", "column", "words"),
    [
        (3, "40%", "target_fill_rate", "50 %"),
        (3, "0.9999", "target_fill_rate", "99.9 %"),
        (3, "100", "target_fill_rate", "99.9 %"),
        (3, "high", "target_fill_rate", "number"),
        (4, "0", "review_days", "greater than zero"),
        (4, "400", "review_days", "more days"),
        (5, "-1", "sea_days", "negative"),
        (6, "46023", "sea_sd_days", "more days"),
        (7, "-0.5", "sea_cost", "negative"),
        (8, "", "cost_currency", "amount"),
        (8, "euro", "cost_currency", "currency"),
        (9, "sea;balloon", "modes", "not known"),
        (10, "5", "moq", "one carton"),
        (10, "30.5", "moq", "whole"),
        (11, "0", "carton_quantity", "greater than zero"),
        (0, "amazon_xx", "marketplace", "no marketplace"),
    ],
)
def test_settings_that_cannot_be_meant(warehouse, cell, value, column, words):
    cells = ROW.strip().split(",")
    cells[cell] = value
    [bad] = load(warehouse, f"{HEADER}{ROW}{','.join(cells)}\n").rejections
    assert (bad.line, bad.column) == (3, column) and words in bad.reason and bad.reason_zh
    assert warehouse.is_empty()


def test_a_fee_needs_its_currency(warehouse):
    [bad] = load(warehouse, "sku,low_inventory_fee,fee_currency\nA17,0.89,\n").rejections
    assert bad.column == "fee_currency"


def test_one_piece_may_be_less_than_a_carton(warehouse):
    assert load(warehouse, "sku,moq,carton_quantity\nA17,1,12\n").rows_added == 1


def test_settings_of_all_of_a_place_of_a_category_and_of_a_product_stand_side_by_side(warehouse):
    assert load(warehouse, "sku,站点,category,review_days\n,,,7\n,德国,,14\n,,pet,10\nA17,,,5\nA17,德国,,6\n").rows_added == 5


def test_a_later_sheet_supersedes_and_comes_back_when_that_is_undone(warehouse):
    load(warehouse, HEADER + ROW)
    changed = load(warehouse, "sku,marketplace,sea_days\nA17,DE,40\n")
    assert (changed.rows_added, changed.rows_superseded) == (0, 1)
    assert sql(warehouse, "select sea_days, moq from restock_setting") == [(40, None)]
    undo_import(warehouse, 2, datetime(2026, 11, 1, tzinfo=UTC))
    assert sql(warehouse, STORED) == [A17]


def test_a_column_that_is_not_known_is_named(warehouse):
    [note] = load(warehouse, "sku,sea_days,sea_dayz,起订量,moq\nA17,36,30,1,2\n").warnings
    assert note.code == "columns_unread" and "sea_dayz, 起订量" in note.en


@pytest.mark.parametrize("sheet", ["sku,unit_cost,note\nA17,5,x\n", "target_fill_rate,review_days\n0.95,7\n"])
def test_what_is_no_sheet_of_settings(warehouse, sheet):
    with pytest.raises(ImportRefused):
        load(warehouse, sheet)


def test_a_product_list_stays_one(warehouse):
    sheet = "sku,marketplace,asin,moq,carton_quantity,lead_time_days\nA17,amazon_de,B0,300,12,30\n"
    assert load(warehouse, sheet).report == "chuhai.products"


def test_a_marketplace_said_of_the_whole_sheet(warehouse):
    load(warehouse, "sku,sea_days\nA17,30\n", marketplace="my shop")
    assert sql(warehouse, "select marketplace, sku from restock_setting") == [("my_shop", "A17")]
