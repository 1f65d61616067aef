"""What the reader must know beside the figures of one window, table by table."""

from collections import defaultdict
from typing import Any

import duckdb

from tools.core.result import Period, Warning, warning
from tools.sales.catalogue import measure_of, tables
from tools.sales.compile import compile_probe
from tools.sales.costs import cost_notes
from tools.sales.execute import statements
from tools.sales.parts import Part
from tools.sales.plan import Plan
from tools.sales.scope import row_scope, scope_notes
from tools.sales.snapshots import shared_pools

_OLD_DAYS = 7
_ATTRIBUTED = {"ad_sales", "ad_orders", "ad_units"}


def window_notes(cursor: duckdb.DuckDBPyConnection, plan: Plan, window: Period) -> list[Warning]:
    """Gaps, shares left out and ages of what the figures of a window rest on.

    Raises:
        NotCovered: The reports cannot be split as asked, or no cost is known.
    """
    found: list[Warning] = []
    for part in statements(cursor, plan, window):
        found += [*scope_notes(cursor, plan, part), *(cost_notes(cursor, plan, part) if window == plan.window else [])]
        found += [*_attribution(cursor, plan, part), *_sales_reach(plan, part), *_stock(cursor, plan, part)]
        found += _sold_without_stock(cursor, plan, part)
    return _shared(cursor, plan, found)


def _attribution(cursor: duckdb.DuckDBPyConnection, plan: Plan, part: Part) -> list[Warning]:
    """Sales attributed over different times in one sum."""
    if part.table != "ad_day" or not _ATTRIBUTED & set(part.names):
        return []
    rows = _rows(cursor, plan, part, ["f.ad_type", "f.attribution_days"], by=2)
    days: dict[str, set[int]] = defaultdict(set)
    for ad_type, count in rows:
        if count is not None:
            days[ad_type].add(count)
    if len(set().union(*days.values())) < 2:
        return []
    windows = [f"{name.upper()} {'/'.join(map(str, sorted(counts)))}" for name, counts in sorted(days.items())]
    return [warning("several_attribution_windows", windows=windows)]


def _sales_reach(plan: Plan, part: Part) -> list[Warning]:
    """Trailing days that the sales data do not reach over."""
    entries = [entry for entry in plan.scope if entry.table == part.table]
    if not entries or not any(measure_of(name).trailing for name in part.names):
        return []
    first, last = min(entry.first_day for entry in entries), max(entry.complete_until for entry in entries)
    if first <= part.window.start and last >= part.window.end:
        return []
    label = tables()[part.table].label
    return [
        warning(
            "supply_sales_gap", start=part.window.start, end=part.window.end, first=first, last=last,
            data_zh=label["zh"], data_en=label["en"],
        )
    ]  # fmt: skip


def _stock(cursor: duckdb.DuckDBPyConnection, plan: Plan, part: Part) -> list[Warning]:
    """The days of the snapshots, and how many are old."""
    if part.table != "inventory_day" or part.gives == "rows" or plan.has_time_split:
        return []
    columns = ["min(f.snapshot_date)", "max(f.snapshot_date)", "count(distinct f.sku)"]
    if measure_of(part.names[0]).average:
        [(last, count)] = _rows(cursor, plan, part, ["max(f.snapshot_date)", "max(f.snapshots)"])
        return [warning("one_snapshot", day=last)] if count == 1 else []
    [(first, last, _)] = _rows(cursor, plan, part, columns)
    if first is None:
        return []
    end = part.window.end
    [(_, newest_old, old)] = _rows(cursor, plan, part, columns, condition=f"f.snapshot_date < $last_day::date - {_OLD_DAYS}")
    said = [warning("stock_as_of", first=first, last=last)]
    return [*said, warning("stock_old", count=old, day=first, last=newest_old, end=end)] if old else said


def _sold_without_stock(cursor: duckdb.DuckDBPyConnection, plan: Plan, part: Part) -> list[Warning]:
    """SKUs whose sales stand on one side of a ratio and of which no snapshot tells."""
    against_stock = any("inventory_day" in formula.tables and len(formula.tables) > 1 for formula in plan.formulas.values())
    if part.table != "order_line" or not against_stock:
        return []
    condition = "f.is_product and f.kind = 'sold' and (f.shop_id, f.sku) not in (select i.shop_id, i.sku from inventory_day as i)"
    [(count,)] = _rows(cursor, plan, part, ["count(distinct f.sku)"], condition=condition)
    return [warning("sold_without_stock", count=count)] if count else []


def _shared(cursor: duckdb.DuckDBPyConnection, plan: Plan, found: list[Warning]) -> list[Warning]:
    """Adds that marketplaces share a stock, where the question takes them apart."""
    apart = "marketplace" in plan.dimensions or any(c.dimension == "marketplace" for c in plan.conditions)
    pools = cursor.execute(*shared_pools(plan)).fetchall() if apart and "inventory_day" in plan.tables else []
    shared = sorted({pool for _, pool in pools})
    return [*found, warning("stock_shared", pools=shared)] if shared else found


def _rows(
    cursor: duckdb.DuckDBPyConnection, plan: Plan, part: Part, columns: list[str], *, by: int = 0, condition: str | None = None
) -> list[tuple[Any, ...]]:
    scope = row_scope(cursor, plan, part)
    return cursor.execute(*compile_probe(plan, part, columns, by=by, scope=scope, condition=condition)).fetchall()
