"""Stock: of every pool and SKU the newest snapshot, or all snapshots of the window averaged; no unit counts twice.

Several reports may tell of one day, and several marketplaces may sell from one pool: one of each is taken.
"""

from typing import Any

from tools.core.result import Period
from tools.sales.catalogue import dimensions, measure_of, tables
from tools.sales.parts import Part
from tools.sales.plan import Plan

_PLACES = ("shop", "platform", "marketplace")
_ITEMS = ("sku", "asin")


def snapshot_rows(plan: Plan, part: Part) -> str:
    """SQL of the snapshot rows that count for one measure, as a table."""
    measure = measure_of(part.names[0])
    columns = _partition(part)
    by = ", ".join([*columns, *(["f.snapshot_date"] if measure.average else [])])
    since = "f.snapshot_date >= $first_day and " if _begins(part) else ""
    newest = (
        f"select * from (select f.*, dense_rank() over (partition by {by} order by f.snapshot_date desc, {_preference()}, "
        f"f.source, f.marketplace) as place_ from inventory_day as f "
        f"where f.{measure.stock} is not null and {since}f.snapshot_date <= $last_day{place_conditions(plan)}) as ranked "
        "where place_ = 1"
    )
    return _averaged(newest, columns, str(measure.stock)) if measure.average else newest


def day_values(part: Part) -> dict[str, Any]:
    """Days that `snapshot_rows` binds."""
    return {"last_day": part.window.end, **({"first_day": part.window.start} if _begins(part) else {})}


def _begins(part: Part) -> bool:
    """Whether the window's first day counts: the newest stock may be older."""
    return measure_of(part.names[0]).average or any(dimensions()[name].time for name in part.dimensions)


def place_conditions(plan: Plan) -> str:
    """SQL that keeps to the places asked for; other filters come after the choice."""
    return "".join(
        f" and list_contains($filter_{number}, {dimensions()[condition.dimension].every})"
        for number, condition in enumerate(plan.conditions)
        if condition.dimension in _PLACES
    )


def place_values(plan: Plan) -> dict[str, Any]:
    """Values that `place_conditions` binds."""
    return {
        f"filter_{number}": list(condition.values)
        for number, condition in enumerate(plan.conditions)
        if condition.dimension in _PLACES
    }


def newest_day(plan: Plan, window: Period) -> tuple[str, dict[str, Any]]:
    """SQL of the newest day that the places asked for have a snapshot of."""
    sql = f"select max(f.snapshot_date) from inventory_day as f where f.snapshot_date <= $last_day{place_conditions(plan)}"
    return sql, {"last_day": window.end, **place_values(plan)}


def shared_pools(plan: Plan) -> tuple[str, dict[str, Any]]:
    """SQL of the pools that several marketplaces sell from, one of which is asked for."""
    asked = place_conditions(plan).removeprefix(" and ") or "true"
    sql = (
        "select f.shop_id, f.pool from inventory_day as f group by f.shop_id, f.pool "
        f"having count(distinct f.marketplace) > 1 and count(case when {asked} then 1 end) > 0 order by f.shop_id, f.pool"
    )
    return sql, place_values(plan)


def stock_pools(plan: Plan) -> tuple[str, dict[str, Any]]:
    """SQL of the stock pools that the question is about: shop, pool, and how many marketplaces sell from it."""
    pool_conditions = place_conditions(plan) + "".join(
        f" and list_contains($filter_{number}, f.{condition.dimension})"
        for number, condition in enumerate(plan.conditions)
        if condition.dimension in _ITEMS
    )
    sql = (
        "select f.shop_id, f.pool, count(distinct f.marketplace) from inventory_day as f "
        f"where f.snapshot_date <= $last_day{pool_conditions} group by f.shop_id, f.pool order by f.shop_id, f.pool"
    )
    values = {
        f"filter_{number}": list(condition.values)
        for number, condition in enumerate(plan.conditions)
        if condition.dimension in (*_PLACES, *_ITEMS)
    }
    return sql, {"last_day": plan.window.end, **values}


def _partition(part: Part) -> list[str]:
    units = [entry.time for name in part.dimensions if (entry := dimensions()[name]).time]
    buckets = [f"date_trunc('{unit}', f.snapshot_date)::date" for unit in units]
    split = ["f.marketplace"] if "marketplace" in part.dimensions else []
    return ["f.shop_id", "f.pool", "f.sku", *split, *buckets]


def _preference() -> str:
    cases = " ".join(f"when '{source}' then {n}" for n, source in enumerate(tables()["inventory_day"].sources))
    return f"case f.source {cases} else {len(tables()['inventory_day'].sources)} end"


def _averaged(newest: str, columns: list[str], stock: str) -> str:
    return (
        "select f.shop_id, f.pool, f.sku, min(f.platform) as platform, min(f.marketplace) as marketplace, "
        "max(f.asin) as asin, max(f.parent_asin) as parent_asin, min(f.snapshot_date) as snapshot_date, "
        "count(distinct f.snapshot_date) as snapshots, "
        f"sum(f.{stock})::double / count(distinct f.snapshot_date) as mean_stock "
        f"from ({newest}) as f group by {', '.join(columns)}"
    )
