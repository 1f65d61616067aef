"""Questions of every shape that the semantic layer compiles."""

from itertools import combinations

ORDERS = "gross_revenue net_revenue units orders average_order_value average_selling_price refund_rate refund_rate_amount"
MOST = ORDERS.removesuffix(" refund_rate_amount")
TRAFFIC = "sessions page_views unit_session_percentage buy_box_percentage"
TIMES = ["day", "week", "month", "quarter", "year"]
NAMES = ["shop", "platform", "marketplace", "country", "sku", "asin", "parent_asin", "brand", "category", "fulfilment"]
DE, US = {"marketplace": ["amazon_de"]}, {"marketplace": ["US"]}
AUGUST = {"from": "2026-08-10", "to": "2026-08-23"}
DEMO = {"shop": ["demo"]}
GIFTS = {"shop": ["gifts"]}


def _splits():
    for name in [*TIMES, *NAMES]:
        yield MOST, {"dimensions": [name], "window": AUGUST, "filters": DEMO}
    for name in [*TIMES, "shop", "platform", "marketplace", "sku", "asin", "parent_asin", "brand", "category"]:
        yield TRAFFIC, {"dimensions": [name], "window": AUGUST, "filters": DEMO}
    for one, other in combinations(["week", "marketplace", "brand", "sku"], 2):
        yield "gross_revenue units orders", {"dimensions": [one, other], "window": AUGUST, "limit": 50}


def _windows():
    for period in ["all", "last_week", "last_month", "last_30_days", "2026-08", "2026-Q3", "yesterday"]:
        yield f"{MOST} sessions", {"window": period, "filters": DEMO}
    for rule in ["previous_period", "same_period_last_year", {"from": "2026-06-01", "to": "2026-06-30"}]:
        yield "gross_revenue units orders", {"window": "2026-08", "compare": rule, "dimensions": ["marketplace", "week"]}
        yield MOST, {"window": "2026-09", "compare": rule, "currency": "EUR", "filters": DEMO}


def _conversions():
    for currency in ["USD", "EUR", "JPY", "CNY"]:
        yield MOST, {"currency": currency, "filters": DEMO}
        yield "gross_revenue net_revenue", {"currency": currency, "dimensions": ["month", "category"], "window": "2026-Q3"}
        yield "gross_revenue", {"currency": currency, "dimensions": ["sku"], "limit": 5, "window": AUGUST}


def _filters():
    yield MOST, {"filters": {"sku": ["A17"]}, "dimensions": ["month"]}
    yield MOST, {"filters": {"sku": ["A17", "A18"], **DE}, "window": "last_30_days", "dimensions": ["sku"]}
    yield MOST, {"filters": {"place": ["Germany"]}, "window": "last_month"}
    yield MOST, {"filters": {"country": ["DE", "US"]}, "window": AUGUST, "dimensions": ["country"]}
    yield (
        "units sessions",
        {"filters": {"marketplace": ["amazon_de", "amazon_jp"]}, "dimensions": ["marketplace", "day"], "window": AUGUST},
    )
    yield MOST, {"filters": {"fulfilment": ["FBA"], **US}, "window": AUGUST}
    yield f"{MOST} buyers", {"filters": GIFTS}
    yield f"{MOST} buyers", {"filters": GIFTS, "dimensions": ["country"]}
    yield f"{MOST} buyers", {"filters": {**GIFTS, "country": ['it\'s "here"', "日本"]}, "dimensions": ["country", "week"]}
    yield ORDERS, {"filters": {**GIFTS, "sku": ["a\\b", "sku_3"]}, "dimensions": ["sku"]}
    yield ORDERS, {"filters": GIFTS, "dimensions": ["sku", "week"], "limit": 7}


def _rankings():
    for metric in ["gross_revenue", "units", "average_selling_price", "orders"]:
        for descending in (True, False):
            yield metric, {"dimensions": ["sku"], "window": AUGUST, "limit": 3, "descending": descending, "order_by": metric}
    yield (
        "sessions unit_session_percentage",
        {"dimensions": ["asin"], "order_by": "unit_session_percentage", "limit": 4, "filters": DE},
    )
    for metric in ["refund_rate", "refund_rate_amount", "buyers"]:
        yield metric, {"dimensions": ["sku", "week"], "limit": 6, "order_by": metric, "filters": GIFTS}
    yield "gross_revenue", {"dimensions": ["day"], "order_by": "day", "limit": 5, "filters": DE, "window": AUGUST}
    yield "units", {"dimensions": ["brand", "month"], "order_by": "brand", "descending": False, "limit": 9}


QUESTIONS = [*_splits(), *_windows(), *_conversions(), *_filters(), *_rankings()]
