"""Plans in words: what to do first, the rest below, nothing shown that the result does not hold."""

import re

import pytest

from copilot.answer import ToolCall
from copilot.guards import grounding
from copilot.offline.wording import word_result
from tests.copilot.offline.plans import event, plan, refused, row
from tools.core.result import warning

MANY = [row(f"SKU-{n}", number=n) for n in range(1, 6)]


def say(result, language="zh"):
    """The answer; every figure in it must be in the result."""
    text = word_result("restock_plan", {"ok": True, "result": result, "citations": [1]}, language)
    call = ToolCall(id="1", name="restock_plan", arguments={}, ok=True, result=result)
    assert grounding.check(text, [call]).untraced == []
    assert "None" not in text and "{{" not in text and "\n\n\n" not in text and "[1]" in text
    assert language == "zh" or not re.search(r"[\u4e00-\u9fff]", text)
    return text


def first(result, language="zh"):
    return say(result, language).splitlines()[0]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", "**A17（亚马逊德国站）：现在就下单 504 件（空运 144 + 海运 360）；按现有库存和在途，预计 2026-12-13 断货，"
               "最早可能 2026-11-19。** [1]"),
        ("en", "**A17 (Amazon Germany): order 504 units now (144 by air + 360 by sea); with stock and goods on the way it runs "
               "out about 2026-12-13, possibly from 2026-11-19.** [1]"),
    ],
)  # fmt: skip
def test_one_product_leads_with_what_to_order(language, sentence):
    assert first(plan(row()), language) == sentence


def test_one_product_shows_its_sum_ways_and_money():
    text = say(plan(row()))
    assert "| 空运 | 144 | 38 ± 5.4 | 2026-12-08 | 2026-11-24 | 2026-11-04 | CNY 2,880.00 |" in text
    assert "| 海运 | 360 | 55 ± 6.2 | 2026-12-25 | 2026-11-07 | 来不及 | CNY 1,440.00 |" in text
    assert "- 算式：923 - 250 = 673" in text and "- 为什么：库存位置 430 已到补货点 853 以下" in text
    assert (
        "采购额 CNY 26,208.00（单价 CNY 52.00）；每件毛利 CNY 60.00" in text
        and "可信度：高（有货 120 天，卖出 1,200 件）" in text
    )
    assert "数据截至 2026-10-31" in text


def test_an_order_that_can_wait_names_its_last_day():
    later = row(must_order=False, order_by="2026-11-10")
    assert "最晚 2026-11-10 下单 504 件" in first(plan(later))
    assert "order 504 units by 2026-11-10" in first(plan(later), "en")


def test_enough_says_why_and_until_when():
    reason = warning("restock_enough", position=2500, target=923, day="2027-04-13")
    said = first(plan(row(status="enough", reasons=[reason])))
    assert "库存位置 2,500 够到目标 923，现在不用订" in said and "预计 2026-12-13 断货" in said


@pytest.mark.parametrize(
    ("stock", "says"),
    [
        ({"stock_out": {}}, "一年内不会断货"),
        ({"stock_out": {"early": "2027-09-01"}}, "最早可能 2027-09-01 断货"),
        ({"on_hand": 0}, "现在已经没有可卖的库存"),
    ],
)
def test_when_it_runs_out(stock, says):
    assert says in first(plan(row(**stock)))


def test_transfers_come_before_orders():
    moved = [
        {"quantity": 90, "origin": "overseas", "arrives_on": "2026-11-05"},
        {"quantity": 180, "origin": "local", "mode": "air"},
    ]
    assert "先调现货：海外仓 90 件，约 2026-11-05 到；本地仓 180 件走空运。" in say(plan(row(transfers=moved)))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", "**截至 2026-10-31：5 个商品里 5 个要补货，其中 5 个现在就要下单；共 2,520 件，采购额 CNY 131,040.00。** [1]"),
        (
            "en",
            "**As of 2026-10-31: 5 of 5 products need an order, 5 of them now; 2,520 units in all, CNY 131,040.00 to buy.** [1]",
        ),
    ],
)
def test_many_products_lead_with_their_sums(language, sentence):
    text = say(plan(*MANY), language)
    assert text.splitlines()[0] == sentence
    assert "| SKU-1 | " in text and "2026-12-13 / 2026-11-19" in text and "923 - 250" not in text


def test_at_most_twenty_are_shown_and_the_file_is_named():
    rows = [row(f"SKU-{n}", number=n) for n in range(1, 31)]
    text = say(plan(*rows))
    assert "| SKU-20 |" in text and "| SKU-21 |" not in text and "只列最急的；全部见 Excel" in text
    assert "只列最急的" not in say(plan(*MANY))


def test_up_to_three_products_are_told_in_detail():
    text = say(plan(row("A17"), row("A18", number=2)))
    assert text.count("- 算式：") == 2 and "**A18（亚马逊德国站）**" in text


def test_what_is_missing_is_asked_for_by_name():
    needs = row("NEW", "needs_lead_time", order_quantity=None, reasons=[warning("restock_needs_lead_time")])
    text = say(plan(*MANY, needs))
    assert "没有交期，算不出要订多少" in text and "NEW（亚马逊德国站）：2026-12-13 / 2026-11-19" in text
    assert "import a sheet of restock settings" in say(plan(*MANY, needs), "en")


def test_without_any_lead_time_the_first_line_says_so():
    rows = [row(f"S{n}", "needs_lead_time", order_quantity=None, number=n) for n in range(1, 6)]
    assert "5 个商品都缺资料，算不出要订多少" in first(plan(*rows))


def test_the_refused_are_named_with_their_reason():
    assert "没有算 BAD：起订量写错了。请改。" in say(plan(*MANY, refused()))
    assert "BAD: Wrong MOQ. Mend it." in first(plan(refused()), "en")


def test_rows_left_out_are_counted():
    text = say(plan(*MANY, totals={"rows": 40, "needs_input": 7, "refused": 2}))
    assert "缺资料、算不出数量的共 7 个" in text and "没有算的共 2 个" in text


def test_what_runs_out_although_enough_is_ordered():
    soon = row("SOON", "enough", stock_out={"median": "2026-11-05", "early": "2026-11-03", "median_in_days": 5})
    assert "不用再订、但预计会先断货（等在途或加急）：SOON（亚马逊德国站）：2026-11-05 / 2026-11-03" in say(plan(*MANY, soon))


BUDGET = {
    "amount": 50000,
    "currency": "USD",
    "wanted": 131040.0,
    "used": 49920.0,
    "left": 80.0,
    "rows_cut": 1,
    "margin_at_risk": 900.5,
}


def test_a_budget_says_what_was_cut_and_what_that_costs():
    cash = {"currency": "CNY", "order_cost": 0, "wanted_quantity": 96, "cut_units": 96, "margin_at_risk": 900.5}
    cut = row("CUT", "limited", cash=cash)
    text = say(plan(*MANY, cut, budget=BUDGET))
    assert text.startswith(
        "**预算 USD 50,000.00：不够，全部要补需 USD 131,040.00；用了 USD 49,920.00，剩 USD 80.00，1 个商品被砍，"
    )
    assert "**被砍、最可惜的（少赚以 USD 计）**" in text and "| CUT | 亚马逊德国站 | 96 | 0 | 96 | 900.50 |" in text


def test_a_budget_that_is_enough():
    enough = {
        **BUDGET,
        "amount": 200000,
        "used": 131040.0,
        "left": 68960.0,
        "rows_cut": 0,
        "margin_at_risk": 0,
        "outside": ["X-1"],
    }
    text = say(plan(*MANY, budget=enough), "en")
    assert "enough, all orders cost USD 131,040.00, USD 68,960.00 is left" in text and "outside of the budget: X-1" in text


ASKED = {"event": {"period": "bfcm_2026"}}


@pytest.mark.parametrize(
    ("outlook", "says"),
    [
        (event(230, 330), "不够，到结束预计卖 640 件（期间 160），能用的 410 件，缺 230 件；十分之一的情形缺 330 件"),
        (event(0, 55), "大概率够（到结束预计卖 640 件，期间 160；能用的 410 件），但十分之一的情形缺 55 件"),
        (event(), "够，到结束预计卖 640 件"),
    ],
)
def test_an_event_for_one_product(outlook, says):
    text = say(plan(row(event=outlook), inputs=ASKED))
    assert text.startswith("**黑五网一（2026-11-27 至 2026-11-30）：" + says)
    assert "最晚发货：空运 2026-11-12、海运 来不及；最晚下单：空运 2026-11-02、海运 来不及" in text


def test_an_event_for_many_lists_those_short():
    rows = [
        row("FEW", event=event(5, 20)),
        row("MOST", number=2, event=event(80, 99)),
        *(row(f"OK{n}", event=event()) for n in (3, 4)),
    ]
    text = say(plan(*rows, inputs=ASKED))
    assert "不够：2 个商品预计共缺 85 件，最缺的是 MOST（亚马逊德国站）；十分之一的情形 2 个缺 119 件" in text.splitlines()[0]
    assert text.index("| MOST |") < text.index("| FEW |") and "| OK3 |" not in text
    assert "80 / 99" in text and "空运 2026-11-12" in text and "海运 来不及" not in text


def test_an_event_without_an_uplift_is_said_to_be_usual_sales():
    unknown = plan(row(event=event(5, 20, uplift_known=False)), inputs=ASKED)
    assert "没有设活动期间的需求系数" in say(unknown) and "No uplift is set" in say(unknown, "en")


def test_an_event_of_plain_days_is_named_by_them():
    assert first(plan(row(event=event()))).startswith("**2026-11-27 至 2026-11-30：够")


@pytest.mark.parametrize("written", ["purchase-orders-2026-10-31-ab12.xlsx", "/v1/exports/purchase-orders-2026-10-31-ab12.xlsx"])
def test_a_file_is_linked_in_place_of_the_table(written):
    text = say(plan(*MANY, export=written))
    assert "[purchase-orders-2026-10-31-ab12.xlsx](/v1/exports/purchase-orders-2026-10-31-ab12.xlsx)" in text
    assert "| SKU-1 |" not in text
