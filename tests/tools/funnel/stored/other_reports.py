"""Rows of ad, search and stock reports."""

from tests.tools.funnel.stored.shops import DAYS, on
from tests.tools.sales.seeding import seed

SUNDAYS = range(0, DAYS, 7)


def ads(sku="A", *, of=range(DAYS), impressions=5000, clicks=50, units=5, price=30, **cells):
    """An ad row of a product for each day."""
    found = []
    for number in of:
        told = {n: f(number) if callable(f) else f for n, f in {"i": impressions, "c": clicks, "u": units, "p": price}.items()}
        figures = {"impressions": told["i"], "clicks": told["c"], "orders": told["u"], "units": told["u"]}
        money = {"cost": "10", "sales": str(told["u"] * told["p"])}
        names = {"sku": sku, "asin": f"B-{sku}", "grain": "advertised_product"}
        found.append({**names, "day": on(number), **figures, **money, **cells})
    return found


def advertised(warehouse, *groups):
    seed(warehouse, "ad_day", *[row for group in groups for row in group])


def weeks(sku="A", *, of=SUNDAYS, every=7, impressions=10000, clicks=300, purchases=30, price=30, **cells):
    """A row of the search catalog performance report for each week; figures are of the week."""
    found = []
    for number in of:
        i, c, p = (f(number) if callable(f) else f for f in (impressions, clicks, purchases))
        figures = {"impressions": i, "clicks": c, "purchases": p, "sales": str(p * price)}
        found.append({"asin": f"B-{sku}", "days": (on(number), on(number + every - 1)), **figures, **cells})
    return found


def searched(warehouse, *groups):
    seed(warehouse, "search_performance", *[row for group in groups for row in group])


def stock(sku="A", *, out, of=range(DAYS), **cells):
    """A snapshot for each day."""
    return [
        {"sku": sku, "day": on(number), "fulfillable": 0 if number in out else 7, "source": "ledger", **cells} for number in of
    ]


def stocked(warehouse, *groups):
    seed(warehouse, "inventory_day", *[row for group in groups for row in group])
