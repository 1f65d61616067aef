import pytest

from tests.support import load, sql, traffic_report
from tools.core.errors import ImportRefused
from tools.core.result import Period

# A Business Report by child ASIN as Seller Central of the UK writes it: en dashes, thousands, signs.
BUSINESS = (
    "\ufeff(Parent) ASIN,(Child) ASIN,Title,Sessions – Total,Page Views – Total,"
    "Featured Offer (Buy Box) Percentage,Units Ordered,Unit Session Percentage,Ordered Product Sales,"
    "Total Order Items\n"
    'B0PARENT00,B000000017,"Dose, gross","1,234","2,345",98.50%,"1,052",85.25%,"$12,345.67",990\n'
    "B0PARENT00,B000000018,Box,87,120,12.34%,7,8.05%,$139.93,7\n"
)
PLAIN = BUSINESS.replace('"1,234","2,345"', "234,345").replace('"1,052"', "52")
MARCH = Period(start="2026-03-01", end="2026-03-31")


def test_business_report(warehouse):
    result = load(warehouse, BUSINESS, marketplace="amazon_us", period=MARCH)
    assert (result.report, result.rejections, result.rows_added) == (
        "amazon.business_report.child_asin.us_compact_21",
        [],
        2,
    )
    columns = "asin, sessions, page_views, buy_box_percentage::varchar, units_ordered, ordered_product_sales::varchar, currency"
    assert sql(warehouse, f"select {columns} from traffic_day order by asin") == [
        ("B000000017", 1234, 2345, "0.985000", 1052, "12345.670000", "USD"),
        ("B000000018", 87, 120, "0.123400", 7, "139.930000", "USD"),
    ]
    assert sql(
        warehouse,
        "select distinct grain, period_from::varchar, period_to::varchar, title is not null from traffic_day",
    ) == [("asin", "2026-03-01", "2026-03-31", True)]


def test_business_report_with_german_numbers(warehouse):
    text = (
        "(Child) ASIN;Sessions;Page Views;Units Ordered;Ordered Product Sales;Buy Box Percentage\n"
        "B000000017;1.234;2.345;52;1.559,48 €;98,50 %\n"
    )
    load(warehouse, text, marketplace="amazon_de", period=MARCH)
    columns = "sessions, page_views, ordered_product_sales::varchar, buy_box_percentage::varchar"
    assert sql(warehouse, f"select {columns} from traffic_day") == [(1234, 2345, "1559.480000", "0.985000")]


@pytest.mark.parametrize("name", ["BusinessReport_2026-03-01_2026-03-31.csv", "2026-03-01 to 2026-03-31.csv"])
def test_period_from_the_name(warehouse, name):
    result = load(warehouse, PLAIN, file=name, marketplace="amazon_us")
    assert result.period == MARCH


def test_the_period_said_beats_the_name(warehouse):
    result = load(warehouse, PLAIN, file="2026-01-01_2026-01-31.csv", marketplace="amazon_us", period=MARCH)
    assert result.period == MARCH


def test_no_period_at_all(warehouse):
    with pytest.raises(ImportRefused) as refusal:
        load(warehouse, BUSINESS, marketplace="amazon_us")
    assert refusal.value.key == "period_needed" and "--period" in refusal.value.hint["en"]


def test_sales_and_traffic_report(warehouse):
    report = traffic_report("2026-03-02", days=[("2026-03-02", 120, 9, 269.91)], asins=[("B000000017", "A17", 70, 6, 179.94)])
    result = load(warehouse, report, file="traffic.json")
    assert (result.report, result.rows_added) == ("amazon.spapi.GET_SALES_AND_TRAFFIC_REPORT", 2)
    columns = "grain, marketplace, asin, sku, sessions, page_views, units_ordered, ordered_product_sales::varchar, currency"
    assert sql(warehouse, f"select {columns} from traffic_day order by grain desc") == [
        ("store", "amazon_de", None, None, 120, 240, 9, "269.910000", "EUR"),
        ("asin", "amazon_de", "B000000017", "A17", 70, 140, 6, "179.940000", "EUR"),
    ]


def test_array_of_reports(warehouse):
    reports = [traffic_report(f"2026-03-0{n}", days=[(f"2026-03-0{n}", n)]) for n in (1, 2, 3)]
    assert load(warehouse, reports).rows_added == 3
    assert sql(warehouse, "select sum(sessions) from traffic_day") == [(6,)]


def test_a_report_that_comes_twice_in_an_array_counts_once(warehouse):
    report = traffic_report("2026-03-02", days=[("2026-03-02", 120)], asins=[("B000000017", "A17", 70)])
    load(warehouse, [report, report])
    assert sql(warehouse, "select grain, sum(sessions) from traffic_day group by 1 order by 1") == [
        ("asin", 70),
        ("store", 120),
    ]


@pytest.mark.parametrize(
    ("granularity", "first", "report_to", "end"),
    [
        ("DAY", "2026-03-02", "2026-03-31", "2026-03-02"),
        ("WEEK", "2026-03-01", "2026-03-31", "2026-03-07"),
        ("WEEK", "2026-03-29", "2026-03-31", "2026-03-31"),  # the report ends before the week
        ("MONTH", "2026-02-01", "2026-03-31", "2026-02-28"),
        ("MONTH", "2025-12-01", "2026-03-31", "2025-12-31"),
    ],
)
def test_the_last_day_of_an_entry(warehouse, granularity, first, report_to, end):
    load(warehouse, traffic_report(first, report_to, days=[(first, 5)], granularity=granularity))
    assert sql(warehouse, "select period_to::varchar from traffic_day") == [(end,)]


@pytest.mark.parametrize(
    ("path", "value"),
    [("sessions", {"total": 5}), ("sessions", "many"), ("buyBoxPercentage", 33.33333)],
)
def test_values_of_another_shape_are_rejected_not_a_crash(warehouse, path, value):
    report = traffic_report("2026-03-02", days=[("2026-03-02", 5)])
    report["salesAndTrafficByDate"][0]["trafficByDate"][path] = value
    result = load(warehouse, report)
    # A third of all page views may be rounded or rejected; the others can only be rejected.
    assert result.rows_rejected == 1 or (path == "buyBoxPercentage" and result.rows_added == 1)


def test_a_marketplace_that_is_not_known(warehouse):
    result = load(warehouse, traffic_report("2026-03-02", days=[("2026-03-02", 5)], marketplace="A000"))
    assert [(r.line, r.value) for r in result.rejections] == [(1, "A000")]


def test_a_period_written_backwards_is_no_period(warehouse):
    with pytest.raises(ImportRefused) as refusal:
        load(warehouse, PLAIN, file="2026-03-31_2026-03-01.csv", marketplace="amazon_us")
    assert refusal.value.key == "period_needed"


@pytest.mark.parametrize(
    ("said", "sku", "granularity"),
    [("SKU", "A17", "sku"), ("CHILD", None, "child_asin"), ("PARENT", None, "parent_asin"), ("SKU", None, "child_asin"),
     (None, "A17", "sku"), (None, None, "child_asin")],
)  # fmt: skip
def test_what_a_row_is_about(warehouse, said, sku, granularity):
    report = traffic_report("2026-03-02", days=[("2026-03-02", 120)], asins=[("B000000017", sku, 70)])
    report["reportSpecification"]["reportOptions"]["asinGranularity"] = said
    load(warehouse, report)
    stored = [("asin", granularity), ("store", "store")]
    assert sql(warehouse, "select grain, granularity from traffic_day order by 1") == stored
    assert sql(warehouse, "select grain, granularity from report_period order by 1") == stored


@pytest.mark.parametrize(("sku", "granularity"), [("A17", "sku"), ("", "child_asin"), (None, "child_asin")])
def test_what_a_row_of_a_business_report_is_about(warehouse, sku, granularity):
    text = "(Child) ASIN,Sessions,Page Views,Units Ordered,Ordered Product Sales\nB000000017,5,9,1,$1.50\n"
    if sku is not None:
        text = text.replace("\n", ",SKU\n", 1).replace("$1.50", f"$1.50,{sku}")
    load(warehouse, text, marketplace="amazon_us", period=MARCH)
    assert sql(warehouse, "select granularity from traffic_day") == [(granularity,)]


def test_one_day_by_sku_and_by_child_is_kept_apart(warehouse):
    for said, sku in (("SKU", "A17"), ("CHILD", None)):
        report = traffic_report("2026-03-02", asins=[("B000000017", sku, 70)])
        report["reportSpecification"]["reportOptions"]["asinGranularity"] = said
        load(warehouse, report)
    assert sql(warehouse, "select granularity, sessions from traffic_day order by 1") == [
        ("child_asin", 70),
        ("sku", 70),
    ]


def test_rows_by_parent_are_told_apart_by_the_parent(warehouse):
    report = traffic_report("2026-03-02", asins=[(None, None, 70), (None, None, 80)])
    report["reportSpecification"]["reportOptions"]["asinGranularity"] = "PARENT"
    report["salesAndTrafficByAsin"][1]["parentAsin"] = "B0PARENT01"
    assert load(warehouse, report).rows_added == 2


def test_a_child_that_moved_to_another_parent_is_the_same_row(warehouse):
    report = traffic_report("2026-03-02", asins=[("B000000017", "A17", 70)])
    load(warehouse, report)
    report["salesAndTrafficByAsin"][0]["parentAsin"] = "B0PARENT01"
    assert load(warehouse, report).rows_superseded == 1


def test_a_report_that_comes_twice_with_other_figures_is_rejected(warehouse):
    reports = [traffic_report("2026-03-02", days=[("2026-03-02", sessions)]) for sessions in (120, 130)]
    [rejection] = load(warehouse, reports).rejections
    assert rejection.line == 2 and "twice with different values" in rejection.reason


def test_a_third_of_all_page_views_is_rounded(warehouse):
    report = traffic_report("2026-03-02", days=[("2026-03-02", 5)])
    report["salesAndTrafficByDate"][0]["trafficByDate"]["buyBoxPercentage"] = 33.333333333333336
    load(warehouse, report)
    assert sql(warehouse, "select buy_box_percentage::varchar from traffic_day") == [("0.333333",)]


@pytest.mark.parametrize(("value", "reason"), [(10**7, "larger"), ([1, 2], "where one value belongs"), (True, "not a number")])
def test_percentages_that_cannot_be(warehouse, value, reason):
    report = traffic_report("2026-03-02", days=[("2026-03-02", 5)])
    report["salesAndTrafficByDate"][0]["trafficByDate"]["buyBoxPercentage"] = value
    assert reason in load(warehouse, report).rejections[0].reason


@pytest.mark.parametrize("records", [["B000000017"], [None], {"childAsin": "B000000017"}, "B000000017"])
def test_a_record_that_is_no_record_is_rejected(warehouse, records):
    report = traffic_report("2026-03-02", days=[("2026-03-02", 5)])
    report["salesAndTrafficByAsin"] = records
    result = load(warehouse, report)
    assert (result.rows_read, result.rows_added) == (2, 0)
    assert [(r.line, r.column) for r in result.rejections] == [(2, "salesAndTrafficByAsin")]


def test_two_marketplaces_in_one_report_are_not_one_value(warehouse):
    report = traffic_report("2026-03-02", days=[("2026-03-02", 5)])
    report["reportSpecification"]["marketplaceIds"] = ["A1PA6795UKMFR9", "A1RKKUPIHCS9HS"]
    assert "one value" in load(warehouse, report).rejections[0].reason


def test_a_report_that_ends_before_it_begins(warehouse):
    report = traffic_report("2026-03-31", "2026-03-01", asins=[("B000000017", "A17", 70)])
    assert "before the first day" in load(warehouse, report).rejections[0].reason


@pytest.mark.parametrize(
    ("marketplace", "sessions", "expected"),
    [
        # nothing in the file proves the sign; a count has no decimals, so it groups
        ("amazon_us", "1,234", 1234),
        ("amazon_de", "1.234", 1234),
        ("amazon_us", "1.234", 1234),
        ("amazon_us", "1,000", 1000),
        ("amazon_de", "1.000", 1000),
        ("amazon_us", "1.000", None),  # one with three decimals, or a thousand as Germans write it: asked
        ("amazon_de", "1,000", None),
    ],
)
def test_sessions_that_nothing_else_explains(warehouse, marketplace, sessions, expected):
    text = f"(Child) ASIN;Sessions;Page Views;Units Ordered;Ordered Product Sales\nB0;{sessions};9;1;5\n"
    result = load(warehouse, text, marketplace=marketplace, period=MARCH)
    stored = [sessions for (sessions,) in sql(warehouse, "select sessions from traffic_day")]
    assert stored == ([] if expected is None else [expected])
    assert [r.column for r in result.rejections] == (["Sessions"] if expected is None else [])
