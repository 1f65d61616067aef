from datetime import date

import pytest

from copilot.offline.both import Both, asks_both
from copilot.offline.conversation import Earlier
from copilot.offline.dates import Clock
from copilot.offline.routing import decide
from copilot.offline.vocabulary import Vocabulary
from tools.core.result import Period

KNOWN = {"marketplace": ["amazon_de", "amazon_us"], "platform": ["amazon"], "sku": ["A17"]}
CLOCK = Clock(date(2026, 10, 31), Period(start=date(2025, 8, 1), end=date(2026, 10, 31)))
VOCABULARY = Vocabulary(KNOWN, CLOCK, lambda _: False, date(2026, 11, 1))
ALL = {"sales_query", "knowledge_search", "funnel_diagnosis", "restock_plan", "vat_rate"}


def halves(text):
    found = asks_both(text, VOCABULARY)
    return (found.figures, found.rule) if found else None


@pytest.mark.parametrize(
    ("text", "figures", "rule"),
    [
        ("上周退货率多少，亚马逊要求多少以内", "上周退货率多少", "退货率 亚马逊要求多少以内"),
        ("上周退货率多少 亚马逊要求多少以内", "上周退货率多少", "退货率 亚马逊要求多少以内"),
        ("亚马逊标题最多几个字符？另外上周销售额多少", "上周销售额多少", "亚马逊标题最多几个字符"),
        ("上周销售额多少;亚马逊标题最多几个字符", "上周销售额多少", "亚马逊标题最多几个字符"),
        ("上周销售额1,200.5以上的有几天，亚马逊标题最多几个字符", "上周销售额1,200.5以上的有几天", "亚马逊标题最多几个字符"),
        ("units sold last week and what is the title limit", "units sold last week", "what is the title limit"),
        ("refund rate last week, and what does Amazon allow?", "refund rate last week", "refund rate what does Amazon allow?"),
        ("Is our refund rate below Amazon's limit?", "Is our refund rate  ?", "refund rate below amazon's limit"),
        ("上月毛利率多少，秒杀至少要打几折", "上月毛利率多少", "秒杀至少要打几折"),
        ("订单缺陷率现在多少？超过多少会封号？", "现在多少", "订单缺陷率 超过多少会封号?"),
    ],
)  # fmt: skip
def test_a_question_is_cut_where_the_rule_begins(text, figures, rule):
    assert halves(text) == (figures, rule)


@pytest.mark.parametrize(
    "text",
    [
        "", "?", "上周销售额多少", "亚马逊标题最多几个字符", "上周销售额和退货率分别多少，订单数呢", "德国站退货政策要求多少天",
        "上周卖得最多的SKU卖了多少，能不能按天列出来", "如果退货率超过10%会怎样，亚马逊怎么规定",
        "今天天气怎么样，亚马逊要求多少", "what happens when our stock runs out, does Amazon allow it?",
        "sales last week, and orders too", "which SKU sold most, and how many?",
        "世界杯门票销售额多少，规定是什么", "这批采购预算 20 万，该怎么分配",
    ],
)  # fmt: skip
def test_questions_of_one_kind_stay_whole(text):
    assert halves(text) is None


def test_the_place_and_platform_of_the_figures_hold_for_the_rule():
    assert asks_both("德国站上周退货率多少，退货期最少几天", VOCABULARY) == Both(
        "德国站上周退货率多少", "退货期最少几天", "DE", "amazon"
    )
    assert asks_both("德国站和美国站上周退货率多少，eBay要求多少", VOCABULARY).place is None
    assert asks_both("德国站上周退货率多少，eBay要求多少", VOCABULARY).platform is None


def test_the_day_of_the_figures_is_not_that_of_the_rule():
    figures, rule = decide("九月退货率多少，亚马逊要求多少以内", VOCABULARY, Earlier(), ALL).calls
    assert figures.arguments["window"] == {"period": "2026-09"}
    assert "as_of" not in rule.arguments and "九月" not in rule.arguments["query"]
    rule = decide("九月退货率多少，2024年亚马逊要求多少以内", VOCABULARY, Earlier(), ALL).calls[1]
    assert rule.arguments["as_of"] == "2024-12-31"


def test_a_figure_that_no_report_holds_is_asked_for_by_its_name():
    figures, rule = decide("亚马逊的订单缺陷率不能超过多少，我们德国站上个月是多少", VOCABULARY, Earlier(), ALL).calls
    assert figures.tool == "sales_query" and figures.arguments["metrics"] == ["订单缺陷率"]
    assert figures.arguments["window"] == {"period": "last_month"} and figures.arguments["filters"] == {"marketplace": ["DE"]}
    assert rule.arguments["query"] == "亚马逊的订单缺陷率不能超过多少"


def test_a_plan_stands_beside_a_rule():
    plan, rule = decide("A17 美国站要补多少货，FBA外箱限重多少", VOCABULARY, Earlier(), ALL).calls
    assert (plan.tool, rule.tool) == ("restock_plan", "knowledge_search") and plan.arguments["filters"]["sku"] == ["A17"]


def test_only_known_tools_are_called():
    calls = decide("上周退货率多少，亚马逊要求多少以内", VOCABULARY, Earlier(), {"knowledge_search"}).calls
    assert [call.tool for call in calls] == ["knowledge_search"]
