"""Runs a plan's queries and joins what the tables say of the same rows."""

from dataclasses import dataclass, field
from typing import Any

import duckdb

from tools.core.result import Period
from tools.sales.buckets import bucket_period
from tools.sales.catalogue import dimensions, measure_of, table_of
from tools.sales.compile import CURRENCY, FOREIGN, LEVEL, MATCHED, UNCONVERTED, Money, Query, compile_query
from tools.sales.costs import cost_money
from tools.sales.parts import Part, days_up_to, parts_of
from tools.sales.plan import Plan
from tools.sales.scope import row_scope
from tools.sales.snapshots import newest_day

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
        ranked: Let the engine cut to the plan's limit, where one statement tells all; not with a comparison.

    Raises:
        NotCovered: A cost in a currency without a rate to that of the amounts.
    """
    frame = Frame()
    parts = statements(cursor, plan, window)
    for part in parts:
        money = cost_money(cursor, plan, part, Money(convert))
        alone = ranked and len(parts) == 1
        query = compile_query(plan, part, scope=row_scope(cursor, plan, part), ranked=alone, money=money)
        _collect(frame, part, query, cursor)
    _settle(frame.rows)
    _settle(frame.totals)
    if len(plan.tables) > 1:
        fill_empty(frame, list(frame.rows), plan, window, totals=False)
        fill_empty(frame, list(frame.totals), plan, window, totals=True)
    return frame


def statements(cursor: duckdb.DuckDBPyConnection, plan: Plan, window: Period) -> list[Part]:
    """The parts of a plan for one window."""
    newest = None
    if any(measure_of(name).trailing for name in plan.measures):
        [(day,)] = cursor.execute(*newest_day(plan, window)).fetchall()
        newest = days_up_to(day) if day else None
    return parts_of(plan, window, newest)


def has_money(plan: Plan) -> bool:
    """Whether any part of the question is about amounts."""
    return any(measure_of(name).money for name in plan.measures)


def fill_empty(frame: Frame, keys: list[Key], plan: Plan, window: Period, *, totals: bool) -> None:
    """Give rows that only the other window, or another table, has the zeros that the data's reach allows.

    A row whose time bucket lies outside the window is left out, for nothing was asked of it; one that the data
    do not reach stays unknown; and where amounts stand per currency, a row without one has no amount, not zero.

    Args:
        frame: Of this window.
        keys: Of those rows, in this window's terms.
        plan: The question.
        window: This window.
        totals: Fill the totals rather than the rows.
    """
    target = frame.totals if totals else frame.rows
    empty = {name: measure_of(name) for name in plan.measures if measure_of(name).empty is not None}
    per_currency = any(key[-1] is not None for key in (*target, *keys))
    for key in keys:
        part = window if totals else _part(plan, key, window)
        if part is None:
            continue
        bare = per_currency and key[-1] is None
        held = {table for table in plan.tables if _is_reached(plan, table, () if totals else key, part)}
        zeros = {n: entry.empty for n, entry in empty.items() if table_of(n) in held and not (bare and entry.money)}
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


def _is_reached(plan: Plan, table: str, key: Key, part: Period) -> bool:
    """Whether a table's data of a row's shop and marketplace reach over some of those days."""
    named = dict(zip(plan.dimensions, key, strict=False))
    return any(
        entry.first_day <= part.end and part.start <= entry.last_day
        for entry in plan.scope
        if entry.table == table
        and named.get("shop", entry.shop) == entry.shop
        and named.get("marketplace", entry.marketplace) == entry.marketplace
    )


def _collect(frame: Frame, part: Part, query: Query, cursor: duckdb.DuckDBPyConnection) -> None:
    rows = cursor.execute(query.sql, query.values).fetchall()
    names = [column[0] for column in cursor.description or []]
    for values in rows:
        row = dict(zip(names, values, strict=True))
        if not row[MATCHED]:
            continue
        currency = row.get(CURRENCY)
        is_total = part.gives != "rows" and (bool(row.get(LEVEL)) or not part.dimensions)
        if is_total:
            frame.unconverted += row.get(UNCONVERTED) or 0
            frame.foreign += row.get(FOREIGN) or 0
        measured = {name: row[name] for name in query.measures}
        if is_total:
            frame.totals.setdefault((currency,), {}).update(measured)
        if part.gives != "totals" and not row.get(LEVEL):
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
