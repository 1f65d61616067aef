"""eBay's reports as eBay writes them, from plain rows."""

import csv
import io
from decimal import Decimal
from random import Random

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
