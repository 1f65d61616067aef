import sys

import pytest

from tests.faults.concurrent_imports import by_programs
from tests.faults.kill_imports import WAYS, kill_one, kills, prepare
from tests.faults.warehouses import contents, leftovers, write_orders

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks processes up where Linux tells of them")


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    return prepare(tmp_path_factory.mktemp("kills"), lines=4_000)


def test_a_killed_import_leaves_all_of_the_file_or_nothing(plan):
    found = list(kills(plan, 6))
    assert [killed.way for killed in found] == WAYS[:6]
    assert [(killed.state, killed.faults) for killed in found if killed.faults or killed.state == "partial"] == []


@pytest.mark.parametrize("share", [0.8, 0.95])
def test_a_killed_undoing_leaves_the_import_or_none_of_it(plan, share):
    killed = kill_one(plan, f"undo{share}", "undo", share)
    assert killed.state in ("after", "undone") and killed.faults == []


def test_ten_programs_that_import_one_file_make_one_import(tmp_path):
    file = write_orders(tmp_path / "orders.txt", 500)
    assert by_programs(tmp_path / "home", file, 10) == {500: 1, "already_imported": 9}
    found = contents(tmp_path / "home")
    assert (found["order_line"][0], found["import_file"][0], leftovers(tmp_path / "home")) == (500, 1, [])
