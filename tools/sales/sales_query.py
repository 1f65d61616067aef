"""The sales query: exact figures with their definition, window, currency and source."""

from datetime import date
from typing import Any

import duckdb
from pydantic import Field

from tools.core.catalogue import tool
from tools.core.errors import NotEnoughData
from tools.core.result import Definition, Period, Source, ToolResult, Warning, warning
from tools.marketplaces import marketplaces
from tools.sales import answer
from tools.sales.catalogue import Metric
from tools.sales.execute import Frame, Key, fill_empty, has_money, measure, traffic_gap
from tools.sales.filters import named_dimensions, resolve_filters
from tools.sales.plan import Plan, make_plan
from tools.sales.question import SalesQuestion
from tools.warehouse.warehouse import Warehouse

_FILES_SHOWN = 5


class SalesResult(ToolResult):
    """Result of `sales_query`.

    Attributes:
        rows: One per combination of dimensions and currency: dimensions, `currency`, one value per metric (money
            in the currency's own decimals, rates as fractions); with a comparison `base`, `change`, `change_rate`.
        totals: The same over all rows, per currency; equal to `rows` when nothing is split.
    """

    window: Period
    compare_window: Period | None = None
    as_of: date
    available: Period
    metrics: list[str]
    dimensions: list[str]
    rows: list[dict[str, Any]]
    totals: list[dict[str, Any]] = Field(default=[])


@tool(effect="read")
def sales_query(question: SalesQuestion, *, warehouse: Warehouse) -> SalesResult:
    """Exact sales and traffic figures from the imported reports.

    Use it for revenue, units, orders, average order value, refund rate, buyers, sessions, page views, conversion and
    buy box: by day, week, month, shop, marketplace, country, SKU, brand or category; for any window; compared with an
    earlier one; ranked. It answers from data only: unknown names and windows without data are refused, with what exists.

    Args:
        question: What is asked.
        warehouse: Where the rows are.

    Returns:
        Figures with definitions, sources and warnings.

    Raises:
        UnknownReference: A metric, SKU, marketplace or other name that is not known.
        NotCovered: A metric that the imported reports cannot give.
        NotEnoughData: No data in the window.
        InvalidInput: The question makes no sense.
    """
    coverage = warehouse.coverage()
    if not coverage:
        raise NotEnoughData("no_data_at_all")
    filters = resolve_filters(question.filters, warehouse.known_values(named_dimensions(question.filters)))
    plan = make_plan(question, filters, coverage)
    with warehouse.reader() as cursor:
        notes = [*plan.warnings, *traffic_gap(cursor, plan), *_base_notes(plan)]
        now, before, currency = _frames(cursor, plan, notes)
        sources = _sources(cursor, plan)
    if before:
        _complete(plan, now, before)
    rows = _rows(plan, now, before, currency)
    if not any(row[metric.id] is not None for row in rows for metric in plan.metrics):
        asked: dict[str, Any] = {"from": plan.window.start, "to": plan.window.end}
        raise NotEnoughData(
            "no_matching_rows", available_from=plan.available.start, available_to=plan.available.end,
            **asked,
        )  # fmt: skip
    shown = answer.ordered(plan, rows) if plan.dimensions else rows
    _note_rows(question, plan, rows, shown, notes)
    return SalesResult(
        inputs=_inputs(question, plan),
        definitions=[_definition(metric, plan) for metric in plan.metrics],
        sources=sources,
        warnings=notes,
        window=plan.window,
        compare_window=plan.base,
        as_of=plan.as_of,
        available=plan.available,
        metrics=[metric.id for metric in plan.metrics],
        dimensions=list(plan.dimensions),
        rows=shown,
        totals=_totals(plan, now, before, currency) if plan.dimensions else shown,
    )


def _frames(cursor: duckdb.DuckDBPyConnection, plan: Plan, notes: list[Warning]) -> tuple[Frame, Frame | None, str | None]:
    """Measures of the window and of the compared period, and the currency they were converted to."""
    ranked = len(plan.tables) == 1 and plan.base is None
    target = plan.currency
    for convert in (True, False) if target and any(has_money(plan, table) for table in plan.tables) else (False,):
        now = measure(cursor, plan, plan.window, convert=convert, ranked=ranked)
        before = measure(cursor, plan, plan.base, convert=convert) if plan.base else None
        if not convert:
            break
        if not now.unconverted and not (before and before.unconverted):
            foreign = now.foreign or (before and before.foreign)
            notes += _converted(cursor, plan) if foreign else []
            return now, before, target
        notes.append(warning("no_rate", currency=target))
    return now, before, None


def _converted(cursor: duckdb.DuckDBPyConnection, plan: Plan) -> list[Warning]:
    """How amounts were converted."""
    first, last, source = cursor.execute(
        "select min(rate_date), max(rate_date), string_agg(distinct source, ', ') from fx_rate "
        "where rate_date between $1::date - 7 and $2",
        [plan.window.start, plan.window.end],
    ).fetchall()[0]
    return [warning("converted", currency=plan.currency, first=first, last=last, source=source or "-")]


def _complete(plan: Plan, now: Frame, before: Frame) -> None:
    """Rows of either window in both, so that their changes add up to the change of the total."""
    assert plan.base is not None
    there = {key: answer.aligned(key, plan, plan.window, plan.base) for key in now.rows}
    back = {key: answer.aligned(key, plan, plan.base, plan.window) for key in before.rows}
    fill_empty(before, list(there.values()), plan, plan.base, totals=False)
    fill_empty(before, list(now.totals), plan, plan.base, totals=True)
    fill_empty(now, list(back.values()), plan, plan.window, totals=False)
    fill_empty(now, list(before.totals), plan, plan.window, totals=True)


def _reaches(plan: Plan, window: Period) -> bool:
    return plan.available.start <= window.end and window.start <= plan.available.end


def _rows(plan: Plan, now: Frame, before: Frame | None, currency: str | None) -> list[dict[str, Any]]:
    found = []
    for key, measured in now.rows.items():
        other = before.rows.get(answer.aligned(key, plan, plan.window, plan.base)) if before and plan.base else None
        found.append(answer.result_row(plan, plan.dimensions, _in(key, currency), measured, other))
    return found


def _totals(plan: Plan, now: Frame, before: Frame | None, currency: str | None) -> list[dict[str, Any]]:
    return [
        answer.result_row(plan, [], _in(key, currency), measured, before.totals.get(key) if before else None)
        for key, measured in now.totals.items()
    ]


def _in(key: Key, currency: str | None) -> Key:
    """The key with the currency that amounts were converted to."""
    return (*key[:-1], currency) if currency else key


def _base_notes(plan: Plan) -> list[Warning]:
    if plan.base is None:
        return []
    told: dict[str, Any] = {
        "start": plan.base.start, "end": plan.base.end,
        "available_from": plan.available.start, "available_to": plan.available.end,
    }  # fmt: skip
    if not _reaches(plan, plan.base):
        return [warning("base_without_data", **told)]
    if plan.base.start < plan.available.start or plan.base.end > plan.available.end:
        return [warning("base_partly_without_data", **told)]
    return []


def _note_rows(
    question: SalesQuestion, plan: Plan, rows: list[dict[str, Any]], shown: list[dict[str, Any]], notes: list[Warning]
) -> None:
    if len({row["currency"] for row in rows if row["currency"]}) > 1:
        notes.append(warning("several_currencies"))
    if plan.dimensions and question.limit is None and len(rows) > len(shown):
        notes.append(warning("more_rows", limit=plan.limit))
    if plan.by_product and any(entry.has_other_lines for entry in plan.scope):
        notes.append(warning("products_only"))


def _inputs(question: SalesQuestion, plan: Plan) -> dict[str, Any]:
    said = question.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    return {
        **said,
        "metrics": [metric.id for metric in plan.metrics],
        "filters": {condition.dimension: list(condition.values) for condition in plan.conditions},
        "window": plan.window.model_dump(mode="json"),
        "as_of": plan.as_of.isoformat(),
    }


def _definition(metric: Metric, plan: Plan) -> Definition:
    zones = sorted({marketplaces()[c.marketplace].timezone for c in plan.scope if c.marketplace in marketplaces()})
    return Definition(
        metric=metric.id,
        label=metric.label,
        definition=metric.definition,
        unit=metric.unit,
        basis=metric.basis,
        additive=metric.additive,
        refunds=metric.refunds,
        tax=metric.tax,
        promotion=metric.promotion,
        timezone=", ".join(zones) or "as imported",
        source=plan.formulas[metric.id].table,
    )


def _sources(cursor: duckdb.DuckDBPyConnection, plan: Plan) -> list[Source]:
    shops = sorted({entry.shop for entry in plan.scope})
    rows = cursor.execute(
        """select report, table_name, list(file_name order by import_id desc), min(period_from), max(period_to)
        from import_file join import_table using (import_id) where undone_at is null and list_contains($1, shop_id) and list_contains($2, table_name)
        group by report, table_name order by report""",
        [shops, plan.tables],
    ).fetchall()
    complete = {table: max(c.complete_until for c in plan.scope if c.table == table) for table in plan.tables}
    return [
        Source(
            report=report, table=table, files=files[:_FILES_SHOWN], data_from=start, data_to=end,
            complete_until=complete[table],
        )
        for report, table, files, start, end in rows
    ]  # fmt: skip
