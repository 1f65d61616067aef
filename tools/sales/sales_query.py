"""The sales query: exact figures with their definition, window, currency and source."""

from datetime import date
from typing import Any

import duckdb
from pydantic import Field

from tools.core.catalogue import tool
from tools.core.errors import NotEnoughData
from tools.core.result import Definition, Period, ToolResult, Warning, warning
from tools.marketplaces import marketplaces
from tools.sales import answer
from tools.sales.catalogue import Metric, metrics
from tools.sales.common_days import over_common_days
from tools.sales.costs import rates_used
from tools.sales.execute import Frame, Key, fill_empty, has_money, measure
from tools.sales.filters import named_dimensions, resolve_filters
from tools.sales.notes import window_notes
from tools.sales.plan import Plan, check_metrics, make_plan
from tools.sales.question import SalesQuestion
from tools.sales.sources import sources_of, stock_days
from tools.sales.supply import by_stock, without_joint_supply
from tools.warehouse.warehouse import Warehouse

# What is said of the compared period too; the rest holds for both or follows from the window.
_BASE_TOO = {"report_gaps", "settlement_days_missed", "stock_as_of", "stock_old"}


class SalesResult(ToolResult):
    """Result of `sales_query`.

    Attributes:
        rows: One per combination of dimensions and currency: dimensions, `currency`, one value per metric (money
            in the currency's own decimals, rates as fractions); with a comparison `base`, `change`, `change_rate`, and of rates
            `change_points`, the change in percentage points.
        totals: The same over all rows, per currency; equal to `rows` when nothing is split.
        snapshots: First and last day of the stock snapshots that figures rest on.
    """

    window: Period
    compare_window: Period | None = None
    as_of: date
    available: Period
    metrics: list[str]
    dimensions: list[str]
    rows: list[dict[str, Any]]
    totals: list[dict[str, Any]] = Field(default=[])
    snapshots: Period | None = None


@tool(effect="read")
def sales_query(question: SalesQuestion, *, warehouse: Warehouse) -> SalesResult:
    """Exact sales, traffic, advertising, profit, settlement and stock figures from the imported reports.

    Use it for revenue, units, orders, average order value, refund rate, buyers, sessions, page views, conversion, buy
    box, ad spend, ACOS, ROAS, TACOS, clicks, search funnel, gross profit and margin, platform fees, stock, days of
    supply: by day, week, month, shop, marketplace, country, SKU, brand, category, campaign or search term; for any
    window; compared with an earlier one; ranked. It answers from data only: unknown names and windows without data are
    refused, with what exists.

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
    check_metrics(question, coverage)
    filters = resolve_filters(question.filters, warehouse.known_values(named_dimensions(question.filters)))
    plan = make_plan(question, filters, coverage)
    with warehouse.reader() as cursor:
        plan = by_stock(cursor, over_common_days(cursor, question, plan))
        notes = [*plan.warnings, *window_notes(cursor, plan, plan.window), *_base_notes(cursor, plan)]
        now, before, currency = _frames(cursor, plan, notes)
        sources = sources_of(cursor, plan)
        snapshots = stock_days(cursor, plan)
        if before:
            _complete(plan, now, before)
        totals = without_joint_supply(cursor, plan, answer.by_currency(_totals(plan, now, before, currency)))
    rows = _rows(plan, now, before, currency)
    blanks = answer.blank_notes(plan, now.rows.values())
    if not blanks and not any(row[metric.id] is not None for row in rows for metric in plan.metrics):
        asked: dict[str, Any] = {"from": plan.window.start, "to": plan.window.end}
        raise NotEnoughData(
            "no_matching_rows", available_from=plan.available.start, available_to=plan.available.end,
            **asked,
        )  # fmt: skip
    notes += blanks
    shown = answer.ordered(plan, rows) if plan.dimensions else answer.by_currency(rows)
    _note_rows(question, plan, rows, shown, notes)
    return SalesResult(
        inputs=_inputs(question, plan),
        definitions=[_definition(metric, plan) for metric in plan.metrics],
        sources=sources,
        warnings=_once(notes),
        window=plan.window,
        compare_window=plan.base,
        as_of=plan.as_of,
        available=plan.available,
        metrics=[metric.id for metric in plan.metrics],
        dimensions=list(plan.dimensions),
        rows=shown,
        totals=totals if plan.dimensions else shown,
        snapshots=snapshots,
    )


def _frames(cursor: duckdb.DuckDBPyConnection, plan: Plan, notes: list[Warning]) -> tuple[Frame, Frame | None, str | None]:
    """Measures of the window and of the compared period, and the currency they were converted to."""
    target = plan.currency
    for convert in (True, False) if target and has_money(plan) else (False,):
        now = measure(cursor, plan, plan.window, convert=convert, ranked=plan.base is None)
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
    first, last, source = rates_used(cursor, plan.window)
    return [warning("converted", currency=plan.currency, first=first, last=last, source=source)]


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


def _base_notes(cursor: duckdb.DuckDBPyConnection, plan: Plan) -> list[Warning]:
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
    return [note for note in window_notes(cursor, plan, plan.base) if note.code in _BASE_TOO]


def _note_rows(
    question: SalesQuestion, plan: Plan, rows: list[dict[str, Any]], shown: list[dict[str, Any]], notes: list[Warning]
) -> None:
    if len({row["currency"] for row in rows if row["currency"]}) > 1:
        notes.append(warning("several_currencies"))
        if plan.ranked and plan.dimensions and len(shown) >= plan.limit:
            apart = answer.in_money(plan, answer.ranked_by(plan))
            notes.append(warning("limit_per_currency", limit=plan.limit) if apart else warning("ranked_across_currencies"))
    if plan.dimensions and question.limit is None and len(rows) > len(shown):
        notes.append(warning("more_rows", limit=plan.limit))
    if plan.by_product and any(entry.has_other_lines for entry in plan.scope):
        notes.append(warning("products_only"))


def _once(notes: list[Warning]) -> list[Warning]:
    return [note for place, note in enumerate(notes) if note not in notes[:place]]


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
    told = _told(metric, plan)
    zones = sorted({marketplaces()[c.marketplace].timezone for c in plan.scope if c.marketplace in marketplaces()})
    return Definition(
        metric=metric.id,
        label=metric.label,
        definition=told.definition,
        unit=metric.unit,
        basis=told.basis,
        additive=metric.additive,
        refunds=metric.refunds,
        tax=metric.tax,
        promotion=metric.promotion,
        timezone=", ".join(zones) or "as imported",
        source=", ".join(plan.formulas[metric.id].tables),
    )


def _told(metric: Metric, plan: Plan) -> Metric:
    """The metric whose definition holds here: another one's where that is what stands in."""
    formula = plan.formulas[metric.id]
    if formula == metric.formula:
        return metric
    return next((other for other in metrics().values() if other.formula == formula), metric)
