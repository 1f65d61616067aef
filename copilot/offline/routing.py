"""What an utterance wants: figures, a rule or procedure, or neither."""

import re
from datetime import date

from copilot.offline.as_of import dated
from copilot.offline.both import asks_both
from copilot.offline.conversation import Arguments, Call, Decision, Earlier, Smalltalk
from copilot.offline.diagnosis import TOOL as DIAGNOSIS
from copilot.offline.diagnosis import asks_diagnosis, diagnosis_arguments, is_bare_why, is_general, sales_after, sales_context
from copilot.offline.factors import is_diagnosed
from copilot.offline.foreign import is_barely_ours, is_foreign, is_mostly_unexplained
from copilot.offline.landed import TOOLS as LANDED
from copilot.offline.landed import landed_calls
from copilot.offline.lexicon import words
from copilot.offline.listing import is_satisfied, listing_calls
from copilot.offline.metrics import find_metrics, implied_metrics
from copilot.offline.reply import reply_calls
from copilot.offline.restock import TOOL as RESTOCK
from copilot.offline.restock import asks_restock, figures_context, is_ours, restock_arguments
from copilot.offline.sales import Parsed, is_follow_up, merged_arguments, sales_arguments
from copilot.offline.text import Utterance, language_of, search
from copilot.offline.vocabulary import Vocabulary
from knowledge.index import LONG
from tools.core.references import word_pattern
from tools.funnel.windows import CURRENT_DAYS
from tools.marketplaces import platform_names
from tools.sales.catalogue import metrics

_SHORTEST = 3
_DIAGNOSIS = {"zh": "下滑诊断", "en": "drop diagnosis"}
_SMALLTALK: tuple[Smalltalk, ...] = ("greeting", "thanks", "identity", "capabilities")


def decide(text: str, vocabulary: Vocabulary, earlier: Earlier, known_tools: set[str]) -> Decision:
    """Route one utterance.

    Args:
        text: What the operator says.
        vocabulary: Names in the data.
        earlier: The conversation before.
        known_tools: Tools that may be called.
    """
    for kind in _SMALLTALK:
        if search(words(f"smalltalk_{kind}"), text.strip().lower()):
            return Decision(say=kind)
    if is_satisfied(text, earlier):
        return Decision(say="thanks")
    calls = [call for call in reply_calls(text, vocabulary, earlier) if call.tool in known_tools]
    calls = calls or [Call(*asked) for asked in listing_calls(text, vocabulary, earlier) if asked[0] in known_tools]
    if calls:
        return Decision(tuple(calls))
    for call in _for_both(text, vocabulary, earlier) or _for_parts(text, vocabulary, earlier):
        if call.tool in known_tools and call not in calls:
            calls.append(call)
    return Decision(tuple(calls)) if calls else Decision(say="outside")


def _for_parts(text: str, vocabulary: Vocabulary, earlier: Earlier) -> list[Call]:
    """The calls of each question of an utterance, which may go on with the one before it."""
    calls: list[Call] = []
    for part in _parts(text):
        for call in _calls(part, vocabulary, earlier):
            calls.append(call)
            earlier = earlier.after(call)
    return calls


def _for_both(text: str, vocabulary: Vocabulary, earlier: Earlier) -> list[Call]:
    """The calls of an utterance that wants figures and a rule; none for any other."""
    both = asks_both(text, vocabulary)
    if both is None:
        return []
    figures = _calls(both.figures, vocabulary, earlier)
    if both.not_held:
        parsed = Parsed(Utterance(both.figures), vocabulary)
        parsed.metrics = [both.not_held]
        figures = [Call("sales_query", sales_arguments(parsed))]
    if not any(call.tool != "knowledge_search" for call in figures):
        return []
    if vocabulary.today and (landed := landed_calls(both.rule, vocabulary.today)):
        return [*figures, *(Call(*asked) for asked in landed)]
    rule = _knowledge(both.rule, Earlier(), vocabulary.today)
    scope = {name: value for name, value in (("platform", both.platform), ("place", both.place)) if value}
    return [*figures, Call(rule.tool, {**scope, **rule.arguments})]


def _parts(text: str) -> list[str]:
    """Questions of an utterance; statements stay with the question they introduce."""
    pieces = [piece.strip() for piece in re.split(r"(?<=[?？])\s*|[\n;；]+", text) if piece.strip()]
    if len(pieces) < 2:
        return [text]
    routed = [_kind(Utterance(piece)) for piece in pieces]
    return pieces if len(set(routed) - {None}) > 1 else [text]


def _kind(utterance: Utterance) -> str | None:
    """`restock` or `knowledge` when the words alone say so, `sales` when a metric is named."""
    if asks_restock(utterance):
        return "restock"
    if _is_knowledge(utterance):
        return "knowledge"
    if utterance.has(words("permission")) or utterance.has(words("how_to")) or utterance.has(words("limit")):
        return None
    probe = Utterance(utterance.raw)
    return "sales" if find_metrics(probe) or implied_metrics(probe) else None


def _is_knowledge(utterance: Utterance) -> bool:
    how_to, why = utterance.has(words("how_to")), utterance.has(words("why"))
    permission, limit = utterance.has(words("permission")), utterance.has(words("limit"))
    topic, event = utterance.has(words("topic")), utterance.has(words("event"))
    if utterance.has(words("outside")) and not topic:
        return False
    if utterance.has(words("procedure")) or (utterance.has(words("improve")) and bool(find_metrics(Utterance(utterance.raw)))):
        return True
    limit = limit and not _names_ads(utterance)
    return (topic and (how_to or permission or limit or why)) or (how_to and event)


def _names_ads(utterance: Utterance) -> bool:
    """Whether a figure of ads or search is named: `花费最多的搜索词` asks for no limit."""
    named = [metrics()[name] for name in find_metrics(Utterance(utterance.raw)) if name in metrics()]
    return any({"ad_day", "search_performance"} & set(metric.formula.tables) for metric in named)


def _calls(text: str, vocabulary: Vocabulary, earlier: Earlier) -> list[Call]:
    """The call that an utterance leads to; beside a diagnosis the procedure that says where to look."""
    if vocabulary.today and (landed := landed_calls(text, vocabulary.today, _earlier_landed(text, earlier))):
        return [Call(*asked) for asked in landed]
    call = _route(text, vocabulary, earlier)
    if call is None:
        return []
    stands_alone = call.tool == DIAGNOSIS and earlier.tool != DIAGNOSIS
    return [*_procedure(text, vocabulary), call] if stands_alone else [call]


def _earlier_landed(text: str, earlier: Earlier) -> Earlier | None:
    """The conversation that such a question may go on with; not one that names a metric of ours, unless as a cost's new value."""
    is_value = earlier.tool == "landed_cost" and search(r"\d", text)
    names_other = bool(find_metrics(Utterance(text))) and not is_value
    return None if earlier.tool not in LANDED or names_other or _is_knowledge(Utterance(text)) else earlier


def _procedure(text: str, vocabulary: Vocabulary) -> list[Call]:
    """The procedure for a fall of sales and traffic, for a question that stands alone."""
    parsed = Parsed(Utterance(text), vocabulary)
    if not asks_diagnosis(parsed) or parsed.utterance.has(words("rose")):
        return []
    language = parsed.utterance.language
    named = [metric for metric in parsed.metrics if metric in metrics() and is_diagnosed(metric)]
    if not all({"order_line", "traffic_day"}.issuperset(metrics()[name].formula.tables) for name in named):
        return []
    label = metrics()[(named or ["gross_revenue"])[0]].label[language]
    return [Call("knowledge_search", {"query": f"{label} {_DIAGNOSIS[language]}", "kind": "sop", "language": language})]


def _route(text: str, vocabulary: Vocabulary, earlier: Earlier) -> Call | None:
    utterance = Utterance(text)
    parsed = Parsed(Utterance(text), vocabulary)
    if restock := restock_arguments(parsed, earlier, vocabulary):
        return Call(RESTOCK, restock)
    if asks_restock(utterance) and not is_ours(parsed) and not _is_knowledge(utterance):
        return None
    asked = asks_diagnosis(parsed)
    why_of_figures = utterance.has(words("why")) and bool(parsed.metrics)
    in_general = why_of_figures and is_general(parsed)
    if not asked and (in_general or (_is_knowledge(utterance) and not why_of_figures)):
        return _knowledge(text, earlier, vocabulary.today)
    if utterance.has(words("outside")):
        return None
    if earlier.tool == "knowledge_search" and utterance.has(words("points_back")) and not asked:
        return _knowledge(text, earlier, vocabulary.today)
    if diagnosis := diagnosis_arguments(parsed, earlier, vocabulary):
        return Call(DIAGNOSIS, diagnosis)
    figures = _figures(parsed, earlier)
    if figures and not earlier.tool and is_mostly_unexplained(parsed.utterance) and vocabulary.is_for_library(text):
        return _knowledge(text, earlier, vocabulary.today)
    return figures or _otherwise(text, parsed, vocabulary, earlier)


def _figures(parsed: Parsed, earlier: Earlier) -> Call | None:
    """A question on figures, also one that goes on with the figures just given."""
    if earlier.tool == "sales_query" and earlier.sales and is_bare_why(parsed):
        return Call("sales_query", {**earlier.sales, "compare": earlier.sales.get("compare") or {"rule": "previous_period"}})
    if earlier.tool == "sales_query" and is_follow_up(parsed, earlier.sales):
        assert earlier.sales is not None
        return Call("sales_query", merged_arguments(parsed, earlier.sales))
    if earlier.tool == DIAGNOSIS and (arguments := sales_after(parsed, earlier)):
        return Call("sales_query", arguments)
    if earlier.tool == RESTOCK and earlier.restock is not None and is_follow_up(parsed, {}):
        return Call("sales_query", merged_arguments(parsed, figures_context(earlier.restock)))
    if _asks_difference(parsed):
        parsed.implied = ["gross_revenue"]
    if (parsed.metrics or (parsed.implied and _is_about_us(parsed))) and not _is_foreign(parsed):
        arguments = sales_arguments(parsed)
        why = parsed.utterance.has(words("why")) and bool(parsed.metrics)
        return Call("sales_query", _compared(arguments) if why else arguments)
    return None


def _compared(arguments: Arguments) -> Arguments:
    """Figures whose cause is asked: beside those before them; of the days that a diagnosis takes where none are said."""
    recent = {"window": {"period": f"last_{CURRENT_DAYS}_days"}} if arguments["window"] == {"period": "all"} else {}
    return {"compare": {"rule": "previous_period"}, **arguments, **recent}


def _otherwise(text: str, parsed: Parsed, vocabulary: Vocabulary, earlier: Earlier) -> Call | None:
    """A rule or procedure, or figures spoken of before it."""
    utterance = parsed.utterance
    if earlier.tool == "knowledge_search" and _continues(utterance):
        return _knowledge(text, earlier, vocabulary.today)
    if earlier.sales and is_follow_up(parsed, earlier.sales) and not utterance.has(words("topic")):
        return Call("sales_query", merged_arguments(parsed, earlier.sales))
    if utterance.has(words("topic")) or (earlier.tool and utterance.has(words("how_to"))):
        return _knowledge(text, earlier, vocabulary.today)
    asks = len(utterance.raw) > _SHORTEST and vocabulary.is_for_library(text)
    return _knowledge(text, earlier, vocabulary.today) if asks else None


def _asks_difference(parsed: Parsed) -> bool:
    """`上个月比前一个月涨了多少`, `which SKUs dropped most` ask by how much sales moved without naming them."""
    utterance = parsed.utterance
    asked = utterance.has(words("how_much")) or parsed.split.ranked
    moved_by = asked and utterance.has(words("moved")) and not utterance.has(words("topic"))
    return moved_by and bool(parsed.when.compare) and not (parsed.metrics or parsed.implied) and not is_barely_ours(utterance)


def _is_foreign(parsed: Parsed) -> bool:
    named = bool(parsed.metrics) and parsed.when.window is not None
    return not (parsed.places or parsed.items) and is_foreign(parsed.utterance, has_window=named)


def _is_about_us(parsed: Parsed) -> bool:
    """Selling is spoken of in other fields too; something of ours must be named, or our own selling asked for."""
    return bool(
        parsed.places or parsed.items or parsed.when.window or parsed.when.compare or parsed.split.dimensions
        or parsed.utterance.has(r"我们|咱们?|我的|店铺|\b(?:we|our|us)\b|卖得|畅销|销|best[- ]?sell")
    )  # fmt: skip


def _continues(utterance: Utterance) -> bool:
    return len(utterance.raw) <= 40 and utterance.has(words("continues"))


def _knowledge(text: str, earlier: Earlier, today: date | None) -> Call:
    utterance = Utterance(text)
    query = text.strip()[:LONG]
    arguments: Arguments = {"query": query, "language": language_of(text)}
    platform = _platform(utterance)
    if not utterance.has(words("topic")) and not find_metrics(Utterance(text)):
        arguments["query"] = " ".join([*_spoken_of(earlier, language_of(text)), query])[:LONG]
    if earlier.tool == "knowledge_search" and earlier.knowledge and _continues(utterance):
        platform = platform or earlier.knowledge.get("platform")
        if not utterance.has(words("limit")) or not utterance.has(words("topic")):
            arguments["query"] = f"{earlier.knowledge['query']} {query}"[:LONG]
    if platform:
        arguments["platform"] = platform
    asked = dated(arguments["query"], today) if today else None
    if asked and asked.day:
        arguments = {**arguments, "query": asked.text, "as_of": asked.day.isoformat()}
    return Call("knowledge_search", arguments)


def _spoken_of(earlier: Earlier, language: str) -> list[str]:
    """What the figures before were about, for `what should we do then?`."""
    if earlier.tool == "sales_query" and earlier.sales:
        return [metrics()[name].label[language] for name in earlier.sales["metrics"] if name in metrics()]
    if earlier.tool == DIAGNOSIS and earlier.diagnosis:
        return [metrics()[name].label[language] for name in sales_context(earlier.diagnosis)["metrics"]] + [_DIAGNOSIS[language]]
    return []


def _platform(utterance: Utterance) -> str | None:
    named = [platform for name, platform in platform_names().items() if search(word_pattern(name), utterance.raw.lower())]
    return named[0] if len(set(named)) == 1 else None
