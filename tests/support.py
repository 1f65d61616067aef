"""Small report files written by hand, and questions in one line."""

import json
import tempfile
from datetime import date
from pathlib import Path

from tools.sales.question import SalesQuestion
from tools.sales.sales_query import sales_query
from tools.warehouse.importing.importer import ImportRequest, import_file

UCI_MAPPING = """
columns:
  order_id: Invoice
  sku: StockCode
  title: Description
  quantity: Quantity
  unit_price: Price
  purchased_at: InvoiceDate
  customer_id: Customer ID
  country: Country
options:
  marketplace: gift shop
  currency: GBP
  timezone: Europe/London
  cancelled_prefix: C
  non_product_skus: [POST, D, M, "gift_*"]
"""

# The 32 columns of Amazon's All Orders report; the older form has the first 29.
ALL_ORDERS = [
    "amazon-order-id",
    "merchant-order-id",
    "purchase-date",
    "last-updated-date",
    "order-status",
    "fulfillment-channel",
    "sales-channel",
    "order-channel",
    "url",
    "ship-service-level",
    "product-name",
    "sku",
    "asin",
    "item-status",
    "quantity",
    "currency",
    "item-price",
    "item-tax",
    "shipping-price",
    "shipping-tax",
    "gift-wrap-price",
    "gift-wrap-tax",
    "item-promotion-discount",
    "ship-promotion-discount",
    "ship-city",
    "ship-state",
    "ship-postal-code",
    "ship-country",
    "promotion-ids",
    "is-business-order",
    "purchase-order-number",
    "price-designation",
]

_ORDER = {
    "amazon-order-id": "302-1", "purchase-date": "2026-03-02T10:00:00+00:00", "order-status": "Shipped",
    "fulfillment-channel": "Amazon", "sales-channel": "Amazon.de", "product-name": "Dose", "sku": "A17",
    "asin": "B000000017", "item-status": "Shipped", "quantity": "1", "currency": "EUR", "item-price": "29.99",
    "ship-city": "Köln", "ship-postal-code": "50823", "ship-country": "DE",
}  # fmt: skip


def all_orders(*orders, columns=32):
    """An All Orders file; each order overrides cells of a plain shipped German line."""
    header = ALL_ORDERS[:columns]
    rows = [header, *([{**_ORDER, **order}.get(name, "") for name in header] for order in orders)]
    return "\n".join("\t".join(row) for row in rows) + "\n"


def order(number, **cells):
    """Cells of one order line; `item_price` stands for `item-price`."""
    return {
        "amazon-order-id": number,
        **{name.replace("_", "-"): str(value) for name, value in cells.items()},
    }


def traffic_report(first, last=None, *, days=(), asins=(), granularity="DAY", marketplace="A1PA6795UKMFR9"):
    """One Sales and Traffic report as Amazon's schema has it.

    Args:
        first: First day of the report.
        last: Last day, the first when left out.
        days: (date, sessions, units, sales) of the whole store.
        asins: (asin, sku or None, sessions, units, sales) over the report's period.
    """
    return {
        "reportSpecification": {
            "reportType": "GET_SALES_AND_TRAFFIC_REPORT",
            "reportOptions": {"dateGranularity": granularity, "asinGranularity": "SKU"},
            "dataStartTime": first, "dataEndTime": last or first, "marketplaceIds": [marketplace],
        },
        "salesAndTrafficByDate": [_by_date(*day) for day in days],
        "salesAndTrafficByAsin": [_by_asin(*asin) for asin in asins],
    }  # fmt: skip


def _by_date(day, sessions, units=0, sales=0.0):
    return {
        "date": day,
        "salesByDate": {
            "orderedProductSales": {"amount": sales, "currencyCode": "EUR"},
            "unitsOrdered": units, "totalOrderItems": units, "unitsRefunded": 1,
        },
        "trafficByDate": {"sessions": sessions, "pageViews": 2 * sessions, "buyBoxPercentage": 98.5},
    }  # fmt: skip


def _by_asin(asin, sku, sessions, units=0, sales=0.0):
    return {
        "parentAsin": "B0PARENT00",
        "childAsin": asin,
        **({"sku": sku} if sku else {}),
        "salesByAsin": {
            "unitsOrdered": units, "totalOrderItems": units,
            "orderedProductSales": {"amount": sales, "currencyCode": "EUR"},
        },
        "trafficByAsin": {"sessions": sessions, "pageViews": 2 * sessions, "buyBoxPercentage": 90.0},
    }  # fmt: skip


def load(warehouse, content, file="file.csv", **request):
    """Import text, bytes, a path or a JSON document."""
    if hasattr(content, "read_bytes"):
        return import_file(warehouse, ImportRequest(path=content, **{"file": content.name, **request}))
    if isinstance(content, dict | list):
        content = json.dumps(content)
    if isinstance(content, str):
        content = content.encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "content"
        path.write_bytes(content)
        return import_file(warehouse, ImportRequest(path=path, file=file, **request))


def load_uci(warehouse, path, mapping=UCI_MAPPING, **request):
    """Import a file of `uci_lines`."""
    return load(warehouse, path, mapping=mapping, **request)


def sql(warehouse, query, *values):
    """Rows of a query of the test's own."""
    with warehouse.reader() as cursor:
        return cursor.execute(query, list(values)).fetchall()


def ask(warehouse, metrics, **question):
    """The result of a sales question; metrics as one text separated by blanks."""
    names = metrics.split() if isinstance(metrics, str) else metrics
    return sales_query(SalesQuestion(metrics=names, **question), warehouse=warehouse)


def figures(warehouse, metrics, **question):
    """The figures of a question whose answer is one row: a value, or a tuple of them."""
    result = ask(warehouse, metrics, **question)
    assert len(result.rows) == 1, result.rows
    values = tuple(result.rows[0][name] for name in result.metrics)
    return values[0] if len(values) == 1 else values


def codes(result):
    """Codes of the warnings of a result."""
    return {note.code for note in result.warnings}


def day(text):
    """A date."""
    return date.fromisoformat(text)
