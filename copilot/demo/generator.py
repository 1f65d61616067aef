"""Writes the report files of the demo shop, the same bytes on every run."""

from dataclasses import dataclass
from pathlib import Path

from copilot.demo.demand import draw_demand
from copilot.demo.orders import draw_orders
from copilot.demo.orders_file import write_orders
from copilot.demo.sales import count_sales
from copilot.demo.shop import Marketplace, Shop, load_shop
from copilot.demo.tables import write_fx_rates, write_products
from copilot.demo.traffic import write_traffic

PRODUCTS = "chuhai.products"
FX_RATES = "chuhai.fx_rates"
ORDERS = "amazon.spapi.GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL"
TRAFFIC = "amazon.spapi.GET_SALES_AND_TRAFFIC_REPORT"


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
    products, fx_rates = folder / "products.csv", folder / "fx_rates.csv"
    write_products(products, shop)
    write_fx_rates(fx_rates, shop)
    tables = [
        DemoFile(products, PRODUCTS, shop.id, None),
        DemoFile(fx_rates, FX_RATES, shop.id, None),
    ]
    reports = [file for market in shop.marketplaces for file in _reports(folder, shop, market)]
    return tables + reports


def _reports(folder: Path, shop: Shop, market: Marketplace) -> list[DemoFile]:
    demand = draw_demand(shop, market)
    lines = draw_orders(shop, market, demand.lines)
    orders = folder / f"orders_{market.id}.txt"
    write_orders(orders, market, lines)
    traffic = write_traffic(folder, shop, market, demand, count_sales(shop, market, lines))
    return [
        DemoFile(orders, ORDERS, shop.id, market.id),
        *(DemoFile(path, TRAFFIC, shop.id, market.id) for path in traffic),
    ]
