import sys
from pathlib import Path

import pytest

from tools.core.errors import Unavailable
from tools.warehouse.engines.engine import shown
from tools.warehouse.engines.opening import open_engine
from tools.warehouse.warehouse import Warehouse


@pytest.mark.parametrize(
    ("address", "name", "place"),
    [
        ("duckdb:shop.duckdb", "DuckDB", "shop.duckdb"),
        ("postgresql://me:s3cret@db.example:5432/shop?sslmode=require", "PostgreSQL", "postgresql://db.example:5432/shop"),
        ("postgresql:me:s3c@ret@db.example/shop", "PostgreSQL", "postgresql://db.example/shop"),
        ("postgres://db.example/shop", "PostgreSQL", "postgresql://db.example/shop"),
        ("postgresql:host=db.example password=s3cret dbname=shop", "PostgreSQL", "postgresql: host=db.example dbname=shop"),
        ("clickhouse://me:s3cret@db.example:8123/shop", "ClickHouse", "clickhouse://db.example:8123/shop"),
        ("clickhouse:db.example/shop?password=s3cret", "ClickHouse", "clickhouse://db.example/shop"),
    ],
)
def test_an_address_names_its_engine_and_hides_its_password(address, name, place):
    engine = open_engine(address)
    assert (engine.name, engine.place) == (name, place)


def test_a_path_is_a_duckdb_file(tmp_path):
    with_scheme = Warehouse(f"duckdb:{tmp_path}/w.duckdb")
    assert with_scheme.is_empty() and (tmp_path / "w.duckdb").exists()
    with_scheme.close()
    assert not Warehouse(tmp_path / "w.duckdb").coverage()
    assert open_engine(Path("w.duckdb")).name == "DuckDB"


@pytest.mark.parametrize("address", ["mysql://me:s3cret@db/shop", "warehouse.duckdb", "postgresql:", ""])
def test_an_unknown_engine(address):
    with pytest.raises(Unavailable) as refusal:
        open_engine(address)
    assert refusal.value.key == "warehouse_unknown_engine" and "s3cret" not in str(refusal.value.payload())


@pytest.mark.parametrize(
    ("address", "driver", "extra"),
    [
        ("postgresql://db/shop", "psycopg", "postgresql"),
        ("clickhouse://db/shop", "clickhouse_connect.driver.exceptions", "clickhouse"),
    ],
)
def test_a_driver_that_is_not_installed(monkeypatch, address, driver, extra):
    for name in (driver, driver.partition(".")[0]):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(Unavailable) as refusal:
        Warehouse(address).coverage()
    assert refusal.value.key == "warehouse_driver_missing" and f".[{extra}]" in refusal.value.hint["en"]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("postgresql://me:p@ss/word@db/shop", "postgresql://db/shop"),
        ("postgresql://me:pass?word@db/shop", "postgresql"),
        ("postgresql://db/shop?password=p@ss", "postgresql"),
    ],
)
def test_a_password_with_signs_is_hidden_too(address, place):
    assert shown(address) == place
