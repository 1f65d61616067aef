"""What ClickHouse has in place of transactions holds when a writer dies anywhere."""

import os
import signal
import subprocess
import sys

import pytest

from tests.engines.files import gift_lines
from tests.support import UCI_MAPPING, load, sql
from tools.core.errors import Unavailable
from tools.warehouse.engines import clickhouse_lock as lock_module
from tools.warehouse.engines.clickhouse_client import Client
from tools.warehouse.warehouse import Warehouse

FIRST, SECOND = gift_lines(days=range(1, 4), lines=9), gift_lines(days=range(2, 6), lines=9, price_step=5)


@pytest.fixture
def server():
    return "clickhouse"


def state(warehouse):
    queries = [
        "select count(*), sum(amount), count(distinct import_id) from order_line",
        "select count(*) from superseded_row",
        "select file_name, rows_added, rows_superseded from import_file order by import_id",
        "select * from coverage order by all",
        "select * from known_value order by all",
    ]
    return [sql(warehouse, query) for query in queries]


def import_first(warehouse):
    load(warehouse, FIRST, file="first.csv", mapping=UCI_MAPPING)


def import_second(warehouse):
    return load(warehouse, SECOND, file="second.csv", mapping=UCI_MAPPING)


@pytest.fixture
def life(monkeypatch):
    """Counts what a writer sends, and kills it: after so many nothing reaches the server, not even a farewell."""

    class Life:
        sent, left = 0, None

    for name in ("command", "insert"):
        monkeypatch.setattr(Client, name, _mortal(getattr(Client, name), Life))
    return Life


def _mortal(send, life):
    def sending(self, *args, **kwargs):
        if life.left is not None and life.sent >= life.left:
            raise ConnectionResetError("dead")
        life.sent += 1
        return send(self, *args, **kwargs)

    return sending


@pytest.fixture
def finished(new_address, tmp_path):
    """The state after both imports."""
    other = Warehouse(new_address("clickhouse"), tmp_path / "other")
    (tmp_path / "other").mkdir()
    import_first(other)
    import_second(other)
    yield state(other)
    other.close()


def test_a_writer_that_dies_anywhere_leaves_all_or_nothing(fresh, finished, life, monkeypatch):
    import_first(fresh)
    before = state(fresh)
    monkeypatch.setattr(lock_module, "LEASE_SECONDS", -1)
    steps = 0
    while (seen := _die_after(steps, fresh, life)) == before:
        steps += 1
    assert seen == finished != before and steps > 30
    assert import_second(fresh).rows_added == 0


def _die_after(step, warehouse, life):
    life.sent, life.left = 0, step
    with pytest.raises(ConnectionResetError):
        import_second(warehouse)
    life.left = None
    survivor = Warehouse(warehouse.address)
    seen = state(survivor)
    survivor.close()
    return seen


DIES = """
import sys
from pathlib import Path
from tests.engines.test_clickhouse import import_second
from tools.warehouse.engines.clickhouse_client import Client
from tools.warehouse.warehouse import Warehouse
send = Client.command
def command(self, sql, values=None):
    if sql.startswith("insert into order_line"):
        print("half way", flush=True)
        sys.stdin.read()
    send(self, sql, values)
Client.command = command
import_second(Warehouse(sys.argv[1], Path(sys.argv[2])))
"""


def test_a_process_that_is_killed_leaves_nothing_and_its_place_is_taken(fresh, monkeypatch):
    import_first(fresh)
    before = state(fresh)
    process = subprocess.Popen(
        [sys.executable, "-c", DIES, fresh.address, str(fresh.scratch_folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "half way\n"
    assert state(fresh) == before
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    monkeypatch.setattr(lock_module, "WAIT_SECONDS", 0.5)
    with pytest.raises(Unavailable) as refusal:
        import_second(fresh)
    assert refusal.value.key == "warehouse_busy" and state(fresh) == before
    monkeypatch.setattr(lock_module, "LEASE_SECONDS", -1)
    assert import_second(fresh).rows_added
    assert state(fresh) != before


def test_a_writer_whose_place_was_taken_gives_up(fresh):
    import_first(fresh)
    before = state(fresh)
    with pytest.raises(Unavailable), fresh.writer() as writer:
        writer.execute("delete from order_line")
        fresh.engine._client.command(f"drop table {lock_module.WRITER} sync")
    assert state(fresh) == before


def test_old_versions_are_dropped(fresh):
    for number in range(4):
        load(fresh, gift_lines(seed=number, days=[1], lines=3), file=f"{number}.csv", mapping=UCI_MAPPING)
    kept = fresh.engine._client.rows(
        "select name from system.tables where database = currentDatabase() and name like 'order_line%'"
    )
    assert 2 <= len(kept) <= 3


def test_a_server_that_is_not_there():
    with pytest.raises(Unavailable) as refusal:
        Warehouse("clickhouse://me:s3cret@127.0.0.1:9/shop").coverage()
    assert refusal.value.key == "warehouse_unreachable"
    assert "127.0.0.1:9/shop" in refusal.value.text["en"] and "s3cret" not in str(refusal.value.payload())
