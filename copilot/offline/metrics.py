"""Which figures a question asks for."""

import re
from functools import cache

from copilot.offline.lexicon import words
from copilot.offline.text import Utterance, word_pattern
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
_BY_AMOUNT = r"按金额|金额口径|by (?:amount|value)|in value|amount-based"


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    names = sorted(metric_names().items(), key=lambda item: -len(item[0]))
    return [(re.compile(word_pattern(name)), metric) for name, metric in names if len(name) > 1]


def find_metrics(utterance: Utterance) -> list[str]:
    """Metric ids named in a question, in the order named; taken out."""
    utterance.take_match(words("not_asked"))
    found: dict[str, int] = {}
    for pattern, metric in _patterns():
        for match in list(pattern.finditer(utterance.rest)):
            found.setdefault(metric, match.start())
            found[metric] = min(found[metric], match.start())
            utterance.take(match.span())
    if "refund_rate" in found and utterance.take_match(_BY_AMOUNT):
        found["refund_rate_amount"] = found.pop("refund_rate")
    return sorted(found, key=lambda metric: found[metric])


def implied_metrics(utterance: Utterance) -> list[str]:
    """Metrics of a question that speaks of selling without naming one."""
    return next((metrics for kind, metrics in _IMPLIED.items() if utterance.has(words(f"implied_{kind}"))), [])
