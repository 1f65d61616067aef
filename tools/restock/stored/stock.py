"""Stock: what can be sold now, and on which days there was any."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from tools.restock.arrays import HISTORY_DAYS, Flags, Floats, Ints
from tools.restock.stored.fetching import fetch_cells
from tools.restock.stored.keys import Key
from tools.sales.catalogue import tables
from tools.warehouse.engines.engine import Cursor

STALE_DAYS = 3
_DAILY_RATE = 0.9
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
    f.fulfillable as units
from inventory_day f
where f.fulfillable is not null and f.snapshot_date between $first_day and $last_day and {_WHERE}
    and ($skus is null or list_contains($skus, f.sku))"""
_TOLD = f"""select f.shop_id, f.pool, f.sku,
    count(distinct case when f.snapshot_date >= $recent_day then f.snapshot_date end),
    date_diff('day', $first_day::date, min(case when f.fulfillable > 0 then f.snapshot_date end))
from inventory_day f
where f.fulfillable is not null and f.snapshot_date between $first_day and $last_day and {_WHERE}
    and ($skus is null or list_contains($skus, f.sku))
group by f.shop_id, f.pool, f.sku"""
_LEDGER_DAYS = f"""select distinct f.shop_id, f.pool, date_diff('day', $first_day::date, f.snapshot_date)
from inventory_day f
where f.source = '{_LEDGER}' and f.snapshot_date between $first_day and $last_day and {_WHERE}"""
_LEDGER_LISTS = f"""select f.shop_id, f.pool, f.sku, date_diff('day', $first_day::date, min(f.snapshot_date)),
    count(distinct case when f.snapshot_date >= $first_day then f.snapshot_date end)
from inventory_day f
where f.source = '{_LEDGER}' and f.snapshot_date <= $last_day and {_WHERE} and ($skus is null or list_contains($skus, f.sku))
group by f.shop_id, f.pool, f.sku"""
# What a warehouse listed before and lists no more is gone, as with reports.
_ELSEWHERE = """select f.shop_id, f.kind, f.marketplace, f.sku,
    sum(case when f.snapshot_date = n.newest then f.quantity - coalesce(f.reserved, 0) else 0 end)
from warehouse_stock f join (
    select g.shop_id, g.warehouse, max(g.snapshot_date) as newest
    from warehouse_stock g where g.snapshot_date <= $last_day group by g.shop_id, g.warehouse
) n on n.shop_id = f.shop_id and n.warehouse = f.warehouse
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
        conflicts: What reports of one day and pool tell differently, by marketplace.
        days: Day of the newest report of each shop and pool.
        local: Finished goods in the seller's own warehouse, by shop, marketplace (None: any) and SKU.
        overseas: In a warehouse of the destination, likewise.
    """

    on_hand: dict[Key, float] = field(default_factory=dict)
    inbound: dict[Key, float] = field(default_factory=dict)
    old_inbound: dict[Key, float] = field(default_factory=dict)
    day_of: dict[Key, date] = field(default_factory=dict)
    conflicts: dict[Key, list[str]] = field(default_factory=dict)
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
        alike = {report.place: report.units for report in told_by if (report.day, report.source) == (chosen.day, chosen.source)}
        if len(set(alike.values())) > 1:
            found.conflicts[key] = [f"{place}: {units:g}" for place, units in sorted(alike.items())]
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


class StockDays(NamedTuple):
    """What stock reports tell of days; a row for each product.

    Attributes:
        empty: Days that ended without stock.
        told: How many of the last days are told.
        stocked: First day of the history with stock; its length where there is none.
    """

    empty: Flags
    told: Ints
    stocked: Ints


def stock_days(
    cursor: Cursor, values: dict[str, object], as_of: date, keys: list[Key], units_sold: Floats, recent: int
) -> StockDays:
    """Days that ended without stock.

    A ledger has no row for a product without stock and movement: once it has listed one, its days without a row are days
    without stock, unless something was sold.

    Args:
        cursor: On the warehouse.
        values: `shops`, `pools`, `skus`: lists, or None for all.
        as_of: Last day of the history.
        keys: Products, in the order of the rows.
        units_sold: By product and day.
        recent: How many of the last days to count told ones of.
    """
    first = as_of - timedelta(days=HISTORY_DAYS - 1)
    row_of = {key: row for row, key in enumerate(keys)}
    found = StockDays(
        np.zeros((len(keys), HISTORY_DAYS), dtype=bool), np.zeros(len(keys), dtype=np.int64), np.full(len(keys), HISTORY_DAYS)
    )
    asked = {**{name: values[name] for name in ("shops", "pools", "skus")}, "first_day": first, "last_day": as_of}
    cells = fetch_cells(cursor, _DAILY, "max(r.units)", asked, "having max(r.units) <= 0")
    rows = np.array([row_of.get(Key(*each), -1) for each in cells.products] or [-1])[cells.product]
    found.empty[rows[rows >= 0], cells.day[rows >= 0]] = True
    since = {**asked, "recent_day": as_of - timedelta(days=recent - 1)}
    for shop, pool, sku, days, stocked in cursor.execute(_TOLD, since).fetchall():
        if (row := row_of.get(Key(shop, pool, sku))) is not None:
            found.told[row], found.stocked[row] = days, HISTORY_DAYS if stocked is None else stocked
    _mark_unlisted(cursor, asked, row_of, units_sold, recent, found)
    _mark_between(cursor, asked, row_of, units_sold, recent, found)
    return found


def _mark_between(
    cursor: Cursor, asked: dict[str, object], row_of: dict[Key, int], units_sold: Floats, recent: int, found: StockDays
) -> None:
    """Days between two reports without stock, where reports come every few days and nothing was sold."""
    rare = {key: row for key, row in row_of.items() if found.empty[row].sum() > 1 and found.told[row] < _DAILY_RATE * recent}
    if not rare:
        return
    told = _told_days(cursor, {**asked, "skus": sorted({key.sku for key in rare})})
    for key, row in rare.items():
        days = np.flatnonzero(told[key])
        for before, after in pairwise(days.tolist()):
            if found.empty[row, before] and found.empty[row, after]:
                found.empty[row, before + 1 : after] |= units_sold[row, before + 1 : after] <= 0


def _mark_unlisted(
    cursor: Cursor, asked: dict[str, object], row_of: dict[Key, int], units_sold: Floats, recent: int, found: StockDays
) -> None:
    """Days of a ledger that leave out a product which it listed before."""
    in_ledger = _ledger_days(cursor, asked)
    lacking: dict[Key, Flags] = {}
    for shop, pool, sku, since, listed in cursor.execute(_LEDGER_LISTS, asked).fetchall():
        row = row_of.get(Key(shop, pool, sku))
        if row is None:
            continue
        days = in_ledger[shop, pool] & (np.arange(HISTORY_DAYS) >= since)
        found.told[row] = max(found.told[row], int(days[-recent:].sum()))
        if listed < days.sum():
            lacking[Key(shop, pool, sku)] = days
    if lacking:
        told = _told_days(cursor, {**asked, "skus": sorted({key.sku for key in lacking})})
        for key, days in lacking.items():
            found.empty[row_of[key]] |= days & ~told[key] & (units_sold[row_of[key]] <= 0)


def _told_days(cursor: Cursor, asked: dict[str, object]) -> dict[Key, Flags]:
    """Days that any report tells of, by product."""
    found: dict[Key, Flags] = defaultdict(lambda: np.zeros(HISTORY_DAYS, dtype=bool))
    cells = fetch_cells(cursor, _DAILY, "max(r.units)", asked)
    for number, day in zip(cells.product.tolist(), cells.day.tolist(), strict=True):
        found[Key(*cells.products[number])][day] = True
    return found


def _ledger_days(cursor: Cursor, asked: dict[str, object]) -> dict[tuple[str, str], Flags]:
    """Days of the ledgers of each shop and pool."""
    found: dict[tuple[str, str], Flags] = defaultdict(lambda: np.zeros(HISTORY_DAYS, dtype=bool))
    values = {name: asked[name] for name in ("shops", "pools", "first_day", "last_day")}
    for shop, pool, at in cursor.execute(_LEDGER_DAYS, values).fetchall():
        found[shop, pool][int(at)] = True
    return found
