"""An event as an operator gives it, understood: kind, days, place, SKU and shop."""

import re
from datetime import date

from pydantic import BaseModel, ConfigDict, Field, field_validator

from copilot.given_values import find_marketplace, given_shop, one_line, unknown_sku, without_half_characters
from tools.core.errors import InvalidInput, UnknownReference
from tools.core.references import nearest
from tools.core.result import Warning
from tools.events.events import OPERATOR, Event
from tools.events.kinds import event_kinds, find_kind
from tools.warehouse.warehouse import Warehouse

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class GivenEvent(BaseModel):
    """An event as an operator gives it.

    Attributes:
        kind: In any of its names.
        end: The first day when left out.
        marketplace: In any of its names; all when left out.
        sku: All when left out.
        shop: The only shop with data when left out.
    """

    model_config = ConfigDict(populate_by_name=True, extra="forbid")

    kind: str
    start: str = Field(alias="from")
    end: str | None = Field(default=None, alias="to")
    marketplace: str | None = None
    sku: str | None = None
    note: str | None = None
    shop: str | None = None

    _whole_characters = field_validator("*")(without_half_characters)


def understood(warehouse: Warehouse, given: GivenEvent) -> tuple[Event, list[Warning]]:
    """The event with every name resolved, and what the operator should know of it."""
    kind = find_kind(given.kind)
    if kind is None:
        known = list(event_kinds())
        raise UnknownReference(
            "unknown_event_kind", field="kind", value=given.kind, nearest=nearest(given.kind, known), known=known
        )
    start = read_day("from", given.start)
    end = read_day("to", given.end) if given.end else start
    need_order(start, end)
    shop, notes = given_shop(warehouse, given.shop)
    place = find_marketplace(warehouse, given.marketplace) if given.marketplace else None
    sku, note = one_line("sku", given.sku), one_line("note", given.note)
    event = Event(
        shop=shop, kind=kind.id, label=kind.label, start=start, end=end, marketplace=place, sku=sku, note=note, source=OPERATOR
    )  # fmt: skip
    return event, [*notes, *unknown_sku(warehouse, sku)]


def read_day(field: str, text: str) -> date:
    """A day written as 2026-10-31.

    Raises:
        InvalidInput: It is none.
    """
    try:
        if _DAY.fullmatch(text.strip()):
            return date.fromisoformat(text.strip())
    except ValueError:
        pass
    raise InvalidInput("event_bad_day", field=field, value=text)


def need_order(start: date, end: date) -> None:
    """Refuse days that end before they begin."""
    if end < start:
        raise InvalidInput("event_reversed", field="to", start=start, end=end)
