"""Warehouses filled once, to be read by many tests or copied for each."""

from pathlib import Path
from shutil import copyfile

import pytest

from tests.tools.restock.stored.files import Desk, lines
from tools.warehouse.warehouse import Warehouse


@pytest.fixture(scope="session")
def filled(empty_file, tmp_path_factory):
    """By what fills it, one after the other, a desk that tests only read."""
    desks = {}

    def make(*fill):
        if fill not in desks:
            before = make(*fill[:-1]).warehouse.path if fill[1:] else empty_file
            desks[fill] = Desk(Warehouse(Path(copyfile(before, tmp_path_factory.mktemp("filled") / "warehouse.duckdb"))))
            fill[-1](desks[fill])
        return desks[fill]

    yield make
    for desk in desks.values():
        desk.warehouse.close()


@pytest.fixture
def copy_of(filled, tmp_path):
    """Copies of such a desk, for a test to add to."""
    desks = []

    def make(*fill):
        desks.append(Desk(Warehouse(Path(copyfile(filled(*fill).warehouse.path, tmp_path / "copy.duckdb")))))
        return desks[-1]

    yield make
    for desk in desks:
        desk.warehouse.close()


@pytest.fixture
def desk(warehouse):
    """An empty warehouse, and hands to fill and ask it."""
    return Desk(warehouse)


def _sold(desk):
    desk.ordered(lines("A", 5), lines("B", 5))


def _stocked(desk):
    desk.stocked(("A", 100), ("B", 100))


@pytest.fixture
def sold(copy_of):
    """A and B sold 5 a day in Germany for 180 days; no stock is known."""
    return copy_of(_sold)


@pytest.fixture
def stocked(copy_of):
    """The same with 100 units of each."""
    return copy_of(_sold, _stocked)
