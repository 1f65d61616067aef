from datetime import date

import pytest

from tools.core.exports import Exports


def test_a_workbook_is_kept_and_found_by_its_name(tmp_path):
    exports = Exports(tmp_path / "exports")
    name = exports.keep(b"orders", "purchase-orders", date(2026, 10, 31))
    assert name.startswith("purchase-orders-2026-10-31-") and name.endswith(".xlsx")
    assert exports.find(name).read_bytes() == b"orders"
    assert exports.keep(b"orders", "purchase-orders", None).startswith("purchase-orders-")


def test_names_are_those_of_the_content(tmp_path):
    exports = Exports(tmp_path)
    first, same, other = (exports.keep(content, "plan", date(2026, 10, 31)) for content in (b"1", b"1", b"2"))
    assert first == same != other
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({first, other})


def test_the_oldest_give_way(tmp_path, monkeypatch):
    monkeypatch.setattr(Exports, "most", 3)
    exports = Exports(tmp_path)
    last = [exports.keep(str(number).encode(), "plan", None) for number in range(6)][-1]
    assert len(list(tmp_path.iterdir())) == 3 and exports.find(last)


@pytest.mark.parametrize(
    "name", ["../secret.xlsx", "none.xlsx", "", "..", "a/b.xlsx", "plan.txt", "x" * 300 + ".xlsx", "\0.xlsx"]
)
def test_nothing_outside_the_folder_is_found(tmp_path, name):
    (tmp_path / "secret.xlsx").write_bytes(b"x")
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "plan.txt").write_bytes(b"x")
    assert Exports(tmp_path / "exports").find(name) is None
    assert Exports(tmp_path / "exports").find(str(tmp_path / "secret.xlsx")) is None
