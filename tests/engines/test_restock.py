"""The restock plan on the other engines: the same quantities, dates and reasons."""

import pytest

from tests.engines.conftest import SERVERS
from tools.core.errors import ToolError
from tools.restock.request import RestockQuestion
from tools.restock.restock_plan import restock_plan

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


def told(warehouse, question):
    try:
        result = restock_plan(RestockQuestion.model_validate(question), warehouse=warehouse, exports=None, today=None)
    except ToolError as refused:
        return refused.payload()
    return result.model_dump(mode="json")


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("engine", SERVERS)
def test_the_plan_is_the_same(loaded, engine, question):
    assert told(loaded[engine], question) == told(loaded["duckdb"], question)
