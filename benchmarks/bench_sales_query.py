"""`sales_query` against the same question as raw SQL, and as plain pandas, on 1 and 10 million order lines."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.timing import Measured, paired_ms
from tools.sales.question import SalesQuestion
from tools.sales.sales_query import sales_query
from tools.warehouse.importing.coverage import renew_coverage
from tools.warehouse.warehouse import Warehouse

SIZES = (1_000_000, 10_000_000)
_LINES = """
insert into order_line
select 'bench', ['amazon_us', 'amazon_de', 'amazon_jp'][1 + i % 3], 'amazon', '111-' || (i // 2), null,
    'SKU-' || (hash(i) % 5000), 'B0' || (hash(i) % 5000), 'title', ['US', 'DE', 'JP'][1 + i % 3],
    ['US', 'DE', 'JP'][1 + i % 3], 'Amazon', 'Shipped', null,
    case when i % 60 = 0 then 'cancelled' when i % 41 = 0 then 'returned' else 'sold' end, true,
    1 + i % 3, null, ((500 + hash(i) % 9000) / 100.0)::decimal(18, 6), ((500 + hash(i) % 9000) / 100.0)::decimal(18, 6),
    null, ['USD', 'EUR', 'JPY'][1 + i % 3],
    timestamptz '2024-01-01 00:00:00+00' + to_seconds(i * 63072000 // {n}), date '2024-01-01' + (i * 730 // {n})::int,
    {extra} 'k' || i, 1, i
from range({n}) as r(i)
"""
_WINDOW = "f.order_date between $1 and $2"
QUESTIONS: list[tuple[str, dict[str, Any], str]] = [
    (
        "revenue and units of a month",
        {"metrics": ["gross_revenue", "units"], "filters": {"marketplace": ["amazon_de"]}, "window": "2025-06"},
        f"select sum(amount) filter (where kind = 'sold'), sum(quantity) filter (where kind = 'sold' and is_product) "
        f"from order_line f where {_WINDOW} and marketplace = 'amazon_de'",
    ),
    (
        "orders by marketplace of a quarter",
        {"metrics": ["orders"], "dimensions": ["marketplace"], "window": "2025-Q2"},
        f"select marketplace, count(distinct (shop_id, marketplace, order_id)) filter (where kind = 'sold') from order_line f "
        f"where {_WINDOW} group by grouping sets ((marketplace), ())",
    ),
    (
        "top 10 SKUs of a year",
        {"metrics": ["units"], "dimensions": ["sku"], "window": "2025", "limit": 10},
        f"select sku, sum(quantity) filter (where kind = 'sold' and is_product) u from order_line f "
        f"where {_WINDOW} and is_product group by sku order by u desc, sku limit 10",
    ),
    (
        "revenue by day, all data",
        {"metrics": ["gross_revenue"], "dimensions": ["day"], "filters": {"marketplace": ["amazon_us"]}, "limit": 1000},
        f"select order_date, currency, sum(amount) filter (where kind = 'sold') from order_line f "
        f"where {_WINDOW} and marketplace = 'amazon_us' group by order_date, currency order by order_date",
    ),
]


def build(folder: Path, lines: int) -> Warehouse:
    """A warehouse with so many order lines."""
    warehouse = Warehouse(folder / "bench.duckdb")
    with warehouse.writer() as connection:
        names = [row[0] for row in connection.execute("describe order_line").fetchall()]
        extra = "null," if "last_updated_at" in names else ""
        connection.execute(_LINES.format(n=lines, extra=extra))
        renew_coverage(connection, "order_line", "bench")
    return warehouse


def run() -> list[Measured]:
    """All comparisons, smallest data first."""
    found = []
    for lines in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            warehouse = build(Path(folder), lines)
            raw = duckdb.connect(str(warehouse.path), read_only=True)
            raw.execute("set timezone = 'UTC'")
            for name, arguments, sql in QUESTIONS:
                ours, theirs = _calls(warehouse, raw, arguments, sql)
                mine, base = paired_ms(ours, theirs)
                found.append(Measured(f"{name}, {lines:,} lines", mine, "raw DuckDB SQL", base))
            if lines == SIZES[0]:
                found.append(_against_pandas(warehouse, raw))
            raw.close()
            warehouse.close()
    return found


def _calls(
    warehouse: Warehouse, raw: duckdb.DuckDBPyConnection, arguments: dict[str, Any], sql: str
) -> tuple[Callable[[], Any], Callable[[], Any]]:
    question = SalesQuestion(**arguments)
    window = sales_query(question, warehouse=warehouse).window
    return (
        lambda: sales_query(question, warehouse=warehouse),
        lambda: raw.cursor().execute(sql, [window.start, window.end]).fetchall(),
    )


def _against_pandas(warehouse: Warehouse, raw: duckdb.DuckDBPyConnection) -> Measured:
    name, arguments, _ = QUESTIONS[0]
    frame = raw.execute("select marketplace, order_date, kind, is_product, quantity, amount::double amount from order_line").df()
    question = SalesQuestion(**arguments)

    def pandas_version() -> Any:
        inside = (frame.order_date >= "2025-06-01") & (frame.order_date <= "2025-06-30")
        sold = frame[inside & (frame.marketplace == "amazon_de") & (frame.kind == "sold")]
        return sold.amount.sum(), sold[sold.is_product].quantity.sum()

    mine, base = paired_ms(lambda: sales_query(question, warehouse=warehouse), pandas_version)
    return Measured(f"{name}, {SIZES[0]:,} lines", mine, "plain pandas, in memory", base)
