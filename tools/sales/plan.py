"""A question made definite: which metrics from which table, which rows, which days."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tools.core.errors import InvalidInput, NotCovered, NotEnoughData, UnknownReference
from tools.core.references import nearest
from tools.core.result import Period, Warning, warning
from tools.core.windows import previous_period, resolve_period, same_days_of_previous, same_period_last_year
from tools.marketplaces import marketplaces
from tools.sales.catalogue import Formula, Metric, dimensions, metric_names, metrics, table_of, unavailable
from tools.sales.filters import Condition, ResolvedFilters
from tools.sales.question import SalesQuestion, Window
from tools.sales.reach import check_split, gap_notes, holds_beyond, place_notes
from tools.warehouse.warehouse import Coverage


@dataclass(frozen=True)
class Plan:
    """All that the compiler needs.

    Attributes:
        metrics: In the order asked.
        formulas: How each is computed here.
        as_of: Last complete day that relative periods count from.
        ranked: Whether only so many rows are asked for.
        scope: What the windows reach of each table.
        held: All that the places asked for hold of each table.
        available: All days that the rows in scope reach over.
    """

    metrics: tuple[Metric, ...]
    formulas: dict[str, Formula]
    dimensions: tuple[str, ...]
    conditions: tuple[Condition, ...]
    window: Period
    base: Period | None
    currency: str | None
    order_by: str | None
    descending: bool
    limit: int
    ranked: bool
    as_of: date
    available: Period
    scope: tuple[Coverage, ...]
    held: tuple[Coverage, ...]
    warnings: tuple[Warning, ...]

    @property
    def tables(self) -> list[str]:
        """Tables that the metrics come from, in the order of the metrics."""
        return list(dict.fromkeys(table for metric in self.metrics for table in self.formulas[metric.id].tables))

    @property
    def measures(self) -> list[str]:
        """Measures that the metrics need."""
        return list(dict.fromkeys(name for metric in self.metrics for name in self.formulas[metric.id].of))

    def measures_of(self, table: str) -> list[str]:
        """Measures that the metrics need of one table."""
        return [name for name in self.measures if table_of(name) == table]

    @property
    def levels(self) -> set[str]:
        """What rows must be about, for the splits and filters asked."""
        named = (*self.dimensions, *(condition.dimension for condition in self.conditions))
        return {level for name in named if (level := dimensions()[name].level)}

    @property
    def has_time_split(self) -> bool:
        """True when figures are split by day, week or longer."""
        return any(dimensions()[name].time for name in self.dimensions)

    @property
    def by_product(self) -> bool:
        """True when rows are split by product, so that postage and fees stay out."""
        return any(dimensions()[name].level == "product" for name in self.dimensions)

    @property
    def ranked_items(self) -> list[str]:
        """Dimensions of products in a ranking, in which rows without a product have no place."""
        return [name for name in self.dimensions if self.ranked and dimensions()[name].level == "product"]


DEFAULT_LIMIT = 100


def make_plan(question: SalesQuestion, filters: ResolvedFilters, coverage: list[Coverage]) -> Plan:
    """Resolve metrics, tables and windows.

    Raises:
        UnknownReference: No such metric.
        NotCovered: A metric that the imported reports cannot give.
        NotEnoughData: No data in the window; names the range that exists.
        InvalidInput: A window or split that makes no sense.
    """
    asked = tuple({metric.id: metric for metric in map(_metric, question.metrics)}.values())
    scope = _scope(filters, coverage)
    if not scope:
        raise _nothing_there(filters)
    warnings: list[Warning] = []
    formulas = {metric.id: _formula(metric, scope, warnings) for metric in asked}
    used = [entry for entry in scope if any(entry.table in formula.tables for formula in formulas.values())]
    available = Period(start=min(c.first_day for c in used), end=max(c.last_day for c in used))
    as_of = question.as_of or max(c.complete_until for c in used)
    window = resolve_window(question.window, as_of, available)
    check_split(question, filters, formulas)
    if window.end < available.start or (window.start > available.end and not holds_beyond(question, formulas)):
        raise NotEnoughData(
            "no_data_in_window", field="window",
            **{"from": window.start, "to": window.end},
            available_from=available.start, available_to=available.end,
        )  # fmt: skip
    warnings += [*gap_notes(used, window), *place_notes(asked, formulas, scope)]
    base = _base(question, window, as_of, available)
    return Plan(
        metrics=asked,
        formulas=formulas,
        dimensions=tuple(dict.fromkeys(question.dimensions)),
        conditions=filters.conditions,
        window=window,
        base=base,
        currency=question.currency.upper() if question.currency else None,
        order_by=_order(question, asked),
        descending=question.descending,
        limit=question.limit or DEFAULT_LIMIT,
        ranked=question.limit is not None,
        as_of=as_of,
        available=available,
        scope=_reached(used, window, base),
        held=tuple(used),
        warnings=(*filters.warnings, *warnings),
    )


def narrowed(plan: Plan, question: SalesQuestion, window: Period, note: Warning) -> Plan:
    """The plan over fewer days, with a note that says so; what it is compared with follows."""
    base = _base(question, window, plan.as_of, plan.available)
    return replace(plan, window=window, base=base, scope=_reached(list(plan.held), window, base), warnings=(*plan.warnings, note))


def check_metrics(question: SalesQuestion, coverage: list[Coverage]) -> None:
    """Refuse metrics that no imported report can give, before names in filters are looked up in it.

    Raises:
        UnknownReference: No such metric.
        NotCovered: The report that a metric needs is not imported.
    """
    for name in question.metrics:
        _formula(_metric(name), coverage, [])


def _metric(name: str) -> Metric:
    found = metric_names().get(name.strip().lower())
    if found in unavailable():
        entry = unavailable()[found]
        raise NotCovered(
            "metric_unavailable", field="metrics", metric_zh=entry["names"][0], metric_en=found.replace("_", " "),
            needs_zh=entry["needs"]["zh"], needs_en=entry["needs"]["en"],
        )  # fmt: skip
    if found is None:
        close = list(dict.fromkeys(metric_names()[near] for near in nearest(name, metric_names())))
        raise UnknownReference(
            "unknown_metric", field="metrics", value=name,
            nearest=[metric for metric in close if metric in metrics()], known=sorted(metrics()),
        )  # fmt: skip
    return metrics()[found]


def _scope(filters: ResolvedFilters, coverage: list[Coverage]) -> list[Coverage]:
    shops, markets, platforms = (filters.values(name) for name in ("shop", "marketplace", "platform"))
    return [
        entry
        for entry in coverage
        if (not shops or entry.shop in shops)
        and (not markets or entry.marketplace in markets)
        and (not platforms or _platform(entry.marketplace) in platforms)
    ]


def _platform(marketplace: str) -> str | None:
    return marketplaces()[marketplace].platform if marketplace in marketplaces() else None


def _nothing_there(filters: ResolvedFilters) -> NotEnoughData:
    names = [value for condition in filters.conditions for value in condition.values]
    return NotEnoughData("no_data_for_filters", field="filters", values=names)


def _formula(metric: Metric, scope: list[Coverage], warnings: list[Warning]) -> Formula:
    held = {entry.table for entry in scope}
    twin = metric.instead if metric.instead and held.issuperset(metric.instead.tables) else None
    named: dict[str, Any] = {"metric_zh": metric.label["zh"], "metric_en": metric.label["en"]}
    lacking = next((table for table in metric.formula.tables if table not in held), None)
    if lacking:
        if twin is None:
            raise NotCovered(f"needs_{lacking}", field="metrics", **named)
        searched = "search_performance" in twin.tables
        warnings.append(warning("from_search_performance" if searched else "from_traffic_report", **named))
        return twin
    own = [entry for entry in scope if entry.table == "order_line"]
    if metric.needs == "buyers" and not any(entry.has_buyers for entry in own):
        raise NotCovered("needs_buyers", field="metrics")
    if metric.needs == "returns_or_warn" and not any(entry.has_returns for entry in own):
        warnings.append(warning("net_without_returns"))
    if metric.needs == "returns" and not all(entry.has_returns for entry in own):
        if twin and any(entry.has_returns for entry in scope if entry.table in twin.tables):
            return twin
        if not any(entry.has_returns for entry in own):
            raise NotCovered("needs_returns", field="metrics")
        warnings.append(warning("returns_in_part"))
    return metric.formula


def resolve_window(window: Window, as_of: date, available: Period) -> Period:
    """The days of a window; ends that it leaves open are those of the data.

    Args:
        window: As asked.
        as_of: Last complete day, from which relative periods count.
        available: Days that the data reach over.

    Raises:
        InvalidInput: It cannot be read, or ends before it begins.
    """
    if window.period is not None and window.start is None and window.end is None:
        return resolve_period(window.period, as_of, available)
    if window.period is not None:
        raise InvalidInput("window_twice", field="window")
    start, end = window.start or available.start, window.end or max(available.end, window.start or available.end)
    if start > end:
        raise InvalidInput("window_reversed", field="window", **{"from": start, "to": end})
    return Period(start=start, end=end)


def _reached(used: list[Coverage], window: Period, base: Period | None) -> tuple[Coverage, ...]:
    """What the windows reach of each table; all of it where they reach none."""
    found = []
    for table in dict.fromkeys(entry.table for entry in used):
        own = [entry for entry in used if entry.table == table]
        reached = [e for e in own for w in (window, base) if w and e.first_day <= w.end and w.start <= e.last_day]
        found += list(dict.fromkeys(reached)) or own
    return tuple(found)


def _base(question: SalesQuestion, window: Period, as_of: date, available: Period) -> Period | None:
    compare = question.compare
    if compare is None:
        return None
    if compare.rule == "previous_period":
        return same_days_of_previous(question.window.period, window) or previous_period(window)
    if compare.rule == "same_period_last_year":
        return same_period_last_year(window)
    return resolve_window(compare, as_of, available)


def _order(question: SalesQuestion, asked: tuple[Metric, ...]) -> str | None:
    if question.order_by is None:
        return None
    if question.order_by in question.dimensions:
        return question.order_by
    metric = _metric(question.order_by)
    if metric not in asked:
        raise InvalidInput("order_not_asked", field="order_by", value=question.order_by)
    return metric.id
