"""Walmart's order report: known from field names alone, so it is loaded with a warning."""

import csv
import io
from decimal import Decimal
from random import Random

from tests.support import codes, figures, load

_HEADER = """\
PO#|Order#|Order Date|Ship By|Delivery Date|Customer Name|Customer Shipping Address|FLIDS|Line#|UPC|Status|Item Descri\
ption|Shipping Method|SKU|Qty|Item Cost|Shipping Cost|Tax|Carrier|Tracking Number|Seller Order NO|Fulfillment Entity|S\
egment|Shipping SLA|Shipping Config Source|Replacement Order"""
HEADER = _HEADER.split("|")


def some_lines():
    random = Random(5)
    return [
        {
            "PO#": f"10900{number // 2:09d}", "Order#": f"20001{number // 2:08d}", "Line#": 1 + number % 2,
            "Order Date": f"2026-03-{1 + number % 28:02d}", "Status": "Cancelled" if number % 7 == 0 else "Delivered",
            "SKU": f"W-{number % 5}", "Item Description": "Lamp", "Qty": random.randrange(1, 4),
            "Item Cost": Decimal(random.randrange(500, 9000)) / 100, "Tax": "1.10", "Shipping Cost": "0.00",
        }
        for number in range(30)
    ]  # fmt: skip


def test_it_is_loaded_with_a_warning(warehouse):
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER, restval="")
    writer.writeheader()
    writer.writerows(some_lines())
    result = load(warehouse, text.getvalue(), marketplace="walmart_us")
    assert result.report == "walmart.order_report"
    assert "report_unverified" in codes(result)
    kept = [line for line in some_lines() if line["Status"] != "Cancelled"]
    orders = len({line["PO#"] for line in kept})
    gross = sum(line["Qty"] * line["Item Cost"] for line in kept)
    assert figures(warehouse, "orders units gross_revenue") == (orders, sum(line["Qty"] for line in kept), gross)
