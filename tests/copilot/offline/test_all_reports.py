"""Questions on ads, profit, settlements and stock, from the words to the answer."""

from datetime import date, timedelta
from shutil import copyfile

import pytest

from copilot.copilot import Copilot
from copilot.offline.metrics import find_metrics
from copilot.offline.text import Utterance
from copilot.settings import Settings
from tests.tools.sales.seeding import seed
from tools.warehouse.warehouse import Warehouse

DAYS = [str(date(2026, 3, 1) + timedelta(days=n)) for n in range(31)]


@pytest.fixture
def copilot(knowledge_home):
    """March: each day 10 spent on ads of 40 sold through them, 100 sold in 4 pieces, a fee of 15; 60 pieces left."""
    warehouse = Warehouse(knowledge_home / "warehouse.duckdb")
    ad = {"cost": "10", "sales": "40", "orders": 2, "units": 2, "clicks": 20, "impressions": 1000, "campaign": "Spring"}
    seed(warehouse, "ad_day", *({"day": day, **ad} for day in DAYS))
    seed(warehouse, "order_line", *({"day": day, "order_id": day, "quantity": 4, "amount": "100"} for day in DAYS))
    seed(warehouse, "settlement_line", *({"day": day, "category": "fee", "amount": "-15"} for day in DAYS))
    seed(warehouse, "inventory_day", {"day": DAYS[-1], "fulfillable": 60, "inbound": 30})
    seed(warehouse, "product", {"unit_cost": "10", "unit_cost_currency": "EUR"})
    warehouse.close()
    opened = Copilot(Settings(home=knowledge_home))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("3月广告花费和 ACOS 是多少？", ["广告花费：EUR 310.00", "ACOS（广告花费占广告销售额）：25.00%", "按广告日期"]),
        ("A17 还有多少库存", ["A17，2026-03-31，可售库存（件）：60", "按库存快照日", "2026-03-31 的快照"]),
        ("库存还能卖几天", ["可售天数：15.0"]),  # 60 / 4 a day
        ("毛利率多少", ["毛利率：60.00%", "不扣平台费用和广告费"]),  # (100 - 40) / 100
        ("TACOS 多少", ["TACOS（广告花费占销售额）：10.00%", "按广告日期、下单日"]),
        ("what was ROAS last month", ["ROAS: 4.00", "by ad date"]),
        ("how many days of supply for SKU A17", ["days of supply: 15.0", "by stock snapshot, order date"]),
        ("上月平台费用多少", ["平台费用：EUR 465.00", "按入账日"]),
        ("各广告活动的点击率", ["| Spring | 2.00% |", "广告活动"]),
        ("how much stock is inbound for A17", ["inbound units: 30"]),
    ],
)
async def test_answers(copilot, question, shown):
    answer = await copilot.ask(question)
    assert [text for text in shown if text not in answer.answer] == [], answer.answer
    assert answer.grounding.untraced == [] and [call.name for call in answer.tool_calls] == ["sales_query"]


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("上周广告花费和 ACOS 是多少？", "需要广告报告"),
        ("SP广告上周花费", "需要广告报告"),
        ("A17 还有多少库存", "需要库存报告"),
        ("how many days of supply for SKU A17", "needs an inventory report"),
        ("上月平台费用多少", "需要结算报告或交易报告"),
        ("加购率多少", "需要品牌分析的搜索表现报告"),
        ("净利润多少", "毛利、平台费用和广告花费"),
    ],
)
async def test_without_the_report_the_answer_names_it(knowledge_home, orders_warehouse, question, says):
    copyfile(orders_warehouse.path, knowledge_home / "warehouse.duckdb")
    opened = Copilot(Settings(home=knowledge_home))
    answer = await opened.ask(question)
    opened.close()
    assert says in answer.answer and not answer.tool_calls[0].ok


async def test_rates_in_several_currencies_say_which(demo_home):
    opened = Copilot(Settings(home=demo_home))
    answer = await opened.ask("上个月毛利率多少")
    opened.close()
    assert "| 币种 | 毛利率 |" in answer.answer and "| EUR |" in answer.answer
    assert answer.grounding.untraced == [] and "成本按各订单日的导入汇率从 CNY 换算" in answer.answer


@pytest.mark.parametrize(
    ("question", "metrics"),
    [
        ("上周搜索曝光、点击、加购和购买", ["search_impressions", "search_clicks", "search_cart_adds", "search_purchases"]),
        ("search funnel last week", ["search_impressions", "search_clicks", "search_cart_adds", "search_purchases"]),
        ("search impressions, clicks, cart adds and purchases last month",
         ["search_impressions", "search_clicks", "search_cart_adds", "search_purchases"]),
        ("上月搜索点击率和转化率", ["search_click_rate", "search_conversion_rate"]),
        ("上月广告曝光和点击", ["impressions", "clicks"]),
        ("点击最多的10个搜索词", ["clicks"]),
        ("退款最多的 SKU", ["refunds"]),
    ],
)  # fmt: skip
def test_which_figures_are_meant(question, metrics):
    assert find_metrics(Utterance(question)) == metrics


@pytest.mark.parametrize(
    "question",
    [
        "哪些 SKU 可售天数最少",
        "快断货的SKU有哪些",
        "which SKUs are low on stock",
        "哪些产品快卖完了",
        "what is running out of stock",
    ],
)
async def test_what_runs_out_first_comes_first(copilot, question):
    answer = await copilot.ask(question)
    [call] = answer.tool_calls
    said = {name: call.arguments[name] for name in ("metrics", "dimensions", "descending", "limit")}
    assert said == {"metrics": ["days_of_supply"], "dimensions": ["sku"], "descending": False, "limit": 10}


async def test_a_change_of_a_rate_is_in_points(demo_home):
    opened = Copilot(Settings(home=demo_home))
    zh, en = await opened.ask("上月转化率比前一月"), await opened.ask("conversion by marketplace last month vs the month before")
    opened.close()
    assert "个百分点（" in zh.answer and " pp |" in en.answer
    assert zh.grounding.untraced == en.grounding.untraced == []


async def test_why_ads_changed_shows_figures_without_a_procedure_for_drops(copilot):
    answer = await copilot.ask("为什么3月29日广告花费上升了？")
    assert [call.name for call in answer.tool_calls] == ["sales_query"] and "EUR 10.00" in answer.answer
