"""Rows of any table by plain SQL, as an import would leave them."""

from itertools import groupby

from tools.warehouse.importing.coverage import renew_coverage

_PLACE = {"shop_id": "main", "marketplace": "amazon_de", "platform": "amazon"}
_LAST = {
    "ad_day": {"grain": "campaign", "ad_type": "sp", "currency": "EUR", "attribution_days": 7},
    "search_performance": {"grain": "asin", "asin": "B000000017", "currency": "EUR"},
    "inventory_day": {"pool": "amazon_eu", "source": "restock", "sku": "A17"},
    "settlement_line": {"source": "settlement", "category": "product", "is_refund": False, "currency": "EUR", "amount": "10"},
    "order_line": {
        "sku": "A17", "kind": "sold", "is_product": True, "quantity": 1, "currency": "EUR", "amount": "10", "order_id": "1",
    },
    "traffic_day": {"grain": "store", "granularity": "store"},
    "product": {"sku": "A17"},
    "fx_rate": {"source": "test"},
}  # fmt: skip

_AT_ONCE = 10
"""Rows of one statement: ClickHouse takes its values in the address."""


def seed(warehouse, table, *rows, report=None):
    """Insert rows with what an import adds to them; a `day` stands for all dates of a row, `days` for (first, last)."""
    full = [_full(table, row) for row in rows]
    with warehouse.writer() as connection:
        [(import_id,)] = connection.execute("select nextval('import_id')").fetchall()
        own = {"import_id": import_id}
        lines = [{**row, **own, "row_key": f"{import_id}|{n}", "line_number": n} for n, row in enumerate(full, start=2)]
        for names, alike in groupby(sorted(lines, key=tuple), key=tuple):
            rows = list(alike)
            for start in range(0, len(rows), _AT_ONCE):
                some = rows[start : start + _AT_ONCE]
                marks = ", ".join([f"({', '.join('?' * len(names))})"] * len(some))
                values = [value for row in some for value in row.values()]
                connection.execute(f"insert into {table} ({', '.join(names)}) values {marks}", values)
        connection.execute(
            "insert into import_file select $i, $s, $r || '.csv', $r || $i, $r, null, null, null, $n, $n, 0, null, null, null",
            {"i": import_id, "s": full[0]["shop_id"], "r": report or f"test.{table}", "n": len(full)},
        )
        connection.execute("insert into import_table values (?, ?, ?, 0)", [import_id, table, len(full)])
        for shop in {row["shop_id"] for row in full}:
            renew_coverage(connection, table, shop)


def _full(table, row):
    day = row.get("day")
    first, last = row.get("days", (day, day))
    dates = {
        "ad_day": {"period_from": first, "period_to": last},
        "search_performance": {"period_from": first, "period_to": last},
        "traffic_day": {"period_from": first, "period_to": last},
        "inventory_day": {"snapshot_date": day},
        "settlement_line": {"posted_date": day, "posted_at": f"{day} 12:00:00+00"},
        "order_line": {"order_date": day, "purchased_at": f"{day} 12:00:00+00"},
        "fx_rate": {"rate_date": day},
    }
    place = {name: value for name, value in _PLACE.items() if name != "platform" or table not in ("product", "fx_rate")}
    place = {name: value for name, value in place.items() if name != "marketplace" or table != "fx_rate"}
    cells = {**place, **_LAST[table], **dates.get(table, {}), **{n: v for n, v in row.items() if n not in ("day", "days")}}
    if table == "order_line":
        cells.setdefault("net_amount", cells["amount"])
    return cells
