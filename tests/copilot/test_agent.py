"""The bounds of a turn, with a model that does what a test wrote down."""

import json
from dataclasses import replace

import pytest
from langchain_core.messages import AIMessage

from copilot import copilot as copilot_module
from copilot import toolbox
from copilot.copilot import Copilot
from copilot.settings import Settings
from copilot.turn import MAX_MODEL_CALLS, MAX_TOOL_CALLS
from prompts import message
from tests.copilot.models import ScriptedModel, calls
from tools.core.catalogue import catalogue

UNITS = ("sales_query", {"metrics": ["units"]})
BAD = ("sales_query", {"metrics": ["units"], "limit": -1})


@pytest.fixture
def scripted(demo_home, monkeypatch):
    """A copilot whose endpoint says these lines; the model as `.model`."""

    def make(*lines):
        made = Copilot(Settings(home=demo_home, model="scripted", openai_base_url="http://127.0.0.1:9/v1", turn_seconds=20))
        made.model = ScriptedModel(lines=list(lines), asked=[])
        monkeypatch.setattr(copilot_module, "endpoint_model", lambda settings: made.model)
        return made

    return make


@pytest.fixture
def runs(monkeypatch):
    """How often `sales_query` really ran."""
    counted = []
    real = catalogue()["sales_query"]

    def counting(question, *, warehouse):
        counted.append(question)
        return real.function(question, warehouse=warehouse)

    changed = {**catalogue(), "sales_query": replace(real, function=counting)}
    monkeypatch.setattr(toolbox, "catalogue", lambda: changed)
    return counted


@pytest.mark.parametrize("at_once", [1, 3, 20])
async def test_a_model_that_never_stops_is_stopped(scripted, runs, at_once):
    copilot = scripted(calls(*[UNITS] * at_once))
    answer = await copilot.ask("德国站销量", "loop")
    assert len(copilot.model.asked) <= MAX_MODEL_CALLS
    assert len(runs) <= MAX_TOOL_CALLS
    assert answer.model == "scripted" and answer.answer == message("limit_reached")["zh"]


async def test_a_stopped_thread_stays_usable(scripted):
    copilot = scripted(calls(UNITS, UNITS))
    await copilot.ask("销量", "loop")
    copilot.model = ScriptedModel(lines=[AIMessage("好的。")], asked=[])
    answer = await copilot.ask("谢谢", "loop")
    assert (answer.answer, answer.model) == ("好的。", "scripted")
    sent = copilot.model.asked[0]
    asked = {call["id"] for m in sent if isinstance(m, AIMessage) for call in m.tool_calls}
    answered = {m.tool_call_id for m in sent if m.type == "tool"}
    assert asked == answered and len(copilot.threads.get("loop")) == 2


async def test_an_unknown_tool_is_answered(scripted):
    copilot = scripted(calls(("delete_shop", {"all": True})), AIMessage("没有这个工具。"))
    answer = await copilot.ask("删掉店铺")
    assert answer.answer == "没有这个工具。" and not answer.warnings
    assert [(c.name, c.ok, c.error["code"]) for c in answer.tool_calls] == [("delete_shop", False, "unknown_reference")]
    told = json.loads(copilot.model.asked[1][-1].content)
    assert told["ok"] is False and "sales_query" in told["error"]["message"]


async def test_a_refusal_of_a_tool_is_answered(scripted):
    copilot = scripted(calls(BAD), calls(UNITS), AIMessage("done [1]"))
    answer = await copilot.ask("how many units?")
    assert [call.ok for call in answer.tool_calls] == [False, True]
    assert answer.tool_calls[0].error["field"] == "limit" and [c.n for c in answer.citations] == [1]


async def test_a_fault_of_a_tool_is_answered(scripted, monkeypatch):
    def fault(question, *, warehouse):
        raise RuntimeError("secret of /srv")

    broken = {**catalogue(), "sales_query": replace(catalogue()["sales_query"], function=fault)}
    monkeypatch.setattr(toolbox, "catalogue", lambda: broken)
    copilot = scripted(calls(UNITS), AIMessage("抱歉，工具出错了。"))
    answer = await copilot.ask("销量")
    assert answer.tool_calls[0].error["code"] == "internal" and answer.model == "scripted"
    assert "secret" not in answer.model_dump_json() and "secret" not in str(copilot.model.asked[1])


@pytest.mark.parametrize("arguments", [{"config": {}}, {"run_manager": 1}, {"callbacks": []}, {"self": 1}, {"name": "x"}])
async def test_odd_names_of_arguments_are_answered(scripted, arguments):
    copilot = scripted(calls(("sales_query", {"metrics": ["units"], **arguments})), AIMessage("refused"))
    answer = await copilot.ask("units?")
    assert answer.model == "scripted" and len(answer.tool_calls) == 1


@pytest.mark.parametrize("text", ["", "   ", "\n"])
async def test_an_empty_answer_falls_back(scripted, text):
    answer = await scripted(AIMessage(text)).ask("德国站上周销售额多少？")
    assert answer.model == "offline" and "EUR" in answer.answer
    assert "scripted" in answer.warnings[0]


async def test_an_invented_figure_is_warned_of(scripted):
    answer = await scripted(calls(UNITS), AIMessage("销量 9,999,999 [1]")).ask("销量")
    assert answer.grounding.untraced == ["9,999,999"]
    assert any("9,999,999" in warning for warning in answer.warnings)


async def test_the_shop_of_the_caller_reaches_the_tool(scripted):
    copilot = scripted(calls(("sales_query", {"metrics": ["units"], "filters": {"shop": ["other"]}})), AIMessage("ok"))
    answer = await copilot.ask("销量", shop="demo")
    assert answer.tool_calls[0].result["inputs"]["filters"]["shop"] == ["demo"]


async def test_the_system_prompt_names_language_and_data(scripted):
    copilot = scripted(AIMessage("fine"))
    await copilot.ask("hello there", locale="zh")
    system = copilot.model.asked[0][0]
    assert system.type == "system" and "Answer in Chinese" in system.content
    assert "2026-10-31" in system.content and "amazon_de" in system.content
