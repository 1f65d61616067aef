"""The funnel diagnosis on the other engines: the same parts, dates and checks."""

import pytest

from tests.tools.funnel.test_evidence import *  # noqa: F403
from tests.tools.funnel.test_evidence_unknown import *  # noqa: F403
from tools.core.errors import ToolError
from tools.funnel.charts import Charts
from tools.funnel.funnel_diagnosis import funnel_diagnosis
from tools.funnel.request import FunnelQuestion

del test_figures_of_the_demo_shop_are_those_of_its_rows  # noqa: F821 (they are of the one warehouse of the session)

MARCH = {"base": {"from": "2026-02-05", "to": "2026-03-04"}, "current": {"from": "2026-03-05", "to": "2026-03-18"}}
QUESTIONS = [
    {},
    {"marketplaces": ["DE"], "current": {"from": "2026-10-19", "to": "2026-10-25"}},
    {"marketplaces": ["US"], **MARCH},
    {"skus": ["A17"], "marketplaces": ["US"], **MARCH},
    {"marketplaces": ["JP"], "currency": "USD", "current": "2026-05", "base": "2026-03"},
    {"marketplaces": ["US"], "chain": "ads"},
    {"marketplaces": ["US"], "chain": "search"},
    {"marketplaces": ["DE"], "chain": "sales"},
    {"filters": {"category": ["Storage"]}},
    {"marketplaces": ["DE"], "current": {"from": "2020-01-01", "to": "2020-01-07"}},
]


def told(warehouse, folder, question):
    try:
        result = funnel_diagnosis(FunnelQuestion.model_validate(question), warehouse=warehouse, charts=Charts(folder))
    except ToolError as refused:
        return refused.payload()
    return result.model_dump(mode="json")


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_diagnosis_is_the_same(loaded, server, tmp_path, question):
    assert told(loaded[server], tmp_path, question) == told(loaded["duckdb"], tmp_path, question)
