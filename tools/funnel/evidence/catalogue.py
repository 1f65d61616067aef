"""What is read of each table of report periods."""

from functools import cache

from tools.funnel.evidence.reports import Report
from tools.sales.catalogue import tables

_BY_ASIN = "coalesce(p.sku, f.asin)"
_BY_SKU = "coalesce(f.sku, p.sku, f.asin)"
_ADVERTISED = ("advertised_product",)
_ADS = {f"ad_{name}": f"f.{name}" for name in ("impressions", "clicks", "cost", "sales", "orders")}
_SEARCH = {"search_impressions": "f.impressions", "search_clicks": "f.clicks", "search_purchases": "f.purchases"}
_QUERIES = {"query_impressions": "f.impressions", "market_impressions": "f.total_impressions"}
_TRAFFIC = {
    "sessions": "f.sessions",
    "buy_box_sessions": "f.sessions * f.buy_box_percentage",
    "units": "f.units_ordered",
    "sales": "f.ordered_product_sales",
    "refunded_units": "f.units_refunded",
}


@cache
def reports() -> tuple[Report, ...]:
    """All of them; the spend of ads stands in every grain and is taken from one."""
    others = tuple(grain for grain in tables()["ad_day"].grains if grain not in _ADVERTISED)
    return (
        Report(
            "ad_day", (*_ADVERTISED, *others), _ADS, frozenset({"ad_cost", "ad_sales"}), products=_ADVERTISED, sku=_BY_SKU
        ),
        Report("search_performance", ("asin",), _SEARCH, products=("asin",), sku=_BY_ASIN, whole=False),
        Report("search_performance", ("query",), _QUERIES, products=("query",), sku=_BY_ASIN, whole=False),
        Report("traffic_day", ("store",), _TRAFFIC, frozenset({"sales"})),
        Report(
            "traffic_day", ("asin",), _TRAFFIC, frozenset({"sales"}), granularities=("sku", "child_asin"), products=("asin",),
            sku=_BY_SKU, together=False,
        ),
    )  # fmt: skip
