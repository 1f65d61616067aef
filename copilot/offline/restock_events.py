"""Days ahead that stock is to last through: the next event of a name, or days that are said."""

import re
from datetime import date, timedelta
from typing import Any

from copilot.offline.date_rules import find_atoms
from copilot.offline.dates import Atom, Clock
from copilot.offline.diagnosis_windows import days_of
from copilot.offline.text import NUMBER, Utterance, search, to_int
from copilot.offline.windows import find_when
from tools.core.result import Period
from tools.core.windows import add_months

_EVENT = re.compile(r"(bfcm|black_friday|cyber_monday|prime_day|singles_day|christmas)_(\d{4})")
_PREPARED_FOR_AS = {"black_friday": "bfcm", "cyber_monday": "bfcm"}
"""Stock for one of these days is stock for all four."""
_DATED = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?|-?q[1-4])?", re.IGNORECASE)
_RELATIVE = r"今天|今日|昨|前天|周|星期|礼拜|today|yesterday|day$"
_WITH_YEAR = r"\d{4}|去年|前年|last year"
_UNIT_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "月": 30, "day": 1, "week": 7, "month": 30}


def named_event(utterance: Utterance, clock: Clock) -> dict[str, Any] | None:
    """An event by its name: of the year said, otherwise the next one."""
    text = utterance.raw.lower()
    for atom in find_atoms(text, clock):
        match = _EVENT.fullmatch(atom.period or "")
        if not match:
            continue
        name, year = _PREPARED_FOR_AS.get(match[1], match[1]), int(match[2])
        if search(r"今年|this year", text[slice(*atom.span)]):
            return {"period": f"{name}_{(clock.as_of + timedelta(days=1)).year}"}
        if search(_WITH_YEAR, text[slice(*atom.span)]):
            return {"period": f"{name}_{year}"}
        while not _is_ahead(clock.period(f"{name}_{year}", (0, 0)), year, clock):
            year += 1
        return {"period": f"{name}_{year}"}
    return None


def days_ahead(utterance: Utterance, clock: Clock) -> dict[str, Any] | None:
    """Days that are said, where they are still to come: of the next year in which they are."""
    text = utterance.raw.lower()
    if period := _by_words(text, clock.as_of + timedelta(days=1)):
        return _written(period)
    dated = [atom for atom in find_atoms(text, clock) if _is_dated(atom, text)]
    said = days_of(find_when(Utterance(utterance.raw), clock).window, clock) if dated else None
    if said is None:
        return None
    if not any(search(_WITH_YEAR, text[slice(*atom.span)]) for atom in dated):
        said = _next(said, clock)
    if said.end <= clock.as_of:
        return None
    return _written(Period(start=max(said.start, clock.as_of + timedelta(days=1)), end=said.end))


def _is_ahead(atom: Atom, year: int, clock: Clock) -> bool:
    """Whether an event ends after the data; one whose days are not known, by its year."""
    return atom.days.end > clock.as_of if atom.days else year > clock.as_of.year


def _is_dated(atom: Atom, text: str) -> bool:
    if atom.days is None or search(_RELATIVE, text[slice(*atom.span)]):
        return False
    return atom.period is None or _DATED.fullmatch(atom.period) is not None


def _next(period: Period, clock: Clock) -> Period:
    while period.end <= clock.as_of:
        period = Period(start=add_months(period.start, 12), end=add_months(period.end, 12))
    return period


def _by_words(text: str, today: date) -> Period | None:
    """`下个月`, `下周`, `未来 30 天`, `月底`, `年底`."""
    month = today.replace(day=1)
    if search(r"下个?月|\bnext month\b", text):
        return Period(start=add_months(month, 1), end=add_months(month, 2) - timedelta(days=1))
    if search(r"下一?个?(?:周|星期|礼拜)(?!内)|\bnext week\b", text):
        monday = today + timedelta(days=7 - today.weekday())
        return Period(start=monday, end=monday + timedelta(days=6))
    ahead = search(rf"(?:未来|接下来|今后|往后)的?\s?({NUMBER})?\s?个?(天|日|周|星期|月)", text)
    ahead = ahead or search(rf"\bnext ({NUMBER}) (day|week|month)s?\b", text)
    if ahead:
        days = to_int(ahead[1] or "1") * _UNIT_DAYS[ahead[2]]
        return Period(start=today, end=today + timedelta(days=days - 1))
    if search(r"月底|这个月|本月|\bthis month\b|\bend of (?:the )?month\b", text):
        return Period(start=today, end=add_months(month, 1) - timedelta(days=1))
    if search(r"年底|年前|年末|\bend of (?:the )?year\b|\byear[- ]end\b", text):
        return Period(start=today, end=date(today.year, 12, 31))
    return None


def _written(period: Period) -> dict[str, Any]:
    return {"from": period.start.isoformat(), "to": period.end.isoformat()}
