"""Measures to result rows: exact ratios, comparison, ranking, rounding."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from babel.numbers import get_currency_precision

from tools.core.result import Period, Warning, warning
from tools.sales.buckets import bucket_number, nth_bucket
from tools.sales.catalogue import Metric, dimensions, measure_of
from tools.sales.execute import Key
from tools.sales.plan import Plan

_RATE_PLACES = Decimal("0.000001")
_PLACES = {"rate": _RATE_PLACES, "ratio": _RATE_PLACES, "days": Decimal("0.1")}


def result_row(plan: Plan, names: Iterable[str], key: Key, now: dict[str, Any], before: dict[str, Any] | None) -> dict[str, Any]:
    """One row: dimensions, currency, metrics; with a comparison also base, change (of rates in points too) and change rate.

    Args:
        plan: The question.
        names: Of the dimensions in the key; its last value is the currency.
        key: Values of the row's dimensions and its currency.
        now: Measures of the window.
        before: Measures of the compared period, where there are any.
    """
    currency = key[-1]
    row: dict[str, Any] = {**dict(zip(names, key[:-1], strict=True)), "currency": currency}
    exact = {metric.id: value_of(plan, metric, now) for metric in plan.metrics}
    row.update({metric.id: _rounded(metric, exact[metric.id], currency) for metric in plan.metrics})
    if plan.base is None:
        return row
    base = {metric.id: value_of(plan, metric, before or {}) for metric in plan.metrics}
    row["base"] = {metric.id: _rounded(metric, base[metric.id], currency) for metric in plan.metrics}
    row["change"] = {metric.id: _difference(row[metric.id], row["base"][metric.id]) for metric in plan.metrics}
    row["change_points"] = {
        metric.id: change * 100
        for metric in plan.metrics
        if metric.unit == "rate" and (change := row["change"][metric.id]) is not None
    }
    row["change_rate"] = {metric.id: _growth(exact[metric.id], base[metric.id]) for metric in plan.metrics}
    return row


def value_of(plan: Plan, metric: Metric, measured: dict[str, Any]) -> Decimal | None:
    """The exact value of a metric; None when a measure is missing or the denominator is zero."""
    parts = [measured.get(name) for name in plan.formulas[metric.id].of]
    if any(part is None for part in parts):
        return None
    numbers = [part if isinstance(part, Decimal) else Decimal(str(part)) for part in parts]
    if len(numbers) == 1:
        return numbers[0]
    return numbers[0] / numbers[1] if numbers[1] else None


def blank_notes(plan: Plan, measured: Iterable[dict[str, Any]]) -> list[Warning]:
    """Ratios that cannot be given although there is something to divide."""
    rows = list(measured)
    found = []
    for metric in plan.metrics:
        of = plan.formulas[metric.id].of
        blank = [row for row in rows if len(of) == 2 and row.get(of[0]) is not None and not row.get(of[1])]
        if blank and measure_of(of[1]).trailing:
            found.append(warning("no_sales_no_days"))
        elif any(row[of[0]] for row in blank):
            found.append(warning("not_divisible", metric_zh=metric.label["zh"], metric_en=metric.label["en"]))
    return found


def ordered(plan: Plan, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows in the order asked, cut to the limit.

    Amounts are ranked in each currency by itself, figures without a currency all together. Unknown values come last,
    ties by dimension, then by currency.
    """
    by = ranked_by(plan)
    found = sorted(rows, key=lambda row: [_sortable(row[name]) for name in (*plan.dimensions, "currency")])
    if by is None:
        return _cut(plan, found, by)
    placed = [row for row in found if _has_place(plan, row)]
    known = [row for row in placed if row[by] is not None]
    unknown = [row for row in placed if row[by] is None]
    ranked = [*sorted(known, key=lambda row: _sortable(row[by]), reverse=plan.descending), *unknown]
    return _cut(plan, by_currency(ranked) if by not in plan.dimensions and in_money(plan, by) else ranked, by)


def ranked_by(plan: Plan) -> str | None:
    """The metric or dimension that rows are ordered by; None for the order of their dimensions."""
    return plan.order_by or (None if plan.has_time_split else plan.metrics[0].id)


def by_currency(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows in the order of their currencies; those of one keep theirs."""
    return sorted(rows, key=lambda row: _sortable(row["currency"]))


def _has_place(plan: Plan, row: dict[str, Any]) -> bool:
    """Whether a row belongs in a ranking: one of a product, and of those with most none that has nothing of anything."""
    if any(row[name] is None for name in plan.ranked_items):
        return False
    held = [now.get(metric.id) for now in (row, row.get("base", {})) for metric in plan.metrics]
    return not (plan.ranked_items and plan.descending) or any(held)


def _cut(plan: Plan, rows: list[dict[str, Any]], by: str | None) -> list[dict[str, Any]]:
    apart = in_money(plan, by)
    taken: dict[str | None, int] = {}
    kept = []
    for row in rows:
        currency = row["currency"] if apart else None
        taken[currency] = taken.get(currency, 0) + 1
        if taken[currency] <= plan.limit:
            kept.append(row)
    return kept


def in_money(plan: Plan, by: str | None) -> bool:
    """Whether rows are ranked by amounts, which only those of one currency can be; or by nothing that has a unit."""
    metric = next((metric for metric in plan.metrics if metric.id == by), None)
    return metric is None or metric.unit == "money"


def _sortable(value: Any) -> Any:
    return (value is None, "" if value is None else value)


def _rounded(metric: Metric, value: Decimal | None, currency: str | None) -> Decimal | int | None:
    if value is None:
        return None
    if metric.unit == "count":
        return int(value)
    return value.quantize(_smallest(currency) if metric.unit == "money" else _PLACES[metric.unit], ROUND_HALF_UP)


@cache
def _smallest(currency: str | None) -> Decimal:
    """The smallest amount of a currency, as decimals: 0.01 for EUR, 1 for JPY."""
    return Decimal(1).scaleb(-(get_currency_precision(currency) if currency else 2))


def _difference(now: Any, before: Any) -> Any:
    """Of the values shown, so that a reader who subtracts finds the same."""
    return None if now is None or before is None else now - before


def _growth(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    if now is None or before is None or before == 0:
        return None
    return ((now - before) / abs(before)).quantize(_RATE_PLACES, ROUND_HALF_UP)


def aligned(key: Key, plan: Plan, window: Period, base: Period) -> Key:
    """The key in the other period: time buckets are paired by their number from the start."""
    values = list(key)
    for place, name in enumerate(plan.dimensions):
        unit = dimensions()[name].time
        if unit:
            values[place] = nth_bucket(unit, base.start, bucket_number(unit, window.start, values[place]))
    return tuple(values)
