"""All that happened in one marketplace of the demo shop; every report is written from it."""

from dataclasses import dataclass

from copilot.demo.ads import Ads, draw_ads
from copilot.demo.demand import Demand, draw_demand
from copilot.demo.ledger import Ledger, draw_ledger
from copilot.demo.orders import OrderLines, draw_orders
from copilot.demo.payments import Payment, draw_payments
from copilot.demo.sales import Sales, count_sales
from copilot.demo.search import Searches, draw_searches
from copilot.demo.shop import Marketplace, Shop
from copilot.demo.stock import Snapshot, draw_stock


@dataclass(frozen=True)
class Facts:
    """What happened in one marketplace."""

    demand: Demand
    lines: OrderLines
    sales: Sales
    ads: Ads
    searches: Searches
    stock: list[Snapshot]
    ledger: Ledger
    payments: list[Payment]


def draw_facts(shop: Shop, market: Marketplace) -> Facts:
    """Draw a marketplace; the same shop gives the same facts on every run."""
    demand = draw_demand(shop, market)
    lines = draw_orders(shop, market, demand.lines)
    sales = count_sales(shop, market, lines)
    ads = draw_ads(shop, market, demand, sales)
    return Facts(
        demand=demand,
        lines=lines,
        sales=sales,
        ads=ads,
        searches=draw_searches(shop, market, demand, sales),
        stock=draw_stock(shop, market, sales),
        ledger=draw_ledger(shop, market, sales),
        payments=draw_payments(shop, market, lines, sales, ads),
    )
