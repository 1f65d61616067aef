import asyncio
from datetime import datetime, timedelta

import pytest
from langchain_core.messages import AIMessage, ToolMessage

from copilot import threads as threads_module
from copilot.copilot import Copilot
from copilot.settings import Settings
from copilot.threads import Threads, check_thread_id, history
from tools.core.errors import InvalidInput, UnknownReference

MESSAGES = [
    AIMessage("", tool_calls=[{"name": "sales_query", "args": {"metrics": ["units"], "价": None}, "id": "c1"}]),
    ToolMessage('{"ok": true}', tool_call_id="c1", name="sales_query"),
    AIMessage("销量 1,083 [1]"),
]


@pytest.fixture
def threads(tmp_path):
    return Threads(tmp_path / "threads.sqlite")


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test sets forward."""

    class Clock(datetime):
        today = datetime(2026, 11, 1)

        @classmethod
        def now(cls, tz=None):
            cls.today += timedelta(seconds=1)
            return cls.today

    monkeypatch.setattr(threads_module, "datetime", Clock)


def test_a_turn_comes_back_as_it_was(threads, tmp_path):
    threads.add("a", "销量？", MESSAGES, {"answer": "销量"})
    (turn,) = Threads(tmp_path / "threads.sqlite").get("a")
    assert (turn.number, turn.question, turn.answer) == (1, "销量？", {"answer": "销量"})
    human, *rest = history([turn])
    assert human.content == "销量？"
    assert [(m.type, m.content) for m in rest] == [(m.type, m.content) for m in MESSAGES]
    assert rest[0].tool_calls[0]["args"] == MESSAGES[0].tool_calls[0]["args"] and rest[1].tool_call_id == "c1"


def test_turns_are_numbered_by_thread(threads):
    for name in ("a", "b", "a", "a"):
        threads.add(name, f"to {name}", [AIMessage("x")], {})
    assert [turn.number for turn in threads.get("a")] == [1, 2, 3]
    assert [turn.number for turn in threads.turns("a", last=2)] == [2, 3]
    assert [turn.number for turn in threads.get("b")] == [1]


def test_the_list_has_the_latest_first(threads, clock):
    for name, question in (("old", "first"), ("new", "second"), ("old", "third")):
        threads.add(name, question, [AIMessage("x")], {})
    assert [(t["thread_id"], t["title"], t["turns"]) for t in threads.list()] == [("old", "first", 2), ("new", "second", 1)]
    threads.add("new", "fourth", [AIMessage("x")], {})
    assert [t["thread_id"] for t in threads.list()] == ["new", "old"]


def test_nothing_yet(threads):
    assert threads.list() == [] and threads.turns("a") == []
    with pytest.raises(UnknownReference) as unknown:
        threads.get("a")
    assert unknown.value.field == "thread_id" and unknown.value.details["id"] == "a"


@pytest.mark.parametrize("name", ["a", "0", "a.b-c_d", "x" * 64])
def test_plain_ids(name):
    check_thread_id(name)


@pytest.mark.parametrize("name", ["", " ", "a b", "a/b", "..\\x", "x" * 65, "a\n", "对话", "a'--", "a\x00"])
def test_ids_that_are_no_plain_names(name):
    with pytest.raises(InvalidInput) as refused:
        check_thread_id(name)
    assert refused.value.field == "thread_id"


def test_text_in_a_question_is_only_text(threads):
    threads.add("a", "'); drop table turn; --", [AIMessage("x")], {})
    assert threads.get("a")[0].question == "'); drop table turn; --"


async def test_a_conversation_survives_a_restart(demo_home):
    first = Copilot(Settings(home=demo_home))
    germany = await first.ask("德国站上周销售额多少？", "t")
    first.close()
    second = Copilot(Settings(home=demo_home))
    japan = await second.ask("日本站呢？", "t")
    assert germany.tool_calls[0].arguments["window"] == japan.tool_calls[0].arguments["window"]
    assert japan.tool_calls[0].result["inputs"]["filters"]["marketplace"] == ["amazon_jp"]
    assert "JPY" in japan.answer
    assert [turn.question for turn in second.threads.get("t")] == ["德国站上周销售额多少？", "日本站呢？"]
    assert second.threads.get("t")[1].answer == japan.model_dump(mode="json")
    second.close()


async def test_threads_do_not_mix(copilot):
    await copilot.ask("德国站上周销售额多少？", "a")
    answer = await copilot.ask("日本站呢？", "b")
    assert not any(call.name == "sales_query" and call.ok for call in answer.tool_calls)


async def test_a_new_thread_has_an_id_of_its_own(copilot):
    ids = [(await copilot.ask("你好")).thread_id for _ in range(2)]
    assert len(set(ids)) == 2
    for name in ids:
        check_thread_id(name)
        assert len(copilot.threads.get(name)) == 1


async def test_two_questions_at_once_in_one_thread(copilot):
    asked = await asyncio.gather(*[copilot.ask("德国站上周销售额多少？", "t") for _ in range(2)], return_exceptions=True)
    refused = [answer for answer in asked if isinstance(answer, InvalidInput)]
    assert len(refused) == 1 and refused[0].key == "turn_busy" and refused[0].field == "thread_id"
    assert len(copilot.threads.get("t")) == 1
    assert (await copilot.ask("日本站呢？", "t")).tool_calls


async def test_questions_at_once_in_several_threads(copilot):
    answers = await asyncio.gather(*[copilot.ask("德国站上周销售额多少？", f"t{n}") for n in range(4)])
    assert len({answer.answer for answer in answers}) == 1


async def test_a_turn_that_nobody_waits_for_frees_its_thread(copilot):
    events = copilot.stream("德国站上周销售额多少？", "t")
    assert (await anext(events))["type"] == "status"
    await events.aclose()
    assert (await copilot.ask("德国站上周销售额多少？", "t")).answer


async def test_a_failed_turn_leaves_nothing(copilot, monkeypatch):
    def fault(*args):
        raise RuntimeError("fault")

    monkeypatch.setattr(copilot, "_agent", fault)
    with pytest.raises(RuntimeError):
        await copilot.ask("你好", "t")
    assert copilot.threads.turns("t") == [] and copilot._busy == set()
