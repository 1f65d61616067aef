"""eBay's orders report and transaction report, against sums over the plain orders that they were written from."""

from decimal import Decimal

import pytest

from tests.support import figures, load, sql
from tests.tools.warehouse.reports.ebay_files import ORDERS, TRANSACTIONS, order_rows, orders_report, some_orders, table, value


@pytest.fixture
def shop(warehouse):
    result = load(warehouse, orders_report(some_orders()), marketplace="ebay_us")
    assert result.report == "ebay.seller_hub.orders"
    assert not result.rejections
    return warehouse


def test_the_reports_have_the_columns_that_are_known():
    assert (len(ORDERS), len(TRANSACTIONS)) == (80, 39)


def test_orders_count_once_and_the_row_of_their_sum_not(shop):
    paid = [order for order in some_orders() if order["number"]]
    assert any(len(order["items"]) > 1 for order in paid)
    units = sum(item[2] for order in paid for item in order["items"])
    assert figures(shop, "orders units gross_revenue") == (len(paid), units, sum(map(value, paid)))


def test_days_are_as_written(shop):
    days = {o["number"]: f"2026-{o['month']:02d}-{o['day']:02d}" for o in some_orders() if o["number"]}
    assert dict(sql(shop, "select distinct order_id, order_date::varchar from order_line")) == days


def test_items_of_one_order_share_its_buyer_and_country(shop):
    assert sql(shop, "select distinct country_code from order_line") == [("US",)]
    [(buyers,)] = sql(shop, "select count(distinct buyer_key) from order_line")
    assert buyers == 7


def test_an_order_without_labels_is_told_by_its_item_number(warehouse):
    order = {**some_orders()[0], "items": [("220000000999", "", 2, Decimal("12.50"))]}
    result = load(warehouse, orders_report([order]), marketplace="ebay_us")
    assert not result.rejections
    assert sql(warehouse, "select sku, quantity, amount from order_line") == [("220000000999", 2, Decimal("25"))]


GERMAN = [
    "Verkaufsprotokollnummer", "Bestellnummer", "Nutzername des Käufers", "Artikelnummer", "Angebotstitel", "Bestandseinheit",
    "Anzahl", "Verkauft für", "Verpackung und Versand", "Gesamtbetrag", "Verkauft am", "Zahlungsdatum",
]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_the_german_report(warehouse, encoding):
    lines = [
        ";" * 11, ";".join(GERMAN), ";" * 11,
        "7;12-1-1;anna;2200001;Lampe für Küche;L-1;3;1.234,50 €;4,99 €;3.708,49 €;10-Dez-25;10-Dez-25",
        "8;12-1-2;bernd;;;;2;30,00 €;0,00 €;30,00 €;01-Mär-25;01-Mär-25",
        "8;12-1-2;bernd;2200002;Dose;L-2;1;10,00 €;;;01-Mär-25;01-Mär-25",
        "8;12-1-2;bernd;2200003;Glas;L-3;1;20,00 €;;;01-Mär-25;01-Mär-25",
    ]  # fmt: skip
    result = load(warehouse, "\n".join(lines).encode(encoding), marketplace="ebay_de")
    assert not result.rejections
    found = sql(warehouse, "select order_date::varchar, sku, amount, currency from order_line order by sku")
    assert found == [
        ("2025-12-10", "L-1", Decimal("3703.5"), "EUR"),
        ("2025-03-01", "L-2", Decimal("10"), "EUR"),
        ("2025-03-01", "L-3", Decimal("20"), "EUR"),
    ]


def plain_order(record, number, *items):
    return {"record": record, "number": number, "month": 9, "day": 3, "buyer": "anna", "items": list(items)}


LAMP, DOSE = ("220000000001", "L-1", 2, Decimal("12.50")), ("220000000002", "L-2", 1, Decimal("8"))


def test_an_order_number_that_stands_with_the_sum_only_is_that_of_its_items(warehouse):
    first, *items = order_rows(plain_order("7", "11-1-1", LAMP, DOSE))
    text = table(ORDERS, [first, *({**item, "Order Number": ""} for item in items)])
    result = load(warehouse, text, marketplace="ebay_us")
    assert not result.rejections
    assert sql(warehouse, "select distinct order_id, count(*), sum(amount) from order_line group by 1") == [
        ("11-1-1", 2, Decimal("33"))
    ]


@pytest.mark.parametrize("words", ["Datensätze heruntergeladen;von ", "record(s) downloaded;from ", "条记录已下载;从 "])
def test_the_footer_of_any_language_is_no_data(warehouse, words):
    rows = [
        "1;12-1-1;anna;2200001;Lampe;L-1;3;10,00 €;0,00 €;30,00 €;10-Sep-26;10-Sep-26",
        "2;;bernd;2200002;Dose;L-2;1;5,00 €;0,00 €;5,00 €;11-Sep-26;",
        f"2;{words};Sep-01-26;bis ;Sep-30-26", "Seller ID : anna",
    ]  # fmt: skip
    result = load(warehouse, "\n".join([";".join(GERMAN), *rows]), marketplace="ebay_de")
    assert not result.rejections
    assert sql(warehouse, "select order_id, sku, amount from order_line") == [("12-1-1", "L-1", Decimal("30"))]
    assert [note.en for note in result.warnings] == [
        "2 rows are no data and were left out (footer rows).", "1 rows are no data and were left out (unpaid rows).",
    ]  # fmt: skip


def test_a_row_without_an_item_number_that_sums_up_no_items_is_refused(warehouse):
    first, *_ = order_rows(plain_order("7", "11-1-1", LAMP, DOSE))
    result = load(warehouse, table(ORDERS, [first]), marketplace="ebay_us")
    assert [each.column for each in result.rejections] == ["Custom Label"]


def _two_each(totals):
    rows = []
    for number, total in enumerate(totals):
        [row] = order_rows(plain_order(f"{number}", f"11-{number}", ("220000000001", "L-1", 2, Decimal("10"))))
        rows.append({**row, "Shipping And Handling": "$3.00", "eBay Collected Tax": "$1.00", "Total Price": total})
    return table(ORDERS, rows)


@pytest.mark.parametrize(
    ("totals", "amount"), [(["$24.00"], "20"), (["$14.00", "$14.00"], "10"), (["$24.00", "$14.00"], "20")],
    ids=["of a unit", "of the line", "of a unit, one refunded in part"],
)  # fmt: skip
def test_the_orders_own_sums_tell_what_a_price_is_of(warehouse, totals, amount):
    result = load(warehouse, _two_each(totals), marketplace="ebay_us")
    assert not result.rejections
    assert sql(warehouse, "select distinct quantity, amount from order_line") == [(2, Decimal(amount))]


def test_one_low_total_is_a_price_of_the_line_or_a_refund_so_it_is_asked(warehouse):
    result = load(warehouse, _two_each(["$14.00"]), marketplace="ebay_us")
    assert [each.column for each in result.rejections] == ["Sold For"]
