import pytest

from tests.tools.funnel.asking import refused
from tests.tools.funnel.stored.other_reports import ads, advertised
from tests.tools.funnel.stored.shops import (
    assert_agrees,
    assert_split,
    ordered,
    orders,
    product,
    segments,
    then,
    traffic,
)
from tests.tools.sales.seeding import seed
from tools.core.errors import NotEnoughData, UnknownReference

A = product("A", units=then(20, 15), parent_asin="P1")
B = product("B", sessions=100, units=10, parent_asin="P1")
C = product("C", price=then(40, 38), parent_asin="P2")
FR = product("A", marketplace="amazon_fr", units=then(10, 12), parent_asin="P1")


def of(*skus, place="amazon_de"):
    return {(place, sku, None) for sku in skus}


@pytest.fixture(scope="module")
def shop(shared):
    traffic(shared, A, B, C, FR)
    listed = {"A": ("P1", "Kern", "jars"), "B": ("P1", "Kern", "lids"), "C": ("P2", "Rand", "jars")}
    rows = [
        {"sku": sku, "asin": f"B-{sku}", "parent_asin": parent, "brand": brand, "category": category, "marketplace": place}
        for sku, (parent, brand, category) in listed.items()
        for place in ("amazon_de", "amazon_fr")
    ]
    unsold = {"sku": "NEW", "asin": "B-NEW", "brand": "Neu"}
    seed(shared, "product", *rows, unsold)
    return shared


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
def test_products_and_places_that_are_asked_for(shop, told, question, rows, found):
    result = told(**question)
    assert segments(result) == found
    assert_split(result, rows)


@pytest.mark.parametrize(
    "filters", [{"asin": ["B-A"]}, {"parent_asin": ["P1"]}, {"marketplace": ["amazon_fr"]}, {"sku": ["C"]}, {"brand": ["Rand"]}]
)
def test_sales_query_says_the_same_of_them(shop, told, filters):
    assert_agrees(shop, told(filters=filters), filters=filters)


def test_products_that_exclude_each_other_are_refused(shop, told):
    assert refused(told, skus=["A"], filters={"sku": ["B"]}) == "no_data_for_filters"


def test_a_brand_without_the_sku_asked_for_is_no_question_about_all(shop, told):
    with pytest.raises(NotEnoughData):
        told(skus=["C"], filters={"brand": ["Kern"]})


@pytest.mark.parametrize("question", [{"skus": ["Z"]}, {"filters": {"asin": ["B-Z"]}}, {"marketplaces": ["amazon_jp"]}])
def test_what_the_data_do_not_hold_is_said(shop, told, question):
    with pytest.raises(UnknownReference):
        told(**question)


@pytest.mark.parametrize("filters", [{"fulfilment": ["FBA"]}, {"country": ["DE"]}, {"campaign": ["x"]}])
def test_what_traffic_cannot_be_split_by_is_refused(warehouse, diagnose, filters):
    traffic(warehouse, A)
    ordered(warehouse, orders("W", of=[0], marketplace="walmart_us", fulfilment="FBA", country_code="DE", currency="EUR"))
    advertised(warehouse, ads("A", of=[0], campaign="x"))
    assert refused(diagnose, filters=filters) == "product_filter"


def test_a_product_of_the_list_that_never_sold_has_no_data(shop, told):
    assert refused(told, skus=["NEW"]) and refused(told, filters={"brand": ["Neu"]})
