"""Rows of a product by day, and questions about them."""

import json
import math
from datetime import date, timedelta

import pytest

from tools.core.errors import InvalidInput, NotCovered, NotEnoughData
from tools.funnel.charts import Charts
from tools.funnel.funnel_diagnosis import funnel_diagnosis
from tools.funnel.request import FunnelQuestion

FIRST = date(2026, 1, 5)
BASE, CURRENT = 28, 14
DAYS = BASE + CURRENT


def rows(days=DAYS, *, start=0, sku="A", marketplace="amazon_us", **columns):
    """A row a day; a column is a value or a function of the day's number, and left out where it is None."""
    return [
        {"date": str(FIRST + timedelta(days=day)), "marketplace": marketplace} | given(day, {"sku": sku, **columns})
        for day in range(start, days)
    ]


def given(day, columns):
    values = {name: column(day) if callable(column) else column for name, column in columns.items()}
    return {name: value for name, value in values.items() if value is not None}


def then(before, after):
    """A column that is one value in the base and another in the current window."""
    return lambda day: before if day < BASE else after


def steady(**columns):
    """Columns of a product that sells 20 a day of 200 sessions, at 30."""
    return {"sessions": 200, "units": 20, "revenue": 600, **columns}


def sells(units, **columns):
    """The same with units by day, at 30."""
    return steady(units=units, revenue=lambda day: 30 * (units(day) if callable(units) else units), **columns)


def diagnose_rows(folder, given_rows, **question):
    """The tool's result, which must be sound in any case: finite, exact, of as many parts as it has."""
    asked = FunnelQuestion.model_validate({"rows": given_rows, **question})
    result = funnel_diagnosis(asked, warehouse=None, charts=Charts(folder))
    assert_sound(result)
    return result


def refused(ask, *groups, **question):
    """The key of the refusal."""
    with pytest.raises((InvalidInput, NotCovered, NotEnoughData)) as caught:
        ask(*groups, **question)
    return caught.value.key


def assert_sound(result):
    assert all(math.isfinite(value) for value in numbers(result.model_dump()))
    json.dumps(result.model_dump(mode="json"), allow_nan=False)
    larger = max(abs(result.base), abs(result.current), 1e-6)
    assert result.sum_check.exact
    assert math.isclose(
        math.fsum(row.amount for row in result.effects), result.current - result.base, abs_tol=1e-9 * larger + 1e-5
    )
    shown = math.fsum(row.rounded for row in result.effects)
    assert math.isclose(shown, result.change, abs_tol=1e-9 * larger + 1.01)
    for segment in result.segments:
        parts = math.fsum(segment.effects.values())
        assert math.isclose(parts, segment.current - segment.base, abs_tol=1e-9 * larger + 1e-5)


def numbers(value):
    """All doubles within a document."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [number for item in value for number in numbers(item)]
    return [value] if isinstance(value, float) else []


def amounts(result):
    """Parts that are not 0, rounded to cents."""
    return {row.factor: round(row.amount, 2) for row in result.effects if round(row.amount, 2)}


def named(result):
    return [row.factor for row in result.effects if row.named]


def chains(result):
    """The factors of each chain."""
    return [chain["factors"] for chain in result.chains]
