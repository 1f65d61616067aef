"""Shipments and purchase orders that have not arrived."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from tools.core.result import Warning, warning
from tools.restock.products import Coming
from tools.restock.stored.keys import Key, pool_of
from tools.warehouse.engines.engine import Cursor

_LISTED = """select f.shop_id, f.marketplace, f.kind, f.sku, f.shipment_id, f.status, f.quantity - coalesce(f.received, 0),
    f.shipped_on, f.expected_on, f.snapshot_date, f.import_id
from inbound f
where ($shops is null or list_contains($shops, f.shop_id)) and (f.snapshot_date is null or f.snapshot_date <= $last_day)
order by f.shop_id, f.marketplace, f.sku, f.expected_on, f.shipment_id, f.snapshot_date"""
_ENDED = ("closed", "cancelled")


class _Line(NamedTuple):
    shop: str
    place: str
    kind: str
    sku: str
    reference: str
    status: str | None
    units: float
    shipped_on: date | None
    expected_on: date | None
    listed_on: date | None
    file: int

    @property
    def key(self) -> Key:
        return Key(self.shop, pool_of(self.place), self.sku)


def open_supply(cursor: Cursor, values: dict[str, object], as_of: date) -> tuple[dict[Key, list[Coming]], dict[Key, str]]:
    """Units on their way and on order by product, and the marketplace that they go to.

    Of lists that say of which day they are the newest counts: one of several marketplaces for all of them, one of a single
    marketplace for that one.
    """
    rows = cursor.execute(_LISTED, {"shops": values["shops"], "last_day": as_of}).fetchall()
    lines = [_Line(*row) for row in rows]
    replaced_on = _replaced(lines)
    dated = {(line.shop, line.kind, line.reference, line.sku) for line in lines if line.listed_on}
    found: dict[Key, list[Coming]] = defaultdict(list)
    places: dict[Key, str] = {}
    for line in lines:
        if line.listed_on and line.listed_on < replaced_on(line):
            continue
        if line.listed_on is None and (line.shop, line.kind, line.reference, line.sku) in dated:
            continue
        to_come = line.listed_on is None and line.kind != "purchase_order" and line.shipped_on and line.shipped_on > as_of
        if line.status in _ENDED or line.units <= 0 or to_come:
            continue
        days = None if line.expected_on is None else float((line.expected_on - as_of).days)
        is_order = line.kind == "purchase_order"
        coming = Coming(float(line.units), days, "purchase_order" if is_order else "shipment", line.reference)
        found[line.key].append(coming)
        places[line.key] = line.place
    return found, places


class _Newest(NamedTuple):
    """Day of the newest list that tells of a place."""

    of_place: dict[tuple[str, str, str], date]
    of_all: dict[tuple[str, str], date]

    def __call__(self, line: _Line) -> date:
        own = self.of_place.get((line.shop, line.kind, line.place), date.min)
        return max(own, self.of_all.get((line.shop, line.kind), date.min))


def _replaced(lines: list[_Line]) -> _Newest:
    places: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for line in lines:
        places[line.shop, line.kind, line.file].add(line.place)
    found = _Newest({}, {})
    for line in lines:
        if line.listed_on is None:
            continue
        at = (line.shop, line.kind, line.place)
        found.of_place[at] = max(line.listed_on, found.of_place.get(at, date.min))
        if len(places[line.shop, line.kind, line.file]) > 1:
            whole = (line.shop, line.kind)
            found.of_all[whole] = max(line.listed_on, found.of_all.get(whole, date.min))
    return found


def with_platform_total(coming: list[Coming], total: float | None) -> tuple[list[Coming], list[Warning]]:
    """Shipments beside what the platform says is on its way.

    What the platform counts beyond the shipments has no day; shipments beyond its count are kept and named.

    Args:
        coming: Shipments and purchase orders.
        total: Units that the platform counts; None where no report tells.
    """
    sent = sum(each.units for each in coming if each.kind == "shipment")
    if total is None or total == sent:
        return coming, []
    if total > sent:
        return [*coming, Coming(total - sent, None)], []
    return coming, [warning("restock_inbound_differs", shipments=sent, platform=total)]
