"""Stock: what can be sold now, and on which days there was any."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from tools.restock.arrays import HISTORY_DAYS, Flags, Floats
from tools.restock.stored.fetching import fetch_by_product
from tools.restock.stored.keys import Key
from tools.sales.catalogue import tables
from tools.warehouse.engines.engine import Cursor

STALE_DAYS = 3
_LEDGER = "ledger"
_ORDER = tables()["inventory_day"].sources
_WHERE = """($shops is null or list_contains($shops, f.shop_id))
    and ($pools is null or list_contains($pools, f.pool))"""
# A report tells of what it lists; what it listed before and lists no more is gone.
_NEWEST = f"""select f.shop_id, f.pool, f.sku, f.source, f.marketplace, max(n.newest), min(f.title),
    sum(case when f.snapshot_date = n.newest
        then coalesce(f.fulfillable, 0) + coalesce(f.fc_transfer, 0) + coalesce(f.fc_processing, 0) else 0 end),
    sum(case when f.snapshot_date = n.newest then f.inbound end)
from inventory_day f join (
    select g.shop_id, g.pool, g.source, g.marketplace, coalesce(g.store, '') as store, max(g.snapshot_date) as newest
    from inventory_day g where g.snapshot_date <= $last_day and g.fulfillable is not null
    group by g.shop_id, g.pool, g.source, g.marketplace, coalesce(g.store, '')
) n on n.shop_id = f.shop_id and n.pool = f.pool and n.source = f.source and n.marketplace = f.marketplace
    and n.store = coalesce(f.store, '')
where f.snapshot_date <= $last_day and f.fulfillable is not null and {_WHERE}
group by f.shop_id, f.pool, f.sku, f.source, f.marketplace"""
_DAILY = f"""select f.shop_id, f.pool as place, f.sku, date_diff('day', $first_day::date, f.snapshot_date) as day_,
    max(f.fulfillable) as units
from inventory_day f
where f.fulfillable is not null and f.snapshot_date between $first_day and $last_day and {_WHERE}
    and ($skus is null or list_contains($skus, f.sku))
group by f.shop_id, f.pool, f.sku, f.snapshot_date"""
_LEDGER_DAYS = f"""select distinct f.shop_id, f.pool, date_diff('day', $first_day::date, f.snapshot_date)
from inventory_day f
where f.source = '{_LEDGER}' and f.snapshot_date between $first_day and $last_day and {_WHERE}"""
_LEDGER_FIRST = f"""select f.shop_id, f.pool, f.sku, date_diff('day', $first_day::date, min(f.snapshot_date))
from inventory_day f
where f.source = '{_LEDGER}' and f.snapshot_date <= $last_day and {_WHERE} and ($skus is null or list_contains($skus, f.sku))
group by f.shop_id, f.pool, f.sku"""
# What a warehouse listed before and lists no more is gone, as with reports.
_ELSEWHERE = """select f.shop_id, f.kind, f.marketplace, f.sku,
    sum(case when f.snapshot_date = n.newest then f.quantity - coalesce(f.reserved, 0) else 0 end)
from warehouse_stock f join (
    select g.shop_id, g.warehouse, g.kind, max(g.snapshot_date) as newest
    from warehouse_stock g where g.snapshot_date <= $last_day group by g.shop_id, g.warehouse, g.kind
) n on n.shop_id = f.shop_id and n.warehouse = f.warehouse and n.kind = f.kind
where f.snapshot_date <= $last_day and ($shops is null or list_contains($shops, f.shop_id))
group by f.shop_id, f.kind, f.marketplace, f.sku"""


class _Report(NamedTuple):
    """What one kind of report of one marketplace says of a product; `inbound` is None where it tells none."""

    day: date
    source: str
    place: str
    title: str | None
    units: float
    inbound: float | None

    @property
    def rank(self) -> int:
        return _ORDER.index(self.source) if self.source in _ORDER else len(_ORDER)


@dataclass
class Stock:
    """What is known of stock.

    Attributes:
        on_hand: Units that can be sold, those between warehouses among them, by product.
        inbound: Units on their way as the platform tells; only where it does.
        old_inbound: The same by a report days older than that of the stock: what came since would count twice.
        day_of: Day of the report of each product.
        days: Day of the newest report of each shop and pool.
        local: Finished goods in the seller's own warehouse, by shop, marketplace (None: any) and SKU.
        overseas: In a warehouse of the destination, likewise.
    """

    on_hand: dict[Key, float] = field(default_factory=dict)
    inbound: dict[Key, float] = field(default_factory=dict)
    old_inbound: dict[Key, float] = field(default_factory=dict)
    day_of: dict[Key, date] = field(default_factory=dict)
    titles: dict[Key, str] = field(default_factory=dict)
    days: dict[tuple[str, str], date] = field(default_factory=dict)
    local: dict[tuple[str, str | None, str], float] = field(default_factory=lambda: defaultdict(float))
    overseas: dict[tuple[str, str | None, str], float] = field(default_factory=lambda: defaultdict(float))


def stock_of(cursor: Cursor, values: dict[str, object], as_of: date) -> Stock:
    """The newest stock of each product, and what lies elsewhere."""
    found = Stock()
    asked = {"shops": values["shops"], "pools": values["pools"], "last_day": as_of}
    reports: dict[Key, list[_Report]] = defaultdict(list)
    for shop, pool, sku, source, place, newest, title, units, inbound in cursor.execute(_NEWEST, asked).fetchall():
        told = None if inbound is None else float(inbound)
        reports[Key(shop, pool, sku)].append(_Report(newest, source, place, title, float(units or 0), told))
        found.days[shop, pool] = max(newest, found.days.get((shop, pool), newest))
    for key, told_by in reports.items():
        chosen = _best(told_by)
        found.on_hand[key] = chosen.units
        found.day_of[key] = chosen.day
        if (telling := _telling(chosen, told_by)) is not None:
            recent = (chosen.day - telling.day).days <= STALE_DAYS
            (found.inbound if recent else found.old_inbound)[key] = telling.inbound or 0.0
        if title := next((each.title for each in told_by if each.title), None):
            found.titles[key] = title
    for shop, kind, place, sku, units in cursor.execute(_ELSEWHERE, {"shops": values["shops"], "last_day": as_of}).fetchall():
        (found.local if kind == "local" else found.overseas)[shop, place, sku] += float(units)
    return found


def _best(reports: list[_Report]) -> _Report:
    """The newest report; a ledger, which tells neither transfers nor shipments, only where the others are days older."""
    last = max(report.day for report in reports)
    recent = [report for report in reports if report.source != _LEDGER and (last - report.day).days <= STALE_DAYS]
    return _newest(recent or reports)


def _telling(chosen: _Report, reports: list[_Report]) -> _Report | None:
    """The report of units on their way: the one chosen, or the newest that tells them."""
    telling = [report for report in reports if report.inbound is not None]
    return chosen if chosen.inbound is not None else _newest(telling) if telling else None


def _newest(reports: Iterable[_Report]) -> _Report:
    return min(reports, key=lambda report: (-report.day.toordinal(), report.rank, report.place))


def stock_days(
    cursor: Cursor, values: dict[str, object], as_of: date, keys: list[Key], units_sold: Floats
) -> tuple[Flags, Flags]:
    """Days that stock reports tell of, and of these those that ended with stock; a row for each key.

    A ledger has no row for a product without stock and movement: once it has listed one, its days without a row are days
    without stock, unless something was sold.
    """
    first = as_of - timedelta(days=HISTORY_DAYS - 1)
    row_of = {key: row for row, key in enumerate(keys)}
    told, held = np.zeros((len(keys), HISTORY_DAYS), dtype=bool), np.zeros((len(keys), HISTORY_DAYS), dtype=bool)
    asked = {**{name: values[name] for name in ("shops", "pools", "skus")}, "first_day": first, "last_day": as_of}
    products, product, at, units = fetch_by_product(cursor, _DAILY, asked)
    rows = np.array([row_of.get(Key(*each), -1) for each in products] or [-1])[product]
    known = rows >= 0
    told[rows[known], at[known]] = True
    held[rows[known], at[known]] = units[known] > 0
    in_ledger = _ledger_days(cursor, asked)
    for shop, pool, sku, since in cursor.execute(_LEDGER_FIRST, asked).fetchall():
        row = row_of.get(Key(shop, pool, sku))
        if row is not None:
            days = in_ledger.get((shop, pool), np.zeros(HISTORY_DAYS, dtype=bool)) & (np.arange(HISTORY_DAYS) >= since)
            told[row] |= days & (units_sold[row] <= 0)
    return told, held


def _ledger_days(cursor: Cursor, asked: dict[str, object]) -> dict[tuple[str, str], Flags]:
    """Days of the ledgers of each shop and pool."""
    found: dict[tuple[str, str], Flags] = defaultdict(lambda: np.zeros(HISTORY_DAYS, dtype=bool))
    values = {name: asked[name] for name in ("shops", "pools", "first_day", "last_day")}
    for shop, pool, at in cursor.execute(_LEDGER_DAYS, values).fetchall():
        found[shop, pool][int(at)] = True
    return found
