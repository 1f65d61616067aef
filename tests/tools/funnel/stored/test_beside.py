"""Sources, definitions and events that stand beside a diagnosis; tiny report files."""

import pytest

from tests.support import load, traffic_report
from tests.tools.funnel.asking import refused
from tests.tools.funnel.stored.other_reports import ads, advertised, searched, weeks
from tests.tools.funnel.stored.shops import (
    BASE,
    DAYS,
    assert_agrees,
    assert_split,
    on,
    ordered,
    orders,
    product,
    then,
    traffic,
)
from tests.tools.warehouse.reports import amazon_business_headers as headers
from tests.tools.warehouse.reports.amazon_files import EN
from tests.tools.warehouse.reports.test_amazon_traffic import file_of
from tools.core.result import Period

A = product("A", units=then(20, 12))
FEBRUARY = Period(start="2026-02-01", end="2026-02-28")


def reports(result):
    return {(source.report, source.table) for source in result.sources}


def definitions(result):
    return [(entry.source, entry.refunds) for entry in result.definitions]


def test_nothing_imported_is_refused(warehouse, diagnose):
    assert refused(diagnose) == "no_data_at_all"


def test_sources_are_the_reports_of_the_chain_and_of_its_views(warehouse, diagnose):
    traffic(warehouse, A)
    advertised(warehouse, ads("A"))
    searched(warehouse, weeks("A"))
    own = {("test.traffic_day", "traffic_day")}
    paid, found = {("test.ad_day", "ad_day")}, {("test.search_performance", "search_performance")}
    assert reports(diagnose()) == own | paid | found
    assert reports(diagnose(chain="ads")) == own | paid
    assert reports(diagnose(chain="search")) == found
    assert reports(diagnose(chain="traffic")) == own


def test_definitions_are_of_the_report_that_the_sales_are_from(warehouse, diagnose):
    traffic(warehouse, A)
    searched(warehouse, weeks("A"))
    ordered(warehouse, orders("A"))
    assert definitions(diagnose()) == [("traffic_day", "gross")]
    assert definitions(diagnose(chain="search")) == [("search_performance", "gross")]
    assert definitions(diagnose(chain="sales")) == [("order_line", "gross")]
    ordered(warehouse, orders("W", marketplace="walmart_us", currency="EUR"))
    assert definitions(diagnose()) == [("traffic_day", "gross"), ("order_line", "gross")]


EVENTS = """kind,from,to,marketplace,sku,note
listing edit,2026-03-29,,amazon_de,A,ours
listing edit,2026-03-29,,amazon_us,A,other place
listing edit,2026-03-29,,amazon_de,B,other product
other,2026-03-29,,,,everywhere
other,2026-03-10,,amazon_de,A,long before
"""


def notes(result):
    return {event.note for found in result.breaks for event in found.events}


def test_events_of_the_break_are_of_the_places_and_products_in_question(warehouse, diagnose):
    traffic(warehouse, A)
    load(warehouse, EVENTS, file="events.csv")
    assert notes(diagnose(skus=["A"])) == {"ours", "everywhere"}
    assert notes(diagnose(marketplaces=["amazon_de"], skus=["A"])) == {"ours", "everywhere"}


def test_events_without_a_product_asked_for(warehouse, diagnose):
    traffic(warehouse, A, product("B"))
    load(warehouse, EVENTS, file="events.csv")
    assert "other place" not in notes(diagnose()) and {"ours", "everywhere"} <= notes(diagnose())


def test_events_of_another_shop_are_not_of_this_one(warehouse, diagnose):
    traffic(warehouse, [{**row, "shop_id": shop} for row in A for shop in ("alpha", "beta")])
    load(warehouse, EVENTS, file="events.csv", shop="alpha")
    assert "ours" in notes(diagnose(filters={"shop": ["alpha"]}))
    assert "ours" not in notes(diagnose(filters={"shop": ["beta"]}))


@pytest.mark.parametrize("name", ["A", "A2"])
def test_a_renamed_product_has_the_events_of_both_names(warehouse, diagnose, name):
    traffic(warehouse, [{**row, "sku": "A2"} if row["days"][0] >= on(BASE) else row for row in A])
    load(warehouse, EVENTS.replace(",A,ours", ",A2,ours"), file="events.csv")
    assert notes(diagnose(skus=[name])) == {"ours", "everywhere"}


@pytest.mark.parametrize("question", [{}, {"skus": ["A"]}, {"skus": ["A2"]}])
def test_a_renamed_products_ads_did_not_stop(warehouse, diagnose, question):
    traffic(
        warehouse,
        [
            {**row, "sku": "A2"} if row["days"][0] >= on(BASE) else row
            for row in product("A", sessions=then(200, 120), units=then(20, 12))
        ],
    )
    advertised(warehouse, ads("A", of=range(BASE)), ads("A2", of=range(BASE, DAYS), asin="B-A"))
    told = {check.cause: check for check in diagnose(**question).causes}
    found = told["ads_cut"].finding if "ads_cut" in told else None
    assert "cvr" not in told and "100" not in (found["en"] if found else "")


# The files of a shop that changed from a monthly export to daily reports.


def february(*rows):
    names = ("parent", "asin", "title", "sku", "sessions", "page_views", "units", "items", "sales", "buy_box")
    cells = [dict(zip(names, row, strict=True)) for row in rows]
    return file_of(headers.WITH_SKU, cells, EN)


MONTH = [
    ("B0PARENT00", "B000000017", "Dose", "A17", 2800, 5600, 280, 280, 8400.00, 90),
    ("B0PARENT00", "B000000018", "Box", "B18", 1400, 2800, 140, 140, 7000.00, 90),
]


def day_report(number):
    """One day of both products; the first sells less than in February."""
    day = str(on(number))
    asins = [("B000000017", "A17", 100, 6, 180.0), ("B000000018", "B18", 50, 5, 250.0)]
    return traffic_report(day, days=[(day, 150, 11, 430.0)], asins=asins)


def as_rows():
    """The rows that the files hold."""
    return [
        *product("A17", of=[-28], every=28, sessions=100, units=10),
        *product("B18", of=[-28], every=28, sessions=50, units=5, price=50),
        *product("A17", of=range(28), sessions=100, units=6),
        *product("B18", of=range(28), sessions=50, units=5, price=50),
    ]


def test_a_month_as_csv_and_days_as_json(warehouse, diagnose):
    text = february(*MONTH)
    load(warehouse, text.replace(b"$", "€".encode()), marketplace="amazon_de", period=FEBRUARY)
    load(warehouse, [day_report(number) for number in range(28)], file="days.json")
    result = diagnose(base="2026-02", current={"from": "2026-03-01", "to": "2026-03-28"})
    assert_split(result, as_rows())
    assert (result.base_total, result.current_total) == (15400, 28 * 430)
    assert_agrees(warehouse, result)
    assert {source.table for source in result.sources} == {"traffic_day"} and len(result.sources) == 2
    assert min(source.data_from for source in result.sources) == FEBRUARY.start
    assert max(source.data_to for source in result.sources) == on(27)
