"""What a restocking question fixes: money, targets, days, settings; and what is no such question."""

from datetime import date

import pytest

from copilot.offline.conversation import OWN_FORMS, Call, Earlier
from copilot.offline.dates import Clock
from copilot.offline.restock import TOOL, asks_restock
from copilot.offline.restock_events import days_ahead, named_event
from copilot.offline.restock_terms import budget_of, review_days_of, settings_of, target_of
from copilot.offline.routing import decide
from copilot.offline.text import Utterance
from copilot.offline.vocabulary import Vocabulary
from tools.core.result import Period

CLOCK = Clock(date(2026, 10, 31), Period(start=date(2025, 8, 1), end=date(2026, 10, 31)))
SHOP = Vocabulary({"sku": ["A17", "A18"], "marketplace": ["amazon_us", "amazon_de"], "platform": ["amazon"]}, CLOCK)
TOOLS = {"sales_query", "knowledge_search", "funnel_diagnosis", TOOL}


def asked(*texts, earlier=None):
    """Arguments of the plan that the last of these utterances leads to; None when it leads to none."""
    earlier = earlier or Earlier()
    calls = ()
    for text in texts:
        calls = decide(text, SHOP, earlier, TOOLS).calls
        for call in calls:
            earlier = earlier.after(call)
    return next((call.arguments for call in calls if call.tool == TOOL), None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("预算 20 万怎么分", {"budget": 200_000}),
        ("预算20万人民币", {"budget": 200_000, "currency": "CNY"}),
        ("手上就 ¥200,000", {"budget": 200_000, "currency": "CNY"}),
        ("只有 50w 块", {"budget": 500_000, "currency": "CNY"}),
        ("预算 1.5 万美金", {"budget": 15_000, "currency": "USD"}),
        ("预算 300000", {"budget": 300_000}),
        ("预算100万日元", {"budget": 1_000_000, "currency": "JPY"}),
        ("a budget of 200k", {"budget": 200_000}),
        ("I only have $30k", {"budget": 30_000, "currency": "USD"}),
        ("spend 150,000 RMB", {"budget": 150_000, "currency": "CNY"}),
        ("budget of 1.2 million yen", {"budget": 1_200_000, "currency": "JPY"}),
        ("只有 100 件了", {}),
        ("手上还有 2 万件", {}),
        ("OD-60-L 预算够吗", {}),
        ("we only have 30 days", {}),
    ],
)
def test_a_budget(text, found):
    assert budget_of(Utterance(text)) == found


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("满足率 98%", 0.98), ("服务水平按 99", 0.99), ("97.5% 的满足率", 0.975), ("fill rate of 0.96", 0.96),
        ("98% service level", 0.98),
        ("目标 97%", 0.97), ("at a 99.5% fill rate", 0.995), ("满足率 120%", 1.2), ("涨了 20%", None), ("补多少", None),
    ],
)  # fmt: skip
def test_a_target(text, share):
    assert target_of(Utterance(text)) == share
    assert target_of(Utterance("98% 呢"), bare=True) == 0.98


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("我们每两周下一次单", 14), ("每 10 天补一次货", 10), ("改成一个月补一次", 30), ("每周下单", 7),
        ("ordering every two weeks", 14), ("we order once a month", 30), ("reorder every other week", 14),
        ("monthly ordering", 30), ("补多少", None), ("下单", None),
    ],
)  # fmt: skip
def test_a_review_period(text, days):
    assert review_days_of(Utterance(text)) == days


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("如果海运要 50 天呢", {"modes": [{"mode": "sea", "mean_days": 50}]}),
        ("空运12天、海运45天", {"modes": [{"mode": "air", "mean_days": 12}, {"mode": "sea", "mean_days": 45}]}),
        ("what if sea freight takes 50 days", {"modes": [{"mode": "sea", "mean_days": 50}]}),
        ("35 days by rail", {"modes": [{"mode": "rail", "mean_days": 35}]}),
        ("补货周期 60 天", {"lead_time": {"mean_days": 60}}),
        ("lead time 按 60 天算", {"lead_time": {"mean_days": 60}}),
        ("with a 60 day lead time", {"lead_time": {"mean_days": 60}}),
        ("工厂交期要 40 天", {"lead_time": [{"stage": "production", "mean_days": 40}]}),
        ("销量翻倍的话", {"uplift": 2.0}),
        ("需求涨 30%", {"uplift": 1.3}),
        ("3x sales", {"uplift": 3.0}),
        ("MOQ 500，每箱 24 个", {"moq": 500, "carton": 24}),
        ("全部走海运的话", {"allowed_modes": ["sea"]}),
        ("what if we only use air", {"allowed_modes": ["air"]}),
        ("如果要 50 天呢", {}),
        ("海运还是空运", {}),
        ("如果每天卖80个，A17该备多少货", {"plan_units_per_day": 80}),
        ("order quantity if we sell 40 a day", {"plan_units_per_day": 40}),
        ("每天最多发80件", {}),
    ],
)
def test_settings_for_one_question(text, settings):
    assert settings_of(Utterance(text), None) == settings


def test_a_multiple_is_of_the_event_where_one_is_spoken_of():
    event = {"from": "2026-11-27", "to": "2026-11-30"}
    assert settings_of(Utterance("按平时 3 倍备货"), event) == {"uplift": [{**event, "multiplier": 3.0}]}


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("黑五前备货够吗", "bfcm_2026"), ("Cyber Monday", "bfcm_2026"), ("双十一", "singles_day_2026"),
        ("圣诞", "christmas_2026"),
        ("Prime Day", "prime_day_2027"), ("去年黑五", "bfcm_2025"), ("2027年黑五", "bfcm_2027"),
    ],
)  # fmt: skip
def test_an_event_is_the_next_one(text, period):
    assert named_event(Utterance(text), CLOCK) == {"period": period}


def test_an_event_under_way_is_the_next_one():
    clock = Clock(date(2026, 11, 28), CLOCK.whole)
    assert named_event(Utterance("黑五"), clock) == {"period": "bfcm_2026"}
    assert named_event(Utterance("黑五"), Clock(date(2026, 11, 30), CLOCK.whole)) == {"period": "bfcm_2027"}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12月1日到12月20日", "2026-12-01", "2026-12-20"), ("12 月", "2026-12-01", "2026-12-31"),
        ("下个月", "2026-12-01", "2026-12-31"),
        ("3月", "2027-03-01", "2027-03-31"), ("未来 30 天", "2026-11-01", "2026-11-30"), ("年底", "2026-11-01", "2026-12-31"),
        ("next 2 weeks", "2026-11-01", "2026-11-14"), ("December 5 to 12", "2026-12-05", "2026-12-12"),
        ("月底", "2026-11-01", "2026-11-30"),
    ],
)  # fmt: skip
def test_days_ahead(text, first, last):
    assert days_ahead(Utterance(text), CLOCK) == {"from": first, "to": last}


@pytest.mark.parametrize("text", ["昨天", "今天", "上周五", "2025年10月", "最近30天", "last month", "够吗"])
def test_days_behind_are_no_event(text):
    assert days_ahead(Utterance(text), CLOCK) is None


@pytest.mark.parametrize(
    "text",
    [
        "补货流程是什么", "怎么做备货计划", "旺季备货应该提前多久开始准备", "快断货了怎么办", "A17 库存多少", "上个月断货了几天",
        "补货计划多久做一次，由谁负责", "can we ship air freight with batteries?", "how is restocking done?", "客户下了多少单",
    ],
)  # fmt: skip
def test_procedures_figures_and_the_past_are_no_plan(text):
    assert asked(text) is None


def test_a_question_that_names_no_goods_is_about_those_before():
    earlier = Earlier().after(
        Call("sales_query", {"metrics": ["stock"], "filters": {"sku": ["A17"]}, "window": {"period": "all"}})
    )
    assert asked("要补多少？", earlier=earlier)["filters"] == {"sku": ["A17"]}
    assert "filters" not in asked("哪些 SKU 要补货？", earlier=earlier)


def test_a_follow_up_keeps_what_was_said():
    found = asked("A17 德国站补多少", "海运要 50 天呢", "满足率 98% 呢", "导出")
    assert found["filters"] == {"sku": ["A17"], "marketplace": ["DE"]} and found["export"] is True
    assert found["overrides"] == [{"modes": [{"mode": "sea", "mean_days": 50}]}] and found["target_fill_rate"] == 0.98
    assert "export" not in asked("A17 补多少", "导出", "A18 呢")


def test_target_and_review_period_are_those_of_the_question():
    found = asked("A17 每两周下一次单，满足率 98%，补多少")
    assert (found["target_fill_rate"], found["review_days"]) == (0.98, 14) and "overrides" not in found
    assert asked("A17 满足率 120%，补多少")["target_fill_rate"] == 1.2


def test_another_models_call_can_be_continued():
    args = {"skus": "A17", "marketplaces": ["DE"], "event": "bfcm_2026", "target_fill_rate": None}
    own = OWN_FORMS[TOOL](args)
    assert own == {"event": {"period": "bfcm_2026"}, "filters": {"sku": ["A17"], "marketplace": ["DE"]}}
    assert asked("A18 呢", earlier=Earlier().after(Call(TOOL, own)))["event"] == {"period": "bfcm_2026"}
    assert OWN_FORMS[TOOL]({"items": [{"sku": "X"}]}) is None


def test_goods_that_are_not_ours_are_not_planned():
    assert asks_restock(Utterance("how many chairs should I buy for the wedding")) is True
    assert asked("how many chairs should I buy for the wedding") is None
