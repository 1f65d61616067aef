"""What every test gets: no network, a data folder of its own, and the demo shop imported once."""

import csv
import os
import socket
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import settings

from copilot.demo import generator
from copilot.demo.generator import write_demo_files
from tools.warehouse.importing.importer import ImportRequest, import_file
from tools.warehouse.warehouse import Warehouse

settings.register_profile("suite", derandomize=True, deadline=None, database=None)
settings.load_profile("suite")

_LOOPBACK = ("127.", "::1", "localhost")
_UCI_HEADER = [
    "Invoice",
    "StockCode",
    "Description",
    "Quantity",
    "InvoiceDate",
    "Price",
    "Customer ID",
    "Country",
]


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Sockets reach this machine only."""
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _only_loopback(getattr(socket.socket, name)))


def _only_loopback(connect):
    def guarded(self, address):
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(_LOOPBACK):
            raise RuntimeError(f"a test tried to reach {address!r}; tests run without a network")
        return connect(self, address)

    return guarded


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    """The environment of the person who runs the tests does not count."""
    for name in [name for name in os.environ if name.startswith(("OPENAI_", "CHUHAI_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CHUHAI_HOME", str(tmp_path / "chuhai"))


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory):
    """The demo shop's report files, written once; read only."""
    return write_demo_files(tmp_path_factory.mktemp("demo_files"))


@pytest.fixture(scope="session")
def demo_warehouse(demo_files, tmp_path_factory):
    """The demo shop, imported once; tests only read it."""
    warehouse = Warehouse(tmp_path_factory.mktemp("demo") / "warehouse.duckdb")
    for file in demo_files:
        request = ImportRequest(file=file.path.name, path=file.path, shop=file.shop, marketplace=file.marketplace)
        assert not import_file(warehouse, request).rejections
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="session")
def orders_warehouse(demo_files, tmp_path_factory):
    """The demo shop's products, rates and orders without its other reports, imported once; tests only read it."""
    warehouse = Warehouse(tmp_path_factory.mktemp("orders") / "warehouse.duckdb")
    for file in demo_files:
        if file.report in (generator.PRODUCTS, generator.FX_RATES, generator.ORDERS):
            import_file(warehouse, ImportRequest(file=file.path.name, path=file.path, shop=file.shop))
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory):
    """A warehouse file of the newest schema with nothing in it."""
    empty = Warehouse(tmp_path_factory.mktemp("empty") / "warehouse.duckdb")
    assert empty.is_empty()
    empty.close()
    return empty.path


@pytest.fixture
def warehouse(empty_file, tmp_path):
    """An empty warehouse."""
    empty = Warehouse(Path(copyfile(empty_file, tmp_path / "warehouse.duckdb")))
    yield empty
    empty.close()


@pytest.fixture
def uci_lines(tmp_path):
    """Writes a CSV of order lines in the columns of the UCI Online Retail file.

    A line is (order, sku, quantity, price) and, optionally, day, customer, country.
    """

    def write(*lines, name="lines.csv"):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_UCI_HEADER)
            for order, sku, quantity, price, *rest in lines:
                day, customer, country = [
                    *rest,
                    *("2010-12-01 08:26:00", "17850", "United Kingdom")[len(rest) :],
                ]
                writer.writerow([order, sku, f"item {sku}", quantity, day, price, customer, country])
        return path

    return write
