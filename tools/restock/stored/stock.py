"""Stock: what can be sold now, and on which days there was any."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from tools.restock.arrays import HISTORY_DAYS, Flags
from tools.restock.stored.fetching import fetch_by_product
from tools.restock.stored.keys import Key
from tools.sales.catalogue import tables
from tools.warehouse.engines.engine import Cursor

STALE_DAYS = 3
_WHERE = """($shops is null or list_contains($shops, f.shop_id))
    and ($marketplaces is null or list_contains($marketplaces, f.marketplace))"""
_PREFERRED = " ".join(f"when '{source}' then {number}" for number, source in enumerate(tables()["inventory_day"].sources))
# Of each pool the newest day, of that day one report, and of marketplaces that share the pool one: units count once.
_NEWEST = f"""select f.shop_id, f.pool, f.sku, f.source, f.snapshot_date, min(f.title), min(f.asin),
    sum(coalesce(f.fulfillable, 0) + coalesce(f.fc_transfer, 0) + coalesce(f.fc_processing, 0)), sum(coalesce(f.inbound, 0)),
    max(case when f.inbound is null then 0 else 1 end)
from (
    select g.*, dense_rank() over (
        partition by g.shop_id, g.pool
        order by g.snapshot_date desc, case g.source {_PREFERRED} else 99 end, g.source, g.marketplace
    ) as place_
    from inventory_day g where g.snapshot_date <= $last_day and g.fulfillable is not null
) f
where f.place_ = 1 and {_WHERE}
group by f.shop_id, f.pool, f.sku, f.source, f.snapshot_date"""
_DAILY = f"""select f.shop_id, f.pool as place, f.sku, date_diff('day', $first_day::date, f.snapshot_date) as day_,
    max(f.fulfillable) as units
from inventory_day f
where f.fulfillable is not null and f.snapshot_date between $first_day and $last_day and {_WHERE}
    and ($skus is null or list_contains($skus, f.sku))
group by f.shop_id, f.pool, f.sku, f.snapshot_date"""
_ELSEWHERE = """select f.shop_id, f.kind, f.marketplace, f.sku, f.snapshot_date, f.quantity - coalesce(f.reserved, 0)
from warehouse_stock f
where f.snapshot_date <= $last_day and ($shops is null or list_contains($shops, f.shop_id))
    and f.snapshot_date = (
        select max(n.snapshot_date) from warehouse_stock n
        where n.shop_id = f.shop_id and n.warehouse = f.warehouse and n.kind = f.kind and n.snapshot_date <= $last_day
    )"""


@dataclass
class Stock:
    """What is known of stock.

    Attributes:
        on_hand: Units that can be sold, those between warehouses among them, by product.
        inbound: Units on their way as the platform tells; only where it does.
        days: Day of the newest report of each shop and pool.
        told: Days that stock reports tell of; a row per key asked for.
        held: Of these, days with stock.
        local: Finished goods in the seller's own warehouse, by shop, marketplace (None: any) and SKU.
        overseas: In a warehouse of the destination, likewise.
    """

    on_hand: dict[Key, float] = field(default_factory=dict)
    inbound: dict[Key, float] = field(default_factory=dict)
    titles: dict[Key, str] = field(default_factory=dict)
    days: dict[tuple[str, str], date] = field(default_factory=dict)
    local: dict[tuple[str, str | None, str], float] = field(default_factory=lambda: defaultdict(float))
    overseas: dict[tuple[str, str | None, str], float] = field(default_factory=lambda: defaultdict(float))


def stock_of(cursor: Cursor, values: dict[str, object], as_of: date) -> Stock:
    """The newest stock of each pool, and what lies elsewhere."""
    found = Stock()
    asked = {"shops": values["shops"], "marketplaces": values["marketplaces"], "last_day": as_of}
    for shop, pool, sku, _, day, title, _, units, inbound, tells in cursor.execute(_NEWEST, asked).fetchall():
        key = Key(shop, pool, sku)
        found.on_hand[key] = float(units)
        found.days[shop, pool] = day
        if tells:
            found.inbound[key] = float(inbound)
        if title:
            found.titles[key] = title
    asked_elsewhere = {"shops": values["shops"], "last_day": as_of}
    for shop, kind, place, sku, _, units in cursor.execute(_ELSEWHERE, asked_elsewhere).fetchall():
        (found.local if kind == "local" else found.overseas)[shop, place, sku] += float(units)
    return found


def stock_days(cursor: Cursor, values: dict[str, object], as_of: date, keys: list[Key]) -> tuple[Flags, Flags]:
    """Days that stock reports tell of, and of these those that ended with stock; a row for each key."""
    first = as_of - timedelta(days=HISTORY_DAYS - 1)
    row_of = {key: row for row, key in enumerate(keys)}
    told, held = np.zeros((len(keys), HISTORY_DAYS), dtype=bool), np.zeros((len(keys), HISTORY_DAYS), dtype=bool)
    asked = {**values, "first_day": first, "last_day": as_of}
    products, product, at, units = fetch_by_product(cursor, _DAILY, asked)
    rows = np.array([row_of.get(Key(*each), -1) for each in products] or [-1])[product]
    known = rows >= 0
    told[rows[known], at[known]] = True
    held[rows[known], at[known]] = units[known] > 0
    return told, held
