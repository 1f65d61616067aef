"""Words for days, as windows: what one expression of time means."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from copilot.offline.lexicon import words
from copilot.offline.text import NUMBER, compiled, to_int
from tools.core.errors import ToolError
from tools.core.result import Period
from tools.core.windows import add_months, resolve_period

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY_OF_MONTH = r"(\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEKDAY = "(" + "|".join(_WEEKDAYS) + ")"
_ZH_UNIT = {"天": "days", "日": "days", "周": "weeks", "星期": "weeks", "礼拜": "weeks", "月": "months"}
_EVENTS = {
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


def find_atoms(text: str, clock: Clock) -> list[Atom]:
    """All expressions of time in a text, in order, without overlap; longer ones first."""
    found: list[Atom] = []
    covered: list[tuple[int, int]] = []
    for pattern, build in _RULES:
        for match in compiled(pattern).finditer(text):
            if any(match.start() < end and start < match.end() for start, end in covered):
                continue
            atom = build(match, clock)
            if atom is not None:
                found.append(atom)
                covered.append(match.span())
    return sorted(found, key=lambda atom: atom.span)


def _fixed(written: str) -> Callable[[re.Match[str], Clock], Atom]:
    return lambda match, clock: clock.period(written, match.span())


def _ago(days: int) -> Callable[[re.Match[str], Clock], Atom]:
    return lambda match, clock: clock.period((clock.as_of - timedelta(days=days - 1)).isoformat(), match.span())


def _rolling_zh(match: re.Match[str], clock: Clock) -> Atom:
    count, unit = to_int(match[1]), match[2]
    if unit in ("季度", "年"):
        return clock.period(f"last_{count * (3 if unit == '季度' else 12)}_months", match.span())
    return clock.period(f"last_{count}_{_ZH_UNIT[unit]}", match.span())


def _rolling_en(match: re.Match[str], clock: Clock) -> Atom:
    count, unit = to_int(match[1]), match[2]
    if unit in ("quarter", "year"):
        return clock.period(f"last_{count * (3 if unit == 'quarter' else 12)}_months", match.span())
    return clock.period(f"last_{count}_{unit}s", match.span())


def _year_of(word: str | None, clock: Clock) -> int | None:
    if not word:
        return None
    if word.isdigit():
        return int(word)
    back = {"去年": 1, "last year": 1, "last year's": 1, "前年": 2}.get(word.strip(), 0)
    return (clock.as_of + timedelta(days=1)).year - back


def _month(month: int, year: int | None, clock: Clock, span: tuple[int, int]) -> Atom | None:
    if not 1 <= month <= 12:
        return None
    year = clock.latest(lambda y: date(y, month, 1), year)
    return clock.period(f"{year}-{month:02}", span)


def _day(month: int, day: int, year: int | None, clock: Clock, span: tuple[int, int]) -> Atom | None:
    try:
        year = clock.latest(lambda y: date(y, month, min(day, 28)), year)
        return clock.period(date(year, month, day).isoformat(), span)
    except ValueError:
        return None


def _quarter(number: int, year: int | None, clock: Clock, span: tuple[int, int]) -> Atom:
    year = clock.latest(lambda y: date(y, number * 3 - 2, 1), year)
    return clock.period(f"{year}-Q{number}", span)


def _half(number: int, year: int | None, clock: Clock, span: tuple[int, int]) -> Atom:
    year = clock.latest(lambda y: date(y, number * 6 - 5, 1), year)
    start = date(year, number * 6 - 5, 1)
    return Atom(span, None, Period(start=start, end=add_months(start, 6) - timedelta(days=1)))


def _event(name: str) -> Callable[[re.Match[str], Clock], Atom]:
    def build(match: re.Match[str], clock: Clock) -> Atom:
        start = {"christmas": (12, 24), "prime_day": (7, 15), "singles_day": (11, 11)}.get(name, (11, 28))
        said = _year_of(match["before"] or match["after"], clock)
        year = clock.latest(lambda y: date(y, *start), said)
        return clock.period(f"{name}_{year}", match.span())

    return build


def _event_pattern(names: str) -> str:
    year = r"\d{4}|去年|今年|前年|last year'?s?|this year'?s?"
    return rf"(?:(?P<before>{year})\s?年?的?\s?)?(?:{names})(?:日|当天|期间|大促)?(?: (?:of |in )?(?P<after>{year}))?"


def _days(first: Atom | None, last_day: int) -> Atom | None:
    """From a day to a later day of the same month."""
    if first is None or first.days is None:
        return None
    try:
        end = first.days.start.replace(day=last_day)
    except ValueError:
        return None
    return Atom(first.span, None, first.days.model_copy(update={"end": end})) if end >= first.days.start else None


def _golden_week(clock: Clock, span: tuple[int, int]) -> Atom:
    """The national holiday, 1 to 7 October."""
    year = clock.latest(lambda y: date(y, 10, 1), None)
    return Atom(span, None, Period(start=date(year, 10, 1), end=date(year, 10, 7)))


def _third(month: int, part: str, said: str | None, clock: Clock, span: tuple[int, int]) -> Atom | None:
    """The first ten days of a month, the second ten, the rest."""
    whole = _month(month, _year_of(said, clock), clock, span)
    if whole is None or whole.days is None:
        return None
    first = {"上": 1, "中": 11, "下": 21}[part]
    last = {"上": 10, "中": 20, "下": whole.days.end.day}[part]
    return Atom(span, None, Period(start=whole.days.start.replace(day=first), end=whole.days.start.replace(day=last)))


def _weekend(back: int, clock: Clock, span: tuple[int, int]) -> Atom:
    today = clock.as_of + timedelta(days=1)
    saturday = today - timedelta(days=today.weekday() + 7 * back - 5)
    return Atom(span, None, Period(start=saturday, end=saturday + timedelta(days=1)))


def _week_of(atom: Atom | None) -> Atom | None:
    if atom is None or atom.days is None:
        return None
    monday = atom.days.start - timedelta(days=atom.days.start.weekday())
    return Atom(atom.span, None, Period(start=monday, end=monday + timedelta(days=6)))


def _iso_week(number: int, clock: Clock, span: tuple[int, int]) -> Atom | None:
    if not 1 <= number <= 53:
        return None
    year = clock.latest(lambda y: date.fromisocalendar(y, min(number, 52), 1), None)
    return clock.period(f"{year}-W{number:02}", span)


def _slashed(first: int, second: int, said: str | None, clock: Clock, span: tuple[int, int]) -> Atom | None:
    """`10/25`: only where one order alone makes a date."""
    readings = {(m, d) for m, d in ((first, second), (second, first)) if m <= 12 and d <= 31 and d}
    if len(readings) != 1:
        return None
    month, day = readings.pop()
    return _day(month, day, _year_of(said, clock), clock, span)


def _weekday(match: re.Match[str], clock: Clock) -> Atom:
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


def _parse_month(word: str) -> int:
    return _MONTHS.index(word[:3]) + 1


_YEAR_BEFORE = r"(?:(\d{4}|去年|今年|前年)\s?年?的?)?"
_ZH_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_EN_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}

_Rule = tuple[str, Callable[[re.Match[str], Clock], Atom | None]]
_RULES: list[_Rule] = [
    (words("all_time"), _fixed("all")),
    (r"年初(?:至今|到现在|以来|到目前)|今年(?:以来|至今|到现在)", _fixed("this_year")),
    (r"(?:过去|最近|近)?半年(?!度)(?<![上下]半年)", _fixed("last_6_months")),
    (r"(?:国庆|十一)(?:七天|长假|假期|黄金周|期间|那几天|节)", lambda m, c: _golden_week(c, m.span())),
    (
        _YEAR_BEFORE + r"(\d{1,2}|十[一二]?|[一二三四五六七八九])\s?月份?的?([上中下])旬",
        lambda m, c: _third(to_int(m[2]), m[3], m[1], c, m.span()),
    ),
    (r"上个?(?:周末|星期末)|last weekend", lambda m, c: _weekend(1, c, m.span())),
    (r"这?个?周末|this weekend|the weekend", lambda m, c: _weekend(0, c, m.span())),
    (
        rf"(?:the )?week of ({_MONTH_NAME})\.? {_DAY_OF_MONTH}\b",
        lambda m, c: _week_of(_day(_parse_month(m[1]), int(m[2]), None, c, m.span())),
    ),
    (r"(?:\b(?:cw|kw|w)\s?|第\s?)(\d{1,2})(?:\s?周|\b)", lambda m, c: _iso_week(int(m[1]), c, m.span())),
    (r"大前天", _ago(3)),
    (r"前天|day before yesterday", _ago(2)),
    (r"昨天|昨日|yesterday", _fixed("yesterday")),
    (r"今天|今日|\btoday\b", _ago(0)),
    (r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)", lambda m, c: _day(int(m[2]), int(m[3]), int(m[1]), c, m.span())),
    (
        r"(?<![\d./-])(1[0-2]|0?[1-9])\.(3[01]|[12]\d|0?[1-9])(?![\d%.])(?=\s?(?:-|~|到|至|号|日|那|这|当|的|起|开始|以来|美|德|日|$))",
        lambda m, c: _day(int(m[1]), int(m[2]), None, c, m.span()),
    ),
    (
        r"(?<=[-~到至])(1[0-2]|0?[1-9])\.(3[01]|[12]\d|0?[1-9])(?![\d%.])",
        lambda m, c: _day(int(m[1]), int(m[2]), None, c, m.span()),
    ),
    (
        r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])(?: (last year|this year))?",
        lambda m, c: _slashed(int(m[1]), int(m[2]), m[3], c, m.span()),
    ),
    (r"(?<!\d)(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)", lambda m, c: _day(int(m[2]), int(m[3]), int(m[1]), c, m.span())),
    (
        _YEAR_BEFORE + r"(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]",
        lambda m, c: _day(int(m[2]), int(m[3]), _year_of(m[1], c), c, m.span()),
    ),
    (
        rf"\b({_MONTH_NAME})\.? {_DAY_OF_MONTH}\b(?!\s?\d{{3}})(?:,? (\d{{4}}))?",
        lambda m, c: _day(_parse_month(m[1]), int(m[2]), _year_of(m[3], c), c, m.span()),
    ),
    (
        rf"\b{_DAY_OF_MONTH}\s?(?:-|–|to|through|until|and)\s?{_DAY_OF_MONTH} (?:of )?({_MONTH_NAME})\b\.?(?:,? (\d{{4}}))?",
        lambda m, c: _days(_day(_parse_month(m[3]), int(m[1]), _year_of(m[4], c), c, m.span()), int(m[2])),
    ),
    (
        rf"\b{_DAY_OF_MONTH} (?:of )?({_MONTH_NAME})\b\.?(?:,? (\d{{4}}))?",
        lambda m, c: _day(_parse_month(m[2]), int(m[1]), _year_of(m[3], c), c, m.span()),
    ),
    *[(_event_pattern(names), _event(name)) for name, names in _EVENTS.items()],
    (
        r"(?:上上个?|前一?个?)(?:周|星期|礼拜)(?![一二三四五六天](?!个|站|款)|日(?![本站亚元]))|week before last",
        _fixed("previous_week"),
    ),
    (rf"上(?:周|星期|礼拜)(?:[一二三四五六天](?!个|站|款)|日(?![本站亚元]))|last {_WEEKDAY}", _weekday),
    (r"上一?个?(?:周|星期|礼拜)|last week'?s?|the past week(?! \d)", _fixed("last_week")),
    (
        r"(?:本|这|这个|当)(?:周|星期|礼拜)(?![一二三四五六天](?!个|站|款)|日(?![本站亚元]))"
        r"|this week'?s?|week[- ]to[- ]date|\bwtd\b",
        _fixed("this_week"),
    ),
    (r"上上个?月|month before last", _fixed("previous_month")),
    (r"上一?个?月|last month'?s?|previous month'?s?", _fixed("last_month")),
    (r"(?:本|这|这个|当)月|this month'?s?|month[- ]to[- ]date|\bmtd\b", _fixed("this_month")),
    (r"上上个?季度|quarter before last", _fixed("previous_quarter")),
    (r"上一?个?季度?(?![一二三四节])|last quarter'?s?", _fixed("last_quarter")),
    (r"(?:本|这|这个|当)季度?|this quarter'?s?|quarter[- ]to[- ]date|\bqtd\b", _fixed("this_quarter")),
    (rf"(?:过去|最近|近|前|最近的|过去的)({NUMBER})\s?个?(天|日|周|星期|礼拜|月|季度|年)(?!前)", _rolling_zh),
    (rf"(?:(?:last|past|previous|latest|recent|trailing)\s+)({NUMBER})[ -](day|week|month|quarter|year)s?", _rolling_en),
    (
        r"(?<!\d)(\d{4})\s?年?的?\s?(?:第?([一二三四1-4])\s?季度?|q([1-4]))",
        lambda m, c: _quarter(_ZH_QUARTER[m[2] or m[3]], int(m[1]), c, m.span()),
    ),
    (r"(?<!\d)(\d{4})-?q([1-4])", lambda m, c: _quarter(int(m[2]), int(m[1]), c, m.span())),
    (r"(去年|今年|前年)的?q([1-4])", lambda m, c: _quarter(int(m[2]), _year_of(m[1], c), c, m.span())),
    (r"\bq([1-4])(?: of)?,?[ -]?(\d{4}|last year|this year)?", lambda m, c: _quarter(int(m[1]), _year_of(m[2], c), c, m.span())),
    (r"(去年|今年|前年)?的?第?([一二三四])季度?(?!节)", lambda m, c: _quarter(_ZH_QUARTER[m[2]], _year_of(m[1], c), c, m.span())),
    (r"(去年|今年|前年)的?q([1-4])", lambda m, c: _quarter(int(m[2]), _year_of(m[1], c), c, m.span())),
    (
        r"\b(first|second|third|fourth) quarter(?:(?: of)? (\d{4}))?",
        lambda m, c: _quarter(_EN_ORDINALS[m[1]], _year_of(m[2], c), c, m.span()),
    ),
    (_YEAR_BEFORE + r"([上下])半年", lambda m, c: _half(1 if m[2] == "上" else 2, _year_of(m[1], c), c, m.span())),
    (
        r"\b(first|second) half(?: of)?(?: the year)?(?: (\d{4}|last year|this year))?",
        lambda m, c: _half(_EN_ORDINALS[m[1]], _year_of(m[2], c), c, m.span()),
    ),
    (r"\bh([12])\b(?:[ -]?(\d{4}))?", lambda m, c: _half(int(m[1]), _year_of(m[2], c), c, m.span())),
    (r"(?<![\d-])(\d{4})[-/.](\d{1,2})(?![\d-])", lambda m, c: _month(int(m[2]), int(m[1]), c, m.span())),
    (
        _YEAR_BEFORE + r"(\d{1,2}|十[一二]?|[一二三四五六七八九])\s?月份?(?!\d)",
        lambda m, c: _month(to_int(m[2]), _year_of(m[1], c), c, m.span()),
    ),
    (
        rf"\b({_MONTH_NAME})\b\.?(?:,?(?: of)? (\d{{4}}|last year|this year))?",
        lambda m, c: None if m[0] == "may" else _month(_parse_month(m[1]), _year_of(m[2], c), c, m.span()),
    ),
    (r"前年", lambda m, c: c.period(str((c.as_of + timedelta(days=1)).year - 2), m.span())),
    (r"去年(?!同期)|last year(?!'s same)", _fixed("last_year")),
    (r"今年|本年|this year|year[- ]to[- ]date|\bytd\b", _fixed("this_year")),
    (r"(?<![\d.])(20\d{2})\s?年?(?!\d)(?![-/.]\d)", lambda m, c: c.period(m[1], m.span())),
    (rf"(?:本?周|星期|礼拜)(?:[一二三四五六天](?!个|站|款)|日(?![本站亚元]))|\b{_WEEKDAY}\b", _weekday),
]
