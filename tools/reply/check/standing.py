"""Which rules forbid a kind of wording in a store on a day."""

from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from knowledge import library
from knowledge.document import Document
from tools.listing.market import Market
from tools.reply.check.house import house_rules
from tools.reply.check.tables import table
from tools.reply.contract import Severity

_CONFIDENCE = {"high": 0, "medium": 1, "low": 2}
_FORBIDDING = ("forbidden", "forbidden_types")


class Standing(NamedTuple):
    """A rule that forbids something, and how gravely."""

    rule: Document
    severity: Severity


@lru_cache(maxsize=4096)
def standing(kind: str, detail: str | None, market: Market, on: date) -> tuple[Standing, ...]:
    """Rules that forbid a kind: those that block first, then those of the platform, the law, wording, the house.

    Args:
        kind: As of a finding.
        detail: Of what kind nearer, where that matters.
        market: The store; with no country every rule of its platform counts.
        on: The day.
    """
    known = table("kinds").get(kind, {})
    found = [*_of_platform(known, market, on), *_of_law(known, market, on), *_of_wording(known, detail, market, on)]
    own = house_rules().get(kind)
    if own and market.platform not in own.not_on:
        found.append(Standing(own.rule, own.severity))
    return tuple(sorted(found, key=lambda each: each.severity != "block"))


@cache
def message_rules(market: Market, on: date) -> tuple[Document, ...]:
    """Rules of the platform on messages that hold in the store on a day, the best known first."""
    rules = [rule for rule in library.facts(f"rules/{market.platform}") if rule.area == "messaging" and holds(rule, market, on)]
    return tuple(sorted(rules, key=lambda rule: _CONFIDENCE.get(rule.confidence or "low", 2)))


def holds(rule: Document, market: Market, on: date) -> bool:
    """Whether a rule stands in a store on a day; a store of no country has the rules of every place."""
    placed = not market.code or not rule.places or bool(market.places & {*rule.places})
    return placed and rule.status_on(on) == "in_force"


def asked_rules(market: Market, on: date) -> list[str]:
    """Ids of all rules that a reply is checked against."""
    names = dict.fromkeys([*table("kinds"), *house_rules()])
    details = {name: [None, *table("kinds").get(name, {}).get("wording", {})] for name in names}
    every = [each.rule.id for name in names for detail in details[name] for each in standing(name, detail, market, on)]
    return sorted(dict.fromkeys(every))


def named_rules(ids: list[str], market: Market, on: date) -> list[Document]:
    """Rules by id, in the order of the ids."""
    houses = {each.rule.id: each.rule for each in house_rules().values()}
    others = {rule.id: rule for rule in (*message_rules(market, on), *_groups(), *_laws().values())}
    return [(houses | others)[name] for name in dict.fromkeys(ids) if name in houses or name in others]


def _of_platform(known: dict[str, Any], market: Market, on: date) -> Iterator[Standing]:
    words = known.get("forbidden", [])
    found = [(place, rule) for rule in message_rules(market, on) if (place := _place(rule, known, words)) is not None]
    for _, rule in sorted(found, key=lambda each: (_CONFIDENCE.get(each[1].confidence or "low", 2), each[0])):
        yield Standing(rule, "warn" if _unconfirmed(rule, known) else "block")


def _place(rule: Document, known: dict[str, Any], words: list[str]) -> int | None:
    """How near a rule is to what is forbidden; None where it says nothing of it."""
    named: set[str] = set()
    for key in _FORBIDDING:
        value = rule.value.get(key, ())
        named |= {value} if isinstance(value, str) else {*value}
    places = [place for place, word in enumerate(words) if word in named]
    if places:
        return places[0]
    off = any(rule.value.get(key) is False for key in known.get("denied", ()))
    return len(words) if off or any(key in rule.value for key in known.get("named", ())) else None


def _unconfirmed(rule: Document, known: dict[str, Any]) -> bool:
    parts = rule.value.get("unconfirmed_parts", ())
    return rule.confidence == "low" or any(f"value.{key}" in parts for key in known.get("denied", ()))


def _of_law(known: dict[str, Any], market: Market, on: date) -> Iterator[Standing]:
    for name in known.get("law", ()):
        law = _laws().get(name)
        if law and market.code and holds(law, market, on):
            yield Standing(law, "warn" if law.confidence == "low" else "block")


def _of_wording(known: dict[str, Any], detail: str | None, market: Market, on: date) -> Iterator[Standing]:
    groups = known.get("wording", {})
    name = groups.get(detail or "", groups.get(""))
    for group in _groups():
        if group.id == name and market.platform in group.platforms and holds(group, market, on):
            grave = group.value.get("severity") == "block" and group.confidence != "low"
            yield Standing(group, "block" if grave else "warn")


@cache
def _groups() -> tuple[Document, ...]:
    return tuple(group for group in library.facts("wording") if "message" in group.value.get("applies_to", ()))


@cache
def _laws() -> dict[str, Document]:
    named = {name for known in table("kinds").values() for name in known.get("law", ())}
    return {law.id: law for law in library.facts("compliance") if law.id in named}
