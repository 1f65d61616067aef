"""Dated facts of the library for this room: which hold on a day, since when others are known, and how they are cited."""

from collections.abc import Iterable
from datetime import date

from pydantic import Field, SerializeAsAny

from knowledge import library
from knowledge.document import Document
from tools.core.result import Source, ToolResult, Warning, warning

TAXES, LOGISTICS = "taxes", "logistics"
_LOW = "low"


class LibraryResult(ToolResult):
    """A result whose figures rest on dated facts.

    Attributes:
        as_of: The day whose facts count.
    """

    as_of: date
    sources: list[SerializeAsAny[Source]] = Field(default=[])


def facts_about(folder: str, *fields: str) -> list[Document]:
    """Facts of all days about something, in the order of the library."""
    return [fact for fact in library.facts(folder) if fact.field in fields]


def holding(facts: Iterable[Document], on: date) -> list[Document]:
    """Those of the facts that hold on a day, verified ones first."""
    held = [fact for fact in facts if fact.status_on(on) == "in_force"]
    return sorted(held, key=lambda fact: fact.confidence == _LOW)


def named(folder: str, name: str, on: date) -> Document | None:
    """The fact of that id that holds on a day; ids of former values begin with the same name."""
    family = [fact for fact in library.facts(folder) if fact.id == name or fact.id.startswith(f"{name}-before-")]
    return next(iter(holding(family, on)), None)


def spans(facts: Iterable[Document]) -> list[str]:
    """From when until when facts hold, as far as known: `2024-01-01 – 2025-06-30`, `2025-07-01 –`."""
    return sorted({span(fact.effective_from, fact.effective_to) for fact in facts})


def span(since: str | None, until: str | None) -> str:
    """A run of days of which an end may be open."""
    return f"{since or ''} – {until or ''}".strip()


def cautions(facts: Iterable[Document], on: date, today: date, told: Iterable[Document | None] = ()) -> list[Warning]:
    """What a reader must know of facts: not verified, start unknown on a day before they were read, day still to come.

    Args:
        facts: Those that figures rest on.
        on: The day whose facts count.
        today: The day it is.
        told: Facts whose doubts have been told already.
    """
    known = {fact.id for fact in told if fact}
    used = list({fact.id: fact for fact in facts if fact.id not in known}.values())
    low = [fact for fact in used if fact.confidence == _LOW]
    undated = [fact for fact in used if not fact.effective_from and fact.as_of and on.isoformat() < fact.as_of[:10]]
    found = []
    if low:
        found.append(warning("landed_unverified", ids=[fact.id for fact in low]))
    if undated:
        found.append(warning("landed_start_unknown", ids=[fact.id for fact in undated], day=on, as_of=undated[0].as_of))
    if on > today and used:
        found.append(warning("landed_day_to_come", day=on))
    return found
