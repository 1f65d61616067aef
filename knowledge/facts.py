"""Facts of the shipped library as data: which held on a day, and with what value."""

from datetime import date

from knowledge import library
from knowledge.document import Document

_EVERYWHERE = "ALL"


def facts_on(folder: str, field: str, on: date) -> list[Document]:
    """Facts about one thing that held on a day, in the order of the library.

    Unverified ones are among them: their confidence is `low`.

    Args:
        folder: Part of the library: `taxes`, `logistics`, `rules/amazon`, `compliance/eu`.
        field: What they are about: `vat_rate`, `transit_time`.
        on: The day.
    """
    return [fact for fact in library.facts(folder) if fact.field == field and fact.status_on(on) == "in_force"]


def rules_on(platform: str, field: str, marketplace: str, on: date) -> list[Document]:
    """Verified rules of a platform about one thing that held in a store on a day.

    Args:
        platform: `amazon`, `ebay` …
        field: What they are about: `title`, `storage_rate` …
        marketplace: Code of a store: `US`. A rule of a group of stores (`EU`) is not found by one of them.
        on: The day.
    """
    rules = [rule for rule in facts_on(f"rules/{platform}", field, on) if rule.confidence != "low"]
    return [rule for rule in rules if {marketplace, _EVERYWHERE} & {*rule.places}]
