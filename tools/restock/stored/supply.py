"""Shipments and purchase orders that have not arrived."""

from collections import defaultdict
from datetime import date

from tools.core.result import Warning, warning
from tools.restock.products import Coming
from tools.restock.stored.keys import Key, pool_of
from tools.warehouse.engines.engine import Cursor

# Of lists that say of which day they are only the newest of each shop and kind counts.
_OPEN = """select f.shop_id, f.marketplace, f.sku, f.kind, f.shipment_id, f.quantity - coalesce(f.received, 0), f.expected_on
from inbound f
where ($shops is null or list_contains($shops, f.shop_id))
    and (f.status is null or not list_contains(['closed', 'cancelled'], f.status))
    and f.quantity > coalesce(f.received, 0)
    and (f.shipped_on is null or f.shipped_on <= $last_day) and (f.snapshot_date is null or (
        f.snapshot_date <= $last_day and f.snapshot_date = (
            select max(n.snapshot_date) from inbound n
            where n.shop_id = f.shop_id and n.kind = f.kind and n.snapshot_date <= $last_day
        )
    ))
order by f.shop_id, f.marketplace, f.sku, f.expected_on, f.shipment_id"""


def open_supply(cursor: Cursor, values: dict[str, object], as_of: date) -> dict[Key, list[Coming]]:
    """Units on their way and on order, by product."""
    found: dict[Key, list[Coming]] = defaultdict(list)
    rows = cursor.execute(_OPEN, {"shops": values["shops"], "last_day": as_of}).fetchall()
    for shop, place, sku, kind, reference, units, expected in rows:
        days = None if expected is None else float((expected - as_of).days)
        found[Key(shop, pool_of(place), sku)].append(Coming(float(units), days, kind, reference))
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
