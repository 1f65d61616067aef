"""Windows of days: a written period resolved against the last complete day of the data."""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml

from tools.core.errors import InvalidInput, NotCovered
from tools.core.result import Period

EVENTS = Path(__file__).parent / "events.yaml"

_ROLLING = re.compile(r"last_(\d{1,4})_(days|weeks|months)")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_CALENDAR = re.compile(r"(this|last|previous)_(week|month|quarter|year)")
_ISO = {
    "year": re.compile(r"(\d{4})"),
    "month": re.compile(r"(\d{4})-(\d{2})"),
    "quarter": re.compile(r"(\d{4})-?[qQ]([1-4])"),
    "week": re.compile(r"(\d{4})-?[wW](\d{2})"),
    "day": re.compile(r"(\d{4})-(\d{2})-(\d{2})"),
}
_EVENT = re.compile(r"([a-z_]+)_(\d{4})")

PERIOD_GRAMMAR = (
    "all | yesterday | last_N_days | last_N_weeks | last_N_months | this_/last_/previous_ + week, month, quarter "
    "or year | YYYY | YYYY-MM | YYYY-Qn | YYYY-Wnn | YYYY-MM-DD | black_friday_YYYY | cyber_monday_YYYY | "
    "bfcm_YYYY | prime_day_YYYY | singles_day_YYYY | christmas_YYYY"
)


def resolve_period(text: str, last_complete_day: date, whole: Period) -> Period:
    """The days a written period means.

    "Today" is the day after the last complete day, so `last_7_days` ends on that day and `last_week` is the
    last Monday-to-Sunday week before today's. `previous_week` is the week before last.

    Args:
        text: See `PERIOD_GRAMMAR`.
        last_complete_day: Of the data.
        whole: All days the data reach over; what `all` means.

    Raises:
        InvalidInput: Not in the grammar.
        NotCovered: An event whose date of that year is not known.
    """
    word = text.strip().lower()
    _within_calendar(last_complete_day)
    today = last_complete_day + timedelta(days=1)
    if word == "all":
        return whole
    if word == "yesterday":
        return Period(start=last_complete_day, end=last_complete_day)
    if match := _ROLLING.fullmatch(word):
        return _rolling(int(match[1]), match[2], last_complete_day)
    if match := _CALENDAR.fullmatch(word):
        return _calendar(match[1], match[2], today, last_complete_day)
    for kind, pattern in _ISO.items():
        if match := pattern.fullmatch(word):
            return _iso(kind, [int(part) for part in match.groups()], text)
    if match := _EVENT.fullmatch(word):
        return _event(match[1], int(match[2]), text)
    raise InvalidInput("bad_window", field="window", value=text, grammar=PERIOD_GRAMMAR)


def previous_period(window: Period) -> Period:
    """The period just before, of the same length; a whole month, quarter or year before a whole one."""
    _within_calendar(date.fromordinal(max(1, window.start.toordinal() - window.days)))
    months = _whole_months(window)
    if months:
        return Period(start=add_months(window.start, -months), end=window.start - timedelta(days=1))
    return Period(start=window.start - timedelta(days=window.days), end=window.start - timedelta(days=1))


def same_days_of_previous(written: str | None, window: Period) -> Period | None:
    """For a week, month, quarter or year under way: as many days from the start of the one before.

    So Monday is set beside Monday; None when the window is no such period.
    """
    match = _CALENDAR.fullmatch((written or "").strip().lower())
    if not match or match[1] != "this":
        return None
    if match[2] == "week":
        return Period(start=window.start - timedelta(days=7), end=window.end - timedelta(days=7))
    start = add_months(window.start, -_MONTHS[match[2]])
    return Period(start=start, end=min(start + timedelta(days=window.days - 1), window.start - timedelta(days=1)))


def same_period_last_year(window: Period) -> Period:
    """The same calendar days a year earlier; 29 February becomes 28 February."""
    _within_calendar(window.start)
    if _whole_months(window):
        end = add_months(date(window.end.year, window.end.month, 1), -12)
        return Period(start=add_months(window.start, -12), end=_month_end(end))
    return Period(start=_year_before(window.start), end=_year_before(window.end))


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_FIRST, _LAST = date(1000, 1, 1), date(9000, 12, 31)


def _within_calendar(*days: date) -> None:
    """Refuse days so far off that reckoning from them leaves the calendar."""
    if any(not _FIRST <= day <= _LAST for day in days):
        raise InvalidInput("bad_window", field="window", value=str(days[0]), grammar=PERIOD_GRAMMAR)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _whole_months(window: Period) -> int:
    if window.start.day != 1 or window.end != _month_end(window.end):
        return 0
    return (window.end.year - window.start.year) * 12 + window.end.month - window.start.month + 1


def _year_before(day: date) -> date:
    return add_months(day, -12)


def _rolling(count: int, unit: str, last: date) -> Period:
    if count < 1:
        raise InvalidInput("bad_window", field="window", value=f"last_{count}_{unit}", grammar=PERIOD_GRAMMAR)
    if unit == "months":
        return Period(start=add_months(last, -count) + timedelta(days=1), end=last)
    days = count * (7 if unit == "weeks" else 1)
    return Period(start=last - timedelta(days=days - 1), end=last)


def _calendar(which: str, unit: str, today: date, last: date) -> Period:
    back = {"this": 0, "last": 1, "previous": 2}[which]
    if unit == "week":
        start = today - timedelta(days=today.weekday() + 7 * back)
        end = start + timedelta(days=6)
    else:
        months = _MONTHS[unit]
        first_month = (today.month - 1) // months * months + 1
        start = add_months(date(today.year, first_month, 1), -months * back)
        end = add_months(start, months) - timedelta(days=1)
    # A period under way reaches to the last complete day; on its first day it is still empty, so its one
    # day is shown as not covered rather than turned round.
    return Period(start=start, end=max(min(end, last), start))


def _iso(kind: str, parts: list[int], text: str) -> Period:
    try:
        if kind == "day":
            return Period(start=date(*parts), end=date(*parts))
        if kind == "week":
            start = date.fromisocalendar(parts[0], parts[1], 1)
            return Period(start=start, end=start + timedelta(days=6))
        first = {"year": 1, "month": parts[-1], "quarter": parts[-1] * 3 - 2}[kind]
        months = {"year": 12, "month": 1, "quarter": 3}[kind]
        start = date(parts[0], first, 1)
        return Period(start=start, end=add_months(start, months) - timedelta(days=1))
    except ValueError as impossible:
        raise InvalidInput("bad_window", field="window", value=text, grammar=PERIOD_GRAMMAR) from impossible


@cache
def _events() -> dict[str, dict[int, Period]]:
    written = yaml.safe_load(EVENTS.read_text(encoding="utf-8"))
    return {
        name: {int(year): Period(start=days[0], end=days[1]) for year, days in event["days"].items()}
        for name, event in written["fixed"].items()
    }


def _event(name: str, year: int, text: str) -> Period:
    if year < _FIRST.year:
        raise InvalidInput("bad_window", field="window", value=text, grammar=PERIOD_GRAMMAR)
    thanksgiving = next(date(year, 11, day) for day in range(22, 29) if date(year, 11, day).weekday() == 3)
    friday = thanksgiving + timedelta(days=1)
    computed = {
        "black_friday": (friday, friday),
        "cyber_monday": (friday + timedelta(days=3), friday + timedelta(days=3)),
        "bfcm": (friday, friday + timedelta(days=3)),
        "singles_day": (date(year, 11, 11), date(year, 11, 11)),
        "christmas": (date(year, 12, 24), date(year, 12, 26)),
    }
    if name in computed:
        return Period(start=computed[name][0], end=computed[name][1])
    if name not in _events():
        raise InvalidInput("bad_window", field="window", value=text, grammar=PERIOD_GRAMMAR)
    if year not in _events()[name]:
        raise NotCovered("event_unknown", field="window", event=name, year=year, known=sorted(_events()[name]))
    return _events()[name][year]
