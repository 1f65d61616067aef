"""The same questions on PostgreSQL and ClickHouse, against DuckDB, on 1 million order lines.

Runs where the engines' drivers are installed (`make test-engines` does that); elsewhere it measures nothing.
"""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.bench_import import write_orders
from benchmarks.timing import Measured, median_ms
from tools.sales.question import SalesQuestion
from tools.sales.sales_query import sales_query
from tools.warehouse.importing.importer import ImportRequest, import_file
from tools.warehouse.warehouse import Warehouse

LINES = 1_000_000
QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("revenue and units of a month", {"metrics": ["gross_revenue", "units"], "window": "2025-06"}),
    ("orders by marketplace of a quarter", {"metrics": ["orders"], "dimensions": ["marketplace"], "window": "2025-Q2"}),
    ("top 10 SKUs of a year", {"metrics": ["units"], "dimensions": ["sku"], "window": "2025", "limit": 10}),
    ("revenue by month, all data", {"metrics": ["gross_revenue"], "dimensions": ["month"]}),
]


def run() -> list[Measured]:
    """Import and questions, each engine against DuckDB."""
    if not all(find_spec(driver) for driver in ("psycopg", "clickhouse_connect", "chdb")):
        return []
    with tempfile.TemporaryDirectory() as folder, _addresses(Path(folder)) as addresses:
        path = Path(folder) / "orders.txt"
        write_orders(path, LINES)
        times = {engine: _times(Warehouse(address, Path(folder) / engine), path) for engine, address in addresses.items()}
    return [
        Measured(f"{what} on {engine}, {LINES:,} lines", taken, "DuckDB", times["DuckDB"][what])
        for engine, found in times.items()
        if engine != "DuckDB"
        for what, taken in found.items()
    ]


@contextmanager
def _addresses(folder: Path) -> Iterator[dict[str, Any]]:
    from tests.engines import postgresql_server
    from tests.engines.conftest import endpoint

    with ExitStack() as servers:
        reached = servers.enter_context(postgresql_server.running())
        port = servers.enter_context(endpoint(folder / "clickhouse-data"))
        for name in ("DuckDB", "PostgreSQL", "ClickHouse"):
            (folder / name).mkdir()
        yield {
            "DuckDB": folder / "DuckDB" / "warehouse.duckdb",
            "PostgreSQL": f"postgresql:{reached} dbname=postgres",
            "ClickHouse": f"clickhouse://127.0.0.1:{port}/default",
        }


def _times(warehouse: Warehouse, path: Path) -> dict[str, float]:
    request = ImportRequest(path=path, file=path.name)
    taken = {"import": median_ms(lambda: import_file(warehouse, request), runs=1, warm=0)}
    for what, arguments in QUESTIONS:
        question = SalesQuestion(**arguments)
        taken[what] = median_ms(lambda asked=question: sales_query(asked, warehouse=warehouse), runs=3, warm=1)
    warehouse.close()
    return taken
