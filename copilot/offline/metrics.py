"""Which figures a question asks for."""

import re
from functools import cache

from copilot.offline.lexicon import words
from copilot.offline.text import Utterance
from tools.core.references import word_pattern
from tools.sales.catalogue import metric_names

_OVERVIEW = ["gross_revenue", "units", "orders"]
# A question about selling that names no metric: what it counts.
_IMPLIED = {
    "ad_spend": ["ad_spend"],
    "buyers": ["buyers"],
    "revenue": ["gross_revenue"],
    "orders": ["orders"],
    "units": ["units"],
    "overview": _OVERVIEW,
}
# In a question about search, what the words of ads, traffic and sales mean.
_IN_SEARCH = {
    "impressions": "search_impressions",
    "clicks": "search_clicks",
    "ctr": "search_click_rate",
    "unit_session_percentage": "search_conversion_rate",
    "orders": "search_purchases",
    "gross_revenue": "search_sales",
}
_FUNNEL = ["search_impressions", "search_clicks", "search_cart_adds", "search_purchases"]
_BY_AMOUNT = r"按金额|金额口径|by (?:amount|value)|in value|amount-based"


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    names = sorted(metric_names().items(), key=lambda item: -len(item[0]))
    return [(re.compile(word_pattern(name)), metric) for name, metric in names if len(name) > 1]


def find_metrics(utterance: Utterance) -> list[str]:
    """Metric ids named in a question, in the order named; taken out."""
    utterance.take_match(words("not_asked"))
    found = _said_otherwise(utterance)
    for pattern, metric in _patterns():
        for match in list(pattern.finditer(utterance.rest)):
            found.setdefault(metric, match.start())
            found[metric] = min(found[metric], match.start())
            utterance.take(match.span())
    if "refund_rate" in found and utterance.take_match(_BY_AMOUNT):
        found["refund_rate_amount"] = found.pop("refund_rate")
    if utterance.has(words("search_funnel")) and not set(found) - {"sessions"}:
        return _FUNNEL
    if is_about_search(utterance):
        found = _of_search(utterance, found)
    return sorted(found, key=lambda metric: found[metric])


def is_about_search(utterance: Utterance) -> bool:
    """Whether figures are those of search results rather than of ads."""
    return utterance.has(words("search")) and not utterance.has(words("ads"))


def asks_low_stock(utterance: Utterance) -> bool:
    """Whether the question is which goods run out first."""
    return utterance.has(words("low_stock")) and utterance.has(words("which_goods")) and not utterance.has(words("how_to"))


def _said_otherwise(utterance: Utterance) -> dict[str, int]:
    """Metrics that are asked for without their name; taken out."""
    found: dict[str, int] = {}
    if asks_low_stock(utterance) and (match := utterance.take_match(words("low_stock"))):
        found["days_of_supply"] = match.start()
    if match := utterance.take_match(words("refunded_most")):
        found["refunds"] = match.start()
    return found


def _of_search(utterance: Utterance, found: dict[str, int]) -> dict[str, int]:
    named = {_IN_SEARCH.get(metric, metric): place for metric, place in sorted(found.items(), key=lambda item: -item[1])}
    if named and (match := utterance.take_match(words("search_bought"))):
        named.setdefault("search_purchases", match.start())
    return named


def implied_metrics(utterance: Utterance) -> list[str]:
    """Metrics of a question that speaks of selling without naming one."""
    return next((metrics for kind, metrics in _IMPLIED.items() if utterance.has(words(f"implied_{kind}"))), [])
