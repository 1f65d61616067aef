"""Questions about what was seeded."""

from pathlib import Path
from shutil import copyfile

import pytest

from tests.tools.funnel.asking import assert_sound
from tools.funnel.charts import Charts
from tools.funnel.funnel_diagnosis import funnel_diagnosis
from tools.funnel.request import FunnelQuestion
from tools.warehouse.warehouse import Warehouse


def asking(warehouse, folder):
    """Asks about a warehouse; the result must be sound in any case."""

    def ask(**question):
        asked = FunnelQuestion.model_validate(question)
        result = funnel_diagnosis(asked, warehouse=warehouse, charts=Charts(folder / "charts"))
        assert_sound(result)
        return result

    return ask


@pytest.fixture
def diagnose(warehouse, tmp_path):
    """Ask about the warehouse."""
    return asking(warehouse, tmp_path)


@pytest.fixture(scope="module")
def shared(empty_file, tmp_path_factory):
    """A warehouse that a fixture of the module fills and its tests only read."""
    warehouse = Warehouse(Path(copyfile(empty_file, tmp_path_factory.mktemp("shared") / "warehouse.duckdb")))
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="module")
def told(shared, tmp_path_factory):
    """Ask about the shared warehouse."""
    return asking(shared, tmp_path_factory.mktemp("told"))
