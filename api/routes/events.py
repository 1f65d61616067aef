"""What happened: price changes, deals, stock-outs and the like."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.access import CopilotDep
from copilot import events
from copilot.given_event import GivenEvent

router = APIRouter(prefix="/events", tags=["events"])
_From = Annotated[str | None, Query(alias="from")]
_To = Annotated[str | None, Query(alias="to")]


@router.get("")
def list_events(
    copilot: CopilotDep, start: _From = None, end: _To = None, marketplace: str | None = None, sku: str | None = None
) -> dict[str, Any]:
    """Events on record, the earliest first; with `from` and `to` also the peaks of the calendar between them."""
    return {"events": events.list_events(copilot.world.warehouse, start, end, marketplace, sku)}


@router.post("")
def add_event(given: GivenEvent, copilot: CopilotDep) -> dict[str, Any]:
    """Enter an event; a later one of its kind, first day, marketplace and SKU takes its place."""
    return events.add_event(copilot.world.warehouse, given)


@router.delete("/{event_id}")
def remove_event(event_id: int, copilot: CopilotDep) -> dict[str, Any]:
    """Remove an event that was entered; events of a file go with their import."""
    return events.remove_event(copilot.world.warehouse, event_id)
