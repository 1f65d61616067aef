"""Days that the reports of a stock pool tell of: a day without a report is no day without sales."""

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from tools.restock.arrays import HISTORY_DAYS, Flags, Floats, Ints
from tools.restock.stored.days import Days
from tools.restock.stored.keys import pool_of
from tools.warehouse.engines.engine import Cursor
from tools.warehouse.warehouse import Coverage

BUSY_ORDERS_PER_DAY = 10
"""A weekday with so many orders has none only if its report is missing (chance e^-10)."""
_ORDERS = """select f.shop_id, f.marketplace, date_diff('day', $first_day::date, f.order_date), count(distinct f.order_id)
from order_line f
where f.order_date between $first_day and $last_day and ($shops is null or list_contains($shops, f.shop_id))
    and ($marketplaces is null or list_contains($marketplaces, f.marketplace))
group by f.shop_id, f.marketplace, f.order_date"""
_FILES = """select i.shop_id, i.import_id, i.period_from, i.period_to
from import_file i join import_table t on t.import_id = i.import_id
where t.table_name = 'order_line' and i.undone_at is null and i.period_from is not null and i.period_to is not null
    and ($shops is null or list_contains($shops, i.shop_id))"""
_TRAFFIC_DAYS = """select distinct f.shop_id, f.marketplace, date_diff('day', $first_day::date, f.period_from)
from traffic_day f
where f.grain = 'asin' and f.period_from = f.period_to and f.period_from between $first_day and $last_day
    and ($shops is null or list_contains($shops, f.shop_id))
    and ($marketplaces is null or list_contains($marketplaces, f.marketplace))"""
_PLACES = """select distinct f.shop_id, f.import_id, f.marketplace from order_line f
where $shops is null or list_contains($shops, f.shop_id)"""


class _File(NamedTuple):
    shop: str
    start: date
    end: date
    places: frozenset[str]


def reported_days(
    cursor: Cursor, asked: dict[str, object], coverage: list[Coverage], by_traffic: set[tuple[str, str]], days: Days
) -> dict[tuple[str, str], Flags]:
    """Days by shop and pool: those that the reports of all its marketplaces tell of.

    An order export reaches over its own days for all its marketplaces; one of several marketplaces also for those that
    had no order in it.

    Args:
        cursor: On the warehouse.
        asked: Parameters with the first and last day.
        coverage: What the data reach over.
        by_traffic: Shops and marketplaces whose units come from traffic reports.
        days: Of the plan.
    """
    first = days.as_of - timedelta(days=HISTORY_DAYS - 1)
    files = _files(cursor, asked["shops"])
    orders = _orders(cursor, asked)
    traffic = _traffic_days(cursor, asked) if by_traffic else {}
    weekdays = np.array([(first + timedelta(days=at)).weekday() for at in range(HISTORY_DAYS)])
    found: dict[tuple[str, str], Flags] = {}
    for entry in coverage:
        place = (entry.shop, entry.marketplace)
        if entry.table == "order_line":
            is_cut = entry.last_day > entry.complete_until
            told = _of_files(files, *place, first)
            told &= _between(first, entry.complete_until if is_cut else days.sold_until, first)
            told &= ~_without_report(orders[place], told, weekdays)
        elif entry.table == "traffic_day" and place in by_traffic:
            told = traffic[place]
        else:
            continue
        pool = (entry.shop, pool_of(entry.marketplace))
        found[pool] = told & found.get(pool, np.ones(HISTORY_DAYS, dtype=bool))
    return found


def _files(cursor: Cursor, shops: object) -> list[_File]:
    places: dict[int, set[str]] = defaultdict(set)
    rows = cursor.execute(_FILES, {"shops": shops}).fetchall()
    for _, number, place in cursor.execute(_PLACES, {"shops": shops}).fetchall():
        places[number].add(place)
    regions = {shop: _regions([places[row[1]] for row in rows if row[0] == shop]) for shop in {row[0] for row in rows}}
    found = []
    for shop, number, start, end in rows:
        region = next((each for each in regions[shop] if places[number] & each), set())
        found.append(_File(shop, start, end, frozenset(region if len(places[number]) > 1 else places[number])))
    return found


def _regions(files: list[set[str]]) -> list[set[str]]:
    """Marketplaces that come in one export: those of files with several, joined where files share one."""
    found: list[set[str]] = []
    for places in files:
        if len(places) > 1:
            touched = [region for region in found if region & places]
            found = [region for region in found if not region & places] + [places.union(*touched)]
    return found


def _without_report(orders: Floats, told: Flags, weekdays: Ints) -> Flags:
    """Days without any order on a weekday that is never so quiet: their report is missing."""
    found = np.zeros(HISTORY_DAYS, dtype=bool)
    for weekday in range(7):
        those = told & (weekdays == weekday)
        if those.any() and orders[those].mean() >= BUSY_ORDERS_PER_DAY:
            found |= those & (orders == 0)
    return found


def _traffic_days(cursor: Cursor, asked: dict[str, object]) -> dict[tuple[str, str], Flags]:
    """Days of which a report by product tells."""
    found: dict[tuple[str, str], Flags] = defaultdict(lambda: np.zeros(HISTORY_DAYS, dtype=bool))
    values = {name: asked[name] for name in ("shops", "marketplaces", "first_day", "last_day")}
    for shop, place, at in cursor.execute(_TRAFFIC_DAYS, values).fetchall():
        found[shop, place][int(at)] = True
    return found


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
