"""The two windows that are compared."""

from datetime import date, timedelta

from tools.core.errors import InvalidInput, NotEnoughData
from tools.core.result import Period, Warning, warning
from tools.funnel.request import FunnelQuestion
from tools.sales.plan import resolve_window

WEEK = 7
CURRENT_DAYS = 14
BASE_DAYS = 28
HISTORY_DAYS = 56
"""Days up to the end of the current window that a break is looked for in."""
_NEAREST = 4


def choose_windows(question: FunnelQuestion, as_of: date, available: Period) -> tuple[Period, Period, list[Warning]]:
    """The base and the current window.

    Left out, the current window is the last 14 complete days and the base the 28 before it, both cut to whole weeks
    where the data are shorter.

    Args:
        question: As asked.
        as_of: Last complete day.
        available: Days that the data reach over.

    Returns:
        Base, current, and what the reader must know of them.

    Raises:
        InvalidInput: They overlap, or cannot be read.
        NotEnoughData: The data do not reach over them.
    """
    reach = Period(start=available.start, end=min(as_of, available.end))
    if reach.days < 1:
        raise NotEnoughData("no_data_in_window", field="as_of", available_from=available.start, available_to=available.end)
    current = resolve_window(question.current, as_of, reach) if question.current else _last_weeks(question, reach)
    current, notes = _within(current, reach, "current")
    base = resolve_window(question.base, as_of, reach) if question.base else _weeks_before(current, reach)
    base, more = _within(base, reach, "base")
    if base.start <= current.end and current.start <= base.end:
        raise InvalidInput("windows_overlap", field="base", base=_text(base), current=_text(current))
    return base, current, [*notes, *more, *length_notes(base, current)]


def _last_weeks(question: FunnelQuestion, reach: Period) -> Period:
    """The last two weeks; one where there are fewer than four, so that a base is left."""
    days = CURRENT_DAYS if question.base or reach.days >= 2 * CURRENT_DAYS else WEEK
    return Period(start=max(reach.start, reach.end - timedelta(days=days - 1)), end=reach.end)


def _weeks_before(current: Period, reach: Period) -> Period:
    """The 28 days before, or the whole weeks of them that there are; fewer days where there is no week."""
    end = current.start - timedelta(days=1)
    there = (end - reach.start).days + 1
    if there < 1:
        raise NotEnoughData("no_base_days", field="base", current=_text(current), first=reach.start)
    days = min(BASE_DAYS, there // WEEK * WEEK or there)
    return Period(start=end - timedelta(days=days - 1), end=end)


def _within(window: Period, reach: Period, name: str) -> tuple[Period, list[Warning]]:
    if window.end < reach.start or window.start > reach.end:
        raise NotEnoughData("no_data_in_window", field=name, available_from=reach.start, available_to=reach.end)
    cut = Period(start=max(window.start, reach.start), end=min(window.end, reach.end))
    if cut == window:
        return window, []
    return cut, [warning("window_cut", asked=_text(window), kept=_text(cut))]


def length_notes(base: Period, current: Period) -> list[Warning]:
    """What the lengths of the two windows mean for the comparison."""
    notes = []
    odd = [_text(window) for window in (base, current) if window.days % WEEK]
    if odd:
        notes.append(warning("not_whole_weeks", windows=odd))
    if base.days != current.days:
        notes.append(warning("windows_of_two_lengths", base=base.days, current=current.days))
    return notes


def history_of(base: Period, current: Period, available: Period) -> Period:
    """Days that are looked at: both windows, what lies between, and eight weeks for the date of a break."""
    first, last = min(base.start, current.start), max(base.end, current.end)
    return Period(start=min(first, max(available.start, current.end - timedelta(days=HISTORY_DAYS - 1))), end=last)


def whole_periods(window: Period, periods: list[Period], name: str) -> tuple[Period, list[Warning]]:
    """The part of a window that whole report periods fill.

    Args:
        window: As asked.
        periods: Of the reports, ascending, without overlap.
        name: Of the window, for the refusal.

    Raises:
        NotEnoughData: No report period lies within it.
    """
    inside = [period for period in periods if window.start <= period.start and period.end <= window.end]
    if not inside:
        near = sorted(periods, key=lambda period: (abs((period.start - window.start).days), period.start))[:_NEAREST]
        raise NotEnoughData(
            "funnel_periods", field=name, window=_text(window), periods=[_text(period) for period in sorted(near, key=_start)]
        )
    kept = Period(start=inside[0].start, end=inside[-1].end)
    return kept, [] if kept == window else [warning("window_cut_to_periods", asked=_text(window), kept=_text(kept))]


def periods_before(current: Period, periods: list[Period]) -> Period:
    """As many report periods right before a window as come to four weeks, or as there are.

    Args:
        current: Of whole report periods.
        periods: Of the reports, ascending, without overlap.

    Raises:
        NotEnoughData: There is none.
    """
    base: Period | None = None
    for period in reversed([period for period in periods if period.end < current.start]):
        if base is not None and (base.days >= BASE_DAYS or period.end + timedelta(days=1) != base.start):
            break
        base = Period(start=period.start, end=period.end if base is None else base.end)
    if base is None:
        raise NotEnoughData("no_base_days", field="base", current=_text(current), first=current.start)
    return base


def _start(period: Period) -> date:
    return period.start


def _text(period: Period) -> str:
    return str(period.start) if period.days == 1 else f"{period.start} – {period.end}"
