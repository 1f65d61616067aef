"""Which rows of reports by period answer a question: one grain for each day of a place, never two periods that overlap."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from tools.core.result import Period
from tools.sales.buckets import bucket_start
from tools.sales.catalogue import Table, dimensions, tables
from tools.sales.plan import Plan

Place = tuple[str, str]
"""Shop and marketplace."""
_FINEST = {"sku": 0, "child_asin": 1, "parent_asin": 2}


class ReportPeriod(NamedTuple):
    """A period that one report gives figures for.

    Attributes:
        grain: What one row is about; see `grains` in tables.yaml.
        granularity: Of traffic by product `sku` or `child_asin`; of ads the type.
    """

    shop: str
    marketplace: str
    table: str
    grain: str
    granularity: str
    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    @property
    def dates(self) -> set[date]:
        """Its days."""
        return {self.start + timedelta(days=i) for i in range(self.days)}

    @property
    def label(self) -> str:
        """The period as the condition in SQL spells it."""
        return f"{self.shop}|{self.marketplace}|{self.grain}|{self.granularity}|{self.start}|{self.end}"


class Choice(NamedTuple):
    """What was chosen of the periods that lie in a window, and what there was."""

    chosen: list[ReportPeriod]
    inside: list[ReportPeriod]

    def covered(self, places: Iterable[Place]) -> dict[Place, int]:
        """How many days the chosen periods cover, by place."""
        days: dict[Place, set[date]] = {place: set() for place in places}
        for period in self.chosen:
            days[period.shop, period.marketplace] |= period.dates
        return {place: len(found) for place, found in days.items()}

    @property
    def left_out(self) -> list[str]:
        """Granularities of which some place has reports in the window and none that serves the question."""
        inside, chosen = ({(p.shop, p.marketplace, p.granularity) for p in periods} for periods in (self.inside, self.chosen))
        return sorted({granularity for _, _, granularity in inside - chosen})


def label_sql(table: str) -> str:
    """SQL that spells a row's period as `ReportPeriod.label` does."""
    parts = ["f.shop_id", "f.marketplace", "f.grain", f"coalesce({tables()[table].granularity}, '')"]
    return " || '|' || ".join([*parts, "f.period_from", "f.period_to"])


def places_of(plan: Plan, table: str) -> list[Place]:
    """Places in scope that a table has data of."""
    return sorted({(entry.shop, entry.marketplace) for entry in plan.scope if entry.table == table})


def choose_periods(plan: Plan, table: str, window: Period, periods: list[ReportPeriod]) -> Choice:
    """Choose the periods that answer a question, place by place.

    Of the grains that can be split as asked the first serves, and one that tells only a part where no other does. Of
    overlapping periods the shortest wins, of the same period the finest granularity; a period that the window or a time
    bucket would cut is left out.

    Args:
        plan: The question.
        table: A table with grains.
        window: Days to take.
        periods: All that the warehouse holds of the table.
    """
    in_scope = set(places_of(plan, table))
    inside = [
        period
        for period in periods
        if (period.shop, period.marketplace) in in_scope
        and window.start <= period.start
        and period.end <= window.end
        and not _cut_by_bucket(period, plan)
    ]
    groups: dict[tuple[str, ...], list[ReportPeriod]] = defaultdict(list)
    adds = tables()[table].adds
    for period in inside:
        groups[period.shop, period.marketplace, period.granularity if adds else ""].append(period)
    return Choice([period for group in groups.values() for period in _without_overlap(plan, tables()[table], group)], inside)


def partial_grains(plan: Plan, table: str) -> list[str]:
    """Grains whose rows tell only a part of a measure that is asked for."""
    asked = set(plan.measures_of(table))
    return [grain for grain, names in tables()[table].partial.items() if asked & set(names)]


def _without_overlap(plan: Plan, entry: Table, periods: list[ReportPeriod]) -> list[ReportPeriod]:
    grains = entry.serving(plan.levels)
    if not entry.mixes:
        grains = [grain for grain in grains if any(period.grain == grain for period in periods)][:1]
    taken: set[date] = set()
    chosen = []

    def preference(period: ReportPeriod) -> tuple[object, ...]:
        fineness = _FINEST.get(period.granularity, len(_FINEST))
        return (
            period.grain in entry.partial,
            period.days,
            grains.index(period.grain),
            period.start,
            fineness,
            period.granularity,
        )

    for period in sorted((period for period in periods if period.grain in grains), key=preference):
        if not period.dates & taken:
            taken |= period.dates
            chosen.append(period)
    return chosen


def _cut_by_bucket(period: ReportPeriod, plan: Plan) -> bool:
    units = [entry.time for name in plan.dimensions if (entry := dimensions()[name]).time]
    return any(bucket_start(unit, period.start) != bucket_start(unit, period.end) for unit in units)
