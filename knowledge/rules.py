"""Rules of the shipped library as data: which held on a day, and with what value."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from knowledge import reading
from knowledge.document import Document

_EVERYWHERE = "ALL"


@dataclass(frozen=True)
class Rule:
    """One rule with what it sets.

    Attributes:
        document: What a citation names: id, titles, source, dates, confidence.
        field: What it is about: `title`, `storage_rate` …
        marketplaces: Codes of the stores where it holds: `US`; or `ALL`.
        value: As the library has it.
    """

    document: Document
    field: str | None
    marketplaces: tuple[str, ...]
    value: dict[str, Any]

    def holds(self, marketplace: str, on: date) -> bool:
        """Whether it held in a store on a day; dates count as exactly as they are known, and no date is no bound."""
        day = on.isoformat()
        since, until = self.document.effective_from or "", self.document.effective_to
        begun, ended = day[: len(since)] >= since, until is not None and day[: len(until)] > until
        return begun and not ended and bool({marketplace, _EVERYWHERE} & {*self.marketplaces})


def rules_on(platform: str, field: str, marketplace: str, on: date) -> list[Rule]:
    """Rules about one thing that held on a day, in the order of the library.

    Args:
        platform: `amazon`, `ebay` …
        field: What they are about.
        marketplace: Code of a store: `US`. A rule of a group of stores (`EU`) is not found by one of them.
        on: The day.
    """
    return [rule for rule in _rules(reading.LIBRARY, platform) if rule.field == field and rule.holds(marketplace, on)]


@cache
def _rules(library: Path, platform: str) -> tuple[Rule, ...]:
    return tuple(
        Rule(reading.rule_document(entry), entry["field"], tuple(entry["marketplaces"]), entry["value"] or {})
        for path in sorted(library.glob(f"rules/{platform}/*.yaml"))
        for entry in reading.entries_of(path)
    )
