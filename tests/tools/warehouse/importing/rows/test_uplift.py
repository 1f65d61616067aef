from datetime import date
from decimal import Decimal

import pytest

from tests.support import load, sql

HEADER = "name,from,to,marketplace,category,sku,multiplier,note\n"
ROW = "Black Friday,2026-11-23,2026-11-30,amazon_de,kitchen,,2.5,\n"
STORED = "select name, day_from, day_to, marketplace, category, sku, multiplier from uplift"
BLACK_FRIDAY = (date(2026, 11, 23), date(2026, 11, 30), "amazon_de", "kitchen", None, Decimal("2.5"))


@pytest.mark.parametrize(
    ("sheet", "name"),
    [
        (HEADER + ROW, "Black Friday"),
        (HEADER + ROW.replace("2.5", "250%"), "Black Friday"),
        ("名称,开始日期,结束日期,站点,品类,系数\n黑五,2026/11/23,2026/11/30,德国,kitchen,2.5\n", "黑五"),
        ("活动;开始日期;结束日期;站点;品类;倍数\n黑五;23.11.2026;30.11.2026;DE;kitchen;2,5\n", "黑五"),
    ],
)
def test_a_sheet_in_its_forms(warehouse, sheet, name):
    result = load(warehouse, sheet)
    assert (result.report, result.rows_added, result.warnings) == ("chuhai.uplifts", 1, [])
    assert sql(warehouse, STORED) == [(name, *BLACK_FRIDAY)]
    assert (result.period.start, result.period.end) == BLACK_FRIDAY[:2]


def test_without_a_last_day_it_lasts_one_and_without_a_place_it_is_of_all(warehouse):
    load(warehouse, "name,from,multiplier\nx,2026-11-11,1.125\n")
    assert sql(warehouse, STORED) == [("x", *[date(2026, 11, 11)] * 2, None, None, None, Decimal("1.125"))]


@pytest.mark.parametrize(
    ("old", "new", "column", "words"),
    [
        ("2.5", "0", "multiplier", "greater than zero"),
        ("2.5", "-1", "multiplier", "greater than zero"),
        ("2.5", "250", "multiplier", "more than 50"),
        ("2.5", "", "multiplier", "blank"),
        ("2.5", "twice", "multiplier", "number"),
        ("Black Friday", "", "name", "blank"),
        ("2026-11-23", "", "from", "blank"),
        ("2026-11-30", "2026-11-20", "to", "before"),
        ("amazon_de", "mars", "marketplace", "no marketplace"),
    ],
)
def test_uplifts_that_cannot_be_meant(warehouse, old, new, column, words):
    [bad] = load(warehouse, HEADER + ROW.replace(old, new)).rejections
    assert (bad.line, bad.column) == (2, column) and words in bad.reason
    assert warehouse.is_empty()


def test_an_uplift_given_again_supersedes_and_others_stand_beside_it(warehouse):
    load(warehouse, HEADER + ROW)
    changed = load(warehouse, HEADER + ROW.replace("2.5", "3") + ROW.replace("kitchen", "pet") + ROW.replace("amazon_de", ""))
    assert (changed.rows_added, changed.rows_superseded) == (2, 1)
