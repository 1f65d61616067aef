"""Buckets of time by which figures are split: days, weeks from Monday, months, quarters, years."""

from datetime import date, timedelta

from tools.core.result import Period
from tools.core.windows import add_months

_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def bucket_start(unit: str, day: date) -> date:
    """First day of the bucket of a day."""
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "quarter":
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return day.replace(day=1) if unit == "month" else date(day.year, 1, 1)


def bucket_number(unit: str, start: date, day: date) -> int:
    """How many buckets after that of `start` the bucket of `day` is."""
    first, this = bucket_start(unit, start), bucket_start(unit, day)
    if unit in _DAYS:
        return (this - first).days // _DAYS[unit]
    return ((this.year - first.year) * 12 + this.month - first.month) // _MONTHS[unit]


def nth_bucket(unit: str, start: date, number: int) -> date:
    """First day of the bucket so many after that of `start`."""
    first = bucket_start(unit, start)
    if unit in _DAYS:
        return first + timedelta(days=number * _DAYS[unit])
    return add_months(first, number * _MONTHS[unit])


def bucket_period(unit: str, day: date) -> Period:
    """All days of the bucket of a day."""
    return Period(start=bucket_start(unit, day), end=nth_bucket(unit, day, 1) - timedelta(days=1))
