"""The three engines, each with the same files imported."""

import itertools
import subprocess
import sys
from contextlib import contextmanager

import psycopg
import pytest

from tests.engines import postgresql_server
from tests.engines.files import import_all
from tests.tools.sales.conftest import oracle  # noqa: F401
from tools.warehouse.warehouse import Warehouse

SERVERS = ["postgresql", "clickhouse"]
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql():
    """How to reach a PostgreSQL server."""
    with postgresql_server.running() as reached:
        yield reached


@contextmanager
def endpoint(folder, port=0):
    """ClickHouse's endpoint; yields its port."""
    command = [sys.executable, "-m", "tests.engines.clickhouse_endpoint", str(port), str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield process.stdout.readline().split()[1]
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="session")
def clickhouse(tmp_path_factory):
    """Port of a ClickHouse endpoint."""
    with endpoint(tmp_path_factory.mktemp("clickhouse") / "data") as port:
        yield port


@pytest.fixture(scope="session")
def new_address(postgresql, clickhouse, tmp_path_factory):
    """Makes an empty database of an engine and returns its address."""

    def make(engine):
        name = f"shop{next(_numbers)}"
        if engine == "duckdb":
            return f"duckdb:{tmp_path_factory.mktemp(name)}/w.duckdb"
        if engine == "postgresql":
            with psycopg.connect(f"{postgresql} dbname=postgres", autocommit=True) as connection:
                connection.execute(f"create database {name}")
            return f"postgresql:{postgresql} dbname={name}"
        import clickhouse_connect

        with clickhouse_connect.get_client(host="127.0.0.1", port=int(clickhouse)) as client:
            client.command(f"create database {name} engine Atomic")
        return f"clickhouse://127.0.0.1:{clickhouse}/{name}"

    return make


@pytest.fixture(scope="session")
def loaded(new_address, demo_files, tmp_path_factory):
    """By engine, a warehouse with the demo shop and a second shop; tests only read it."""
    warehouses = {engine: Warehouse(new_address(engine), tmp_path_factory.mktemp(engine)) for engine in ("duckdb", *SERVERS)}
    for warehouse in warehouses.values():
        import_all(warehouse, demo_files)
    yield warehouses
    for warehouse in warehouses.values():
        warehouse.close()


@pytest.fixture(params=SERVERS)
def server(request):
    """Each engine that is not the default."""
    return request.param


@pytest.fixture
def fresh(new_address, server, tmp_path):
    """An empty warehouse on a server."""
    warehouse = Warehouse(new_address(server), tmp_path)
    yield warehouse
    warehouse.close()


@pytest.fixture
def pair(new_address, server, tmp_path):
    """Two empty warehouses: DuckDB's and a server's."""
    warehouses = [Warehouse(new_address("duckdb")), Warehouse(new_address(server), tmp_path)]
    yield warehouses
    for warehouse in warehouses:
        warehouse.close()


@pytest.fixture
def warehouse(fresh):
    """What the product's other tests call their empty warehouse."""
    return fresh
