"""Which traffic rows answer a question: whole-store days or ASIN periods, never two that overlap."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from tools.core.result import Period
from tools.sales.buckets import bucket_start
from tools.sales.catalogue import dimensions
from tools.sales.plan import Plan


class TrafficPeriod(NamedTuple):
    """A period that one report gives figures for.

    Attributes:
        grain: `store` (all products together) or `asin`.
        granularity: Of ASIN rows: `sku` or `child_asin` …; one report may be exported by either.
    """

    shop: str
    marketplace: str
    grain: str
    start: date
    end: date
    granularity: str | None = None

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    @property
    def label(self) -> str:
        """The period as the condition in SQL spells it."""
        return f"{self.shop}|{self.marketplace}|{self.grain}|{self.granularity or ''}|{self.start}|{self.end}"


@dataclass(frozen=True)
class TrafficScope:
    """Rows to take, as a condition with bound values, and how many days of the window they cover."""

    condition: str
    covered: int
    values: dict[str, Any] = field(default_factory=dict)


_LABEL = (
    "f.shop_id || '|' || f.marketplace || '|' || f.grain || '|' || coalesce(f.granularity, '') || '|' || "
    "f.period_from || '|' || f.period_to"
)
_FINEST = {"sku": 0, "child_asin": 1, "parent_asin": 2}


def traffic_scope(plan: Plan, window: Period, periods: list[TrafficPeriod]) -> TrafficScope:
    """Choose rows for a window, store by store.

    Store totals serve questions that name no product; ASIN rows serve the others, and the stores that have no
    totals. Of overlapping periods the shortest wins, of the same period the finest granularity; a period that
    the window or a time bucket would cut is left out.

    Args:
        plan: The question.
        window: Days to take.
        periods: All that the warehouse holds.
    """
    named = [*plan.dimensions, *(condition.dimension for condition in plan.conditions)]
    by_product = any(dimensions()[name].level == "product" for name in named)
    in_scope = {(entry.shop, entry.marketplace) for entry in plan.scope if entry.table == "traffic_day"}
    by_place: dict[tuple[str, str], list[TrafficPeriod]] = defaultdict(list)
    for period in periods:
        inside = window.start <= period.start and period.end <= window.end
        if (period.shop, period.marketplace) in in_scope and inside and not _cut_by_bucket(period, plan):
            by_place[period.shop, period.marketplace].append(period)
    chosen = [period for found in by_place.values() for period in _of_place(found, by_product)]
    days = {(period.start + timedelta(days=i)) for period in chosen for i in range(period.days)}
    return TrafficScope(f"list_contains($periods, {_LABEL})", len(days), {"periods": [p.label for p in chosen]})


def _of_place(periods: list[TrafficPeriod], by_product: bool) -> list[TrafficPeriod]:
    has_totals = any(period.grain == "store" for period in periods)
    grain = "store" if has_totals and not by_product else "asin"
    taken: set[date] = set()
    chosen = []
    fitting = [period for period in periods if period.grain == grain]
    for period in sorted(fitting, key=lambda p: (p.days, p.start, _FINEST.get(p.granularity or "", 3))):
        days = {period.start + timedelta(days=i) for i in range(period.days)}
        if not days & taken:
            taken |= days
            chosen.append(period)
    return chosen


def _cut_by_bucket(period: TrafficPeriod, plan: Plan) -> bool:
    units = [entry.time for name in plan.dimensions if (entry := dimensions()[name]).time]
    return any(bucket_start(unit, period.start) != bucket_start(unit, period.end) for unit in units)
