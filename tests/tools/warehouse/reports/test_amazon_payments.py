"""Settlement and transaction files made from plain rows; the lines loaded add up to what the rows add up to."""

import csv
import io
from collections import defaultdict
from decimal import Decimal

import pytest

from tests.support import load, sql
from tests.tools.warehouse.reports.amazon_settlements import (
    EUROPE,
    V1_COLUMNS,
    V2_COLUMNS,
    comma,
    dotted,
    iso,
    settlement,
    slashed,
    v1_rows,
    v2_rows,
)
from tests.tools.warehouse.reports.amazon_transactions import CATEGORIES, LANGUAGES, transactions
from tests.tools.warehouse.reports.flat_files import written

V2 = "amazon.spapi.GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2"
V1 = "amazon.spapi.GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE"


def summed(pairs):
    sums = defaultdict(Decimal)
    for key, amount in pairs:
        sums[key] += amount
    return dict(sums)


def lines(warehouse, *columns):
    rows = sql(warehouse, f"select {', '.join(columns)}, sum(amount) from settlement_line group by all")
    return {row[:-1] if len(columns) > 1 else row[0]: row[-1] for row in rows}


@pytest.mark.parametrize(
    ("stamp", "number", "encoding"),
    [(iso, str, "utf-8"), (dotted, comma, "utf-8-sig"), (dotted, str, "cp1252"), (slashed, str, "utf-8")],
    ids=["US", "decimal comma", "dotted dates", "slashed dates"],
)
@pytest.mark.parametrize("everywhere", [False, True], ids=["currency once", "currency in each row"])
def test_v2_adds_up_to_its_totals(warehouse, stamp, number, encoding, everywhere):
    settled = settlement(21, "12948507001", "EUR", list(EUROPE))
    rows = list(v2_rows(settled, stamp=stamp, number=number, currency_everywhere=everywhere))
    content = written(rows, V2_COLUMNS).encode(encoding)
    result = load(warehouse, content, file="settlement.txt", marketplace="amazon_de")
    assert (result.report, result.rows_added, result.rows_rejected) == (V2, len(settled["rows"]), 0)
    total = rows[0]["total-amount"].replace(",", ".")
    assert lines(warehouse, "currency") == {"EUR": Decimal(total)}
    places = {**EUROPE, "": "amazon_de"}
    assert lines(warehouse, "marketplace") == summed((places[row[0]], row[6]) for row in settled["rows"])
    expected = summed(((row[2], row[3], row[4]), row[6]) for row in settled["rows"])
    assert lines(warehouse, "transaction_type", "amount_type", "amount_description") == expected


def test_v2_days_and_settlements(warehouse):
    german, british = settlement(22, "1", "EUR", ["Amazon.de"]), settlement(23, "2", "GBP", ["Amazon.co.uk"])
    rows = [*v2_rows(german, stamp=iso), *v2_rows(british, stamp=iso)]
    load(warehouse, written(rows, V2_COLUMNS), marketplace="amazon_de")
    assert lines(warehouse, "settlement_id", "currency") == {
        (each["number"], each["currency"]): sum(row[6] for row in each["rows"]) for each in (german, british)
    }
    expected = summed((row[7][0], row[6]) for each in (german, british) for row in each["rows"])
    assert lines(warehouse, "day(posted_at at time zone 'UTC')") == expected


def test_v2_again_in_another_form_changes_nothing(warehouse):
    settled = settlement(26, "1", "USD", ["Amazon.com"])
    for columns in (V2_COLUMNS, [*V2_COLUMNS, "new-column"], V2_COLUMNS[::-1]):
        load(warehouse, written(v2_rows(settled, stamp=iso), columns), marketplace="amazon_us")
    assert lines(warehouse, "currency") == {"USD": sum(row[6] for row in settled["rows"])}


def test_v2_lines_alike_are_lines_of_their_own(warehouse):
    settled = settlement(27, "1", "USD", ["Amazon.com"])
    settled["rows"] += settled["rows"][:3]
    load(warehouse, written(v2_rows(settled, stamp=iso), V2_COLUMNS), marketplace="amazon_us")
    assert lines(warehouse, "currency") == {"USD": sum(row[6] for row in settled["rows"])}


def test_fees_of_the_account_need_a_named_place(warehouse):
    settled = settlement(28, "1", "USD", ["Amazon.com"])
    result = load(warehouse, written(v2_rows(settled, stamp=iso), V2_COLUMNS))
    unplaced = [row for row in settled["rows"] if not row[0]]
    assert (result.rows_added, result.rows_rejected) == (0, len(unplaced))


def test_v2_categories_and_refunds(warehouse):
    settled = settlement(24, "1", "USD", ["Amazon.com"])
    load(warehouse, written(v2_rows(settled, stamp=iso), V2_COLUMNS), marketplace="amazon_us")
    assert lines(warehouse, "category") == summed((row[5], row[6]) for row in settled["rows"])
    assert lines(warehouse, "is_refund") == summed((row[2] == "Refund", row[6]) for row in settled["rows"])


def test_v2_of_another_channel_keeps_the_currency_of_the_settlement(warehouse):
    settled = settlement(25, "1", "GBP", ["SI UK Prod Marketplace", "Amazon.co.uk"])
    load(warehouse, written(v2_rows(settled, stamp=iso), V2_COLUMNS), marketplace="amazon_uk")
    places = {"SI UK Prod Marketplace": "si_uk_prod_marketplace", "Amazon.co.uk": "amazon_uk", "": "amazon_uk"}
    expected = summed(((places[row[0]], "GBP"), row[6]) for row in settled["rows"])
    assert lines(warehouse, "marketplace", "currency") == expected


def test_v1_adds_up_to_its_totals(warehouse):
    rows, parts = v1_rows(31)
    result = load(warehouse, written(rows, V1_COLUMNS), file="settlement.txt", marketplace="amazon_us")
    assert (result.report, result.rows_added, result.rows_rejected) == (V1, len(parts), 0)
    assert lines(warehouse, "currency") == {"USD": Decimal(rows[0]["total-amount"])}
    assert lines(warehouse, "amount_type") == summed((part[3], part[-1]) for part in parts)
    paired = [part for part in parts if part[1]]
    found = lines(warehouse, "amount_type", "amount_description")
    assert {key: found.get(key) for key in {(part[3], part[2]) for part in paired}} == summed(
        ((part[3], part[2]), part[-1]) for part in paired
    )


def test_v1_categories(warehouse):
    rows, parts = v1_rows(31)
    load(warehouse, written(rows, V1_COLUMNS), marketplace="amazon_us")
    assert lines(warehouse, "category") == summed((part[4], part[-1]) for part in parts)


def file_of(language, rows, first=0):
    """Preamble, header and rows as the country writes them; one description has two lines."""
    target = io.StringIO()
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([line] for line in language.preamble)
    writer.writerow(language.header)
    for at, (kind, amounts, time) in enumerate(rows, start=first):
        is_transfer = "other" in amounts
        cells = {
            "date/time": language.stamp(time), "settlement id": "12382593803", "type": kind,
            "order id": "" if is_transfer else f"302-{at:05}", "sku": "" if is_transfer else "00-A",
            "description": 'Dose, 500 ml\nmit "Deckel"' if at == 1 else "Dose", "quantity": "" if is_transfer else "2",
            "marketplace": "" if is_transfer else language.channel, "order city": language.city,
            **{name: language.number(amounts.get(name, Decimal(0))) for name in language.amounts},
            "total": language.number(sum(amounts.values())),
        }  # fmt: skip
        writer.writerow([cells.get(name, "") for name in language.columns])
    return target.getvalue()


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_date_range_in_every_form_adds_up_to_its_totals(warehouse, name):
    language = LANGUAGES[name]
    rows = transactions(41, language)
    content = file_of(language, rows).encode(language.encoding)
    result = load(warehouse, content, file="transactions.csv", marketplace=language.place)
    assert result.report == language.report
    assert (result.rows_rejected, result.rejections) == (0, [])
    assert lines(warehouse, "currency") == {language.currency: sum(sum(amounts.values()) for _, amounts, _ in rows)}
    assert lines(warehouse, "marketplace") == lines(warehouse, f"'{language.place}'")
    assert lines(warehouse, "transaction_type") == summed((kind, sum(amounts.values())) for kind, amounts, _ in rows)
    expected = summed((time[0], sum(amounts.values())) for _, amounts, time in rows)
    assert lines(warehouse, f"day(posted_at at time zone '{language.zone}')") == expected


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_date_range_by_category_and_units(warehouse, name):
    language = LANGUAGES[name]
    rows = transactions(42, language)
    load(warehouse, file_of(language, rows).encode(language.encoding), marketplace=language.place)
    parts = [(CATEGORIES[column], amount) for _, amounts, _ in rows for column, amount in amounts.items() if column != "other"]
    assert lines(warehouse, "category") == summed([*parts, ("transfer", rows[-1][1]["other"])])
    refunds = summed((kind == language.types[1], sum(amounts.values())) for kind, amounts, _ in rows)
    assert lines(warehouse, "is_refund") == refunds
    # The units of a row stand in the line of its product alone.
    sold = sum(2 for _, amounts, _ in rows if amounts.get("product sales"))
    assert sql(warehouse, "select sum(quantity)::int from settlement_line") == [(sold,)]


@pytest.mark.parametrize("name", ["us_29", "de", "ja"])
def test_ranges_that_overlap_count_once(warehouse, name):
    language = LANGUAGES[name]
    rows = transactions(44, language)
    for first, last in [(0, 50), (25, len(rows))]:
        load(warehouse, file_of(language, rows[first:last], first).encode(language.encoding), marketplace=language.place)
    assert lines(warehouse, "currency") == {language.currency: sum(sum(amounts.values()) for _, amounts, _ in rows)}


def test_a_settlement_and_its_transactions_are_told_apart(warehouse):
    settled, language = settlement(51, "12382593803", "EUR", ["Amazon.de"]), LANGUAGES["de"]
    rows = transactions(51, language)
    load(warehouse, written(v2_rows(settled, stamp=dotted), V2_COLUMNS), marketplace="amazon_de")
    load(warehouse, file_of(language, rows).encode(), marketplace="amazon_de")
    assert lines(warehouse, "source") == {
        "settlement": sum(row[6] for row in settled["rows"]),
        "transaction": sum(sum(amounts.values()) for _, amounts, _ in rows),
    }
