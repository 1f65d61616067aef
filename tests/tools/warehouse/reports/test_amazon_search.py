"""Brand Analytics reports: official examples, and reports made from plain rows."""

import json
import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support import load, sql
from tools.core.errors import ImportRefused

EXAMPLES = Path(__file__).parent / "spapi_examples"
BRAND = "amazon.spapi.GET_BRAND_ANALYTICS_SEARCH_"
CATALOG, QUERY = BRAND + "CATALOG_PERFORMANCE_REPORT", BRAND + "QUERY_PERFORMANCE_REPORT"
WEEKS = [("2026-06-07", "2026-06-13"), ("2026-06-14", "2026-06-20")]
OWN = "impressions, clicks, cart_adds, purchases"
TOTAL = "total_impressions, total_clicks, total_cart_adds, total_purchases"


def sums(*columns):
    return ", ".join(f"sum({name})" for names in columns for name in names.split(", "))


def report(kind, entries, week):
    return {
        "reportSpecification": {
            "reportType": kind.removeprefix("amazon.spapi."), "reportOptions": {"reportPeriod": "WEEK"},
            "dataStartTime": week[0], "dataEndTime": week[1], "marketplaceIds": ["A1PA6795UKMFR9"],
        },
        "dataByAsin": entries,
    }  # fmt: skip


def catalog_entry(row, week):
    price = {"amount": 19.99, "currencyCode": "EUR"}
    parts = {"sameDayShippingImpressionCount": 77_777, "oneDayShippingImpressionCount": 77_777}
    return {
        "startDate": week[0], "endDate": week[1], "asin": row["asin"],
        "impressionData": {"impressionCount": row["impressions"], "impressionMedianPrice": price, **parts},
        "clickData": {"clickCount": row["clicks"], "clickRate": 0.1, "clickedMedianPrice": price},
        "cartAddData": {"cartAddCount": row["cart_adds"], "cartAddedMedianPrice": price},
        "purchaseData": {
            "purchaseCount": row["purchases"], "conversionRate": 0.05, "purchaseMedianPrice": price,
            "searchTrafficSales": {"amount": float(row["sales"]), "currencyCode": "EUR"},
        },
    }  # fmt: skip


def query_entry(row, week):
    return {
        "startDate": week[0], "endDate": week[1], "asin": row["asin"],
        "searchQueryData": {"searchQuery": row["query"], "searchQueryScore": 3, "searchQueryVolume": row["volume"]},
        "impressionData": {"totalQueryImpressionCount": row["total_impressions"], "asinImpressionCount": row["impressions"]},
        "clickData": {"totalClickCount": row["total_clicks"], "asinClickCount": row["clicks"], "asinClickShare": 0.05},
        "cartAddData": {"totalCartAddCount": row["total_cart_adds"], "asinCartAddCount": row["cart_adds"]},
        "purchaseData": {"totalPurchaseCount": row["total_purchases"], "asinPurchaseCount": row["purchases"]},
    }  # fmt: skip


def plain_rows(seed, count=25):
    chance = random.Random(seed)
    rows = []
    for at in range(count):
        row = {"asin": f"B0SEARCH{at // 5:02}", "query": f"flasche {at % 5}", "volume": chance.randint(1, 90_000)}
        row["sales"] = Decimal(chance.randint(0, 900_000)) / 100
        for name in OWN.split(", "):
            row[name] = chance.randint(0, 50_000)
            row[f"total_{name}"] = row[name] + chance.randint(0, 500_000)
        rows.append(row)
    return rows


def test_a_catalog_report_is_what_its_rows_are(warehouse):
    rows = [{**row, "asin": f"B0CATALOG{at}"} for at, row in enumerate(plain_rows("catalog"))]
    reports = [report(CATALOG, [catalog_entry(row, week) for row in rows], week) for week in WEEKS]
    result = load(warehouse, reports)
    assert (result.report, result.rejections, result.rows_added) == (CATALOG, [], 2 * len(rows))
    for first, last in WEEKS:
        [found] = sql(
            warehouse,
            f"select {sums(OWN)}, sum(sales) from search_performance where period_from = ? and period_to = ?",
            first,
            last,
        )
        assert found == tuple(sum(row[name] for row in rows) for name in (*OWN.split(", "), "sales"))
    assert sql(warehouse, "select distinct marketplace, grain, currency, search_query from search_performance") == [
        ("amazon_de", "asin", "EUR", None)
    ]


def test_a_query_report_keeps_own_and_total_counts_apart(warehouse):
    rows = plain_rows("query")
    result = load(warehouse, report(QUERY, [query_entry(row, WEEKS[0]) for row in rows], WEEKS[0]))
    assert (result.report, result.rejections, result.rows_added) == (QUERY, [], len(rows))
    columns = [*OWN.split(", "), *TOTAL.split(", ")]
    assert sql(warehouse, f"select {sums(OWN, TOTAL)} from search_performance") == [
        tuple(sum(row[name] for row in rows) for name in columns)
    ]
    found = sql(warehouse, "select asin, search_query, search_query_volume, grain from search_performance order by line_number")
    assert found == [(row["asin"], row["query"], row["volume"], "query") for row in rows]


@pytest.mark.parametrize(("name", "kind"), [("Catalog", CATALOG), ("Query", QUERY)])
def test_the_official_examples_add_up(warehouse, name, kind):
    path = EXAMPLES / f"sellingPartnerSearch{name}PerformanceReport.example.json"
    result = load(warehouse, path)
    assert (result.report, result.rejections) == (kind, [])
    [example] = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    own = "asin" if kind == QUERY else ""
    keys = [("impressionData", "Impression"), ("clickData", "Click"), ("cartAddData", "CartAdd"), ("purchaseData", "Purchase")]
    expected = []
    for part, word in keys:
        key = f"{own}{word}Count" if own else word[0].lower() + word[1:] + "Count"
        expected.append(sum(entry[part][key] for entry in example["dataByAsin"]))
    assert sql(warehouse, f"select count(*), {sums(OWN)} from search_performance") == [(len(example["dataByAsin"]), *expected)]
    week = (date(2025, 1, 5), date(2025, 1, 11))
    assert sql(warehouse, "select distinct marketplace, period_from, period_to from search_performance") == [("amazon_us", *week)]


def test_sales_of_the_official_catalog_example(warehouse):
    load(warehouse, EXAMPLES / "sellingPartnerSearchCatalogPerformanceReport.example.json")
    # Two ASINs of 999.5 each.
    assert sql(warehouse, "select sum(sales), min(currency), max(total_clicks) from search_performance") == [(1999, "USD", None)]


def test_totals_of_the_official_query_example(warehouse):
    load(warehouse, EXAMPLES / "sellingPartnerSearchQueryPerformanceReport.example.json")
    # Two ASINs of one query: 10,000 impressions, 1,000 clicks, 200 cart adds, 100 purchases each.
    assert sql(warehouse, f"select {sums(TOTAL)} from search_performance") == [(20_000, 2_000, 400, 200)]


def test_a_report_named_wrongly_is_refused(warehouse):
    with pytest.raises(ImportRefused) as refusal:
        load(warehouse, report(QUERY, [], WEEKS[0]), report=CATALOG)
    assert refusal.value.key == "report_differs"
