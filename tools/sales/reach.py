"""What a question asks beyond the reports: splits they do not hold, days and places they do not reach."""

from tools.core.errors import NotCovered
from tools.core.result import Period, Warning, warning
from tools.sales.catalogue import Formula, Metric, dimensions, measure_of, tables
from tools.sales.filters import ResolvedFilters
from tools.sales.question import SalesQuestion
from tools.warehouse.warehouse import Coverage


def check_split(question: SalesQuestion, filters: ResolvedFilters, formulas: dict[str, Formula]) -> None:
    """Refuse splits and filters that the tables do not hold.

    Raises:
        NotCovered: A dimension that a table does not hold, or dimensions that no report holds together.
    """
    named = [*question.dimensions, *(condition.dimension for condition in filters.conditions)]
    used = {table for formula in formulas.values() for table in formula.tables}
    for name in named:
        entry = dimensions()[name]
        if entry.time is None and any(entry.column(table) is None for table in used):
            raise NotCovered("dimension_not_held", field="dimensions", dimension=name)
    levels = {level for name in named if (level := dimensions()[name].level)}
    if any(tables()[table].grains and not tables()[table].serving(levels) for table in used):
        raise NotCovered("dimensions_not_together", field="dimensions", dimensions=list(dict.fromkeys(named)))
    timed = next((name for name in question.dimensions if dimensions()[name].time), None)
    if timed and any(measure_of(name).trailing for formula in formulas.values() for name in formula.of):
        raise NotCovered("one_day_only", field="dimensions", dimension=timed)


def holds_beyond(question: SalesQuestion, formulas: dict[str, Formula]) -> bool:
    """Whether only the newest stock is asked for, which a snapshot from before the window can tell."""
    named = [measure_of(name) for formula in formulas.values() for name in formula.of]
    timed = any(dimensions()[name].time for name in question.dimensions)
    return not timed and all(measure.stock and not measure.average for measure in named)


def gap_notes(used: list[Coverage], window: Period) -> list[Warning]:
    """What the window asks for beyond the data; stock stays until the next snapshot."""
    flows = [entry for entry in used if entry.table != "inventory_day"]
    if not flows:
        return []
    found = [
        warning("data_incomplete", marketplace=c.marketplace, until=c.complete_until, table=c.table)
        for c in flows
        if window.start <= c.complete_until < window.end
    ]
    found += [
        warning("data_ended", marketplace=c.marketplace, until=c.complete_until, table=c.table)
        for c in flows
        if c.complete_until < window.start <= max(other.complete_until for other in flows)
    ]
    first = min(c.first_day for c in flows)
    return [*found, warning("data_begin", first=first)] if window.start < first <= window.end else found


def place_notes(asked: tuple[Metric, ...], formulas: dict[str, Formula], scope: list[Coverage]) -> list[Warning]:
    """Ratios of two tables one of which lacks a place of the other."""
    found = []
    for metric in asked:
        held = {t: {c.marketplace for c in scope if c.table == t} for t in formulas[metric.id].tables}
        lacking = {table: sorted(set().union(*held.values()) - places) for table, places in held.items()}
        found += [
            warning(
                "stock_places_differ" if table == "inventory_day" else "places_differ",
                metric_zh=metric.label["zh"], metric_en=metric.label["en"], places=places,
                data_zh=tables()[table].label["zh"], data_en=tables()[table].label["en"],
            )
            for table, places in lacking.items()
            if places
        ]  # fmt: skip
    return found
