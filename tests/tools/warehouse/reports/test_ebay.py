"""eBay's orders report and transaction report, against sums over the plain orders that they were written from."""

import csv
import io
from collections import defaultdict
from decimal import Decimal
from random import Random

import pytest

from tests.support import figures, load, sql

_ORDERS = """\
Sales Record Number|Order Number|Buyer Username|Buyer Name|Buyer Email|Buyer Note|Buyer Address 1|Buyer Address 2|Buye\
r City|Buyer State|Buyer Zip|Buyer Country|Buyer Tax Identifier Name|Buyer Tax Identifier Value|Ship To Name|Ship To P\
hone|Ship To Address 1|Ship To Address 2|Ship To City|Ship To State|Ship To Zip|Ship To Country|Item Number|Item Title\
|Custom Label|Sold Via Promoted Listings|Quantity|Sold For|Shipping And Handling|Item Location|Item Zip Code|Item Coun\
try|eBay Collect And Remit Tax Rate|eBay Collect And Remit Tax Type|eBay Reference Name|eBay Reference Value|Tax Statu\
s|Seller Collected Tax|eBay Collected Tax|Electronic Waste Recycling Fee|Mattress Recycling Fee|Battery Recycling Fee|\
White Goods Disposal Tax|Tire Recycling Fee|Additional Fee|eBay Collected Charges|Total Price|eBay Collected Tax Inclu\
ded in Total|Payment Method|Commitment Date|Sale Date|Paid On Date|Ship By Date|Minimum Estimated Delivery Date|Maximu\
m Estimated Delivery Date|Shipped On Date|Feedback Left|Feedback Received|My Item Note|PayPal Transaction ID|Shipping \
Service|Tracking Number|Transaction ID|Variation Details|Global Shipping Program|Global Shipping Reference ID|Click An\
d Collect|Click And Collect Reference Number|eBay Plus|Authenticity Verification Program|Authenticity Verification Sta\
tus|Authenticity Verification Outcome Reason|eBay Vault Program|Vault Fulfillment Type|eBay Fulfillment Program|Tax Ci\
ty|Tax State|Tax Zip|Tax Country|eBay International Shipping"""
ORDERS = _ORDERS.split("|")
_TRANSACTIONS = """\
Transaction creation date|Type|Order number|Legacy order ID|Buyer username|Buyer name|Ship to city|Ship to province/re\
gion/state|Ship to zip|Ship to country|Net amount|Payout currency|Payout date|Payout ID|Payout method|Payout status|Re\
ason for hold|Item ID|Transaction ID|Item title|Custom label|Quantity|Item subtotal|Shipping and handling|Seller colle\
cted tax|eBay collected tax|Final Value Fee - fixed|Final Value Fee - variable|Regulatory operating fee|Very high "ite\
m not as described" fee|Below standard performance fee|International fee|Charity donation|Deposit processing fee|Gross\
 transaction amount|Transaction currency|Exchange rate|Reference ID|Description"""
TRANSACTIONS = _TRANSACTIONS.split("|")
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
CENT = Decimal("0.01")


def some_orders():
    """Orders of one to three items; every ninth was never checked out."""
    random = Random(23)
    return [
        {
            "record": str(100 + number), "number": "" if number % 9 == 8 else f"11-{10000 + number}-{number:05d}",
            "month": 1 + number % 12, "day": 1 + number % 28, "buyer": f"buyer_{number % 7}",
            "items": [
                (f"22000000{number:02d}{at}", f"LBL-{random.randrange(6)}", random.randrange(1, 4),
                 Decimal(random.randrange(100, 250000)) / 100)
                for at in range(random.choice((1, 1, 2, 3)))
            ],
        }
        for number in range(36)
    ]  # fmt: skip


def value(order):
    return sum(quantity * price for _, _, quantity, price in order["items"])


def order_rows(order):
    """One row for a single item; for several a row of their sum, without an item, before them."""
    moment = f"{MONTHS[order['month'] - 1]}-{order['day']:02d}-26 23:45:00"
    whole = {
        "Shipping And Handling": "$4.50",
        "Total Price": f"${value(order) + Decimal('4.50'):,}",
        "Ship To Country": "United States",
    }
    shared = {
        "Sales Record Number": order["record"], "Order Number": order["number"], "Buyer Username": order["buyer"],
        "Sale Date": moment, "Paid On Date": moment if order["number"] else "",
    }  # fmt: skip
    if len(order["items"]) > 1:
        yield {**shared, **whole, "Quantity": sum(item[2] for item in order["items"]), "Sold For": f"${value(order):,}"}
        whole = {}
    for item, label, quantity, price in order["items"]:
        cells = {
            "Item Number": item,
            "Item Title": "Lamp",
            "Custom Label": label,
            "Quantity": quantity,
            "Sold For": f"${price:,}",
        }
        yield {**shared, **whole, **cells, "Transaction ID": f"T{item}"}


def table(header, rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def orders_report(orders):
    text = io.StringIO()
    text.write("," * (len(ORDERS) - 1) + "\n")
    writer = csv.DictWriter(text, ORDERS, restval="", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerow({})
    writer.writerows(row for order in orders for row in order_rows(order))
    text.write(f"\n{len(orders)},record(s) downloaded,from Jan-01-26 to Dec-31-26\nSeller ID : a-seller\n")
    return text.getvalue()


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


def some_fees(random, gross):
    """Fixed, variable and international fee of a sale, as eBay writes them: negative."""
    shares = {"Final Value Fee - fixed": Decimal("0.30"), "Final Value Fee - variable": (gross * Decimal("0.132")).quantize(CENT)}
    if random.random() < 0.4:
        shares["International fee"] = (gross * Decimal("0.016")).quantize(CENT)
    return {name: -amount for name, amount in shares.items()}


def sale_rows(random, number):
    """An order; of several items a row with its money, and a row of fees for each item."""
    count = random.choice((1, 1, 2, 3))
    prices = [Decimal(random.randrange(500, 90000)) / 100 for _ in range(count)]
    fees = [some_fees(random, price) for price in prices]
    items = [
        {"Item ID": f"15{number:04d}{at}", "Transaction ID": f"9{number:04d}{at}", "Custom label": f"L{at}", "Quantity": 1,
         "Item subtotal": price, **fee}
        for at, (price, fee) in enumerate(zip(prices, fees, strict=True))
    ]  # fmt: skip
    net = sum(prices) + sum(sum(fee.values()) for fee in fees)
    whole = {"Net amount": f"{net:,}", "Gross transaction amount": f"{sum(prices):,}", "Payout currency": "USD",
             "Transaction currency": "USD"}  # fmt: skip
    rows = [{**whole, **items[0]}] if count == 1 else [whole, *items]
    return [{"Type": "Order", "Order number": f"11-{number:05d}-1", **row} for row in rows]


def other_row(kind, amount, **cells):
    return {"Type": kind, "Net amount": amount, "Gross transaction amount": amount, "Payout currency": "USD",
            "Transaction currency": "USD", **cells}  # fmt: skip


def some_transactions():
    random = Random(31)
    rows = [row for number in range(40) for row in sale_rows(random, number)]
    rows += [
        {**other_row("Refund", "-85.57"), "Order number": "11-00003-1", "Gross transaction amount": "-102",
         "Final Value Fee - fixed": "0.44", "Final Value Fee - variable": "14.96", "International fee": "1.03",
         "eBay collected tax": "-7.14"},
        other_row("Other fee", "-0.89", **{"Order number": "11-00004-1", "Description": "Promoted Listings - General fee"}),
        other_row("Shipping label", "-4.10", **{"Order number": "11-00004-1"}),
        other_row("Hold", "-152"), other_row("Hold", "152"),
        other_row("Payout", "-3,666.78", **{"Payout ID": "7593167856"}),
    ]  # fmt: skip
    return [{"Transaction creation date": f"Aug {1 + at % 31}, 2026", **row} for at, row in enumerate(rows)]


def transaction_report(rows):
    """Some lines that explain the report, then the table; blank cells are written `--`."""
    text = io.StringIO()
    text.writelines([*(f'"Note {number}, with a comma"\n' for number in range(9)), "Seller,test.seller\n"])
    writer = csv.DictWriter(text, TRANSACTIONS, restval="--", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return "\ufeff" + text.getvalue()


def money(text):
    return Decimal(str(text).replace(",", ""))


@pytest.fixture
def books(warehouse):
    result = load(warehouse, transaction_report(some_transactions()), marketplace="ebay_us")
    assert result.report == "ebay.transaction_report"
    assert not result.rejections
    return warehouse


def test_the_lines_add_up_to_the_net_amounts(books):
    [(total, currencies)] = sql(books, "select sum(amount), count(distinct currency) from settlement_line")
    assert total == sum(money(row["Net amount"]) for row in some_transactions() if "Net amount" in row)
    assert currencies == 1


def test_each_order_adds_up_to_its_net_amount(books):
    expected = defaultdict(Decimal)
    for row in some_transactions():
        if "Order number" in row:
            expected[row["Order number"]] += money(row.get("Net amount", 0))
    assert dict(sql(books, "select order_id, sum(amount) from settlement_line where order_id is not null group by 1")) == expected


def test_fees_are_fees(books):
    names = ("Final Value Fee - fixed", "Final Value Fee - variable", "International fee")
    expected = {name: sum(money(row.get(name, 0)) for row in some_transactions()) for name in names}
    found = sql(books, "select amount_description, sum(amount) from settlement_line where amount_type = 'fee' group by 1")
    assert dict(found) == expected
    assert sql(books, "select distinct category from settlement_line where amount_type = 'fee'") == [("fee",)]


def test_what_moves_the_balance_is_no_sale(books):
    query = "select distinct transaction_type, category from settlement_line where amount_type = 'gross'"
    assert dict(sql(books, query)) == {
        "Order": "product", "Refund": "product", "Other fee": "fee", "Shipping label": "fee", "Hold": "other",
        "Payout": "transfer",
    }  # fmt: skip
    assert sql(books, "select distinct transaction_type from settlement_line where is_refund") == [("Refund",)]


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


def test_a_refund_takes_no_payout_from_the_order_s_other_rows(warehouse):
    sale = {**other_row("Order", "10"), "Order number": "11-1-1", "Payout ID": "759"}
    refund = {**other_row("Refund", "-4"), "Order number": "11-1-1", "Payout ID": "--"}
    rows = [{"Transaction creation date": "Aug 1, 2026", **row} for row in (sale, refund)]
    load(warehouse, transaction_report(rows), marketplace="ebay_us")
    found = sql(warehouse, "select transaction_type, settlement_id from settlement_line order by 1")
    assert found == [("Order", "759"), ("Refund", None)]


def test_a_payment_before_and_after_its_payout_is_one(books):
    paid_out = [{**row, "Payout ID": "759"} for row in some_transactions()]
    load(books, transaction_report(paid_out), marketplace="ebay_us", file="later.csv")
    [(total,)] = sql(books, "select sum(amount) from settlement_line")
    assert total == sum(money(row["Net amount"]) for row in some_transactions() if "Net amount" in row)


def one_sale(**cells):
    sale = {**other_row("Order", "8.50"), "Gross transaction amount": "10", "Final Value Fee - fixed": "-0.30"}
    return {"Transaction creation date": "Aug 1, 2026", "Order number": "11-1-1", **sale, **cells}


def test_a_fee_in_a_column_that_is_not_known_is_not_lost(warehouse):
    text = transaction_report([one_sale(**{"Final Value Fee - variable": "-1", "Charity donation": "-0.20"})])
    result = load(warehouse, text.replace("Charity donation", "Promised delivery fee"), marketplace="ebay_us")
    assert {(each.column, each.value) for each in result.rejections} == {("Net amount", "8.50")}
    assert sql(warehouse, "select count(*) from settlement_line") == [(0,)]
    assert not load(warehouse, text, marketplace="ebay_us").rejections


def test_a_net_amount_in_another_currency_is_no_sum_of_the_row(warehouse):
    row = one_sale(**{"Net amount": "7.20", "Payout currency": "GBP"})
    assert not load(warehouse, transaction_report([row]), marketplace="ebay_us").rejections
    assert sql(warehouse, "select sum(amount), min(currency) from settlement_line") == [(Decimal("9.7"), "USD")]


def one_order_of_two(**cells):
    """The order's own row with its money, then the fees of each item; `cells` are of the second item."""
    whole = {**other_row("Order", "26.40"), "Gross transaction amount": "30"}
    items = [{"Type": "Order", "Custom label": label, "Final Value Fee - fixed": "-1.80"} for label in ("A", "B")]
    rows = [whole, items[0], {**items[1], **cells}]
    return [{"Transaction creation date": "Aug 1, 2026", "Order number": "11-1-1", **row} for row in rows]


def test_the_rows_of_an_order_of_several_items_add_up_together(warehouse):
    text = transaction_report(one_order_of_two())
    assert not load(warehouse, text, marketplace="ebay_us").rejections
    lost = transaction_report(one_order_of_two(**{"Final Value Fee - fixed": "-1.70"}))
    result = load(warehouse, lost, marketplace="ebay_us", file="lost.csv")
    assert [(each.column, each.value) for each in result.rejections] == [("Net amount", "26.40")]


def test_an_order_of_several_items_paid_out_in_another_currency(warehouse):
    first, *items = one_order_of_two()
    rows = [{**first, "Net amount": "21.00", "Payout currency": "GBP"}, *items]
    assert not load(warehouse, transaction_report(rows), marketplace="ebay_us").rejections
