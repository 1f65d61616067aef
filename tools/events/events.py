"""Events that lie in a run of days: those on record, and the peaks of the calendar."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from prompts import Text
from tools.core.errors import NotCovered
from tools.core.result import Period
from tools.core.windows import resolve_period
from tools.events.kinds import event_kinds, peak_labels
from tools.warehouse.engines.engine import Cursor

REPORT = "chuhai.events"
OPERATOR_FILE = "operator/event"
"""What events that an operator enters are imported as; no file can have this name."""
OPERATOR, CALENDAR = "operator", "calendar"
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_RECORDED = """select e.import_id, e.shop_id, e.kind, e.day_from, e.day_to, e.marketplace, e.sku, e.note, i.file_name
from event e join import_file i on i.import_id = e.import_id"""


class Event(BaseModel):
    """Something that happened; both of its days belong to it.

    Attributes:
        id: The import that holds it; None for a peak of the calendar.
        label: Of the kind; of a peak of the calendar its own.
        marketplace: None when it concerns all.
        sku: None when it concerns all.
        source: `operator`, `calendar`, or the file's name.
    """

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True, frozen=True)

    id: int | None = None
    shop: str | None = None
    kind: str
    label: Text
    start: date = Field(alias="from")
    end: date = Field(alias="to")
    marketplace: str | None = None
    sku: str | None = None
    note: str | None = None
    source: str


def events_between(
    cursor: Cursor,
    first: date,
    last: date,
    marketplaces: Collection[str] | None = None,
    skus: Collection[str] | None = None,
    shop: str | None = None,
) -> list[Event]:
    """Events that overlap these days and concern these places and products, with the peaks of the calendar.

    Args:
        cursor: On the warehouse.
        first: First day.
        last: Last day.
        marketplaces: Ids; all when None. An event of no marketplace concerns each.
        skus: All when None. An event of no SKU concerns each.
        shop: All when None.

    Returns:
        By first day, then last day, kind, place, SKU.
    """
    found = [*recorded_events(cursor, first, last, shop), *calendar_peaks(first, last)]
    return sorted(concerning(found, marketplaces, skus), key=_order)


def concerning(
    events: Iterable[Event], marketplaces: Collection[str] | None = None, skus: Collection[str] | None = None
) -> list[Event]:
    """Of these events those that concern one of the places and one of the products, as `events_between` takes them."""
    return [event for event in events if _is_among(event.marketplace, marketplaces) and _is_among(event.sku, skus)]


def recorded_events(cursor: Cursor, first: date | None = None, last: date | None = None, shop: str | None = None) -> list[Event]:
    """Events that were imported or entered, in order; those that overlap the days, where days are given."""
    asked: dict[str, tuple[str, Any]] = {
        "first_day": ("e.day_to >= $first_day", first),
        "last_day": ("e.day_from <= $last_day", last),
        "shop": ("e.shop_id = $shop", shop),
    }
    conditions = [condition for condition, value in asked.values() if value is not None]
    values = {name: value for name, (_, value) in asked.items() if value is not None}
    where = f" where {' and '.join(conditions)}" if conditions else ""
    return sorted((_event(*row) for row in cursor.execute(_RECORDED + where, values).fetchall()), key=_order)


def calendar_peaks(first: date, last: date) -> list[Event]:
    """Peaks of the calendar that overlap the days; years whose days are not known have none."""
    return sorted((peak for peak in _peaks(first, last) if peak.start <= last and peak.end >= first), key=_order)


def _peaks(first: date, last: date) -> Iterator[Event]:
    for year in range(max(first.year, _FIRST_YEAR), min(last.year, _LAST_YEAR) + 1):
        for name, label in peak_labels().items():
            try:
                days = resolve_period(f"{name}_{year}", date(year, 12, 31), Period(start=first, end=last))
            except NotCovered:
                continue
            yield Event(kind="peak", label=label, start=days.start, end=days.end, source=CALENDAR)


def _event(
    import_id: int, shop: str, kind: str, start: date, end: date, place: str | None, sku: str | None, note: str | None, file: str
) -> Event:
    return Event(
        id=import_id, shop=shop, kind=kind, label=event_kinds()[kind].label, start=start, end=end, marketplace=place, sku=sku,
        note=note, source=OPERATOR if file == OPERATOR_FILE else file,
    )  # fmt: skip


def _is_among(name: str | None, asked: Collection[str] | None) -> bool:
    return name is None or asked is None or name in asked


def _order(event: Event) -> tuple[Any, ...]:
    return (
        event.start, event.end, event.kind, event.marketplace or "", event.sku or "", event.shop or "", event.note or "",
        event.label["en"], event.id or 0,
    )  # fmt: skip
