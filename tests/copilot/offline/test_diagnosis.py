"""Which questions are diagnosed, over which windows, and how a conversation goes on from there."""

import pytest
from langchain_core.messages import AIMessage, ToolMessage

from copilot.offline.conversation import OWN_FORMS, Call, Earlier
from copilot.offline.routing import decide
from copilot.offline.vocabulary import Vocabulary, read_vocabulary
from tests.copilot.offline.test_model import ask

TOOLS = {"sales_query", "knowledge_search", "funnel_diagnosis"}


@pytest.fixture(scope="module")
def vocabulary(demo_warehouse):
    """Data from 2025-08-01 to 2026-10-31, a Saturday."""
    return read_vocabulary(demo_warehouse, lambda text: False)


def last_call(vocabulary, *texts):
    """The last call of the last utterance."""
    earlier = Earlier()
    calls = ()
    for text in texts:
        calls = decide(text, vocabulary, earlier, TOOLS).calls
        for call in calls:
            earlier = earlier.after(call)
    return calls[-1] if calls else None


def diagnosed(vocabulary, *texts):
    call = last_call(vocabulary, *texts)
    assert call is not None and call.tool == "funnel_diagnosis", call
    return {name: value for name, value in call.arguments.items() if name != "language"}


def days(first, last):
    return {"from": first, "to": last}


@pytest.mark.parametrize(
    ("question", "arguments"),
    [
        ("为什么德国站上周销售额下降？", {"filters": {"marketplace": ["DE"]}, "current": {"period": "last_week"}}),
        ("A17 转化率怎么了", {"filters": {"sku": ["A17"]}, "stage": "cvr"}),
        ("Why did US sales drop since 10 November?", {"filters": {"place": ["US"]}, "current": days("2025-11-10", "2026-10-31")}),
        ("是不是流量问题？", {"stage": "sessions"}),
        ("销量掉了是什么原因", {}),
        ("帮我诊断一下 A17", {"filters": {"sku": ["A17"]}}),
        ("what's wrong with A17's conversion?", {"filters": {"sku": ["A17"]}, "stage": "cvr"}),
        ("is it traffic or conversion?", {}),
        ("下滑是断货还是流量导致的？", {}),
        ("广告销售额为什么降了", {"chain": "ads"}),
        ("搜索曝光为什么跌", {"chain": "search", "stage": "impressions"}),
        ("日本站折美元为什么少了", {"filters": {"marketplace": ["JP"]}, "currency": "USD"}),
        ("为什么涨了", {}),
        ("Why did sales fall in the week of 19 October 2026?", {"current": days("2026-10-19", "2026-10-25")}),
        ("why did sales fall in the week beginning October 19?", {"current": days("2026-10-19", "2026-10-25")}),
        ("10月19日那一周销售额为什么降了", {"current": days("2026-10-19", "2026-10-25")}),
        ("是不是退货拉低了净销售额", {"stage": "refunds"}),
    ],
)
def test_what_is_asked(vocabulary, question, arguments):
    assert diagnosed(vocabulary, question) == arguments


@pytest.mark.parametrize(
    ("question", "current", "base"),
    [
        ("德国站上周销售额为什么降了", {"period": "last_week"}, None),
        ("德国站上周销售额为什么比前一周少", {"period": "last_week"}, days("2026-10-12", "2026-10-18")),
        ("why are sales lower than the week before", {"period": "last_7_days"}, days("2026-10-18", "2026-10-24")),
        ("10月销售额同比为什么跌了", {"period": "2026-10"}, days("2025-10-01", "2025-10-31")),
        ("和黑五前比为什么少了", None, days("2025-10-31", "2025-11-27")),  # the 28 days before Friday, 28 November
        ("黑五后销售额为什么掉了", days("2025-11-29", "2026-10-31"), None),
        ("why did sales fall after 5 October", days("2026-10-05", "2026-10-31"), None),
        ("9月销售额为什么比8月少", {"period": "2026-09"}, {"period": "2026-08"}),
        ("why did revenue fall from August to September", {"period": "2026-09"}, {"period": "2026-08"}),
        # The last two weeks would reach into the week that they are compared with.
        ("销售额为什么比10月19日到25日少", days("2026-10-26", "2026-10-31"), days("2026-10-19", "2026-10-25")),
    ],
)
def test_windows(vocabulary, question, current, base):
    found = diagnosed(vocabulary, question)
    assert (found.get("current"), found.get("base")) == (current, base)


@pytest.mark.parametrize(
    ("said", "then", "arguments"),
    [
        ("德国站上周销售额多少，比前一周怎样？", "为什么？",
         {"filters": {"marketplace": ["DE"]}, "current": {"period": "last_week"}, "base": days("2026-10-12", "2026-10-18")}),
        ("A17 上周转化率", "怎么回事？", {"filters": {"sku": ["A17"]}, "current": {"period": "last_week"}, "stage": "cvr"}),
        ("上周广告销售额", "why?", {"chain": "ads", "current": {"period": "last_week"}}),
        ("为什么德国站上周销售额下降？", "那法国站呢？", {"filters": {"place": ["FR"]}, "current": {"period": "last_week"}}),
        ("A17 转化率怎么了", "A18 呢", {"filters": {"sku": ["A18"]}, "stage": "cvr"}),
        ("为什么德国站上周销售额下降？", "和去年同期比呢",
         {"filters": {"marketplace": ["DE"]}, "current": {"period": "last_week"}, "base": days("2025-10-19", "2025-10-25")}),
        ("帮我诊断一下 A17", "换成最近 7 天", {"filters": {"sku": ["A17"]}, "current": {"period": "last_7_days"}}),
        ("A17 转化率怎么了", "是流量还是转化？", {"filters": {"sku": ["A17"]}}),
        ("A17 转化率怎么了", "是流量的问题吗", {"filters": {"sku": ["A17"]}, "stage": "sessions"}),
        ("为什么日本站上周销售额下降？", "换算成美元看",
         {"filters": {"marketplace": ["JP"]}, "current": {"period": "last_week"}, "currency": "USD"}),
        ("德国站上周环比为什么下降", "换成最近 7 天",
         {"filters": {"marketplace": ["DE"]}, "current": {"period": "last_7_days"}, "base": days("2026-10-18", "2026-10-24")}),
        ("为什么德国站上周销售额下降？", "A17 转化率怎么了", {"filters": {"sku": ["A17"]}, "stage": "cvr"}),
    ],
)  # fmt: skip
def test_what_follows(vocabulary, said, then, arguments):
    assert diagnosed(vocabulary, said, then) == arguments


@pytest.mark.parametrize(
    ("texts", "tool"),
    [
        (["德国站上周销售额多少"], "sales_query"),
        (["德国站上周销售额下降了多少"], "sales_query"),
        (["为什么3月广告花费上升了？"], "sales_query"),
        (["为什么 A17 比 KT-204-BLK 卖得差"], "sales_query"),
        (["流量下滑怎么排查"], "knowledge_search"),
        (["销量下滑一般有哪些原因"], "knowledge_search"),
        (["为什么 listing 被下架了"], "knowledge_search"),
        (["为什么德国站上周销售额下降？", "那该怎么办？"], "knowledge_search"),
        (["为什么德国站上周销售额下降？", "那周转化率是多少"], "sales_query"),
        (["为什么德国站上周销售额下降？", "按 SKU 看"], "sales_query"),
        (["上周广告花费多少", "为什么？"], "sales_query"),
    ],
)
def test_what_other_tools_answer(vocabulary, texts, tool):
    assert last_call(vocabulary, *texts).tool == tool


def test_figures_after_a_diagnosis_keep_its_place_and_windows(vocabulary):
    call = last_call(vocabulary, "为什么德国站上周环比销售额下降？", "转化率是多少")
    assert call.arguments == {
        "metrics": ["unit_session_percentage"], "filters": {"marketplace": ["DE"]}, "window": {"period": "last_week"},
        "compare": days("2026-10-12", "2026-10-18"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "为什么？",
        "油价为什么涨了",
        "why did the price of oil fall?",
        "diagnose my cough",
        "是感冒还是过敏？",
        "房价下跌是什么原因造成的",
    ],
)
def test_what_is_not_ours_is_not_diagnosed(vocabulary, text):
    assert last_call(vocabulary, text) is None


@pytest.mark.parametrize(
    ("text", "beside"),
    [("为什么德国站上周销售额下降？", True), ("为什么德国站上周销售额涨了？", False), ("广告销售额为什么降了", False)],
)
def test_a_fall_of_sales_brings_its_procedure(vocabulary, text, beside):
    tools = [call.tool for call in decide(text, vocabulary, Earlier(), TOOLS).calls]
    assert tools == ["knowledge_search", "funnel_diagnosis"] if beside else ["funnel_diagnosis"]


def test_without_data_it_still_routes():
    assert last_call(Vocabulary(), "为什么上周销售额下降？").tool == "funnel_diagnosis"


def test_another_models_calls_are_continued():
    args = {"marketplaces": ["DE"], "skus": "A17", "current": "last_week", "filters": {"sku": ["B2"]}, "base": None}
    assert OWN_FORMS["funnel_diagnosis"](args) == {
        "current": {"period": "last_week"}, "filters": {"sku": ["B2", "A17"], "marketplace": ["DE"]}
    }  # fmt: skip


def test_rows_given_with_a_question_are_not_continued(vocabulary):
    first = AIMessage("", tool_calls=[{"name": "funnel_diagnosis", "args": {"rows": [{}]}, "id": "1"}])
    result = ToolMessage("{}", tool_call_id="1", name="funnel_diagnosis")
    assert not ask(vocabulary, "why?", first, result, AIMessage("…"), "那日本站呢？").tool_calls


def test_calls_of_other_tools_leave_no_trace():
    earlier = Earlier().after(Call("funnel_diagnosis", {"stage": "cvr"}))
    assert earlier.after(Call("translate", {})) == earlier
    after_rule = earlier.after(Call("knowledge_search", {"query": "x"}))
    assert (after_rule.tool, after_rule.figures, after_rule.diagnosis) == (
        "knowledge_search",
        "funnel_diagnosis",
        {"stage": "cvr"},
    )
