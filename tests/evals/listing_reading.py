"""How well wishes on listings are understood: the tool, and the arguments that an operator would expect."""

from datetime import date
from typing import Any

from copilot.offline.conversation import Call, Earlier
from copilot.offline.routing import decide
from copilot.offline.vocabulary import Vocabulary

TOOLS = ("listing_check", "listing_rewrite", "listing_localize")
_OF_LISTING = ("marketplace", "brand", "title", "bullets")


def calls_of(entry: dict[str, Any], by_id: dict[str, dict[str, Any]], vocabulary: Vocabulary, tools: set[str]) -> list[Call]:
    """The calls of the last turn of a thread."""
    earlier, calls = Earlier(), []
    for name in [*entry.get("after", []), entry["id"]]:
        calls = list(decide(by_id[name]["text"], vocabulary, earlier, tools).calls)
        for call in calls:
            earlier = earlier.after(call)
    return calls


def is_right_tool(entry: dict[str, Any], calls: list[Call]) -> bool:
    """Whether the turn led to the tool expected; `other` is any but those on listings, or none.

    A diagnosis comes with the search for its procedure before it, so the last call counts, as in `scoring`.
    """
    used = [call.tool for call in calls]
    if entry["tool"] == "other":
        return not set(used) & set(TOOLS)
    if entry["tool"] in TOOLS:
        return used == [entry["tool"]]
    return used[-1:] == ([] if entry["tool"] == "none" else [entry["tool"]])


def wrong_arguments(entry: dict[str, Any], calls: list[Call]) -> list[str]:
    """Names of expected arguments that the call does not hold."""
    given = calls[0].arguments if calls else {}
    return [name for name, value in (entry.get("expect") or {}).items() if not _holds(name, value, given)]


def _holds(name: str, value: Any, given: dict[str, Any]) -> bool:
    listing = given.get("listing") or {}
    if name == "bullets":
        return bool(len(listing.get("bullets", [])) == value)
    if name == "marketplace":
        return bool((given.get("marketplace") or listing.get("marketplace")) == value)
    if name in _OF_LISTING:
        return bool(listing.get(name) == value)
    if name == "keywords":
        held = {each["term"].lower() for each in [*given.get("keywords", []), *listing.get("keywords", [])]}
        return {term.lower() for term in value} <= held
    if name == "keep":
        return {word.lower() for word in value} <= {word.lower() for word in given.get("keep", [])}
    if name == "shorten":
        asked = [{key: each[key] for key in ("field", "index") if key in each} for each in given.get("shorten", [])]
        return all(each in asked for each in value)
    return bool(given.get(name) == value)


def score(entries: list[dict[str, Any]], tools: set[str]) -> dict[str, Any]:
    """Counts of right tools and right arguments, and the misses with what was called."""
    by_id, vocabulary = {entry["id"]: entry for entry in entries}, vocabulary_of_shop()
    right_tool = right_arguments = 0
    misses: list[str] = []
    for entry in entries:
        calls = calls_of(entry, by_id, vocabulary, tools)
        is_right = is_right_tool(entry, calls)
        wrong = wrong_arguments(entry, calls) if is_right else []
        right_tool, right_arguments = right_tool + is_right, right_arguments + (is_right and not wrong)
        if wrong or not is_right:
            misses.append(f"{entry['id']} {entry['text']!r}: {[call.tool for call in calls]} {wrong}")
    return {"total": len(entries), "tool": right_tool, "arguments": right_arguments, "misses": misses}


def vocabulary_of_shop() -> Vocabulary:
    """A shop that holds the SKUs that the entries name, with a library that answers everything."""
    return Vocabulary(known={"sku": ["A17", "KB-0012"]}, is_for_library=lambda _: True, today=date(2026, 11, 22))
