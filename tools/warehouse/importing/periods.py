"""Days that a report is about when its rows do not say so."""

import re
from dataclasses import replace
from datetime import date

import duckdb

from tools.core.errors import ImportRefused
from tools.core.result import Period, Warning, warning
from tools.warehouse.importing.context import ImportContext
from tools.warehouse.importing.definition import ReportDefinition

DAYS = {
    "order_line": ("order_date", "order_date"),
    "traffic_day": ("period_from", "period_to"),
    "search_performance": ("period_from", "period_to"),
    "ad_day": ("period_from", "period_to"),
    "inventory_day": ("snapshot_date", "snapshot_date"),
    "settlement_line": ("posted_date", "posted_date"),
    "inbound": ("shipped_on", "shipped_on"),
    "message": ("received_on", "received_on"),
    "fx_rate": ("rate_date", "rate_date"),
    "event": ("day_from", "day_to"),
    "uplift": ("day_from", "day_to"),
    "warehouse_stock": ("snapshot_date", "snapshot_date"),
}
"""First and last day of a row, by table."""
_DAY = r"(20\d{2})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])"
_ONE_DAY = re.compile(rf"(?<!\d){_DAY}(?!\d)")


def days_in_name(file: str) -> list[date]:
    """Days that a file's name holds, as `2026-07-01` or `20260701`."""
    found = []
    for year, month, day in _ONE_DAY.findall(file):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found


def period_in_name(file: str) -> Period | None:
    """The period that a file's name holds: two days, the earlier first."""
    days = days_in_name(file)
    return Period(start=days[0], end=days[1]) if len(days) == 2 and days[0] <= days[1] else None


def with_days(
    definition: ReportDefinition, context: ImportContext, file: str, today: date | None, has_days: bool
) -> tuple[ImportContext, list[Warning]]:
    """The context with the day of a snapshot that does not say its own, and what was assumed.

    Args:
        definition: Of the report.
        context: Without that day.
        file: The file's name.
        today: The day of import.
        has_days: Whether all rows say their own.

    Raises:
        ImportRefused: The report's days cannot be known.
    """
    if definition.needs_period and context.period is None:
        raise ImportRefused("period_needed", file=file, report=definition.id)
    if not definition.needs_day or has_days:
        return context, []
    named = days_in_name(file)
    if context.period:
        return replace(context, day=context.period.end), []
    if len(named) == 1:
        return replace(context, day=named[0]), []
    if today is None:
        raise ImportRefused("day_needed", file=file, report=definition.id)
    return replace(context, day=today), [warning("snapshot_day_assumed", day=today)]


def period_of(scratch: duckdb.DuckDBPyConnection, tables: list[str]) -> Period | None:
    """First and last day of the rows of a file."""
    selects = [
        f"select min({start}) as first_day, max({end}) as last_day from rows_{table}"
        for table in tables
        if table in DAYS
        for start, end in [DAYS[table]]
    ]
    if not selects:
        return None
    [(first, last)] = scratch.execute(f"select min(first_day), max(last_day) from ({' union all '.join(selects)})").fetchall()
    return Period(start=first, end=last) if first else None
