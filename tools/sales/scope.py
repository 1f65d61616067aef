"""Which rows to take of tables that tell the same figures more than once, and what to say of what was not there."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb

from tools.core.errors import NotCovered, NotEnoughData
from tools.core.result import Period, Warning, warning
from tools.sales.catalogue import tables
from tools.sales.compile import RowScope
from tools.sales.parts import Part
from tools.sales.periods import Choice, Place, ReportPeriod, choose_periods, label_sql, partial_grains, places_of
from tools.sales.plan import Plan

_PERIODS = """select shop_id, marketplace, table_name, grain, granularity, period_from, period_to from report_period
where table_name = $table and period_from >= $first_day and period_to <= $last_day"""
_SOURCES = """select distinct shop_id, marketplace, source, posted_date from settlement_line
where posted_date between $first_day and $last_day"""
_NEAREST = 3
_SOURCE_LABEL = "f.shop_id || '|' || f.marketplace || '|' || f.source"


@dataclass
class _Days:
    """Days that a place has settlement rows of, by source."""

    by_source: dict[str, set[date]] = field(default_factory=dict)

    @property
    def best(self) -> str:
        """The source with most days; of two alike the preferred."""
        order = tables()["settlement_line"].sources
        rank = {name: order.index(name) if name in order else len(order) for name in self.by_source}
        return min(self.by_source, key=lambda name: (-len(self.by_source[name]), rank[name], name))

    @property
    def missed(self) -> int:
        """Days that only the sources not taken have."""
        return len(set().union(*self.by_source.values()) - self.by_source[self.best])


def row_scope(cursor: duckdb.DuckDBPyConnection, plan: Plan, part: Part) -> RowScope | None:
    """The rows of a part's table that answer the question; None when all do."""
    if tables()[part.table].grains:
        labels = [period.label for period in chosen_periods(cursor, plan, part.table, part.window).chosen]
        return RowScope(f"list_contains($periods, {label_sql(part.table)})", {"periods": labels})
    if part.table == "settlement_line":
        chosen = [f"{shop}|{market}|{days.best}" for (shop, market), days in _sources(cursor, part.window).items()]
        return RowScope(f"list_contains($sources, {_SOURCE_LABEL})", {"sources": chosen})
    return None


def scope_notes(cursor: duckdb.DuckDBPyConnection, plan: Plan, part: Part) -> list[Warning]:
    """What the reports of a part's table lack for its window.

    Raises:
        NotCovered: There are reports, but none that can be split as asked, and no other table to answer from.
        NotEnoughData: No report period lies in the window, only beside it.
    """
    if part.table == "settlement_line":
        return _source_notes(plan, _sources(cursor, part.window))
    if not tables()[part.table].grains:
        return []
    choice = chosen_periods(cursor, plan, part.table, part.window)
    if choice.inside and not choice.chosen:
        told: dict[str, Any] = {"grains": tables()[part.table].serving(plan.levels), **_label(part.table)}
        if len(plan.tables) > 1 or part.window != plan.window:
            return [warning("needs_grain", **told)]
        raise NotCovered("needs_grain", field="dimensions", **told)
    if not choice.chosen and (near := _nearest(cursor, plan, part)):
        told = {"start": part.window.start, "end": part.window.end, "periods": near, **_label(part.table)}
        key = "periods_cut_by_split" if plan.has_time_split else "no_period_in_window"
        if len(plan.tables) > 1 or part.window != plan.window:
            return [warning(key, **told)]
        raise NotEnoughData(key, field="window", **told)
    return [*_gaps(plan, part, choice), *_left_out(part, choice), *_partial(plan, part, choice)]


def chosen_periods(cursor: duckdb.DuckDBPyConnection, plan: Plan, table: str, window: Period) -> Choice:
    """The report periods of a table that answer the question over a window."""
    values = {"table": table, "first_day": window.start, "last_day": window.end}
    return choose_periods(plan, table, window, [ReportPeriod(*row) for row in cursor.execute(_PERIODS, values).fetchall()])


def _nearest(cursor: duckdb.DuckDBPyConnection, plan: Plan, part: Part) -> list[str]:
    """Report periods of several days that the window cuts, the newest last; else those nearest to it."""
    values = {"table": part.table, "first_day": date.min, "last_day": date.max}
    places, grains = places_of(plan, part.table), tables()[part.table].serving(plan.levels)
    periods = {
        (period.start, period.end)
        for period in (ReportPeriod(*row) for row in cursor.execute(_PERIODS, values).fetchall())
        if (period.shop, period.marketplace) in places and period.grain in grains and period.days > 1
    }
    window = part.window
    cut = [(start, end) for start, end in periods if start <= window.end and window.start <= end]
    ahead = sorted(periods, key=lambda days: (abs((days[0] - window.start).days), days))[:1]
    return [f"{start} – {end}" for start, end in sorted(cut or ahead)[-_NEAREST:]]


def _gaps(plan: Plan, part: Part, choice: Choice) -> list[Warning]:
    covered = choice.covered(places_of(plan, part.table))
    least = min(covered.values(), default=0)
    if least >= part.window.days:
        return []
    told: dict[str, Any] = {"days": part.window.days, "covered": least, "start": part.window.start, "end": part.window.end}
    places = [] if len(set(covered.values())) == 1 else sorted({place[1] for place, days in covered.items() if days == least})
    return [warning("report_gaps", places=places, **told, **_label(part.table))]


def _left_out(part: Part, choice: Choice) -> list[Warning]:
    if not tables()[part.table].adds or not choice.left_out:
        return []
    return [warning("ad_types_left_out", types=[name.upper() for name in choice.left_out])]


def _partial(plan: Plan, part: Part, choice: Choice) -> list[Warning]:
    used = {period.grain for period in choice.chosen}
    return [warning(f"partial_{grain}") for grain in partial_grains(plan, part.table) if grain in used]


def _sources(cursor: duckdb.DuckDBPyConnection, window: Period) -> dict[Place, _Days]:
    found: dict[Place, _Days] = {}
    for shop, market, source, day in cursor.execute(_SOURCES, {"first_day": window.start, "last_day": window.end}).fetchall():
        found.setdefault((shop, market), _Days()).by_source.setdefault(source, set()).add(day)
    return found


def _source_notes(plan: Plan, found: dict[Place, _Days]) -> list[Warning]:
    in_scope = set(places_of(plan, "settlement_line"))
    return [
        warning("settlement_days_missed", marketplace=place[1], days=days.missed, source=days.best)
        for place, days in sorted(found.items())
        if place in in_scope and days.missed
    ]


def _label(table: str) -> dict[str, Any]:
    label = tables()[table].label
    return {"data_zh": label["zh"], "data_en": label["en"]}
