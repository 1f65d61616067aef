"""The files that figures come from: of reports that tell the same figures only those that were taken."""

from typing import Any

import duckdb

from tools.core.result import Period, Source
from tools.sales.catalogue import measure_of, tables
from tools.sales.compile import compile_probe
from tools.sales.execute import statements
from tools.sales.parts import Part
from tools.sales.plan import Plan
from tools.sales.scope import row_scope

_FILES_SHOWN = 5


def sources_of(cursor: duckdb.DuckDBPyConnection, plan: Plan) -> list[Source]:
    """Reports and files behind a plan's figures."""
    shops = sorted({entry.shop for entry in plan.scope})
    used = [*plan.tables, *(["product"] if any(measure_of(name).costs for name in plan.measures) else [])]
    rows = cursor.execute(
        """select i.report, t.table_name, i.file_name, i.period_from, i.period_to, i.import_id
        from import_file as i join import_table as t on t.import_id = i.import_id
        where i.undone_at is null and list_contains($shops, i.shop_id) and list_contains($tables, t.table_name)
        order by i.report, t.table_name, i.import_id desc""",
        {"shops": shops, "tables": used},
    ).fetchall()
    used_imports = _used_imports(cursor, plan)
    rows = [row[:-1] for row in rows if row[-1] in used_imports.get(row[1], {row[-1]})]
    by_report: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for report, table, *file in rows:
        by_report.setdefault((report, table), []).append(tuple(file))
    complete = {table: max(c.complete_until for c in plan.scope if c.table == table) for table in plan.tables}
    return [
        Source(
            report=report,
            table=table,
            files=[name for name, _, _ in files[:_FILES_SHOWN]],
            data_from=min((start for _, start, _ in files if start), default=None),
            data_to=max((end for _, _, end in files if end), default=None),
            complete_until=complete.get(table),
            settled=table == "settlement_line",
        )
        for (report, table), files in by_report.items()
    ]


def stock_days(cursor: duckdb.DuckDBPyConnection, plan: Plan) -> Period | None:
    """First and last day of the newest snapshots taken."""
    days: list[Any] = []
    for part in statements(cursor, plan, plan.window):
        if _is_newest_stock(part) and part.gives != "rows":
            days += _rows(cursor, plan, part, "f.snapshot_date")
    return Period(start=min(days), end=max(days)) if days else None


def _used_imports(cursor: duckdb.DuckDBPyConnection, plan: Plan) -> dict[str, set[int]]:
    """Imports that rows were taken of, by table, where not all of a table's rows answer the question."""
    found: dict[str, set[int]] = {}
    for window in (plan.window, *([plan.base] if plan.base else [])):
        for part in statements(cursor, plan, window):
            if tables()[part.table].grains or part.table == "settlement_line" or _is_newest_stock(part):
                found.setdefault(part.table, set()).update(_rows(cursor, plan, part, "f.import_id"))
    return {table: imports for table, imports in found.items() if imports and not _averages(plan, table)}


def _is_newest_stock(part: Part) -> bool:
    return part.table == "inventory_day" and not measure_of(part.names[0]).average


def _averages(plan: Plan, table: str) -> bool:
    return any(measure_of(name).average for name in plan.measures_of(table))


def _rows(cursor: duckdb.DuckDBPyConnection, plan: Plan, part: Part, column: str) -> list[Any]:
    """Distinct values of a column in the rows of a part."""
    sql, values = compile_probe(plan, part, [column], by=1, scope=row_scope(cursor, plan, part))
    return [value for (value,) in cursor.execute(sql, values).fetchall()]
