"""Statements that the law wants on the page of clearly recognised goods; they only warn."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from knowledge import library
from knowledge.document import Document
from tools.listing.checks.data import words
from tools.listing.checks.fault import Fault
from tools.listing.checks.page import Page
from tools.listing.checks.tokens import any_of, fold
from tools.listing.market import Market


@dataclass(frozen=True)
class _Duty:
    """One duty: when it falls on goods, and what shows that it is met.

    Attributes:
        goods: Names of goods it falls on, as words of product type, category or title; None for all.
        unless: Words that take a listing out again.
        attributes: What must be given, each with the names of attributes that give it.
        statement: Wording that meets it, in any text or attribute.
    """

    rule: Document
    kind: str
    goods: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    attributes: dict[str, frozenset[str]]
    statement: re.Pattern[str] | None


def required_faults(page: Page) -> Iterator[Fault]:
    """Duties of the place that the listing does not show; each once, and none where no facts are given."""
    if not page.attributes:
        return
    duties = _duties(page.context.market, page.context.on)
    if duties:
        texts = " \n ".join(text for _, _, text in page.listing.texts())
        everything = fold(texts) + " \n " + fold(" \n ".join(f"{name} {value}" for name, value in page.attributes.items()))
        named = fold(" \n ".join([*page.kind, page.listing.title]))
        for duty in duties:
            if _falls_on(duty, named.replace("_", " "), everything) and (missing := _missing(duty, page, everything)):
                yield Fault(duty.rule, duty.kind, "listing", hard=False, told={"missing": missing})


def _falls_on(duty: _Duty, named: str, everything: str) -> bool:
    if duty.goods and not duty.goods.search(named):
        return False
    return not (duty.unless and duty.unless.search(everything))


def _missing(duty: _Duty, page: Page, everything: str) -> list[str]:
    """Names of what is missing; empty when the duty is met."""
    if duty.statement and duty.statement.search(everything):
        return []
    return [what for what, names in duty.attributes.items() if not names & page.attributes.keys()]


@cache
def _duties(market: Market, on: date) -> tuple[_Duty, ...]:
    given = words("required")
    facts = {rule.id: rule for place in _folders(market) for rule in library.facts(f"compliance/{place}")}
    held = [(facts[key], told) for key, told in given.items() if key in facts and facts[key].status_on(on) == "in_force"]
    return tuple(_duty(rule, told) for rule, told in held if market.places & {*rule.places})


def _folders(market: Market) -> list[str]:
    return [folder for folder in ("eu", "us", "au", "uk") if folder.upper() in market.places]


def _duty(rule: Document, told: dict[str, Any]) -> _Duty:
    return _Duty(
        rule=rule,
        kind=told["kind"],
        goods=any_of(tuple(told.get("goods", ()))),
        unless=any_of(tuple(told.get("unless", ()))),
        attributes={what: frozenset(names) for what, names in told["attributes"].items()},
        statement=any_of(tuple(told.get("statements", ()))),
    )
