"""What a diagnosis works on, from wherever it comes."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from tools.core.result import Definition, Period, Source, Warning, warning
from tools.events.events import Event, calendar_peaks
from tools.funnel.evidence import Evidence
from tools.funnel.given import panel_of
from tools.funnel.given_rows import wanted_rows
from tools.funnel.panel import Floats, Panel
from tools.funnel.request import FunnelQuestion
from tools.funnel.stages import windows_of
from tools.funnel.windows import choose_windows, history_of


@dataclass(frozen=True)
class Refunded:
    """Refunds of both windows by day.

    Attributes:
        amounts: Of each bin of the panel, all segments together, (T,): money or units.
        sold: What they are a part of, in the same unit, (T,).
        in_sum: Whether they count by the same date as the sales, so that they can be taken off them.
    """

    amounts: Floats
    sold: Floats
    in_sum: bool
    unit: str
    basis: str


@dataclass(frozen=True)
class Material:
    """A panel, its windows, and what stands beside it.

    Attributes:
        chain: Which of the chains the panel holds.
        others: Panels of other chains with their windows, by chain.
        evidence: Figures of both windows from other reports; None for given rows.
        events: Known events of the whole panel.
        gaps: Days of the windows that no report covers, by place, in words.
        pool: Whether products of low volume stand together.
    """

    panel: Panel
    base: Period
    current: Period
    as_of: date
    chain: str
    refunds: Refunded | None = None
    others: dict[str, tuple[Panel, Period, Period]] = field(default_factory=dict)
    evidence: Evidence | None = None
    events: list[Event] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    pool: bool = True


def given_material(question: FunnelQuestion) -> Material:
    """Rows given with the question."""
    rows = wanted_rows(question)
    days = [given.row.date for given in rows]
    available = Period(start=min(days), end=max(days))
    as_of = question.as_of or available.end
    base, current, more = choose_windows(question, as_of, available)
    panel, refunds, notes = panel_of(question, rows, history_of(base, current, available))
    refunded = None
    if refunds is not None and np.isnan(refunds).any():
        more.append(warning("refunds_not_told", count=int(np.isnan(refunds).sum())))
    elif refunds is not None:
        refunded = Refunded(refunds.sum(axis=0), panel.counts["revenue"].sum(axis=0), True, "money", "given")
    more += _empty_days(panel, base, current)
    events = calendar_peaks(panel.starts[0], panel.starts[-1])
    return Material(
        panel, base, current, as_of, "given", refunded, events=events, warnings=[*notes, *more], pool=not question.skus
    )


def _empty_days(panel: Panel, base: Period, current: Period) -> list[Warning]:
    """Days of the windows without a row, between a segment's first row and its last."""
    windows = windows_of(panel, base, current)
    begun = np.logical_or.accumulate(panel.present, axis=1)
    ends = np.logical_or.accumulate(panel.present[:, ::-1], axis=1)[:, ::-1]
    empty = ~panel.present & begun & ends & (windows.in_base | windows.in_current)
    count = int(empty.any(axis=1).sum())
    return [warning("days_without_rows", count=count, days=int(empty.sum()))] if count else []
