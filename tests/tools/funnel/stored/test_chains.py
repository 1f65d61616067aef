import pytest

from tests.tools.funnel.asking import amounts
from tests.tools.funnel.stored.other_reports import ads, advertised, searched, weeks
from tests.tools.funnel.stored.shops import ordered, orders, product, then, traffic

A = product("A", units=then(20, 15))


@pytest.fixture(scope="module")
def all_three(shared):
    traffic(shared, A)
    searched(shared, weeks("A"))
    advertised(shared, ads("A"))


def chain_of(result):
    return result.inputs["chain"]


@pytest.mark.parametrize("stage", ["ctr", "impressions", "clicks"])
def test_who_asks_about_clicks_is_told_of_search(all_three, told, stage):
    assert chain_of(told(stage=stage)) == "search"
    assert chain_of(told(stage=stage, chain="ads")) == "ads"


def test_of_ads_where_there_is_no_search_report(warehouse, diagnose):
    traffic(warehouse, A)
    advertised(warehouse, ads("A"))
    assert chain_of(diagnose(stage="ctr")) == "ads" and diagnose(stage="ctr").views == []


@pytest.mark.parametrize("stage", ["cvr", "sessions", "price", None])
def test_other_stages_are_of_all_sales(all_three, told, stage):
    result = told(stage=stage)
    assert chain_of(result) == "traffic" and {view.chain for view in result.views} == {"search", "ads"}
    assert amounts(result) == {"cvr": -14 * 150}


def test_without_reports_of_clicks_it_stays_with_all_sales(warehouse, diagnose):
    traffic(warehouse, A)
    assert chain_of(diagnose(stage="ctr")) == "traffic"
    ordered(warehouse, orders("A"))
    assert chain_of(diagnose(chain="sales", stage="ctr")) == "sales"
