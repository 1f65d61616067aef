"""Query rows to result rows: exact ratios, comparison, rounding."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel.numbers import get_currency_precision

from tools.core.result import Period
from tools.sales.catalogue import Metric, dimensions
from tools.sales.compile import CURRENCY
from tools.sales.plan import Plan
from tools.sales.traffic import bucket_start

Key = tuple[Any, ...]
Measured = dict[Key, dict[str, Any]]
"""Measures by the values of a row's dimensions and its currency."""

_RATE_PLACES = Decimal("0.000001")


def result_row(plan: Plan, key: Key, keys: Iterable[str], now: dict[str, Any], before: dict[str, Any] | None) -> dict[str, Any]:
    """One row: its dimensions, currency and metrics; with a comparison also base, change and change rate.

    Args:
        plan: The question.
        key: Values of the row's dimensions and currency.
        keys: Names of those values.
        now: Measures of the window.
        before: Measures of the compared period, where there are any.
    """
    row: dict[str, Any] = dict(zip(keys, key, strict=True))
    has_money = any(metric.unit == "money" for metric in plan.metrics)
    currency = row.get(CURRENCY) or (plan.currency if has_money else None)
    row[CURRENCY] = currency
    exact = {metric.id: _value(plan, metric, now) for metric in plan.metrics}
    row.update({metric.id: _rounded(metric, exact[metric.id], currency) for metric in plan.metrics})
    if plan.base is None:
        return row
    base = {metric.id: _value(plan, metric, before or {}) for metric in plan.metrics}
    row["base"] = {metric.id: _rounded(metric, base[metric.id], currency) for metric in plan.metrics}
    row["change"] = {
        metric.id: _rounded(metric, _difference(exact[metric.id], base[metric.id]), currency) for metric in plan.metrics
    }
    row["change_rate"] = {metric.id: _growth(exact[metric.id], base[metric.id]) for metric in plan.metrics}
    return row


def _value(plan: Plan, metric: Metric, measured: dict[str, Any]) -> Decimal | None:
    parts = [measured.get(name) for name in plan.formulas[metric.id].of]
    if any(part is None for part in parts):
        return None
    numbers = [part if isinstance(part, Decimal) else Decimal(str(part)) for part in parts]
    if len(numbers) == 1:
        return numbers[0]
    return numbers[0] / numbers[1] if numbers[1] else None


def _rounded(metric: Metric, value: Decimal | None, currency: str | None) -> Decimal | int | None:
    if value is None:
        return None
    if metric.unit == "money":
        places = get_currency_precision(currency) if currency else 2
        return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return value.quantize(_RATE_PLACES, ROUND_HALF_UP) if metric.unit == "rate" else int(value)


def _difference(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None or before is None else now - before


def _growth(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    if now is None or before is None or before == 0:
        return None
    return ((now - before) / abs(before)).quantize(_RATE_PLACES, ROUND_HALF_UP)


def aligned(key: Key, plan: Plan, window: Period, base: Period) -> Key:
    """The key in the compared period: time buckets are paired by their number from the start."""
    values = list(key)
    for place, name in enumerate(plan.dimensions):
        unit = dimensions()[name].time
        if unit:
            values[place] = _nth_bucket(unit, base.start, _bucket_number(unit, window.start, values[place]))
    return tuple(values)


def _bucket_number(unit: str, start: date, day: date) -> int:
    first = bucket_start(unit, start)
    if unit in ("day", "week"):
        return (day - first).days // (7 if unit == "week" else 1)
    months = (day.year - first.year) * 12 + day.month - first.month
    return months // {"month": 1, "quarter": 3, "year": 12}[unit]


def _nth_bucket(unit: str, start: date, number: int) -> date:
    first = bucket_start(unit, start)
    if unit in ("day", "week"):
        return date.fromordinal(first.toordinal() + number * (7 if unit == "week" else 1))
    index = first.year * 12 + first.month - 1 + number * {"month": 1, "quarter": 3, "year": 12}[unit]
    return date(index // 12, index % 12 + 1, 1)
