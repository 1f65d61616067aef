"""What operators tell for restocking, on the other engines: entered, superseded, taken back, read."""

from datetime import UTC, datetime

from copilot.given_setting import GivenSettings
from copilot.restock_settings import add_settings, list_settings, remove_settings
from tests.engines.test_same_loading import rows_of
from tests.support import load
from tests.tools.warehouse.importing.rows.test_inbound import *  # noqa: F403
from tests.tools.warehouse.importing.rows.test_restock_setting import *  # noqa: F403
from tests.tools.warehouse.importing.rows.test_uplift import *  # noqa: F403
from tests.tools.warehouse.importing.rows.test_warehouse_stock import *  # noqa: F403
from tools.warehouse.importing.history import undo_import

_ROW = {"marketplace": "amazon_de", "sku": "A17", "sea_days": 36.5, "note": "a\\b 'q' \"x\" 😀"}
_TAKEN_BACK = datetime(2026, 11, 1, tzinfo=UTC)


def _entered(warehouse):
    """What each step leaves: entered, again, changed, of a sheet, removed, undone."""
    given = [_ROW, _ROW, {**_ROW, "sea_days": 40}]
    steps = [add_settings(warehouse, GivenSettings.model_validate(row)) for row in given]
    load(warehouse, "category,sku,review_days\n,,7\npet,,14\n")
    steps.append(list_settings(warehouse))
    steps += [remove_settings(warehouse, steps[2]["import_id"]), list_settings(warehouse)]
    undo_import(warehouse, 3, _TAKEN_BACK)
    return [*steps, list_settings(warehouse)]


def test_every_step_leaves_the_same_settings(pair):
    here, there = (_entered(warehouse) for warehouse in pair)
    assert here == there and [len(here[step]) for step in (3, 5, 6)] == [3, 3, 1]
    assert rows_of(pair[0], "restock_setting") == rows_of(pair[1], "restock_setting")
