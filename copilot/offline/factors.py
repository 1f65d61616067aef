"""Which factor of sales, and which chain of them, a question is about."""

from copilot.offline.lexicon import words
from copilot.offline.metrics import is_about_search
from copilot.offline.text import Utterance, search

OUTCOMES = (
    "gross_revenue",
    "net_revenue",
    "units",
    "orders",
    "ad_sales",
    "ad_orders",
    "ad_units",
    "search_sales",
    "search_purchases",
)
"""Metrics whose change is what a diagnosis splits."""

_FACTOR_OF = {
    "sessions": "sessions",
    "page_views": "sessions",
    "unit_session_percentage": "cvr",
    "buy_box_percentage": "buy_box_percentage",
    "average_order_value": "aov",
    "average_selling_price": "price",
    "refund_rate": "refunds",
    "refund_rate_amount": "refunds",
    "refunds": "refunds",
    "impressions": "impressions",
    "clicks": "ctr",
    "ctr": "ctr",
    "ad_conversion_rate": "cvr",
    "search_impressions": "impressions",
    "search_clicks": "ctr",
    "search_click_rate": "ctr",
    "search_conversion_rate": "cvr",
}
METRIC_OF = {
    "sessions": "sessions",
    "cvr": "unit_session_percentage",
    "buy_box_percentage": "buy_box_percentage",
    "aov": "average_order_value",
    "price": "average_selling_price",
    "refunds": "refund_rate",
    "impressions": "impressions",
    "ctr": "ctr",
}
"""The metric by which a factor is asked for as a figure."""

_NAMED = (
    "sessions", "cvr", "ctr", "impressions", "buy_box_percentage", "in_stock_days", "aov", "price", "refunds", "fx", "mix",
)  # fmt: skip


def is_diagnosed(metric: str) -> bool:
    """Whether a diagnosis tells why this metric changed."""
    return metric in OUTCOMES or metric in _FACTOR_OF


def factors_of_metrics(metrics: list[str]) -> list[str]:
    """Factors that metrics stand for, each once."""
    return list(dict.fromkeys(_FACTOR_OF[metric] for metric in metrics if metric in _FACTOR_OF))


def named_factors(utterance: Utterance) -> list[str]:
    """Factors that an utterance names, in the order of `_NAMED`."""
    text = utterance.raw.lower()
    found = [name for name in _NAMED if search(words(f"factor_{name}"), text)]
    return [name for name in found if not (name == "price" and "aov" in found)]


def chain_of(utterance: Utterance, metrics: list[str]) -> str | None:
    """`ads` or `search` where an utterance or its metrics say so."""
    if is_about_search(utterance) and utterance.has(words("organic")):
        return "search"
    if utterance.has(words("ads")) or utterance.has(words("organic")) or any(metric.startswith("ad_") for metric in metrics):
        return "ads"
    if is_about_search(utterance) or any(metric.startswith("search_") for metric in metrics):
        return "search"
    return None
