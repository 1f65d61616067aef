import pytest

from tests.tools.funnel.asking import amounts, refused
from tests.tools.funnel.stored.shops import (
    DAYS,
    assert_agrees,
    assert_split,
    on,
    ordered,
    orders,
    product,
    segments,
    then,
    traffic,
    windows,
)
from tests.tools.funnel.stored.test_ads import ads, advertised
from tests.tools.funnel.stored.test_search import searched, weeks
from tests.tools.sales.seeding import seed
from tools.core.errors import NotEnoughData, UnknownReference

A = product("A", units=then(20, 15), parent_asin="P1")
B = product("B", sessions=100, units=10, parent_asin="P1")
C = product("C", price=then(40, 38), parent_asin="P2")
FR = product("A", marketplace="amazon_fr", units=then(10, 12), parent_asin="P1")


def of(*skus, place="amazon_de"):
    return {(place, sku, None) for sku in skus}


@pytest.fixture
def shop(warehouse):
    traffic(warehouse, A, B, C, FR)
    listed = {"A": ("P1", "Kern", "jars"), "B": ("P1", "Kern", "lids"), "C": ("P2", "Rand", "jars")}
    rows = [
        {"sku": sku, "asin": f"B-{sku}", "parent_asin": parent, "brand": brand, "category": category, "marketplace": place}
        for sku, (parent, brand, category) in listed.items()
        for place in ("amazon_de", "amazon_fr")
    ]
    seed(warehouse, "product", *rows)
    return warehouse


@pytest.mark.parametrize(
    ("question", "rows", "found"),
    [
        ({"filters": {"asin": ["B-A"]}}, [*A, *FR], of("A") | of("A", place="amazon_fr")),
        ({"filters": {"asin": ["B-C", "B-B"]}}, [*B, *C], of("B", "C")),
        ({"filters": {"parent_asin": ["P1"]}}, [*A, *B, *FR], of("A", "B") | of("A", place="amazon_fr")),
        ({"filters": {"parent_asin": ["P1"]}, "marketplaces": ["amazon_de"]}, [*A, *B], of("A", "B")),
        ({"filters": {"brand": ["Rand"]}}, C, of("C")),
        ({"filters": {"category": ["jars"], "marketplace": ["DE"]}}, [*A, *C], of("A", "C")),
        ({"filters": {"category": ["jars"], "brand": ["Kern"]}}, [*A, *FR], of("A") | of("A", place="amazon_fr")),
        ({"skus": ["A", "B"], "filters": {"sku": ["B", "C"]}}, B, of("B")),
        ({"skus": ["A", "B"], "filters": {"brand": ["Kern"], "category": ["lids"]}}, B, of("B")),
        ({"filters": {"platform": ["amazon"], "sku": ["C"]}}, C, of("C")),
        ({"marketplaces": ["法国站"]}, FR, of("A", place="amazon_fr")),
    ],
)
def test_products_and_places_that_are_asked_for(shop, diagnose, question, rows, found):
    result = diagnose(**question)
    assert segments(result) == found
    assert_split(result, rows)


@pytest.mark.parametrize(
    "filters", [{"asin": ["B-A"]}, {"parent_asin": ["P1"]}, {"marketplace": ["amazon_fr"]}, {"sku": ["C"]}, {"brand": ["Rand"]}]
)
def test_sales_query_says_the_same_of_them(shop, diagnose, filters):
    assert_agrees(shop, diagnose(filters=filters), filters=filters)


def test_products_that_exclude_each_other_are_refused(shop, diagnose):
    assert refused(diagnose, skus=["A"], filters={"sku": ["B"]}) == "no_data_for_filters"


def test_a_brand_without_the_sku_asked_for_is_no_question_about_all(shop, diagnose):
    with pytest.raises(NotEnoughData):
        diagnose(skus=["C"], filters={"brand": ["Kern"]})


@pytest.mark.parametrize("question", [{"skus": ["Z"]}, {"filters": {"asin": ["B-Z"]}}, {"marketplaces": ["amazon_jp"]}])
def test_what_the_data_do_not_hold_is_said(shop, diagnose, question):
    with pytest.raises(UnknownReference):
        diagnose(**question)


@pytest.mark.parametrize("filters", [{"fulfilment": ["FBA"]}, {"country": ["DE"]}, {"campaign": ["x"]}])
def test_what_traffic_cannot_be_split_by_is_refused(shop, diagnose, filters):
    ordered(shop, orders("W", marketplace="walmart_us", fulfilment="FBA", country_code="DE", currency="EUR"))
    advertised(shop, ads("A", campaign="x"))
    assert refused(diagnose, filters=filters) == "funnel_filter"


def test_a_product_of_the_list_that_never_sold_has_no_data(shop, diagnose):
    seed(shop, "product", {"sku": "NEW", "asin": "B-NEW", "brand": "Neu"})
    assert refused(diagnose, skus=["NEW"]) and refused(diagnose, filters={"brand": ["Neu"]})


def test_windows_and_last_day_are_those_of_the_place_asked_for(warehouse, diagnose):
    traffic(warehouse, A, product("A", of=range(DAYS - 7), marketplace="amazon_fr"))
    result = diagnose(marketplaces=["amazon_fr"])
    assert (result.as_of, windows(result)[1]) == (on(DAYS - 8), (21, 34))


def test_the_data_may_end_earlier(warehouse, diagnose):
    traffic(warehouse, A)
    result = diagnose(as_of=str(on(34)))
    assert (result.as_of, windows(result)) == (on(34), [(0, 20), (21, 34)])
    assert_split(result, A)


def chain_of(result):
    return result.inputs["chain"]


@pytest.mark.parametrize("stage", ["ctr", "impressions", "clicks"])
def test_who_asks_about_clicks_is_told_of_search(warehouse, diagnose, stage):
    traffic(warehouse, A)
    searched(warehouse, weeks("A"))
    advertised(warehouse, ads("A"))
    assert chain_of(diagnose(stage=stage)) == "search"
    assert chain_of(diagnose(stage=stage, chain="ads")) == "ads"


def test_of_ads_where_there_is_no_search_report(warehouse, diagnose):
    traffic(warehouse, A)
    advertised(warehouse, ads("A"))
    assert chain_of(diagnose(stage="ctr")) == "ads" and diagnose(stage="ctr").views == []


@pytest.mark.parametrize("stage", ["cvr", "sessions", "price", None])
def test_other_stages_are_of_all_sales(warehouse, diagnose, stage):
    traffic(warehouse, A)
    searched(warehouse, weeks("A"))
    advertised(warehouse, ads("A"))
    result = diagnose(stage=stage)
    assert chain_of(result) == "traffic" and {view.chain for view in result.views} == {"search", "ads"}
    assert amounts(result) == {"cvr": -14 * 150}


def test_without_reports_of_clicks_it_stays_with_all_sales(warehouse, diagnose):
    traffic(warehouse, A)
    assert chain_of(diagnose(stage="ctr")) == "traffic"
    ordered(warehouse, orders("A"))
    assert chain_of(diagnose(chain="sales", stage="ctr")) == "sales"
