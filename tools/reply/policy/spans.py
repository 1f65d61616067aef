"""Days and moments by the calendar."""

import calendar
from datetime import date, datetime, timedelta

_SATURDAY = 5


def months_later(day: date, months: int) -> date:
    """The same day of a later month, its last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def is_weekend(day: date) -> bool:
    """Saturday or Sunday."""
    return day.weekday() >= _SATURDAY


def business_days_later(moment: datetime, days: int) -> datetime:
    """The same time of day that many business days later; public holidays are not left out, so it is never too late."""
    while days:
        moment += timedelta(days=1)
        days -= not is_weekend(moment.date())
    return moment
