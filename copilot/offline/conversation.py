"""Calls that an utterance leads to, and those of the conversation before."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

Arguments = dict[str, Any]
Smalltalk = Literal["greeting", "thanks", "identity", "capabilities", "outside"]

_KEPT = {"sales_query": "sales", "knowledge_search": "knowledge", "funnel_diagnosis": "diagnosis", "restock_plan": "restock"}
_CALCULATORS = ("vat_rate", "dimensional_weight", "transit_estimate", "landed_cost")
_KEPT |= dict.fromkeys(_CALCULATORS, "landed")
_LISTINGS = ("listing_check", "listing_rewrite", "listing_localize")
_KEPT |= dict.fromkeys(_LISTINGS, "listing")
_REPLIES = {"reply_draft": "reply", "reply_check": "checked", "message_queue": "queue"}
_KEPT |= _REPLIES


@dataclass(frozen=True)
class Call:
    """A tool call to make.

    Attributes:
        assumed: What was taken for granted, as keys of `reply_answers.yaml` with their values; told in the answer.
    """

    tool: str
    arguments: Arguments
    assumed: tuple[Arguments, ...] = ()


@dataclass(frozen=True)
class Decision:
    """What to do: calls, or a short answer of one kind."""

    calls: tuple[Call, ...] = ()
    say: Smalltalk | None = None


@dataclass(frozen=True)
class Earlier:
    """What the conversation before holds: the last call, the last of each tool, and which of them last gave figures.

    Attributes:
        listing: The last call on a listing; edits of its draft hold on while it is only checked.
        draft: The result that gave the last draft of that listing, where it is known.
        reply, checked, queue: The last call on a reply, on a text to check and on the messages that wait.
        drafted: The result of that reply; `inbox` the rows of that queue.
    """

    tool: str | None = None
    sales: Arguments | None = None
    knowledge: Arguments | None = None
    diagnosis: Arguments | None = None
    restock: Arguments | None = None
    landed: Arguments | None = None
    listing: Arguments | None = None
    draft: Arguments | None = None
    reply: Arguments | None = None
    checked: Arguments | None = None
    queue: Arguments | None = None
    drafted: Arguments | None = None
    inbox: list[Arguments] | None = None
    figures: str | None = None

    def after(self, call: Call) -> "Earlier":
        """The same after one more call; calls of other tools leave no trace."""
        if call.tool not in _KEPT:
            return self
        figures = self.figures if call.tool in ("knowledge_search", *_CALCULATORS, *_LISTINGS, *_REPLIES) else call.tool
        kept = self._after_listing(call) if call.tool in _LISTINGS else {_KEPT[call.tool]: call.arguments}
        return replace(self, tool=call.tool, figures=figures, **kept)

    def _after_listing(self, call: Call) -> dict[str, Any]:
        before = self.listing or {}
        is_same = all(call.arguments.get(name) == before.get(name) for name in ("listing", "sku", "marketplace"))
        if call.tool != "listing_check" or not is_same:
            return {"listing": call.arguments, "draft": None}
        edits = {name: value for name, value in before.items() if name not in ("explain", "about")}
        return {"listing": {**edits, **call.arguments}, "draft": self.draft}


def _sales(arguments: Arguments) -> Arguments | None:
    window, compare = arguments.get("window"), arguments.get("compare")
    rules = ("previous_period", "same_period_last_year")
    if not arguments.get("metrics"):
        return None
    return {
        **arguments,
        "window": {"period": window} if isinstance(window, str) else window or {"period": "all"},
        **({"compare": {"rule": compare} if compare in rules else {"period": compare}} if isinstance(compare, str) else {}),
    }


def _diagnosis(arguments: Arguments) -> Arguments | None:
    """None for rows that were given with the question: no other question is about them."""
    if arguments.get("rows"):
        return None
    return _with_own_filters(arguments, ("current", "base"))


def _restock(arguments: Arguments) -> Arguments | None:
    """None for items that were given with the question, likewise."""
    return None if arguments.get("items") else _with_own_filters(arguments, ("event",))


def _with_own_filters(arguments: Arguments, windows: tuple[str, ...]) -> Arguments:
    """Places and products as filters, windows as periods."""
    own = {name: value for name, value in arguments.items() if name not in ("marketplaces", "skus", "filters", "as_of")}
    filters = {name: _listed(values) for name, values in (arguments.get("filters") or {}).items()}
    for name, other in (("marketplace", "marketplaces"), ("sku", "skus")):
        if named := [*filters.get(name, []), *_listed(arguments.get(other))]:
            filters[name] = named
    written = {name: {"period": own[name]} for name in windows if isinstance(own.get(name), str)}
    return {**{name: value for name, value in own.items() if value is not None}, **written, "filters": filters}


def _listing(arguments: Arguments) -> Arguments | None:
    return dict(arguments) if arguments.get("listing") or arguments.get("sku") else None


def _listed(values: Any) -> list[Any]:
    return list(values) if isinstance(values, list) else [values] if values else []


OWN_FORMS: dict[str, Callable[[Arguments], Arguments | None]] = {
    "sales_query": _sales,
    "knowledge_search": dict,
    "funnel_diagnosis": _diagnosis,
    "restock_plan": _restock,
    **dict.fromkeys(_CALCULATORS, dict),
    **dict.fromkeys(_LISTINGS, _listing),
    **dict.fromkeys(_REPLIES, dict),
}
"""Arguments as the offline model writes them, also when another model wrote them; None where nothing can continue them."""
