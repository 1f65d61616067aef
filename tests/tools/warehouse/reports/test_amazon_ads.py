"""Advertising reports made from plain rows; what the warehouse then holds is what the rows hold."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.support import codes, load, sql
from tests.tools.warehouse.reports import amazon_ad_headers as headers
from tests.tools.warehouse.reports.amazon_files import DE, EN, JA, ZH, ad_rows, array, grouped, money, percent, summed, table
from tests.tools.warehouse.reports.amazon_workbook import workbook
from tools.core.errors import ImportRefused
from tools.warehouse.importing.definition import report_definitions
from tools.warehouse.importing.recognition import best_fit

TERM, UNIFIED = headers.CONSOLE + "sp_search_term.legacy", headers.CONSOLE + "search_term.2026_unified"
SP, SD = headers.CONSOLE + "sp_advertised_product", headers.CONSOLE + "sd_advertised_product"
BULKSHEET = "amazon.ads.bulksheet.search_term"
FIGURES = ("impressions", "clicks", "cost", "sales", "orders", "units")
TOTALS = "count(*), " + ", ".join(f"sum({name})" for name in FIGURES)
WEEK = (date(2026, 8, 18), date(2026, 8, 24))
DAYS = [(WEEK[0] + timedelta(days=at),) * 2 for at in range(7)]
EURO, PLAIN = {**DE, "money": "€{}"}, {**EN, "money": "{}"}
FIELD_OF = {name: field for field, names in headers.MEANING.items() for name in names}


def cells(header, row, style, *, day="{0:%b %d, %Y}", currency="USD", country="United States", product="Sponsored Products"):
    """The cells of a row by column; columns that are no field of the row hold figures that must not be taken."""
    keyword = row["match_type"] != "-"
    written = {
        **{name: row.get(name, "") for name in row},
        **{name: day.format(row[name]) if row[name] else "" for name in ("first", "last")},
        **{name: grouped(row[name], style) for name in ("impressions", "clicks", "orders", "units")},
        **{name: money(row[name], style) for name in ("cost", "sales")},
        **{"currency": currency, "country": country, "product": product},
    }
    own = {
        "Date range": f"{written['first']} - {written['last']}",
        **dict.fromkeys(("Keyword Text", "Keyword-Text"), row["targeting"] if keyword else ""),
        **dict.fromkeys(("Product Targeting Expression", "Ausdruck für Produkt-Targeting"), "" if keyword else row["targeting"]),
    }
    found = {}
    for name in header:
        field = FIELD_OF.get(name.strip().lower())
        share = any(word in name for word in ("CTR", "ACOS", "ACoS", "ate"))
        found[name] = own.get(name, written[field] if field else percent(33, style) if share else grouped(7_654, style))
    return found


def file_of(header, rows, style=EN, delimiter=",", **options):
    return table(header, [cells(header, row, style, **options) for row in rows], delimiter=delimiter)


def totals(warehouse, where="true"):
    return sql(warehouse, f"select {TOTALS} from ad_day where {where}")[0]


def constants(warehouse):
    found = sql(warehouse, "select distinct marketplace, platform, grain, ad_type, attribution_days, currency from ad_day")
    assert len(found) == 1, found
    return found[0]


def test_a_search_term_report_is_what_its_rows_are(warehouse):
    rows = ad_rows("terms", [WEEK])
    result = load(warehouse, file_of(headers.SEARCH_TERM, rows))
    assert (result.report, result.rejections, result.rows_added) == (TERM, [], len(rows))
    assert totals(warehouse) == summed(rows, *FIGURES)
    assert constants(warehouse) == ("amazon_us", "amazon", "search_term", "sp", 7, "USD")
    names = ("campaign", "ad_group", "targeting", "match_type", "search_term")
    found = sql(warehouse, f"select {', '.join(names)}, period_from, period_to from ad_day order by line_number")
    assert found == [(*(row[name] for name in names), *WEEK) for row in rows]


def test_the_daily_form_has_one_date(warehouse):
    rows = ad_rows("daily", DAYS)
    result = load(warehouse, file_of(headers.SEARCH_TERM_DAILY, rows))
    assert (result.report, result.rejections) == (TERM, [])
    for first, _ in DAYS:
        assert totals(warehouse, f"period_from = date '{first}' and period_to = date '{first}'") == summed(
            [row for row in rows if row["first"] == first], *FIGURES
        )


def test_countries_of_one_file_are_their_own_marketplaces(warehouse):
    rows = ad_rows("countries", [WEEK])
    places = {"United States": ("amazon_us", "USD"), "Mexico": ("amazon_mx", "MXN")}
    parts = dict(zip(places, (rows[:15], rows[15:]), strict=True))
    content = [
        cells(headers.SEARCH_TERM, row, PLAIN, country=country, currency=places[country][1])
        for country, part in parts.items()
        for row in part
    ]
    load(warehouse, table(headers.SEARCH_TERM, content))
    for country, (marketplace, currency) in places.items():
        assert totals(warehouse, f"marketplace = '{marketplace}' and currency = '{currency}'") == summed(parts[country], *FIGURES)


def test_a_workbook_with_real_days_and_numbers(warehouse):
    rows = ad_rows("workbook", [WEEK])
    plain = [
        [
            row.get(FIELD_OF.get(name.strip().lower()), {"Currency": "USD", "Country": "US"}.get(name, 0.25))
            for name in headers.SEARCH_TERM
        ]
        for row in rows
    ]
    content = workbook({"Sponsored Product Search Term R": [headers.SEARCH_TERM, *plain]})
    result = load(warehouse, content, file="Sponsored Products Search term report.xlsx")
    assert (result.report, result.rejections) == (TERM, [])
    assert totals(warehouse) == summed(rows, *FIGURES)
    assert sql(warehouse, "select distinct period_from, period_to from ad_day") == [WEEK]


def test_a_row_of_totals_is_left_out_and_told(warehouse):
    rows = ad_rows("total", [WEEK])
    empty = dict.fromkeys(("campaign", "ad_group", "targeting", "search_term", "first", "last"), "")
    total = {**empty, "match_type": "-", **{name: sum(row[name] for row in rows) for name in FIGURES}}
    result = load(warehouse, file_of(headers.SEARCH_TERM, [*rows, total]))
    assert totals(warehouse) == summed(rows, *FIGURES) and "rows_skipped" in codes(result)


TRANSLATED = {
    "es": (headers.SPANISH, TERM, "amazon_es", EURO, ";", {"currency": "EUR", "country": "España", "day": "ago {0:%d, %Y}"}),
    "zh": (headers.CHINESE, SP, "amazon_us", ZH, ",", {"country": "美国", "day": "{0:%Y-%m-%d}"}),
    "ja": (headers.JAPANESE, TERM, "amazon_jp", {**JA, "money": "{}"}, ",", {"day": "{0:%Y/%m/%d}"}),
    "de": (headers.GERMAN, SP, "amazon_de", {**DE, "money": "{}"}, ";", {"currency": "EUR", "day": "{0:%d.%m.%Y}"}),
    "it": (headers.ITALIAN, TERM, "amazon_it", {**DE, "money": "{}"}, ";", {}),
}


@pytest.mark.parametrize("language", TRANSLATED)
def test_translated_headers_are_known(warehouse, language):
    header, report, marketplace, style, delimiter, options = TRANSLATED[language]
    rows = ad_rows(language, [WEEK])
    period = {"start": WEEK[0], "end": WEEK[1]}
    result = load(
        warehouse, file_of(header, rows, style, delimiter, **options), file="r.csv", marketplace=marketplace, period=period
    )
    assert (result.report, result.rejections) == (report, [])
    expected = list(summed(rows, *FIGURES))
    assert totals(warehouse) == tuple(expected if language != "it" else [*expected[:-1], None])
    assert constants(warehouse)[0] == marketplace


@pytest.mark.parametrize(
    ("header", "report", "kind", "days"), [(headers.ADVERTISED, SP, "sp", 7), (headers.DISPLAY, SD, "sd", 14)]
)
def test_advertised_products_are_what_their_rows_are(warehouse, header, report, kind, days):
    rows = ad_rows(kind, DAYS)
    result = load(warehouse, file_of(header, rows), marketplace="amazon_us")
    assert (result.report, result.rejections, result.rows_added) == (report, [], len(rows))
    assert totals(warehouse) == summed(rows, *FIGURES)
    assert constants(warehouse) == ("amazon_us", "amazon", "advertised_product", kind, days, "USD")
    found = sql(warehouse, "select sku, asin, period_from, period_to from ad_day order by line_number")
    assert found == [(row["sku"], row["asin"], row["first"], row["last"]) for row in rows]


def test_a_vendors_report_of_fourteen_days_is_not_taken_for_display(warehouse):
    header = [name.replace("7 Day", "14 Day") for name in headers.ADVERTISED]
    with pytest.raises(ImportRefused) as refusal:
        load(warehouse, file_of(header, ad_rows("vendor", DAYS)), marketplace="amazon_us")
    assert refusal.value.key == "unknown_header"


def test_the_report_of_2026_has_both_days_in_one_cell_and_no_attribution(warehouse):
    rows = ad_rows("unified", [WEEK])
    result = load(warehouse, file_of(headers.UNIFIED, rows, PLAIN), marketplace="amazon_us")
    assert (result.report, result.rejections) == (UNIFIED, [])
    assert totals(warehouse) == summed(rows, *FIGURES)
    assert constants(warehouse) == ("amazon_us", "amazon", "search_term", "sp", None, "USD")
    names = ("campaign_id", "campaign", "ad_group_id", "ad_group", "search_term")
    found = sql(warehouse, f"select {', '.join(names)}, period_from, period_to from ad_day order by line_number")
    assert found == [(*(row[name] for name in names), *WEEK) for row in rows]


def test_ids_written_as_formulas_are_the_ids(warehouse):
    rows = ad_rows("formulas", [WEEK])
    guarded = [{**row, **{name: f'="{row[name]}"' for name in ("campaign_id", "ad_group_id")}} for row in rows]
    load(warehouse, file_of(headers.UNIFIED, guarded), marketplace="amazon_us")
    found = sql(warehouse, "select campaign_id, ad_group_id from ad_day order by line_number")
    assert found == [(row["campaign_id"], row["ad_group_id"]) for row in rows]


@pytest.mark.parametrize(
    ("header", "options"),
    [
        ([*headers.UNIFIED, "Ad product"], {}),
        (headers.CHINESE_UNIFIED, {"day": "{0.year}年{0.month}月{0.day}日", "country": "美国"}),
    ],
)
def test_a_column_of_the_ad_product_tells_the_kind_of_ad(warehouse, header, options):
    rows = ad_rows("products", DAYS)
    kinds = {"Sponsored Products": rows[:10], "Sponsored Brands": rows[10:]}
    content = [cells(header, row, PLAIN, product=kind, **options) for kind, part in kinds.items() for row in part]
    result = load(warehouse, table(header, content), marketplace="amazon_us")
    assert (result.report, result.rejections) == (UNIFIED + ".ad_product", [])
    assert totals(warehouse, "ad_type = 'sp'") == summed(rows[:10], *FIGURES)
    assert totals(warehouse, "ad_type = 'sb'") == summed(rows[10:], *FIGURES)
    names = ("campaign_id", "ad_group_id", "search_term")
    found = sql(warehouse, f"select {', '.join(names)}, period_from, period_to from ad_day order by line_number")
    assert found == [(*(row[name] for name in names), row["first"], row["last"]) for row in rows]


@pytest.mark.parametrize(("header", "style"), [(headers.BULKSHEET, EN), (headers.GERMAN_BULKSHEET, DE)])
def test_a_bulksheet_is_what_its_rows_are(warehouse, header, style):
    rows = ad_rows("bulk", [WEEK])
    sheet = [[cells(header, row, {**style, "money": "{}"})[name] or None for name in header] for row in rows]
    other = [["Product", "Entity", "Operation"], ["Sponsored Products", "Campaign", None]]
    content = workbook({"Sponsored Products Campaigns": other, "SP Search Term Report": [header, *sheet]})
    result = load(warehouse, content, file="bulk-20260818-20260824.xlsx", marketplace="amazon_us")
    assert (result.report, result.rejections) == (BULKSHEET, [])
    assert totals(warehouse) == summed(rows, *FIGURES)
    assert constants(warehouse)[2:] == ("search_term", "sp", 7, "USD")
    names = ("campaign_id", "campaign", "ad_group_id", "ad_group", "targeting", "match_type", "search_term")
    found = sql(warehouse, f"select {', '.join(names)}, period_from, period_to from ad_day order by line_number")
    assert found == [(*(row[name] for name in names), *WEEK) for row in rows]


def records(report, rows, daily):
    _, keys = headers.RECORDS[report]
    for row in rows:
        days = {"date": f"{row['first']}"} if daily else {"startDate": f"{row['first']}", "endDate": f"{row['last']}"}
        figures = {key: row.get(field, "USD") for field, key in keys.items()}
        yield {**days, **figures, **dict.fromkeys(headers.DISTRACTING, Decimal("777.77"))}


@pytest.mark.parametrize("daily", [True, False], ids=["daily", "summary"])
@pytest.mark.parametrize("report", headers.RECORDS)
def test_a_report_of_the_interface_is_what_its_rows_are(warehouse, report, daily):
    rows = ad_rows(report, DAYS if daily else [WEEK])
    result = load(warehouse, array(records(report, rows, daily)), file="r.json", marketplace="amazon_us")
    assert (result.report, result.rejections, result.rows_added) == (headers.API + report, [], len(rows))
    grain, keys = headers.RECORDS[report]
    expected = [len(rows), *(sum(row[name] for row in rows) if name in keys else None for name in FIGURES)]
    assert totals(warehouse) == tuple(expected)
    assert constants(warehouse) == ("amazon_us", "amazon", grain, "sp", 7, "USD")
    names = [name for name in keys if name not in (*FIGURES, "currency")]
    found = sql(warehouse, f"select {', '.join(names)}, period_from, period_to from ad_day order by line_number")
    assert found == [(*(row[name] for name in names), row["first"], row["last"]) for row in rows]


def test_figures_that_could_be_of_sponsored_brands_are_refused(warehouse):
    shared = {"impressions": 10, "clicks": 1, "cost": 0.5, "campaignId": 1, "startDate": "2026-08-18", "endDate": "2026-08-24"}
    with pytest.raises(ImportRefused) as refusal:
        load(warehouse, array([shared]), file="r.json", marketplace="amazon_us")
    assert refusal.value.key == "unknown_json"


TABLES = {
    TERM: headers.SEARCH_TERM, UNIFIED: headers.UNIFIED, SP: headers.ADVERTISED, SD: headers.DISPLAY,
    BULKSHEET: headers.BULKSHEET,
}  # fmt: skip


@pytest.mark.parametrize("report", [*TABLES, *(headers.API + name for name in headers.RECORDS)])
def test_an_advertising_report_is_not_taken_for_another(report):
    form = "table" if report in TABLES else "json"
    header = TABLES.get(report) or list(next(records(report.removeprefix(headers.API), ad_rows(1, [WEEK], 1), daily=True)))
    found = best_fit(header, form)
    assert found is report_definitions()[report]
    assert {d.table for d in report_definitions().values() if d.format == form and d.signature and not d.missing(header)} == {
        "ad_day"
    }
