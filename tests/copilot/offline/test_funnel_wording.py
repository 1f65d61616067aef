"""Diagnoses in words: the first sentence by finding, parts that add up, nothing shown that the result does not hold."""

import re
from decimal import Decimal

import pytest

from copilot.answer import ToolCall
from copilot.guards import grounding
from copilot.offline.wording import word_result
from tests.copilot.offline.diagnoses import diagnosis, effect, part, segment

TRAFFIC = effect("sessions", -30.0, share=0.15, base=2000, current=1900, error=60.0)
CONVERSION = effect("cvr", -170.0, share=0.85, base=0.1, current=0.08, error=30.0, moved=True, named=True)
NAMED = diagnosis("named", [TRAFFIC, CONVERSION])


def say(result, language="zh"):
    """The answer; every figure in it must be in the result."""
    text = word_result("funnel_diagnosis", {"ok": True, "result": result, "citations": [1]}, language)
    call = ToolCall(id="1", name="funnel_diagnosis", arguments={}, ok=True, result=result)
    assert grounding.check(text, [call]).untraced == []
    assert "None" not in text and "{{" not in text and "\n\n\n" not in text
    assert language == "zh" or not re.search(r"[\u4e00-\u9fff]", text)
    return text


def first(result, language="zh"):
    return say(result, language).splitlines()[0].strip("*")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", "亚马逊德国站，2026-10-19 至 2026-10-25 的销售额为 EUR 800.00，"
               "比 2026-10-12 至 2026-10-18 的 EUR 1,000.00 少 EUR 200.00（-20.0%）；"
               "超出偶然的部分是转化率（EUR -170.00，占变化的 85%）。** [1]"),
        ("en", "Amazon Germany, 2026-10-19 to 2026-10-25: sales came to EUR 800.00, EUR 200.00 less than the "
               "EUR 1,000.00 of 2026-10-12 to 2026-10-18 (-20.0%); what moved it beyond chance: "
               "conversion (EUR -170.00, 85% of the change).** [1]"),
    ],
)  # fmt: skip
def test_a_named_factor_leads(language, sentence):
    assert first(NAMED, language) == sentence


def test_the_parts_stand_in_a_table_with_their_sum():
    text = say(NAMED)
    assert "| 流量（会话数） | 2,000 → 1,900 | EUR -30.00 | 15% | 否 |" in text
    assert "| 转化率 | 10.00% → 8.00% | EUR -170.00 | 85% | 是，点名 |" in text
    assert "| **合计** | EUR 1,000.00 → EUR 800.00 | **EUR -200.00** | | |" in text


def test_amounts_shown_add_up_to_the_change_shown():
    thirds = [effect(name, -1 / 3, rounded=shown) for name, shown in (("sessions", -0.33), ("cvr", -0.33), ("price", -0.34))]
    text = say(diagnosis("normal_variation", thirds, base=10.0, current=9.0), "en")
    amounts = [Decimal(found) for found in re.findall(r"\| - \| EUR (-[\d.]+) \|", text)]
    assert sum(amounts) == Decimal("-1.00") and "**EUR -1.00**" in text


NORMAL = [effect("sessions", -15.0, base=2000, current=1970), effect("cvr", -5.0, base=0.1, current=0.0995)]


@pytest.mark.parametrize(
    ("finding", "language", "says"),
    [
        ("normal_variation", "zh", "在正常波动范围内：没有哪个部分既超出偶然、又能说明这个变化；"
         "这些数据能看出的最小变化约为 EUR 310.50（31.1%）。"),
        ("normal_variation", "en", "within normal variation: no part both moved beyond chance and explains the change; "
         "the smallest change this data can show is about EUR 310.50 (31.1%)."),
        ("too_few_sales", "zh", "但销量太少，说不出原因"),
        ("too_few_sales", "en", "but there are too few sales to say why"),
    ],
)  # fmt: skip
def test_noise_is_called_noise(finding, language, says):
    text = first(diagnosis(finding, NORMAL, current=980.0), language)
    assert says in text
    assert "转化率" not in text and "conversion" not in text


def test_shares_of_noise_are_not_shown():
    noise = [
        effect("sessions", -300.0, share=150.0, base=2000, current=1400),
        effect("cvr", 298.0, share=-149.0, base=0.1, current=0.14),
    ]
    assert "%" not in "".join(
        line.split("|")[4]
        for line in say(diagnosis("normal_variation", noise, current=998.0)).splitlines()
        if line.startswith("| ") and "→" in line
    )


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("zh", "只有单个商品的变动超出偶然：A17（亚马逊德国站）的转化率（-40.0%，EUR -120.00）。"),
        ("en", "only in single products: A17 (Amazon Germany): conversion (-40.0%, EUR -120.00)."),
    ],
)
def test_only_one_product_moved(language, says):
    result = diagnosis("segment_only", NORMAL, current=980.0, segments=[segment(named=["cvr"], own={"cvr": -120.0})])
    assert says in first(result, language)


@pytest.mark.parametrize(("language", "says"), [("zh", "多 EUR 200.00（+20.0%）"), ("en", "EUR 200.00 more than")])
def test_a_rise(language, says):
    rise = [effect("sessions", 200.0, share=1.0, base=2000, current=2400, moved=True, named=True)]
    assert says in first(diagnosis("named", rise, current=1200.0), language)


@pytest.mark.parametrize(
    ("language", "says"), [("zh", "没有可比的基期，只能看水平"), ("en", "there is no base, so only the level")]
)
def test_no_base(language, says):
    new = [effect("entries", 800.0, error=0.0, moved=True, named=True)]
    text = first(diagnosis("new_products", new, base=0.0), language)
    assert says in text and "1,000" not in text


@pytest.mark.parametrize(("language", "says"), [("zh", "没有变化"), ("en", "nothing changed")])
def test_no_change(language, says):
    assert says in first(diagnosis("no_change", [effect("sessions", 0.0, base=10, current=10)], current=1000.0), language)


def test_yen_have_no_decimals():
    effects = [effect("cvr", -20000.4, rounded=-20000, share=1.0, base=0.1, current=0.08, moved=True, named=True)]
    text = say(diagnosis("named", effects, base=120000.4, current=100000.0, currency="JPY"))
    assert "JPY 100,000，" in text and "JPY -20,000" in text and "JPY 100,000.0" not in text


def test_a_base_of_another_length_is_said_to_be_scaled():
    windows = {"base": {"from": "2026-09-21", "to": "2026-10-18"}, "current": {"from": "2026-10-19", "to": "2026-10-25"}}
    assert "按日均折算成同样天数" in first(diagnosis("named", [TRAFFIC, CONVERSION], windows=windows))
    assert "按日均" not in first(NAMED)


@pytest.mark.parametrize(
    ("certain", "language", "says"),
    [
        (True, "zh", "转化率，A17（亚马逊德国站）：从 2026-10-19 起（2026-10-18 至 2026-10-20 之间）。"),
        (False, "zh", "日期不确定，最可能从 2026-10-19 起（2026-10-18 至 2026-10-20 都有可能）。"),
        (True, "en", "since 2026-10-19 (between 2026-10-18 and 2026-10-20)."),
        (False, "en", "date uncertain, most likely since 2026-10-19 (2026-10-18 to 2026-10-20 fit nearly as well)."),
    ],
)
def test_when(certain, language, says):
    label = {"zh": "改版", "en": "listing edit"}
    event = {"kind": "listing_edit", "label": label, "from": "2026-10-19", "to": "2026-10-19", "sku": "A17", "source": "operator"}
    found = {
        "stage": "cvr", "segment": part("A17", -90.0), "date": "2026-10-19", "from": "2026-10-18", "to": "2026-10-20",
        "certain": certain, "events": [event],
    }  # fmt: skip
    text = say(diagnosis("named", [TRAFFIC, CONVERSION], breaks=[found]), language)
    assert says in text
    assert ("改版（2026-10-19，A17）" if language == "zh" else "listing edit (2026-10-19, A17)") in text


def test_where_lists_the_largest_products():
    named = {**CONVERSION, "segments": [part("A17", -90.0), part(None, -50.0, pooled=12), part("B2", -20.0), part("B3", -10.0)]}
    text = say(diagnosis("named", [TRAFFIC, named]))
    assert (
        "- 转化率：A17（亚马逊德国站） EUR -90.00；其余 12 个低销量商品（亚马逊德国站） EUR -50.00；B2（亚马逊德国站） EUR -20.00"
        in text
    )


def test_what_is_left_of_ads_is_called_organic():
    lines = [effect("impressions", -10.0, base=9000, current=8000), effect("units", -5.0, base=90, current=80)]
    lines += [effect("cvr", -3.0, base=0.1, current=0.09), effect("price", -2.0, base=20.0, current=19.0)]
    text = say(diagnosis("normal_variation", lines, current=980.0, inputs={"chain": "ads"}))
    assert re.findall(r"^\| (\S+) \| [\dE]", text, re.MULTILINE) == ["广告曝光", "广告转化率", "自然销量", "自然单价", "**合计**"]
    english = say(diagnosis("normal_variation", lines, current=980.0, inputs={"chain": "ads"}), "en")
    assert "| ad impressions |" in english and "| organic units |" in english and "| price per organic unit |" in english


def test_sales_from_search_are_called_so():
    found = diagnosis("normal_variation", NORMAL, current=980.0, inputs={"chain": "search"})
    assert "搜索带来的销售额为 EUR 980.00" in first(found) and "sales from search came to" in first(found, "en")
    assert "没有导入" not in say(found)


@pytest.mark.parametrize(("base", "current", "told"), [(20.0, 21.0, True), (20.0, 19.0, False), (20.0, 20.05, False)])
def test_a_level_that_went_against_its_part_is_explained(base, current, told):
    price = effect("price", -5.0, base=base, current=current)
    text = say(diagnosis("named", [CONVERSION, effect("sessions", -25.0), price]))
    assert ("差别在结构里" in text) is told


VIEW = {
    "chain": "search", "base": 500.0, "current": 450.0, "change": -50.0, "rounded_change": -50.0, "not_significant": [],
    "windows": {"base": {"from": "2026-10-11", "to": "2026-10-17"}, "current": {"from": "2026-10-18", "to": "2026-10-24"}},
}  # fmt: skip


def test_another_view_has_a_sum_of_its_own():
    moved = effect("impressions", -50.0, share=1.0, base=9000, current=8000, moved=True, named=True)
    text = say(diagnosis("named", [TRAFFIC, CONVERSION], views=[{**VIEW, "effects": [moved]}]))
    assert "**另看搜索**（2026-10-18 至 2026-10-24 对比 2026-10-11 至 2026-10-17；单独一笔账，不与上表相加）" in text
    assert "| **合计** | EUR 500.00 → EUR 450.00 | **EUR -50.00** | | |" in text


def test_another_view_in_which_only_the_rate_moved_is_one_line():
    known = effect("fx", -50.0, error=0.0, moved=True)
    text = say(diagnosis("named", [TRAFFIC, CONVERSION], views=[{**VIEW, "effects": [known]}]))
    assert "EUR 500.00 → EUR 450.00（EUR -50.00），各部分都没有超出偶然。" in text and "另看" not in text


def test_a_view_is_not_shown_for_what_the_main_chain_tells():
    quiet = effect("cvr", -50.0, base=0.1, current=0.09)
    text = say(diagnosis("named", [TRAFFIC, CONVERSION], views=[{**VIEW, "effects": [quiet]}], inputs={"stage": "cvr"}))
    assert "另看" not in text


def test_a_factor_of_two_views_is_told_of_both():
    asked = effect("ctr", -50.0, base=0.02, current=0.018)
    views = [{**VIEW, "chain": name, "effects": [asked]} for name in ("ads", "search")]
    text = first(diagnosis("named", [TRAFFIC, CONVERSION], views=views, inputs={"stage": "ctr"}))
    assert "是不是广告点击率" in text and "是不是点击率（搜索）" in text


def test_another_view_within_chance_is_one_line():
    quiet = effect("impressions", -50.0, base=9000, current=8000)
    text = say(diagnosis("named", [TRAFFIC, CONVERSION], views=[{**VIEW, "effects": [quiet]}]), "en")
    assert "EUR 500.00 → EUR 450.00 (EUR -50.00), every part within chance." in text and "| impressions |" not in text


@pytest.mark.parametrize(
    ("stage", "language", "says"),
    [
        ("cvr", "zh", "是转化率：从 10.00% 到 8.00%（-20.0%），这一项使销售额减少 EUR 170.00，占变化的 85%，超出偶然。"),
        ("cvr", "en", "It is conversion: it went from 10.00% to 8.00% (-20.0%), which took EUR 170.00, 85% of the change, "
         "beyond chance."),
        ("sessions", "zh", "是不是流量（会话数），说不准：从 2,000 到 1,900（-5.0%），没有超出偶然（这一项 EUR -30.00）。"),
        ("fx", "zh", "不是汇率：这里的金额都按 EUR 记录和显示，没有换算，汇率不起作用。"),
        ("fx", "en", "It is not the exchange rate: these amounts are recorded and shown in EUR, without conversion."),
        ("in_stock_days", "zh", "看不到：这两个时间段里的报告没有“在库天数”这一项，不能说是，也不能说不是。"),
        ("in_stock_days", "en", 'It cannot be seen: the reports of these windows hold no "in-stock days", '
         "so it is neither confirmed nor ruled out."),
    ],
)  # fmt: skip
def test_the_factor_asked_about_is_answered_first(stage, language, says):
    result = diagnosis("named", [TRAFFIC, CONVERSION], inputs={"stage": stage})
    assert first(result, language) == says


def test_returns_of_one_product_are_in_no_report():
    result = diagnosis("named", [TRAFFIC, CONVERSION], inputs={"stage": "refunds", "filters": {"sku": ["A17"]}})
    assert "没有单个商品的退货数" in first(result) and "returns of single products" in first(result, "en")


def test_what_stands_for_the_factor_asked_about_is_said_to():
    result = diagnosis("named", [CONVERSION, effect("price", -30.0, base=20.0, current=19.0)], inputs={"stage": "aov"})
    assert first(result).startswith("这两个时间段没有整体的“客单价”，最接近的是下面这一项：是不是成交单价")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        # 30 + 1.96 * 2 = 33.9, of 200: less than a fifth.
        ({"amount": -30.0, "error": 2.0}, "不是流量（会话数）"),
        # 30 + 1.96 * 60 = 147.6, of 200: it could be most of it.
        ({"amount": -30.0, "error": 60.0}, "是不是流量（会话数），说不准"),
        ({"amount": 50.0, "error": 5.0, "moved": True}, "不是流量（会话数）：这一项反而使销售额增加 EUR 50.00，与变化方向相反。"),
        ({"amount": -30.0, "error": 5.0, "moved": True}, "流量（会话数）只占一小部分：这一项使销售额减少 EUR 30.00"),
        ({"amount": -30.0, "error": None}, "是不是流量（会话数），说不准"),
    ],
)
def test_yes_no_or_not_to_be_told(more, says):
    asked = effect("sessions", **more)
    rest = effect("cvr", -200.0 - asked["amount"], share=1.0, base=0.1, current=0.08, moved=True, named=True)
    assert first(diagnosis("named", [asked, rest], inputs={"stage": "sessions"})).startswith(says)


def test_returns_that_count_by_another_date_stand_beside_the_sum():
    refunds = {"in_sum": False, "base_rate": 0.05, "current_rate": 0.2, "moved": True, "unit": "units", "basis": "traffic_date"}
    text = say(diagnosis("normal_variation", NORMAL, current=980.0, refunds=refunds, inputs={"stage": "refunds"}))
    assert (
        text.startswith("**退款在变：退货率从 5.00% 到 20.00%，超出偶然")
        and "退款（不在合计里）：退货率 5.00% → 20.00%，超出偶然" in text
    )


def test_a_converted_price_is_in_local_currency():
    price = effect("price", -5.0, base=2000.0, current=1900.0)
    text = say(diagnosis("named", [CONVERSION, effect("sessions", -25.0), price], fx={"amount": 0.0, "currency": "EUR"}))
    assert "2,000.00（当地货币） → 1,900.00（当地货币）" in text


def test_what_cannot_be_seen_names_its_report():
    assert "看不到的：曝光、点击率（搜索目录绩效报告，或广告报告）；每日在库（库存分类账）" in say(NAMED)


def test_the_drawing_is_shown():
    chart = "/v1/charts/parts-0123456789abcdef.svg"
    assert f"![变化的组成]({chart})" in say(diagnosis("named", [TRAFFIC, CONVERSION], chart=chart))
