"""Days that the reports of a stock pool tell of: a day without a report is no day without sales."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

import numpy as np

from tools.restock.arrays import HISTORY_DAYS, Flags, Floats
from tools.restock.stored.keys import pool_of
from tools.warehouse.engines.engine import Cursor
from tools.warehouse.warehouse import Coverage

BUSY_ORDERS_PER_DAY = 10
"""A marketplace with so many orders a day has a day without any only if its report is missing (chance e^-10)."""
_ORDERS = """select f.shop_id, f.marketplace, date_diff('day', $first_day::date, f.order_date), count(distinct f.order_id)
from order_line f
where f.order_date between $first_day and $last_day and ($shops is null or list_contains($shops, f.shop_id))
    and ($marketplaces is null or list_contains($marketplaces, f.marketplace))
group by f.shop_id, f.marketplace, f.order_date"""
_FILES = """select i.shop_id, i.import_id, i.period_from, i.period_to
from import_file i join import_table t on t.import_id = i.import_id
where t.table_name = 'order_line' and i.undone_at is null and i.period_from is not null and i.period_to is not null
    and ($shops is null or list_contains($shops, i.shop_id))"""
_PLACES = """select distinct f.shop_id, f.import_id, f.marketplace from order_line f
where $shops is null or list_contains($shops, f.shop_id)"""


class _File(NamedTuple):
    shop: str
    start: date
    end: date
    places: frozenset[str]


def reported_days(
    cursor: Cursor, asked: dict[str, object], coverage: list[Coverage], by_traffic: set[tuple[str, str]], first: date
) -> dict[tuple[str, str], Flags]:
    """Days by shop and pool: those that the reports of all its marketplaces tell of.

    An order export reaches over its own days for all its marketplaces; one of several marketplaces also for those that
    had no order in it.

    Args:
        cursor: On the warehouse.
        asked: Parameters with the first and last day.
        coverage: What the data reach over.
        by_traffic: Shops and marketplaces whose units come from traffic reports.
        first: First day of the history.
    """
    files = _files(cursor, asked["shops"])
    orders = _orders(cursor, asked)
    found: dict[tuple[str, str], Flags] = {}
    for entry in coverage:
        place = (entry.shop, entry.marketplace)
        if entry.table == "order_line":
            told = _of_files(files, *place, first)
            counts = orders[place]
            if told.any() and counts[told].mean() >= BUSY_ORDERS_PER_DAY:
                told &= counts > 0
        elif entry.table == "traffic_day" and place in by_traffic:
            told = _between(entry.first_day, entry.complete_until, first)
        else:
            continue
        pool = (entry.shop, pool_of(entry.marketplace))
        found[pool] = told & found.get(pool, np.ones(HISTORY_DAYS, dtype=bool))
    return found


def _files(cursor: Cursor, shops: object) -> list[_File]:
    places: dict[int, set[str]] = defaultdict(set)
    several: dict[str, set[str]] = defaultdict(set)
    rows = cursor.execute(_FILES, {"shops": shops}).fetchall()
    for _, number, place in cursor.execute(_PLACES, {"shops": shops}).fetchall():
        places[number].add(place)
    for shop, number, *_ in rows:
        if len(places[number]) > 1:
            several[shop] |= places[number]
    return [
        _File(shop, start, end, frozenset(several[shop] if len(places[number]) > 1 else places[number]))
        for shop, number, start, end in rows
    ]


def _of_files(files: list[_File], shop: str, place: str, first: date) -> Flags:
    told = np.zeros(HISTORY_DAYS, dtype=bool)
    for file in files:
        if file.shop == shop and place in file.places:
            told |= _between(file.start, file.end, first)
    return told


def _between(start: date, end: date, first: date) -> Flags:
    found = np.zeros(HISTORY_DAYS, dtype=bool)
    found[max((start - first).days, 0) : max((end - first).days + 1, 0)] = True
    return found


def _orders(cursor: Cursor, asked: dict[str, object]) -> dict[tuple[str, str], Floats]:
    found: dict[tuple[str, str], Floats] = defaultdict(lambda: np.zeros(HISTORY_DAYS))
    values = {name: asked[name] for name in ("shops", "marketplaces", "first_day", "last_day")}
    for shop, place, at, count in cursor.execute(_ORDERS, values).fetchall():
        found[shop, place][int(at)] = count
    return found
