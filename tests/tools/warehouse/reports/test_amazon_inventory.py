"""Stock files made from plain rows; what the warehouse then holds is what the rows hold."""

import random
from collections import defaultdict

import pytest

from tests.support import codes, day, load, sql
from tests.tools.warehouse.reports.flat_files import words, written
from tools.core.errors import ImportRefused
from tools.core.result import Period

DAY = Period(start=day("2026-03-02"), end=day("2026-03-02"))
MYI = "amazon.spapi.GET_FBA_MYI_UNSUPPRESSED_INVENTORY_DATA"
PLANNING = "amazon.spapi.GET_FBA_INVENTORY_PLANNING_DATA"
RESTOCK = "amazon.spapi.GET_RESTOCK_INVENTORY_RECOMMENDATIONS_REPORT"
LEDGER = "amazon.spapi.GET_LEDGER_SUMMARY_VIEW_DATA"

MYI_COLUMNS = words("""sku fnsku asin product-name condition your-price mfn-listing-exists mfn-fulfillable-quantity
    afn-listing-exists afn-warehouse-quantity afn-fulfillable-quantity afn-unsellable-quantity
    afn-reserved-quantity afn-total-quantity per-unit-volume afn-inbound-working-quantity
    afn-inbound-shipped-quantity afn-inbound-receiving-quantity afn-researching-quantity
    afn-reserved-future-supply afn-future-supply-buyable""")

PLANNING_COLUMNS = words("""snapshot-date sku fnsku asin product-name condition available
    pending-removal-quantity inv-age-0-to-90-days
    inv-age-91-to-180-days inv-age-181-to-270-days inv-age-271-to-365-days inv-age-365-plus-days currency
    qty-to-be-charged-ltsf-9-mo projected-ltsf-9-mo qty-to-be-charged-ltsf-12-mo estimated-ltsf-next-charge
    units-shipped-t7 units-shipped-t30 units-shipped-t60 units-shipped-t90 alert your-price sales-price
    lowest-price-new-plus-shipping lowest-price-used recommended-action healthy-inventory-level
    recommended-sales-price recommended-sale-duration-days recommended-removal-quantity
    estimated-cost-savings-of-recommended-actions sell-through item-volume volume-unit-measurement storage-type
    storage-volume marketplace product-group sales-rank days-of-supply estimated-excess-quantity
    weeks-of-cover-t30 weeks-of-cover-t90 featuredoffer-price sales-shipped-last-7-days
    sales-shipped-last-30-days sales-shipped-last-60-days sales-shipped-last-90-days inv-age-0-to-30-days
    inv-age-31-to-60-days inv-age-61-to-90-days inv-age-181-to-330-days inv-age-331-to-365-days
    estimated-storage-cost-next-month inbound-quantity inbound-working inbound-shipped inbound-received
    no-sale-last-6-months reserved-quantity unfulfillable-quantity estimated-ais-181-210-days
    estimated-ais-211-240-days estimated-ais-241-270-days estimated-ais-271-300-days estimated-ais-301-330-days
    estimated-ais-331-365-days estimated-ais-365-plus-days quantity-to-be-charged-ais-181-210-days
    quantity-to-be-charged-ais-211-240-days quantity-to-be-charged-ais-241-270-days
    quantity-to-be-charged-ais-271-300-days quantity-to-be-charged-ais-301-330-days
    quantity-to-be-charged-ais-331-365-days quantity-to-be-charged-ais-365-plus-days""")

PLANNING_APPENDED = [
    "historical-days-of-supply", "fba-minimum-inventory-level", "Recommended ship-in quantity", "Recommended ship-in date",
    "Inventory Supply at FBA", "Reserved FC Transfer", "Reserved FC Processing", "Reserved Customer Order", "supplier",
]  # fmt: skip

RESTOCK_COLUMNS = [
    "Country", "Product Name", "FNSKU", "Merchant SKU", "ASIN", "Condition", "Supplier", "Supplier part no.",
    "Currency code", "Price", "Sales last 30 days", "Units Sold Last 30 Days", "Total Units", "Inbound", "Available",
    "FC transfer", "FC Processing", "Customer Order", "Unfulfillable", "Working", "Shipped", "Receiving", "Fulfilled by",
    "Total Days of Supply (including units from open shipments)", "Days of Supply at Amazon Fulfillment Network",
    "Alert", "Recommended replenishment qty", "Recommended ship date", "Recommended action", "Unit storage size",
]  # fmt: skip
OPTIONAL_RESTOCK = {"Recommended action", *(name for name in RESTOCK_COLUMNS if "Days of Supply" in name)}

LEDGER_COLUMNS = [
    "Date", "FNSKU", "ASIN", "MSKU", "Title", "Disposition", "Starting Warehouse Balance", "In Transit Between Warehouses",
    "Receipts", "Customer Shipments", "Customer Returns", "Vendor Returns", "Warehouse Transfer In/Out", "Found", "Lost",
    "Damaged", "Disposed", "Other Events", "Ending Warehouse Balance", "Unknown Events", "Location", "Store",
]  # fmt: skip

LEDGER_DETAIL_COLUMNS = [
    "Date", "FNSKU", "ASIN", "MSKU", "Title", "Event Type", "Reference ID", "Quantity", "Fulfillment Center",
    "Disposition", "Reason", "Country", "Reconciled Quantity", "Unreconciled Quantity", "Date and Time", "Store",
]  # fmt: skip

TITLES = ["Dose", 'Rack, 12 "long"', "Box\nwith lid", "Café – Kanne"]


def units(seed, count=60):
    """For each SKU how many units are where."""
    chance = random.Random(seed)
    fields = ("fulfillable", "fc_transfer", "fc_processing", "customer_order", "unsellable")
    fields += ("inbound_working", "inbound_shipped", "inbound_receiving", "units_shipped_30_days", "recommended_quantity")
    return {f"00{number}-A": {field: chance.randint(0, 4000) for field in fields} for number in range(count)}


def held(warehouse, *fields, where="true"):
    """By marketplace and SKU the units of the fields."""
    columns = ", ".join(fields)
    rows = sql(warehouse, f"select marketplace, sku, {columns} from inventory_day where {where}")
    assert len({row[:2] for row in rows}) == len(rows)
    return {row[:2]: row[2:] for row in rows}


def reserved(stock):
    return stock["fc_transfer"] + stock["fc_processing"] + stock["customer_order"]


def inbound(stock):
    return stock["inbound_working"] + stock["inbound_shipped"] + stock["inbound_receiving"]


def myi_rows(stock):
    return [
        {
            "sku": sku, "fnsku": f"X{at:04}", "asin": f"B{at:09}", "product-name": TITLES[at % 2], "condition": "New",
            "your-price": "19.99", "afn-fulfillable-quantity": one["fulfillable"], "afn-unsellable-quantity": one["unsellable"],
            "afn-reserved-quantity": reserved(one), "afn-total-quantity": 999_999,
            "afn-inbound-working-quantity": one["inbound_working"], "afn-inbound-shipped-quantity": one["inbound_shipped"],
            "afn-inbound-receiving-quantity": one["inbound_receiving"],
        }
        for at, (sku, one) in enumerate(stock.items())
    ]  # fmt: skip


def planning_rows(stock, marketplace, snapshot="2026-03-02"):
    return [
        {
            "snapshot-date": snapshot, "marketplace": marketplace, "sku": sku, "fnsku": f"X{at:04}", "asin": f"B{at:09}",
            "product-name": TITLES[at % 2], "condition": "New", "currency": "EUR", "available": one["fulfillable"],
            "reserved-quantity": reserved(one), "unfulfillable-quantity": one["unsellable"],
            "inbound-quantity": inbound(one), "inbound-working": one["inbound_working"],
            "inbound-shipped": one["inbound_shipped"], "inbound-received": one["inbound_receiving"],
            "units-shipped-t7": 1, "units-shipped-t30": one["units_shipped_30_days"],
            "Recommended ship-in quantity": one["recommended_quantity"], "Reserved FC Transfer": one["fc_transfer"],
            "Reserved FC Processing": one["fc_processing"], "Reserved Customer Order": one["customer_order"],
        }
        for at, (sku, one) in enumerate(stock.items())
    ]  # fmt: skip


def restock_rows(stock, country):
    return [
        {
            "Country": country, "Product Name": TITLES[at % 4], "FNSKU": f"X{at:04}", "Merchant SKU": sku,
            "ASIN": f"B{at:09}", "Condition": "New", "Currency code": "GBP", "Price": "9.99",
            "Units Sold Last 30 Days": one["units_shipped_30_days"], "Total Units": 999_999, "Inbound": inbound(one),
            "Available": one["fulfillable"], "FC transfer": one["fc_transfer"], "FC Processing": one["fc_processing"],
            "Customer Order": one["customer_order"], "Unfulfillable": one["unsellable"],
            "Working": one["inbound_working"], "Shipped": one["inbound_shipped"], "Receiving": one["inbound_receiving"],
            "Fulfilled by": "Amazon", "Recommended replenishment qty": one["recommended_quantity"],
            "Recommended ship date": "04/07/2026", "Alert": "out_of_stock",
        }
        for at, (sku, one) in enumerate(stock.items())
    ]  # fmt: skip


FIELDS = ("fulfillable", "fc_transfer", "fc_processing", "customer_order", "unsellable", "inbound")
FIELDS += ("inbound_working", "inbound_shipped", "inbound_receiving", "units_shipped_30_days", "recommended_quantity")


def expected(stock, marketplace):
    return {(marketplace, sku): tuple({**one, "inbound": inbound(one)}[f] for f in FIELDS) for sku, one in stock.items()}


@pytest.mark.parametrize("columns", [MYI_COLUMNS, MYI_COLUMNS[:18]], ids=["21 columns", "18 columns"])
def test_manage_fba_inventory(warehouse, columns):
    stock = units(11)
    content = written(myi_rows(stock), columns)
    result = load(warehouse, content, file="myi.txt", marketplace="amazon_us", period=DAY)
    assert (result.report, result.rows_added) == (MYI, len(stock))
    names = ("fulfillable", "reserved", "unsellable", "inbound", "inbound_working", "inbound_shipped", "inbound_receiving")
    assert held(warehouse, *names, where="snapshot_date = '2026-03-02' and source = 'myi'") == {
        ("amazon_us", sku): tuple({**one, "reserved": reserved(one), "inbound": inbound(one)}[name] for name in names)
        for sku, one in stock.items()
    }


@pytest.mark.parametrize(
    ("rows", "columns"),
    [(myi_rows(units(1, 2)), MYI_COLUMNS), (restock_rows(units(1, 2), "DE"), RESTOCK_COLUMNS)],
    ids=["manage FBA inventory", "restock"],
)
def test_a_snapshot_without_its_day_is_refused(warehouse, rows, columns):
    with pytest.raises(ImportRefused) as refusal:
        load(warehouse, written(rows, columns), marketplace="amazon_de")
    assert refusal.value.key == "day_needed"


def test_planning_of_two_marketplaces(warehouse):
    german, british = units(12), units(13)
    rows = [*planning_rows(german, "DE"), *planning_rows(british, "UK")]
    result = load(warehouse, written(rows, PLANNING_COLUMNS + PLANNING_APPENDED), file="planning.txt")
    assert (result.report, result.rows_added) == (PLANNING, len(rows))
    assert held(warehouse, *FIELDS) == {**expected(german, "amazon_de"), **expected(british, "amazon_uk")}
    assert sql(warehouse, "select distinct snapshot_date, source from inventory_day") == [(day("2026-03-02"), "planning")]


def test_planning_without_the_columns_that_came_later(warehouse):
    stock = units(12)
    load(warehouse, written(planning_rows(stock, "US"), PLANNING_COLUMNS), file="planning.txt")
    found = held(warehouse, "fulfillable", "reserved", "fc_transfer", "recommended_quantity")
    assert found == {("amazon_us", sku): (one["fulfillable"], reserved(one), None, None) for sku, one in stock.items()}


@pytest.mark.parametrize(
    ("delimiter", "columns", "encoding"),
    [
        ("\t", RESTOCK_COLUMNS, "utf-8"),
        (",", RESTOCK_COLUMNS, "utf-8-sig"),
        (",", [name for name in RESTOCK_COLUMNS if name not in OPTIONAL_RESTOCK], "utf-8-sig"),
    ],
    ids=["TSV", "CSV with mark", "without optional columns"],
)
@pytest.mark.parametrize("country", ["United Kingdom", "UK", "GB"])
def test_restock(warehouse, delimiter, columns, encoding, country):
    stock = units(14)
    content = written(restock_rows(stock, country), columns, delimiter).encode(encoding)
    result = load(warehouse, content, file="restock.csv", period=DAY)
    assert (result.report, result.rows_added) == (RESTOCK, len(stock))
    assert held(warehouse, *FIELDS) == expected(stock, "amazon_uk")
    assert {title for (title,) in sql(warehouse, "select distinct title from inventory_day")} == set(TITLES)


def ledger_rows(seed, days, locations, skus=12):
    """A row for each day, SKU, disposition and location that has one."""
    chance = random.Random(seed)
    return [
        {
            "Date": date, "FNSKU": f"X{sku:04}", "ASIN": f"B{sku:09}", "MSKU": f"00{sku}-A", "Title": TITLES[sku % 2],
            "Disposition": disposition, "Starting Warehouse Balance": "5", "In Transit Between Warehouses": "1",
            "Receipts": "2", "Customer Shipments": "-3", "Ending Warehouse Balance": str(chance.choice([4, 4, 7, 120])),
            "Location": location,
        }
        for date in days
        for sku in range(skus)
        for disposition in ("SELLABLE", "CUSTOMER_DAMAGED", "DEFECTIVE")
        for location in locations
        if disposition == "SELLABLE" or chance.random() < 0.3
    ]  # fmt: skip


def ledger_sums(rows):
    """By day and SKU the units that can and that cannot be sold."""
    sums = defaultdict(lambda: [0, 0])
    for row in rows:
        month, date, year = row["Date"].split("/")
        entry = sums[day(f"{year}-{month}-{date}"), row["MSKU"]]
        entry[row["Disposition"] != "SELLABLE"] += int(row["Ending Warehouse Balance"])
    return {key: tuple(entry) for key, entry in sums.items()}


LEDGER_SQL = """select snapshot_date, sku, sum(fulfillable)::int, coalesce(sum(unsellable), 0)::int
    from inventory_day where source = 'ledger' group by all"""


@pytest.mark.parametrize("locations", [["US"], ["ACY1", "SAN3", "ONT8"]], ids=["by country", "by fulfilment centre"])
@pytest.mark.parametrize("columns", [LEDGER_COLUMNS, LEDGER_COLUMNS[:-1]], ids=["with store", "without store"])
def test_ledger_counts_every_row_once(warehouse, columns, locations):
    rows = ledger_rows(15, ["07/05/2026", "07/06/2026"], locations)
    result = load(warehouse, written(rows, columns, ","), file="ledger.csv", marketplace="amazon_us")
    assert (result.report, result.rows_read, result.rows_rejected) == (LEDGER, len(rows), 0)
    assert {row[:2]: row[2:] for row in sql(warehouse, LEDGER_SQL)} == ledger_sums(rows)


def test_ledger_again_changes_nothing(warehouse):
    rows = ledger_rows(15, ["07/05/2026", "07/06/2026"], ["ACY1", "SAN3"])
    load(warehouse, written(rows[: len(rows) // 2], LEDGER_COLUMNS), file="first.txt", marketplace="amazon_us")
    load(warehouse, written(rows, LEDGER_COLUMNS), file="both.txt", marketplace="amazon_us")
    assert {row[:2]: row[2:] for row in sql(warehouse, LEDGER_SQL)} == ledger_sums(rows)


def test_ledger_by_month_has_no_day(warehouse):
    rows = [{**row, "Date": "07/2026"} for row in ledger_rows(15, ["07/05/2026"], ["US"])]
    result = load(warehouse, written(rows, LEDGER_COLUMNS), marketplace="amazon_us")
    assert (result.rows_added, result.rows_rejected, codes(result)) == (0, len(rows), set())
    assert {rejection.column for rejection in result.rejections} == {"Date"}


def test_movements_of_the_ledger_are_no_stock(warehouse):
    with pytest.raises(ImportRefused) as refusal:
        load(warehouse, written([dict.fromkeys(LEDGER_DETAIL_COLUMNS, "1")], LEDGER_DETAIL_COLUMNS))
    assert refusal.value.key == "unknown_header"
    assert LEDGER in {entry["report"] for entry in refusal.value.details["closest"]}
