"""Shops drawn by lot against the method in plain Python."""

import pytest

from tests.tools.restock.stored.files import plan, rows_of
from tests.tools.restock.stored.oracle import answer
from tests.tools.restock.stored.shops import Shop

SEEDS = (1, 2)


@pytest.fixture(scope="module", params=SEEDS)
def shop(request, new_warehouse):
    drawn = Shop(request.param)
    return drawn, plan(drawn.imported(new_warehouse()), calendar=False)


def _differences(truth, row):
    expected = answer(truth)
    told = {name: getattr(row, name, None) for name in expected}
    told["out"] = row.stock_out.median_in_days
    if row.order_in_days is None:
        expected.pop("order_in_days", None)
    return {name: (told[name], value) for name, value in expected.items() if told[name] != _close(value)}


def _close(value):
    return pytest.approx(value, rel=1e-5, abs=1e-6) if isinstance(value, float) else value


def test_every_row_is_that_of_the_method(shop):
    drawn, result = shop
    rows = rows_of(result)
    wrong = {key: found for key, truth in drawn.truths.items() if (found := _differences(truth, rows[key]))}
    assert wrong == {}
