"""Which of a table's reports are taken: one grain and one length of period in each place, the same in both windows."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from tools.core.result import Period
from tools.sales.catalogue import tables
from tools.sales.product_scope import PLACES_SQL, Scope
from tools.warehouse.engines.engine import Cursor

Windows = tuple[Period, Period]
_PERIODS = f"""select f.shop_id, f.marketplace, f.grain, f.granularity, f.period_from, f.period_to from report_period f
where f.table_name = $table and list_contains($grains, f.grain) and f.period_to >= $first_day and f.period_from <= $last_day
    and {PLACES_SQL} order by all"""


@dataclass(frozen=True)
class Choice:
    """Reports of one place.

    Attributes:
        length: Days of each period.
        days: That whole periods cover in the base and in the current window.
        complete: Whether these are all days of both.
    """

    shop: str
    marketplace: str
    grain: str
    granularity: str
    length: int
    days: tuple[int, int]
    complete: bool


class _Kind(NamedTuple):
    grain: str
    granularity: str
    length: int


def choose(
    cursor: Cursor, table: str, grains: list[str], granularities: list[str], scope: Scope, windows: Windows
) -> list[Choice]:
    """The reports that tell of both windows, place by place.

    Args:
        cursor: On the warehouse.
        table: With grains.
        grains: That serve, in the order in which they are preferred.
        granularities: That serve, likewise; all when empty. Where they are parts of one whole, each is chosen for.
        scope: Shops and marketplaces.
        windows: Base and current.
    """
    span = {"first_day": min(w.start for w in windows), "last_day": max(w.end for w in windows)}
    values = {"shops": scope.shops, "marketplaces": scope.marketplaces, "table": table, "grains": grains, **span}
    groups: dict[tuple[str, str, str], dict[_Kind, list[date]]] = defaultdict(lambda: defaultdict(list))
    for shop, place, grain, granularity, start, end in cursor.execute(_PERIODS, values).fetchall():
        if not granularities or granularity in granularities:
            part = granularity if tables()[table].adds else ""
            groups[shop, place, part][_Kind(grain, granularity, (end - start).days + 1)].append(start)
    found = []
    for (shop, place, _), kinds in sorted(groups.items()):
        choices = [Choice(shop, place, *kind, *_covered(starts, kind.length, windows)) for kind, starts in kinds.items()]
        found.append(min(choices, key=lambda choice: _preference(choice, grains, granularities)))
    return found


def days_with_rows(cursor: Cursor, table: str, scope: Scope, windows: Windows) -> dict[str, tuple[int, int]]:
    """Days of both windows that any report of a table has rows of, by marketplace."""
    span = {"first_day": min(w.start for w in windows), "last_day": max(w.end for w in windows)}
    grains = list(tables()[table].grains)
    values = {"shops": scope.shops, "marketplaces": scope.marketplaces, "table": table, "grains": grains, **span}
    days: dict[str, set[date]] = defaultdict(set)
    for _, place, _, _, start, end in cursor.execute(_PERIODS, values).fetchall():
        days[place] |= {start + timedelta(days=i) for i in range((end - start).days + 1)}
    return {place: tuple(sum(w.start <= day <= w.end for day in held) for w in windows) for place, held in days.items()}  # type: ignore[misc]


def _covered(starts: list[date], length: int, windows: Windows) -> tuple[tuple[int, int], bool]:
    last = timedelta(days=length - 1)
    days = []
    for window in windows:
        inside = sorted(start for start in starts if window.start <= start and start + last <= window.end)
        overlap = any((after - before).days < length for before, after in pairwise(inside))
        days.append(0 if overlap else len(inside) * length)
    return (days[0], days[1]), days == [window.days for window in windows]


def _preference(choice: Choice, grains: list[str], granularities: list[str]) -> tuple[object, ...]:
    fineness = granularities.index(choice.granularity) if choice.granularity in granularities else 0
    told = min(choice.days) > 0
    return not choice.complete, not told, grains.index(choice.grain), fineness, choice.length
