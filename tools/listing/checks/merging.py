"""One finding where several rules say the same of the same place."""

from collections import defaultdict
from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from knowledge.document import Document
from tools.listing.checks.fault import Fault
from tools.listing.finding import Finding, Severity, finding
from tools.listing.market import Market

_LIMITS = ("too_long", "too_many_bytes")
_SAME = {"discouraged_character": "character", "emoji": "character", "loose_symbol": "character"}
"""Kinds that say the same of a place: the sign does not belong there."""


def findings_of(faults: list[Fault], market: Market) -> list[Finding]:
    """Findings of faults, the strictest of each place with the others' rules beside it."""
    groups: dict[Hashable, list[Fault]] = defaultdict(list)
    for fault in faults:
        groups[_place(fault)].append(fault)
    return [found for group in groups.values() for found in _of_group(group, market)]


def _place(fault: Fault) -> Hashable:
    if fault.kind in _LIMITS:
        return (fault.kind, fault.field, fault.index, fault.field == "listing" and fault.rule.id)
    if fault.span is None or fault.field == "images":
        return (fault.kind, fault.field, fault.index, fault.rule.id, fault.text)
    return (_SAME.get(fault.kind, fault.kind), fault.field, fault.index, fault.span)


def _of_group(group: list[Fault], market: Market) -> list[Finding]:
    """Of limits, those that only warn are told alone when none blocks: each says something else."""
    blocking = [fault for fault in group if severity_of(fault, market) == "block"]
    if not blocking and group[0].kind in _LIMITS:
        return [_worded(fault, [], market) for fault in group]
    first = min(blocking or group, key=lambda fault: fault.told.get("limit", 0) if fault.kind in _LIMITS else 0)
    also = dict.fromkeys(fault.rule.id for fault in group if fault.rule.id != first.rule.id)
    return [_worded(first, list(also), market)]


def _worded(fault: Fault, also: list[str], market: Market) -> Finding:
    """Placed: sentences of one rule on the same words are made once."""
    told = tuple((name, tuple(given) if isinstance(given, list) else given) for name, given in fault.told.items())
    said = _said(fault.rule.id, fault.kind, fault.text, told, _Rule(fault.rule))
    place = {"field": fault.field, "index": fault.index, "span": fault.span, "replacement": fault.replacement, "also": also}
    return said.model_copy(update={**place, "severity": severity_of(fault, market)})


class _Rule:
    """A rule that takes no part in comparison: its id does."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rule)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=8192)
def _said(_: str, kind: str, text: str, told: tuple[tuple[str, Any], ...], rule: _Rule) -> Finding:
    key = f"listing_check_{kind}"
    variables: dict[str, Any] = dict(told)
    return finding(rule.document, key, field="listing", severity="warn", text=text, fix=f"{key}.fix", **variables)


def severity_of(fault: Fault, market: Market) -> Severity:
    """As the library says; what is advice, unverified, or a rule of a platform that only shows the data, warns."""
    rule = fault.rule
    is_own = not rule.platforms or market.platform in rule.platforms
    return "block" if fault.hard and is_own and rule.confidence != "low" and rule.value.get("severity") == "block" else "warn"
