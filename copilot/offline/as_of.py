"""The day that a question on rules is about, where it names one."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from copilot.offline.date_rules import find_atoms
from copilot.offline.dates import MONTH_NAME, Atom, Clock
from copilot.offline.lexicon import words
from copilot.offline.text import search, to_int
from tools.core.result import Period

_EVENT = re.compile(r"[a-z]{3,}_20\d{2}$|_day|friday|monday")
_YEARS_SAID = {"明年": 1, "后年": 2, "去年": -1, "前年": -2}
_SHORT_YEAR = re.compile(r"(?<!\d)(2\d)年(?=\d{1,2}月)")
_MONTH_SAID = re.compile(r"(?<![零一二三四五六七八九十])(十[一二]?|[一二三四五六七八九])月(?!份额)")
_NEXT_MONTH = re.compile(rf"(?i:next)\s+({MONTH_NAME})\b", re.IGNORECASE)
_FIRST_DAY = date(2000, 1, 1)
_RELATIVE = ("last_year", "last_month", "last_quarter")
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")
_SPACED = re.compile(r"(?<=\d) (?=[年月日号])|(?<=[年月]) (?=\d)")
_DATED = re.compile(rf"\d|{MONTH_NAME}", re.IGNORECASE)
_BEGINS = re.compile(r"(?:since|starting|incoterms®?)\s*(?:the )?$")
_BEGINS_ZH = re.compile(r"^\s*(?:起|以后|之后|开始|以来)")
_BEFORE = re.compile(r"(?:before|prior to|until|up to)\s*(?:the )?$")
_BEFORE_ZH = re.compile(r"^\s*(?:之前|以前|前)")


@dataclass(frozen=True)
class Dated:
    """A question and the day it is about.

    Attributes:
        text: The question without its date, which would only lead to documents that name the same date.
        day: The last day of the time named; None where none is, or the present is meant too.
    """

    text: str
    day: date | None


def dated(text: str, today: date) -> Dated:
    """Find the day that a question is about.

    Args:
        text: What the operator says.
        today: What relative dates count from.
    """
    text = _with_years(_SPACED.sub("", text), today.year)
    lowered = text.lower()
    if search(words("at_present"), lowered) and not search(words("at_that_time"), lowered):
        return Dated(text, None)
    clock = Clock(today - timedelta(days=1), Period(start=_FIRST_DAY, end=today))
    found = find_atoms(lowered, clock)
    named = [(atom, atom.days) for atom in found if atom.days and _is_of_calendar(atom, lowered)]
    if not named or any(days.start <= today <= days.end for _, days in named):
        return Dated(text, None)
    day = max(_last_day(lowered, atom, days) for atom, days in named)
    return Dated(_without([atom for atom, _ in named], text), day)


def _with_years(text: str, year: int) -> str:
    """A text with years and months in full: `明年二月` is `2027年2月`, `next March` is `March 2027`."""
    for said, years in _YEARS_SAID.items():
        text = text.replace(said, f"{year + years}年")
    text = _SHORT_YEAR.sub(r"20\1年", text)
    text = _MONTH_SAID.sub(lambda match: f"{to_int(match[1])}月", text)
    return _NEXT_MONTH.sub(lambda match: f"{match[1]} {year + 1}", text)


def _without(atoms: list[Atom], text: str) -> str:
    """A text without dates; events (黑五) stay, for they say what is asked."""
    for atom in sorted(atoms, key=lambda atom: atom.span, reverse=True):
        if atom.period is None or not _EVENT.search(atom.period):
            text = f"{text[: atom.span[0]]} {text[atom.span[1] :]}"
    return " ".join(text.split())


def _last_day(text: str, atom: Atom, days: Period) -> date:
    start, end = atom.span
    is_before = _BEFORE.search(text[:start]) or _BEFORE_ZH.search(text[end:])
    return days.start - timedelta(days=1) if is_before else days.end


def _is_of_calendar(atom: Atom, text: str) -> bool:
    """Whether a time says when: no weekday, no length (`the last 30 days`), no beginning (`since 2025`), no edition of terms."""
    start, end = atom.span
    dated = _DATED.search(text[start:end]) and (atom.period is None or atom.period in _RELATIVE or _YEAR.search(atom.period))
    return bool(dated) and not (_BEGINS.search(text[:start]) or _BEGINS_ZH.search(text[end:]))
