"""The days over which a ratio of two tables holds: those that both cover, marketplace by marketplace."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

import duckdb

from tools.core.errors import NotEnoughData
from tools.core.result import Period, warning
from tools.sales.catalogue import measure_of, tables
from tools.sales.periods import Place
from tools.sales.plan import Plan, narrowed
from tools.sales.question import SalesQuestion
from tools.sales.scope import chosen_periods

_QUIET = timedelta(days=7)
"""So long a marketplace may go without an order while the shop's others have some."""


class _Reach(NamedTuple):
    """Days of a window that a table tells of in one place.

    Attributes:
        held: From its first row to its last; None where it has none.
        covered: The same with days around that are known to have no rows.
    """

    table: str
    place: Place
    held: Period | None
    covered: Period | None


def over_common_days(cursor: duckdb.DuckDBPyConnection, question: SalesQuestion, plan: Plan) -> Plan:
    """The plan over days that the tables of its ratios have in common.

    All of the data is narrowed to those days; a window that was asked for is not changed but refused.

    Raises:
        NotEnoughData: A window asked for, or compared with, that only one of the tables covers.
    """
    plan = _with_stock_notes(plan, question)
    short, common = _short(cursor, plan, plan.window)
    if short and common and question.window.period == "all":
        plan = narrowed(plan, question, common, warning("narrowed_to_common_days", **_told(plan.window, common, short)))
    elif short := [reach for reach in short if reach.table != "inventory_day"]:
        raise _refusal(cursor, plan, "window", plan.window, short, common)
    if plan.base:
        short, common = _short(cursor, plan, plan.base)
        if short and not _is_blank(cursor, plan, plan.base):
            raise _refusal(cursor, plan, "compare", plan.base, short, common)
    return plan


def _short(cursor: duckdb.DuckDBPyConnection, plan: Plan, window: Period) -> tuple[list[_Reach], Period | None]:
    """What does not reach over all days that its counterpart holds, and the days in common."""
    first, last = window.start, window.end
    short = []
    for mine, other in _pairs(cursor, plan, window):
        if other.held is None:
            continue
        if mine.covered is None:
            short.append(mine)
            first, last = window.end, window.start - timedelta(days=1)
        elif other.held.start < mine.covered.start or mine.covered.end < other.held.end:
            short.append(mine)
            first = max(first, mine.covered.start if other.held.start < mine.covered.start else first)
            last = min(last, mine.covered.end if mine.covered.end < other.held.end else last)
    return short, Period(start=first, end=last) if first <= last else None


def _pairs(cursor: duckdb.DuckDBPyConnection, plan: Plan, window: Period) -> list[tuple[_Reach, _Reach]]:
    """Each side of each ratio with the other, in every place that has both."""
    sides = {pair for metric in plan.metrics if (pair := _sides(plan, metric.id))}
    found = []
    for pair in sorted(sides):
        reaches = {table: {reach.place: reach for reach in _reaches(cursor, plan, table, window)} for table in pair}
        both = sorted(set.intersection(*(set(places) for places in reaches.values())))
        found += [(reaches[a][place], reaches[b][place]) for place in both for a, b in (pair, pair[::-1])]
    return found


def _sides(plan: Plan, metric: str) -> tuple[str, ...] | None:
    formula = plan.formulas[metric]
    trailing = any(measure_of(name).trailing for name in formula.of)
    return formula.tables if len(formula.tables) > 1 and not trailing else None


def _reaches(cursor: duckdb.DuckDBPyConnection, plan: Plan, table: str, window: Period) -> list[_Reach]:
    if tables()[table].grains:
        return _reported(cursor, plan, table, window)
    if table == "inventory_day":
        return [_stock_reach(entry.first_day, (entry.shop, entry.marketplace), window) for entry in _entries(plan, table)]
    found = []
    for entry in _entries(plan, table):
        own = [other for other in _entries(plan, table) if other.shop == entry.shop]
        first = max(min(c.first_day for c in own), entry.first_day - _QUIET)
        last = min(max(c.complete_until for c in own), entry.complete_until + _QUIET)
        place = (entry.shop, entry.marketplace)
        held = _within(window, entry.first_day, entry.complete_until)
        found.append(_Reach(table, place, held, _within(window, first, last)))
    return found


def _entries(plan: Plan, table: str) -> list[Any]:
    return [entry for entry in plan.held if entry.table == table]


def _reported(cursor: duckdb.DuckDBPyConnection, plan: Plan, table: str, window: Period) -> list[_Reach]:
    """From the first report period that answers to the last; where none can be split as asked others say so."""
    choice = chosen_periods(cursor, plan, table, window)
    found = []
    for place in sorted({(entry.shop, entry.marketplace) for entry in _entries(plan, table)}):
        own = [period for period in choice.chosen if (period.shop, period.marketplace) == place]
        if not own and any((period.shop, period.marketplace) == place for period in choice.inside):
            continue
        held = Period(start=min(p.start for p in own), end=max(p.end for p in own)) if own else None
        found.append(_Reach(table, place, held, held))
    return found


def _stock_reach(first: date, place: Place, window: Period) -> _Reach:
    """Stock stays until the next snapshot, and needs no sales beside it."""
    return _Reach("inventory_day", place, None, _within(window, first, window.end) or window)


def _within(window: Period, first: date, last: date) -> Period | None:
    start, end = max(window.start, first), min(window.end, last)
    return Period(start=start, end=end) if start <= end else None


def _is_blank(cursor: duckdb.DuckDBPyConnection, plan: Plan, window: Period) -> bool:
    """Whether some table holds nothing at all of a window, so that no ratio of it is given."""
    held: dict[str, bool] = {}
    for mine, _ in _pairs(cursor, plan, window):
        held[mine.table] = held.get(mine.table, False) or mine.covered is not None
    return not all(held.values())


def _with_stock_notes(plan: Plan, question: SalesQuestion) -> Plan:
    """Says where the snapshots begin within a window asked for, since their average is set against all its sales."""
    if question.window.period == "all" or not any("inventory_day" in (_sides(plan, m.id) or ()) for m in plan.metrics):
        return plan
    first = max(entry.first_day for entry in _entries(plan, "inventory_day"))
    if not plan.window.start < first <= plan.window.end:
        return plan
    return replace(plan, warnings=(*plan.warnings, warning("stock_begins", first=first, start=plan.window.start)))


def _refusal(
    cursor: duckdb.DuckDBPyConnection, plan: Plan, field: str, window: Period, short: list[_Reach], common: Period | None
) -> NotEnoughData:
    return NotEnoughData("no_common_days", field=field, **_told(window, common or _short(cursor, plan, plan.available)[1], short))


def _told(window: Period, common: Period | None, short: list[_Reach]) -> dict[str, Any]:
    lacking: dict[tuple[str, Period | None], list[str]] = {}
    for reach in short:
        lacking.setdefault((reach.table, reach.covered), []).append(reach.place[1])
    return {
        "start": window.start,
        "end": window.end,
        "common": common.model_dump(mode="json", by_alias=False) if common else None,
        "lacking": [
            {
                "zh": tables()[table].label["zh"],
                "en": tables()[table].label["en"],
                "places": sorted(set(places)),
                "held": held.model_dump(mode="json", by_alias=False) if held else None,
            }
            for (table, held), places in lacking.items()
        ],
    }
