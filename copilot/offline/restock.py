"""Questions on what to order, to the arguments of `restock_plan`; follow-ups keep what was said before."""

from copy import copy
from typing import Any

from copilot.offline.conversation import Arguments, Earlier
from copilot.offline.dates import Clock
from copilot.offline.diagnosis_windows import days_of
from copilot.offline.foreign import has_unexplained
from copilot.offline.lexicon import words
from copilot.offline.restock_events import days_ahead, named_event
from copilot.offline.restock_terms import MODES, budget_of, review_days_of, settings_of, target_of
from copilot.offline.sales import Parsed, merged_filters
from copilot.offline.text import Utterance, compiled, language_of
from copilot.offline.vocabulary import Vocabulary

TOOL = "restock_plan"
_ASKED_AHEAD = ("run_out", "enough", "transport")
_HELD = ("shop", "platform", "marketplace", "place", "sku", "asin", "parent_asin", "brand", "category")
"""Filters that a plan takes."""
_AS = {"country": "place"}
_OF_THIS_QUESTION = ("export", "row_limit")
_SHORT = {"zh": 24, "en": 70}
ROWS_TO_COMPARE = 100
"""Rows asked for where not the most urgent ones matter but those short for an event, or cut by a budget."""
_SELLING = r"卖|销|\bsales\b|\bsell"
_POLITE = (
    r"\b(?:can|could|would|will) you (?:please )?(?=make|give|show|create|build|send|prepare|suggest|recommend|list)"
    r"|(?:能不能|可以|能)(?=给|帮)"
)
"""A request, no question on what is allowed."""
_LIST = "清单"
"""A word of procedures that also names a list of orders."""


def restock_arguments(parsed: Parsed, earlier: Earlier, vocabulary: Vocabulary) -> Arguments | None:
    """Arguments of the plan that an utterance asks for, by itself or going on with what was said; None when it asks none."""
    terms = _terms(parsed, earlier, vocabulary.clock)
    continues = _continues(parsed, earlier, terms)
    if not continues and not (asks_restock(parsed.utterance) and is_ours(parsed) and not _looks_back(parsed, vocabulary.clock)):
        return None
    context = _context(parsed, earlier, continues=continues)
    filters = _held(merged_filters(parsed, context))
    arguments: Arguments = {**context, "filters": filters, **terms}
    if "overrides" in context and "overrides" in terms:
        arguments["overrides"] = [{**context["overrides"][0], **terms["overrides"][0]}, *context["overrides"][1:]]
    if "event" in arguments or "budget" in arguments:
        arguments.setdefault("row_limit", ROWS_TO_COMPARE)
    arguments["language"] = language_of(parsed.utterance.raw)
    return {name: value for name, value in arguments.items() if value not in ({}, None)}


def asks_restock(utterance: Utterance) -> bool:
    """Whether the words of an utterance ask what to order, rather than how that is done or how much there is."""
    if _has(utterance, "outside"):
        return False
    in_general = _has(utterance, "restock_method", "procedure")
    spends = _has(utterance, "spend") and bool(budget_of(utterance))
    if _has(utterance, "restock_order") or spends or (_has(utterance, "restocking") and _says_terms(utterance)):
        return not in_general or _has(utterance, "why")
    if in_general or _has(utterance, "why") or _has(Utterance(utterance.raw.replace(_LIST, "")), "how_to"):
        return False
    if _has(utterance, "restock_list") or (_has(utterance, "export") and _has(utterance, "export_of_orders")):
        bare = Utterance(compiled(_POLITE).sub("", utterance.raw.lower()))
        return not _has(bare, "permission", "limit")
    return _has(utterance, *_ASKED_AHEAD)


def _has(utterance: Utterance, *kinds: str) -> bool:
    return any(utterance.has(words(kind)) for kind in kinds)


def _says_terms(utterance: Utterance) -> bool:
    return bool(target_of(utterance) or review_days_of(utterance) or settings_of(utterance, None))


def is_ours(parsed: Parsed) -> bool:
    """Whether it is our goods that are spoken of: named ones, or nothing else is left unexplained."""
    if set(parsed.items) - {"category"} or "marketplace" in parsed.places or _has(parsed.utterance, "restock_ours"):
        return True
    rest = copy(parsed.utterance)
    while rest.take_match(words("restock_words")):
        pass
    return not has_unexplained(rest)


def _looks_back(parsed: Parsed, clock: Clock | None) -> bool:
    """`上个月断货了几天` is of the past; a plan is not."""
    days = days_of(parsed.when.window, clock) if clock else None
    if clock is None or days is None or days.end > clock.as_of:
        return False
    asked = _has(parsed.utterance, "spend", "restock_list", "export", "due")
    return not (asked or named_event(parsed.utterance, clock) or days_ahead(parsed.utterance, clock))


def _terms(parsed: Parsed, earlier: Earlier, clock: Clock | None) -> Arguments:
    """What an utterance fixes besides places and products."""
    utterance, before = parsed.utterance, earlier.restock or {}
    after_plan = earlier.tool == TOOL
    said: Arguments = {
        **budget_of(utterance, after_budget=after_plan and "budget" in before),
        "target_fill_rate": target_of(utterance, bare=after_plan),
        "review_days": review_days_of(utterance),
        "event": _event(utterance, clock, after_event=after_plan and "event" in before),
        "export": utterance.has(words("export")) or None,
        "row_limit": min(parsed.split.limit, ROWS_TO_COMPARE) if parsed.split.limit else None,
    }
    settings = settings_of(utterance, _days(said["event"] or before.get("event"), clock))
    return {name: value for name, value in {**said, "overrides": [settings] if settings else None}.items() if value is not None}


def _event(utterance: Utterance, clock: Clock | None, *, after_event: bool) -> Arguments | None:
    if clock is None:
        return None
    asked = after_event or _has(utterance, *_ASKED_AHEAD, "stock_up")
    return named_event(utterance, clock) or (days_ahead(utterance, clock) if asked else None)


def _days(event: Arguments | None, clock: Clock | None) -> Arguments | None:
    """An event as days, where they are known."""
    days = days_of(event, clock) if event and clock else None
    return {"from": days.start.isoformat(), "to": days.end.isoformat()} if days else None


def _continues(parsed: Parsed, earlier: Earlier, terms: Arguments) -> bool:
    """Whether an utterance goes on with the plan before it: other goods, another setting, its file, its reasons."""
    utterance = parsed.utterance
    if earlier.restock and utterance.has(words("export")) and not (parsed.metrics or utterance.has(words("outside"))):
        return len(utterance.raw) <= _SHORT[utterance.language]
    if earlier.tool != TOOL or len(utterance.raw) > _SHORT[utterance.language] or utterance.has(words("outside")):
        return False
    if _has(utterance, "why_so_many", "bare_why"):
        return not (parsed.metrics or parsed.when.compare or utterance.has(_SELLING))
    if _has(utterance, "how_to", "procedure") or parsed.metrics or parsed.implied:
        return bool(set(terms) - {"row_limit", "event"})
    ways = _has(utterance, *(f"mode_{mode}" for mode in MODES))
    return bool(terms) or (not parsed.when.window and (ways or bool(parsed.filters) or asks_restock(utterance)))


def _context(parsed: Parsed, earlier: Earlier, *, continues: bool) -> Arguments:
    """Arguments of the question that this one continues; empty when it stands alone."""
    of_all = parsed.utterance.has(words("all_goods")) and asks_restock(parsed.utterance)
    stands_alone = asks_restock(parsed.utterance) and (parsed.filters or of_all or "budget" in budget_of(parsed.utterance))
    if continues and not (stands_alone and not parsed.utterance.has(words("follow_up"))):
        return {name: value for name, value in (earlier.restock or {}).items() if name not in _OF_THIS_QUESTION}
    if stands_alone:
        return {}
    return {"filters": _spoken_of(earlier)}


def _spoken_of(earlier: Earlier) -> dict[str, Any]:
    """Places and goods of the figures before."""
    last = {"sales_query": earlier.sales, "funnel_diagnosis": earlier.diagnosis, TOOL: earlier.restock}
    before = last.get(earlier.figures or "") or {}
    return _held(before.get("filters") or {})


def _held(filters: dict[str, Any]) -> dict[str, Any]:
    """Of some filters those of a plan; where goods are sent is where they are sold."""
    return {_AS.get(name, name): values for name, values in filters.items() if _AS.get(name, name) in _HELD}


def figures_context(restock: Arguments) -> Arguments:
    """The question on stock that goes with a plan."""
    return {"metrics": ["stock"], "filters": restock.get("filters") or {}, "window": {"period": "all"}}
