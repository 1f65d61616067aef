"""A sales question in words, to the arguments of `sales_query`; follow-ups keep what was said before."""

from dataclasses import replace
from typing import Any

from copilot.offline.items import find_items
from copilot.offline.lexicon import words
from copilot.offline.metrics import asks_low_stock, find_metrics, implied_metrics
from copilot.offline.places import find_places
from copilot.offline.splits import Split, asks_each, find_currency, find_split, ranked_noun
from copilot.offline.text import Utterance, search
from copilot.offline.unknown import unknown_brands, unknown_places
from copilot.offline.vocabulary import Vocabulary
from copilot.offline.windows import When, find_when
from tools.sales.catalogue import dimensions as known_dimensions

Arguments = dict[str, Any]

_SHORT = {"zh": 14, "en": 40}
_LOWER_IS_BETTER = ("refund_rate", "refund_rate_amount", "acos", "tacos_gross", "tacos_net", "cpc")
_LISTED_SHORT = {"days_of_supply", "refunds"}
_SHORT_LIST = 10
_PLACE = ("marketplace", "country", "place")


class Parsed:
    """What one utterance says; parts it does not mention are empty."""

    def __init__(self, utterance: Utterance, vocabulary: Vocabulary) -> None:
        self.utterance = utterance
        currency = find_currency(utterance)
        self.items = find_items(utterance, vocabulary)
        self.when = find_when(utterance, vocabulary.clock) if vocabulary.clock else When()
        self.places = find_places(utterance, vocabulary)
        self.metrics = find_metrics(utterance)
        self.split = find_split(utterance, currency)
        self.guessed = _guessed(self)
        self.implied = [] if self.metrics else implied_metrics(utterance)

    @property
    def filters(self) -> dict[str, list[str]]:
        """All filters named, and names that nothing explains."""
        return {**self.guessed, **self.places, **self.items}

    @property
    def says_something(self) -> bool:
        """Whether any part of a sales question was found."""
        return bool(
            self.metrics or self.implied or self.filters or self.when.window or self.when.compare or self.split != Split()
        )


def _guessed(parsed: Parsed) -> dict[str, list[str]]:
    places = [] if parsed.places else unknown_places(parsed.utterance)
    brands = [] if "brand" in parsed.items else unknown_brands(parsed.utterance)
    return {name: values for name, values in (("place", places), ("brand", brands)) if values}


def sales_arguments(parsed: Parsed) -> Arguments:
    """Arguments of a question that stands alone."""
    split = _with_ranking(parsed)
    dimensions = list(split.dimensions)
    if split.ranked and not any(known_dimensions()[name].time is None for name in dimensions):
        noun = ranked_noun(parsed.utterance) if not dimensions else None
        dimensions = dimensions or [noun or "sku"]
    dimensions += [name for name in _each(parsed) if name not in dimensions]
    arguments: Arguments = {"metrics": _net_of_refunds(parsed)}
    if dimensions:
        arguments["dimensions"] = dimensions
    if parsed.filters:
        arguments["filters"] = parsed.filters
    arguments["window"] = parsed.when.window or {"period": "all"}
    if parsed.when.compare:
        arguments["compare"] = parsed.when.compare
    if split.ranked and dimensions and all(known_dimensions()[name].time for name in dimensions):
        arguments["order_by"] = arguments["metrics"][0]
    return {**arguments, **_ranking(split, arguments["metrics"])}


def _with_ranking(parsed: Parsed) -> Split:
    """The split, with what a question on stock or refunds means by its ranking: what runs out first, the ten with most."""
    split = parsed.split
    if asks_low_stock(parsed.utterance) and "days_of_supply" in parsed.metrics:
        split = replace(split, ranked=True, descending=False, by_merit=False)
    listed = split.ranked and split.limit is None and set(parsed.metrics) & _LISTED_SHORT
    return replace(split, limit=_SHORT_LIST) if listed else split


def _net_of_refunds(parsed: Parsed) -> list[str]:
    """`扣掉退款卖了多少钱` asks for net revenue without naming it."""
    said = parsed.metrics or parsed.implied
    if parsed.utterance.has(
        r"(?:扣掉?|扣除|减去|去掉|刨去|除去)(?:退款|退货)|(?:after|net of|minus|less) (?:the )?(?:refunds|returns)"
    ):
        kept = [metric for metric in said if metric != "refunds"] or said
        return ["net_revenue" if metric == "gross_revenue" else metric for metric in kept]
    return said


def _ranking(split: Split, metrics: list[str]) -> Arguments:
    found: Arguments = {}
    if split.limit:
        found["limit"] = split.limit
    # The worst refund rate is the highest one, and the best the lowest.
    turned = split.by_merit and metrics[0] in _LOWER_IS_BETTER
    if split.ranked and split.descending is turned:
        found["descending"] = False
    if metrics[0] == "days_of_supply" and split.descending is None:
        found["descending"] = False
    if split.currency:
        found["currency"] = split.currency
    return found


def _each(parsed: Parsed) -> list[str]:
    """`德国和日本分别多少`, `FBA 和 FBM 各多少`: several values of one filter, each with its row."""
    several = [name for name, values in parsed.filters.items() if len(values) > 1]
    if not several or not (asks_each(parsed.utterance) or parsed.utterance.has(r"各|\bvs\b|versus|和|与|跟|谁|\band\b|、")):
        return []
    return ["marketplace" if name in ("place", "marketplace") else name for name in several]


def is_follow_up(parsed: Parsed, previous: Arguments | None) -> bool:
    """Whether an utterance continues the question before it."""
    if previous is None or not parsed.says_something:
        return False
    raw = parsed.utterance.raw.lower()
    if not (parsed.metrics or parsed.implied):
        return True
    if parsed.when.window and parsed.filters:
        return False
    return search(words("follow_up"), raw) is not None or (
        len(raw) <= _SHORT[parsed.utterance.language] and not parsed.when.window and not parsed.filters
    )


def merged_arguments(parsed: Parsed, previous: Arguments) -> Arguments:
    """The previous question with the parts that this utterance says anew."""
    arguments: Arguments = {**previous}
    if parsed.metrics or (parsed.implied and not parsed.split.ranked):
        adds = parsed.utterance.has(words("adds"))
        said = parsed.metrics or parsed.implied
        arguments["metrics"] = list(dict.fromkeys([*previous["metrics"], *said] if adds else said))
    arguments["filters"] = merged_filters(parsed, previous)
    if parsed.when.window:
        arguments["window"] = parsed.when.window
        if parsed.when.compare is None and "rule" not in (previous.get("compare") or {"rule": ""}):
            arguments.pop("compare", None)
    if parsed.when.compare:
        arguments["compare"] = parsed.when.compare
    _merge_split(parsed, arguments)
    return {name: value for name, value in arguments.items() if value not in ({}, [], None)}


def merged_filters(parsed: Parsed, previous: Arguments) -> dict[str, list[str]]:
    """Filters of the previous question with those that this utterance says anew."""
    filters = dict(previous.get("filters") or {})
    if parsed.places:
        filters = {name: values for name, values in filters.items() if name not in _PLACE}
    for name in ("sku", "asin", "parent_asin"):
        if name in parsed.items:
            filters = {key: values for key, values in filters.items() if key not in ("sku", "asin", "parent_asin")}
    return {**filters, **parsed.filters}


def _merge_split(parsed: Parsed, arguments: Arguments) -> None:
    split = parsed.split
    if split.dimensions or _each(parsed):
        arguments["dimensions"] = [*split.dimensions, *(n for n in _each(parsed) if n not in split.dimensions)]
        if all(known_dimensions()[name].time for name in arguments["dimensions"]):
            arguments.pop("limit", None)
            arguments.pop("descending", None)
    elif split.ranked and not arguments.get("dimensions"):
        arguments["dimensions"] = [ranked_noun(parsed.utterance) or "sku"]
    for name in list(parsed.filters):
        dimension = "marketplace" if name in _PLACE else name
        if len(parsed.filters[name]) == 1 and arguments.get("dimensions") == [dimension] and not split.dimensions:
            arguments.pop("dimensions")
            arguments.pop("limit", None)
    if split.ranked:
        arguments.pop("descending", None)
    arguments.update(_ranking(split, arguments["metrics"]))
