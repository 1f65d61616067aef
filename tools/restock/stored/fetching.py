"""Columns of a query's result as arrays."""

from collections.abc import Mapping
from typing import Any

import numpy as np

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


def fetch_by_product(
    cursor: Cursor, sql: str, values: Mapping[str, Any]
) -> tuple[list[tuple[str, str, str]], Column, Column, Column]:
    """Run a query over many products and days, naming each product once.

    Args:
        cursor: On the warehouse.
        sql: Gives `shop_id`, `place`, `sku`, `day_` (a number) and `units`.
        values: Parameters.

    Returns:
        The products; for each row the number of its product, the day and the units.
    """
    number = "dense_rank() over (order by a.shop_id, a.place, a.sku) - 1"
    named = f"select distinct a.shop_id, a.place, a.sku from ({sql}) a order by a.shop_id, a.place, a.sku"
    products = [tuple(product) for product in cursor.execute(named, values).fetchall()]
    columns = fetch_columns(cursor, f"select {number} as product_, a.day_, a.units from ({sql}) a", values)
    product, day, units = columns if columns else [np.array([])] * 3
    return products, product.astype(np.int64), day.astype(np.int64), units.astype(float)
