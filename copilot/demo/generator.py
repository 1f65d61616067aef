"""Writes the report files of the demo shop, the same bytes on every run."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from copilot.demo.ads_file import write_ads
from copilot.demo.facts import Facts, draw_facts
from copilot.demo.ledger_file import write_ledger
from copilot.demo.messages_file import write_messages
from copilot.demo.orders import OrderLines
from copilot.demo.orders_file import write_orders
from copilot.demo.restock_files import write_inbound, write_settings, write_uplifts, write_warehouse_stock
from copilot.demo.search import write_searches
from copilot.demo.settlement_file import write_settlements
from copilot.demo.shop import Marketplace, Shop, load_shop
from copilot.demo.stock import Snapshot
from copilot.demo.stock_files import write_inventory, write_restock
from copilot.demo.tables import write_events, write_fx_rates, write_products
from copilot.demo.traffic import write_traffic

PRODUCTS = "chuhai.products"
FX_RATES = "chuhai.fx_rates"
EVENTS = "chuhai.events"
ORDERS = "amazon.spapi.GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL"
TRAFFIC = "amazon.spapi.GET_SALES_AND_TRAFFIC_REPORT"
ADS = "amazon.ads.console.sp_advertised_product"
SEARCH = "amazon.spapi.GET_BRAND_ANALYTICS_SEARCH_CATALOG_PERFORMANCE_REPORT"
INVENTORY = "amazon.spapi.GET_FBA_MYI_UNSUPPRESSED_INVENTORY_DATA"
RESTOCK = "amazon.spapi.GET_RESTOCK_INVENTORY_RECOMMENDATIONS_REPORT"
LEDGER = "amazon.spapi.GET_LEDGER_SUMMARY_VIEW_DATA"
SETTLEMENTS = "amazon.spapi.GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2"
RESTOCK_SETTINGS = "chuhai.restock_settings"
UPLIFTS = "chuhai.uplifts"
INBOUND = "chuhai.inbound"
WAREHOUSE_STOCK = "chuhai.warehouse_stock"
MESSAGES = "chuhai.messages"
ENDINGS = {"orders": "txt", "ads": "csv", "search": "json", "ledger": "txt", "settlements": "txt"}


@dataclass(frozen=True)
class DemoFile:
    """A report file of the demo shop and what an import needs to know of it."""

    path: Path
    report: str
    shop: str
    marketplace: str | None


def write_demo_files(folder: Path) -> list[DemoFile]:
    """Write the report files of the demo shop.

    Args:
        folder: Where to write; made if missing, files of the same name are replaced.

    Returns:
        The files in the order in which to import them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shop = load_shop()
    products, fx_rates, events = (folder / f"{name}.csv" for name in ("products", "fx_rates", "events"))
    write_products(products, shop)
    write_fx_rates(fx_rates, shop)
    write_events(events, shop)
    files = [
        DemoFile(products, PRODUCTS, shop.id, None),
        DemoFile(fx_rates, FX_RATES, shop.id, None),
        DemoFile(events, EVENTS, shop.id, None),
    ]
    stock: dict[str, Snapshot] = {}
    lines: dict[str, OrderLines] = {}
    for market in shop.marketplaces:
        facts = draw_facts(shop, market)
        stock[market.id], lines[market.id] = facts.stock[-1], facts.lines
        files += _reports(folder, shop, market, facts)
    messages = folder / "messages.csv"
    write_messages(messages, shop, lines)
    return [*files, *_restock(folder, shop, stock), DemoFile(messages, MESSAGES, shop.id, None)]


def _restock(folder: Path, shop: Shop, stock: Mapping[str, Snapshot]) -> list[DemoFile]:
    reports = (RESTOCK_SETTINGS, UPLIFTS, INBOUND, WAREHOUSE_STOCK)
    files = [DemoFile(folder / f"{report.removeprefix('chuhai.')}.csv", report, shop.id, None) for report in reports]
    settings, uplifts, inbound, warehouses = (file.path for file in files)
    write_settings(settings, shop)
    write_uplifts(uplifts, shop)
    write_inbound(inbound, shop, stock)
    write_warehouse_stock(warehouses, shop)
    return files


def _reports(folder: Path, shop: Shop, market: Marketplace, facts: Facts) -> list[DemoFile]:
    def named(name: str) -> Path:
        return folder / f"{name}_{market.id}.{ENDINGS[name]}"

    write_orders(named("orders"), market, facts.lines)
    traffic = write_traffic(folder, shop, market, facts.demand, facts.sales)
    write_ads(named("ads"), shop, market, facts.ads)
    write_searches(named("search"), shop, market, facts.searches)
    inventory = [write_inventory(folder, shop, market, snapshot) for snapshot in facts.stock]
    restock = write_restock(folder, shop, market, facts.stock[-1])
    write_ledger(named("ledger"), shop, market, facts.ledger)
    write_settlements(named("settlements"), shop, market, facts.payments)
    files = [
        (named("orders"), ORDERS),
        *((path, TRAFFIC) for path in traffic),
        (named("ads"), ADS),
        (named("search"), SEARCH),
        *((path, INVENTORY) for path in inventory),
        (restock, RESTOCK),
        (named("ledger"), LEDGER),
        (named("settlements"), SETTLEMENTS),
    ]
    return [DemoFile(path, report, shop.id, market.id) for path, report in files]
