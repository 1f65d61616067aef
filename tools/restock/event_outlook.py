"""Whether stock lasts through an event: a peak, a deal, any days ahead."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from tools.core.errors import InvalidInput, ToolError
from tools.core.result import Period
from tools.core.windows import resolve_period
from tools.restock.arrays import Floats
from tools.restock.computing import Computed
from tools.restock.figures import plain
from tools.restock.leads import UNNAMED
from tools.restock.material import Material
from tools.restock.request import RestockQuestion
from tools.restock.result import EventOutlook
from tools.restock.stock_out import HORIZON_DAYS, lost_before


@dataclass(frozen=True)
class EventFigures:
    """An element for each product."""

    days: Period
    name: str | None
    uplift: Floats
    until_end: Floats
    during: Floats
    available: Floats
    short: Floats
    safe_short: Floats


def event_figures(question: RestockQuestion, material: Material, found: Computed) -> EventFigures | None:
    """Demand and supply until the end of the event asked for; None where none was.

    Raises:
        InvalidInput: It is over, or too far ahead.
    """
    if question.event is None:
        return None
    days = _days(question, material.as_of)
    first, last = (days.start - material.as_of).days, (days.end - material.as_of).days
    rows = len(material.products)
    start, end = np.full(rows, max(first, 1)), np.full(rows, last)
    outlook = found.outlook
    until_end, before = outlook.median(end), outlook.median(start - 1)
    available = outlook.on_hand + outlook.arrivals.within(end.astype(float))
    short = lost_before(outlook, end + 1)
    multiplied = outlook.path.multiplied(end) - outlook.path.multiplied(start - 1)
    return EventFigures(
        days=days,
        name=question.event.period,
        uplift=multiplied / (end - start + 1),
        until_end=until_end,
        during=until_end - before,
        available=available,
        short=short,
        safe_short=np.where(outlook.path.velocity > 0, np.maximum(outlook.early(end) - available, short), 0.0),
    )


def event_row(figures: EventFigures, material: Material, found: Computed, at: int) -> EventOutlook:
    """The event as one product sees it."""
    day = figures.days.start
    ways = [way for way in found.ways[at] if way.mode != UNNAMED] or list(found.ways[at])
    return EventOutlook.model_construct(
        start=figures.days.start,
        end=figures.days.end,
        name=figures.name,
        uplift=plain(figures.uplift[at]),
        uplift_known=bool(figures.uplift[at] != 1),
        demand_until_end=plain(round(float(figures.until_end[at]), 1)),
        demand_during=plain(round(float(figures.during[at]), 1)),
        available=plain(figures.available[at]),
        short_units=plain(round(float(figures.short[at]), 1)),
        safe_short_units=plain(round(float(figures.safe_short[at]), 1)),
        ship_by={way.mode: _latest(day, way.transit[0], material.as_of) for way in ways if way.has_stages},
        order_by={way.mode: _latest(day, way.mean_days, material.as_of) for way in ways},
    )


def _latest(day: date, days: float, as_of: date) -> date | None:
    """So long before the day; None where that is past."""
    latest = day - timedelta(days=round(days) + 1)
    return latest if latest >= as_of else None


def _days(question: RestockQuestion, as_of: date) -> Period:
    event = question.event
    assert event is not None
    if event.period is not None:
        try:
            days = resolve_period(event.period, as_of, Period(start=as_of, end=as_of))
        except ToolError as refused:
            refused.field = "event"
            raise
    elif event.start is not None and event.end is not None and event.start <= event.end:
        days = Period(start=event.start, end=event.end)
    else:
        raise InvalidInput("restock_event_window", field="event")
    if days.end <= as_of:
        raise InvalidInput("restock_event_past", field="event", end=days.end, as_of=as_of)
    if (days.end - as_of).days > HORIZON_DAYS:
        raise InvalidInput("restock_event_far", field="event", end=days.end, as_of=as_of, limit=HORIZON_DAYS)
    return days
