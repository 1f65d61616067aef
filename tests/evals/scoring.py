"""Scores what the offline model would call against what colleagues expect: effects, not wording."""

from pathlib import Path
from typing import Any

import yaml

from copilot.offline.conversation import Call, Earlier
from copilot.offline.restock import ROWS_TO_COMPARE
from copilot.offline.routing import decide
from copilot.offline.vocabulary import Vocabulary
from tests.evals import landed_reading, listing_reading, reply_reading
from tools.core.errors import ToolError
from tools.core.result import Period
from tools.funnel.request import FunnelQuestion
from tools.funnel.windows import choose_windows
from tools.restock.request import Override, RestockQuestion
from tools.sales.catalogue import metric_names
from tools.sales.filters import resolve_filters
from tools.sales.plan import _base, resolve_window
from tools.sales.question import Filters, SalesQuestion, Window

ROOM = Path(__file__).parent
TOOLS = {
    "sales_query", "knowledge_search", "funnel_diagnosis", "restock_plan", *landed_reading.READINGS, *listing_reading.TOOLS,
    *reply_reading.TOOLS,
}  # fmt: skip


def load(name: str) -> list[dict[str, Any]]:
    """One of the YAML files of this folder."""
    return yaml.safe_load((ROOM / name).read_text(encoding="utf-8"))


def conversation(entry: dict[str, Any], by_id: dict[str, dict[str, Any]], vocabulary: Vocabulary) -> list[Call]:
    """The calls of an utterance after the utterances before it."""
    earlier = Earlier()
    calls: list[Call] = []
    for name in [*entry.get("after", []), entry["id"]]:
        calls = list(decide(by_id[name]["text"], vocabulary, earlier, TOOLS).calls)
        for call in calls:
            earlier = earlier.after(call)
    return calls


def meaning(arguments: dict[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """Arguments of `sales_query` as the tool understands them: names resolved, windows as days."""
    question = SalesQuestion(**arguments)
    filters = _filters(question.filters, vocabulary)
    window = resolve_window(question.window, vocabulary.clock.as_of, vocabulary.clock.whole)
    base = _base(question, window, vocabulary.clock.as_of, vocabulary.clock.whole)
    return {
        "metrics": sorted(metric_names().get(name.lower(), name) for name in question.metrics),
        "dimensions": sorted(question.dimensions),
        "filters": filters,
        "window": (window.start, window.end),
        "base": (base.start, base.end) if base else None,
        "limit": question.limit,
        "descending": question.descending,
        "currency": question.currency,
    }


def _filters(filters: Filters, vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Values as the data spell them; names that the data do not hold stay as said."""
    try:
        conditions = resolve_filters(filters, vocabulary.known).conditions
        found = {c.dimension: sorted(v.lower() for v in c.values) for c in conditions}
    except ToolError:
        found = {k: sorted(v.lower() for v in values) for k, values in filters if values}
    if found.get("platform") == vocabulary.values("platform"):
        found.pop("platform")
    return found


def expected(expect: dict[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """An expectation in the form of `meaning`."""
    days = lambda name: (expect[name]["from"], expect[name]["to"]) if expect.get(name) else None  # noqa: E731
    return {
        "metrics": sorted(expect["metrics"]),
        "dimensions": sorted(expect.get("dimensions", [])),
        "filters": _filters(Filters(**expect.get("filters", {})), vocabulary),
        "window": days("window"),
        "base": days("base"),
        "limit": expect.get("limit"),
        "descending": expect.get("descending", True),
        "currency": expect.get("currency"),
    }


def diagnosed(arguments: dict[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """Arguments of `funnel_diagnosis` as the tool understands them; windows left out are those it takes."""
    question = FunnelQuestion(**arguments)
    base, current = _windows(question, vocabulary)
    return {
        "filters": _filters(question.filters, vocabulary),
        "current": (current.start, current.end),
        "base": (base.start, base.end),
        "stage": question.stage,
        "chain": question.chain or "traffic",
        "currency": question.currency,
    }


def _windows(question: FunnelQuestion, vocabulary: Vocabulary) -> tuple[Period, Period]:
    """Base and current window; the days as asked where the tool would refuse them."""
    as_of, whole = vocabulary.clock.as_of, vocabulary.clock.whole
    try:
        return choose_windows(question, as_of, whole)[:2]
    except ToolError:
        asked = [question.base, question.current]
        return tuple(resolve_window(window, as_of, whole) if window else whole for window in asked)


def restocked(arguments: dict[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """Arguments of `restock_plan` as the tool understands them; events as days where they are known."""
    question = RestockQuestion(**arguments)
    return {
        "filters": _filters(question.filters, vocabulary),
        "event": _event_days(question.event, vocabulary) if question.event else None,
        "overrides": [own for override in question.overrides if (own := _own_terms(override, question))],
        "row_limit": None if question.row_limit == ROWS_TO_COMPARE else question.row_limit,
        **{name: getattr(question, name) for name in ("budget", "currency", "target_fill_rate", "review_days", "export")},
    }


def _own_terms(override: Override, question: RestockQuestion) -> dict[str, Any]:
    """Settings that are not those of the whole question again."""
    written = override.model_dump(mode="json", exclude_none=True, by_alias=True)
    return {name: value for name, value in written.items() if value != getattr(question, name, None)}


def _event_days(event: Window, vocabulary: Vocabulary) -> Any:
    try:
        return resolve_window(event, vocabulary.clock.as_of, vocabulary.clock.whole)
    except ToolError:
        return event.period


def differences(call: Call, entry: dict[str, Any], vocabulary: Vocabulary) -> list[str]:
    """What of the arguments is not as expected, for the nearest of the expectations; empty when all is right."""
    choices = entry.get("expect_any") or [entry.get("expect") or {}]
    if call.tool == "knowledge_search":
        wrong = [
            [f"{k}: {call.arguments.get(k)} != {v}" for k, v in e.items() if k == "platform" and call.arguments.get(k) != v]
            for e in choices
        ]
        return min(wrong, key=len)
    read = READINGS.get(call.tool, meaning)
    try:
        got = read(call.arguments, vocabulary)
    except (ToolError, ValueError) as error:
        return [f"arguments refused: {error}"]
    found = []
    for choice in choices:
        want = READINGS.get(call.tool, expected)(choice, vocabulary)
        if "window" not in choice and "window" in got:
            want["window"] = got["window"]
        found.append([f"{name}: {got[name]} != {want[name]}" for name in want if got[name] != want[name]])
    return min(found, key=len)


READINGS = {"funnel_diagnosis": diagnosed, "restock_plan": restocked, **landed_reading.READINGS}
"""Of the tools whose expectations are written as their arguments."""


def score(entries: list[dict[str, Any]], vocabulary: Vocabulary) -> dict[str, Any]:
    """Counts of right tools and right arguments, and the misses with their reason."""
    by_id = {entry["id"]: entry for entry in entries}
    right_tool = right_arguments = 0
    misses: list[str] = []
    for entry in entries:
        calls = conversation(entry, by_id, vocabulary)
        if not calls and entry["tool"] is None:
            right_tool, right_arguments = right_tool + 1, right_arguments + 1
            continue
        if not calls or calls[-1].tool != entry["tool"]:
            misses.append(f"{entry['id']} TOOL {entry['text']!r}: {calls[-1].tool if calls else None}")
            continue
        right_tool += 1
        wrong = differences(calls[-1], entry, vocabulary)
        right_arguments += not wrong
        if wrong:
            misses.append(f"{entry['id']} ARGS {entry['text']!r}: {'; '.join(wrong)}")
    return {"total": len(entries), "tool": right_tool, "arguments": right_arguments, "misses": misses}


def false_calls(entries: list[dict[str, Any]], vocabulary: Vocabulary) -> int:
    """How many utterances outside the field lead to a tool call."""
    return sum(bool(decide(entry["text"], vocabulary, Earlier(), TOOLS).calls) for entry in entries)
