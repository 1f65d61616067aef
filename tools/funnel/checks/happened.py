"""Events on record: whether one lies where the factor moved."""

from collections.abc import Collection
from datetime import timedelta

from tools.core.result import Period
from tools.events.events import Event, concerning
from tools.funnel.checks.outcome import NO_DATA, Check, Outcome
from tools.funnel.checks.readings import focus, places_of, segments_of
from tools.funnel.context import Context, Suspect
from tools.funnel.evidence import Edit, Place

LEAD = timedelta(days=3)
"""How long before the first day of a new level what caused it may lie: reports count by day, and changes take time to show."""
_SHOWN = 5


def noted(context: Context, suspect: Suspect, kinds: Collection[str]) -> Outcome:
    """Events of some kinds that concern what is in question.

    One that lies where the factor broke supports; where the break is not known, one that began in the current window or
    in the days before it. One of a single product does not decide where many moved. That none is on record says nothing.
    """
    found = [event for event in concerning_events(context, suspect) if event.kind in kinds]
    if not found:
        return NO_DATA
    span = _when(context, suspect)
    several = len(segments_of(context, suspect)) > 1
    near = [event for event in found if not (several and event.sku) and event.start <= span.end and span.start <= event.end]
    values = {"events": [told(event) for event in (near or found)[:_SHOWN]]}
    return Outcome("supports" if near else "open", "events", values)


def told(event: Event) -> dict[str, object]:
    """An event as a finding lists it."""
    return {"zh": event.label["zh"], "en": event.label["en"], "start": event.start, "end": event.end, "note": event.note}


def concerning_events(context: Context, suspect: Suspect) -> list[Event]:
    """Events of the places and products in question."""
    marketplaces, skus = ({name for name in names if name} for names in zip(*places_of(context, suspect), strict=True))
    return concerning(context.events, marketplaces or None, skus or None)


def _when(context: Context, suspect: Suspect) -> Period:
    """Days in which the cause would lie; about the likeliest day where the break is not certain."""
    found = context.break_of(suspect)
    if found is None:
        return Period(start=context.current.start - LEAD, end=context.current.end)
    return (
        Period(start=found.start - LEAD, end=found.end)
        if found.certain
        else Period(start=found.date - LEAD, end=found.date + LEAD)
    )


def happened(*kinds: str) -> Check:
    """A check for events of some kinds."""
    return lambda context, suspect: noted(context, suspect, kinds)


def listing_edit(context: Context, suspect: Suspect) -> Outcome:
    """The page was edited: on record, or seen with another content."""
    found = noted(context, suspect, ("listing_edit",))
    evidence, places = context.evidence, places_of(context, suspect)
    if found.status == "supports" or evidence is None or not evidence.listings_seen:
        return found
    edits = [edit for edit in evidence.edits if _is_of(edit, places)]
    span = _when(context, suspect)
    near = [edit for edit in edits if span.start <= edit.day <= span.end]
    if not edits:
        return Outcome("speaks_against", "no_edit") if found.status == "no_data" else found
    values = {"edits": [{"sku": edit.sku, "day": edit.day} for edit in (near or edits)[:_SHOWN]]}
    return Outcome("supports" if near else "open", "edits", values)


def _is_of(edit: Edit, places: list[Place]) -> bool:
    return any(place in (None, edit.marketplace) and sku in (None, edit.sku) for place, sku in places)


def deal(context: Context, suspect: Suspect) -> Outcome:
    """A deal or coupon on record for one of the windows only, that ended or began where the factor broke.

    Prices fall in deals, all else rises.
    """
    found = [event for event in concerning_events(context, suspect) if event.kind in ("deal", "coupon")]
    days = [days_in(found, window) / window.days for window in (context.base, context.current)]
    if not any(days):
        return NO_DATA
    values = {"events": [told(event) for event in found[:_SHOWN]]}
    fits = days[0] != days[1] and ((days[1] > days[0]) == suspect.rising) != (suspect.factor in ("price", "aov"))
    if not fits:
        return Outcome("speaks_against", "events", values)
    span = _when(context, suspect)
    edges = [event.start if days[1] > days[0] else event.end for event in found]
    return Outcome("supports" if any(span.start <= edge <= span.end for edge in edges) else "open", "events", values)


def days_in(events: list[Event], window: Period) -> int:
    """Days of a window that lie in any of the events."""
    days = {window.start.toordinal() + i for i in range(window.days)}
    return len(days & {day for event in events for day in range(event.start.toordinal(), event.end.toordinal() + 1)})


def account(context: Context, suspect: Suspect) -> Outcome:
    """An event of the account on record; where one product holds most of the effect, the account is not what differs."""
    found = noted(context, suspect, ("account",))
    alone = focus(context, suspect) is not None and len(context.found.stages.panel.segments) > 1
    return Outcome("speaks_against", "one_product") if found.status == "no_data" and alone else found


HAPPENED: dict[str, Check] = {
    "listing_edit": listing_edit,
    "deal": deal,
    "account": account,
    "review": happened("review"),
    "hijack": happened("buy_box"),
    "competitor": happened("competitor"),
}
