"""The day that a question on rules is about, where it names one."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from copilot.offline.date_rules import find_atoms
from copilot.offline.dates import Atom, Clock
from copilot.offline.lexicon import words
from copilot.offline.text import search
from tools.core.result import Period

_EVENT = re.compile(r"[a-z]{3,}_20\d{2}$|_day|friday|monday")
_FIRST_DAY = date(2000, 1, 1)
_RELATIVE = ("last_year", "last_month", "last_quarter")
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")
_SPACED = re.compile(r"(?<=\d) (?=[年月日号])|(?<=[年月]) (?=\d)")
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
    lowered = _SPACED.sub("", text.lower())
    if search(words("at_present"), lowered):
        return Dated(text, None)
    clock = Clock(today - timedelta(days=1), Period(start=_FIRST_DAY, end=today))
    named = [(atom, atom.days) for atom in find_atoms(lowered, clock) if atom.days and _is_of_calendar(atom)]
    if not named or any(days.start <= today <= days.end for _, days in named):
        return Dated(text, None)
    day = max(_last_day(lowered, atom, days) for atom, days in named)
    return Dated(_without([atom for atom, _ in named], _SPACED.sub("", text)), day)


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


def _is_of_calendar(atom: Atom) -> bool:
    """Whether a time says when; `the last 30 days` says how long."""
    return atom.period is None or atom.period in _RELATIVE or bool(_YEAR.search(atom.period))
