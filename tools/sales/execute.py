"""Runs a plan's queries and joins what the tables say of the same rows."""

from dataclasses import dataclass, field
from typing import Any

import duckdb

from tools.core.result import Period, Warning, warning
from tools.sales.buckets import bucket_period
from tools.sales.catalogue import dimensions, measures
from tools.sales.compile import CURRENCY, FOREIGN, LEVEL, MATCHED, UNCONVERTED, Query, compile_query
from tools.sales.plan import Plan
from tools.sales.traffic import TrafficPeriod, TrafficScope, traffic_scope

Key = tuple[Any, ...]
Measured = dict[Key, dict[str, Any]]
"""Measures by the values of a row's dimensions, its currency last."""


@dataclass
class Frame:
    """One window's measures.

    Attributes:
        rows: By dimensions and currency.
        totals: By currency alone.
        unconverted: Lines whose currency has no rate.
        foreign: Lines in another currency than the one converted to.
    """

    rows: Measured = field(default_factory=dict)
    totals: Measured = field(default_factory=dict)
    unconverted: int = 0
    foreign: int = 0


def measure(
    cursor: duckdb.DuckDBPyConnection, plan: Plan, window: Period, *, convert: bool = False, ranked: bool = False
) -> Frame:
    """Ask every table for one window; rows with the same dimensions become one.

    Args:
        cursor: Read-only.
        plan: The question.
        window: Days to take.
        convert: Convert money to the plan's currency.
        ranked: Let the engine cut to the plan's limit; only for one table and no comparison.
    """
    frame = Frame()
    for table in plan.tables:
        scope = _scope(cursor, plan, window) if table == "traffic_day" else None
        query = compile_query(plan, table, window, traffic=scope, ranked=ranked, convert=convert and has_money(plan, table))
        _collect(frame, query, cursor, len(plan.dimensions))
    _settle(frame.rows)
    _settle(frame.totals)
    return frame


def traffic_gap(cursor: duckdb.DuckDBPyConnection, plan: Plan) -> list[Warning]:
    """A warning when traffic figures cover only part of the window."""
    if "traffic_day" not in plan.tables:
        return []
    covered = _scope(cursor, plan, plan.window).covered
    return [warning("traffic_gaps", days=plan.window.days, covered=covered)] if covered < plan.window.days else []


def has_money(plan: Plan, table: str) -> bool:
    """Whether a table's part of the question is about amounts."""
    names = [name for metric in plan.metrics_of(table) for name in plan.formulas[metric.id].of]
    return any(measures()[table][name].money for name in names)


def fill_empty(frame: Frame, keys: list[Key], plan: Plan, window: Period, *, totals: bool) -> None:
    """Give rows that only the other window has the zeros that the data's reach allows.

    A row whose time bucket lies outside the window is left out, for nothing was asked of it; one that the data
    do not reach stays unknown; and where amounts stand per currency, a row without one has no amount, not zero.

    Args:
        frame: Of this window.
        keys: Of the other window's rows, in this window's terms.
        plan: The question.
        window: This window.
        totals: Fill the totals rather than the rows.
    """
    target = frame.totals if totals else frame.rows
    empty = {name: entry for table in plan.tables for name, entry in measures()[table].items() if entry.empty is not None}
    per_currency = any(key[-1] is not None for key in (*target, *keys))
    for key in keys:
        part = window if totals else _part(plan, key, window)
        if part is None:
            continue
        bare = per_currency and key[-1] is None
        reached = _is_reached(plan, () if totals else key, part)
        zeros = {name: entry.empty for name, entry in empty.items() if reached and not (bare and entry.money)}
        target[key] = {**zeros, **target.get(key, {})}


def _part(plan: Plan, key: Key, window: Period) -> Period | None:
    """The days of a window that a row is about; None when there are none."""
    start, end = window.start, window.end
    for name, value in zip(plan.dimensions, key, strict=False):
        unit = dimensions()[name].time
        if unit:
            bucket = bucket_period(unit, value)
            start, end = max(start, bucket.start), min(end, bucket.end)
    return Period(start=start, end=end) if start <= end else None


def _is_reached(plan: Plan, key: Key, part: Period) -> bool:
    """Whether data of a row's shop and marketplace reach over some of those days."""
    named = dict(zip(plan.dimensions, key, strict=False))
    return any(
        entry.first_day <= part.end and part.start <= entry.last_day
        for entry in plan.scope
        if named.get("shop", entry.shop) == entry.shop and named.get("marketplace", entry.marketplace) == entry.marketplace
    )


def _scope(cursor: duckdb.DuckDBPyConnection, plan: Plan, window: Period) -> TrafficScope:
    periods = [
        TrafficPeriod(*row)
        for row in cursor.execute(
            "select shop_id, marketplace, grain, period_from, period_to, granularity from report_period"
        ).fetchall()
    ]
    return traffic_scope(plan, window, periods)


def _collect(frame: Frame, query: Query, cursor: duckdb.DuckDBPyConnection, dimensions: int) -> None:
    rows = cursor.execute(query.sql, query.values).fetchall()
    names = [column[0] for column in cursor.description or []]
    for values in rows:
        row = dict(zip(names, values, strict=True))
        if not row[MATCHED]:
            continue
        currency = row.get(CURRENCY)
        is_total = bool(row.get(LEVEL)) or not dimensions
        if is_total:
            frame.unconverted += row.get(UNCONVERTED) or 0
            frame.foreign += row.get(FOREIGN) or 0
        measured = {name: row[name] for name in query.measures}
        if is_total:
            frame.totals.setdefault((currency,), {}).update(measured)
        if not row.get(LEVEL):
            key = (*(row[name] for name in query.keys if name != CURRENCY), currency)
            frame.rows.setdefault(key, {}).update(measured)


def _settle(rows: Measured) -> None:
    """Counts of a table without currencies join the row of the same dimensions, where that has one currency."""
    by_dimensions: dict[Key, list[Key]] = {}
    for key in rows:
        by_dimensions.setdefault(key[:-1], []).append(key)
    for keys in by_dimensions.values():
        bare = [key for key in keys if key[-1] is None]
        if bare and len(keys) == 2:
            other = next(key for key in keys if key[-1] is not None)
            rows[other].update(rows.pop(bare[0]))
