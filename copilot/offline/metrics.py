"""Which figures a question asks for."""

import re
from functools import cache

from copilot.offline.text import Utterance, word_pattern
from tools.sales.catalogue import metric_names

_OVERVIEW = ["gross_revenue", "units", "orders"]
# A question about selling that names no metric: what it counts.
_IMPLIED: list[tuple[str, list[str]]] = [
    (r"卖了多少钱|卖多少钱|进账|收入多少|how much (?:money |revenue )?(?:did|have|do|has) (?:we|i|it|they|\S+) (?:make|made|sell|sold|take|earn\w*)|how much (?:was|were|is|has been) sold", ["gross_revenue"]),
    (r"(?:多少|几)\s?(?:单|张单|笔)|how many (?:\w+ )?(?:purchases|order)", ["orders"]),
    (r"卖[了出得]?\s?(?:多少|几)|(?:多少|几)\s?(?:件|个|套|只)|销售多少|how many|卖得?最?(?:好|差|多|少)|最?畅销|热卖|爆款|滞销|best[- ]?sell\w*|top[- ]?sell\w*|worst[- ]?sell\w*|sell(?:s|ing)? (?:the )?(?:best|most|worst|least)|sold (?:the )?(?:best|most|worst|least)|\bsold\b|\bsell\b", ["units"]),
    (r"(?:销售|生意|经营|店铺|整体|业务)(?:情况|表现|状况|数据|怎么样|如何)|表现(?:怎么样|如何)|卖得(?:怎么样|如何)|how (?:are|is|was|were|did|do|does) (?:we|our|the|sales|business|it|things) (?:\w+ )?(?:do|doing|performing|perform|going)|sales (?:overview|summary|performance|figures|numbers)|performance", _OVERVIEW),
]  # fmt: skip
_BY_AMOUNT = r"按金额|金额口径|by (?:amount|value)|in value|amount-based"


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    names = sorted(metric_names().items(), key=lambda item: -len(item[0]))
    return [(re.compile(word_pattern(name)), metric) for name, metric in names if len(name) > 1]


def find_metrics(utterance: Utterance) -> list[str]:
    """Metric ids named in a question, in the order named; taken out."""
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
    return next((metrics for pattern, metrics in _IMPLIED if utterance.has(pattern)), [])
