"""How well wishes on replies to buyers are understood: the tool, and the arguments that an operator would expect."""

from dataclasses import replace
from typing import Any

from copilot.offline.conversation import Call, Decision, Earlier
from copilot.offline.routing import decide
from copilot.offline.vocabulary import Vocabulary
from tests.evals.listing_reading import vocabulary_of_shop
from tools.listing.market import find_market

TOOLS = ("reply_draft", "reply_check", "message_queue")
DRAFT = "DRAFT of the reply"
"""What stands for the text of every draft."""
_PARTS = ("has", "has_not")


def decision_of(
    entry: dict[str, Any], by_id: dict[str, dict[str, Any]], vocabulary: Vocabulary, tools: set[str], rows: dict[str, Any]
) -> Decision:
    """What the last turn of a thread leads to; drafts and queues are as if the tools had answered."""
    earlier, decision = Earlier(), Decision()
    for name in [*entry.get("after", []), entry["id"]]:
        decision = decide(by_id[name]["text"], vocabulary, earlier, tools)
        for call in decision.calls:
            earlier = _answered(earlier.after(call), call, rows[entry.get("rows", "two")])
    return decision


def _answered(earlier: Earlier, call: Call, rows: list[Any]) -> Earlier:
    if call.tool == "reply_draft":
        return replace(earlier, drafted={"draft": DRAFT, "language": call.arguments.get("language") or "en"})
    return replace(earlier, inbox=rows) if call.tool == "message_queue" else earlier


def is_right_tool(entry: dict[str, Any], decision: Decision) -> bool:
    """Whether the turn led to the tool expected; `other` is any but these three, `say` a short answer."""
    used = [call.tool for call in decision.calls]
    if entry["tool"] == "other":
        return not {*used} & {*TOOLS}
    return not used and bool(decision.say) if entry["tool"] == "say" else used[-1:] == [entry["tool"]]


def wrong_arguments(entry: dict[str, Any], decision: Decision) -> list[str]:
    """Names of expected arguments that the call does not hold."""
    given = decision.calls[-1].arguments if decision.calls else {}
    return [name for name, value in (entry.get("expect") or {}).items() if not _holds(name, value, given)]


def _holds(name: str, value: Any, given: dict[str, Any]) -> bool:
    text = str(given.get("message") or given.get("text") or "")
    if name in _PARTS:
        return all((part in text) == (name == "has") for part in value)
    if name == "platform":
        named = given.get("marketplace") or given.get("platform")
        return bool(named) and find_market(named).platform == value
    if name == "order_id":
        return given.get(name) == value or (value is not None and name not in given and value in text)
    if name == "order":
        held = given.get("order") or {}
        return all(str(held.get(key)) == str(fact) for key, fact in value.items())
    if name == "choice" and value is not None:
        held = given.get("choice") or {}
        return {key: str(held.get(key)) for key in value} == {key: str(fact) for key, fact in value.items()}
    return bool(given.get(name) == value)


def score(entries: list[dict[str, Any]], tools: set[str], rows: dict[str, Any]) -> dict[str, Any]:
    """Counts of right tools and right arguments, and the misses with what was called."""
    by_id, vocabulary = {entry["id"]: entry for entry in entries}, vocabulary_of_shop()
    right_tool = right_arguments = 0
    misses: list[str] = []
    for entry in entries:
        decision = decision_of(entry, by_id, vocabulary, tools, rows)
        is_right = is_right_tool(entry, decision)
        wrong = wrong_arguments(entry, decision) if is_right else []
        right_tool, right_arguments = right_tool + is_right, right_arguments + (is_right and not wrong)
        if wrong or not is_right:
            called = [(call.tool, call.arguments) for call in decision.calls] or decision.say
            misses.append(f"{entry['id']} {entry['text']!r}: {called} {wrong}")
    return {"total": len(entries), "tool": right_tool, "arguments": right_arguments, "misses": misses}
