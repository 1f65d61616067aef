"""Questions on why sales changed, to the arguments of `funnel_diagnosis`; follow-ups keep what was said before."""

from copy import copy
from typing import Any

from copilot.offline.conversation import Arguments, Earlier
from copilot.offline.dates import Clock
from copilot.offline.diagnosis_windows import by_rule, windows_said
from copilot.offline.factors import METRIC_OF, OUTCOMES, chain_of, factors_of_metrics, is_diagnosed, named_factors
from copilot.offline.foreign import is_barely_ours, is_foreign
from copilot.offline.lexicon import words
from copilot.offline.sales import Parsed, is_follow_up, merged_arguments, merged_filters
from copilot.offline.suspicions import blames, complains
from copilot.offline.text import Utterance, language_of
from copilot.offline.vocabulary import Vocabulary

TOOL = "funnel_diagnosis"
_ASKING = (
    "why", "diagnose", "blame", "suspect", "complaint", "check_first", "either_or", "compared", "moved", "bare_why",
    "selling", "ads", "organic",
)  # fmt: skip
_HELD = ("shop", "platform", "marketplace", "place", "sku", "asin", "parent_asin", "brand", "category")
"""Filters that a diagnosis takes."""


def diagnosis_arguments(parsed: Parsed, earlier: Earlier, vocabulary: Vocabulary) -> Arguments | None:
    """Arguments of the diagnosis that an utterance asks for, by itself or going on with what was said; None when it asks none."""
    context = _context(parsed, earlier, vocabulary.clock)
    if is_bare_why(parsed) and not context:
        return None
    if not (asks_diagnosis(parsed, after_figures=earlier.tool in ("sales_query", TOOL)) or _continues(parsed, earlier)):
        return None
    if context and set(context.get("filters", {})) - set(_HELD):
        return None
    arguments: Arguments = {key: value for key, value in context.items() if key in ("stage", "chain", "currency")}
    filters = merged_filters(parsed, context)
    windows = windows_said(parsed, vocabulary.clock, context)
    kept: Arguments = {} if "current" in windows else {name: context[name] for name in ("current", "base") if name in context}
    arguments |= {"filters": filters, **kept, **windows, **_asked_about(parsed)}
    if parsed.split.currency:
        arguments["currency"] = parsed.split.currency
    arguments["language"] = language_of(parsed.utterance.raw)
    return {name: value for name, value in arguments.items() if value not in ({}, None)}


def asks_diagnosis(parsed: Parsed, *, after_figures: bool = False) -> bool:
    """Whether an utterance asks where a change of sales comes from.

    Args:
        parsed: What was said.
        after_figures: It follows an answer with figures, so that a bare `why?` is enough.
    """
    utterance = parsed.utterance
    if is_bare_why(parsed):
        return after_figures
    if parsed.metrics and not any(is_diagnosed(metric) for metric in parsed.metrics) and not blames(utterance):
        return False
    if set(parsed.filters) - set(_HELD) or _compares_rows(parsed) or is_general(parsed):
        return False
    by_name = utterance.has(words("diagnose")) or blames(utterance) or complains(parsed)
    if not by_name and (
        not utterance.has(words("why")) or (utterance.has(words("topic")) and not (parsed.metrics or parsed.implied))
    ):
        return False
    named: list[Any] = [*parsed.metrics, *parsed.implied]
    if utterance.has(words("selling")):
        named.append("selling")
    if utterance.has(words("diagnose")):
        named += parsed.filters
    if by_name or utterance.has(words("why")):
        named += [*named_factors(utterance), *filter(None, [chain_of(utterance, [])])]
    return _has_subject(parsed, named=bool(named))


def is_bare_why(parsed: Parsed) -> bool:
    """Nothing but `why?`."""
    return parsed.utterance.has(words("bare_why"))


def _has_subject(parsed: Parsed, *, named: bool) -> bool:
    """Whether it is our sales that are spoken of: what is left unexplained must be little."""
    moved = parsed.utterance.has(words("moved")) or ("marketplace" in parsed.places and blames(parsed.utterance))
    if not (named or moved) and not (parsed.items and parsed.utterance.has(words("why"))):
        return False
    if parsed.items or "marketplace" in parsed.places or (parsed.places and (parsed.metrics or parsed.implied)):
        return True
    rest = copy(parsed.utterance)
    for kind in (*_ASKING, *(f"factor_{name}" for name in named_factors(rest))):
        while rest.take_match(words(kind)):
            pass
    if parsed.metrics or (parsed.places and parsed.utterance.has(words("selling"))):
        return not is_foreign(rest, has_window=bool(parsed.when.window))
    return not is_barely_ours(rest)


def _compares_rows(parsed: Parsed) -> bool:
    """`为什么 A17 比 A18 卖得差` compares products or places, not times."""
    several = any(len(values) > 1 for values in parsed.filters.values())
    return several and not parsed.when.compare and parsed.utterance.has(words("compared"))


def is_general(parsed: Parsed) -> bool:
    """Asks for procedures or usual causes rather than for those of our own sales."""
    utterance = parsed.utterance
    if parsed.filters or parsed.when.window or parsed.when.compare:
        return False
    return utterance.has(words("in_general")) or utterance.has(words("procedure")) or (
        utterance.has(words("how_to"))
        and not (utterance.has(r"为什么|为何|为啥|\bwhy\b") or utterance.has(words("check_first")))
    )  # fmt: skip


def _continues(parsed: Parsed, earlier: Earlier) -> bool:
    """Whether an utterance goes on with the diagnosis before it: another place, window, product, currency or factor."""
    utterance = parsed.utterance
    if earlier.tool != TOOL and not (earlier.tool == "knowledge_search" and earlier.figures == TOOL):
        return False
    if (
        any(utterance.has(words(kind)) for kind in ("how_to", "how_much", "procedure"))
        or parsed.split.dimensions
        or parsed.split.ranked
    ):
        return False
    if set(parsed.metrics) & set(OUTCOMES) or not all(is_diagnosed(metric) for metric in parsed.metrics):
        return False
    short = len(utterance.raw) <= {"zh": 20, "en": 60}[utterance.language]
    if (named_factors(utterance) or chain_of(utterance, [])) and short and earlier.tool == TOOL and not parsed.when.window:
        return True
    return not utterance.has(words("topic")) and not parsed.implied and is_follow_up(parsed, {})


def _context(parsed: Parsed, earlier: Earlier, clock: Clock | None) -> Arguments:
    """Arguments of the question that this one continues; empty when it stands alone."""
    if earlier.tool == "knowledge_search" and not _continues(parsed, earlier):
        return {}
    said = [bool(parsed.when.window), bool(parsed.metrics), bool(parsed.filters)]
    if sum(said) > 1 or (parsed.items and parsed.utterance.has(words("diagnose"))):
        return {}
    if earlier.figures == TOOL:
        return earlier.diagnosis or {}
    if earlier.figures == "restock_plan":
        return {"filters": (earlier.restock or {}).get("filters") or {}}
    diagnosed = earlier.sales is not None and any(is_diagnosed(metric) for metric in earlier.sales["metrics"])
    return _of_sales(earlier.sales, clock) if diagnosed and earlier.sales else {}


def _of_sales(sales: Arguments, clock: Clock | None) -> Arguments:
    """The diagnosis that goes with a question on figures."""
    window, compare = sales.get("window"), sales.get("compare") or {}
    factors = [] if set(sales["metrics"]) & set(OUTCOMES) else factors_of_metrics(sales["metrics"])
    windows: Arguments = {"current": window if window != {"period": "all"} else None, "base": compare}
    if "rule" in compare:
        windows = by_rule(compare["rule"], window, clock) if clock and window else {"current": window}
    found: Arguments = {
        "filters": sales.get("filters"),
        **windows,
        "stage": factors[0] if len(factors) == 1 else None,
        "chain": chain_of(Utterance(""), sales["metrics"]),
        "currency": sales.get("currency"),
    }
    return {name: value for name, value in found.items() if value}


def _asked_about(parsed: Parsed) -> Arguments:
    """Factor and chain; None takes away what was said before."""
    utterance, found = parsed.utterance, Arguments()
    factors = named_factors(utterance) if blames(utterance) else []
    if not factors and not set(parsed.metrics) & set(OUTCOMES):
        factors = factors_of_metrics(parsed.metrics) or named_factors(utterance)
    if factors or set(parsed.metrics) & set(OUTCOMES):
        found["stage"] = factors[0] if len(factors) == 1 else None
    if chain := chain_of(utterance, parsed.metrics):
        found["chain"] = chain
    if chain == "search" and found.get("stage") == "sessions":
        found["stage"] = "impressions"
    return found


def sales_context(diagnosis: Arguments) -> Arguments:
    """The question on figures that goes with a diagnosis."""
    metric = METRIC_OF.get(diagnosis.get("stage") or "", "gross_revenue")
    found: Arguments = {
        "metrics": [metric],
        "filters": diagnosis.get("filters"),
        "window": diagnosis.get("current") or {"period": "last_14_days"},
        "compare": diagnosis.get("base"),
        "currency": diagnosis.get("currency"),
    }
    return {name: value for name, value in found.items() if value}


def sales_after(parsed: Parsed, earlier: Earlier) -> Arguments | None:
    """Arguments of `sales_query` for a question on figures that follows a diagnosis."""
    if earlier.figures != TOOL or earlier.diagnosis is None or not is_follow_up(parsed, {}):
        return None
    return merged_arguments(parsed, sales_context(earlier.diagnosis))
