import json

import pytest
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage
from langchain_core.tools import StructuredTool

from copilot.offline.model import OfflineChatModel
from copilot.offline.vocabulary import Vocabulary, read_vocabulary
from prompts import message

TOOLS = [
    StructuredTool.from_function(func=lambda: "", name=name, description="x", args_schema={"type": "object", "properties": {}})
    for name in ("sales_query", "knowledge_search")
]


@pytest.fixture(scope="module")
def vocabulary(demo_warehouse):
    return read_vocabulary(demo_warehouse, lambda text: False)


def ask(vocabulary, *messages, locale=None, tools=TOOLS):
    model = OfflineChatModel(vocabulary=lambda: vocabulary, locale=locale).bind_tools(tools)
    return model.invoke([HumanMessage(m) if isinstance(m, str) else m for m in messages])


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("你好", "greeting"), ("Hello!", "greeting"), ("谢谢", "thanks"), ("thanks a lot", "thanks"), ("你是谁？", "identity"),
        ("who are you", "identity"), ("你能做什么？", "capabilities"), ("what can you do?", "capabilities"),
        ("讲个笑话", "outside"), ("write me a poem", "outside"), ("", "outside"), ("？", "outside"),
    ],
)  # fmt: skip
def test_small_talk(vocabulary, question, kind):
    answer = ask(vocabulary, question)
    assert answer.content in message(f"say.{kind}").values() and not answer.tool_calls


@pytest.mark.parametrize(
    ("question", "locale", "language"),
    [("你好", None, "zh"), ("hello", None, "en"), ("你好", "en", "en"), ("hello", "zh", "zh")],
)
def test_the_language_is_that_of_the_question_or_as_told(vocabulary, question, locale, language):
    assert ask(vocabulary, question, locale=locale).content == message("say.greeting")[language]


@pytest.mark.parametrize("question", ["德国站上周销售额多少？", "亚马逊标题最多多少字符？", "海关扣货怎么办"])
def test_without_tools_it_calls_none(vocabulary, question):
    answer = ask(vocabulary, question, tools=[])
    assert not answer.tool_calls and answer.content == message("say.outside")["zh"]


@pytest.mark.parametrize(("question", "tools"), [("德国站上周销售额多少？", TOOLS[1:]), ("亚马逊标题最多多少字符？", TOOLS[:1])])
def test_it_calls_only_tools_it_was_given(vocabulary, question, tools):
    assert not ask(vocabulary, question, tools=tools).tool_calls


def test_a_question_becomes_a_call(vocabulary):
    (call,) = ask(vocabulary, "德国站上周销售额多少，比前一周怎样？").tool_calls
    assert (call["name"], call["args"]["metrics"], call["args"]["compare"]) == (
        "sales_query", ["gross_revenue"], {"rule": "previous_period"}
    )  # fmt: skip


def test_passages_are_asked_for_in_the_language_of_the_answer(vocabulary):
    (call,) = ask(vocabulary, "亚马逊标题最多多少字符？", locale="en").tool_calls
    assert (call["name"], call["args"]["language"], call["args"]["platform"]) == ("knowledge_search", "en", "amazon")


def test_results_are_worded(vocabulary):
    error = {"code": "x", "message": "No such thing.", "message_zh": "没有。", "hint": "Look.", "hint_zh": "看看。"}
    result = ToolMessage(json.dumps({"ok": False, "error": error}), tool_call_id="1", name="sales_query")
    called = AIMessage("", tool_calls=[{"name": "sales_query", "args": {}, "id": "1"}])
    assert ask(vocabulary, "德国站销量？", called, result).content == "没有。 看看。"
    assert ask(vocabulary, "德国站销量？", called, result, locale="en").content == "No such thing. Look."


def test_a_follow_up_keeps_the_context(vocabulary):
    first = ask(vocabulary, "德国站上周销售额多少？")
    second = ask(vocabulary, "德国站上周销售额多少？", first, AIMessage("EUR 1"), "日本站呢？").tool_calls[0]["args"]
    assert second["metrics"] == ["gross_revenue"] and second["window"] == first.tool_calls[0]["args"]["window"]
    assert second["filters"] != first.tool_calls[0]["args"]["filters"]


@pytest.mark.parametrize("window", ["last_week", {"period": "last_week"}, {"from": "2026-10-19", "to": "2026-10-25"}, None])
def test_a_follow_up_to_another_models_call(vocabulary, window):
    args = {"metrics": ["units"], "compare": "previous_period", **({"window": window} if window else {})}
    first = AIMessage("", tool_calls=[{"name": "sales_query", "args": args, "id": "1"}])
    result = ToolMessage("{}", tool_call_id="1", name="sales_query")
    (call,) = ask(vocabulary, "销量？", first, result, AIMessage("5"), "日本站呢？").tool_calls
    assert call["name"] == "sales_query" and call["args"]["metrics"] == ["units"]


def test_without_data_it_still_routes():
    (call,) = ask(Vocabulary(), "上周销售额多少？").tool_calls
    assert call["name"] == "sales_query"


@pytest.mark.parametrize(
    ("question", "sku"),
    [
        ("ZZZ-999 上周卖了多少", "ZZZ-999"),
        ("How many units of ZZZ-999 did we sell last week?", "ZZZ-999"),
        ("KAFFEE-XL 上周卖了多少", "KAFFEE-XL"),
        ("DEN-XXX 上周卖了多少", "DEN-XXX"),
    ],
)
def test_an_unknown_sku_is_not_left_out(vocabulary, question, sku):
    calls = ask(vocabulary, question).tool_calls
    assert all(sku in str(call["args"].get("filters")).upper() for call in calls)


async def test_the_stream_says_the_same(vocabulary):
    model = OfflineChatModel(vocabulary=lambda: vocabulary).bind_tools(TOOLS)
    for question in ("你好", "德国站上周销售额多少？"):
        pieces = [piece async for piece in model.astream([HumanMessage(question)])]
        whole = pieces[0]
        for piece in pieces[1:]:
            whole = whole + piece
        once = model.invoke([HumanMessage(question)])
        assert whole.content == once.content
        assert [c["args"] for c in whole.tool_calls] == [c["args"] for c in once.tool_calls]
