"""Units ordered by day, from order lines, or from traffic reports where a shop's marketplace has no orders."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from tools.funnel.stored.names import NAMED
from tools.restock.arrays import HISTORY_DAYS, Flags, Floats
from tools.restock.spikes import FEWEST_UNITS, TIMES_TYPICAL
from tools.restock.stored.days import Days
from tools.restock.stored.fetching import Cells, fetch_cells
from tools.restock.stored.keys import Key, pool_of
from tools.restock.stored.reported import reported_days
from tools.warehouse.engines.engine import Cursor
from tools.warehouse.warehouse import Coverage

_REVERSED_WITHIN_DAYS = 14
_SHARES_DAYS = 90

_PLACES = """f.order_date between $first_day and $last_day and ($shops is null or list_contains($shops, f.shop_id))
    and ($marketplaces is null or list_contains($marketplaces, f.marketplace))"""
_WHERE = f"{_PLACES} and ($skus is null or list_contains($skus, f.sku))"
_DEMANDED = f"f.kind in ('sold', 'pending') and f.is_product and {_WHERE}"
_SOLD = f"""select f.shop_id, f.marketplace as place, f.sku, date_diff('day', $first_day::date, f.order_date) as day_,
    f.quantity as units
from order_line f
where {_DEMANDED}"""
_FIRST_SOLD = """select f.shop_id, f.marketplace, f.sku, min(f.order_date)
from order_line f
where f.kind in ('sold', 'pending') and f.is_product and f.order_date <= $last_day
    and ($shops is null or list_contains($shops, f.shop_id))
    and ($marketplaces is null or list_contains($marketplaces, f.marketplace)) and ($skus is null or list_contains($skus, f.sku))
group by f.shop_id, f.marketplace, f.sku"""
# Products that can have bulk lines: where most lines reach a tenth of the largest, the typical one does too.
_UNEVEN = f"""select f.shop_id, f.marketplace, f.sku
from order_line f join (
    select f.shop_id, f.marketplace, f.sku, max(f.quantity) as most
    from order_line f where {_DEMANDED}
    group by f.shop_id, f.marketplace, f.sku having max(f.quantity) > {FEWEST_UNITS}
) m on m.shop_id = f.shop_id and m.marketplace = f.marketplace and m.sku = f.sku
where {_DEMANDED}
group by f.shop_id, f.marketplace, f.sku
having sum(case when f.quantity * {TIMES_TYPICAL} >= m.most then 1 else 0 end) * 2 <= count(*) + 1"""
_RETURNING = f"""select distinct f.shop_id, f.marketplace, f.sku from order_line f
where f.kind in ('returned', 'cancelled') and f.quantity < -{FEWEST_UNITS} and {_WHERE}"""
_LARGE = f"""select f.shop_id, f.marketplace, f.sku, f.order_date, f.quantity, f.buyer_key
from order_line f
where {_DEMANDED} and f.quantity > {FEWEST_UNITS} and list_contains($large, f.sku)
order by f.shop_id, f.marketplace, f.sku, f.order_date, f.quantity, f.order_id"""
_SIZES = f"""select f.shop_id, f.marketplace, f.sku, f.quantity, count(*)
from order_line f
where {_DEMANDED} and list_contains($large, f.sku)
group by f.shop_id, f.marketplace, f.sku, f.quantity"""
_SENT_BACK = f"""select f.shop_id, f.marketplace, f.sku, f.order_date, -f.quantity, f.buyer_key
from order_line f
where f.kind in ('returned', 'cancelled') and list_contains($large, f.sku) and f.quantity < -{FEWEST_UNITS} and {_WHERE}
order by f.shop_id, f.marketplace, f.sku, f.order_date"""
_NAME = "coalesce(f.sku, p.sku, f.asin)"
_BY_DAY = f"""from traffic_day f {NAMED}
where f.grain = 'asin' and f.period_from = f.period_to and f.units_ordered is not null and {_NAME} is not null
    and ($shops is null or list_contains($shops, f.shop_id))
    and ($marketplaces is null or list_contains($marketplaces, f.marketplace))
    and ($skus is null or list_contains($skus, {_NAME})) and f.period_from <= $last_day"""
_TRAFFIC = f"""select f.shop_id, f.marketplace as place, {_NAME} as sku,
    date_diff('day', $first_day::date, f.period_from) as day_, f.units_ordered as units
{_BY_DAY} and f.period_from >= $first_day"""
_FIRST_TRAFFIC = f"""select f.shop_id, f.marketplace, {_NAME}, min(f.period_from)
{_BY_DAY} and f.units_ordered > 0
group by f.shop_id, f.marketplace, {_NAME}"""


@dataclass
class Bulk:
    """Large order lines of one product that are left out."""

    kept_out: list[float] = field(default_factory=list)
    reversed: list[float] = field(default_factory=list)


@dataclass
class Sold:
    """Units by product and day.

    Attributes:
        units: A row for each key, a column for each of the 180 days.
        reported: Whether all reports of the product's marketplaces tell of the day.
        first_sold: First day with a sale, within the data.
        by_place: Units of the last 90 days by product and marketplace.
        bulk: Large lines left out.
        by_traffic: Whether some units come from traffic reports.
    """

    keys: list[Key]
    units: Floats
    reported: Flags
    first_sold: dict[Key, date]
    by_place: dict[Key, dict[str, float]]
    bulk: dict[Key, Bulk]
    by_traffic: bool


def sold_units(cursor: Cursor, values: dict[str, object], days: Days, coverage: list[Coverage], more: set[Key]) -> Sold:
    """Load demand.

    Args:
        cursor: On the warehouse.
        values: `shops`, `marketplaces`, `skus`: lists, or None for all.
        days: Of the plan.
        coverage: What the data reach over.
        more: Products that need not have sold.
    """
    as_of, first = days.as_of, days.as_of - timedelta(days=HISTORY_DAYS - 1)
    asked = {**{name: values[name] for name in ("shops", "marketplaces", "skus")}, "first_day": first, "last_day": as_of}
    ordering = {(entry.shop, entry.marketplace) for entry in coverage if entry.table == "order_line"}
    lines = fetch_cells(cursor, _SOLD, "sum(r.units)", asked)
    traffic = _without(fetch_cells(cursor, _TRAFFIC, "max(r.units)", asked), ordering)
    told = {(shop, place) for shop, place, _ in traffic.products}
    first_sold = _first_sold(cursor, asked, told)
    named = {_key(product) for products, *_ in (lines, traffic) for product in products}
    keys = sorted({*named, *more, *first_sold})
    row_of = {key: row for row, key in enumerate(keys)}
    table = np.zeros((len(keys), HISTORY_DAYS))
    by_place: dict[Key, dict[str, float]] = defaultdict(dict)
    for products, product, at, units in (lines, traffic):
        if products:
            np.add.at(table, (np.array([row_of[_key(each)] for each in products])[product], at), units)
            recent = np.bincount(product, weights=units * (at >= HISTORY_DAYS - _SHARES_DAYS), minlength=len(products))
            for each, sold_there in zip(products, recent.tolist(), strict=True):
                by_place[_key(each)][each[1]] = sold_there
    sold = Sold(keys, table, np.zeros(table.shape, dtype=bool), first_sold, by_place, {}, bool(told))
    by_pool = reported_days(cursor, asked, coverage, told, days)
    for row, key in enumerate(keys):
        sold.reported[row] = by_pool.get((key.shop, key.pool), False)
    _leave_out_bulk(cursor, asked, sold, row_of, first)
    return sold


def _key(product: tuple[str, str, str]) -> Key:
    shop, place, sku = product
    return Key(shop, pool_of(place), sku)


def _without(found: Cells, ordering: set[tuple[str, str]]) -> Cells:
    """Rows of places that have no order lines."""
    products, product, at, units = found
    kept = [number for number, (shop, place, _) in enumerate(products) if (shop, place) not in ordering]
    wanted = np.isin(product, kept)
    anew = np.full(len(products) + 1, -1)
    anew[kept] = np.arange(len(kept))
    return Cells([products[number] for number in kept], anew[product[wanted]], at[wanted], units[wanted])


def _first_sold(cursor: Cursor, asked: dict[str, object], by_traffic: set[tuple[str, str]]) -> dict[Key, date]:
    """First day with a sale of each product, also before the history."""
    found: dict[Key, date] = {}
    values = {name: asked[name] for name in ("shops", "marketplaces", "skus", "last_day")}
    rows = cursor.execute(_FIRST_SOLD, values).fetchall()
    rows += [row for row in cursor.execute(_FIRST_TRAFFIC, values).fetchall() if tuple(row[:2]) in by_traffic]
    for shop, place, sku, day in rows:
        key = Key(shop, pool_of(place), sku)
        found[key] = min(day, found.get(key, day))
    return found


def _leave_out_bulk(cursor: Cursor, asked: dict[str, object], sold: Sold, row_of: dict[Key, int], first: date) -> None:
    """Take large lines out of the demand: those sent back whole by the same buyer, and those far above a typical line."""
    large = sorted({sku for sql in (_UNEVEN, _RETURNING) for _, _, sku in cursor.execute(sql, asked).fetchall()})
    if not large:
        return
    lines = cursor.execute(_LARGE, {**asked, "large": large}).fetchall()
    typical = _typical_lines(cursor, {**asked, "large": large})
    back = [list(row) for row in cursor.execute(_SENT_BACK, {**asked, "large": large}).fetchall()]
    for shop, place, sku, day, quantity, buyer in lines:
        key = Key(shop, pool_of(place), sku)
        match = next((each for each in back if _reverses(each, (shop, place, sku, day, quantity, buyer))), None)
        usual = quantity <= TIMES_TYPICAL * typical.get((shop, place, sku), 0.0)
        if (row := row_of.get(key)) is None or (usual and match is None):
            continue
        if match:
            back.remove(match)
        bulk = sold.bulk.setdefault(key, Bulk())
        (bulk.reversed if match else bulk.kept_out).append(float(quantity))
        at = (day - first).days
        sold.units[row, at] -= float(quantity)
        if at >= HISTORY_DAYS - _SHARES_DAYS:
            sold.by_place[key][place] -= float(quantity)


def _reverses(back: list[object], line: tuple[object, ...]) -> bool:
    *place, day, quantity, buyer = back
    assert isinstance(day, date) and isinstance(line[3], date)
    same = (*place, quantity, buyer) == (*line[:3], line[4], line[5])
    return same and buyer is not None and 0 <= (day - line[3]).days <= _REVERSED_WITHIN_DAYS


def _typical_lines(cursor: Cursor, asked: dict[str, object]) -> dict[tuple[str, str, str], float]:
    """Median quantity of a line of each product."""
    sizes: dict[tuple[str, str, str], list[tuple[float, int]]] = defaultdict(list)
    for shop, place, sku, quantity, count in cursor.execute(_SIZES, asked).fetchall():
        sizes[shop, place, sku].append((float(quantity), int(count)))
    found = {}
    for key, counted in sizes.items():
        quantities, counts = zip(*sorted(counted), strict=True)
        half = np.searchsorted(np.cumsum(counts), (sum(counts) + 1) / 2)
        found[key] = float(quantities[int(half)])
    return found
