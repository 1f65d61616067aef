"""Words for days, as windows: what one expression of time means."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from copilot.offline.text import to_int
from tools.core.errors import ToolError
from tools.core.result import Period
from tools.core.windows import add_months, resolve_period

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
DAY_OF_MONTH = r"(\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAY = "(" + "|".join(_WEEKDAYS) + ")"
_ZH_UNIT = {"天": "days", "日": "days", "周": "weeks", "星期": "weeks", "礼拜": "weeks", "月": "months"}
EVENTS = {
    "bfcm": r"黑五网一|网一黑五|黑五到网一|黑五(?:周末|四天)|bfcm|black friday weekend"
    r"|black friday (?:to|through|and|-) cyber monday(?: week)?",
    "black_friday": r"黑五|黑色星期五|black friday",
    "cyber_monday": r"网一|网络星期一|cyber monday",
    "prime_day": r"prime\s?day|(?:prime)?会员日",
    "singles_day": r"双十一|双11|singles'? day",
    "christmas": r"圣诞节?|christmas",
}


@dataclass(frozen=True)
class Atom:
    """One expression of time.

    Attributes:
        span: Where it stands.
        period: The written period, where there is one that says it.
        days: What it means; None for an event whose days are not known.
    """

    span: tuple[int, int]
    period: str | None
    days: Period | None


@dataclass(frozen=True)
class Clock:
    """What relative dates count from.

    Attributes:
        as_of: Last complete day of the data.
        whole: All days of the data.
    """

    as_of: date
    whole: Period

    def period(self, written: str, span: tuple[int, int]) -> Atom:
        """An atom from a written period."""
        try:
            return Atom(span, written, resolve_period(written, self.as_of, self.whole))
        except ToolError:
            return Atom(span, written, None)

    def latest(self, build: Callable[[int], date], year: int | None) -> int:
        """The year meant by a date without one: the latest that has begun."""
        if year is not None:
            return year
        return self.as_of.year if build(self.as_of.year) <= self.as_of else self.as_of.year - 1


def fixed(written: str) -> Callable[[re.Match[str], Clock], Atom]:
    """A written period, always the same."""
    return lambda match, clock: clock.period(written, match.span())


def ago(days: int) -> Callable[[re.Match[str], Clock], Atom]:
    """A day so many days back from today."""
    return lambda match, clock: clock.period((clock.as_of - timedelta(days=days - 1)).isoformat(), match.span())


def rolling_zh(match: re.Match[str], clock: Clock) -> Atom:
    """`过去7天`, `近3个月`."""
    count, unit = to_int(match[1]), match[2]
    if unit in ("季度", "年"):
        return clock.period(f"last_{count * (3 if unit == '季度' else 12)}_months", match.span())
    return clock.period(f"last_{count}_{_ZH_UNIT[unit]}", match.span())


def rolling_en(match: re.Match[str], clock: Clock) -> Atom:
    """`last 7 days`, `past two weeks`."""
    count, unit = to_int(match[1]), match[2]
    if unit in ("quarter", "year"):
        return clock.period(f"last_{count * (3 if unit == 'quarter' else 12)}_months", match.span())
    return clock.period(f"last_{count}_{unit}s", match.span())


def year_of(word: str | None, clock: Clock) -> int | None:
    """The year that a word or number names."""
    if not word:
        return None
    if word.isdigit():
        return int(word)
    back = {"去年": 1, "last year": 1, "last year's": 1, "前年": 2}.get(word.strip(), 0)
    return (clock.as_of + timedelta(days=1)).year - back


def month_atom(month: int, year: int | None, clock: Clock, span: tuple[int, int]) -> Atom | None:
    """A month; of the latest year in which it has begun, when none is said."""
    if not 1 <= month <= 12:
        return None
    year = clock.latest(lambda y: date(y, month, 1), year)
    return clock.period(f"{year}-{month:02}", span)


def day_atom(month: int, day: int, year: int | None, clock: Clock, span: tuple[int, int]) -> Atom | None:
    """A day; of the latest year in which it has come, when none is said."""
    try:
        year = clock.latest(lambda y: date(y, month, min(day, 28)), year)
        return clock.period(date(year, month, day).isoformat(), span)
    except ValueError:
        return None


def quarter_atom(number: int, year: int | None, clock: Clock, span: tuple[int, int]) -> Atom:
    """A quarter."""
    year = clock.latest(lambda y: date(y, number * 3 - 2, 1), year)
    return clock.period(f"{year}-Q{number}", span)


def half_atom(number: int, year: int | None, clock: Clock, span: tuple[int, int]) -> Atom:
    """A half year."""
    year = clock.latest(lambda y: date(y, number * 6 - 5, 1), year)
    start = date(year, number * 6 - 5, 1)
    return Atom(span, None, Period(start=start, end=add_months(start, 6) - timedelta(days=1)))


def event(name: str) -> Callable[[re.Match[str], Clock], Atom]:
    """A sales event of the year said, or the latest."""

    def build(match: re.Match[str], clock: Clock) -> Atom:
        start = {"christmas": (12, 24), "prime_day": (7, 15), "singles_day": (11, 11)}.get(name, (11, 28))
        said = year_of(match["before"] or match["after"], clock)
        year = clock.latest(lambda y: date(y, *start), said)
        return clock.period(f"{name}_{year}", match.span())

    return build


def event_pattern(names: str) -> str:
    """An event with a year before or after it."""
    year = r"\d{4}|去年|今年|前年|last year'?s?|this year'?s?"
    return rf"(?:(?P<before>{year})\s?年?的?\s?)?(?:{names})(?:日|当天|期间|大促)?(?: (?:of |in )?(?P<after>{year}))?"


def days(first: Atom | None, last_day: int) -> Atom | None:
    """From a day to a later day of the same month."""
    if first is None or first.days is None:
        return None
    try:
        end = first.days.start.replace(day=last_day)
    except ValueError:
        return None
    return Atom(first.span, None, first.days.model_copy(update={"end": end})) if end >= first.days.start else None


def golden_week(clock: Clock, span: tuple[int, int]) -> Atom:
    """The national holiday, 1 to 7 October."""
    year = clock.latest(lambda y: date(y, 10, 1), None)
    return Atom(span, None, Period(start=date(year, 10, 1), end=date(year, 10, 7)))


def third(month: int, part: str, said: str | None, clock: Clock, span: tuple[int, int]) -> Atom | None:
    """The first ten days of a month, the second ten, the rest."""
    whole = month_atom(month, year_of(said, clock), clock, span)
    if whole is None or whole.days is None:
        return None
    first = {"上": 1, "中": 11, "下": 21}[part]
    last = {"上": 10, "中": 20, "下": whole.days.end.day}[part]
    return Atom(span, None, Period(start=whole.days.start.replace(day=first), end=whole.days.start.replace(day=last)))


def weekend(back: int, clock: Clock, span: tuple[int, int]) -> Atom:
    """Saturday and Sunday of this week, or so many weeks back."""
    today = clock.as_of + timedelta(days=1)
    saturday = today - timedelta(days=today.weekday() + 7 * back - 5)
    return Atom(span, None, Period(start=saturday, end=saturday + timedelta(days=1)))


def week_of(atom: Atom | None) -> Atom | None:
    """The Monday-to-Sunday week of a day."""
    if atom is None or atom.days is None:
        return None
    monday = atom.days.start - timedelta(days=atom.days.start.weekday())
    return Atom(atom.span, None, Period(start=monday, end=monday + timedelta(days=6)))


def iso_week(number: int, clock: Clock, span: tuple[int, int]) -> Atom | None:
    """A calendar week by number."""
    if not 1 <= number <= 53:
        return None
    year = clock.latest(lambda y: date.fromisocalendar(y, min(number, 52), 1), None)
    return clock.period(f"{year}-W{number:02}", span)


def slashed(first: int, second: int, said: str | None, clock: Clock, span: tuple[int, int]) -> Atom | None:
    """`10/25`: only where one order alone makes a date."""
    readings = {(m, d) for m, d in ((first, second), (second, first)) if m <= 12 and d <= 31 and d}
    if len(readings) != 1:
        return None
    month, day = readings.pop()
    return day_atom(month, day, year_of(said, clock), clock, span)


def weekday(match: re.Match[str], clock: Clock) -> Atom:
    """`last friday`, `上周五`: of last week; bare: the latest one that is complete."""
    words = match.group(0)
    number = "一二三四五六日天".find(words[-1]) if not words.isascii() else _WEEKDAYS.index(match[1])
    number = min(number, 6)
    today = clock.as_of + timedelta(days=1)
    if words.startswith(("上", "last")):
        day = today - timedelta(days=today.weekday() + 7 - number)
    else:
        day = clock.as_of - timedelta(days=(clock.as_of.weekday() - number) % 7)
    return clock.period(day.isoformat(), match.span())


def parse_month(word: str) -> int:
    """Number of a month by its English name."""
    return _MONTHS.index(word[:3]) + 1
