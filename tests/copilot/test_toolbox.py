import json
from dataclasses import replace

import pytest

from copilot import toolbox
from copilot.settings import Settings
from copilot.toolbox import InternalError, find_tool, langchain_tools, run_tool
from copilot.turn import Turn
from copilot.world import World
from tools.core import catalogue as catalogue_module
from tools.core.catalogue import catalogue
from tools.core.errors import InvalidInput, ToolError, UnknownReference

REVENUE = {"metrics": ["gross_revenue"], "window": {"period": "last_week"}}


@pytest.fixture
def world(demo_home):
    opened = World(Settings(home=demo_home))
    yield opened
    opened.close()


@pytest.fixture
def faulty(monkeypatch):
    """`sales_query` with a fault in it."""

    def fault(question, *, warehouse):
        raise RuntimeError("secret of /srv/shop.duckdb")

    broken = {**catalogue(), "sales_query": replace(catalogue()["sales_query"], function=fault)}
    monkeypatch.setattr(toolbox, "catalogue", lambda: broken)


def call(world, name, arguments, shop=None):
    """One call through LangChain, as the agent makes it; what the model reads, and the turn."""
    turn = Turn(shop=shop)
    chosen = next(tool for tool in langchain_tools(world) if tool.name == name)
    with turn.active():
        return json.loads(chosen.invoke(arguments)), turn


@pytest.mark.parametrize(("name", "near"), [("sales_querry", "sales_query"), ("knowledge", "knowledge_search"), ("zzz", None)])
def test_an_unknown_tool_is_refused_with_the_nearest(name, near):
    with pytest.raises(UnknownReference) as refused:
        find_tool(name)
    payload = refused.value.payload()
    assert payload["field"] == "name" and payload["details"]["known"] == sorted(catalogue())
    assert near is None or near in payload["details"]["nearest"]


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({}, "metrics"),
        ({"metrics": []}, "metrics"),
        ({"metrics": ["units"], "limit": 0}, "limit"),
        ({"metrics": ["units"], "limit": "many"}, "limit"),
        ({"metrics": ["units"], "dimensions": ["colour"]}, "dimensions.0"),
        ({"metrics": ["units"], "filters": {"colour": ["red"]}}, "filters.colour"),
        ({"metrics": ["units"], "sql": "drop table"}, "sql"),
        ({"metrics": ["units"], "window": {"from": "yesterday"}}, "window.from"),
        ([1], "arguments"),
        ("units", "arguments"),
        (None, "arguments"),
    ],
)
def test_wrong_arguments_name_the_field(world, arguments, field):
    with pytest.raises(InvalidInput) as refused:
        run_tool("sales_query", arguments, world)
    assert refused.value.field == field and field in refused.value.text["en"]


def test_a_tool_runs(world):
    result = run_tool("sales_query", REVENUE, world).model_dump(mode="json", by_alias=True)
    assert result["window"] == {"from": "2026-10-19", "to": "2026-10-25"} and result["rows"]


def test_a_fault_is_told_without_its_inside(world, faulty, caplog):
    with pytest.raises(InternalError) as told:
        run_tool("sales_query", REVENUE, world)
    payload = json.dumps(told.value.payload(), ensure_ascii=False)
    assert told.value.code == "internal" and "secret" not in payload and "srv" not in payload and "RuntimeError" not in payload
    assert "secret" in caplog.text


def test_a_refusal_becomes_a_message_for_the_model(world, faulty):
    content, turn = call(world, "sales_query", REVENUE)
    assert content["ok"] is False and content["error"]["code"] == "internal"
    content, turn = call(world, "sales_query", {"metrics": ["units"], "limit": -1})
    assert content["error"]["field"] == "limit"
    assert [(c.ok, c.error["code"]) for c in turn.tool_calls] == [(False, "invalid_input")]


def test_every_tool_of_the_catalogue_is_offered(world):
    offered = {tool.name: tool for tool in langchain_tools(world)}
    assert set(offered) == set(catalogue()) == {"sales_query", "knowledge_search", *catalogue()}
    for name, tool in offered.items():
        assert tool.description == catalogue()[name].description and len(tool.description) > 40
        assert tool.tool_call_schema["properties"] == catalogue()[name].schema()["properties"]


@pytest.mark.parametrize("filters", [None, {}, {"shop": ["other"]}, {"shop": [], "marketplace": ["amazon_de"]}])
def test_the_shop_of_the_caller_is_put_in_and_cannot_be_changed(world, filters):
    arguments = {**REVENUE, **({"filters": filters} if filters is not None else {})}
    content, turn = call(world, "sales_query", arguments, shop="demo")
    assert content["ok"] and content["result"]["inputs"]["filters"]["shop"] == ["demo"]
    assert turn.tool_calls[0].arguments["filters"]["shop"] == ["demo"]


@pytest.mark.parametrize("filters", ["demo", ["demo"], 7])
def test_filters_of_a_wrong_kind_are_refused_in_a_message(world, filters):
    content, turn = call(world, "sales_query", {**REVENUE, "filters": filters}, shop="demo")
    assert not content["ok"] and content["error"]["field"] == "filters"
    assert len(turn.tool_calls) == 1


def test_another_shop_sees_nothing(world):
    content, _ = call(world, "sales_query", {**REVENUE, "filters": {"shop": ["demo"]}}, shop="other")
    assert not content["ok"] and "rows" not in json.dumps(content)


def test_without_a_shop_the_model_may_name_one(world):
    content, _ = call(world, "sales_query", {**REVENUE, "filters": {"shop": ["demo"]}})
    assert content["ok"] and content["citations"] == [1]


def test_errors_are_tool_errors():
    assert issubclass(InternalError, ToolError) and catalogue_module.catalogue() is catalogue()


def test_a_model_reads_few_rows_of_a_plan_but_sums_over_all(world):
    seen, turn = call(world, "restock_plan", {})
    rows, totals = seen["result"]["rows"], seen["result"]["totals"]
    assert len(rows) == toolbox.MODEL_ROWS < totals["rows"]
    assert turn.tool_calls[0].arguments["row_limit"] == toolbox.MODEL_ROWS
    assert all(value not in (None, [], {}) for row in rows for value in row.values())


def test_a_model_that_asks_for_more_rows_gets_them(world):
    seen, _ = call(world, "restock_plan", {"row_limit": toolbox.MODEL_ROWS + 1})
    assert len(seen["result"]["rows"]) == toolbox.MODEL_ROWS + 1
