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
        "amazon.business_report.child_asin",
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
