import psycopg
import pytest

from tests.support import all_orders, load, order, sql
from tools.core.errors import Unavailable
from tools.warehouse.engines import postgresql as engine_module
from tools.warehouse.warehouse import Warehouse


@pytest.fixture
def server():
    return "postgresql"


def test_readers_cannot_write(fresh):
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction), fresh.reader() as cursor:
        cursor.execute("delete from shop")
    assert fresh.is_empty()


def test_a_second_writer_waits_and_then_gives_up(fresh, monkeypatch):
    fresh.is_empty()
    monkeypatch.setattr(engine_module, "WAIT_SECONDS", 1)
    other = Warehouse(fresh.address, fresh.scratch_folder)
    with fresh.writer(), pytest.raises(Unavailable) as refusal, other.writer():
        pass
    assert refusal.value.key == "warehouse_busy"
    assert load(other, all_orders(order("302-1"))).rows_added == 1
    other.close()


def test_a_connection_that_broke_is_replaced(fresh):
    load(fresh, all_orders(order("302-1")))
    with psycopg.connect(fresh.address.removeprefix("postgresql:"), autocommit=True) as killer:
        killer.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename = current_user"
        )
    assert sql(fresh, "select count(*) from order_line") == [(1,)]


def test_a_connection_that_breaks_in_the_middle_is_the_operators(fresh):
    load(fresh, all_orders(order("302-1")))
    with pytest.raises(Unavailable) as refusal, fresh.writer() as writer:
        writer.execute("delete from order_line")
        with psycopg.connect(fresh.address.removeprefix("postgresql:"), autocommit=True) as killer:
            killer.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename = current_user"
            )
        writer.execute("delete from shop")
    assert refusal.value.key == "warehouse_unreachable"
    assert sql(fresh, "select count(*) from order_line") == [(1,)]


def test_a_question_that_takes_too_long(fresh, monkeypatch):
    monkeypatch.setattr(engine_module, "ANSWER_SECONDS", 1)
    with pytest.raises(Unavailable) as refusal, fresh.reader() as cursor:
        cursor.execute("select pg_sleep(5)")
    assert refusal.value.key == "warehouse_slow"


def test_texts_sort_by_their_bytes(fresh):
    with fresh.writer() as writer:
        for name in ("b", "A", "a", "B", "_", "ä"):
            writer.execute("insert into shop values (?, ?)", [name, name])
    assert [row[0] for row in sql(fresh, "select shop_id from shop order by shop_id")] == ["A", "B", "_", "a", "b", "ä"]


@pytest.mark.parametrize(
    "address", ["postgresql://me:s3cret@127.0.0.1:9/shop", "postgresql:host=127.0.0.1 port=9 password=s3cret"]
)
def test_a_server_that_is_not_there(address):
    with pytest.raises(Unavailable) as refusal:
        Warehouse(address).coverage()
    assert refusal.value.key == "warehouse_unreachable" and "s3cret" not in str(refusal.value.payload())
