"""What the data hold: days, values, periods. Renewed after every import, so that questions need not scan."""

import duckdb

_DAYS = {
    "order_line": ("order_date", "order_date"),
    "traffic_day": ("period_from", "period_to"),
    "ad_day": ("period_from", "period_to"),
    "search_performance": ("period_from", "period_to"),
    "inventory_day": ("snapshot_date", "snapshot_date"),
    "settlement_line": ("posted_date", "posted_date"),
}
# What tells rows of one period apart, beside their grain.
_GRANULARITY = {"traffic_day": "granularity", "ad_day": "ad_type", "search_performance": "''"}

# The last day of an order export is often cut short. It counts as complete when its last order is not
# earlier than the earliest last order of the fourteen selling days before it; files with days only, and no
# times, are complete.
_SHORTEN_CUT_DAY = """
with selling_day as (
    select o.shop_id, o.marketplace, o.order_date,
        max(o.purchased_at)::timestamp - o.order_date::timestamp as last_order,
        row_number() over (partition by o.marketplace order by o.order_date desc) as nth
    from order_line o join coverage c
        on c.shop_id = o.shop_id and c.marketplace = o.marketplace and c.table_name = 'order_line'
    where o.shop_id = ? and o.order_date > c.last_day - 60
    group by o.shop_id, o.marketplace, o.order_date
),
cut as (
    select shop_id, marketplace,
        max(last_order) filter (where nth = 1) < min(last_order) filter (where nth between 2 and 15) as is_cut
    from selling_day group by shop_id, marketplace
)
update coverage set complete_until = last_day - 1
from cut
where cut.is_cut and coverage.table_name = 'order_line'
    and coverage.shop_id = cut.shop_id and coverage.marketplace = cut.marketplace
"""


_HAS = {
    "order_line": "coalesce(bool_or(kind = 'returned'), false), coalesce(bool_or(buyer_key is not null), false), "
    "bool_or(not is_product)",
    "traffic_day": "coalesce(bool_or(units_refunded is not null), false), false, false",
}
_HAS_NONE = "false, false, false"
_PLACE = {"shop": "shop_id", "platform": "platform", "marketplace": "marketplace"}
_VALUES = {
    "order_line": {
        **_PLACE, "sku": "sku", "asin": "asin", "country": "coalesce(country_code, country)", "fulfilment": "fulfilment",
    },
    "traffic_day": {**_PLACE, "sku": "sku", "asin": "asin", "parent_asin": "parent_asin"},
    "ad_day": {
        **_PLACE, "sku": "sku", "asin": "asin", "ad_type": "ad_type", "campaign": "campaign", "search_term": "search_term",
    },
    "search_performance": {**_PLACE, "asin": "asin", "search_query": "search_query"},
    "inventory_day": {**_PLACE, "sku": "sku", "asin": "asin", "parent_asin": "parent_asin"},
    "settlement_line": {**_PLACE, "sku": "sku"},
    "product": {"parent_asin": "parent_asin", "brand": "brand", "category": "category"},
}  # fmt: skip


def renew_coverage(connection: duckdb.DuckDBPyConnection, table: str, shop: str) -> None:
    """Compute anew what one table and shop hold.

    Args:
        connection: In a transaction.
        table: The table just loaded.
        shop: Shop id.
    """
    if table in _DAYS:
        _renew_days(connection, table, shop)
    if table in _VALUES:
        _renew_values(connection, shop)
    if table in _GRANULARITY:
        connection.execute("delete from report_period where shop_id = ? and table_name = ?", [shop, table])
        connection.execute(
            f"""insert into report_period
            select distinct shop_id, marketplace, '{table}', grain, {_GRANULARITY[table]}, period_from, period_to
            from {table} where shop_id = ?""",
            [shop],
        )


def _renew_days(connection: duckdb.DuckDBPyConnection, table: str, shop: str) -> None:
    start, end = _DAYS[table]
    connection.execute("delete from coverage where shop_id = ? and table_name = ?", [shop, table])
    connection.execute(
        f"""insert into coverage
        select shop_id, marketplace, '{table}', min({start}), max({end}), max({end}), {_HAS.get(table, _HAS_NONE)}
        from {table} where shop_id = ? group by shop_id, marketplace""",
        [shop],
    )
    if table == "order_line":
        connection.execute(_SHORTEN_CUT_DAY, [shop])


def _renew_values(connection: duckdb.DuckDBPyConnection, shop: str) -> None:
    selects = " union all ".join(
        f"select '{dimension}' as dimension, {column} as value from {table} where shop_id = $shop"
        for table, columns in _VALUES.items()
        for dimension, column in columns.items()
    )
    connection.execute("delete from known_value where shop_id = ?", [shop])
    connection.execute(
        f"""insert into known_value
        select $shop, dimension, value, count(*) from ({selects}) where value is not null group by dimension, value""",
        {"shop": shop},
    )
