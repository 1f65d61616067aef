"""Days on which factories rest, and days on which warehouses receive slowly.

The years of `calendar.yaml` are known; of other years nothing is, and asking for them is refused.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import ceil
from pathlib import Path
from typing import Protocol

import yaml
from pydantic import BaseModel, ConfigDict

from prompts import Text
from tools.core.errors import NotCovered
from tools.events.kinds import event_kinds

FILE = Path(__file__).with_name("calendar.yaml")
_DAY = timedelta(days=1)


class Days(Protocol):
    """A run of days that the seller names, such as an event."""

    @property
    def start(self) -> date:
        """First day."""

    @property
    def end(self) -> date:
        """Last day."""


@dataclass(frozen=True)
class Closure:
    """Days on which factories rest; both ends belong to them.

    Attributes:
        id: `spring_festival_2027`; `own` for what the seller entered.
        source: None where nothing but an assumption is known, and for what the seller entered.
    """

    id: str
    label: Text
    start: date
    end: date
    source: str | None = None
    confidence: str | None = None
    as_of: str | None = None

    @property
    def unverified(self) -> bool:
        """Whether it is an assumption, and must be shown as one."""
        return self.confidence == "low"


@dataclass(frozen=True)
class Peak(Closure):
    """Days on which a platform's warehouses receive slowly.

    Attributes:
        mean_days: Receiving takes at least so long.
        sd_days: With at least this standard deviation.
    """

    platform: str = ""
    mean_days: float = 0.0
    sd_days: float = 0.0


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    label: Text
    around: dict[int, date]
    days_before: int
    days_after: int
    source: str | None
    note: str
    confidence: str
    as_of: str
    platform: str = ""
    mean_days: float = 0.0
    sd_days: float = 0.0


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    closures: dict[str, _Entry]
    peaks: dict[str, _Entry]


def closures_between(first: date, last: date, own: Iterable[Days] = ()) -> list[Closure]:
    """Closures that overlap these days, by their first day.

    Args:
        first: First day.
        last: Last day.
        own: Closures that the seller entered, in addition.

    Raises:
        NotCovered: A year of which no closures are known.
    """
    _refuse_unknown(first, last)
    label = event_kinds()["factory_closure"].label
    found = [*_closures(), *(Closure("own", label, days.start, days.end) for days in own)]
    overlapping = [closure for closure in found if closure.start <= last and closure.end >= first]
    return sorted(overlapping, key=lambda closure: (closure.start, closure.end, closure.id))


def production_end(start: date, days: float, closures: Sequence[Closure]) -> date:
    """The day on which so many working days have passed since `start`, the first of them being the day after.

    Args:
        start: Day of the order.
        days: Working days; a part of one takes a whole one.
        closures: At least those until the end; where they overlap, a day counts once.

    Raises:
        NotCovered: It ends in a year of which no closures are known.
    """
    end, looked_at = start + ceil(days) * _DAY, start
    for closure in sorted(closures, key=lambda closure: closure.start):
        first = max(closure.start, looked_at + _DAY)
        if first <= end:
            end += max((closure.end - first) + _DAY, timedelta())
            looked_at = max(looked_at, closure.end)
    _refuse_unknown(start, end)
    return end


def closed_days(start: date, days: float, closures: Sequence[Closure]) -> int:
    """Days that closures add to a production; arguments and refusal as of `production_end`."""
    return (production_end(start, days, closures) - start).days - ceil(days)


def receiving_at(arrival: date, mean: float, sd: float, platform: str = "amazon") -> tuple[float, float, Peak | None]:
    """Mean and standard deviation of receiving for goods that arrive on a day: in a peak, at least the peak's.

    Args:
        arrival: At the warehouse.
        mean: Outside peaks.
        sd: Outside peaks.
        platform: Whose warehouse it is.

    Raises:
        NotCovered: A year of which no peaks are known.
    """
    _refuse_unknown(arrival, arrival)
    peak = next((peak for peak in _peaks() if peak.platform == platform and peak.start <= arrival <= peak.end), None)
    return (max(mean, peak.mean_days), max(sd, peak.sd_days), peak) if peak else (mean, sd, None)


@cache
def known_years() -> tuple[int, int]:
    """First and last year of which closures and peaks are known."""
    years = set.intersection(*({*entry.around} for entry in [*_read().closures.values(), *_read().peaks.values()]))
    return min(years), max(years)


def _refuse_unknown(first: date, last: date) -> None:
    since, until = known_years()
    if first.year < since or last.year > until:
        raise NotCovered("restock_calendar_years", first=first, last=last, since=since, until=until)


@cache
def _read() -> _File:
    return _File.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))


@cache
def _closures() -> tuple[Closure, ...]:
    return tuple(Closure(*_days(*named)) for named in _by_year(_read().closures))


@cache
def _peaks() -> tuple[Peak, ...]:
    found = [(_days(*named), named[1]) for named in _by_year(_read().peaks)]
    return tuple(Peak(*days, entry.platform, entry.mean_days, entry.sd_days) for days, entry in found)


def _by_year(entries: dict[str, _Entry]) -> Iterator[tuple[str, _Entry, int]]:
    return ((name, entry, year) for name, entry in entries.items() for year in entry.around)


def _days(name: str, entry: _Entry, year: int) -> tuple[str, Text, date, date, str | None, str | None, str | None]:
    first, last = entry.around[year] - entry.days_before * _DAY, entry.around[year] + entry.days_after * _DAY
    return f"{name}_{year}", entry.label, first, last, entry.source, entry.confidence, entry.as_of
