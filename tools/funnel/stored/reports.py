"""Which traffic reports of each marketplace are taken: the finest that tell of both windows."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from tools.core.result import Period, Warning, warning
from tools.funnel.stored.grid import Bins
from tools.sales.product_scope import Scope
from tools.warehouse.engines.engine import Cursor

LAYERS = {"product": ("sku", "child_asin"), "parent_asin": ("parent_asin",), "store": ("store",)}
"""What a report's rows are about, the finest first, and the granularities of each, the preferred first."""
_ENOUGH = 0.7
"""Part of the days that the best reports cover from which finer ones are taken."""

_PERIODS = """select distinct shop_id, marketplace, granularity, period_from, period_to from report_period
where table_name = 'traffic_day'
    and ($shops is null or list_contains($shops, shop_id))
    and ($marketplaces is null or list_contains($marketplaces, marketplace))"""


class Place(NamedTuple):
    """A marketplace of a shop.

    Attributes:
        channel: The shop, where several sell on that marketplace.
    """

    shop: str
    marketplace: str
    channel: str | None = None


class Choice(NamedTuple):
    """Reports of one marketplace.

    Attributes:
        layer: See `LAYERS`.
        periods: Length and granularity by first day, ascending, without overlap.
    """

    layer: str
    periods: dict[date, tuple[int, str]]

    @property
    def days(self) -> set[date]:
        """Days that they cover."""
        return {start + timedelta(days=i) for start, (length, _) in self.periods.items() for i in range(length)}

    @property
    def spans(self) -> list[Period]:
        """Their periods."""
        return [Period(start=start, end=start + timedelta(days=days - 1)) for start, (days, _) in self.periods.items()]


def reports_offered(cursor: Cursor, scope: Scope) -> dict[Place, list[Choice]]:
    """All reports by shop and marketplace, the finest layer first; those of whole stores tell nothing of single products."""
    found: dict[tuple[str, str], dict[str, set[tuple[date, int]]]] = defaultdict(lambda: defaultdict(set))
    for shop, market, granularity, start, end in cursor.execute(_PERIODS, scope.values_of_places).fetchall():
        found[shop, market][granularity].add((start, (end - start).days + 1))
    offered = {}
    for place, by in sorted(found.items()):
        layers = {name: kinds for name, kinds in LAYERS.items() if scope.skus is None or name != "store"}
        choices = [Choice(name, _without_overlap(by, kinds)) for name, kinds in layers.items()]
        offered[Place(*place)] = [choice for choice in choices if choice.periods]
    return {place: choices for place, choices in offered.items() if choices}


def _without_overlap(by: dict[str, set[tuple[date, int]]], kinds: tuple[str, ...]) -> dict[date, tuple[int, str]]:
    """Of overlapping periods the shortest, then the preferred granularity, then the earliest."""
    taken: set[date] = set()
    kept = {}
    held = sorted((days, rank, start) for rank, kind in enumerate(kinds) for start, days in by.get(kind, ()))
    for length, rank, start in held:
        own = {start + timedelta(days=i) for i in range(length)}
        if not own & taken:
            taken |= own
            kept[start] = (length, kinds[rank])
    return dict(sorted(kept.items()))


def choose_reports(offered: dict[Place, list[Choice]], base: Period, current: Period) -> dict[Place, Choice]:
    """For each shop and marketplace the finest layer that covers both windows nearly as well as the best does."""
    chosen = {}
    for place, choices in offered.items():
        covered = {choice.layer: min(_covered(choice, window) for window in (base, current)) for choice in choices}
        best = max(covered.values())
        chosen[place] = next(choice for choice in choices if covered[choice.layer] >= _ENOUGH * best)
    return chosen


def _covered(choice: Choice, window: Period) -> float:
    return sum(window.start <= day <= window.end for day in choice.days) / window.days


def bins_of(choices: Iterable[Choice], span: Period, *, daily: bool) -> Bins:
    """Bins that all reports fit into: their longer periods, the shortest first, and days.

    Args:
        choices: Of all marketplaces.
        span: Days that are wanted.
        daily: Whether there are figures by day beside these reports.
    """
    choices = list(choices)
    longer = {(p.days, p.start) for c in choices for p in c.spans if p.days > 1 and span.start <= p.start and p.end <= span.end}
    taken: set[date] = set()
    bins: dict[date, int] = {}
    for length, start in sorted(longer):
        own = {start + timedelta(days=i) for i in range(length)}
        if not own & taken:
            taken |= own
            bins[start] = length
    if daily or any(length == 1 for choice in choices for length, _ in choice.periods.values()):
        days = [span.start + timedelta(days=i) for i in range(span.days)]
        bins |= {day: 1 for day in days if day not in taken}
    ordered = sorted(bins.items())
    return Bins([start for start, _ in ordered], [length for _, length in ordered])


def coarse_notes(reports: dict[Place, Choice]) -> list[Warning]:
    """What reports of families or whole stores cannot tell."""
    found = []
    for layer in ("parent_asin", "store"):
        places = sorted({place.marketplace for place, choice in reports.items() if choice.layer == layer})
        found += [warning(f"traffic_by_{layer}", places=places)] if places else []
    return found
