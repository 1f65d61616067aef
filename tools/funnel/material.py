"""What a diagnosis works on, from wherever it comes."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tools.core.result import Period, Source, Warning
from tools.funnel.given import last_day, panel_of
from tools.funnel.panel import Floats, Panel
from tools.funnel.request import FunnelQuestion
from tools.funnel.windows import choose_windows


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
        others: Panels of other chains over the same windows, by chain.
        evidence: What checks may look at, by name (`evidence.py`).
        events: Known events of the whole panel.
        gaps: Days of the windows that no report covers, by window and place.
        pool: Whether products of low volume stand together.
    """

    panel: Panel
    base: Period
    current: Period
    as_of: date
    chain: str
    refunds: Refunded | None = None
    others: dict[str, Panel] = field(default_factory=dict)
    evidence: dict[str, Any] = field(default_factory=dict)
    events: list[Any] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    pool: bool = True


def given_material(question: FunnelQuestion) -> Material:
    """Rows given with the question."""
    panel, refunds, notes = panel_of(question)
    as_of = last_day(question)
    available = Period(start=panel.starts[0], end=panel.starts[-1])
    base, current, more = choose_windows(question, as_of, available)
    refunded = None
    if refunds is not None:
        refunded = Refunded(refunds.sum(axis=0), panel.counts["revenue"].sum(axis=0), True, "money", "given")
    return Material(panel, base, current, as_of, "given", refunded, warnings=[*notes, *more], pool=not question.skus)
