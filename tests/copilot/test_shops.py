import pytest

from copilot.copilot import Copilot
from copilot.settings import Settings
from copilot.shops import import_report, is_refused, read_period
from tests.support import all_orders, order
from tools.core.errors import InvalidInput


def _import(copilot, folder, name, content, said, **options):
    path = folder / "upload"
    path.write_bytes(content)
    return import_report(copilot, path, name, said, **options)


@pytest.fixture
def empty(tmp_path):
    opened = Copilot(Settings(home=tmp_path, import_megabytes=1))
    yield opened
    opened.close()


@pytest.mark.parametrize("text", ["2026-10-01..2026-10-31", " 2026-10-01 .. 2026-10-31 ", "2026-10-01,2026-10-31",
                                  "2026-10-01/2026-10-31", "2026-10-01 to 2026-10-31"])  # fmt: skip
def test_a_period(text):
    period = read_period(text)
    assert (str(period.start), str(period.end)) == ("2026-10-01", "2026-10-31")


@pytest.mark.parametrize("text", [None, "", "  "])
def test_no_period(text):
    assert read_period(text) is None


@pytest.mark.parametrize("text", ["October", "2026-10-31..2026-10-01", "2026-13-01..2026-13-02", "2026-10-01.."])
def test_what_is_no_period(text):
    with pytest.raises(InvalidInput) as refused:
        read_period(text)
    assert refused.value.field == "period"


def test_one_day_is_a_period():
    assert read_period("2026-10-01") == read_period("2026-10-01..2026-10-01")


def test_a_file_is_imported(empty, tmp_path):
    entry = _import(empty, tmp_path, "orders.txt", all_orders(order("1"), order("2")).encode(), {})
    assert set(entry) >= {
        "file", "report", "rows_read", "rows_added", "rows_superseded", "rows_rejected", "rejections", "period",
        "shop", "warnings",
    }  # fmt: skip
    assert (entry["file"], entry["rows_read"], entry["rows_added"], entry["rows_rejected"]) == ("orders.txt", 2, 2, 0)
    assert entry["period"] == {"from": "2026-03-02", "to": "2026-03-02"} and not is_refused(entry)


@pytest.mark.parametrize(
    ("content", "said", "field"),
    [
        (b"what,is,this\n1,2,3\n", {}, None),
        (b"", {}, None),
        (b"\x00\x01\x02", {}, None),
        (all_orders(order("1")).encode(), {"shop": "../etc"}, "shop"),
        (all_orders(order("1")).encode(), {"shop": "x" * 65}, "shop"),
        (all_orders(order("1")).encode(), {"period": "soon"}, "period"),
        (all_orders(order("1")).encode(), {"report": "no.such.report"}, None),
        (all_orders(order("1", item_price="many")).encode(), {}, None),
    ],
)
def test_a_refused_file_is_an_entry_and_leaves_nothing(empty, tmp_path, content, said, field):
    entry = _import(empty, tmp_path, "file.txt", content, said)
    assert is_refused(entry) and entry["rows_added"] == 0
    if field:
        assert entry["error"]["field"] == field
    assert empty.world.warehouse.is_empty() or entry["rows_rejected"]
    assert empty.world.warehouse.coverage() == []


def test_a_try_says_what_would_happen_and_stores_nothing(empty, tmp_path):
    content = all_orders(order("1"), order("2")).encode()
    tried = _import(empty, tmp_path, "orders.txt", content, {}, dry_run=True)
    assert (tried["rows_added"], tried["dry_run"], tried["import_id"]) == (2, True, None)
    assert empty.world.warehouse.is_empty()
    assert _import(empty, tmp_path, "orders.txt", content, {})["rows_added"] == 2


def test_an_unknown_file_comes_with_a_mapping_file(empty, tmp_path):
    entry = _import(empty, tmp_path, "../my orders.csv", b"No,Art\n1,A\n", {})
    written = tmp_path / "mappings" / "my_orders.yaml"
    assert entry["error"]["mapping_file"] == str(written)
    assert written.read_text(encoding="utf-8") == entry["error"]["details"]["mapping"]
