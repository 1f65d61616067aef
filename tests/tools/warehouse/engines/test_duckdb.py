import subprocess
import sys
import threading

import duckdb
import pytest

from tools.core.errors import Unavailable
from tools.warehouse.engines import duckdb as engine_module
from tools.warehouse.engines.duckdb import DuckDB

# Another process: reads a number, says so, and stays until its stdin closes; when `idle` without a cursor.
READER = """
import sys
from pathlib import Path
from tools.warehouse.engines import duckdb as engine
engine.IDLE_SECONDS = 0.1
connections = engine.DuckDB(Path(sys.argv[1]))
with connections.reader() as cursor:
    print(cursor.execute("select n from t").fetchall()[0][0], flush=True)
    if sys.argv[2] == "busy":
        sys.stdin.read()
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "w.duckdb"
    with duckdb.connect(str(file)) as created:
        created.execute("create table t as select 7 as n")
    return file


@pytest.fixture
def connections(path):
    opened = DuckDB(path)
    yield opened
    opened.close()


@pytest.fixture
def other_process(path):
    running = []

    def start(mode):
        process = subprocess.Popen(
            [sys.executable, "-c", READER, str(path), mode],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        assert process.stdout.readline().strip() == "7"

    yield start
    for process in running:
        process.communicate(timeout=20)


def numbers(connections):
    with connections.reader() as cursor:
        return [row[0] for row in cursor.execute("select n from t order by n").fetchall()]


def test_two_processes_read_at_once(connections, other_process):
    other_process("busy")
    assert numbers(connections) == [7]


def test_a_writer_gets_in_when_the_reader_of_another_process_is_idle(connections, other_process):
    other_process("idle")
    with connections.writer() as writing:
        writing.execute("insert into t values (8)")
    assert numbers(connections) == [7, 8]


def test_a_writer_gives_up_on_a_reader_that_stays(connections, other_process, monkeypatch):
    monkeypatch.setattr(engine_module, "WAIT_SECONDS", 0.2)
    other_process("busy")
    with pytest.raises(Unavailable) as refusal, connections.writer():
        pass
    assert refusal.value.key == "warehouse_busy"


def test_a_writer_waits_for_the_readers_of_its_own_process(connections):
    reading, told = threading.Event(), threading.Event()

    def read():
        with connections.reader() as cursor:
            reading.set()
            told.wait(10)
            seen.append(cursor.execute("select count(*) from t").fetchall()[0][0])

    seen = []
    reader = threading.Thread(target=read)
    reader.start()
    reading.wait(10)
    threading.Timer(0.05, told.set).start()
    with connections.writer() as writing:
        writing.execute("insert into t values (8)")
    reader.join(10)
    assert seen == [1] and numbers(connections) == [7, 8]


def test_a_failed_transaction_leaves_nothing(connections):
    with pytest.raises(ZeroDivisionError), connections.writer() as writing:
        writing.execute("insert into t values (8)")
        raise ZeroDivisionError
    assert numbers(connections) == [7]


def test_after_a_failed_write_others_get_in(connections):
    with pytest.raises(duckdb.Error), connections.writer() as writing:
        writing.execute("insert into nowhere values (8)")
    with connections.writer() as writing:
        writing.execute("insert into t values (9)")
    assert numbers(connections) == [7, 9]


def test_readers_cannot_write(connections):
    with connections.reader() as cursor, pytest.raises(duckdb.InvalidInputException):
        cursor.execute("insert into t values (8)")


def test_an_idle_reading_connection_is_let_go(path, monkeypatch):
    monkeypatch.setattr(engine_module, "IDLE_SECONDS", 0.05)
    connections = DuckDB(path)
    numbers(connections)
    # the file is free for a stranger's writing connection once the reader has been idle
    for _ in range(100):
        try:
            duckdb.connect(str(path)).close()
            return
        except duckdb.Error:
            threading.Event().wait(0.05)
    pytest.fail("the reading connection was never closed")


@pytest.mark.parametrize("folder", ["data", "blocks", "Sherlock"])
def test_a_file_that_is_no_database(tmp_path, monkeypatch, folder):
    monkeypatch.setattr(engine_module, "WAIT_SECONDS", 0.2)
    (tmp_path / folder).mkdir()
    file = tmp_path / folder / "w.duckdb"
    file.write_bytes(b"this is not a database" * 1000)
    with pytest.raises(Unavailable) as refusal, DuckDB(file).reader():
        pass
    assert refusal.value.key == "warehouse_damaged" and "w.duckdb" in refusal.value.text["zh"]


def test_a_file_cut_in_the_middle(path):
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 3])
    with pytest.raises(Unavailable) as refusal, DuckDB(path).reader() as cursor:
        cursor.execute("select * from t").fetchall()
    assert refusal.value.key == "warehouse_damaged"
