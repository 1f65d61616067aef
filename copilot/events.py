"""Operators' events, for both surfaces: entered, listed, removed."""

from datetime import UTC, datetime
from typing import Any

from copilot.given_event import GivenEvent, need_order, read_day, understood
from copilot.given_values import find_marketplace
from copilot.typed_sheet import TypedSheet, import_typed, typed_imports
from tools.core.errors import InvalidInput, UnknownReference
from tools.core.result import Warning, warning
from tools.events.events import OPERATOR_FILE, REPORT, Event, concerning, events_between, recorded_events
from tools.marketplaces import marketplaces
from tools.warehouse.importing.history import undo_import
from tools.warehouse.importing.importer import DEFAULT_SHOP, ImportResult
from tools.warehouse.warehouse import Warehouse

_SHOWN = 20


def add_event(warehouse: Warehouse, given: GivenEvent) -> dict[str, Any]:
    """Enter one event by the ordinary way of imports.

    Returns:
        `event` as it is on record now, `changed`, `warnings`.

    Raises:
        ToolError: It cannot be taken; nothing was stored.
    """
    event, notes = understood(warehouse, given)
    known = _same_key(warehouse, event)
    if known and (known.end, known.note) == (event.end, event.note):
        return _entry(known, [*notes, warning("event_known", id=known.id)], changed=False)
    result = _import(warehouse, event)
    stored = next((each for each in _recorded(warehouse) if each.id == result.import_id), None)
    if stored is None:
        raise InvalidInput("event_changed_since", value=result.import_id, known=known and known.id)
    return _entry(stored, [*notes, *([warning("event_replaced")] if result.rows_superseded else [])], changed=True)


def list_events(
    warehouse: Warehouse,
    start: str | None = None,
    end: str | None = None,
    marketplace: str | None = None,
    sku: str | None = None,
) -> list[dict[str, Any]]:
    """Events on record; between two days also the peaks of the calendar.

    Args:
        warehouse: Holds them.
        start: Only events that end on this day or later.
        end: Only events that begin on this day or earlier.
        marketplace: Only events that concern it.
        sku: Only events that concern it.
    """
    first = read_day("from", start) if start else None
    last = read_day("to", end) if end else None
    place = find_marketplace(warehouse, marketplace) if marketplace else None
    with warehouse.reader() as cursor:
        if first and last:
            need_order(first, last)
            found = events_between(cursor, first, last)
        else:
            found = recorded_events(cursor, first, last)
    concerned = concerning(found, [place] if place else None, [sku] if sku else None)
    return [event.model_dump(mode="json") for event in concerned]


def remove_event(warehouse: Warehouse, event_id: int) -> dict[str, Any]:
    """Remove an event that was entered.

    Raises:
        UnknownReference: No event has that id.
        InvalidInput: It came with a file, of which it is a part.
    """
    entered = typed_imports(warehouse, OPERATOR_FILE)
    if event_id not in entered:
        event = next((e for e in _recorded(warehouse) if e.id == event_id), None)
        if event:
            raise InvalidInput("event_of_file", field="event_id", value=event_id, file=event.source)
        raise UnknownReference("unknown_event", field="event_id", value=event_id, known=entered[:_SHOWN])
    undone = undo_import(warehouse, event_id, datetime.now(UTC))
    notes = [warning("event_held_elsewhere")] if undone.rows_restored else []
    return {"removed": event_id, "warnings": [note.model_dump() for note in notes]}


def _entry(event: Event, notes: list[Warning], *, changed: bool) -> dict[str, Any]:
    return {"event": event.model_dump(mode="json"), "changed": changed, "warnings": [note.model_dump() for note in notes]}


def _recorded(warehouse: Warehouse) -> list[Event]:
    with warehouse.reader() as cursor:
        return recorded_events(cursor)


def _same_key(warehouse: Warehouse, event: Event) -> Event | None:
    def key(each: Event) -> tuple[Any, ...]:
        return each.shop, each.kind, each.start, each.marketplace, each.sku

    return next((each for each in _recorded(warehouse) if key(each) == key(event)), None)


def _import(warehouse: Warehouse, event: Event) -> ImportResult:
    """Import the event as a file of one row.

    A shop of the operator's own is no marketplace that a cell can name, so it is said of the whole file.

    Raises:
        InvalidInput: A value cannot be kept.
    """
    own = event.marketplace if event.marketplace not in marketplaces() else None
    row = {
        "kind": event.kind, "from": event.start, "to": event.end, "marketplace": None if own else event.marketplace,
        "sku": event.sku, "note": event.note,
    }  # fmt: skip
    result = import_typed(warehouse, TypedSheet(OPERATOR_FILE, REPORT, event.shop or DEFAULT_SHOP, [row], own))
    if result.rejections:
        bad = result.rejections[0]
        raise InvalidInput("event_rejected", field=bad.column, reason_zh=bad.reason_zh, reason_en=bad.reason, value=bad.value)
    return result
