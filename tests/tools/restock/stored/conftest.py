"""Warehouses that a module fills once."""

from pathlib import Path
from shutil import copyfile

import pytest

from tests.tools.restock.stored.files import Desk
from tools.warehouse.warehouse import Warehouse


@pytest.fixture(scope="module")
def new_warehouse(empty_file, tmp_path_factory):
    """Makes empty warehouses for a module's tests to share."""
    made = []

    def make():
        made.append(Warehouse(Path(copyfile(empty_file, tmp_path_factory.mktemp("shop") / "warehouse.duckdb"))))
        return made[-1]

    yield make
    for warehouse in made:
        warehouse.close()


@pytest.fixture
def desk(warehouse):
    """An empty warehouse, and hands to fill and ask it."""
    return Desk(warehouse)
