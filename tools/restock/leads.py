"""Lead times: stages and ways of transport of a product, and what the calendar adds to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import ceil, sqrt
from typing import Protocol

import numpy as np

from tools.core.errors import NotCovered
from tools.core.result import Warning, warning
from tools.marketplaces import marketplaces
from tools.restock.calendars import Closure, Days, Peak, closed_days, closures_between, known_years, receiving_at
from tools.restock.products import Product
from tools.restock.result import StageDays
from tools.restock.settings import LeadTime, Stage, Terms
from tools.restock.transport import MODES, Ways

WHOLE = "whole"
UNNAMED = "given"
COLUMNS = (*MODES, UNNAMED)
"""Ways by column; the last is a lead time that names none."""
_AT_FACTORY = ("production", "inspection")
_AFTER_LEG = ("customs", "receiving")
_USUAL_SPREAD = 0.15
_CALENDAR_DAYS = 400


@dataclass(frozen=True)
class Way:
    """One way from the factory to the shelf.

    Attributes:
        next_mean_days: Of an order one review later.
        closures: Factory closures that make it longer.
        peaks: Peaks of receiving that do.
    """

    mode: str
    stages: tuple[StageDays, ...]
    unit_freight: float | None = None
    next_mean_days: float = 0.0
    closures: tuple[Closure, ...] = ()
    peaks: tuple[Peak, ...] = ()

    @cached_property
    def mean_days(self) -> float:
        """From order to shelf."""
        return sum(stage.mean_days + stage.extra_days for stage in self.stages)

    @cached_property
    def sd_days(self) -> float:
        """Its standard deviation: stages vary independently."""
        return sqrt(sum(stage.sd_days**2 for stage in self.stages))

    @property
    def has_stages(self) -> bool:
        """Whether the time at the factory is known apart."""
        return self.stages[0].stage != WHOLE

    @property
    def transit(self) -> tuple[float, float]:
        """Mean and standard deviation from leaving the factory to the shelf; the whole where stages are not known."""
        after = [stage for stage in self.stages if stage.stage not in _AT_FACTORY]
        return sum(s.mean_days + s.extra_days for s in after), sqrt(sum(s.sd_days**2 for s in after))

    @property
    def receiving(self) -> tuple[float, float] | None:
        """Mean and standard deviation of receiving; None where it is not known apart."""
        found = [stage for stage in self.stages if stage.stage == "receiving"]
        return (found[0].mean_days + found[0].extra_days, found[0].sd_days) if found else None


class OwnClosure(Days, Protocol):
    """A closure that the seller entered."""

    @property
    def shop(self) -> str | None:
        """Whose supplier; None for all."""

    @property
    def sku(self) -> str | None:
        """Of which product; None for all."""

    @property
    def marketplace(self) -> str | None:
        """For which marketplace; None for all."""


@dataclass(frozen=True)
class Calendar:
    """The day of the plan, and the closures that count."""

    today: date
    closures: tuple[Closure, ...] = ()
    own: tuple[tuple[OwnClosure, Closure], ...] = ()

    def of(self, product: Product) -> "Calendar":
        """With the seller's own closures that concern a product."""
        mine = [closure for event, closure in self.own if _concerns(event, product)]
        return (
            Calendar(self.today, tuple(sorted((*self.closures, *mine), key=lambda each: (each.start, each.end))))
            if mine
            else self
        )


def _concerns(event: OwnClosure, product: Product) -> bool:
    place = marketplaces().get(event.marketplace or "")
    names = {event.marketplace, place.stock_pool if place else None} - {None}
    here = not names or bool(names & {product.pool, *product.marketplaces})
    return here and event.shop in (None, product.shop) and event.sku in (None, product.sku)


def calendar_of(as_of: date, own: Iterable[OwnClosure] = ()) -> tuple[Calendar | None, list[Warning]]:
    """The calendar of a plan; none, and a note, where closures of the year are not known.

    Args:
        as_of: The day of the plan.
        own: Closures that the seller entered.
    """
    first, last = known_years()
    if not first <= as_of.year <= last:
        return None, [warning("restock_no_calendar", first=first, last=last)]
    until = min(as_of + timedelta(days=_CALENDAR_DAYS), date(last, 12, 31))
    mine = tuple((event, closure) for event in own for closure in closures_between(as_of, until, [event]) if closure.id == "own")
    return Calendar(as_of, tuple(closures_between(as_of, until)), mine), []


def ways_of_all(products: Sequence[Product], calendar: Calendar | None) -> list[tuple[Way, ...]]:
    """Every way of each product, in the order of `COLUMNS`; none where no lead time is known.

    Args:
        products: With their settings.
        calendar: None where closures and peaks do not count.
    """
    known: dict[tuple[object, ...], tuple[Way, ...]] = {}
    found = []
    for product in products:
        terms, platform = product.terms, product.platform
        stages = tuple(terms.lead_time) if isinstance(terms.lead_time, list) else terms.lead_time
        mine = calendar.of(product) if calendar else None
        closed = tuple((closure.start, closure.end) for closure in mine.closures) if mine else None
        key = (stages, tuple(terms.modes or ()), terms.review_days, platform, closed)
        if key not in known:
            known[key] = ways_of(terms, mine, platform)
        found.append(known[key])
    return found


def ways_of(terms: Terms, calendar: Calendar | None, platform: str | None) -> tuple[Way, ...]:
    """The ways of one product."""
    by_mode: dict[str, tuple[StageDays, ...]] = {mode.mode: _stages(terms.lead_time, mode) for mode in terms.modes or []}
    if not by_mode and terms.lead_time is not None:
        by_mode = {UNNAMED: _stages(terms.lead_time, None)}
    freight: dict[str, float | None] = {mode.mode: mode.cost_per_unit for mode in terms.modes or []}
    return tuple(
        _with_calendar(Way(mode, by_mode[mode], freight.get(mode)), terms.review_days or 0.0, calendar, platform)
        for mode in COLUMNS
        if mode in by_mode and sum(stage.mean_days for stage in by_mode[mode]) > 0
    )


def way_arrays(ways: Sequence[tuple[Way, ...]]) -> Ways:
    """The ways of all rows as arrays."""
    shape = (len(ways), len(COLUMNS))
    days, spread, freight = np.full(shape, np.nan), np.full(shape, np.nan), np.full(shape, np.nan)
    for at, row in enumerate(ways):
        for way in row:
            column = COLUMNS.index(way.mode)
            days[at, column], spread[at, column] = way.mean_days, way.sd_days
            freight[at, column] = np.nan if way.unit_freight is None else way.unit_freight
    return Ways(days, spread, freight)


def transit_arrays(ways: Sequence[tuple[Way, ...]], all_ways: Ways) -> Ways:
    """The same from the factory's door."""
    days, spread = np.full_like(all_ways.lead_days, np.nan), np.full_like(all_ways.lead_days, np.nan)
    for at, row in enumerate(ways):
        for way in row:
            days[at, COLUMNS.index(way.mode)], spread[at, COLUMNS.index(way.mode)] = way.transit
    return Ways(np.maximum(days, 1.0), spread, all_ways.unit_freight)


def _stages(lead_time: LeadTime | list[Stage] | None, leg: LeadTime | None) -> tuple[StageDays, ...]:
    if not isinstance(lead_time, list):
        whole = leg or lead_time
        assert whole is not None
        return (_days(WHOLE, whole),)
    stages = [stage for stage in lead_time if leg is None or stage.stage != "first_leg"]
    found = [_days(stage.stage, stage) for stage in stages]
    if leg is None:
        return tuple(found)
    before = next((at for at, stage in enumerate(found) if stage.stage in _AFTER_LEG), len(found))
    return (*found[:before], _days("first_leg", leg), *found[before:])


def _days(name: str, time: LeadTime) -> StageDays:
    spread = _USUAL_SPREAD * time.mean_days if time.sd_days is None else time.sd_days
    return StageDays(stage=name, mean_days=time.mean_days, sd_days=spread)


def _with_calendar(way: Way, review_days: float, calendar: Calendar | None, platform: str | None) -> Way:
    if calendar is None or not way.has_stages:
        return Way(way.mode, way.stages, way.unit_freight, way.mean_days)
    try:
        stages, closures, peaks = _on_calendar(way, calendar.today, calendar, platform)
        later, *_ = _on_calendar(way, calendar.today + timedelta(days=ceil(review_days)), calendar, platform)
    except NotCovered:  # so long that it ends in a year without a calendar
        return _with_calendar(way, review_days, None, None)
    following = Way(way.mode, later).mean_days
    return Way(way.mode, stages, way.unit_freight, following, closures, peaks)


def _on_calendar(
    way: Way, start: date, calendar: Calendar, platform: str | None
) -> tuple[tuple[StageDays, ...], tuple[Closure, ...], tuple[Peak, ...]]:
    """Stages of an order of that day: closures make production longer, a peak receiving."""
    stages, peaks = [], []
    day = start
    used: list[Closure] = []
    for stage in way.stages:
        extra, spread = 0.0, stage.sd_days
        if stage.stage in _AT_FACTORY:
            extra = float(closed_days(day, stage.mean_days, calendar.closures))
            last = day + timedelta(days=ceil(stage.mean_days + extra))
            used += [closure for closure in calendar.closures if extra and closure.start <= last and closure.end >= day]
        elif stage.stage == "receiving" and platform:
            mean, spread, peak = receiving_at(day, stage.mean_days, stage.sd_days, platform)
            extra = mean - stage.mean_days
            peaks += [peak] if peak and (extra or spread != stage.sd_days) else []
        stages.append(StageDays(stage=stage.stage, mean_days=stage.mean_days, sd_days=spread, extra_days=extra))
        day += timedelta(days=ceil(stage.mean_days + extra))
    return tuple(stages), tuple({(closure.id, closure.start): closure for closure in used}.values()), tuple(peaks)
