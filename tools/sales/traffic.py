"""Which traffic rows answer a question: whole-store days or ASIN periods, never two that overlap."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from tools.core.result import Period
from tools.sales.catalogue import dimensions
from tools.sales.plan import Plan


class TrafficPeriod(NamedTuple):
    """A period that one report gives figures for."""

    shop: str
    marketplace: str
    grain: str
    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True)
class TrafficScope:
    """Rows to take, as a condition with bound values, and how many days of the window they cover."""

    condition: str
    covered: int
    values: dict[str, Any] = field(default_factory=dict)


def traffic_scope(plan: Plan, window: Period, periods: list[TrafficPeriod]) -> TrafficScope:
    """Choose rows for a window.

    Store totals serve questions that name no product; ASIN rows serve the others, and those of shops that
    have no store totals. Of overlapping periods the shortest wins; a period that the window or a time bucket
    would cut is left out.

    Args:
        plan: The question.
        window: Days to take.
        periods: All that the warehouse holds.
    """
    named = [*plan.dimensions, *(condition.dimension for condition in plan.conditions)]
    by_product = any(dimensions()[name].level == "product" for name in named)
    in_scope = {(entry.shop, entry.marketplace) for entry in plan.scope if entry.table == "traffic_day"}
    inside = [
        period
        for period in periods
        if (period.shop, period.marketplace) in in_scope
        and window.start <= period.start
        and period.end <= window.end
        and not _cut_by_bucket(period, plan)
    ]
    stores = [period for period in inside if period.grain == "store"]
    grain = "asin" if by_product or not stores else "store"
    chosen = _without_overlap([period for period in inside if period.grain == grain])
    longer = [period for period in chosen if period.days > 1]
    values = {
        "grain": grain,
        "longer": [f"{p.shop}|{p.marketplace}|{p.start}|{p.end}" for p in longer],
    }
    condition = (
        "f.grain = $grain and (f.period_from = f.period_to"
        " or list_contains($longer, f.shop_id || '|' || f.marketplace || '|' || f.period_from || '|' || f.period_to))"
    )
    days = {(p.start + timedelta(days=i)) for p in chosen for i in range(p.days)}
    return TrafficScope(condition, len(days), values)


def _without_overlap(periods: list[TrafficPeriod]) -> list[TrafficPeriod]:
    taken: dict[tuple[str, str], set[date]] = defaultdict(set)
    chosen = []
    for period in sorted(periods, key=lambda p: (p.days, p.start)):
        days = {period.start + timedelta(days=i) for i in range(period.days)}
        place = (period.shop, period.marketplace)
        if not days & taken[place]:
            taken[place] |= days
            chosen.append(period)
    return chosen


def _cut_by_bucket(period: TrafficPeriod, plan: Plan) -> bool:
    units = [entry.time for name in plan.dimensions if (entry := dimensions()[name]).time]
    return any(bucket_start(unit, period.start) != bucket_start(unit, period.end) for unit in units)


def bucket_start(unit: str, day: date) -> date:
    """First day of the week, month, quarter or year of a day; weeks begin on Monday."""
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "quarter":
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return day.replace(day=1) if unit == "month" else date(day.year, 1, 1)
