import pytest

from copilot.demo import generator
from tests.support import all_orders, order

ENTRY = {
    "file",
    "report",
    "rows_read",
    "rows_added",
    "rows_superseded",
    "rows_rejected",
    "rejections",
    "period",
    "shop",
    "warnings",
}


@pytest.fixture
def orders(tmp_path):
    path = tmp_path / "orders.txt"
    path.write_text(all_orders(order("1"), order("2", item_price="12.50")), encoding="utf-8")
    return path


@pytest.fixture
def bad(tmp_path):
    path = tmp_path / "bad.txt"
    path.write_text(all_orders(order("1"), order("2", item_price="many")), encoding="utf-8")
    return path


def test_a_file_is_imported(chuhai, orders):
    ran = chuhai("import", orders)
    assert ran.code == 0 and "orders.txt" in ran.out and "2" in ran.out and ran.err == ""


def test_import_as_json(chuhai, orders):
    ran = chuhai("import", orders, "--shop", "mine", "--json")
    (entry,) = ran.json["imports"]
    assert ran.code == 0 and ran.err == "" and set(entry) >= ENTRY
    assert (entry["file"], entry["shop"], entry["rows_added"], entry["rejections"]) == ("orders.txt", "mine", 2, [])
    again = chuhai("import", orders, "--shop", "mine", "--json").json["imports"][0]
    assert again["rows_added"] + again["rows_superseded"] >= 0 and again["rows_rejected"] == 0


def test_a_rejected_row_is_named_with_line_and_column(chuhai, bad):
    ran = chuhai("import", bad)
    assert ran.code == 1 and "bad.txt" in ran.err and "3" in ran.err and "item-price" in ran.err and "many" in ran.err
    assert ran.out == ""


def test_a_rejected_row_as_json(chuhai, bad, orders):
    ran = chuhai("import", orders, bad, "--json")
    good, entry = ran.json["imports"]
    assert ran.code == 1 and good["rows_added"] == 2
    assert (entry["rows_added"], entry["rows_rejected"]) == (0, 1)
    rejection = entry["rejections"][0]
    assert set(rejection) >= {"line", "column", "reason", "value"}
    assert (rejection["line"], rejection["column"], rejection["value"]) == (3, "item-price", "many")


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\x00\xff\x01"])
def test_a_file_of_no_known_kind_is_refused(chuhai, tmp_path, content):
    path = tmp_path / "unknown.csv"
    path.write_bytes(content)
    ran = chuhai("import", path, "--json")
    assert ran.code == 1 and ran.json["imports"][0]["error"]["message"] and "unknown.csv" in ran.err
    assert "Traceback" not in ran.err


def test_a_missing_file(chuhai, tmp_path):
    ran = chuhai("import", tmp_path / "none.txt")
    assert ran.code == 1 and "none.txt" in ran.err and ran.out == ""
    assert chuhai("import", tmp_path / "none.txt", "--json").json["error"]["message"]
    assert chuhai("import", tmp_path).code == 1
    assert chuhai("import").code == 2


@pytest.fixture
def small_demo(demo_files, monkeypatch):
    """The tables of the demo shop without its reports."""
    monkeypatch.setattr(generator, "write_demo_files", lambda folder: demo_files[:2])


def test_the_demo_shop_is_loaded(chuhai, knowledge_home, small_demo):
    ran = chuhai("demo")
    assert ran.code == 0 and "demo" in ran.out


def test_the_demo_shop_is_loaded_only_into_an_empty_folder(chuhai, knowledge_home, small_demo):
    assert chuhai("demo", "--if-empty").out
    ran = chuhai("demo", "--if-empty")
    assert (ran.code, ran.out) == (0, "")


def test_a_filled_folder_is_left_alone(chuhai, demo_home):
    before = (demo_home / "warehouse.duckdb").read_bytes()
    assert chuhai("demo", "--if-empty").code == 0
    assert (demo_home / "warehouse.duckdb").read_bytes() == before
