"""How long goods are on their way, when they arrive, and when they must leave."""

from datetime import date, timedelta
from typing import Any

from tools.core.catalogue import tool
from tools.core.errors import InvalidInput
from tools.core.result import Period, Warning, warning
from tools.knowledge.sources import sources_of
from tools.landed.buffers import buffers_beside
from tools.landed.contract import definitions
from tools.landed.lanes import Lane, around, destination_label, destination_named, kind_label, lanes_to, mode_named
from tools.landed.library import cautions
from tools.landed.places import find_place
from tools.landed.transit_result import Buffer, TransitQuestion, TransitResult, TransitRow


@tool(effect="read")
def transit_estimate(question: TransitQuestion, *, today: date) -> TransitResult:
    """Transit days from China to a market by express, air, rail, truck or sea; arrival days, or the latest day to ship.

    Use it for "how long does sea to the US West Coast take", "美森几天", "must arrive by 1 October, latest ship date". Times are
    planning ranges from the dated library, each with its source and confidence; port-to-port and door-to-door are told apart,
    and customs and FBA check-in are named beside, never added silently. For stock-out and order dates use restock_plan.

    Args:
        question: Destination, way of transport, and a day of departure or of need.
        today: The day that counts when none is given, and against which the latest departure is seen.

    Returns:
        A row for each lane, the fastest first, and the buffers beside.

    Raises:
        InvalidInput: Both days, or days at the end of time.
        UnknownReference: No such place or way of transport.
        NotCovered: No such lane is known; says which are.
    """
    if question.ship_date and question.needed_by:
        raise InvalidInput("landed_two_days", field="needed_by")
    on = question.as_of or today
    origin = find_place(question.origin, field="origin").code
    destination = destination_named(question.destination)
    mode = mode_named(question.mode) if question.mode else None
    lanes = lanes_to(origin, destination, mode, on)
    beside = buffers_beside(lanes, destination, on)
    check_in = next((buffer for buffer, _ in beside if buffer.kind == "fba_check_in"), None)
    rows = [_row(lane, question, check_in, today) for lane in lanes]
    facts = [*(lane.fact for lane in lanes), *(fact for _, fact in beside)]
    return TransitResult(
        inputs=_inputs(question, origin, destination, mode, on),
        as_of=on,
        origin=origin,
        destination=destination,
        destination_label=destination_label(destination),
        mode=mode,
        rows=rows,
        buffers=[buffer for buffer, _ in beside],
        definitions=definitions("transit_days", *(("latest_ship_date",) if question.needed_by else ())),
        sources=sources_of(facts),
        warnings=[*_notes(rows, destination), *cautions(facts, on, today)],
    )


def _inputs(question: TransitQuestion, origin: str, destination: str, mode: str | None, on: date) -> dict[str, Any]:
    asked = question.model_dump(mode="json", exclude_none=True)
    understood = {"origin": origin, "destination": destination, "as_of": on.isoformat(), **({"mode": mode} if mode else {})}
    return {**asked, **understood}


def _row(lane: Lane, question: TransitQuestion, check_in: Buffer | None, today: date) -> TransitRow:
    fewest, most = lane.days
    row = TransitRow(
        fact=lane.fact.id,
        title=lane.fact.titles,
        label=kind_label(lane.kind),
        mode=lane.kind,
        origin=lane.origin,
        destination=lane.destination,
        destination_label=destination_label(lane.destination),
        basis=lane.basis,
        days_min=fewest,
        days_max=most,
        confidence=lane.fact.confidence,
    )
    if question.ship_date:
        row.arrival = Period(start=_shifted(question.ship_date, fewest), end=_shifted(question.ship_date, most))
        if check_in and lane.basis == "door_to_door":
            row.checked_in = Period(
                start=_shifted(row.arrival.start, check_in.days_min), end=_shifted(row.arrival.end, check_in.days_max)
            )
    if question.needed_by:
        row.latest_ship_date = _shifted(question.needed_by, -most - question.buffer_days)
        row.too_late = row.latest_ship_date < today
        if check_in and lane.basis == "door_to_door":
            row.latest_ship_date_with_fba = _shifted(row.latest_ship_date, -check_in.days_max)
    return row


def _shifted(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError as beyond:
        raise InvalidInput("landed_end_of_time", field="ship_date" if days > 0 else "needed_by", day=day) from beyond


def _notes(rows: list[TransitRow], destination: str) -> list[Warning]:
    found = []
    if any(row.basis == "port_to_port" for row in rows):
        found.append(warning("landed_port_to_port"))
    wider = [row.destination_label for row in rows if row.destination in around(destination)]
    if wider:
        places = list({label["en"]: label for label in wider}.values())
        found.append(warning("landed_other_lane", places=places))
    if any(row.too_late for row in rows):
        found.append(warning("landed_too_late", all_of_them=all(row.too_late for row in rows)))
    return found
