"""The restock plan on the other engines: the same quantities, dates and reasons."""

from datetime import date

import pytest

from tests.engines.conftest import SERVERS
from tests.tools.restock.stored.shops import Shop
from tools.core.errors import ToolError
from tools.restock.request import RestockQuestion
from tools.restock.restock_plan import restock_plan
from tools.warehouse.warehouse import Warehouse

TODAY = date(2026, 11, 21)
QUESTIONS = [
    {},
    {"calendar": False, "row_limit": 20},
    {"marketplaces": ["DE"]},
    {"marketplaces": ["US", "JP"], "target_fill_rate": 0.98, "review_days": 14},
    {"skus": ["A17", "no such thing"]},
    {"skus": ["no such thing"]},
    {"filters": {"shop": ["gifts"]}},
    {"filters": {"category": ["Storage"], "shop": ["demo"]}},
    {"filters": {"shop": ["demo"]}, "budget": 50_000, "currency": "CNY"},
    {"filters": {"shop": ["demo"]}, "event": "bfcm_2026"},
    {"as_of": "2026-08-31"},
    {"as_of": "2020-01-01"},
]
DRAWN = [{}, {"marketplaces": ["FR"]}, {"filters": {"category": ["Pet"]}}, {"skus": ["S1-04", "S1-09"]}, {"as_of": "2026-04-20"}]


def told(warehouse, question):
    try:
        result = restock_plan(RestockQuestion.model_validate(question), warehouse=warehouse, exports=None, today=TODAY)
    except ToolError as refused:
        return refused.payload()
    return result.model_dump(mode="json")


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_plan_is_the_same(loaded, server, question):
    assert told(loaded[server], question) == told(loaded["duckdb"], question)


@pytest.fixture(scope="module")
def drawn(new_address, tmp_path_factory):
    """A shop drawn by lot, with ledgers, shipments, settings and uplifts, on each engine."""
    engines = ("duckdb", *SERVERS)
    warehouses = {engine: Warehouse(new_address(engine), tmp_path_factory.mktemp(engine)) for engine in engines}
    yield {engine: Shop(1).imported(warehouse) for engine, warehouse in warehouses.items()}
    for warehouse in warehouses.values():
        warehouse.close()


@pytest.mark.parametrize("question", DRAWN)
def test_the_plan_of_a_shop_with_every_sheet_is_the_same(drawn, server, question):
    assert told(drawn[server], question) == told(drawn["duckdb"], question)
