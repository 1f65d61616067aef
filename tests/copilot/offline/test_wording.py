"""Every figure that the offline model shows is in the result behind it."""

import pytest

QUESTIONS = [
    "德国站上周销售额多少，比前一周怎样？",
    "昨天美国站卖了多少钱？",
    "上个月各站点的订单数",
    "最近30天转化率怎么样，和去年同期比",
    "2026年9月退货率",
    "各站点购物车占比",
    "按周看今年10月日本站的销量",
    "本月客单价，按站点",
    "德国站上个月卖得最好的5个SKU",
    "A17 上周卖了几件？",
    "今年以来的销售额，按月",
    "上周各站点销售额，换算成人民币",
    "今年第三季度和第二季度的订单数比较",
    "德国站上周流量下降了多少",
    "上周净销售额",
    "Which 3 SKUs had the highest revenue in the US last month?",
    "average order value by marketplace last month in EUR",
    "sessions and conversion in Germany last week versus the week before",
    "units by day in Japan last week",
    "revenue by platform this year",
    "How many orders did we get yesterday?",
    "gross revenue by country last month",
    "sales in Brazil last week",
    "buyers last month",
    "亚马逊标题最多多少字符？",
    "海关扣货了怎么办？",
    "可以请买家给好评吗？",
    "eBay title length limit",
    "How many bullet points may an Amazon listing have?",
    "What should we do when our account is suspended?",
    "哪些 SKU 要补货？",
    "A17 补多少，什么时候下单？",
    "A17 德国站能撑到圣诞吗",
    "黑五前德国站备货够吗",
    "预算 20 万怎么分",
    "美国站补货，满足率 98%，海运 50 天",
    "导出采购单",
    "Which SKUs need restocking?",
    "Air or sea for A17 in the US store?",
    "Are we stocked for Black Friday in Germany?",
    "I only have $30k, which SKUs should I reorder first?",
    "你好",
    "讲个笑话",
]


async def test_answers_are_fully_traced(copilot, subtests):
    for question in QUESTIONS:
        with subtests.test(question):
            answer = await copilot.ask(question)
            assert answer.grounding.untraced == [] and answer.answer.strip()
            assert answer.model == "offline"
            assert "None" not in answer.answer and "{{" not in answer.answer and "\n\n\n" not in answer.answer
            assert all(f"[{citation.n}]" in answer.answer for citation in answer.citations)
            succeeded = [call for call in answer.tool_calls if call.ok and call.result.get("basis", True)]
            assert bool(answer.citations) == bool(succeeded)


@pytest.mark.parametrize("locale", ["zh", "en"])
async def test_answers_are_in_one_language(copilot, locale):
    answer = await copilot.ask("Umsatz? sales in Germany last week by sku", locale=locale)
    assert ("口径" in answer.answer) == (locale == "zh") == ("Definition" not in answer.answer)


async def test_a_why_question_is_diagnosed(copilot):
    answer = await copilot.ask("为什么德国站上周销售额下降了？")
    # Both calls of a turn run side by side.
    assert sorted(call.name for call in answer.tool_calls) == ["funnel_diagnosis", "knowledge_search"]
    assert "EUR 5,545.28" in answer.answer and "超出偶然的部分是流量（会话数）" in answer.answer.splitlines()[0]
    procedures = {citation.id for citation in answer.citations if citation.kind == "document"}
    assert "SOP-ADS-03" in procedures and "流程 SOP-ADS-03 [" in answer.answer


async def test_a_conversation_goes_from_figures_to_their_cause(copilot):
    await copilot.ask("德国站上周销售额多少，比前一周怎样？", "t")
    why = await copilot.ask("为什么？", "t")
    asked = await copilot.ask("是流量的问题吗？", "t")
    [diagnosis] = [call for call in why.tool_calls if call.name == "funnel_diagnosis"]
    assert [call.name for call in asked.tool_calls] == ["funnel_diagnosis"]
    assert asked.tool_calls[0].result["windows"] == diagnosis.result["windows"]
    assert asked.answer.startswith("**是") and "流量" in asked.answer.splitlines()[0]


async def test_a_diagnosis_of_what_is_not_there_says_what_is(copilot):
    answer = await copilot.ask("法国站上周销售额为什么下降")
    [refused] = [call for call in answer.tool_calls if call.name == "funnel_diagnosis"]
    assert not refused.ok and "数据里没有" in answer.answer and "amazon_de" in answer.answer


async def test_a_rule_asked_beside_a_diagnosis_is_answered_too(copilot):
    answer = await copilot.ask("为什么德国站上周销售额下降？亚马逊标题最多多少字符？")
    assert "超出偶然的部分" in answer.answer and "字符" in answer.answer


async def test_a_plan_leads_with_what_to_order(copilot):
    answer = await copilot.ask("A17 美国站补多少，什么时候下单？")
    [call] = answer.tool_calls
    [row] = call.result["rows"]
    lead = answer.answer.splitlines()[0]
    assert call.name == "restock_plan" and f"{row['order_quantity']:,} 件" in lead and row["stock_out"]["median"] in lead
    assert row["formula"] in answer.answer and f"数据截至 {call.result['as_of']}" in answer.answer


async def test_a_plan_is_asked_on(copilot):
    asked = ["A17 美国站补多少", "目标满足率 99% 呢", "如果海运要 50 天呢", "导出"]
    rows = [call.result["rows"][0] for text in asked for call in (await copilot.ask(text, "t")).tool_calls]
    assert [row["target_fill_rate"] for row in rows] == [rows[0]["target_fill_rate"], 0.99, 0.99, 0.99]
    legs = [next(s["mean_days"] for s in row["lead_time"]["stages"] if s["stage"] == "first_leg") for row in rows]
    assert legs[2:] == [50, 50] != legs[:2]
    assert "/v1/exports/" in (await copilot.ask("导出 Excel", "t")).answer
