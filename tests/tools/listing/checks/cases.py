"""The cases of `tests/cases/listing_rules.yaml`, one text each."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tools.core.errors import UnknownReference
from tools.listing.market import Market, find_market

_TODAY = date(2026, 11, 22)


class Case(NamedTuple):
    """One listing and whether a rule must find something in it."""

    rule_id: str
    marketplace: str
    on: date
    breaks: bool
    listing: dict[str, Any]


@cache
def cases() -> list[Case]:
    """All cases, in the order of the file."""
    path = Path(__file__).parents[3] / "cases" / "listing_rules.yaml"
    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [case for entry in given for case in _of(entry)]


def _of(entry: dict[str, Any]) -> list[Case]:
    on = entry.get("as_of", _TODAY)
    return [
        Case(entry["id"], entry["marketplace"], on, key == "fails", {"marketplace": entry["marketplace"], **_filled(listing)})
        for key in ("passes", "fails")
        for listing in entry.get(key, [])
    ]


def _filled(given: Any) -> Any:
    """`{text, times}` written out."""
    if isinstance(given, dict):
        if given.keys() == {"text", "times"}:
            return given["text"] * given["times"]
        return {name: _filled(value) for name, value in given.items()}
    return [_filled(each) for each in given] if isinstance(given, list) else given


def market_of(written: str) -> Market:
    """The store of a case; of platforms that the list of stores does not hold, made here."""
    try:
        return find_market(written)
    except UnknownReference:
        platform, _, code = written.partition("_")
        return Market(written, platform, code.upper(), "en")
