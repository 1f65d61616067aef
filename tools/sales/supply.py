"""Days of supply hold for one stock: those of several stocks are given apart, never as one figure."""

from dataclasses import replace
from typing import Any

import duckdb

from tools.core.result import warning
from tools.sales.catalogue import Formula, measure_of
from tools.sales.plan import Plan
from tools.sales.snapshots import stock_pools


def by_stock(cursor: duckdb.DuckDBPyConnection, plan: Plan) -> Plan:
    """The plan with days of supply split by marketplace, where each marketplace has a stock of its own.

    A stock that marketplaces share has no such split: then a note says that stocks are added up.
    """
    pools = _pools(cursor, plan)
    if len(pools) < 2:
        return plan
    if any(markets > 1 for _, _, markets in pools):
        names = sorted({pool for _, pool, _ in pools})
        return plan if "marketplace" in plan.dimensions else _noted(plan, warning("supply_of_several_stocks", pools=names))
    shops = ["shop"] if len({shop for shop, _, _ in pools}) > 1 else []
    missing = [name for name in (*shops, "marketplace") if name not in plan.dimensions]
    if not missing:
        return plan
    split = replace(plan, dimensions=(*plan.dimensions, *missing))
    return _noted(split, warning("supply_by_marketplace"))


def without_joint_supply(cursor: duckdb.DuckDBPyConnection, plan: Plan, totals: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Totals without days of supply of several stocks together."""
    if len(_pools(cursor, plan)) < 2:
        return totals
    blank = {metric.id: None for metric in plan.metrics if _is_supply(plan.formulas[metric.id])}
    return [{**row, **blank} for row in totals]


def _pools(cursor: duckdb.DuckDBPyConnection, plan: Plan) -> list[tuple[str, str, int]]:
    """Shop, name and number of marketplaces of the stocks that days of supply are asked of."""
    asked = any(_is_supply(formula) for formula in plan.formulas.values())
    return cursor.execute(*stock_pools(plan)).fetchall() if asked else []


def _is_supply(formula: Formula) -> bool:
    return any(measure_of(name).trailing for name in formula.of)


def _noted(plan: Plan, note: Any) -> Plan:
    return replace(plan, warnings=(*plan.warnings, note))
