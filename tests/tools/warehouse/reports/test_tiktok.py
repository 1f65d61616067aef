"""TikTok Shop's exports of orders, against sums over the plain lines that they were written from."""

import csv
import io
from decimal import Decimal
from random import Random

import pytest

from tests.support import figures, load, sql

_INDONESIA = """\
Order ID|Order Status|Order Substatus|Cancelation/Return Type|Normal or Pre-order|SKU ID|Seller SKU|Product Name|Varia\
tion|Quantity|Sku Quantity of return|SKU Unit Original Price|SKU Subtotal Before Discount|SKU Platform Discount|SKU Se\
ller Discount|SKU Subtotal After Discount|Shipping Fee After Discount|Original Shipping Fee|Shipping Fee Seller Discou\
nt|Shipping Fee Platform Discount|Distance Shipping Fee|Distance Fee|Order Refund Amount|Payment platform discount|Buy\
er Service Fee|Handling Fee|Shipping Insurance|Item Insurance|Order Amount|Created Time|Paid Time|RTS Time|Shipped Tim\
e|Delivered Time|Cancelled Time|Cancel By|Cancel Reason|Fulfillment Type|Warehouse Name|Tracking ID|Delivery Option|Sh\
ipping Provider Name|Buyer Message|Buyer Username|Recipient|Phone #|Zipcode|Country|Province|Regency and City|District\
s|Villages|Detail Address|Additional address information|Payment Method|Weight(kg)|Product Category|Package ID|Purchas\
e Channel|Seller Note|Checked Status|Checked Marked by|Tokopedia Invoice Number|Order Channel|Creator Handle"""
INDONESIA = _INDONESIA.split("|")
_PHILIPPINES = """\
Order ID|Order Status|Order Substatus|Cancelation/Return Type|Normal or Pre-order|SKU ID|Seller SKU|Product Name|Varia\
tion|Quantity|Sku Quantity of return|SKU Unit Original Price|SKU Subtotal Before Discount|SKU Platform Discount|SKU Se\
ller Discount|SKU Subtotal After Discount|Shipping Fee After Discount|Original Shipping Fee|Shipping Fee Seller Discou\
nt|Shipping Fee Platform Discount|Payment platform discount|Taxes|Order Amount|Order Refund Amount|Created Time|Paid T\
ime|RTS Time|Shipped Time|Delivered Time|Cancelled Time|Cancel By|Cancel Reason|Fulfillment Type|Warehouse Name|Tracki\
ng ID|Delivery Option|Shipping Provider Name|Buyer Message|Buyer Username|Recipient|Phone #|Country|Region|Province|Mu\
nicipality|Barangay|Detail Address|Additional address information|Payment Method|Weight(kg)|Product Category"""
PHILIPPINES = _PHILIPPINES.split("|")
# As a test in public code lists the columns of a real Spanish export.
SPAIN = [
    *(name for name in PHILIPPINES[: PHILIPPINES.index("Country")] if name != "Payment platform discount"),
    "Email", "Country", "Autonomous Community", "Province", "City", "Villages", "Zipcode", "Street Name",
    "House Name or Number", "Payment Method", "Weight(kg)", "Product Category", "Package ID", "Seller Note",
    "Shipping Information", "Checked Status", "Checked Marked by", "Product Tax Amount", "Order Channel", "Creator Handle",
]  # fmt: skip
DESCRIPTION = {
    "Order ID": "Platform unique order ID.", "Order Status": "Current order status.",
    "Quantity": "SKU sold quantity in the order.",
    "SKU Subtotal Before Discount": "SKU Subtotal Before Discount=SKU Unit Original Price*Quantity.",
    "Created Time": "Order created time.",
}  # fmt: skip


def some_lines():
    """Lines of orders of one to three; some cancelled, some returned in part, some returned and cancelled."""
    random = Random(47)
    lines = []
    for number in range(45):
        cancelled = number % 6 == 5
        for at in range(random.choice((1, 1, 2, 3))):
            quantity = random.randrange(1, 5)
            returned = random.randrange(0, quantity + 1) if number % 4 == 1 else 0
            lines.append(
                {
                    "order": f"5838707{number:013d}", "sku": f"AH-{random.randrange(7)}", "id": f"17293{number:09d}{at:06d}",
                    "quantity": quantity, "price": random.randrange(5, 900) * 100, "returned": returned,
                    "cancelled": cancelled, "day": 1 + number % 28,
                }
            )  # fmt: skip
    return lines


def row_of(line):
    """A line as the export has it: ids and times end with a tab, order amounts stand in every row."""
    total = line["quantity"] * line["price"]
    moment = f"{line['day']:02d}/05/2026 23:30:43\t"
    return {
        "Order ID": line["order"] + "\t", "SKU ID": line["id"] + "\t", "Seller SKU": line["sku"], "Product Name": "Serum",
        "Order Status": "Dibatalkan" if line["cancelled"] else "Selesai", "Cancelled Time": moment if line["cancelled"] else "",
        "Quantity": line["quantity"], "Sku Quantity of return": line["returned"], "SKU Unit Original Price": line["price"],
        "SKU Subtotal Before Discount": total, "SKU Seller Discount": total // 10, "SKU Platform Discount": total // 20,
        "SKU Subtotal After Discount": total - total // 10 - total // 20, "Order Amount": 999_999,
        "Order Refund Amount": line["returned"] * line["price"], "Created Time": moment, "Country": "Indonesia",
    }  # fmt: skip


def export(lines, header, described=True):
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    if described:
        writer.writerow(DESCRIPTION)
    writer.writerows(map(row_of, lines))
    return "\ufeff" + text.getvalue()


@pytest.fixture
def shop(warehouse):
    result = load(warehouse, export(some_lines(), INDONESIA), marketplace="tiktok jakarta")
    assert result.report == "tiktok_shop.orders.id_65"
    assert not result.rejections
    return warehouse


def kept_lines():
    return [line for line in some_lines() if not line["cancelled"]]


def test_the_exports_have_the_columns_that_are_known():
    assert (len(INDONESIA), len(PHILIPPINES)) == (65, 51)


def test_orders_units_and_revenue_leave_out_cancelled_lines(shop):
    gross = sum(line["quantity"] * line["price"] for line in kept_lines())
    orders = len({line["order"] for line in kept_lines()})
    assert figures(shop, "orders units gross_revenue") == (orders, sum(line["quantity"] for line in kept_lines()), gross)


def test_a_return_is_deducted_once_and_none_of_a_cancelled_order(shop):
    assert any(line["cancelled"] and line["returned"] for line in some_lines())
    [(net,)] = sql(shop, "select sum(net_amount) from order_line")
    assert net == sum((line["quantity"] - line["returned"]) * line["price"] for line in kept_lines())
    [(returned,)] = sql(shop, "select -sum(quantity) from order_line where kind = 'returned'")
    assert returned == sum(line["returned"] for line in kept_lines())


def test_long_ids_keep_their_digits_and_lose_their_tabs(shop):
    ids = {line["order"] for line in some_lines()}
    assert {len(order) for order in ids} == {20}
    assert {order for (order,) in sql(shop, "select distinct order_id from order_line")} == ids
    found = {item for (item,) in sql(shop, "select distinct asin from order_line")}
    assert found == {line["id"] for line in some_lines()}


def test_currency_and_day_are_indonesian(shop):
    assert sql(shop, "select distinct currency from order_line") == [("IDR",)]
    days = {line["order"]: f"2026-05-{line['day']:02d}" for line in some_lines()}
    assert dict(sql(shop, "select distinct order_id, order_date::varchar from order_line")) == days


def test_the_seller_s_discount_is_told_beside_the_amount(shop):
    [(discount,)] = sql(shop, "select sum(discount) from order_line where kind = 'sold'")
    assert discount == sum(line["quantity"] * line["price"] // 10 for line in kept_lines())


@pytest.mark.parametrize(
    ("header", "report", "marketplace", "currency"),
    [
        (PHILIPPINES, "tiktok_shop.orders.ph", "tiktok manila", "PHP"),
        (SPAIN, "tiktok_shop.orders", "tiktok_es", "EUR"),
    ],
)
def test_exports_of_other_regions(warehouse, header, report, marketplace, currency):
    result = load(warehouse, export(some_lines(), header, described=False), marketplace=marketplace)
    assert result.report == report
    assert not result.rejections
    assert sql(warehouse, "select distinct currency from order_line") == [(currency,)]
    [(gross,)] = sql(warehouse, "select sum(amount) from order_line where kind = 'sold'")
    assert gross == Decimal(sum(line["quantity"] * line["price"] for line in kept_lines()))


def test_words_of_other_languages_for_cancelled_are_not_needed(warehouse):
    line = {**some_lines()[0], "cancelled": True}
    load(warehouse, export([line], INDONESIA).replace("Dibatalkan", "ยกเลิกแล้ว"), marketplace="tiktok jakarta")
    assert sql(warehouse, "select distinct kind, net_amount from order_line where quantity > 0") == [("cancelled", 0)]


def test_a_line_without_a_seller_sku_is_told_by_its_sku_id(warehouse):
    line = {**some_lines()[0], "sku": ""}
    load(warehouse, export([line], INDONESIA), marketplace="tiktok jakarta")
    assert sql(warehouse, "select distinct sku from order_line") == [(line["id"],)]
