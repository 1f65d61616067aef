"""Traffic reports made from plain rows; what the warehouse then holds is what the rows hold."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support import codes, load, sql
from tests.tools.warehouse.reports import amazon_business_headers as headers
from tests.tools.warehouse.reports.amazon_files import DE, EN, JA, ZH, grouped, money, percent, summed, table, traffic_rows
from tests.tools.warehouse.reports.amazon_workbook import workbook
from tools.core.errors import ImportRefused
from tools.warehouse.importing.definition import report_definitions

EXAMPLES = Path(__file__).parent / "spapi_examples"
NAME = "BusinessReport_2026-06-01_2026-06-30.csv"
JUNE = (date(2026, 6, 1), date(2026, 6, 30))
FIELDS = ("sessions", "page_views", "units", "items", "sales")
COLUMNS = "sessions, page_views, units_ordered, order_items, ordered_product_sales"
TOTALS = "count(*), " + ", ".join(f"sum({name})" for name in COLUMNS.split(", "))
POUNDS = {**EN, "money": "£{}"}
FORMS = {
    "us_compact_21": (headers.COMPACT, "amazon_us", EN, "child_asin", "USD"),
    "us_with_sku_22": (headers.WITH_SKU, "amazon_us", EN, "sku", "USD"),
    "us_full_device_split": (headers.DEVICE_SPLIT, "amazon_us", EN, "child_asin", "USD"),
    "legacy_pre2022": (headers.LEGACY, "amazon_us", EN, "child_asin", "USD"),
    "uk_en_dash_variant": (headers.UK, "amazon_uk", POUNDS, "sku", "GBP"),
}
TRANSLATED = {
    "de": (headers.GERMAN, "amazon_de", DE, "us_compact_21"),
    "zh": (headers.CHINESE, "amazon_us", ZH, "us_with_sku_22"),
    "ja": (headers.JAPANESE, "amazon_jp", JA, "us_compact_21"),
}


def cells(header, row, style):
    """The cells of a row by column; columns that are no field of the row hold figures that must not be taken."""
    written = {
        **{field: row[field] for field in ("parent", "asin", "title", "sku") if field in row},
        **{field: grouped(row[field], style) for field in ("sessions", "page_views", "units", "items")},
        "sales": money(row["sales"], style),
        "buy_box": percent(row["buy_box"], style),
    }
    field_of = {name: field for field, names in headers.MEANING.items() for name in names}
    found = {}
    for name in header:
        field = field_of.get(name.lower().replace("–", "-"))
        found[name] = written.get(field, "") if field else percent(33, style) if "ercentage" in name else grouped(7_654, style)
    return found


def file_of(header, rows, style, **options):
    return table(header, [cells(header, row, style) for row in rows], **options)


def totals(warehouse, where="true"):
    return sql(warehouse, f"select {TOTALS} from traffic_day where {where}")[0]


@pytest.mark.parametrize("form", FORMS)
def test_a_business_report_by_child_asin_is_what_its_rows_are(warehouse, form):
    header, marketplace, style, granularity, currency = FORMS[form]
    rows = traffic_rows(form)
    result = load(warehouse, file_of(header, rows, style), file=NAME, marketplace=marketplace)
    assert (result.report, result.rejections, result.rows_added) == (headers.BASE + form, [], len(rows))
    has_items = "Total Order Items" in header
    expected = summed(rows, *FIELDS)
    assert totals(warehouse) == (expected if has_items else (*expected[:4], None, expected[5]))
    constant = sql(
        warehouse, "select distinct marketplace, grain, granularity, currency, period_from, period_to from traffic_day"
    )
    assert constant == [(marketplace, "asin", granularity, currency, *JUNE)]


@pytest.mark.parametrize("form", FORMS)
def test_each_row_keeps_its_names_and_its_buy_box_share(warehouse, form):
    header, marketplace, style, *_ = FORMS[form]
    rows = traffic_rows(form + "rows")
    load(warehouse, file_of(header, rows, style), file=NAME, marketplace=marketplace)
    found = sql(warehouse, "select asin, parent_asin, title, sku, sessions, buy_box_percentage from traffic_day order by asin")
    sku = "SKU" in header
    assert found == [
        (r["asin"], r["parent"], r["title"], r["sku"] if sku else None, r["sessions"], r["buy_box"] / 100) for r in rows
    ]


@pytest.mark.parametrize("language", TRANSLATED)
def test_translated_headers_are_known(warehouse, language):
    header, marketplace, style, form = TRANSLATED[language]
    rows = traffic_rows(language, cents=language != "ja")
    result = load(warehouse, file_of(header, rows, style), file=NAME, marketplace=marketplace)
    assert (result.report, result.rejections) == (headers.BASE + form, [])
    assert totals(warehouse) == summed(rows, *FIELDS)


def test_tabs_and_a_missing_mark_change_nothing(warehouse):
    rows = traffic_rows("tabs")
    load(warehouse, file_of(headers.COMPACT, rows, EN, delimiter="\t", bom=False), file=NAME, marketplace="amazon_us")
    assert totals(warehouse) == summed(rows, *FIELDS)


def test_a_workbook_of_the_same_texts_changes_nothing(warehouse):
    rows = traffic_rows("workbook")
    texts = [[cells(headers.DEVICE_SPLIT, row, EN)[name] for name in headers.DEVICE_SPLIT] for row in rows]
    content = workbook({"BusinessReport": [headers.DEVICE_SPLIT, *texts]})
    result = load(warehouse, content, file=NAME.replace("csv", "xlsx"), marketplace="amazon_us")
    assert (result.report, result.rejections) == (headers.BASE + "us_full_device_split", [])
    assert totals(warehouse) == summed(rows, *FIELDS)


def test_without_days_in_the_name_the_period_is_asked_for(warehouse):
    content = file_of(headers.COMPACT, traffic_rows("days"), EN)
    with pytest.raises(ImportRefused) as refusal:
        load(warehouse, content, file="BusinessReport-7-1-26.csv", marketplace="amazon_us")
    assert refusal.value.key == "period_needed"
    period = {"start": "2026-06-01", "end": "2026-06-30"}
    load(warehouse, content, file="BusinessReport-7-1-26.csv", marketplace="amazon_us", period=period)
    assert sql(warehouse, "select distinct period_from, period_to from traffic_day") == [JUNE]


def test_a_row_of_totals_is_left_out_and_told(warehouse):
    rows = traffic_rows("total")
    total = {**{field: sum(row[field] for row in rows) for field in FIELDS}, "buy_box": Decimal(90)}
    result = load(warehouse, file_of(headers.WITH_SKU, [*rows, total], EN), file=NAME, marketplace="amazon_us")
    assert totals(warehouse) == summed(rows, *FIELDS)
    assert result.rows_read == len(rows) + 1 and "rows_skipped" in codes(result)


def by_date(days, style=EN, header=headers.BY_DATE, pattern="{0.month}/{0.day}/{0:%y}"):
    rows = [{**row, "day": day} for row, day in zip(traffic_rows("dates", len(days)), days, strict=True)]
    content = [{**cells(header, row, style), header[0]: pattern.format(row["day"])} for row in rows]
    return rows, table(header, content)


def test_the_report_by_date_has_a_row_of_the_store_for_each_day(warehouse):
    days = [JUNE[0] + timedelta(days=at) for at in range(30)]
    rows, content = by_date(days)
    result = load(warehouse, content, file="BusinessReport-7-1-26.csv", marketplace="amazon_us")
    assert (result.report, result.rejections) == ("amazon.business_report.by_date", [])
    assert totals(warehouse) == summed(rows, *FIELDS)
    found = sql(warehouse, "select period_from, period_to, grain, granularity, sessions from traffic_day order by all")
    assert found == [(row["day"], row["day"], "store", "store", row["sessions"]) for row in rows]


def test_the_japanese_report_by_date_is_known(warehouse):
    days = [JUNE[0] + timedelta(days=at) for at in range(30)]
    header = ["日付", *headers.JAPANESE[3:]]
    rows, content = by_date(days, {**JA, "money": "JP¥{}"}, header, "{0:%Y/%m/%d}")
    result = load(warehouse, content, marketplace="amazon_jp")
    assert (result.report, result.rejections) == ("amazon.business_report.by_date", [])
    assert totals(warehouse) == summed(rows, *FIELDS)


@pytest.fixture
def official(warehouse):
    """Amazon's own example, imported: three reports, by day and SKU, by week and child, by month and parent."""
    path = EXAMPLES / "sellerSalesAndTrafficReport.example.json"
    result = load(warehouse, path)
    assert (result.report, result.rejections) == ("amazon.spapi.GET_SALES_AND_TRAFFIC_REPORT", [])
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def figures(entry, sales, traffic):
    return {
        "sessions": entry[traffic]["sessions"],
        "page_views": entry[traffic]["pageViews"],
        "units": entry[sales]["unitsOrdered"],
        "items": entry[sales]["totalOrderItems"],
        "sales": entry[sales]["orderedProductSales"]["amount"],
    }


def test_the_official_example_adds_up(warehouse, official):
    days = [figures(entry, "salesByDate", "trafficByDate") for report in official for entry in report["salesAndTrafficByDate"]]
    assert totals(warehouse, "grain = 'store'") == summed(days, *FIELDS)
    for report, granularity in zip(official, ("sku", "child_asin", "parent_asin"), strict=True):
        rows = [figures(entry, "salesByAsin", "trafficByAsin") for entry in report["salesAndTrafficByAsin"]]
        assert totals(warehouse, f"granularity = '{granularity}'") == summed(rows, *FIELDS)


def test_the_official_example_is_of_days_weeks_and_a_month(warehouse, official):
    assert len(official) == 3
    stores = sql(warehouse, "select period_from, period_to from traffic_day where grain = 'store' order by line_number")
    june = [date(2021, 6, at) for at in range(1, 31)]
    days = [(june[at - 1],) * 2 for at in (11, 12, 13, 14)]
    # Weeks begin on Sundays, 6 and 13 June; the second and the month end with the report, on 14 June.
    # A week or month that began before the report is known from the report's first day on.
    assert stores == [*days, (june[10], june[11]), (june[12], june[13]), (june[10], june[13])]
    columns = "marketplace, currency, period_from, period_to"
    periods = sql(warehouse, f"select distinct {columns} from traffic_day where grain = 'asin'")
    assert periods == [("amazon_us", "USD", june[10], june[13])]
    # One unit came back on 11 June; the day, its week and its month tell it.
    assert sql(warehouse, "select sum(units_refunded) from traffic_day") == [(3,)]


@pytest.mark.parametrize("form", [*FORMS, "by_date"])
def test_a_business_report_is_not_taken_for_another(form):
    header = headers.BY_DATE if form == "by_date" else FORMS[form][0]
    own = "amazon.business_report.by_date" if form == "by_date" else headers.BASE + form
    tables = [d for d in report_definitions().values() if d.format == "table" and d.signature and not d.missing(header)]
    rivals = [d.id for d in tables if d.id != own and len(d.signature) >= len(report_definitions()[own].signature)]
    assert own in {d.id for d in tables} and not rivals
