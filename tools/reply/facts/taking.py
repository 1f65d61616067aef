"""What was found in a caller's mapping, before it becomes an order: the best value of each field with its path."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tools.reply.facts.words import field_of, folded, is_among, is_known, is_personal, kind_of

_DEEPEST = 8
_YES_NO = {True: "yes", False: "no"}
_LONGEST_LIST = 200


@dataclass
class Found:
    """A value as given.

    Attributes:
        rank: Of its name among the names of the field; a smaller one counts.
    """

    value: Any
    path: str
    rank: int


@dataclass
class Taken:
    """Fields of one mapping and of those inside it; items and refunds apart, for there are several."""

    fields: dict[str, list[Found]] = field(default_factory=dict)
    items: list["Taken"] = field(default_factory=list)
    refunds: list["Taken"] = field(default_factory=list)
    listing: dict[str, tuple[str, str]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    def put(self, name: str, value: Any, path: str, rank: int) -> None:
        """Keep a value of a field."""
        if value not in (None, "", [], {}):
            self.fields.setdefault(name, []).append(Found(value, path, rank))

    def of(self, name: str) -> list[Found]:
        """Values of a field, the best first."""
        return sorted(self.fields.get(name, []), key=lambda found: found.rank)


_NULL_UNTIL_SHIPPED = ("fulfillmentstatus",)
"""Shopify writes null here as long as nothing was shipped."""
_INSIDE = 100
"""Names inside mappings of another kind rank after those of the order itself."""


def taken_from(given: dict[Any, Any]) -> Taken:
    """All that the caller's mapping holds."""
    taken = Taken()
    _walk(given, "order", "", taken, 0)
    return taken


def _walk(given: dict[Any, Any], kind: str, path: str, taken: Taken, depth: int) -> None:
    if depth > _DEEPEST:
        return
    for key, value in list(given.items())[:_LONGEST_LIST]:
        written, name = str(key)[:100], folded(str(key)[:100])
        at = f"{path}.{written}" if path else written
        if isinstance(value, (dict, list, tuple)) and _enter(name, value, kind, at, taken, depth):
            continue
        _take(name, value, kind, at, taken, depth)


def _take(name: str, value: Any, kind: str, at: str, taken: Taken, depth: int) -> None:
    meaning = None if kind == "address" and name == "name" else field_of(kind, name)
    if value is None and name in _NULL_UNTIL_SHIPPED:
        taken.put("left_open", "null", at, 0)
    if meaning is not None and not (is_personal(name) and kind in ("address", "buyer")):
        taken.put(meaning.field, value, at, meaning.rank + (_INSIDE if kind not in ("order", "item", "refund") else 0) + depth)
    elif kind == "listing":
        _listed(name, value, at, taken)
    elif not (
        is_personal(name) or is_known(name) or kind in ("address", "buyer", "payment", "refund") or value in (None, "", [], {})
    ):
        taken.unknown.append(at)


def _listed(name: str, value: Any, at: str, taken: Taken) -> None:
    if is_personal(name):
        return
    parts = value if isinstance(value, (list, tuple)) else [value]
    said = [_YES_NO[part] if isinstance(part, bool) else part for part in parts[:20]]
    text = "; ".join(" ".join(str(part).split()) for part in said if isinstance(part, (str, int, float)))
    if text:
        taken.listing[at.rpartition(".")[2]] = (text[:1000], at)


def _enter(name: str, value: Any, kind: str, at: str, taken: Taken, depth: int) -> bool:
    """Read an inner mapping or list; False where it is rather a value."""
    inner = kind_of(name)
    if is_personal(name) and inner is None:
        return True
    mappings = list(_mappings(value, at))
    if inner is None or not mappings:
        return _unnamed(name, value, kind, at, taken, depth, mappings)
    if inner == "item" and kind not in ("shipment", "refund", "return"):
        _enter_items(mappings, kind, taken, depth)
    elif inner == "refund" and kind not in ("item",):
        _enter_refunds(mappings, taken, depth, everything=name != "transactions")
    elif inner == "payment":
        _enter_refunds(mappings, taken, depth, everything=False)
    elif inner == "listing" and name == "attributes" and kind == "item":
        return False
    elif inner != "item":
        if kind == "promise" or (kind in ("item", "shipment") and inner == "order"):
            inner = kind
        for mapping, place in mappings:
            _walk(mapping, inner, place, taken, depth + 1)
    return True


def _unnamed(
    name: str, value: Any, kind: str, at: str, taken: Taken, depth: int, mappings: list[tuple[dict[Any, Any], str]]
) -> bool:
    if field_of(kind, name) is not None or not mappings:
        if kind_of(name) == "item" and isinstance(value, (list, tuple)):
            taken.items += [
                _named_item(each, f"{at}[{number}]") for number, each in enumerate(value[:_LONGEST_LIST]) if isinstance(each, str)
            ]
            return True
        return False
    if kind == "listing":
        for mapping, place in mappings:
            _walk(mapping, "listing", place, taken, depth + 1)
        return True
    if is_known(name):
        return True
    taken.unknown.append(at)
    for mapping, place in mappings:
        _walk(mapping, "anywhere", place, taken, depth + 1)
    return True


def _named_item(title: str, at: str) -> Taken:
    item = Taken()
    item.put("title", title, at, 0)
    return item


def _mappings(value: Any, at: str) -> Iterator[tuple[dict[Any, Any], str]]:
    if isinstance(value, dict):
        yield value, at
        return
    for number, each in enumerate(value[:_LONGEST_LIST]):
        if isinstance(each, dict):
            yield each, f"{at}[{number}]"


def _enter_items(mappings: list[tuple[dict[Any, Any], str]], kind: str, taken: Taken, depth: int) -> None:
    for mapping, place in mappings:
        item = taken if kind == "item" else Taken()
        _walk(mapping, "item", place, item, depth + 1)
        if item is not taken:
            taken.unknown += item.unknown
            taken.listing |= item.listing
            taken.items += item.items or [item]
            for name in _OF_ORDER & {*item.fields}:
                for found in item.fields[name]:
                    taken.put(name, found.value, found.path, found.rank + _INSIDE)


_OF_ORDER = {
    "status", "item_status", "shipment_status", "shipped_on", "promised_from", "promised_by", "delivered_on", "carrier",
    "tracking_number", "ship_by", "tracking_status", "fulfilment", "country", "category", "brand",
    "return_requested_on", "return_received_on", "return_status", "return_window_days", "warranty_months",
    "warranty_years", "return_shipping",
}  # fmt: skip


def _enter_refunds(mappings: list[tuple[dict[Any, Any], str]], taken: Taken, depth: int, everything: bool) -> None:
    for mapping, place in mappings:
        kinds = [str(value) for key, value in mapping.items() if folded(str(key)) in ("transactiontype", "kind", "type")]
        if everything or any(is_among("refund_type", kind) for kind in kinds):
            refund = Taken()
            _walk(mapping, "refund", place, refund, depth + 1)
            inner = refund.refunds if "refund_amount" not in refund.fields else []
            for each in inner:
                each.fields.setdefault("refunded_on", refund.fields.get("refunded_on", []))
            taken.refunds += inner or [refund]
