from datetime import UTC, datetime

import pytest

from tests.support import codes, load, sql
from tools.core.errors import ImportRefused
from tools.events.kinds import event_kinds
from tools.warehouse.importing.history import undo_import

HEADER = "kind,from,to,marketplace,sku,note\n"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
ROWS = "select kind, marketplace, sku, day_from::varchar, day_to::varchar, note, import_id from event order by day_from, kind"
EVENT = "改价,2026-03-10,,德国,A17,down\n"


def test_events(warehouse):
    result = load(warehouse, HEADER + EVENT + "deal,2026-03-12,2026-03-14,Amazon.com,,\nother,2026-03-15,,,,closed\n")
    assert (result.report, result.rows_added) == ("chuhai.events", 3)
    assert (str(result.period.start), str(result.period.end)) == ("2026-03-10", "2026-03-15")
    assert sql(warehouse, ROWS) == [
        ("price_change", "amazon_de", "A17", "2026-03-10", "2026-03-10", "down", 1),
        ("deal", "amazon_us", None, "2026-03-12", "2026-03-14", None, 1),
        ("other", None, None, "2026-03-15", "2026-03-15", "closed", 1),
    ]


@pytest.mark.parametrize(
    "sheet",
    [
        "kind,from,note\ndeal,2026-03-12,x\n",
        "Note;Kind;From\nx;Deal;12.03.2026\n",
        "事件类型,开始日期,备注\n秒杀,2026/3/12,x\n",
        "From,To,Kind,SKU,note\n2026-03-12,2026-03-12,LIGHTNING DEAL,,x\n",
    ],
)
def test_a_sheet_in_other_forms(warehouse, sheet):
    assert load(warehouse, sheet).report == "chuhai.events"
    assert sql(warehouse, ROWS) == [("deal", None, None, "2026-03-12", "2026-03-12", "x", 1)]


def test_a_chinese_sheet_in_gb18030(warehouse):
    load(warehouse, "事件类型,开始日期,备注\n断货,2026-03-12,海运延误\n".encode("gb18030"))
    assert sql(warehouse, "select kind, note from event") == [("stock_out", "海运延误")]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("flash,2026-03-10,,,,", "kind", "no kind of event"),
        (",2026-03-10,,,A17,", "kind", "blank"),
        ("deal,,,,A17,", "from", "blank"),
        ("deal,soon,,,,", "from", "date"),
        ("deal,2026-03-10,2026-03-09,,,", "to", "before the first day"),
        ("deal,2026-03-10,,amazon_xx,,", "marketplace", "no marketplace"),
    ],
)
def test_events_that_cannot_be_read(warehouse, row, column, words):
    result = load(warehouse, f"{HEADER}{row}\n")
    assert [(r.line, r.column) for r in result.rejections] == [(2, column)]
    assert words in result.rejections[0].reason
    assert warehouse.is_empty()


def test_an_unknown_kind_is_told_of_with_all_that_are_known(warehouse):
    [bad] = load(warehouse, HEADER + "flash,2026-03-10,,,,\n").rejections
    assert all(kind in bad.reason and kind in bad.reason_zh for kind in event_kinds())


def test_one_event_given_twice_in_a_sheet(warehouse):
    assert load(warehouse, HEADER + EVENT + EVENT).rows_added == 1
    [bad] = load(warehouse, HEADER + EVENT + EVENT.replace("down", "up")).rejections
    assert (bad.line, bad.column) == (3, "kind") and "twice" in bad.reason


def test_the_same_sheet_twice_changes_nothing(warehouse):
    load(warehouse, HEADER + EVENT)
    again = load(warehouse, HEADER + EVENT)
    assert (again.rows_added, again.rows_superseded, codes(again)) == (0, 0, {"already_imported"})


def test_an_event_given_again_supersedes_and_comes_back_when_that_is_undone(warehouse):
    load(warehouse, HEADER + EVENT)
    changed = load(warehouse, HEADER + EVENT.replace(",,德国", ",2026-03-12,德国"))
    assert (changed.rows_added, changed.rows_superseded) == (0, 1)
    assert [row[4] for row in sql(warehouse, ROWS)] == ["2026-03-12"]
    assert sql(warehouse, "select table_name, old_import_id from superseded_row") == [("event", 1)]
    undone = undo_import(warehouse, 2, NOW)
    assert (undone.rows_removed, undone.rows_restored) == (0, 1)
    assert [(row[4], row[6]) for row in sql(warehouse, ROWS)] == [("2026-03-10", 1)]


@pytest.mark.parametrize("other", ["2026-03-11,,德国,A17", "2026-03-10,,美国,A17", "2026-03-10,,德国,B2", "2026-03-10,,,"])
def test_events_of_another_day_place_or_product_stand_side_by_side(warehouse, other):
    load(warehouse, HEADER + EVENT)
    assert load(warehouse, f"{HEADER}改价,{other},\n").rows_added == 1
    assert len(sql(warehouse, ROWS)) == 2


def test_events_are_taken_back(warehouse):
    load(warehouse, HEADER + EVENT)
    assert undo_import(warehouse, 1, NOW).rows_removed == 1
    assert sql(warehouse, ROWS) == [] and warehouse.is_empty()
    assert load(warehouse, HEADER + EVENT).rows_added == 1


def test_a_marketplace_said_of_the_whole_sheet(warehouse):
    load(warehouse, "kind,from,sku\ndeal,2026-03-12,A17\n", marketplace="my shop")
    assert sql(warehouse, "select marketplace from event") == [("my_shop",)]


def test_a_mapped_sheet(warehouse):
    mapping = "table: event\ncolumns: {kind: 事由, day_from: 日}\n"
    assert load(warehouse, "日,事由\n2026-03-12,断货\n", mapping=mapping).rows_added == 1
    assert sql(warehouse, "select kind, sku, note from event") == [("stock_out", None, None)]


def test_a_sheet_without_kinds_is_no_sheet_of_events(warehouse):
    with pytest.raises(ImportRefused):
        load(warehouse, "from,to,note\n2026-03-12,,x\n")
