"""Import of 1 and 10 million order lines, against DuckDB's and pandas' own reading of the same file."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from benchmarks.timing import Measured
from tools.core import isolation
from tools.warehouse.importing.importer import ImportRequest, import_file
from tools.warehouse.importing.isolation import read_isolated
from tools.warehouse.warehouse import Warehouse

SIZES = (1_000_000, 10_000_000)
# The 32 columns of Amazon's All Orders report, with texts as long as real ones.
_LINES = """
copy (
    select
        '302-' || lpad((hash(i // 2) % 10000000)::varchar, 7, '0') || '-' || lpad((i // 2)::varchar, 8, '0') as "amazon-order-id",
        '' as "merchant-order-id",
        strftime(timestamp '2024-01-01' + to_seconds(i * 63072000 // {n}), '%Y-%m-%dT%H:%M:%S+00:00') as "purchase-date",
        strftime(timestamp '2024-01-02' + to_seconds(i * 63072000 // {n}), '%Y-%m-%dT%H:%M:%S+00:00') as "last-updated-date",
        'Shipped' as "order-status", 'Amazon' as "fulfillment-channel",
        ['Amazon.com', 'Amazon.de', 'Amazon.co.jp'][1 + i % 3] as "sales-channel", '' as "order-channel", '' as "url",
        'Expedited' as "ship-service-level", 'Storage box ' || (hash(i) % 5000) || ' with lid, stackable' as "product-name",
        'SKU-' || (hash(i) % 5000) as "sku", 'B0' || lpad((hash(i) % 5000)::varchar, 8, '0') as "asin",
        case when i % 60 = 0 then 'Cancelled' else 'Shipped' end as "item-status", 1 + i % 3 as "quantity",
        ['USD', 'EUR', 'JPY'][1 + i % 3] as "currency", ((500 + hash(i) % 9000) / 100.0)::decimal(18, 2) as "item-price",
        '3.19' as "item-tax", '0.00' as "shipping-price", '' as "shipping-tax", '' as "gift-wrap-price", '' as "gift-wrap-tax",
        '' as "item-promotion-discount", '' as "ship-promotion-discount", 'Springfield' as "ship-city", '' as "ship-state",
        '10115' as "ship-postal-code", ['US', 'DE', 'JP'][1 + i % 3] as "ship-country", '' as "promotion-ids",
        'false' as "is-business-order", '' as "purchase-order-number", '' as "price-designation"
    from range({n}) as r(i)
) to '{path}' (format csv, delimiter '\t', header true, quote '', escape '')
"""


def write_orders(path: Path, lines: int) -> None:
    """An All Orders file with so many lines."""
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        connection.execute(_LINES.format(n=lines, path=path))


def run() -> list[Measured]:
    """All comparisons, smallest file first."""
    found = []
    for lines in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "orders.txt"
            write_orders(path, lines)
            ours, memory = _import(path, Path(folder))
            what = f"import of {lines:,} order lines ({memory} MB at most)"
            for name, read in _baselines(path).items():
                found.append(Measured(what, ours, name, _ms(read)))
    return found


def _import(path: Path, folder: Path) -> tuple[float, int]:
    """Milliseconds of a whole import, and megabytes that the reading process held at most."""
    warehouse = Warehouse(folder / "w.duckdb")
    assert warehouse.is_empty()
    held: list[int] = [0]
    resident = isolation._resident_bytes

    def watched(process: int) -> int:
        held.append(resident(process))
        return held[-1]

    isolation._resident_bytes = watched
    try:
        request = ImportRequest(path=path, file=path.name)
        taken = _ms(lambda: import_file(warehouse, request, read=read_isolated))
    finally:
        isolation._resident_bytes = resident
        warehouse.close()
    return taken, max(held) // 1_000_000


def _baselines(path: Path) -> dict[str, Callable[[], Any]]:
    def duck() -> None:
        with duckdb.connect() as connection:
            connection.execute("set enable_progress_bar = false")
            connection.execute(f"create table lines as select * from read_csv('{path}', delim = '\t')")

    return {
        "DuckDB read_csv": duck,
        "pandas read_csv": lambda: pd.read_csv(path, sep="\t"),
        "pandas read_csv, texts kept": lambda: pd.read_csv(path, sep="\t", dtype=str),
    }


def _ms(call: Callable[[], Any]) -> float:
    started = time.perf_counter()
    call()
    return round((time.perf_counter() - started) * 1000, 1)
