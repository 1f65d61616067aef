"""Shops drawn by lot against the method in plain Python."""

import pytest

from tests.tools.restock.stored.files import rows_of
from tests.tools.restock.stored.oracle import answer
from tests.tools.restock.stored.shops import Shop

SHOP = Shop(1, products=36)


def _imported(desk):
    SHOP.imported(desk.warehouse)


def _turned(desk):
    SHOP.imported(desk.warehouse, turned=True)


@pytest.fixture
def result(filled):
    return filled(_imported).plan(overrides=[])


def _differences(truth, row):
    expected = answer(truth)
    told = {name: getattr(row, name, None) for name in expected}
    told["out"] = row.stock_out.median_in_days
    if row.order_in_days is None:
        expected.pop("order_in_days", None)
    return {name: (told[name], value) for name, value in expected.items() if told[name] != _close(value)}


def _close(value):
    return pytest.approx(value, rel=1e-5, abs=1e-6) if isinstance(value, float) else value


def test_every_row_is_that_of_the_method(result):
    rows = rows_of(result)
    wrong = {key: found for key, truth in SHOP.truths.items() if (found := _differences(truth, rows[key]))}
    assert wrong == {} and len(rows) == len(SHOP.truths) + 3


def test_a_second_run_is_the_same_to_the_letter(result, filled):
    assert filled(_imported).plan(overrides=[]).model_dump_json() == result.model_dump_json()


def test_the_order_of_imports_does_not_matter(result, filled):
    turned = filled(_turned).plan(overrides=[])
    for part in ("rows", "totals", "warnings", "as_of"):
        assert getattr(turned, part) == getattr(result, part)


@pytest.mark.parametrize("asked", [{"marketplaces": ["JP"]}, {"filters": {"category": ["Pet"]}}, {"skus": ["S1-04", "S1-09"]}])
def test_a_part_asked_for_is_that_part_of_the_whole(result, filled, asked):
    part = rows_of(filled(_imported).plan(overrides=[], **asked))
    whole = rows_of(result)
    assert part and all(row == whole[key].model_copy(update={"number": row.number}) for key, row in part.items())
