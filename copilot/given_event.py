"""An event as an operator gives it, understood: kind, days, place, SKU and shop by the names that the data have."""

import re
import unicodedata
from datetime import date

from pydantic import BaseModel, ConfigDict, Field, field_validator

from copilot.shops import checked_shop
from tools.core.errors import Ambiguous, InvalidInput, UnknownReference
from tools.core.references import nearest
from tools.core.result import Warning, warning
from tools.events.events import OPERATOR, REPORT, Event
from tools.events.kinds import event_kinds, find_kind
from tools.marketplaces import find_marketplaces, marketplaces
from tools.warehouse.importing.history import past_imports
from tools.warehouse.importing.importer import DEFAULT_SHOP
from tools.warehouse.warehouse import Warehouse

_MAX_TEXT = 500
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

    @field_validator("*")
    @classmethod
    def without_half_characters(cls, value: str | None) -> str | None:
        """JSON can spell half of a surrogate pair, which no store can keep."""
        return value if value is None else value.encode("utf-8", "replace").decode("utf-8")


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
    shop, notes = _shop(warehouse, given.shop)
    place = find_marketplace(warehouse, given.marketplace) if given.marketplace else None
    sku, note = _line("sku", given.sku), _line("note", given.note)
    event = Event(
        shop=shop, kind=kind.id, label=kind.label, start=start, end=end, marketplace=place, sku=sku, note=note, source=OPERATOR
    )  # fmt: skip
    return event, [*notes, *_unknown_sku(warehouse, sku)]


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


def _line(field: str, text: str | None) -> str | None:
    """A text in one line, without what a cell cannot hold; None when nothing is left."""
    plain = "".join(" " if unicodedata.category(sign) in ("Cc", "Co") else sign for sign in text or "")
    plain = " ".join(plain.split())
    if len(plain) > _MAX_TEXT:
        raise InvalidInput("event_text_too_long", field=field, limit=_MAX_TEXT)
    return None if plain in ("", "--") else plain


def _shop(warehouse: Warehouse, given: str | None) -> tuple[str, list[Warning]]:
    """The shop named, or the only one with other data than events."""
    listed = past_imports(warehouse)
    known = sorted({each.shop for each in listed if not each.undone_at and each.report != REPORT})
    if given:
        return checked_shop(given), [
            warning("event_shop_unknown", shop=given, known=known)
        ] if known and given not in known else []
    if len(known) > 1:
        raise Ambiguous("event_several_shops", field="shop", known=known)
    return known[0] if known else DEFAULT_SHOP, []


def find_marketplace(warehouse: Warehouse, text: str) -> str:
    """The one marketplace of that name; of several, the one with data.

    Raises:
        UnknownReference: None has that name.
        Ambiguous: Several have.
    """
    with_data = warehouse.known_values(["marketplace"]).get("marketplace", [])
    name = text.strip().lower().replace(" ", "_")
    found = [name] if name in with_data else [market.id for market in find_marketplaces(text)]
    found = [each for each in found if each in with_data] or found
    if not found:
        near = nearest(name, [*marketplaces(), *with_data])
        raise UnknownReference("unknown_marketplace", field="marketplace", value=text, nearest=near)
    if len(found) > 1:
        raise Ambiguous("event_several_marketplaces", field="marketplace", value=text, known=found)
    return found[0]


def _unknown_sku(warehouse: Warehouse, sku: str | None) -> list[Warning]:
    known = set(warehouse.known_values(["sku"]).get("sku", []))
    with warehouse.reader() as cursor:
        known |= {found for (found,) in cursor.execute("select distinct sku from product").fetchall()}
    if sku is None or sku in known:
        return []
    return [warning("event_sku_unknown", sku=sku, nearest=nearest(sku, sorted(known)))]
