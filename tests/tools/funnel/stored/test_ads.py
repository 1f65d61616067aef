import math

import pytest

from tests.support import codes
from tests.tools.funnel.asking import amounts, named, refused
from tests.tools.funnel.oracles import lmdi
from tests.tools.funnel.stored.other_reports import ads, advertised
from tests.tools.funnel.stored.shops import (
    BASE,
    DAYS,
    assert_agrees,
    assert_split,
    on,
    product,
    said,
    segments,
    store,
    then,
    traffic,
)
from tests.tools.sales.seeding import seed

CLICKS = ("impressions", "ctr", "cvr", "price")


def sums(rows, columns, numbers, scale=1.0):
    days = {on(number) for number in numbers}
    kept = [row for row in rows if (row.get("day") or row["days"][0]) in days]
    return [scale * math.fsum(float(row[column]) for row in kept) for column in columns]


def ad_counts(rows, numbers, scale=1.0):
    return sums(rows, ("impressions", "clicks", "units", "sales"), numbers, scale)


def organic_counts(rows, ad_rows, numbers, scale=1.0):
    """All sales less those of ads."""
    sold, off = sums(rows, ("units_ordered", "ordered_product_sales"), numbers), sums(ad_rows, ("units", "sales"), numbers)
    return [scale * (whole - own) for whole, own in zip(sold, off, strict=True)]


def expected(whole, ad_rows, names=("A", "B")):
    """Parts of ads and of organic sales of each product together."""
    before, after, scale = range(BASE), range(BASE, DAYS), (DAYS - BASE) / BASE
    own = [[row for row in ad_rows if row["sku"] == name] for name in names]
    all_ = [[row for row in whole if row["sku"] == name] for name in names]
    split = lmdi([ad_counts(rows, before, scale) for rows in own], [ad_counts(rows, after) for rows in own], CLICKS)
    split += lmdi(
        [organic_counts(rows, spent, before, scale) for rows, spent in zip(all_, own, strict=True)],
        [organic_counts(rows, spent, after) for rows, spent in zip(all_, own, strict=True)],
        ("units", "price"),
    )
    found = {name: math.fsum(one.get(name, 0) for one in split) for one in split for name in one}
    return {name: round(amount, 2) for name, amount in found.items() if round(amount, 2)}


WHOLE = [*product("A", units=then(20, 14)), *product("B", sessions=100, units=10)]
ADS = [*ads("A", clicks=then(50, 40), units=then(5, 3)), *ads("B", impressions=1000, clicks=20, units=2)]


def view(result, name="ads"):
    return next(view for view in result.views if view.chain == name)


def test_ads_and_organic_add_up_to_all_sales(warehouse, diagnose):
    traffic(warehouse, WHOLE)
    advertised(warehouse, ADS)
    result = diagnose(chain="ads")
    assert segments(result) == {("amazon_de", sku, channel) for sku in ("A", "B") for channel in ("ads", "organic")}
    assert amounts(result) == pytest.approx(expected(WHOLE, ADS), abs=0.011)
    assert_agrees(warehouse, result)
    per = {(row.sku, row.channel): (row.base, row.current) for row in result.segments}
    assert per["A", "ads"] == (14 * 150, 14 * 90) and per["A", "organic"] == (14 * 450, 14 * 330)


def test_beside_the_main_chain_they_are_a_view_with_its_own_sum(warehouse, diagnose):
    traffic(warehouse, WHOLE)
    advertised(warehouse, ADS)
    result = diagnose()
    assert_split(result, WHOLE)
    told = view(result)
    assert (told.base, told.current) == (result.base, result.current)
    assert {row.factor: round(row.amount, 2) for row in told.effects if round(row.amount, 2)} == pytest.approx(
        expected(WHOLE, ADS), abs=0.011
    )


def test_a_product_without_ads_is_organic(warehouse, diagnose):
    traffic(warehouse, WHOLE)
    advertised(warehouse, [row for row in ADS if row["sku"] == "A"])
    result = diagnose(chain="ads")
    assert segments(result) == {("amazon_de", "A", "ads"), ("amazon_de", "A", "organic"), ("amazon_de", "B", "organic")}
    assert_agrees(warehouse, result)


def test_ads_credited_with_more_than_all_sales_leave_the_product_whole(warehouse, diagnose):
    traffic(warehouse, WHOLE)
    advertised(warehouse, ads("A", units=then(25, 3)), ads("B", units=2))
    result = diagnose(chain="ads")
    assert segments(result) == {("amazon_de", "A", None), ("amazon_de", "B", "ads"), ("amazon_de", "B", "organic")}
    assert "A" in said(result, "organic_negative")
    assert_agrees(warehouse, result)
    [a] = [row for row in result.segments if row.sku == "A"]
    assert (a.base, a.current) == (14 * 600, 14 * 420)


def test_ads_of_single_days_above_all_sales_are_no_matter(warehouse, diagnose):
    traffic(warehouse, product("A"))
    advertised(warehouse, ads("A", units=lambda number: 25 if number == 30 else 3))
    result = diagnose(chain="ads")
    assert "organic_negative" not in codes(result) and result.change == 0
    assert_agrees(warehouse, result)


def test_ads_by_asin_go_by_the_sku_of_the_traffic_report(warehouse, diagnose):
    traffic(warehouse, WHOLE)
    advertised(warehouse, [{**row, "sku": None} for row in ADS])
    result = diagnose(chain="ads")
    assert amounts(result) == pytest.approx(expected(WHOLE, ADS), abs=0.011)
    assert segments(diagnose(chain="ads", skus=["A"])) == {("amazon_de", "A", "ads"), ("amazon_de", "A", "organic")}


def test_ads_of_a_renamed_sku_are_of_the_same_product(warehouse, diagnose):
    whole = [*product("A", of=range(BASE)), *product("A2", of=range(BASE, DAYS), asin="B-A")]
    traffic(warehouse, whole)
    advertised(warehouse, ads("A", of=range(BASE)), ads("A2", of=range(BASE, DAYS), asin="B-A"))
    result = diagnose(chain="ads")
    assert segments(result) == {("amazon_de", "A2", "ads"), ("amazon_de", "A2", "organic")}
    assert amounts(result) == {}
    assert segments(diagnose(chain="ads", skus=["A"])) == segments(result)


@pytest.mark.parametrize("missing", [range(39, DAYS), range(7, 14)])
def test_days_without_an_ad_report_are_no_days_without_ads(warehouse, diagnose, missing):
    traffic(warehouse, product("A"))
    advertised(warehouse, ads("A", of=[number for number in range(DAYS) if number not in missing]))
    result = diagnose(chain="ads")
    assert amounts(result) == {} and named(result) == []
    assert f"amazon_de: {len(missing)}" in said(result, "ad_days_missing")
    # Ads and organic sales both count by the days of which both tell.
    assert {(row.channel, row.base, row.current) for row in result.segments} == {
        ("ads", 14 * 150, 14 * 150),
        ("organic", 14 * 450, 14 * 450),
    }


def test_ads_on_days_without_a_traffic_report_are_taken_off_nothing(warehouse, diagnose):
    traffic(warehouse, product("A", of=range(DAYS - 3)), product("A", marketplace="amazon_fr"))
    advertised(warehouse, ads("A"))
    result = diagnose(chain="ads")
    assert result.change == pytest.approx(0, abs=0.01) and named(result) == []
    assert ("organic", 14 * 450, 14 * 450) in {(row.channel, row.base, round(row.current, 6)) for row in result.segments}


def test_a_window_without_any_ad_report_has_no_chain_of_ads(warehouse, diagnose):
    traffic(warehouse, product("A"))
    advertised(warehouse, ads("A", of=range(BASE)))
    assert refused(diagnose, chain="ads") == "funnel_needs_ads"
    assert diagnose().views == []


def test_ads_in_another_currency_are_left_out_and_that_is_said(warehouse, diagnose):
    traffic(warehouse, product("A"))
    advertised(warehouse, ads("A", currency="USD"))
    result = diagnose()
    assert result.views == [] and "USD" in said(result, "ads_other_currency")
    assert refused(diagnose, chain="ads") == "funnel_needs_ads"


def test_ads_in_another_currency_are_converted_where_there_are_rates(warehouse, diagnose):
    us = {"marketplace": "amazon_us", "currency": "USD"}
    traffic(warehouse, product("A"), product("A", **us))
    advertised(warehouse, ads("A", marketplace="amazon_us", currency="EUR"))
    seed(warehouse, "fx_rate", *[{"day": on(number), "base": "EUR", "quote": "USD", "rate": "1.2"} for number in range(DAYS)])
    result = diagnose(chain="ads")
    per = {(row.marketplace, row.channel): row.base for row in result.segments}
    assert per["amazon_us", "ads"] == pytest.approx(14 * 150 * 1.2)
    assert per["amazon_us", "organic"] == pytest.approx(14 * (600 - 180))
    assert_agrees(warehouse, result, currency="USD")


def test_ads_by_campaign_tell_of_no_product(warehouse, diagnose):
    traffic(warehouse, product("A"))
    campaign = [{**row, "sku": None, "asin": None, "grain": "campaign", "campaign": "c"} for row in ads("A")]
    advertised(warehouse, campaign)
    assert refused(diagnose, chain="ads") == "funnel_needs_ads" and diagnose().views == []


def test_the_same_spend_in_a_campaign_report_does_not_count_again(warehouse, diagnose):
    traffic(warehouse, WHOLE)
    advertised(warehouse, ADS, [{**row, "grain": "campaign", "campaign": row["sku"]} for row in ADS])
    assert amounts(diagnose(chain="ads")) == pytest.approx(expected(WHOLE, ADS), abs=0.011)


def test_several_rows_of_a_product_and_day_are_added(warehouse, diagnose):
    traffic(warehouse, WHOLE)
    advertised(warehouse, [{**row, "campaign": "x"} for row in ADS], [{**row, "campaign": "y"} for row in ads("A", units=2)])
    per = {(row.sku, row.channel): row.base for row in diagnose(chain="ads").segments}
    assert per["A", "ads"] == 14 * (150 + 60) and per["A", "organic"] == 14 * (600 - 210)


def test_store_totals_alone_have_no_chain_of_ads(warehouse, diagnose):
    traffic(warehouse, store(product("A")))
    advertised(warehouse, ads("A"))
    assert refused(diagnose, chain="ads") == "funnel_needs_ads"


def test_weeks_have_no_chain_of_ads(warehouse, diagnose):
    traffic(warehouse, product("A", of=range(0, DAYS, 7), every=7))
    advertised(warehouse, ads("A"))
    assert refused(diagnose, chain="ads") == "funnel_needs_ads"


def test_ads_of_a_product_that_the_traffic_report_lacks_do_not_count(warehouse, diagnose):
    traffic(warehouse, product("A"))
    advertised(warehouse, ads("A"), ads("Z"))
    result = diagnose(chain="ads")
    assert segments(result) == {("amazon_de", "A", "ads"), ("amazon_de", "A", "organic")}
    assert_agrees(warehouse, result)


def test_ads_of_one_marketplace_leave_the_other_organic(warehouse, diagnose):
    there = product("A", marketplace="amazon_fr", units=then(20, 15))
    traffic(warehouse, product("A"), there)
    advertised(warehouse, ads("A"))
    result = diagnose(chain="ads")
    assert ("amazon_fr", "A", "organic") in segments(result) and ("amazon_fr", "A", "ads") not in segments(result)
    change = {(row.marketplace, row.channel): row.change for row in result.segments}
    assert change == {("amazon_de", "ads"): 0, ("amazon_de", "organic"): 0, ("amazon_fr", "organic"): -14 * 150}
    assert_agrees(warehouse, result)
