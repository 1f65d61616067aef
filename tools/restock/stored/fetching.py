"""Columns of a query's result as arrays."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from tools.restock.arrays import Floats, Ints
from tools.warehouse.engines.engine import Cursor

Column = np.ndarray[Any, np.dtype[Any]]


def fetch_columns(cursor: Cursor, sql: str, values: Mapping[str, Any]) -> list[Column]:
    """Run a query and give its columns.

    Args:
        cursor: On the warehouse.
        sql: In DuckDB's dialect.
        values: Parameters.
    """
    result = cursor.execute(sql, values)
    if hasattr(result, "fetchnumpy"):  # DuckDB: without a Python object for each value
        return [
            np.ma.filled(column, None) if column.dtype == object else np.asarray(column)
            for column in result.fetchnumpy().values()
        ]
    rows = result.fetchall()
    width = len(result.description or [])
    return [np.array([row[at] for row in rows]) for at in range(width)]


class Cells(NamedTuple):
    """A table of products and days, cell by cell.

    Attributes:
        products: Shop, marketplace or pool, and SKU of each.
        product: Number of the product of each cell.
        day: Its day.
        units: What stands there.
    """

    products: list[tuple[str, str, str]]
    product: Ints
    day: Ints
    units: Floats


def fetch_cells(cursor: Cursor, rows: str, units: str, values: Mapping[str, Any], having: str = "") -> Cells:
    """Sum rows up by product and day, naming each product once.

    Args:
        cursor: On the warehouse.
        rows: SQL that gives `shop_id`, `place`, `sku`, `day_` (a number) and `units`.
        units: How the units of one cell come together.
        values: Parameters.
        having: Which cells count, where not all.
    """
    named = f"select distinct r.shop_id, r.place, r.sku from ({rows}) r"
    number = "row_number() over (order by d.shop_id, d.place, d.sku) - 1"
    numbered = f"select {number} as product_, d.shop_id, d.place, d.sku from ({named}) d"
    products = cursor.execute(f"{named} order by r.shop_id, r.place, r.sku", values).fetchall()
    cells = (
        f"select n.product_, r.day_, {units} as units from ({rows}) r "
        f"join ({numbered}) n on n.shop_id = r.shop_id and n.place = r.place and n.sku = r.sku "
        f"group by n.product_, r.day_ {having}"
    )
    product, day, found = fetch_columns(cursor, cells, values) or [np.array([])] * 3
    return Cells([tuple(each) for each in products], product.astype(np.int64), day.astype(np.int64), found.astype(float))
