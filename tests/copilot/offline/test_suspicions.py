"""Questions on causes that ask no why: complaints, suspected parts, what to look at first; and their neighbours."""

import pytest

from copilot.offline.items import find_items
from copilot.offline.text import Utterance
from copilot.offline.vocabulary import Vocabulary, read_vocabulary
from tests.copilot.offline.test_diagnosis import days, diagnosed, last_call


@pytest.fixture(scope="module")
def vocabulary(demo_warehouse):
    """Data from 2025-08-01 to 2026-10-31, a Saturday."""
    return read_vocabulary(demo_warehouse, lambda text: False)


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("德国站流量掉得厉害", {"filters": {"marketplace": ["DE"]}, "stage": "sessions"}),
        ("sales are awful in Germany", {"filters": {"place": ["DE"]}}),
        ("购物车是不是丢了？A17 最近很惨", {"filters": {"sku": ["A17"]}, "stage": "buy_box_percentage"}),
        ("did we lose the buy box on A17", {"filters": {"sku": ["A17"]}, "stage": "buy_box_percentage"}),
        ("A17跌了，断货闹的？", {"filters": {"sku": ["A17"]}, "stage": "in_stock_days"}),
        ("JP sales fell last week, traffic?",
         {"filters": {"place": ["JP"]}, "current": {"period": "last_week"}, "stage": "sessions"}),
        ("日本站销售下滑先查什么", {"filters": {"marketplace": ["JP"]}}),
        ("哪个链接拖累了美国站？", {"filters": {"marketplace": ["US"]}}),
        ("自然搜索流量是不是掉了", {"chain": "search", "stage": "impressions"}),
        ("ads or organic, which one fell in Germany?", {"filters": {"place": ["DE"]}, "chain": "ads"}),
        ("ph610blk 怎么了", {"filters": {"sku": ["PH-610-BLK"]}}),
        ("三季度为啥不如二季度", {"current": {"period": "2026-Q3"}, "base": {"period": "2026-Q2"}}),
        ("为什么10月13号之后掉了", {"current": days("2026-10-13", "2026-10-31")}),
        ("A17 conversion is down since the listing change on 10 June",
         {"filters": {"sku": ["A17"]}, "current": days("2026-06-10", "2026-10-31"), "stage": "cvr"}),
    ],
)  # fmt: skip
def test_what_is_suspected(vocabulary, text, arguments):
    assert diagnosed(vocabulary, text) == arguments


def test_ads_after_a_diagnosis(vocabulary):
    assert diagnosed(vocabulary, "A17 怎么了", "广告呢") == {"filters": {"sku": ["A17"]}, "chain": "ads"}


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("德国站上周掉了多少单", "sales_query"),
        ("昨天比前天访客多了还是少了", "sales_query"),
        ("哪些sku销量下滑最厉害", "sales_query"),
        ("转化率低怎么优化", "knowledge_search"),
        ("退货率太高怎么处理", "knowledge_search"),
        ("转化率怎么降低了", "funnel_diagnosis"),
        ("A股暴跌", None),
        ("服务器崩了怎么回事", None),
        ("日本人口为什么减少", None),
        ("what killed the dinosaurs", None),
    ],
)
def test_neighbours(vocabulary, text, tool):
    call = last_call(vocabulary, text)
    assert (call.tool if call else None) == tool


def test_by_how_much_all_sales_moved(vocabulary):
    call = last_call(vocabulary, "上个月比前一个月涨了多少")
    assert call.arguments == {
        "metrics": ["gross_revenue"], "window": {"period": "last_month"}, "compare": {"rule": "previous_period"},
    }  # fmt: skip


def test_a_cause_that_no_diagnosis_tells_is_answered_by_recent_figures(vocabulary):
    call = last_call(vocabulary, "ACOS为什么这么高")
    assert call.arguments == {
        "metrics": ["acos"], "window": {"period": "last_14_days"}, "compare": {"rule": "previous_period"},
    }  # fmt: skip


def test_last_week_against_the_week_before(vocabulary):
    call = last_call(vocabulary, "上周比前一周销量")
    assert (call.arguments["window"], call.arguments["compare"]) == ({"period": "last_week"}, {"rule": "previous_period"})


def test_a_code_without_marks_that_fits_two_skus_is_left_as_written():
    two = Vocabulary(known={"sku": ["AB-12-3", "AB-1-23", "CD-456"]})
    assert find_items(Utterance("AB123 CD456"), two) == {"sku": ["AB123", "CD-456"]}


@pytest.mark.parametrize(
    ("said", "read"),
    [("whats up", "what's up"), ("y did we fall", "why did we fall"), ("sales r down", "sales are down"), ("R down", "R down")],
)
def test_chat_is_spelled_out(said, read):
    assert Utterance(said).raw == read
