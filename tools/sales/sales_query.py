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
from tools.sales.catalogue import Metric, measures
from tools.sales.compile import CURRENCY, LEVEL, MATCHED, UNCONVERTED, compile_query
from tools.sales.filters import resolve_filters
from tools.sales.plan import Plan, make_plan
from tools.sales.question import SalesQuestion
from tools.sales.traffic import TrafficPeriod, traffic_scope
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
    filters = resolve_filters(question.filters, warehouse.known_values())
    plan = make_plan(question, filters, warehouse.coverage())
    with warehouse.reader() as cursor:
        notes: list[Warning] = list(plan.warnings)
        convert = _can_convert(cursor, plan, notes)
        now = _measure(cursor, plan, plan.window, notes, ranked=True, convert=convert)
        before = _compared(cursor, plan, notes, convert=convert) if plan.base else None
        sources = _sources(cursor, plan)
    keys = [*plan.dimensions, *([CURRENCY] if now.by_currency else [])]
    rows = [
        answer.result_row(plan, key, keys, measured, _before(plan, key, before)) for key, measured in now.rows.items()
    ]
    if not any(row[metric.id] is not None for row in rows for metric in plan.metrics):
        raise NotEnoughData(
            "no_matching_rows", available_from=plan.available.start, available_to=plan.available.end,
            **{"from": plan.window.start, "to": plan.window.end},
        )  # fmt: skip
    _note_rows(question, plan, rows, now, notes)
    total_keys = [CURRENCY] if now.by_currency else []
    totals = [
        answer.result_row(plan, key, total_keys, measured, before.totals.get(key) if before else None)
        for key, measured in now.totals.items()
    ]
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
        rows=rows[: plan.limit] if plan.dimensions else rows,
        totals=totals if plan.dimensions else rows,
    )


class _Rows:
    """Measures of one window: rows by key, totals by currency."""

    def __init__(self) -> None:
        self.rows: answer.Measured = {}
        self.totals: answer.Measured = {}
        self.by_currency = False


def _measure(
    cursor: duckdb.DuckDBPyConnection, plan: Plan, window: Period, notes: list[Warning], *, ranked: bool, convert: bool
) -> _Rows:
    """Ask each table and merge by key. The first table decides which rows a ranking keeps."""
    found = _Rows()
    found.by_currency = not convert and any(_has_money(plan, table) for table in plan.tables)
    for number, table in enumerate(plan.tables):
        scope = None
        if table == "traffic_day":
            periods = cursor.execute("select * from traffic_period").fetchall()
            scope = traffic_scope(plan, window, [TrafficPeriod(*period) for period in periods])
            if scope.covered < window.days and window == plan.window:
                notes.append(warning("traffic_gaps", days=window.days, covered=scope.covered))
        only = ranked and number == 0
        query = compile_query(plan, table, window, traffic=scope, ranked=only, convert=convert and _has_money(plan, table))
        rows = cursor.execute(query.sql, query.values).fetchall()
        names = [column[0] for column in cursor.description or []]
        _merge(found, plan, [dict(zip(names, row, strict=True)) for row in rows], query.keys, keep=number == 0)
    return found


def _merge(found: _Rows, plan: Plan, rows: list[dict[str, Any]], keys: tuple[str, ...], *, keep: bool) -> None:
    for row in rows:
        if not row.pop(MATCHED):
            continue
        row.pop(UNCONVERTED, None)
        level = row.pop(LEVEL, 0)
        names = [CURRENCY] if level else [*plan.dimensions, CURRENCY]
        key = tuple(row.get(name) for name in names if name != CURRENCY or found.by_currency)
        target = found.totals if level else found.rows
        if CURRENCY not in keys and found.by_currency:
            _share_out(target, key, row, keep)
        elif keep or key in target:
            target.setdefault(key, {}).update({name: value for name, value in row.items() if name not in keys})


def _share_out(target: answer.Measured, key: answer.Key, row: dict[str, Any], keep: bool) -> None:
    """Counts without a currency go to the row of the same dimensions; to one of their own where there are several."""
    twins = [known for known in target if known[:-1] == key[:-1]]
    place = twins[0] if len(twins) == 1 else key
    if keep or twins or not key[:-1]:
        target.setdefault(place, {}).update(row)


def _has_money(plan: Plan, table: str) -> bool:
    names = [name for metric in plan.metrics_of(table) for name in plan.formulas[metric.id].of]
    return any(measures()[table][name].money for name in names)


def _can_convert(cursor: duckdb.DuckDBPyConnection, plan: Plan, notes: list[Warning]) -> bool:
    """Whether every row in both windows has a rate; says so either way."""
    money = [table for table in plan.tables if _has_money(plan, table)]
    if plan.currency is None or not money:
        return False
    for window in filter(None, (plan.window, plan.base)):
        for table in money:
            periods = [TrafficPeriod(*p) for p in cursor.execute("select * from traffic_period").fetchall()]
            scope = traffic_scope(plan, window, periods) if table == "traffic_day" else None
            query = compile_query(plan, table, window, traffic=scope, ranked=False, convert=True)
            rows = cursor.execute(query.sql, query.values).fetchall()
            place = [column[0] for column in cursor.description or []].index(UNCONVERTED)
            if any(row[place] for row in rows):
                notes.append(warning("no_rate", currency=plan.currency))
                return False
    span = cursor.execute(
        "select min(rate_date), max(rate_date), string_agg(distinct source, ', ') from fx_rate "
        "where rate_date between $1::date - 7 and $2",
        [plan.window.start, plan.window.end],
    ).fetchall()[0]
    notes.append(warning("converted", currency=plan.currency, first=span[0], last=span[1], source=span[2] or "-"))
    return True


def _compared(cursor: duckdb.DuckDBPyConnection, plan: Plan, notes: list[Warning], *, convert: bool) -> _Rows:
    assert plan.base is not None
    told: dict[str, Any] = {
        "start": plan.base.start, "end": plan.base.end,
        "available_from": plan.available.start, "available_to": plan.available.end,
    }  # fmt: skip
    if plan.base.end < plan.available.start or plan.base.start > plan.available.end:
        notes.append(warning("base_without_data", **told))
    elif plan.base.start < plan.available.start or plan.base.end > plan.available.end:
        notes.append(warning("base_partly_without_data", **told))
    return _measure(cursor, plan, plan.base, notes, ranked=False, convert=convert)


def _before(plan: Plan, key: answer.Key, before: _Rows | None) -> dict[str, Any] | None:
    if before is None or plan.base is None:
        return None
    return before.rows.get(answer.aligned(key, plan, plan.window, plan.base))


def _note_rows(question: SalesQuestion, plan: Plan, rows: list[dict[str, Any]], now: _Rows, notes: list[Warning]) -> None:
    if now.by_currency and len({row[CURRENCY] for row in rows if row[CURRENCY]}) > 1:
        notes.append(warning("several_currencies"))
    if plan.dimensions and question.limit is None and len(rows) > plan.limit:
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
        from import_file where list_contains($1, shop_id) and list_contains($2, table_name)
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


