"""Days with and without stock, from snapshots of any frequency."""

from typing import Any

from tools.core.result import Period
from tools.funnel.evidence.figures import ALL, Move, Place, Tally
from tools.funnel.evidence.periods import Windows
from tools.marketplaces import marketplaces
from tools.sales.catalogue import tables
from tools.sales.product_scope import Scope
from tools.warehouse.engines.engine import Cursor

_NAMES = ("stock_days", "out_of_stock_days", "moving_told_days", "moving_days", "inbound_told_days", "inbound_days")
# A report gives all that is reserved, or the parts of it; some give neither, and then nothing is known.
_MOVING = """case when coalesce(f.reserved, f.fc_transfer, f.fc_processing) is not null
    then coalesce(f.reserved, 0) + coalesce(f.fc_transfer, 0) + coalesce(f.fc_processing, 0) end"""


def stock_figures(cursor: Cursor, scope: Scope, windows: Windows) -> dict[str, dict[Place, Move]]:
    """Days told of by product, and of all products together.

    Of several reports of one day the preferred one counts; what lies between warehouses or is on its way is told by any of
    them. Marketplaces that sell from one stock share its days.
    """
    tally = Tally()
    wanted = None if scope.marketplaces is None else {_pool(place) for place in scope.marketplaces}
    for number, window in enumerate(windows):
        for pool, sku, *days in _rows(cursor, scope, window):
            if wanted is None or pool in wanted:
                told = dict(zip(_NAMES, map(float, days), strict=True))
                tally.add(number, [*((place, sku) for place in _sellers(pool, scope)), ALL], told, window.days)
    return tally.figures()


def _rows(cursor: Cursor, scope: Scope, window: Period) -> list[tuple[Any, ...]]:
    sources = tables()["inventory_day"].sources
    order = " ".join(f"when '{source}' then {n}" for n, source in enumerate(sources))
    sql = f"""select pool, sku, count(*), count(case when fulfillable = 0 then 1 end),
        count(case when fulfillable = 0 then moving_ end), count(case when fulfillable = 0 and moving_ > 0 then 1 end),
        count(case when fulfillable = 0 then inbound_ end), count(case when fulfillable = 0 and inbound_ > 0 then 1 end)
    from (
        select seen.*, max(moving) over (partition by shop_id, pool, sku, snapshot_date) as moving_,
            max(inbound) over (partition by shop_id, pool, sku, snapshot_date) as inbound_,
            row_number() over (
                partition by shop_id, pool, sku, snapshot_date order by case source {order} else {len(sources)} end, source
            ) as place_
        from (
            select f.shop_id, f.pool, f.sku, f.snapshot_date, f.source, sum(f.fulfillable) as fulfillable,
                sum({_MOVING}) as moving, sum(f.inbound) as inbound
            from inventory_day f
            where f.fulfillable is not null and f.snapshot_date between $first_day and $last_day
                and ($shops is null or list_contains($shops, f.shop_id)) and ($skus is null or list_contains($skus, f.sku))
            group by f.shop_id, f.pool, f.sku, f.snapshot_date, f.source
        ) as seen
    ) as ranked
    where place_ = 1 group by pool, sku order by pool, sku"""
    values = {"first_day": window.start, "last_day": window.end, "shops": scope.shops, "skus": scope.skus}
    return cursor.execute(sql, values).fetchall()


def _pool(place: str) -> str:
    known = marketplaces().get(place)
    return (known.stock_pool if known else None) or place


def _sellers(pool: str, scope: Scope) -> list[str]:
    places = scope.marketplaces or [pool, *(place for place in marketplaces() if _pool(place) == pool)]
    return sorted({place for place in places if _pool(place) == pool})
