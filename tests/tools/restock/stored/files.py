"""Report files as a seller exports them, and how they come into a warehouse."""

import csv
import io
import json
from datetime import date, timedelta

from tests.support import ALL_ORDERS, load
from tools.restock.request import RestockQuestion
from tools.restock.restock_plan import restock_plan

TODAY = date(2026, 5, 31)
"""The evening of the plan: no closure, peak or change of clocks within a usual lead time."""
CHANNELS = {
    "amazon_de": "Amazon.de", "amazon_fr": "Amazon.fr", "amazon_it": "Amazon.it", "amazon_es": "Amazon.es",
    "amazon_se": "Amazon.se", "amazon_uk": "Amazon.co.uk", "amazon_us": "Amazon.com", "amazon_jp": "Amazon.co.jp",
}  # fmt: skip
CURRENCIES = {"amazon_us": "USD", "amazon_jp": "JPY", "amazon_uk": "GBP"}
COUNTRIES = {"amazon_de": "DE", "amazon_fr": "FR", "amazon_us": "US", "amazon_jp": "JP", "amazon_uk": "GB"}


def ago(days):
    """The day so many days before that of the plan."""
    return TODAY - timedelta(days=days)


def table(rows, tab=False):
    """A file of rows, each a mapping of columns; the header holds all of them."""
    header = list(dict.fromkeys(name for row in rows for name in row))
    written = io.StringIO()
    sheet = csv.DictWriter(written, header, delimiter="\t" if tab else ",", lineterminator="\n")
    sheet.writeheader()
    sheet.writerows(rows)
    return written.getvalue()


def line(day, sku="A", units=1, place="amazon_de", price=20, status="Shipped", order=None, **cells):
    """Cells of an order line of Amazon's All Orders report."""
    return {
        "amazon-order-id": order or f"{place[-2:]}-{sku}-{day}", "purchase-date": f"{day}T12:00:00+00:00",
        "last-updated-date": f"{day}T13:00:00+00:00", "order-status": status, "item-status": status,
        "fulfillment-channel": "Amazon", "sales-channel": CHANNELS[place], "product-name": f"Article {sku}", "sku": sku,
        "asin": f"B0{sku:0>8}", "quantity": units, "currency": CURRENCIES.get(place, "EUR"),
        "item-price": "" if price is None else price * units, "ship-country": place[-2:].upper(), **cells,
    }  # fmt: skip


def lines(sku="A", units=1, place="amazon_de", of=range(180), **cells):
    """A line for each day, counted back from the day of the plan; units may be a function of that number."""
    sold = [(at, units(at) if callable(units) else units) for at in of]
    return [line(ago(at), sku, number, place, **cells) for at, number in sold if number]


def orders(*groups):
    """An All Orders file."""
    rows = [row for group in groups for row in group]
    return table([{name: row.get(name, "") for name in ALL_ORDERS} for row in rows], tab=True)


def restock_report(*rows, country="DE"):
    """Amazon's Restock Inventory report; a row is (SKU, available) and further cells."""
    return table([_restock(country, *row) for row in rows], tab=True)


def _restock(country, sku, available, cells=None):
    names = (
        "FC transfer", "FC Processing", "Customer Order", "Unfulfillable", "Working", "Shipped", "Receiving", "Inbound",
        "Units Sold Last 30 Days",
    )  # fmt: skip
    return {
        "Country": country, "Product Name": f"Article {sku}", "FNSKU": f"X{sku}", "Merchant SKU": sku, "ASIN": f"B0{sku:0>8}",
        "Condition": "New", "Currency code": "EUR", "Available": available, **dict.fromkeys(names, 0), **(cells or {}),
    }  # fmt: skip


def myi(*rows):
    """Amazon's Manage FBA Inventory report."""
    names = ("unsellable", "reserved", "inbound-working", "inbound-shipped", "inbound-receiving")
    return table(
        [
            {
                "sku": sku, "fnsku": f"X{sku}", "asin": f"B0{sku:0>8}", "product-name": f"Article {sku}", "condition": "New",
                "afn-fulfillable-quantity": units, **{f"afn-{name}-quantity": 0 for name in names}, **(cells or {}),
            }
            for sku, units, *rest in rows
            for cells in [rest[0] if rest else None]
        ],
        tab=True,
    )  # fmt: skip


def planning(day, *rows, marketplace="DE"):
    """Amazon's inventory planning report."""
    return table(
        [
            {
                "snapshot-date": day, "sku": sku, "fnsku": f"X{sku}", "asin": f"B0{sku:0>8}", "product-name": f"Article {sku}",
                "condition": "New", "marketplace": marketplace, "currency": "EUR", "available": units, "units-shipped-t30": 0,
                **(rest[0] if rest else {}),
            }
            for sku, units, *rest in rows
        ],
        tab=True,
    )  # fmt: skip


def ledger(*rows, location="DE"):
    """Amazon's ledger summary by day; a row is (day, SKU, closing units) and, perhaps, a disposition."""
    return table(
        [
            {
                "Date": f"{day:%m/%d/%Y}", "FNSKU": f"X{sku}", "ASIN": f"B0{sku:0>8}", "MSKU": sku, "Title": f"Article {sku}",
                "Disposition": rest[0] if rest else "SELLABLE", "Starting Warehouse Balance": 0, "Receipts": 0,
                "Ending Warehouse Balance": units, "Location": location,
            }
            for day, sku, units, *rest in rows
        ],
        tab=True,
    )  # fmt: skip


def put(warehouse, content, file="file.csv", **request):
    """Import a file whose every row must be taken."""
    result = load(warehouse, content, file=file, **request)
    assert not result.rejections, (file, result.rejections[:3])
    return result


LEAD = {"lead_time": {"mean_days": 30, "sd_days": 5}}


def plan(warehouse, **question):
    """The plan."""
    asked = RestockQuestion.model_validate_json(json.dumps(question, default=str))
    return restock_plan(asked, warehouse=warehouse, exports=None, today=TODAY)


def rows_of(result):
    """Rows by SKU and pool."""
    return {(row.sku, row.pool): row for row in result.rows}


class Desk:
    """Imports files and asks for plans, with a lead time of 30 ± 5 days unless told otherwise."""

    def __init__(self, warehouse):
        self.warehouse = warehouse

    def put(self, content, file="file.csv", **words):
        """Import a file."""
        return put(self.warehouse, content, file, **words)

    def ordered(self, *groups, file="orders.txt", **words):
        """Import an All Orders file."""
        return self.put(orders(*groups), file, **words)

    def stocked(self, *rows, day=TODAY, place="amazon_de", **words):
        """Import a Restock report."""
        report = restock_report(*rows, country=COUNTRIES[place])
        return self.put(report, f"restock_{place}_{day}.txt", marketplace=place, **words)

    def sheet(self, *rows, file="sheet.csv", **words):
        """Import a sheet of rows."""
        return self.put(table(rows), file, **words)

    def plan(self, on_hand=None, **question):
        """The plan; `on_hand` stands for a stock report where it does not matter which."""
        held = [] if on_hand is None else [{"on_hand": on_hand}]
        return plan(self.warehouse, **{"overrides": [LEAD, *held], **question})

    def row(self, sku="A", pool=None, **question):
        """The one row of a SKU."""
        [row] = [row for row in self.plan(**question).rows if row.sku == sku and pool in (None, row.pool)]
        return row
