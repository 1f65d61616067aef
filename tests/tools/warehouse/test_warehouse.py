import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from shutil import copyfile

import duckdb
import pytest

from tests.support import all_orders, load, order, sql
from tools.core.errors import Unavailable
from tools.warehouse.warehouse import MIGRATIONS, Warehouse

NEWEST = len(list(MIGRATIONS.glob("*.sql")))


def test_a_new_file_gets_the_newest_schema(tmp_path):
    warehouse = Warehouse(tmp_path / "w.duckdb")
    assert warehouse.is_empty()
    assert sql(warehouse, "select version from schema_version") == [(NEWEST,)]
    assert (warehouse.coverage(), warehouse.known_values()) == ([], {})
    warehouse.close()


def test_it_is_no_longer_empty_after_an_import(warehouse):
    load(warehouse, all_orders(order("302-1")))
    assert not warehouse.is_empty()


def test_a_file_of_a_newer_version_is_left_alone(warehouse):
    with warehouse.writer() as writing:
        writing.execute("update schema_version set version = 99")
    warehouse.close()
    with pytest.raises(Unavailable) as refusal:
        Warehouse(warehouse.path).coverage()
    assert refusal.value.key == "warehouse_newer"
    assert refusal.value.payload()["code"] == "unavailable"
    assert {name: refusal.value.details[name] for name in ("found", "known")} == {
        "found": 99,
        "known": NEWEST,
    }


def test_a_damaged_file(tmp_path):
    (tmp_path / "w.duckdb").write_bytes(b"garbage" * 5000)
    with pytest.raises(Unavailable) as refusal:
        Warehouse(tmp_path / "w.duckdb").coverage()
    assert refusal.value.key == "warehouse_damaged"


def test_an_empty_database_file_is_filled(tmp_path):
    duckdb.connect(str(tmp_path / "w.duckdb")).close()
    warehouse = Warehouse(tmp_path / "w.duckdb")
    assert warehouse.is_empty()
    warehouse.close()


def test_a_migration_that_fails_leaves_nothing(tmp_path, monkeypatch):
    steps = tmp_path / "steps"
    steps.mkdir()
    (steps / "0001.sql").write_text("create table first (n int);")
    (steps / "0002.sql").write_text("create table second (n int); select * from nowhere;")
    monkeypatch.setattr("tools.warehouse.warehouse.MIGRATIONS", steps)
    with pytest.raises(duckdb.Error):
        Warehouse(tmp_path / "w.duckdb").is_empty()
    (steps / "0002.sql").write_text("create table import_file (n int, undone_at varchar);")
    warehouse = Warehouse(tmp_path / "w.duckdb")
    assert warehouse.is_empty()
    assert sql(warehouse, "select version from schema_version") == [(2,)]
    warehouse.close()


def test_a_later_migration_keeps_the_rows(tmp_path, monkeypatch):
    steps = tmp_path / "steps"
    steps.mkdir()
    (steps / "0001.sql").write_text("create table import_file as select 1 as n, null::varchar as undone_at;")
    monkeypatch.setattr("tools.warehouse.warehouse.MIGRATIONS", steps)
    first = Warehouse(tmp_path / "w.duckdb")
    assert not first.is_empty()
    first.close()
    (steps / "0002.sql").write_text("alter table import_file add column m int;")
    second = Warehouse(tmp_path / "w.duckdb")
    assert sql(second, "select * from import_file") == [(1, None, None)]
    second.close()


def test_shipments_of_before_stay(tmp_path, monkeypatch):
    steps = tmp_path / "steps"
    steps.mkdir()
    third, *first = (MIGRATIONS / f"{name}.sql" for name in ("0003_restock", "0001_tables", "0002_reports"))
    for step in first:
        copyfile(step, steps / step.name)
    monkeypatch.setattr("tools.warehouse.warehouse.MIGRATIONS", steps)
    before = Warehouse(tmp_path / "w.duckdb")
    with before.writer() as writer:
        writer.execute("insert into inbound values ('s', 'amazon_us', null, 'F1', 'A', null, 5, 1, 'sea', null, null, 'k', 1, 2)")
    before.close()
    copyfile(third, steps / third.name)
    after = Warehouse(tmp_path / "w.duckdb")
    assert sql(after, "select kind, shipment_id, quantity, received, mode, row_key, line_number from inbound") == [
        ("shipment", "F1", 5, 1, "sea", "k", 2)
    ]
    after.close()


def test_many_threads_open_a_new_file_at_once(tmp_path):
    for attempt in range(5):
        warehouse = Warehouse(tmp_path / f"{attempt}.duckdb")
        with ThreadPoolExecutor(8) as threads:
            empty = [future.result() for future in [threads.submit(warehouse.is_empty) for _ in range(8)]]
        warehouse.close()
        assert empty == [True] * 8


def test_imports_in_many_threads_all_arrive(warehouse):
    assert warehouse.is_empty()
    files = [all_orders(order(f"302-{number}")) for number in range(8)]
    with ThreadPoolExecutor(4) as threads:
        added = list(threads.map(lambda text: load(warehouse, text).rows_added, files))
    assert added == [1] * 8
    assert sql(warehouse, "select count(distinct import_id), count(*) from order_line") == [(8, 8)]


OPENS = """
import sys
from pathlib import Path
from tools.warehouse.warehouse import MIGRATIONS, Warehouse
sys.stdin.readline()
print(Warehouse(Path(sys.argv[1])).is_empty())
"""


def test_several_processes_open_a_new_file_at_once(tmp_path):
    command = [sys.executable, "-c", OPENS, str(tmp_path / "w.duckdb")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen(command, **pipes) for _ in range(3)]
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate(timeout=60)[0].strip() for process in processes] == ["True"] * 3
