import asyncio
import json

import httpx
import openai
import pytest
from langchain_core.messages import AIMessage

from copilot import copilot as copilot_module
from copilot.copilot import MAX_MESSAGE, Copilot
from copilot.guards.complete_calls import IncompleteAnswer
from copilot.settings import Settings
from tests.copilot.models import ScriptedModel
from tools.core.errors import InvalidInput

REVENUE = "德国站上周销售额多少，比前一周怎样？"
KEY, URL = "sk-very-secret", "http://127.0.0.1:9/v1"
REQUEST = httpx.Request("POST", URL)

FAILURES = {
    "refused": openai.APIConnectionError(message=f"refused {URL} {KEY}", request=REQUEST),
    "timeout": openai.APITimeoutError(request=REQUEST),
    "unauthorized": openai.AuthenticationError(f"bad key {KEY}", response=httpx.Response(401, request=REQUEST), body=None),
    "not UTF-8": UnicodeDecodeError("utf-8", b"\xff", 0, 1, f"{KEY}"),
    "no JSON": json.JSONDecodeError(f"{URL}", "x", 0),
    "cut": IncompleteAnswer("the answer stopped early"),
    "any": RuntimeError(f"{KEY} at {URL}"),
}


@pytest.fixture
def endpoint(demo_home, monkeypatch):
    """A copilot with an endpoint that says a line, or raises it."""

    def make(line, **settings):
        if line is not None:
            model = ScriptedModel(lines=[line], asked=[])
            monkeypatch.setattr(copilot_module, "endpoint_model", lambda _: model)
        return Copilot(Settings(home=demo_home, model="big-model", openai_api_key=KEY, openai_base_url=URL, **settings))

    return make


@pytest.mark.parametrize("failure", FAILURES)
async def test_when_the_endpoint_fails_the_offline_model_answers(endpoint, failure):
    answer = await endpoint(FAILURES[failure]).ask(REVENUE)
    assert answer.model == "offline" and "EUR 5,545.28" in answer.answer
    warning = answer.warnings[0]
    assert "big-model" in warning and "离线模型" in warning
    assert KEY not in answer.model_dump_json() and URL not in answer.model_dump_json()


async def test_the_warning_is_in_the_language_of_the_answer(endpoint):
    answer = await endpoint(FAILURES["any"]).ask("What was revenue in Germany last week?")
    assert "the offline model answered instead" in answer.warnings[0]


async def test_an_endpoint_that_is_silent_falls_back(endpoint, monkeypatch):
    class Silent(ScriptedModel):
        async def _agenerate(self, *args, **kwargs):
            await asyncio.sleep(60)

    monkeypatch.setattr(copilot_module, "endpoint_model", lambda _: Silent(lines=[]))
    copilot = endpoint(None, turn_seconds=5)
    # The offline turn has the same limit; its models are loaded before.
    assert copilot.world.index.search("x", as_of=copilot.world.today)
    answer = await copilot.ask(REVENUE)
    assert answer.model == "offline" and "TimeoutError" in answer.warnings[0]


async def test_an_endpoint_without_key_and_address_falls_back(demo_home):
    answer = await Copilot(Settings(home=demo_home, model="big-model")).ask(REVENUE)
    assert answer.model == "offline" and "OPENAI_API_KEY" in answer.warnings[0]


async def test_the_endpoint_is_asked_anew_after_a_failure(endpoint, monkeypatch):
    copilot = endpoint(None)
    for line, model in ((FAILURES["any"], "offline"), (AIMessage("还好。"), "big-model")):
        monkeypatch.setattr(copilot_module, "endpoint_model", lambda _, line=line: ScriptedModel(lines=[line], asked=[]))
        assert (await copilot.ask("怎么样", "t")).model == model


async def test_an_answer_has_all_of_the_contract(copilot):
    answer = (await copilot.ask(REVENUE, "mine")).model_dump(mode="json")
    assert set(answer) >= {
        "answer", "language", "model", "thread_id", "as_of", "tool_calls", "citations", "grounding", "warnings"
    }  # fmt: skip
    assert (answer["language"], answer["model"], answer["thread_id"]) == ("zh", "offline", "mine")
    call, citation = answer["tool_calls"][0], answer["citations"][0]
    assert call["name"] == "sales_query" and call["ok"] and call["result"]["rows"] and call["duration_ms"] >= 0
    assert (citation["n"], citation["kind"], citation["id"]) == (1, "tool", call["id"]) and "[1]" in answer["answer"]
    assert answer["grounding"]["numbers"] == answer["grounding"]["traced"] > 4


async def test_a_rule_is_cited(copilot):
    answer = await copilot.ask("亚马逊标题最多多少字符？")
    cited = answer.citations[0]
    assert (cited.kind, cited.id) == ("document", "amz-title-max-75")
    assert cited.url and cited.quote and cited.confidence == "medium" and cited.effective_date == "2026-07-27"
    assert all(f"[{citation.n}]" in answer.answer for citation in answer.citations)


async def test_events_come_in_order(copilot):
    events = [event async for event in copilot.stream(REVENUE)]
    kinds = [event["type"] for event in events]
    assert kinds[:3] == ["status", "tool_call", "tool_result"] and kinds[-1] == "answer" and kinds.count("answer") == 1
    assert set(kinds[3:-1]) == {"token"}
    assert "".join(e["text"] for e in events if e["type"] == "token") == events[-1]["answer"]["answer"]
    assert events[1]["name"] == "sales_query" and events[2]["ok"] and events[1]["id"] == events[2]["id"]


@pytest.mark.parametrize(
    ("question", "arguments", "field"),
    [
        ("", {}, "message"),
        (" \n\x00 ", {}, "message"),
        ("x" * (MAX_MESSAGE + 1), {}, "message"),
        ("hi", {"thread_id": "a/b"}, "thread_id"),
        ("hi", {"thread_id": "../x"}, "thread_id"),
        ("hi", {"thread_id": "x" * 65}, "thread_id"),
        ("hi", {"thread_id": "中文"}, "thread_id"),
        ("hi", {"thread_id": "a\n"}, "thread_id"),
        ("hi", {"locale": "fr"}, "locale"),
    ],
)
async def test_messages_that_cannot_be_taken(plain_copilot, question, arguments, field):
    with pytest.raises(InvalidInput) as refused:
        await plain_copilot.ask(question, **arguments)
    assert refused.value.field == field
    assert plain_copilot.threads.list() == []


@pytest.mark.parametrize(("locale", "language"), [("en", "en"), ("zh-CN", "zh"), ("EN_us", "en"), (None, "zh")])
async def test_the_language_of_the_answer_can_be_set(plain_copilot, locale, language):
    assert (await plain_copilot.ask("你好", locale=locale)).language == language


async def test_without_data_it_says_what_to_do(plain_copilot):
    answer = await plain_copilot.ask(REVENUE)
    assert "chuhai import" in answer.answer and answer.grounding.numbers == 0
